"""A small picture of a screen and an actor in display light, with the measures that keys are made of. Planes, for speed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture

Light = NDArray[Any]
"""float32; numpy's own types lose that on the way."""
Kind = Literal["green", "blue"]
Rgb = tuple[float, float, float]
DARK = 0.004
"""Added to a sum of light that is divided by: what is nearly black has no hue."""


@dataclass(frozen=True, slots=True, eq=False)
class Shine:
    """light: (h, w, 3). total: r + g + b. k: the colour-difference surplus of shaders/keyers/colour_difference.glsl."""

    light: Light
    total: Light
    k: Light

    @classmethod
    def of(cls, light: Light, kind: Kind, balance: float) -> Shine:
        planes = cv2.split(light)
        own, one, two = (planes[1], planes[0], planes[2]) if kind == "green" else (planes[2], planes[0], planes[1])
        low, high = cv2.min(one, two), cv2.max(one, two)
        rival = cv2.addWeighted(high, balance, low, 1 - balance, 0.0)
        return cls(light, cv2.add(cv2.add(planes[0], planes[1]), planes[2]), cv2.subtract(own, rival))


def shine_of(colour: Rgb, kind: Kind, balance: float) -> tuple[float, float]:
    """(k, total) of one colour."""
    one = Shine.of(np.array([[colour]], np.float32), kind, balance)
    return float(one.k[0, 0]), float(one.total[0, 0])


def hue_apart(shine: Shine, colour: Rgb) -> Light:
    """How far apart in chromaticity (r, g, each part of r + g + b)."""
    whole = sum(colour) + DARK
    scale = 1.0 / (shine.total + DARK)
    red = cv2.multiply(shine.light[..., 0], scale) - colour[0] / whole
    green = cv2.multiply(shine.light[..., 1], scale) - colour[1] / whole
    return cv2.magnitude(red, green)


def ramp(x: Any, low: float, high: float) -> Light:
    """GLSL's smoothstep."""
    t = np.clip((np.asarray(x, np.float32) - low) * (1.0 / (high - low)), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


@cache
def kernel(size: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)


def in_light(rgb: Picture) -> Light:
    """(h, w, 3) uint8 sRGB codes as display light, float32 (IEC 61966-2-1)."""
    return np.asarray(cv2.LUT(rgb, _table().reshape(1, 256)), np.float32)


@cache
def _table() -> Light:
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)
