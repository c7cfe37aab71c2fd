"""Noise taken out of a lightmap without letting light run round corners or from one chart to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.scene.lightbake.unwrap import Texels

Floats = NDArray[np.float32]


def smoothed(texels: Texels, values: Floats, reach: int, width_m: float) -> Floats:
    """(N, C) values of the filled texels, each a mean of its neighbours within ``reach`` texels, ``width_m`` metres and like normals.

    For light that has bounced, which has no edges but the room's own: a lamp's shadow is not smoothed.
    """
    width, height = texels.size
    number = np.full(width * height, -1, np.int64)
    number[texels.index] = np.arange(len(texels.index))
    row, column = np.divmod(texels.index, width)
    total, weights = values.copy(), np.ones(len(values), np.float32)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if dx or dy:
                _add(texels, values, number, (row + dy, column + dx), width_m, (total, weights))
    return np.asarray(total / weights[:, None], np.float32)


def _add(
    texels: Texels,
    values: Floats,
    number: NDArray[np.int64],
    place: tuple[NDArray[np.int64], NDArray[np.int64]],
    width_m: float,
    sums: tuple[Floats, Floats],
) -> None:
    row, column = place
    width, height = texels.size
    within = (row >= 0) & (row < height) & (column >= 0) & (column < width)
    other = np.where(within, number[np.clip(row, 0, height - 1) * width + np.clip(column, 0, width - 1)], -1)
    own = np.flatnonzero(other >= 0)
    other = other[own]
    apart = ((texels.points[own] - texels.points[other]) ** 2).sum(axis=1)
    alike = (texels.normals[own] * texels.normals[other]).sum(axis=1)
    weight = np.exp(-apart / (2 * width_m**2)) * np.clip((alike - 0.8) * 5, 0, 1)
    sums[0][own] += values[other] * weight[:, None].astype(np.float32)
    sums[1][own] += weight.astype(np.float32)
