"""glTF files of our own making, each for one thing that a file may hold."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from scene_glb_writer import GlbWriter, simple

from vpstudio.model.scene import Scene, world_matrices
from vpstudio.scene import gltf
from vpstudio.scene.gltf import geometry, staging
from vpstudio.scene.gltf.lights import illuminance
from vpstudio.scene.gltf.matrices import texture_transform


@pytest.fixture
def load(tmp_path):
    def read(writer: GlbWriter, **options) -> Scene:
        return gltf.load(writer.save(tmp_path / "场景.glb"), **options)

    return read


def world_points(scene: Scene, mesh: int = 0) -> np.ndarray:
    worlds = world_matrices(scene.nodes)
    row = next(k for k, node in enumerate(scene.nodes) if mesh in node.meshes)
    points = scene.meshes[mesh].positions
    return points @ worlds[row][:3, :3].T + worlds[row][:3, 3]


def codes(scene: Scene) -> list[str]:
    return [code for code, _ in scene.warnings]


def test_y_up_becomes_z_up(load):
    scene = load(simple())
    assert np.allclose(world_points(scene), [(0, 0, 0), (1, 0, 0), (0, 0, 2)])
    normal = world_matrices(scene.nodes)[1][:3, :3] @ scene.meshes[0].normals[0]
    assert np.allclose(normal, (0, -1, 0)), "an asset's front (+Z in glTF) faces -Y, toward the camera of a mark with pan 0"


@pytest.mark.parametrize("embed", [True, False])
def test_text_files_with_data_beside_or_inside(tmp_path, embed):
    scene = gltf.load(simple().save_gltf(tmp_path / "室内.gltf", embed=embed))
    assert np.allclose(world_points(scene), [(0, 0, 0), (1, 0, 0), (0, 0, 2)])
    assert scene.title == "室内"


def test_tree_composes_trs_and_matrices(load):
    writer = GlbWriter()
    mesh = writer.mesh(writer.triangle())
    half = math.sqrt(0.5)
    leaf = writer.node(child=True, mesh=mesh, rotation=[0, half, 0, half], scale=[2, 2, 2])
    writer.node(children=[leaf], matrix=[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 10, 20, 30, 1])
    # scale 2, 90 degrees about +Y (x -> -z), moved by (10, 20, 30), then z -> -y and y -> z
    assert np.allclose(world_points(load(writer)), [(10, -30, 20), (10, -28, 20), (10, -30, 24)], atol=1e-6)


def test_mirroring_node_keeps_the_files_winding(load):
    """The triangles stay as they are: the renderer turns the front face round where a node's determinant is negative."""
    writer = GlbWriter()
    writer.node(mesh=writer.mesh(writer.triangle()), scale=[-1, 1, 1])
    scene = load(writer)
    assert scene.meshes[0].indices.tolist() == [0, 1, 2]
    assert np.linalg.det(world_matrices(scene.nodes)[1][:3, :3]) < 0


def test_interleaved_normalised_and_quantised(load):
    writer = GlbWriter()
    rows = np.zeros(3, dtype=[("p", "<i2", 3), ("pad", "<u2"), ("n", "i1", 3), ("pad2", "u1"), ("t", "<u2", 2)])
    rows["p"] = [(-32767, 0, 0), (32767, 0, 0), (0, 32767, 0)]
    rows["n"] = [(0, 0, 127)] * 3
    rows["t"] = [(0, 0), (65535, 0), (0, 32768)]
    view = writer.view(rows.tobytes(), byteStride=rows.itemsize)
    common = {"bufferView": view, "count": 3, "normalized": True}
    position = writer.add("accessors", componentType=5122, type="VEC3", byteOffset=0, **common)
    normal = writer.add("accessors", componentType=5120, type="VEC3", byteOffset=8, **common)
    uv = writer.add("accessors", componentType=5123, type="VEC2", byteOffset=12, **common)
    writer.json |= {"extensionsUsed": ["KHR_mesh_quantization"], "extensionsRequired": ["KHR_mesh_quantization"]}
    writer.node(mesh=writer.mesh({"attributes": {"POSITION": position, "NORMAL": normal, "TEXCOORD_0": uv}}))
    mesh = load(writer).meshes[0]
    assert np.allclose(mesh.positions, [(-1, 0, 0), (1, 0, 0), (0, 1, 0)])
    assert np.allclose(mesh.normals, [(0, 0, 1)] * 3)
    assert np.allclose(mesh.uv, [(0, 0), (1, 0), (0, 32768 / 65535)])


def test_sparse_on_nothing_and_on_values(load):
    writer = GlbWriter()
    rows = writer.view(np.array([1, 2], "<u2").tobytes())
    values = writer.view(np.array([(1, 0, 0), (0, 2, 0)], "<f4").tobytes())
    sparse = {"count": 2, "indices": {"bufferView": rows, "componentType": 5123}, "values": {"bufferView": values}}
    zeros = writer.add("accessors", componentType=5126, count=3, type="VEC3", sparse=sparse)
    base = writer.accessor([(5, 5, 5)] * 3, sparse=sparse)
    writer.node(mesh=writer.mesh({"attributes": {"POSITION": zeros}}, {"attributes": {"POSITION": base}}))
    first, second = load(writer).meshes
    assert np.allclose(first.positions, [(0, 0, 0), (1, 0, 0), (0, 2, 0)])
    assert np.allclose(second.positions, [(5, 5, 5), (1, 0, 0), (0, 2, 0)])


def test_strips_and_fans_keep_their_winding():
    corners = np.arange(5, dtype=np.uint32)
    assert geometry.triangles(corners, 5).reshape(-1, 3).tolist() == [[0, 1, 2], [1, 3, 2], [2, 3, 4]]
    assert geometry.triangles(corners, 6).reshape(-1, 3).tolist() == [[1, 2, 0], [2, 3, 0], [3, 4, 0]]
    assert geometry.triangles(corners, 4).tolist() == [0, 1, 2]


def test_missing_normals_are_flat(load):
    writer = GlbWriter()
    position = writer.accessor([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
    indices = writer.accessor([0, 1, 2, 0, 3, 1], "u1")
    writer.node(mesh=writer.mesh({"attributes": {"POSITION": position}, "indices": indices}))
    mesh = load(writer).meshes[0]
    assert len(mesh.positions) == 6, "no vertex is shared between two flat faces"
    assert np.allclose(mesh.normals, [(0, 0, 1)] * 3 + [(0, 1, 0)] * 3)


def test_normals_without_direction_are_mended(load):
    writer = GlbWriter()
    normal = writer.accessor([(0, 0, 0), (float("nan"), 0, 1), (0, 0, 5)])
    writer.node(mesh=writer.mesh(writer.triangle(NORMAL=normal)))
    assert np.allclose(load(writer).meshes[0].normals, [(0, 0, 1)] * 3)


def test_tangents_where_a_normal_map_needs_them(load):
    writer = GlbWriter()
    texture = writer.picture(np.full((2, 2, 3), 128, np.uint8))
    bumpy = writer.add("materials", normalTexture={"index": texture, "scale": 0.5})
    normal = writer.accessor([(0, 0, 1)] * 3)
    uv = writer.accessor([(0, 1), (1, 1), (0, 0)])  # u to the right, v down, as a picture hangs on a wall
    flipped = writer.accessor([(1, 1), (0, 1), (1, 0)])
    plain = writer.triangle(NORMAL=normal, TEXCOORD_0=uv)
    writer.node(
        mesh=writer.mesh(plain | {"material": bumpy}, writer.triangle(NORMAL=normal, TEXCOORD_0=flipped) | {"material": bumpy}, plain)
    )
    scene = load(writer)
    assert np.allclose(scene.meshes[0].tangents, [(1, 0, 0, 1)] * 3)
    assert np.allclose(scene.meshes[1].tangents, [(-1, 0, 0, -1)] * 3), "mirrored coordinates: the other handedness"
    assert scene.meshes[2].tangents is None
    assert scene.materials[0].normal_scale == 0.5


def test_material_values(load):
    writer = GlbWriter()
    pixels = np.zeros((4, 4, 4), np.uint8)
    pixels[0, 0] = (10, 20, 30, 40)  # BGRA
    colour, data = writer.picture(pixels), writer.picture(np.full((2, 2), 77, np.uint8))
    writer.json["samplers"] = [{"magFilter": 9728, "minFilter": 9728, "wrapS": 33071, "wrapT": 33648}]
    writer.json["textures"][colour]["sampler"] = 0
    writer.add(
        "materials",
        name="漆 paint",
        pbrMetallicRoughness={
            "baseColorFactor": [0.5, 0.25, 1.0000001, 0.75],
            "metallicFactor": 0.1,
            "roughnessFactor": 0.9,
            "baseColorTexture": {"index": colour},
            "metallicRoughnessTexture": {"index": data, "texCoord": 1},
        },
        occlusionTexture={"index": data, "strength": 0.3},
        emissiveTexture={"index": colour},
        emissiveFactor=[1, 0.5, 0],
        extensions={"KHR_materials_emissive_strength": {"emissiveStrength": 8}},
        alphaMode="MASK",
        alphaCutoff=0.3,
        doubleSided=True,
    )
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    scene = load(writer)
    material = scene.materials[scene.meshes[0].material]
    assert (material.name, material.base_colour, material.metallic, material.roughness) == ("漆 paint", (0.5, 0.25, 1, 0.75), 0.1, 0.9)
    assert (material.alpha_mode, material.alpha_cutoff, material.double_sided, material.occlusion_strength) == ("mask", 0.3, True, 0.3)
    assert material.emissive == (8, 4, 0)
    texture = scene.textures[material.uses["base_colour"].texture]
    assert texture.pixels[0, 0].tolist() == [30, 20, 10, 40]
    assert (texture.srgb, texture.wrap, texture.linear, texture.mipmaps) == (True, ("clamp", "mirror"), False, False)
    rough = scene.textures[material.uses["metallic_roughness"].texture]
    assert (rough.srgb, rough.wrap, rough.mipmaps) == (False, ("repeat", "repeat"), True)
    assert rough.pixels[0, 0].tolist() == [77, 77, 77, 255]
    assert material.uses["metallic_roughness"].uv_set == 1
    assert material.uses["occlusion"].texture == material.uses["metallic_roughness"].texture, "one picture is decoded once"


def test_default_material_and_vertex_colours(load):
    writer = GlbWriter()
    colours = writer.accessor([(255, 0, 0), (0, 255, 0), (0, 0, 51)], "u1", normalized=True)
    writer.node(mesh=writer.mesh(writer.triangle(COLOR_0=colours)))
    scene = load(writer)
    assert np.allclose(scene.meshes[0].colours, [(1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 0.2, 1)])
    assert (scene.materials[0].base_colour, scene.materials[0].metallic, scene.materials[0].roughness) == ((1, 1, 1, 1), 1, 1)


def test_unlit_and_glass(load):
    writer = GlbWriter()
    red = {"baseColorFactor": [1, 0, 0, 1]}
    writer.add("materials", extensions={"KHR_materials_unlit": {}}, pbrMetallicRoughness=red, emissiveFactor=[1, 1, 1])
    writer.add("materials", name="pane", extensions={"KHR_materials_transmission": {"transmissionFactor": 1}})
    writer.node(mesh=writer.mesh(*(writer.triangle() | {"material": k} for k in (0, 1))))
    scene = load(writer)
    unlit, pane = scene.materials
    assert (unlit.shader, unlit.base_colour, unlit.emissive) == ("unlit", (1, 0, 0, 1), (0, 0, 0))
    assert pane.alpha_mode == "blend"
    assert 0.05 < pane.base_colour[3] < 0.3
    assert ("gltf.glass_approximated", "pane") in scene.warnings


def test_texture_transform_turns_counter_clockwise_on_the_picture():
    quarter = np.reshape(texture_transform((0.5, 0.25), math.pi / 2, (2, 4)), (3, 3))
    # (1, 0) scaled to (2, 0), turned up the picture (v points down) to (0, -2), then moved
    assert np.allclose(quarter @ (1, 0, 1), (0.5, -1.75, 1))
    assert np.allclose(quarter @ (0, 1, 1), (4.5, 0.25, 1))


def test_large_textures_are_scaled_down(load):
    writer = GlbWriter()
    picture = np.zeros((64, 256, 3), np.uint8)
    picture[:, 128:] = 200
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": {"index": writer.picture(picture)}})
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    pixels = load(writer, texture_limit=32).textures[0].pixels
    assert pixels.shape == (8, 32, 4)
    assert pixels[4, 4].tolist() == [0, 0, 0, 255]
    assert pixels[4, 28].tolist() == [200, 200, 200, 255]


@pytest.mark.parametrize(("suffix", "depth"), [(".jpg", np.uint8), (".webp", np.uint8), (".png", np.uint16)])
def test_picture_formats(load, suffix, depth):
    writer = GlbWriter()
    top = np.iinfo(depth).max
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": {"index": writer.picture(np.full((16, 24, 3), top, depth), suffix)}})
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    pixels = load(writer).textures[0].pixels
    assert pixels.shape == (16, 24, 4)
    assert pixels.dtype == np.uint8
    assert pixels.min() >= 250


def test_missing_colour_is_a_checker_and_missing_bumps_are_left_out(tmp_path):
    writer = GlbWriter()
    image = writer.add("images", uri="nowhere.png")
    texture = writer.add("textures", source=image)
    info = {"index": texture}
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": info}, normalTexture=info)
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    scene = gltf.load(writer.save(tmp_path / "a.glb"))
    assert set(scene.materials[0].uses) == {"base_colour"}
    colours = {tuple(c) for c in scene.textures[0].pixels.reshape(-1, 4).tolist()}
    assert colours == {(255, 0, 255, 255), (128, 128, 128, 255)}
    assert codes(scene).count("gltf.texture_missing") == 1


def test_lights_are_turned_and_brought_to_exposure(load):
    writer = GlbWriter()
    floor = writer.accessor([(-5, 0, -5), (-5, 0, 5), (5, 0, 5), (-5, 0, -5), (5, 0, 5), (5, 0, -5)])
    writer.node(mesh=writer.mesh({"attributes": {"POSITION": floor}}))
    lamps = [
        {"type": "point", "intensity": 54351, "name": "lamp"},
        {"type": "spot", "intensity": 5435.1, "range": 9, "color": [1, 0.5, 0.25], "spot": {"innerConeAngle": 0.2, "outerConeAngle": 0.6}},
    ]
    writer.json["extensions"] = {"KHR_lights_punctual": {"lights": lamps}}
    writer.json |= {"extensionsUsed": ["KHR_lights_punctual"], "extensionsRequired": ["KHR_lights_punctual"]}
    writer.node(translation=[0, 3.5, 0], extensions={"KHR_lights_punctual": {"light": 0}})
    half = math.sqrt(0.5)
    writer.node(translation=[1, 9, 0], rotation=[-half, 0, 0, half], extensions={"KHR_lights_punctual": {"light": 1}})
    scene = load(writer)
    lamp, spot = scene.lights
    assert np.isclose(lamp.intensity / spot.intensity, 10), "the file's own balance stays"
    assert (lamp.kind, lamp.name, spot.kind, spot.colour, spot.range_m) == ("point", "lamp", "spot", (1, 0.5, 0.25), 9)
    assert np.isclose(spot.outer_rad, 0.6)
    assert np.isclose(spot.inner_rad, 0.2)
    worlds = world_matrices(scene.nodes)
    assert np.allclose(-worlds[spot.node][:3, 2], (0, 0, -1), atol=1e-6), "the spot shines down"
    head = np.add(scene.marks[0].position_m, (0, 0, 1.5))
    total = sum(illuminance(light, worlds[light.node], head) for light in scene.lights)
    assert np.isclose(total / math.pi, 0.8), "a white card at the actor's head is at 0.8 of diffuse white"
    assert codes(scene) == []


def test_no_lights_brings_a_key_and_a_fill(load):
    scene = load(simple())
    assert codes(scene) == ["gltf.no_lights"]
    key, fill = scene.lights
    worlds = world_matrices(scene.nodes)
    way = -worlds[key.node][:3, 2]
    assert way[0] > 0.3, "from the left of the camera"
    assert way[1] > 0.3, "from behind the camera"
    assert way[2] < -0.5, "from above"
    assert np.isclose(np.linalg.det(worlds[key.node][:3, :3]), 1)
    assert key.intensity > 2 * fill.intensity > 0
    assert np.isclose((key.intensity + fill.intensity) / math.pi, 1, atol=0.05)
    assert (key.casts_shadow, fill.casts_shadow) == (True, False)


def test_added_key_is_not_shut_out_by_a_roof(load):
    assert not any(light.casts_shadow for light in load(room(8, 6, 3)).lights)


def test_one_shadow_by_the_strongest_light_with_a_direction(load):
    writer = simple()
    kinds = [("point", 900), ("directional", 1), ("directional", 5)]
    writer.json["extensions"] = {"KHR_lights_punctual": {"lights": [{"type": kind, "intensity": power} for kind, power in kinds]}}
    for k in range(3):
        writer.node(translation=[0, 5, 0], extensions={"KHR_lights_punctual": {"light": k}})
    assert [light.casts_shadow for light in load(writer).lights] == [False, False, True]


def room(width: float, depth: float, height: float) -> GlbWriter:
    """Floor, ceiling and four walls, with a table in the middle; glTF axes."""
    writer = GlbWriter()

    def box(low, high):
        corners = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
        faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        quads = [corner for a, b, c, d in faces for corner in (a, b, c, a, c, d)]
        return {"attributes": {"POSITION": writer.accessor(corners)}, "indices": writer.accessor(quads, "u2")}

    writer.node(mesh=writer.mesh(box((-width / 2, 0, -depth / 2), (width / 2, height, depth / 2))))
    writer.node(mesh=writer.mesh(box((-0.8, 0, -0.8), (0.8, 0.75, 0.8))))
    return writer


def test_mark_stands_on_the_floor_beside_the_table(load):
    scene = load(room(8, 6, 3))
    x, y, z = scene.marks[0].position_m
    assert abs(z) < 1e-6
    assert max(abs(x), abs(y)) > 0.8, "not in the table"
    assert abs(x) < 3.6
    assert abs(y) < 2.6
    low, high = staging.bounds(scene)
    assert np.allclose(low, (-4, -3, 0))
    assert np.allclose(high, (4, 3, 3))


def test_camera_has_room_behind_it(load):
    scene = load(room(12, 4, 3))
    assert abs(scene.marks[0].pan_deg) == 90, "in a room of 12 x 4 m one looks along its length"


def test_shallow_thing_has_the_actor_before_it(load):
    x, y, z = load(simple()).marks[0].position_m
    assert (x, z) == (0.5, 0)
    assert y < -0.3


def test_camera_in_the_file_gives_the_first_mark(load):
    writer = room(20, 20, 4)
    writer.add("cameras", type="perspective", perspective={"yfov": 1, "znear": 0.1})
    half = math.sqrt(0.5)
    writer.node(camera=0, name="机位", translation=[3, 1.5, 2], rotation=[0, half, 0, half])  # turned left: looks along -X
    mark = load(writer).marks[0]
    assert mark.title == "机位"
    assert np.isclose(mark.pan_deg, 90)
    assert np.allclose(mark.position_m, (3 - 2.6, -2, 0), atol=0.01) or mark.position_m[2] > 0.7  # the table is there
    assert len(load(writer).marks) == 2


def test_unknown_extensions_are_told_once_each(load):
    writer = simple()
    writer.json["extensionsUsed"] = ["KHR_materials_sheen", "KHR_materials_sheen", "EXT_未知", "KHR_texture_transform"]
    scene = load(writer)
    told = [detail for code, detail in scene.warnings if code == "gltf.extension_ignored"]
    assert told == ["KHR_materials_sheen", "EXT_未知"]


def test_points_are_told_and_left_out(load):
    writer = GlbWriter()
    writer.node(mesh=writer.mesh(writer.triangle(), writer.triangle() | {"mode": 0}, name="cloud"))
    scene = load(writer)
    assert len(scene.meshes) == 1
    assert ("gltf.points_and_lines", "cloud") in scene.warnings


def test_one_mesh_on_two_nodes_is_built_once(load):
    writer = GlbWriter()
    mesh = writer.mesh(writer.triangle())
    writer.node(mesh=mesh)
    writer.node(mesh=mesh, translation=[0, 0, 5])
    scene = load(writer)
    assert len(scene.meshes) == 1
    assert [node.meshes for node in scene.nodes[1:3]] == [(0,), (0,)]


def test_key_follows_what_the_set_is_made_of(tmp_path):
    first = gltf.load(simple().save(tmp_path / "a.glb"))
    again = gltf.load(simple().save(tmp_path / "b.glb"))
    writer = simple()
    writer.json["nodes"][0]["translation"] = [1, 0, 0]
    assert first.key == again.key
    assert gltf.load(writer.save(tmp_path / "c.glb")).key != first.key


def test_textures_that_overflow_memory_shrink_together(load, monkeypatch):
    from vpstudio.scene.gltf import textures

    monkeypatch.setattr(textures, "TEXTURE_BYTES", 40_000)
    writer = GlbWriter()
    infos = [{"index": writer.picture(np.full((128, 128, 3), k, np.uint8))} for k in (10, 20)]
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": infos[0]}, emissiveTexture=infos[1])
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    scene = load(writer, texture_limit=128)
    assert [t.pixels.shape for t in scene.textures] == [(64, 64, 4)] * 2
    assert ("gltf.textures_reduced", "64") in scene.warnings


def test_jpeg_size_is_found_behind_other_markers():
    from vpstudio.scene.gltf.images import picture_size

    data = cv2.imencode(".jpg", np.zeros((33, 57, 3), np.uint8), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
    padded = data[:2] + b"\xff\xe1\x00\x06abcd" + data[2:]
    assert picture_size(padded) == (57, 33)
