"""The cabin's body: frame, panes, bench, rails, straps, lamps; and the cable it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, State, kelvin, times
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.shapes import Shape, box, floor, joined, lathe, move, rod, spin, wall

Use = dict[str, int]
Values = dict[str, float | tuple[float, ...]]
SIDE, END, HIGH = 1.6, 2.5, 2.4
SILL, HEAD = 0.16, 2.12
HANG_M = 5.2  # the hanger's joint over the floor
# Width, height, place of each pane: both ends, both sides.
PANES = (
    (2 * SIDE, HEAD - SILL, move(0, END, SILL)),
    (2 * SIDE, HEAD - SILL, move(0, -END, SILL) @ spin(180)),
    (2 * END, HEAD - SILL, move(SIDE, 0, SILL) @ spin(-90)),
    (2 * END, HEAD - SILL, move(-SIDE, 0, SILL) @ spin(90)),
)
STRAPS = tuple((x, y) for x in (-0.62, 0.62) for y in (0.55, 1.1, 1.65))


@dataclass(frozen=True, slots=True)
class CabinLight:
    """One state of day in the cabin. panes: light through the glass below, at, above the horizon."""

    panes: tuple[Colour, Colour, Colour]
    ambient: Colour
    lamps: float
    exposure_ev: float
    mirror: float


def cabin_light(state: State, level: float) -> CabinLight:
    """Balances of the four states."""
    table: dict[State, CabinLight] = {
        "day": CabinLight(((0.5, 0.52, 0.55), (1.0, 1.08, 1.2), (0.8, 0.95, 1.3)), (0.5, 0.57, 0.7), 0.35, 0.4, 0.6),
        "dusk": CabinLight(((0.15, 0.12, 0.14), (0.8, 0.5, 0.4), (0.3, 0.28, 0.42)), (0.2, 0.16, 0.2), 0.7, 0.5, 1.0),
        "night": CabinLight(((0.07, 0.06, 0.055), (0.08, 0.08, 0.11), (0.02, 0.03, 0.06)), (0.025, 0.027, 0.037), 0.8, 0.8, 1.0),
        "storm": CabinLight(((0.16, 0.15, 0.15), (0.36, 0.44, 0.58), (0.13, 0.17, 0.26)), (0.06, 0.075, 0.105), 0.75, 0.1, 1.0),
    }
    found = table[state]
    return CabinLight(found.panes, found.ambient, found.lamps * level, found.exposure_ev, found.mirror)


def palette(builder: Builder, light: CabinLight, flash: Values) -> Use:
    """Materials by role; all baked ones know where lightning strikes."""
    plain = {
        "frame": Material("frame", "baked", (0.055, 0.06, 0.068, 1), metallic=0.2, roughness=0.34, values=flash),
        "strap": Material("strap ring", "baked", (0.30, 0.29, 0.27, 1), roughness=0.4, values=flash),
        "seal": Material("rubber", "baked", (0.031, 0.031, 0.032, 1), roughness=0.7, values=flash),
        "steel": Material("steel", "baked", (0.60, 0.60, 0.61, 1), metallic=1.0, roughness=0.3, values=flash),
        "panel": Material("panel", "baked", (0.12, 0.13, 0.145, 1), roughness=0.5, values=flash),
        "ceiling": Material("ceiling", "baked", (0.22, 0.22, 0.225, 1), roughness=0.5, values=flash),
        "rubber": Material("floor", "fabric", (0.045, 0.046, 0.05, 1), values=flash | {"weave": 60.0}),
        "seat": Material("seat", "leather", (0.16, 0.035, 0.022, 1), roughness=0.45, values=flash),
        "strip": Material("light strip", "glow", emissive=times(kelvin(3600), 26.0 * light.lamps), values={"rim": 0.0}),
        "foot": Material("foot light", "glow", emissive=times(kelvin(2900), 8.0 * light.lamps), values={"rim": 0.0}),
        "red": Material("signal", "glow", emissive=times((1.0, 0.10, 0.04), 18.0 * light.lamps), values={"rim": 0.3}),
        "green": Material("panel light", "glow", emissive=times((0.15, 1.0, 0.45), 6.0 * light.lamps), values={"rim": 0.0}),
        "cable": Material("cable", "unlit", times((0.035, 0.04, 0.05), 1.0) + (1.0,)),
        "window": Material("other cabin's light", "glow", emissive=times(kelvin(3600), 0.55), values={"rim": 0.0}),
        "beacon": Material("line beacon", "glow", emissive=(20.0, 1.0, 0.5), values={"rim": 0.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_body(builder: Builder, use: Use, light: CabinLight, sign: str) -> tuple[Texture, ...]:
    """Everything one can touch; the sign's texture where there is one."""
    _add_shell(builder, use)
    _add_frame(builder, use)
    _add_rails(builder, use)
    _add_bench(builder, use, light)
    _add_lamps(builder, use, light)
    _add_straps(builder, use, light)
    for width, height, place in PANES:
        low = (place @ [-width / 2, -0.06, 0, 1])[:3]
        across, aim = (place @ [width, 0, 0, 0])[:3], (place @ [0, -1, 0, 0])[:3]
        builder.pane("pane", _point(low), _point(across), (0, 0, height), (3, 3), light.panes, _point(aim))
    return _add_sign(builder, use, sign)


def _point(values: np.ndarray) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _add_shell(builder: Builder, use: Use) -> None:
    builder.add(floor(2 * SIDE, 2 * END, 0.12), use["rubber"])
    roof = [
        floor(2 * SIDE - 0.9, 2 * END, 0.14).flipped().placed(move(0, 0, HIGH)),
        *(
            floor(0.5, 2 * END, 0.14).flipped().placed(move(side * (SIDE - 0.235), 0, HIGH - 0.055) @ spin(side * 13, 1))
            for side in (-1, 1)
        ),
    ]
    builder.add(joined(*roof), use["ceiling"])
    ribs = [box((2 * SIDE - 0.96, 0.05, 0.035), 0.008, 0.14).placed(move(0, y, HIGH - 0.017)) for y in (-1.95, -1.2, -0.4, 0.4, 1.2, 1.95)]
    ribs += [box((0.04, 2 * END - 0.2, 0.05), 0.008, 0.14).placed(move(side * 0.24, 0, HIGH - 0.02)) for side in (-1, 1)]
    builder.add(joined(*ribs), use["frame"])
    vents = [box((0.34, 0.018, 0.012)).placed(move(0, 1.5 + 0.035 * i, HIGH - 0.008)) for i in range(9)]
    builder.add(joined(*vents), use["seal"])
    foot = [wall(width, SILL + 0.02, 0.12).placed(place @ move(0, -0.03, -SILL)) for width, _, place in PANES]
    head = [wall(width, HIGH - HEAD, 0.12).placed(place @ move(0, -0.035, HEAD - SILL)) for width, _, place in PANES]
    builder.add(joined(*foot, *head), use["panel"])


def _add_frame(builder: Builder, use: Use) -> None:
    """Corner posts, mullions with rubber beside them, head and sill rails."""
    posts = [box((0.15, 0.15, HIGH), 0.05, 0.2, 2).placed(move(x * SIDE, y * END, HIGH / 2)) for x in (-1, 1) for y in (-1, 1)]
    mullions = [_upright(move(x, y * END, 0)) for x in (-0.62, 0.62) for y in (-1, 1)]
    mullions += [_upright(move(x * SIDE, y, 0) @ spin(90)) for x in (-1, 1) for y in (-0.9, 0.9)]
    rails = []
    for width, _, place in PANES:
        for z, tall in ((0.0, 0.07), (HEAD - SILL, 0.09)):
            rails.append(box((width, 0.09, tall), 0.02, 0.2).placed(place @ move(0, 0, z)))
    builder.add(joined(*posts, *mullions, *rails), use["frame"])
    seals = [
        box((0.085, 0.03, HEAD - SILL), 0.004, 0.3).placed(move(x, y * (END - 0.005), (HEAD + SILL) / 2))
        for x in (-0.62, 0.62)
        for y in (-1, 1)
    ]
    seals += [
        box((0.03, 0.085, HEAD - SILL), 0.004, 0.3).placed(move(x * (SIDE - 0.005), y, (HEAD + SILL) / 2))
        for x in (-1, 1)
        for y in (-0.9, 0.9)
    ]
    builder.add(joined(*seals), use["seal"])


def _upright(place: np.ndarray) -> Shape:
    return box((0.055, 0.085, HEAD - SILL + 0.1), 0.015, 0.2).placed(place @ move(0, 0, (HEAD + SILL) / 2))


def _add_rails(builder: Builder, use: Use) -> None:
    """A handrail along the glass at 0.98 m on brackets, two poles, a grab rail under the roof for the straps."""
    x, y, z = SIDE - 0.12, END - 0.12, 0.98
    parts = [rod((-x, y, z), (x, y, z), 0.019, 12, 12), rod((-x, -y, z), (x, -y, z), 0.019, 12, 12)]
    parts += [rod((side * x, -y, z), (side * x, y, z), 0.019, 12, 16) for side in (-1, 1)]
    parts += [rod((a, y, z), (a, END, z - 0.05), 0.011, 8) for a in (-1.2, -0.62, 0.62, 1.2)]
    parts += [rod((a, -y, z), (a, -END, z - 0.05), 0.011, 8) for a in (-1.2, -0.62, 0.62, 1.2)]
    parts += [rod((side * x, a, z), (side * SIDE, a, z - 0.05), 0.011, 8) for side in (-1, 1) for a in (-1.6, -0.9, 0.9, 1.6)]
    parts += [rod((side * 0.62, -2.1, 2.12), (side * 0.62, 2.1, 2.12), 0.016, 10, 12) for side in (-1, 1)]
    parts += [rod((side * 0.62, a, 2.12), (side * 0.62, a, HIGH), 0.012, 8) for side in (-1, 1) for a in (-2.0, -0.7, 0.7, 2.0)]
    parts += [rod((-1.02, 1.62, 0), (-1.02, 1.62, HIGH), 0.019, 12, 14), rod((1.02, -1.62, 0), (1.02, -1.62, HIGH), 0.019, 12, 14)]
    builder.add(joined(*parts), use["steel"])


def _add_bench(builder: Builder, use: Use, light: CabinLight) -> None:
    """Two short benches along the left side, foot lights under them."""
    soft = []
    for y in (-1.0, 1.0):
        soft.append(box((0.42, 1.5, 0.08), 0.03, 0.15, 2).placed(move(-SIDE + 0.33, y, 0.45)))
        soft.append(box((0.06, 1.5, 0.34), 0.025, 0.15, 2).placed(move(-SIDE + 0.14, y, 0.74) @ spin(-8, 1)))
    builder.add(joined(*soft), use["seat"])
    builder.add(joined(*(box((0.34, 1.4, 0.34), 0.01, 0.2).placed(move(-SIDE + 0.3, y, 0.21)) for y in (-1.0, 1.0))), use["panel"])
    strips = [box((0.012, 1.3, 0.014)).placed(move(-SIDE + 0.48, y, 0.375)) for y in (-1.0, 1.0)]
    builder.add(joined(*strips), use["foot"], baked=False, solid=False)
    for y in (-1.4, -0.6, 0.6, 1.4):
        builder.lamp(f"foot light {y:.1f}", Lamp((-SIDE + 0.56, y, 0.36), kelvin(2900), 0.3 * light.lamps, (0.5, 0, -0.86), 0.8, 0.06))


def _add_lamps(builder: Builder, use: Use, light: CabinLight) -> None:
    """Two light lines in the roof, an emergency lamp, the attendant's panel."""
    lines = [box((0.05, 4.4, 0.012)).placed(move(side * 0.33, 0, HIGH - 0.03)) for side in (-1, 1)]
    builder.add(joined(*lines), use["strip"], baked=False, solid=False)
    for side in (-1, 1):
        for y in (-1.7, -0.6, 0.6, 1.7):
            lamp = Lamp((side * 0.33, y, HIGH - 0.06), kelvin(3600), 0.7 * light.lamps, spread=0.9, skip_m=0.1)
            builder.lamp(f"roof light {side} {y:.1f}", lamp)
    builder.add(
        lathe([(0.001, -0.05), (0.04, -0.035), (0.05, 0)], 16).placed(move(1.25, END - 0.14, HIGH - 0.12)),
        use["red"],
        solid=False,
        baked=False,
    )
    builder.lamp("signal", Lamp((1.25, END - 0.22, HIGH - 0.2), (1.0, 0.12, 0.06), 0.07 * light.lamps))
    place = move(SIDE - 0.08, 2.05, 1.25) @ spin(-90)
    builder.add(box((0.26, 0.06, 0.4), 0.02, 0.2).placed(place), use["frame"])
    lights = [box((0.02, 0.008, 0.02)).placed(place @ move(x, -0.032, z)) for x in (-0.06, 0.0, 0.06) for z in (0.04, 0.1)]
    builder.add(joined(*lights), use["green"], solid=False, baked=False)


def _add_straps(builder: Builder, use: Use, light: CabinLight) -> None:
    """Hand straps, each on a node of its own at the rail, so that they swing."""
    ring = _torus(0.08, 0.0135)
    for x, y in STRAPS:
        node = builder.node(f"strap {x:.1f} {y:.1f}", move(x, y, 2.12))
        for shape, role in ((box((0.028, 0.006, 0.24)).placed(move(0, 0, -0.13)), "seal"), (ring.placed(move(0, 0, -0.325)), "strap")):
            builder.add(shape, use[role], node=node, solid=False, baked=False, colours=_hanging_light(shape, light))


def _hanging_light(shape: Shape, light: CabinLight) -> NDArray[np.float32]:
    """Light on what swings, which the bake cannot know: the lamps from above, the panes from the sides."""
    up = np.clip(shape.normals[:, 2:], 0, 1)
    lamps, panes = np.array(kelvin(3600)) * 0.22 * light.lamps, np.array(light.panes[1]) * 0.4
    return np.hstack([panes + (up + 0.25) * lamps, np.ones((len(up), 1))]).astype(np.float32)


def _torus(radius: float, thick: float) -> Shape:
    """A ring in XZ."""
    turn = np.linspace(0, 2 * np.pi, 9)
    profile = [(radius + thick * float(np.cos(a)), thick * float(np.sin(a))) for a in turn]
    return lathe(profile, 28).placed(spin(90, 0))


def _add_sign(builder: Builder, use: Use, sign: str) -> tuple[Texture, ...]:
    """The cabin's number over the end panes."""
    if not sign:
        return ()
    number = builder.material(Material("sign", "baked", (0.9, 0.9, 0.9, 1), roughness=0.4, uses={"base_colour": TextureUse(0)}))
    for _, height, place in PANES[:2]:
        shape = wall(0.62, 0.14, 0.1).placed(place @ move(0, -0.052, height + 0.09))
        shape.uv[:, 0] = shape.uv[:, 0] / 0.62 + 0.5
        shape.uv[:, 1] = 1.0 - shape.uv[:, 1] / 0.14
        builder.add(shape, number, albedo=(0.3, 0.3, 0.3))
    return (lettering("sign", sign, (225, 230, 235), (28, 40, 58), 0.62 / 0.14),)


def add_line(builder: Builder, use: Use, node: int) -> None:
    """The cables ahead and behind, two pylons, and the next cabins on their way: the middle distance."""
    for x in (0.0, -9.0):
        for way in (-1, 1):
            points = [(x, way * d, 7.2 - 0.00012 * d * (420 - d) + (d / 420) * 12) for d in (0, 60, 120, 180, 240, 300, 360, 420)]
            cable = [rod(a, b, 0.05, 6) for a, b in pairwise(points)]
            builder.add(joined(*cable), use["cable"], node=node, solid=False, baked=False)
    for way in (-1, 1):
        _add_pylon(builder, use, node, way * 420.0)
        for x, y, z in ((-9.0, way * 95.0, 0.5), (0.0, way * 260.0, 3.0), (-9.0, way * 330.0, 7.0)):
            _add_other(builder, use, node, (x, y, z))


def _add_pylon(builder: Builder, use: Use, node: int, y: float) -> None:
    """Two legs that lean together, crossed braces, a beam with a red lamp."""
    feet, heads, foot_z, head_z = (-26.0, 17.0), (-8.0, -1.0), -240.0, 22.0

    def on_leg(leg: int, share: float) -> tuple[float, float, float]:
        return feet[leg] + (heads[leg] - feet[leg]) * share, y, foot_z + (head_z - foot_z) * share

    parts = [rod(on_leg(leg, 0), on_leg(leg, 1), 0.9, 8) for leg in (0, 1)]
    shares = [1 - 0.8 * 0.72**k for k in range(9)]
    for low, high in pairwise(shares):
        parts += [rod(on_leg(leg, low), on_leg(1 - leg, high), 0.22, 6) for leg in (0, 1)]
    parts.append(box((18, 2.5, 1.8), step=1e9).placed(move(-4.5, y, head_z)))
    builder.add(joined(*parts), use["cable"], node=node, solid=False, baked=False)
    builder.add(box((1.0, 1.0, 1.0), step=1e9).placed(move(-4.5, y, head_z + 2)), use["beacon"], node=node, solid=False, baked=False)


def _add_other(builder: Builder, use: Use, node: int, at: tuple[float, float, float]) -> None:
    """Another cabin on its way: dark body, lit panes between posts, its hanger."""
    place = move(*at)
    shell = [box((3.3, 5.0, 0.35), step=1e9).placed(place @ move(0, 0, z)) for z in (0.1, 2.35)]
    shell += [
        box((0.16, 0.16, 2.2), step=1e9).placed(place @ move(x, y, 1.2)) for x in (-1.58, -0.5, 0.5, 1.58) for y in (-2.45, -0.8, 0.8, 2.45)
    ]
    shell.append(rod(_point((place @ [0, 0, 2.4, 1])[:3]), _point((place @ [0, 0, 6.6, 1])[:3]), 0.12, 6))
    builder.add(joined(*shell), use["cable"], node=node, solid=False, baked=False)
    builder.add(box((3.0, 4.7, 1.95), step=1e9).placed(place @ move(0, 0, 1.2)), use["window"], node=node, solid=False, baked=False)
