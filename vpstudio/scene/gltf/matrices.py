"""Small transforms: translation, rotation and scale as matrices, the turn to Z up, and texture placement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = Sequence[float] | NDArray[np.floating[Any]]

# x -> x, y -> z, z -> -y
Z_UP = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], dtype=np.float64)


def rotation(quaternion: Vector) -> Matrix:
    """(3, 3) of glTF's (x, y, z, w), made a unit first; no turn where it has no length."""
    x, y, z, w = (float(part) for part in quaternion)
    length = math.sqrt(x * x + y * y + z * z + w * w)
    if not 1e-12 < length < 1e30:
        return np.eye(3)
    x, y, z, w = x / length, y / length, z / length, w / length
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def composed(translation: Vector, quaternion: Vector, scale: Vector) -> Matrix:
    """(4, 4) T R S, column vectors (glTF 2.0 specification, section 3.5.3)."""
    matrix = np.eye(4)
    matrix[:3, :3] = rotation(quaternion) * np.asarray(scale, np.float64)
    matrix[:3, 3] = translation
    return matrix


def texture_transform(offset: Sequence[float], angle_rad: float, scale: Sequence[float]) -> tuple[float, ...]:
    """KHR_texture_transform as a row-major 3 x 3: T R S on (u, v, 1).

    v points down, so turning UVs counter-clockwise on the picture is (u, v) -> (c u + s v, -s u + c v). The extension's listing
    has the sign of the angle wrong (KhronosGroup/glTF issue 1563); its text, test model and other readers agree with this.
    """
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    (x, y), (w, h) = offset, scale
    return (c * w, s * h, x, -s * w, c * h, y, 0, 0, 1)
