"""Collects a set's shapes by material, bakes their light, and makes the Scene's meshes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Light, Material, Mesh, Node
from vpstudio.scene.bake import Colour, Lamp, Surfel, bake
from vpstudio.scene.shapes import Array, Shape, move


@dataclass(slots=True, eq=False)
class Part:
    """A shape with its material, its node and a number of its own that materials vary by (uv2)."""

    surfel: Surfel
    material: int
    node: int
    tag: tuple[float, float]


class Builder:
    """One set in the making. Node 0 is the place itself; more are added for what moves or is far."""

    def __init__(self) -> None:
        self.materials: list[Material] = []
        self.nodes: list[Node] = [Node("place", -1, np.eye(4))]
        self.lights: list[Light] = []
        self.parts: list[Part] = []
        self.lamps: list[Lamp] = []

    def material(self, material: Material) -> int:
        """Its index."""
        self.materials.append(material)
        return len(self.materials) - 1

    def node(self, name: str, place: Array | None = None, far: bool = False) -> int:
        """A new node at ``place`` (4, 4), the origin if not told; its index."""
        self.nodes.append(Node(name, -1, np.eye(4) if place is None else place, far=far))
        return len(self.nodes) - 1

    def add(
        self,
        shape: Shape,
        material: int,
        *,
        node: int = 0,
        tag: tuple[float, float] = (0.0, 0.0),
        solid: bool = True,
        baked: bool = True,
        albedo: Colour | None = None,
        glow: Colour | None = None,
        colours: NDArray[np.float32] | None = None,
    ) -> None:
        """Add a shape. albedo: mean diffuse colour for the bounce, where a pattern makes it differ from the material's own.

        glow: light it sends out in the bake; the material's emissive if not told.
        colours: (N, 4) of a shape that is not baked: what its material makes of them.
        """
        made = self.materials[material]
        own = albedo or (made.base_colour[0], made.base_colour[1], made.base_colour[2])
        surfel = Surfel(shape, own, glow if glow is not None else made.emissive, solid, baked, colours)
        self.parts.append(Part(surfel, material, node, tag))

    def lamp(self, name: str, lamp: Lamp, highlight: float = 1.0) -> None:
        """A practical: baked into everything, and a point light for the highlights on what is glossy."""
        self.lamps.append(lamp)
        self.nodes.append(Node(name, -1, move(*lamp.position_m)))
        light = Light(name, len(self.nodes) - 1, "point", lamp.colour, lamp.intensity * highlight, range_m=8.0, practical=True)
        self.lights.append(light)

    def bake(self, cell: float = 0.07, ambient: Colour = (0, 0, 0), bounces: int = 2) -> None:
        """Light all shapes of node 0 and those below that ask for it."""
        bake([part.surfel for part in self.parts if part.surfel.solid or part.surfel.baked], self.lamps, cell, ambient, bounces)

    def finish(self) -> tuple[tuple[Mesh, ...], tuple[Node, ...]]:
        """One mesh for each material on each node, and the nodes that hold them."""
        meshes: list[Mesh] = []
        held: dict[int, list[int]] = {}
        groups: dict[tuple[int, int], list[Part]] = {}
        for part in self.parts:
            groups.setdefault((part.node, part.material), []).append(part)
        for (node, material), together in sorted(groups.items()):
            held.setdefault(node, []).append(len(meshes))
            meshes.append(merged(self.materials[material].name, material, together))
        nodes = [Node(each.name, each.parent, each.local, tuple(held.get(index, ())), each.far) for index, each in enumerate(self.nodes)]
        return tuple(meshes), tuple(nodes)


def merged(name: str, material: int, parts: list[Part]) -> Mesh:
    """One mesh of many parts: uv2 is each part's tag, colours its baked light (white and open where there is none)."""
    shapes = [part.surfel.shape for part in parts]
    starts = np.cumsum([0] + [len(each.positions) for each in shapes])
    triangles = np.vstack([each.triangles + start for each, start in zip(shapes, starts, strict=False)])
    lights = [part.surfel.light if part.surfel.light is not None else np.ones((len(part.surfel.shape.positions), 4)) for part in parts]
    tags = [np.tile(part.tag, (len(part.surfel.shape.positions), 1)) for part in parts]
    return Mesh(
        name,
        np.vstack([each.positions for each in shapes]).astype(np.float32),
        np.vstack([each.normals for each in shapes]).astype(np.float32),
        triangles.astype(np.uint32).ravel(),
        material,
        uv=np.vstack([each.uv for each in shapes]).astype(np.float32),
        uv2=np.vstack(tags).astype(np.float32),
        colours=np.vstack(lights).astype(np.float32),
    )
