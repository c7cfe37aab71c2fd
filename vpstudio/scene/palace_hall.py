"""The palace hall, 24 x 14 x 9 m: five bays by three, columns on drums, painted beams with brackets, coffers, lattice doors."""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene.builder import Builder
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.palace_light import PalaceLight, Use
from vpstudio.scene.shapes import Array, Shape, box, floor, joined, lathe, move, spin, wall

WIDE, DEEP, HIGH = 24.0, 14.0, 9.0
BAY = 4.8
COLUMNS_X = (-7.2, -2.4, 2.4, 7.2)
COLUMNS_Y = (-2.8, 2.8)
SOUTH, NORTH = -DEEP / 2, DEEP / 2
RADIUS = 0.3
BEAM_Z = 5.45  # underside of the lower beams
DOOR_HIGH, LEAF = 3.3, 1.05
TRANSOM = 4.75  # top of the lattice over the doors
OPEN_LEAVES = (1, 2)  # of the middle bay's four


def add_hall(builder: Builder, use: Use, light: PalaceLight, plaque: str) -> tuple[Texture, ...]:
    """Floor, walls, columns, beams, ceiling, doors and the plaque, whose texture is returned."""
    builder.add(floor(WIDE, DEEP, 0.42), use["floor"])
    _add_walls(builder, use)
    _add_columns(builder, use)
    _add_beams(builder, use)
    _add_carpet(builder, use)
    builder.add(joined(*doors()), use["door"])
    low, high = (TRANSOM - 0.2) / 2, light.doors
    for x in BAYS:
        builder.pane(f"doors {x:.1f}", (x - 2.0, SOUTH + 0.25, 0.2), (4.0, 0, 0), (0, 0, 2 * low), (1, 2), high, (0, 1, 0))
    return add_plaque(builder, use, plaque, move(0, NORTH - 0.35, 4.15) @ spin(7, 0))


BAYS = (-9.6, -4.8, 0.0, 4.8, 9.6)


def _add_walls(builder: Builder, use: Use) -> None:
    """Walls on three sides with a dado of dark timber and pilasters; over the doors a beam; coffers above."""
    solid = [box((WIDE + 0.6, 0.3, HIGH), 0.0, 0.5).placed(move(0, NORTH + 0.15, HIGH / 2))]
    solid += [box((0.3, DEEP, HIGH), 0.0, 0.6).placed(move(side * (WIDE / 2 + 0.15), 0, HIGH / 2)) for side in (-1, 1)]
    solid.append(box((WIDE + 0.6, 0.3, HIGH - TRANSOM), 0.0, 0.6).placed(move(0, SOUTH - 0.15, (HIGH + TRANSOM) / 2)))
    builder.add(joined(*solid), use["wall"])
    dado = [box((BAY - 0.5, 0.08, 1.1), 0.004, 0.4).placed(move(x, NORTH - 0.04, 0.55)) for x in BAYS]
    builder.add(joined(*dado), use["dark"], tag=(3.0, 0.0))
    rails = [box((BAY - 0.5, 0.12, 0.09), 0.006, 0.5).placed(move(x, NORTH - 0.06, 1.14)) for x in BAYS]
    builder.add(joined(*rails), use["gold"])
    for number, x in enumerate((-9.6, -4.8, 4.8, 9.6)):
        _add_partition(builder, use, move(x, NORTH - 0.06, 0), number)
    for side in (-1, 1):
        for number, y in enumerate((-4.7, 0.0, 4.7)):
            _add_partition(builder, use, move(side * (WIDE / 2 - 0.06), y, 0) @ spin(-side * 90), 5 + number + 3 * side)
    builder.add(floor(WIDE, DEEP, 0.6).flipped().placed(move(0, 0, 8.6)), use["ceiling"])


def _add_partition(builder: Builder, use: Use, place: Array, number: int) -> None:
    """Five tall leaves of painted silk in dark frames before a wall, facing -Y: a board below, a small field above; 4.6 m high."""
    for leaf in range(5):
        at = place @ move((leaf - 2) * 0.86, -0.02, 0)
        silk = [wall(0.68, 2.5, 0.5).placed(at @ move(0, -0.01, 1.3)), wall(0.68, 0.5, 0.5).placed(at @ move(0, -0.01, 3.95))]
        builder.add(joined(*silk), use["painting"], tag=(number * 5.0 + leaf * 1.3, 0.0))
        frame = [box((0.09, 0.09, 4.6), 0.0, 2.4).placed(at @ move(side * 0.385, -0.04, 2.3)) for side in (-1, 1)]
        frame += [box((0.70, 0.07, high), 0.0, 1).placed(at @ move(0, -0.03, z)) for z, high in ((1.26, 0.1), (3.86, 0.12), (4.53, 0.14))]
        builder.add(joined(*frame), use["dark"], tag=(number * 2.0 + leaf, 0.0))


def column(height: float = HIGH - 0.4) -> tuple[Shape, Shape]:
    """(shaft, drum): 0.6 m thick, a little thinner above, on a stone drum of 0.9 m."""
    heights = np.concatenate([np.linspace(0.16, 2.6, 8), np.linspace(3.2, height, 7)])
    shaft = lathe([(RADIUS * (1.0 - 0.012 * z), float(z)) for z in heights], 20)
    drum = lathe([(0.46, 0.0), (0.46, 0.05), (0.43, 0.09), (0.40, 0.13), (0.34, 0.17), (0.29, 0.17)], 20)
    return shaft, drum


def _add_columns(builder: Builder, use: Use) -> None:
    shaft, drum = column()
    places = [(x, y) for x in COLUMNS_X for y in COLUMNS_Y]
    places += [(x, side) for x in (*COLUMNS_X, -11.8, 11.8) for side in (NORTH - 0.05, SOUTH + 0.02)]
    for number, (x, y) in enumerate(places):
        builder.add(shaft.placed(move(x, y, 0) @ spin(number * 47.0)), use["column"], tag=(number * 1.31, 0.0))
        builder.add(drum.placed(move(x, y, 0)), use["stone"], tag=(number * 0.7, 0.0))


def _add_beams(builder: Builder, use: Use) -> None:
    """Two beams over every row of columns, one above the other, and clusters of brackets between them and the coffers."""
    made = []
    for z, tall, thick in ((BEAM_Z + 0.3, 0.6, 0.34), (BEAM_Z + 1.0, 0.36, 0.24)):
        made += [box((WIDE, thick, tall), 0.02, 1.2).placed(move(0, y, z)) for y in (*COLUMNS_Y, NORTH - 0.1, SOUTH + 0.16)]
        made += [box((thick, DEEP, tall), 0.02, 1.2).placed(move(x, 0, z - 0.04)) for x in COLUMNS_X]
    for number, each in enumerate(made):
        builder.add(each, use["beam"], tag=(number * 0.63, 0.0))
    cluster = bracket()
    for y in (COLUMNS_Y[1], NORTH - 0.3):
        clusters = [cluster.placed(move(x, y, BEAM_Z + 1.18)) for x in np.arange(-9.6, 9.7, 2.4)]
        builder.add(joined(*clusters), use["beam"], tag=(y, 0.0))


def bracket() -> Shape:
    """A cluster of bracket arms: three tiers that reach ever farther, with bearing blocks at their ends; foot at z = 0."""
    parts = [box((0.26, 0.26, 0.18), 0.0, 9).placed(move(0, 0, 0.09))]
    for tier, reach in enumerate((0.62, 0.92, 1.25)):
        z = 0.24 + 0.26 * tier
        parts += [box((reach, 0.11, 0.14), 0.0, 9).placed(move(0, 0, z)), box((0.11, reach, 0.14), 0.0, 9).placed(move(0, 0, z))]
        ends = [(side * (reach / 2 - 0.07), 0.0) for side in (-1, 1)]
        parts += [box((0.15, 0.15, 0.1), 0.0, 9).placed(move(x, y, z + 0.12)) for x, y in ends + [(b, a) for a, b in ends]]
    return joined(*parts)


def _add_carpet(builder: Builder, use: Use) -> None:
    """A runner from the doors to the steps of the throne."""
    builder.add(floor(2.4, 10.0, 0.3).placed(move(0, SOUTH + 5.4, 0.012)), use["carpet"], tag=(1.0, 0.0))
    edges = [floor(0.09, 10.0, 0.5).placed(move(side * 1.1, SOUTH + 5.4, 0.016)) for side in (-1, 1)]
    builder.add(joined(*edges), use["border"], tag=(2.0, 0.0))


def doors() -> list[Shape]:
    """Four leaves a bay, lattice above a panel, and a lattice transom; the two middle leaves of the middle bay stand open."""
    made = []
    for bay, x in enumerate(BAYS):
        for leaf in range(4):
            at = move(x + (leaf - 1.5) * (LEAF + 0.02), SOUTH, 0)
            if bay == 2 and leaf in OPEN_LEAVES:
                side = -1 if leaf == 1 else 1
                at = move(x + side * (LEAF + 0.02), SOUTH, 0) @ spin(side * 84) @ move(-side * LEAF / 2, 0, 0)
            made.append(_leaf(LEAF, 0.0, DOOR_HIGH, 0.95).placed(at))
        made.append(_leaf(BAY - 0.55, DOOR_HIGH + 0.12, TRANSOM - 0.05, 0.0).placed(move(x, SOUTH, 0)))
        made.append(box((BAY - 0.5, 0.16, 0.14), 0.006, 1).placed(move(x, SOUTH, DOOR_HIGH + 0.06)))
    return made


def _leaf(width: float, low: float, high: float, panel: float) -> Shape:
    """A frame with a lattice; closed boards up to ``panel`` above its foot."""
    stile = [box((0.075, 0.06, high - low), 0.004, 1.2).placed(move(side * (width / 2 - 0.0375), 0, (low + high) / 2)) for side in (-1, 1)]
    rails = [z for z in (low + 0.05, low + panel, high - 0.05) if z == low + 0.05 or z > low + 0.1]
    parts = stile + [box((width - 0.15, 0.05, 0.09), 0.004, 1.2).placed(move(0, 0, z)) for z in rails]
    if panel:
        parts.append(box((width - 0.15, 0.03, panel - 0.1), 0.0, 0.6).placed(move(0, 0, low + panel / 2)))
    return joined(*parts, *lattice(width - 0.15, low + max(panel, 0.05) + 0.045, high - 0.095))


def lattice(width: float, low: float, high: float, pitch: float = 0.16) -> list[Shape]:
    """Bars both ways, of 22 mm, about ``pitch`` apart."""
    across, up = max(2, round(width / pitch)), max(2, round((high - low) / pitch))
    bars = [_bar(0.022, high - low).placed(move(-width / 2 + width * i / across, 0, (low + high) / 2)) for i in range(1, across)]
    bars += [_bar(0.022, width).placed(move(0, 0, low + (high - low) * i / up) @ spin(90, 1)) for i in range(1, up)]
    return bars


def _bar(thick: float, length: float) -> Shape:
    """Front and back of a bar along Z; its sides are never seen at the distance where lattices stand."""
    face = wall(thick, length, 9.0).placed(move(0, 0, -length / 2))
    return joined(face.placed(move(0, -thick / 2, 0)), face.placed(move(0, thick / 2, 0) @ spin(180)))


def add_plaque(builder: Builder, use: Use, text: str, place: Array) -> tuple[Texture, ...]:
    """Gold characters on blue in a carved frame, 2.6 x 0.8 m, leaning forward; nothing where there is no text."""
    if not text.strip():
        return ()
    plate = Material("plaque", "baked", (0.9, 0.9, 0.9, 1), roughness=0.4, uses={"base_colour": TextureUse(0)})
    number = builder.material(plate)
    board = wall(2.6, 0.8, 0.3).placed(place @ move(0, -0.07, 0))
    board.uv[:] = np.stack([board.uv[:, 0] / 2.6 + 0.5, 1.0 - board.uv[:, 1] / 0.8], axis=1)
    builder.add(board, number, albedo=(0.06, 0.07, 0.14))
    frame = [box((2.95, 0.14, 0.17), 0.03, 0.6).placed(place @ move(0, -0.06, z)) for z in (-0.06, 0.86)]
    frame += [box((0.17, 0.14, 0.95), 0.03, 0.6).placed(place @ move(side * 1.38, -0.06, 0.4)) for side in (-1, 1)]
    builder.add(joined(*frame), use["gold"], tag=(8.0, 0.0))
    return (lettering("plaque", text, (226, 178, 84), (22, 34, 74), 2.6 / 0.8),)
