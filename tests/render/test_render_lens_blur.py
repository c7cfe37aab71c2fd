"""The blur of the real lens: discs of the size of thin-lens mathematics, evenly lit, with nothing leaking past an edge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from render_shots import PLAIN, frame, matte, noise, shot
from test_render_backdrop import scene_of

from vpstudio.model.camera import CameraPose, Intrinsics, LensState
from vpstudio.model.look import LensSettings, MatchSettings
from vpstudio.model.optic import circle_px
from vpstudio.render import curve
from vpstudio.render.renderer import Renderer

pytestmark = pytest.mark.gl
W, H = 216, 384
FOCAL_MM, STOP, FOCUS_M = 35.0, 2.0, 1.5
FOCAL_PX = FOCAL_MM * 1920 / 24.9
"""As at 1080 x 1920, of which these pictures are a cut-out."""
LENS = PLAIN.model_copy(update={"lens": LensSettings(blur="lens", t_stop=STOP, bloom=0.0, veil=0.0)})


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def seen(renderer, scene, *, look=LENS, **named):
    pose = CameraPose(position_m=(0.0, 0.0, 0.0), lens=LensState(focal_mm=FOCAL_MM))
    lens = Intrinsics(W, H, FOCAL_PX, FOCAL_PX, W / 2, H / 2)
    named = {"actor_depth_m": FOCUS_M, "floor_m": -99.0} | named
    given = {"cut": "matte", "matte": matte(np.zeros((H, W))), "scene": scene, "set_state": scene.at(0.0)}
    renderer.draw(shot(frame(noise(W, H)), look=look, pose=pose, intrinsics=lens, **given, **named))
    return curve._light(renderer.read("set")[..., :3].astype(float), look.match)


def lamp(distance, light, wall=0.02):
    """A lamp two pixels wide, before a wall that stands hardly behind it. The card is 10 m tall, so it is a line of light."""
    half = distance / FOCAL_PX
    return scene_of((distance * 1.01, -99, 99, (wall,) * 3), (distance, -half, half, (light,) * 3), key=f"lamp {distance} {light}")


@pytest.mark.parametrize("distance", [2.0, 3.0, 6.0, 20.0])
def test_the_disc_of_a_lamp_is_what_the_thin_lens_gives(renderer, distance):
    """A line of light spread over discs of diameter c is as bright as sqrt(c^2 / 4 - x^2): at half its height 0.866 c wide."""
    wanted = circle_px(FOCAL_MM, STOP, FOCUS_M, FOCAL_PX, distance)
    row = seen(renderer, lamp(distance, 2.0))[H // 2, :, 1] - 0.02
    half = row[W // 2 - 2 : W // 2 + 2].mean() / 2
    over = np.flatnonzero(row > half)
    left, right = over[0], over[-1]
    width = right - left + (row[left] - half) / (row[left] - row[left - 1]) + (row[right] - half) / (row[right] - row[right + 1])
    assert (left + right + 1) / 2 == pytest.approx(W / 2, abs=1)
    assert width / 0.866 == pytest.approx(wanted, rel=0.05)


def test_the_light_of_a_lamp_is_spread_and_not_lost(renderer):
    """In the middle of the disc a line of width w shows 4 w / (pi c) of its light."""
    wanted = circle_px(FOCAL_MM, STOP, FOCUS_M, FOCAL_PX, 6.0)
    row = seen(renderer, lamp(6.0, 8.0))[H // 2, :, 1]
    assert row[W // 2 - 2 : W // 2 + 2].mean() == pytest.approx(0.02 + 8.0 * 4 * 2 / (np.pi * wanted), rel=0.1)


def test_nothing_bright_behind_leaks_over_what_is_sharp_and_no_rim_is_dark(renderer):
    """A sharp card at the focus before a bright wall: the card keeps its light to its edge, the wall its own."""
    row = seen(renderer, scene_of((6.0, -99, 99, (0.8,) * 3), (FOCUS_M, -99, 0.0, (0.05,) * 3)))[H // 2, :, 1]
    assert row[: W // 2 - 3].max() < 0.06
    assert row[W // 2 + 3 :].min() > 0.7


def test_a_near_edge_is_soft_over_the_actor_by_half_at_the_edge(renderer):
    """What stands at half the focus distance covers him over a circle as wide as that of what is far."""
    scene = scene_of((6.0, -99, 99, (0.02,) * 3), (FOCUS_M / 2, -99, 0.0, (0.3,) * 3))
    given = {"matte": matte(np.full((H, W), 255)), "cut": "matte", "scene": scene, "set_state": scene.at(0.0)}
    pose = CameraPose(position_m=(0.0, 0.0, 0.0), lens=LensState(focal_mm=FOCAL_MM))
    lens = Intrinsics(W, H, FOCAL_PX, FOCAL_PX, W / 2, H / 2)
    renderer.draw(shot(frame(noise(W, H)), look=LENS, pose=pose, intrinsics=lens, actor_depth_m=FOCUS_M, floor_m=-99.0, **given))
    cover = np.frombuffer(renderer._backdrop._view.texture.read(), np.uint8).reshape(H, W, 4)[H // 2, :, 3] / 255
    wanted = abs(circle_px(FOCAL_MM, STOP, FOCUS_M, FOCAL_PX, FOCUS_M / 2))
    assert cover[W // 2 - 2 : W // 2 + 2].mean() == pytest.approx(0.5, abs=0.06)
    # An edge through a disc: a tenth of its area lies beyond 0.687 of the radius.
    assert ((cover > 0.1) & (cover < 0.9)).sum() == pytest.approx(0.687 * wanted, rel=0.1)
    assert (np.diff(cover) < 0.02).all()


def test_softness_stays_where_the_lens_is_not_known(renderer):
    auto = LENS.model_copy(update={"lens": LensSettings(bloom=0.0, veil=0.0)})
    row = seen(renderer, scene_of((6.0, -99, 0, (0.8,) * 3), (6.1, -99, 99, (0.05,) * 3)), look=auto)[H // 2, :, 1]
    assert ((row > 0.15) & (row < 0.7)).sum() <= 1


def point(distance, light, size_px=2.0):
    """A square lamp of whole pixels before a black wall that is hardly farther."""
    wall = scene_of((distance * 1.01, -99, 99, (0.0,) * 3), key="wall")
    half = size_px / 2 * distance / FOCAL_PX
    corners = np.array([(x, distance, z) for x, z in ((-half, -half), (half, -half), (half, half), (-half, half))], np.float32)
    shape = replace(wall.meshes[0], name="lamp", positions=corners, material=1)
    material = replace(wall.materials[0], name="lamp", base_colour=(light, light, light, 1.0))
    node = replace(wall.nodes[0], meshes=(0, 1))
    return replace(
        wall, key=f"point {distance} {light}", meshes=(*wall.meshes, shape), materials=(*wall.materials, material), nodes=(node,)
    )


@pytest.mark.parametrize(("distance", "stop"), [(2.5, 2.0), (4.0, 2.0), (6.0, 2.0), (6.0, 4.0), (15.0, 2.0), (1.0, 2.0)])
def test_the_disc_of_a_point_is_round_even_and_of_the_thin_lens(renderer, distance, stop):
    """By its area; as wide as tall; its middle as bright as its rest, and all of the lamp's light in it."""
    wanted = abs(circle_px(FOCAL_MM, stop, FOCUS_M, FOCAL_PX, distance))
    look = LENS.model_copy(update={"lens": LensSettings(blur="lens", t_stop=stop, bloom=0.0, veil=0.0)})
    disc = seen(renderer, point(distance, 40.0), look=look)[..., 1] - 2.0**-12
    middle = np.median(disc[H // 2 - 2 : H // 2 + 2, W // 2 - 2 : W // 2 + 2])
    over = disc > middle / 2
    assert 2 * np.sqrt(over.sum() / np.pi) == pytest.approx(wanted, rel=0.05)
    wide, tall = over.any(axis=0).sum(), over.any(axis=1).sum()
    assert abs(int(wide) - int(tall)) <= 1
    y, x = np.mgrid[:H, :W] + 0.5
    inner = disc[np.hypot(x - W / 2, y - H / 2) < wanted / 2 - 3]
    assert inner.std() < 0.08 * inner.mean()
    assert disc.sum() == pytest.approx(40.0 * 4, rel=0.05)


def covered(renderer, scene, moved_m=0.0):
    """Row of (colour, cover) in the middle, the actor at the focus."""
    pose = CameraPose(position_m=(moved_m, 0.0, 0.0), lens=LensState(focal_mm=FOCAL_MM))
    lens = Intrinsics(W, H, FOCAL_PX, FOCAL_PX, W / 2, H / 2)
    given = {"matte": matte(np.zeros((H, W))), "cut": "matte", "scene": scene, "set_state": scene.at(0.0)}
    renderer.draw(shot(frame(noise(W, H)), look=LENS, pose=pose, intrinsics=lens, actor_depth_m=FOCUS_M, floor_m=-99.0, **given))
    view = np.frombuffer(renderer._backdrop._view.texture.read(), np.uint8).reshape(H, W, 4).astype(float)
    return curve._light(view[H // 2, :, 1], LENS.match), view[H // 2, :, 3] / 255


@pytest.mark.parametrize("near", [0.5, 0.75, 1.1])
def test_a_near_thing_stays_soft_when_the_set_moves(renderer, near):
    """A twig of half a disc's width and a post, both before him, as soft in a moving picture as in a still one."""
    post, twig = (near, -99, -0.02 * near, (0.3,) * 3), (near, 0.03 * near, 0.034 * near, (0.2,) * 3)
    scene = scene_of((6.0, -99, 99, (0.02,) * 3), post, twig, key=f"near {near}")
    covered(renderer, scene)
    still = covered(renderer, scene)
    assert not renderer.context.software or renderer._backdrop._set.softener.quarter is None
    sharpness = np.abs(np.diff(still[1])).max()
    for moved_m in (1e-7, 2e-7):
        moving = covered(renderer, scene, moved_m)
    assert renderer.context.software is False or renderer._backdrop._set.softener.quarter is not None, "the cheap way was taken"
    assert np.abs(still[0] - moving[0]).max() < 0.04
    # At a quarter of the size an edge may lie half a cell beside itself, and be no harder.
    aside = min(np.abs(still[1][4:-4] - np.roll(moving[1], shift)[4:-4]).mean() for shift in (-2, -1, 0, 1, 2))
    assert aside < 0.02 and np.abs(np.diff(moving[1])).max() < 1.3 * sharpness + 0.02
    soft = [int(((cover > 0.05) & (cover < 0.95)).sum()) for _, cover in (still, moving)]
    assert 0.8 * soft[0] <= soft[1] <= 1.4 * soft[0]


def test_the_best_blur_comes_back_when_the_camera_stands(renderer):
    """The last picture of a move was made cheaply; the set itself is not drawn again for the next."""
    scene = scene_of((6.0, -99, 99, (0.02,) * 3), (0.5, -99, 0.0, (0.3,) * 3), key="stopped")
    covered(renderer, scene)
    still = covered(renderer, scene, 1e-3)
    still = covered(renderer, scene, 1e-3)
    covered(renderer, scene, 2e-3)
    covered(renderer, scene, 1e-3)
    again = covered(renderer, scene, 1e-3)
    assert np.array_equal(np.array(again), np.array(still))


def test_a_slanted_lamp_far_off_shows_no_stairs_while_the_set_moves(renderer):
    """A bright strip that climbs one pixel in six: where its rim reaches white is a line, though the blur is a quarter as large."""
    wall = scene_of((6.0, -99, 99, (0.05,) * 3), key="wall")
    slope, x = 1 / 6, 3.0
    corners = np.array([(px, 5.9, px * slope + z) for px, z in ((-x, -0.02), (x, -0.02), (x, 0.02), (-x, 0.02))], np.float32)
    strip = replace(wall.meshes[0], name="strip", positions=corners, material=1)
    material = replace(wall.materials[0], name="strip", base_colour=(16.0, 16.0, 16.0, 1.0))
    node = replace(wall.nodes[0], meshes=(0, 1))
    scene = replace(wall, key="strip", meshes=(wall.meshes[0], strip), materials=(wall.materials[0], material), nodes=(node,))
    look = PLAIN.model_copy(update={"match": MatchSettings(defocus=1.0)})
    for moved_m in (0.0, 1e-7):
        pose = CameraPose(position_m=(moved_m, 0.0, 0.0))
        lens = Intrinsics(W, H, 300.0, 300.0, W / 2, H / 2)
        given = {"cut": "matte", "matte": matte(np.zeros((H, W))), "scene": scene, "set_state": scene.at(0.0)}
        renderer.draw(shot(frame(noise(W, H)), look=look, pose=pose, intrinsics=lens, actor_depth_m=FOCUS_M, floor_m=-99.0, **given))
    codes = renderer.read("set")[..., 1].astype(float)
    columns = np.arange(20, W - 20)
    # Upper rim: the first row from above at which half of white is passed, between rows.
    rows = [
        np.interp(150.0, np.maximum.accumulate(codes[: H // 2 + 40, x]) + 1e-6 * np.arange(H // 2 + 40), np.arange(H // 2 + 40))
        for x in columns
    ]
    line = np.polyval(np.polyfit(columns, rows, 1), columns)
    assert np.abs(np.array(rows) - line)[10:-10].max() < 0.9
