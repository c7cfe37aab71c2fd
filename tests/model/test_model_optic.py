"""Thin-lens arithmetic against figures of the trade."""

from __future__ import annotations

import pytest

from vpstudio.model.optic import circle_px, far_circle_px


def test_35_mm_at_t2_on_super_35_draws_a_lamp_at_6_m_as_24_px():
    """1920 px along 24.9 mm, focused at 1.5 m: the case that cinematographers' tables agree on."""
    assert circle_px(35, 2, 1.5, 35 * 1920 / 24.9, 6.0) == pytest.approx(24.2, abs=0.1)


def test_at_the_hyperfocal_distance_the_far_disc_is_the_circle_asked_for():
    """H = f^2 / (N c) + f, and focused there infinity has just c."""
    focal, stop, circle_mm = 50.0, 4.0, 0.03
    hyperfocal_mm = focal**2 / (stop * circle_mm) + focal
    assert far_circle_px(focal, stop, hyperfocal_mm / 1e3, focal * 100) == pytest.approx(circle_mm * 100)


def test_sharp_at_the_focus_and_signed_on_either_side():
    assert circle_px(50, 2, 2.0, 3000, 2.0) == 0
    assert circle_px(50, 2, 2.0, 3000, 1.0) == pytest.approx(-far_circle_px(50, 2, 2.0, 3000))
    assert circle_px(50, 2, 2.0, 3000, 1e6) == pytest.approx(far_circle_px(50, 2, 2.0, 3000), rel=1e-5)


def test_half_the_aperture_half_the_disc():
    assert circle_px(35, 4, 1.5, 2000, 6.0) == pytest.approx(circle_px(35, 2, 1.5, 2000, 6.0) / 2)
