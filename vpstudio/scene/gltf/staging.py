"""Where an actor could stand in a set that nobody prepared for one: bounds, floors, marks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Mark, Mesh, Node, Scene, world_matrices
from vpstudio.scene.gltf.matrices import Matrix

Points = NDArray[np.float64]

HEAD_ROOM_M = 1.9
STEP_M = 0.15
ELBOW_M = 0.35
SHALLOW_M = 2.0
CAMERA_M = 2.6
SEARCHED = 1_500_000  # triangles; a larger set is only measured, not searched


def bounds(scene: Scene) -> tuple[Points, Points]:
    """(low, high) corners in world metres, each (3,), of all that is drawn; a unit cube on the origin for an empty set."""
    return box(scene.meshes, scene.nodes, world_matrices(scene.nodes))


def box(meshes: tuple[Mesh, ...], nodes: tuple[Node, ...], worlds: Matrix) -> tuple[Points, Points]:
    """``bounds`` of nodes whose world matrices are known."""
    lows, highs = [], []
    for row, node in enumerate(nodes):
        for number in node.meshes:
            points = _moved(meshes[number].positions, worlds[row])
            lows.append(points.min(axis=0))
            highs.append(points.max(axis=0))
    if not lows:
        return np.array([-0.5, -0.5, 0.0]), np.array([0.5, 0.5, 1.0])
    return np.min(lows, axis=0), np.max(highs, axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class Surfaces:
    """All triangles in world metres, (n, 3, 3) float32, and their boxes by axis, (3, n), so that a line passes most of them by."""

    triangles: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]

    @classmethod
    def of(cls, meshes: tuple[Mesh, ...], nodes: tuple[Node, ...], worlds: Matrix) -> Surfaces:
        """Gathered from nodes whose world matrices are known; none where there are more than ``SEARCHED``."""
        drawn = [(meshes[number], worlds[row]) for row, node in enumerate(nodes) for number in node.meshes]
        if sum(len(mesh.indices) // 3 for mesh, _ in drawn) > SEARCHED:
            drawn = []
        parts = [_moved(mesh.positions, world).astype(np.float32)[mesh.indices].reshape(-1, 3, 3) for mesh, world in drawn]
        triangles = np.concatenate(parts) if parts else np.empty((0, 3, 3), np.float32)
        return cls(triangles, np.ascontiguousarray(triangles.min(axis=1).T), np.ascontiguousarray(triangles.max(axis=1).T))

    def crossings(self, axis: int, point: Points) -> Points:
        """Where the line through ``point`` (3,) along ``axis`` meets the triangles: sorted coordinates on that axis."""
        near = np.ones(len(self.triangles), bool)
        across = [k for k in range(3) if k != axis]
        for k in across:
            near &= (self.low[k] <= point[k]) & (self.high[k] >= point[k])
        met = self.triangles[near].astype(np.float64)
        a, b, c = (met[:, corner, across] - point[across] for corner in range(3))
        areas = np.stack([_cross(b, c), _cross(c, a), _cross(a, b)], axis=1)
        total = areas.sum(axis=1)
        inside = (np.all(areas >= 0, axis=1) | np.all(areas <= 0, axis=1)) & (np.abs(total) > 1e-12)
        shares = areas[inside] / total[inside, None]
        return np.sort(np.sum(shares * met[inside][:, :, axis], axis=1))


def _moved(positions: NDArray[np.float32], world: Matrix) -> Points:
    return positions.astype(np.float64) @ world[:3, :3].T + world[:3, 3]


def _cross(a: Points, b: Points) -> Points:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def floors(surfaces: Surfaces, x: float, y: float) -> list[float]:
    """Heights at (x, y) on which one can stand upright: surfaces with nothing in the next ``HEAD_ROOM_M`` above."""
    heights = surfaces.crossings(2, np.array([x, y, 0.0]))
    above = np.append(heights[1:], math.inf)  # one too many where there are no heights
    return [float(z) for z, ceiling in zip(heights, above, strict=False) if ceiling - z > HEAD_ROOM_M]


def main_mark(surfaces: Surfaces, low: Points, high: Points) -> Mark:
    """A clear place near the middle, on the lowest floor that has room to stand; before what is too shallow to stand in."""
    middle = (low + high) / 2
    if high[1] - low[1] < SHALLOW_M:
        return Mark((float(middle[0]), float(low[1] - 0.5), float(low[2])))
    places = [(*place, z) for place in _candidates(low, high) if (z := _clear(surfaces, *place)) is not None]
    if not places:
        return Mark((float(middle[0]), float(middle[1]), float(low[2])))
    lowest = min(place[2] for place in places)
    x, y, z = next(place for place in places if place[2] <= lowest + 2 * STEP_M)
    return Mark((x, y, z), _pan(surfaces, np.array([x, y, z + 1.5])))


def _candidates(low: Points, high: Points) -> list[tuple[float, float]]:
    """Seven by seven places in the middle of the ground plan, the nearest to its centre first."""
    steps = sorted(np.linspace(-0.3, 0.3, 7), key=abs)
    grid = sorted(((float(a), float(b)) for a in steps for b in steps), key=lambda ab: ab[0] ** 2 + ab[1] ** 2)
    middle, size = (low + high) / 2, high - low
    return [(float(middle[0] + a * size[0]), float(middle[1] + b * size[1])) for a, b in grid]


def _clear(surfaces: Surfaces, x: float, y: float) -> float | None:
    """The floor's height where a person fits: as level at four elbows as in the middle. None where nobody fits."""
    here = floors(surfaces, x, y)
    around = [(x + dx, y + dy) for dx, dy in ((ELBOW_M, 0), (-ELBOW_M, 0), (0, ELBOW_M), (0, -ELBOW_M))]
    if not here:
        return None
    there = [floors(surfaces, *place) for place in around]
    level = (z for z in here if all(any(abs(other - z) < STEP_M for other in found) for found in there))
    return next(level, None)


def _pan(surfaces: Surfaces, head: Points) -> float:
    """Look along +Y if the camera has room behind, else whichever way of four leaves it the most."""
    room = {0.0: _free(surfaces, head, 1, -1), 180.0: _free(surfaces, head, 1, 1)}
    room |= {90.0: _free(surfaces, head, 0, 1), -90.0: _free(surfaces, head, 0, -1)}
    return 0.0 if room[0.0] >= CAMERA_M else max(room, key=lambda pan: (min(room[pan], CAMERA_M * 2), pan == 0.0))


def _free(surfaces: Surfaces, point: Points, axis: int, way: int) -> float:
    """Metres from ``point`` along ``axis`` in the direction ``way`` (+1, -1) to the first surface."""
    along = (surfaces.crossings(axis, point) - point[axis]) * way
    ahead = along[along > 0]
    return float(ahead.min()) if len(ahead) else math.inf


def roofed(surfaces: Surfaces, mark: Mark) -> bool:
    """Whether there is something overhead: a lamp put outside such a set would only light its roof."""
    return _free(surfaces, np.add(mark.position_m, (0, 0, HEAD_ROOM_M)), 2, 1) < math.inf


def camera_mark(world: Matrix, title: str, surfaces: Surfaces, low: Points) -> Mark | None:
    """A mark ``CAMERA_M`` before a camera of the file (looking along its -Z), None where it looks straight up or down."""
    way = -world[:3, 2]
    across = math.hypot(way[0], way[1])
    if not across > 1e-3 * float(np.linalg.norm(way)):
        return None
    x, y = world[:2, 3] + way[:2] / across * CAMERA_M
    below = [z for z in floors(surfaces, float(x), float(y)) if z < world[2, 3]]
    floor = below[-1] if below else min(float(low[2]), float(world[2, 3]))
    return Mark((float(x), float(y), floor), math.degrees(math.atan2(-way[0], way[1])), title)
