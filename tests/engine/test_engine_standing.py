"""Feet tell how far off the actor is; without them the typed distance, or his size; and nothing trembles."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.engine.standing import Seen, Stander, Steady, depth_of
from vpstudio.matting.silhouette import silhouettes
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import Look
from vpstudio.model.matte import Matte
from vpstudio.model.project import CameraSettings
from vpstudio.model.scene import Ambient, Light, Mark, Material, Node, Scene
from vpstudio.model.shot import Shot
from vpstudio.scene.key_light import key_light
from vpstudio.scene.shapes import looking

SIZE = (270, 480)


def lens(focal=330.0):
    return Intrinsics(*SIZE, focal, focal, SIZE[0] / 2, SIZE[1] / 2)


def pose(height=1.4, tilt=-5.0):
    return CameraPose.of_angles((0.0, 0.0, height), 0.0, tilt, 0.0)


def pixel(point, seen_by, through):
    x, y, z, _ = np.linalg.inv(seen_by.world_from_camera()) @ [*point, 1.0]
    return (through.cx + through.fx * x / y, through.cy - through.fy * z / y), through.fx / y


def painted(depth, aside=0.0, seen_by=None, through=None, arms=True, size=SIZE):
    """The matte of a grown-up of 1.75 m, heels on the floor at a distance: legs a little apart, head 16.8 cm broad."""
    seen_by, through = seen_by or pose(), through or lens()
    alpha = np.zeros((size[1], size[0]), np.uint8)

    def limb(start, end, radius):
        (a, scale), (b, _) = (pixel((aside + x, depth, z), seen_by, through) for x, z in (start, end))
        points = [tuple(round(part * 16) for part in place) for place in (a, b)]
        cv2.line(alpha, points[0], points[1], 255, max(1, round(2 * radius * scale)), cv2.LINE_AA, 4)

    for side in (-1, 1):
        limb((0.10 * side, 0.9), (0.13 * side, 0.075), 0.075)
        if arms:
            limb((0.22 * side, 1.38), (0.34 * side, 0.95), 0.05)
    limb((0, 1.32), (0, 1.0), 0.17)
    limb((0, 1.50), (0, 1.44), 0.06)
    limb((0, 1.666), (0, 1.58), 0.084)
    return alpha


def seen(through=None, by=None):
    return Seen(by or pose(), through or lens(), Placement.fit(SIZE, SIZE), 0.0)


@pytest.mark.parametrize("depth", [3.0, 4.0, 6.0])
@pytest.mark.parametrize("aside", [-0.4, 0.3])
def test_heels_tell_the_distance(depth, aside):
    bodies = silhouettes(painted(depth, aside))
    assert len(bodies) == 1 and len(bodies[0].heels) == 2
    found = depth_of(bodies[0], seen(), CameraSettings(distance_m=1.0))
    assert found == pytest.approx(depth / 1.0, rel=0.05)


@pytest.mark.parametrize("depth", [1.2, 1.6, 2.0])
def test_a_head_tells_the_distance_where_no_feet_are_seen(depth):
    """Cut off below: the typed distance counts, unless his size is asked for."""
    level = pose(1.5, 0.0)
    bodies = silhouettes(painted(depth, seen_by=level))
    assert bodies[0].heels == ()
    assert depth_of(bodies[0], seen(by=level), CameraSettings(distance_m=1.9)) == 1.9
    assert depth_of(bodies[0], seen(by=level), CameraSettings(distance_m=1.9, depth_by="size")) == pytest.approx(depth, rel=0.15)
    assert depth_of(bodies[0], seen(by=level), CameraSettings(distance_m=1.9, depth_by="typed")) == 1.9


def test_two_people_are_two_bodies_and_specks_are_none():
    alpha = np.maximum(painted(5.0, -0.7), painted(4.0, 0.5))
    alpha[5:8, 5:9] = 255
    bodies = silhouettes(alpha)
    assert len(bodies) == 2
    depths = sorted(depth_of(body, seen(), CameraSettings()) for body in bodies)
    assert depths == pytest.approx([4.0, 5.0], rel=0.05)
    assert silhouettes(np.zeros((90, 60), np.uint8)) == ()


def test_a_body_that_a_mask_cuts_off_keeps_the_typed_distance():
    """Ends at the hip in the middle of the picture: no heels stand there."""
    alpha = painted(3.5)
    alpha[round(pixel((0, 3.5, 1.0), pose(), lens())[0][1]) :] = 0
    body = silhouettes(alpha)[0]
    assert depth_of(body, seen(), CameraSettings(distance_m=2.7)) == 2.7
    shot = Stander().stood(shot_of(alpha, lit_scene()), CameraSettings(distance_m=2.7))
    assert shot.standing is not None and shot.standing.heels_m == ()


def test_raised_arms_become_limbs_of_their_own():
    plain = len(silhouettes(painted(3.5, arms=False))[0].limbs)
    armed = silhouettes(painted(3.5))[0].limbs
    assert len(armed) == plain + 2
    assert all(limb.radius < 0.05 for limb in armed[plain:])


def test_a_steady_depth_neither_trembles_nor_lags_behind_a_walk():
    rng = np.random.default_rng(0)
    steady = Steady()
    still = [steady.at(n / 25, 3.0 + rng.normal(0, 0.03)) for n in range(100)]
    assert np.abs(np.diff(still[20:])).max() < 0.016 and np.std(still[20:]) < 0.02
    walk = [steady.at(4 + n / 25, 3.0 + min(n, 50) / 25) for n in range(1, 100)]
    assert abs(walk[50] - 5.0) < 0.5 and walk[-1] == pytest.approx(5.0, abs=0.05)
    assert steady.at(60.0, 2.0) == 2.0, "a gap begins anew"


def lit_scene():
    lamp = Light("lamp", 1, "spot", (1, 1, 1), 40.0, inner_rad=0.5, outer_rad=0.7)
    nodes = (Node("all", -1, np.eye(4)), Node("lamp", -1, looking((-1.5, 2.0, 3.0), (0.5, 0.4, -0.8))))
    return Scene("s", "S", nodes=nodes, materials=(Material("m"),), lights=(lamp,), ambient=Ambient(), marks=(Mark((0, 3.5, 0)),))


def shot_of(alpha, scene, number=1):
    picture = sealed(np.full((SIZE[1], SIZE[0], 4), 90, np.uint8))
    sealed(alpha)
    stamp = Stamp(number, number * 40_000_000)
    frame = Frame(stamp, *SIZE, picture, Layout.RGBA, picture, Layout.RGBA, RGB_FULL)
    matte = Matte(stamp, alpha, "drawn", False)
    return Shot(
        frame, matte, "matte", pose(), lens(), Placement.fit(SIZE, SIZE), Look(), scene, scene.at(0), actor_depth_m=1.8, floor_m=0.0
    )


def test_a_shot_is_told_who_stands_in_it():
    scene = lit_scene()
    shot = Stander().stood(shot_of(painted(3.5), scene), CameraSettings(distance_m=1.8))
    assert shot.standing is not None and shot.actor_depth_m == pytest.approx(3.5, rel=0.05)
    assert len(shot.standing.capsules) >= 4 and len(shot.standing.heels_m) == 2
    assert all(abs(heel[2]) < 1e-6 for heel in shot.standing.heels_m)
    ends = np.array([part for each in shot.standing.capsules for part in (each.start_m, each.end_m)])
    assert 1.5 < ends[:, 2].max() < 1.8 and ends[:, 2].min() > -0.1 and np.abs(ends[:, 0]).max() < 0.6
    empty = Stander().stood(shot_of(np.zeros((SIZE[1], SIZE[0]), np.uint8), scene), CameraSettings())
    assert empty.standing is None and empty.actor_depth_m == 1.8


def test_the_key_is_the_strongest_light_and_knows_its_share():
    key = key_light(lit_scene())
    assert key is not None and not key.far and key.place_m == pytest.approx((-1.5, 2.0, 3.0)) and 0.5 < key.share <= 0.95
    assert key_light(Scene("none", "N", ambient=Ambient())) is None
