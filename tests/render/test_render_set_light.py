"""Light on a set is light: even surroundings come back even, lamps follow their areas and distances, planes mirror, air takes over."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vpstudio.model.baked import Volume
from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Ambient, Environment, Haze, Light, Material, Mesh, Mirror, Node, Scene
from vpstudio.render.context import Context
from vpstudio.render.set_open import harmonics, shares
from vpstudio.render.set_pass import SetPass
from vpstudio.scene.shapes import Shape, box, floor, lathe, looking, move

pytestmark = pytest.mark.gl

SIDE = 96
DARK = Ambient((0, 0, 0), (0, 0, 0), (0, 0, 0))


@pytest.fixture(scope="module")
def draw():
    context = Context.headless()
    made = SetPass(context, (SIDE, SIDE))
    lens = Intrinsics(SIDE, SIDE, SIDE, SIDE, SIDE / 2, SIDE / 2)

    def drawn(scene, place=(0, -3, 0), tilt=0.0):
        picture = made.draw(scene, scene.at(0), CameraPose.of_angles(place, 0, tilt, 0), lens)
        return np.frombuffer(picture.colour.read(), "f2").reshape(SIDE, SIDE, 4).astype(float)[..., :3]

    yield drawn
    made.release()
    context.close()


def mesh_of(shape: Shape, material=0, name="mesh"):
    return Mesh(
        name,
        shape.positions.astype(np.float32),
        shape.normals.astype(np.float32),
        shape.triangles.astype(np.uint32).ravel(),
        material,
        uv=shape.uv.astype(np.float32),
    )


def ball(radius=1.0, steps=48):
    """A ball about the origin with the normals of a ball."""
    turn = np.linspace(-math.pi / 2, math.pi / 2, steps)
    made = mesh_of(lathe([(max(radius * math.cos(t), 1e-4), radius * math.sin(t)) for t in turn], steps))
    normals = made.positions / np.linalg.norm(made.positions, axis=1, keepdims=True)
    return Mesh("ball", made.positions, normals.astype(np.float32), made.indices, 0, uv=made.uv)


def scene_of(key, meshes, materials, lights=(), nodes=(), **others):
    others.setdefault("ambient", DARK)
    tree = (Node("all", -1, np.eye(4), tuple(range(len(meshes)))), *nodes)
    return Scene(key, key, meshes=tuple(meshes), nodes=tree, materials=tuple(materials), lights=tuple(lights), **others)


def even(radiance=1.0):
    return Environment(np.full((32, 64, 3), radiance, np.float32))


@pytest.mark.parametrize(("metallic", "roughness"), [(0, 1.0), (0, 0.4), (0, 0.05), (1, 1.0), (1, 0.5), (1, 0.1)])
def test_a_white_ball_in_even_light_cannot_be_seen(draw, metallic, roughness):
    """The white furnace: what comes in goes out, so the ball is as bright as what is behind it."""
    white = Material("white", base_colour=(1, 1, 1, 1), metallic=metallic, roughness=roughness)
    shown = draw(scene_of(f"furnace {metallic} {roughness}", [ball()], [white], environment=even()))
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5 - SIDE / 2
    # Software GL interpolates badly over the slivers at the very silhouette (even a constant), so its pixels count as a mean.
    rim = np.abs(np.hypot(rows, columns) - SIDE / math.sqrt(8)) < 3.0
    assert np.abs(shown - 1.0)[~rim].max() < 0.01 and shown[rim].mean() == pytest.approx(1.0, abs=0.01)


def test_harmonics_hold_the_irradiance_of_a_half_lit_sky():
    """A sky of 1 over a black earth: pi above, half of it on a wall; band limits miss it by less than 5 %."""
    pixels = np.zeros((64, 128, 3), np.float32)
    pixels[:32] = 1.0
    h = harmonics(Environment(pixels))[:, 0]

    def light(x, y, z):
        return float(h @ [1, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])

    assert light(0, 0, 1) == pytest.approx(1.0, abs=0.05)
    assert light(0, 1, 0) == pytest.approx(0.5, abs=0.02)
    assert light(0, 0, -1) == pytest.approx(0.0, abs=0.05)


def test_an_environment_lights_from_where_it_is_bright(draw):
    pixels = np.zeros((32, 64, 3), np.float32)
    pixels[:, 44:52] = (4.0, 1.0, 0.2)  # to the right of +Y: toward +X
    white = Material("white", base_colour=(0.8, 0.8, 0.8, 1), roughness=1.0)
    shown = draw(scene_of("side", [ball()], [white], environment=Environment(pixels, shown=False)))
    middle = shown[SIDE // 2]
    assert middle[62, 0] > 4 * max(middle[34, 0], 0.01) and middle[62, 0] > 3 * middle[62, 2]


def test_the_share_given_back_is_what_integration_says():
    """Against a plain grid over the hemisphere, written anew from the definition."""
    table = shares()
    for row, column in ((8, 8), (12, 24), (20, 16), (28, 28), (31, 6)):
        rough, n_v = (row + 0.5) / 32, (column + 0.5) / 32
        a2, sums = rough**4, np.zeros(2)
        theta = (np.arange(400) + 0.5) / 400 * math.pi / 2
        phi = (np.arange(400) + 0.5) / 400 * 2 * math.pi
        t, p = np.meshgrid(theta, phi, indexing="ij")
        light = np.stack([np.sin(t) * np.cos(p), np.sin(t) * np.sin(p), np.cos(t)], axis=-1)
        view = np.array([math.sqrt(1 - n_v**2), 0, n_v])
        half = light + view
        half /= np.linalg.norm(half, axis=-1, keepdims=True)
        n_l, n_h, v_h = light[..., 2], half[..., 2], half @ view
        density = a2 / (math.pi * (n_h**2 * (a2 - 1) + 1) ** 2)
        masked = 0.5 / (n_l * np.sqrt(n_v**2 * (1 - a2) + a2) + n_v * np.sqrt(n_l**2 * (1 - a2) + a2))
        weight = density * masked * n_l * np.sin(t) * (math.pi / 2 / 400) * (2 * math.pi / 400)
        sums = np.array([(weight * (1 - (1 - v_h) ** 5)).sum(), (weight * (1 - v_h) ** 5).sum()])
        assert table[row, column] == pytest.approx(sums, abs=0.02)


def lamp(kind, matrix, **values):
    return (Light(kind, 1, kind, **values),), (Node("lamp", -1, matrix),)


def numeric(point, normal, matrix, size, steps=300):
    """Irradiance over pi at a point from a rectangle of radiance 1: summed over small pieces, Lambert at both ends."""
    spots = (np.arange(steps) + 0.5) / steps - 0.5
    x, y = np.meshgrid(spots * size[0], spots * size[1])
    places = np.stack([x, y, np.zeros_like(x), np.ones_like(x)], axis=-1) @ matrix.T
    way = places[..., :3] - point
    square = (way**2).sum(axis=-1)
    way /= np.sqrt(square)[..., None]
    aim = -matrix[:3, 2]
    part = np.maximum(way @ normal, 0) * np.maximum(-(way @ aim), 0) / square
    return float(part.sum() * size[0] * size[1] / steps**2 / math.pi)


@pytest.mark.parametrize(
    ("place", "aim"), [((0.2, 3.0, 1.5), (0, 0, -1)), ((0.0, 4.5, 0.2), (0, -1, 0)), ((-1.0, 3.0, 0.6), (0.7, 0, -0.4))]
)
def test_a_rectangles_light_is_its_integral(draw, place, aim):
    """Above the floor, half sunk below its horizon, and aslant: within 3 % of summing up small pieces."""
    size, matrix = (1.2, 0.8), looking(place, aim)
    lights, nodes = lamp("rectangle", matrix, intensity=10.0, size_m=size)
    # What is scattered alone: less what a black floor shows, over what the mirroring surface lets through (the table tested above).
    shown = []
    for grey in (0.8, 0.0):
        dull = Material("dull", base_colour=(grey, grey, grey, 1), roughness=1.0)
        shown.append(draw(scene_of(f"area {place} {grey}", [mesh_of(floor(30, 30, 1.0))], [dull], lights, nodes), (0, -1, 1.2), -20))
    scattered = (shown[0] - shown[1])[..., 0]
    tried = 0
    for row, column in ((60, 48), (70, 30), (80, 66), (52, 40)):
        way = looked(row, column, -20)
        point = np.array([0, -1, 1.2]) + way * (1.2 / -way[2])
        scale, bias = shares()[-1, int(-way[2] / np.linalg.norm(way) * 32)]
        back = (0.04 * scale + bias) * (1 + 0.04 * (1 / (scale + bias) - 1))
        expected = 10.0 * numeric(point, np.array([0, 0, 1.0]), matrix, size) * 0.8 * (1 - back)
        if expected > 0.02:
            tried += 1
            assert scattered[row, column] == pytest.approx(expected, rel=0.03)
    assert tried >= 1


def looked(row, column, tilt):
    across, up = (column + 0.5 - SIDE / 2) / SIDE, -(row + 0.5 - SIDE / 2) / SIDE
    t = math.radians(tilt)
    return np.array([across, math.cos(t) - up * math.sin(t), math.sin(t) + up * math.cos(t)])


def test_a_bulb_falls_off_by_the_square_and_a_spot_ends_at_its_cone(draw):
    dull = Material("dull", base_colour=(0.8, 0.8, 0.8, 1), roughness=1.0)
    under = []
    for height in (1.0, 2.0):
        lights, nodes = lamp("point", looking((0, 2.0, height), (0, 0, -1)), intensity=5.0)
        shown = draw(scene_of(f"bulb {height}", [mesh_of(floor(30, 30, 1.0))], [dull], lights, nodes), (0, 0, 2.0), -45)
        under.append(shown[SIDE // 2, SIDE // 2, 0])
    assert under[0] == pytest.approx(0.8 * 5.0 / math.pi, rel=0.06) and under[0] / under[1] == pytest.approx(4.0, rel=0.02)
    lights, nodes = lamp("spot", looking((0, 2.0, 2.0), (0, 0, -1)), intensity=5.0, inner_rad=0.2, outer_rad=0.3)
    shown = draw(scene_of("spot", [mesh_of(floor(30, 30, 1.0))], [dull], lights, nodes), (0, 0, 2.0), -45)
    assert shown[SIDE // 2, SIDE // 2, 0] > 0.2 and shown[SIDE // 2, 90].max() < 1e-3


def pane(roughness, key, height=1.0):
    """A black glossy floor, and a small bright box at a height above it, five metres off."""
    black = Material("floor", base_colour=(0.001, 0.001, 0.001, 1), metallic=1.0, roughness=roughness, mirror=0)
    mirror = Material("floor", base_colour=(1, 1, 1, 1), metallic=1.0, roughness=roughness, mirror=0)
    lit = Material("lit", "unlit", emissive=(4, 4, 4))
    shining = mesh_of(box((0.16, 0.16, 0.16), 0.0, 1.0).placed(move(0.3, 3.0, height)), 1)
    del black
    return scene_of(f"mirror {key}", [mesh_of(floor(40, 40, 1.0)), shining], [mirror, lit], mirrors=(Mirror(),))


def test_a_floor_mirrors_a_thing_where_it_must(draw):
    """The centre of the mirrored light is the pinhole's picture of the point below the floor."""
    shown = draw(pane(0.03, "sharp"), (0, -2, 1.4), -12)
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
    below = np.where(rows > 58, shown[..., 0], 0.0)
    below[below < 0.3] = 0
    found = np.array([(columns * below).sum(), (rows * below).sum()]) / below.sum()
    way = np.array([0.3, 3.0, -1.0]) - [0, -2, 1.4]
    t = math.radians(-12)
    ahead, up = way[1] * math.cos(t) + way[2] * math.sin(t), -way[1] * math.sin(t) + way[2] * math.cos(t)
    expected = (SIDE / 2 + SIDE * way[0] / ahead, SIDE / 2 - SIDE * up / ahead)
    assert np.abs(found - expected).max() < 1.0
    assert below.max() > 2.0, "metal gives nearly all of it back"


def test_a_rough_floor_blurs_what_is_high_more_than_what_stands_on_it(draw):
    def spread(scene):
        shown = draw(scene, (0, -2, 1.4), -12)[..., 0]
        rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
        below = np.where(rows > 56, shown, 0.0)
        below[below < 0.02 * below.max()] = 0
        across = (columns * below).sum() / below.sum()
        return float(np.sqrt((below * (columns - across) ** 2).sum() / below.sum()))

    sharp, low, high = spread(pane(0.03, "s2")), spread(pane(0.3, "low", 0.2)), spread(pane(0.3, "high", 1.0))
    assert high > 1.4 * sharp and high > 1.15 * low


def test_what_is_below_a_mirror_does_not_show_in_it(draw):
    mirror = Material("floor", base_colour=(1, 1, 1, 1), metallic=1.0, roughness=0.03, mirror=0)
    lit = Material("lit", "unlit", emissive=(4, 4, 4))
    buried = mesh_of(box((0.6, 0.6, 0.6), 0.0, 1.0).placed(move(0.0, 3.0, -1.0)), 1)
    shown = draw(scene_of("buried", [mesh_of(floor(40, 40, 1.0)), buried], [mirror, lit], mirrors=(Mirror(),)), (0, -2, 1.4), -12)
    assert shown[56:].max() < 0.05


def test_air_takes_over_with_distance_and_thins_with_height(draw):
    """A black wall at the distance of the air shows 63 % of its colour; above the air's foot less."""
    black = Material("black", base_colour=(0, 0, 0, 1), roughness=1.0)
    wall_ = mesh_of(box((60, 0.1, 60), 0.0, 1.0).placed(move(0, 10.0, 0)))
    flat = draw(scene_of("air", [wall_], [black], haze=Haze((0.5, 0.4, 0.3), 10.0)), (0, 0, 0))
    assert flat[SIDE // 2, SIDE // 2] == pytest.approx(np.array([0.5, 0.4, 0.3]) * (1 - math.exp(-9.95 / 10)), rel=0.02)
    near = draw(scene_of("air near", [wall_], [black], haze=Haze((0.5, 0.4, 0.3), 10.0)), (0, 6.0, 0))
    assert near[SIDE // 2, SIDE // 2, 0] < 0.6 * flat[SIDE // 2, SIDE // 2, 0]
    thin = draw(scene_of("air thin", [wall_], [black], haze=Haze((0.5, 0.4, 0.3), 10.0, 0.0, 1.5)), (0, 0, 0.5))
    column = thin[:, SIDE // 2, 0]
    assert column[8] < 0.5 * column[60], "less of it on the way up"


def test_what_moves_takes_its_light_from_the_volume(draw):
    """Bright on the left, dark on the right: a ball there, a ball here."""
    values = np.zeros((2, 2, 2, 4, 3), np.float16)
    values[:, :, 0, 0] = 1.0 / 0.28209479
    volume = Volume((-2, -2, -2), (2, 2, 2), values)
    grey = Material("grey", base_colour=(0.5, 0.5, 0.5, 1), roughness=1.0)
    small = ball(0.4)
    nodes = (Node("left", -1, move(-1.0, 0, 0), (0,)), Node("right", -1, move(1.0, 0, 0), (0,)))
    scene = Scene("volume", "volume", meshes=(small,), nodes=nodes, materials=(grey,), ambient=DARK, volume=volume)
    middle = draw(scene)[SIDE // 2, :, 0]
    left, right = middle[16], middle[80]
    assert left == pytest.approx(0.5 * 0.75, rel=0.15) and right == pytest.approx(0.5 * 0.25, rel=0.25)
