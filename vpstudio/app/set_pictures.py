"""Renders the pictures on the set cards: python -m vpstudio.app.set_pictures [NAME...]

Made ahead and kept in assets/icons/sets/, because building every set at a start would take many seconds.
"""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, Layout, sealed
from vpstudio.model.look import GrainSettings, Look
from vpstudio.model.scene import Mark, Scene
from vpstudio.model.shot import Shot
from vpstudio.paths import asset
from vpstudio.scene.lightbake.world import World

SIZE = (960, 560)
KEPT = (320, 187)
VIEW_DEG = 64.0
FURTHER_M, CLEAR_M = 0.6, 0.3
MOMENT_S = 4.0


def shot_of(scene: Scene) -> Shot:
    """The empty set from a little further back than the actor's camera."""
    planes = sealed(np.zeros((SIZE[1], SIZE[0], 4), np.uint8))
    frame = Frame(Stamp(0, 0), *SIZE, planes, Layout.RGBA, planes, Layout.RGBA)
    mark = scene.marks[0] if scene.marks else Mark()
    near, far = (camera_at(mark, mark.distance_m + more) for more in (0.0, FURTHER_M))
    # A little beyond the actor's camera there may be a wall.
    ends = (np.array([place], np.float32) for place in (near, camera_at(mark, mark.distance_m + FURTHER_M + CLEAR_M)))
    place = near if World(scene).blocked(*ends)[0] else far
    return Shot(
        frame=frame,
        matte=None,
        cut="none",
        pose=CameraPose.of_angles(place, mark.pan_deg, 0.0, 0.0),
        intrinsics=Intrinsics.of_view(*SIZE, VIEW_DEG),
        placement=Placement.fit(SIZE, SIZE),
        look=Look(grain=GrainSettings(amount=0.0)),
        scene=scene,
        set_state=scene.at(MOMENT_S),
    )


def camera_at(mark: Mark, back_m: float) -> tuple[float, float, float]:
    """Before the mark, looking at it."""
    angle = np.radians(mark.pan_deg)
    x, y, z = mark.position_m
    return x + float(np.sin(angle)) * back_m, y - float(np.cos(angle)) * back_m, z + mark.height_m


def render(names: list[str]) -> None:
    """Write ``assets/icons/sets/NAME.jpg`` for each."""
    from vpstudio.render.context import Context
    from vpstudio.render.renderer import Renderer
    from vpstudio.scene.sets.base import registry

    context = Context.headless()
    renderer = Renderer(context, SIZE)
    for name in names or registry.names():
        kind = registry.get(name)
        renderer.draw(shot_of(kind(kind.Settings()).build()))
        save(renderer.read("set"), name)
    renderer.close()
    context.close()


def save(picture: np.ndarray, name: str) -> None:
    height, width = picture.shape[:2]
    image = QImage(picture.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    small = image.scaled(*KEPT, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
    file = asset("icons", "sets", f"{name}.jpg")
    file.parent.mkdir(parents=True, exist_ok=True)
    small.convertToFormat(QImage.Format.Format_RGB32).save(str(file), None, 88)


if __name__ == "__main__":
    render(sys.argv[1:])
