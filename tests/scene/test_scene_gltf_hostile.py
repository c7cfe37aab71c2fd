"""Files that lie: each ends in one sentence, before memory or time is spent on it."""

from __future__ import annotations

import json
import random
import re
import struct
import time
import tracemalloc
import zlib

import numpy as np
import pytest
from scene_glb_writer import GlbWriter, glb, simple

from vpstudio.paths import PACKAGE
from vpstudio.problem import Problem
from vpstudio.scene import gltf
from vpstudio.words import sentence, sentences


def fault(path) -> Problem:
    with pytest.raises(Problem) as caught:
        gltf.load(path)
    told = sentence(caught.value, "en")
    assert "{" not in told
    assert told != str(caught.value), "there is a sentence"
    assert "{" not in sentence(caught.value, "zh_CN")
    return caught.value


@pytest.fixture
def refused(tmp_path):
    """What a written file is refused with: its code."""

    def read(content) -> str:
        data = content.bytes() if isinstance(content, GlbWriter) else content
        path = tmp_path / "x.glb"
        path.write_bytes(data)
        return fault(path).code

    return read


def edited(change) -> GlbWriter:
    writer = simple()
    change(writer.json)
    return writer


def test_every_code_has_its_sentences():
    used = {
        code for file in (PACKAGE / "scene" / "gltf").glob("*.py") for code in re.findall(r'"(gltf\.[a-z_]+)"', file.read_text("utf-8"))
    }
    told = {code for code in sentences() if code.startswith("gltf.")}
    assert used == told
    for code in told:
        holes = [set(re.findall(r"{(\w+)}", sentences()[code][language])) for language in ("en", "zh_CN")]
        assert holes[0] == holes[1], code


def test_missing_and_not_gltf(tmp_path, refused):
    assert fault(tmp_path / "没有.glb").code == "gltf.missing"
    assert fault(tmp_path).code == "gltf.missing"
    assert refused(b"") == "gltf.not_gltf"
    assert refused(b"\xff\xd8\xff\xe0 a picture") == "gltf.not_gltf"
    assert refused(b"[]") == "gltf.not_gltf"
    assert refused(b"\xff\xfe{\x00}\x00") == "gltf.not_gltf"
    assert refused(b"{}") == "gltf.schema"


def test_cut_off_anywhere(tmp_path):
    whole = simple().bytes()
    for end in range(4, len(whole), 7):
        path = tmp_path / "cut.glb"
        path.write_bytes(whole[:end])
        assert fault(path).code in ("gltf.cut_off", "gltf.not_gltf")


def test_lying_lengths(refused):
    whole = simple().bytes()
    assert refused(whole[:12] + struct.pack("<I", 0xFFFFFFF0) + whole[16:]) == "gltf.cut_off"
    assert refused(whole[:8] + struct.pack("<I", 0xFFFFFFFF) + whole[12:]) == "gltf.cut_off"
    assert refused(edited(lambda j: j.update(buffers=[{"byteLength": 10**9}]))) == "gltf.short_buffer"
    assert refused(edited(lambda j: j["bufferViews"][0].update(byteLength=10**6))) == "gltf.range"
    assert refused(edited(lambda j: j["bufferViews"][0].update(byteOffset=10**12))) == "gltf.range"
    assert refused(edited(lambda j: j["accessors"][0].update(count=4))) == "gltf.range"
    assert refused(edited(lambda j: j["accessors"][0].update(byteOffset=4))) == "gltf.range"


def test_absurd_counts_take_no_memory(refused):
    tracemalloc.start()
    bomb = edited(lambda j: j["accessors"][0].update(count=2**39, bufferView=None))
    assert refused(bomb) == "gltf.too_large"
    assert refused(edited(lambda j: j["accessors"][0].update(count=2**39))) == "gltf.too_large"
    many = GlbWriter()
    wide = many.add("accessors", componentType=5126, count=7_000_000, type="VEC3")
    many.node(mesh=many.mesh(*[{"attributes": {"POSITION": wide}} for _ in range(50)]))
    many.view(b"0000")
    assert refused(many) == "gltf.too_large"
    assert tracemalloc.get_traced_memory()[1] < 1_200_000_000
    tracemalloc.stop()


def test_instances_beyond_measure(refused):
    writer = GlbWriter()
    mesh = writer.mesh(*[writer.triangle()] * 2000)
    for _ in range(30):
        writer.node(mesh=mesh)
    assert refused(writer) == "gltf.too_large"


def test_json_beyond_measure(refused):
    assert refused(b"[" * 200_000) == "gltf.not_gltf"
    assert refused(b'{"asset":' * 100_000) == "gltf.not_gltf"
    assert refused(b"[" + b"[]," * 5_000_000 + b"[]]") == "gltf.too_large"


def test_indices_out_of_range(refused):
    writer = simple()
    writer.json["meshes"][0]["primitives"][0]["indices"] = writer.accessor([0, 1, 3], "u2")
    assert refused(writer) == "gltf.range"
    assert refused(edited(lambda j: j["nodes"][0].update(mesh=9))) == "gltf.index"
    assert refused(edited(lambda j: j["nodes"][0].update(mesh=-1))) == "gltf.schema"
    assert refused(edited(lambda j: j["nodes"][0].update(children=[7]))) == "gltf.index"
    assert refused(edited(lambda j: j.update(scene=3))) == "gltf.index"
    assert refused(edited(lambda j: j["meshes"][0]["primitives"][0].update(material=0))) == "gltf.index"
    assert refused(edited(lambda j: j["accessors"][0].update(bufferView=5))) == "gltf.index"
    assert refused(edited(lambda j: j["bufferViews"][0].update(buffer=2))) == "gltf.index"
    assert refused(edited(lambda j: j["accessors"][0].update(type="VEC2"))) == "gltf.accessor_type"
    assert refused(edited(lambda j: j["accessors"][0].update(componentType=5130))) == "gltf.schema"


def test_cycles_and_two_parents(refused):
    assert refused(edited(lambda j: j["nodes"][0].update(children=[0]))) == "gltf.cycle"

    def two_parents(j):
        j["nodes"] += [{"children": [0]}, {"children": [0]}]
        j["scenes"] = [{"nodes": [1, 2]}]

    assert refused(edited(two_parents)) == "gltf.cycle"

    def ring(j):
        j["nodes"] = [{"mesh": 0, "children": [1]}, {"children": [2]}, {"children": [0]}]

    assert refused(edited(ring)) == "gltf.cycle"

    def closed_ring(j):
        ring(j)
        del j["scenes"]

    assert refused(edited(closed_ring)) == "gltf.empty"


def test_deep_tree_is_no_fault(tmp_path):
    writer = simple()
    writer.json["nodes"] += [{"children": [k]} for k in range(5000)]
    writer.json["scenes"] = [{"nodes": [5000]}]
    assert len(gltf.load(writer.save(tmp_path / "deep.glb")).nodes) > 5000


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e30])
def test_positions_that_are_no_places(refused, number):
    writer = GlbWriter()
    writer.node(mesh=writer.mesh({"attributes": {"POSITION": writer.accessor([(0, 0, 0), (1, 0, 0), (0, number, 0)])}}))
    assert refused(writer) == "gltf.position"


def test_scales_beyond_measure(refused):
    def chain(j):
        j["nodes"] = [{"mesh": 0}] + [{"children": [k], "scale": [1e20, 1e20, 1e20]} for k in range(30)]
        j["scenes"] = [{"nodes": [30]}]

    assert refused(edited(chain)) == "gltf.too_far"
    assert refused(edited(lambda j: j["nodes"][0].update(translation=[1e300, 0, 0]))) == "gltf.schema"


@pytest.mark.parametrize(
    "uri",
    [
        "../secret.bin",
        "%2e%2e/secret.bin",
        "/etc/hostname",
        "http://example.org/a.bin",
        "file:///etc/hostname",
        "C:\\a.bin",
        "a\\..\\b",
        "x/../../secret.bin",
    ],
)
@pytest.mark.parametrize("kind", ["buffers", "images"])
def test_nothing_outside_its_folder_is_opened(tmp_path, uri, kind):
    (tmp_path / "secret.bin").write_bytes(bytes(1000))
    folder = tmp_path / "set"
    folder.mkdir()
    writer = simple()
    if kind == "buffers":
        writer.json["buffers"] = [{"byteLength": 36, "uri": uri}]
    else:
        writer.add("materials", pbrMetallicRoughness={"baseColorTexture": {"index": writer.add("textures", source=0)}})
        writer.add("images", uri=uri)
        writer.json["meshes"][0]["primitives"][0]["material"] = 0
    assert fault(writer.save(folder / "a.glb")).code == "gltf.outside"


def test_link_out_of_the_folder(tmp_path):
    (tmp_path / "secret.bin").write_bytes(bytes(1000))
    folder = tmp_path / "set"
    folder.mkdir()
    try:
        (folder / "in.bin").symlink_to(tmp_path / "secret.bin")
    except OSError:
        pytest.skip("no links here")
    writer = simple()
    writer.json["buffers"] = [{"byteLength": 36, "uri": "in.bin"}]
    assert fault(writer.save(folder / "a.glb")).code == "gltf.outside"


def test_missing_buffer_file_and_bad_data(refused):
    assert refused(edited(lambda j: j.update(buffers=[{"byteLength": 36, "uri": "no.bin"}]))) == "gltf.no_file"
    assert refused(edited(lambda j: j.update(buffers=[{"byteLength": 36, "uri": "a" * 5000}]))) == "gltf.no_file"
    assert refused(edited(lambda j: j.update(buffers=[{"byteLength": 36, "uri": "data:x;base64,@@@"}]))) == "gltf.data_uri"
    assert refused(edited(lambda j: j.update(buffers=[{"byteLength": 36, "uri": "data:nothing"}]))) == "gltf.data_uri"
    assert refused(glb(simple().bytes()[20:20], b"")) == "gltf.not_gltf"


def png(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that states a size; its pixels are whatever ``body`` holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def textured(data: bytes) -> GlbWriter:
    writer = GlbWriter()
    image = writer.add("images", bufferView=writer.view(data), mimeType="image/png")
    texture = writer.add("textures", source=image)
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": {"index": texture}})
    writer.node(mesh=writer.mesh(writer.triangle() | {"material": 0}))
    return writer


def test_texture_size_is_checked_before_decoding(refused):
    assert refused(textured(png(30_000, 30_000, bytes(200_000_000)))) == "gltf.texture_size"
    assert refused(textured(png(17_000, 2))) == "gltf.texture_size"


def test_few_bytes_that_state_a_great_picture_are_not_decoded(tmp_path):
    """Found by flipping bytes: libpng spent ten seconds on 200 bytes."""
    scene = gltf.load(textured(png(8000, 8000)).save(tmp_path / "a.glb"))
    assert scene.textures[0].pixels.shape == (64, 64, 4)


def test_chunks_that_lie_about_their_length_are_not_decoded(tmp_path):
    """Found by flipping bytes: a length of 2 GB in a PNG of 200 bytes cost ten seconds."""
    data = bytearray(png(8, 8, bytes(200)))
    data[33:37] = b"\x7f\x00\x00\x00"
    start = time.monotonic()
    scene = gltf.load(textured(bytes(data)).save(tmp_path / "a.glb"))
    assert time.monotonic() - start < 2
    assert scene.textures[0].pixels.shape == (64, 64, 4)


def test_animated_png_shows_its_still_picture(tmp_path):
    still = png(2, 2, b"\0" + b"\xff" * 6 + b"\0" + b"\xff" * 6)
    control = struct.pack(">I", 8) + b"acTL" + struct.pack(">II", 2**31 - 1, 0)
    control += struct.pack(">I", zlib.crc32(control[4:]))
    scene = gltf.load(textured(still[:33] + control + still[33:]).save(tmp_path / "a.glb"))
    assert scene.textures[0].pixels.tolist() == [[[255] * 4] * 2] * 2


@pytest.mark.parametrize("data", [b"not a picture", png(64, 64)[:40], b"\xff\xd8\xff\xd9", b"RIFF\0\0\0\0WEBPVP8 " + bytes(30), png(0, 0)])
def test_damaged_texture_is_a_checker(tmp_path, data):
    scene = gltf.load(textured(data).save(tmp_path / "a.glb"))
    assert scene.textures[0].pixels.shape == (64, 64, 4)
    assert tuple(scene.textures[0].pixels[0, 0]) in {(255, 0, 255, 255), (128, 128, 128, 255)}
    assert "gltf.texture_damaged" in [code for code, _ in scene.warnings]


def test_required_extension_is_named(tmp_path):
    writer = edited(lambda j: j.update(extensionsRequired=["KHR_未来"]))
    problem = fault(writer.save(tmp_path / "a.glb"))
    assert problem.code == "gltf.extension"
    assert "KHR_未来" in sentence(problem, "en")


def test_versions(refused):
    assert refused(edited(lambda j: j.update(asset={"version": "1.0"}))) == "gltf.version"
    assert refused(edited(lambda j: j.update(asset={"version": "2.0", "minVersion": "2.1"}))) == "gltf.version"
    assert refused(b"glTF" + struct.pack("<II", 1, 100) + bytes(100)) == "gltf.version"


def test_names_cannot_spoil_the_screen(tmp_path):
    writer = edited(lambda j: j.update(extensionsUsed=["a\nb\x1b[31m" + "x" * 500]))
    (_, detail), *_ = [entry for entry in gltf.load(writer.save(tmp_path / "a.glb")).warnings if entry[0] == "gltf.extension_ignored"]
    assert detail.isprintable()
    assert len(detail) <= 120


def test_warnings_have_an_end(tmp_path):
    writer = edited(lambda j: j.update(extensionsUsed=[f"EXT_{k}" for k in range(1000)]))
    warnings = gltf.load(writer.save(tmp_path / "a.glb")).warnings
    assert len(warnings) == 61
    assert warnings[-1] == ("gltf.more_warnings", "60")


def everything() -> GlbWriter:
    """One small file that uses nearly all there is."""
    writer = GlbWriter()
    picture = writer.picture(np.random.default_rng(1).integers(0, 255, (8, 8, 3), dtype=np.uint8))
    info = {"index": picture, "extensions": {"KHR_texture_transform": {"offset": [0.1, 0.2], "rotation": 1, "scale": [2, 2]}}}
    writer.add("materials", pbrMetallicRoughness={"baseColorTexture": info}, normalTexture={"index": picture})
    uv, normal = writer.accessor([(0, 0), (1, 0), (0, 1)]), writer.accessor([(0, 0, 1)] * 3)
    joints, weights = writer.accessor([(0, 0, 0, 0)] * 3, "u1"), writer.accessor([(1, 0, 0, 0)] * 3)
    plain = writer.triangle(TEXCOORD_0=uv, NORMAL=normal) | {"material": 0, "indices": writer.accessor([0, 1, 2], "u2")}
    bent = writer.triangle(JOINTS_0=joints, WEIGHTS_0=weights)
    leaf = writer.node(child=True, mesh=writer.mesh(plain))
    writer.node(children=[leaf], extensions={"KHR_lights_punctual": {"light": 0}}, camera=0)
    writer.add("skins", joints=[leaf], inverseBindMatrices=writer.accessor(np.eye(4)[None]))
    writer.node(mesh=writer.mesh(bent), skin=0)
    writer.json["cameras"] = [{"type": "perspective"}]
    writer.json["extensions"] = {"KHR_lights_punctual": {"lights": [{"type": "spot", "intensity": 3}]}}
    sampler = {"input": writer.accessor([0.0, 1.0]), "output": writer.accessor([(0, 0, 0), (1, 1, 1)])}
    writer.add("animations", channels=[{"sampler": 0, "target": {"node": 0, "path": "translation"}}], samplers=[sampler])
    return writer


@pytest.mark.filterwarnings("error")
def test_flipped_bytes_give_a_sentence_or_a_set(tmp_path):
    """1500 files with one to eight bytes changed: nothing but a Problem comes out, and what loads can be asked for its state."""
    whole = everything().bytes()
    binary = whole.index(b"BIN\0") + 4
    luck = random.Random(7)
    path = tmp_path / "x.glb"
    outcomes = {"set": 0, "problem": 0}
    for _ in range(1500):
        data = bytearray(whole)
        first = luck.choice([0, binary])
        for _ in range(luck.randint(1, 8)):
            data[luck.randrange(first, len(data))] = luck.randrange(256)
        path.write_bytes(data)
        try:
            scene = gltf.load(path)
            assert np.all(np.isfinite(scene.at(0.3).matrices))
            assert all(np.all(np.isfinite(mesh.positions)) and np.all(np.isfinite(mesh.normals)) for mesh in scene.meshes)
            outcomes["set"] += 1
        except Problem:
            outcomes["problem"] += 1
    assert min(outcomes.values()) > 100, outcomes


@pytest.mark.filterwarnings("error")
def test_changed_words_give_a_sentence_or_a_set(tmp_path):
    """Every number in the JSON replaced by nasty ones, one at a time."""
    writer = everything()
    writer.bytes()
    text = json.dumps(writer.json)
    path = tmp_path / "x.glb"
    spots = [match.span() for match in re.finditer(r"(?<=[ \[:,])-?\d+(\.\d+)?", text)]
    for start, end in spots:
        for nasty in ("-1", "4294967295", "1e38", "null", '"x"', "[]", "NaN"):
            path.write_bytes(glb((text[:start] + nasty + text[end:]).encode(), bytes(writer.data)))
            try:
                gltf.load(path).at(0.3)
            except Problem:
                continue
