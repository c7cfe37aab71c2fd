"""Light straight from lamps, suns and glowing rectangles, with soft shadows: irradiance over pi at points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Light
from vpstudio.scene.lightbake.world import LIFT, Floats, World

R2 = np.array([[0.7548776662], [0.5698402910]])
SUN_RAD = 0.0047
"""Half the sun's width."""
NEAREST_M = 0.05
LEAST = 2e-4
"""Irradiance over pi below which no shadow is asked for."""


def direct(world: World, points: Floats, normals: Floats, baked: bool, looks: int, rng: np.random.Generator) -> Floats:
    """(N, 3) from the lights whose diffuse light is baked, or from the others; ``looks`` rays at each."""
    total = np.zeros((len(points), 3), np.float32)
    matrices = world.scene.at(0.0).matrices
    for light in world.scene.lights:
        if light.baked == baked and max(light.colour) * light.intensity > 0:
            total += _from(world, light, matrices[light.node], points, normals, looks, rng)
    return total


def _from(
    world: World, light: Light, matrix: NDArray[np.float64], points: Floats, normals: Floats, looks: int, rng: np.random.Generator
) -> Floats:
    """One light, each look at another place of it."""
    sum_ = np.zeros(len(points), np.float32)
    offset = rng.uniform(size=(2, len(points)))
    for look in range(looks):
        # Each point's looks are spread evenly over a rectangle (the R2 sequence), each point's own way.
        ends, strength = _sampled(light, matrix, points, normals, rng, (offset + R2 * look) % 1.0)
        asked = np.flatnonzero(strength * max(light.colour) * light.intensity > LEAST)
        if len(asked):
            starts = np.ascontiguousarray(points[asked] + normals[asked] * (LIFT * 5))
            free = ~world.blocked(starts, np.ascontiguousarray(ends[asked], np.float32))
            sum_[asked] += strength[asked] * free
    colour = np.array(light.colour, np.float32) * np.float32(light.intensity / np.pi / looks)
    return sum_[:, None] * colour


def reaching(world: World, light: Light, matrix: NDArray[np.float64], points: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """((N, 3) toward one place of a light, (N,) irradiance of its unit on a face turned there, 0 where it is hidden)."""
    spots, _ = _sampled(light, matrix, points, np.zeros_like(points), rng, rng.uniform(size=(2, len(points))))
    toward = spots - points
    toward /= np.maximum(np.linalg.norm(toward, axis=1, keepdims=True), 1e-6)
    distance_m = np.linalg.norm(spots - points, axis=1)
    free = ~world.blocked(points, np.ascontiguousarray(spots, np.float32))
    return toward, np.asarray(_arrives(light, matrix, toward, distance_m) * free, np.float32)


def arriving(
    world: World, light: Light, matrix: NDArray[np.float64], spot: Floats, rng: np.random.Generator, looks: int
) -> tuple[Floats, float]:
    """((3,) toward a light from one point, irradiance of its unit on a face turned there): the mean of several looks."""
    toward, strength = reaching(world, light, matrix, np.repeat(spot, looks, axis=0), rng)
    mean = toward.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32), float(strength.mean())


def _arrives(light: Light, matrix: NDArray[np.float64], toward: Floats, distance_m: Floats) -> NDArray[np.float64]:
    if light.kind == "directional":
        return np.ones(len(toward))
    aim = -matrix[:3, 2] / np.linalg.norm(matrix[:3, 2])
    return _shape(light, np.maximum(-(toward @ aim), 0)) / np.maximum(distance_m, NEAREST_M) ** 2


def _sampled(
    light: Light, matrix: NDArray[np.float64], points: Floats, normals: Floats, rng: np.random.Generator, at_spot: NDArray[np.float64]
) -> tuple[Floats, Floats]:
    """(where the light is for each point, irradiance that its unit of intensity gives there unless hidden). at_spot: (2, N), 0..1 over
    a rectangle."""
    at, aim = matrix[:3, 3], -matrix[:3, 2] / np.linalg.norm(matrix[:3, 2])
    count = len(points)
    if light.kind == "directional":
        way = -aim + SUN_RAD * rng.normal(size=(count, 3))
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        return (points + way * 200.0).astype(np.float32), np.maximum((normals * way).sum(axis=1), 0).astype(np.float32)
    if light.kind == "rectangle":
        u, v = at_spot - 0.5
        spots = at + (u * light.size_m[0])[:, None] * matrix[:3, 0] + (v * light.size_m[1])[:, None] * matrix[:3, 1]
    else:
        spots = at + light.radius_m * _balls(count, rng)
    way = spots - points
    distance = np.maximum(np.linalg.norm(way, axis=1), NEAREST_M)
    toward = way / distance[:, None]
    facing = np.maximum((normals * toward).sum(axis=1), 0)
    along = np.maximum(-(toward @ aim), 0)
    return spots.astype(np.float32), (facing * _shape(light, along) / distance**2).astype(np.float32)


def _shape(light: Light, along: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much goes that way: a Lambertian rectangle's area, a lobe, a cone."""
    if light.kind == "rectangle":
        return along * (light.size_m[0] * light.size_m[1])
    if light.kind == "spot":
        inner, outer = np.cos(light.inner_rad), np.cos(light.outer_rad)
        return np.asarray(np.clip((along - outer) / max(inner - outer, 1e-4), 0, 1) ** 2)
    return 1.0 - light.spread + light.spread * along


def _balls(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Points in a ball of radius 1."""
    way = rng.normal(size=(count, 3))
    return np.asarray(way / np.linalg.norm(way, axis=1, keepdims=True) * rng.uniform(size=(count, 1)) ** (1 / 3))
