"""A city seen from high up: towers in three depths, streets to the horizon, red lamps on the roofs, and the sky over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.outdoors import Outdoors, Values
from vpstudio.scene.shapes import Shape, box, grid, lathe, lines, move

SKY_M = 20_000.0


@dataclass(frozen=True, slots=True)
class Ring:
    """Towers between two distances: how many, how wide, how high their roofs stand over the street (least, most)."""

    near_m: float
    far_m: float
    count: int
    width_m: tuple[float, float]
    height_m: tuple[float, float]


@dataclass(frozen=True, slots=True)
class City:
    """Round ``centre`` on the sector ``sector_deg`` (from, to; 0 = +Y, + left), the streets ``drop_m`` below z = 0."""

    centre: tuple[float, float]
    sector_deg: tuple[float, float]
    drop_m: float
    rings: tuple[Ring, ...]
    seed: int


def add_city(builder: Builder, city: City, outdoors: Outdoors, node: int, more: Values | None = None) -> None:
    """Towers, streets, sky and lamps on ``node``; unlit materials that bring their own light. more: further uniforms (lightning)."""
    values = outdoors.city(city.seed) | (more or {})
    tower = builder.material(Material("tower", "tower", values=values))
    ground = builder.material(Material("streets", "city_ground", values={k: v for k, v in values.items() if k != "lit_share"}))
    sky = builder.material(Material("sky", "sky", values=outdoors.sky(city.seed) | (more or {}), double_sided=True))
    beacon = builder.material(Material("beacon", "glow", emissive=(9.0, 0.35, 0.18), values={"rim": 0.0}))
    rng = np.random.default_rng(city.seed)
    for ring in city.rings:
        for number in range(ring.count):
            _add_tower(builder, city, ring, rng, (tower, beacon), node, number)
    for shape, material in ((_streets(city), ground), (_dome(), sky)):
        builder.add(shape, material, node=node, solid=False, baked=False)


def _add_tower(
    builder: Builder, city: City, ring: Ring, rng: np.random.Generator, materials: tuple[int, int], node: int, number: int
) -> None:
    """One tower with a set-back top; stratified over the sector so that there are neither gaps nor clumps."""
    low, high = city.sector_deg
    angle = np.radians(low + (high - low) * (number + rng.uniform(0.1, 0.9)) / ring.count)
    distance = ring.near_m * (ring.far_m / ring.near_m) ** rng.uniform()
    x, y = city.centre[0] - np.sin(angle) * distance, city.centre[1] + np.cos(angle) * distance
    width, depth = rng.uniform(*ring.width_m, 2)
    height = ring.height_m[0] + (ring.height_m[1] - ring.height_m[0]) * rng.uniform() ** 1.7
    turn, tag = float(rng.choice([0, 0, 8, -14, 30])), (float(rng.integers(1, 4000)), 0.0)
    top = rng.uniform(0.0, 0.16) * height
    for size, foot, tall in ((1.0, 0.0, height - top), (rng.uniform(0.5, 0.85), height - top, top)):
        if tall > 2.0:
            shape = _block(width * size, depth * size, tall).at(x, y, foot - city.drop_m, turn)
            builder.add(shape, materials[0], node=node, tag=tag, solid=False, baked=False)
    if height > 0.6 * ring.height_m[1] and distance < 1500:
        lamp = box((distance * 0.004,) * 3, step=1e9).placed(move(x, y, height + 1.0 - city.drop_m))
        builder.add(lamp, materials[1], node=node, solid=False, baked=False)


def _block(width: float, depth: float, height: float) -> Shape:
    """A tower's walls and roof, foot at z = 0, uv running round it in metres so that windows stand upright."""
    shape = box((width, depth, height), step=1e9)
    shape = shape.placed(move(0, 0, height / 2))
    across = np.where(np.abs(shape.normals[:, 0]) > 0.5, shape.positions[:, 1] + width, shape.positions[:, 0])
    shape.uv[:, 0], shape.uv[:, 1] = across + width, shape.positions[:, 2]
    return shape


def _streets(city: City) -> Shape:
    """A plain to the horizon, finer near the middle so that far triangles keep their place."""
    reach = np.concatenate([[0.0], np.geomspace(60, SKY_M * 0.9, 12)])
    both = np.concatenate([-reach[:0:-1], reach])
    return grid(both, both).placed(move(*city.centre, -city.drop_m))


def _dome() -> Shape:
    """A sphere's upper part and a little below the horizon, seen from inside."""
    angles = np.radians(np.concatenate([lines(24, 4) - 4, np.linspace(12, 89.9, 12)]))
    profile = [(float(SKY_M * np.cos(a)), float(SKY_M * np.sin(a))) for a in angles]
    return lathe(profile, 32).flipped()
