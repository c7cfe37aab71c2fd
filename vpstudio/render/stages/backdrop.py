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
from vpstudio.render.stages.plate import PlateStage
from vpstudio.render.target import Size, Target, texture

if TYPE_CHECKING:
    from vpstudio.render.set_pass import SetPass, SetPicture

CIRCLE = 0.02  # the largest softness blurs the farthest points to a circle of this radius, of the picture's height
FLAT_CIRCLE = 0.5  # a flat picture is softened as what stands at twice the actor's distance
FRONT = 2.0  # in front of the focus circles grow without end; at most this times that of the farthest point
SAMPLES_STILL = 64
SAMPLES_MOVING = 16
FRONT_CELL = 16
NO_FOCUS_M = 2.0


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
        self._targets: dict[str, Target] = {}
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
        for target in (*self._targets.values(), self._view, self._light):
            target.release()
        self._targets.clear()
        self._curve.release()

    # --- a set

    def _prepare_set(self, shot: Shot) -> None:
        with self.kit.clock("set"):
            picture = self._set_pass().draw(shot.scene, shot.set_state, shot.pose, shot.intrinsics)  # type: ignore[arg-type]
        match = shot.look.match
        key = ("set", picture.key, match, shot.actor_depth_m, shot.floor_m, shot.pose.lens.focus_m)
        if key == self._kept and not picture.redrawn:
            return
        self._kept = key
        self._load_curve(match)
        focus_m = shot.actor_depth_m or shot.pose.lens.focus_m or NO_FOCUS_M
        optics = Inputs(
            {"set_colour": picture.colour, "set_depth": picture.depth, "curve": self._curve},
            {
                "grade": tuple(curve.grade(match).T.ravel().tolist()),
                "curve_top": curve.TOP,
                "focus_m": focus_m,
                "circle_px": match.defocus * CIRCLE * self.size[1],
                "actor_m": shot.actor_depth_m or 0.0,
                "floor_plane": floor_plane(shot.pose, shot.intrinsics, shot.floor_m),
            },
            {"CURVE_ENTRIES": curve.ENTRIES, **({"SORTED": 1} if shot.actor_depth_m else {})},
        )
        soft = self._soften(optics, match.defocus * CIRCLE * self.size[1], self._moves(shot, picture))
        self.kit.run("view", "stages/view.glsl", self._view.framebuffer, optics | soft)
        self._draw_light(optics)

    def _set_pass(self) -> SetPass:
        if self._set is None:
            from vpstudio.render.set_pass import SetPass

            self._set = SetPass(self.kit.context, self.size)
        return self._set

    def _moves(self, shot: Shot, picture: SetPicture) -> bool:
        """Whether the set will look different at the next picture, so that its blur must be cheap.

        A set that animates, or a camera that moved since the last picture. A GPU has time for the full blur always.
        """
        place = (shot.pose.position_m, shot.pose.rotation, shot.intrinsics)
        moved = self._still_at is not None and self._still_at != place
        self._still_at = place
        return self.kit.context.software and (moved or (shot.scene is not None and shot.scene.animate is not None))

    def _soften(self, optics: Inputs, circle_px: float, moving: bool) -> Inputs:
        """Lens blur: at full size and kept where the set is still, at half size with fewer samples where it moves."""
        if circle_px < 0.5:
            return Inputs(defines={"SOFT": 0})
        shrink, samples = (2, SAMPLES_MOVING) if moving else (1, SAMPLES_STILL)
        small = (-(-self.size[0] // shrink), -(-self.size[1] // shrink))
        circles = self._target("circles", small)
        soft = self._target("soft", small)
        reach = circle_px * FRONT if "SORTED" in optics.defines and not moving else circle_px
        step = Inputs(uniforms={"shrink": shrink, "circle_limit_px": reach})
        self.kit.run("defocus", "stages/circle.glsl", circles.framebuffer, optics | step)
        self._blur(circles, soft, samples, reach if "SORTED" in optics.defines and not moving else 0.0)
        return Inputs({"soft": soft.texture}, defines={"SOFT": shrink})

    def _blur(self, circles: Target, soft: Target, samples: int, front_px: float) -> None:
        """Gather; ``front_px`` is the largest circle in front of the focus, 0 where those need not spread."""
        inputs = Inputs({"circles": circles.texture}, {"reach_px": front_px}, {"SAMPLES": samples})
        if front_px:
            inputs |= Inputs(defines={"FRONT_CELL": FRONT_CELL})
            fronts = self._target("fronts", (-(-self.size[0] // FRONT_CELL), -(-self.size[1] // FRONT_CELL)))
            self.kit.run("defocus", "stages/fronts.glsl", fronts.framebuffer, inputs)
            inputs |= Inputs({"fronts": fronts.texture})
        self.kit.run("defocus", "stages/defocus.glsl", soft.framebuffer, inputs)

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
        soft = self._soften_flat(plate, shot.look.match.defocus * CIRCLE * FLAT_CIRCLE * self.size[1], moving)
        self.kit.run("view", "stages/flat.glsl", self._view.framebuffer, plate | soft)
        self._draw_light(Inputs({"back": self._view.texture}, defines={"FLAT": 1}))

    def _soften_flat(self, plate: Inputs, circle_px: float, moving: bool) -> Inputs:
        """The blur of a flat picture is even, so half size is enough where it is wide."""
        if circle_px < 0.5:
            return Inputs()
        shrink = 2 if circle_px >= 3 or self.kit.context.software else 1
        small = (-(-self.size[0] // shrink), -(-self.size[1] // shrink))
        circles, soft = self._target("circles", small), self._target("soft", small)
        reach = max(1.0, circle_px / shrink)
        first = Inputs(uniforms={"circle_px": reach}, defines={"CIRCLES": shrink})
        self.kit.run("defocus", "stages/flat.glsl", circles.framebuffer, plate | first)
        self._blur(circles, soft, SAMPLES_MOVING if moving else SAMPLES_STILL, 0.0)
        return Inputs({"soft": soft.texture}, defines={"SOFT": 1})

    # --- both

    def _prepare_black(self) -> None:
        if self._kept != "black":
            self._kept = "black"
            self._view.framebuffer.clear()
            self._light.framebuffer.clear()

    def _draw_light(self, inputs: Inputs) -> None:
        cells = Inputs(uniforms={"cell_px": self.cell_px})
        self.kit.run("view", "stages/set_light.glsl", self._light.framebuffer, inputs | cells)

    def _target(self, name: str, size: Size) -> Target:
        held = self._targets.get(name)
        if held is None or held.size != size:
            if held is not None:
                held.release()
            self._targets[name] = held = Target(self.kit.context, size, (4, "f2"), linear=True)
        return held


def floor_plane(pose: CameraPose, lens: Intrinsics, floor_m: float) -> tuple[float, float, float, float]:
    """(a, b, c, d): what is seen at pixel (u, v) and depth z stands (a u + b v + c) z + d metres above the floor.

    The camera's axes are X right, Y forward, Z up, and v grows downward; depth is along Y.
    """
    right, forward, up = (float(part) for part in rotation_matrix(pose.rotation)[2])
    a, b = right / lens.fx, -up / lens.fy
    return a, b, forward - a * lens.cx - b * lens.cy, pose.position_m[2] - floor_m
