"""Where a set's window panes are: the planes and rectangles in which the actor shows as a dark figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.actor import Standing
from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Material, Mesh, Scene, world_matrices

MOST = 6
LEAST_M2 = 0.3
STEEP = 0.5
"""Panes whose normal leans more than this (its Z) are roofs, not windows."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pane:
    """An upright rectangle. centre_m, and normal and across of length 1, in the world; half_m: across and up. mirror: of its glass."""

    centre_m: Array
    normal: Array
    across: Array
    half_m: tuple[float, float]
    mirror: float


def panes(scene: Scene) -> tuple[Pane, ...]:
    """The largest panes of a set, largest first; none where nothing is glass."""
    matrices = world_matrices(scene.nodes)
    found: list[Pane] = []
    for node, matrix in zip(scene.nodes, matrices, strict=True):
        for mesh in (scene.meshes[index] for index in node.meshes):
            material = scene.materials[mesh.material]
            if is_glass(material):
                found.extend(_panes(mesh, matrix, _mirror(material)))
    found.sort(key=lambda pane: -pane.half_m[0] * pane.half_m[1])
    return tuple(found[:MOST])


def shown_in(found: tuple[Pane, ...], standing: Standing, pose: CameraPose, lens: Intrinsics) -> tuple[Pane, ...]:
    """The panes in which the camera may see him: both before it, and his mirrored place within the picture."""
    if not standing.capsules:
        return ()
    ends = np.array([part for each in standing.capsules for part in (each.start_m, each.end_m)])
    to_camera, eye = np.linalg.inv(pose.world_from_camera()), np.array(pose.position_m)
    kept = []
    for pane in found:
        away = (ends - pane.centre_m) @ pane.normal
        if ((eye - pane.centre_m) @ pane.normal) * away.mean() <= 0:
            continue
        mirrored = (ends - 2 * away[:, None] * pane.normal) @ to_camera[:3, :3].T + to_camera[:3, 3]
        ahead = np.maximum(mirrored[:, 1], 0.1)
        x, y = lens.cx + lens.fx * mirrored[:, 0] / ahead, lens.cy - lens.fy * mirrored[:, 2] / ahead
        reach = lens.fx * 0.3 / ahead
        if (mirrored[:, 1] > 0.1).any() and ((x > -reach) & (x < lens.width + reach) & (y > -reach) & (y < lens.height + reach)).any():
            kept.append(pane)
    return tuple(kept)


def is_glass(material: Material) -> bool:
    """The sets' own panes, and what a file says lets light through."""
    return material.shader == "glass" or (material.transmission > 0.5 and material.roughness < 0.3)


def _mirror(material: Material) -> float:
    value = material.values.get("mirror", 1.0)
    return float(value) if isinstance(value, (int, float)) else 1.0


def _panes(mesh: Mesh, matrix: Array, mirror: float) -> list[Pane]:
    """Triangles that lie in one plane are one pane."""
    points = mesh.positions.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    corners = points[mesh.indices.reshape(-1, 3)]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(normals, axis=1) / 2
    kept = (area > 1e-9) & (np.abs(normals[:, 2]) < STEEP * 2 * area)
    corners, normals, area = corners[kept], normals[kept] / (2 * area[kept, None]), area[kept]
    # Both ways of a normal are one plane.
    normals *= np.where(normals[:, :1] + 1e-3 * normals[:, 1:2] < -1e-9, -1.0, 1.0)
    offset = np.einsum("ij,ij->i", normals, corners[:, 0])
    planes = np.round(np.column_stack([normals * 20, offset * 20])).astype(np.int64)
    _, group = np.unique(planes, axis=0, return_inverse=True)
    groups = (group.ravel() == number for number in range(int(group.max(initial=-1)) + 1))
    return [_pane(corners[own], normals[own], mirror) for own in groups if area[own].sum() > LEAST_M2]


def _pane(corners: Array, normals: Array, mirror: float) -> Pane:
    normal = normals.mean(axis=0)
    normal /= np.linalg.norm(normal)
    across = np.cross([0.0, 0.0, 1.0], normal)
    across /= np.linalg.norm(across)
    axes = np.stack([across, np.cross(normal, across), normal])
    placed = corners.reshape(-1, 3) @ axes.T
    low, high = placed.min(axis=0), placed.max(axis=0)
    half = (high - low) / 2
    return Pane((low + high) / 2 @ axes, normal, across, (float(half[0]), float(half[1])), mirror)
