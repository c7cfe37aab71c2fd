"""vpstudio: virtual production for small film crews."""

__version__ = "0.1.0"
