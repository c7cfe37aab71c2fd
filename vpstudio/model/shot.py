"""A shot: all that one picture depends on, gathered by the engine and drawn by the renderer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from vpstudio.model.actor import Standing
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clean import CleanPlate
from vpstudio.model.clock import Stamp
from vpstudio.model.distortion import Distortion
from vpstudio.model.frame import Frame
from vpstudio.model.grade import Grade
from vpstudio.model.look import Look
from vpstudio.model.matte import Matte
from vpstudio.model.scene import Scene, SetState

Stage = Literal["program", "plate", "alpha", "set", "fill"]
CutOut = Literal["matte", "key", "hybrid", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """What one picture is made of.

    cut: where alpha comes from: the matte that came with the frame, the look's GLSL keyer, both (hybrid: the key where ``clean``
    is confident that there is screen, within the matte's limits; the matte elsewhere), or nowhere (alpha 1 on the plate).
    clean: the plate without the actor, or None: then a key estimates the screen from the one picture.
    intrinsics: of the **output**: what the set is drawn with; from the plate's crop unless the lens is unlinked.
    placement: where the upright plate lies in the output.
    scene, set_state: the virtual set at the stamp's time, or None where ``backdrop`` is shown, or neither (black).
    backdrop: a flat picture or one picture of a video. backdrop_placement: where it lies in the output; None: it covers it.
    actor_depth_m: distance of the actor along the view axis; set pixels nearer than that hide him. None: nothing does.
    floor_m: world Z of the floor he stands on, which never hides him; nor does what is ``headroom_m`` above it or higher.
    plate_intrinsics: of the output too, what the **plate** is seen through; None: the same as ``intrinsics``.
    distortion: how the real lens bends the plate, and so must the set; None: not at all, or not known.
    grade: the crew's look on the finished picture, None for none.
    standing: who stands there, for what he does to the set's light; None: nothing.
    """

    frame: Frame
    matte: Matte | None
    cut: CutOut
    pose: CameraPose
    intrinsics: Intrinsics
    placement: Placement
    look: Look
    scene: Scene | None = None
    set_state: SetState | None = None
    backdrop: Frame | None = None
    backdrop_placement: Placement | None = None
    clean: CleanPlate | None = None
    actor_depth_m: float | None = None
    floor_m: float = 0.0
    headroom_m: float = math.inf
    plate_intrinsics: Intrinsics | None = None
    distortion: Distortion | None = None
    standing: Standing | None = None
    grade: Grade | None = None

    @property
    def stamp(self) -> Stamp:
        return self.frame.stamp


@dataclass(frozen=True, slots=True)
class Tap:
    """A wish for the picture at a stage. size: (width, height) or None for the output's own.

    program: composite RGBA8, display codes. plate: the placed plate RGBA8. alpha: R8, as stored. set: the set alone RGBA8.
    fill: the actor alone RGBA8, straight display codes and his alpha, of the output's own size.
    """

    stage: Stage = "program"
    size: tuple[int, int] | None = None
