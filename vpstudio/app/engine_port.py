"""What the window needs of an engine and of the catalogue of kinds. The real ones live in engine/; tests bring their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from vpstudio.model.host import GLHost, Screen
from vpstudio.model.look import GrainSettings, KeySettings, MatchSettings, PlateSeen, Stroke, StrokeKind, Value
from vpstudio.model.mask import Point
from vpstudio.model.parameter import Parameter
from vpstudio.model.project import Project
from vpstudio.model.setting import Settings
from vpstudio.model.source import Device
from vpstudio.model.state import EngineState, EvennessState, View
from vpstudio.model.take import Status
from vpstudio.registry import Entry


class EnginePort(Protocol):
    """The engine as the window sees it. Every command may be called from any thread; ``state`` and ``screen`` are cheap to read."""

    @property
    def state(self) -> EngineState: ...

    @property
    def screen(self) -> Screen | None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def apply(self, project: Project) -> None: ...

    def record(self) -> None: ...

    def cut(self) -> None: ...

    def view(self, stage: View) -> None: ...

    def set_status(self, name: str, status: Status) -> None: ...

    def stroke(self, kind: StrokeKind, points: tuple[Point, ...]) -> Stroke | None:
        """What the newest picture shows there. points: (x, y) fractions of the **output** picture, corner to corner, as it is
        placed on screen in the program, plate and matte views. The Stroke holds fractions of the upright plate and colours in
        display light. None: there is no picture yet, or no point lies on the plate. May take as long as a frame."""

    def measure_camera(self) -> tuple[GrainSettings, PlateSeen] | None:
        """Noise, sharpness, fringes and black of the camera's picture; a few seconds. None where no pictures come."""
        ...

    def grey_card(self, point: Point) -> MatchSettings | None:
        """How the set is brought to the grey card that the newest picture shows at ``point``, a fraction of the **output**. None:
        no picture, or no plate there. Raises Problem where it is no grey card, or one that the camera clips."""

    def measure_again(self) -> None:
        """Forget what was seen of the screen and let the automatic choice look anew: a lamp or the cloth was moved."""

    def capture_plate(self, countdown_s: float, seconds: float) -> None:
        """Count down, then average ``seconds`` of pictures without an actor into a clean plate; ``state.plate`` tells how it goes."""

    def cancel_plate(self) -> None:
        """Give the capture up: ``state.plate`` is idle again. Nothing happens where none is under way."""

    def bake_light(self) -> None:
        """Bake the chosen set's light aside; ``state.bake`` tells how it goes, and the set shows it when it is ready."""

    def cancel_bake(self) -> None:
        """Give the bake up. Nothing happens where none is under way."""

    def evenness(self) -> EvennessState | None:
        """How evenly the screen in the newest picture is lit; None without a picture or without a screen. May take 100 ms."""


class Catalogue(Protocol):
    """The kinds that can be chosen, available or not. A module may be one."""

    def sources(self) -> list[Entry]: ...

    def source_settings(self, kind: str) -> type[Settings]: ...

    def devices(self) -> list[Device]: ...

    def sets(self) -> list[Entry]: ...

    def set_settings(self, kind: str) -> type[Settings]: ...

    def keyers(self) -> list[str]: ...

    def keyer_parameters(self, name: str) -> tuple[Parameter, ...]: ...

    def matters(self) -> list[Entry]: ...

    def matter_settings(self, kind: str) -> type[Settings]: ...

    def stroke_values(self, strokes: tuple[Stroke, ...], key: KeySettings) -> dict[str, Value]:
        """The keyer's values that these strokes ask for, laid over ``key.values``; quick enough for the GUI thread (< 20 ms).
        Raises Problem where the strokes cannot be told apart or no screen can be made of them."""


MakeEngine = Callable[[Project, Path, GLHost | None], EnginePort]
