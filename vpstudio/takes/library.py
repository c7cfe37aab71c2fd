"""A project's takes. The folders are the truth: nothing here knows what cannot be read from them again."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from vpstudio.model import journal
from vpstudio.model.claim import claimed
from vpstudio.model.state import TakeCard
from vpstudio.model.take import Fault, Slate, Status, Take
from vpstudio.problem import Problem
from vpstudio.takes.names import PART, Series, parsed, series
from vpstudio.takes.recover import recovered
from vpstudio.takes.renaming import NOTE, finished, renamed

HIGHEST = 999


@dataclass(frozen=True, slots=True)
class Kept:
    """A card, what it was read from, and its place in time."""

    mark: tuple[int, int]
    card: TakeCard
    when: float


class Library:
    """The takes of one project folder, which need not exist yet. Any thread may call; nothing is held open."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.problems: list[Problem] = []
        self._cards: dict[str, Kept] = {}
        self._changing = threading.Lock()
        self._noted: tuple[tuple[int, int], frozenset[str]] = ((-1, -1), frozenset())

    def next_take(self, slate: Slate, code: str) -> Slate:
        """``slate`` with the next free number: one more than any take of its shot ever had, whatever became of it.

        Numbers count across project codes, so that changing the code in mid-production repeats none. Raises Problem
        ``takes.numbers_used`` after 999.
        """
        number = self._numbers().get(series(slate), 0) + 1
        if number > HIGHEST:
            raise Problem("takes.numbers_used", name=slate.clip_name(code))
        return slate.model_copy(update={"take": number})

    def cards(self) -> list[TakeCard]:
        """Every finished take, newest first. Only what changed since the last call is read: a stat a take."""
        found: dict[str, Kept] = {}
        for folder in self._folders("days"):
            if not folder.name.endswith(PART) and parsed(folder.name):
                found[folder.path] = self._kept(Path(folder.path))
        self._cards = found
        return [kept.card for kept in sorted(found.values(), key=lambda kept: (kept.when, kept.card.name), reverse=True)]

    def folder(self, name: str) -> Path:
        """A finished take's folder. Raises Problem ``takes.unknown``."""
        for folder in self._folders("days"):
            if folder.name == name and not name.endswith(PART):
                return Path(folder.path)
        raise Problem("takes.unknown", name=name)

    def take(self, name: str) -> Take:
        """All that is saved of a take. Raises Problem ``takes.unknown`` or ``document.*``."""
        return Take.load(self.folder(name) / f"{name}.take.json")

    def set_status(self, name: str, status: str) -> Take:
        """``circle``, ``hold``, ``ng``, ``false`` or ``none``.

        Raises Problem ``takes.status_unknown``, ``takes.unknown`` or ``document.*``.
        """
        if status not in get_args(Status):
            raise Problem("takes.status_unknown", status=status, known=", ".join(get_args(Status)))
        return self._change(name, "status", {"status": status})

    def set_notes(self, name: str, notes: str) -> Take:
        """What the script supervisor wrote. Raises as ``set_status`` does."""
        return self._change(name, "notes", {"notes": notes})

    def change(self, name: str, **values: Any) -> Take:
        """Status, rating, notes, cast, shot size or ``ai_content``; what is None stays. Raises Problem ``takes.wrong_value`` besides."""
        told = {field: value for field, value in values.items() if value is not None}
        if "status" in told and told["status"] not in get_args(Status):
            raise Problem("takes.status_unknown", status=told["status"], known=", ".join(get_args(Status)))
        try:
            Take.model_validate(told)
        except ValidationError as error:
            first = error.errors()[0]
            where, why = str(first["loc"][0]), first["msg"]
            raise Problem("takes.wrong_value", field=where, why=why) from error
        return self._change(name, "changed", told)

    def set_verified(self, name: str, faults: Sequence[Problem]) -> Take:
        """What was found when its files were read from end to end: nothing, or what is wrong. Raises as ``take`` does."""
        told = [Fault(code=each.code, parameters={name: _plain(value) for name, value in each.parameters.items()}) for each in faults]
        return self._change(name, "verified", {"verified": "no" if told else "yes", "faults": told}, codes=[each.code for each in faults])

    def correct(self, name: str, slate: Slate) -> Take:
        """Put a take under another slate: it gets the next free number there, and all its files the new name. Raises Problem."""
        folder = self.folder(name)
        code = (parsed(name) or ("", None))[0]
        goal = self.next_take(slate, code)
        return self._renamed(folder, goal, code)

    def correct_back(self, name: str) -> Take:
        """Undo the last correction. Raises Problem ``takes.never_renamed`` besides."""
        take = self.take(name)
        known = parsed(take.former[-1]) if take.former else None
        if known is None:
            raise Problem("takes.never_renamed", name=name)
        plain = known[1].model_copy(update={"episode": None})
        slate = plain if plain.episode_number == known[1].episode_number else known[1]
        made = self._renamed(self.folder(name), slate, known[0])
        return self._change(made.name, "named", {"former": made.former[:-2]})

    def _renamed(self, folder: Path, slate: Slate, code: str) -> Take:
        """The journal learns both names, so that neither is given to another take."""
        new = slate.clip_name(code)
        with self._changing:
            self._note("renamed", folder.name, to=new)
            self._note("named", new, was=folder.name)
            whole = renamed(folder, slate, code)
        return Take.load(whole / f"{whole.name}.take.json")

    def trash(self, name: str) -> Path:
        """Move a take to the project's ``trash/DAY/``; its number stays used. Raises Problem ``takes.unknown`` or ``takes.cannot_move``."""
        folder = self.folder(name)
        return self._move(folder, self.project / "trash" / folder.parent.name / name, "trashed")

    def restore(self, name: str) -> Path:
        """Bring a take back from the trash. Raises as ``trash`` does."""
        for folder in self._folders("trash"):
            if folder.name == name:
                home = self.project / "days" / Path(folder.path).parent.name / name
                return self._move(Path(folder.path), home, "restored")
        raise Problem("takes.unknown", name=name)

    def recover(self) -> list[Take]:
        """Finish what a crash left open; takes that a living process writes are left alone.

        What of a take cannot be read is left out; one with no picture at all goes to the trash. What failed stands in
        ``problems`` and is tried again the next time.
        """
        self.problems = []
        takes: list[Take] = []
        for entry in list(self._folders("days")):
            if (Path(entry.path) / NOTE).is_file():
                self._finish_renaming(Path(entry.path))
            if entry.name.endswith(PART) and parsed(entry.name) and not claimed(Path(entry.path)):
                take = self._recover(Path(entry.path))
                takes += [take] if take is not None else []
        return takes

    def _finish_renaming(self, folder: Path) -> None:
        try:
            finished(folder)
        except Problem as problem:
            self.problems.append(problem)
        except OSError as error:
            self.problems.append(Problem("takes.cannot_move", name=folder.name, why=error.strerror or str(error)))

    def _recover(self, part: Path) -> Take | None:
        name = part.name.removesuffix(PART)
        try:
            take = recovered(part)
            if take is None:
                self._move(part, self.project / "trash" / part.parent.name / name, "trashed")
            else:
                self._move(part, part.with_name(name), "recovered")
        except Problem as problem:
            self.problems.append(problem)
            return None
        except OSError as error:
            self.problems.append(Problem("takes.cannot_recover", name=name, why=error.strerror or str(error)))
            return None
        return take

    def _change(self, name: str, event: str, values: dict[str, Any], **noted: Any) -> Take:
        """One at a time, so that a circle is not lost to a verification that ends in the same moment."""
        with self._changing:
            folder = self.folder(name)
            path = folder / f"{name}.take.json"
            take = Take.load(path).model_copy(update=values)
            take.save(path)
        self._note(event, name, **(noted or values))
        return take

    def _move(self, folder: Path, goal: Path, event: str) -> Path:
        name = goal.name
        try:
            goal.parent.mkdir(parents=True, exist_ok=True)
            if goal.exists():
                goal = goal.with_name(f"{goal.name}.{datetime.now():%Y%m%d-%H%M%S}")
            folder.rename(goal)
        except OSError as error:
            raise Problem("takes.cannot_move", name=name, why=error.strerror or str(error)) from error
        self._note(event, name)
        return goal

    def _note(self, event: str, name: str, **more: Any) -> None:
        """The journal is a help, not the truth: a take is not refused because it cannot be written."""
        with contextlib.suppress(OSError):
            journal.note(self.project, event, name, **more)

    def _folders(self, below: str) -> Iterator[os.DirEntry[str]]:
        """Every folder in the days' folders."""
        try:
            days = [entry for entry in os.scandir(self.project / below) if entry.is_dir()]
        except FileNotFoundError:
            return
        except OSError as error:
            raise Problem("takes.unreadable", path=str(self.project), why=error.strerror or str(error)) from error
        for day in days:
            with contextlib.suppress(FileNotFoundError):
                yield from (entry for entry in os.scandir(day.path) if entry.is_dir())

    def _numbers(self) -> dict[Series, int]:
        """The highest number of every shot, among folders, the trash and the journal."""
        names = {folder.name for below in ("days", "trash") for folder in self._folders(below)} | self._journalled()
        highest: dict[Series, int] = {}
        for name in names:
            known = parsed(name.partition(".")[0])
            if known is not None:
                key = series(known[1])
                highest[key] = max(highest.get(key, 0), known[1].take)
        return highest

    def _journalled(self) -> frozenset[str]:
        """Names the journal knows, read again when it has grown."""
        try:
            told = (self.project / journal.NAME).stat()
        except OSError:
            return frozenset()
        mark = (told.st_mtime_ns, told.st_size)
        if self._noted[0] != mark:
            self._noted = (mark, frozenset(event["name"] for event in journal.events(self.project)))
        return self._noted[1]

    def _kept(self, folder: Path) -> Kept:
        path = folder / f"{folder.name}.take.json"
        try:
            told = path.stat()
            mark = (told.st_mtime_ns, told.st_size)
        except OSError:
            mark = (-1, -1)
        known = self._cards.get(str(folder))
        if known is not None and known.mark == mark:
            return known
        return read_card(folder, mark)


def _plain(value: object) -> str | int | float:
    return value if isinstance(value, (str, int, float)) else str(value)


def read_card(folder: Path, mark: tuple[int, int]) -> Kept:
    """A take whose ``take.json`` cannot be read still shows, by its folder's name."""
    thumb = folder / f"{folder.name}.jpg"
    shown = str(thumb) if thumb.is_file() else None
    try:
        take = Take.load(folder / f"{folder.name}.take.json")
        seconds = float(take.pictures / take.frame_rate)
    except (Problem, ValueError, ZeroDivisionError):
        return Kept(mark, TakeCard(folder.name, str(folder), 0.0, "none", shown), folder.stat().st_mtime)
    faults = tuple(Problem(each.code, **each.parameters) for each in take.faults)
    counts = (take.recovered, take.held, take.dropped, tuple(take.markers))
    card = TakeCard(folder.name, str(folder), seconds, take.status, shown, *counts, take.verified, faults)
    return Kept(mark, card, _when(take.start_wall, folder))


def _when(wall: str, folder: Path) -> float:
    try:
        return datetime.fromisoformat(wall).timestamp()
    except (ValueError, OverflowError):
        return folder.stat().st_mtime
