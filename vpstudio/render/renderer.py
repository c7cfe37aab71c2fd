"""A shot becomes a picture: read ``draw`` from top to bottom."""

from __future__ import annotations

import time
from typing import Literal

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.shot import Shot, Tap
from vpstudio.render.context import Context
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.output import Output
from vpstudio.render.readback import Readback
from vpstudio.render.regions import Regions
from vpstudio.render.screen import ScreenRing
from vpstudio.render.set_quality import Tier
from vpstudio.render.stages.backdrop import BackdropStage
from vpstudio.render.stages.cutout import CELL, CutoutStage, guide_step
from vpstudio.render.stages.finish import FinishStage
from vpstudio.render.stages.grain import GrainStage
from vpstudio.render.stages.ground import GroundStage
from vpstudio.render.stages.plate import PlateStage
from vpstudio.render.target import Size, Target, Uniform

View = Literal["program", "plate", "alpha", "set", "fill"]

UNFILLED = ("BACK", "GRAIN", "GROUND", "WRAP")  # of the set's making, and not the actor's own


class Renderer:
    """Draws shots at one output size, on the thread whose context it was given.

    timings: ms by named pass. screen: finished pictures for a viewport. scaling: ``fine`` (Catmull-Rom) or ``fast``; by
    default fast on software GL only. live: while the camera moves, a set may be drawn in a
    cheaper tier. tier: of sets, what the machine can do unless told.
    """

    def __init__(
        self,
        context: Context,
        size: Size,
        scaling: Literal["auto", "fine", "fast"] = "auto",
        live: bool = False,
        tier: Tier | None = None,
    ) -> None:
        self.context = context
        self.scaling = scaling
        self.kit = Kit.of(context, live, tier)
        self.screen = ScreenRing(context)
        self._readback = Readback(context)
        self._grain = GrainStage(self.kit)
        self._finish = FinishStage(self.kit)
        self._regions = Regions(context)
        self._build(size)

    @property
    def timings(self) -> dict[str, float]:
        return self.kit.clock.timings

    def draw(self, shot: Shot) -> None:
        """Draw one picture. Where ``shot.placement.output`` is another size, everything is made anew for it first."""
        self.resize(shot.placement.output)
        self.kit.clock.start()
        self._shot = shot
        plate = self._plate.prepare(shot.frame, shot.placement) | Inputs(uniforms={"plate_size": self.size})
        behind = self._backdrop.prepare(shot)
        cut, self._tiles = self._cutout.prepare(shot, plate, behind)
        back = Inputs({"back": behind.picture}, defines={"BACK": 1}) if behind.present else Inputs()
        grain = self._grain.prepare(shot.look.grain, shot.stamp.number) if behind.present else Inputs()
        self._behind, self._plate_inputs = behind, plate
        ground = self._ground.prepare(shot, behind, self._cutout)
        self._tiles = self._ground.shaded(self._tiles)
        self._composed = plate | cut | back | grain | ground | self._finish.prepare(shot.grade)
        self._output.turn()
        self._compose()

    def read(self, tap: Tap | str = "program", size: Size | None = None) -> NDArray[np.uint8]:
        """The last picture at a stage, row 0 on top: (H, W, 4) RGBA with alpha 255, or for ``alpha`` (H, W) as the over used it, or
        for ``fill`` (H, W, 4) the actor alone, straight codes and his alpha, always of the output's own size.

        Waits without Python's lock. The array is the caller's; its memory is used again once he lets go of it.
        """
        tap = Tap(tap, size) if isinstance(tap, str) else tap  # type: ignore[arg-type]
        if tap.stage == "alpha":
            self._need_alpha()
        if tap.size in (None, self.size) and tap.stage in ("program", "alpha"):
            if tap.stage == "program":
                return self._timed_read(self._output.picture.framebuffer)
            return self._timed_read(self._output.alpha.framebuffer, components=1)
        target = self._tap_target(self.size if tap.stage == "fill" else tap.size or self.size)
        self._draw_tap(tap.stage, target)
        picture = self._timed_read(target.framebuffer)
        return np.ascontiguousarray(picture[..., 0]) if tap.stage == "alpha" else picture

    def publish(self, view: View = "program") -> None:
        """Hand the last picture at a stage to the screen. Never waits for a viewport."""
        free = self.screen.begin(self.size)
        if view == "program" and not self._output.lent:
            self._output.lend(self.screen)
        else:
            self._draw_tap(view, free)
        self.screen.publish(self._shot.stamp.number)

    def resize(self, size: Size) -> None:
        """Another output size; all that depends on it is made anew, the set's textures included."""
        if size != self.size:
            self._release_sized()
            self._build(size)

    def close(self) -> None:
        """Delete everything made here; the context stays."""
        self.context.wait()
        self._release_sized()
        self.screen.close()
        self._grain.release()
        self._finish.release()
        self._regions.release()
        self._readback.release()
        self.kit.release()
        self.context.collect()

    # --- parts

    def _build(self, size: Size) -> None:
        fine = self.scaling == "fine" or (self.scaling == "auto" and not self.context.software)
        self.size = size
        self._plate = PlateStage(self.kit, "plate", fine)
        self._cutout = CutoutStage(self.kit, size, self._readback)
        self._ground = GroundStage(self.kit, size, self._readback)
        self._backdrop = BackdropStage(self.kit, size, guide_step(size) * CELL, fine)
        self._output = Output(self.context, size)
        self._tap: Target | None = None

    def _release_sized(self) -> None:
        for part in (self._plate, self._cutout, self._ground, self._backdrop, self._output, self._tap):
            if part is not None:
                part.release()

    def _compose(self) -> None:
        """The one full-size program; with a second output where somebody wants the alpha."""
        alpha = Inputs(defines={"WITH_ALPHA": 1}) if self._output.alpha_wanted else Inputs()
        target, inputs = self._output.framebuffer, self._composed | alpha
        if self._tiles is None:
            self.kit.run("composite", "stages/composite.glsl", target, inputs)
        else:
            self.kit.run_parts("composite", "stages/composite.glsl", target, inputs, self._regions.of(self._tiles, self.size))

    def _need_alpha(self) -> None:
        """Alpha is written only while somebody reads it; the first time the picture is drawn again."""
        if not self._output.want_alpha():
            self._compose()

    def _timed_read(self, framebuffer: moderngl.Framebuffer, components: int = 4) -> NDArray[np.uint8]:
        begun = time.perf_counter()
        picture = self._readback.read(framebuffer, components)
        self.kit.clock.note("readback", (time.perf_counter() - begun) * 1e3)
        return picture

    def _tap_target(self, size: Size) -> Target:
        if self._tap is None or self._tap.size != size:
            if self._tap is not None:
                self._tap.release()
            self._tap = Target(self.context, size, (4, "f1"), linear=True)
        return self._tap

    def _draw_tap(self, stage: View, target: Target) -> None:
        if stage == "fill":
            # Everything is drawn: a program without regions, since nobody asks for it often.
            inputs = Inputs(
                self._composed.samplers, self._composed.uniforms, {k: v for k, v in self._composed.defines.items() if k not in UNFILLED}
            )
            self.kit.run("tap", "stages/composite.glsl", target.framebuffer, inputs | Inputs(defines={"FILL_OUT": 1}))
            return
        self.kit.run("tap", "stages/tap.glsl", target.framebuffer, self._tap_inputs(stage, target.size))

    def _tap_inputs(self, stage: View, size: Size) -> Inputs:
        if stage == "alpha":
            self._need_alpha()
        if stage == "plate":
            # The plate's own pixels; at another size the nearest ones, for a preview.
            return self._plate_inputs | Inputs(
                uniforms={"tap_scale": (self.size[0] / size[0], self.size[1] / size[1])}, defines={"TAP_PLATE": 1}
            )
        picture = {"set": self._behind.picture, "alpha": self._output.alpha.texture}.get(stage, self._output.picture.texture)
        uniforms: dict[str, Uniform] = {"tap_size": (float(size[0]), float(size[1]))}
        return Inputs({"picture": picture}, uniforms, {"TAP_GREY": 1} if stage == "alpha" else {})
