"""What the lens does to light before the sensor: a glow round what is far above white, a veil over all, darker corners."""

from __future__ import annotations

import moderngl

from vpstudio.model.camera import Intrinsics
from vpstudio.model.look import LensSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target

FIRST = 4  # the finest level is a quarter of the picture
SMALLEST = 12  # pixels of the shorter side at which the pyramid ends
WIDE = 0.75  # of each level, what comes from the wider ones: a glow that falls about as the square of the distance


class Glare:
    """The pyramid of one output size."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit = kit
        sizes = levels(size)
        self._down = [Target(kit.context, each, (4, "f2"), linear=True) for each in sizes]
        self._up = [Target(kit.context, each, (4, "f2"), linear=True) for each in sizes[:-1]]
        self._mean = Target(kit.context, (1, 1), (4, "f4"))

    def prepare(self, colour: moderngl.Texture, lens: LensSettings, quarter: moderngl.Texture | None = None) -> Inputs:
        """What the view needs; ``colour``: scene-linear light at full size. quarter: the same at a quarter, where somebody has it."""
        if lens.bloom <= 0 and lens.veil <= 0:
            return Inputs()
        if quarter is None:
            self._run("FIRST", colour, self._down[0])
        own = [quarter or self._down[0].texture, *(each.texture for each in self._down[1:])]
        for finer, coarser in zip(own, self._down[1:], strict=False):
            self._run("DOWN", finer, coarser)
        self._run("MEAN", own[-1], self._mean)
        source = own[-1]
        for number in reversed(range(len(self._up))):
            last = self._share(lens) if number == 0 else Inputs()
            self._run("UP", source, self._up[number], Inputs({"finer": own[number]}, {"wide": WIDE}) | last)
            source = self._up[number].texture
        return Inputs({"haze": source}, {"kept": (1 - lens.bloom) * (1 - lens.veil)}, {"GLARE": 1})

    def release(self) -> None:
        for target in (*self._down, *self._up, self._mean):
            target.release()

    def _share(self, lens: LensSettings) -> Inputs:
        return Inputs({"mean": self._mean.texture}, {"bloom": lens.bloom, "veil": lens.veil}, {"LAST": 1})

    def _run(self, step: str, source: moderngl.Texture, target: Target, more: Inputs | None = None) -> None:
        inputs = Inputs({"from": source}, defines={step: 1}) | (more or Inputs())
        self.kit.run("glare", "stages/glare.glsl", target.framebuffer, inputs)


def levels(size: Size) -> list[Size]:
    """Sizes of the pyramid, finest first; at least two."""
    made = [(-(-size[0] // FIRST), -(-size[1] // FIRST))]
    while len(made) < 2 or min(made[-1]) > SMALLEST:
        made.append(((made[-1][0] + 1) // 2, (made[-1][1] + 1) // 2))
    return made


def vignette(corner_ev: float, lens: Intrinsics) -> Inputs:
    """Falloff as 1 / (1 + k r^2)^2, r being the tangent of the angle off the axis: at k = 1 the cosine to the fourth.

    ``corner_ev``: stops lost in the farthest corner; k follows from it.
    """
    if corner_ev <= 0:
        return Inputs()
    x, y = max(lens.cx, lens.width - lens.cx) / lens.fx, max(lens.cy, lens.height - lens.cy) / lens.fy
    k = (2.0 ** (corner_ev / 2) - 1) / (x * x + y * y)
    axis = (lens.cx, lens.cy, k**0.5 / lens.fx, k**0.5 / lens.fy)
    return Inputs(uniforms={"axis": axis}, defines={"VIGNETTE": 1})
