"""What the engine says of itself: one immutable value, made anew several times a second, that any thread may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import CameraPose, Placement
from vpstudio.model.marker import Marker
from vpstudio.model.mask import Point
from vpstudio.model.scene import Mark
from vpstudio.model.source import Control, SourceInfo
from vpstudio.model.take import Slate
from vpstudio.problem import Problem

View = Literal["program", "plate", "alpha", "set"]
Phase = Literal["stopped", "starting", "running", "failed"]


@dataclass(frozen=True, slots=True)
class Health:
    """Figures of the last second.

    camera_fps: pictures that arrived. program_fps: pictures finished. matte_ms, gpu_ms: cost of one picture. wait_ms: how long
    a frame was held until its own matte was there. latency_ms: from a frame's arrival to its finished picture. dropped:
    pictures lost since the start, anywhere. passes: ms by named program.
    """

    camera_fps: float = 0.0
    program_fps: float = 0.0
    matte_ms: float = 0.0
    wait_ms: float = 0.0
    gpu_ms: float = 0.0
    latency_ms: float = 0.0
    dropped: int = 0
    passes: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """A take in progress."""

    name: str
    seconds: float
    pictures: int
    held: int
    dropped: int
    bytes_written: int


@dataclass(frozen=True, slots=True)
class TakeCard:
    """A finished take as the strip shows it. path: its folder. markers: where the live checks found something. verified: '' not yet looked
    through, 'yes', or 'no' for ``faults``."""

    name: str
    path: str
    seconds: float
    status: str
    thumb: str | None = None
    recovered: bool = False
    held: int = 0
    dropped: int = 0
    markers: tuple[Marker, ...] = ()
    verified: str = ""
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlateState:
    """The capture of a clean plate. left_s: of the countdown or of the capture. path: file of the last one made.

    problem: why it failed, or, of one that is done, what may be wrong with it.
    """

    phase: Literal["idle", "countdown", "capturing", "done", "failed"] = "idle"
    left_s: float = 0.0
    path: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EvennessState:
    """How evenly the screen is lit, for people.

    rgba: (h, w, 4) uint8 false colours of the whole **upright** plate, sRGB codes, alpha 0 where no screen is. spread_stops: from
    its darkest to its brightest part. legend: (stops against the screen's middle, the false colour's RGB codes), darkest first.
    problem: the sentence of what should be done, None where it is even enough.
    """

    rgba: NDArray[np.uint8]
    spread_stops: float
    legend: tuple[tuple[float, tuple[int, int, int]], ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class BakeState:
    """How the bake of a set's light goes. progress: 0..1. problem: why it failed."""

    phase: Literal["idle", "running", "done", "failed", "cancelled"] = "idle"
    progress: float = 0.0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class EngineState:
    """Everything a window shows. ``problem`` is what stopped the source, the set or the take; ``notes`` are warnings.

    set_ready: False while a set is being built. size: of the program. key_used: what the automatic choice came to.
    marks: the set's angles, in order. controls: the camera's native controls, read back; empty where it has none.
    findings: what the live checks say of the matte, worst first. plate: how a clean plate's capture goes. key_why: why the
    automatic choice came to ``key_used``. placement, pose: of the newest picture, None before the first. outlines: where each of
    the look's masks lies in that picture, fractions of the upright plate, empty where it is out of sight; () where all polygons lie
    as they were drawn. matter_told: what a person should know of the matter at work, such as its model's licence. bake: of the set's
    light; light: what light the set that stands has: none of its own, the quick one it is built with, or one that was baked.
    """

    phase: Phase = "stopped"
    source: SourceInfo | None = None
    health: Health = Health()
    size: tuple[int, int] = (0, 0)
    view: View = "program"
    key_used: str = ""
    timecode: str = "00:00:00:00"
    slate: Slate = Slate()
    recording: Recording | None = None
    takes: tuple[TakeCard, ...] = ()
    finishing: int = 0
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()
    renderer: str = ""
    software_gl: bool = False
    set_ready: bool = False
    punch: float = 1.0
    cheats: bool = False
    disk_minutes: float | None = None
    marks: tuple[Mark, ...] = ()
    controls: tuple[Control, ...] = ()
    findings: tuple[Problem, ...] = ()
    plate: PlateState = PlateState()
    key_why: Problem | None = None
    placement: Placement | None = None
    pose: CameraPose | None = None
    outlines: tuple[tuple[Point, ...], ...] = ()
    matter_told: tuple[Problem, ...] = ()
    bake: BakeState = BakeState()
    light: Literal["none", "quick", "baked"] = "none"
