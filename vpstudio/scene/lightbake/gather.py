"""Light that arrives from all around at points, by rays: at what they hit, the light that is known there is reflected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vpstudio.scene.lightbake.unwrap import Texels
from vpstudio.scene.lightbake.world import FAR, LIFT, Floats, World

NEAR_M = 1.2
"""What stands nearer than this makes a place less open."""
CHUNK = 262_144
BRIGHTEST = 60.0
"""Radiance a single ray may bring: one that meets a tiny lamp must not leave a speckle."""
GOLDEN = np.array([0.7548776662, 0.5698402910])  # the R2 sequence (Roberts 2018)
Tell = Callable[[float], None]


class Sends(Protocol):
    """Knows what triangles send back."""

    def sent(self, triangle: NDArray[np.int64], u: Floats, v: Floats) -> Floats:
        """(N, 3) radiance from where rays hit."""
        ...


class Known:
    """What every triangle sends back: its glow, and its albedo times the light in the map where it was hit."""

    def __init__(self, world: World, texels: Texels) -> None:
        self.world, self.texels = world, texels
        self.map = np.zeros((texels.size[1] * texels.size[0], 3), np.float32)

    def sent(self, triangle: NDArray[np.int64], u: Floats, v: Floats) -> Floats:
        """(N, 3) radiance from where rays hit."""
        corners = self.texels.uv[triangle]
        at = corners[:, 0] + (corners[:, 1] - corners[:, 0]) * u[:, None] + (corners[:, 2] - corners[:, 0]) * v[:, None]
        there = ~np.isnan(at[:, 0])
        column = np.clip(np.where(there, at[:, 0], 0), 0, self.texels.size[0] - 1).astype(np.int64)
        row = np.clip(np.where(there, at[:, 1], 0), 0, self.texels.size[1] - 1).astype(np.int64)
        light = self.map[row * self.texels.size[0] + column] * there[:, None]
        return np.asarray(self.world.glow[triangle] + self.world.albedo[triangle] * light, np.float32)


def gathered(
    world: World, known: Known, points: Floats, normals: Floats, rays: int, rng: np.random.Generator, tell: Tell = lambda share: None
) -> tuple[Floats, Floats]:
    """((N, 3) indirect irradiance over pi, (N,) how open the place is), ``rays`` cosine-distributed rays at each point (Malley)."""
    light, open_ = np.zeros((len(points), 3), np.float32), np.zeros(len(points), np.float32)
    for start in range(0, len(points), CHUNK):
        part = slice(start, start + CHUNK)
        tangent, bitangent = frames(normals[part])
        origins = np.ascontiguousarray(points[part] + normals[part] * LIFT * 5)
        offset = rng.uniform(size=(len(origins), 2))
        for number in range(rays):
            a, b = ((offset + GOLDEN * number) % 1.0).T.astype(np.float32)
            radius, angle = np.sqrt(a), np.float32(2 * np.pi) * b
            x, y, z = radius * np.cos(angle), radius * np.sin(angle), np.sqrt(np.maximum(1 - a, 0))
            ways = tangent * x[:, None] + bitangent * y[:, None] + normals[part] * z[:, None]
            seen, distance = radiance(world, known, origins, np.ascontiguousarray(ways, np.float32))
            light[part] += seen
            open_[part] += np.clip(distance / NEAR_M, 0, 1)
        tell(min(1.0, (start + CHUNK) / max(len(points), 1)))
    return light / np.float32(rays), open_ / np.float32(rays)


def radiance(world: World, known: Sends, origins: Floats, ways: Floats) -> tuple[Floats, Floats]:
    """((N, 3) what comes along each ray, (N,) how far it comes)."""
    hits = world.closest(origins, ways)
    met = hits.triangle >= 0
    seen = np.empty((len(origins), 3), np.float32)
    seen[~met] = world.sky(ways[~met])
    if met.any():
        # The back of a wall is dark: a ray that meets one is inside something.
        triangle = hits.triangle[met]
        facing = (world.normals[triangle, 0] * ways[met]).sum(axis=1) < 0.2
        seen[met] = known.sent(triangle, hits.u[met], hits.v[met]) * facing[:, None]
    return np.minimum(seen, np.float32(BRIGHTEST)), np.minimum(hits.distance, FAR)


def frames(normals: Floats) -> tuple[Floats, Floats]:
    """Two axes across each normal (Duff et al. 2017)."""
    x, y, z = normals.T
    sign = np.where(z >= 0, 1.0, -1.0).astype(np.float32)
    a = -1.0 / (sign + z)
    b = x * y * a
    tangent = np.stack([1 + sign * x * x * a, sign * b, -sign * x], axis=1)
    return tangent.astype(np.float32), np.stack([b, sign + y * y * a, -y], axis=1).astype(np.float32)
