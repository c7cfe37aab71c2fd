"""What fills the banquet hall: the flower arch, flower stands along the aisle, laid round tables, chairs, guests, petals."""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.air import add_flames
from vpstudio.scene.banquet_light import BanquetLight, Use
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.flowers import along, arch, ball
from vpstudio.scene.shapes import Array, Shape, box, joined, lathe, move, rod, spin

LOOP_S = 24.0
TABLE_HIGH, SEAT_HIGH = 0.75, 0.45
TABLES = tuple((x, y) for x in (-7.3, -3.9, 3.9, 7.3) for y in (-10.2, -6.4, -2.6, 1.2, 5.0, 8.4) if not (abs(x) > 5 and y > 8))
STANDS = tuple((side * 1.27, y) for side in (-1, 1) for y in (-9.0, -6.0, -3.0, 0.0, 3.0, 6.0))
ARCH_Y, ARCH_WIDE, ARCH_HIGH = 10.0, 2.9, 4.3
Wicks = list[tuple[float, float, float]]


def furnish(builder: Builder, use: Use, seed: int, guests: float) -> Wicks:
    """Everything; guests: the share of seats that are taken. The places of the candles' wicks."""
    rng = np.random.default_rng(seed)
    _add_arch(builder, use, rng)
    wicks: Wicks = []
    for x, y in STANDS:
        wicks += _add_stand(builder, use, rng, x, y)
    for number, (x, y) in enumerate(TABLES):
        place = move(x + float(rng.uniform(-0.12, 0.12)), y + float(rng.uniform(-0.12, 0.12)), 0) @ spin(float(rng.uniform(0, 45)))
        wicks += _add_table(builder, use, rng, place, number)
        _add_seats(builder, use, rng, place, guests)
    return wicks


def _bloom(builder: Builder, use: Use, heads: list[tuple[Shape, float, bool]], place: Array) -> None:
    for shape, own, leaf in heads:
        builder.add(shape.placed(place), use["green" if leaf else "flower"], tag=(own, 0.0), solid=False)


def _add_arch(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    line = arch(ARCH_WIDE, ARCH_HIGH)
    place = move(0, ARCH_Y, 0)
    pipes = [rod(tuple(a), tuple(b), 0.03, 6) for a, b in zip(line[:-1], line[1:], strict=True)]
    builder.add(joined(*pipes).placed(place), use["gold"], solid=False)
    _bloom(builder, use, along(rng, line, 0.26, 260), place)
    lights = [lathe([(0.002, -0.017), (0.015, 0.0), (0.002, 0.017)], 4).placed(move(*at)) for at in _near(rng, line, 70)]
    builder.add(joined(*lights).placed(place), use["sparkle"], solid=False, baked=False)


def _near(rng: np.random.Generator, line: Array, count: int) -> Wicks:
    """Places in front of and about a line."""
    picked = line[rng.integers(0, len(line), count)] + rng.normal(0, 0.15, (count, 3)) - [0.0, 0.14, 0.0]
    return [(float(x), float(y), float(max(z, 0.05))) for x, y, z in picked]


def _add_stand(builder: Builder, use: Use, rng: np.random.Generator, x: float, y: float) -> Wicks:
    """A gilt stand with a ball of flowers whose middle is at 1.3 m, and two candles in glasses at its foot; their wicks.

    Finer where a lens comes near."""
    near = abs(y - 3.0) < 0.1 and x < 0
    foot = lathe([(0.16, 0.0), (0.16, 0.02), (0.03, 0.05), (0.018, 0.5), (0.022, 0.98), (0.10, 1.05)], 10)
    builder.add(foot.placed(move(x, y, 0)), use["gold"])
    heads = ball(rng, 0.27, 84, (0.034, 0.056), fine=True) if near else ball(rng, 0.25, 30)
    _bloom(builder, use, heads, move(x + float(rng.uniform(-0.02, 0.02)), y, 1.47 if near else 1.30))
    spots = [(x + off, y + float(rng.uniform(0.5, 0.7)) * way, high) for off, way, high in ((0.06, 1, 0.42), (-0.05, -1, 0.30))]
    wax = [lathe([(0.04, 0.0), (0.04, high), (0.001, high)], 8).placed(move(a, b, 0)) for a, b, high in spots]
    builder.add(joined(*wax), use["linen"], solid=False)
    return [(a, b, high + 0.004) for a, b, high in spots]


def _add_table(builder: Builder, use: Use, rng: np.random.Generator, place: Array, number: int) -> Wicks:
    """1.8 m across, cloth to the floor, a tall vase of flowers, three candles, plates and glasses."""
    cloth = lathe([(0.98, 0.01), (0.93, 0.3), (0.90, 0.735), (0.87, TABLE_HIGH), (0.45, TABLE_HIGH), (0.001, TABLE_HIGH)], 18)
    builder.add(cloth.placed(place), use["linen"], tag=(number * 1.3, 0.0))
    vase = lathe([(0.09, 0.75), (0.09, 0.77), (0.025, 0.82), (0.02, 1.25), (0.06, 1.42)], 9)
    builder.add(vase.placed(place), use["gold"], solid=False)
    _bloom(builder, use, ball(rng, 0.24, 15, (0.07, 0.12)), place @ move(0, 0, 1.55))
    glass = lathe([(0.032, 0.0), (0.004, 0.09), (0.032, 0.19)], 5)
    ways = np.radians(np.arange(0, 360, 60) + float(rng.uniform(0, 60)))
    glasses = [glass.placed(move(0.56 * np.cos(a), 0.56 * np.sin(a), TABLE_HIGH)) for a in ways]
    builder.add(joined(*glasses).placed(place), use["glassware"], solid=False)
    spots = [(0.30 * np.cos(a), 0.30 * np.sin(a)) for a in (0.4, 2.5, 4.6)]
    candles = [
        lathe([(0.035, TABLE_HIGH), (0.035, TABLE_HIGH + 0.1), (0.001, TABLE_HIGH + 0.1)], 7).placed(move(x, y, 0)) for x, y in spots
    ]
    builder.add(joined(*candles).placed(place), use["linen"], solid=False)
    made = [(place @ [x, y, TABLE_HIGH + 0.104, 1.0])[:3] for x, y in spots]
    return [(float(x), float(y), float(z)) for x, y, z in made]


def _add_seats(builder: Builder, use: Use, rng: np.random.Generator, place: Array, guests: float) -> None:
    """Eight chairs round a table, turned to it; some of them taken, none close to the aisle."""
    for k in range(8):
        angle = 45.0 * k + float(rng.uniform(-5, 5))
        at = place @ spin(angle) @ move(0, -1.16 - float(rng.uniform(0, 0.07)), 0) @ spin(180 + float(rng.uniform(-7, 7)))
        aside = abs(float(at[0, 3]))
        covers, sash = CHAIRS[aside < 3.2]
        builder.add(covers.placed(at), use["cover"], tag=(float(rng.uniform(0, 9)), 0.0))
        builder.add(sash.placed(at), use["sash"], solid=False)
        taken, who, tall = rng.uniform() < guests, int(rng.integers(0, len(GUESTS))), float(rng.uniform(0.96, 1.05))
        if taken and aside > 2.0:
            body, head = (each.placed(at @ np.diag([1.0, 1.0, tall, 1.0])) for each in GUESTS[who])
            builder.add(body, use["suit"], tag=(float(rng.uniform(0, 9)), 0.0), solid=False)
            builder.add(head, use["hair"], solid=False)


def chair(near: bool = True) -> tuple[Shape, Shape]:
    """(cover, sash): a chair under cloth, seat at 45 cm, back at 0.98 m, front toward -Y; soft edges where it may come near."""
    soft = 0.028 if near else 0.0
    seat = box((0.43, 0.43, SEAT_HIGH), soft, 0.5).placed(move(0, 0, SEAT_HIGH / 2))
    back = box((0.41, 0.065, 0.58), soft, 0.6).placed(move(0, 0.2, 0.69) @ spin(-7, 0))
    sash = box((0.43, 0.09, 0.10), 0.0, 0.6).placed(move(0, 0.2, 0.72) @ spin(-7, 0))
    return joined(seat, back), sash


def guest(lean: float) -> tuple[Shape, Shape]:
    """(clothes, head): somebody who sits on such a chair, as a lens far out of focus sees him; front toward -Y."""
    trunk = lathe([(0.16, 0.44), (0.20, 0.86), (0.19, 1.0), (0.07, 1.07), (0.055, 1.12)], 8)
    trunk = trunk.placed(move(lean, 0.02, 0) @ np.diag([1.12, 0.72, 1.0, 1.0]))
    arms = [box((0.09, 0.36, 0.09), 0.0, 1.0).placed(move(lean + side * 0.215, -0.10, 0.86) @ spin(38, 0)) for side in (-1, 1)]
    skull = lathe([(0.03, 0.0), (0.085, 0.06), (0.09, 0.17), (0.04, 0.24), (0.001, 0.25)], 8)
    return joined(trunk, *arms), skull.placed(move(lean, -0.02, 1.10))


CHAIRS = {near: chair(near) for near in (False, True)}
GUESTS = tuple(guest(lean) for lean in (-0.05, -0.015, 0.02, 0.06))


def add_candles(builder: Builder, light: BanquetLight, wicks: Wicks, seed: int) -> None:
    """After the bake."""
    if light.candles > 0:
        add_flames(builder, wicks, kelvin(2100, 40.0 * min(light.candles, 1.0)), LOOP_S, seed, 0.035)


def add_petals(builder: Builder, seed: int, count: int = 90) -> None:
    """Petals that fall over the stage's end of the aisle."""
    rng = np.random.default_rng(seed + 77)
    petal = Material(
        "petals", "petal", emissive=(0.50, 0.20, 0.26), double_sided=True, values={"loop_s": LOOP_S}, moving=True, travels=True
    )
    material, node = builder.material(petal), builder.node("petals")
    for _ in range(count):
        side = float(rng.uniform(0.018, 0.034))
        top = float(rng.uniform(4.0, 5.2))
        shape = box((side, side * 0.7, 0.002), step=1e9).placed(
            move(float(rng.uniform(-2.6, 2.6)), float(rng.uniform(4.6, 10.6)), top) @ spin(float(rng.uniform(0, 70)), 0)
        )
        own = np.array([rng.uniform(), rng.uniform(), top + 0.1, float(rng.integers(2, 4))], np.float32)
        builder.add(shape, material, node=node, solid=False, baked=False, colours=np.tile(own, (len(shape.positions), 1)))
