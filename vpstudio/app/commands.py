"""Commands go to the engine on one helper thread, in order, so that none of them can hold the window up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from vpstudio.app.engine_port import EnginePort
from vpstudio.model.project import Project
from vpstudio.problem import Problem

log = logging.getLogger(__name__)


class Commands(QObject):
    """The way to one engine. ``failed`` carries a Problem; it comes on the GUI thread."""

    failed = Signal(object)

    def __init__(self, engine: EnginePort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commands")
        self._lock = threading.Lock()
        self._newest: Project | None = None

    def send(self, command: Callable[[], object]) -> Future[None]:
        """Run ``command`` after those already sent."""
        return self._thread.submit(self._run, command)

    def apply(self, project: Project) -> None:
        """Hand the project over; of several that wait, only the newest goes."""
        with self._lock:
            waiting = self._newest is not None
            self._newest = project
        if not waiting:
            self.send(self._apply_newest)

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Run ``last`` after all that was sent, and wait for it."""
        if last is not None:
            self.send(last)
        self._thread.shutdown(wait=True)

    def _apply_newest(self) -> None:
        with self._lock:
            project, self._newest = self._newest, None
        if project is not None:
            self._engine.apply(project)

    def _run(self, command: Callable[[], object]) -> None:
        try:
            command()
        except Problem as problem:
            self.failed.emit(problem)
        except Exception as error:  # the window stays; what it was, is told in one sentence and logged whole
            log.exception("a command failed")
            self.failed.emit(Problem("app.command_failed", why=f"{type(error).__name__}: {error}"))
