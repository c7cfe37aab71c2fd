"""Collects a set's shapes by material, bakes their light, and makes the Scene's meshes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Bounce
from vpstudio.model.scene import Light, Material, Mesh, Node
from vpstudio.scene.bake import Colour, Lamp, Surfel, Vector, bake, pane_lamps
from vpstudio.scene.shapes import Array, Shape, looking

_UNLIT: ContextVar[bool] = ContextVar("unlit", default=False)


@contextmanager
def unlit() -> Iterator[None]:
    """Sets built within are not lit: for those who only want their measures and texts."""
    token = _UNLIT.set(True)
    try:
        yield
    finally:
        _UNLIT.reset(token)


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
        self.light(
            Light(
                name,
                self.node(name, looking(lamp.position_m, lamp.aim)),
                "point",
                lamp.colour,
                lamp.intensity,
                range_m=8.0,
                practical=True,
                spread=lamp.spread,
                radius_m=0.05,
                baked=True,
                live=highlight > 0,
            )
        )

    def light(self, light: Light) -> int:
        """Any other light, on a node made before; its index."""
        self.lights.append(light)
        return len(self.lights) - 1

    def pane(
        self, name: str, low: Vector, across: Vector, up: Vector, counts: tuple[int, int], colours: Sequence[Colour], aim: Vector
    ) -> None:
        """A window's light, or any large glowing rectangle: from its corner ``low``, shining along ``aim`` (square to both sides).

        colours: radiances of its rows, lowest first. counts: (across, up) how finely the quick bake takes it apart.
        """
        self.lamps.extend(pane_lamps(low, across, up, counts, colours, aim))
        corner, u, v = (np.array(each, float) for each in (low, across, up))
        size = (float(np.linalg.norm(u)), float(np.linalg.norm(v)) / len(colours))
        for row, colour in enumerate(colours):
            x, y, z = corner + u / 2 + v * (row + 0.5) / len(colours)
            place = looking((float(x), float(y), float(z)), aim, across)
            self.light(Light(name, self.node(name, place), "rectangle", colour, 1.0, size_m=size, baked=True, live=False))

    def sun(self, name: str, toward: Vector, colour: Colour, irradiance: float) -> int:
        """Sunlight from the way ``toward``: drawn live with its shadow, and baked where it bounces; the light's index."""
        node = self.node(name, looking((0.0, 0.0, 0.0), (-toward[0], -toward[1], -toward[2])))
        return self.light(Light(name, node, "directional", colour, irradiance, casts_shadow=True))

    def bake(self, cell: float = 0.07, ambient: Colour = (0, 0, 0), bounces: int = 2) -> None:
        """Light all shapes of node 0 and those below that ask for it."""
        if _UNLIT.get():
            return
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
        bounce=bounced([part.surfel for part in parts]),
    )


def bounced(surfels: list[Surfel]) -> Bounce:
    """What the bake needs to know of each triangle."""
    counts = [len(each.shape.triangles) for each in surfels]
    return Bounce(
        np.repeat(np.array([each.albedo[:3] for each in surfels], np.float32), counts, axis=0),
        np.repeat(np.array([each.emission for each in surfels], np.float32), counts, axis=0),
        np.repeat(np.array([each.solid for each in surfels], bool), counts),
        np.repeat(np.array([each.baked for each in surfels], bool), counts),
    )
