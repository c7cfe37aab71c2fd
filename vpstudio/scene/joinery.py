"""What rooms are finished with: skirtings, panelled walls, doors, coffers, stairs with a rail, sockets and switches; to measure.

Shapes stand like ``shapes.wall``: in XZ facing -Y, foot at z = 0, about the origin.
"""

from __future__ import annotations

import math

import numpy as np

from vpstudio.scene.shapes import Array, Shape, box, joined, lathe, move, rod, spin

SWITCH_M, SOCKET_M = 1.30, 0.30
DOOR = (0.95, 2.1)
RAIL_M = 0.92


def skirting(length: float, height: float = 0.12) -> Shape:
    """A board along the foot of a wall."""
    return box((length, 0.018, height), 0.004, 0.5).placed(move(0, -0.009, height / 2))


def cornice(length: float, size: float = 0.16) -> Shape:
    """A stepped moulding under a ceiling at z = 0."""
    steps = [
        box((length, size * share, size * 0.34), 0.008, 0.6).placed(move(0, -size * share / 2, -size * (0.17 + 0.33 * n)))
        for n, share in enumerate((1.0, 0.62, 0.3))
    ]
    return joined(*steps)


def raised_panel(width: float, height: float) -> Shape:
    """A moulded frame on a wall, its field a little proud."""
    rail = 0.045
    frame = [box((width, 0.022, rail), 0.007, 0.5).placed(move(0, -0.011, z)) for z in (rail / 2, height - rail / 2)]
    frame += [
        box((rail, 0.022, height), 0.007, 0.5).placed(move(x, -0.011, height / 2)) for x in (-width / 2 + rail / 2, width / 2 - rail / 2)
    ]
    return joined(*frame)


def panelled(length: float, height: float, count: int, foot: float = 0.12) -> Shape:
    """A wall's mouldings: a row of low panels under a dado, tall ones over it."""
    width = length / count
    made = [box((length, 0.03, 0.05), 0.01, 0.6).placed(move(0, -0.015, 0.92))]
    for number in range(count):
        x = -length / 2 + width * (number + 0.5)
        made.append(raised_panel(width - 0.16, 0.62).placed(move(x, 0, foot + 0.09)))
        made.append(raised_panel(width - 0.16, height - 1.25).placed(move(x, 0, 1.05)))
    return joined(*made)


def door(width: float = DOOR[0], height: float = DOOR[1], leaves: int = 1) -> dict[str, Shape]:
    """``frame``, ``leaf`` with two fields each, ``metal`` handles at 1.05 m."""
    frame = [
        box((0.09, 0.12, height + 0.09), 0.006, 0.4).placed(move(side * (width / 2 + 0.045), -0.02, (height + 0.09) / 2))
        for side in (-1, 1)
    ]
    frame.append(box((width + 0.18, 0.12, 0.09), 0.006, 0.4).placed(move(0, -0.02, height + 0.045)))
    leaf, metal = [], []
    each = width / leaves
    for number in range(leaves):
        x = -width / 2 + each * (number + 0.5)
        leaf.append(box((each - 0.008, 0.045, height - 0.01), 0.004, 0.3).placed(move(x, -0.01, height / 2)))
        for low, high in ((0.18, 0.88), (1.02, height - 0.16)):
            leaf.append(raised_panel(each - 0.24, high - low).placed(move(x, -0.032, low)))
        side = 1 if number == 0 else -1
        at = x + side * (each / 2 - 0.07)
        metal.append(rod((at, -0.075, 1.05), (at - side * 0.12, -0.075, 1.05), 0.010, 8))
        metal.append(rod((at, -0.03, 1.05), (at, -0.078, 1.05), 0.010, 8))
    return {"frame": joined(*frame), "leaf": joined(*leaf), "metal": joined(*metal)}


def coffers(width: float, depth: float, columns: int, rows: int, drop: float = 0.22, beam: float = 0.24) -> Shape:
    """Beams that cross under a ceiling at z = 0, about the origin."""
    made = [box((beam, depth, drop), 0.012, 0.6).placed(move(-width / 2 + width * i / columns, 0, -drop / 2)) for i in range(columns + 1)]
    made += [box((width, beam, drop), 0.012, 0.6).placed(move(0, -depth / 2 + depth * j / rows, -drop / 2)) for j in range(rows + 1)]
    return joined(*made)


def stairs(rise: float, steps: int, width: float, going: float = 0.29) -> tuple[Shape, Shape, Shape]:
    """(treads, balusters, rail) climbing along +X from the origin, the free side toward -Y at y = 0, the wall side at y = ``width``."""
    high = rise / steps
    treads = [
        box((going + 0.03, width, 0.05), 0.01, 0.4).placed(move((n + 0.5) * going, width / 2, (n + 1) * high - 0.025)) for n in range(steps)
    ]
    treads += [box((0.02, width, high), 0.0, 0.4).placed(move(n * going + 0.01, width / 2, (n + 0.5) * high)) for n in range(steps)]
    slope = math.atan2(rise, steps * going)
    string = box((math.hypot(rise, steps * going), 0.05, 0.3), 0.008, 0.5)
    treads.append(string.placed(move(steps * going / 2, 0.0, rise / 2 - 0.02) @ spin(-math.degrees(slope), 1)))
    posts = [baluster(RAIL_M).placed(move((n + 0.5) * going, 0.03, (n + 1) * high)) for n in range(steps)]
    rail = rod((0.0, 0.03, high + RAIL_M), (steps * going, 0.03, rise + RAIL_M), 0.032, 10, 6)
    return joined(*treads), joined(*posts), rail


def baluster(height: float) -> Shape:
    """A turned iron post."""
    profile = [(0.012, 0.0), (0.012, 0.3 * height), (0.024, 0.36 * height), (0.012, 0.42 * height), (0.011, 0.94 * height), (0.016, height)]
    return lathe(profile, 7)


def balustrade(length: float, gap: float = 0.14) -> tuple[Shape, Shape]:
    """(balusters, rail) along X about the origin."""
    count = max(2, round(length / gap))
    posts = [baluster(RAIL_M).placed(move(-length / 2 + length * (n + 0.5) / count, 0, 0)) for n in range(count)]
    return joined(*posts), rod((-length / 2, 0, RAIL_M + 0.02), (length / 2, 0, RAIL_M + 0.02), 0.03, 10, 6)


def fittings(places: list[tuple[Array, float]]) -> Shape:
    """Switch and socket plates of 86 mm at the given places and heights."""
    return joined(*(box((0.086, 0.010, 0.086), 0.003, 0.2).placed(place @ move(0, -0.005, height)) for place, height in places))


def bulbs(radius: float, count: int, size: float, height: float, rng: np.random.Generator) -> Shape:
    """A ring of small glowing drops."""
    drop = lathe([(0.001, 0.0), (size * 0.5, size * 0.45), (size * 0.38, size), (0.001, size * 1.45)], 7)
    turns = (np.arange(count) + rng.uniform(-0.1, 0.1, count)) / count * 2 * math.pi
    return joined(*(drop.placed(move(radius * math.cos(a), radius * math.sin(a), height)) for a in turns))
