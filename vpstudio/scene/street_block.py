"""Two rows of houses along a street: shop fronts with rooms behind, signs, windows, wires, and what climbs on old walls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import OUTDOORS, Outdoors, Values
from vpstudio.scene.shapes import Array, box, grid, joined, lathe, lines, move, rod, spin, wall

Use = dict[str, int]
State = Literal["day", "dusk", "night", "rain"]
Place = Literal["neon", "abroad"]
HALF, WALK, FRONT = 4.2, 0.14, 6.9  # half the road, height of the pavement, where fronts stand
BACK, END = -14.0, 46.0
SHOP_HIGH = 3.3

NEON = ("夜莺茶餐厅", "长乐电器", "云上宾馆", "老街书店", "星河影院", "阿福修表", "桂香糖水", "半山照相")
ABROAD = ("LANTERN BAR", "HARLOW & SON", "HOTEL MERIDA", "RIVER BOOKS", "CINEMA NOVA", "OSTERIA VERO", "BLUE DOOR", "FERN STREET")
INKS = ((255, 60, 90), (60, 225, 255), (255, 190, 60), (120, 255, 120), (230, 90, 255), (255, 110, 40))


@dataclass(frozen=True, slots=True)
class StreetLight:
    """One state. sky: light from above. lamps, signs, shops: how bright. wet: the ground."""

    outdoors: Outdoors
    sky: Colour
    lamps: float
    signs: float
    shops: float
    wet: float
    exposure_ev: float


DARK = replace(
    OUTDOORS["night"], top=(0.012, 0.014, 0.030), low=(0.075, 0.062, 0.085), glow=(0.05, 0.03, 0.025), haze_m=420.0, lit_share=0.4
)


def street_light(state: State, level: float) -> StreetLight:
    """Balances of the four states; ``level`` turns all practicals."""
    grey = replace(OUTDOORS["storm"], haze_m=520.0, low=(0.62, 0.66, 0.72))
    table = {
        "day": StreetLight(grey, (0.78, 0.82, 0.90), 0.25, 0.9, 0.35, 0.35, 0.85),
        "dusk": StreetLight(replace(OUTDOORS["dusk"], haze_m=420.0), (0.15, 0.15, 0.24), 0.8, 1.6, 1.0, 0.4, 0.85),
        "night": StreetLight(DARK, (0.016, 0.017, 0.028), 1.0, 1.9, 1.1, 0.6, 1.4),
        "rain": StreetLight(replace(DARK, haze_m=240.0, low=(0.09, 0.085, 0.10)), (0.022, 0.024, 0.034), 1.0, 2.2, 1.1, 1.0, 1.0),
    }
    found = table[state]
    return replace(found, lamps=found.lamps * level, signs=found.signs * level, shops=found.shops * level)


def palette(builder: Builder, light: StreetLight, place: Place) -> Use:
    """Materials by role."""
    wall_colour = (0.26, 0.25, 0.235, 1) if place == "neon" else (0.25, 0.125, 0.085, 1)
    window: Values = {"size": (1.3, 1.5), "pitch": (0.66, 0.76), "bar": 0.05, "glow": kelvin(3000, 1.0 * light.shops)}
    plain = {
        "asphalt": Material("asphalt", "asphalt", (0.058, 0.058, 0.06, 1), roughness=0.6, values={"wet": light.wet}, mirror=0),
        "walk": Material("pavement", "paving", (0.165, 0.16, 0.155, 1), roughness=0.65, values={"slab": (0.6, 0.3), "wet": light.wet}),
        "wall": Material("old wall", "plaster", wall_colour, roughness=0.9, values={"damp": 0.6}),
        "tile": Material("tiled wall", "plaster", (0.36, 0.37, 0.36, 1), roughness=0.45, values={"damp": 0.4}),
        "window": Material("windows", "lattice", (0.10, 0.10, 0.105, 1), roughness=0.5, values=window),
        "metal": Material("painted metal", "baked", (0.06, 0.063, 0.066, 1), roughness=0.5),
        "grey": Material("grey boxes", "baked", (0.33, 0.33, 0.32, 1), roughness=0.6),
        "shutter": Material("shutter", "baked", (0.20, 0.21, 0.21, 1), roughness=0.5),
        "awning": Material("awnings", "fabric", (0.16, 0.055, 0.045, 1), double_sided=True, values={"weave": 90.0}),
        "kerb": Material("kerb", "baked", (0.22, 0.22, 0.215, 1), roughness=0.7),
        "wood": Material("wood", "wood", (0.10, 0.06, 0.04, 1), roughness=0.6, values={"grain": 14.0}),
        "lamp": Material("street lamps", "glow", emissive=kelvin(2300, 40.0 * light.lamps), values={"rim": 0.0}),
        "strip": Material("shop strips", "glow", emissive=kelvin(4200, 18.0 * light.shops), values={"rim": 0.0}),
        "leaf": Material("leaf", "foliage", (0.05, 0.10, 0.03, 1), roughness=0.42, double_sided=True),
        "bark": Material("bark", "baked", (0.12, 0.085, 0.06, 1), roughness=0.9),
        "pot": Material("pot", "baked", (0.22, 0.12, 0.08, 1), roughness=0.7),
        "seat": Material("stools", "baked", (0.34, 0.07, 0.05, 1), roughness=0.45),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_block(
    builder: Builder, use: Use, light: StreetLight, place: Place, near_sign: str, rng: np.random.Generator
) -> tuple[list[Texture], list[str]]:
    """Both rows, ground and wires; (textures, texts of all signs)."""
    textures: list[Texture] = []
    words = list(NEON if place == "neon" else ABROAD)
    rng.shuffle(words)
    words = ([near_sign] if near_sign else []) + words
    _add_ground(builder, use)
    used = 0
    for side in (1, -1):
        y = BACK
        while y < END - 4:
            wide = float(rng.uniform(5.2, 7.4))
            text = words[used % len(words)] if used < len(words) else ""
            near = side == 1 and -3 < y + wide / 2 < 9
            if near or rng.uniform() < 0.6:
                used += 1
            else:
                text = ""
            _add_house(builder, use, light, textures, side, y + wide / 2, wide, text, rng)
            y += wide
    return textures, list(words[:used])


def _add_ground(builder: Builder, use: Use) -> None:
    long, middle = END - BACK, (END + BACK) / 2
    road = grid(lines(2 * HALF, 0.5), lines(long, 0.6)).placed(move(0, middle, 0))
    builder.add(road, use["asphalt"])
    for side in (-1, 1):
        x = side * (HALF + FRONT) / 2
        walk = grid(lines(FRONT - HALF, 0.45), lines(long, 0.5)).placed(move(x, middle, WALK))
        builder.add(walk, use["walk"], tag=(float(side), 0.0))
        kerb = [
            box((0.16, 0.98, 0.2), 0.014, 0.6).placed(move(side * (HALF + 0.08), y, WALK - 0.095)) for y in np.arange(BACK + 0.5, END, 1.0)
        ]
        builder.add(joined(*kerb), use["kerb"])


def _front(side: int, y: float) -> Array:
    """A place on a side's fronts, facing the road, on the pavement."""
    return move(side * FRONT, y, WALK) @ spin(-90 * side)


def _add_house(
    builder: Builder,
    use: Use,
    light: StreetLight,
    textures: list[Texture],
    side: int,
    y: float,
    wide: float,
    text: str,
    rng: np.random.Generator,
) -> None:
    """A shop below, two to four floors above, an awning or a board, boxes and pipes."""
    place, floors = _front(side, y), int(rng.integers(2, 5))
    high = SHOP_HIGH + 3.0 * floors
    role = "wall" if rng.uniform() < 0.65 else "tile"
    upper = wall(wide, high - SHOP_HIGH, 0.7).placed(place @ move(0, 0, SHOP_HIGH))
    builder.add(upper, use[role], tag=(y, 0.0))
    pier = [
        box((0.3, 0.14, SHOP_HIGH), 0.012, 0.6).placed(place @ move(x, -0.02, SHOP_HIGH / 2)) for x in (-wide / 2 + 0.15, wide / 2 - 0.15)
    ]
    builder.add(
        joined(*pier, box((wide, 0.2, 0.22), 0.012, 0.8).placed(place @ move(0, -0.06, SHOP_HIGH - 0.1))), use[role], tag=(y + 1, 0.0)
    )
    if rng.uniform() < 0.8 or abs(y) < 8:
        _add_shop(builder, use, light, place, wide - 0.6, y, rng)
    else:
        builder.add(wall(wide - 0.6, SHOP_HIGH - 0.2, 0.4).placed(place), use["shutter"], tag=(y, 0.0))
    for level in range(floors):
        for x in np.arange(-wide / 2 + 1.2, wide / 2 - 0.6, 2.1):
            at = place @ move(float(x), -0.03, SHOP_HIGH + 0.75 + 3.0 * level)
            shape = wall(1.3, 1.5, 0.6).placed(at)
            shape.uv[:, 0] += 0.65
            builder.add(shape, use["window"], tag=(y * 3 + x + level * 7.7, 0.0), albedo=(0.08, 0.08, 0.08))
            if rng.uniform() < 0.35:
                builder.add(box((0.8, 0.32, 0.55), 0.03, 0.5).placed(at @ move(0.1, -0.2, -0.45)), use["grey"])
    builder.add(rod((0, -0.08, 0), (0, -0.08, high), 0.05, 8, 3).placed(place @ move(wide / 2 - 0.1, 0, 0)), use["grey"], solid=False)
    if text:
        _add_sign(builder, use, light, textures, place, text, wide, rng)


def _add_shop(builder: Builder, use: Use, light: StreetLight, place: Array, wide: float, tag: float, rng: np.random.Generator) -> None:
    """The glass with its room behind, light on the pavement, perhaps an awning."""
    size = (wide, SHOP_HIGH - 0.55)
    white = kelvin(float(rng.choice([3000, 3600, 4200])), 1.0)
    strength = light.shops * float(rng.uniform(0.55, 1.0))
    values: Values = {"size": size, "glow": times(white, 1.1 * strength), "depth_m": 3.2}
    glass = builder.material(Material("shop", "shop", (0.12, 0.12, 0.12, 1), roughness=0.3, values=values))
    shape = wall(*size, 0.8).placed(place @ move(0, 0, 0.28))
    shape.uv[:, 0] += wide / 2
    builder.add(shape, glass, tag=(tag * 1.7, 0.0), albedo=(0.05, 0.05, 0.05))
    builder.add(box((wide, 0.12, 0.28), 0.01, 0.6).placed(place @ move(0, -0.03, 0.14)), use["metal"])
    low, across, aim = (place @ [-wide / 2, -0.1, 0.35, 1])[:3], (place @ [wide, 0, 0, 0])[:3], (place @ [0, -1, 0, 0])[:3]
    builder.pane("shop window", _point(low), _point(across), (0.0, 0.0, 2.3), (2, 1), (times(white, 0.5 * strength),), _point(aim))
    strip = box((wide * 0.8, 0.04, 0.03)).placed(place @ move(0, -0.2, SHOP_HIGH - 0.28))
    builder.add(strip, use["strip"], solid=False, baked=False)
    if rng.uniform() < 0.45:
        cloth = grid(lines(wide, 0.6), np.linspace(0, 1.15, 4)).placed(
            place @ move(0, -0.1, SHOP_HIGH - 0.15) @ spin(180, 2) @ spin(-22, 0)
        )
        builder.add(cloth, use["awning"], tag=(tag, 0.0), solid=False)


def _point(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _add_sign(
    builder: Builder, use: Use, light: StreetLight, textures: list[Texture], place: Array, text: str, wide: float, rng: np.random.Generator
) -> None:
    """A board over the shop, and for every other a blade that stands out over the pavement; both shine."""
    ink = INKS[int(rng.integers(0, len(INKS)))]
    colour = tuple((part / 255) ** 2.2 for part in ink)
    textures.append(lettering(f"sign {text}", text, ink, (10, 9, 12), 5.0))
    long = min(wide - 0.8, 4.6)
    lit = 3.6 * light.signs
    material = builder.material(Material("neon", "unlit", (lit, lit, lit, 1), uses={"base_colour": TextureUse(len(textures) - 1)}))
    for at, size in ((place @ move(0, -0.2, SHOP_HIGH + 0.02), (long, long / 5.0)),):
        builder.add(box((size[0] + 0.1, 0.12, size[1] + 0.08), 0.01, 0.8).placed(at @ move(0, 0.07, size[1] / 2)), use["metal"])
        shape = wall(*size, 0.6).placed(at)
        shape.uv[:, 0], shape.uv[:, 1] = shape.uv[:, 0] / size[0] + 0.5, 1.0 - shape.uv[:, 1] / size[1]
        builder.add(shape, material, solid=False, baked=False)
    tube = builder.material(Material("neon tube", "glow", emissive=times(colour, 9.0 * light.signs), values={"rim": 0.0}))  # type: ignore[arg-type]
    blade = place @ move(wide / 2 - 0.5, -0.75, SHOP_HIGH + 1.6)
    frame = [box((0.04, 0.05, 1.7)).placed(blade @ move(0, dy, 0.85)) for dy in (-0.42, 0.42)] + [
        box((0.04, 0.88, 0.05)).placed(blade @ move(0, 0, z)) for z in (0.0, 1.7)
    ]
    builder.add(joined(*frame), tube, solid=False, baked=False)
    builder.add(box((0.14, 0.8, 1.62), 0.01, 0.8).placed(blade @ move(0, 0, 0.85)), use["metal"])
    x, y, z = (blade @ [0, -0.2, 0.8, 1])[:3]
    builder.lamp(f"sign {text}", Lamp((float(x), float(y), float(z)), colour, 2.6 * light.signs, skip_m=0.6))  # type: ignore[arg-type]


def add_lamps(builder: Builder, use: Use, light: StreetLight) -> None:
    """A row on either side to the vanishing point."""
    for number, y in enumerate(np.arange(-9.0, END, 9.0)):
        for side in (-1, 1):
            x = side * (HALF + 0.35)
            at = float(y) + (4.5 if side < 0 else 0.0)
            post = joined(
                rod((x, at, WALK), (x, at, 5.0), 0.055, 8, 2),
                rod((x, at, 5.0), (x - side * 1.1, at, 5.25), 0.035, 6),
                lathe([(0.1, 0.0), (0.1, 0.4), (0.06, 0.45)], 10).placed(move(x, at, WALK)),
            )
            builder.add(post, use["metal"])
            head = lathe([(0.001, -0.14), (0.13, -0.1), (0.15, 0.0), (0.05, 0.06)], 12).placed(move(x - side * 1.15, at, 5.2))
            builder.add(head, use["lamp"], solid=False, baked=False)
            builder.lamp(
                f"street lamp {number} {side}",
                Lamp((x - side * 1.15, at, 5.05), kelvin(2300), 13.0 * light.lamps, (0, 0, -1), 0.7, skip_m=0.3),
            )


def add_wires(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    """Cables across the street, sagging."""
    made = []
    for y in np.arange(-4.0, END, 6.5):
        a, b = (
            np.array([-FRONT, float(y), float(rng.uniform(5.4, 7.0))]),
            np.array([FRONT, float(y) + float(rng.uniform(-2, 2)), float(rng.uniform(5.4, 7.0))]),
        )
        points = [a + (b - a) * t - [0, 0, 2.2 * t * (1 - t)] for t in np.linspace(0, 1, 9)]
        made += [rod(tuple(p), tuple(q), 0.012, 4) for p, q in zip(points, points[1:], strict=False)]
    builder.add(joined(*made), use["metal"], solid=False)
