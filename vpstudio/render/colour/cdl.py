"""The ASC CDL (American Society of Cinematographers, Color Decision List 1.2): slope, offset, power, then saturation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # Rec. 709, as the ASC fixes it for every space

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Cdl:
    """One correction. Slope >= 0, power > 0, saturation >= 0; the defaults change nothing within 0..1."""

    slope: Triple = (1.0, 1.0, 1.0)
    offset: Triple = (0.0, 0.0, 0.0)
    power: Triple = (1.0, 1.0, 1.0)
    saturation: float = 1.0

    def apply(self, rgb: Array) -> Array:
        """(..., 3) corrected; clamped to 0..1 before the power and after the saturation, as the ASC has it."""
        graded = np.clip(rgb * np.array(self.slope) + np.array(self.offset), 0.0, 1.0) ** np.array(self.power)
        luminance = (graded @ LUMINANCE)[..., None]
        return np.clip(luminance + self.saturation * (graded - luminance), 0.0, 1.0)
