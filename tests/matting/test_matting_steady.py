"""A matte kept steady: what stands still does not flicker, what moves leaves nothing behind."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from vpstudio.matting.steady import Steady, working_size
from vpstudio.model.clock import Stamp

SIZE = (512, 288)
RNG = np.random.default_rng(5)
ROOM = cv2.resize(RNG.integers(60, 200, (9, 16, 3), np.uint8), SIZE, interpolation=cv2.INTER_CUBIC)


def stamp(number: int, fps: float = 30.0) -> Stamp:
    return Stamp(number, round(number * 1e9 / fps))


def picture(box=None, colour=(200, 90, 60), noise=1.0, seed=0, light=0) -> np.ndarray:
    rgb = ROOM.astype(np.float32) + light
    if box is not None:
        left, top, right, bottom = box
        rgb[top:bottom, left:right] = np.float32(colour) + light
    return np.clip(np.rint(rgb + np.random.default_rng(seed).normal(0, noise, rgb.shape)), 0, 255).astype(np.uint8)


def square(box) -> np.ndarray:
    alpha = np.zeros(SIZE[::-1], np.uint8)
    left, top, right, bottom = box
    alpha[top:bottom, left:right] = 255
    return alpha


def moved(alpha, other) -> float:
    return float(np.abs(alpha.astype(int) - other).mean() / 255)


@pytest.mark.parametrize("noise", [0.5, 2.0, 5.0])
def test_a_flickering_matte_of_one_who_stands_still_comes_to_rest(noise):
    """The network shimmers by a tenth of alpha all over the actor's edge, as they do in noise."""
    steady, rng = Steady(), np.random.default_rng(1)
    box = (180, 60, 340, 288)
    soft = cv2.GaussianBlur(square(box), (0, 0), 6).astype(np.float32)
    edge = (soft > 20) & (soft < 235)
    made, raw = [], []
    for number in range(40):
        shimmer = cv2.GaussianBlur(rng.normal(0, 1, soft.shape).astype(np.float32), (0, 0), 4)
        raw.append(np.clip(soft + edge * shimmer * 200, 0, 255).astype(np.uint8))
        made.append(steady(raw[-1], picture(box, noise=noise, seed=number), stamp(number)))
    before = np.mean([moved(a, b) for a, b in zip(raw[20:-1], raw[21:], strict=True)])
    after = np.mean([moved(a, b) for a, b in zip(made[20:-1], made[21:], strict=True)])
    assert after < 0.25 * before
    assert moved(np.mean(made[20:], axis=0), soft) < 0.004, "steady, and in the right place"


@pytest.mark.parametrize("step", [3, 7, 20])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_moving_square_leaves_nothing_behind(step, fps):
    """17 pixels of a 1280 picture are 7 of these."""
    steady = Steady()
    for number in range(20):
        box = (30 + step * number, 100, 110 + step * number, 180)
        made = steady(square(box), picture(box, noise=1.5, seed=number), stamp(number, fps))
        behind = made.copy()
        behind[95:185, max(0, box[0] - 2) : box[2] + 2] = 0
        assert behind.sum() < 0.01 * 255 * 80 * 80, number
        assert moved(made, square(box)) < 0.001, number


def test_one_who_leaves_slowly_leaves_nothing_behind():
    """A pixel of the matte in five frames: from frame to frame it hardly shows in the noise."""
    steady = Steady()
    for number in range(150):
        box = (150 + number // 5, 60, 300 + number // 5, 288)
        made = steady(square(box), picture(box, noise=2.0, seed=number), stamp(number))
        assert moved(made, square(box)) < 0.004, number
        assert made[100:250, : box[0] - 6].max() < 3, number


def test_a_hand_that_the_network_loses_for_one_frame_stays():
    steady = Steady()
    body, hand = (180, 100, 300, 288), (320, 120, 360, 160)
    both = np.maximum(square(body), square(hand))
    shown = picture(body, noise=0)
    shown[120:160, 320:360] = (190, 140, 120)
    for number in range(20):
        noisy = np.clip(shown + np.random.default_rng(number).normal(0, 1.5, shown.shape), 0, 255).astype(np.uint8)
        lost = number in (8, 14)
        made = steady(square(body) if lost else both, noisy, stamp(number))
        assert made[120:160, 320:360].mean() > (200 if number >= 8 else 250), number


def test_what_the_network_holds_to_is_believed_though_nothing_moves():
    """It had taken a coat on a chair for a person, and thinks better of it."""
    steady = Steady()
    coat = (320, 120, 400, 200)
    for number in range(10):
        steady(square(coat), picture(coat, seed=number), stamp(number))
    left = []
    for number in range(10, 30):
        left.append(steady(square((0, 0, 0, 0)), picture(coat, seed=number), stamp(number))[120:200, 320:400].mean())
    assert left[0] > 200 and left[6] < 80 and left[-1] < 25


def test_lamps_that_flicker_move_nothing():
    steady, rng = Steady(), np.random.default_rng(2)
    box = (180, 60, 340, 288)
    made = []
    for number in range(30):
        alpha = np.clip(square(box).astype(int) - int(rng.integers(0, 40)), 0, 255).astype(np.uint8)
        made.append(steady(alpha, picture(box, seed=number, light=round(3 * np.sin(number * 2.1))), stamp(number)))
    assert np.mean([moved(a, b) for a, b in zip(made[10:-1], made[11:], strict=True)]) < 0.004


@pytest.mark.parametrize("break_", ["gap", "back", "size", "cut", "reset"])
def test_nothing_is_kept_over_a_break(break_):
    steady = Steady()
    here, there = (60, 60, 200, 288), (300, 60, 440, 288)
    for number in range(10):
        steady(square(here), picture(seed=number), stamp(number))
    at = {"gap": stamp(60), "back": stamp(3)}.get(break_, stamp(10))
    shown = 255 - picture(seed=10) if break_ == "cut" else picture(seed=10)
    alpha = square(there)
    if break_ == "size":
        alpha, shown = alpha[:, :384], shown[:, :384]
    if break_ == "reset":
        steady.reset()
    assert np.array_equal(steady(alpha, shown, at), alpha)


def test_the_same_calls_give_the_same_mattes():
    runs = []
    for _ in range(2):
        steady = Steady()
        runs.append([steady(square((50 + n, 60, 200, 288)), picture((50 + n, 60, 200, 288), seed=n), stamp(n)) for n in range(6)])
    assert all(np.array_equal(a, b) for a, b in zip(*runs, strict=True))


def test_any_size_of_picture_will_do():
    alpha = square((100, 60, 300, 288))
    for size in ((1280, 720), (256, 144), (128, 72)):
        steady = Steady()
        for number in range(3):
            made = steady(alpha, cv2.resize(picture(seed=number), size), stamp(number))
        assert np.array_equal(made, alpha)
    assert working_size((1280, 720)) == (256, 144) and working_size((720, 1280)) == (144, 256) and working_size((160, 90)) == (160, 90)


def test_it_costs_little():
    """As a ratio, because machines differ: less than forty square roots of each pixel."""
    steady, alpha, shown = Steady(), square((100, 60, 300, 288)), cv2.resize(picture(), (256, 144))
    ours, copies = [], []
    field = np.ones((288, 512), np.float32)
    for number in range(60):
        began = time.perf_counter()
        steady(alpha, shown, stamp(number))
        between = time.perf_counter()
        for _ in range(40):
            np.sqrt(field)
        ours.append(between - began)
        copies.append(time.perf_counter() - between)
    assert np.median(ours) < np.median(copies)


def test_a_blur_that_comes_out_below_nothing_leaves_no_hole(monkeypatch):
    """Running sums do, by a rounding, where nothing changed beside much that did. The root of it was no number, and stayed."""
    plain = cv2.blur
    monkeypatch.setattr("vpstudio.matting.steady.cv2.blur", lambda values, size: plain(values, size) - np.float32(1e-9))
    steady, alpha = Steady(), np.full((90, 160), 255, np.uint8)
    for number in range(5):
        found = steady(alpha, np.full((144, 256, 3), 80, np.uint8), Stamp(number, number * 33_000_000))
    assert (found == 255).all()
