"""Feet tell how far off the actor is; without them the typed distance, or his size; and nothing trembles."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from vpstudio.engine.following import Steady
from vpstudio.engine.standing import Seen, Stander, depth_of
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


def painted(depth, aside=0.0, seen_by=None, through=None, arms=True, size=SIZE, stride=0.0):
    """The matte of a grown-up of 1.75 m, heels on the floor at a distance: legs a little apart, head 16.8 cm broad.

    stride: metres by which the left foot is lifted outward."""
    seen_by, through = seen_by or pose(), through or lens()
    alpha = np.zeros((size[1], size[0]), np.uint8)

    def limb(start, end, radius):
        (a, scale), (b, _) = (pixel((aside + x, depth, z), seen_by, through) for x, z in (start, end))
        points = [tuple(round(part * 16) for part in place) for place in (a, b)]
        cv2.line(alpha, points[0], points[1], 255, max(1, round(2 * radius * scale)), cv2.LINE_AA, 4)

    for side in (-1, 1):
        out = stride if side < 0 else 0.0
        limb((0.10 * side, 0.9), (0.13 * side - out, 0.075 + 0.3 * out), 0.075)
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


def test_a_key_that_does_not_reach_a_mark_is_not_that_marks_key():
    """The set's own choice shines on the first mark only; behind it a bulb is the key."""
    spot = Light("spot", 1, "spot", (1, 1, 1), 40.0, inner_rad=0.2, outer_rad=0.3)
    bulb = Light("bulb", 2, "point", (1, 0.8, 0.6), 6.0, radius_m=0.1)
    nodes = (
        Node("all", -1, np.eye(4)),
        Node("spot", -1, looking((0, 0, 3.0), (0, 0.0, -1))),
        Node("bulb", -1, looking((0, 9.0, 2.5), (0, 0, -1))),
    )
    marks = (Mark((0, 0, 0)), Mark((0, 8.0, 0)))
    scene = Scene("two", "T", nodes=nodes, lights=(spot, bulb), ambient=Ambient((0.01,) * 3, (0.01,) * 3), marks=marks, key_light=0)
    assert key_light(scene, 0).place_m == pytest.approx((0, 0, 3.0)) and key_light(scene, 1).place_m == pytest.approx((0, 9.0, 2.5))
    assert key_light(scene, 1) is key_light(scene, 1), "looked for once"


def moved(times, mattes, camera, floor_m=0.0):
    """The shots of a row of pictures, 25 a second, by one Stander."""
    stander, scene = Stander(), lit_scene()
    return [stander.stood(shot_of(alpha, scene, number), camera) for number, alpha in zip(times, mattes, strict=True)]


def test_a_foot_that_swings_does_not_stand():
    """The left foot is lifted and carried aside at 2 m/s while the right one stands."""
    still = moved(range(1, 11), [painted(3.5, arms=False)] * 10, CameraSettings())
    assert still[-1].standing.planted == (1.0, 1.0)
    swung = moved(range(1, 8), [painted(3.5, arms=False, stride=0.08 * step) for step in range(7)], CameraSettings())[-1].standing
    feet = sorted(zip(swung.heels_m, swung.planted, strict=True))
    assert len(feet) == 2 and feet[0][1] < 0.3 and feet[1][1] == 1.0
    assert swung.depth_m == pytest.approx(3.5, rel=0.05)


def test_he_who_walks_out_at_the_lower_edge_keeps_his_own_size():
    """From 4 m to where his feet leave the picture and on to 1.4 m: never a jump to the typed distance."""
    depths = np.concatenate([[4.0] * 10, np.linspace(4.0, 1.4, 66), [1.4] * 25])
    level = pose(1.45, -5.0)
    shots = moved(
        range(1, len(depths) + 1), [painted(depth, seen_by=level, arms=False) for depth in depths], CameraSettings(distance_m=6.0)
    )
    told = np.array([shot.actor_depth_m for shot in shots])
    assert shots[-1].standing.heels_m == () and told[-1] == pytest.approx(1.4, rel=0.15)
    assert np.abs(np.diff(told)).max() < 0.14, "1 m/s, and no jump"


def test_he_who_is_cut_off_has_legs_for_his_shadow():
    level = pose(1.5, 0.0)
    shot = Stander().stood(replace(shot_of(painted(0.9, seen_by=level), lit_scene()), actor_depth_m=0.9), CameraSettings(distance_m=0.9))
    assert shot.standing.heels_m == ()
    lowest = min(part[2] - each.radius_m for each in shot.standing.capsules for part in (each.start_m, each.end_m))
    assert lowest == pytest.approx(0.0, abs=0.02)


def test_two_who_are_alike_large_do_not_take_turns():
    """Which of them is larger changes with every picture; the depth stays with the first."""
    pairs = [np.maximum(painted(4.0, -0.7, arms=number % 2 == 0), painted(4.3, 0.8, arms=number % 2 == 1)) for number in range(20)]
    largest = [silhouettes(alpha)[0].head[0] for alpha in pairs[:2]]
    assert abs(largest[0] - largest[1]) > 0.1, "each in turn"
    told = [shot.actor_depth_m for shot in moved(range(1, 21), pairs, CameraSettings())]
    assert np.ptp(told) < 0.02


def test_capsules_do_not_tremble_with_the_matte_nor_pop():
    rng = np.random.default_rng(5)

    def noisy(arms):
        edge = cv2.GaussianBlur(rng.normal(0, 1, (SIZE[1], SIZE[0])), (0, 0), 1.5)
        soft = cv2.GaussianBlur(painted(3.5, arms=arms).astype(float), (0, 0), 2.0)
        return np.clip(soft + 250 * edge * (soft > 8) * (soft < 247), 0, 255).astype(np.uint8)

    shots = moved(range(1, 61), [noisy(False) for _ in range(60)], CameraSettings())
    trunk = np.array([(*shot.standing.capsules[1].start_m, *shot.standing.capsules[1].end_m) for shot in shots[10:]])
    assert trunk.std(axis=0).max() < 0.025
    steps = np.abs(np.diff(trunk, axis=0)).max(axis=0)
    assert steps.max() < 0.05 and steps[[0, 3]].max() < 0.01, "a little along itself, hardly aside"
    raised = moved(range(1, 31), [noisy(step > 10) for step in range(30)], CameraSettings())
    arms = [max((each.radius_m for each in shot.standing.capsules[4:]), default=0.0) for shot in raised]
    assert max(arms[:10]) < 0.045 and arms[-1] > 0.06 and np.abs(np.diff(arms)).max() < 0.03


def test_a_move_to_the_actor_brings_him_nearer_as_typed():
    shot = Stander().stood(shot_of(painted(3.5), lit_scene()), CameraSettings(distance_m=2.0, depth_by="typed"))
    assert shot.actor_depth_m == 1.8 and shot.standing.depth_m == 1.8, "as the shot has it, moves counted in"


def test_a_small_broken_matte_is_read_too():
    """Bodies of a few pixels, with pieces of one: none stops the show."""
    rng = np.random.default_rng(2)
    for _ in range(60):
        alpha = (cv2.GaussianBlur(rng.normal(0, 1, (90, 60)), (0, 0), rng.uniform(0.6, 4)) > 0.12).astype(np.uint8) * 255
        for body in silhouettes(alpha):
            assert all(np.isfinite((*limb.start, *limb.end, limb.radius)).all() and limb.radius > 0 for limb in body.limbs)


def test_feet_that_touch_in_the_picture_are_two():
    """One foot a step before the other and half over it, as of a walker seen from above: one run of columns."""
    alpha = np.zeros((480, 270), np.uint8)
    cv2.ellipse(alpha, (135, 200), (45, 140), 0, 0, 360, 255, -1)
    cv2.rectangle(alpha, (100, 320), (136, 420), 255, -1)
    cv2.rectangle(alpha, (130, 320), (158, 438), 255, -1)
    (body,) = silhouettes(alpha)
    (left, right) = sorted(body.heels)
    assert left[0] * 480 == pytest.approx(113, abs=7) and left[1] * 480 == pytest.approx(421, abs=4)
    assert right[0] * 480 == pytest.approx(144, abs=7) and right[1] * 480 == pytest.approx(439, abs=4)
