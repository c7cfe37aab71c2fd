"""Drawing for the demo actor: smooth outlines, soft volumes and light on them. Works in linear light; axes x right, y down, z to the eye.

All measures are in design pixels, those of the actor's 720x1280 picture; a ``Sheet`` says how many real pixels each is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
"""float32; OpenCV's own types do not tell."""
Points = Sequence[tuple[float, float]] | NDArray[Any]
Colour = tuple[float, float, float]

FINE = 4
KEY = np.array((-0.56, -0.48, 0.675), np.float32)
KEY_COLOUR = np.array((1.32, 1.2, 1.06), np.float32)
SKY = np.array((0.40, 0.43, 0.47), np.float32)
GROUND = np.array((0.27, 0.25, 0.23), np.float32)
RIM = np.array((0.88, -0.30, -0.36), np.float32)
RIM_COLOUR = np.array((0.62, 0.72, 0.90), np.float32)
LAMPS = np.stack((KEY, (KEY + (0, 0, 1)) / np.linalg.norm(KEY + (0, 0, 1)), RIM)).astype(np.float32)
"""Where the key is, halfway from it to the eye, and where the rim light is."""
SPILL = np.array((0.012, 0.085, 0.022), np.float32)


@dataclass(frozen=True)
class Sheet:
    """A piece of paper: its top-left corner in design pixels, its size in real pixels, and real pixels to a design pixel."""

    left: float
    top: float
    width: int
    height: int
    scale: float

    @staticmethod
    def over(left: float, top: float, right: float, bottom: float, scale: float) -> Sheet:
        return Sheet(left, top, round((right - left) * scale), round((bottom - top) * scale), scale)

    def grid(self) -> tuple[Floats, Floats]:
        """x and y in design pixels at each real pixel's centre, both (h, w)."""
        x = (np.arange(self.width, dtype=np.float32) + 0.5) / self.scale + self.left
        y = (np.arange(self.height, dtype=np.float32) + 0.5) / self.scale + self.top
        return np.meshgrid(x, y)  # type: ignore[return-value]

    def fill(self, *outlines: Points) -> Floats:
        """How much of each pixel lies inside the closed outlines, (h, w) 0..1."""
        canvas = np.zeros((self.height * FINE, self.width * FINE), np.uint8)
        for outline in outlines:
            cv2.fillPoly(canvas, [self._fixed(outline)], 255, cv2.LINE_8, 4)
        return cv2.resize(canvas, (self.width, self.height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255

    def stroke(self, line: Points, widths: Sequence[float]) -> Floats:
        """A line whose width runs evenly through ``widths`` (full widths, design pixels), as coverage (h, w)."""
        points = np.asarray(line, np.float64)
        width = np.interp(np.linspace(0, 1, len(points)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
        along = np.gradient(points, axis=0)
        across = np.stack((-along[:, 1], along[:, 0]), axis=1) / (np.hypot(along[:, 0], along[:, 1])[:, None] + 1e-6)
        return self.fill(np.concatenate((points + across * width, (points - across * width)[::-1])))

    def blur(self, field: Floats, sigma: float) -> Floats:
        """Gaussian blur, ``sigma`` in design pixels; a wide one is worked at a smaller size, where it costs less and looks the same."""
        wide = max(0.3, sigma * self.scale)
        smaller = int(wide / 2.5)
        if smaller < 2:
            return cv2.GaussianBlur(field, (0, 0), wide)
        size = (max(1, self.width // smaller), max(1, self.height // smaller))
        small = cv2.GaussianBlur(cv2.resize(field, size, interpolation=cv2.INTER_AREA), (0, 0), wide / smaller)
        return cv2.resize(small, (self.width, self.height), interpolation=cv2.INTER_CUBIC)

    def _fixed(self, outline: Points) -> NDArray[np.int32]:
        points = (np.asarray(outline, np.float64) - (self.left, self.top)) * (self.scale * FINE)
        return np.rint((points - 0.5) * 16).astype(np.int32)


def curve(points: Points, closed: bool = False, steps: int = 14) -> NDArray[np.float64]:
    """A Catmull-Rom spline through ``points``: (n, 2)."""
    p = np.asarray(points, np.float64)
    p = np.concatenate((p[-1:], p, p[:2])) if closed else np.concatenate((2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate(parts if closed else [*parts, p[-2:-1]])


def mirrored(points: Points, axis: float = 0.0) -> list[tuple[float, float]]:
    """A half outline from top to bottom on the right, closed by its mirror image on the left."""
    half = [(float(x), float(y)) for x, y in points]
    return half + [(2 * axis - x, y) for x, y in reversed(half) if x != axis]


def bump(x: Floats, y: Floats, at: tuple[float, float], size: tuple[float, float]) -> Floats:
    """A soft hill of height 1."""
    return np.exp(-(((x - at[0]) / size[0]) ** 2 + ((y - at[1]) / size[1]) ** 2))  # type: ignore[no-any-return]


def smooth(value: Floats | float, low: float, high: float) -> Floats:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((np.asarray(value, np.float32) - low) / (high - low), 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)  # type: ignore[no-any-return]


def inflated(sheet: Sheet, cover: Floats, radius: float, soft: float = 3.0) -> Floats:
    """The height in design pixels of a shape blown up like a cushion whose edge is ``radius`` round."""
    depth = cv2.distanceTransform((cover > 0.5).astype(np.uint8), cv2.DIST_L2, 5) / sheet.scale
    away = 1 - np.clip(depth / radius, 0, 1)
    return sheet.blur((radius * np.sqrt(np.clip(1 - away * away, 0, 1))).astype(np.float32), soft)


def normals(height: Floats, scale: float) -> Floats:
    """Unit normals (h, w, 3) of a height field in design pixels."""
    down, across = np.gradient(height * scale)
    up = (1 / np.sqrt(across * across + down * down + 1)).astype(np.float32)
    return cv2.merge((-across * up, -down * up, up))


def lit(
    albedo: Floats,
    normal: Floats,
    *,
    wrap: Colour = (0.25, 0.25, 0.25),
    gloss: float | Floats = 0.0,
    power: float = 24.0,
    shade: float | Floats = 1.0,
    occlusion: float | Floats = 1.0,
    rim: float = 0.5,
    spill: float = 1.0,
) -> Floats:
    """Linear-light colour (h, w, 3) under the key from the upper left, a soft sky, a cool rim from behind right and the cloth's green.

    wrap: how far light bends round in each channel (skin: most in red). shade: what of the key arrives. occlusion: what of the sky.
    """
    facing, towards, behind = cv2.split(cv2.transform(normal, LAMPS))
    bend = np.array(wrap, np.float32)
    diffuse = np.clip((facing[..., None] + bend) / (1 + bend), 0, 1)
    diffuse *= 0.86 + 0.14 * diffuse
    sky = 0.5 - 0.5 * normal[..., 1:2]
    ambient = (GROUND + (SKY - GROUND) * sky) * _wide(occlusion)
    shine = cv2.pow(np.clip(towards, 0, 1), power)
    grazing = np.clip(1 - normal[..., 2], 0, 1)
    edge = (np.clip(behind, 0, 1) ** 2 * grazing)[..., None] * RIM_COLOUR * rim
    green = (grazing**2)[..., None] * SPILL * spill
    light = albedo * (KEY_COLOUR * diffuse * _wide(shade) + ambient)
    return (light + _wide(shine * gloss * shade) * KEY_COLOUR + edge * (0.35 + albedo) + green).astype(np.float32)  # type: ignore[no-any-return]


def painted(sheet: Sheet, colour: Colour) -> Floats:
    """A sheet of one linear colour."""
    return np.broadcast_to(np.array(colour, np.float32), (sheet.height, sheet.width, 3)).copy()


def mixed(under: Floats, over: Floats | Colour, amount: Floats | float) -> Floats:
    """``over`` painted on ``under`` by ``amount``."""
    weight = np.asarray(amount, np.float32)
    weight = weight[..., None] if weight.ndim == 2 else weight
    return under + (np.asarray(over, np.float32) - under) * weight  # type: ignore[no-any-return]


def stacked(under: Floats, under_cover: Floats, over: Floats, over_cover: Floats) -> tuple[Floats, Floats]:
    """One coloured coverage over another: colour (h, w, 3) and coverage (h, w), so that no hidden paint shows at an edge."""
    cover = over_cover + under_cover * (1 - over_cover)
    share = over_cover / np.maximum(cover, 1e-4)
    return mixed(under, over, share), cover


def _wide(value: float | Floats) -> Floats:
    array = np.asarray(value, np.float32)
    return array[..., None] if array.ndim == 2 else array


def codes(linear: Floats) -> Floats:
    """Display codes 0..255 as float of linear light: a soft shoulder above 0.75, then the sRGB curve (IEC 61966-2-1)."""
    x = np.maximum(linear, 0)
    over = np.maximum(x - 0.75, 0)
    x = np.minimum(x, 0.75) + 0.25 * over / (over + 0.25)
    return (255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.maximum(x, 0.0031308) ** (1 / 2.4) - 0.055)).astype(np.float32)  # type: ignore[no-any-return]
