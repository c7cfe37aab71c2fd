"""Is there a green or blue screen in the picture, of what colour, how much of it, and how evenly lit?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture

LONG_SIDE = 320
BINS = 40
COMPACT = 0.085
"""How far in chromaticity (r, g, each part of r + g + b in linear light) a screen's pixels lie from its commonest colour."""
UPPER = 0.6
"""The part of the sides, from the top, where the screen must show: lower down an actor's shoulders fill the picture."""

Mask = NDArray[np.bool_]
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that was found.

    colour: linear-light RGB, the median of each channel over pixels that are surely screen. coverage: part of the picture.
    evenness_stops: how many stops lie between its dark and bright parts (5th and 95th percentile of the screen's channel).
    behind: part of the picture's upper edge and upper sides where screen shows. left, right: the same of each side alone.
    texture: median change of brightness from pixel to pixel, in stops: cloth and walls are smooth, leaves are not.
    spread: part of all screen-like pixels that lie outside the screen's own narrow range of colours.
    """

    kind: Literal["green", "blue"]
    colour: Rgb
    coverage: float
    evenness_stops: float
    behind: float
    left: float
    right: float
    texture: float
    spread: float

    @property
    def plausible(self) -> bool:
        """A screen and not a plant, a garment or a coloured object; a yellowish wall only where it is all there is to see."""
        large = self.coverage >= 0.06 and self.behind >= 0.12
        yellowish = self.kind == "green" and self.colour[1] < 1.15 * self.colour[0]
        return large and self.texture <= 0.08 and self.spread <= 0.45 and (self.whole or not yellowish)

    @property
    def whole(self) -> bool:
        """It reaches round the actor: along the top and down both sides."""
        return self.behind >= 0.55 and min(self.left, self.right) >= 0.3


def measure(rgb: Picture) -> Screen | None:
    """The screen in an upright picture (H, W, 3) uint8 sRGB, or None where there is none.

    Of several candidates the larger plausible one counts. Works at 320 pixels on the longer side, some 5 ms.
    """
    picture = _small(rgb)
    linear = _linear(cv2.medianBlur(picture, 3))
    found = [screen for kind in ("green", "blue") if (screen := _candidate(linear, picture, kind)) is not None]  # type: ignore[arg-type]
    plausible = [screen for screen in found if screen.plausible]
    return max(plausible, key=lambda screen: screen.coverage, default=None)


def screen_mask(rgb: Picture, kind: Literal["green", "blue"] = "green") -> Mask:
    """(h, w) bool at working size: pixels of the commonest screen-like colour."""
    linear = _linear(cv2.medianBlur(_small(rgb), 3))
    return _clustered(linear, _screenlike(linear, kind))


def _candidate(linear: NDArray[Any], picture: Picture, kind: Literal["green", "blue"]) -> Screen | None:
    like = _screenlike(linear, kind)
    if np.count_nonzero(like) < 0.02 * like.size:
        return None
    mask = _clustered(linear, like)
    sure = cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    if np.count_nonzero(sure) < 0.01 * sure.size:
        return None
    pixels = linear[sure]
    red, green, blue = (float(value) for value in np.median(pixels, axis=0))
    low, high = np.percentile(pixels[:, 1 if kind == "green" else 2], (5, 95))
    left, right, behind = _reach(mask)
    return Screen(
        kind,
        (red, green, blue),
        float(mask.mean()),
        float(np.log2(max(high, 1e-4) / max(low, 1e-4))),
        behind,
        left,
        right,
        _texture(picture, sure),
        float(1 - np.count_nonzero(mask & like) / np.count_nonzero(like)),
    )


def _screenlike(linear: NDArray[Any], kind: Literal["green", "blue"]) -> Mask:
    """Pixels that a colour-difference key would take out: k = G - (R + B)/2, or B - max(R, G), large beside the channel itself.

    A yellow-green wall has G near R but hardly any blue, hence the mix for green; sky and denim ask more of blue.
    """
    red, green, blue = cv2.split(linear)
    if kind == "green":
        strong = green - 0.5 * (red + blue) > 0.34 * green
        return strong & (green > 0.006) & (green > 0.93 * red) & (green > 1.35 * blue)
    return (blue - np.maximum(red, green) > 0.5 * blue) & (blue > 0.012)


def _clustered(linear: NDArray[Any], like: Mask) -> Mask:
    """Of the screen-like pixels those near the commonest chromaticity, without specks."""
    total = linear.sum(axis=2) + 1e-6
    r, g = linear[..., 0] / total, linear[..., 1] / total
    counts = np.histogram2d(r[like], g[like], bins=BINS, range=((0, 1), (0, 1)))[0].astype(np.float32)
    counts = cv2.GaussianBlur(counts, (0, 0), 1.0)
    at_r, at_g = np.unravel_index(int(counts.argmax()), counts.shape)
    near = like & (np.hypot(r - (at_r + 0.5) / BINS, g - (at_g + 0.5) / BINS) < COMPACT)
    return cv2.morphologyEx(near.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).astype(bool)


def _reach(mask: Mask) -> tuple[float, float, float]:
    """How much of the left side, of the right side and of both with the top is screen, a few pixels in from the edge."""
    height, width = mask.shape
    deep = max(2, round(0.02 * min(height, width)))
    upper = max(1, round(UPPER * height))
    left, right = mask[:upper, :deep].mean(axis=1), mask[:upper, -deep:].mean(axis=1)
    top = mask[:deep].mean(axis=0)
    return float(left.mean()), float(right.mean()), float(np.concatenate((left, right, top)).mean())


def _texture(picture: Picture, sure: Mask) -> float:
    """Median difference of neighbouring pixels in stops, camera noise taken off by a small blur first."""
    stops = np.log2(cv2.GaussianBlur(_linear(picture).sum(axis=2), (0, 0), 1.0) + 0.004)
    across = np.abs(cv2.Sobel(stops, cv2.CV_32F, 1, 0, ksize=3)) / 8
    down = np.abs(cv2.Sobel(stops, cv2.CV_32F, 0, 1, ksize=3)) / 8
    return float(np.percentile(np.hypot(across, down)[sure], 75))


def _small(rgb: Picture) -> Picture:
    scale = LONG_SIDE / max(rgb.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(rgb)
    size = (max(8, round(rgb.shape[1] * scale)), max(8, round(rgb.shape[0] * scale)))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _linear(rgb: Picture) -> NDArray[Any]:
    return _light()[rgb]


@cache
def _light() -> NDArray[Any]:
    """sRGB codes as linear light (IEC 61966-2-1)."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)
