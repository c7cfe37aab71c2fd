"""One picture of a set as the camera would show it, for the command line, cards and checks: no camera, no matte, no window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from vpstudio.engine.faults import problem_of
from vpstudio.engine.stage import SetStage, build
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import GrainSettings, Look
from vpstudio.model.matte import Matte
from vpstudio.model.project import CameraSettings, SetChoice
from vpstudio.model.scene import Mark, Scene
from vpstudio.model.shot import Shot
from vpstudio.model.shot import Stage as TapStage
from vpstudio.problem import Problem
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.render.set_pass import SetPass
from vpstudio.render.set_quality import Tier
from vpstudio.sources.performer.puppet import Puppet

FULL_FRAME_MM = 36.0
ACTOR_S = 2.4
"""A moment at which the stand-in looks into the lens."""


@dataclass(frozen=True, slots=True)
class SetView:
    """What to look at. size: (width, height) pixels. None takes what the mark says: lens_mm (full-frame equivalent along the long side),
    height_m, distance_m, tilt_deg (+ up); pan_deg (+ left) goes on top of the mark's. actor: the demo actor stands at the mark."""

    size: tuple[int, int] = (720, 1280)
    mark: int = 0
    lens_mm: float | None = None
    height_m: float | None = None
    distance_m: float | None = None
    tilt_deg: float | None = None
    pan_deg: float = 0.0
    time_s: float = 4.0
    actor: bool = True
    look: Look = field(default_factory=lambda: Look(grain=GrainSettings(amount=0.0)))

    def camera(self, mark: Mark) -> CameraSettings:
        """The camera settings of this view before ``mark``."""
        return CameraSettings(
            known_by="focal",
            focal_mm=self.lens_mm or mark.lens_mm,
            sensor_width_mm=FULL_FRAME_MM,
            height_m=mark.height_m if self.height_m is None else self.height_m,
            distance_m=mark.distance_m if self.distance_m is None else self.distance_m,
            tilt_deg=mark.tilt_deg if self.tilt_deg is None else self.tilt_deg,
            pan_deg=self.pan_deg,
        )


def built(choice: SetChoice) -> Scene:
    """The scene that ``choice`` names. Raises Problem, also where it names no set."""
    try:
        stage = build(choice, None)
    except ValidationError as error:
        raise problem_of(error) from None
    if not isinstance(stage, SetStage):
        raise Problem("engine.not_a_set", name=choice.kind)
    return stage.scene


def chosen(name: str, values: dict[str, Any]) -> SetChoice:
    """A set by its id, a glTF file by its path, or ``360:FILE`` for a picture of all directions."""
    if name.startswith("360:"):
        return SetChoice(kind="panorama", path=name[4:], values=values)
    if name.lower().endswith((".glb", ".gltf")):
        return SetChoice(kind="file", path=name)
    return SetChoice(kind=name, values=values)


def shot_of(scene: Scene, view: SetView, plate: tuple[Frame, Matte] | None = None) -> Shot:
    """The shot that shows ``scene`` through ``view``. plate: who stands there, the stand-in unless told."""
    mark = scene.marks[min(view.mark, len(scene.marks) - 1)] if scene.marks else Mark()
    camera = view.camera(mark)
    frame, matte = plate or stand_in(view.size, view.actor)
    return Shot(
        frame=frame,
        matte=matte,
        cut="matte",
        pose=pose_of(camera, mark),
        intrinsics=camera.intrinsics(*view.size),
        placement=Placement.fit(view.size, view.size),
        look=view.look,
        scene=scene,
        set_state=scene.at(view.time_s),
        actor_depth_m=camera.distance_m if view.actor else None,
        floor_m=mark.position_m[2],
        headroom_m=mark.headroom_m,
    )


def pose_of(camera: CameraSettings, mark: Mark) -> CameraPose:
    """Where the camera stands for the mark."""
    return camera.pose(mark)


def stand_in(size: tuple[int, int], actor: bool) -> tuple[Frame, Matte]:
    """The demo actor, his own colours spread beyond his edge so that no cloth shows there, and his exact matte; or nobody."""
    width, height = size
    picture, alpha = np.zeros((height, width, 4), np.uint8), np.zeros((height, width), np.uint8)
    if actor:
        drawn = Puppet(width, height).actor(ACTOR_S, 0.0)
        picture, alpha = spread(drawn), np.ascontiguousarray(drawn[..., 3])
    planes = sealed(picture)
    sealed(alpha)
    stamp = Stamp(0, 0)
    return Frame(stamp, width, height, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL), Matte(stamp, alpha, "stand-in", True)


def spread(premultiplied: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(H, W, 4) uint8 straight codes, alpha 255: where there is little alpha the colour of what is near."""
    near = cv2.GaussianBlur(premultiplied, (0, 0), 6).astype(np.float32)
    own = premultiplied.astype(np.float32)
    share = (own[..., 3:] / 255.0) ** 2
    colour = own / np.maximum(own[..., 3:], 1) * share + near / np.maximum(near[..., 3:], 1) * (1 - share)
    made = np.clip(np.rint(colour * 255), 0, 255).astype(np.uint8)
    made[..., 3] = 255
    return made


class SetPainter:
    """Draws pictures of sets one after another with one context. ``close`` when done. tier: what the machine can do unless told.
    live: as for somebody who watches, in time rather than each as fine as can be."""

    def __init__(self, size: tuple[int, int], tier: Tier | None = None, live: bool = False) -> None:
        self._context = Context.headless()
        self._renderer = Renderer(self._context, size, live=live, tier=tier)
        self._stand_ins: dict[tuple[tuple[int, int], bool], tuple[Frame, Matte]] = {}
        self._lights: SetPass | None = None

    def draw(self, scene: Scene, view: SetView) -> None:
        """Draw, and leave the picture on the card. Another size than before costs a moment."""
        self._renderer.draw(shot_of(scene, view, self._stand_in(view)))
        self._context.wait()

    def picture(self, scene: Scene, view: SetView, stage: TapStage = "program") -> NDArray[np.uint8]:
        """(H, W, 4) uint8 RGBA display codes, row 0 on top; ``stage`` "set" is the set alone."""
        self.draw(scene, view)
        return self._renderer.read(stage)

    def light(self, scene: Scene, view: SetView) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(H, W, 3) scene-linear Rec.709 light of the set alone, 1.0 diffuse white; (H, W) metres along the view axis. Row 0 on top."""
        if self._lights is None or self._lights.size != view.size:
            self._lights = SetPass(self._context, view.size)
        shot = shot_of(scene, view, self._stand_in(view))
        assert shot.set_state is not None
        picture = self._lights.draw(scene, shot.set_state, shot.pose, shot.intrinsics)
        shape = (view.size[1], view.size[0], -1)
        light = np.frombuffer(picture.colour.read(), np.float16).reshape(shape)[..., :3].astype(np.float32)
        return light, np.frombuffer(picture.depth.read(), np.float32).reshape(shape[:2])

    @property
    def renderer(self) -> str:
        """What draws, in the driver's words."""
        return str(self._context.gl.info.get("GL_RENDERER", ""))

    @property
    def timings(self) -> dict[str, float]:
        """ms by pass of the last picture."""
        return self._renderer.timings

    def close(self) -> None:
        if self._lights is not None:
            self._lights.release()
        self._renderer.close()
        self._context.close()

    def _stand_in(self, view: SetView) -> tuple[Frame, Matte]:
        who = (view.size, view.actor)
        if who not in self._stand_ins:
            self._stand_ins[who] = stand_in(view.size, view.actor)
        return self._stand_ins[who]


def intrinsics_of(view: SetView, mark: Mark) -> Intrinsics:
    """The pinhole of this view."""
    return view.camera(mark).intrinsics(*view.size)
