"""What colour temperature light has: Planck's curve in the 1960 diagram by Krystek's fractions (1985), 1000 to 15,000 K.

The other way round, and to 25,000 K: ``daylight.kelvin``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
"""Linear Rec.709 -> XYZ."""
LOW, HIGH = 1000.0, 15000.0
Vector = NDArray[np.float64]


def locus(kelvins: Vector) -> tuple[Vector, Vector]:
    """(u, v) of black bodies."""
    t = np.clip(np.asarray(kelvins, np.float64), LOW, HIGH)
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t**2) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t**2)
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t**2) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t**2)
    return u, v


def temperature(colour: Vector) -> float:
    """The correlated colour temperature of linear Rec.709 light: the nearest point of the curve, 0 for no light. Colours beyond its
    ends take the end."""
    x, y, z = XYZ @ np.maximum(np.asarray(colour, np.float64), 0)
    total = x + 15 * y + 3 * z
    if total <= 0:
        return 0.0
    t = 1e6 / np.linspace(1e6 / HIGH, 1e6 / LOW, 4000)
    along, up = locus(t)
    return float(t[np.argmin((along - 4 * x / total) ** 2 + (up - 6 * y / total) ** 2)])
