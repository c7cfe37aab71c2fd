"""A crew's own look on the finished picture: an ASC CDL, then a table. Plain data, read in engine/, drawn in render/."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Grade:
    """On display codes 0..1. slope, offset, power, saturation: the CDL, which changes nothing by default.

    table: (N, 3) float32, a curve for each channel, or (blue, green, red, 3), a cube; None for none. low, high: its domain.
    """

    slope: Triple = (1.0, 1.0, 1.0)
    offset: Triple = (0.0, 0.0, 0.0)
    power: Triple = (1.0, 1.0, 1.0)
    saturation: float = 1.0
    table: NDArray[np.float32] | None = None
    low: Triple = (0.0, 0.0, 0.0)
    high: Triple = (1.0, 1.0, 1.0)
