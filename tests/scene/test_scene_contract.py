"""What every set must have so that a director can shoot in it, in every state; figures of the trade, measured on the data itself."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.base import registry

CASES = [(name, state) for name in registry.names() for state in get_args(registry.get(name).Settings.model_fields["state"].annotation)]
BUILT: dict = {}
PRACTICAL = 16.0
BLACKEST, WHITEST = 0.03, 0.85


def built(name, state=None, **values):
    """Without light: measures and texts need none."""
    key = (name, state, tuple(sorted(values.items())))
    if key not in BUILT:
        maker = registry.get(name)
        with unlit():
            BUILT[key] = maker(maker.Settings(**({"state": state} if state else {}), **values)).build()
    return BUILT[key]


@pytest.mark.parametrize(("name", "state"), CASES)
def test_surfaces_are_neither_soot_nor_snow(name, state):
    """Albedos that no real surface has make light bounce wrongly, and look like a game."""
    scene = built(name, state)
    for mesh in scene.meshes:
        wrong = mesh.bounce.lit & ((mesh.bounce.albedo.max(axis=1) < BLACKEST - 1e-3) | (mesh.bounce.albedo.max(axis=1) > WHITEST + 1e-3))
        assert not wrong.any(), (mesh.name, mesh.bounce.albedo[wrong][:1])


@pytest.mark.parametrize(("name", "state"), CASES)
def test_lamps_outshine_white(name, state):
    """Out of focus a lamp is a disc only if it is far brighter than what it lights."""
    scene = built(name, state)
    glows = sorted((material.emissive for material in scene.materials if max(material.emissive) > 1.0), key=max)
    assert sum(light.practical for light in scene.lights) >= 3
    assert glows and max(glows[-1]) >= PRACTICAL, (name, state, glows[-1] if glows else None)


@pytest.mark.parametrize("name", registry.names())
def test_a_main_a_reverse_a_side_and_something_in_front(name):
    scene = built(name)
    main = scene.marks[0]
    turned = [abs((mark.pan_deg - main.pan_deg + 180) % 360 - 180) for mark in scene.marks]
    assert any(turn >= 150 for turn in turned) and any(60 <= turn <= 120 for turn in turned), turned
    assert any(mark.occluder for mark in scene.marks)
    assert len({mark.title for mark in scene.marks}) == len(scene.marks)


@pytest.mark.parametrize("name", registry.names())
def test_what_stands_in_front_leaves_room_for_him(name):
    """A soft thing near the lens over 5 to 20 % of the frame, and not before his face."""
    scene = built(name)
    number, mark = next((i, mark) for i, mark in enumerate(scene.marks) if mark.occluder)
    covered = near_cover(scene, mark, at=scene.at(0.0))
    assert 0.05 <= covered.mean() <= 0.20, f"{name} mark {number}: {covered.mean():.3f}"
    rows, columns = covered.shape
    face = covered[round(rows * 0.15) : round(rows * 0.45), round(columns * 0.38) : round(columns * 0.62)]
    assert face.mean() < 0.1


@pytest.mark.parametrize("name", registry.names())
def test_something_always_moves_and_comes_round(name):
    scene = built(name)
    assert scene.loop_s >= 4
    first, later, again = scene.at(0.0), scene.at(scene.loop_s * 0.37), scene.at(scene.loop_s)
    moves = any(material.moving for material in scene.materials) or not np.allclose(first.matrices, later.matrices)
    assert moves or first.lights != later.lights
    assert np.allclose(first.matrices, again.matrices, atol=1e-6) and np.allclose(first.lights, again.lights, atol=1e-6)


@pytest.mark.parametrize("name", registry.names())
def test_texts_are_listed_and_can_be_changed(name):
    """Crews must file every readable text: what a material letters is in the list."""
    maker = registry.get(name)
    signs = {key: field for key, field in maker.Settings.model_fields.items() if field.annotation is str}
    assert signs, "no sign can be edited"
    for key in signs:
        assert "测试 TEST" in built(name, **{key: "测试 TEST"}).visible_texts, key


@pytest.mark.parametrize("name", registry.names())
def test_marks_stand_on_the_floor_and_cameras_in_the_room(name):
    scene = built(name)
    low, high = near_bounds(scene)
    for mark in scene.marks:
        back = math.radians(mark.pan_deg)
        camera = np.array(mark.position_m) + [math.sin(back) * mark.distance_m, -math.cos(back) * mark.distance_m, mark.height_m]
        assert np.all(camera >= low) and np.all(camera <= high), mark.title


def near_bounds(scene):
    points = [mesh.positions for node in scene.nodes if not node.far for number in node.meshes for mesh in [scene.meshes[number]]]
    return np.min([each.min(axis=0) for each in points], axis=0) - 0.5, np.max([each.max(axis=0) for each in points], axis=0) + 0.5


def near_cover(scene, mark, at, size=(54, 96)):
    """(96, 54) bool: pixels of the mark's 9:16 framing that something nearer than the actor, and off the floor, covers."""
    lens = Intrinsics.of_lens(*size, mark.lens_mm, 36.0)
    back = math.radians(mark.pan_deg)
    x, y, z = mark.position_m
    place = (x + math.sin(back) * mark.distance_m, y - math.cos(back) * mark.distance_m, z + mark.height_m)
    view = CameraPose.of_angles(place, mark.pan_deg, mark.tilt_deg, 0).view()
    covered = np.zeros(size[::-1], bool)
    for node, matrix in zip(scene.nodes, at.matrices, strict=True):
        for number in () if node.far else node.meshes:
            mesh = scene.meshes[number]
            if scene.materials[mesh.material].alpha_mode != "blend":
                _cover(covered, mesh, view @ matrix, lens, mark.distance_m * 0.75)
    return covered


def _cover(covered, mesh, eye, lens, limit):
    points = mesh.positions @ eye[:3, :3].T + eye[:3, 3]
    corners = points[mesh.indices.reshape(-1, 3)]
    depth = -corners[..., 2]
    near = corners[(depth.min(axis=1) > 0.05) & (depth.max(axis=1) < limit)]
    if not len(near):
        return
    # Enough points on each triangle to fill a coarse picture.
    grid = [(i / 12, j / 12) for i in range(13) for j in range(13 - i)]
    for a, b in grid:
        spots = near[:, 0] * (1 - a - b) + near[:, 1] * a + near[:, 2] * b
        u = (lens.cx + lens.fx * spots[:, 0] / -spots[:, 2]).astype(int)
        v = (lens.cy - lens.fy * spots[:, 1] / -spots[:, 2]).astype(int)
        seen = (u >= 0) & (u < lens.width) & (v >= 0) & (v < lens.height)
        covered[v[seen], u[seen]] = True
