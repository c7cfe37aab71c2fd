"""What the engine says of itself, gathered into one immutable value."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pydantic import ValidationError

from vpstudio.mailbox import Closed
from vpstudio.model.clock import timecode_at
from vpstudio.model.state import EngineState, Health
from vpstudio.model.take import Slate
from vpstudio.problem import Problem

if TYPE_CHECKING:
    from vpstudio.engine.engine import Engine


def problem_of(error: BaseException) -> Problem:
    """Any error as something a person can read; what is not a Problem is our own fault and says so."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Closed) and error.__cause__ is not None:
        return problem_of(error.__cause__)
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return Problem("engine.wrong_setting", where=".".join(str(part) for part in first["loc"]), why=first["msg"])
    return Problem("engine.unexpected", why=f"{type(error).__name__}: {error}")


def state_of(engine: Engine) -> EngineState:
    """The engine as it stands now."""
    project, channel, recorder = engine.project, engine.channel, engine.recorder
    info = channel.info if channel is not None else None
    return EngineState(
        phase=engine.phase,
        source=info,
        controls=channel.controls() if channel is not None else (),
        health=health_of(engine),
        size=project.format.size,
        view=engine.shown_view,
        key_used=engine.keying.used,
        timecode=timecode_of(engine),
        slate=slate_of(engine),
        recording=recorder.state(),
        takes=recorder.cards,
        finishing=recorder.finishing,
        problem=engine.problem,
        notes=engine.notes(),
        renderer=engine.renderer_name,
        software_gl=engine.software,
        set_ready=engine.stages is not None and engine.stages.ready,
        punch=project.camera.punch,
        cheats=project.camera.cheats,
        disk_minutes=recorder.disk_minutes(),
    )


def health_of(engine: Engine) -> Health:
    channel = engine.channel
    if channel is None:
        return Health()
    return Health(
        camera_fps=channel.arrivals.rate(),
        program_fps=engine.drawn.rate(),
        matte_ms=channel.matte_cost.mean(),
        wait_ms=channel.waits.mean(),
        gpu_ms=engine.draw_cost.mean(),
        latency_ms=engine.latency.mean(),
        dropped=channel.dropped,
        passes=engine.passes,
    )


def slate_of(engine: Engine) -> Slate:
    try:
        return engine.recorder.next_slate(engine.project)
    except Problem:
        return engine.project.slate


def timecode_of(engine: Engine) -> str:
    """That of the picture on screen, else the time of day."""
    if engine.last is not None and engine.last.frame.stamp.timecode:
        return engine.last.frame.stamp.timecode
    now = time.localtime()
    info = engine.channel.info if engine.channel is not None else None
    if info is None:
        return f"{now.tm_hour:02d}:{now.tm_min:02d}:{now.tm_sec:02d}:00"
    return timecode_at(now.tm_hour * 3600 + now.tm_min * 60 + now.tm_sec, info.rate)
