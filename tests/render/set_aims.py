"""What keeps a set from looking like a game, as numbers: how bright its walls, its windows and its far things are beside a face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FACE = 0.36
"""Light that a face sends back under the key that shows a grey card at 18 %."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
BACK_M = 10.0
OUTSIDE_M = 60.0
LEAST_SHARE = 0.02
"""What covers less of the picture is not judged."""


@dataclass(frozen=True)
class Aims:
    """Stops: wall under the face, outside over it; None where the picture has too little of either. blacks: the darkest twentieth by depth,
    near first."""

    wall: float | None
    outside: float | None
    blacks: tuple[float, ...]


def aims_of(light, metres, distance_m):
    """light: (H, W, 3) linear, metres: (H, W), row 0 on top; distance_m: where the actor stands."""
    shown = light @ LUMINANCE
    height = len(shown)
    behind_head = np.zeros(shown.shape, bool)
    behind_head[int(0.05 * height) : int(0.60 * height)] = True
    near = (metres > distance_m + 0.3) & (metres < distance_m + BACK_M)
    wall, outside = near & behind_head & (shown < 2 * FACE), metres > OUTSIDE_M
    bands = [(metres >= low) & (metres < high) for low, high in ((0, 6), (6, 40), (40, 5000))]
    return Aims(
        wall=_stops(wall, lambda: np.log2(FACE / np.median(shown[wall]))),
        outside=_stops(outside, lambda: np.log2(np.median(shown[outside]) / FACE)),
        blacks=tuple(float(np.percentile(shown[band], 5)) for band in bands if band.mean() > LEAST_SHARE),
    )


def _stops(part, value):
    return float(value()) if part.mean() > LEAST_SHARE else None


def yellowness(rgb):
    """b* of CIE L*a*b* (D65) of scene-linear Rec.709."""
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    part = matrix @ np.asarray(rgb) / (0.9505, 1.0, 1.089)
    root = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return 200.0 * float(root[1] - root[2])
