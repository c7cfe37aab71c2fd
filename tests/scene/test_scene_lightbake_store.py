"""Bakes on disk: what was put in comes out, and nothing that is broken, hostile or another's ever does."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.baked import Baked, Unwrapped, Volume
from vpstudio.model.scene import Light, Material, Mesh, Node, Scene
from vpstudio.scene.lightbake import store


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("VPSTUDIO_CACHE", str(tmp_path / "缓存"))
    monkeypatch.setattr(store, "shipped_folder", lambda: tmp_path / "shipped")


def scene_of(key="office test", shift=0.0):
    positions = np.array([[0, 0, 0], [1, 0, 0], [0, 0, 1]], np.float32) + np.float32(shift)
    mesh = Mesh("m", positions, np.tile(np.array([0, -1, 0], np.float32), (3, 1)), np.array([0, 1, 2], np.uint32), 0)
    return Scene(key, "T", (mesh,), (Node("n", -1, np.eye(4), (0,)),), (Material("m"),))


def baked_of(scene):
    rng = np.random.default_rng(3)
    lightmap = np.dstack([rng.uniform(0, 3, (8, 8, 3)) ** 3, rng.uniform(0, 1, (8, 8, 1))]).astype(np.float16)
    cut = Unwrapped(
        np.array([2, 0, 1], np.uint32), np.array([1, 2, 0], np.uint32), np.array([[0.1, 0.2], [0.9, 0.2], [0.1, 0.95]], np.float32)
    )
    return Baked(scene.key, lightmap, {0: cut}, Volume((0, 0, 0), (1, 2, 3), rng.normal(size=(2, 3, 2, 4, 3)).astype(np.float16)), 64)


def test_what_goes_in_comes_out():
    scene = scene_of()
    baked = baked_of(scene)
    store.keep(scene, baked)
    back = store.found(scene)
    assert np.array_equal(back.lightmap, baked.lightmap) and np.array_equal(back.volume.harmonics, baked.volume.harmonics)
    cut = back.unwrapped[0]
    assert (
        np.array_equal(cut.vertex, [2, 0, 1])
        and np.array_equal(cut.indices, [1, 2, 0])
        and np.allclose(cut.uv, baked.unwrapped[0].uv, atol=1e-5)
    )
    assert back.volume.high_m == (1, 2, 3) and back.samples == 64


def test_what_ships_is_small_and_near(tmp_path):
    scene = scene_of()
    baked = baked_of(scene)
    (tmp_path / "shipped").mkdir()
    store.save(store.shipped_folder() / store.name_of(scene), scene, baked, small=True)
    back = store.found(scene)
    want, got = (each.lightmap.astype(float) for each in (baked, back))
    assert np.allclose(got[..., :3], want[..., :3], rtol=0.025, atol=2e-3) and np.allclose(got[..., 3], want[..., 3], atol=0.003)


def test_ones_own_bake_comes_before_the_shipped_one(tmp_path):
    scene = scene_of()
    (tmp_path / "shipped").mkdir()
    store.save(store.shipped_folder() / store.name_of(scene), scene, replace(baked_of(scene), samples=8))
    assert store.found(scene).samples == 8
    store.keep(scene, baked_of(scene))
    assert store.found(scene).samples == 64


def test_another_scene_gets_none():
    """Another key has another file; the same key with other geometry, as after an update, is noticed."""
    scene = scene_of()
    path = store.keep(scene, baked_of(scene))
    assert store.found(scene_of("office other")) is None
    assert store.load(path, scene_of(shift=0.05)) is None
    assert store.load(path, scene_of(shift=0.0005)) is not None, "processors round differently"


def rewritten(path, **changes):
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    data = io.BytesIO()
    np.savez(data, **(arrays | changes))
    path.write_bytes(data.getvalue())


def test_a_bake_of_other_light_is_not_used():
    """The same settings lit otherwise, as after an update: a brighter lamp, one hung elsewhere, another paint. Snow on top does no harm."""
    lamp = Light("lamp", 0, "point", (1.0, 0.8, 0.6), 3.0, radius_m=0.1)
    scene = replace(scene_of(), lights=(lamp,))
    store.keep(scene, baked_of(scene))
    assert store.found(scene) is not None
    assert store.found(replace(scene, lights=(replace(lamp, intensity=4.0),))) is None
    hung = (replace(scene.nodes[0], local=np.eye(4) + np.eye(4, k=3) * 0.2),)
    assert store.found(replace(scene, nodes=hung)) is None
    assert store.found(replace(scene, materials=(Material("m", base_colour=(0.2, 0.5, 0.5, 1)),))) is None
    assert store.found(replace(scene, lights=())) is None
    assert store.found(replace(scene, materials=(*scene.materials, Material("snow")))) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"lightmap": np.zeros((4, 4, 3), np.float16)},
        {"lightmap": np.full((4, 4, 4), np.nan, np.float16)},
        {"lightmap": np.zeros((4, 4, 4), np.float64)},
        {"volume": np.zeros((1, 1, 1, 9, 3), np.float16)},
        {"volume": np.full((1, 1, 1, 4, 3), np.inf, np.float16)},
        {"indices0": np.array([7, 8, 9], np.uint32)},
        {"indices0": np.array([0, 1], np.uint32)},
        {"vertex0": np.array([9, 9, 9], np.uint32)},
        {"uv0": np.zeros((2, 2), np.uint16)},
        {"uv0": np.zeros((3, 2), np.float64)},
        {"meshes": np.array([5])},
        {"schema": np.array(99)},
        {"key": np.frombuffer(b"palace", np.uint8)},
        {"corners": np.zeros(2)},
        {"samples": np.array("many")},
    ],
)
def test_a_broken_bake_is_none(changes):
    scene = scene_of()
    path = store.keep(scene, baked_of(scene))
    rewritten(path, **changes)
    assert store.load(path, scene) is None


def test_no_file_of_any_kind_does_harm(tmp_path):
    scene = scene_of()
    path = tmp_path / "x.npz"
    good = store.keep(scene, baked_of(scene)).read_bytes()
    for data in (b"", b"PK\x03\x04", good[: len(good) // 2], good[:-40], b"\0" * 5000):
        path.write_bytes(data)
        assert store.load(path, scene) is None
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lightmap.npy", b"\0" * (8 << 20))
    assert store.load(path, scene) is None
    np.savez(path, key=np.array([object()], dtype=object))
    assert store.load(path, scene) is None, "nothing is unpickled"


def test_the_cache_stays_small(monkeypatch):
    scenes = [scene_of(f"office {number}") for number in range(6)]
    size = store.keep(scenes[0], baked_of(scenes[0])).stat().st_size
    monkeypatch.setattr(store, "CACHE_BYTES", int(size * 3.5))
    for scene in scenes[1:]:
        store.keep(scene, baked_of(scene))
    assert len(list(store.cache_folder().glob("*.npz"))) == 3 and store.found(scenes[-1]) is not None
