"""One frame as the live checks see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture

LONG_SIDE = 160
SOLID = 200
"""Alpha from which a pixel is surely actor ..."""
CLEAR = 70
"""... and up to which he is surely gone from it."""

SMALLEST = 0.01
"""Part of the picture that an actor covers."""


@dataclass(frozen=True, eq=False)
class Seen:
    """rgb: (h, w, 3) uint8; alpha: (h, w) uint8 as the composite will have it, as nearly as can be told without GL.

    plate: (h, w, 4) float32 of the clean plate, display light and confidence, or None. screen: the screen's colour, display light.
    """

    rgb: Picture
    alpha: Picture
    time_s: float
    plate: NDArray[np.float32] | None = None
    screen: tuple[float, ...] | None = None

    def follows(self, last: Seen, gap_s: float) -> bool:
        """Whether the two can be compared."""
        return self.rgb.shape == last.rgb.shape and 0 <= self.time_s - last.time_s <= gap_s

    @cached_property
    def solid(self) -> NDArray[np.bool_]:
        return np.asarray(self.alpha >= SOLID)

    @cached_property
    def clear(self) -> NDArray[np.bool_]:
        return np.asarray(self.alpha <= CLEAR)

    @cached_property
    def area(self) -> int:
        """Pixels that are surely actor."""
        return int(np.count_nonzero(self.solid))


def largest_difference(first: Picture, second: Picture) -> Picture:
    """(h, w) uint8: by how many codes the channel that differs most does."""
    r, g, b = cv2.split(cv2.absdiff(first, second))
    return cv2.max(cv2.max(r, g), b)


@dataclass(frozen=True, slots=True, eq=False)
class Blob:
    """Pixels that hang together: mask (h, w), how many, and where their centre lies."""

    mask: NDArray[np.bool_]
    area: int
    x: float
    y: float


def blobs(mask: NDArray[Any], least: float) -> list[Blob]:
    """The 8-connected parts of at least ``least`` pixels, largest first."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    kept = sorted((index for index in range(1, count) if areas[index] >= least), key=lambda index: -int(areas[index]))
    return [Blob(labels == index, int(areas[index]), float(centres[index][0]), float(centres[index][1])) for index in kept]
