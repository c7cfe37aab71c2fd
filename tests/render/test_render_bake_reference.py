"""A picture of a baked room against a path-traced one of the same view: what the eye sees of a bake, from its rays to its texels."""

from __future__ import annotations

import numpy as np
import pytest
from path_tracer import PathTracer

from vpstudio.model.camera import CameraPose, Intrinsics, rotation_matrix
from vpstudio.model.scene import Ambient, Mark, Material, Scene
from vpstudio.render.set_open import SHARES, shares
from vpstudio.render.set_pass import SetPass
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.lightbake.apply import applied
from vpstudio.scene.lightbake.baking import Effort, bake
from vpstudio.scene.shapes import box, floor, joined, move, rod, spin, wall

pytestmark = pytest.mark.gl

SIDE, STRIDE = 96, 2
ROUGH = 0.9
EFFORT = Effort(texels=40_000, rays=128, bounces=3, looks=16, volume_rays=8)
LENS = Intrinsics(SIDE, SIDE, 0.75 * SIDE, 0.75 * SIDE, SIDE / 2, SIDE / 2)
POSE = CameraPose.of_angles((0.9, -1.8, 1.5), 16, -8, 0)
PLACES = {
    "red": (0.62, 0.10, 0.07),
    "grey": (0.6, 0.6, 0.58),
    "wood": (0.36, 0.2, 0.1),
    "blue": (0.12, 0.2, 0.45),
    "white": (0.78, 0.78, 0.76),
}


def furnished() -> Scene:
    """4 x 4 x 3 m: a red wall, a table, a block and a shelf; daylight from a pane in the east wall, a warm lamp over the table."""
    builder = Builder()
    use = {name: builder.material(Material(name, "baked", (*colour, 1), roughness=ROUGH)) for name, colour in PLACES.items()}
    builder.add(floor(4, 4, 1.0), use["wood"])
    builder.add(floor(4, 4, 1.0).placed(move(0, 0, 3) @ spin(180, 0)), use["white"])
    builder.add(joined(wall(4, 3, 1.0).placed(move(0, 2, 0)), wall(4, 3, 1.0).placed(move(0, -2, 0) @ spin(180))), use["grey"])
    builder.add(wall(4, 3, 1.0).placed(move(-2, 0, 0) @ spin(90)), use["red"])
    builder.add(wall(4, 3, 1.0).placed(move(2, 0, 0) @ spin(-90)), use["grey"])
    builder.add(box((0.8, 0.8, 1.3), step=0.5).placed(move(-1.2, 1.1, 0.65) @ spin(24)), use["white"])
    legs = [rod((x, y, 0), (x, y, 0.72), 0.03, 8) for x in (-0.25, 0.75) for y in (0.3, 0.9)]
    builder.add(joined(box((1.2, 0.8, 0.04), step=0.4).placed(move(0.25, 0.6, 0.74)), *legs), use["blue"])
    builder.add(box((1.4, 0.3, 0.05), step=0.4).placed(move(0.9, 1.84, 1.6)), use["wood"])
    builder.pane("pane", (1.98, -0.9, 0.9), (0.0, 1.6, 0.0), (0.0, 0.0, 1.3), (2, 2), ((2.2, 2.7, 3.4),), (-1.0, 0.0, 0.0))
    builder.lamp("lamp", Lamp((0.2, 0.5, 1.9), (1.0, 0.62, 0.3), 2.4, (0, 0, -1), 0.6))
    meshes, nodes = builder.finish()
    dark = Ambient((0, 0, 0), (0, 0, 0), (0, 0, 0))
    return Scene("room", "Room", meshes, nodes, tuple(builder.materials), lights=tuple(builder.lights), ambient=dark, marks=(Mark(),))


def drawn(scene: Scene, context) -> np.ndarray:
    """(SIDE, SIDE, 3) scene-linear light, row 0 on top."""
    made = SetPass(context, (SIDE, SIDE))
    picture = made.draw(scene, scene.at(0), POSE, LENS)
    light = np.frombuffer(picture.colour.read(), "f2").reshape(SIDE, SIDE, 4).astype(float)[..., :3]
    made.release()
    return light


def rays():
    """(SIDE * SIDE, 3) ways through the pixels' middles, row 0 on top."""
    row, column = np.mgrid[:SIDE, :SIDE] + 0.5
    seen = np.stack([(column - LENS.cx) / LENS.fx, np.ones_like(row), -(row - LENS.cy) / LENS.fy], axis=-1).reshape(-1, 3)
    ways = seen @ np.asarray(rotation_matrix(POSE.rotation)).T
    return ways / np.linalg.norm(ways, axis=1, keepdims=True)


def scattered(normals, ways):
    """(N,) what the drawn surface leaves to its diffuse light: all but what it mirrors, of which there is nothing here to see."""
    column = np.clip(-(normals * ways).sum(axis=1) * SHARES - 0.5, 0, SHARES - 1)
    scale, bias = (np.interp(column, np.arange(SHARES), shares()[round(ROUGH * SHARES - 0.5), :, k]) for k in (0, 1))
    return 1 - (0.04 * scale + bias) * (1 + 0.04 * (1 / (scale + bias) - 1))


def traced(scene: Scene, samples: int, stride: int):
    """((n, n, 3) reference, (n, n) bool: nothing of another face or colour is near)."""
    tracer, ways = PathTracer(scene), rays()
    everything, _ = tracer.first(np.tile(POSE.position_m, (len(ways), 1)), ways)
    chosen = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)[stride // 2 :: stride, stride // 2 :: stride].ravel()
    light, triangle = tracer.picture(np.array(POSE.position_m, float), ways[chosen], samples, EFFORT.bounces)
    light *= scattered(tracer.normals[triangle], ways[chosen])[:, None]
    plane = (tracer.normals * tracer.corners[:, 0]).sum(axis=1)
    face = np.concatenate([tracer.normals, plane[:, None], tracer.albedo], axis=1)[everything].reshape(SIDE, SIDE, -1)
    edge = np.zeros((SIDE, SIDE), bool)
    for axis in (0, 1):
        for step in (1, 2):
            other = np.abs(face - np.roll(face, step, axis)).max(axis=2) > 1e-3
            edge |= other | np.roll(other, -step, axis)
    side = SIDE // stride
    return light.reshape(side, side, 3), ~edge.ravel()[chosen].reshape(side, side)


def off(shown, reference):
    """(n, n) by how much each pixel's light differs, as a share of it."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    return np.abs(shown - reference) @ weights / np.maximum(reference @ weights, 1e-4)


def test_a_baked_picture_is_the_path_traced_one(gl_context):
    scene = furnished()
    shown = drawn(applied(scene, bake(scene, EFFORT)), gl_context)[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE]
    reference, clear = traced(scene, 256, STRIDE)
    error = off(shown, reference)[clear]
    assert clear.mean() > 0.5 and np.median(error) < 0.03 and np.percentile(error, 95) < 0.10
    assert shown[clear].mean(axis=0) == pytest.approx(reference[clear].mean(axis=0), rel=0.02), "no light is lost or found"
