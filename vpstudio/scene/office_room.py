"""The office's shell: floor, ceiling with a lit cove, panelled walls, the wall of glass, and the light of each state of day."""

from __future__ import annotations

from dataclasses import dataclass

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, State, kelvin, times
from vpstudio.scene.furniture import curtain
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.shapes import box, floor, joined, move, ridges, spin, wall

WIDE, DEEP, HIGH = 8.0, 6.0, 3.2
WEST, EAST, SOUTH, NORTH = -WIDE / 2, WIDE / 2, -DEEP / 2, DEEP / 2
RIM, RIM_Z = 0.62, 2.93  # the lowered rim of the ceiling
MULLION = WIDE / 6


@dataclass(frozen=True, slots=True)
class OfficeLight:
    """One state of day indoors. window: light of the panes below, at and above the horizon. lamps, cove: how bright."""

    window: tuple[Colour, Colour, Colour]
    lamps: float
    cove: float
    exposure_ev: float
    leak: Colour
    mirror: float


def office_light(state: State, level: float) -> OfficeLight:
    """Balances of the four states; ``level`` turns all practicals."""
    table = {
        "day": (((1.7, 1.73, 1.77), (4.1, 4.3, 4.6), (3.3, 3.5, 4.0)), 0.5, 0.5, 0.8, 0.6),
        "dusk": (((0.22, 0.17, 0.20), (1.0, 0.66, 0.60), (0.55, 0.52, 0.80)), 0.62, 0.7, 1.15, 1.0),
        "night": (((0.13, 0.12, 0.13), (0.14, 0.17, 0.27), (0.06, 0.09, 0.17)), 0.72, 0.62, 1.4, 1.0),
        "storm": (((0.30, 0.32, 0.35), (0.62, 0.68, 0.74), (0.55, 0.62, 0.70)), 0.6, 0.6, 1.05, 0.9),
    }
    window, lamps, cove, exposure, mirror = table[state]
    return OfficeLight(window, lamps * level, cove * level, exposure, (0.012, 0.012, 0.014), mirror)


def palette(builder: Builder, light: OfficeLight) -> dict[str, int]:
    """Materials by role."""
    warm = kelvin(3100)
    plain = {
        "ceiling": Material("ceiling", "baked", (0.54, 0.53, 0.51, 1), roughness=0.95),
        "paint": Material("paint", "baked", (0.30, 0.275, 0.25, 1), roughness=0.85),
        "black": Material("black metal", "baked", (0.031, 0.031, 0.033, 1), roughness=0.38),
        "dark": Material("dark things", "baked", (0.03, 0.03, 0.033, 1), roughness=0.3),
        "metal": Material("steel", "baked", (0.55, 0.54, 0.52, 1), metallic=1.0, roughness=0.28),
        "brass": Material("brass", "baked", (0.72, 0.50, 0.24, 1), metallic=1.0, roughness=0.27),
        "paper": Material("paper", "baked", (0.72, 0.71, 0.68, 1), roughness=0.9),
        "ceramic": Material("ceramic", "baked", (0.55, 0.52, 0.47, 1), roughness=0.22),
        "jade": Material("jade", "baked", (0.06, 0.19, 0.15, 1), roughness=0.15),
        "pot": Material("pot", "baked", (0.10, 0.095, 0.09, 1), roughness=0.6),
        "bark": Material("bark", "baked", (0.12, 0.085, 0.06, 1), roughness=0.9),
        "leaf": Material("leaf", "foliage", (0.055, 0.125, 0.03, 1), roughness=0.42, double_sided=True),
        "wood": Material("walnut", "wood", (0.155, 0.083, 0.046, 1), roughness=0.36, values={"grain": 16.0}),
        "panel": Material("panelling", "wood", (0.135, 0.078, 0.047, 1), roughness=0.42, values={"grain": 9.0}),
        "stone": Material("dark stone", "stone", (0.05, 0.046, 0.043, 1), roughness=0.16, values={"slab": 1.2, "vein": (0.26, 0.23, 0.19)}),
        "marble": Material("pale marble", "stone", (0.62, 0.60, 0.57, 1), roughness=0.2, values={"slab": 0.0, "vein": (0.25, 0.23, 0.22)}),
        "carpet": Material("carpet", "fabric", (0.17, 0.155, 0.145, 1), values={"weave": 190.0}),
        "felt": Material("desk leather", "fabric", (0.028, 0.034, 0.03, 1), values={"weave": 700.0}),
        "sheer": Material("sheer", "fabric", (0.62, 0.60, 0.56, 1), double_sided=True, values={"weave": 260.0}),
        "leather": Material("leather", "leather", (0.095, 0.045, 0.026, 1), roughness=0.42),
        "black leather": Material("black leather", "leather", (0.033, 0.031, 0.03, 1), roughness=0.4),
        "books": Material("books", "books", (0.16, 0.10, 0.07, 1), roughness=0.65),
        "strip": Material("light strip", "glow", emissive=times(kelvin(3700), 9.0 * light.cove / 0.6), values={"rim": 0.0}),
        "shade": Material("lamp shade", "shade", emissive=times(warm, 2.6 * light.lamps / 0.6), double_sided=True),
        "spot": Material("downlight", "glow", emissive=times(kelvin(3200), 26.0 * light.lamps / 0.6), values={"rim": 0.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_room(builder: Builder, use: dict[str, int], light: OfficeLight, sign: str) -> tuple[Texture, ...]:
    """Shell, glass wall's frame and the panes' light, coves, panelling, sign; the textures of the sign and the picture."""
    builder.add(floor(WIDE, DEEP, 0.16), use["stone"])
    builder.add(joined(floor(3.4, 2.6, 0.16).at(-2.0, 0.75, 0.012), floor(3.2, 2.8, 0.16).at(2.2, 0.9, 0.012)), use["carpet"])
    _add_ceiling(builder, use, light)
    _add_window(builder, use, light)
    _add_west(builder, use)
    _add_east(builder, use, light)
    return _add_south(builder, use, light, sign)


def _add_ceiling(builder: Builder, use: dict[str, int], light: OfficeLight) -> None:
    """A lowered rim all round with a light strip lying on it, so that the raised middle glows from its edges."""
    builder.add(floor(WIDE, DEEP, 0.22).flipped().placed(move(0, 0, HIGH)), use["ceiling"])
    rim = [box((WIDE, RIM, 0.07), 0.0, 0.22).placed(move(0, side * (NORTH - RIM / 2), RIM_Z + 0.035)) for side in (-1, 1)]
    rim += [box((RIM, DEEP - 2 * RIM, 0.07), 0.0, 0.22).placed(move(side * (EAST - RIM / 2), 0, RIM_Z + 0.035)) for side in (-1, 1)]
    builder.add(joined(*rim), use["ceiling"])
    strips = [box((WIDE - 2 * RIM, 0.03, 0.02)).placed(move(0, side * (NORTH - RIM + 0.1), RIM_Z + 0.085)) for side in (-1, 1)]
    strips += [box((0.03, DEEP - 2 * RIM, 0.02)).placed(move(side * (EAST - RIM + 0.1), 0, RIM_Z + 0.085)) for side in (-1, 1)]
    builder.add(joined(*strips), use["strip"], baked=False, glow=times(kelvin(4000), 6.0 * light.cove))
    for x, y in DOWNLIGHTS:
        builder.add(box((0.09, 0.09, 0.006)).placed(move(x, y, RIM_Z - 0.002)), use["spot"], solid=False, baked=False)
        builder.lamp(f"downlight {x:.1f} {y:.1f}", Lamp((x, y, RIM_Z - 0.05), kelvin(3500), 2.3 * light.lamps, spread=0.96))


DOWNLIGHTS = (
    *((WEST + 0.5, y) for y in (-2.3,)),
    *((EAST - 0.33, y) for y in (-2.2, -1.0, 0.2, 1.4, 2.5)),
    *((x, SOUTH + 0.33) for x in (3.1, 1.9, 0.7, -0.5)),
)


def _add_window(builder: Builder, use: dict[str, int], light: OfficeLight) -> None:
    """Mullions every 1.33 m, a transom, a low sill, sheers at both ends; the panes themselves send the sky's light in."""
    bars = [box((0.055, 0.13, HIGH), 0.0, 0.3).placed(move(WEST + i * MULLION, NORTH + 0.02, HIGH / 2)) for i in range(1, 6)]
    bars += [box((WIDE, 0.13, h), 0.0, 0.3).placed(move(0, NORTH + 0.02, z)) for z, h in ((0.05, 0.1), (2.46, 0.05), (3.0, 0.16))]
    builder.add(joined(*bars), use["black"])
    builder.pane("window", (WEST + 0.3, NORTH - 0.05, 0.1), (WIDE - 0.6, 0, 0), (0, 0, 2.8), (5, 3), light.window, (0, -1, 0))
    sheer = [curtain(0.8, 2.86, 7).placed(move(x, NORTH - 0.14, 0)) for x in (WEST + 0.46, EAST - 0.46)]
    builder.add(joined(*sheer), use["sheer"], solid=False)


def add_glass(builder: Builder, light: OfficeLight) -> None:
    """The panes, after the bake: they must not hide the light that falls in."""
    glass = builder.material(Material("glass", "glass", alpha_mode="blend", double_sided=True, values={"mirror": light.mirror}))
    builder.add(wall(WIDE, HIGH, 0.5).placed(move(0, NORTH + 0.03, 0)), glass, solid=False, baked=False)


def _panels(length: float, count: int, use: dict[str, int], builder: Builder, place: list, tag: int = 0) -> None:
    """Wooden panels with shadow gaps on a wall, each with its own grain."""
    width = length / count
    for number in range(count):
        board = box((width - 0.012, 0.03, RIM_Z - 0.06), 0.003, 0.16).placed(move(-length / 2 + width * (number + 0.5), -0.015, RIM_Z / 2))
        builder.add(board.placed(place[0]), use["panel"], tag=(tag + number * 1.37, 0.0))


def _add_west(builder: Builder, use: dict[str, int]) -> None:
    """The wall behind the shelves, panelled where they end."""
    place = move(WEST, 0, 0) @ spin(90)
    builder.add(wall(DEEP, HIGH, 0.16).placed(place), use["paint"])
    for start, end, tag in ((-3.0, -2.0, 0), (2.25, 3.0, 5)):
        _panels(end - start, 1, use, builder, [move(WEST, (start + end) / 2, 0) @ spin(90)], tag)


def _add_east(builder: Builder, use: dict[str, int], light: OfficeLight) -> None:
    """Upright slats over a dark ground, lit from above."""
    place = move(EAST, 0, 0) @ spin(-90)
    builder.add(wall(DEEP, HIGH, 0.12).placed(place), use["paint"])
    builder.add(ridges(66, 0.09, 0.045, 0.05, RIM_Z - 0.1, 0.2).placed(place @ move(0, 0, 0.05)), use["panel"])


def _add_south(builder: Builder, use: dict[str, int], light: OfficeLight, sign: str) -> tuple[Texture, ...]:
    """Panelling, a door of 0.95 x 2.2 m, the sign on a lit stone plate."""
    place = move(0, SOUTH, 0) @ spin(180)
    builder.add(wall(WIDE, HIGH, 0.16).placed(place), use["paint"])
    _panels(5.2, 5, use, builder, [place @ move(-1.4, 0, 0)], 11)
    frame = [box((0.08, 0.1, 2.26), 0.006, 0.2).placed(place @ move(x, -0.05, 1.13)) for x in (1.92, 2.98)]
    frame.append(box((1.14, 0.1, 0.08), 0.006, 0.2).placed(place @ move(2.45, -0.05, 2.26)))
    builder.add(joined(*frame), use["black"])
    builder.add(box((0.98, 0.045, 2.2), 0.004, 0.16).placed(place @ move(2.45, -0.03, 1.11)), use["wood"], tag=(21.0, 0.0))
    builder.add(box((0.02, 0.05, 0.6), 0.008, 0.2).placed(place @ move(2.1, -0.085, 1.1)), use["brass"])
    if not sign.strip():
        return ()
    plate = Material("sign", "baked", (0.9, 0.9, 0.9, 1), roughness=0.35, uses={"base_colour": TextureUse(0)})
    number = builder.material(plate)
    shape = wall(1.9, 0.32, 0.1).placed(place @ move(-2.0, -0.062, 1.86))
    shape.uv[:, 0] = shape.uv[:, 0] / 1.9 + 0.5
    shape.uv[:, 1] = 1.0 - shape.uv[:, 1] / 0.32
    builder.add(box((1.96, 0.03, 0.38), 0.004, 0.2).placed(place @ move(-2.0, -0.045, 2.02)), use["black"])
    builder.add(shape, number, albedo=(0.1, 0.09, 0.08))
    glow = times(kelvin(2900), 5.0 * light.lamps)
    builder.add(box((1.96, 0.012, 0.012)).placed(place @ move(-2.0, -0.035, 2.225)), use["strip"], baked=False, glow=glow)
    return (lettering("sign", sign, (238, 205, 150), (30, 26, 23), 1.9 / 0.32),)
