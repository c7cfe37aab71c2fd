"""The node tree: flattened parents first under one root that turns glTF's Y up into Z up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vpstudio.problem import Problem
from vpstudio.scene.gltf import schema
from vpstudio.scene.gltf.document import Document
from vpstudio.scene.gltf.limits import REACH_M, shown
from vpstudio.scene.gltf.matrices import Z_UP, Matrix, composed


@dataclass(frozen=True, slots=True)
class Tree:
    """The drawn scene's nodes. ``order``: file indices, parents first; row 0 of ``parents``, ``locals`` and ``worlds`` is the root,
    so that the file's node ``order[k]`` is row k + 1. Matrices (n, 4, 4) float64."""

    order: tuple[int, ...]
    parents: tuple[int, ...]
    locals: Matrix
    worlds: Matrix
    rows: dict[int, int]

    def name(self, nodes: list[schema.Node], row: int) -> str:
        """What the file calls the node, as it may be shown."""
        return "Z up" if row == 0 else shown(nodes[self.order[row - 1]].name or f"node {self.order[row - 1]}")


def tree(document: Document) -> Tree:
    """Walk the file's scene. Raises Problem ``gltf.cycle``, ``gltf.index``, ``gltf.too_large``, ``gltf.too_far``."""
    order, parents = _walk(document)
    nodes = document.gltf.nodes
    matrices = np.stack([Z_UP, *(local_matrix(nodes[index]) for index in order)])
    worlds = world_of(parents, matrices)
    if not np.all(np.abs(worlds) <= REACH_M):
        raise Problem("gltf.too_far", reach=int(REACH_M))
    return Tree(order, parents, matrices, worlds, {index: row + 1 for row, index in enumerate(order)})


def local_matrix(node: schema.Node) -> Matrix:
    """(4, 4), column vectors; the file's ``matrix`` stands column by column."""
    if node.matrix is not None:
        return np.array(node.matrix, np.float64).reshape(4, 4).T
    return composed(node.translation, node.rotation, node.scale)


def world_of(parents: tuple[int, ...], matrices: Matrix) -> Matrix:
    """(n, 4, 4) world matrices, parents before children; overflow gives infinities for the caller to find."""
    worlds = np.empty_like(matrices)
    with np.errstate(all="ignore"):
        for row, parent in enumerate(parents):
            worlds[row] = matrices[row] if parent < 0 else worlds[parent] @ matrices[row]
    return worlds


def roots(document: Document) -> list[int]:
    """The scene's root nodes; in a file without scenes, every node that is nobody's child."""
    gltf = document.gltf
    if gltf.scenes or gltf.scene:
        return document.item(gltf.scenes, gltf.scene or 0, "scene").nodes
    children = {child for node in gltf.nodes for child in node.children}
    return [index for index in range(len(gltf.nodes)) if index not in children]


def _walk(document: Document) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Without recursion, so that a deep tree is as good as a wide one; a node met twice is a cycle or has two parents."""
    order: list[int] = []
    parents = [-1]
    met: set[int] = set()
    waiting = [(index, 0) for index in reversed(roots(document))]
    while waiting:
        index, parent = waiting.pop()
        node = document.item(document.gltf.nodes, index, "node")
        if index in met:
            raise Problem("gltf.cycle", node=index)
        document.budget.charge("nodes", 1)
        met.add(index)
        order.append(index)
        parents.append(parent)
        waiting.extend((child, len(order)) for child in reversed(node.children))
    return tuple(order), tuple(parents)
