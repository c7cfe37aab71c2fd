"""What of the camera the set takes over: how soft its edges are, how its colours part, where its black lies. Sums, and two stages."""

from __future__ import annotations

import math

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import Intrinsics, Placement
from vpstudio.model.look import Look, MatchSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target, Uniform

EDGE_SIGMAS = 2.563  # 10 to 90 per cent of a Gaussian edge
PIXEL = 0.12  # variance of an edge of the set itself: a pixel's width, and four samples of light seen through the curve
BETWEEN = 1 / 6  # and of reading between pixels by straight lines, on average
LEAST_SIGMA_PX = 0.25
WIDEST_SIGMA_PX = 8.0
NARROW = 0.4
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
    """The blur of the camera's own edge."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit, self.size = kit, size
        self._targets: tuple[Target, Target] | None = None

    def prepare(self, picture: moderngl.Texture, sigma_px: float) -> moderngl.Texture:
        """``picture`` itself where ``sigma_px`` is 0; else it, softened."""
        if not sigma_px:
            return picture
        if self._targets is None:
            made = (Target(self.kit.context, self.size, (4, kind), linear=True) for kind in ("f2", "f1"))
            self._targets = (next(made), next(made))
        across, down = self._targets
        self._run(picture, (1 / self.size[0], 0.0), across, sigma_px, {})
        self._run(across.texture, (0.0, 1 / self.size[1]), down, sigma_px, {"LAST": 1})
        return down.texture

    def release(self) -> None:
        for target in self._targets or ():
            target.release()

    def _run(self, source: moderngl.Texture, along: tuple[float, float], target: Target, sigma_px: float, defines: dict[str, int]) -> None:
        middle, pairs = taps(sigma_px)
        uniforms: dict[str, Uniform] = {"along": along, "middle": middle, "taps": pairs.astype("f4").tobytes()}
        self.kit.run(
            "sharpness", "stages/sharpness.glsl", target.framebuffer, Inputs({"from": source}, uniforms, {"TAPS": len(pairs), **defines})
        )


def taps(sigma_px: float) -> tuple[float, NDArray[np.float64]]:
    """A Gaussian for linear sampling: the middle's weight, and (N, 2) offset and weight of pairs on either side. All sum to 1."""
    if sigma_px**2 < NARROW:  # sampled, so narrow a Gaussian is narrower still
        return 1 - sigma_px**2, np.array([[1.0, sigma_px**2 / 2]])
    reach = 2 * max(1, math.ceil(1.5 * sigma_px))
    weights = np.exp(-0.5 * (np.arange(reach + 1) / sigma_px) ** 2)
    weights /= weights[0] + 2 * weights[1:].sum()
    odd, even, at = weights[1::2], weights[2::2], np.arange(1, reach + 1, 2)
    both = odd + even
    return float(weights[0]), np.column_stack([at + even / np.maximum(both, 1e-12), both])
