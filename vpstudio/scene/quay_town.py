"""The quay's town: stone banks, houses with tiled roofs and stepped gables, the arch bridge, lanterns on eaves and lines."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.scene import Material as Surface
from vpstudio.model.scene import Texture, TextureUse
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import times
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import Values
from vpstudio.scene.quay_light import QuayLight, candle, red_paper
from vpstudio.scene.shapes import Array, Shape, box, grid, grid_triangles, joined, lathe, lines, move, rod, spin, wall

Use = dict[str, int]
EDGE, FAR_EDGE = -1.7, -9.8  # the canal lies between (X)
WATER = -0.8
HOUSES, FAR_HOUSES = 4.3, -12.6  # fronts of both rows (X)
BACK, END = -16.0, 34.0  # the town along Y
BRIDGE = 19.0
EAVES = 5.3
LANTERN = 0.34


def palette(builder: Builder, light: QuayLight, wet: float) -> Use:
    """Materials by role."""
    glow = candle(light.windows)
    window: Values = {"size": (1.5, 1.5), "pitch": (0.15, 0.15), "bar": 0.026, "glow": glow}
    door: Values = {"size": (3.4, 2.5), "pitch": (0.17, 0.21), "bar": 0.03, "glow": times(glow, 0.8)}
    plain = {
        "paving": Surface("paving", "paving", (0.24, 0.235, 0.22, 1), roughness=0.62, values={"slab": (0.95, 0.42), "wet": wet}),
        "stone": Surface("stone", "paving", (0.27, 0.265, 0.25, 1), roughness=0.75, values={"slab": (0.85, 0.34), "wet": 0.0}),
        "plaster": Surface("limewash", "plaster", (0.66, 0.655, 0.63, 1), roughness=0.9, values={"damp": 0.9}),
        "roof": Surface("tiles", "roof_tiles", (0.062, 0.064, 0.068, 1), roughness=0.7),
        "wood": Surface("dark timber", "wood", (0.085, 0.042, 0.027, 1), roughness=0.55, values={"grain": 11.0}),
        "window": Surface("lattice window", "lattice", (0.075, 0.038, 0.025, 1), roughness=0.6, values=window),
        "door": Surface("lattice doors", "lattice", (0.085, 0.040, 0.026, 1), roughness=0.6, values=door),
        "lantern": Surface("red lantern", "lantern", emissive=red_paper(16.0 * light.lamps / 0.9)),
        "paper lantern": Surface("paper lantern", "lantern", emissive=candle(9.0 * light.lamps / 0.9)),
        "flame": Surface("flame", "glow", emissive=candle(40.0 * light.lamps / 0.9), values={"rim": 0.0}),
        "cord": Surface("cord", "baked", (0.05, 0.04, 0.035, 1), roughness=0.9),
        "hull": Surface("boat", "wood", (0.055, 0.040, 0.030, 1), roughness=0.5, values={"grain": 14.0}),
        "awning": Surface("awning", "fabric", (0.045, 0.045, 0.048, 1), values={"weave": 120.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_town(builder: Builder, use: Use, light: QuayLight, sign: str, seed: int, feast: bool) -> tuple[Texture, ...]:
    """Everything of stone, timber and paper; the sign's texture where there is one."""
    rng = np.random.default_rng(seed)
    _add_banks(builder, use)
    _add_bridge(builder, use)
    for number, (y, width) in enumerate(((-12.0, 7.0), (-4.6, 7.4), (3.2, 7.6), (11.2, 7.8), (24.6, 8.0))):
        place = move(HOUSES, y + float(rng.uniform(-0.15, 0.15)), 0) @ spin(-90)
        _add_house(builder, use, place, width, float(rng.uniform(-0.35, 0.35)), number * 3.7 + seed % 10)
    for number, (y, width) in enumerate(((-9.0, 8.2), (0.0, 7.2), (8.0, 8.0), (15.4, 6.6), (26.5, 8.4))):
        _add_house(builder, use, move(FAR_HOUSES, y, 0.1) @ spin(90), width, float(rng.uniform(-0.5, 0.6)), 40 + number * 2.9)
    _add_eave_lanterns(builder, use, light, rng)
    if feast:
        _add_feast(builder, use, light, rng)
    return _add_sign(builder, use, light, sign)


def _add_banks(builder: Builder, use: Use) -> None:
    long = END - BACK
    middle = (END + BACK) / 2
    near = grid(lines(HOUSES - EDGE + 6, 0.5), lines(long, 0.6)).placed(move((HOUSES + EDGE + 6) / 2, middle, 0))
    far = grid(lines(FAR_EDGE - FAR_HOUSES + 6, 0.7), lines(long, 0.8)).placed(move((FAR_EDGE + FAR_HOUSES - 6) / 2, middle, 0.1))
    # Slabs lie across the walk.
    near.uv[:] = near.uv[:, ::-1].copy()
    builder.add(joined(near, far), use["paving"])
    kerb = [box((0.42, 1.18, 0.14), 0.012, 0.7).placed(move(EDGE + 0.2, y, 0.07)) for y in np.arange(BACK + 0.6, END, 1.2)]
    builder.add(joined(*kerb), use["stone"], tag=(3.0, 0.0))
    near_wall = wall(long, 1.6, 0.5).placed(move(EDGE, middle, WATER - 0.8) @ spin(-90))
    far_wall = wall(long, 1.7, 0.6).placed(move(FAR_EDGE, middle, WATER - 0.8) @ spin(90))
    builder.add(joined(near_wall, far_wall), use["stone"], tag=(4.0, 0.0))
    posts = []
    for y in (-2.6, 1.4, 5.6, 9.8, 14.0):
        posts += [
            box((0.2, 0.2, 0.62), 0.02, 0.4).placed(move(EDGE + 0.22, y, 0.42)),
            lathe([(0.001, 0.92), (0.10, 0.86), (0.11, 0.80), (0.07, 0.73)], 12).placed(move(EDGE + 0.22, y, 0)),
        ]
    builder.add(joined(*posts), use["stone"], tag=(5.0, 0.0))


def _arch(x: float) -> float:
    """Height of the bridge's way at X: steep stairs, a level crown."""
    across = abs(x - (EDGE + FAR_EDGE) / 2) / ((EDGE - FAR_EDGE) / 2 + 1.9)
    return 0.1 + 3.0 * (0.5 + 0.5 * math.cos(math.pi * min(across, 1.0) ** 1.25))


def _opening(x: float) -> float:
    """Underside of the arch at X, a half circle on the water; below it stands the pier."""
    reach = 3.15
    off = x - (EDGE + FAR_EDGE) / 2
    return WATER - 0.3 if abs(off) >= reach else WATER + math.sqrt(reach * reach - off * off)


def _add_bridge(builder: Builder, use: Use) -> None:
    half, width = (EDGE - FAR_EDGE) / 2 + 1.9, 2.9
    middle = (EDGE + FAR_EDGE) / 2
    x = middle + np.linspace(-half, half, 61)
    top, under = np.array([_arch(each) for each in x]), np.array([_opening(each) for each in x])
    side = _between(x, under, top)
    builder.add(side.placed(move(0, BRIDGE, 0)), use["stone"], tag=(9.0, 0.0))
    builder.add(side.flipped().placed(move(0, BRIDGE + width, 0)), use["stone"], tag=(10.0, 0.0))
    deck = _band(x, top, width).placed(move(0, BRIDGE, 0))
    vault = _band(x, under, width).flipped().placed(move(0, BRIDGE, 0))
    builder.add(joined(deck, vault), use["paving"], tag=(11.0, 0.0))
    rail = []
    for y in (BRIDGE + 0.12, BRIDGE + width - 0.12):
        for a, b in zip(x[4:-4:4], x[8::4], strict=False):
            za, zb = _arch(float(a)), _arch(float(b))
            length, slope = math.hypot(b - a, zb - za), math.degrees(math.atan2(zb - za, b - a))
            at = move((a + b) / 2, y, (za + zb) / 2)
            rail.append(box((length, 0.14, 0.42), 0.015, 0.6).placed(at @ spin(-slope, 1) @ move(0, 0, 0.26)))
            rail.append(box((0.2, 0.2, 0.78), 0.02, 0.5).placed(move(float(a), y, za + 0.36)))
    builder.add(joined(*rail), use["stone"], tag=(12.0, 0.0))
    ring = []
    for angle in np.linspace(4, 176, 22):
        place = move(middle, BRIDGE - 0.03, WATER) @ spin(-angle + 90, 1) @ move(0, 0, 3.32)
        ring.append(box((0.46, 0.1, 0.34), 0.015, 0.5).placed(place))
    builder.add(joined(*ring), use["stone"], tag=(13.5, 0.0))


def _between(x: Array, low: Array, high: Array) -> Shape:
    """An upright face in XZ facing -Y between two curves."""
    rows = 5
    share = np.linspace(0, 1, rows)
    xs, shares = np.meshgrid(x, share)
    z = low[None, :] + (high - low)[None, :] * shares
    positions = np.stack([xs.ravel(), np.zeros(xs.size), z.ravel()], axis=1)
    return Shape(positions, np.tile([0.0, -1.0, 0.0], (xs.size, 1)), positions[:, [0, 2]].copy(), grid_triangles(len(x), rows))


def _band(x: Array, z: Array, width: float) -> Shape:
    """A way of ``width`` along +Y over a curve, facing up; stairs are told by the slabs."""
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(z)))])
    y = np.linspace(0, width, 4)
    xs, ys = np.meshgrid(x, y)
    zs = np.tile(z, (len(y), 1))
    normal = np.stack([-np.gradient(z, x), np.zeros(len(x)), np.ones(len(x))], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    positions = np.stack([xs.ravel(), ys.ravel(), zs.ravel()], axis=1)
    uv = np.stack([ys.ravel(), np.tile(along, len(y))], axis=1)
    return Shape(positions, np.tile(normal, (len(y), 1)), uv, grid_triangles(len(x), len(y)))


def _add_house(builder: Builder, use: Use, place: Array, width: float, taller: float, tag: float) -> None:
    """A front of two storeys facing -Y of its own place, 6 m deep: timber below, limewash above, a roof that overhangs, stepped gables."""
    eaves, deep = EAVES + taller, 6.0
    lower = wall(width, 2.9, 0.6).placed(place)
    upper = wall(width, eaves - 2.9, 0.6).placed(place @ move(0, -0.05, 2.9))
    upper.uv[:, 1] += 2.9
    builder.add(upper, use["plaster"], tag=(tag, 0.0))
    builder.add(lower, use["wood"], tag=(tag + 0.3, 0.0))
    beam = [box((width, 0.16, 0.22), 0.01, 0.8).placed(place @ move(0, -0.06, 2.86))]
    beam += [
        box((0.2, 0.18, 2.8), 0.01, 0.8).placed(place @ move(x, -0.08, 1.4)) for x in np.linspace(-width / 2 + 0.15, width / 2 - 0.15, 3)
    ]
    builder.add(joined(*beam), use["wood"], tag=(tag + 0.6, 0.0))
    for number, x in enumerate((-width / 4, width / 4)):
        _add_opening(builder, use["door"], place @ move(x, -0.03, 0.12), (min(3.4, width / 2 - 0.4), 2.5), tag + number)
        _add_opening(builder, use["window"], place @ move(x, -0.09, 3.35), (1.5, 1.5), tag + 5 + number)
        sill = box((1.7, 0.14, 0.08), 0.008, 0.6).placed(place @ move(x, -0.11, 3.3))
        builder.add(sill, use["wood"], tag=(tag + number, 0.0))
    _add_roof(builder, use, place, width, eaves, deep, tag)
    _add_gables(builder, use, place, width, eaves, deep, tag)


def _add_opening(builder: Builder, material: int, place: Array, size: tuple[float, float], tag: float) -> None:
    shape = wall(*size, 0.5).placed(place)
    shape.uv[:, 0] += size[0] / 2
    builder.add(shape, material, tag=(tag, 0.0), albedo=(0.16, 0.13, 0.10))


def _add_roof(builder: Builder, use: Use, place: Array, width: float, eaves: float, deep: float, tag: float) -> None:
    """Two slopes with a slight sag, half a metre over the front, a ridge with upturned ends."""
    rise = 0.52 * deep / 2
    run = np.linspace(-0.75, deep / 2, 8)
    sag = eaves + rise * np.clip(run / (deep / 2), -1, 1) - 0.16 * np.sin(np.pi * np.clip(run / (deep / 2), 0, 1))
    xs, ys = np.meshgrid(lines(width + 0.1, 0.8), run)
    zs = np.repeat(sag[:, None], xs.shape[1], axis=1)
    slope = np.gradient(sag, run)
    normal = np.stack([np.zeros(len(run)), -slope, np.ones(len(run))], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    positions = np.stack([xs.ravel(), ys.ravel(), zs.ravel()], axis=1)
    shape = Shape(
        positions,
        np.repeat(normal, xs.shape[1], axis=0),
        np.stack([xs.ravel(), -ys.ravel()], axis=1),
        grid_triangles(xs.shape[1], len(run)),
    )
    builder.add(shape.placed(place), use["roof"], tag=(tag, 0.0))
    under = Shape(positions - [0, 0, 0.07], -shape.normals, shape.uv, shape.triangles[:, ::-1])
    builder.add(under.placed(place), use["wood"], tag=(tag, 0.0))
    back = shape.placed(move(0, deep, 0) @ spin(180))
    builder.add(back.placed(place), use["roof"], tag=(tag + 1.0, 0.0))
    ridge = [box((width, 0.2, 0.26), 0.02, 1.0).placed(place @ move(0, deep / 2, eaves + rise + 0.1))]
    edge = box((width + 0.1, 0.09, 0.1), 0.01, 1.0).placed(place @ move(0, -0.75, float(sag[0]) - 0.02))
    builder.add(joined(*ridge, edge), use["roof"], tag=(tag + 2.0, 0.0))


def _add_gables(builder: Builder, use: Use, place: Array, width: float, eaves: float, deep: float, tag: float) -> None:
    """Fire walls between the houses that step up over the roof, with tiled caps."""
    for side in (-1, 1):
        x = side * (width / 2 + 0.12)
        white, caps = [], []
        for start, end, high in ((-0.7, 1.0, 0.55), (1.0, 2.3, 1.35), (2.3, 3.7, 2.15), (3.7, 5.0, 1.35), (5.0, 6.6, 0.55)):
            white.append(box((0.24, end - start, eaves + high), 0.012, 0.9).placed(place @ move(x, (start + end) / 2, (eaves + high) / 2)))
            caps.append(
                box((0.46, end - start + 0.22, 0.16), 0.03, 0.9).placed(place @ move(x, (start + end) / 2 - 0.06, eaves + high + 0.06))
            )
        builder.add(joined(*white), use["plaster"], tag=(tag + side, 0.0))
        builder.add(joined(*caps), use["roof"], tag=(tag + side, 0.0))


def lantern(size: float = LANTERN) -> Shape:
    """A round paper lantern hanging from z = 0; uv.y 0..1 from its foot."""
    profile = [(0.22, -1.05), (0.42, -1.0), (0.5, -0.72), (0.5, -0.45), (0.42, -0.18), (0.22, -0.12)]
    shape = lathe([(r * size, z * size) for r, z in profile], 18)
    shape.uv[:, 1] = (shape.positions[:, 2] / size + 1.05) / 0.93
    return shape


def _hang(builder: Builder, use: Use, light: QuayLight, name: str, at: tuple[float, float, float], role: str, strength: float) -> None:
    """A lantern with its cord and tassel, and its light."""
    builder.add(lantern().placed(move(*at)), use[role], solid=False, baked=False)
    builder.add(rod((at[0], at[1], at[2] - 0.06), (at[0], at[1], at[2] + 0.22), 0.008, 6), use["cord"], solid=False)
    builder.add(rod((at[0], at[1], at[2] - 0.62), (at[0], at[1], at[2] - 0.36), 0.018, 6), use["cord"], solid=False)
    colour = red_paper(2.2) if role == "lantern" else candle(1.0)
    builder.lamp(name, Lamp((at[0], at[1], at[2] - 0.2), colour, strength * light.lamps, skip_m=0.3))


def _add_eave_lanterns(builder: Builder, use: Use, light: QuayLight, rng: np.random.Generator) -> None:
    for number, y in enumerate((-6.4, -2.9, 1.3, 5.0, 9.4, 13.0)):
        role = "lantern" if number % 2 == 0 else "paper lantern"
        _hang(builder, use, light, f"lantern {number}", (HOUSES - 0.55, y + float(rng.uniform(-0.1, 0.1)), 2.75), role, 1.5)
    for number, y in enumerate((-5.0, 2.2, 5.6, 10.4, 13.4, 17.2)):
        _hang(builder, use, light, f"far lantern {number}", (FAR_HOUSES + 0.55, y, 2.85), "lantern" if number % 2 else "paper lantern", 1.5)
    for number, x in enumerate((-3.4, -8.1)):
        _hang(builder, use, light, f"bridge lantern {number}", (x, BRIDGE - 0.25, _arch(x) + 0.2), "paper lantern", 1.0)


def _add_feast(builder: Builder, use: Use, light: QuayLight, rng: np.random.Generator) -> None:
    """Lines of lanterns over the canal, and lotus lights on the water."""
    shapes: list[Shape] = []
    papers: list[Shape] = []
    for y in (4.0, 8.5, 13.5):
        ends = np.array([[FAR_HOUSES + 0.3, y, 5.0], [HOUSES - 0.4, y + 1.2, 5.2]])
        points = [tuple(ends[0] + (ends[1] - ends[0]) * t - [0, 0, 3.6 * t * (1 - t)]) for t in np.linspace(0, 1, 15)]
        builder.add(joined(*(rod(a, b, 0.007, 5) for a, b in zip(points, points[1:], strict=False))), use["cord"], solid=False)
        for number, point in enumerate(points[1:-1]):
            (shapes if number % 3 else papers).append(lantern(0.28).placed(move(*point)))
        builder.lamps.extend(
            Lamp((float(p[0]), float(p[1]), float(p[2])), red_paper(1.6), 1.2 * light.lamps, skip_m=0.4) for p in points[2::4]
        )
    for material, made in (("lantern", shapes), ("paper lantern", papers)):
        builder.add(joined(*made), use[material], solid=False, baked=False)
    flames = []
    for _ in range(46):
        x, y = float(rng.uniform(FAR_EDGE + 0.4, EDGE - 0.4)), float(rng.uniform(-4, 18))
        flames.append(lathe([(0.001, 0.0), (0.035, 0.03), (0.02, 0.09), (0.001, 0.13)], 8).placed(move(x, y, WATER + 0.06)))
    builder.add(joined(*flames), use["flame"], solid=False, baked=False)


def _add_sign(builder: Builder, use: Use, light: QuayLight, sign: str) -> tuple[Texture, ...]:
    """The tea house's board, upright beside its doors."""
    if not sign.strip():
        return ()
    board = builder.material(Surface("sign", "baked", (0.9, 0.9, 0.9, 1), roughness=0.5, uses={"base_colour": TextureUse(0)}))
    place = move(HOUSES - 0.14, 3.2, 2.95) @ spin(-90)
    shape = wall(2.3, 0.56, 0.3).placed(place)
    shape.uv[:, 0], shape.uv[:, 1] = shape.uv[:, 0] / 2.3 + 0.5, 1.0 - shape.uv[:, 1] / 0.56
    builder.add(shape, board, albedo=(0.08, 0.05, 0.04))
    return (lettering("sign", sign.strip(), (226, 186, 96), (46, 24, 17), 2.3 / 0.56),)
