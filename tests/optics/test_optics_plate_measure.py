"""Plates of known noise, sharpness and black, measured; and a moving actor who must not count as noise."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.optics.plate_measure import edge_width, grain_of, measure, noise_bands

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
