"""Traffic far below: lights that run along the avenues of ``shaders/materials/city_ground`` and come round with the loop.

Vertex colours carry what ``shaders/materials/traffic`` needs: r, g the whole way of a car in metres (X, Y), b where on it the car
is at time 0 (0..1), a how many ways it goes in one loop.
"""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.shapes import box

AVENUES_M = (310.0, 270.0)  # pitch along X and along Y, as the shader draws them
HALF_M = 11.0
SPEED_M_S = 11.0
LONGEST_M = 900.0


def add_traffic(builder: Builder, node: int, drop_m: float, bright: float, loop_s: float, seed: int, count: int = 260) -> None:
    """Cars on the avenues ``drop_m`` below z = 0, within some 2.5 km; ``bright``: radiance of a head lamp."""
    rng = np.random.default_rng(seed + 411)
    values = {"loop_s": loop_s, "bright": bright, "haze_m": 2400.0}
    material = builder.material(Material("traffic", "traffic", values=values, moving=True, travels=True))
    length = round(LONGEST_M / (SPEED_M_S * loop_s)) * SPEED_M_S * loop_s or SPEED_M_S * loop_s
    cars, own = [], []
    for _ in range(count):
        x, y, way = _lane(rng, length)
        distance = float(np.hypot(x, y))
        side = max(0.9, 0.0028 * distance)
        shape = box((side, side, 0.6 * side), step=1e9).at(x, y, 1.0 - drop_m)
        cars.append(shape)
        number = [*way, rng.uniform(), max(1.0, round(SPEED_M_S * loop_s / length))]
        own.append(np.tile(number, (len(shape.positions), 1)))
    for shape, colours in zip(cars, own, strict=True):
        builder.add(shape, material, node=node, solid=False, baked=False, colours=colours.astype(np.float32))


def _lane(rng: np.random.Generator, length: float) -> tuple[float, float, tuple[float, float]]:
    """Where a car's way begins, and the way: along X or Y, on the right-hand side of an avenue."""
    along_y = bool(rng.integers(0, 2))
    pitch = AVENUES_M[0] if along_y else AVENUES_M[1]
    avenue = (round(float(rng.normal(0, 3.0))) + 0.5) * pitch
    forward = 1.0 if rng.integers(0, 2) else -1.0
    lane = float(rng.uniform(0.25, 0.85)) * HALF_M * forward
    start = float(rng.uniform(-2200, 2200)) - forward * length / 2
    if along_y:
        return avenue + lane, start, (0.0, forward * length)
    return start, avenue - lane, (forward * length, 0.0)
