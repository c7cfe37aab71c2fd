"""Skins at rest: where the joints, as the file leaves them, hold the vertices. They are moved once, on load, and then stand still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vpstudio.problem import Problem
from vpstudio.scene.gltf.accessors import Accessors
from vpstudio.scene.gltf.document import Document
from vpstudio.scene.gltf.geometry import Floats, Indices
from vpstudio.scene.gltf.matrices import Matrix
from vpstudio.scene.gltf.nodes import Tree

SLAB = 65_536  # vertices at a time, so that (n, 4, 4) blends stay small


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """(joints, 4, 4): bind space of the mesh -> the file's world (Y up), each joint as it rests."""

    matrices: Matrix


def rest_pose(document: Document, accessors: Accessors, nodes: Tree, index: int) -> Pose:
    """Joint world matrix times inverse bind matrix (glTF 2.0 specification, section 3.7.3.3). Raises Problem."""
    skin = document.item(document.gltf.skins, index, "skin")
    for joint in skin.joints:
        if joint not in nodes.rows:
            raise Problem("gltf.index", what="joint", index=joint, count=len(document.gltf.nodes))
    from_root = np.linalg.inv(nodes.worlds[0])
    joints = from_root @ nodes.worlds[[nodes.rows[joint] for joint in skin.joints]]
    if skin.inverse_bind_matrices is None:
        return Pose(joints)
    inverse = accessors.floats(skin.inverse_bind_matrices, "MAT4").astype(np.float64)
    if len(inverse) < len(joints):
        raise Problem("gltf.attribute_count", name="inverseBindMatrices")
    with np.errstate(all="ignore"):
        return Pose(joints @ inverse[: len(joints)])


def skinned(positions: Floats, normals: Floats | None, pose: Pose, joints: Indices, weights: Floats) -> tuple[Floats, Floats | None]:
    """Positions and normals (N, 3) under the weighted sum of their joints' matrices; weights are brought to a sum of one.

    The normals are turned by the same matrix and made unit later: exact for joints without uneven scale.
    """
    total = weights.sum(axis=1, keepdims=True)
    shares = np.where(total > 1e-8, weights / np.where(total > 1e-8, total, 1), np.eye(1, weights.shape[1]))
    moved = np.empty((len(positions), 3), np.float32)
    turned = None if normals is None else np.empty_like(moved)
    with np.errstate(all="ignore"):
        for start in range(0, len(positions), SLAB):
            rows = slice(start, start + SLAB)
            blend = np.einsum("nk,nkij->nij", shares[rows], pose.matrices[joints[rows]])
            moved[rows] = np.einsum("nij,nj->ni", blend[:, :3, :3], positions[rows]) + blend[:, :3, 3]
            if turned is not None and normals is not None:
                turned[rows] = np.einsum("nij,nj->ni", blend[:, :3, :3], normals[rows])
    return moved, turned
