"""Round the quay's town: water, a boat, willows, the far end of the canal, a pagoda, three ridges in the haze."""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import times
from vpstudio.scene.outdoors import Values
from vpstudio.scene.quay_light import QuayLight
from vpstudio.scene.quay_town import EDGE, END, FAR_EDGE, WATER, Use
from vpstudio.scene.shapes import Array, Shape, box, grid, grid_triangles, joined, lathe, lines, move, rod, spin

SKY_M = 20_000.0
LOOP_S = 24.0


def add_water(builder: Builder, light: QuayLight, mirror: int) -> None:
    """From bank to bank, and on to where the canal bends away."""
    values: Values = {"loop_s": LOOP_S, "deep": light.deep, "rough": 0.016}
    water = builder.material(Material("water", "water", (0.03, 0.04, 0.04, 1), roughness=0.06, values=values, moving=True, mirror=mirror))
    across, along = lines(EDGE - FAR_EDGE, 2.0), np.concatenate([np.arange(-16, 40, 3.0), np.arange(40, 181, 20.0)])
    flat = grid(across, along).placed(move((EDGE + FAR_EDGE) / 2, 0, WATER))
    builder.add(flat, water, node=builder.node("water"), solid=False, baked=False)


def add_boat(builder: Builder, use: Use, place: Array) -> None:
    """A narrow boat with a black awning, moored by the steps."""
    along, girth = np.linspace(-1, 1, 21), np.linspace(0, np.pi, 9)
    t, a = np.meshgrid(along, girth)
    beam = 0.62 * np.sqrt(np.clip(1 - np.abs(t) ** 2.6, 0, 1)) + 0.03
    x, z = -np.cos(a) * beam, -np.sin(a) * 0.42 * (1 - 0.5 * np.abs(t) ** 3) + 0.42 * np.abs(t) ** 3
    positions = np.stack([x.ravel(), (t * 2.9).ravel(), z.ravel()], axis=1)
    normals = np.stack([-np.cos(a).ravel(), np.zeros(t.size), -np.sin(a).ravel()], axis=1)
    hull = Shape(positions, normals, positions[:, [0, 1]].copy(), grid_triangles(len(along), len(girth)))
    inner = Shape(positions * [0.95, 0.98, 0.93] + [0, 0, 0.01], -normals, hull.uv, hull.triangles[:, ::-1])
    seats = [box((1.0, 0.24, 0.04), 0.006, 0.4).placed(move(0, y, -0.02)) for y in (-1.7, 1.75)]
    builder.add(joined(hull, inner, *seats).placed(place), use["hull"], tag=(21.0, 0.0))
    arch = np.linspace(0, np.pi, 13)
    b, y = np.meshgrid(arch, np.linspace(-1.1, 1.1, 7))
    over = np.stack([(np.cos(b) * 0.6).ravel(), y.ravel(), (0.05 + np.sin(b) * 0.72).ravel()], axis=1)
    out = np.stack([np.cos(b).ravel(), np.zeros(b.size), np.sin(b).ravel()], axis=1)
    awning = Shape(over, out, over[:, [0, 1]].copy(), grid_triangles(13, 7)[:, ::-1])
    builder.add(joined(awning, Shape(over * [0.97, 1, 0.98], -out, awning.uv, awning.triangles[:, ::-1])).placed(place), use["awning"])


def add_willow(
    builder: Builder, use: Use, light: QuayLight, place: tuple[float, float, float], seed: int, strands: int, reach: float
) -> None:
    """A trunk that leans over the water, and strands that hang and sway."""
    rng = np.random.default_rng(seed)
    x, y, z = place
    crown = np.array([x - 0.5, y + 0.2, z + 3.9])
    trunk = [rod((x, y, z), (x - 0.15, y, z + 1.6), 0.16, 10, 3), rod((x - 0.15, y, z + 1.6), tuple(crown), 0.11, 10, 3)]
    shapes, colours = [], []
    for number in range(strands):
        way = rng.uniform(0, 2 * np.pi)
        far = reach * np.sqrt(rng.uniform(0.05, 1))
        top = crown + [np.cos(way) * far, np.sin(way) * far, rng.uniform(0.2, 1.0) - 0.25 * far]
        if number % 6 == 0:
            trunk.append(rod(tuple(crown), tuple(top), 0.025, 6))
        shape, own = _strand(top, float(rng.uniform(1.3, 2.9)), rng.uniform(), rng)
        shapes.append(shape)
        colours.append(own)
    builder.add(joined(*trunk), use["wood"], tag=(31.0 + seed, 0.0))
    _add_leaves(builder, light, f"willow {seed}", shapes, colours, moving=False)


def hanging(builder: Builder, light: QuayLight, place: Array, right: Array, seed: int) -> None:
    """Strands that hang from above into a picture, round (x, y), spread along ``right``."""
    rng = np.random.default_rng(seed + 77)
    made = []
    for _ in range(7):
        x, y = place + right * float(rng.normal(0, 0.05))
        made.append(_strand(np.array([x, y, 2.15 + rng.uniform(0, 0.2)]), float(rng.uniform(0.75, 1.15)), rng.uniform(), rng, 0.1))
    _add_leaves(builder, light, "near willow", [each[0] for each in made], [each[1] for each in made], moving=True)


def _add_leaves(builder: Builder, light: QuayLight, name: str, shapes: list[Shape], colours: list[Array], moving: bool) -> None:
    values: Values = {"loop_s": LOOP_S, "sky_light": times(light.sky, 1.3)}
    leaf = Material("willow", "willow", (0.115, 0.155, 0.045, 1), roughness=0.6, double_sided=True, values=values, moving=moving)
    node, material = builder.node(name), builder.material(leaf)
    for shape, own in zip(shapes, colours, strict=True):
        builder.add(shape, material, node=node, solid=False, baked=False, colours=own.astype(np.float32))


def _strand(top: Array, length: float, own: float, rng: np.random.Generator, lean_m: float = 0.25) -> tuple[Shape, Array]:
    """A ribbon 0.16 m wide that arches out a little and hangs; colours: how far down, the strand's own number."""
    down = np.linspace(0, 1, 7)
    turn = rng.uniform(0, 2 * np.pi)
    lean = lean_m * np.sqrt(down)[:, None] * np.array([np.cos(turn), np.sin(turn), 0.0])
    middle = top + lean - down[:, None] * np.array([0, 0, length])
    side = 0.11 * np.array([-np.sin(turn + 0.6), np.cos(turn + 0.6), 0.0])
    positions = np.concatenate([middle - side, middle + side]).reshape(2, -1, 3).transpose(1, 0, 2).reshape(-1, 3)
    uv = np.stack([np.tile([-1.0, 1.0], 7), np.repeat(down * length, 2)], axis=1)
    normals = np.tile(np.cross(side / 0.11, [0, 0, 1.0]), (14, 1))
    colours = np.stack([np.repeat(down, 2), np.full(14, own), np.zeros(14), np.ones(14)], axis=1)
    return Shape(positions, normals, uv, grid_triangles(2, 7)), colours.astype(np.float32)


def add_far(builder: Builder, light: QuayLight, seed: int) -> None:
    """All that is only seen from afar, in its own light."""
    rng = np.random.default_rng(seed + 5)
    values = light.outdoors.city(seed) | {}
    values = {key: value for key, value in values.items() if key != "glass_share"}
    colours = {
        "wall": (0.52, 0.50, 0.46, 1),
        "roof": (0.10, 0.10, 0.105, 1),
        "hill": (0.085, 0.105, 0.06, 1),
        "tower": (0.26, 0.12, 0.075, 1),
    }
    use = {role: builder.material(Material(f"far {role}", "far_shape", colour, values=values)) for role, colour in colours.items()}
    node = builder.node("far", far=True)
    _add_far_houses(builder, use, node, rng)
    _add_pagoda(builder, use, node, (-31.0, 122.0, -1.0))
    for number, (distance, height, low) in enumerate(((210, 26, 0.3), (430, 62, 0.25), (900, 150, 0.2))):
        shape = _ridge(distance, height, low, np.random.default_rng(seed + number))
        builder.add(shape, use["hill"], node=node, tag=(number * 3.0, 0.0), solid=False, baked=False)
    sky = builder.material(Material("sky", "sky", values=light.outdoors.sky(seed), double_sided=True))
    angles = np.radians(np.concatenate([lines(24, 4) - 4, np.linspace(12, 89.9, 12)]))
    dome = lathe([(float(SKY_M * np.cos(a)), float(SKY_M * np.sin(a))) for a in angles], 32).flipped()
    builder.add(dome, sky, node=node, solid=False, baked=False)
    ground = grid(lines(1600, 100), lines(1600, 100)).placed(move(0, 0, WATER - 0.4))
    builder.add(ground, use["hill"], node=node, tag=(20.0, 0.0), solid=False, baked=False)


def _add_far_houses(builder: Builder, use: Use, node: int, rng: np.random.Generator) -> None:
    """Both banks beyond the bridge, and behind the front rows."""
    places = [(side, END + 4 + n * 9.5) for side in (5.5, -14.0) for n in range(9)]
    places += [(side, y) for side in (17.0, -26.0) for y in range(-30, 70, 11)]
    places += [(float(x), -24.0 - 3 * abs(x) * 0.1) for x in range(-30, 31, 10) if abs(x + 5) > 8]
    for number, (x, y) in enumerate(places):
        wide, deep, high = float(rng.uniform(7, 10)), float(rng.uniform(6, 9)), float(rng.uniform(4.6, 7.4))
        middle = (x + float(rng.uniform(0, 2.5)) * (1 if x > 0 else -1), y + float(rng.uniform(-1, 1)))
        walls = box((deep, wide, high), step=1e9).placed(move(*middle, high / 2))
        side = np.abs(walls.normals[:, 0]) > 0.5
        walls.uv[:, 0], walls.uv[:, 1] = np.where(side, walls.positions[:, 1], walls.positions[:, 0]), walls.positions[:, 2]
        builder.add(walls, use["wall"], node=node, tag=(number * 1.7, 1.0), solid=False, baked=False)
        builder.add(
            _far_roof(deep + 1.2, wide, 1.9).placed(move(*middle, high)),
            use["roof"],
            node=node,
            tag=(number, 0.0),
            solid=False,
            baked=False,
        )


def _far_roof(across: float, along: float, rise: float) -> Shape:
    """Two slopes, the ridge along Y."""
    halves = []
    for turn in (0, 180):
        slope = grid(np.array([0.0, across / 2]), lines(along, 100.0))
        slope.positions[:, 2] = rise * (1 - slope.positions[:, 0] / (across / 2))
        normal = np.array([rise, 0, across / 2]) / np.hypot(rise, across / 2)
        slope.normals[:] = normal
        halves.append(slope.placed(spin(turn)))
    return joined(*halves)


def _add_pagoda(builder: Builder, use: Use, node: int, at: tuple[float, float, float]) -> None:
    """Seven storeys, eight sides, each a little smaller, with flying eaves and a spire."""
    foot, radius = at[2], 5.2
    for storey in range(7):
        high = 4.3 - 0.22 * storey
        body = lathe([(radius, foot), (radius * 0.97, foot + high * 0.72)], 8, smooth=False)
        eave = lathe(
            [
                (radius * 0.95, foot + high * 0.68),
                (radius * 1.42, foot + high * 0.66),
                (radius * 1.1, foot + high * 0.86),
                (radius * 0.9, foot + high),
            ],
            8,
            smooth=False,
        )
        body.uv[:, 1] = body.positions[:, 2]
        builder.add(body.placed(move(at[0], at[1], 0)), use["tower"], node=node, tag=(50.0 + storey, 1.0), solid=False, baked=False)
        builder.add(eave.placed(move(at[0], at[1], 0)), use["roof"], node=node, tag=(60.0 + storey, 0.0), solid=False, baked=False)
        foot, radius = foot + high, radius * 0.92
    spire = lathe([(1.6, foot - 0.2), (0.5, foot + 1.5), (0.35, foot + 4.2), (0.02, foot + 6.5)], 8)
    builder.add(spire.placed(move(at[0], at[1], 0)), use["roof"], node=node, solid=False, baked=False)


def _ridge(distance: float, height: float, low: float, rng: np.random.Generator) -> Shape:
    """A line of hills all round, never lower than ``low`` of its height."""
    angle = np.linspace(0, 2 * np.pi, 241)
    waves = np.sum([rng.uniform(0.4, 1.0) / k * np.sin(k * angle + rng.uniform(0, 6.28)) for k in (2, 3, 5, 8, 13, 21)], axis=0)
    waves = (waves - waves.min()) / (waves.max() - waves.min())
    top = height * (low + (1 - low) * waves**1.3)
    rows = np.linspace(0, 1, 4)
    a, r = np.meshgrid(angle, rows)
    out = distance * (1 + 0.25 * r)
    z = top[None, :] * np.sin(r * np.pi / 2) - 3.0
    positions = np.stack([-np.sin(a) * out, np.cos(a) * out, z], axis=2).reshape(-1, 3)
    normals = np.stack([np.sin(a), -np.cos(a), np.full(a.shape, 0.8)], axis=2).reshape(-1, 3)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Shape(positions, normals, positions[:, [0, 2]].copy(), grid_triangles(len(angle), 4)[:, ::-1])
