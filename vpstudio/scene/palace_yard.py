"""Outside the palace hall: a terrace, its balustrade, the yard, the gate and the galleries beyond, all seen through the doors."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.palace_hall import SOUTH
from vpstudio.scene.palace_light import PalaceLight, candle
from vpstudio.scene.shapes import Array, Shape, box, grid, grid_triangles, joined, lathe, lines, move

SKY_M = 900.0


def add_outside(builder: Builder, light: PalaceLight, seed: int, terrace: bool = True) -> None:
    """After the bake: it has the open sky's light. terrace: with the near edge, where no other stands there."""
    values = {key: value for key, value in light.outdoors.city(seed).items() if key != "glass_share"}
    colours = {
        "stone": (0.50, 0.48, 0.44, 1),
        "wall": (0.22, 0.065, 0.05, 1),
        "column": (0.42, 0.095, 0.055, 1),
        "roof": (0.36, 0.22, 0.06, 1),
        "yard": (0.30, 0.29, 0.26, 1),
    }
    far = {role: builder.material(Material(f"far {role}", "far_shape", colour, values=values)) for role, colour in colours.items()}
    node = builder.node("outside", far=True)

    def put(shape: Shape, role: str, tag: float) -> None:
        builder.add(shape, far[role], node=node, tag=(tag, 0.0), solid=False, baked=False)

    if terrace:
        put(box((40, 7.0, 0.3), step=1e9).placed(move(0, SOUTH - 3.8, -0.17)), "stone", 1.0)
        put(joined(*balustrade()), "stone", 3.0)
    put(grid(lines(400, 40), lines(400, 40)).placed(move(0, 0, -1.6)), "yard", 2.0)
    for number, (x, y, wide, deep, high) in enumerate(HALLS):
        put(box((wide, deep, high), step=1e9).placed(move(x, y, high / 2 - 1.6)), "wall", 4.0 + number)
        put(hip_roof(wide + 4, deep + 4, high * 0.55).placed(move(x, y, high - 1.9)), "roof", 9.0 + number)
        put(joined(*_front_columns(x, y, wide, deep, high)), "column", 20.0 + number)
    if light.lanterns > 0:
        _add_far_lanterns(builder, light, node)
    sky = builder.material(Material("sky", "sky", values=light.outdoors.sky(seed), double_sided=True))
    angles = np.radians(np.concatenate([lines(24, 4) - 4, np.linspace(12, 89.9, 12)]))
    dome = lathe([(float(SKY_M * np.cos(a)), float(SKY_M * np.sin(a))) for a in angles], 32).flipped()
    builder.add(dome, sky, node=node, solid=False, baked=False)


# x, y, width, depth, height of the eaves over the yard
HALLS = (
    (0.0, -62.0, 30.0, 12.0, 9.0),
    (-34.0, -34.0, 10.0, 46.0, 5.5),
    (34.0, -34.0, 10.0, 46.0, 5.5),
    (-26.0, -64.0, 16.0, 8.0, 6.0),
    (26.0, -64.0, 16.0, 8.0, 6.0),
)


def _add_far_lanterns(builder: Builder, light: PalaceLight, node: int) -> None:
    """Lanterns under the eaves across the yard, and on posts along the way to the gate."""
    glow = builder.material(Material("far lanterns", "glow", emissive=candle(20.0 * min(light.lanterns, 1.0)), values={"rim": 0.6}))
    places = [(x, -54.4, 4.6) for x in np.arange(-12.0, 12.1, 4.0)] + [
        (side * 27.2, y, 2.4) for side in (-1, 1) for y in range(-52, -14, 6)
    ]
    places += [(side * 3.4, y, 0.4) for side in (-1, 1) for y in range(-48, -18, 7)]
    lamp = lathe([(0.12, -0.34), (0.26, -0.2), (0.30, 0.0), (0.26, 0.2), (0.12, 0.34)], 10)
    builder.add(joined(*(lamp.placed(move(*at)) for at in places)), glow, node=node, solid=False, baked=False)


def _front_columns(x: float, y: float, wide: float, deep: float, high: float) -> list[Shape]:
    """Columns before the sides of a far hall that face the yard, and a band of beams on them."""
    made = []
    along_x = wide > deep
    length, off = (wide, deep / 2 + 1.2) if along_x else (deep, wide / 2 + 1.2)
    inward = 1.0 if along_x else -math.copysign(1.0, x)
    for share in np.arange(-length / 2, length / 2 + 0.1, 4.0):
        at = (x + share, y + off) if along_x else (x + inward * off, y + share)
        made.append(box((0.7, 0.7, high), step=1e9).placed(move(*at, high / 2 - 1.6)))
    beam = ((length, 0.5, 1.0), (x, y + off)) if along_x else ((0.5, length, 1.0), (x + inward * off, y))
    return [*made, box(beam[0], step=1e9).placed(move(*beam[1], high - 2.2))]


def balustrade() -> list[Shape]:
    """White stone along the terrace's edge, open before the middle door."""
    made = []
    for side in (-1, 1):
        for number in range(9):
            x, y = side * (2.6 + 2.0 * number), SOUTH - 7.0
            made.append(box((0.24, 0.24, 1.25), step=1e9).placed(move(x, y, 0.62)))
            made.append(lathe([(0.07, 1.25), (0.13, 1.32), (0.13, 1.5), (0.05, 1.58), (0.001, 1.58)], 10).placed(move(x, y, 0)))
            made.append(box((1.8, 0.16, 0.85), step=1e9).placed(move(x + side, y, 0.43)))
    return made


def hip_roof(wide: float, deep: float, rise: float) -> Shape:
    """Four slopes that swing up toward the eaves' corners, foot at z = 0."""
    rows, columns = 7, 9
    halves = []
    for axis, (along, across) in enumerate(((wide, deep), (deep, wide))):
        for side in (-1.0, 1.0):
            v, u = np.meshgrid(np.linspace(0, 1, rows), np.linspace(-1, 1, columns), indexing="ij")
            ridge = max(along - across, 0.0) / 2 * 0.9
            reach = along / 2 + (ridge - along / 2) * v
            x, y = u * reach, side * across / 2 * (1 - v)
            z = rise * v**1.35 + 0.6 * (1 - v) ** 2 * np.abs(u) ** 3
            points = np.stack([x, y, z] if axis == 0 else [y, x, z], axis=2).reshape(-1, 3)
            halves.append(_slope(points, rows, columns))
    return joined(*halves)


def _slope(points: Array, rows: int, columns: int) -> Shape:
    triangles = grid_triangles(columns, rows)
    a, b, c = (points[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    if face[:, 2].mean() < 0:
        triangles, face = triangles[:, ::-1], -face
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], face)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 1e-9, normals / np.maximum(length, 1e-9), [0.0, 0.0, 1.0])  # a hip ends in one point
    return Shape(points, normals, points[:, :2].copy(), triangles)
