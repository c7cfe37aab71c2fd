"""The set's picture is exact, kept, and says how far things are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Ambient, Light, Material, Mesh, Node, Scene, SetState, world_matrices
from vpstudio.render.context import Context
from vpstudio.render.set_pass import SetPass, SetPicture

pytestmark = pytest.mark.gl


@pytest.fixture(scope="module")
def context():
    made = Context.headless()
    yield made
    made.close()


def quad(corners, material=0, name="quad"):
    points = np.array(corners, "f4")
    normal = np.cross(points[1] - points[0], points[3] - points[0])
    normals = np.tile(normal / np.linalg.norm(normal), (4, 1)).astype("f4")
    return Mesh(name, points, normals, np.array([0, 1, 2, 0, 2, 3], "u4"), material, np.array([[0, 1], [1, 1], [1, 0], [0, 0]], "f4"))


CUBE_FACES = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)


def cube(at, size=1.0, material=0):
    points = CORNERS * size + at
    parts = [quad([points[i] for i in face], material) for face in CUBE_FACES]
    positions, normals = (np.vstack([getattr(part, name) for part in parts]) for name in ("positions", "normals"))
    indices = np.concatenate([part.indices + 4 * i for i, part in enumerate(parts)])
    return Mesh("cube", positions, normals, indices.astype("u4"), material, np.vstack([part.uv for part in parts]))


WHITE = (Material("white", shader="unlit"),)


def scene_of(meshes, materials=WHITE, key="test", **others):
    nodes = (Node("all", -1, np.eye(4), tuple(range(len(meshes)))),)
    others.setdefault("ambient", Ambient(backdrop=(0, 0, 0)))
    return Scene(key, key, meshes=tuple(meshes), nodes=nodes, materials=tuple(materials), **others)


def light_of(picture: SetPicture):
    return np.frombuffer(picture.colour.read(), "f2").reshape(picture.colour.height, picture.colour.width, 4).astype("f8")


def metres_of(picture: SetPicture):
    return np.frombuffer(picture.depth.read(), "f4").reshape(picture.depth.height, picture.depth.width)


def drawn(context, scene, pose, lens, state=None):
    made = SetPass(context, (lens.width, lens.height))
    picture = made.draw(scene, state or scene.at(0.0), pose, lens)
    out = light_of(picture), metres_of(picture)
    made.release()
    return out


def pinhole(point, pose, lens):
    """Straight from the definition: camera axes X right, Y forward, Z up."""
    x, y, z, _ = np.linalg.inv(pose.world_from_camera()) @ [*point, 1.0]
    return np.array([lens.cx + lens.fx * x / y, lens.cy - lens.fy * z / y])


def poses():
    rng = np.random.default_rng(4)
    for number in range(20):
        place = rng.uniform((-0.7, -0.6, 0.9), (0.7, 0.4, 2.1))
        roll = 0.0 if number % 2 else float(rng.uniform(-20, 20))
        pose = CameraPose.of_angles(tuple(place), float(rng.uniform(-12, 12)), float(rng.uniform(-10, 10)), roll)
        lens = Intrinsics(320, 240, float(rng.uniform(240, 420)), float(rng.uniform(240, 420)), *rng.uniform((120, 80), (200, 160)))
        yield pose, lens


@pytest.mark.parametrize("pose, lens", list(poses()))
def test_corners_land_where_the_pinhole_puts_them(context, pose, lens):
    """A small bright cube at each corner of a unit cube: its centre of light is the corner's pixel."""
    size, shift = 0.03, np.array([-0.5, 3.5, 1.0])
    for corner in CORNERS[:: 3 if lens.fx < 300 else 2]:
        point = corner + shift
        at = pinhole(point, pose, lens)
        if not (8 < at[0] < lens.width - 8 and 8 < at[1] < lens.height - 8):
            continue
        light, metres = drawn(context, scene_of([cube(point - size / 2, size)]), pose, lens)
        rows, columns = np.mgrid[: lens.height, : lens.width] + 0.5
        weight = light[..., 0]
        assert weight.sum() > 2
        found = np.array([(columns * weight).sum(), (rows * weight).sum()]) / weight.sum()
        assert np.abs(found - at).max() < 1.0
        depth = (np.linalg.inv(pose.world_from_camera()) @ [*point, 1.0])[1]
        assert metres[int(at[1]), int(at[0])] == pytest.approx(depth, abs=size)


def test_cubes_are_in_view_often_enough():
    """Guards the test above: most of the corners it would skip must not be skipped."""
    seen = [pinhole(c + [-0.5, 3.5, 1.0], pose, lens) for pose, lens in poses() for c in CORNERS]
    inside = [8 < x < 312 and 8 < y < 232 for x, y in seen]
    assert np.mean(inside) > 0.8


def test_verticals_are_vertical_and_the_horizon_is_at_cy(context):
    lens = Intrinsics(400, 300, 350, 350, 180, 130)
    pose = CameraPose.of_angles((0, 0, 1.5), 0, 0, 0)
    post = quad([(0.5, 4, 0.2), (0.7, 4, 0.2), (0.7, 4, 2.8), (0.5, 4, 2.8)])
    light, _ = drawn(context, scene_of([post]), pose, lens)
    rows = np.flatnonzero(light[:, 230, 0] > 0.5)[1:-1]
    left = [400 - light[row, :230, 0].sum() for row in rows]
    assert len(rows) > 200 and np.ptp(left) <= 0.02
    ground = quad([(-9000, 2, 0), (9000, 2, 0), (9000, 20000, 0), (-9000, 20000, 0)])
    light, _ = drawn(context, scene_of([ground]), pose, lens)
    horizon = np.argmax(light[:, 200, 0] > 0.5)
    assert abs(horizon - 130) <= 1


def test_what_is_higher_stands_nearer_row_zero(context):
    lens = Intrinsics(100, 100, 80, 80, 50, 50)
    high = quad([(-0.5, 4, 2.2), (0.5, 4, 2.2), (0.5, 4, 2.6), (-0.5, 4, 2.6)])
    light, metres = drawn(context, scene_of([high]), CameraPose.of_angles((0, 0, 1.5), 0, 0, 0), lens)
    lit = np.flatnonzero(light[:, 50, 0] > 0.5)
    assert lit.size and lit.max() < 50
    assert metres[lit[0] + 2, 50] == pytest.approx(4.0, abs=1e-3)
    assert metres[90, 50] == pytest.approx(1e6)


def test_back_faces_are_left_out_and_double_sided_ones_are_not(context):
    lens = Intrinsics(64, 64, 50, 50, 32, 32)
    away = quad([(1, 3, 1), (-1, 3, 1), (-1, 3, 2), (1, 3, 2)])
    pose = CameraPose.of_angles((0, 0, 1.5), 0, 0, 0)
    assert drawn(context, scene_of([away]), pose, lens)[0][..., 0].max() == 0
    both = Material("both", shader="unlit", double_sided=True)
    assert drawn(context, scene_of([away], [both]), pose, lens)[0][..., 0].max() == pytest.approx(1)


def test_lambert_and_the_square_of_the_distance(context):
    """A white card two metres from a lamp of intensity 4 pi: irradiance pi, so diffuse white shows 1 (less Fresnel's none)."""
    lens = Intrinsics(64, 64, 50, 50, 32, 32)
    card = quad([(-1, 3, 0.5), (1, 3, 0.5), (1, 3, 2.5), (-1, 3, 2.5)])
    pose = CameraPose.of_angles((0, 0, 1.5), 0, 0, 0)
    dark = Ambient((0, 0, 0), (0, 0, 0), (0, 0, 0))
    nodes = (Node("card", -1, np.eye(4), (0,)), Node("lamp", -1, _moved((0, 1, 1.5))))
    lamp = Light("lamp", 1, "point", intensity=4 * np.pi)
    scene = Scene("lambert", "", (card,), nodes, (Material("card", roughness=1.0),), lights=(lamp,), ambient=dark)
    light, _ = drawn(context, scene, pose, lens)
    assert light[32, 32, 0] == pytest.approx(1.0, abs=0.06)
    half = replace(scene.at(0), lights=(0.5,), key="half")
    assert drawn(context, scene, pose, lens, half)[0][32, 32, 0] == pytest.approx(0.5, abs=0.03)


def _moved(at):
    matrix = np.eye(4)
    matrix[:3, 3] = at
    return matrix


def test_the_same_again_is_kept(context):
    lens = Intrinsics(64, 64, 50, 50, 32, 32)
    scene = scene_of([cube((0, 3, 1))])
    pose = CameraPose.of_angles((0, 0, 1.5), 0, 0, 0, time_ns=1)
    made = SetPass(context, (64, 64))
    assert made.draw(scene, scene.at(0), pose, lens).redrawn
    again = made.draw(scene, scene.at(9), replace(pose, time_ns=5), lens)
    assert not again.redrawn
    assert made.draw(scene, scene.at(9), CameraPose.of_angles((0.1, 0, 1.5), 0, 0, 0), lens).redrawn
    made.release()


def test_blended_things_show_what_is_behind(context):
    lens = Intrinsics(64, 64, 50, 50, 32, 32)
    glass = Material("glass", shader="unlit", base_colour=(1, 0, 0, 0.25), alpha_mode="blend")
    front = quad([(-1, 2, 0.5), (1, 2, 0.5), (1, 2, 2.5), (-1, 2, 2.5)], 1)
    back = quad([(-2, 3, 0), (2, 3, 0), (2, 3, 3), (-2, 3, 3)], 0)
    pose = CameraPose.of_angles((0, 0, 1.5), 0, 0, 0)
    light, metres = drawn(context, scene_of([front, back], [Material("w", shader="unlit"), glass]), pose, lens)
    assert light[32, 32] == pytest.approx([1.0, 0.75, 0.75, 1.0], abs=0.01)
    assert metres[32, 32] == pytest.approx(3.0, abs=1e-3)


def test_a_key_light_throws_a_shadow(context):
    lens = Intrinsics(128, 128, 100, 100, 64, 64)
    floor = quad([(-3, 1, 0), (3, 1, 0), (3, 7, 0), (-3, 7, 0)])
    block = quad([(-0.5, 3.5, 1), (0.5, 3.5, 1), (0.5, 4.5, 1), (-0.5, 4.5, 1)])
    down = _moved((0, 4, 3))
    nodes = (Node("set", -1, np.eye(4), (0, 1)), Node("sun", -1, down))
    sun = Light("sun", 1, "directional", intensity=np.pi, casts_shadow=True)
    dark = Ambient((0, 0, 0), (0, 0, 0), (0, 0, 0))
    scene = Scene("shadow", "", (floor, block), nodes, (Material("m", roughness=1.0, double_sided=True),), lights=(sun,), ambient=dark)
    pose = CameraPose.of_angles((0, -1, 2.5), 0, -20, 0)
    light, _ = drawn(context, scene, pose, lens)
    below, beside = pinhole((0, 4, 0), pose, lens), pinhole((1.2, 4, 0), pose, lens)
    # The floor below the block is hidden from the sun, not from the camera.
    assert light[int(below[1]) + 3, int(below[0]), 0] < 0.2 * light[int(beside[1]), int(beside[0]), 0]


def swaying(key="sway"):
    """A far wall with a bright post, turning about the camera, and a near post that stays."""
    far = [quad([(x, 900, -50), (x + 10, 900, -50), (x + 10, 900, 60), (x, 900, 60)]) for x in (-200, 0, 90)]
    near = quad([(-0.9, 3, 0.5), (-0.7, 3, 0.5), (-0.7, 3, 2.5), (-0.9, 3, 2.5)])
    nodes = (Node("far", -1, np.eye(4), (0, 1, 2), far=True), Node("near", -1, np.eye(4), (3,)))

    def animate(time_s):
        local = np.stack([node.local for node in nodes])
        angle = np.radians(1.5) * np.sin(time_s)
        c, s = np.cos(angle), np.sin(angle)
        local[0] = _moved((0, 0, 1.5)) @ [[c, 0, s, 0], [0, 1, 0, 0], [-s, 0, c, 0], [0, 0, 0, 1]] @ _moved((0, 0, -1.5))
        return SetState(time_s, world_matrices(nodes, local), (), key=time_s)

    materials = (Material("w", shader="unlit"),)
    return Scene(key, "", (*far, near), nodes, materials, ambient=Ambient(backdrop=(0, 0, 0)), animate=animate)


def test_a_turned_far_layer_is_what_a_full_redraw_shows(context):
    lens = Intrinsics(320, 240, 300, 300, 150, 130)
    pose = CameraPose.of_angles((0, 0, 1.5), 3, 1, 0)
    scene = swaying()
    made = SetPass(context, (320, 240))
    made.draw(scene, scene.at(0.0), pose, lens)
    turned = light_of(made.draw(scene, scene.at(1.2), pose, lens))
    made.release()
    still = replace(scene, animate=None, key="still")
    whole, metres = drawn(context, still, pose, lens, replace(scene.at(1.2), key="then"))
    assert whole[..., 0].sum() > 200
    rows, columns = np.mgrid[:240, :320] + 0.5
    for part in (columns < 100, columns > 140):
        for axis in (rows, columns):
            a, b = ((axis * picture[..., 0])[part].sum() / picture[..., 0][part].sum() for picture in (turned, whole))
            assert a == pytest.approx(b, abs=0.15)
    assert np.abs(turned[..., 0] - whole[..., 0]).mean() < 0.01


def test_lightning_lies_between_two_kept_layers(context):
    """Half the flash is half way between none and all of it."""
    lens = Intrinsics(64, 64, 50, 50, 32, 32)
    scene = swaying("flash")
    lamp = Light("bolt", 1, "directional", intensity=3.0)
    card = replace(scene, lights=(lamp,))
    made = SetPass(context, (64, 64))
    pictures = []
    for flash in (0.0, 0.5, 1.0):
        state = replace(card.at(0.0), lights=(1.0,), values={"flash": flash}, key=flash)
        pictures.append(light_of(made.draw(card, state, CameraPose.of_angles((0, 0, 1.5), 0, 0, 0), lens)))
    made.release()
    assert np.abs(pictures[1] - (pictures[0] + pictures[2]) / 2).max() < 2e-3
