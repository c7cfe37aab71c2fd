"""Every registered set is a real place: to measure, complete, the same for the same seed, quick to build."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from vpstudio.paths import shader
from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.base import registry

SETS = registry.names()
STATES = ("day", "dusk", "night")
BUILT: dict = {}


def built(name, **values):
    """Built once in this file: light is baked, which takes a second."""
    key = (name, tuple(sorted(values.items())))
    if key not in BUILT:
        maker = registry.get(name)
        BUILT[key] = maker(maker.Settings(**values)).build()
    return BUILT[key]


def test_the_sets_of_the_first_release_are_there():
    assert {"office", "cabin"} <= set(SETS)


@pytest.mark.parametrize("name", SETS)
def test_settings_have_the_four_states_and_what_every_set_offers(name):
    """Three times of day, and one state of the place's own: a storm, an operation, a feast."""
    fields = registry.get(name).Settings.model_fields
    assert {"state", "practicals", "seed"} <= set(fields)
    states = get_args(fields["state"].annotation)
    assert set(STATES) < set(states) and len(states) >= 4
    assert len((fields["state"].json_schema_extra or {})["choices"]) == len(states)
    assert all(field.title for field in fields.values())


@pytest.mark.parametrize("name", SETS)
def test_geometry_is_sound(name):
    scene = built(name)
    for mesh in scene.meshes:
        count = len(mesh.positions)
        assert np.isfinite(mesh.positions).all() and np.isfinite(mesh.normals).all() and np.isfinite(mesh.colours).all(), mesh.name
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3), mesh.name
        assert mesh.indices.max() < count and len(mesh.indices) % 3 == 0, mesh.name
        assert mesh.normals.shape == (count, 3) and mesh.uv.shape == (count, 2) and mesh.colours.shape == (count, 4), mesh.name
        if not scene.materials[mesh.material].moving:  # there they say how, and not how light
            assert (mesh.colours >= 0).all() and mesh.colours[:, :3].max() < 200, mesh.name


@pytest.mark.parametrize("name", SETS)
def test_triangles_wind_as_their_normals_point(name):
    scene = built(name)
    for mesh in scene.meshes:
        if scene.materials[mesh.material].double_sided:
            continue
        corners = mesh.indices.reshape(-1, 3)
        a, b, c = (mesh.positions[corners[:, i]].astype(float) for i in range(3))
        facing = np.cross(b - a, c - a)
        size = np.linalg.norm(facing, axis=1)
        whole = size > 1e-7
        mean = mesh.normals[corners].mean(axis=1)
        agree = (facing * mean).sum(axis=1)[whole] > 0
        assert agree.mean() > 0.999, mesh.name


@pytest.mark.parametrize("name", SETS)
def test_materials_textures_and_nodes_fit_together(name):
    scene = built(name)
    for material in scene.materials:
        assert shader("materials", f"{material.shader}.glsl").is_file()
        assert all(use.texture < len(scene.textures) for use in material.uses.values())
    assert {mesh.material for mesh in scene.meshes} <= set(range(len(scene.materials)))
    assert all(node.parent < index for index, node in enumerate(scene.nodes))
    assert sorted(number for node in scene.nodes for number in node.meshes) == list(range(len(scene.meshes)))


@pytest.mark.parametrize("name", SETS)
def test_there_are_practicals_marks_and_a_reverse_angle(name):
    scene = built(name)
    assert sum(light.practical and light.intensity > 0 for light in scene.lights) >= 3
    assert len(scene.marks) >= 2
    turns = [abs((mark.pan_deg - scene.marks[0].pan_deg + 180) % 360 - 180) for mark in scene.marks]
    assert max(turns) > 150
    with unlit():
        off = registry.get(name)(registry.get(name).Settings(practicals=False)).build()
    assert all(light.intensity == 0 for light in off.lights if light.practical)


@pytest.mark.parametrize("name", SETS)
def test_the_same_seed_is_the_same_place(name):
    maker = registry.get(name)
    with unlit():
        first, again = (maker(maker.Settings()).build() for _ in range(2))
        other = maker(maker.Settings(seed=maker.Settings().seed + 1)).build()
    assert first.key == again.key != other.key
    for a, b in zip(first.meshes, again.meshes, strict=True):
        assert np.array_equal(a.positions, b.positions)
    sizes = [sum(float(np.abs(mesh.positions).sum()) for mesh in scene.meshes) for scene in (first, other)]
    assert sizes[0] != sizes[1]


def test_the_same_place_has_the_same_light():
    maker = registry.get("office")
    for a, b in zip(built("office").meshes, maker(maker.Settings()).build().meshes, strict=True):
        assert np.allclose(a.colours, b.colours, atol=1e-5)


def test_the_office_is_as_large_as_it_says():
    scene = built("office")
    near = [mesh for node in scene.nodes if not node.far for number in node.meshes for mesh in [scene.meshes[number]]]
    low, high = (np.array([getattr(mesh.positions, how)(axis=0) for mesh in near]) for how in ("min", "max"))
    size = high.max(axis=0) - low.min(axis=0)
    assert size == pytest.approx([8.0, 6.0, 3.2], abs=0.2)
    for mark in scene.marks:
        x, y, _ = mark.position_m
        assert abs(x) < 3.2 and abs(y) < 2.2


def test_the_office_lists_its_sign():
    assert built("office").visible_texts == ("远景集团 VISTA GROUP",)
    scene = built("office", sign="")
    assert scene.visible_texts == () and scene.textures == ()


def test_a_lamp_that_is_off_leaves_its_place_darker():
    def light_near(scene, place):
        total, number = 0.0, 0
        for mesh in scene.meshes:
            if scene.materials[mesh.material].shader in ("wood", "baked", "fabric"):
                close = np.linalg.norm(mesh.positions - place, axis=1) < 0.6
                total, number = total + float(mesh.colours[close, :3].sum()), number + int(close.sum())
        return total / max(number, 1)

    lit, dark = built("office", state="night"), built("office", state="night", practicals=False)
    node = next(light.node for light in lit.lights if light.name == "desk lamp")
    place = lit.nodes[node].local[:3, 3]
    assert light_near(lit, place) > 4 * light_near(dark, place)
