"""Real files, where they are: what is read is compared with what the JSON itself says, worked out here in another way."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

import numpy as np
import pytest

from vpstudio.model.scene import Scene
from vpstudio.problem import Problem
from vpstudio.scene import gltf
from vpstudio.scene.gltf import staging

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "formats" / "gltf"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no sample files here")

STATIC = [
    "AlphaBlendModeTest.glb",
    "BoxInterleaved.glb",
    "CornellBox.glb",
    "Cubes_punctual_light.glb",
    "FlightHelmet/FlightHelmet.gltf",
    "MorphStressTest.gltf",
    "kenney_alien.glb",
    *(f"living_room_set/{name}.gltf" for name in ("curtain_open", "living_room", "sofa_03_1k", "sphere", "wooden_table_02_1k")),
    *(f"living_room_set/{name}.gltf" for name in ("painted_wooden_cabinet_02_1k", "painted_wooden_cabinet_1k", "painted_wooden_stool_1k")),
]


def raw_json(path: Path) -> dict:
    data = path.read_bytes()
    if data[:4] == b"glTF":
        return json.loads(data[20 : 20 + struct.unpack_from("<I", data, 12)[0]])
    return json.loads(data)


def turned(quaternion: list[float], vector: np.ndarray) -> np.ndarray:
    """v + 2 w (q x v) + 2 q x (q x v)."""
    q, w = np.array(quaternion[:3]), quaternion[3]
    return vector + 2 * w * np.cross(q, vector) + 2 * np.cross(q, np.cross(q, vector))


class Oracle:
    """Walks the JSON recursively and never looks at the binary: triangle counts, and each mesh's corners out of min and max."""

    def __init__(self, value: dict) -> None:
        self.value = value
        self.triangles = 0
        self.corners: list[np.ndarray] = []
        for root in value["scenes"][value.get("scene", 0)]["nodes"]:
            self.visit(root, lambda point: point)

    def visit(self, index: int, outer) -> None:
        node = self.value["nodes"][index]

        def placed(point: np.ndarray) -> np.ndarray:
            if "matrix" in node:
                m = node["matrix"]
                return outer(np.array([sum(m[4 * c + r] * point[c] for c in range(3)) + m[12 + r] for r in range(3)]))
            scaled = point * np.array(node.get("scale", [1, 1, 1]))
            return outer(turned(node.get("rotation", [0, 0, 0, 1]), scaled) + np.array(node.get("translation", [0, 0, 0])))

        if "mesh" in node:
            self.mesh(node["mesh"], placed)
        for child in node.get("children", []):
            self.visit(child, placed)

    def mesh(self, index: int, placed) -> None:
        accessors = self.value["accessors"]
        for part in self.value["meshes"][index]["primitives"]:
            position = accessors[part["attributes"]["POSITION"]]
            self.triangles += accessors[part["indices"]]["count"] // 3 if "indices" in part else position["count"] // 3
            low, high = position["min"], position["max"]
            for x in (low[0], high[0]):
                for y in (low[1], high[1]):
                    for z in (low[2], high[2]):
                        self.corners.append(placed(np.array([x, y, z])))

    def box(self) -> tuple[np.ndarray, np.ndarray]:
        """The box around the corners, in the house's axes."""
        points = np.array([(x, -z, y) for x, y, z in self.corners])
        return points.min(axis=0), points.max(axis=0)


def drawn_triangles(scene: Scene) -> int:
    return sum(len(scene.meshes[number].indices) // 3 for node in scene.nodes for number in node.meshes)


@pytest.mark.parametrize("name", STATIC)
def test_counts_and_bounds_are_the_files_own(name):
    path = SAMPLES / name
    value = raw_json(path)
    oracle, scene = Oracle(value), gltf.load(path)
    assert drawn_triangles(scene) == oracle.triangles
    low, high = staging.bounds(scene)
    outer_low, outer_high = oracle.box()
    size = float(np.max(outer_high - outer_low))
    straight = all(abs(abs(c) - 1) < 1e-6 or abs(c) < 1e-6 for n in value["nodes"] for c in n.get("rotation", [0]))
    if straight:  # boxes turned by quarters are exact; otherwise the corners of a box lie outside what it holds
        assert np.allclose(low, outer_low, atol=1e-4 * size)
        assert np.allclose(high, outer_high, atol=1e-4 * size)
    assert np.all(low >= outer_low - 1e-4 * size)
    assert np.all(high <= outer_high + 1e-4 * size)
    assert np.linalg.norm(high - low) > 0.5 * np.linalg.norm(outer_high - outer_low)


@pytest.mark.parametrize("name", STATIC)
def test_meshes_are_sound(name):
    scene = gltf.load(SAMPLES / name)
    for mesh in scene.meshes:
        assert mesh.positions.dtype == mesh.normals.dtype == np.float32
        assert mesh.indices.dtype == np.uint32
        assert mesh.indices.max() < len(mesh.positions) == len(mesh.normals)
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-4)
        assert 0 <= mesh.material < len(scene.materials)
    for material in scene.materials:
        assert all(0 <= use.texture < len(scene.textures) for use in material.uses.values())


def test_normals_agree_with_winding():
    """Stored normals look to the side from which the triangles run counter-clockwise."""
    for name in ("FlightHelmet/FlightHelmet.gltf", "BoxInterleaved.glb", "living_room_set/sofa_03_1k.gltf"):
        for mesh in gltf.load(SAMPLES / name).meshes:
            a, b, c = (mesh.positions[mesh.indices[k::3]] for k in range(3))
            assert np.mean(np.sum(np.cross(b - a, c - a) * mesh.normals[mesh.indices[::3]], axis=1) >= 0) > 0.95, mesh.name


def test_our_tangents_are_those_that_a_file_brings():
    from vpstudio.scene.gltf import geometry

    agree, same_hand, count = 0, 0, 0
    for mesh in gltf.load(SAMPLES / "FlightHelmet/FlightHelmet.gltf").meshes:
        made = geometry.tangents(mesh.positions, mesh.normals, mesh.uv, mesh.indices)
        agree += int(np.sum(np.sum(made[:, :3] * mesh.tangents[:, :3], axis=1) > 0.9))
        same_hand += int(np.sum(made[:, 3] == mesh.tangents[:, 3]))
        count += len(made)
    assert agree / count > 0.95
    assert same_hand / count > 0.98


def test_helmet_materials():
    scene = gltf.load(SAMPLES / "FlightHelmet/FlightHelmet.gltf")
    assert len(scene.textures) == 15
    assert sum(texture.srgb for texture in scene.textures) == 5
    for material in scene.materials:
        if "occlusion" in material.uses:
            assert material.uses["occlusion"] == material.uses["metallic_roughness"]


def test_fox_and_simple_skin_stand_and_are_told():
    for name, triangles in (("Fox.glb", 576), ("SimpleSkin.gltf", 8)):
        scene = gltf.load(SAMPLES / name)
        assert drawn_triangles(scene) == triangles
        assert scene.animate is None
        assert "gltf.skin_still" in [code for code, _ in scene.warnings]
    low, high = staging.bounds(gltf.load(SAMPLES / "SimpleSkin.gltf"))
    assert np.allclose(low, (-0.5, 0, 0))
    assert np.allclose(high, (0.5, 0, 2))


def test_compressed_files_say_what_they_need():
    with pytest.raises(Problem) as draco:
        gltf.load(SAMPLES / "BoxDraco.gltf")
    assert (draco.value.code, draco.value.parameters["name"]) == ("gltf.compressed", "KHR_draco_mesh_compression")
    with pytest.raises(Problem) as meshopt:
        gltf.load(SAMPLES / "BoxMeshopt.glb")
    assert (meshopt.value.code, meshopt.value.parameters["name"]) == ("gltf.extension", "EXT_meshopt_compression")


def test_extensions_of_the_samples():
    cubes = gltf.load(SAMPLES / "Cubes_punctual_light.glb")
    assert [light.kind for light in cubes.lights] == ["point"]
    assert "gltf.no_lights" not in [code for code, _ in cubes.warnings]
    cornell = gltf.load(SAMPLES / "CornellBox.glb")
    assert max(max(material.emissive) for material in cornell.materials) > 1
    assert any(mesh.uv2 is not None and mesh.colours is not None for mesh in cornell.meshes)
    modes = {material.alpha_mode for material in gltf.load(SAMPLES / "AlphaBlendModeTest.glb").materials}
    assert modes == {"opaque", "mask", "blend"}


def test_living_room_misses_one_texture_and_is_a_room_to_stand_in():
    scene = gltf.load(SAMPLES / "living_room_set/living_room.gltf")
    assert ("gltf.texture_missing", "wood_table_worn_nor_gl_1k") in scene.warnings
    x, y, z = scene.marks[0].position_m
    assert abs(z) < 0.05
    assert max(abs(x), abs(y)) < 1.5


@pytest.mark.parametrize("name", ["Fox.glb", "BoxInterleaved.glb", "CornellBox.glb", "kenney_alien.glb", "Cubes_punctual_light.glb"])
def test_flipped_bytes_of_real_files(name, tmp_path):
    whole = (SAMPLES / name).read_bytes()
    text_end = 20 + struct.unpack_from("<I", whole, 12)[0]
    luck = random.Random(name)
    path = tmp_path / "x.glb"
    for turn in range(60):
        data = bytearray(whole)
        low, high = ((0, text_end), (text_end, len(whole)))[turn % 2]
        for _ in range(luck.randint(1, 4)):
            data[luck.randrange(low, high)] = luck.randrange(256)
        path.write_bytes(data if turn % 5 else data[: luck.randrange(len(data))])
        try:
            scene = gltf.load(path)
        except Problem:
            continue
        assert all(np.all(np.isfinite(mesh.positions)) for mesh in scene.meshes)
