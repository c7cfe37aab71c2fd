"""Light of what is too small for the map: of a sheet of paper with a texel or two, the one looked at may lie under the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.scene.lightbake.unwrap import Texels
from vpstudio.scene.lightbake.world import Floats

FEW = 24
"""Texels of a chart below which its own are not to be trusted; a sheet half a texel wide still gets seventeen."""
CELL_TEXELS, CELL_M = 2.5, (0.04, 0.25)
"""Over how many texels, and metres at least and at most, the small ones of one mesh share their light."""


def evened(texels: Texels, values: Floats) -> Floats:
    """(N, 4) light and openness, with those of small charts the mean of what lies near on the same mesh and looks the same way; what
    is buried counts for next to nothing, so that a stack is lit as what can be seen of it."""
    small = np.flatnonzero(np.bincount(texels.chart, minlength=1)[texels.chart] < FEW)
    if not len(small):
        return values
    cell = float(np.clip(CELL_TEXELS * texels.side_m, *CELL_M))
    made = values.copy()
    made[small] = np.mean([_shared(texels, values, small, cell, offset) for offset in (0.0, 0.5)], axis=0)
    return made


def _shared(texels: Texels, values: Floats, small: NDArray[np.intp], cell: float, offset: float) -> Floats:
    """Means over cubes of a grid, for each of six ways to look."""
    normals = texels.normals[small]
    axis = np.abs(normals).argmax(axis=1)
    way = axis * 2 + (np.take_along_axis(normals, axis[:, None], 1)[:, 0] > 0)
    place = np.floor(texels.points[small] / cell + offset).astype(np.int64)
    key = np.column_stack([texels.mesh[small], way, place])
    group = np.unique(key, axis=0, return_inverse=True)[1].ravel()
    weight = values[small, 3] ** 2 + 1e-3
    total = np.bincount(group, weight)
    means = np.stack([np.bincount(group, weight * values[small, k]) / total for k in range(4)], axis=1)
    return np.asarray(means[group], np.float32)
