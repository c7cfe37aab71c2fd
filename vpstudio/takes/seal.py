"""The hashes of a take's files: ``NAME.xxh64`` beside them, a line a file as ``xxhsum -c`` reads it.

``take.json`` is left out: it changes with every circle and note, and is small enough to be kept in the journal and the index.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import xxhash

from vpstudio.problem import Problem

ENDING = ".xxh64"
BLOCK = 1 << 22
LINE = re.compile(r"([0-9a-f]{16})  ([^/\\]+)")
Tell = Callable[[int], None]


def hashed(path: Path, tell: Tell = lambda size: None) -> str:
    """16 hex digits (XXH64, seed 0). tell: hears of every block's size. Raises OSError."""
    made = xxhash.xxh64()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            made.update(block)
            tell(len(block))
    return made.hexdigest()


def sealed(folder: Path) -> list[Path]:
    """The files of a take that a seal holds, by name."""
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.endswith((ENDING, ".take.json", ".tmp", ".part")))


def seal(folder: Path) -> Path:
    """Hash what lies in a take's folder and write it down. Raises Problem ``takes.cannot_seal``."""
    path = folder / (folder.name + ENDING)
    try:
        text = "".join(f"{hashed(file)}  {file.name}\n" for file in sealed(folder))
        aside = path.with_name(path.name + ".tmp")
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise Problem("takes.cannot_seal", name=folder.name, why=error.strerror or str(error)) from error
    return path


def seal_of(folder: Path) -> dict[str, str] | None:
    """File name -> hash, as it was written down; None where it was not, or cannot be read. A seal names files of its own folder only."""
    try:
        text = (folder / (folder.name + ENDING)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    if not found or any(match is None for match in found):
        return None
    return {match[2]: match[1] for match in found if match is not None}


def broken(folder: Path, tell: Tell = lambda size: None) -> list[Problem]:
    """What is not as it was sealed, a sentence a file: missing, or changed."""
    known = seal_of(folder)
    if known is None:
        return [Problem("takes.not_sealed", name=folder.name)]
    faults = []
    for name, wanted in known.items():
        try:
            if hashed(folder / name, tell) != wanted:
                faults.append(Problem("takes.file_changed", file=name))
        except OSError:
            faults.append(Problem("takes.file_missing", file=name))
    return faults
