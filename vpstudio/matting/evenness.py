"""How evenly a green or blue screen is lit, in stops against its own middle, and which lamp to move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.plates import screen_confidence
from vpstudio.matting.screen_light import in_light
from vpstudio.problem import Problem

LONG_SIDE = 480
SMOOTH = 0.02
"""Of the longer side: camera noise and the weave of the cloth are no unevenness."""
EVEN_STOPS = 0.5
"""A side this much darker than the middle is told; a key has no trouble below it."""
SPREAD_STOPS = 1.0
LEAST_PART = 0.02
DARK_SIDES = {"left": "plate.dark_left", "right": "plate.dark_right", "top": "plate.dark_top", "bottom": "plate.dark_bottom"}
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")
STEPS: tuple[tuple[float, tuple[int, int, int]], ...] = (
    (-1.0, (44, 30, 148)),
    (-0.5, (38, 96, 214)),
    (-0.25, (52, 168, 205)),
    (0.0, (92, 176, 92)),
    (0.25, (233, 205, 70)),
    (0.5, (240, 132, 40)),
    (1.0, (214, 42, 42)),
)
"""False colours: (stops, sRGB codes). Within a quarter stop of the middle is green, darker goes to blue, brighter to red."""
EDGES = (-0.75, -0.375, -0.125, 0.125, 0.375, 0.75)

Stops = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Evenness:
    """stops: (h, w) float32 against the screen's median, NaN where no screen is; of the whole upright picture.

    spread: from its 5th to its 95th percentile. left, right, top, bottom: median of the outer fifth of the screen there.
    corner: the darkest, one of ``CORNERS``, or empty where the screen reaches into none; corner_stops: its median.
    """

    stops: Stops
    spread: float
    left: float
    right: float
    top: float
    bottom: float
    corner: str
    corner_stops: float

    @property
    def problem(self) -> Problem | None:
        """What to move, or None where the screen is even enough (``plate.dark_left`` ..., ``plate.hot_spot``, ``plate.uneven``)."""
        side, darkest = min((("left", self.left), ("right", self.right), ("top", self.top), ("bottom", self.bottom)), key=lambda s: s[1])
        if darkest <= -EVEN_STOPS:
            return Problem(DARK_SIDES[side], stops=f"{-darkest:.1f}")
        brightest = float(np.nanpercentile(self.stops, 97))
        if brightest >= 1.5 * EVEN_STOPS:
            return Problem("plate.hot_spot", stops=f"{brightest:.1f}")
        return Problem("plate.uneven", stops=f"{self.spread:.1f}") if self.spread >= SPREAD_STOPS else None

    def picture(self) -> NDArray[np.uint8]:
        """(h, w, 4) uint8 RGBA in the colours of ``STEPS``, alpha 0 where no screen is."""
        known = np.isfinite(self.stops)
        colours = np.array([(*colour, 255) for _, colour in STEPS], np.uint8)
        step = np.searchsorted(np.array(EDGES, np.float32), np.where(known, self.stops, 0))
        return np.asarray(colours[step] * known[..., None].astype(np.uint8))


def evenness(rgb: Picture, confidence: NDArray[Any] | None = None) -> Evenness | None:
    """Of an upright picture (h, w, 3) uint8 sRGB, with the actor or without; None where no screen is seen.

    confidence: (h, w) 0..1, where the screen is, of the same size; found in the picture if not given. Some 30 ms.
    """
    if confidence is None:
        confidence = screen_confidence(rgb)
    size = _size(rgb)
    light = in_light(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)).max(axis=2)
    cloth = cv2.resize(np.asarray(confidence, np.float32), size, interpolation=cv2.INTER_AREA) > 0.9
    if np.count_nonzero(cloth) < LEAST_PART * cloth.size:
        return None
    stops = _stops(light, cloth)
    low, high = np.nanpercentile(stops, (5, 95))
    corner, corner_stops = _darkest_corner(stops)
    left, right, top, bottom = _sides(stops)
    return Evenness(stops, float(high - low), left, right, top, bottom, corner, corner_stops)


def _size(rgb: Picture) -> tuple[int, int]:
    scale = min(1.0, LONG_SIDE / max(rgb.shape[:2]))
    return max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale))


def _stops(light: Stops, cloth: NDArray[np.bool_]) -> Stops:
    """Smoothed over cloth alone, so that the actor's edge darkens nothing."""
    sigma = SMOOTH * max(light.shape) / 2
    weight = cv2.GaussianBlur(cloth.astype(np.float32), (0, 0), sigma)
    mean = cv2.GaussianBlur(np.where(cloth, light, 0).astype(np.float32), (0, 0), sigma) / np.maximum(weight, 1e-3)
    stops = np.log2(np.maximum(mean, 1e-4))
    return np.where(cloth, stops - np.median(stops[cloth]), np.nan).astype(np.float32)


def _sides(stops: Stops) -> tuple[float, float, float, float]:
    """Left, right, top, bottom: the outer fifth of where the screen reaches."""
    rows, columns = np.nonzero(np.isfinite(stops))
    x_low, x_high = np.percentile(columns, (20, 80))
    y_low, y_high = np.percentile(rows, (20, 80))
    values = stops[rows, columns]
    masks = (columns <= x_low, columns >= x_high, rows <= y_low, rows >= y_high)
    left, right, top, bottom = (float(np.median(values[mask])) for mask in masks)
    return left, right, top, bottom


def _darkest_corner(stops: Stops) -> tuple[str, float]:
    """Of the corners of the picture, a fifth of its sides long, in which there is some screen."""
    height, width = stops.shape
    tall, wide = max(1, height // 5), max(1, width // 5)
    parts = (stops[:tall, :wide], stops[:tall, -wide:], stops[-tall:, :wide], stops[-tall:, -wide:])
    known = [part[np.isfinite(part)] for part in parts]
    medians = {name: float(np.median(values)) for name, values in zip(CORNERS, known, strict=True) if len(values) > 0.1 * tall * wide}
    return min(medians.items(), key=lambda each: each[1], default=("", 0.0))
