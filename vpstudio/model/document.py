"""Saved things: JSON that names its schema, is upgraded step by step, and is never half written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import ValidationError

from vpstudio.model.setting import Settings
from vpstudio.problem import Problem

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
LARGEST = 64 * 1024 * 1024


class Document(Settings):
    """A settings model with a file. ``kind`` and ``version`` make the schema name ``vpstudio.KIND/VERSION``.

    ``upgrades[n]`` turns the dict of version n into that of n + 1.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    upgrades: ClassVar[dict[int, Upgrade]] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read and upgrade. Raises Problem ``document.missing``, ``.unreadable``, ``.newer`` or ``.wrong``."""
        return cls.parse(read_json(path), str(path))

    @classmethod
    def parse(cls, data: object, path: str = "") -> Self:
        """The same from a dict already read."""
        if not isinstance(data, dict):
            raise Problem("document.unreadable", path=path)
        data = cls._upgraded(dict(data), path)
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise Problem("document.wrong", path=path, where=where, why=first["msg"]) from error

    def save(self, path: Path) -> None:
        """Write aside, flush to the disk, rename: a crash leaves the old file or the new one."""
        write_json(path, self.dump())

    def dump(self) -> dict[str, Any]:
        """What ``save`` writes."""
        return {"schema": f"vpstudio.{self.kind}/{self.version}", **self.model_dump(mode="json")}

    @classmethod
    def _upgraded(cls, data: dict[str, Any], path: str) -> dict[str, Any]:
        name, _, number = str(data.pop("schema", "")).partition("/")
        if name != f"vpstudio.{cls.kind}" or not number.isdigit():
            raise Problem("document.unreadable", path=path)
        if int(number) > cls.version:
            raise Problem("document.newer", path=path, version=number, known=cls.version)
        for version in range(int(number), cls.version):
            data = cls.upgrades[version](data)
        return data


def read_json(path: Path) -> object:
    """Parse a JSON file of bounded size. Raises Problem ``document.missing`` or ``document.unreadable``."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("document.unreadable", path=str(path))
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Problem("document.missing", path=str(path)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise Problem("document.unreadable", path=str(path)) from error


def write_json(path: Path, data: object) -> None:
    """Write aside, fsync, rename. Raises Problem ``document.unwritable``."""
    aside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise Problem("document.unwritable", path=str(path), why=error.strerror or str(error)) from error
