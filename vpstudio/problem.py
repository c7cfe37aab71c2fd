"""What a room raises when a person has to read it.

A room knows what went wrong, never how to say it: it raises ``Problem("source.not_found", path=...)``. The sentence stands in
``assets/translations/problems/ROOM.json`` in English and Chinese; ``words.py`` finds it, cli/ prints it and app/ shows it.
"""

from __future__ import annotations


class Problem(Exception):
    """A fault with a name and the particulars that its sentence needs.

    ``code`` is ``room.what`` in lower case; ``parameters`` fill the braces of its sentence and hold no secrets.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.code} ({told})" if told else self.code
