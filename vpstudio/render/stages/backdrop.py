"""What stands behind the actor, as seen: a set through lens and curve, a flat picture, or nothing. Kept while nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import moderngl

from vpstudio.model.camera import CameraPose, Intrinsics, Placement, rotation_matrix
from vpstudio.model.frame import Frame
from vpstudio.model.look import MatchSettings
from vpstudio.model.shot import Shot
from vpstudio.render import curve
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.stages.glare import Glare, vignette
from vpstudio.render.stages.plate import PlateStage
from vpstudio.render.stages.softness import SIMPLE_CIRCLE, Softener, far_radius_px, focus_m
from vpstudio.render.target import Size, Target, texture

if TYPE_CHECKING:
    from vpstudio.render.set_pass import SetPass

FLAT_CIRCLE = 0.5  # a flat picture is softened as what stands at twice the actor's distance


@dataclass(frozen=True, slots=True)
class Behind:
    """picture: display codes, in alpha how much is nearer than the actor. light: coarse display light for the wrap.
    present: False where there is nothing and black is shown."""

    picture: moderngl.Texture
    light: moderngl.Texture
    present: bool


class BackdropStage:
    """Makes ``Behind`` of a shot."""

    def __init__(self, kit: Kit, size: Size, cell_px: int, fine: bool) -> None:
        self.kit, self.size, self.cell_px, self.fine = kit, size, cell_px, fine
        self._flat = PlateStage(kit, "backdrop", fine)
        self._set: SetPass | None = None
        self._softener = Softener(kit, size)
        self._glare = Glare(kit, size)
        self._curve = texture(kit.context, (curve.ENTRIES, 1), 1, "f4")
        self._curved: object = None
        self._kept: object = None
        self._still_at: object = None
        self._flat_frame: Frame | None = None
        cells = (-(-size[0] // cell_px), -(-size[1] // cell_px))
        self._view = Target(kit.context, size, (4, "f1"), linear=True)
        self._light = Target(kit.context, cells, (4, "f2"), linear=True)

    def prepare(self, shot: Shot) -> Behind:
        """Draw what changed; nothing where nothing did."""
        if shot.scene is not None and shot.set_state is not None:
            self._prepare_set(shot)
        elif shot.backdrop is not None:
            self._prepare_flat(shot)
        else:
            self._prepare_black()
        return Behind(self._view.texture, self._light.texture, self._kept != "black")

    def release(self) -> None:
        self._flat.release()
        if self._set is not None:
            self._set.release()
        for part in (self._softener, self._glare, self._view, self._light, self._curve):
            part.release()

    # --- a set

    def _prepare_set(self, shot: Shot) -> None:
        with self.kit.clock("set"):
            picture = self._set_pass().draw(shot.scene, shot.set_state, shot.pose, shot.intrinsics)  # type: ignore[arg-type]
        match, lens = shot.look.match, shot.look.lens
        key = ("set", picture.key, match, lens, shot.actor_depth_m, shot.floor_m, shot.pose.lens, shot.plate_intrinsics)
        if key == self._kept and not picture.redrawn:
            return
        self._kept = key
        self._load_curve(match)
        focus, radius_px = focus_m(shot), far_radius_px(shot, self.size[1])
        optics = Inputs(
            {"set_colour": picture.colour, "set_depth": picture.depth, "curve": self._curve},
            {
                "grade": tuple(curve.grade(match).T.ravel().tolist()),
                "curve_top": curve.TOP,
                "focus_m": focus,
                "front_m": min(focus, shot.actor_depth_m or focus),
                "circle_px": radius_px,
                "actor_m": shot.actor_depth_m or 0.0,
                "floor_plane": floor_plane(shot.pose, shot.intrinsics, shot.floor_m),
            },
            {"CURVE_ENTRIES": curve.ENTRIES, **({"SORTED": 1} if shot.actor_depth_m else {})},
        )
        soft = self._softener.of_set(optics, radius_px, self._moves(shot))
        seen = optics | soft | self._glare.prepare(picture.colour, lens) | vignette(lens.vignette_ev, shot.intrinsics)
        self.kit.run("view", "stages/view.glsl", self._view.framebuffer, seen)
        self._draw_light(optics)

    def _set_pass(self) -> SetPass:
        if self._set is None:
            from vpstudio.render.set_pass import SetPass

            self._set = SetPass(self.kit.context, self.size, govern=self.kit.live)
        return self._set

    def _moves(self, shot: Shot) -> bool:
        """Whether the set will look different at the next picture, so that its blur must be cheap.

        A set that animates, or a camera that moved since the last picture. A GPU has time for the full blur always.
        """
        place = (shot.pose.position_m, shot.pose.rotation, shot.intrinsics)
        moved = self._still_at is not None and self._still_at != place
        self._still_at = place
        return self.kit.context.software and (moved or (shot.scene is not None and shot.scene.animate is not None))

    def _load_curve(self, match: MatchSettings) -> None:
        if self._curved != (match.grey_code, match.white_code, match.black_code):
            self._curved = (match.grey_code, match.white_code, match.black_code)
            self._curve.write(curve.table(match))

    # --- a flat picture

    def _prepare_flat(self, shot: Shot) -> None:
        frame = shot.backdrop
        assert frame is not None
        placement = shot.backdrop_placement or Placement.fit(frame.upright_size, self.size, "cover")
        key = ("flat", id(frame), frame.stamp, placement, shot.look.match.defocus)
        if key == self._kept:
            return
        self._kept = key
        plate = self._flat.prepare(frame, placement) | Inputs(uniforms={"plate_size": self.size})
        moving = self.kit.context.software and self._flat_frame not in (None, frame)
        self._flat_frame = frame
        soft = self._softener.of_flat(plate, shot.look.match.defocus * SIMPLE_CIRCLE * FLAT_CIRCLE * self.size[1], moving)
        self.kit.run("view", "stages/flat.glsl", self._view.framebuffer, plate | soft)
        self._draw_light(Inputs({"back": self._view.texture}, defines={"FLAT": 1}))

    # --- both

    def _prepare_black(self) -> None:
        if self._kept != "black":
            self._kept = "black"
            self._view.framebuffer.clear()
            self._light.framebuffer.clear()

    def _draw_light(self, inputs: Inputs) -> None:
        cells = Inputs(uniforms={"cell_px": self.cell_px})
        self.kit.run("view", "stages/set_light.glsl", self._light.framebuffer, inputs | cells)


def floor_plane(pose: CameraPose, lens: Intrinsics, floor_m: float) -> tuple[float, float, float, float]:
    """(a, b, c, d): what is seen at pixel (u, v) and depth z stands (a u + b v + c) z + d metres above the floor.

    The camera's axes are X right, Y forward, Z up, and v grows downward; depth is along Y.
    """
    right, forward, up = (float(part) for part in rotation_matrix(pose.rotation)[2])
    a, b = right / lens.fx, -up / lens.fy
    return a, b, forward - a * lens.cx - b * lens.cy, pose.position_m[2] - floor_m
