"""Kinds of a thing by name: adding a kind is adding a file to its package."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Generic, TypeVar

from vpstudio.problem import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind as it is listed: ``missing`` names the modules it wants and this machine lacks."""

    name: str
    title: str
    missing: tuple[str, ...]

    @property
    def available(self) -> bool:
        return not self.missing


class Registry(Generic[T]):
    """A name -> a class, filled by importing the modules of one package.

    A class has ``name`` and ``title``, and may have ``requires``: modules that it imports late. A class whose modules are
    missing is listed with what it misses, never hidden.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self.package = package
        self._classes: dict[str, type[T]] = {}
        self._loaded = False

    def register(self, cls: type[T]) -> type[T]:
        """Class decorator. A doubled name raises ValueError: two kinds would fight over one project file."""
        name = str(getattr(cls, "name"))  # noqa: B009  (T is unbound; the attribute is the contract)
        if name in self._classes:
            raise ValueError(f"two {self.kind} kinds are called {name!r}")
        self._classes[name] = cls
        return cls

    def names(self) -> list[str]:
        """All names, sorted, whether or not this machine can run them."""
        self._load()
        return sorted(self._classes)

    def get(self, name: str) -> type[T]:
        """The class called ``name``. Raises Problem ``registry.unknown`` or ``registry.missing``."""
        self._load()
        if name not in self._classes:
            raise Problem("registry.unknown", kind=self.kind, name=name, known=", ".join(self.names()))
        missing = missing_modules(self._classes[name])
        if missing:
            raise Problem("registry.missing", kind=self.kind, name=name, modules=", ".join(missing))
        return self._classes[name]

    def classes(self) -> list[type[T]]:
        """All classes, available or not, by name."""
        self._load()
        return [self._classes[name] for name in sorted(self._classes)]

    def listing(self) -> list[Entry]:
        """What a menu shows."""
        return [Entry(getattr(c, "name"), getattr(c, "title"), missing_modules(c)) for c in self.classes()]  # noqa: B009

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")


def missing_modules(cls: type) -> tuple[str, ...]:
    """The modules of ``cls.requires`` that cannot be found, without importing any."""
    return tuple(module for module in getattr(cls, "requires", ()) if find_spec(module) is None)
