"""The camera-matched curve and the set's grade."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.model.look import MatchSettings
from vpstudio.render import curve

MATCHES = [MatchSettings(), MatchSettings(grey_code=95, white_code=210, black_code=16), MatchSettings(grey_code=180, white_code=180)]


@pytest.mark.parametrize("match", MATCHES)
def test_fixed_points(match):
    found = curve.codes(np.array([0.0, 0.18, 1.0, 8.0, 100.0]), match)
    assert found == pytest.approx([match.black_code, match.grey_code, match.white_code, 255, 255], abs=1e-6)


@pytest.mark.parametrize("match", MATCHES)
def test_monotone_with_a_continuous_slope(match):
    stops = np.linspace(-9, 3.2, 20001)
    found = curve.codes(2.0**stops, match)
    slope = np.diff(found) / np.diff(stops)
    assert (slope >= -1e-9).all()
    if match.grey_code < match.white_code:  # else a shelf is asked for
        assert np.abs(np.diff(slope)).max() < 0.5  # codes a stop, from one 0.0006 stop to the next


def test_default_slope_at_grey_is_that_of_srgb():
    step = curve.codes(np.array([0.18 * 2**0.05, 0.18 * 2**-0.05]), MatchSettings())
    assert (step[0] - step[1]) / 0.1 == pytest.approx(38, abs=1.5)


def test_grade_keeps_grey_and_luminance():
    assert curve.grade(MatchSettings()) == pytest.approx(np.eye(3))
    warm = curve.grade(MatchSettings(temperature=0.5)) @ np.ones(3)
    assert warm @ [0.2126, 0.7152, 0.0722] == pytest.approx(1)
    assert warm[0] > warm[1] > warm[2]
    green = curve.grade(MatchSettings(tint=-0.5)) @ np.ones(3)
    assert green[1] > 1 > green[0] == pytest.approx(green[2])
    assert curve.grade(MatchSettings(exposure_ev=1)) @ np.ones(3) == pytest.approx([2, 2, 2])
    assert np.ptp(curve.grade(MatchSettings(saturation=0)) @ [1, 0.2, 0.1]) == pytest.approx(0)


@pytest.mark.parametrize("match", [*MATCHES, MatchSettings(grey_code=60, white_code=254), MatchSettings(grey_code=180, black_code=40)])
def test_the_spline_is_the_curve(match):
    """As the GPU reckons it, in 32 bits: a tenth of a code off at most, and never falling by more than that."""
    fitted = curve.spline(match.grey_code, match.white_code, match.black_code)
    light = np.concatenate([[0.0], 2.0 ** np.linspace(-14, 3, 4000)])
    x = ((light / curve.TOP) ** 0.25).astype(np.float32)
    found = sum(each * x**n for n, each in enumerate(fitted.low))
    for knot, piece in zip(fitted.knots, (fitted.grey, fitted.white), strict=True):
        found = found + sum(each * np.maximum(x - np.float32(knot), 0) ** (n + 1) for n, each in enumerate(piece))
    assert np.abs(found * 255 - curve.codes(light, match)).max() < 0.1
    assert np.diff(found * 255).min() > -0.02


def shown(match: MatchSettings) -> np.ndarray:
    """The codes of a grey card in the set under ``match``."""
    return curve.codes(curve.grade(match) @ np.full(3, curve.GREY), match)


def test_card_at_the_usual_codes_changes_nothing():
    assert curve.fit_card(np.full((9, 9, 3), 118.0)) == pytest.approx((118, 240, 6), abs=0.1)


@pytest.mark.parametrize("card", [(118, 118, 118), (100, 96, 90), (140, 146, 150), (90, 98, 92)])
def test_set_lands_on_the_card(card):
    grey, white, black = curve.fit_card(np.array(card, float))
    fitted = MatchSettings(grey_code=grey, white_code=white, black_code=black)
    warmth, tint = curve.card_balance(np.array(card, float), fitted)
    found = shown(MatchSettings(grey_code=grey, white_code=white, black_code=black, temperature=warmth, tint=tint))
    assert np.abs(found - card).max() < 1.0


def test_a_finger_on_the_card_does_not_count():
    sample = np.random.default_rng(1).normal(110, 3, (40, 40, 3))
    sample[:16] = (220, 160, 140)
    assert curve.fit_card(sample)[0] == pytest.approx(110, abs=3)
