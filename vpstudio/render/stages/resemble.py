"""What of the camera the set takes over: how soft its edges are, how its colours part, where its black lies. Sums, and two stages."""

from __future__ import annotations

import math

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import Intrinsics, Placement
from vpstudio.model.look import Look, MatchSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target

EDGE_SIGMAS = 2.563  # 10 to 90 per cent of a Gaussian edge
PIXEL = 0.12  # variance of an edge of the set itself: a pixel's width, and four samples of light seen through the curve
BETWEEN = 1 / 6  # and of reading between pixels by straight lines, on average
LEAST_SIGMA_PX = 0.25
WIDEST_SIGMA_PX = 8.0
FOUR_MOST = 0.55
HALF_LEAST, HALF_MOST = 1 / 4 + 2 / 3, 1 / 4 + 2 / 3 + 1.0
LAST = {"LAST": 1}
LEVELS, GROUPS, ROUNDS = 16, 32, 3
DARKEST_MOST = 0.08
"""Light: what is brighter is no black of any lens, and is left where it is."""
DARKEST_PART = 0.002
"""Twice the thousandth that is to be black: the blur that follows lifts the rim of what is dark."""
GRID = 120
"""Samples along the picture's shorter side, of which the darkest are looked for."""


def softness_px(look: Look, placement: Placement, fine: bool, bent: bool) -> float:
    """Sigma in output pixels of the Gaussian that gives the set the plate's edges; 0 where it has them or they are not known."""
    lens = look.lens
    edge = {"auto": look.seen.edge_px, "typed": lens.edge_px, "full": None}[lens.sharpness]
    if edge is None:
        return 0.0
    plate = (edge / EDGE_SIGMAS) ** 2 + (0.0 if fine or placement.exact else BETWEEN)
    variance = plate * placement.scale**2 - PIXEL - (BETWEEN if bent else 0.0)
    sigma = math.sqrt(max(variance, 0.0))
    return min(sigma, WIDEST_SIGMA_PX) if sigma >= LEAST_SIGMA_PX else 0.0


def fringes(look: Look, placement: Placement, wide: Intrinsics) -> Inputs:
    """Red and blue larger than green about the lens's axis in the set's picture ``wide``; empty where they are not."""
    lens = look.lens
    corner = math.hypot(*placement.plate) / 2
    typed = (lens.fringe_px / 2 / corner, -lens.fringe_px / 2 / corner)
    red, blue = {"auto": look.seen.fringes, "typed": typed, "none": None}[lens.fringes] or (0.0, 0.0)
    if max(abs(red), abs(blue)) * corner * placement.scale < 0.05:
        return Inputs()
    return Inputs(uniforms={"fringe": (wide.cx, wide.cy, red, blue)}, defines={"FRINGES": 1})


def measured_black(look: Look) -> float | None:
    """The plate's black, where it was measured and is to be kept to."""
    return look.seen.black if look.match.black == "auto" else None


def matched(look: Look) -> MatchSettings:
    """The match with the black that counts."""
    black = measured_black(look)
    return look.match if black is None else look.match.model_copy(update={"black_code": min(black, look.match.grey_code / 2)})


class BlackStage:
    """Finds how bright the darkest of the set is, by counting, so that the GPU need not be waited for."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit = kit
        self.step = max(1, min(size) // GRID)
        self._samples = Target(kit.context, (size[0] // self.step, size[1] // self.step), (1, "f4"))
        self._counts = Target(kit.context, (LEVELS // 4, GROUPS), (4, "f4"))
        self._spans = (Target(kit.context, (1, 1), (2, "f4")), Target(kit.context, (1, 1), (2, "f4")))

    def prepare(self, view: Inputs, sigma_px: float) -> Inputs:
        """``view``: all that view.glsl needs. What it needs besides to set its black. sigma_px: by which it is softened after that."""
        self._run("stages/view.glsl", self._samples, view | Inputs(uniforms={"soft_px": sigma_px}, defines={"DARKEST": self.step}))
        width, height = self._samples.size
        wanted = f"{max(1.0, width * height * DARKEST_PART):.1f}"
        shared = Inputs(uniforms={"most": DARKEST_MOST}, defines={"LEVELS": LEVELS, "GROUPS": GROUPS, "WANTED": wanted})
        span, other = self._spans
        for _ in range(ROUNDS):
            self._run("stages/darkest.glsl", self._counts, shared | Inputs({"from": self._samples.texture}, defines={"COUNT": 1}))
            self._run("stages/darkest.glsl", span, shared | Inputs({"from": self._counts.texture}, defines={"NARROW": 1}))
            shared |= Inputs({"span": span.texture}, defines={"AGAIN": 1})
            span, other = other, span
        return Inputs({"darkest": other.texture}, defines={"BLACK": 1})

    def release(self) -> None:
        for target in (self._samples, self._counts, *self._spans):
            target.release()

    def _run(self, fragment: str, target: Target, inputs: Inputs) -> None:
        self.kit.run("black", fragment, target.framebuffer, inputs)


class SharpnessStage:
    """The blur of the camera's own edge: a Gaussian, or cheaply while the set moves and a processor draws it."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit, self.size = kit, size
        self._targets: dict[str, Target] = {}

    def prepare(self, picture: moderngl.Texture, sigma_px: float, cheap: bool = False) -> moderngl.Texture:
        """``picture`` itself where ``sigma_px`` is 0; else it, softened. cheap: at half the size where that is soft enough."""
        if not sigma_px:
            return picture
        variance, last = sigma_px**2, self._target("last", 1, "f1")
        if variance <= FOUR_MOST:
            # Two reads at a from the middle weigh a / 2, 1 - a, a / 2: their variance is a.
            self._run(picture, last, self._four(variance), LAST)
        elif cheap and HALF_LEAST <= variance <= HALF_MOST:
            half = self._target("half", 2, "f1")
            self._run(picture, half, self._four(half_offset(variance)), {})
            self._run(half.texture, last, Inputs(defines={"ENLARGED": 1}), LAST)
        else:
            across = self._target("across", 1, "f2")
            self._run(picture, across, gaussian(sigma_px, (1 / self.size[0], 0.0)), {})
            self._run(across.texture, last, gaussian(sigma_px, (0.0, 1 / self.size[1])), LAST)
        return last.texture

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        self._targets.clear()

    def _four(self, off_px: float) -> Inputs:
        return Inputs(uniforms={"off": (off_px / self.size[0], off_px / self.size[1])}, defines={"FOUR": 1})

    def _target(self, name: str, shrink: int, kind: str) -> Target:
        if name not in self._targets:
            size = (-(-self.size[0] // shrink), -(-self.size[1] // shrink))
            self._targets[name] = Target(self.kit.context, size, (4, kind), linear=True)
        return self._targets[name]

    def _run(self, source: moderngl.Texture, target: Target, how: Inputs, more: dict[str, int]) -> None:
        given = Inputs({"from": source}, {"size": tuple(float(side) for side in target.size)}, more)
        self.kit.run("sharpness", "stages/sharpness.glsl", target.framebuffer, how | given)


def half_offset(variance: float) -> float:
    """Where two smooth reads round the middle of two pixels must lie, so that with the enlarging they spread so far.

    At half a pixel they are the mean of the two, of variance 1/4; farther out at o they weigh the next two by o - 1/2 too, of variance
    1/4 + 2 (o - 1/2). Enlarging by straight lines adds 2/3.
    """
    return 0.5 + max(variance - HALF_LEAST, 0.0) / 2


def gaussian(sigma_px: float, along: tuple[float, float]) -> Inputs:
    """Along one axis, ``along`` being one pixel."""
    middle, pairs = taps(sigma_px)
    return Inputs(uniforms={"along": along, "middle": middle, "taps": pairs.astype("f4").tobytes()}, defines={"TAPS": len(pairs)})


def taps(sigma_px: float) -> tuple[float, NDArray[np.float64]]:
    """A Gaussian for linear sampling: the middle's weight, and (N, 2) offset and weight of pairs on either side. All sum to 1."""
    reach = 2 * max(1, math.ceil(1.5 * sigma_px))
    weights = np.exp(-0.5 * (np.arange(reach + 1) / sigma_px) ** 2)
    weights /= weights[0] + 2 * weights[1:].sum()
    odd, even, at = weights[1::2], weights[2::2], np.arange(1, reach + 1, 2)
    both = odd + even
    return float(weights[0]), np.column_stack([at + even / np.maximum(both, 1e-12), both])
