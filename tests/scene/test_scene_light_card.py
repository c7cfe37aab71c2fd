"""The light card says what a white ball at the mark shows; its angles are a gaffer's."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Ambient, Environment, Light, Mark, Material, Mesh, Node, Scene
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.light_card import LUMINANCE, card_of, face_of, light_at, light_card, seen_from_camera
from vpstudio.scene.lightbake.apply import applied
from vpstudio.scene.lightbake.baking import Effort, bake
from vpstudio.scene.shapes import Shape, box, floor, joined, looking, move, spin, wall
from vpstudio.scene.temperature import temperature

QUICK = Effort(texels=6_000, rays=32, bounces=2, looks=6, volume_rays=256)
MARK = Mark((0.3, 0.2, 0.0), pan_deg=25.0)


def mesh_of(shape: Shape, material=0, name="mesh"):
    return Mesh(
        name,
        shape.positions.astype(np.float32),
        shape.normals.astype(np.float32),
        shape.triangles.astype(np.uint32).ravel(),
        material,
        uv=shape.uv.astype(np.float32),
    )


def room(sun=False, warm=True):
    """5 x 5 x 3 m, one warm wall, a warm panel on one side, a cool one on the other, and a sun if asked."""
    walls = [wall(5, 3, 0.5).placed(spin(turn) @ move(0, 2.5, 0)) for turn in (0, 90, 180, 270)]
    shell = joined(floor(5, 5, 0.5), floor(5, 5, 0.5).placed(move(0, 0, 3) @ spin(180, 0)), *walls)
    block = box((0.6, 0.6, 1.0), 0.0, 0.5).placed(move(1.4, 1.4, 0.5))
    lights = [
        Light("warm", 1, "rectangle", kelvin(3200), 9.0, size_m=(0.9, 0.9), baked=True, live=False),
        Light("cool", 2, "rectangle", kelvin(6500), 2.0, size_m=(0.9, 0.9), baked=True, live=False),
    ]
    nodes = [Node("warm", -1, looking((-1.9, -0.6, 2.1), (1.0, 0.4, -0.4))), Node("cool", -1, looking((2.1, 0.6, 1.9), (-1.0, 0, -0.3)))]
    if sun:
        lights.append(Light("sun", 3, "directional", kelvin(5200), 2.5, casts_shadow=True))
        nodes.append(Node("sun", -1, looking((0, 0, 0), (0.5, 0.4, -0.7))))
    tree = (Node("all", -1, np.eye(4), (0, 1)), *nodes)
    grey = Material("wall", "pbr", (0.5, 0.45, 0.4, 1), roughness=1.0)
    return Scene(
        f"room {sun} {warm}",
        "Room",
        (mesh_of(shell), mesh_of(block)),
        tree,
        (grey,),
        lights=tuple(lights),
        ambient=Ambient(),
        marks=(MARK,),
    )


@pytest.fixture(scope="module")
def baked():
    scene = room()
    return applied(scene, bake(scene, QUICK))


def test_a_lamp_alone_is_the_key():
    """A small warm lamp in the dark: its way, its colour, all of it hard, nothing on the far side."""
    at = face_of(MARK)
    place = at + np.array([1.0, -1.0, 1.0])
    lights = (Light("lamp", 1, "point", kelvin(3200), 6.0),)
    nodes = (Node("all", -1, np.eye(4), (0,)), Node("lamp", -1, looking(tuple(place), (0, 0, -1))))
    dark = Material("dark", base_colour=(0, 0, 0, 1))
    scene = Scene(
        "lamp", "L", (mesh_of(floor(9, 9, 1.0)),), nodes, (dark,), lights=lights, ambient=Ambient((0,) * 3, (0,) * 3), marks=(MARK,)
    )
    card = light_card(scene)
    pan, tilt = seen_from_camera(np.array([1.0, -1.0, 1.0]) / math.sqrt(3), MARK)
    assert card.key_pan_deg == pytest.approx(pan, abs=2) and card.key_tilt_deg == pytest.approx(tilt, abs=2)
    assert card.key_kelvin == pytest.approx(3200, abs=60) and card.hard > 0.95
    assert float(np.array(card.key) @ LUMINANCE) == pytest.approx(6.0 / 3.0 / math.pi, rel=0.03), "intensity over distance squared, over pi"


def test_even_light_has_no_contrast():
    even = Scene("even", "E", environment=Environment(np.full((16, 32, 3), 0.7, np.float32)), marks=(MARK,))
    card = light_card(even)
    assert card.contrast == pytest.approx(1.0, abs=0.02) and card.front_stops == pytest.approx(math.log2(0.7), abs=0.03) and card.hard == 0


@pytest.mark.gl
@pytest.mark.parametrize("sun", [False, True])
def test_it_is_what_a_white_ball_at_the_mark_shows(baked, sun):
    """The ball rendered from the camera's side and from either hand: its brightest place and that place's colour are the card's."""
    from vpstudio.render.context import Context
    from vpstudio.render.set_pass import SetPass

    base = baked
    if sun:
        scene = room(sun=True)
        base = applied(scene, bake(scene, QUICK))
    at = face_of(MARK)
    card = card_of(light_at(base, at), MARK, 0.0)
    context = Context.headless()
    made = SetPass(context, (129, 129))
    light, normals = (np.concatenate(parts) for parts in zip(*(ball_from(made, base, at, *eye) for eye in EYES), strict=True))
    made.release()
    context.close()
    bright = light @ LUMINANCE
    # The peak is flat, so its place is that of a plane through all that is nearly as bright: a + b . n.
    near = bright > 0.85 * bright.max()
    plane, *_ = np.linalg.lstsq(np.column_stack([np.ones(near.sum()), normals[near]]), bright[near], rcond=None)
    way = plane[1:] / np.linalg.norm(plane[1:])
    expected = way_of(card.key_pan_deg, card.key_tilt_deg)
    assert math.degrees(math.acos(min(1.0, float(way @ expected)))) < 5.0
    top = light[bright > 0.99 * bright.max()].mean(axis=0)
    assert temperature(top) == pytest.approx(card.key_kelvin, abs=150)
    assert float(top @ LUMINANCE) == pytest.approx(float(np.array(card.key) @ LUMINANCE), rel=0.06)


def way_of(pan, tilt):
    turn, pan, tilt = math.radians(MARK.pan_deg), math.radians(pan), math.radians(tilt)
    back, right = np.array([math.sin(turn), -math.cos(turn), 0]), np.array([math.cos(turn), math.sin(turn), 0])
    return (back * math.cos(pan) + right * math.sin(pan)) * math.cos(tilt) + np.array([0, 0, math.sin(tilt)])


EYES = [(turn, lift) for turn in range(0, 360, 45) for lift in (0, 40)]


def ball_from(made, base, at, turn, lift):
    """((N, 3) light, (N, 3) normals) of a matt white ball of 2 cm, seen from 0.9 m away, where it is not seen too flatly."""
    from vpstudio.scene.shapes import lathe

    steps = np.linspace(-math.pi / 2, math.pi / 2, 40)
    shape = lathe([(max(0.02 * math.cos(t), 1e-5), 0.02 * math.sin(t)) for t in steps], 60)
    ball = mesh_of(shape, len(base.materials), "ball")
    normals = ball.positions / np.linalg.norm(ball.positions, axis=1, keepdims=True)
    ball = Mesh("ball", ball.positions, normals.astype(np.float32), ball.indices, ball.material)
    lens = Intrinsics(129, 129, 2400, 2400, 64.5, 64.5)
    angle, rise = math.radians(turn), math.radians(lift)
    right, flat = np.array([math.cos(angle), math.sin(angle), 0]), np.array([-math.sin(angle), math.cos(angle), 0])
    ahead = flat * math.cos(rise) - np.array([0, 0, math.sin(rise)])
    place = at - 0.9 * ahead
    # White less black: what is mirrored in its varnish moves with the eye, and is no light on it.
    shown = []
    for albedo in (1.0, 0.0):
        scene = replace(
            base,
            key=f"{base.key} ball {albedo}",
            meshes=(*base.meshes, ball),
            materials=(*base.materials, Material("paint", base_colour=(albedo, albedo, albedo, 1), roughness=1.0)),
            nodes=(*base.nodes, Node("ball", -1, move(*at), (len(base.meshes),))),
        )
        picture = made.draw(scene, scene.at(0), CameraPose.of_angles(tuple(place), turn, -lift, 0), lens)
        shown.append(np.frombuffer(picture.colour.read(), "f2").reshape(129, 129, 4).astype(float)[..., :3])
    light = shown[0] - shown[1]
    # Where a ray meets the ball (the quadratic's nearer root).
    rows, columns = np.mgrid[:129, :129]
    across, up = (columns - 64) / 2400, -(rows - 64) / 2400
    way = across[..., None] * right + up[..., None] * np.cross(right, ahead) + ahead
    way /= np.linalg.norm(way, axis=-1, keepdims=True)
    off = place - at
    b = way @ off
    inside = b**2 - (off @ off - 0.02**2)
    with np.errstate(invalid="ignore"):
        spot = off + way * (-b - np.sqrt(inside))[..., None]
    found = spot / 0.02
    seen = np.hypot(rows - 64, columns - 64) < 42
    return light[seen], found[seen]


def test_colour_temperatures_are_those_of_black_bodies():
    for wanted in (1900, 2700, 3200, 4300, 5600, 6504, 9000):
        assert temperature(np.array(kelvin(wanted))) == pytest.approx(wanted, rel=0.012)
    assert temperature(np.zeros(3)) == 0.0
