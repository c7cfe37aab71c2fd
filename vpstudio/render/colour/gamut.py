"""Camera gamuts: 3x3 matrices on linear RGB columns, from the primaries that the makers publish (SMPTE RP 177-1993).

All have the white of D65, as the set's linear BT.709 has: no chromatic adaptation between them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
D65 = (0.3127, 0.3290)

# CIE 1931 xy of red, green and blue.
PRIMARIES = {
    "bt709": ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),  # ITU-R BT.709-6
    "bt2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),  # ITU-R BT.2020-2; N-Log is recorded in it
    "sgamut3cine": ((0.766, 0.275), (0.225, 0.800), (0.089, -0.087)),  # Sony 2014
    "vgamut": ((0.730, 0.280), (0.165, 0.840), (0.100, -0.030)),  # Panasonic 2014
    "cgamut": ((0.740, 0.270), (0.170, 1.140), (0.080, -0.100)),  # Canon 2018
    "awg3": ((0.6840, 0.3130), (0.2210, 0.8480), (0.0861, -0.1020)),  # ARRI 2012
    "awg4": ((0.7347, 0.2653), (0.1424, 0.8576), (0.0991, -0.0308)),  # ARRI 2022
}


def to_xyz(gamut: str) -> Array:
    """(3, 3) from linear RGB to CIE XYZ, with Y = 1 for RGB = 1."""
    columns = np.array([_xyz(x, y) for x, y in PRIMARIES[gamut]]).T
    return np.asarray(columns * np.linalg.solve(columns, _xyz(*D65)), np.float64)


def _xyz(x: float, y: float) -> Array:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def to_set(gamut: str) -> Array:
    """(3, 3) from the camera's linear RGB to the set's linear BT.709. Colours outside it come out negative."""
    return np.asarray(np.linalg.solve(to_xyz("bt709"), to_xyz(gamut)), np.float64)
