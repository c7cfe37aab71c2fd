"""Where the picture is all set, all actor, or an edge: so that each part is drawn by no more program than it needs.

Software GL runs both sides of every branch, so what a pixel does not need must be another program over other rectangles. The
choice is exact: a tile is only called clear or solid where alpha is 0 or 1 as far as any filter reaches.
"""

from __future__ import annotations

from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.render.context import Context
from vpstudio.render.target import Size

TILE = 32
EDGE, CLEAR, SOLID, SHADED = 0, 1, 2, 3
"""SHADED: as clear, but the actor's shadow or reflection lies there."""
NAMES = {EDGE: "REGION_EDGE", CLEAR: "REGION_CLEAR", SOLID: "REGION_SOLID", SHADED: "REGION_SHADED"}

Grid = NDArray[np.uint8]


def classify(alpha: Grid, size: Size, mapping: tuple[float, float, float, float], reach_px: float, floor: int = 0) -> Grid:
    """(rows, columns) of EDGE, CLEAR or SOLID for the tiles of an output of ``size``.

    alpha: (h, w) of any size; its coordinate 0..1 = output pixel * mapping[:2] + mapping[2:]. reach_px: how far a filter looks
    beyond a pixel. floor: values up to it count as 0, and from 255 - floor on as 255.
    """
    return classify_between((alpha, alpha), size, mapping, reach_px, floor)


def classify_between(
    bounds: tuple[Grid, Grid], size: Size, mapping: tuple[float, float, float, float], reach_px: float, floor: int = 0
) -> Grid:
    """The same where alpha is only known to lie between two pictures (h, w): the least and the most it can be."""
    least, most = bounds
    columns = _spans(size[0], least.shape[1], mapping[0], mapping[2], reach_px)
    rows = _spans(size[1], least.shape[0], mapping[1], mapping[3], reach_px)
    low = _pooled(np.minimum, least, rows, columns)
    high = _pooled(np.maximum, most, rows, columns)
    return np.where(high <= floor, CLEAR, np.where(low >= 255 - floor, SOLID, EDGE)).astype(np.uint8)


def outside(tiles: Grid, size: Size, cover: tuple[float, float, float, float]) -> Grid:
    """Tiles that the plate (left, top, right, bottom) does not cover wholly are never SOLID; untouched ones are CLEAR."""
    left, top = (np.arange(n) * TILE for n in tiles.shape[::-1])
    right, bottom = np.minimum(left + TILE, size[0]), np.minimum(top + TILE, size[1])
    inside = ((left >= cover[0]) & (right <= cover[2]))[None] & ((top >= cover[1]) & (bottom <= cover[3]))[:, None]
    apart = ((right <= cover[0]) | (left >= cover[2]))[None] | ((bottom <= cover[1]) | (top >= cover[3]))[:, None]
    kept = np.where((tiles == SOLID) & ~inside, EDGE, tiles)
    return np.where(apart, CLEAR, kept).astype(np.uint8)


def _spans(pixels: int, texels: int, scale: float, shift: float, reach: float) -> NDArray[np.intp]:
    """(tiles, 2) first and one-past-last texel that a linear fetch may touch for each row or column of tiles."""
    first = np.arange(0, pixels, TILE)
    ends = np.stack([first - reach, np.minimum(first + TILE, pixels) + reach], 1) * scale + shift
    low = np.floor(ends[:, 0] * texels - 0.5)
    high = np.floor(ends[:, 1] * texels - 0.5) + 2
    return np.stack([np.clip(low, 0, texels - 1), np.clip(high, 1, texels)], 1).astype(np.intp)


def _pooled(pool: np.ufunc, alpha: Grid, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Grid:
    down = np.stack([pool.reduce(alpha[a:b], axis=0) for a, b in rows])
    return np.stack([pool.reduce(down[:, a:b], axis=1) for a, b in columns], 1)


def rectangles(tiles: Grid, size: Size, kind: int) -> NDArray[np.float32]:
    """(n, 4) left, top, right, bottom in pixels: runs of one kind in a row of tiles, alike runs of rows below joined."""
    joined: dict[tuple[int, int], list[list[int]]] = {}
    for row, line in enumerate(tiles == kind):
        steps = np.flatnonzero(np.diff(np.concatenate(([0], line.view(np.int8), [0]))))
        for start, stop in steps.reshape(-1, 2).tolist():
            stack = joined.setdefault((start, stop), [])
            if stack and stack[-1][1] == row:
                stack[-1][1] = row + 1
            else:
                stack.append([row, row + 1])
    found = [(x0, y0, x1, y1) for (x0, x1), stack in joined.items() for y0, y1 in stack]
    pixels = np.array(found, np.float32).reshape(-1, 4) * TILE
    return np.minimum(pixels, np.array([*size, *size], np.float32))


@dataclass(frozen=True, slots=True)
class Ranges:
    """A vertex buffer of (x, y) float32, and for each kind its (first, count) vertices."""

    buffer: moderngl.Buffer
    parts: dict[int, tuple[int, int]]


class Regions:
    """The rectangles of the last tiles on the GL, in one buffer that lives as long as the renderer."""

    def __init__(self, context: Context) -> None:
        self._buffer = context.gl.buffer(reserve=1 << 16, dynamic=True)
        self._parts: dict[int, tuple[int, int]] = {}
        self._known: tuple[Grid, Size] | None = None

    def of(self, tiles: Grid, size: Size) -> Ranges:
        """The rectangles of ``tiles``; made anew only where they changed."""
        if self._known is None or self._known[1] != size or not np.array_equal(self._known[0], tiles):
            self._write([triangles(rectangles(tiles, size, kind)) for kind in NAMES])
            self._known = (tiles, size)
        return Ranges(self._buffer, self._parts)

    def release(self) -> None:
        self._buffer.release()

    def _write(self, corners: list[NDArray[np.float32]]) -> None:
        data = np.concatenate(corners).astype(np.float32).tobytes()
        self._buffer.orphan(max(len(data), self._buffer.size))
        self._buffer.write(data)
        firsts = np.cumsum([0, *(len(part) for part in corners)]).tolist()
        self._parts = {kind: (first, len(part)) for kind, first, part in zip(NAMES, firsts, corners, strict=False)}


def triangles(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n * 6, 2) corners of two triangles a box."""
    return boxes[:, [0, 1, 2, 1, 0, 3, 0, 3, 2, 1, 2, 3]].reshape(-1, 2)
