"""What the lens does to light before the sensor: a glow round what is far above white, a veil over all, darker corners."""

from __future__ import annotations

import moderngl

from vpstudio.model.camera import Intrinsics
from vpstudio.model.look import LensSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target, Uniform

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

    def prepare(self, colour: moderngl.Texture, lens: LensSettings) -> Inputs:
        """What the view needs; ``colour``: scene-linear light at full size."""
        if lens.bloom <= 0 and lens.veil <= 0:
            return Inputs()
        self._run("FIRST", colour, self._down[0])
        for finer, coarser in zip(self._down, self._down[1:], strict=False):
            self._run("DOWN", finer.texture, coarser)
        self._run("MEAN", self._down[-1].texture, self._mean)
        source = self._down[-1]
        for own, target in zip(reversed(self._down[:-1]), reversed(self._up), strict=True):
            self._run("UP", source.texture, target, Inputs({"finer": own.texture}, {"wide": WIDE}))
            source = target
        shares: dict[str, Uniform] = {"bloom": lens.bloom, "veil": lens.veil}
        return Inputs({"glow": source.texture, "mean": self._mean.texture}, shares, {"GLARE": 1})

    def release(self) -> None:
        for target in (*self._down, *self._up, self._mean):
            target.release()

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
