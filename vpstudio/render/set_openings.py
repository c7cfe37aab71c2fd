"""Which tiles of a moving set can change while its layers are kept, so that the rest need not be drawn again.

A tile that the near layer hides wholly (a ceiling, a wall) shows the same until the light or the camera changes, unless
something live passes before it.
"""

from __future__ import annotations

from collections.abc import Iterable

import moderngl
import numpy as np

from vpstudio.model.camera import Intrinsics
from vpstudio.render.context import Context
from vpstudio.render.readback import Readback
from vpstudio.render.regions import EDGE, SOLID, TILE, Grid, Regions, classify
from vpstudio.render.set_draw import Eye, Item
from vpstudio.render.set_target import Layer
from vpstudio.render.target import Programs, Size, Target

Part = tuple[moderngl.Buffer, int, int]


class Openings:
    """The tiles to draw again; found when the layers are used a second time, for a moving camera never uses them twice."""

    def __init__(self, context: Context, programs: Programs, size: Size) -> None:
        self.context, self.programs, self.size = context, programs, size
        self._regions = Regions(context)
        self._readback = Readback(context)
        self._tiles: Grid | None = None

    def forget(self) -> None:
        """The layers changed."""
        self._tiles = None

    def part(self, near: Layer, live: Iterable[Item], eye: Eye, lens: Intrinsics) -> Part:
        """Triangles (buffer, first, count) over all that may have changed, the places of ``live`` items now and before included."""
        if self._tiles is None:
            self._tiles = self._found(near)
        tiles = self._tiles.copy()
        for each in live:
            _open(tiles, ball_on_picture(each, eye, lens))
        self._tiles = tiles
        ranges = self._regions.of(tiles, self.size)
        return (ranges.buffer, *ranges.parts[EDGE])

    def release(self) -> None:
        self._regions.release()
        self._readback.release()

    def _found(self, near: Layer) -> Grid:
        target = Target(self.context, self.size, (1, "f1"))
        self.programs.draw("set/opaque.glsl", target.framebuffer, {"near_light": near.light}, {}, {})
        alpha = self._readback.read(target.framebuffer, components=1)
        target.release()
        tiles = classify(alpha, self.size, (1 / self.size[0], 1 / self.size[1], 0.0, 0.0), 0.0)
        return np.where(tiles == SOLID, SOLID, EDGE).astype(np.uint8)


def ball_on_picture(each: Item, eye: Eye, lens: Intrinsics) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in pixels of a box round the item's ball; the whole picture where it reaches the camera."""
    right, up, back, _ = eye.view @ [*each.centre, 1.0]
    ahead = -back
    if ahead <= each.radius * 1.5:
        return 0.0, 0.0, float(lens.width), float(lens.height)
    x, y = lens.cx + lens.fx * right / ahead, lens.cy - lens.fy * up / ahead
    # Seen obliquely a ball's outline reaches a little farther than its radius; half as much again is safe.
    reach = 1.5 * max(lens.fx, lens.fy) * each.radius / (ahead - each.radius) + 2.0
    return x - reach, y - reach, x + reach, y + reach


def _open(tiles: Grid, box: tuple[float, float, float, float]) -> None:
    rows, columns = tiles.shape
    left, top = max(0, int(box[0] // TILE)), max(0, int(box[1] // TILE))
    right, bottom = min(columns, int(box[2] // TILE) + 1), min(rows, int(box[3] // TILE) + 1)
    if right > left and bottom > top:
        tiles[top:bottom, left:right] = EDGE
