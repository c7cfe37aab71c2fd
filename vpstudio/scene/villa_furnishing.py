"""What stands and hangs in the villa's hall: chandelier, sofas, lamps, candles, plants, the fire."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.scene import Mark, Material
from vpstudio.scene import furniture, joinery
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin, times
from vpstudio.scene.shapes import Array, Shape, box, floor, joined, lathe, move, rod, spin, wall
from vpstudio.scene.villa_room import EAST, HIGH, LOOP_S, Use, VillaLight

CHANDELIER = (0.1, 1.3, 3.5)


def furnish(builder: Builder, use: Use, light: VillaLight, seed: int) -> None:
    """Everything that does not belong to the shell."""
    rng = np.random.default_rng(seed)
    _add_chandelier(builder, use, light, rng)
    _add_sitting(builder, use, light, rng)
    _add_sides(builder, use, light, rng)
    if light.candles > 0:
        _add_candles(builder, use, light, rng)


def _put(builder: Builder, use: Use, parts: dict[str, Shape], place: Array, tag: float, **roles: str) -> None:
    for role, shape in parts.items():
        builder.add(shape.placed(place), use[roles.get(role, role)], tag=(tag, 0.0), solid=role != "leaf", baked=role != "shade")


def _add_chandelier(builder: Builder, use: Use, light: VillaLight, rng: np.random.Generator) -> None:
    """Three rings of bulbs on gilt arms under a long rod."""
    x, y, z = CHANDELIER
    rings = ((0.95, 20, 0.0), (0.66, 14, 0.42), (0.36, 8, 0.8))
    gilt, glow = [rod((0, 0, 0.1), (0, 0, HIGH - z), 0.018, 8)], []
    for radius, count, up in rings:
        profile = [(radius - 0.012, up), (radius, up + 0.012), (radius + 0.012, up), (radius, up - 0.012), (radius - 0.012, up)]
        gilt.append(lathe(profile, 28))
        gilt += [
            rod((0, 0, up + 0.3), (radius * math.cos(a), radius * math.sin(a), up), 0.009, 6)
            for a in np.arange(0, 2 * math.pi, math.pi / 4)
        ]
        glow.append(joinery.bulbs(radius, count, 0.045, up + 0.05, rng))
    gilt.append(lathe([(0.001, -0.12), (0.09, -0.02), (0.05, 0.16), (0.001, 0.3)], 14))
    builder.add(joined(*gilt).placed(move(x, y, z)), use["gilt"], solid=False)
    builder.add(joined(*glow).placed(move(x, y, z)), use["bulb"], solid=False, baked=False)
    for turn in range(3):
        angle = 2 * math.pi * turn / 3 + 0.4
        place = (x + 0.6 * math.cos(angle), y + 0.6 * math.sin(angle), z + 0.25)
        builder.lamp(f"chandelier {turn}", Lamp(place, kelvin(3350), 9.0 * light.lamps, skip_m=0.6))


def _lamp(builder: Builder, use: Use, light: VillaLight, place: Array, name: str) -> None:
    """A table lamp, 0.55 m high."""
    _put(builder, use, {key: part for key, part in furniture.desk_lamp().items() if key != "shade"}, place, 0.0)
    builder.add(furniture.desk_lamp()["shade"].placed(place), use["shade"], solid=False, baked=False)
    x, y, z = (place @ [0, 0, 0.40, 1])[:3]
    builder.lamp(name, Lamp((float(x), float(y), float(z)), kelvin(3250), 1.5 * light.lamps, skip_m=0.3))


def _add_sitting(builder: Builder, use: Use, light: VillaLight, rng: np.random.Generator) -> None:
    """Two sofas and two chairs round a low table on a rug, between the middle of the hall and the windows."""
    builder.add(floor(4.6, 3.4, 0.3).at(-0.2, 1.5, 0.012), use["rug"])
    _put(builder, use, furniture.sofa(2.5), move(-2.1, 1.5, 0) @ spin(90 + float(rng.uniform(-2, 2))), 51.0)
    _put(builder, use, furniture.sofa(2.3), move(-0.2, 3.3, 0) @ spin(float(rng.uniform(-2, 2))), 53.0)
    for number, (x, y, turn) in enumerate(((1.75, 2.1, -62.0), (1.7, 0.75, -112.0))):
        _put(builder, use, furniture.armchair(), move(x, y, 0) @ spin(turn + float(rng.uniform(-5, 5))), 55.0 + number, leather="velvet")
    _put(builder, use, furniture.coffee_table(1.5, 0.85), move(-0.2, 1.6, 0), 57.0)
    builder.add(furniture.vase(0.32, 0.09).placed(move(-0.05, 1.7, 0.39)), use["ceramic"])
    books = [box((0.32, 0.24, 0.035), 0.004, 0.2).at(-0.55, 1.45, 0.40 + 0.036 * k, 12.0 * k) for k in range(3)]
    builder.add(joined(*books), use["paper"])
    for number, (x, y) in enumerate(((-2.2, 3.2), (1.9, 3.3))):
        table = joined(
            lathe(
                [(0.001, 0.0), (0.2, 0.0), (0.2, 0.02), (0.025, 0.05), (0.025, 0.55), (0.28, 0.57), (0.28, 0.6), (0.001, 0.6)],
                22,
                smooth=False,
            )
        )
        builder.add(table.placed(move(x, y, 0)), use["wood"], tag=(61.0 + number, 0.0))
        _lamp(builder, use, light, move(x, y, 0.6), f"table lamp {number}")


def _add_sides(builder: Builder, use: Use, light: VillaLight, rng: np.random.Generator) -> None:
    """Consoles with lamps by the door and under the gallery, tall plants in the corners."""
    for number, (x, y, turn) in enumerate(((-4.3, -4.2, 180.0), (3.6, -4.2, 180.0))):
        place = move(x, y, 0) @ spin(turn)
        top = joined(
            box((1.5, 0.42, 0.04), 0.006, 0.3).placed(move(0, 0, 0.83)),
            *(box((0.05, 0.05, 0.81), 0.01, 0.4).placed(move(dx, dy, 0.405)) for dx in (-0.68, 0.68) for dy in (-0.15, 0.15)),
        )
        builder.add(top.placed(place), use["wood"], tag=(71.0 + number, 0.0))
        _lamp(builder, use, light, place @ move(-0.45, 0, 0.85), f"console lamp {number}")
        builder.add(furniture.vase(0.42, 0.12).placed(place @ move(0.4, 0, 0.85)), use["ceramic"])
    for number, (x, y, height) in enumerate(((-5.4, 3.9, 2.5), (3.7, 3.9, 2.3), (-5.4, -3.9, 2.1))):
        _put(builder, use, furniture.plant(np.random.default_rng(number + 17), height), move(x, y, 0), 81.0 + number)


def _add_candles(builder: Builder, use: Use, light: VillaLight, rng: np.random.Generator) -> None:
    """The power is cut: candles on tables, mantel and floor."""
    places = [(-0.2 + dx, 1.6 + dy, 0.39) for dx, dy in ((-0.5, 0.2), (0.42, -0.15), (0.5, 0.22), (-0.3, -0.25))]
    places += [(-EAST + 0.3, y, 1.29) for y in (-0.8, -0.55, 0.6, 0.85)] + [(x, -4.2, 0.85) for x in (-4.6, -4.3, 3.5, 3.8)]
    places += [(-2.2, 3.2, 1.02), (1.9, 3.3, 1.02), (2.6, -0.6, 0.0), (2.75, -0.4, 0.0), (2.5, -0.35, 0.0)]
    wax, flames = [], []
    for x, y, z in places:
        tall = float(rng.uniform(0.09, 0.24))
        wax.append(lathe([(0.03, 0.0), (0.03, tall), (0.001, tall)], 10, smooth=False).placed(move(x, y, z)))
        flames.append(lathe([(0.001, 0.0), (0.009, 0.012), (0.006, 0.03), (0.001, 0.045)], 7).placed(move(x, y, z + tall + 0.006)))
    builder.add(joined(*wax), use["wax"])
    builder.add(joined(*flames), use["flame"], solid=False, baked=False)
    for number, (x, y, z, strength) in enumerate(
        (
            (-0.2, 1.6, 0.62, 0.9),
            (-EAST + 0.35, 0.0, 1.5, 0.7),
            (-4.4, -4.15, 1.1, 0.45),
            (3.65, -4.15, 1.1, 0.45),
            (2.6, -0.45, 0.3, 0.5),
            (-2.2, 3.2, 1.25, 0.3),
            (1.9, 3.3, 1.25, 0.3),
        )
    ):
        builder.lamp(f"candles {number}", Lamp((x, y, z), kelvin(2250), 1.1 * strength * light.candles, skip_m=0.2))


def add_fire(builder: Builder, light: VillaLight) -> None:
    """Flames in the hearth, after the bake: three cards one behind another."""
    if light.fire <= 0:
        return
    values: dict[str, float | tuple[float, ...]] = {"loop_s": LOOP_S, "heat": times(kelvin(2100), 20.0 * light.fire)}
    fire = builder.material(Material("fire", "fire", alpha_mode="blend", double_sided=True, values=values, moving=True))
    for number in range(3):
        card = wall(0.95 - 0.15 * number, 0.62 - 0.08 * number, 0.5)
        card.uv[:, 0], card.uv[:, 1] = card.uv[:, 0] / (0.95 - 0.15 * number) + 0.5, card.uv[:, 1] / (0.62 - 0.08 * number)
        place = move(-EAST + 0.16 + 0.1 * number, 0.05 * number, 0.08) @ spin(90)
        builder.add(card, fire, node=builder.node(f"fire {number}", place), tag=(float(number), 0.0), solid=False, baked=False)


def add_occluder(builder: Builder, use: Use, mark: Mark, seed: int) -> None:
    """A plant close to the lens of this mark, right of its axis."""
    pan = math.radians(mark.pan_deg)
    toward, right = np.array([-math.sin(pan), math.cos(pan)]), np.array([math.cos(pan), math.sin(pan)])
    x, y = np.array(mark.position_m[:2]) - (mark.distance_m - 0.66) * toward + 0.34 * right
    parts = furniture.plant(np.random.default_rng(seed + 3), 1.9, 46)
    _put(builder, use, parts, move(float(x), float(y), 0), 91.0)
