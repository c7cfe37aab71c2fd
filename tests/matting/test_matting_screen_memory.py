"""The screen remembered behind an actor: what it looked like there, where it is, and what of him a key may not touch."""

import cv2
import numpy as np
import pytest

from vpstudio.matting.screen_light import in_light
from vpstudio.matting.screen_memory import EVERY, ScreenMemory, working_size

W, H = 320, 180
GREEN, BLUE = (0.03, 0.26, 0.05), (0.02, 0.06, 0.30)


def coded(light, noise=1.0, seed=0):
    light = np.clip(light, 0, 1)
    code = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    return np.clip(np.rint(code + np.random.default_rng(seed).normal(0, noise, light.shape)), 0, 255).astype(np.uint8)


def cloth(colour, stops=1.0):
    """Lit from the left: ``stops`` from one side to the other."""
    x = np.linspace(-0.5, 0.5, W)[None, :, None]
    return np.broadcast_to(np.array(colour) * 2.0 ** (-stops * x), (H, W, 3)).astype(np.float32)


def body(at=160, wide=40, top=50):
    alpha = np.zeros((H, W), np.uint8)
    cv2.ellipse(alpha, (at, top), (18, 22), 0, 0, 360, 255, -1)
    cv2.rectangle(alpha, (at - wide, top + 20), (at + wide, H), 255, -1)
    return alpha


def standing(light, alpha, colour=(0.4, 0.25, 0.2)):
    a = cv2.GaussianBlur(alpha, (0, 0), 0.8).astype(np.float32)[..., None] / 255
    return light * (1 - a) + np.array(colour, np.float32) * a


def shown(memory, light, alpha, times=4):
    for number in range(times):
        seen = memory.see(coded(light, seed=number), alpha)
    return seen


@pytest.mark.parametrize(("kind", "colour"), [("green", GREEN), ("blue", BLUE)])
def test_the_cloth_behind_him_is_known_from_what_is_round_him(kind, colour):
    light, alpha = cloth(colour), body()
    seen = shown(ScreenMemory(kind, colour), standing(light, alpha), alpha)
    plate = seen.clean.light[..., :3].astype(float)
    behind = cv2.erode(alpha, np.ones((5, 5))) == 255
    own = 1 if kind == "green" else 2
    assert np.abs(plate[behind][:, own] / light[behind][:, own] - 1).max() < 0.06
    assert seen.clean.light[..., 3].min() > 0.99, "cloth everywhere"


def test_what_was_seen_before_he_stepped_there_is_kept():
    """A dark patch on the cloth, seen while he stood beside it, is still known when he stands before it."""
    light = cloth(GREEN).copy()
    light[90:130, 200:240] *= 0.6
    memory = ScreenMemory("green", GREEN)
    away, before = body(at=80, wide=30), body(at=220, wide=40)
    shown(memory, standing(light, away), away, times=6)
    seen = shown(memory, standing(light, before), before, times=EVERY * 2)
    assert np.median(seen.clean.light[100:120, 210:230, 1]) == pytest.approx(np.median(light[100:120, 210:230, 1]), rel=0.08)


def test_a_cut_to_another_shot_is_noticed():
    memory, alpha = ScreenMemory("green", GREEN), body()
    shown(memory, standing(cloth(GREEN), alpha), alpha, times=6)
    dark = cloth(GREEN) * 0.5
    seen = shown(memory, standing(dark, alpha), alpha, times=EVERY)
    assert np.median(seen.clean.light[10:40, 20:100, 1]) == pytest.approx(np.median(dark[10:40, 20:100, 1]), rel=0.08)


def test_a_pumping_camera_takes_the_memory_along():
    """Exposure up by half a stop and warmer, in one step: also what stands behind the actor is right in that very frame."""
    memory, alpha = ScreenMemory("green", GREEN), body()
    light = cloth(GREEN).copy()
    light[90:130, 200:240] *= 0.6
    shown(memory, standing(light, body(at=80, wide=30)), body(at=80, wide=30), times=6)
    alpha = body(at=220, wide=40)
    shown(memory, standing(light, alpha), alpha, times=4)
    gain = np.array((1.55, 1.42, 1.25), np.float32)
    seen = memory.see(coded(standing(light, alpha) * gain, seed=9), alpha)
    there = (slice(100, 120), slice(210, 230))
    assert np.median(seen.clean.light[there][..., 1]) == pytest.approx(np.median(light[there][..., 1]) * gain[1], rel=0.1)
    assert np.median(seen.clean.light[20:60, 20:120, 1]) == pytest.approx(np.median(light[20:60, 20:120, 1]) * gain[1], rel=0.05)


def partly():
    """A room with other green things, and a cloth in its middle that ends above the floor."""
    light = np.full((H, W, 3), (0.35, 0.3, 0.26), np.float32)
    light[60:90, 270:300] = (0.25, 0.35, 0.10)
    light[100:120, 10:50] = (0.10, 0.20, 0.12)
    light[:140, 70:250] = cloth(GREEN)[:140, 70:250]
    return light


def test_there_is_screen_where_the_cloth_is_and_nowhere_else():
    light, alpha = partly(), body()
    seen = shown(ScreenMemory("green", GREEN), standing(light, alpha), alpha)
    confidence = seen.clean.light[..., 3].astype(float)
    inside = np.zeros((H, W), bool)
    inside[:134, 76:244] = True
    outside = np.ones((H, W), bool)
    outside[:142, 68:252] = False
    assert confidence[inside].min() > 0.95, "also behind the actor"
    assert confidence[outside].max() < 0.05, "also where he stands before the floor, and on other green things"


def test_a_greenish_shirt_is_core_and_a_hole_is_not():
    """The shirt has four fifths of the cloth's green in other light; between arm and body the very cloth shows."""
    light, alpha = cloth(GREEN, 0.3), body(wide=60, top=40)
    picture = standing(light, alpha)
    picture[100:130, 120:160] = light[100:130, 120:160] * 0.75 + 0.02
    picture[100:130, 175:195] = light[100:130, 175:195]
    seen = shown(ScreenMemory("green", GREEN), picture, alpha)
    core = seen.limits[..., 0]
    assert core[104:126, 124:156].min() == 255
    assert core[105:125, 180:190].max() < 30


def test_what_he_holds_belongs_to_him_and_a_speck_does_not():
    light, alpha = cloth(GREEN), body()
    picture = standing(light, alpha)
    stick = np.zeros((H, W), np.uint8)
    cv2.line(stick, (195, 100), (270, 60), 255, 6)
    picture = standing(picture, stick, (0.2, 0.1, 0.05))
    picture[30:34, 40:44] = 0.3
    seen = shown(ScreenMemory("green", GREEN), picture, alpha)
    may = seen.limits[..., 1]
    assert may[cv2.erode(stick, np.ones((3, 3))) == 255].min() == 255
    assert may[25:40, 35:50].max() == 0
    memory = ScreenMemory("green", GREEN)
    memory.keep_props = False
    assert shown(memory, picture, alpha).limits[60:70, 255:265, 1].max() == 0


def test_feet_go_on_to_the_lower_edge_where_the_network_fades():
    light, alpha = cloth(GREEN), body()
    picture = standing(light, alpha, (0.03, 0.03, 0.04))
    faded = alpha.copy()
    faded[-6:] = (faded[-6:] * np.linspace(0.8, 0.2, 6)[:, None]).astype(np.uint8)
    assert shown(ScreenMemory("green", GREEN), picture, faded).limits[-2:, 130:190, 0].min() == 255


def test_somebody_whom_the_network_does_not_see_stays_before_the_screen():
    """A back, a mask, a puppet: what rises from the lower edge before the cloth is no garbage. A lamp stand at the side is."""
    light, alpha = cloth(GREEN), body()
    stand = np.zeros((H, W), np.uint8)
    stand[:, W - 12 :] = 255
    picture = standing(standing(light, alpha), stand, (0.1, 0.1, 0.1))
    seen = shown(ScreenMemory("green", GREEN), picture, np.zeros((H, W), np.uint8))
    assert seen.limits[100:178, 130:190, 1].min() == 255
    assert seen.limits[20:160, W - 8 :, 1].max() == 0 or seen.clean.light[20:160, W - 8 :, 3].max() < 0.05


def test_an_empty_screen_leaves_nothing():
    seen = shown(ScreenMemory("green", GREEN), cloth(GREEN), np.zeros((H, W), np.uint8))
    assert seen.limits.max() == 0


def test_nobody_is_asked_for_what_a_captured_plate_tells():
    light, alpha = cloth(GREEN, 2.0), body()
    captured = np.dstack((light, np.ones((H, W)))).astype(np.float32)
    memory = ScreenMemory("green", GREEN)
    seen = memory.see(coded(standing(light, alpha)), alpha, captured)
    assert np.abs(seen.clean.light[..., :3].astype(float) - light).max() < 0.002
    assert seen.limits[20, 20].tolist() == [0, 0]


def test_the_same_pictures_give_the_same():
    light, alpha = partly(), body()
    one, two = (shown(ScreenMemory("green", GREEN), standing(light, alpha), alpha) for _ in range(2))
    assert (one.limits == two.limits).all() and (one.clean.light == two.clean.light).all()
    assert not one.limits.flags.writeable and not one.clean.light.flags.writeable


@pytest.mark.parametrize("upright", [(1280, 720), (720, 1280), (64, 48), (3840, 2160)])
def test_odd_pictures(upright):
    size = working_size(upright)
    assert max(size) <= 320 and size[0] / size[1] == pytest.approx(upright[0] / upright[1], rel=0.02)
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    for level in (0, 255):
        seen = ScreenMemory("green", GREEN).see(picture + np.uint8(level), np.full(picture.shape[:2], 255, np.uint8))
        assert np.isfinite(seen.clean.light.astype(float)).all()


def test_light_is_srgb():
    assert in_light(np.array([[[0, 118, 255]]], np.uint8))[0, 0] == pytest.approx([0, 0.1812, 1], abs=1e-3)
