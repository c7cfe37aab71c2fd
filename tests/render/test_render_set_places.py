"""The built-in sets as pictures: depth, lamps, lightning and sway show. How each state looks: test_render_set_golden."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.look import MatchSettings
from vpstudio.render import curve
from vpstudio.render.context import Context
from vpstudio.render.set_pass import SetPass
from vpstudio.scene.sets.base import registry

pytestmark = pytest.mark.gl

SIZE = (135, 240)


@pytest.fixture(scope="module")
def passes():
    context = Context.headless()
    made = {size: SetPass(context, size) for size in (SIZE, (240, 135))}
    yield made
    for each in made.values():
        each.release()
    context.close()


@cache
def built(name, **values):
    maker = registry.get(name)
    return maker(maker.Settings(**values)).build()


def pose_of(mark, distance=1.8, height=1.5):
    turn = math.radians(mark.pan_deg)
    x, y, _ = mark.position_m
    return CameraPose.of_angles((x + distance * math.sin(turn), y - distance * math.cos(turn), height), mark.pan_deg, 0, 0)


def shot(passes, scene, size=SIZE, mark=0, focal=50.0, time_s=0.0):
    """(H, W, 3) light and (H, W) metres; the focal length is for 36 mm along the longer side."""
    pixels = focal / 36 * max(size)
    lens = Intrinsics(*size, pixels, pixels, size[0] / 2, size[1] / 2)
    picture = passes[size].draw(scene, scene.at(time_s), pose_of(scene.marks[mark]), lens)
    light = np.frombuffer(picture.colour.read(), "f2").reshape(size[1], size[0], 4).astype("f8")
    return light, np.frombuffer(picture.depth.read(), "f4").reshape(size[1], size[0])


def changed(before, after):
    """The part of the pixels that show something else."""
    return float((np.abs(np.minimum(before, 1.0) - np.minimum(after, 1.0)).max(axis=2) > 0.02).mean())


def codes(light):
    return curve.codes(light[..., :3], MatchSettings())


@pytest.mark.parametrize("name", registry.names())
def test_there_is_depth_behind_the_actor(passes, name):
    """Near, middle and far, over the set's angles: something close by, what stands a room away, and what is ten times as far."""
    scene = built(name)
    seen = [shot(passes, scene, (240, 135), number, 24.0)[1] for number in range(len(scene.marks))]
    near, middle, far = (
        max(share(metres).mean() for metres in seen) for share in (lambda m: m < 3.4, lambda m: (m > 3.4) & (m < 9), lambda m: m > 9)
    )
    assert near > 0.02 and middle > 0.05 and far > 0.05
    _, straight = shot(passes, scene)
    assert straight[60:180, 50:85].min() > scene.marks[0].distance_m + 0.1, "something stands where the actor does"


def test_the_window_is_brighter_than_the_room_but_not_lost(passes):
    light, metres = shot(passes, built("office", state="day"))
    code = codes(light)
    outside = metres > 50
    assert np.median(code[outside]) > np.median(code[~outside]) + 60
    assert (code[outside].max(axis=-1) > 253).mean() < 0.05


def test_lamps_off_darken_the_night(passes):
    lit, _ = shot(passes, built("office", state="night"))
    dark, _ = shot(passes, built("office", state="night", practicals=False))
    assert lit[..., :3].mean() > 2 * dark[..., :3].mean()


def test_the_city_tilts_against_the_cabin(passes):
    """The frame stays to the pixel, the skyline turns."""
    scene = built("cabin", state="dusk")
    swung = max(np.arange(0, 24, 0.1), key=lambda t: scene.animate.sway(t)[0])
    roll, _ = scene.animate.sway(swung)
    assert 1.2 < roll <= 1.5
    still, metres = shot(passes, scene, time_s=0.0)
    turned, _ = shot(passes, scene, time_s=float(swung))
    frame = cv2.erode(((metres > 1.5) & (metres < 5)).astype(np.uint8), np.ones((5, 5))) > 0
    frame[:, :] &= np.abs(still - turned).max(axis=2) < 5  # lamps' own glow
    assert frame.mean() > 0.1
    assert np.median(np.abs(still - turned)[frame]) < 1e-3
    assert np.abs(still - turned)[metres > 100].mean() > 0.01
    world = scene.at(float(swung)).matrices[next(i for i, node in enumerate(scene.nodes) if node.far)]
    # Its roll about the camera's axis is the cabin's, the other way round.
    assert math.degrees(math.atan2(world[0, 2], world[0, 0])) == pytest.approx(-roll, abs=0.1)


def test_the_cabin_loops(passes):
    scene = built("cabin", state="storm")
    for time_s in (0.0, 3.3, 17.55):
        now, later = scene.at(time_s), scene.at(time_s + 24.0)
        assert np.allclose(now.matrices, later.matrices, atol=1e-9) and now.flash == pytest.approx(later.flash)


def test_lightning_lights_the_set_and_the_actor(passes):
    scene = built("cabin", state="storm")
    dark, flash = scene.at(3.5), scene.at(4.17)
    assert max(dark.flash) == 0 and min(flash.flash) > 0.5
    before, metres = shot(passes, scene, time_s=3.5)
    bright, _ = shot(passes, scene, time_s=4.17)
    outside = metres > 100
    assert bright[outside, :3].mean() > 2 * before[outside, :3].mean()
    unlit = ~outside & (before[..., :3].max(axis=2) < 1.0)  # not the lamps themselves
    assert bright[unlit, :3].mean() > 1.15 * before[unlit, :3].mean()
    assert all(max(built("cabin", state=state).at(4.17).flash) == 0 for state in ("day", "night"))


def test_rain_moves_on_the_glass(passes):
    wet, dry = built("cabin", state="storm", sway_deg=0.0), built("cabin", state="storm", sway_deg=0.0, rain=0.0)
    first, _ = shot(passes, wet, time_s=1.0)
    second, _ = shot(passes, wet, time_s=1.2)
    still, _ = shot(passes, dry, time_s=1.0)
    later, _ = shot(passes, dry, time_s=1.2)
    # Traffic far below moves too, and straps.
    assert changed(first, second) > 3 * changed(still, later) + 0.002


def test_drawing_only_what_changed_shows_the_same(passes):
    """Straps swing over the ceiling's tiles, drops run: after some frames the picture is what a fresh start draws."""
    scene = built("cabin", state="storm")
    for time_s in (20.0, 20.3, 20.6, 21.0):
        stepped, depth = shot(passes, scene, time_s=time_s, mark=0)
    shot(passes, built("office", state="day"))
    fresh, fresh_depth = shot(passes, scene, time_s=21.0, mark=0)
    difference = np.abs(np.minimum(stepped, 1.0) - np.minimum(fresh, 1.0))[..., :3].max(axis=2)
    # The far city is a picture turned, softer by a little than a fresh one.
    assert difference.mean() < 0.03 and (difference > 0.1).mean() < 0.08
    near = (fresh_depth < 10) & (depth < 10)
    assert (np.abs(difference[near]) > 0.05).mean() < 0.02
    assert ((depth < 10) == (fresh_depth < 10)).mean() > 0.98


def test_the_second_picture_of_a_moving_set_is_cheap(passes):
    """Far and near are not drawn again: a frame costs a small part of the first."""
    scene = built("cabin", state="storm")
    made = passes[SIZE]
    lens = Intrinsics(*SIZE, 333, 333, 67.5, 120)
    counts = []
    layers = made._layers
    original = layers._draw_layers
    layers._draw_layers = lambda *given: counts.append(1) or original(*given)
    try:
        for step in range(30):
            made.draw(scene, scene.at(5.5 + step * 0.2), pose_of(scene.marks[0]), lens)
    finally:
        layers._draw_layers = original
    assert len(counts) == 1


@pytest.mark.parametrize("kind", ["chair", "plant", "desk"])
def test_what_stands_near_the_lens_is_in_the_picture(passes, kind):
    """Nearer than the actor at 1.8 m, at the picture's edge, and not before his face."""
    _, metres = shot(passes, built("office", foreground=kind))
    near = metres < 1.75
    assert 0.01 < near.mean() < 0.35
    assert near[60:120, 50:85].mean() < 0.1
