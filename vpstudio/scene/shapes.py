"""Solid shapes as triangles: rounded boxes, panels, lathes, tubes. Metres; uv in metres too, so that materials keep their scale.

Every shape is fine enough to carry baked light: no edge of a flat face is longer than ``step``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Triangles: (N, 3) positions and normals, (N, 2) uv in metres, (M, 3) indices, counter-clockwise seen from outside."""

    positions: Array
    normals: Array
    uv: Array
    triangles: NDArray[np.int64]

    def placed(self, matrix: Array) -> Shape:
        """Moved by a (4, 4); normals by the inverse transpose."""
        normals = self.normals @ np.linalg.inv(matrix[:3, :3])
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        triangles = self.triangles if np.linalg.det(matrix[:3, :3]) > 0 else self.triangles[:, ::-1]
        return replace(self, positions=self.positions @ matrix[:3, :3].T + matrix[:3, 3], normals=normals, triangles=triangles)

    def at(self, x: float, y: float, z: float, turn_deg: float = 0.0) -> Shape:
        """Turned about Z (+ left), then moved."""
        return self.placed(move(x, y, z) @ spin(turn_deg))

    def flipped(self) -> Shape:
        """Inside out."""
        return replace(self, normals=-self.normals, triangles=self.triangles[:, ::-1])


def move(x: float, y: float, z: float) -> Array:
    """(4, 4) translation."""
    matrix = np.eye(4)
    matrix[:3, 3] = (x, y, z)
    return matrix


def spin(degrees: float, axis: int = 2) -> Array:
    """(4, 4) rotation about one world axis, right-handed."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = np.eye(4)
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    matrix[i, i] = matrix[j, j] = c
    matrix[i, j], matrix[j, i] = -s, s
    return matrix


def looking(place: Point, aim: Point, across: Point | None = None) -> Array:
    """(4, 4) at ``place``, its -Z along ``aim``, as lights shine; its X along ``across`` where told."""
    back = -np.array(aim, float) / np.linalg.norm(aim)
    right = np.array(across, float) if across is not None else np.cross((0.0, 1.0, 0.0) if abs(back[2]) > 0.9 else (0.0, 0.0, 1.0), back)
    right -= back * (right @ back)
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = right, np.cross(back, right), back, place
    return matrix


def joined(*shapes: Shape) -> Shape:
    """Several shapes as one."""
    starts = np.cumsum([0] + [len(each.positions) for each in shapes])
    return Shape(
        np.vstack([each.positions for each in shapes]),
        np.vstack([each.normals for each in shapes]),
        np.vstack([each.uv for each in shapes]),
        np.vstack([each.triangles + start for each, start in zip(shapes, starts, strict=False)]),
    )


def grid(across: Array, up: Array) -> Shape:
    """A flat grid in XY facing +Z over the given lines; uv = (x, y)."""
    x, y = np.meshgrid(across, up)
    positions = np.stack([x.ravel(), y.ravel(), np.zeros(x.size)], axis=1)
    normals = np.tile([0.0, 0.0, 1.0], (x.size, 1))
    return Shape(positions, normals, positions[:, :2].copy(), grid_triangles(len(across), len(up)))


def grid_triangles(columns: int, rows: int) -> NDArray[np.int64]:
    """(M, 3) for points laid row by row."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    quads = np.stack([corner, corner + 1, corner + columns + 1, corner + columns], axis=1)
    return np.vstack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def lines(length: float, step: float) -> Array:
    """From -length / 2 to length / 2 with gaps of at most ``step``."""
    return np.linspace(-length / 2, length / 2, max(2, int(math.ceil(length / step)) + 1))


def floor(width: float, depth: float, step: float = 0.2) -> Shape:
    """A level panel about the origin, facing up."""
    return grid(lines(width, step), lines(depth, step))


def wall(width: float, height: float, step: float = 0.2) -> Shape:
    """A panel in XZ facing -Y (the camera at rest), its foot at z = 0; uv = (x, z)."""
    flat = grid(lines(width, step), lines(height, step) + height / 2)
    return flat.placed(spin(90, axis=0))


def ridges(count: int, pitch: float, width: float, depth: float, height: float, step: float = 0.3) -> Shape:
    """Upright slats on a wall: their fronts and sides in XZ facing -Y, foot at z = 0, centred."""
    up = lines(height, step) + height / 2
    made = []
    for number in range(count):
        x = (number - (count - 1) / 2) * pitch
        front = grid(np.array([-width / 2, width / 2]), up).placed(move(x, -depth, 0) @ spin(90, axis=0))
        side = grid(np.array([-depth / 2, depth / 2]), up).placed(spin(90, axis=0))
        left = side.placed(move(x - width / 2, -depth / 2, 0) @ spin(-90))
        right = side.placed(move(x + width / 2, -depth / 2, 0) @ spin(90))
        for each in (front, left, right):
            each.uv[:, 0] += number * 0.37
        made += [front, left, right]
    return joined(*made)


def box(size: Point, radius: float = 0.0, step: float = 0.4, arc: int = 1) -> Shape:
    """A box about the origin, its edges rounded by ``radius`` in ``arc`` steps of half a corner each.

    Large radius and arc make cushions. uv is planar on each face, with the longest side of the face's two along v for grain.
    """
    half = np.array(size) / 2
    radius = min(radius, float(half.min()) * 0.999)
    faces = []
    for axis in range(3):
        for side in (-1.0, 1.0):
            faces.append(_face(half, axis, side, radius, step, arc))
    return joined(*faces)


def _face(half: Array, axis: int, side: float, radius: float, step: float, arc: int) -> Shape:
    u, v = (axis + 1) % 3, (axis + 2) % 3
    across, up = _face_lines(half[u], radius, step, arc), _face_lines(half[v], radius, step, arc)
    flat = grid(across, up)
    positions = np.empty_like(flat.positions)
    positions[:, u], positions[:, v], positions[:, axis] = flat.positions[:, 0], flat.positions[:, 1], side * half[axis]
    normals = np.zeros_like(positions)
    normals[:, axis] = side
    if radius > 0:
        core = np.clip(positions, -(half - radius), half - radius)
        normals = positions - core
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        positions = core + normals * radius
    uv = flat.uv if half[v] >= half[u] else flat.uv[:, ::-1].copy()
    triangles = flat.triangles if side > 0 else flat.triangles[:, ::-1]
    return Shape(positions, normals, uv, triangles)


def _face_lines(half: float, radius: float, step: float, arc: int) -> Array:
    inner = lines(2 * (half - radius), step)
    if radius <= 0:
        return inner
    # Even angles on the rounded part: tan of half a right angle's shares.
    edge = (half - radius) + radius * np.tan(np.linspace(0, math.pi / 4, arc + 1)[1:])
    return np.concatenate([-edge[::-1], inner, edge])


def lathe(profile: list[tuple[float, float]], segments: int = 20, smooth: bool = True) -> Shape:
    """A profile of (radius, z) from bottom to top turned about Z. uv = (arc length around, length along the profile).

    Not smooth: every stretch of the profile has its own normals (a lamp's foot, a pot's rim).
    """
    points = np.array(profile, float)
    if smooth:
        return _turned(points, segments)
    return joined(*(_turned(points[i : i + 2], segments) for i in range(len(points) - 1)))


def _turned(points: Array, segments: int) -> Shape:
    angle = np.linspace(0, 2 * math.pi, segments + 1)
    slope = np.gradient(points, axis=0)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    outward = np.stack([slope[:, 1], -slope[:, 0]], axis=1)
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    c, s = np.cos(angle), np.sin(angle)
    positions = np.stack([points[:, :1] * c, points[:, :1] * s, np.repeat(points[:, 1:], segments + 1, 1)], axis=2)
    normals = np.stack([outward[:, :1] * c, outward[:, :1] * s, np.repeat(outward[:, 1:], segments + 1, 1)], axis=2)
    width = max(float(points[:, 0].max()), 1e-3)
    uv = np.stack([np.tile(angle * width, (len(points), 1)), np.repeat(along[:, None], segments + 1, 1)], axis=2)
    triangles = grid_triangles(segments + 1, len(points))
    return Shape(positions.reshape(-1, 3), normals.reshape(-1, 3), uv.reshape(-1, 2), triangles)


def rod(start: Point, end: Point, radius: float, segments: int = 10, pieces: int = 1) -> Shape:
    """A closed cylinder from one point to another."""
    a, b = np.array(start, float), np.array(end, float)
    length = float(np.linalg.norm(b - a))
    side = [(radius, length * i / pieces) for i in range(pieces + 1)]
    ends = ([(1e-4, 0.0), (radius, 0.0)], [(radius, length), (1e-4, length)])
    return joined(*(_turned(np.array(part), segments) for part in (side, *ends))).placed(_along(a, b))


def _along(a: Array, b: Array) -> Array:
    """(4, 4): +Z onto the way from a to b, moved to a."""
    z = (b - a) / np.linalg.norm(b - a)
    helper = np.array([0.0, 1.0, 0.0]) if abs(z[1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    x = np.cross(helper, z)
    x /= np.linalg.norm(x)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = x, np.cross(z, x), z, a
    return matrix
