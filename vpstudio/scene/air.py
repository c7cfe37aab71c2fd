"""What hangs or burns in the air of a hall: shafts of sunlight, dust in them, candle flames, the smoke of incense.

Moving ones carry numbers of their own in their vertex colours, as their shaders in ``shaders/materials`` say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour
from vpstudio.scene.shapes import Array, Shape, box, grid, joined, lathe, move, spin

Vector = tuple[float, float, float]


def sheet(foot: Vector, height: float, way: Vector, length: float) -> Shape:
    """An upright sheet from ``foot`` up, drawn along ``way`` for so many metres; uv.x 0..1 up its first edge, uv.y 0..1 along the way."""
    flat = grid(np.linspace(0, 1, 2), np.linspace(0, 1, 5))
    across, along = flat.uv[:, :1], flat.uv[:, 1:]
    unit = np.array(way) / np.linalg.norm(way)
    positions = np.array(foot) + across * np.array([0.0, 0.0, height]) + along * unit * length
    normal = np.cross([0.0, 0.0, 1.0], unit)
    normal /= np.linalg.norm(normal)
    return Shape(positions, np.tile(normal, (len(positions), 1)), flat.uv, flat.triangles)


def add_shafts(builder: Builder, feet: list[Vector], height: float, way: Vector, length: float, colour: Colour, seed: int) -> None:
    """Sunlight that falls in along ``way`` through the openings above ``feet``; colour: radiance of one sheet where it is thickest."""
    values = {"seed": float(seed % 100)}
    material = builder.material(Material("shafts", "shaft", emissive=colour, alpha_mode="blend", double_sided=True, values=values))
    for number, foot in enumerate(feet):
        builder.add(sheet(foot, height, way, length), material, tag=(number * 1.7, 0.0), solid=False, baked=False)


def add_dust(builder: Builder, low: Vector, high: Vector, count: int, colour: Colour, loop_s: float, seed: int) -> None:
    """Motes of 3 to 7 mm, as a lens out of focus sees them, over a box."""
    rng = np.random.default_rng(seed + 31)
    material = builder.material(
        Material("dust", "dust", emissive=colour, alpha_mode="blend", values={"loop_s": loop_s}, moving=True, travels=True)
    )
    node = builder.node("dust")
    for place in rng.uniform(low, high, (count, 3)):
        side = float(rng.uniform(0.003, 0.007))
        mote = box((side, side, side), step=1e9).placed(move(*place))
        own = np.array([*rng.uniform(0, 1, 3), 1.0], np.float32)
        builder.add(mote, material, node=node, solid=False, baked=False, colours=np.tile(own, (len(mote.positions), 1)))


def flame(height: float = 0.05) -> Shape:
    """A candle's flame on its wick at the origin."""
    shares = ((0.001, 0.0), (0.16, 0.12), (0.21, 0.3), (0.15, 0.6), (0.05, 0.88), (0.001, 1.0))
    return lathe([(r * height, z * height) for r, z in shares], 8)


def add_flames(builder: Builder, places: list[Vector], colour: Colour, loop_s: float, seed: int, height: float = 0.05) -> None:
    """Flames on their wicks; colour: their radiance."""
    rng = np.random.default_rng(seed + 7)
    values = {"loop_s": loop_s}
    material = builder.material(Material("flames", "flame", emissive=colour, values=values, moving=True))
    node = builder.node("flames")
    for place in places:
        shape = flame(height * float(rng.uniform(0.85, 1.15)))
        own = flame_numbers(shape, float(rng.uniform()))
        builder.add(shape.placed(move(*place)), material, node=node, solid=False, baked=False, colours=own)


def flame_numbers(shape: Shape, number: float) -> NDArray[np.float32]:
    """(N, 4): its number, how high on it."""
    up = shape.positions[:, 2] / shape.positions[:, 2].max()
    return np.stack([np.full(len(up), number), up, np.zeros(len(up)), np.ones(len(up))], axis=1).astype(np.float32)


def add_smoke(builder: Builder, places: list[Vector], height: float, colour: Colour, loop_s: float) -> None:
    """A thread of smoke over each place, on two sheets that cross."""
    values = {"loop_s": loop_s}
    smoke = Material("smoke", "smoke", emissive=colour, alpha_mode="blend", double_sided=True, values=values, moving=True)
    material, node = builder.material(smoke), builder.node("smoke")
    for number, place in enumerate(places):
        builder.add(crossed(height).placed(move(*place)), material, node=node, tag=(number * 2.1, 0.0), solid=False, baked=False)


def crossed(height: float) -> Shape:
    """Two upright sheets through the origin, a third as wide as high; uv.x -1..1 across, uv.y 0..1 up."""
    flat = grid(np.linspace(-1, 1, 2), np.linspace(0, 1, 2)).placed(spin(90, axis=0))
    sized: Array = np.diag([height / 6, 1.0, height, 1.0])
    return joined(*(flat.placed(spin(turn) @ sized) for turn in (20.0, 110.0)))
