"""Meshes cut open and laid on one lightmap, and where each of its texels lies in the room."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Unwrapped
from vpstudio.scene.lightbake.atlas import Cut, laid_out
from vpstudio.scene.lightbake.world import Floats, Ints, Piece, World

CHUNK = 4_000_000
DRAWN_IN_M = 0.006
SMALLEST_M2 = 1.2
"""What all of one material is smaller than this (papers, a sign) keeps its vertices' light."""


def _none() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Texels:
    """The filled texels of a lightmap, N of them. index: flat, row * width + column. points, normals: in the world.

    side_m: of a texel. uv: (M, 3, 2) float32 for every triangle of the world, where its corners lie in texels; NaN where it has no place.
    chart: (N,), which piece of a mesh that hangs together on the map; mesh: (N,), of the scene.
    """

    size: tuple[int, int]
    index: Ints
    points: Floats
    normals: Floats
    uv: Floats
    unwrapped: dict[int, Unwrapped]
    side_m: float = 0.0
    chart: Ints = field(default_factory=_none)
    mesh: Ints = field(default_factory=_none)


def unwrap(world: World, texels: int) -> Texels:
    """Lay all meshes that want light on a map of about ``texels``; those that want it in part only keep their vertices' light."""
    chosen = [piece for piece in world.pieces if wanted(world, piece)]
    if not chosen:
        empty = np.zeros((0, 3), np.float32)
        return Texels((1, 1), np.zeros(0, np.int64), empty, empty, np.full((len(world.corners), 3, 2), np.nan, np.float32), {})
    meshes = [world.scene.meshes[piece.mesh] for piece in chosen]
    per_metre = math.sqrt(texels * 0.75 / max(area(world, chosen), 1e-3))
    size, cuts = laid_out([(mesh.positions, mesh.indices.reshape(-1, 3), mesh.normals) for mesh in meshes], per_metre)
    return _texels(world, chosen, size, cuts, 1.0 / per_metre)


def wanted(world: World, piece: Piece) -> bool:
    """Whether all of a mesh wants baked light, stands on one node only, and is large enough to be told from its neighbours."""
    shared = sum(other.mesh == piece.mesh for other in world.pieces) > 1
    large = area(world, [piece]) > SMALLEST_M2
    return bool(large and not shared and world.lit[piece.first : piece.first + piece.count].all())


def area(world: World, pieces: list[Piece]) -> float:
    """Square metres of all triangles of these."""
    total = 0.0
    for piece in pieces:
        a, b, c = np.moveaxis(world.corners[piece.first : piece.first + piece.count].astype(np.float64), 1, 0)
        total += float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)
    return total


def _texels(world: World, chosen: list[Piece], size: tuple[int, int], cuts: list[Cut], side_m: float) -> Texels:
    uv = np.full((len(world.corners), 3, 2), np.nan, np.float32)
    chart, mesh = (np.full(len(world.corners), -1, np.int64) for _ in range(2))
    unwrapped: dict[int, Unwrapped] = {}
    for piece, (vertex, indices, places) in zip(chosen, cuts, strict=True):
        unwrapped[piece.mesh] = Unwrapped(vertex.astype(np.uint32), indices.astype(np.uint32).ravel(), places.astype(np.float32))
        part = slice(piece.first, piece.first + piece.count)
        uv[part] = places[indices] * np.array(size, np.float32)
        chart[part], mesh[part] = islands(indices) + chart.max(initial=-1) + 1, piece.mesh
    index, triangle, u, v = rasterised(uv, size)
    weight = np.stack([1 - u - v, u, v], axis=1)[:, :, None]
    points = _drawn_in((world.corners[triangle] * weight).sum(axis=1), world.corners[triangle].mean(axis=1))
    normals = (world.normals[triangle] * weight).sum(axis=1)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return Texels(
        size, index, points.astype(np.float32), normals.astype(np.float32), uv, unwrapped, side_m, chart[triangle], mesh[triangle]
    )


def islands(triangles: NDArray[np.uint32]) -> Ints:
    """(M,) a number for each triangle, the same for all that hang together by their vertices."""
    corners = triangles.astype(np.int64)
    label = np.arange(int(corners.max(initial=-1)) + 1)
    while True:
        before = label.copy()
        least = label[corners].min(axis=1)
        for corner in range(3):
            np.minimum.at(label, corners[:, corner], least)
        label = label[label]
        if np.array_equal(label, before):
            return np.asarray(np.unique(label[corners[:, 0]], return_inverse=True)[1])


def _drawn_in(points: Floats, middles: Floats) -> Floats:
    """A few millimetres toward the triangle's middle: in a room's very corner rays would start on, or behind, the wall beside."""
    way = middles - points
    far = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    return np.asarray(points + way * np.minimum(DRAWN_IN_M / far, 0.25), np.float32)


def rasterised(uv: Floats, size: tuple[int, int]) -> tuple[Ints, Ints, Floats, Floats]:
    """(flat texel, triangle, u, v) of every texel whose middle a triangle covers, or nearly: those at its edge are drawn inside.

    uv: (M, 3, 2) in texels, NaN where a triangle has no place. A texel is told once, by the triangle that covers it best.
    """
    which = np.flatnonzero(~np.isnan(uv[:, 0, 0]))
    low = np.maximum(np.floor(uv[which].min(axis=1) - 0.5).astype(int), 0)
    high = np.minimum(np.ceil(uv[which].max(axis=1) + 0.5).astype(int), np.array(size) - 1)
    spans = np.maximum(high - low + 1, 0)
    counts = spans[:, 0] * spans[:, 1]
    best = np.full(size[0] * size[1], -np.inf, np.float32)
    found_triangle = np.full(size[0] * size[1], -1, np.int64)
    found_uv = np.zeros((size[0] * size[1], 2), np.float32)
    ends = np.cumsum(counts)
    start = 0
    while start < len(which):
        stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + CHUNK)))
        part = slice(start, stop)
        _raster_part(uv, which[part], low[part], spans[part], counts[part], size, (best, found_triangle, found_uv))
        start = stop
    index = np.flatnonzero(found_triangle >= 0)
    return index, found_triangle[index], found_uv[index, 0], found_uv[index, 1]


def _raster_part(
    uv: Floats, which: Ints, low: Ints, spans: Ints, counts: Ints, size: tuple[int, int], found: tuple[Floats, Ints, Floats]
) -> None:
    best, found_triangle, found_uv = found
    of = np.repeat(np.arange(len(which)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    column, row = low[of, 0] + step % spans[of, 0], low[of, 1] + step // spans[of, 0]
    a, b, c = (uv[which[of], k].astype(np.float64) for k in range(3))
    middle = np.stack([column + 0.5, row + 0.5], axis=1)
    ab, ac, ap = b - a, c - a, middle - a
    whole = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    safe = np.where(np.abs(whole) < 1e-9, 1e-9, whole)
    u = (ap[:, 0] * ac[:, 1] - ap[:, 1] * ac[:, 0]) / safe
    v = (ab[:, 0] * ap[:, 1] - ab[:, 1] * ap[:, 0]) / safe
    # How far outside, in texels: the least barycentric times that corner's height over the opposite side.
    longest = np.sqrt(np.maximum(np.maximum((ab**2).sum(axis=1), (ac**2).sum(axis=1)), ((c - b) ** 2).sum(axis=1)))
    inside = np.minimum(np.minimum(u, v), 1 - u - v) * np.abs(whole) / np.maximum(longest, 1e-6)
    kept = np.flatnonzero((inside > -0.75) & (np.abs(whole) > 1e-8))
    order = kept[np.argsort(inside[kept], kind="stable")]
    flat = row[order] * size[0] + column[order]
    better = inside[order] > best[flat]
    order, flat = order[better], flat[better]
    # Of several in one part the last, which is the best, stays.
    best[flat] = inside[order]
    found_triangle[flat] = which[of[order]]
    u, v = np.clip(u[order], 0, 1), np.clip(v[order], 0, 1)
    over = np.maximum(u + v, 1.0)
    found_uv[flat] = np.stack([u / over, v / over], axis=1)


def spread(values: NDArray[np.float32], filled: NDArray[np.bool_], rounds: int) -> NDArray[np.float32]:
    """(H, W, C) with empty texels taken from their filled neighbours, so that no seam shows when the map is read between texels."""
    import cv2

    values, weight = values.copy(), filled.astype(np.float32)
    kernel = np.ones((3, 3), np.float32)
    for _ in range(rounds):
        near = cv2.filter2D(weight, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        sums = cv2.filter2D(values * weight[..., None], -1, kernel, borderType=cv2.BORDER_CONSTANT)
        take = (weight == 0) & (near > 0)
        values[take] = sums[take] / near[take][:, None]
        weight[take] = 1.0
    return values
