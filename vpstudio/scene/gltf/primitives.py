"""Primitives as the house's meshes: attributes read, morphed and skinned to their rest, gaps filled as the specification says."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Mesh, TextureUse
from vpstudio.problem import Problem
from vpstudio.scene.gltf import geometry, schema
from vpstudio.scene.gltf.accessors import Accessors
from vpstudio.scene.gltf.document import Document
from vpstudio.scene.gltf.geometry import Floats, Indices
from vpstudio.scene.gltf.limits import REACH_M
from vpstudio.scene.gltf.materials import Materials
from vpstudio.scene.gltf.skins import Pose, skinned

KNOWN = {"POSITION", "NORMAL", "TANGENT", "TEXCOORD_0", "TEXCOORD_1", "COLOR_0", "JOINTS_0", "WEIGHTS_0", "JOINTS_1", "WEIGHTS_1"}


@dataclass(frozen=True, slots=True)
class Variant:
    """How a mesh is used at a node: morph weights, and the skin at rest (None: not skinned)."""

    weights: tuple[float, ...] = ()
    pose: Pose | None = None


@dataclass(slots=True)
class Shape:
    """One primitive on its way to a mesh; (N, k) float32 each, None where absent."""

    positions: Floats
    indices: Indices
    normals: Floats | None = None
    tangents: Floats | None = None
    others: dict[str, Floats] = field(default_factory=dict)

    def unshared(self) -> None:
        """Every triangle gets vertices of its own."""
        self.positions = self.positions[self.indices]
        self.others = {name: values[self.indices] for name, values in self.others.items()}
        self.indices = np.arange(len(self.indices), dtype=np.uint32)


class Primitives:
    """Builds the meshes of one document."""

    def __init__(self, document: Document, accessors: Accessors, materials: Materials) -> None:
        self.document = document
        self.accessors = accessors
        self.materials = materials

    def mesh(self, entry: schema.Primitive, name: str, variant: Variant) -> Mesh | None:
        """The mesh, None where it has no triangles (points and lines give a warning). Raises Problem."""
        if entry.mode not in (geometry.TRIANGLES, geometry.STRIP, geometry.FAN):
            self.document.warnings.add("gltf.points_and_lines", name)
            return None
        if "POSITION" not in entry.attributes:
            return None
        material = self.materials.number(entry.material)
        shape = self._shape(entry, variant)
        if not len(shape.indices):
            return None
        self._fill(shape, self.materials.normal_map(material))
        return _finished(shape, name, material)

    def _shape(self, entry: schema.Primitive, variant: Variant) -> Shape:
        self._check_readable(entry)
        shape = Shape(self._attribute(entry, "POSITION", "VEC3"), self._indices(entry))
        shape.normals = self._optional(entry, "NORMAL", "VEC3")
        shape.tangents = self._optional(entry, "TANGENT", "VEC4") if shape.normals is not None else None
        shape.others = self._others(entry)
        self._morph(shape, entry, variant.weights)
        if variant.pose is not None:
            self._skin(shape, entry, variant.pose)
        if not np.all(np.abs(shape.positions) <= REACH_M):  # also false for NaN
            raise Problem("gltf.position", reach=int(REACH_M))
        return shape

    def _check_readable(self, entry: schema.Primitive) -> None:
        """Charge the budget, and refuse geometry that lies only in a compression we cannot read."""
        position = entry.attributes["POSITION"]
        count = self.accessors.count(position)
        self.document.budget.charge("vertices", count)
        self.document.budget.charge("indices", count if entry.indices is None else self.accessors.count(entry.indices))
        packed = "KHR_draco_mesh_compression"
        if packed in entry.extensions and self.document.gltf.accessors[position].buffer_view is None:
            raise Problem("gltf.compressed", name=packed)
        for name in entry.attributes:
            if name not in KNOWN and not name.startswith("_"):
                self.document.warnings.add("gltf.attribute_ignored", name)

    def _indices(self, entry: schema.Primitive) -> Indices:
        count = self.accessors.count(entry.attributes["POSITION"])
        if entry.indices is None:
            corners = np.arange(count, dtype=np.uint32)
        else:
            corners = self.accessors.integers(entry.indices).reshape(-1)
        if len(corners) and int(corners.max()) >= count:
            raise Problem("gltf.range", what="vertex index", end=int(corners.max()), size=count)
        return geometry.triangles(corners, entry.mode)

    def _attribute(self, entry: schema.Primitive, name: str, *kinds: str) -> Floats:
        values = self.accessors.floats(entry.attributes[name], *kinds)
        if len(values) != self.accessors.count(entry.attributes["POSITION"]):
            raise Problem("gltf.attribute_count", name=name)
        return values

    def _optional(self, entry: schema.Primitive, name: str, *kinds: str) -> Floats | None:
        return self._attribute(entry, name, *kinds) if name in entry.attributes else None

    def _others(self, entry: schema.Primitive) -> dict[str, Floats]:
        """Texture coordinates and colours; what is not finite becomes zero."""
        found = {name: self._optional(entry, name, "VEC2") for name in ("TEXCOORD_0", "TEXCOORD_1")}
        colours = self._optional(entry, "COLOR_0", "VEC3", "VEC4")
        if colours is not None and colours.shape[1] == 3:
            colours = np.concatenate([colours, np.ones((len(colours), 1), np.float32)], axis=1)
        found["COLOR_0"] = colours
        return {name: np.nan_to_num(v, posinf=0, neginf=0) for name, v in found.items() if v is not None}

    def _morph(self, shape: Shape, entry: schema.Primitive, weights: tuple[float, ...]) -> None:
        """Add the targets by their weights (glTF 2.0 specification, section 3.7.2.2): positions and normals."""
        for target, weight in zip(entry.targets, weights, strict=False):
            if weight == 0:
                continue
            if "POSITION" in target:
                shape.positions = shape.positions + np.float32(weight) * self._target(entry, target["POSITION"])
            if "NORMAL" in target and shape.normals is not None:
                shape.normals = shape.normals + np.float32(weight) * self._target(entry, target["NORMAL"])

    def _target(self, entry: schema.Primitive, index: int) -> Floats:
        values = self.accessors.floats(index, "VEC3")
        if len(values) != self.accessors.count(entry.attributes["POSITION"]):
            raise Problem("gltf.attribute_count", name="morph target")
        return values

    def _skin(self, shape: Shape, entry: schema.Primitive, pose: Pose) -> None:
        """Move the vertices to where the joints at rest hold them."""
        blend = self._blend(entry, len(pose.matrices))
        if blend is None:
            return
        shape.positions, shape.normals = skinned(shape.positions, shape.normals, pose, *blend)
        shape.tangents = None

    def _blend(self, entry: schema.Primitive, joints: int) -> tuple[Indices, Floats] | None:
        """(N, 4 or 8) joint numbers and weights, None where the primitive has none."""
        sets = [k for k in (0, 1) if f"JOINTS_{k}" in entry.attributes and f"WEIGHTS_{k}" in entry.attributes]
        if not sets:
            return None
        numbers = np.concatenate([self._joints(entry, k) for k in sets], axis=1)
        if int(numbers.max()) >= joints:
            raise Problem("gltf.range", what="joint", end=int(numbers.max()), size=joints)
        weights = np.concatenate([self._attribute(entry, f"WEIGHTS_{k}", "VEC4") for k in sets], axis=1)
        return numbers, np.nan_to_num(weights, posinf=0, neginf=0)

    def _joints(self, entry: schema.Primitive, number: int) -> NDArray[np.uint32]:
        values = self.accessors.integers(entry.attributes[f"JOINTS_{number}"])
        if values.shape != (self.accessors.count(entry.attributes["POSITION"]), 4):
            raise Problem("gltf.attribute_count", name=f"JOINTS_{number}")
        return values

    def _fill(self, shape: Shape, normal_map: TextureUse | None) -> None:
        """Missing normals are flat (section 3.7.2.1); tangents are made where a normal map needs them."""
        if shape.normals is None:
            self.document.budget.charge("vertices", len(shape.indices))
            shape.unshared()
            shape.normals = np.repeat(geometry.unit(geometry.face_normals(shape.positions, shape.indices)), 3, axis=0)
        else:
            shape.normals = geometry.mended(shape.normals, shape.positions, shape.indices)
        if normal_map is None:
            shape.tangents = None
            return
        uv = shape.others.get(f"TEXCOORD_{normal_map.uv_set}")
        if shape.tangents is None and uv is not None:
            shape.tangents = geometry.tangents(shape.positions, shape.normals, _moved(uv, normal_map), shape.indices)


def _moved(uv: Floats, use: TextureUse) -> Floats:
    """The coordinates at which the texture is really sampled."""
    a, b, x, c, d, y = use.transform[:6]
    return np.stack([a * uv[:, 0] + b * uv[:, 1] + x, c * uv[:, 0] + d * uv[:, 1] + y], axis=1).astype(np.float32)


def _finished(shape: Shape, name: str, material: int) -> Mesh:
    assert shape.normals is not None
    tangents = None if shape.tangents is None else np.nan_to_num(shape.tangents, posinf=0, neginf=0)
    uv, uv2, colours = (shape.others.get(key) for key in ("TEXCOORD_0", "TEXCOORD_1", "COLOR_0"))
    return Mesh(name, shape.positions, shape.normals, np.ascontiguousarray(shape.indices), material, uv, uv2, tangents, colours)
