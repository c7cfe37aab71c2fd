"""What the actor does to the set's light: a shadow away from the key, dark feet, a floor that mirrors him; nothing where nobody stands."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from vpstudio.model.actor import Capsule, KeyLight, Standing
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import ActorSettings, GrainSettings, Look
from vpstudio.model.matte import Matte
from vpstudio.model.scene import Ambient, Material, Mesh, Mirror, Node, Scene
from vpstudio.model.shot import Shot
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.scene.shapes import floor

pytestmark = pytest.mark.gl

W, H = 180, 320
LENS = Intrinsics(W, H, 220, 220, W / 2, H / 2)
POSE = CameraPose.of_angles((0, 0, 1.6), 0, -14, 0)
HEELS = ((-0.12, 4.0, 0.0), (0.12, 4.0, 0.0))
BODY = (Capsule((0, 4.0, 1.4), (0, 4.0, 0.9), 0.17), Capsule((-0.1, 4.0, 0.9), (-0.12, 4.0, 0.08), 0.07))
KEY = KeyLight((-4.0, 4.0, 4.0), False, 0.3, 0.7)


@pytest.fixture(scope="module")
def renderer():
    context = Context.headless()
    made = Renderer(context, (W, H))
    yield made
    made.close()
    context.close()


def scene(mirror=False):
    shape = floor(30, 30, 1.0)
    mesh = Mesh("floor", shape.positions.astype("f4"), shape.normals.astype("f4"), shape.triangles.astype("u4").ravel(), 0)
    grey = Material("grey", "pbr", (0.3, 0.3, 0.3, 1), roughness=0.15 if mirror else 1.0, mirror=0 if mirror else -1)
    even = Ambient((1, 1, 1), (1, 1, 1), (0.5, 0.5, 0.5))
    return Scene(
        f"g {mirror}", "G", (mesh,), (Node("n", -1, np.eye(4), (0,)),), (grey,), ambient=even, mirrors=(Mirror(),) if mirror else ()
    )


def pixel(point):
    x, y, z, _ = np.linalg.inv(POSE.world_from_camera()) @ [*point, 1.0]
    return LENS.cx + LENS.fx * x / y, LENS.cy - LENS.fy * z / y


def shot(standing, look=None, mirror=False):
    """A red actor drawn as his capsules."""
    alpha, picture = np.zeros((H, W), np.uint8), np.zeros((H, W, 4), np.uint8)
    picture[...] = (200, 30, 30, 255)
    for each in BODY:
        a, b = (tuple(round(part) for part in pixel(end)) for end in (each.start_m, each.end_m))
        cv2.line(alpha, a, b, 255, max(1, round(2 * each.radius_m * 220 / 4)))
    planes = sealed(picture)
    sealed(alpha)
    stamp = Stamp(1, 0)
    frame = Frame(stamp, W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)
    plain = Look(grain=GrainSettings(amount=0.0), actor=look or ActorSettings())
    place = scene(mirror)
    return Shot(
        frame,
        Matte(stamp, alpha, "drawn", False),
        "matte",
        POSE,
        LENS,
        Placement.fit((W, H), (W, H)),
        plain,
        place,
        place.at(0),
        actor_depth_m=4.0,
        standing=standing,
    )


def drawn(renderer, made):
    renderer.draw(made)
    return renderer.read()[..., :3].astype(float)


def at(picture, point):
    x, y = (round(part) for part in pixel(point))
    return picture[y - 1 : y + 2, x - 1 : x + 2].mean(axis=(0, 1))


def test_the_shadow_falls_away_from_the_key(renderer):
    plain = drawn(renderer, shot(None))
    shaded = drawn(renderer, shot(Standing(4.0, BODY, (), KEY), ActorSettings(contact=0, reflection=0)))
    # From (-4, ., 4) past a trunk at 1.15 m height the shadow lies 1.6 m to the right.
    dark = at(shaded, (1.55, 4.0, 0)).mean() / at(plain, (1.55, 4.0, 0)).mean()
    assert dark < 0.9
    assert at(shaded, (-1.0, 4.0, 0)) == pytest.approx(at(plain, (-1.0, 4.0, 0)), abs=1.5), "none toward the lamp"
    sun = KeyLight((1.0, 0.0, 1.0), True, 0.01, 0.7)
    other = drawn(renderer, shot(Standing(4.0, BODY, (), sun), ActorSettings(contact=0, reflection=0)))
    assert at(other, (-1.15, 4.0, 0)).mean() < 0.85 * at(plain, (-1.15, 4.0, 0)).mean()


def test_a_larger_lamp_makes_a_softer_shadow(renderer):
    def edge(size):
        picture = drawn(renderer, shot(Standing(4.0, BODY, (), replace(KEY, size_m=size)), ActorSettings(contact=0, reflection=0)))
        y = round(pixel((1.5, 4.0, 0))[1])
        return np.abs(np.diff(picture[y, 110:175].mean(axis=1))).max()

    assert edge(0.1) > 1.6 * edge(2.0)


def test_feet_darken_the_floor_they_stand_on(renderer):
    plain = drawn(renderer, shot(None))
    stood = drawn(renderer, shot(Standing(4.0, BODY, HEELS, None), ActorSettings(shadow=0, reflection=0)))
    near, far = (at(stood, place).mean() / at(plain, place).mean() for place in ((0.0, 3.86, 0.0), (0.0, 2.6, 0.0)))
    assert near < 0.94 and far > 0.985


def test_a_mirroring_floor_shows_him_below_his_feet(renderer):
    standing = Standing(4.0, BODY, HEELS, None)
    off = drawn(renderer, shot(standing, ActorSettings(shadow=0, contact=0, reflection=0), mirror=True))
    on = drawn(renderer, shot(standing, ActorSettings(shadow=0, contact=0, reflection=1), mirror=True))
    x, y = pixel((0, 4.0, -1.15))  # where his trunk is mirrored
    here = (slice(round(y) - 3, round(y) + 4), slice(round(x) - 3, round(x) + 4))
    change = (on - off)[here].mean(axis=(0, 1))
    assert change[0] > change[1] + 2, "redder"
    matt = drawn(renderer, shot(standing, ActorSettings(shadow=0, contact=0, reflection=1)))
    assert np.array_equal(matt, drawn(renderer, shot(None))), "a dull floor mirrors nobody"


def test_nothing_is_done_where_nothing_is_asked_for(renderer):
    plain = drawn(renderer, shot(None))
    asked = drawn(renderer, shot(Standing(4.0, BODY, HEELS, KEY), ActorSettings(shadow=0, contact=0, reflection=0)))
    assert np.array_equal(plain, asked)
