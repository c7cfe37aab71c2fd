"""The hospital's corridor, 2.4 x 30 x 2.7 m: doors in rhythm, handrails, ceiling panels, nurses' station, theatre door at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene import joinery
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import Values
from vpstudio.scene.shapes import Array, box, floor, joined, lathe, move, rod, spin, wall

Use = dict[str, int]
State = Literal["day", "dusk", "night", "surgery"]
HALF, HIGH, BACK, END = 1.2, 2.7, -6.0, 24.0
RAIL_M, GUARD_M = 0.90, 0.30
DOORS_WEST = (-3.6, 0.8, 5.0, 15.2, 19.6)
DOORS_EAST = (-4.2, 8.6, 12.8, 17.0, 21.2)
WARD_DOOR = 3.2  # the ward's opening, to the east
STATION = (8.2, 12.2)  # the nurses' station, a bay to the west
PANELS = tuple(float(y) for y in np.arange(BACK + 1.5, END, 2.4))
LOOP_S = 60.0
TINT: Colour = (0.965, 1.0, 0.975)  # old tubes lean to green


@dataclass(frozen=True, slots=True)
class HospitalLight:
    """One state. panels: radiance of a lit ceiling panel; every: which of them are lit (1 all, 2 every other). window: end window's and the
    ward's panes. lamp: the theatre lamp; red when an operation is on. night: the small lamps along the floor and over beds."""

    panels: float
    every: int
    window: Colour
    surgery: float
    small: float
    exposure_ev: float

    @property
    def panel(self) -> Colour:
        white = kelvin(5300, self.panels)
        return white[0] * TINT[0], white[1] * TINT[1], white[2] * TINT[2]


def hospital_light(state: State, level: float) -> HospitalLight:
    """Balances of the four states; ``level`` turns all practicals."""
    table = {
        "day": (17.0, 1, (2.1, 2.3, 2.6), 0.0, 0.5, -0.5),
        "dusk": (16.5, 2, (1.3, 0.72, 0.62), 0.0, 0.9, -0.65),
        "night": (16.5, 3, (0.03, 0.035, 0.055), 0.0, 1.0, 0.15),
        "surgery": (16.5, 4, (0.03, 0.035, 0.055), 1.0, 1.0, 1.2),
    }
    panels, every, window, surgery, small, exposure = table[state]
    return HospitalLight(panels * level, every, window, surgery * level, small * level, exposure)


def palette(builder: Builder, light: HospitalLight) -> Use:
    """Materials by role."""
    line: Values = {"line_m": -0.62, "line": (0.10, 0.30, 0.36)}
    plain = {
        "vinyl": Material("vinyl floor", "vinyl", (0.40, 0.415, 0.40, 1), roughness=0.22, values=line, mirror=0),
        "wall": Material("upper wall", "plaster", (0.64, 0.645, 0.62, 1), roughness=0.85, values={"damp": 0.01}),
        "lower": Material("lower wall", "plaster", (0.30, 0.43, 0.395, 1), roughness=0.5, values={"damp": 0.12}),
        "ceiling": Material("ceiling tiles", "ceiling_tiles", (0.66, 0.66, 0.64, 1), roughness=0.95),
        "rail": Material("handrail", "baked", (0.27, 0.19, 0.12, 1), roughness=0.4),
        "guard": Material("bump guard", "baked", (0.20, 0.31, 0.29, 1), roughness=0.5),
        "door": Material("doors", "wood", (0.33, 0.225, 0.135, 1), roughness=0.45, values={"grain": 20.0}),
        "frame": Material("steel frames", "baked", (0.42, 0.43, 0.43, 1), roughness=0.45),
        "metal": Material("stainless", "baked", (0.58, 0.58, 0.58, 1), metallic=1.0, roughness=0.3),
        "white": Material("enamel", "baked", (0.66, 0.67, 0.67, 1), roughness=0.35),
        "plastic": Material("grey plastic", "baked", (0.24, 0.25, 0.26, 1), roughness=0.5),
        "seat": Material("blue seats", "baked", (0.07, 0.16, 0.28, 1), roughness=0.45),
        "counter": Material("counter", "stone", (0.50, 0.50, 0.49, 1), roughness=0.25, values={"slab": 0.0, "vein": (0.36, 0.36, 0.36)}),
        "sheet": Material("bed linen", "fabric", (0.62, 0.63, 0.64, 1), values={"weave": 700.0}),
        "blanket": Material("blanket", "fabric", (0.30, 0.40, 0.46, 1), values={"weave": 320.0}),
        "curtain": Material("bed curtain", "fabric", (0.36, 0.46, 0.47, 1), double_sided=True, values={"weave": 260.0}),
        "leaf": Material("leaf", "foliage", (0.055, 0.12, 0.035, 1), roughness=0.42, double_sided=True),
        "bark": Material("bark", "baked", (0.12, 0.085, 0.06, 1), roughness=0.9),
        "pot": Material("pot", "baked", (0.42, 0.42, 0.41, 1), roughness=0.5),
        "black": Material("black", "baked", (0.035, 0.035, 0.037, 1), roughness=0.4),
        "panel": Material("light panel", "glow", emissive=light.panel, values={"rim": 0.15}),
        "off": Material("dark panel", "baked", (0.60, 0.60, 0.58, 1), roughness=0.5),
        "small": Material("night lights", "glow", emissive=kelvin(3400, 19.0 * light.small), values={"rim": 0.0}),
        "exit": Material("exit sign's rim", "glow", emissive=times((0.12, 1.0, 0.42), 3.0), values={"rim": 0.0}),
        "red": Material("theatre lamp", "glow", emissive=times((1.0, 0.045, 0.02), 22.0 * light.surgery), values={"rim": 0.0}),
        "screen": Material("monitor", "monitor", values={"loop_s": LOOP_S, "bright": times((1.0, 1.0, 1.0), 2.2)}, moving=True),
        "desk screen": Material("screens", "glow", emissive=times((0.55, 0.75, 1.0), 1.5), values={"rim": 0.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_corridor(builder: Builder, use: Use, light: HospitalLight, texts: tuple[str, str], rng: np.random.Generator) -> list[Texture]:
    """Shell, doors, rails, panels, station, theatre; textures of its signs. texts: the ward's name, the theatre's lamp."""
    textures: list[Texture] = []
    builder.add(floor(2 * HALF, END - BACK, 0.25).placed(move(0, (END + BACK) / 2, 0)), use["vinyl"])
    builder.add(floor(2 * HALF, END - BACK, 0.3).placed(move(0, (END + BACK) / 2, HIGH) @ spin(180, 0)), use["ceiling"])
    _add_walls(builder, use)
    _add_panels(builder, use, light)
    for side, doors in ((-1, DOORS_WEST), (1, DOORS_EAST)):
        for number, y in enumerate(doors):
            _add_door(builder, use, textures, _on_wall(side, y), f"{3 if side < 0 else 4}{number * 2 + (1 if side < 0 else 2):02d}", number)
    _add_station(builder, use, light, rng)
    _add_ends(builder, use, light, textures, texts)
    _add_things(builder, use, rng)
    return textures


def _on_wall(side: int, y: float) -> Array:
    """A place on the west (-1) or east (1) wall, facing the corridor."""
    return move(side * HALF, y, 0) @ spin(-90 * side)


def _stretches(side: int) -> list[tuple[float, float]]:
    """The parts of a side's wall: without the station, without the ward's opening."""
    if side < 0:
        return [(BACK, STATION[0]), (STATION[1], END)]
    return [(BACK, WARD_DOOR - 0.6), (WARD_DOOR + 0.6, END)]


def _add_walls(builder: Builder, use: Use) -> None:
    for side in (-1, 1):
        for low, high in _stretches(side):
            place, length = _on_wall(side, (low + high) / 2), high - low
            upper = wall(length, HIGH - 1.1, 0.28).placed(place @ move(0, 0, 1.1))
            upper.uv[:, 1] += 1.1
            builder.add(upper, use["wall"], tag=(low, 0.0))
            builder.add(wall(length, 1.1, 0.25).placed(place), use["lower"], tag=(low + 1.0, 0.0))
            builder.add(joinery.skirting(length, 0.1).placed(place), use["guard"])
            builder.add(box((length, 0.014, 0.03), 0.003, 0.8).placed(place @ move(0, -0.007, 1.1)), use["guard"])
        _add_rails(builder, use, side)
    lintel = wall(1.2, HIGH - 2.1, 0.3).placed(_on_wall(1, WARD_DOOR) @ move(0, 0, 2.1))
    builder.add(lintel, use["wall"])


def _add_rails(builder: Builder, use: Use, side: int) -> None:
    """A handrail at 0.90 m and a bump guard at 0.30 m, broken at doors."""
    doors = sorted((DOORS_WEST if side < 0 else (*DOORS_EAST, WARD_DOOR)) + (() if side > 0 else (sum(STATION) / 2,)))
    cuts = (
        [BACK]
        + [
            edge
            for y in doors
            for edge in (y - (2.1 if side < 0 and y == sum(STATION) / 2 else 0.7), y + (2.1 if side < 0 and y == sum(STATION) / 2 else 0.7))
        ]
        + [END]
    )
    rails, guards, brackets = [], [], []
    for low, high in zip(cuts[::2], cuts[1::2], strict=True):
        if high - low < 0.5:
            continue
        place, length = _on_wall(side, (low + high) / 2), high - low - 0.1
        rails.append(box((length, 0.045, 0.14), 0.02, 0.5, 2).placed(place @ move(0, -0.075, RAIL_M)))
        guards.append(box((length, 0.022, 0.2), 0.008, 0.6).placed(place @ move(0, -0.012, GUARD_M)))
        brackets += [
            box((0.03, 0.06, 0.05), 0.004).placed(place @ move(x, -0.03, RAIL_M))
            for x in np.linspace(-length / 2 + 0.15, length / 2 - 0.15, max(2, round(length)))
        ]
    builder.add(joined(*rails), use["rail"])
    builder.add(joined(*guards), use["guard"])
    builder.add(joined(*brackets), use["metal"], solid=False)


def _add_panels(builder: Builder, use: Use, light: HospitalLight) -> None:
    """0.6 x 1.2 m panels every 2.4 m; by night only some are lit."""
    for number, y in enumerate(PANELS):
        lit = light.every == 1 or number % light.every == 1
        face = box((0.6, 1.2, 0.02), 0.004, 0.6).placed(move(0, y, HIGH - 0.008))
        builder.add(face, use["panel" if lit else "off"], solid=False, baked=not lit)
        if lit:
            builder.pane(f"panel {number}", (-0.3, y - 0.6, HIGH - 0.03), (0.6, 0, 0), (0, 1.2, 0), (1, 2), (light.panel,), (0, 0, -1))
    for number, y in enumerate((-2.0, 7.0, 16.0)):
        glow = box((0.2, 0.006, 0.07), 0.002).placed(_on_wall(1, y) @ move(0, -0.006, 0.18))
        builder.add(glow, use["small"], solid=False, baked=False)
        builder.lamp(f"floor light {number}", Lamp((HALF - 0.08, y, 0.2), kelvin(3400), 0.16 * light.small, (-1, 0, -0.2), 0.9, skip_m=0.1))


def _add_door(builder: Builder, use: Use, textures: list[Texture], place: Array, number: str, tag: int) -> None:
    """A wide ward door with a narrow pane, kick plate, and its number beside it."""
    parts = joinery.door(1.1, 2.1)
    builder.add(parts["frame"].placed(place), use["frame"])
    builder.add(box((1.09, 0.045, 2.09), 0.004, 0.25).placed(place @ move(0, -0.012, 1.05)), use["door"], tag=(tag * 2.3, 0.0))
    builder.add(parts["metal"].placed(place @ move(0, -0.01, 0)), use["metal"])
    builder.add(
        joined(
            box((1.06, 0.006, 0.3), 0.002, 0.5).placed(place @ move(0, -0.038, 0.2)),
            box((0.16, 0.02, 0.8), 0.004, 0.5).placed(place @ move(0.32, -0.032, 1.45)),
        ),
        use["metal"],
    )
    builder.add(box((0.12, 0.012, 0.74), 0.002, 0.5).placed(place @ move(0.32, -0.04, 1.45)), use["black"])
    _plate(builder, textures, number, place @ move(0.82, -0.012, 1.55), (0.24, 0.12), ((238, 240, 238), (36, 92, 104)))


def _plate(
    builder: Builder, textures: list[Texture], text: str, place: Array, size: tuple[float, float], colours: tuple, lit: float = 0.0
) -> None:
    """A lettered plate; ``lit``: shines by itself."""
    ink, ground = colours
    textures.append(lettering(f"sign {text}", text, ink, ground, size[0] / size[1]))
    use = {"base_colour": TextureUse(len(textures) - 1)}
    if lit:
        material = Material(f"sign {text}", "unlit", (lit, lit, lit, 1), uses=use)
    else:
        material = Material(f"sign {text}", "baked", (0.9, 0.9, 0.9, 1), roughness=0.45, uses=use)
    shape = wall(*size, 0.3).placed(place)
    shape.uv[:, 0], shape.uv[:, 1] = shape.uv[:, 0] / size[0] + 0.5, 1.0 - shape.uv[:, 1] / size[1]
    builder.add(shape, builder.material(material), albedo=(0.25, 0.3, 0.3), solid=False, baked=not lit)


def _add_station(builder: Builder, use: Use, light: HospitalLight, rng: np.random.Generator) -> None:
    """A bay to the west with a counter at 1.10 m, desks behind, screens, a lit canopy."""
    low, high = STATION
    middle, long, deep = (low + high) / 2, high - low, 2.4
    builder.add(floor(deep, long, 0.3).placed(move(-HALF - deep / 2, middle, 0.002)), use["vinyl"])
    builder.add(floor(deep, long, 0.4).placed(move(-HALF - deep / 2, middle, HIGH) @ spin(180, 0)), use["ceiling"])
    builder.add(wall(long, HIGH, 0.3).placed(move(-HALF - deep, middle, 0) @ spin(90)), use["wall"], tag=(61.0, 0.0))
    for y, turn in ((low, 180), (high, 0)):
        builder.add(wall(deep, HIGH, 0.3).placed(move(-HALF - deep / 2, y, 0) @ spin(turn)), use["lower"], tag=(y, 0.0))
    counter = joined(
        box((0.16, long - 0.5, 1.06), 0.012, 0.4).placed(move(-HALF - 0.16, middle, 0.53)),
        box((0.55, long - 0.7, 0.04), 0.01, 0.4).placed(move(-HALF - 0.5, middle, 0.73)),
    )
    builder.add(counter, use["white"])
    builder.add(box((0.42, long - 0.4, 0.045), 0.012, 0.4).placed(move(-HALF - 0.2, middle, 1.085)), use["counter"])
    canopy = box((0.5, long - 0.2, 0.3), 0.012, 0.5).placed(move(-HALF - 0.2, middle, 2.42))
    builder.add(canopy, use["lower"], tag=(66.0, 0.0))
    builder.add(box((0.06, long - 0.6, 0.015)).placed(move(-HALF - 0.3, middle, 2.262)), use["small"], solid=False, baked=False)
    for number, y in enumerate((middle - 1.0, middle + 1.0)):
        builder.lamp(f"canopy {number}", Lamp((-HALF - 0.3, y, 2.22), kelvin(3600), 0.9 * light.small, spread=0.7, skip_m=0.12))
        screen = move(-HALF - 0.62, y, 0.76) @ spin(90 + float(rng.uniform(-12, 12)))
        builder.add(
            joined(
                box((0.5, 0.03, 0.32), 0.008).placed(screen @ move(0, 0.02, 0.28)),
                box((0.2, 0.16, 0.015)).placed(screen),
                rod((0, 0.02, 0), (0, 0.02, 0.15), 0.02).placed(screen),
            ),
            use["black"],
        )
        builder.add(wall(0.46, 0.28).placed(screen @ move(0, 0.0, 0.14)), use["desk screen"], solid=False, baked=False)
    cabinet = joined(*(box((0.4, 0.9, 0.58), 0.006, 0.4).placed(move(-HALF - deep + 0.22, middle + dy, 1.75)) for dy in (-1.0, 0.0, 1.0)))
    builder.add(cabinet, use["white"])


def _add_ends(builder: Builder, use: Use, light: HospitalLight, textures: list[Texture], texts: tuple[str, str]) -> None:
    """To the north the theatre's double door under its lamp; to the south a window; the exit sign between."""
    ward, theatre = texts
    north = move(0, END, 0)
    builder.add(wall(2 * HALF, HIGH, 0.25).placed(north), use["wall"], tag=(71.0, 0.0))
    parts = joinery.door(1.8, 2.1, 2)
    builder.add(parts["frame"].placed(north), use["frame"])
    builder.add(parts["leaf"].placed(north), use["guard"])
    builder.add(parts["metal"].placed(north), use["metal"])
    case = box((1.16, 0.12, 0.3), 0.01, 0.4).placed(north @ move(0, -0.08, 2.42))
    builder.add(case, use["black"])
    if theatre:
        ink = (255, 236, 226) if light.surgery else (92, 60, 56)
        ground = (214, 20, 12) if light.surgery else (60, 22, 20)
        _plate(builder, textures, theatre, north @ move(0, -0.145, 2.29), (1.08, 0.26), (ink, ground), 5.0 if light.surgery else 0.35)
    builder.add(
        joined(*(box((1.1, 0.02, 0.012)).placed(north @ move(0, -0.15, z)) for z in (2.275, 2.565))), use["red"], solid=False, baked=False
    )
    builder.lamp("theatre lamp", Lamp((0.0, END - 0.3, 2.42), (1.0, 0.06, 0.03), 5.0 * light.surgery, (0, -1, -0.2), 0.6, skip_m=0.25))
    south = move(0, BACK, 0) @ spin(180)
    for x in (-0.95, 0.95):
        builder.add(wall(0.5, HIGH, 0.25).placed(south @ move(x, 0, 0)), use["wall"], tag=(x, 0.0))
    builder.add(
        joined(wall(1.4, 0.9, 0.25).placed(south), wall(1.4, HIGH - 2.3, 0.3).placed(south @ move(0, 0, 2.3))), use["wall"], tag=(74.0, 0.0)
    )
    bars = [box((0.05, 0.08, 1.4), 0.004, 0.6).placed(south @ move(x, 0.03, 1.6)) for x in (-0.7, 0.0, 0.7)] + [
        box((1.45, 0.08, 0.05), 0.004, 0.6).placed(south @ move(0, 0.03, z)) for z in (0.92, 2.28)
    ]
    builder.add(joined(*bars), use["frame"])
    pane = builder.material(Material("end window", "glow", emissive=light.window, values={"rim": 0.0}))
    builder.add(wall(1.4, 1.4, 0.4).placed(south @ move(0, 0.06, 0.9)), pane, solid=False, baked=False)
    builder.pane("end window", (-0.65, BACK + 0.06, 0.95), (1.3, 0, 0), (0, 0, 1.3), (1, 1), (light.window,), (0, 1, 0))
    _hang_signs(builder, use, textures, ward)


def _hang_signs(builder: Builder, use: Use, textures: list[Texture], ward: str) -> None:
    """From the ceiling: where the ward is; the green running man's sign by its word."""
    hung = [(6.2, ward, ((240, 244, 242), (26, 84, 98)), 0.9), (13.9, "安全出口 EXIT", ((236, 255, 240), (10, 120, 58)), 1.6)]
    for y, text, colours, lit in hung:
        if not text:
            continue
        place = move(0, y, 2.28)
        builder.add(box((1.3, 0.05, 0.3), 0.006, 0.5).placed(place @ move(0, 0.03, 0.14)), use["frame"])
        _plate(builder, textures, text, place, (1.24, 0.26), colours, lit)
        builder.add(joined(*(rod((x, y + 0.03, 2.56), (x, y + 0.03, HIGH), 0.006, 6) for x in (-0.5, 0.5))), use["metal"], solid=False)


def _add_things(builder: Builder, use: Use, rng: np.random.Generator) -> None:
    """Benches, a trolley, a plant, a dispenser, extinguisher, notice frames, switches and sockets."""
    for side, y in ((-1, -1.4), (1, 5.6), (-1, 17.4)):
        _add_bench(builder, use, _on_wall(side, y) @ move(0, -0.32, 0) @ spin(float(rng.uniform(-1, 1))))
    trolley = move(HALF - 0.36, 10.6, 0) @ spin(-90 + float(rng.uniform(-6, 6)))
    shelves = [box((0.75, 0.45, 0.02), 0.006, 0.4).placed(trolley @ move(0, 0, z)) for z in (0.22, 0.55, 0.9)]
    posts = [rod((x, y, 0.08), (x, y, 0.95), 0.013, 8) for x in (-0.36, 0.36) for y in (-0.21, 0.21)]
    builder.add(joined(*shelves, *(post.placed(trolley) for post in posts)), use["metal"])
    boxes = [box((0.16, 0.2, 0.12), 0.004).placed(trolley @ move(float(rng.uniform(-0.25, 0.25)), 0, z)) for z in (0.29, 0.62, 0.97)]
    builder.add(joined(*boxes), use["white"])
    builder.add(
        joined(
            box((0.13, 0.1, 0.26), 0.02, 0.2, 2).placed(_on_wall(1, 1.7) @ move(0, -0.05, 1.2)),
            *(box((0.5, 0.02, 0.7), 0.004, 0.4).placed(_on_wall(side, y) @ move(0, -0.01, 1.6)) for side, y in ((-1, 2.9), (1, 14.9))),
        ),
        use["white"],
    )
    plates = [(_on_wall(-1, 1.7), joinery.SWITCH_M), (_on_wall(1, 7.5), joinery.SWITCH_M), (_on_wall(-1, 3.4), joinery.SOCKET_M + 0.25)]
    builder.add(joinery.fittings(plates), use["white"])


def _add_bench(builder: Builder, use: Use, place: Array) -> None:
    """Three seats at 0.45 m on a steel beam."""
    shells, steel = [], [rod((-0.85, 0.05, 0.38), (0.85, 0.05, 0.38), 0.025, 8).placed(place)]
    for x in (-0.56, 0.0, 0.56):
        shells.append(box((0.48, 0.44, 0.03), 0.014, 0.2, 2).placed(place @ move(x, 0, 0.435) @ spin(3, 0)))
        shells.append(box((0.48, 0.03, 0.38), 0.014, 0.2, 2).placed(place @ move(x, 0.23, 0.66) @ spin(-12, 0)))
    for x in (-0.7, 0.7):
        steel += [
            rod((x, -0.2, 0.02), (x, 0.25, 0.02), 0.018, 8).placed(place),
            rod((x, 0.05, 0.02), (x, 0.05, 0.38), 0.022, 8).placed(place),
        ]
    builder.add(joined(*shells), use["seat"])
    builder.add(joined(*steel), use["metal"])


def add_clock(builder: Builder, use: Use) -> tuple[int, int]:
    """A clock on the west wall; the nodes of its second and minute hand, which turn."""
    place = _on_wall(-1, 3.9) @ move(0, -0.02, 2.1)
    face = lathe([(0.001, 0.0), (0.15, 0.0), (0.16, 0.02), (0.16, 0.03)], 28, smooth=False).placed(place @ spin(90, 0))
    builder.add(face, use["white"], solid=False)
    marks = [box((0.008, 0.004, 0.025)).placed(place @ spin(30.0 * k, 1) @ move(0, -0.008, 0.125)) for k in range(12)]
    builder.add(joined(*marks), use["black"], solid=False)
    nodes = []
    for name, size, off in (("second hand", (0.004, 0.002, 0.13), 0.016), ("minute hand", (0.009, 0.002, 0.11), 0.013)):
        node = builder.node(name, place)
        hand = box(size).placed(move(0, -off, size[2] / 2 - 0.02))
        builder.add(hand, use["black"], node=node, solid=False, baked=False)
        nodes.append(node)
    return nodes[0], nodes[1]
