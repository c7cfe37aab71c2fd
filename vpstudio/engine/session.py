"""A take without a window: the same engine, waiting for each picture, from a source that may have no end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from vpstudio.engine.engine import Engine
from vpstudio.mailbox import Policy
from vpstudio.model.project import Project
from vpstudio.model.state import TakeCard
from vpstudio.problem import Problem


def take(project: Project, folder: Path, seconds: float, progress: Callable[[float, float], None], policy: Policy = "every") -> TakeCard:
    """Record ``seconds`` of ``project``'s source into ``folder``; returns the finished take. Raises Problem."""
    engine = Engine(project, folder, policy=policy)
    engine.start()
    try:
        engine.record()
        _watch(engine, seconds, progress)
        engine.cut()
    finally:
        engine.stop()
    if engine.problem is not None or engine.recorder.problem is not None:
        raise engine.problem or engine.recorder.problem or Problem("engine.no_picture")
    if not engine.recorder.cards:
        raise Problem("engine.no_picture")
    return engine.recorder.cards[0]


def _watch(engine: Engine, seconds: float, progress: Callable[[float, float], None]) -> None:
    """Until enough has been written, or the source ends, or something goes wrong."""
    rolled = False
    while True:
        state = engine.state
        if state.problem is not None or state.phase == "failed":
            return
        if state.recording is not None:
            rolled = True
            progress(state.recording.seconds, seconds)
            if state.recording.seconds >= seconds:
                return
        elif rolled or engine.recorder.problem is not None:
            return
        time.sleep(0.05)
