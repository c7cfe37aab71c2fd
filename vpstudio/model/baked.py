"""Light that was worked out beforehand: lightmaps for what stands still, a volume for what moves. Plain data.

Made in ``scene/lightbake``, drawn in render/. Light is irradiance over pi, linear Rec.709, so that diffuse white under 1.0 shows 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Bounce:
    """How light sees the triangles of a mesh, one row each.

    albedo: (M, 3) float32, mean diffuse colour. glow: (M, 3) float32, radiance of its own. solid: (M,) bool, hides and reflects
    light (glass and leaves need not). lit: (M,) bool, wants baked light.
    """

    albedo: NDArray[np.float32]
    glow: NDArray[np.float32]
    solid: NDArray[np.bool_]
    lit: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Unwrapped:
    """A mesh cut open for its lightmap. vertex: (N,) uint32, which old vertex each new one copies; indices: (M * 3,) uint32 in the
    old order of triangles; uv: (N, 2) float32, 0..1 over the lightmap, row 0 at v = 0."""

    vertex: NDArray[np.uint32]
    indices: NDArray[np.uint32]
    uv: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """Light in the open, on a regular grid between two corners.

    harmonics: (Z, Y, X, 4, 3) float16: spherical harmonics of radiance, order 1 (1, y, z, x; Ramamoorthi and Hanrahan 2001), RGB.
    """

    low_m: Vector3
    high_m: Vector3
    harmonics: NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Baked:
    """All the baked light of one scene. key: the scene's, so that another's is never taken.

    lightmap: (H, W, 4) float16: irradiance over pi, and how open the place is (1 free, 0 in a crack). unwrapped: by mesh number.
    samples: rays a texel; a coarse bake has few.
    """

    key: str
    lightmap: NDArray[np.float16]
    unwrapped: Mapping[int, Unwrapped]
    volume: Volume | None
    samples: int
