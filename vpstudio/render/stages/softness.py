"""Lens blur: circles of confusion by depth, gathered in linear light at full or half size, smaller while the set moves."""

from __future__ import annotations

import moderngl

from vpstudio.model.optic import far_circle_px
from vpstudio.model.shot import Shot
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target, Uniform

SIMPLE_CIRCLE = 0.02  # the largest softness blurs the farthest points to a circle of this radius, of the picture's height
FRONT = 3.0  # in front of the focus circles grow without end; at most this times that of the farthest point
FRONT_CELL = 16
RINGS_STILL, RINGS_MOVING = 9, 5
SHRINKS = ((3.0, 1), (18.0, 2))  # while the set is still: circles up to this radius are gathered at this fraction; wider ones at WIDE
WIDE = 4
SPREAD = 0.4  # of a small pixel
NO_FOCUS_M = 2.0
FULL_FRAME_MM = 36.0


def focus_m(shot: Shot) -> float:
    """Where the lens is focused: as set, as the lens reports, else on the actor."""
    return shot.look.lens.focus_m or shot.pose.lens.focus_m or shot.actor_depth_m or NO_FOCUS_M


def far_radius_px(shot: Shot, height: int) -> float:
    """Radius of the circle of what is infinitely far: by the lens, or by taste where the lens is not to be used or not known."""
    lens, known = shot.look.lens, shot.pose.lens
    if lens.blur == "simple" or (lens.blur == "auto" and known.t_stop is None):
        return shot.look.match.defocus * SIMPLE_CIRCLE * height
    seen, plate = shot.intrinsics, shot.plate_intrinsics or shot.intrinsics
    # A set seen through another lens than the plate has that lens's depth of field.
    focal_mm = (known.focal_mm or full_frame_mm(plate.fx, shot)) * seen.fx / plate.fx
    return far_circle_px(focal_mm, known.t_stop or lens.t_stop, focus_m(shot), seen.fx) / 2


def full_frame_mm(focal_px: float, shot: Shot) -> float:
    """The focal length that a full-frame camera has for this view, where nobody told."""
    plate = shot.placement.plate
    return focal_px / shot.placement.scale / max(plate) * FULL_FRAME_MM


class Softener:
    """The targets of the blur, for one output size."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit, self.size = kit, size
        self._targets: dict[str, Target] = {}
        self.quarter: moderngl.Texture | None = None

    def of_set(self, optics: Inputs, radius_px: float, moving: bool) -> Inputs:
        """``optics``: set_colour (read smoothly), set_depth, focus_m, front_m and circle_px. What the view needs to show it soft.

        ``quarter`` is then the set's light at a quarter of its size, where that was made on the way.
        """
        self.quarter = None
        if radius_px < 0.5:
            return Inputs(defines={"SOFT": 0})
        shrink = next((fraction for limit, fraction in SHRINKS if radius_px <= limit), WIDE)
        shrink = min(2 * shrink, WIDE) if moving else shrink
        circles, soft = self._pair(shrink)
        reach = radius_px * FRONT
        step = Inputs(uniforms={"circle_limit_px": reach}, defines={"SHRINK": shrink})
        self.kit.run("defocus", "stages/circle.glsl", circles.framebuffer, optics | step)
        self._gather(circles, soft, RINGS_MOVING if moving else RINGS_STILL, reach / shrink)
        self.quarter = circles.texture if shrink == WIDE else None
        shown = self._smoothed(soft) if shrink == WIDE else soft
        return Inputs({"soft": shown.texture}, defines={"SOFT": shrink})

    def of_flat(self, plate: Inputs, radius_px: float, moving: bool) -> Inputs:
        """The blur of a flat picture is even, so half size is enough where it is wide."""
        if radius_px < 0.5:
            return Inputs()
        shrink = 2 if radius_px >= 3 or self.kit.context.software else 1
        circles, soft = self._pair(shrink)
        first = Inputs(uniforms={"circle_px": max(1.0, radius_px / shrink)}, defines={"CIRCLES": shrink})
        self.kit.run("defocus", "stages/flat.glsl", circles.framebuffer, plate | first)
        self._gather(circles, soft, RINGS_MOVING if moving else RINGS_STILL, 0.0)
        return Inputs({"soft": soft.texture}, defines={"SOFT": 1})

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        self._targets.clear()

    def _smoothed(self, soft: Target) -> Target:
        """Twice as large, nearly by a quadratic B-spline: straight lines from so small a picture show as stairs, at lamps most of all."""
        width, height = soft.size
        shown = self._target("smooth", (2 * width, 2 * height))
        uniforms: dict[str, Uniform] = {"off": (SPREAD / width, SPREAD / height), "size": (2.0 * width, 2.0 * height)}
        self.kit.run("defocus", "stages/sharpness.glsl", shown.framebuffer, Inputs({"from": soft.texture}, uniforms, {"FOUR": 1}))
        return shown

    def _gather(self, circles: Target, soft: Target, rings: int, front_px: float) -> None:
        """``front_px`` is the largest circle in front of the focus, 0 where there is none."""
        inputs = Inputs({"circles": circles.texture}, {"reach_px": front_px}, {"RINGS": rings})
        if front_px:
            inputs |= Inputs(defines={"FRONT_CELL": FRONT_CELL})
            cells = (-(-circles.size[0] // FRONT_CELL), -(-circles.size[1] // FRONT_CELL))
            fronts = self._target("fronts", cells)
            self.kit.run("defocus", "stages/fronts.glsl", fronts.framebuffer, inputs)
            inputs |= Inputs({"fronts": fronts.texture})
        self.kit.run("defocus", "stages/defocus.glsl", soft.framebuffer, inputs)

    def _pair(self, shrink: int) -> tuple[Target, Target]:
        small = (-(-self.size[0] // shrink), -(-self.size[1] // shrink))
        return self._target("circles", small), self._target("soft", small)

    def _target(self, name: str, size: Size) -> Target:
        held = self._targets.get(name)
        if held is None or held.size != size:
            if held is not None:
                held.release()
            self._targets[name] = held = Target(self.kit.context, size, (4, "f2"), linear=True)
        return held
