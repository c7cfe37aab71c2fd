"""Finished takes looked through aside: every layer decoded, hashed, and the result written into the take.

Recording outranks it: while a take rolls or is being finished it waits, and its thread gives way to all others where the system lets it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from vpstudio.problem import Problem
from vpstudio.takes.library import Library
from vpstudio.takes.verify import verified

PAUSE_S = 0.2
NICE = 15


class Interrupted(Exception):
    """The studio closes."""


class Verifier:
    """One thread for all takes. busy: whether something more important goes on. done: called after each take."""

    def __init__(self, library: Library, busy: Callable[[], bool], done: Callable[[], None]) -> None:
        self._library, self._busy, self._done = library, busy, done
        self._waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._left = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def left(self) -> int:
        """Takes that wait or are being looked through."""
        return self._left

    def add(self, folder: Path) -> None:
        """Look through a finished take as soon as there is time."""
        with self._lock:
            self._left += 1
            self._waiting.put(folder)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="verify takes", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop; what is not done is looked through after the next start."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        _give_way()
        while not self._stopped.is_set():
            try:
                folder = self._waiting.get(timeout=PAUSE_S)
            except queue.Empty:
                continue
            with contextlib.suppress(Interrupted):
                self._look(folder)
            with self._lock:
                self._left -= 1

    def _wait(self) -> None:
        """Between two pictures: rest while something more important goes on."""
        while not self._stopped.is_set() and self._busy():
            self._stopped.wait(PAUSE_S)
        if self._stopped.is_set():
            raise Interrupted

    def _look(self, folder: Path) -> None:
        """A take that was moved or trashed meanwhile is nobody's fault."""
        with contextlib.suppress(Problem, OSError):
            self._wait()
            found = verified(folder, self._wait)
            self._library.set_verified(folder.name, found.faults)
            self._done()


def _give_way() -> None:
    """Linux lowers the priority of one thread, and of what it starts; elsewhere it is left."""
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
