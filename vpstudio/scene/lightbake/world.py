"""A scene as rays see it: its triangles in Embree, and what each of them reflects and sends out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Bounce
from vpstudio.model.scene import Environment, Material, Mesh, Scene, Texture

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
FAR = np.float32(1e6)
LIFT = np.float32(2e-4)
"""Metres a ray starts off its surface, so that it does not hit it again."""


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """What rays met, one row each. triangle: number in the world, -1 for nothing. u, v: barycentric, of the second and third corner."""

    triangle: Ints
    u: Floats
    v: Floats
    distance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One mesh on one node: which triangles of the world are its, and its own numbers of them."""

    mesh: int
    node: int
    first: int
    count: int


class World:
    """Everything near and solid of a scene at rest, and what lights it from all around.

    corners: (M, 3, 3) float32 metres. normals: (M, 3, 3), of each corner. albedo, glow: (M, 3). lit: (M,) bool, wants baked light.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pieces: list[Piece] = []
        parts = [self._part(scene, *place) for place in _places(scene)]
        first = 0
        for number, (place, part) in enumerate(zip(_places(scene), parts, strict=True)):
            self.pieces.append(Piece(place[0], place[1], first, len(part[0])))
            first += len(part[0])
            del number
        self.corners, self.normals, self.albedo, self.glow, solid, self.lit = (
            np.concatenate([part[k] for part in parts]) if parts else np.zeros((0, 3, 3), np.float32) for k in range(6)
        )
        self._solid = np.flatnonzero(solid)
        self._embree = _embree(self.corners[self._solid])
        self.environment = scene.environment
        self.around = np.array(scene.ambient.sky, np.float32)
        self.below = np.array(scene.ambient.ground, np.float32)

    def _part(self, scene: Scene, number: int, node: int) -> tuple[NDArray[np.generic], ...]:
        mesh, matrix = scene.meshes[number], scene.at(0.0).matrices[node]
        indices = mesh.indices.reshape(-1, 3)
        points = mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
        turned = mesh.normals @ np.linalg.inv(matrix[:3, :3])
        turned /= np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
        bounce = mesh.bounce or bounce_of(mesh, scene.materials[mesh.material], scene.textures)
        corners, normals = points[indices].astype(np.float32), turned[indices].astype(np.float32)
        return corners, normals, bounce.albedo, bounce.glow, bounce.solid, bounce.lit

    def closest(self, origins: Floats, ways: Floats) -> Hits:
        """The nearest solid triangle along each ray; (N, 3) float32 both, ways of length 1."""
        if self._embree is None:
            none = np.zeros(len(origins), np.float32)
            return Hits(np.full(len(origins), -1), none, none, np.full(len(origins), FAR))
        found = self._embree.run(origins, ways, output=True)
        met = found["primID"]
        triangle = np.where(met >= 0, self._solid[np.maximum(met, 0)], -1)
        return Hits(triangle, found["u"], found["v"], np.where(met >= 0, found["tfar"], FAR).astype(np.float32))

    def blocked(self, origins: Floats, ends: Floats) -> NDArray[np.bool_]:
        """Whether something solid stands between each pair of points."""
        if self._embree is None:
            return np.zeros(len(origins), bool)
        way = ends - origins
        length = np.maximum(np.linalg.norm(way, axis=1), 1e-6).astype(np.float32)
        reach = np.maximum(length - np.float32(2e-3), np.float32(1e-4))
        found = self._embree.run(origins, np.ascontiguousarray(way / length[:, None], np.float32), dists=reach, query="OCCLUDED")
        return np.asarray(found) >= 0

    def sky(self, ways: Floats) -> Floats:
        """(N, 3) radiance that comes from where rays leave the set."""
        if self.environment is not None:
            return looked_up(self.environment, ways)
        share = np.clip(ways[:, 2:] * 0.5 + 0.5, 0, 1)
        return np.asarray(self.below + (self.around - self.below) * share, np.float32)


def looked_up(environment: Environment, ways: Floats) -> Floats:
    """(N, 3) radiance of an equirectangular picture along ways in the world."""
    height, width = environment.pixels.shape[:2]
    turn = np.radians(environment.turn_deg)
    azimuth = np.arctan2(ways[:, 0], ways[:, 1]) + turn
    column = ((azimuth / (2 * np.pi) + 0.5) % 1.0 * width).astype(int) % width
    row = np.clip((np.arccos(np.clip(ways[:, 2], -1, 1)) / np.pi * height).astype(int), 0, height - 1)
    return np.asarray(environment.pixels[row, column] * np.float32(environment.strength), np.float32)


def bounce_of(mesh: Mesh, material: Material, textures: tuple[Texture, ...]) -> Bounce:
    """How light sees a mesh that only has a material, as glTF's do: base colour and emission times the means of their textures."""
    count = len(mesh.indices) // 3
    base = np.array(material.base_colour[:3]) * _mean(material, "base_colour", textures) * (1 - material.metallic * 0.7)
    glow = np.array(material.emissive) * _mean(material, "emissive", textures)
    solid = material.alpha_mode != "blend" and material.transmission < 0.5
    return Bounce(
        np.tile(np.clip(base, 0.0, 0.9), (count, 1)).astype(np.float32),
        np.tile(glow, (count, 1)).astype(np.float32),
        np.full(count, solid),
        np.full(count, solid and material.shader != "unlit"),
    )


def _mean(material: Material, name: str, textures: tuple[Texture, ...]) -> NDArray[np.float64]:
    use = material.uses.get(name)
    if use is None:
        return np.ones(3)
    texture = textures[use.texture]
    seen = texture.pixels[::4, ::4, :3].astype(np.float64)
    if texture.pixels.dtype == np.uint8:
        seen = (seen / 255.0) ** (2.2 if texture.srgb else 1.0)
    return np.asarray(seen.mean(axis=(0, 1)))


def _places(scene: Scene) -> list[tuple[int, int]]:
    """(mesh, node) of all that is near."""
    return [
        (number, index)
        for index, node in enumerate(scene.nodes)
        if not node.far
        for number in node.meshes
        if len(scene.meshes[number].indices)
    ]


def _embree(corners: Floats):  # type: ignore[no-untyped-def]  # noqa: ANN202  (the library has no types)
    if not len(corners):
        return None
    from embreex.mesh_construction import TriangleMesh
    from embreex.rtcore_scene import EmbreeScene

    scene = EmbreeScene()
    TriangleMesh(scene, np.ascontiguousarray(corners, np.float32))
    return scene
