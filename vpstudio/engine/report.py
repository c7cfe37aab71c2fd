"""What the engine says of itself, gathered into one immutable value."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from vpstudio.engine.match import lens_notes
from vpstudio.model.clock import timecode_at
from vpstudio.model.scene import Mark
from vpstudio.model.state import EngineState, Health
from vpstudio.model.take import Slate
from vpstudio.problem import Problem
from vpstudio.render.mask_outline import outlines

if TYPE_CHECKING:
    from vpstudio.engine.engine import Engine


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
        notes=notes_of(engine),
        renderer=engine.renderer_name,
        software_gl=engine.software,
        set_ready=engine.stages is not None and engine.stages.ready,
        punch=project.camera.punch,
        cheats=project.camera.cheats,
        disk_minutes=recorder.disk_minutes(),
        marks=marks_of(engine),
        findings=engine.keying.findings,
        plate=engine.capture.state,
        key_why=engine.keying.why if project.look.key.mode == "auto" else None,
        placement=engine.shown.placement if engine.shown is not None else None,
        pose=engine.shown.pose if engine.shown is not None else None,
        matter_told=engine.keying.mattes.told,
        bake=engine.baker.state,
        light=light_of(engine),
        outlines=outlines(engine.shown) if engine.shown is not None else (),
    )


def marks_of(engine: Engine) -> tuple[Mark, ...]:
    """The angles of the set that stands."""
    scene = engine.stages.scene if engine.stages is not None else None
    return scene.marks if scene is not None else ()


def light_of(engine: Engine) -> Literal["none", "quick", "baked"]:
    """Whether the set that stands can be baked, or is."""
    scene = engine.stages.scene if engine.stages is not None else None
    if scene is None or engine.project.set.kind == "panorama":
        return "none"
    return "quick" if scene.lightmap is None else "baked"


def notes_of(engine: Engine) -> tuple[Problem, ...]:
    """Warnings that a person should see, worst first."""
    stages, channel = engine.stages, engine.channel
    files = (engine.baker.state.problem, engine.grader.problem)
    found = (
        engine.recorder.problem,
        engine.keying.problem,
        stages.problem if stages else None,
        engine.outside.problem,
        *files,
    )
    info = channel.info if channel is not None else None
    scene = stages.scene if stages is not None else None
    told = (info.notes if info is not None else ()) + (scene.warnings if scene is not None else ())
    return tuple(p for p in found if p is not None) + lens_notes(engine.project) + tuple(Problem(code, detail=text) for code, text in told)


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
