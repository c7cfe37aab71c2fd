"""What stands in the palace hall: the throne on its dais before a screen, candle trees, lanterns, incense burners, silk, chairs."""

from __future__ import annotations

import numpy as np

from vpstudio.scene.air import add_flames, add_smoke
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import times
from vpstudio.scene.furniture import curtain, vase
from vpstudio.scene.palace_hall import COLUMNS_Y
from vpstudio.scene.palace_light import PalaceLight, Use, candle
from vpstudio.scene.shapes import Array, Shape, box, joined, lathe, move, rod, spin

LOOP_S = 24.0
Wick = tuple[float, float, float]
DAIS_Y, DAIS_HIGH, STEPS = 3.45, 0.90, 6
BURNERS = ((-2.0, 1.5), (2.0, 1.5))
# Candle trees: x, y, floor, turn, taller.
TREES = (
    (-2.75, 2.25, 0.0, 0, 1.0),
    (2.75, 2.25, 0.0, 30, 1.0),
    (-1.75, 5.1, 0.9, 10, 0.9),
    (1.75, 5.15, 0.9, 50, 0.92),
    (-6.2, -1.2, 0.0, 20, 1.0),
    (6.3, -1.1, 0.0, 70, 1.03),
)
LANTERNS = ((-4.8, 0.2), (4.8, -0.3), (-4.8, 4.6), (4.8, 4.9), (-9.6, 0.3), (9.6, 0.1), (0.0, -4.7))
LANTERN_Z = 3.35


def furnish(builder: Builder, use: Use, light: PalaceLight, seed: int, incense: float) -> list[Wick]:
    """All furniture; the places of the wicks. incense: how high the smoke rises, 0 for none."""
    rng = np.random.default_rng(seed)
    _add_dais(builder, use)
    _add_throne(builder, use)
    _add_screen(builder, use)
    _add_silk(builder, use, rng)
    _add_chairs(builder, use, rng)
    wicks: list[Wick] = []
    for number, (x, y, z, turn, tall) in enumerate(TREES):
        place = move(x + float(rng.uniform(-0.05, 0.05)), y + float(rng.uniform(-0.05, 0.05)), z) @ spin(turn + float(rng.uniform(-9, 9)))
        wicks += add_candle_tree(builder, use, light, place, tall, f"candles {number + 1}", rng)
    for number, (x, y) in enumerate(LANTERNS):
        add_lantern(builder, use, light, (x, y), float(rng.uniform(-25, 25)), f"lantern {number + 1}")
    _add_burners(builder, use, light, incense)
    return wicks


def furnish_court(builder: Builder, use: Use, light: PalaceLight, seed: int) -> list[Wick]:
    """Candle trees beside the middle door and at the terrace's edge, burners with smoke; the places of the wicks."""
    rng = np.random.default_rng(seed)
    wicks: list[Wick] = []
    for number, (x, y) in enumerate(((-1.75, -7.75), (1.8, -7.7), (3.3, -10.3), (-3.4, -10.1))):
        place = move(x + float(rng.uniform(-0.06, 0.06)), y + float(rng.uniform(-0.06, 0.06)), 0) @ spin(float(rng.uniform(0, 60)))
        wicks += add_candle_tree(builder, use, light, place, float(rng.uniform(0.96, 1.04)), f"candles {number + 1}", rng)
    _add_burners(builder, use, light, 1.6, ((-4.9, -12.4), (4.7, -12.5)))
    return wicks


def _add_dais(builder: Builder, use: Use) -> None:
    """Six steps of 15 cm, of white stone, carpeted in the middle; railings at both sides."""
    tread = 0.32
    for number in range(STEPS):
        z, front = DAIS_HIGH / STEPS * (number + 1), DAIS_Y - tread * (STEPS - 1 - number)
        wide = 5.8 if number == STEPS - 1 else 3.4
        back = 6.85
        slab = box((wide, back - front, DAIS_HIGH / STEPS), 0.008, 0.4).placed(move(0, (front + back) / 2, z - DAIS_HIGH / STEPS / 2))
        builder.add(slab, use["stone"], tag=(number * 0.9, 0.0))
        carpet = [box((1.7, tread, 0.012), 0.002, 0.4).placed(move(0, front + tread / 2, z + 0.004))]
        carpet.append(box((1.7, 0.012, 0.15), 0.002, 0.4).placed(move(0, front - 0.004, z - 0.075)))
        builder.add(joined(*carpet), use["carpet"], tag=(number * 1.1, 0.0))
    body = box((5.8, 3.3, DAIS_HIGH - 0.15), 0.01, 0.5).placed(move(0, 5.2, (DAIS_HIGH - 0.15) / 2))
    builder.add(body, use["stone"], tag=(9.0, 0.0))
    builder.add(joined(*railing(1.15).values()).placed(move(-2.3, DAIS_Y + 0.12, DAIS_HIGH)), use["gold"], tag=(1.0, 0.0))
    builder.add(joined(*railing(1.15).values()).placed(move(2.3, DAIS_Y + 0.12, DAIS_HIGH)), use["gold"], tag=(2.0, 0.0))


def railing(length: float) -> dict[str, Shape]:
    """Carved, 0.75 m high: posts with knobs, a rail, balusters."""
    posts = [box((0.11, 0.11, 0.8), 0.012, 0.5).placed(move(side * length / 2, 0, 0.4)) for side in (-1, 1)]
    knobs = [lathe([(0.03, 0.8), (0.075, 0.87), (0.06, 0.95), (0.001, 1.0)], 12).placed(move(side * length / 2, 0, 0)) for side in (-1, 1)]
    rails = [box((length, 0.07, 0.08), 0.012, 0.5).placed(move(0, 0, z)) for z in (0.12, 0.66)]
    balusters = [rod((x, 0, 0.12), (x, 0, 0.66), 0.026, 8) for x in np.linspace(-length / 2, length / 2, 7)[1:-1]]
    return {"posts": joined(*posts, *knobs), "rails": joined(*rails, *balusters)}


def _add_throne(builder: Builder, use: Use) -> None:
    """A broad gilded seat at 45 cm over the dais, its back in three waves, a silk cushion, a footstool."""
    place = move(0, 5.0, DAIS_HIGH)
    gold = [box((1.7, 0.95, 0.12), 0.02, 0.3).placed(move(0, 0, 0.36)), box((1.5, 0.75, 0.3), 0.02, 0.4).placed(move(0, 0.02, 0.15))]
    gold += [box((0.14, 0.9, 0.36), 0.03, 0.3).placed(move(side * 0.78, 0, 0.6)) for side in (-1, 1)]
    for x, wide, high in ((-0.56, 0.52, 0.82), (0.56, 0.52, 0.82), (0.0, 0.66, 1.15)):
        gold.append(box((wide, 0.11, high), 0.045, 0.25, 2).placed(move(x, 0.42, 0.42 + high / 2) @ spin(-5, 0)))
    crest = [lathe([(0.001, -0.1), (0.085, -0.04), (0.09, 0.04), (0.001, 0.12)], 14).placed(move(x, 0.40, z)) for x, z in CREST]
    builder.add(joined(*gold, *crest).placed(place), use["gold"], tag=(5.0, 0.0))
    silk = [
        box((1.4, 0.74, 0.1), 0.045, 0.2, 2).placed(move(0, -0.04, 0.455 - 0.05)),
        box((0.52, 0.1, 0.66), 0.04, 0.2, 2).placed(move(0, 0.33, 0.85)),
    ]
    builder.add(joined(*silk).placed(place), use["silk"], tag=(3.0, 0.0))
    builder.add(box((0.9, 0.36, 0.16), 0.02, 0.3).placed(place @ move(0, -0.78, 0.08)), use["gold"], tag=(6.0, 0.0))


CREST = ((0.0, 1.66), (-0.56, 1.32), (0.56, 1.32), (-0.28, 1.48), (0.28, 1.48))


def _add_screen(builder: Builder, use: Use) -> None:
    """Seven gilt panels behind the throne, folded, the middle one highest, each in a carved frame."""
    for number in range(7):
        off = number - 3
        high, wide = 2.75 - 0.17 * abs(off), 0.68
        place = move(off * 0.66, 6.25 - 0.05 * abs(off) ** 1.4, DAIS_HIGH) @ spin(-9.0 * off + (6.0 if number % 2 else -6.0))
        panel = box((wide - 0.09, 0.04, high - 0.5), 0.004, 0.25).placed(place @ move(0, 0, high / 2 + 0.1))
        builder.add(panel, use["panel"], tag=(number * 1.9, 0.0))
        frame = [box((0.075, 0.08, high), 0.012, 0.5).placed(place @ move(side * (wide / 2 - 0.03), 0, high / 2)) for side in (-1, 1)]
        frame += [box((wide, 0.08, 0.11), 0.015, 0.5).placed(place @ move(0, 0, z)) for z in (0.12, 0.34, high - 0.05)]
        frame.append(box((wide * 0.62, 0.07, 0.16), 0.05, 0.3, 2).placed(place @ move(0, 0, high + 0.07)))
        builder.add(joined(*frame), use["gold"], tag=(number * 0.8 + 11, 0.0))


def _add_silk(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    """Hangings of yellow silk beside the inner columns and at the back."""
    places = [(x + 0.62 * side, y + 0.05) for x in (-7.2, 7.2) for y in (COLUMNS_Y[1],) for side in (-1, 1)]
    places += [(x, 6.75) for x in (-3.6, 3.6, -9.2, 9.2)]
    for number, (x, y) in enumerate(places):
        cloth = curtain(0.85 + float(rng.uniform(-0.06, 0.06)), 5.3, 7, 0.06).placed(move(x, y, 0.05))
        builder.add(cloth, use["silk"], tag=(number * 1.7, 0.0), solid=False)


def _add_chairs(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    """Armchairs of dark wood with a tea table between each two, along both walls."""
    for side in (-1, 1):
        for number, y in enumerate((-1.6, 0.2, 2.0)):
            place = move(side * 9.7, y + float(rng.uniform(-0.06, 0.06)), 0) @ spin(-side * 90 + float(rng.uniform(-4, 4)))
            builder.add(palace_chair().placed(place), use["dark"], tag=(number * 2.3 + side, 0.0))
        for y in (-0.7, 1.1):
            table = joined(box((0.42, 0.42, 0.04), 0.006, 0.3).placed(move(0, 0, 0.73)), *_legs(0.36, 0.36, 0.72))
            builder.add(table.placed(move(side * 9.75, y, 0)), use["dark"], tag=(y, 0.0))
            builder.add(vase(0.28, 0.09).placed(move(side * 9.75, y, 0.75)), use["bronze"], tag=(y, 0.0))


def palace_chair() -> Shape:
    """A straight armchair, seat at 45 cm, back at 1.08 m, front toward -Y."""
    seat = box((0.6, 0.48, 0.045), 0.008, 0.3).placed(move(0, 0, 0.43))
    splat = box((0.2, 0.022, 0.5), 0.006, 0.3).placed(move(0, 0.22, 0.74) @ spin(-5, 0))
    rail = box((0.6, 0.05, 0.05), 0.02, 0.3).placed(move(0, 0.25, 1.055))
    arms = [box((0.045, 0.46, 0.035), 0.012, 0.3).placed(move(side * 0.28, 0, 0.69)) for side in (-1, 1)]
    posts = [rod((side * 0.28, 0.23, 0.44), (side * 0.28, 0.25, 1.05), 0.019, 8) for side in (-1, 1)]
    posts += [rod((side * 0.28, -0.2, 0.44), (side * 0.28, -0.2, 0.69), 0.016, 8) for side in (-1, 1)]
    return joined(seat, splat, rail, *arms, *posts, *_legs(0.54, 0.42, 0.42))


def _legs(wide: float, deep: float, high: float) -> list[Shape]:
    return [box((0.045, 0.045, high), 0.006, 0.5).placed(move(x * wide / 2, y * deep / 2, high / 2)) for x in (-1, 1) for y in (-1, 1)]


def add_candle_tree(
    builder: Builder, use: Use, light: PalaceLight, place: Array, tall: float, name: str, rng: np.random.Generator
) -> list[Wick]:
    """A bronze tree with nine candles in two rings and one on top, at 1.25 to 1.6 m; the places of its wicks."""
    foot = lathe(
        [(0.24, 0), (0.24, 0.03), (0.12, 0.06), (0.05, 0.12), (0.024, 0.3), (0.022, 1.1), (0.045, 1.14), (0.018, 1.2), (0.016, 1.42)], 16
    )
    spots = [(0.33 * np.cos(a), 0.33 * np.sin(a), 1.16) for a in np.radians(np.arange(0, 360, 60))]
    spots += [(0.17 * np.cos(a), 0.17 * np.sin(a), 1.32) for a in np.radians(np.arange(30, 390, 180))] + [(0.0, 0.0, 1.46)]
    metal, wax, wicks = [foot], [], []
    for x, y, z in spots:
        metal.append(lathe([(0.012, z - 0.05), (0.05, z), (0.052, z + 0.012), (0.02, z + 0.012)], 12).placed(move(x, y, 0)))
        metal.append(rod((0, 0, z - 0.14), (float(x), float(y), z - 0.03), 0.011, 6))
        high = 0.13 * float(rng.uniform(0.75, 1.25))
        wax.append(lathe([(0.021, z), (0.022, z + high), (0.001, z + high + 0.004)], 10).placed(move(x, y, 0)))
        wicks.append((float(x), float(y), (z + high + 0.006) * tall))
    scaled = place @ np.diag([1.0, 1.0, tall, 1.0])
    builder.add(joined(*metal).placed(scaled), use["bronze"], tag=(len(name), 0.0))
    builder.add(joined(*wax).placed(scaled), use["wax"], solid=False)
    x, y, z = (place @ [0, 0, 1.5 * tall, 1])[:3]
    builder.lamp(name, Lamp((float(x), float(y), float(z)), candle(1.0), 6.0 * light.candles, skip_m=0.5))
    return [tuple(float(each) for each in (place @ [*wick, 1.0])[:3]) for wick in wicks]  # type: ignore[misc]


def add_lantern(
    builder: Builder,
    use: Use,
    light: PalaceLight,
    at: tuple[float, float],
    turn: float,
    name: str,
    z: float = LANTERN_Z,
    top: float = 8.6,
) -> None:
    """A six-sided palace lantern: paper in a lacquered frame, a roof, tassels at its corners; hung from ``top``."""
    place = move(*at, z) @ spin(turn)
    paper = lathe([(0.27, -0.28), (0.31, 0.0), (0.27, 0.28)], 6)
    paper.uv[:, 1] = (paper.positions[:, 2] + 0.28) / 0.56
    frame = [lathe([(0.30, z), (0.36, z + 0.03), (0.30, z + 0.06)], 6) for z in (-0.34, 0.28)]
    frame.append(lathe([(0.40, 0.34), (0.24, 0.42), (0.06, 0.54)], 6))
    for angle in np.radians(np.arange(0, 360, 60)):
        c, s = float(np.cos(angle)), float(np.sin(angle))
        frame.append(rod((0.28 * c, 0.28 * s, -0.3), (0.28 * c, 0.28 * s, 0.3), 0.014, 6))
        frame.append(lathe([(0.006, -0.62), (0.016, -0.58), (0.010, -0.36), (0.002, 0.30)], 6).placed(move(0.37 * c, 0.37 * s, 0)))
    frame.append(rod((0, 0, 0.5), (0, 0, top - z), 0.012, 6, 3))
    builder.add(paper.placed(place), use["paper"], solid=False, baked=False)
    builder.add(joined(*frame).placed(place), use["column"], tag=(at[0], 0.0), solid=False)
    builder.lamp(name, Lamp((*at, z), candle(1.0), 5.5 * light.lanterns, skip_m=0.45))


def _add_burners(builder: Builder, use: Use, light: PalaceLight, incense: float, places: tuple[tuple[float, float], ...] = BURNERS) -> None:
    """Two bronze tripods before the steps, with smoke."""
    for number, (x, y) in enumerate(places):
        bowl = lathe(
            [(0.02, 0.36), (0.22, 0.40), (0.30, 0.55), (0.28, 0.70), (0.33, 0.74), (0.33, 0.78), (0.27, 0.77), (0.2, 0.66), (0.001, 0.66)],
            24,
        )
        legs = [
            rod((0.2 * np.cos(a), 0.2 * np.sin(a), 0.45), (0.27 * np.cos(a), 0.27 * np.sin(a), 0.0), 0.045, 10) for a in (0.5, 2.6, 4.7)
        ]
        ears = [box((0.05, 0.13, 0.2), 0.02, 0.3).placed(move(side * 0.31, 0, 0.86)) for side in (-1, 1)]
        builder.add(joined(bowl, *legs, *ears).placed(move(x, y, 0) @ spin(20 * number)), use["bronze"], tag=(30.0 + number, 0.0))
    if incense > 0:
        add_smoke(builder, [(x, y, 0.7) for x, y in places], incense, times(light.air, 3.0), LOOP_S)


def add_candles(builder: Builder, light: PalaceLight, wicks: list[Wick], seed: int) -> None:
    """The flames, after the bake."""
    if light.candles > 0:
        add_flames(builder, wicks, candle(46.0 * min(light.candles, 1.0)), LOOP_S, seed)
