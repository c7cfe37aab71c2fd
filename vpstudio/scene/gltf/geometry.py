"""Triangle arithmetic on whole arrays: strips and fans, normals, tangents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]

TRIANGLES, STRIP, FAN = 4, 5, 6


def triangles(indices: Indices, mode: int) -> Indices:
    """(3 n,) corners of the triangles that ``mode`` (4 list, 5 strip, 6 fan) makes of ``indices``, winding kept.

    glTF 2.0 specification, section 3.7.2.1; corners left over at the end make no triangle.
    """
    if mode == TRIANGLES:
        return indices[: len(indices) // 3 * 3]
    if len(indices) < 3:
        return indices[:0]
    a, b, c = indices[:-2], indices[1:-1], indices[2:]
    if mode == FAN:
        a = np.full_like(b, indices[0])
        return np.stack([b, c, a], axis=1).reshape(-1)
    odd = np.arange(len(a)) % 2 == 1
    return np.stack([a, np.where(odd, c, b), np.where(odd, b, c)], axis=1).reshape(-1)


def face_normals(positions: Floats, indices: Indices) -> Floats:
    """(n, 3): each triangle's normal times twice its area; zero for a triangle without area."""
    a, b, c = (positions[indices[corner::3]].astype(np.float64) for corner in range(3))
    return np.cross(b - a, c - a).astype(np.float32)


def unit(vectors: Floats, fallback: tuple[float, float, float] = (0, 0, 1)) -> Floats:
    """Each row at length 1; ``fallback`` where a row has no length or is not finite."""
    wide = vectors.astype(np.float64)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    good = np.isfinite(lengths) & (lengths > 1e-20)
    return np.where(good, wide / np.where(good, lengths, 1), fallback).astype(np.float32)


def smooth_normals(positions: Floats, indices: Indices) -> Floats:
    """(N, 3) unit normals: the mean of the faces around each vertex, weighted by area."""
    return unit(_summed(face_normals(positions, indices), indices, len(positions)))


def mended(normals: Floats, positions: Floats, indices: Indices) -> Floats:
    """Unit normals; the rows that have no direction take that of the faces around them."""
    lengths = np.linalg.norm(normals.astype(np.float64), axis=1)
    bad = ~(np.isfinite(lengths) & (lengths > 1e-20))
    if not bad.any():
        return unit(normals)
    return np.where(bad[:, None], smooth_normals(positions, indices), unit(np.nan_to_num(normals)))


def tangents(positions: Floats, normals: Floats, uv: Floats, indices: Indices) -> Floats:
    """(N, 4) unit tangents along +u, at right angles to the normals; w is the handedness: bitangent = w cross(normal, tangent),
    which points along -v (up in the picture), as in the files that bring tangents.

    Per vertex: dP/du of the triangles around it summed, then Gram-Schmidt (E. Lengyel, Foundations of Game Engine Development,
    vol. 2, section 7.5). Unlike MikkTSpace it never splits a vertex, so a seam that exporters have split stays as they did.
    """
    corners = [indices[corner::3] for corner in range(3)]
    p, t = ([values[c].astype(np.float64) for c in corners] for values in (positions, uv))
    e1, e2, d1, d2 = p[1] - p[0], p[2] - p[0], t[1] - t[0], t[2] - t[0]
    area = d1[:, 0] * d2[:, 1] - d2[:, 0] * d1[:, 1]
    scale = np.where(np.abs(area) > 1e-20, 1 / np.where(area == 0, 1, area), 0)[:, None]
    along_u = unit(((e1 * d2[:, 1:] - e2 * d1[:, 1:]) * scale).astype(np.float32), (0, 0, 0))
    along_v = unit(((e2 * d1[:, :1] - e1 * d2[:, :1]) * scale).astype(np.float32), (0, 0, 0))
    summed_u, summed_v = (_summed(rows, indices, len(positions)) for rows in (along_u, along_v))
    return _orthogonal(normals, summed_u, summed_v)


def _orthogonal(normals: Floats, along_u: Floats, along_v: Floats) -> Floats:
    flat = along_u - normals * np.sum(normals * along_u, axis=1, keepdims=True)
    away = np.where(np.abs(normals[:, :1]) < 0.9, (1, 0, 0), (0, 1, 0)).astype(np.float32)
    spare = np.cross(normals, away)
    lost = np.linalg.norm(flat, axis=1, keepdims=True) < 1e-6
    tangent = unit(np.where(lost, spare, flat).astype(np.float32), (1, 0, 0))
    mirrored = np.sum(np.cross(normals, tangent) * along_v, axis=1) > 0  # v points down, the bitangent up
    return np.concatenate([tangent, np.where(mirrored, -1, 1)[:, None]], axis=1).astype(np.float32)


def _summed(rows: Floats, indices: Indices, count: int) -> Floats:
    """(count, 3): for each vertex the sum of its triangles' rows."""
    total = np.empty((count, 3), np.float32)
    corners = indices.reshape(-1, 3)
    for axis in range(3):
        weights = np.repeat(rows[:, axis], 3)
        total[:, axis] = np.bincount(corners.reshape(-1), weights=weights, minlength=count)
    return total
