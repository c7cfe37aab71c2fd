"""What a cheap camera changes by itself, measured on sure pixels."""

from __future__ import annotations

import time

import numpy as np
import pytest

from vpstudio.matting.pumping import UNITY, gain

SHAPE = (180, 320)
RNG = np.random.default_rng(5)


def plate() -> np.ndarray:
    """Unevenly lit green cloth in display light."""
    shade = np.linspace(0.5, 1.1, SHAPE[1], dtype=np.float32)[None, :, None]
    return np.broadcast_to(np.array((0.06, 0.33, 0.08), np.float32) * shade, (*SHAPE, 3)).copy()


def seen(factors, noise=0.01) -> np.ndarray:
    light = plate() * np.array(factors, np.float32)
    return np.clip(light + RNG.normal(0, noise, light.shape) * np.sqrt(light), 0, 1).astype(np.float32)


EVERYWHERE = np.ones(SHAPE, bool)


@pytest.mark.parametrize("factors", [(1, 1, 1), (1.4, 1.4, 1.4), (0.6, 0.6, 0.6), (1.15, 1.0, 0.85), (2.5, 2.4, 2.2)])
def test_a_step_is_followed_at_once(factors):
    assert gain(seen(factors), plate(), EVERYWHERE) == pytest.approx(factors, rel=0.02)


def test_noise_does_not_shake_it():
    held, values = UNITY, []
    for _ in range(30):
        held = gain(seen(UNITY, 0.03), plate(), EVERYWHERE, held)
        values.append(held)
    assert np.abs(np.diff(np.array(values), axis=0)).max() < 0.003
    assert held == pytest.approx(UNITY, rel=0.006)


def test_a_drift_is_followed_closely():
    held = UNITY
    for at in range(60):
        true = 1 + 0.006 * at
        held = gain(seen((true, true, true)), plate(), EVERYWHERE, held)
        assert held == pytest.approx((true,) * 3, rel=0.035)


@pytest.mark.parametrize("part", [0.02, 0.05, 0.2])
def test_little_screen_left_beside_the_actor(part):
    sure = np.zeros(SHAPE, bool)
    sure[:, : int(part * SHAPE[1])] = True
    light = seen((1.3, 1.2, 1.1))
    light[:, int(part * SHAPE[1]) :] = 0.5
    assert gain(light, plate(), sure) == pytest.approx((1.3, 1.2, 1.1), rel=0.03)


def test_a_mask_that_is_a_little_wrong_does_no_harm():
    light = seen((0.8, 0.8, 0.8))
    light[60:, 100:180] = (0.4, 0.25, 0.2)
    assert gain(light, plate(), EVERYWHERE) == pytest.approx((0.8, 0.8, 0.8), rel=0.04)


def test_an_actor_who_fills_the_mask_is_no_step():
    """Half the pixels show his clothes: they do not agree, so what was known holds."""
    light = seen(UNITY)
    light[:, ::2] = RNG.uniform(0.05, 0.8, (SHAPE[0], SHAPE[1] // 2, 3))
    assert gain(light, plate(), EVERYWHERE, (1.1, 1.1, 1.1)) == pytest.approx((1.1, 1.1, 1.1), rel=0.12)


def test_nothing_sure_nothing_changes():
    before = (1.2, 0.9, 1.05)
    assert gain(seen((2, 2, 2)), plate(), np.zeros(SHAPE, bool), before) == before
    assert gain(np.ones((*SHAPE, 3), np.float32), plate(), EVERYWHERE, before) == before, "clipped"
    assert gain(np.zeros((*SHAPE, 3), np.float32), plate(), EVERYWHERE, before) == before, "the lens cap"


def test_a_channel_that_tells_nothing_holds_alone():
    dark = plate()
    dark[..., 0] = 0.001
    found = gain(dark * np.float32(1.5), dark, EVERYWHERE, (1.1, 1.0, 1.0))
    assert found[0] == pytest.approx(1.1) and found[1:] == pytest.approx((1.5, 1.5), rel=0.01)


def test_quick():
    light, bare = seen((1.1, 1.1, 1.1)), plate()
    costs = []
    for _ in range(20):
        began = time.perf_counter()
        gain(light, bare, EVERYWHERE)
        costs.append(time.perf_counter() - began)
    assert min(costs) < 0.006


def test_the_dim_channels_of_a_screen_follow_too():
    """Red and blue of green cloth are a few noisy codes: their ratios spread, and still their middle tells the step."""
    found = gain(seen((1.3, 1.2, 1.1), 0.03), plate(), EVERYWHERE)
    assert found == pytest.approx((1.3, 1.2, 1.1), rel=0.03)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("factor", [0.7, 0.77, 0.9, 1.0, 1.1, 1.23, 1.3])
def test_cloth_of_one_light_has_a_ratio(factor):
    """All ratios the same to the last bit: the interval round them is narrower than their sums are exact."""
    then = np.full((73, 121, 3), np.float32(0.31))
    found = gain(then * np.float32(factor), then, np.ones(then.shape[:2], bool))
    assert np.all(np.isfinite(found)) and found == pytest.approx((factor,) * 3, abs=0.02)
