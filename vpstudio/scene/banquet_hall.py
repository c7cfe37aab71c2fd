"""The banquet hall, 20 x 30 x 7 m: cloth-hung walls between pilasters, tall windows, a coved ceiling, chandeliers, stage and LED wall."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.scene import Light, Material, Texture, TextureUse
from vpstudio.scene.bake import Lamp
from vpstudio.scene.banquet_light import BanquetLight, Use, bulb
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin, times
from vpstudio.scene.furniture import curtain
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import Values
from vpstudio.scene.shapes import Array, Shape, box, floor, grid, joined, lathe, looking, move, rod, spin, wall

WIDE, DEEP, HIGH = 20.0, 30.0, 7.0
WEST, EAST, SOUTH, NORTH = -WIDE / 2, WIDE / 2, -DEEP / 2, DEEP / 2
LOOP_S = 24.0
STAGE_Y, STAGE_HIGH, STAGE_WIDE = 11.2, 0.6, 13.0
SCREEN_WIDE, SCREEN_HIGH, SCREEN_Z = 10.4, 5.2, 0.95
WORDS_HIGH = 1.15
WORDS_AT = 0.82  # their middle, as a share of the wall's height
PILASTERS_Y = (-12.5, -7.5, -2.5, 2.5, 7.5)
CHANDELIERS = tuple((x, y) for x in (-4.3, 4.3) for y in (-9.6, -3.6, 2.4, 8.4))
CHANDELIER_Z = 4.75
AISLE = 1.9
SPOT = (4.2, -13.6, 6.0)


def add_hall(builder: Builder, use: Use, light: BanquetLight, words: str) -> tuple[Texture, ...]:
    """Shell, windows, ceiling, stage, LED wall, lamps; the texture of the words on the wall."""
    builder.add(floor(WIDE, DEEP, 0.75), use["carpet"])
    builder.add(grid(np.linspace(-AISLE / 2, AISLE / 2, 5), np.linspace(SOUTH + 1, STAGE_Y, 46)).placed(move(0, 0, 0.012)), use["aisle"])
    edge = [
        box((0.05, STAGE_Y - SOUTH - 1, 0.03), 0.0, 1.0).placed(move(side * AISLE / 2, (STAGE_Y + SOUTH + 1) / 2, 0.015))
        for side in (-1, 1)
    ]
    builder.add(joined(*edge), use["gold"])
    _add_walls(builder, use, light)
    _add_ceiling(builder, use)
    for number, (x, y) in enumerate(CHANDELIERS):
        add_chandelier(builder, use, light, x, y, number)
    _add_uplights(builder, use, light)
    _add_doors(builder, use)
    _add_strings(builder, use)
    _add_spot(builder, use, light)
    return _add_stage(builder, use, light, words)


def _add_walls(builder: Builder, use: Use, light: BanquetLight) -> None:
    """Cloth in frames between pilasters; on the west side every second field is a window with curtains."""
    shell = [box((0.2, DEEP, HIGH), 0.0, 0.8).placed(move(side * (EAST + 0.1), 0, HIGH / 2)) for side in (-1, 1)]
    shell += [box((WIDE, 0.2, HIGH), 0.0, 0.8).placed(move(0, side * (NORTH + 0.1), HIGH / 2)) for side in (-1, 1)]
    builder.add(joined(*shell), use["plaster"])
    for side, turn in ((-1, 90), (1, -90)):
        for number, y in enumerate((-10.0, -5.0, 0.0, 5.0)):
            at = move(side * EAST, y, 0) @ spin(turn)
            if side < 0:
                _add_window(builder, use, light, at, y)
            else:
                _add_field(builder, use, at, number)
        for y in PILASTERS_Y:
            _add_pilaster(builder, use, move(side * (EAST - 0.14), y, 0) @ spin(turn))
        dado = box((0.06, DEEP - 0.2, 0.95), 0.0, 0.8).placed(move(side * (EAST - 0.03), 0, 0.475))
        builder.add(dado, use["wood"], tag=(side, 0.0))
    for x in (-7.4, 7.4):
        _add_field(builder, use, move(x, NORTH, 0), 8)
        _add_field(builder, use, move(x, SOUTH, 0) @ spin(180), 9)


def _add_field(builder: Builder, use: Use, at: Array, number: int) -> None:
    """Wall cloth 3.6 x 4.4 m in a gilt frame."""
    builder.add(wall(3.6, 4.4, 0.5).placed(at @ move(0, -0.03, 1.25)), use["cloth"], tag=(number, 0.0))
    bars = [box((3.7, 0.05, 0.07), 0.0, 1.2).placed(at @ move(0, -0.035, z)) for z in (1.25, 5.65)]
    bars += [box((0.07, 0.05, 4.4), 0.0, 1.2).placed(at @ move(side * 1.82, -0.035, 3.45)) for side in (-1, 1)]
    builder.add(joined(*bars), use["gold"])


def _add_window(builder: Builder, use: Use, light: BanquetLight, at: Array, y: float) -> None:
    """2.6 m wide, 5 m high: panes with glazing bars, curtains at both sides."""
    builder.add(wall(2.6, 4.9, 2.5).placed(at @ move(0, -0.02, 0.95)), use["pane"], solid=False, baked=False)
    bars = [box((0.06, 0.07, 4.9), 0.0, 1.6).placed(at @ move(x, -0.04, 3.4)) for x in (-1.3, -0.43, 0.43, 1.3)]
    bars += [box((2.6, 0.07, 0.06), 0.0, 1.3).placed(at @ move(0, -0.04, z)) for z in (0.98, 2.2, 3.4, 4.6, 5.82)]
    builder.add(joined(*bars), use["plaster"])
    low = (WEST + 0.12, y - 1.3, 0.95)
    rows = (times(light.window, 0.7), light.window)
    builder.pane(f"window {y:.0f}", low, (0, 2.6, 0), (0, 0, 4.9), (1, 2), rows, (1, 0, 0))
    cloths = [curtain(0.95, 5.7, 6, 0.08).placed(at @ move(side * 1.55, -0.24, 0.1)) for side in (-1, 1)]
    builder.add(joined(*cloths), use["drape"], tag=(y, 0.0), solid=False)
    builder.add(box((4.1, 0.3, 0.42), 0.02, 1.0).placed(at @ move(0, -0.18, 6.0)), use["drape"], tag=(y + 1, 0.0))


def _add_pilaster(builder: Builder, use: Use, at: Array) -> None:
    parts = [box((0.75, 0.28, HIGH - 0.9), 0.012, 0.55), box((0.95, 0.36, 0.5), 0.012, 0.6), box((0.95, 0.36, 0.24), 0.03, 0.6)]
    for part, z in zip(parts, ((HIGH - 0.9) / 2 + 0.2, 0.25, HIGH - 0.85), strict=True):
        builder.add(part.placed(at @ move(0, 0, z)), use["plaster"])


def _add_ceiling(builder: Builder, use: Use) -> None:
    """A lowered rim, and a bridge across between each two chandeliers, with strips on them that light the raised fields."""
    builder.add(floor(WIDE, DEEP, 0.8).flipped().placed(move(0, 0, HIGH)), use["ceiling"])
    rim = [box((2.2, DEEP, 0.12), 0.0, 0.8).placed(move(side * (EAST - 1.1), 0, HIGH - 0.55)) for side in (-1, 1)]
    rim += [box((WIDE - 4.4, wide, 0.12), 0.0, 0.8).placed(move(0, y, HIGH - 0.55)) for y, wide in RIBS]
    rim.append(box((1.6, DEEP, 0.12), 0.0, 0.8).placed(move(0, 0, HIGH - 0.55)))
    builder.add(joined(*rim), use["ceiling"])
    strips = [box((0.05, DEEP - 3, 0.03), 0.0, 3).placed(move(side * x, 0, HIGH - 0.46)) for side in (-1, 1) for x in (0.72, EAST - 2.1)]
    strips += [
        box((WIDE - 6, 0.05, 0.03), 0.0, 3).placed(move(0, y + s * (wide / 2 - 0.1), HIGH - 0.46)) for y, wide in RIBS for s in (-1, 1)
    ]
    builder.add(joined(*strips), use["strip"], baked=False)


RIBS = ((-13.9, 2.2), (-6.6, 1.0), (-0.6, 1.0), (5.4, 1.0), (12.6, 4.8))


def add_chandelier(builder: Builder, use: Use, light: BanquetLight, x: float, y: float, number: int) -> None:
    """Three rings of candle bulbs over one another, chains of small crystals below."""
    bulbs, metal = [], [rod((0, 0, 0.7), (0, 0, HIGH - CHANDELIER_Z), 0.015, 6, 2)]
    turn = move(x, y, CHANDELIER_Z) @ spin(17.0 * number)
    for radius, z, count in ((0.95, 0.0, 18), (0.64, 0.36, 12), (0.34, 0.68, 7)):
        metal.append(lathe([(radius - 0.02, z), (radius + 0.03, z - 0.03), (radius + 0.03, z + 0.04), (radius - 0.02, z)], 24))
        for angle in np.arange(count) * 2 * math.pi / count:
            c, s = radius * math.cos(angle), radius * math.sin(angle)
            bulbs.append(lathe([(0.004, z + 0.09), (0.024, z + 0.13), (0.016, z + 0.19), (0.003, z + 0.23)], 6).placed(move(c, s, 0)))
    crystals = [_crystal().placed(move(r * math.cos(a), r * math.sin(a), z)) for r, a, z in _crystals()]
    builder.add(joined(*bulbs).placed(turn), use["bulb"], solid=False, baked=False)
    builder.add(joined(*metal).placed(turn), use["gold"], solid=False)
    builder.add(joined(*crystals).placed(turn), use["glassware"], solid=False)
    builder.lamp(f"chandelier {number + 1}", Lamp((x, y, CHANDELIER_Z + 0.1), bulb(1.0), 21.0 * light.chandeliers, skip_m=1.2))


def _crystal() -> Shape:
    return lathe([(0.002, -0.03), (0.014, 0.0), (0.002, 0.03)], 4)


def _crystals() -> list[tuple[float, float, float]]:
    """Strings that hang from ring to ring: radius, angle, height."""
    made = []
    for k in range(16):
        angle = k * 2 * math.pi / 16
        made += [(0.93 * (1 - j / 4) ** 0.6, angle, -0.08 - 0.34 * (j / 4) ** 0.8) for j in range(4)]
    return made


def _add_uplights(builder: Builder, use: Use, light: BanquetLight) -> None:
    """A lamp on the floor before every pilaster and beside the stage."""
    places = [(side * (EAST - 0.52), y) for side in (-1, 1) for y in PILASTERS_Y] + [(-8.3, 14.3), (8.3, 14.3)]
    for number, (x, y) in enumerate(places):
        colour = light.wash[number % 2]
        body = joined(box((0.24, 0.24, 0.16), 0.01, 0.5)).placed(move(x, y, 0.09))
        builder.add(body, use["black"], solid=False)
        face = Material(f"uplight {number % 2}", "glow", emissive=times(colour, 26.0 * min(light.uplights, 1.0)), values={"rim": 0.0})
        at = use.setdefault(face.name, -1)
        if at < 0:
            use[face.name] = builder.material(face)
        builder.add(lathe([(0.001, 0.0), (0.09, 0.0)], 14).flipped().placed(move(x, y, 0.172)), use[face.name], solid=False, baked=False)
        aim = (0.22 * (1 if x > 0 else -1), 0.0, 1.0)
        builder.lamp(f"uplight {number + 1}", Lamp((x - 0.25 * (1 if x > 0 else -1), y, 0.3), colour, 5.5 * light.uplights, aim, 0.8, 0.3))


def _add_doors(builder: Builder, use: Use) -> None:
    """A double door of 2 x 2.6 m in the south wall."""
    leaves = [box((0.98, 0.07, 2.6), 0.006, 0.8).placed(move(side * 0.5, SOUTH + 0.05, 1.3)) for side in (-1, 1)]
    builder.add(joined(*leaves), use["wood"], tag=(5.0, 0.0))
    frame = [box((0.16, 0.14, 2.85), 0.01, 0.9).placed(move(side * 1.08, SOUTH + 0.07, 1.42)) for side in (-1, 1)]
    frame.append(box((2.3, 0.14, 0.2), 0.01, 0.9).placed(move(0, SOUTH + 0.07, 2.75)))
    handles = [rod((side * 0.1, SOUTH + 0.13, 0.85), (side * 0.1, SOUTH + 0.13, 1.45), 0.014, 8) for side in (-1, 1)]
    builder.add(joined(*frame, *handles), use["gold"])


def _add_strings(builder: Builder, use: Use) -> None:
    """Curtains of fairy lights on the south wall and beside the LED wall."""
    bulb_shape = lathe([(0.002, -0.026), (0.023, 0.0), (0.002, 0.026)], 4)
    made = []
    rng = np.random.default_rng(5)
    for x0, x1, y in ((-8.9, -5.9, SOUTH + 0.16), (5.9, 8.9, SOUTH + 0.16), (-4.6, -1.6, SOUTH + 0.2), (1.6, 4.6, SOUTH + 0.2)):
        for x in np.arange(x0, x1, 0.3):
            made += [(float(x + rng.normal(0, 0.02)), y, float(z)) for z in np.arange(1.3, 5.6, 0.42) + rng.uniform(-0.12, 0.12)]
    builder.add(joined(*(bulb_shape.placed(move(*at)) for at in made)), use["sparkle"], solid=False, baked=False)


def _add_spot(builder: Builder, use: Use, light: BanquetLight) -> None:
    """The follow-spot on its gallery at the back, on whoever walks up the aisle."""
    target = np.array([0.2, 3.7, 1.3])
    way = target - np.array(SPOT)
    distance = float(np.linalg.norm(way))
    aim = (float(way[0]), float(way[1]), float(way[2]))
    place = looking(SPOT, aim)
    body = lathe([(0.16, 0.0), (0.19, 0.6), (0.15, 0.62), (0.001, 0.62)], 16)
    builder.add(body.placed(place @ move(0, 0, -0.1)), use["black"], solid=False)
    builder.add(box((3.0, 0.08, 0.08), 0.0, 1).placed(move(SPOT[0], SPOT[1], SPOT[2] + 0.4)), use["black"], solid=False)
    if light.spot <= 0:
        return
    glow = builder.material(Material("follow-spot", "glow", emissive=kelvin(4300, 60.0), values={"rim": 0.0}))
    builder.add(lathe([(0.001, 0.0), (0.13, 0.0)], 16).placed(place @ move(0, 0, -0.16)), glow, solid=False, baked=False)
    intensity = math.pi * light.spot * distance**2
    node = builder.node("follow-spot", place @ move(0, 0, -0.3))
    spot = Light("follow-spot", node, "spot", kelvin(4300), intensity, 0.055, 0.085, practical=True, casts_shadow=True, radius_m=0.08)
    builder.light(spot)


def _add_stage(builder: Builder, use: Use, light: BanquetLight, words: str) -> tuple[Texture, ...]:
    """Four steps of 15 cm before the stage, the LED wall in a dark frame, beams from the truss over it."""
    deep = NORTH - STAGE_Y
    builder.add(box((STAGE_WIDE, deep, STAGE_HIGH), 0.01, 0.7).placed(move(0, STAGE_Y + deep / 2, STAGE_HIGH / 2)), use["stage"])
    for number in range(3):
        high = STAGE_HIGH / 4 * (3 - number)
        step = box((3.2, 0.34, high), 0.008, 0.5).placed(move(0, STAGE_Y - 0.17 - 0.34 * number, high / 2))
        builder.add(step, use["stage"], tag=(number, 0.0))
    frame = [
        box((SCREEN_WIDE + 0.5, 0.14, 0.22), 0.0, 1.5).placed(move(0, 14.72, z)) for z in (SCREEN_Z - 0.1, SCREEN_Z + SCREEN_HIGH + 0.1)
    ]
    frame += [
        box((0.24, 0.14, SCREEN_HIGH), 0.0, 1.5).placed(move(side * (SCREEN_WIDE / 2 + 0.12), 14.72, SCREEN_Z + SCREEN_HIGH / 2))
        for side in (-1, 1)
    ]
    builder.add(joined(*frame), use["black"])
    if light.beams > 0:
        _add_beams(builder, light)
    return _add_screen(builder, light, words)


def _add_screen(builder: Builder, light: BanquetLight, words: str) -> tuple[Texture, ...]:
    low, high, spark = light.screen
    values: Values = {
        "loop_s": LOOP_S,
        "low": low,
        "high": high,
        "spark": spark,
        "aspect": 2.0,
        "rows": SCREEN_HIGH / WORDS_HIGH,
        "words_at": WORDS_AT,
    }
    uses = {"base_colour": TextureUse(0)} if words.strip() else {}
    black = (1.0, 1.0, 1.0, 1.0) if uses else (0.0, 0.0, 0.0, 1.0)
    ink = (light.words, 0.92 * light.words, 0.80 * light.words)
    material = builder.material(Material("LED wall", "led_wall", black, emissive=ink, uses=uses, values=values, moving=True))
    glow = (0.4 * (low[0] + high[0]), 0.4 * (low[1] + high[1]), 0.4 * (low[2] + high[2]))
    node = builder.node("LED wall")
    builder.add(screen(), material, node=node, baked=False, albedo=(0.05, 0.05, 0.05), glow=glow)
    if not uses:
        return ()
    return (lettering("LED words", words, (255, 255, 255), (0, 0, 0), SCREEN_WIDE / WORDS_HIGH),)


def screen() -> Shape:
    """The LED wall as one face; uv is the words' place, clamped beyond, so that they stand once, their middle at WORDS_AT."""
    face = wall(SCREEN_WIDE, SCREEN_HIGH, 0.8).placed(move(0, 14.7, SCREEN_Z))
    across, up = face.uv[:, 0] / SCREEN_WIDE + 0.5, face.uv[:, 1] / SCREEN_HIGH
    face.uv[:] = np.stack([across, 0.5 - (up - WORDS_AT) * SCREEN_HIGH / WORDS_HIGH], axis=1)
    return face


def _add_beams(builder: Builder, light: BanquetLight) -> None:
    """Six beams from the truss over the stage, out over the guests."""
    colours = [times(each, light.beams) for each in light.wash]
    materials = [builder.material(Material("beams", "beam", emissive=each, alpha_mode="blend", double_sided=True)) for each in colours]
    for number, x in enumerate((-5.5, -3.3, -1.1, 1.1, 3.3, 5.5)):
        cone = lathe([(0.07, 0.0), (0.75, 9.0)], 18)
        cone.uv[:, 1] = cone.positions[:, 2] / 9.0
        aim = (0.16 * x, -1.0, -0.10 + 0.32 * (number % 2))
        place = looking((x, 13.8, 5.9), (-aim[0], -aim[1], -aim[2]))
        builder.add(cone.placed(place), materials[number % 2], solid=False, baked=False)
