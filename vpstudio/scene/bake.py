"""Light baked into vertices: lamps with soft shadows, glowing surfaces, one bounce, contact shadows.

The set is sampled into a grid of small cells that hold how full they are and what light they send out; every vertex then gathers
light along cones through ever coarser grids (voxel cone tracing: Crassin et al. 2011). Numbers are irradiance over pi, so that
diffuse white under 1.0 shows 1.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.scene.shapes import Shape

Array = NDArray[np.float32]
Colour = tuple[float, float, float]
Vector = tuple[float, float, float]

CONES, FEWER = 24, 10  # for the light that is seen, and for the bounces before it
NEAR_M = 1.2  # what stands nearer than this makes a place less open
CHUNK = 8192  # vertices at a time: what fits a processor's cache (and cv2.remap, which wants less than 32768 a side)


@dataclass(slots=True, eq=False)
class Surfel:
    """A shape as light sees it: diffuse colour, light of its own (radiance), and the light that arrives, once baked.

    solid: hides and sends light; leaves and glass need not. baked: its vertices want light.
    light: (N, 4): irradiance over pi, and how open the place is (1 free, 0 in a crack).
    """

    shape: Shape
    albedo: Colour
    emission: Colour = (0, 0, 0)
    solid: bool = True
    baked: bool = True
    light: Array | None = None


@dataclass(frozen=True, slots=True)
class Lamp:
    """A small source: intensity is irradiance at one metre; aim and spread shape it: 0 spread is all round, 1 a half-space lobe."""

    position_m: tuple[float, float, float]
    colour: Colour
    intensity: float
    aim: Vector = (0, 0, -1)
    spread: float = 0.0
    skip_m: float = 0.15  # its own shade and foot do not hide it
    steps: int = 16  # looks along the way for what hides it


def pane_lamps(
    low: tuple[float, float, float], across: Vector, up: Vector, counts: tuple[int, int], colours: Sequence[Colour], aim: Vector
) -> list[Lamp]:
    """A glowing rectangle as ``counts`` (across, up) small Lambertian ones; ``colours`` are radiances of the rows, lowest first."""
    corner, u, v = (np.array(each, float) for each in (low, across, up))
    area = float(np.linalg.norm(np.cross(u, v))) / (counts[0] * counts[1])
    made = []
    for i in range(counts[0]):
        for j in range(counts[1]):
            at = corner + u * (i + 0.5) / counts[0] + v * (j + 0.5) / counts[1]
            colour = colours[min(j * len(colours) // counts[1], len(colours) - 1)]
            made.append(Lamp((float(at[0]), float(at[1]), float(at[2])), colour, area, aim, 1.0, 0.3, 9))
    return made


class Grid:
    """Cells over a box: colour sent out times fullness, and fullness; halved level by level."""

    def __init__(self, low: NDArray[np.float64], high: NDArray[np.float64], cell: float) -> None:
        self.low, self.cell = low.astype(np.float32), cell
        shape = np.ceil((high - low) / cell).astype(int)[::-1]
        self.shape = tuple(int(-(-part // 16) * 16) for part in shape)
        self.levels: list[Array] = []
        self._atlases: list[Array] = []

    def cells_of(self, points: Array) -> NDArray[np.int64]:
        """Flat index of each point's cell; points outside are drawn to the border."""
        at = ((points - self.low) / self.cell).astype(np.int64)
        at = np.clip(at, 0, np.array(self.shape[::-1]) - 1)
        return (at[:, 2] * self.shape[1] + at[:, 1]) * self.shape[2] + at[:, 0]

    def fill(self, cells: NDArray[np.int64], sent: Array) -> None:
        """Mean of what was sampled in each cell; a cell with any sample is full."""
        count = int(np.prod(self.shape))
        number = np.bincount(cells, minlength=count)
        parts = [np.bincount(cells, weights=each, minlength=count) / np.maximum(number, 1) for each in sent.T] + [number > 0]
        data = np.stack(parts, axis=1).astype(np.float32).reshape(*self.shape, 4)
        self.levels = [data]
        while min(self.levels[-1].shape[:3]) > 2 and len(self.levels) < 6:
            self.levels.append(_halved(self.levels[-1]))
        self._atlases = [np.ascontiguousarray(each.reshape(-1, each.shape[2], 4)) for each in self.levels]

    def sample(self, level: int, points: Array) -> Array:
        """(N, 4) trilinear at ``points``; nothing beyond the border."""
        depth, rows, columns = self.levels[level].shape[:3]
        at = (points - self.low) / (self.cell * 2**level) - 0.5
        z = np.clip(at[:, 2], 0, depth - 1.001)
        y = np.clip(at[:, 1], 0, rows - 1)
        slab = np.floor(z)
        first = self._look(level, at[:, 0], slab * rows + y)
        second = self._look(level, at[:, 0], np.minimum(slab + 1, depth - 1) * rows + y)
        share = (z - slab)[:, None]
        return first + (second - first) * share

    def _look(self, level: int, x: Array, y: Array) -> Array:
        """cv2.remap is the quickest bilinear reader there is."""
        maps = [each.astype(np.float32).reshape(1, -1) for each in (x, y)]
        seen = cv2.remap(self._atlases[level], maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(seen)[0]


def _halved(data: Array) -> Array:
    depth, rows, columns = data.shape[:3]
    even = data[: depth // 2 * 2, : rows // 2 * 2, : columns // 2 * 2]
    split = even.reshape(depth // 2, 2, rows // 2, 2, columns // 2, 2, 4)
    return np.asarray(split.mean(axis=(1, 3, 5)))


def bake(surfels: list[Surfel], lamps: list[Lamp], cell: float = 0.07, ambient: Colour = (0, 0, 0), bounces: int = 2) -> None:
    """Fill in ``light`` of every surfel that wants it. ambient: what shines in where a cone leaves the grid."""
    solid = [each for each in surfels if each.solid]
    low = np.min([each.shape.positions.min(axis=0) for each in solid], axis=0) - 2 * cell
    high = np.max([each.shape.positions.max(axis=0) for each in solid], axis=0) + 2 * cell
    cells = Grid(low, high, cell)
    samples = [_samples(each, cell * 0.6) for each in solid]
    where = cells.cells_of(np.vstack([each[0] for each in samples]))
    wanting = [each for each in surfels if each.baked]
    points = np.vstack([each.shape.positions for each in wanting]).astype(np.float32)
    normals = np.vstack([each.shape.normals for each in wanting]).astype(np.float32)
    _fill(cells, where, solid, samples)
    direct = _lamp_light(cells, lamps, points, normals)
    for _ in range(bounces):
        gathered = gather(cells, points, normals, ambient, FEWER)
        gathered[:, :3] += direct
        _spread(wanting, gathered)
        _fill(cells, where, solid, samples)
    last = gather(cells, points, normals, ambient)
    last[:, :3] += direct
    _spread(wanting, last)


def _spread(wanting: list[Surfel], light: Array) -> None:
    starts = np.cumsum([0] + [len(each.shape.positions) for each in wanting])
    for each, (start, end) in zip(wanting, pairwise(starts), strict=True):
        each.light = light[start:end]


def _fill(cells: Grid, where: NDArray[np.int64], solid: list[Surfel], samples: list[tuple[Array, NDArray[np.int64], Array]]) -> None:
    sent = np.vstack([_sent(each, *sample[1:]) for each, sample in zip(solid, samples, strict=True)])
    cells.fill(where, sent)


def _sent(surfel: Surfel, corners: NDArray[np.int64], shares: Array) -> Array:
    """(S, 3) radiance that leaves each sample: its own and what it reflects of the light so far."""
    own = np.tile(np.array(surfel.emission, np.float32), (len(corners), 1))
    if surfel.light is None:
        return own
    arrived = (surfel.light[corners, :3] * shares[:, :, None]).sum(axis=1)
    return own + arrived * np.array(surfel.albedo, np.float32)


def _samples(surfel: Surfel, gap: float) -> tuple[Array, NDArray[np.int64], Array]:
    """Points spread over the triangles about ``gap`` apart: (S, 3) places, (S, 3) corners, (S, 3) shares of the corners."""
    shape = surfel.shape
    a, b, c = (shape.positions[shape.triangles[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    count = np.maximum(1, np.ceil(area / gap**2)).astype(int)
    which = np.repeat(np.arange(len(area)), count)
    # The R2 sequence (Roberts 2018), folded into the triangle.
    step = np.arange(len(which))
    r, s = (step * 0.7548776662) % 1.0, (step * 0.5698402910) % 1.0
    fold = r + s > 1
    r, s = np.where(fold, 1 - r, r), np.where(fold, 1 - s, s)
    shares = np.stack([1 - r - s, r, s], axis=1).astype(np.float32)
    corners = shape.triangles[which]
    places = (shape.positions[corners] * shares[:, :, None]).sum(axis=1)
    return places.astype(np.float32), corners, shares


def _lamp_light(cells: Grid, lamps: list[Lamp], points: Array, normals: Array) -> Array:
    """(N, 3) irradiance over pi from all lamps, each hidden by what stands between."""
    total = np.zeros((len(points), 3), np.float32)
    for lamp in lamps:
        way = np.array(lamp.position_m, np.float32) - points
        distance = np.maximum(np.linalg.norm(way, axis=1), 0.05)
        toward = way / distance[:, None]
        facing = np.clip((toward * normals).sum(axis=1), 0, 1)
        lobe = 1.0 - lamp.spread + lamp.spread * np.clip(-(toward @ np.array(lamp.aim, np.float32)), 0, 1)
        strength = lamp.intensity * facing * lobe / (np.pi * np.maximum(distance, 0.12) ** 2)
        for lit in _chunks(np.flatnonzero(strength > 4e-3)):
            strength[lit] *= _open_way(cells, points[lit] + normals[lit] * cells.cell * 1.5, way[lit], lamp.skip_m, lamp.steps)
        total += strength[:, None] * np.array(lamp.colour, np.float32)
    return total


def _chunks(indices: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [indices[start : start + CHUNK] for start in range(0, len(indices), CHUNK)]


def _open_way(cells: Grid, starts: Array, ways: Array, skip_m: float, steps: int) -> Array:
    """(N,) share of light that gets through from the lamps' end; softer the farther what hides it is from the start."""
    left = np.ones(len(starts), np.float32)
    length = np.linalg.norm(ways, axis=1)
    for number in range(steps):
        share = (number + 0.7) / steps
        far_enough = (1 - share) * length > skip_m
        if not far_enough.any():
            break
        full = cells.sample(0 if share < 0.5 else 1, starts + ways * share)[:, 3]
        stretch = length / steps / (cells.cell * 1.2)
        left *= np.where(far_enough, (1 - np.clip(full, 0, 1)) ** np.clip(stretch, 0.5, 3.0), 1.0).astype(np.float32)
    return left


def gather(cells: Grid, points: Array, normals: Array, ambient: Colour, cones: int = CONES) -> Array:
    """(N, 4): light over the hemisphere of each normal, cosine-weighted, and how open the place is."""
    result = np.zeros((len(points), 4), np.float32)
    for chunk in _chunks(np.arange(len(points))):
        tangent, bitangent = _frames(normals[chunk])
        starts = points[chunk] + normals[chunk] * np.float32(cells.cell * 1.1)
        for u, v, w in _directions(cones):
            toward = tangent * u + bitangent * v + normals[chunk] * w
            light, near = _cone(cells, starts, toward, ambient, cone_tangent(cones))
            result[chunk, :3] += light
            result[chunk, 3] += 1 - near
    return result / np.float32(cones)


def cone_tangent(cones: int) -> float:
    """Half angle at which so many cones cover the hemisphere: each has 2 pi / cones of solid angle, less a little overlap."""
    cosine = 1 - 1 / cones
    return float(np.sqrt(1 - cosine**2) / cosine)


def _directions(cones: int) -> Array:
    """(cones, 3) cosine-distributed about Z (Vogel's spiral, Malley's method): equal weights."""
    number = np.arange(cones)
    radius, angle = np.sqrt((number + 0.5) / cones) * 0.985, number * 2.399963
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.sqrt(1 - radius**2)], axis=1).astype(np.float32)


def _frames(normals: Array) -> tuple[Array, Array]:
    """Two axes across each normal (Duff et al. 2017)."""
    x, y, z = normals.T
    sign = np.where(z >= 0, 1.0, -1.0)
    a = -1.0 / (sign + z)
    b = x * y * a
    tangent = np.stack([1 + sign * x * x * a, sign * b, -sign * x], axis=1)
    return tangent.astype(np.float32), np.stack([b, sign + y * y * a, -y], axis=1).astype(np.float32)


def _cone(cells: Grid, starts: Array, toward: Array, ambient: Colour, tangent: float) -> tuple[Array, Array]:
    """(N, 3) light along one cone each, and (N,) how much of it is hidden within NEAR_M."""
    light, left = np.zeros((len(starts), 3), np.float32), np.ones((len(starts), 1), np.float32)
    near = np.zeros(len(starts), np.float32)
    reach, end = cells.cell * 0.9, cells.cell * max(cells.shape) * 1.1
    while reach < end:
        width = 2 * tangent * reach
        level = int(np.clip(round(np.log2(max(width / cells.cell, 1.0))), 0, len(cells.levels) - 1))
        seen = cells.sample(level, starts + toward * np.float32(reach))
        # A wall is one cell thick: a coarse cell is as full as the part of it that the wall fills.
        full = seen[:, 3:]
        share = np.minimum(full * np.float32(2.0 ** (level * 0.85)), 1.0)
        light += seen[:, :3] * (left * share / np.maximum(full, 1e-4))
        left *= 1 - share
        if reach < NEAR_M:
            near = 1 - left[:, 0]
        reach += max(0.75 * width, 0.8 * cells.cell)
    return light + left * np.array(ambient, np.float32), near
