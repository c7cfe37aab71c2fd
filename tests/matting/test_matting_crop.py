"""The crop round the actor."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.matting.crop import Framing, person_box, placed, touches, united


def blob(size, *ellipses) -> np.ndarray:
    alpha = np.zeros(size[::-1], np.uint8)
    for centre, axes in ellipses:
        cv2.ellipse(alpha, centre, axes, 0, 0, 360, 255, -1)
    return alpha


def test_box_holds_people_and_no_specks():
    alpha = blob((512, 288), ((200, 160), (40, 100)), ((420, 30), (4, 4)))
    assert person_box(alpha) == pytest.approx((160 / 512, 60 / 288, 241 / 512, 261 / 288), abs=0.004)
    both = blob((512, 288), ((120, 160), (40, 100)), ((400, 170), (30, 80)))
    assert person_box(both) == pytest.approx((80 / 512, 60 / 288, 431 / 512, 261 / 288), abs=0.004)
    assert person_box(np.zeros((288, 512), np.uint8)) is None
    assert person_box(blob((512, 288), ((200, 160), (2, 2)))) is None


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 480), (1080, 1920)])
def test_crop_holds_the_person_at_nearly_his_own_aspect(size):
    rng = np.random.default_rng(3)
    framing = Framing()
    for _ in range(300):
        left, top = rng.uniform(0, 0.8), rng.uniform(0, 0.8)
        box = (left, top, rng.uniform(left + 0.05, 1), rng.uniform(top + 0.1, 1))
        crop = framing.crop(box, size)
        assert crop[0] <= box[0] and crop[1] <= box[1] and crop[2] >= box[2] and crop[3] >= box[3]
        wide, tall = (crop[2] - crop[0]) * size[0], (crop[3] - crop[1]) * size[1]
        assert 1 / framing.squash - 0.01 <= wide / tall <= framing.squash + 0.01
        assert framing.holds(crop, box, size), "a fresh crop must not be moved at once"


def test_crop_moves_only_when_it_must():
    framing, size = Framing(), (1280, 720)
    box = (0.4, 0.2, 0.6, 0.9)
    crop = framing.crop(box, size)
    assert framing.holds(crop, (0.41, 0.22, 0.61, 0.9), size)
    assert not framing.holds(crop, (0.40, 0.2, crop[2] - 0.001, 0.9), size), "he reaches the crop's edge"
    assert not framing.holds((0.0, 0.0, 1.0, 1.0), (0.4, 0.4, 0.5, 0.6), size), "he is far too small in it"


def test_touching_the_pictures_own_edge_is_no_fault():
    alpha = np.zeros((256, 256), np.uint8)
    alpha[200:, 100:150] = 255
    assert touches(alpha, (0.2, 0.2, 0.8, 0.8))
    assert not touches(alpha, (0.2, 0.2, 0.8, 1.0))


def test_a_crops_matte_lies_where_the_crop_lay():
    """An ellipse seen through a crop, laid back: its middle and area are those of the whole picture's ellipse."""
    size = (512, 288)
    crop = (0.30, 0.10, 0.62, 0.98)
    whole = cv2.GaussianBlur(blob((5120, 2880), ((2350, 1500), (500, 900))), (0, 0), 9)
    left, top, right, bottom = (round(v * s) for v, s in zip(crop, (5120, 2880) * 2, strict=True))
    seen = cv2.resize(whole[top:bottom, left:right], (256, 256), interpolation=cv2.INTER_AREA)
    back = placed(seen, crop, size)
    wanted = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    assert back.shape == (288, 512)
    assert np.abs(back.astype(int) - wanted).mean() < 0.7
    assert centre(back) == pytest.approx(centre(wanted), abs=0.15)


def test_nothing_lies_outside_the_crop():
    back = placed(np.full((256, 256), 255, np.uint8), (0.25, 0.0, 0.5, 1.0), (400, 200))
    assert (back[:, 100:200] == 255).all()
    assert not back[:, :100].any() and not back[:, 200:].any()


def test_union():
    assert united(None, None) is None
    assert united((0.1, 0.1, 0.2, 0.2), None) == (0.1, 0.1, 0.2, 0.2)
    assert united((0.1, 0.1, 0.2, 0.2), (0.5, 0.0, 0.6, 0.3)) == (0.1, 0.0, 0.6, 0.3)


def centre(alpha) -> tuple[float, float]:
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    weight = alpha.astype(float)
    return float((x * weight).sum() / weight.sum()), float((y * weight).sum() / weight.sum())
