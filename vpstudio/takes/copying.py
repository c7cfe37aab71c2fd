"""Takes copied to another disk: each file read back and compared before it counts; what is there already and right is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from vpstudio.problem import Problem
from vpstudio.takes.seal import BLOCK, ENDING, hashed, seal, seal_of, sealed

Tell = Callable[[int, int], None]
ROOM = 50_000_000
"""Left free on the other disk."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run did: files written and read back, files that were there already, bytes written."""

    files: int
    kept: int
    bytes_written: int


def copied(folders: Iterable[Path], project: Path, goal: Path, tell: Tell = lambda done, total: None) -> Copied:
    """Copy finished takes to ``goal/days/DAY/NAME``. tell: hears (bytes done, bytes in all).

    Raises Problem ``takes.copy_into_itself``, ``takes.copy_no_room``, ``takes.copy_differs`` or ``takes.cannot_copy``; run again, it goes
    on where it was.
    """
    home, there = project.resolve(), goal.resolve()
    if there == home or home in there.parents:
        raise Problem("takes.copy_into_itself", path=str(goal))
    work = [(file, goal / "days" / folder.parent.name / folder.name / file.name) for folder in folders for file in _files(folder)]
    total = sum(file.stat().st_size for file, _ in work)
    done = written = files = kept = 0
    try:
        goal.mkdir(parents=True, exist_ok=True)
        missing = sum(file.stat().st_size for file, aim in work if not _as_long(file, aim))
        if shutil.disk_usage(goal).free < missing + ROOM:
            raise Problem("takes.copy_no_room", path=str(goal), wanted=str((missing + ROOM) // 1_000_000))
        for file, aim in work:
            size = file.stat().st_size
            if _copy(file, aim):
                files, written = files + 1, written + size
            else:
                kept += 1
            done += size
            tell(done, total)
    except OSError as error:
        raise Problem("takes.cannot_copy", path=str(goal), why=error.strerror or str(error)) from error
    return Copied(files, kept, written)


def _files(folder: Path) -> list[Path]:
    """A take's files, the seal last, so that a copy that has one is whole."""
    if seal_of(folder) is None:
        seal(folder)
    return [*sealed(folder), folder / f"{folder.name}.take.json", folder / (folder.name + ENDING)]


def _as_long(file: Path, aim: Path) -> bool:
    return aim.is_file() and aim.stat().st_size == file.stat().st_size


def _copy(file: Path, aim: Path) -> bool:
    """Whether it had to be written. Written aside, flushed, read back, renamed."""
    wanted = hashed(file)
    known = (seal_of(file.parent) or {}).get(file.name)
    if known is not None and known != wanted:
        raise Problem("takes.file_changed", file=file.name)
    if _as_long(file, aim) and hashed(aim) == wanted:
        return False
    aim.parent.mkdir(parents=True, exist_ok=True)
    aside = aim.with_name(aim.name + ".part")
    with file.open("rb") as source, aside.open("wb") as target:
        shutil.copyfileobj(source, target, BLOCK)
        target.flush()
        os.fsync(target.fileno())
        _forget_cached(target.fileno())
    shutil.copystat(file, aside)
    if hashed(aside) != wanted:
        aside.unlink()
        raise Problem("takes.copy_differs", file=file.name, path=str(aim.parent))
    aside.replace(aim)
    return True


def _forget_cached(number: int) -> None:
    """So that reading back reads the disk, not the memory, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
