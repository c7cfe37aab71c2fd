"""From a path to a Scene: each step in its own module, in this order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from vpstudio.model.scene import Light, Mark, Mesh, Node, Scene, SetState
from vpstudio.problem import Problem
from vpstudio.scene.gltf import animation, lights, staging
from vpstudio.scene.gltf.accessors import Accessors
from vpstudio.scene.gltf.document import Document, open_document
from vpstudio.scene.gltf.limits import shown
from vpstudio.scene.gltf.materials import Materials
from vpstudio.scene.gltf.matrices import Matrix
from vpstudio.scene.gltf.nodes import tree
from vpstudio.scene.gltf.primitives import Primitives, Variant
from vpstudio.scene.gltf.skins import Pose, rest_pose
from vpstudio.scene.gltf.textures import Textures

TEXTURE_LIMIT = 4096
SMALL_M, LARGE_M = 0.05, 150.0


def load(path: Path, *, texture_limit: int = TEXTURE_LIMIT) -> Scene:
    """The virtual set in a .glb or .gltf file.

    Metres, Z up, an asset's front toward -Y. ``texture_limit``: longest side of a texture in pixels; larger ones are scaled down.
    ``Scene.warnings`` lists what the file asks and we do not show, as codes that have sentences.
    Raises Problem ``gltf.*`` with one plain reason for a file that is missing, damaged, too large or asks what must not be.
    """
    try:
        return _Loading(open_document(path), texture_limit).scene()
    except MemoryError as error:
        raise Problem("gltf.memory", path=str(path)) from error


class _Loading:
    """One file on its way to a Scene."""

    def __init__(self, document: Document, texture_limit: int) -> None:
        self.document = document
        self.accessors = Accessors(document)
        self.textures = Textures(document, texture_limit)
        self.materials = Materials(document, self.textures)
        self.primitives = Primitives(document, self.accessors, self.materials)
        self.nodes = tree(document)
        self.meshes: list[Mesh] = []
        self._variants: dict[object, tuple[int, ...]] = {}
        self._poses: dict[int, Pose] = {}
        self._key = f"gltf:{document.container.digest.hexdigest()}:{texture_limit}"

    def scene(self) -> Scene:
        nodes = self._hung()
        surfaces = staging.Surfaces.of(tuple(self.meshes), nodes, self.nodes.worlds)
        low, high = staging.box(tuple(self.meshes), nodes, self.nodes.worlds)
        self._check_scale(float(max(high - low)))
        marks = self._marks(surfaces, low, high)
        lamps, rig = self._lights(marks[0], float(np.linalg.norm(high - low)) / 2, staging.roofed(surfaces, marks[0]))
        animate = self._animate(nodes, lamps, rig)
        textures = self.textures.built()
        return Scene(
            key=self._key,
            title=shown(self.document.container.path.stem),
            meshes=tuple(self.meshes),
            nodes=(*nodes, *rig),
            materials=tuple(self.materials.list),
            textures=textures,
            lights=lamps,
            ambient=lights.UNLIT if rig else lights.LIT,
            marks=marks,
            warnings=tuple(self.document.warnings.entries),
            animate=animate,
        )

    def _hung(self) -> tuple[Node, ...]:
        """The nodes with their meshes. A skinned mesh hangs on the root: its own node's place does not count (section 3.7.3.3)."""
        hung: list[list[int]] = [[] for _ in self.nodes.parents]
        for row, index in enumerate(self.nodes.order, start=1):
            node = self.document.gltf.nodes[index]
            if node.mesh is not None:
                hung[row if node.skin is None else 0].extend(self._mesh(node.mesh, node.skin, tuple(node.weights)))
        if not any(hung):
            raise Problem("gltf.empty")
        return tuple(
            Node(self.nodes.name(self.document.gltf.nodes, row), parent, self.nodes.locals[row], tuple(hung[row]))
            for row, parent in enumerate(self.nodes.parents)
        )

    def _mesh(self, mesh: int, skin: int | None, weights: tuple[float, ...]) -> tuple[int, ...]:
        """Numbers of the model meshes for a file mesh as this node uses it; built once for each way of use."""
        entry = self.document.item(self.document.gltf.meshes, mesh, "mesh")
        weights = weights or tuple(entry.weights)
        key = (mesh, skin, weights if any(weights) else ())
        if key not in self._variants:
            variant = Variant(weights, self._pose(skin))
            name = shown(entry.name or f"mesh {mesh}")
            built = [made for part in entry.primitives if (made := self.primitives.mesh(part, name, variant)) is not None]
            self._variants[key] = tuple(range(len(self.meshes), len(self.meshes) + len(built)))
            self.meshes.extend(built)
        self._charge_draws(self._variants[key])
        return self._variants[key]

    def _charge_draws(self, numbers: tuple[int, ...]) -> None:
        self.document.budget.charge("draws", len(numbers))
        self.document.budget.charge("drawn vertices", sum(len(self.meshes[n].positions) for n in numbers))
        self.document.budget.charge("drawn indices", sum(len(self.meshes[n].indices) for n in numbers))

    def _pose(self, skin: int | None) -> Pose | None:
        if skin is None:
            return None
        if skin not in self._poses:
            self._poses[skin] = rest_pose(self.document, self.accessors, self.nodes, skin)
        return self._poses[skin]

    def _check_scale(self, size_m: float) -> None:
        """glTF is in metres; many a file was drawn in centimetres all the same."""
        if not SMALL_M < size_m < LARGE_M:
            self.document.warnings.add("gltf.odd_scale", f"{size_m:.3g}")

    def _marks(self, surfaces: staging.Surfaces, low: staging.Points, high: staging.Points) -> tuple[Mark, ...]:
        """The place a camera of the file looks at, where it has one, and a clear place found in the set."""
        marks = [staging.main_mark(surfaces, low, high)]
        for row, index in enumerate(self.nodes.order, start=1):
            if self.document.gltf.nodes[index].camera is not None:
                title = self.nodes.name(self.document.gltf.nodes, row)
                seen = staging.camera_mark(self.nodes.worlds[row], title, surfaces, low)
                return (seen, *marks) if seen else tuple(marks)
        return tuple(marks)

    def _lights(self, mark: Mark, radius_m: float, roofed: bool) -> tuple[tuple[Light, ...], tuple[Node, ...]]:
        """(lights, nodes added for them): the file's own, brought to exposure, or a key and a fill of ours, which walls do not stop."""
        found = lights.file_lights(self.document, self.nodes)
        if any(light.intensity > 0 for light in found):
            return lights.exposed(found, self.nodes.worlds, mark, radius_m), ()
        self.document.warnings.add("gltf.no_lights")
        made = lights.rig(mark)
        first = len(self.nodes.parents)
        lamps = tuple(
            Light(name, first + k, "directional", colour, level, casts_shadow=k == 0 and not roofed)
            for k, (name, _, colour, level) in enumerate(made)
        )
        return lamps, tuple(Node(name, -1, world) for name, world, _, _ in made)

    def _animate(self, nodes: tuple[Node, ...], lamps: tuple[Light, ...], rig: tuple[Node, ...]) -> Callable[[float], SetState] | None:
        rows = {row for row, node in enumerate(nodes) if node.meshes and row} | {light.node for light in lamps if light.node < len(nodes)}
        found = animation.tracks(self.document, self.accessors, self.nodes, rows)
        if self._poses and self.document.gltf.animations:
            self.document.warnings.add("gltf.skin_still")
        added: Matrix = np.stack([node.local for node in rig]) if rig else np.empty((0, 4, 4))
        return animation.player(self._key, self.document, self.nodes, found, added, len(lamps))
