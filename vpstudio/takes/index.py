"""An index of a project's takes, for lists and searches: SQLite beside them, which holds nothing that the folders do not say.

It may be deleted at any time. Write-ahead logging lets two programs use it at once; each looks at the folders for itself, so neither
depends on what the other wrote. What is damaged is made anew.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vpstudio.model.take import Take
from vpstudio.problem import Problem
from vpstudio.takes.names import parsed

FILE = Path("cache") / "takes.sqlite3"
VERSION = 1
WAIT_S = 10.0
CJK = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
WORD = re.compile(r"\w+", re.UNICODE)
TABLES = """
CREATE TABLE takes (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL, changed INTEGER NOT NULL, size INTEGER NOT NULL,
    day TEXT NOT NULL, episode INTEGER NOT NULL, scene TEXT NOT NULL, shot INTEGER NOT NULL, take INTEGER NOT NULL, camera TEXT NOT NULL,
    status TEXT NOT NULL, rating INTEGER NOT NULL, seconds REAL NOT NULL, dropped INTEGER NOT NULL, started TEXT NOT NULL,
    told TEXT NOT NULL
);
CREATE INDEX by_slate ON takes (episode, scene, shot, take);
CREATE VIRTUAL TABLE words USING fts5(told, tokenize = 'unicode61 remove_diacritics 2');
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A take in a list. day: its folder's name. seconds: how long. started: ISO 8601. error: why its document cannot be read, else ''."""

    name: str
    path: str
    day: str
    episode: int
    scene: str
    shot: int
    take: int
    camera: str
    status: str
    rating: int
    seconds: float
    dropped: int
    started: str
    notes: str = ""
    set_id: str = ""
    cast: tuple[str, ...] = ()
    shot_size: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. text: all of its words, of any of which the beginning counts; empty: everything. None: any."""

    text: str = ""
    episode: int | None = None
    scene: str | None = None
    status: str | None = None
    day: str | None = None


class Index:
    """The index of one project folder. Any thread may call; nothing is held open between calls."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.file = project / FILE

    def find(self, wanted: Wanted = Wanted()) -> list[Row]:
        """Takes in script order: episode, scene, shot, take, camera. Only what changed since the last call is read. Raises Problem."""
        try:
            return self._found(wanted)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise Problem("takes.index_busy", path=str(self.file)) from error
            self.forget()
            return self._found(wanted)

    def forget(self) -> None:
        """Take the index away, to be made anew from the folders."""
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self.file}{ending}").unlink()

    def _found(self, wanted: Wanted) -> list[Row]:
        with self._opened() as base:
            self._refresh(base)
            rows = [_row(*each) for each in base.execute(*_asked(wanted))]
        return sorted(rows, key=lambda row: (row.episode, natural(row.scene), row.shot, row.take, row.camera))

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own; where the project cannot be written, one in memory."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.file, timeout=WAIT_S, isolation_level=None)
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
        except (OSError, sqlite3.OperationalError):
            base = sqlite3.connect(":memory:", isolation_level=None)
        with contextlib.closing(base):
            base.execute("BEGIN IMMEDIATE")
            if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                _make(base)
            yield base
            base.execute("COMMIT")

    def _refresh(self, base: sqlite3.Connection) -> None:
        """Bring the rows to what the folders say: a stat a take, and a read of each that changed."""
        known = {name: (path, changed, size) for name, path, changed, size in base.execute("SELECT name, path, changed, size FROM takes")}
        found = {folder.name: folder for folder in folders(self.project)}
        for name in known.keys() - found.keys():
            _drop(base, name)
        for name, folder in found.items():
            mark = stamped(folder)
            if known.get(name) != (str(folder), *mark):
                _put(base, folder, mark)


def folders(project: Path) -> Iterator[Path]:
    """The folders of all finished takes."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for day in sorted((project / "days").iterdir()):
            if day.is_dir():
                yield from (each for each in day.iterdir() if not each.name.endswith(".part") and parsed(each.name))


def stamped(folder: Path) -> tuple[int, int]:
    """When a take's document was written, and how long it is."""
    try:
        told = (folder / f"{folder.name}.take.json").stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


def read_row(folder: Path) -> Row:
    """A take's row; of one whose document cannot be read, what its name tells."""
    known = parsed(folder.name)
    assert known is not None, "folders() gives none else"
    slate = known[1]
    place = (folder.name, str(folder), folder.parent.name, slate.episode_number, slate.scene, slate.shot, slate.take, slate.camera)
    try:
        take = Take.load(folder / f"{folder.name}.take.json")
        seconds = float(take.pictures / take.frame_rate)
    except (Problem, ValueError, ZeroDivisionError) as error:
        why = error.code if isinstance(error, Problem) else str(error)
        return Row(*place, "none", 0, 0.0, 0, "", error=why)
    more = (take.notes, take.set_id, tuple(take.cast), take.shot_size)
    return Row(*place, take.status, take.rating, seconds, take.dropped, take.start_wall, *more)


def tokens(text: str) -> str:
    """Text as the index holds it: Chinese has no spaces, so each of its signs is a word."""
    return CJK.sub(r" \1 ", text)


def natural(scene: str) -> tuple[tuple[int, str], ...]:
    """34-2 before 34-10."""
    return tuple((int(part), "") if part.isdigit() else (0, part.casefold()) for part in re.findall(r"\d+|\D+", scene))


def query(text: str) -> str:
    """An FTS5 query: every word, by its beginning; neighbouring Chinese signs as a phrase. Operators have no meaning here."""
    words = []
    for word in text.split():
        parts = WORD.findall(tokens(word))
        if parts:
            words.append('"' + " ".join(parts) + '"' + ("" if CJK.search(parts[-1]) else "*"))
    return " AND ".join(words)


def _asked(wanted: Wanted) -> tuple[str, list[object]]:
    clauses: list[str] = []
    values: list[object] = []
    for column, value in (("episode", wanted.episode), ("scene", wanted.scene), ("status", wanted.status), ("day", wanted.day)):
        if value is not None:
            clauses.append(f"{column} = ?" + (" COLLATE NOCASE" if column == "scene" else ""))
            values.append(value)
    if wanted.text.strip():
        clauses.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(query(wanted.text) or '""')
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    return f"SELECT {COLUMNS} FROM takes{where}", values


COLUMNS = "name, path, day, episode, scene, shot, take, camera, status, rating, seconds, dropped, started, told"


def _row(*values: object) -> Row:
    *plain, told = values
    named: dict[str, Any] = dict(zip(COLUMNS.split(", "), plain, strict=False)) | json.loads(str(told))
    return Row(**(named | {"cast": tuple(named["cast"])}))


def _values(row: Row) -> list[object]:
    return [getattr(row, name) for name in COLUMNS.split(", ")[:-1]]


def _make(base: sqlite3.Connection) -> None:
    """Empty tables in place of whatever was there."""
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('takes', 'words')").fetchall():
        base.execute(f"DROP TABLE {name}")
    for statement in TABLES.split(";"):
        if statement.strip():
            base.execute(statement)
    base.execute(f"PRAGMA user_version = {VERSION}")


def _drop(base: sqlite3.Connection, name: str) -> None:
    base.execute("DELETE FROM words WHERE rowid = (SELECT id FROM takes WHERE name = ?)", (name,))
    base.execute("DELETE FROM takes WHERE name = ?", (name,))


def _put(base: sqlite3.Connection, folder: Path, mark: tuple[int, int]) -> None:
    row = read_row(folder)
    _drop(base, row.name)
    more = {"notes": row.notes, "set_id": row.set_id, "cast": row.cast, "shot_size": row.shot_size, "error": row.error}
    name, path, *rest = _values(row)
    marks = ", ".join("?" * 16)
    added = base.execute(f"INSERT INTO takes VALUES (NULL, {marks})", (name, path, *mark, *rest, json.dumps(more, ensure_ascii=False)))
    base.execute("INSERT INTO words (rowid, told) VALUES (?, ?)", (added.lastrowid, tokens(" ".join(_told(row)))))


def _told(row: Row) -> Iterable[str]:
    """What a search finds a take by."""
    yield from (row.name.replace("_", " "), row.scene, row.notes, row.set_id, row.shot_size, row.status, row.day.replace("_", " "))
    yield from row.cast
