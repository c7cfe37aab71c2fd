"""What stands behind the actor, as seen: a set through lens and curve, a flat picture, or nothing. Kept while nothing changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import moderngl
import numpy as np

from vpstudio.model.camera import CameraPose, Intrinsics, Placement, rotation_matrix
from vpstudio.model.distortion import widened
from vpstudio.model.frame import Frame
from vpstudio.model.shot import Shot
from vpstudio.render import curve
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.stages.bend import BendStage
from vpstudio.render.stages.glare import Glare, vignette
from vpstudio.render.stages.plate import PlateStage
from vpstudio.render.stages.resemble import BlackStage, SharpnessStage, fringes, matched, measured_black, softness_px
from vpstudio.render.stages.softness import SIMPLE_CIRCLE, Softener, far_radius_px, focus_m
from vpstudio.render.stages.viewing import ViewingStage, curved
from vpstudio.render.target import Size, Target, Uniform

if TYPE_CHECKING:
    from vpstudio.render.set_pass import SetPass

FLAT_CIRCLE = 0.5  # a flat picture is softened as what stands at twice the actor's distance


SLOW_S = 0.02
"""What a set and its view may cost a picture before they rest every second time."""


@dataclass(frozen=True, slots=True)
class Behind:
    """picture: display codes, in alpha how much is nearer than the actor. light: coarse display light for the wrap.
    present: False where there is nothing and black is shown. depth: the set's, metres along the view axis, maybe wider all round."""

    picture: moderngl.Texture
    light: moderngl.Texture
    present: bool
    depth: moderngl.Texture | None = None


@dataclass(slots=True)
class Drawn:
    """What makes the set's own picture, at its size."""

    size: Size
    scene: SetPass
    softener: Softener
    glare: Glare

    @classmethod
    def of(cls, kit: Kit, size: Size) -> Drawn:
        from vpstudio.render.set_pass import SetPass

        return cls(size, SetPass(kit.context, size, kit.live, kit.tier), Softener(kit, size), Glare(kit, size))

    def release(self) -> None:
        for part in (self.scene, self.softener, self.glare):
            part.release()


class BackdropStage:
    """Makes ``Behind`` of a shot."""

    def __init__(self, kit: Kit, size: Size, cell_px: int, fine: bool) -> None:
        self.kit, self.size, self.cell_px, self.fine = kit, size, cell_px, fine
        self._flat = PlateStage(kit, "backdrop", fine)
        self._bend = BendStage(kit)
        self._viewing = ViewingStage(kit.context)
        self._set: Drawn | None = None
        self._softener = Softener(kit, size)
        self._black: BlackStage | None = None
        self._sharpness = SharpnessStage(kit, size)
        self._kept: object = None
        self._still_at: object = None
        self._flat_frame: Frame | None = None
        cells = (-(-size[0] // cell_px), -(-size[1] // cell_px))
        self._view = Target(kit.context, size, (4, "f1"), linear=True)
        self._light = Target(kit.context, cells, (4, "f2"), linear=True)
        self._shown = self._view.texture
        self._depth: moderngl.Texture | None = None
        self._place: object = None
        self._rested = False
        self._took_s = 0.0

    def prepare(self, shot: Shot) -> Behind:
        """Draw what changed; nothing where nothing did."""
        if shot.scene is not None and shot.set_state is not None:
            if not self._rests(shot):
                began = time.perf_counter()
                self._prepare_set(shot)
                self._took_s = time.perf_counter() - began
            return Behind(self._shown, self._light.texture, True, self._depth)
        self._depth, self._place = None, None
        if shot.backdrop is not None:
            self._prepare_flat(shot)
        else:
            self._prepare_black()
        return Behind(self._shown, self._light.texture, self._kept != "black")

    def _rests(self, shot: Shot) -> bool:
        """Whether the set may stay as it is for one picture: while somebody watches on a processor that it costs too much, what moves of
        itself behind a standing camera moves every second picture. Lightning does not wait."""
        assert shot.scene is not None and shot.set_state is not None
        flash = shot.set_state.values.get("flash", 0.0)
        place = (shot.scene.key, shot.pose.position_m, shot.pose.rotation, shot.intrinsics, flash, *depends_on(shot))
        stays, self._place = place == self._place, place
        costly = self.kit.live and self.kit.context.software and self._took_s > SLOW_S
        self._rested = stays and costly and not self._rested
        return self._rested

    def release(self) -> None:
        for part in (
            self._flat,
            self._set,
            self._bend,
            self._softener,
            self._black,
            self._sharpness,
            self._view,
            self._light,
            self._viewing,
        ):
            if part is not None:
                part.release()

    # --- a set

    def _prepare_set(self, shot: Shot) -> None:
        bend = self._bend.prepare(shot.distortion)
        wide = widened(shot.intrinsics, self._bend.margin)
        drawn = self._drawn((wide.width, wide.height))
        with self.kit.clock("set"):
            picture = drawn.scene.draw(shot.scene, shot.set_state, shot.pose, wide)  # type: ignore[arg-type]
        self._depth = picture.depth
        moving = self._moves(shot)
        key = ("set", picture.key, moving, *depends_on(shot))
        if key == self._kept and not picture.redrawn:
            return
        self._kept = key
        part = fringes(shot.look, shot.placement, wide)
        picture.colour.filter = (moderngl.LINEAR, moderngl.LINEAR)
        radius_px = far_radius_px(shot, self.size[1])
        optics = (
            Inputs({"set_colour": picture.colour, "set_depth": picture.depth})
            | curved(matched(shot.look))
            | bend
            | part
            | seen_by(shot, wide, radius_px)
        )
        optics |= self._viewing.prepare(shot.look.match)
        soft = drawn.softener.of_set(optics, radius_px, moving)
        lens = shot.look.lens
        seen = (
            optics | soft | drawn.glare.prepare(picture.colour, lens, drawn.softener.quarter) | vignette(lens.vignette_ev, shot.intrinsics)
        )
        sigma_px = softness_px(shot.look, shot.placement, self.fine, bool(bend.samplers))
        if measured_black(shot.look) is not None:
            self._black = self._black or BlackStage(self.kit, self.size)
            seen |= self._black.prepare(seen, sigma_px)
        self.kit.run("view", "stages/view.glsl", self._view.framebuffer, seen)
        self._shown = self._sharpness.prepare(self._view.texture, sigma_px, moving)
        self._draw_light(optics)

    def _drawn(self, size: Size) -> Drawn:
        """What draws the set at ``size``: the output's, and the margin for the lens's bend."""
        if self._set is None or self._set.size != size:
            if self._set is not None:
                self._set.release()
            self._set = Drawn.of(self.kit, size)
            self._kept = None
        return self._set

    def _moves(self, shot: Shot) -> bool:
        """Whether the set will look different at the next picture, so that its blur must be cheap.

        A set that animates, or a camera that moved since the last picture. A GPU has time for the full blur always.
        """
        place = (shot.pose.position_m, shot.pose.rotation, shot.intrinsics)
        moved = self._still_at is not None and self._still_at != place
        self._still_at = place
        return self.kit.context.software and (moved or (shot.scene is not None and shot.scene.animate is not None))

    # --- a flat picture

    def _prepare_flat(self, shot: Shot) -> None:
        self._shown = self._view.texture
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
        self._shown = self._view.texture
        if self._kept != "black":
            self._kept = "black"
            self._view.framebuffer.clear()
            self._light.framebuffer.clear()

    def _draw_light(self, inputs: Inputs) -> None:
        cells = Inputs(uniforms={"cell_px": self.cell_px})
        self.kit.run("view", "stages/set_light.glsl", self._light.framebuffer, inputs | cells)


def depends_on(shot: Shot) -> tuple[object, ...]:
    """What the view of an unchanged picture changes with."""
    look = shot.look
    place = (shot.actor_depth_m, shot.floor_m, shot.headroom_m, shot.pose.lens, shot.plate_intrinsics, shot.distortion, shot.placement)
    return (look.match, look.lens, look.seen, *place)


def seen_by(shot: Shot, wide: Intrinsics, radius_px: float) -> Inputs:
    """What the view must know of lens and actor. wide: the set's picture; radius_px: the circle of what is infinitely far."""
    focus = focus_m(shot)
    uniforms: dict[str, Uniform] = {
        "grade": tuple(curve.grade(shot.look.match).T.ravel().tolist()),
        "focus_m": focus,
        "front_m": min(focus, shot.actor_depth_m or focus),
        "circle_px": radius_px,
        "actor_m": shot.actor_depth_m or 0.0,
        "floor_plane": floor_plane(shot.pose, wide, shot.floor_m),
        "headroom_m": min(shot.headroom_m, 1e6),
    }
    defines = {"SORTED": 1} if shot.actor_depth_m else {}
    graded = not np.allclose(curve.grade(shot.look.match), np.eye(3), atol=1e-9)
    return Inputs(uniforms=uniforms, defines=defines | ({"GRADED": 1} if graded else {}))


def floor_plane(pose: CameraPose, lens: Intrinsics, floor_m: float) -> tuple[float, float, float, float]:
    """(a, b, c, d): what is seen at pixel (u, v) and depth z stands (a u + b v + c) z + d metres above the floor.

    The camera's axes are X right, Y forward, Z up, and v grows downward; depth is along Y.
    """
    right, forward, up = (float(part) for part in rotation_matrix(pose.rotation)[2])
    a, b = right / lens.fx, -up / lens.fy
    return a, b, forward - a * lens.cx - b * lens.cy, pose.position_m[2] - floor_m
