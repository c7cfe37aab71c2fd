"""Light in the open, for the actor and for what moves: radiance on a grid, as spherical harmonics of order 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Volume
from vpstudio.scene.lightbake import lamps
from vpstudio.scene.lightbake.gather import GOLDEN, Known, radiance
from vpstudio.scene.lightbake.world import Floats, World

Y0, Y1 = 0.28209479, 0.48860251  # sqrt(1 / 4 pi), sqrt(3 / 4 pi)
LARGEST = 40
STEP_M = 0.3
LOOKS = 8
"""At each lamp: a window or a soft box is wide, and near."""


def volume_of(world: World, known: Known, rays: int, rng: np.random.Generator, low: Floats, high: Floats) -> Volume:
    """On points at most ``LARGEST`` a side between two corners; points inside solid things take their neighbours' light."""
    counts = np.clip(np.ceil((high - low) / STEP_M).astype(int) + 1, 2, LARGEST)
    x, y, z = (np.linspace(low[k], high[k], counts[k]) for k in range(3))
    points = np.stack(np.meshgrid(z, y, x, indexing="ij"), axis=-1)[..., ::-1].reshape(-1, 3).astype(np.float32)
    harmonics, buried = harmonics_at(world, known, np.ascontiguousarray(points), rays, rng)
    grid = harmonics.reshape(counts[2], counts[1], counts[0], 4, 3)
    grid = _dug_out(grid, buried.reshape(counts[2], counts[1], counts[0]))
    corners = tuple(tuple(float(part) for part in corner) for corner in (low, high))
    return Volume(corners[0], corners[1], np.clip(grid, -6e4, 6e4).astype(np.float16))  # type: ignore[arg-type]


def harmonics_at(world: World, known: Known, points: Floats, rays: int, rng: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """((N, 4, 3) of all baked light at points, (N,) whether the point is inside something)."""
    total = np.zeros((len(points), 4, 3), np.float32)
    backs = np.zeros(len(points), np.int64)
    offset = rng.uniform(size=(len(points), 2))
    for number in range(rays):
        a, b = ((offset + GOLDEN * number) % 1.0).T
        height, angle = 1 - 2 * a, 2 * np.pi * b
        across = np.sqrt(np.maximum(1 - height**2, 0))
        ways = np.ascontiguousarray(np.stack([across * np.cos(angle), across * np.sin(angle), height], axis=1), np.float32)
        hits = world.closest(points, ways)
        met = hits.triangle >= 0
        backs[met] += (world.normals[hits.triangle[met], 0] * ways[met]).sum(axis=1) > 0.2
        seen, _ = radiance(world, known, points, ways)
        total += basis(ways)[:, :, None] * seen[:, None, :]
    total *= np.float32(4 * np.pi / rays)
    return total + straight_lamps(world, points, rng), backs > rays // 3


def basis(ways: Floats) -> Floats:
    """(N, 4): Y of order 0 and 1, in the order 1, y, z, x (Ramamoorthi and Hanrahan 2001)."""
    return np.stack([np.full(len(ways), Y0), Y1 * ways[:, 1], Y1 * ways[:, 2], Y1 * ways[:, 0]], axis=1).astype(np.float32)


def irradiance(harmonics: NDArray[np.floating], normals: NDArray[np.floating]) -> NDArray[np.float64]:
    """(..., 3) irradiance over pi on faces that look along ``normals``.

    Soft light by the bands times the cosine's lobe. Where light comes from one side that would go below zero on the other, so there a
    lobe with a power takes over (Hazel, Alternative definition of spherical harmonics for lighting, 2017, from Geomerics).
    """
    values = np.asarray(harmonics, np.float64)
    mean = np.maximum(values[..., 0, :] * Y0, 1e-9)
    ways = values[..., (3, 1, 2), :] * (Y1 / 3)
    length = np.linalg.norm(ways, axis=-2)
    share = np.minimum(length / mean, 1.0)
    toward = (np.asarray(normals, np.float64)[..., None] * ways).sum(axis=-2) / np.maximum(length, 1e-12)
    power, even = 1 + 2 * share, (1 - share) / (1 + share)
    sided = even + (1 - even) * (power + 1) * np.clip(0.5 + 0.5 * toward, 0, 1) ** power
    weight = np.clip((share - 0.5) / 0.4, 0, 1)
    return np.asarray(mean * (np.maximum(1 + 2 * share * toward, 0) * (1 - weight) + sided * weight))


def straight_lamps(world: World, points: Floats, rng: np.random.Generator) -> Floats:
    """(N, 4, 3) of lamps that are baked, as light from one way each."""
    total = np.zeros((len(points), 4, 3), np.float32)
    matrices = world.scene.at(0.0).matrices
    for light in world.scene.lights:
        if not light.baked or max(light.colour) * light.intensity <= 0:
            continue
        colour = np.array(light.colour, np.float32) * np.float32(light.intensity / LOOKS)
        for _ in range(LOOKS):
            toward, strength = lamps.reaching(world, light, matrices[light.node], points, rng)
            total += basis(toward)[:, :, None] * strength[:, None, None] * colour
    return total


def _dug_out(grid: Floats, buried: NDArray[np.bool_]) -> Floats:
    """Light of points inside solid things from free points beside them, round by round."""
    grid, free = grid.copy(), ~buried
    for _ in range(max(grid.shape[:3])):
        if free.all():
            break
        sums, counts = np.zeros_like(grid), np.zeros(grid.shape[:3], np.float32)
        for axis in range(3):
            for way in (-1, 1):
                moved, open_ = np.roll(grid * free[..., None, None], way, axis), np.roll(free, way, axis).astype(np.float32)
                edge = [slice(None)] * 3
                edge[axis] = slice(0, 1) if way == 1 else slice(-1, None)
                open_[tuple(edge)] = 0.0
                sums += moved * open_[..., None, None]
                counts += open_
        take = ~free & (counts > 0)
        grid[take] = sums[take] / counts[take][:, None, None]
        free = free | take
    return grid
