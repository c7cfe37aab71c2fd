"""On and over the street: parked scooters and cars, stools, plants, traffic at the far end, the far city, rain."""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Mark, Material
from vpstudio.scene import furniture
from vpstudio.scene.builder import Builder
from vpstudio.scene.city import City, Ring, add_city
from vpstudio.scene.daylight import kelvin, times
from vpstudio.scene.outdoors import Values
from vpstudio.scene.shapes import Shape, box, joined, lathe, move, rod, spin
from vpstudio.scene.street_block import END, HALF, WALK, StreetLight, Use

LOOP_S = 24.0
RAIN_BOX = (9.0, 12.0, 7.0)  # across, along, high


def add_things(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    """What stands at the kerb and before the shops."""
    for y, side in ((7.5, 1), (13.0, -1), (20.5, 1), (28.0, -1)):
        _add_car(builder, use, side * (HALF - 1.05), y)
    for number, (x, y) in enumerate(((5.9, 3.2), (6.1, 10.6), (-6.2, 2.4), (-6.0, 8.8), (6.1, -2.6))):
        if number % 2 == 0:
            for role, shape in furniture.plant(np.random.default_rng(number + 40), float(rng.uniform(0.9, 1.5)), 26).items():
                builder.add(shape.placed(move(x, y, WALK)), use[role], tag=(number * 1.0, 0.0), solid=role != "leaf")
        else:
            _add_table(builder, use, x, y, rng)
    for y in (1.4, 5.2, 9.2, 13.4):
        post = lathe([(0.06, 0.0), (0.06, 0.75), (0.045, 0.82), (0.001, 0.85)], 12)
        builder.add(post.placed(move(HALF + 0.3, y, WALK)), use["metal"])


def _add_table(builder: Builder, use: Use, x: float, y: float, rng: np.random.Generator) -> None:
    """A folding table at 0.75 m and stools at 0.45 m."""
    top = joined(
        box((0.7, 0.7, 0.03), 0.008, 0.3).placed(move(0, 0, 0.735)),
        *(rod((a, b, 0), (-a, b, 0.72), 0.012, 6) for a in (-0.28, 0.28) for b in (-0.28, 0.28)),
    )
    builder.add(top.placed(move(x, y, WALK) @ spin(float(rng.uniform(-12, 12)))), use["wood"], tag=(x + y, 0.0))
    stools = [
        lathe([(0.001, 0.44), (0.15, 0.44), (0.16, 0.42), (0.12, 0.36), (0.15, 0.0)], 12).placed(move(x + dx, y + dy, WALK))
        for dx, dy in ((0.62, 0.1), (-0.6, -0.15), (0.05, 0.65))
    ]
    builder.add(joined(*stools), use["seat"])


def _add_car(builder: Builder, use: Use, x: float, y: float) -> None:
    """A parked car, always soft."""
    body = joined(
        box((1.72, 4.2, 0.62), 0.22, 0.6, 2).placed(move(x, y, 0.62)), box((1.46, 2.2, 0.56), 0.24, 0.5, 2).placed(move(x, y - 0.1, 1.15))
    )
    wheels = [
        lathe([(0.001, -0.1), (0.31, -0.1), (0.31, 0.1), (0.001, 0.1)], 14, smooth=False).placed(
            move(x + side * 0.78, y + dy, 0.31) @ spin(90, 1)
        )
        for side in (-1, 1)
        for dy in (-1.35, 1.35)
    ]
    builder.add(body, use["metal"])
    builder.add(joined(*wheels), use["metal"])


def add_traffic(builder: Builder, light: StreetLight) -> None:
    """Cars that come and go at the far end: lamps that out of focus are what one sees of them."""
    road_m = 170.0
    values: Values = {"loop_s": LOOP_S, "road_m": road_m, "rim": 0.0}
    strength = 1.0 if light.lamps > 0.5 else 0.12
    white = builder.material(
        Material("head lamps", "passing_glow", emissive=kelvin(5000, 46.0 * strength), values=values, moving=True, travels=True)
    )
    red = builder.material(
        Material("tail lamps", "passing_glow", emissive=times((1.0, 0.05, 0.02), 26.0 * strength), values=values, moving=True, travels=True)
    )
    node = builder.node("traffic", move(0, END + road_m / 2 + 2.0, 0))
    for number in range(7):
        for material, x, rounds in ((white, -1.9, -1.0), (red, 1.9, 1.0)):
            lamps = joined(*(box((0.2, 0.1, 0.14), step=1e9).placed(move(x + dx, 0, 0.7)) for dx in (-0.6, 0.6)))
            share = (number + 0.37 * (rounds > 0)) / 7
            own = np.tile([share, rounds, 0.0, 1.0], (len(lamps.positions), 1)).astype(np.float32)
            builder.add(lamps, material, node=node, solid=False, baked=False, colours=own)


def add_far(builder: Builder, light: StreetLight, seed: int) -> None:
    """Towers over the roofs and beyond the street's end, and the sky."""
    rings = (Ring(70, 260, 26, (14, 26), (14, 40)), Ring(280, 1200, 90, (22, 48), (25, 150)))
    add_city(builder, City((0.0, 0.0), (-180, 180), 0.05, rings, seed), light.outdoors, builder.node("city", far=True))


def add_rain(builder: Builder, light: StreetLight, mark: Mark, amount: float, seed: int) -> None:
    """Drops as long thin cards that fall round the first mark; each falls a whole number of times in the loop."""
    if amount <= 0:
        return
    rng = np.random.default_rng(seed + 9)
    count = int(900 * amount)
    wide, long, tall = RAIN_BOX
    values: Values = {"loop_s": LOOP_S, "tall_m": tall, "drop_light": times((0.55, 0.6, 0.7), 0.22 + 0.25 * light.lamps)}
    rain = builder.material(Material("rain", "rain_fall", alpha_mode="blend", double_sided=True, values=values, moving=True, travels=True))
    x, y = rng.uniform(-wide / 2, wide / 2, count), rng.uniform(-2.5, long - 2.5, count)
    length, half = rng.uniform(0.10, 0.22, count), rng.uniform(0.0008, 0.0018, count)
    corners = np.stack(
        [np.stack([x + sx * half, y, np.full(count, 0.0) + sz * length], axis=1) for sx, sz in ((-1, 0), (1, 0), (1, 1), (-1, 1))], axis=1
    ).reshape(-1, 3)
    uv = np.tile(np.array([(-1, 0), (1, 0), (1, 1), (-1, 1)], float), (count, 1))
    first = np.arange(count)[:, None] * 4
    shape = Shape(corners, np.tile([0.0, -1.0, 0.0], (len(corners), 1)), uv, np.vstack([first + [0, 1, 2], first + [0, 2, 3]]))
    falls = np.round(rng.uniform(22, 30, count))
    own = np.repeat(np.stack([rng.uniform(0, 1, count), falls, np.zeros(count), np.ones(count)], axis=1), 4, axis=0)
    node = builder.node("rain", move(mark.position_m[0], mark.position_m[1], 0))
    builder.add(shape, rain, node=node, solid=False, baked=False, colours=own.astype(np.float32))


def add_occluder(builder: Builder, use: Use, mark: Mark) -> None:
    """A lamp post and hanging plant close to the lens of this mark, at its left edge."""
    pan = np.radians(mark.pan_deg)
    toward, right = np.array([-np.sin(pan), np.cos(pan)]), np.array([np.cos(pan), np.sin(pan)])
    x, y = np.array(mark.position_m[:2]) - (mark.distance_m - 0.6) * toward - 0.10 * right
    foot = WALK if abs(x) > HALF else 0.0
    post = joined(rod((0, 0, 0), (0, 0, 3.6), 0.055, 12, 6), box((0.02, 0.34, 0.5), 0.008).placed(move(-0.02, -0.2, 1.86)))
    builder.add(post.placed(move(float(x), float(y), foot) @ spin(mark.pan_deg)), use["metal"])
