"""Plates of known noise, sharpness and black, measured; and a moving actor who must not count as noise."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.optics.plate_measure import edge_width, fringes, grain_of, measure, noise_bands, seen_of

W, H = 320, 240


def ramp():
    return np.repeat(np.tile(np.linspace(10, 245, W), (H, 1))[..., None], 3, axis=2)


def noisy(picture, sigma, seed, blur=0.0):
    noise = np.random.default_rng(seed).standard_normal(picture.shape)
    if blur:
        noise = cv2.GaussianBlur(noise, (0, 0), blur)
        noise /= noise.std()
    return np.clip(np.rint(picture + noise * sigma), 0, 255).astype(np.uint8)


def test_noise_by_band_and_channel():
    """More in the shadows than in the lights, twice as much in blue."""
    clean = ramp()
    sigma = (4.0 - 2.5 * clean / 255) * np.array([1.0, 1.0, 2.0])
    found, neighbour = noise_bands([noisy(clean, sigma, seed) for seed in range(3)])
    wanted = (4.0 - 2.5 * (np.arange(8) + 0.5) / 8)[:, None] * np.array([1.0, 1.0, 2.0])
    assert found[1:7] == pytest.approx(wanted[1:7], rel=0.1)
    assert abs(neighbour) < 0.05


def test_who_moves_is_no_noise():
    clean, frames = ramp(), []
    for number in range(4):
        picture = clean.copy()
        picture[60:180, 40 + 30 * number : 100 + 30 * number] = 200
        frames.append(noisy(picture, 2.0, number))
    assert noise_bands(frames)[0] == pytest.approx(2.0, rel=0.15)


def test_coarse_grain_is_told_from_fine():
    fine, coarse = (measure([noisy(ramp(), 3.0, seed, blur) for seed in range(3)]) for blur in (0.0, 0.9))
    assert grain_of(fine).size_px == 1.0
    assert grain_of(coarse).size_px == pytest.approx(1 + (0.9 - 0.15) / 0.4, rel=0.15)


@pytest.mark.parametrize("sigma", [0.7, 1.2, 2.0])
def test_edge_width_is_that_of_the_lens(sigma):
    """A Gaussian of sigma s has a 10 to 90 per cent width of 2.563 s; a pixel adds its own."""
    big = np.full((H * 4, W * 4), 40.0)
    for left in range(60, W * 4 - 200, 240):
        big[:, left : left + 120] = 200
    soft = cv2.resize(cv2.GaussianBlur(big, (0, 0), sigma * 4), (W, H), interpolation=cv2.INTER_AREA)
    found = edge_width(noisy(np.repeat(soft[..., None], 3, axis=2), 1.0, 1))
    assert found == pytest.approx(2.563 * np.hypot(sigma, 0.29), rel=0.12)


def test_a_flat_plate_has_no_edge_and_its_black():
    found = measure([noisy(np.full((H, W, 3), 30.0), 1.0, seed) for seed in range(2)])
    assert found.edge_px is None and found.black == pytest.approx(28, abs=1)


def test_a_frame_repeated_has_no_noise():
    same = noisy(ramp(), 3.0, 1)
    assert noise_bands([same, same])[0].max() == 0


def fringed(red, blue, sigma=1.0):
    """Tilted squares, red and blue drawn larger by these parts about the middle."""
    big = np.full((960, 1280), 50, np.uint8)
    for y in range(60, 900, 120):
        for x in range(60, 1240, 120):
            cv2.fillPoly(big, [np.array([(x, y), (x + 60, y + 4), (x + 56, y + 64), (x - 4, y + 60)], np.int32)], 190)
    soft = cv2.GaussianBlur(big.astype(np.float64), (0, 0), sigma * 2)
    planes = []
    for part in (red, 0.0, blue):
        matrix = np.array([[1 + part, 0, -part * 639.5], [0, 1 + part, -part * 479.5]])
        planes.append(cv2.warpAffine(soft, matrix, (1280, 960), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))
    return cv2.resize(np.stack(planes, 2), (640, 480), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize(("red", "blue"), [(0.002, -0.0015), (0.0, 0.0), (-0.003, 0.001)])
def test_fringes_are_the_magnification_of_red_and_blue(red, blue):
    found = fringes(noisy(fringed(red, blue), 1.5, 3))
    assert found == pytest.approx((red, blue), abs=0.0003), "a tenth of a pixel at the border"


def test_colour_that_lies_beside_its_brightness_is_no_fringe():
    shifted = fringed(0.001, 0.0)
    shifted[..., 2] = np.roll(shifted[..., 2], 1, axis=1)
    assert fringes(noisy(shifted, 1.0, 4)) == pytest.approx((0.001, 0.0), abs=0.0003)


def test_a_picture_without_edges_tells_no_fringe():
    assert fringes(noisy(ramp(), 2.0, 1)) is None


def test_a_look_keeps_what_was_seen():
    found = measure([noisy(fringed(0.002, -0.001), 1.0, seed) for seed in range(3)])
    seen = seen_of(found)
    assert seen.edge_px == pytest.approx(2.563, rel=0.2) and seen.black == pytest.approx(48, abs=3)
    assert seen.fringes == pytest.approx((0.002, -0.001), abs=0.0003)


def test_frames_that_a_camera_repeats_do_not_halve_its_noise():
    one, two = noisy(ramp(), 3.0, 1), noisy(ramp(), 3.0, 2)
    assert noise_bands([one, one, two, two])[0] == pytest.approx(noise_bands([one, two])[0])
