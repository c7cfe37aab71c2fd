"""Furniture to real measure, standing on z = 0 round the origin, its front toward -Y. Each returns shapes by material role."""

from __future__ import annotations

import numpy as np

from vpstudio.scene.shapes import Array, Shape, box, grid, joined, lathe, move, rod, spin

Parts = dict[str, Shape]


def sofa(width: float = 2.1) -> Parts:
    """Low leather sofa: seat 0.42 m, back 0.78 m, arms, metal feet."""
    seats, each = max(1, round((width - 0.4) / 0.6)), 0.0
    each = (width - 0.4) / seats
    soft = [box((width, 0.86, 0.22), 0.03, 0.3).placed(move(0, 0, 0.22))]
    for side in (-1, 1):
        soft.append(box((0.2, 0.9, 0.5), 0.06, 0.3, 2).placed(move(side * (width / 2 - 0.1), 0, 0.36)))
    for number in range(seats):
        x = -width / 2 + 0.2 + each * (number + 0.5)
        soft.append(box((each - 0.01, 0.66, 0.17), 0.06, 0.2, 2).placed(move(x, -0.09, 0.405)))
        soft.append(box((each - 0.01, 0.2, 0.44), 0.08, 0.2, 2).placed(move(x, 0.27, 0.62) @ spin(-10, 0)))
    soft.append(box((width - 0.3, 0.12, 0.5), 0.04, 0.3).placed(move(0, 0.39, 0.5)))
    feet = [rod((x, y, 0), (x, y, 0.12), 0.018) for x in (-width / 2 + 0.1, width / 2 - 0.1) for y in (-0.35, 0.35)]
    return {"leather": joined(*soft), "metal": joined(*feet)}


def armchair() -> Parts:
    """A wide leather tub chair."""
    soft = [
        box((0.62, 0.62, 0.16), 0.06, 0.2, 2).placed(move(0, -0.03, 0.38)),
        box((0.78, 0.76, 0.2), 0.04, 0.2).placed(move(0, 0, 0.22)),
        box((0.78, 0.16, 0.66), 0.07, 0.2, 2).placed(move(0, 0.32, 0.44) @ spin(-8, 0)),
    ]
    soft += [box((0.13, 0.74, 0.44), 0.06, 0.2, 2).placed(move(side * 0.335, 0, 0.38)) for side in (-1, 1)]
    feet = [rod((x, y, 0), (x, y, 0.13), 0.016) for x in (-0.32, 0.32) for y in (-0.3, 0.3)]
    return {"leather": joined(*soft), "metal": joined(*feet)}


def desk_chair() -> Parts:
    """A director's high-backed swivel chair, top at 1.22 m."""
    soft = [
        box((0.56, 0.54, 0.12), 0.055, 0.2, 2).placed(move(0, 0, 0.5)),
        box((0.54, 0.12, 0.62), 0.055, 0.2, 2).placed(move(0, 0.28, 0.86) @ spin(-9, 0)),
        box((0.36, 0.11, 0.16), 0.05, 0.2, 2).placed(move(0, 0.35, 1.17) @ spin(-9, 0)),
    ]
    soft += [box((0.06, 0.34, 0.04), 0.018, 0.2).placed(move(side * 0.31, 0.02, 0.69)) for side in (-1, 1)]
    metal = [rod((side * 0.31, 0.1, 0.48), (side * 0.31, 0.1, 0.67), 0.014) for side in (-1, 1)] + [rod((0, 0, 0.1), (0, 0, 0.46), 0.03)]
    for number in range(5):
        angle = np.radians(72 * number + 10)
        metal.append(rod((0, 0, 0.1), (0.31 * np.cos(angle), 0.31 * np.sin(angle), 0.07), 0.018, 8))
    return {"leather": joined(*soft), "metal": joined(*metal)}


def desk(width: float = 2.2, depth: float = 0.95) -> Parts:
    """An executive desk: thick wooden top, leather inlay, modesty panel, drawer blocks, brass edge."""
    wood = [
        box((width, depth, 0.055), 0.008, 0.15).placed(move(0, 0, 0.7225)),
        box((width - 0.3, 0.03, 0.5), 0.004, 0.2).placed(move(0, -depth / 2 + 0.14, 0.44)),
    ]
    wood += [box((0.46, depth - 0.12, 0.66), 0.006, 0.2).placed(move(side * (width / 2 - 0.27), 0, 0.36)) for side in (-1, 1)]
    brass = box((width - 0.3, 0.008, 0.012), 0.001, 0.3).placed(move(0, -depth / 2 + 0.12, 0.6))
    inlay = box((width * 0.42, depth * 0.6, 0.004), 0.001, 0.15).placed(move(0, 0.08, 0.752))
    return {"wood": joined(*wood), "brass": brass, "leather": inlay}


def desk_things(rng: np.random.Generator) -> Parts:
    """Papers, a laptop, a pen cup, a telephone: what lies on a desk whose top is at z = 0."""
    papers = [
        box((0.21, 0.297, 0.006 + 0.004 * i), 0.001, 0.2).at(-0.5 + 0.26 * i, 0.05 - 0.07 * i, 0.004, float(rng.uniform(-14, 14)))
        for i in range(3)
    ]
    dark = [
        box((0.34, 0.24, 0.014), 0.004, 0.2).placed(move(0.02, 0.06, 0.008)),
        box((0.34, 0.008, 0.23), 0.004, 0.2).placed(move(0.02, -0.09, 0.12) @ spin(18, 0)),
        box((0.17, 0.2, 0.05), 0.01, 0.2).at(0.62, 0.1, 0.025, -12),
        lathe([(0.038, 0.0), (0.038, 0.1), (0.034, 0.1), (0.034, 0.01)], 16, smooth=False).placed(move(0.42, -0.2, 0)),
    ]
    pens = [
        rod((0.42 + dx, -0.2 + dy, 0.02), (0.42 + 2 * dx, -0.2 + 2 * dy, 0.15), 0.004, 6)
        for dx, dy in ((0.01, 0), (-0.012, 0.01), (0, -0.013))
    ]
    return {"paper": joined(*papers), "dark": joined(*dark), "brass": joined(*pens)}


def desk_lamp() -> Parts:
    """Brass stem, drum shade from 0.30 to 0.47 m."""
    stem = joined(lathe([(0.085, 0), (0.085, 0.012), (0.012, 0.02), (0.009, 0.36)], 20, smooth=False))
    return {"brass": stem, "shade": lathe([(0.155, 0.30), (0.12, 0.47)], 28)}


def floor_lamp(height: float = 1.62) -> Parts:
    """A slim stand with a drum shade on top."""
    stem = lathe([(0.14, 0), (0.14, 0.015), (0.012, 0.025), (0.011, height - 0.2)], 20, smooth=False)
    return {"brass": stem, "shade": lathe([(0.21, height - 0.30), (0.17, height)], 32)}


def coffee_table(width: float = 1.15, depth: float = 0.65) -> Parts:
    """A stone top on a brass frame, 0.38 m high."""
    top = box((width, depth, 0.035), 0.006, 0.12).placed(move(0, 0, 0.3625))
    corners = [(x, y) for x in (-width / 2 + 0.05, width / 2 - 0.05) for y in (-depth / 2 + 0.05, depth / 2 - 0.05)]
    legs = [rod((x, y, 0), (x, y, 0.345), 0.014, 8) for x, y in corners]
    return {"stone": top, "brass": joined(*legs)}


def vase(height: float, belly: float, neck: float = 0.45) -> Shape:
    """A turned vase."""
    steps = np.linspace(0, 1, 12)
    swell = 0.55 + 0.45 * np.sin(np.pi * np.clip(steps * 1.05, 0, 1) ** 0.8)
    radii = belly * np.where(steps < 0.75, swell, neck + (swell - neck) * (1 - steps) / 0.25)
    return lathe([(float(r), float(z * height)) for r, z in zip(radii, steps, strict=True)], 18)


def plant(rng: np.random.Generator, height: float = 1.75, leaves: int = 46) -> Parts:
    """A fiddle-leaf fig in a pot: broad bent leaves on thin stems."""
    pot = lathe([(0.15, 0), (0.2, 0.38), (0.185, 0.38), (0.18, 0.33), (0.001, 0.33)], 22, smooth=False)
    stems = [((0, 0), (0.05, 0.03)), ((0.03, 0.01), (-0.12, 0.10)), ((-0.02, 0.02), (0.1, -0.12))]
    wood, green = [], []
    for (x0, y0), (x1, y1) in stems:
        top = height * float(rng.uniform(0.8, 1.0))
        wood.append(rod((x0, y0, 0.33), (x1, y1, top), 0.012, 8, 4))
        for number in range(leaves // 3):
            share = 0.3 + 0.7 * (number + float(rng.uniform())) / (leaves / 3)
            at = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, 0.33 + (top - 0.33) * share)
            size = float(rng.uniform(0.2, 0.32)) * (1.15 - 0.35 * share)
            turn = move(*at) @ spin(number * 137.5 + float(rng.uniform(-25, 25))) @ spin(float(rng.uniform(10, 55)), 0)
            green.append(leaf(size).placed(turn))
    return {"pot": pot, "bark": joined(*wood), "leaf": joined(*green)}


def leaf(length: float) -> Shape:
    """One broad leaf from the origin along +Y, folded along its rib and drooping."""
    flat = grid(np.linspace(-1, 1, 5), np.linspace(0, 1, 7))
    across, along = flat.positions[:, 0], flat.positions[:, 1]
    width = 0.36 * np.sin(np.pi * np.clip(along, 0.02, 0.995)) ** 0.6 * (0.65 + 0.5 * along)
    x, y = across * width * length, (0.08 + along) * length
    z = length * (0.16 * np.abs(across) * width / 0.36 - 0.45 * along**2 + 0.05 * np.sin(9 * along) * across**2)
    positions = np.stack([x, y, z], axis=1)
    du = _along(positions, 7, 1)
    dv = _along(positions, 7, 0)
    normals = np.cross(du, dv)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return Shape(positions, normals, np.stack([across, along], axis=1), flat.triangles)


def curtain(width: float, height: float, folds: int, depth: float = 0.05) -> Shape:
    """A hanging in even folds, facing -Y, its foot at z = 0.02."""
    columns, rows = folds * 8 + 1, 9
    flat = grid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    across, up = flat.positions[:, 0], flat.positions[:, 1]
    swing = depth * (0.75 + 0.25 * np.sin(up * 5 + across * 9)) * np.sin(across * folds * 2 * np.pi)
    positions = np.stack([(across - 0.5) * width, swing, 0.02 + up * height], axis=1)
    slope = _along(positions, rows, 1)
    normals = np.cross(slope, [0.0, 0.0, 1.0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Shape(positions, normals, np.stack([across * width * 1.6, up * height], axis=1), flat.triangles)


def _along(positions: Array, rows: int, axis: int) -> Array:
    """(N, 3) change of place along one way of a grid of so many rows."""
    return np.asarray(np.gradient(positions.reshape(rows, -1, 3), axis=axis)).reshape(-1, 3)
