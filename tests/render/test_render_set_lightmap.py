"""A mesh with a place in the lightmap shows the light that lies there, smoothly between texels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Ambient, Material, Mesh, Node, Scene
from vpstudio.render.context import Context
from vpstudio.render.set_pass import SetPass
from vpstudio.scene.shapes import wall

pytestmark = pytest.mark.gl


@pytest.fixture(scope="module")
def drawn():
    context = Context.headless()
    made = SetPass(context, (64, 64))
    lens = Intrinsics(64, 64, 64, 64, 32, 32)

    def draw(scene):
        picture = made.draw(scene, scene.at(0), CameraPose.of_angles((0, -2, 1), 0, 0, 0), lens)
        return np.frombuffer(picture.colour.read(), "f2").reshape(64, 64, 4).astype(float)[..., :3]

    yield draw
    made.release()
    context.close()


def card(lightmap=None, mapped=True):
    """A grey card of 2 x 2 m square before the camera, u to the right, v up."""
    shape = wall(2, 2, 2)
    uv = np.stack([shape.positions[:, 0] / 2 + 0.5, shape.positions[:, 2] / 2], axis=1).astype(np.float32)
    mesh = Mesh(
        "card",
        shape.positions.astype(np.float32),
        shape.normals.astype(np.float32),
        shape.triangles.astype(np.uint32).ravel(),
        0,
        uv=shape.uv.astype(np.float32),
        colours=np.tile(np.array([0.9, 0.9, 0.9, 1], np.float32), (len(shape.positions), 1)),
        uv_light=uv if mapped else None,
    )
    grey = Material("grey", "baked", (0.5, 0.5, 0.5, 1), roughness=1.0)
    dark = Ambient((0, 0, 0), (0, 0, 0), (0, 0, 0))
    return Scene(
        f"card {mapped} {lightmap is None}", "Card", (mesh,), (Node("n", -1, np.eye(4), (0,)),), (grey,), ambient=dark, lightmap=lightmap
    )


def test_the_lightmaps_light_times_the_surface(drawn):
    lightmap = np.zeros((2, 2, 4), np.float16)
    lightmap[..., :3] = [[[0.2, 0.4, 0.8], [0.2, 0.4, 0.8]], [[1.6, 1.2, 0.8], [1.6, 1.2, 0.8]]]
    lightmap[..., 3] = 1
    shown = drawn(card(lightmap))
    assert shown[60, 32] == pytest.approx([0.1, 0.2, 0.4], rel=0.05), "row 0 of the map is v = 0, the foot"
    assert shown[4, 32] == pytest.approx([0.8, 0.6, 0.4], rel=0.05)
    assert shown[32, 32, 0] == pytest.approx(0.45, rel=0.05), "smooth between texels"


def test_without_a_place_the_vertices_light_stays(drawn):
    assert drawn(card(np.ones((2, 2, 4), np.float16), mapped=False))[32, 32, 0] == pytest.approx(0.45, rel=0.03)
    assert drawn(card())[32, 32, 0] == pytest.approx(0.45, rel=0.03)
    assert drawn(replace(card(np.ones((2, 2, 4), np.float16)), key="lit"))[32, 32, 0] == pytest.approx(0.5, rel=0.03)
