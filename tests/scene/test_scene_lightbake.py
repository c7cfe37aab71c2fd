"""Baked light against what can be worked out by hand, and against plain path tracing."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.baked import Bounce
from vpstudio.model.scene import Ambient, Environment, Light, Mark, Material, Mesh, Node, Scene
from vpstudio.problem import Problem
from vpstudio.scene.lightbake import atlas, lamps
from vpstudio.scene.lightbake.apply import applied, fits
from vpstudio.scene.lightbake.baking import Effort, bake
from vpstudio.scene.lightbake.gather import Known, gathered, radiance
from vpstudio.scene.lightbake.unwrap import islands, rasterised, unwrap
from vpstudio.scene.lightbake.volume import basis, harmonics_at, irradiance
from vpstudio.scene.lightbake.world import World
from vpstudio.scene.shapes import Shape, box, floor, joined, lathe, looking, move, spin, wall

QUICK = Effort(texels=16000, rays=128, bounces=3, looks=16, volume_rays=64)


def mesh_of(shape: Shape, material: int, albedo, glow=(0, 0, 0)) -> Mesh:
    count = len(shape.triangles)
    bounce = Bounce(
        np.tile(np.array(albedo, np.float32), (count, 1)),
        np.tile(np.array(glow, np.float32), (count, 1)),
        np.ones(count, bool),
        np.full(count, max(glow) == 0),
    )
    return Mesh(
        f"part {material}",
        shape.positions.astype(np.float32),
        shape.normals.astype(np.float32),
        shape.triangles.astype(np.uint32).ravel(),
        material,
        uv=shape.uv.astype(np.float32),
        colours=np.ones((len(shape.positions), 4), np.float32),
        bounce=bounce,
    )


def scene_of(meshes, lights=(), nodes=(), **more) -> Scene:
    places = (Node("place", -1, np.eye(4), tuple(range(len(meshes)))), *nodes)
    materials = tuple(Material(f"m{n}", "baked") for n in range(len(meshes)))
    return Scene(
        "test",
        "Test",
        tuple(meshes),
        places,
        materials,
        lights=tuple(lights),
        ambient=more.pop("ambient", Ambient((0, 0, 0), (0, 0, 0))),
        **more,
    )


def room(albedo=0.6, lamp=True, coloured=True) -> Scene:
    """A closed box of 4 x 4 x 3 m, a red and a green wall, a block within, a lamp under the ceiling."""
    red, green = ((0.6, 0.08, 0.06), (0.07, 0.5, 0.1)) if coloured else ((albedo,) * 3,) * 2
    grey = (albedo,) * 3
    meshes = [
        mesh_of(floor(4, 4, 1.0), 0, grey),
        mesh_of(floor(4, 4, 1.0).placed(move(0, 0, 3) @ spin(180, 0)), 1, grey),
        mesh_of(wall(4, 3, 1.0).placed(move(0, 2, 0)), 2, grey),
        mesh_of(wall(4, 3, 1.0).placed(move(0, -2, 0) @ spin(180)), 3, grey),
        mesh_of(wall(4, 3, 1.0).placed(move(-2, 0, 0) @ spin(90)), 4, red),
        mesh_of(wall(4, 3, 1.0).placed(move(2, 0, 0) @ spin(-90)), 5, green),
        mesh_of(box((0.9, 0.9, 1.2), 0.0, 0.5).placed(move(-0.7, 0.5, 0.6) @ spin(20)), 6, grey),
    ]
    light = Light("lamp", 1, "rectangle", (1.0, 0.9, 0.8), 12.0, size_m=(0.6, 0.6), baked=True, live=False, practical=True)
    nodes = (Node("lamp", -1, looking((0.2, -0.2, 2.9), (0, 0, -1))),)
    return scene_of(meshes, (light,) if lamp else (), nodes, marks=(Mark((0.5, -0.5, 0)),))


def traced(scene: Scene, points, normals, rays, depth, rng):
    """Plain path tracing, nothing remembered: irradiance over pi by recursion over single rays."""
    world = World(scene)
    straight = lamps.direct(world, points, normals, True, 1 if rays == 1 else 64, rng)
    if depth == 0:
        return straight
    total = np.zeros_like(points)
    for _ in range(rays):
        way = rng.normal(size=points.shape)
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        way = normals + way * 0.9999
        way = (way / np.linalg.norm(way, axis=1, keepdims=True)).astype(np.float32)
        start = np.ascontiguousarray(points + normals * 1e-3, np.float32)
        hits = world.closest(start, way)
        met = hits.triangle >= 0
        there = start[met] + way[met] * hits.distance[met, None]
        faces = world.normals[hits.triangle[met], 0]
        arrived = traced(scene, np.ascontiguousarray(there), np.ascontiguousarray(faces), 1, depth - 1, rng)
        total[met] += world.albedo[hits.triangle[met]] * arrived
    return straight + total / rays


@pytest.fixture(scope="module")
def baked_room():
    scene = room()
    return scene, bake(scene, QUICK)


def at_texels(scene, baked, count, rng):
    """Some texels of a bake: where they lie, and the light stored there."""
    world = World(scene)
    texels = unwrap(world, QUICK.texels)
    chosen = rng.choice(len(texels.index), count, replace=False)
    flat = baked.lightmap.reshape(-1, 4).astype(np.float64)
    return texels.points[chosen], texels.normals[chosen], flat[texels.index[chosen], :3]


def test_a_bake_is_what_plain_path_tracing_sees(baked_room):
    scene, baked = baked_room
    rng = np.random.default_rng(5)
    points, normals, stored = at_texels(scene, baked, 250, rng)
    seen = traced(scene, points, normals, 500, 3, rng)
    off = np.abs(stored - seen).mean() / seen.mean()
    assert off < 0.09, off
    assert np.allclose(stored.mean(axis=0), seen.mean(axis=0), rtol=0.04), "no light is lost or found"


def test_walls_lend_each_other_their_colour(baked_room):
    scene, baked = baked_room
    points, normals, stored = at_texels(scene, baked, 4000, np.random.default_rng(1))
    floor_ = normals[:, 2] > 0.9
    red = stored[floor_ & (points[:, 0] < -1.4)].mean(axis=0)
    green = stored[floor_ & (points[:, 0] > 1.4)].mean(axis=0)
    assert red[0] / red[1] > 1.12 * green[0] / green[1]


def test_a_lamp_that_is_off_leaves_the_dark():
    dark = bake(room(lamp=False), Effort(texels=3000, rays=8, bounces=1, looks=1, volume_rays=8))
    assert dark.lightmap[..., :3].max() == 0 and np.all(dark.volume.harmonics == 0)


def test_corners_are_less_open_than_the_middle(baked_room):
    scene, baked = baked_room
    world = World(scene)
    texels = unwrap(world, QUICK.texels)
    open_ = baked.lightmap.reshape(-1, 4)[texels.index, 3].astype(float)
    level = texels.normals[:, 2] > 0.9
    middle = level & (np.abs(texels.points[:, :2] - [0.8, -0.8]).max(axis=1) < 0.3) & (texels.points[:, 2] < 0.1)
    corner = level & (texels.points[:, 0] > 1.85) & (texels.points[:, 1] < -1.85)
    assert open_[middle].mean() > 0.9 and open_[corner].mean() < 0.6


@pytest.mark.parametrize("kind", ["point", "spot", "rectangle", "directional"])
def test_light_straight_from_a_lamp(kind):
    """Under a lamp 2 m up, and 1 m aside: inverse square, cosine, and what its kind makes of it."""
    scene = scene_of([mesh_of(floor(6, 6), 0, (0.5,) * 3)])
    light = Light("l", 1, kind, (1.0, 0.5, 0.25), 3.0, 0.3, 0.9, size_m=(0.1, 0.1), baked=True)
    scene = replace(scene, lights=(light,), nodes=(*scene.nodes, Node("l", -1, looking((0, 0, 2.0), (0, 0, -1)))))
    points = np.array([[0, 0, 0], [1.0, 0, 0]], np.float32)
    up = np.tile(np.array([[0, 0, 1.0]], np.float32), (2, 1))
    found = lamps.direct(World(scene), points, up, True, 400, np.random.default_rng(0))[:, 0] * np.pi
    cosine = 2 / np.sqrt(5)
    cone = np.clip((cosine - np.cos(0.9)) / (np.cos(0.3) - np.cos(0.9)), 0, 1) ** 2
    expected = {
        "point": (3 / 4, 3 / 5 * cosine),
        "spot": (3 / 4, 3 / 5 * cosine * cone),
        "rectangle": (3 * 0.01 / 4, 3 * 0.01 * cosine**2 / 5),
        "directional": (3.0, 3.0),
    }[kind]
    assert found == pytest.approx(expected, rel=0.02)
    assert lamps.direct(World(scene), points, up, False, 4, np.random.default_rng(0)).max() == 0, "only lights of its kind of bake"


def test_something_between_hides_the_lamp():
    scene = scene_of([mesh_of(floor(6, 6), 0, (0.5,) * 3), mesh_of(box((1, 1, 0.1)).placed(move(0, 0, 1)), 1, (0.5,) * 3)])
    light = Light("l", 1, "point", intensity=3.0, baked=True)
    scene = replace(scene, lights=(light,), nodes=(*scene.nodes, Node("l", -1, move(0, 0, 2))))
    points = np.array([[0, 0, 0], [2.5, 0, 0]], np.float32)
    up = np.tile(np.array([[0, 0, 1.0]], np.float32), (2, 1))
    found = lamps.direct(World(scene), points, up, True, 1, np.random.default_rng(0))
    assert found[0].max() == 0 and found[1].min() > 0


def test_a_white_ball_in_even_light_is_even_white():
    """The furnace: in a uniform world a white sphere is as bright as the world, to one per cent."""
    ball = lathe([(max(1e-4, float(np.sin(a))) * 0.5, 1.2 - 0.5 * float(np.cos(a))) for a in np.linspace(0.01, np.pi - 0.01, 24)], 48)
    scene = scene_of([mesh_of(ball, 0, (1.0,) * 3)], environment=Environment(np.full((16, 32, 3), 0.7, np.float32)))
    world = World(scene)
    texels = unwrap(world, 3000)
    light, open_ = gathered(world, Known(world, texels), texels.points, texels.normals, 64, np.random.default_rng(2))
    assert light.mean() == pytest.approx(0.7, rel=0.01) and np.quantile(light, 0.02) > 0.69 and open_.min() > 0.95


def test_the_volume_tells_from_where_light_comes():
    """Before a bright wall to the east: a face toward it is brightest, and the mean is that of the rays."""
    meshes = [mesh_of(wall(400, 400, 50).placed(move(3, 0, -200) @ spin(-90)), 0, (0.0,) * 3, (1.0, 1.0, 1.0))]
    world = World(scene_of(meshes))
    known = Known(world, unwrap(world, 500))
    found, buried = harmonics_at(world, known, np.zeros((1, 3), np.float32), 4000, np.random.default_rng(0))
    faces = np.eye(3)
    east, north, up = irradiance(np.repeat(found, 3, axis=0), faces)[:, 0]
    # Half the world is bright: toward it nearly all, square to it half (order 1: 1/2 + 1/2 and 1/2).
    assert east == pytest.approx(1.0, abs=0.04) and north == pytest.approx(0.5, abs=0.04) and up == pytest.approx(0.5, abs=0.04)
    assert not buried[0]
    seen, _ = radiance(world, known, np.zeros((1, 3), np.float32), np.array([[1, 0, 0]], np.float32))
    assert seen[0, 0] == 1.0 and basis(np.array([[0.0, 1.0, 0.0]])).shape == (1, 4)


def test_every_texel_of_a_triangle_is_filled_once():
    uv = np.array([[[2, 2], [30, 2], [2, 30]], [[40, 40], [60, 40], [60, 60]], [[np.nan] * 2] * 3], np.float32)
    index, triangle, u, v = rasterised(uv, (64, 64))
    assert len(np.unique(index)) == len(index) and set(triangle) == {0, 1}
    first = (triangle == 0).sum()
    assert 28 * 28 / 2 * 0.95 < first < 28 * 28 / 2 * 1.4
    at = uv[0, 0] + (uv[0, 1] - uv[0, 0]) * u[triangle == 0, None] + (uv[0, 2] - uv[0, 0]) * v[triangle == 0, None]
    middle = np.stack([index[triangle == 0] % 64 + 0.5, index[triangle == 0] // 64 + 0.5], axis=1)
    assert np.abs(at - middle).max() < 1.6, "those at the edge are drawn inside"


def test_sheets_of_a_stack_are_lit_as_what_is_seen_of_them():
    """The desk's papers were a mosaic: of a sheet with a texel or two, the one that was looked at lay under the next."""
    sheets = [box((0.21, 0.3, 0.004), 0.0, 0.2).placed(move(0.4 + 0.02 * k, -0.9, 0.75 + 0.005 * k) @ spin(7 * k)) for k in range(6)]
    desk = box((1.6, 1.6, 0.05)).placed(move(0.6, -0.9, 0.72))
    scene = room()
    scene = replace(scene, meshes=(*scene.meshes, mesh_of(joined(desk, *sheets), 7, (0.7,) * 3)))
    scene = replace(scene, nodes=(replace(scene.nodes[0], meshes=tuple(range(8))), *scene.nodes[1:]))
    scene = replace(scene, materials=(*scene.materials, Material("paper", "baked")))
    made = applied(scene, bake(scene, Effort(texels=6000, rays=64, bounces=2, looks=8, volume_rays=8)))
    mesh, (height, width) = made.meshes[7], made.lightmap.shape[:2]
    up = (mesh.normals[:, 2] > 0.9) & (mesh.positions[:, 2] > 0.752)
    at = np.clip(np.floor(mesh.uv_light[up] * (width, height)), 0, (width - 1, height - 1)).astype(int)
    light = made.lightmap[at[:, 1], at[:, 0], :3].astype(float).mean(axis=1)
    assert light.std() < 0.15 * light.mean()


def test_triangles_that_share_no_vertex_are_islands():
    corners = np.array([[0, 1, 2], [5, 6, 7], [2, 1, 3], [7, 8, 9], [4, 3, 2]], np.uint32)
    found = islands(corners)
    assert found[0] == found[2] == found[4] != found[1] == found[3] and found.max() == 1


def test_a_bake_goes_into_its_own_scene_only(baked_room):
    scene, baked = baked_room
    made = applied(scene, baked)
    assert made.key != scene.key and made.lightmap is baked.lightmap and made.volume is not None
    for old, new in zip(scene.meshes, made.meshes, strict=True):
        assert new.uv_light is not None and len(new.indices) == len(old.indices)
        assert np.array_equal(old.positions[old.indices], new.positions[new.indices]), "the same triangles"
        assert (new.uv_light >= 0).all() and (new.uv_light <= 1).all()
    assert not fits(replace(scene, key="another"), baked)
    with pytest.raises(ValueError, match="does not fit"):
        applied(replace(scene, key="another"), baked)


def test_the_same_seed_bakes_the_same():
    effort = Effort(texels=2000, rays=8, bounces=2, looks=2, volume_rays=8)
    first, again = (bake(room(), effort) for _ in range(2))
    assert np.array_equal(first.lightmap, again.lightmap) and np.array_equal(first.volume.harmonics, again.volume.harmonics)


def test_an_unwrapping_that_crashes_is_asked_again(monkeypatch):
    """xatlas's scheduler races: about one atlas in two thousand took the whole program with it."""
    asked = []
    real = subprocess.run

    def crashing(command, **given):
        asked.append(command)
        return subprocess.CompletedProcess(command, -11, b"", b"") if len(asked) < 3 else real(command, **given)

    monkeypatch.setattr(atlas.subprocess, "run", crashing)
    assert len(unwrap(World(room()), 500).index) > 300 and len(asked) == 3


def test_an_unwrapping_that_always_fails_is_told(monkeypatch):
    monkeypatch.setattr(atlas.subprocess, "run", lambda command, **given: subprocess.CompletedProcess(command, 1, b"", b"no"))
    with pytest.raises(Problem, match="set.bake_unwrap"):
        unwrap(World(room()), 500)
