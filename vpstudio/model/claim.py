"""A folder that a living process is writing: the mark that keeps others from tidying it away."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO, Any

NAME = "writing.lock"
# Where a file system knows no locks, a folder counts as written while it grew within this time.
FRESH_S = 30.0
# Windows forbids reading what is locked, so the locked byte lies far behind the text.
LOCKED_AT = 1 << 30


class Claim:
    """Holds ``folder`` until released or until the process ends, however it ends: the system lets go of the lock by itself."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._file: IO[str] | None = self.path.open("w", encoding="utf-8")
        locked = _lock(self._file)
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "started": time.time(), "locked": locked}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Let go and take the mark away; safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.path.unlink(missing_ok=True)


def claimed(folder: Path) -> bool:
    """Whether a living process, this one included, is writing ``folder``."""
    try:
        file = (folder / NAME).open("r+", encoding="utf-8")
    except FileNotFoundError:
        return False
    except OSError:
        return True
    with file:
        if not _says_locked(file):
            return _fresh(folder)
        return not _lock(file)


def _says_locked(file: IO[str]) -> bool:
    """Whether its writer could lock it at all. A torn mark is that of a process which died at once."""
    try:
        told: Any = json.load(file)
    except ValueError:
        return True
    return bool(told.get("locked", True)) if isinstance(told, dict) else True


def _fresh(folder: Path) -> bool:
    newest = max((path.stat().st_mtime for path in folder.iterdir()), default=0.0)
    return time.time() - newest < FRESH_S


def _lock(file: IO[str]) -> bool:
    """Lock without waiting. flock and Windows' locks belong to the open file, so that they hold within one process too."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(LOCKED_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
