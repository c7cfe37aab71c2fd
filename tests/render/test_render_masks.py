"""Masks drawn by hand: where they lie, how soft they are, how they follow the camera. Numbers worked out by hand."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import cv2
import numpy as np
import pytest
from render_shots import PLAIN, frame, shot

from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.frame import Orientation
from vpstudio.model.mask import Mask
from vpstudio.model.shot import Shot
from vpstudio.render.mask_outline import outline_px, outlines
from vpstudio.render.masks import Masks, mask_picture

PLATE = (1280, 720)
SMALL = (320, 180)
LENS = Intrinsics(1280, 720, 1000, 1000, 640, 360)
AHEAD = CameraPose(0, (0.0, 0.0, 1.5))
SQUARE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
STAR = tuple((0.5 + 0.225 * math.sin(k * 4 * math.pi / 5), 0.5 - 0.4 * math.cos(k * 4 * math.pi / 5)) for k in range(5))


def masked(*masks: Mask, size=PLATE, plate=PLATE, **more) -> Shot:
    look = PLAIN.model_copy(update={"key": PLAIN.key.model_copy(update={"masks": masks})})
    more.setdefault("intrinsics", LENS)
    more.setdefault("pose", AHEAD)
    picture = more.pop("picture", None) or frame(np.zeros((plate[1], plate[0], 4), np.uint8))
    placement = more.pop("placement", None)
    made = shot(picture, size=size, look=look, **more)
    return replace(made, placement=placement) if placement is not None else made


def drawn(*masks: Mask, at=SMALL, **more) -> np.ndarray:
    picture = mask_picture(masked(*masks, **more), at)
    assert picture is not None and picture.shape == (at[1], at[0], 2) and picture.dtype == np.uint8
    return picture.astype(float) / 255


def followed(points, pose=AHEAD, **more) -> Mask:
    return Mask(points=points, drawn_from=(*pose.position_m, *pose.rotation), **more)


# --- filling


@pytest.mark.parametrize("feather", [0.0, 0.01, 0.1, 0.2])
def test_a_square_covers_its_area_whatever_its_softness(feather):
    assert drawn(Mask(points=SQUARE, feather=feather))[..., 0].mean() == pytest.approx(0.25, abs=0.004)


def test_nothing_in_use_is_no_picture():
    assert mask_picture(masked(), SMALL) is None
    assert mask_picture(masked(Mask(points=SQUARE, on=False)), SMALL) is None
    assert mask_picture(masked(Mask(points=SQUARE[:2], use="outside")), SMALL) is None


@pytest.mark.parametrize(
    ("use", "inside", "outside"), [("garbage", (1, 0), (0, 0)), ("outside", (0, 0), (1, 0)), ("holdout", (0, 1), (0, 0))]
)
def test_what_each_use_says(use, inside, outside):
    picture = drawn(Mask(points=SQUARE, use=use))
    assert tuple(picture[90, 160]) == inside
    assert tuple(picture[10, 10]) == outside


def test_a_concave_outline_keeps_its_notch():
    c_shape = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.3), (0.3, 0.3), (0.3, 0.7), (0.9, 0.7), (0.9, 0.9), (0.1, 0.9))
    picture = drawn(Mask(points=c_shape, feather=0))[..., 0]
    assert picture[90, 200] == 0 and picture[90, 60] == 1 and picture[40, 250] == 1
    assert picture.mean() == pytest.approx(0.64 - 0.6 * 0.4, abs=0.003)


def test_lines_that_cross_enclose_by_even_and_odd():
    """A five-pointed star drawn in one go: its points are in, its pentagon is not. Area by the shoelace over the outer ten corners."""
    picture = drawn(Mask(points=STAR, feather=0))[..., 0]
    assert picture[90, 160] == 0 and picture[40, 160] == 1
    outer, inner = 1.0, math.cos(2 * math.pi / 5) / math.cos(math.pi / 5)
    ten = 5 * outer * inner * math.sin(math.pi / 5)
    pentagon = 2.5 * inner**2 * math.sin(2 * math.pi / 5)
    assert picture.mean() == pytest.approx((ten - pentagon) * 0.225 * 0.4, abs=0.003)


def test_points_far_outside_are_only_cut_off():
    far = ((-50.0, -40.0), (0.5, -40.0), (0.5, 60.0), (-50.0, 60.0))
    picture = drawn(Mask(points=far, feather=0.05))[..., 0]
    assert picture.mean() == pytest.approx(0.5, abs=0.002)
    assert np.ptp(picture, axis=0).max() == 0  # no border along the cut
    assert (picture[:, :100] == 1).all()


def test_a_point_clicked_twice_changes_nothing():
    """A side without length once made a border everywhere."""
    twice = (SQUARE[0], *SQUARE, SQUARE[3])
    for feather in (0.0, 0.1):
        assert np.array_equal(drawn(Mask(points=twice, feather=feather)), drawn(Mask(points=SQUARE, feather=feather)))
    assert drawn(Mask(points=(SQUARE[0],) * 4))[..., 0].max() == 0


def test_a_mask_round_the_whole_picture_leaves_no_border():
    around = ((-0.1, -0.1), (1.1, -0.1), (1.1, 1.1), (-0.1, 1.1))
    assert (drawn(Mask(points=around, use="outside", feather=0.1))[..., 0] == 0).all()


def test_a_sharp_border_is_anti_aliased():
    """A line that leans by one texel in ten: the texels it crosses hold how much of them lies inside."""
    leaning = ((0.0, 0.0), (0.5, 0.0), (0.5 + 18 / 320, 1.0), (0.0, 1.0))
    row = drawn(Mask(points=leaning, feather=0))[45, :, 0]
    edge = 160 + 4.55
    assert row[:162].min() == 1 and row[167:].max() == 0
    assert row.sum() == pytest.approx(edge, abs=0.1)
    assert np.diff(row).min() > -0.9


@pytest.mark.parametrize("feather", [0.02, 0.05, 0.1, 0.2])
def test_the_soft_border_is_a_smoothstep_centred_on_the_line(feather):
    half = ((-1.0, -1.0), (0.5, -1.0), (0.5, 2.0), (-1.0, 2.0))
    row = drawn(Mask(points=half, feather=feather))[90, :, 0]
    t = np.clip(0.5 - ((np.arange(320) + 0.5) * 4 - 640) / (feather * 720), 0, 1)
    assert np.abs(row - t * t * (3 - 2 * t)).max() < 0.02


def test_the_softness_is_a_distance_all_round():
    """Outside a corner the border is round: equal at equal distances, not square."""
    picture = drawn(Mask(points=SQUARE, feather=0.2))[..., 0]
    beside = picture[45 - 10, 160]
    diagonal = cv2.getRectSubPix(picture.astype(np.float32), (1, 1), (80 - 9.5 / math.sqrt(2) - 0.5, 45 - 9.5 / math.sqrt(2) - 0.5))[0, 0]
    assert diagonal == pytest.approx(beside, abs=0.02)


# --- several


def test_the_actor_may_be_inside_any_outside_mask():
    left, right = (tuple((x * 0.4 + shift, y) for x, y in SQUARE) for shift in (0.0, 0.6))
    picture = drawn(Mask(points=left, use="outside"), Mask(points=right, use="outside"))[..., 0]
    assert picture[90, 64] == 0 and picture[90, 256] == 0 and picture[90, 160] == 1
    assert (1 - picture).mean() == pytest.approx(2 * 0.1, abs=0.005)


def test_an_outside_mask_beats_an_inside_mask():
    """Both channels tell; what the shader makes of them is max(alpha, holdout) * (1 - garbage)."""
    whole = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    picture = drawn(Mask(points=whole, use="holdout"), Mask(points=SQUARE, use="garbage"))
    assert tuple(picture[90, 160]) == (1, 1)
    alpha = np.maximum(0.5, picture[..., 1]) * (1 - picture[..., 0])
    assert alpha[90, 160] == 0 and alpha[20, 40] == 1


def test_garbage_inside_an_outside_mask_still_goes():
    hole = tuple((0.4 + 0.2 * x, 0.4 + 0.2 * y) for x, y in SQUARE)
    picture = drawn(Mask(points=SQUARE, use="outside"), Mask(points=hole))[..., 0]
    assert picture[90, 160] == 1 and picture[60, 100] == 0 and picture[10, 10] == 1


# --- places


@pytest.mark.parametrize(("fit", "left", "right"), [("cover", 0.25, 0.75), ("contain", 0.25, 0.75)])
def test_points_are_fractions_of_the_plate_and_not_of_the_output(fit, left, right):
    """A wide plate in an upright output. Covering it is 2560 x 1440 / 810 times as large as the output is wide."""
    upright = (810, 1440)
    placement = Placement.fit(PLATE, upright, fit)
    picture = drawn(Mask(points=SQUARE, feather=0), size=upright, at=(135, 240), placement=placement)[..., 0]
    columns = np.flatnonzero(picture[120] > 0.5)
    wide = 2560 if fit == "cover" else 810
    expected = [max(0, (810 - wide) / 2 + part * wide) for part in (left, right)]
    assert columns[0] * 6 == pytest.approx(expected[0], abs=6)
    assert columns[-1] * 6 + 6 == pytest.approx(min(810, expected[1]), abs=6)
    rows = np.flatnonzero(picture[:, 67] > 0.5)
    high = 1440 if fit == "cover" else 810 * 9 / 16
    assert rows[0] * 6 == pytest.approx(720 - high / 4, abs=6)


def test_feather_is_a_fraction_of_the_plates_height():
    """Punched in twice, the border is twice as wide in the output."""
    half = ((-1.0, -1.0), (0.5, -1.0), (0.5, 2.0), (-1.0, 2.0))
    soft = []
    for zoom in (1.0, 2.0):
        row = drawn(Mask(points=half, feather=0.1), placement=Placement.fit(PLATE, PLATE, "cover", zoom))[90, :, 0]
        soft.append(np.count_nonzero((row > 0.1) & (row < 0.9)))
    assert soft[1] == pytest.approx(2 * soft[0], abs=2)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 270])
def test_points_are_of_the_upright_plate_however_the_source_lies(degrees, mirror):
    """Top left of what people see is top left, turned and mirrored or not."""
    turned = frame(np.zeros((720, 1280, 4), np.uint8), orientation=Orientation(degrees, mirror))
    width, height = turned.upright_size
    corner = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.25), (0.0, 0.25))
    picture = drawn(Mask(points=corner, feather=0), picture=turned, size=(width, height), at=(width // 4, height // 4))[..., 0]
    assert picture[height // 32, width // 16] == 1
    assert picture.mean() == pytest.approx(0.125, abs=0.004)
    assert picture[:, width // 8 + 2 :].max() == 0 and picture[height // 16 + 2 :].max() == 0


def test_a_size_that_does_not_divide_the_output_covers_it_still():
    picture = drawn(Mask(points=SQUARE, feather=0), at=(183, 103))[..., 0]
    assert picture.mean() == pytest.approx(0.25, abs=0.005)


# --- a box in the set


def test_a_box_lies_where_its_corners_project():
    """Front face 4 m ahead, 2 m wide and high about the axis: 1000 * 1 / 4 = 250 pixels either way; it hides the back."""
    box = Mask(shape="box", centre_m=(0.0, 5.0, 1.5), size_m=(2.0, 2.0, 2.0), feather=0)
    found = outline_px(box, masked(box))
    assert sorted(map(tuple, found.round(3))) == [(390, 110), (390, 610), (890, 110), (890, 610)]
    assert drawn(box)[..., 0].mean() == pytest.approx(500 * 500 / (1280 * 720), abs=0.003)


def test_a_box_is_turned_about_z_and_seen_from_a_height():
    """Turned by 45 degrees its nearest edge is sqrt(2) m before its middle; its outline has six corners seen from above."""
    box = Mask(shape="box", centre_m=(0.0, 5.0, 0.5), size_m=(2.0, 2.0, 1.0), turn_deg=45.0)
    found = outline_px(box, masked(box))
    near = 5 - math.sqrt(2)
    assert len(found) == 6
    assert found[:, 1].max() == pytest.approx(360 + 1000 * 1.5 / near)
    assert found[:, 0].max() == pytest.approx(640 + 1000 * math.sqrt(2) / 5)
    assert found[:, 1].min() == pytest.approx(360 + 1000 * 0.5 / (5 + math.sqrt(2)))


def test_a_positive_turn_goes_as_pan_does():
    """To the left seen from above: a long box ahead turned by +30 degrees has its right end farther away than... ."""
    ends = {}
    for turn in (30.0, -30.0):
        box = Mask(shape="box", centre_m=(0.0, 6.0, 1.5), size_m=(4.0, 0.01, 1.0), turn_deg=turn)
        found = outline_px(box, masked(box))
        ends[turn] = found[:, 0].max() - 640
    # The right end stands at (2 cos t, 6 + 2 sin t).
    assert ends[30.0] == pytest.approx(1000 * 2 * math.cos(math.pi / 6) / 7, rel=0.01)
    assert ends[-30.0] == pytest.approx(1000 * 2 * math.cos(math.pi / 6) / 5, rel=0.01)


def test_corners_behind_the_camera_are_cut_at_it_and_not_turned_over():
    """A long box from 4 m behind to 4 m ahead, 1 m under the camera: its top reaches below the picture, and up to its far edge."""
    box = Mask(shape="box", centre_m=(0.0, 0.0, 0.0), size_m=(2.0, 8.0, 1.0), feather=0)
    picture = drawn(box)[..., 0]
    horizon = (360 + 1000 * 1.0 / 4) / 4
    assert picture[: int(horizon) - 1].max() == 0
    rows = np.flatnonzero(picture[:, 160] > 0.5)
    assert rows[0] == pytest.approx(horizon, abs=1) and rows[-1] == 179


def test_from_inside_a_box_all_is_inside():
    box = Mask(shape="box", use="outside", centre_m=(0.0, 0.0, 1.5), size_m=(3.0, 3.0, 3.0), feather=0.05)
    assert (drawn(box)[..., 0] == 0).all()


def test_a_box_behind_the_camera_is_out_of_sight():
    """Nothing of it is seen: as garbage it removes nothing, and nothing outside of it is actor: that is all."""
    for use, expected in (("garbage", 0), ("outside", 1)):
        box = Mask(shape="box", use=use, centre_m=(0.0, -5.0, 1.5))
        assert (drawn(box)[..., 0] == expected).all()
        assert outlines(masked(box)) == ((),)


def test_masks_lie_on_the_plate_where_the_set_has_another_lens():
    box = Mask(shape="box", centre_m=(0.0, 5.0, 1.5), size_m=(2.0, 2.0, 2.0))
    unlinked = masked(box, intrinsics=LENS.zoomed(2.0), plate_intrinsics=LENS)
    assert np.array_equal(outline_px(box, unlinked), outline_px(box, masked(box)))


# --- following a tracked camera


def test_a_pan_moves_the_middle_of_a_followed_mask_by_f_tan():
    """Ten degrees to the left: what was on the axis is now f tan 10 to the right."""
    tiny = tuple((0.5 + dx, 0.5 + dy) for dx, dy in ((-0.001, -0.001), (0.001, -0.001), (0.001, 0.001), (-0.001, 0.001)))
    mask = followed(tiny)
    found = outline_px(mask, masked(mask, pose=CameraPose.of_angles((0, 0, 1.5), 10, 0, 0)))
    assert found.mean(0) == pytest.approx([640 + 1000 * math.tan(math.radians(10)), 360], abs=0.05)


def test_a_tilt_moves_it_down():
    mask = followed(SQUARE)
    found = outline_px(mask, masked(mask, pose=CameraPose.of_angles((0, 0, 1.5), 0, 5, 0)))
    corner = math.atan(180 / 1000)  # the upper edge's middle is 180 pixels above the axis
    assert found[:2, 1].mean() == pytest.approx(360 - 1000 * math.tan(corner - math.radians(5)), abs=0.1)


def test_a_step_to_the_side_moves_it_by_the_walls_distance():
    """Half a metre to the right before a wall at 4 m: f * 0.5 / 4 = 125 pixels to the left, each corner alike."""
    mask = followed(SQUARE, distance_m=4.0)
    found = outline_px(mask, masked(mask, pose=CameraPose(0, (0.5, 0.0, 1.5))))
    then = np.array(SQUARE) * PLATE
    assert found - then == pytest.approx(np.tile([-125.0, 0.0], (4, 1)), abs=1e-6)


def test_a_step_forward_enlarges_it():
    mask = followed(SQUARE, distance_m=4.0)
    found = outline_px(mask, masked(mask, pose=CameraPose(0, (0.0, 2.0, 1.5))))
    assert found - (640, 360) == pytest.approx((np.array(SQUARE) * PLATE - (640, 360)) * 2, abs=1e-6)


def test_a_roll_turns_it_about_the_middle():
    mask = followed(SQUARE)
    found = outline_px(mask, masked(mask, pose=CameraPose.of_angles((0, 0, 1.5), 0, 0, 30)))
    then = np.array(SQUARE) * PLATE - (640, 360)
    c, s = math.cos(math.radians(30)), math.sin(math.radians(30))
    assert found - (640, 360) == pytest.approx(then @ np.array([[c, -s], [s, c]]), abs=1e-6)


def test_it_comes_back_with_the_camera():
    """Carried from a turned camera to another and drawn anew there, and back: the same points."""
    first, second = CameraPose.of_angles((1, 2, 1.4), 35, -4, 2), CameraPose.of_angles((1.2, 2.3, 1.5), 20, 3, -1)
    mask = followed(SQUARE, first)
    assert outline_px(mask, masked(mask, pose=first)) == pytest.approx(np.array(SQUARE) * PLATE)
    assert np.abs(outline_px(mask, masked(mask, pose=second)) - np.array(SQUARE) * PLATE).max() > 100


def test_a_wall_half_behind_the_camera_is_cut_there():
    """Panned by 80 degrees, the wall's right end lies behind; what is left must not come round from the other side."""
    wide = ((-3.0, 0.4), (4.0, 0.4), (4.0, 0.6), (-3.0, 0.6))
    mask = followed(wide, feather=0.0)
    picture = drawn(mask, pose=CameraPose.of_angles((0, 0, 1.5), 80, 0, 0))[..., 0]
    # The wall's left end is at atan(3.5 * 1280 / 1000) = 77.4 degrees: 2.6 degrees right of the axis. Left of it there is none.
    edge = (640 + 1000 * math.tan(math.radians(80) - math.atan(3.5 * 1.28))) / 4
    filled = np.flatnonzero(picture.max(0) > 0.5)
    assert filled[0] == pytest.approx(edge, abs=1) and filled[-1] == 319


def test_turned_about_it_is_out_of_sight():
    mask = followed(SQUARE)
    away = masked(mask, pose=CameraPose.of_angles((0, 0, 1.5), 180, 0, 0))
    assert outlines(away) == ((),)
    assert mask_picture(away, SMALL).max() == 0


def test_who_does_not_follow_stays():
    moved = CameraPose.of_angles((1, 0, 1.5), 10, 0, 0)
    for mask in (followed(SQUARE, follow=False), Mask(points=SQUARE)):
        assert outline_px(mask, masked(mask, pose=moved)) == pytest.approx(np.array(SQUARE) * PLATE)


def test_a_quaternion_a_little_too_long_shears_nothing():
    mask = Mask(points=SQUARE, drawn_from=(0, 0, 1.5, 1.001, 0, 0, 0))
    assert outline_px(mask, masked(mask)) == pytest.approx(np.array(SQUARE) * PLATE)


# --- outlines for a window


def test_outlines_are_told_only_where_something_moved():
    still = Mask(points=SQUARE)
    assert outlines(masked(still, followed(SQUARE))) == ()
    moved = masked(still, followed(SQUARE), pose=CameraPose(0, (0.5, 0.0, 1.5)))
    told = outlines(moved)
    assert told[0] == SQUARE
    assert np.array(told[1]) - np.array(SQUARE) == pytest.approx(np.tile([-125 / 1280, 0], (4, 1)))


# --- cost


def test_the_picture_is_kept_while_nothing_changes():
    masks, mask = Masks(), followed(SQUARE)
    first = masks.of(masked(mask), SMALL)
    assert first is not None and not first[1].flags.writeable
    assert masks.of(masked(mask), SMALL)[1] is first[1]
    moved = masked(mask, pose=CameraPose(0, (0.1, 0.0, 1.5)))
    assert masks.of(moved, SMALL)[1] is not first[1]
    assert masks.of(masked(mask), (160, 90))[1].shape == (90, 160, 2)
    assert masks.of(masked(), SMALL) is None


def test_a_moving_camera_costs_nothing_where_no_mask_minds_it():
    masks, mask = Masks(), Mask(points=SQUARE)
    first = masks.of(masked(mask), SMALL)
    assert masks.of(masked(mask, pose=CameraPose(0, (0.1, 0.0, 1.5))), SMALL)[1] is first[1]


def test_three_masks_cost_little():
    """A millisecond on a quiet machine; here the best of many, with room for a busy one."""
    masked_shot = masked(Mask(points=SQUARE), Mask(points=SQUARE, use="holdout", feather=0), followed(STAR, feather=0.2))
    best = math.inf
    for _ in range(40):
        begun = time.perf_counter()
        mask_picture(masked_shot, SMALL)
        best = min(best, time.perf_counter() - begun)
    assert best < 0.005


# --- against every pixel worked out plainly


def plainly(points: np.ndarray, ramp: float, output, at) -> np.ndarray:
    """(h, w) 0..1: for each texel its distance from every side and the number of sides a ray to the right crosses, in float64."""
    y, x = np.mgrid[: at[1], : at[0]].astype(float)
    x, y = (x + 0.5) * output[0] / at[0], (y + 0.5) * output[1] / at[1]
    nearest, inside = np.full(x.shape, np.inf), np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, 0), strict=True):
        dx, dy = bx - ax, by - ay
        t = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-30), 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - ax - t * dx, y - ay - t * dy))
        if dy:
            inside ^= ((ay > y) != (by > y)) & (x < ax + (y - ay) / dy * dx)
    t = np.clip(0.5 + np.where(inside, nearest, -nearest) / ramp, 0, 1)
    return t * t * (3 - 2 * t)


@pytest.mark.parametrize("seed", range(12))
def test_any_polygon_is_as_if_every_pixel_was_worked_out(seed):
    """Crossing, far outside, pointed, hard and soft: within two codes, and where wide ramps meet in a crease a little smoother."""
    random = np.random.default_rng(seed)
    count = int(random.integers(3, 14))
    points = tuple((float(x), float(y)) for x, y in random.normal(0.5, random.choice([0.2, 0.5, 3.0]), (count, 2)))
    feather = float(random.choice([0.0, 0.01, 0.05, 0.12, 0.2]))
    mask = Mask(points=points, feather=feather)
    picture = drawn(mask, at=(160, 90))[..., 0]
    expected = plainly(np.array(points) * PLATE, max(feather * 720, 8.0), PLATE, (160, 90))
    assert np.abs(picture - expected).max() < (0.01 if feather < 0.1 else 0.08)
    assert np.abs(picture - expected).mean() < 0.005
