"""Animations, skins and morphs: what plays, what stands, and what is told."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scene_glb_writer import GlbWriter, simple

from vpstudio.scene import gltf

HALF = math.sqrt(0.5)


def animated(path: str, times: list[float], values: list, interpolation: str = "LINEAR") -> GlbWriter:
    """One triangle on node 0 moved by one channel."""
    writer = simple()
    sampler = {"input": writer.accessor(times), "output": writer.accessor(values), "interpolation": interpolation}
    writer.add("animations", channels=[{"sampler": 0, "target": {"node": 0, "path": path}}], samplers=[sampler])
    return writer


@pytest.fixture
def load(tmp_path):
    return lambda writer: gltf.load(writer.save(tmp_path / "a.glb"))


def place(scene, time_s: float) -> np.ndarray:
    """Where the node's origin is in the world."""
    return scene.at(time_s).matrices[1][:3, 3]


def test_linear_moves_straight_and_repeats(load):
    scene = load(animated("translation", [0, 2], [(0, 0, 0), (4, 2, -6)]))
    assert np.allclose(place(scene, 0.5), (1, 1.5, 0.5)), "a quarter of (4, 2, -6), z -> -y"
    assert np.allclose(place(scene, 2.5), place(scene, 0.5))
    assert scene.at(2.5).key == scene.at(0.5).key
    assert scene.at(0.6).key != scene.at(0.5).key
    assert scene.at(0.5).lights == (1.0, 1.0)
    assert len(scene.at(0.5).matrices) == len(scene.nodes)


def test_step_jumps(load):
    scene = load(animated("translation", [0, 1, 2], [(0, 0, 0), (1, 0, 0), (2, 0, 0)], "STEP"))
    assert place(scene, 0.99)[0] == 0
    assert place(scene, 1.0)[0] == 1


def test_cubic_spline_follows_its_tangents(load):
    # Hermite between 0 and 1 over 2 s with slopes 1 and 0: at the middle 0.5 x 1 + 2 x 0.125 x 1 = 0.75
    keys = [(0, 0, 0), (0, 0, 0), (1, 0, 0), (0, 0, 0), (1, 0, 0), (0, 0, 0)]
    scene = load(animated("translation", [0, 2], keys, "CUBICSPLINE"))
    assert np.allclose(place(scene, 1.0)[0], 0.75)


def test_turning_takes_the_shorter_way(load):
    scene = load(animated("rotation", [0, 1], [(0, 0, 0, 1), (0, -HALF, 0, -HALF)]))
    angle = math.radians(45)  # half of 90 about +Y, the sign of the second key undone
    side = scene.at(0.5).matrices[1][:3, :3] @ (1, 0, 0)
    assert np.allclose(side, (math.cos(angle), math.sin(angle), 0), atol=1e-6)


def test_first_key_holds_before_its_time(load):
    scene = load(animated("scale", [1, 3], [(2, 2, 2), (4, 4, 4)]))
    assert np.isclose(np.linalg.norm(scene.at(0.2).matrices[1][:3, 0]), 2)
    assert np.isclose(np.linalg.norm(scene.at(2.0).matrices[1][:3, 0]), 3)


def test_moving_parent_moves_the_child_and_a_light(load):
    writer = GlbWriter()
    leaf = writer.node(child=True, mesh=writer.mesh(writer.triangle()), translation=[1, 0, 0])
    writer.node(children=[leaf])
    sampler = {"input": writer.accessor([0.0, 1.0]), "output": writer.accessor([(0, 0, 0), (0, 8, 0)])}
    writer.add("animations", channels=[{"sampler": 0, "target": {"node": 1, "path": "translation"}}], samplers=[sampler])
    scene = load(writer)
    row = next(k for k, node in enumerate(scene.nodes) if node.meshes)
    assert np.allclose(scene.at(0.5).matrices[row][:3, 3], (1, 0, 4))


def test_still_set_does_not_move(load):
    scene = load(simple())
    assert scene.animate is None
    assert scene.at(0).key == scene.at(7).key


def test_damaged_times_are_refused(load):
    from vpstudio.problem import Problem

    for times in ([1, 0], [0, float("nan")], [0, 0]):
        with pytest.raises(Problem, match=r"gltf\.animation"):
            load(animated("translation", times, [(0, 0, 0), (1, 0, 0)]))
    with pytest.raises(Problem, match=r"gltf\.animation"):
        load(animated("translation", [0, 1, 2], [(0, 0, 0), (1, 0, 0)]))


def skinned() -> GlbWriter:
    """A triangle whose top corner hangs on a second joint, which the file has moved by (0, 0, 3)."""
    writer = GlbWriter()
    joints = writer.accessor([(0, 1, 0, 0)] * 3, "u1")
    weights = writer.accessor([(1, 0, 0, 0), (1, 0, 0, 0), (0.5, 0.5, 0, 0)])
    mesh = writer.mesh(writer.triangle(JOINTS_0=joints, WEIGHTS_0=weights))
    bind = np.stack([np.eye(4)] * 2)
    bind[1, 1, 3] = -2  # the second joint was bound at height 2
    tip = writer.node(child=True, translation=[0, 2, 3])
    root = writer.node(children=[tip])
    writer.add("skins", joints=[root, tip], inverseBindMatrices=writer.accessor(bind))
    writer.node(mesh=mesh, skin=0, translation=[50, 50, 50])
    return writer


def test_skin_stands_at_rest_and_ignores_its_node(load):
    scene = load(skinned())
    worlds = scene.at(0).matrices
    assert scene.nodes[0].meshes == (0,)
    points = scene.meshes[0].positions @ worlds[0][:3, :3].T + worlds[0][:3, 3]
    assert np.allclose(points, [(0, 0, 0), (1, 0, 0), (0, -1.5, 2)])


def test_animated_skin_is_told_and_stands_still(load):
    writer = skinned()
    sampler = {"input": writer.accessor([0.0, 1.0]), "output": writer.accessor([(0, 2, 0), (0, 5, 0)])}
    writer.add("animations", channels=[{"sampler": 0, "target": {"node": 0, "path": "translation"}}], samplers=[sampler])
    scene = load(writer)
    assert ("gltf.skin_still", "") in scene.warnings
    assert scene.animate is None, "no frame is drawn again for a joint that moves nothing"


def test_morph_weights_are_applied_and_their_animation_told(load):
    writer = GlbWriter()
    delta = writer.accessor([(0, 0, 0), (0, 0, 0), (0, 0, 4)])
    mesh = writer.mesh(writer.triangle() | {"targets": [{"POSITION": delta}]}, weights=[0.5])
    writer.node(mesh=mesh)
    writer.node(mesh=mesh, weights=[1.0])
    sampler = {"input": writer.accessor([0.0, 1.0]), "output": writer.accessor([0.0, 1.0])}
    writer.add("animations", channels=[{"sampler": 0, "target": {"node": 0, "path": "weights"}}], samplers=[sampler])
    scene = load(writer)
    assert [mesh.positions[2].tolist() for mesh in scene.meshes] == [[0, 2, 2], [0, 2, 4]]
    assert "gltf.morph_still" in [code for code, _ in scene.warnings]
