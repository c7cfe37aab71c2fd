"""Clicks and strokes: what is seen under them, and the keyer's values that follow."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest

from vpstudio.matting.plates import deep_codes
from vpstudio.matting.screen_light import in_light
from vpstudio.matting.strokes import DEFAULTS, fit, fitted, sampled
from vpstudio.model.clean import CleanPlate
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, Orientation
from vpstudio.model.look import KeySettings, Stroke
from vpstudio.paths import shader
from vpstudio.problem import Problem

RNG = np.random.default_rng(3)
GREEN = (0.05, 0.30, 0.07)
SKIN, DENIM, OLIVE = (0.45, 0.28, 0.20), (0.05, 0.08, 0.16), (0.14, 0.17, 0.06)


def stroke(kind, colour, spread=0.03, count=64, at=((0.5, 0.5),)) -> Stroke:
    shades = np.array(colour) * (1 + RNG.uniform(-spread, spread, (count, 1))) + RNG.normal(0, 0.002, (count, 3))
    return Stroke(kind=kind, points=at, colours=tuple(tuple(float(v) for v in each) for each in np.clip(shades, 0, 1)))


def keyed(colours, values, bare=None) -> np.ndarray:
    """The shader's arithmetic, written out on its own, for cloth that the plate follows (``bare``) or the screen's one colour."""
    screen = np.array(values["screen"])

    def k(colour):
        own, other = (1, 2) if screen[1] >= screen[2] else (2, 1)
        pair = np.sort(np.stack((colour[..., 0], colour[..., other]), -1), axis=-1)
        return colour[..., own] - (pair[..., 0] * (1 - values["balance"]) + pair[..., 1] * values["balance"])

    full = max(float(k(np.array(bare if bare is not None else screen))), 1e-3)
    alpha = 1 - np.maximum(k(np.array(colours)), 0) / full
    return np.clip((alpha - values["black_clip"]) / (values["white_clip"] - values["black_clip"]), 0, 1)


def frame_of(rgb, orientation=Orientation()) -> Frame:  # noqa: B008
    return Frame(Stamp(0, 0), rgb.shape[1], rgb.shape[0], (rgb,), Layout.RGB, (rgb,), Layout.RGB, RGB_FULL, orientation)


def picture() -> np.ndarray:
    rgb = np.full((720, 1280, 3), (60, 150, 70), np.uint8)
    rgb[200:, 500:800] = (180, 140, 120)
    return rgb


def test_the_defaults_are_the_shaders_own():
    text = shader("keyers", "colour_difference.glsl").read_text(encoding="utf-8")
    told = dict(re.findall(r"uniform float (\w+);\s*// ([\d.]+)", text))
    assert {name: float(told[name]) for name in DEFAULTS} == DEFAULTS


def test_a_click_sees_what_is_there():
    for points, colour in ((((0.1, 0.1),), (60, 150, 70)), (((0.5, 0.8),), (180, 140, 120))):
        found = sampled(frame_of(picture()), points)
        assert 1 <= len(found) <= 64
        assert np.abs(np.array(found) - in_light(np.array(colour, np.uint8)[None])[0]).max() < 1e-3


def test_a_stroke_sees_all_along_it():
    found = np.array(sampled(frame_of(picture()), ((0.1, 0.6), (0.6, 0.6)), 0.01))
    assert len(found) == 64
    share = (found[:, 0] > 0.2).mean()
    assert share == pytest.approx((0.6 - 500 / 1280) / 0.5, abs=0.06)


def test_turned_and_mirrored_pictures_are_sampled_upright():
    orientation = Orientation(90, True)
    rgb = np.full((720, 1280, 3), 90, np.uint8)
    rgb[:100, :100] = (250, 20, 20)
    upright = np.rot90(rgb, -1)[:, ::-1]
    y, x = np.argwhere(upright[..., 0] > 200).mean(axis=0) / upright.shape[:2]
    assert sampled(frame_of(rgb, orientation), ((float(x), float(y)),))[0][0] > 0.9


def test_points_outside_and_none():
    assert sampled(frame_of(picture()), ((-0.5, 2.0), (1.5, 1.0)))
    with pytest.raises(ValueError, match="one point"):
        sampled(frame_of(picture()), ())


def test_one_click_sets_the_screens_colour_and_sane_clips():
    values = fitted((stroke("screen", GREEN, 0.05),), KeySettings())
    assert values["screen"] == pytest.approx(GREEN, rel=0.05)
    assert values["balance"] == DEFAULTS["balance"]
    assert DEFAULTS["black_clip"] <= values["black_clip"] < 0.15 and values["white_clip"] == DEFAULTS["white_clip"]
    assert keyed([GREEN], values).max() == 0 and keyed([SKIN, DENIM], values).min() == 1


def test_stray_pixels_under_a_click_do_not_matter():
    click = stroke("screen", GREEN, 0.02)
    dirty = click.model_copy(update={"colours": click.colours[:44] + ((0.8, 0.8, 0.8),) * 20})
    assert fit((dirty,), KeySettings()).values["screen"] == pytest.approx(GREEN, rel=0.05)


@pytest.mark.parametrize("screen", [GREEN, (0.02, 0.05, 0.30)])
@pytest.mark.parametrize("actor", [SKIN, DENIM, (0.5, 0.5, 0.5), (0.02, 0.02, 0.02), (0.30, 0.25, 0.06)])
def test_marked_screen_is_gone_and_marked_actor_solid(screen, actor):
    strokes = (stroke("screen", screen, 0.05), stroke("screen", np.array(screen) * 0.8, 0.05), stroke("actor", actor))
    made = fit(strokes, KeySettings())
    assert made.problem is None
    for each in strokes:
        if each.kind == "screen":
            local, middle = np.median(each.colours, axis=0), np.array(made.values["screen"])
            for follows in (1.0, 0.9):
                assert (keyed(each.colours, made.values, middle + (local - middle) * follows) == 0).mean() > 0.95
        else:
            assert (keyed(each.colours, made.values) == 1).mean() > 0.95


def test_greenish_clothes_are_parted_by_the_balance():
    """Olive has a surplus of green over the mean of the others; beside the larger of them it has next to none."""
    strokes = (stroke("screen", GREEN), stroke("actor", OLIVE))
    made = fit(strokes, KeySettings(values={"balance": 0.0}))
    assert made.problem is None and made.values["balance"] > 0.3
    assert (keyed(strokes[1].colours, made.values) == 1).mean() > 0.95
    assert (keyed(strokes[0].colours, made.values) == 0).mean() > 0.95


def test_what_needs_no_change_is_not_changed():
    key = KeySettings(values={"balance": 0.55, "denoise": 0.4, "unevenness": 1.0})
    values = fitted((stroke("screen", GREEN, 0.01), stroke("actor", SKIN)), key)
    assert values["balance"] == pytest.approx(0.55) and values["denoise"] == 0.4


def test_in_the_cameras_codes():
    """The same strokes, keyed in codes, where the shader converts screen, plate and picture alike."""
    strokes = (stroke("screen", GREEN), stroke("actor", OLIVE), stroke("actor", SKIN))
    made = fit(strokes, KeySettings(space="codes"))
    assert made.problem is None and made.values["screen"] == pytest.approx(GREEN, rel=0.05), "told in light"

    def codes(colours):
        return deep_codes(np.array(colours)) / 65535

    values = {**made.values, "screen": tuple(codes(made.values["screen"]))}
    assert (keyed(codes(strokes[0].colours), values) == 0).mean() > 0.95
    for actor in strokes[1:]:
        assert (keyed(codes(actor.colours), values) == 1).mean() > 0.95


def test_the_same_colour_on_both_sides_is_told():
    strokes = (stroke("screen", GREEN), stroke("actor", GREEN))
    with pytest.raises(Problem) as told:
        fitted(strokes, KeySettings())
    assert told.value.code == "plate.strokes_clash"


def test_a_click_on_something_else_is_told():
    with pytest.raises(Problem) as told:
        fitted((stroke("screen", (0.4, 0.3, 0.3)),), KeySettings())
    assert told.value.code == "plate.no_screen"


def test_folds_far_too_dark_are_told():
    strokes = (stroke("screen", GREEN), stroke("screen", (0.015, 0.02, 0.018), 0.01), stroke("screen", GREEN))
    made = fit(strokes, KeySettings(values={"unevenness": 0.0}))
    assert made.problem is not None and made.problem.code == "plate.strokes_uneven"
    assert made.values["black_clip"] == 0.5


def test_the_plate_explains_a_dark_corner():
    """With the captured plate the dark corner is bare cloth as it should be, and the clip stays low."""
    light = np.zeros((90, 160, 4), np.float16)
    light[..., :3], light[..., 3] = GREEN, 1
    light[:45, :80, :3] = np.array(GREEN) * 0.35
    clean = CleanPlate(light, "captured", "test")
    strokes = (stroke("screen", GREEN, 0.02, at=((0.8, 0.8),)), stroke("screen", np.array(GREEN) * 0.35, 0.02, at=((0.2, 0.2),)))
    assert fit(strokes, KeySettings(), clean).values["black_clip"] < 0.2
    assert fit(strokes, KeySettings()).values["black_clip"] > 0.13, "and without, for the plate in the picture follows less closely"


def test_a_glint_that_is_not_learnt_as_cloth_is_clipped():
    """Washed-out cloth is too impure for the plate made from the picture, so the clip alone can take it away."""
    glint = stroke("screen", (0.22, 0.42, 0.23), 0.02, 20)
    values = fitted((stroke("screen", GREEN), glint), KeySettings())
    assert values["black_clip"] > 0.09
    assert (keyed(glint.colours, values) == 0).mean() > 0.95


def test_actor_alone_and_nothing_at_all():
    assert fitted((), KeySettings(values={"denoise": 0.3})) == {"denoise": 0.3}
    assert fitted((stroke("actor", OLIVE),), KeySettings()) == {}, "no screen is known yet"
    values = fitted((stroke("actor", OLIVE),), KeySettings(values={"screen": GREEN}))
    assert (keyed(stroke("actor", OLIVE).colours, values) == 1).mean() > 0.9


def test_quick():
    strokes = tuple(stroke(kind, colour) for kind, colour in (("screen", GREEN), ("actor", SKIN), ("actor", DENIM), ("screen", GREEN)))
    fit(strokes, KeySettings())
    began = time.perf_counter()
    for _ in range(5):
        fit(strokes, KeySettings())
    assert (time.perf_counter() - began) / 5 < 0.1
