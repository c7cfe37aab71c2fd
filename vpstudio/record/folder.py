"""A take's folder: under its day, ``.part`` while it is written, renamed once everything in it is whole."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from vpstudio.model import journal
from vpstudio.model.claim import Claim
from vpstudio.model.take import day_folder
from vpstudio.problem import Problem
from vpstudio.record.faults import FreeSpace, flushed_folder, writing

START_BYTES = 500_000_000
STOP_BYTES = 200_000_000
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})_D(\d{2,})")
PART = ".part"


def day_of(project: Path, day: date) -> Path:
    """The folder of ``day``: the one it has, else the next number after all shooting days so far."""
    known: dict[str, int] = {}
    if (project / "days").is_dir():
        for folder in (project / "days").iterdir():
            match = DAY.fullmatch(folder.name)
            if match and folder.is_dir():
                known[match[1]] = max(int(match[2]), known.get(match[1], 0))
    number = known.get(day.isoformat()) or max(known.values(), default=0) + 1
    return day_folder(project, day, number)


class TakeFolder:
    """``open`` makes ``NAME.part`` and claims it; ``finish`` flushes and renames it; ``discard`` takes it away."""

    def __init__(self, project: Path, name: str, day: date) -> None:
        self.project, self.name, self._day = project, name, day
        self.path = project
        self._claim: Claim | None = None

    def open(self, free: FreeSpace) -> None:
        """Raises Problem ``record.disk_full``, ``record.name_taken`` or ``record.cannot_write``."""
        left = free(self.project)
        if left < START_BYTES:
            raise Problem("record.disk_full", path=str(self.project), free=str(left // 1_000_000))
        with writing(self.project):
            self.project.mkdir(parents=True, exist_ok=True)
            self._refuse_doubles()
            self.path = day_of(self.project, self._day) / (self.name + PART)
            self.path.mkdir(parents=True)
            self._claim = Claim(self.path)
            journal.note(self.project, "rolled", self.name)

    def file(self, ending: str) -> Path:
        """``NAME.ENDING`` in the folder."""
        return self.path / f"{self.name}.{ending}"

    def finish(self) -> Path:
        """Rename to the take's own name. Returns the folder."""
        whole = self.path.with_name(self.name)
        with writing(whole):
            flushed_folder(self.path)
            self.let_go()
            self.path.rename(whole)
            self.path = whole
            flushed_folder(whole.parent)
            journal.note(self.project, "finished", self.name)
        return whole

    def let_go(self) -> None:
        """Give up the claim; what is in the folder stays for ``recover``."""
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def discard(self) -> None:
        """Take the folder away; its number stays used."""
        self.let_go()
        shutil.rmtree(self.path, ignore_errors=True)

    def bytes_written(self) -> int:
        """The sum of all files' sizes."""
        total = 0
        for path in self.path.iterdir() if self.path.is_dir() else ():
            try:
                total += path.stat().st_size
            except FileNotFoundError:
                continue
        return total

    def _refuse_doubles(self) -> None:
        """Names differ in more than case, as they must on Windows and macOS."""
        taken = {folder.name.casefold() for folder in self.project.glob("days/*/*")}
        if self.name.casefold() in taken or (self.name + PART).casefold() in taken:
            raise Problem("record.name_taken", name=self.name)
