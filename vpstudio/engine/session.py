"""A take without a window: the same engine and recorder, live or waiting for each picture, until a time, an end or a stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from vpstudio.engine.engine import Engine
from vpstudio.mailbox import Policy
from vpstudio.model.project import Project
from vpstudio.model.state import TakeCard
from vpstudio.problem import Problem

POLL_S = 0.005
STAGED_S = 120.0
"""How long a set may take to be built before a live take begins."""
STEADY, SOON_S = 8, 0.6
"""So many pictures, none later than this after the one before, and a take may begin."""
Progress = Callable[[float, float | None], None]


class TakeRun:
    """One take of ``project``'s source into ``folder``. seconds: None rolls until ``stop`` or the source's end.

    policy: ``live`` goes at the source's own pace and drops what is late; ``every`` waits for each picture. After ``run``,
    ``told`` is what went wrong in a take that is kept all the same.
    """

    def __init__(self, project: Project, folder: Path, seconds: float | None, progress: Progress, policy: Policy = "every") -> None:
        self.told: Problem | None = None
        self._seconds, self._progress, self._policy = seconds, progress, policy
        self._engine = Engine(project, folder, policy=policy)
        self._stopped = threading.Event()
        self._name = ""

    def stop(self) -> None:
        """Cut the take; from any thread and from a signal."""
        self._stopped.set()

    def run(self) -> TakeCard | None:
        """The finished take; None where it was stopped before it rolled. Raises Problem where there is none."""
        engine = self._engine
        engine.start()
        try:
            if self._policy == "live":
                self._wait_for_pictures()
            if not self._stopped.is_set():
                engine.record()
                self._watch()
                engine.cut()
        finally:
            engine.stop()
        self.told = engine.problem or engine.recorder.problem
        made = next((card for card in engine.recorder.cards if card.name == self._name), None)
        if made is None and not self._stopped.is_set():
            raise self.told or Problem("engine.no_picture")
        return made

    def _wait_for_pictures(self) -> None:
        """A live take begins with a set that stands, a key that is chosen and pictures that come, not with what is shown meanwhile: the
        first pictures of a set and of a matte cost seconds."""
        limit, last, steady, since = time.monotonic() + STAGED_S, None, 0, time.monotonic()
        while not self._stopped.is_set() and time.monotonic() < limit and steady < STEADY:
            state, shown = self._engine.state, self._engine.last
            if state.problem is not None or state.phase == "failed":
                return
            if shown is not last:
                soon = time.monotonic() - since < SOON_S
                steady = steady + 1 if state.set_ready and state.key_used and soon else 0
                last, since = shown, time.monotonic()
            time.sleep(POLL_S)

    def _watch(self) -> None:
        """Until enough has been written, or the source ends, or something goes wrong."""
        engine, rolled = self._engine, False
        while not self._stopped.is_set():
            state = engine.state
            if state.phase == "failed" or (state.problem is not None and not rolled):
                return
            if state.recording is not None:
                rolled, self._name = True, state.recording.name
                # The newest picture is still held back by the writer.
                begun = state.recording.seconds * (1 + 1 / max(1, state.recording.pictures))
                self._progress(begun, self._seconds)
                if self._seconds is not None and begun >= self._seconds - 1e-6:
                    return
            elif rolled or engine.recorder.problem is not None:
                return
            time.sleep(POLL_S)


def take(project: Project, folder: Path, seconds: float, progress: Progress, policy: Policy = "every") -> TakeCard:
    """Record ``seconds`` of ``project``'s source into ``folder``; returns the finished take. Raises Problem for whatever went wrong."""
    run = TakeRun(project, folder, seconds, progress, policy)
    card = run.run()
    if run.told is not None or card is None:
        raise run.told or Problem("engine.no_picture")
    return card
