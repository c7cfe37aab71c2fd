"""What stands in the office: shelves with objects, the desk, the sofa corner, plants, lamps, and what may stand near the lens."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.scene import Mark
from vpstudio.scene import furniture
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin, times
from vpstudio.scene.office_room import EAST, SOUTH, WEST, OfficeLight
from vpstudio.scene.shapes import Shape, box, joined, lathe, move, spin, wall

Use = dict[str, int]
SHELF_DEEP, SHELF_LOW, SHELF_HIGH = 0.36, 0.62, 2.86
SHELF_FROM, SHELF_TO, COLUMNS, ROWS = -2.0, 2.25, 5, 5


def furnish(builder: Builder, use: Use, light: OfficeLight, seed: int) -> None:
    """Everything that does not belong to the shell."""
    rng = np.random.default_rng(seed)
    _add_shelves(builder, use, light, rng)
    _add_desk(builder, use, light, rng)
    _add_sofa_corner(builder, use, light)
    _add_credenza(builder, use, light)
    for number, (x, y, height) in enumerate(((-3.45, 2.58, 2.0), (3.5, -2.42, 1.9))):
        parts = furniture.plant(np.random.default_rng(seed + 50 + number), height)
        _put(builder, use, parts, move(x, y, 0), tag=float(number), leaves_solid=False)


def _put(
    builder: Builder, use: Use, parts: dict[str, Shape], place: np.ndarray, tag: float = 0.0, leaves_solid: bool = True, **roles: str
) -> None:
    """A piece of furniture's parts with their materials; ``roles`` swaps a role for another material."""
    for role, shape in parts.items():
        solid = leaves_solid or role != "leaf"
        builder.add(shape.placed(place), use[roles.get(role, role)], tag=(tag, 0.0), solid=solid, baked=role != "shade")


def _add_shelves(builder: Builder, use: Use, light: OfficeLight, rng: np.random.Generator) -> None:
    """Five columns by five rows over closed cupboards; a light strip under every board."""
    length = SHELF_TO - SHELF_FROM
    place = move(WEST, (SHELF_FROM + SHELF_TO) / 2, 0) @ spin(90)
    base = [box((length / 4 - 0.008, SHELF_DEEP + 0.06, SHELF_LOW - 0.04), 0.004, 0.16) for _ in range(4)]
    for number, door in enumerate(base):
        at = place @ move(-length / 2 + length / 4 * (number + 0.5), -(SHELF_DEEP + 0.06) / 2, SHELF_LOW / 2)
        builder.add(door.placed(at), use["wood"], tag=(40.0 + number, 0.0))
    builder.add(wall(length, SHELF_HIGH - SHELF_LOW, 0.1).placed(place @ move(0, -0.02, SHELF_LOW)), use["panel"], tag=(55.0, 0.0))
    column, row = length / COLUMNS, (SHELF_HIGH - SHELF_LOW) / ROWS
    boards = [
        box((length, SHELF_DEEP, 0.035), 0.0, 0.17).placed(place @ move(0, -SHELF_DEEP / 2, SHELF_LOW + row * i)) for i in range(ROWS + 1)
    ]
    posts = [
        box((0.035, SHELF_DEEP, SHELF_HIGH - SHELF_LOW), 0.0, 0.15).placed(
            place @ move(-length / 2 + column * i, -SHELF_DEEP / 2, (SHELF_HIGH + SHELF_LOW) / 2)
        )
        for i in range(COLUMNS + 1)
    ]
    builder.add(joined(*boards, *posts), use["wood"], tag=(60.0, 0.0))
    strips = [
        box((length - 0.06, 0.014, 0.01)).placed(place @ move(0, -SHELF_DEEP + 0.045, SHELF_LOW + row * (i + 1) - 0.024))
        for i in range(ROWS)
    ]
    builder.add(joined(*strips), use["strip"], baked=False, glow=times(kelvin(3500), 10.0 * light.cove))
    for i in range(COLUMNS):
        for j in range(ROWS):
            at = place @ move(-length / 2 + column * (i + 0.5), -0.17, SHELF_LOW + row * j + 0.018)
            _fill_niche(builder, use, rng, at, column - 0.08, row - 0.07, i + j * COLUMNS)


def _fill_niche(builder: Builder, use: Use, rng: np.random.Generator, place: np.ndarray, wide: float, high: float, number: int) -> None:
    """Books to one side, or a vase, a box, an award; some stay nearly empty."""
    kind = rng.integers(0, 6)
    if kind <= 2:
        length = wide * float(rng.uniform(0.45, 0.95))
        tall = high * float(rng.uniform(0.62, 0.8))
        side = float(rng.choice([-1, 1])) * (wide - length) / 2
        books = box((length, 0.21, tall), 0.004, 0.1).placed(place @ move(side, 0, tall / 2))
        books.uv[:, 0] = books.positions[:, 1]
        books.uv[:, 1] = books.positions[:, 2]
        builder.add(books, use["books"], tag=(float(rng.uniform(0, 30)), 0.0))
    if kind in (2, 3):
        shape = furniture.vase(high * float(rng.uniform(0.55, 0.8)), float(rng.uniform(0.05, 0.085)))
        role = str(rng.choice(["ceramic", "jade", "dark"]))
        builder.add(
            shape.placed(place @ move(float(rng.uniform(0.1, 0.3)) * wide * (1 if kind == 3 else 0), -0.03, 0)), use[role], tag=(number, 0)
        )
    if kind == 4:
        disc = lathe([(0.001, -0.012), (0.11, -0.012), (0.12, 0.0), (0.11, 0.012), (0.001, 0.012)], 24, smooth=False)
        builder.add(disc.placed(place @ move(0, 0.02, 0.135) @ spin(80, 0)), use["brass"])
        builder.add(box((0.12, 0.08, 0.03), 0.004, 0.2).placed(place @ move(0, 0, 0.015)), use["dark"])
    if kind == 5:
        stack = [box((0.26, 0.2, 0.035), 0.004, 0.2).placed(place @ move(0.02 * k, 0, 0.018 + 0.037 * k) @ spin(5 * k)) for k in range(3)]
        builder.add(joined(*stack), use["paper"])
        builder.add(box((0.14, 0.14, 0.14), 0.01, 0.2).placed(place @ move(0.02, 0, 0.182) @ spin(20)), use["dark"])


def _add_desk(builder: Builder, use: Use, light: OfficeLight, rng: np.random.Generator) -> None:
    """The desk stands before the shelves, its front to the room, a lamp on its window side."""
    place = move(-2.15, 0.75, 0) @ spin(90)
    _put(builder, use, furniture.desk(), place, tag=70.0, leather="felt")
    _put(builder, use, furniture.desk_things(rng), place @ move(0, 0, 0.75), tag=71.0)
    _put(builder, use, furniture.desk_chair(), move(-3.02, 0.7, 0) @ spin(-75), tag=72.0, leather="black leather")
    _lamp(builder, use, light, furniture.desk_lamp(), place @ move(0.82, 0.12, 0.75), 0.40, 1.25, "desk lamp")


def _lamp(
    builder: Builder, use: Use, light: OfficeLight, parts: dict[str, Shape], place: np.ndarray, height: float, strength: float, name: str
) -> None:
    _put(builder, use, {role: shape for role, shape in parts.items() if role != "shade"}, place)
    builder.add(parts["shade"].placed(place), use["shade"], solid=False, baked=False)
    x, y, z = (place @ [0, 0, height, 1])[:3]
    builder.lamp(name, Lamp((float(x), float(y), float(z)), kelvin(3100), strength * light.lamps, skip_m=0.3))


def _add_sofa_corner(builder: Builder, use: Use, light: OfficeLight) -> None:
    """A sofa along the slats, two chairs, a low table, a standing lamp by the glass."""
    _put(builder, use, furniture.sofa(2.3), move(EAST - 0.62, 0.85, 0) @ spin(-90), tag=80.0)
    _put(builder, use, furniture.armchair(), move(1.75, 2.05, 0) @ spin(-28), tag=81.0)
    _put(builder, use, furniture.armchair(), move(1.6, -0.62, 0) @ spin(-150), tag=82.0)
    _put(builder, use, furniture.coffee_table(), move(2.1, 0.75, 0) @ spin(90), stone="marble")
    builder.add(furniture.vase(0.24, 0.075).placed(move(2.1, 1.0, 0.38)), use["jade"])
    books = [box((0.3, 0.22, 0.03), 0.004, 0.2).at(2.1, 0.55, 0.395 + 0.032 * k, 80.0 + 9 * k) for k in range(2)]
    builder.add(joined(*books), use["paper"])
    _lamp(builder, use, light, furniture.floor_lamp(), move(EAST - 0.45, 2.42, 0), 1.48, 1.9, "floor lamp by the sofa")
    _lamp(builder, use, light, furniture.floor_lamp(1.55), move(-2.05, 2.5, 0), 1.41, 1.7, "floor lamp by the window")


def _add_credenza(builder: Builder, use: Use, light: OfficeLight) -> None:
    """A low cupboard under the sign with a lamp and a bowl."""
    builder.add(box((2.1, 0.42, 0.6), 0.006, 0.16).placed(move(1.9, SOUTH + 0.28, 0.38)), use["wood"], tag=(90.0, 0.0))
    builder.add(box((2.14, 0.46, 0.03), 0.004, 0.16).placed(move(1.9, SOUTH + 0.28, 0.695)), use["marble"])
    _lamp(builder, use, light, furniture.desk_lamp(), move(1.15, SOUTH + 0.28, 0.71), 0.40, 1.1, "lamp on the credenza")
    builder.add(furniture.vase(0.34, 0.09).placed(move(2.6, SOUTH + 0.28, 0.71)), use["ceramic"])
    builder.add(furniture.vase(0.2, 0.06).placed(move(2.35, SOUTH + 0.24, 0.71)), use["jade"])


def add_foreground(builder: Builder, use: Use, light: OfficeLight, kind: str, mark: Mark, seed: int) -> None:
    """Something between the lens and the actor of the first mark, a little to his side: it hides the edge of him, out of focus."""
    if kind == "none":
        return
    ahead, aside = {"chair": (0.42, 0.27), "plant": (0.62, 0.34), "desk": (0.5, 0.24)}[kind]
    pan = math.radians(mark.pan_deg)
    toward, right = np.array([-math.sin(pan), math.cos(pan)]), np.array([math.cos(pan), math.sin(pan)])
    x, y = np.array(mark.position_m[:2]) - ahead * toward + aside * right
    place = move(float(x), float(y), 0) @ spin(mark.pan_deg)
    if kind == "chair":
        _put(builder, use, furniture.desk_chair(), place @ spin(165), tag=95.0, leather="black leather")
    elif kind == "plant":
        _put(builder, use, furniture.plant(np.random.default_rng(seed + 99), 1.7, 36), place, tag=96.0, leaves_solid=False)
    else:
        _put(builder, use, furniture.desk(1.5, 0.5), place @ move(0.15, -0.05, 0), tag=97.0, leather="felt")
        _lamp(builder, use, light, furniture.desk_lamp(), place @ move(0, 0, 0.75), 0.40, 0.7, "lamp near the lens")


def add_occluder(builder: Builder, use: Use, mark: Mark, seed: int) -> None:
    """A plant that stands close to the lens of this mark, left of its axis, so that leaves cut into the picture out of focus."""
    pan = math.radians(mark.pan_deg)
    toward, right = np.array([-math.sin(pan), math.cos(pan)]), np.array([math.cos(pan), math.sin(pan)])
    x, y = np.array(mark.position_m[:2]) - (mark.distance_m - 0.62) * toward - 0.30 * right
    parts = furniture.plant(np.random.default_rng(seed + 61), 1.95, 46)
    _put(builder, use, parts, move(float(x), float(y), 0), tag=98.0, leaves_solid=False)
