"""A flat picture behind the actor: its horizon is the camera's eye level, and no edge of it ever shows."""

from __future__ import annotations

import math

import pytest

from vpstudio.model.camera import Intrinsics, Placement
from vpstudio.model.flat import FlatSettings, placed

LENS = Intrinsics.of_view(720, 1280, 40)
PICTURE = (4000, 3000)


def test_untouched_it_covers_from_the_middle():
    found, cover = placed(PICTURE, LENS, FlatSettings()), Placement.fit(PICTURE, (720, 1280), "cover")
    assert found.scale == cover.scale and found.offset == pytest.approx(cover.offset)


@pytest.mark.parametrize("tilt", [-4.0, 0.0, 3.0])
@pytest.mark.parametrize("horizon", [0.4, 0.55])
def test_the_horizon_lies_at_eye_level(tilt, horizon):
    found = placed(PICTURE, LENS, FlatSettings(horizon=horizon, scale=1.6), tilt)
    row = horizon * PICTURE[1] * found.scale + found.offset[1]
    assert row == pytest.approx(LENS.cy + LENS.fy * math.tan(math.radians(tilt)), abs=1e-6)


@pytest.mark.parametrize("pan", [-60.0, -5.0, 0.0, 5.0, 60.0])
@pytest.mark.parametrize("tilt", [-45.0, 0.0, 45.0])
@pytest.mark.parametrize("across", [-1.0, 0.0, 1.0])
def test_no_edge_ever_shows(pan, tilt, across):
    found = placed(PICTURE, LENS, FlatSettings(across=across, scale=1.2, horizon=0.9), tilt, pan)
    for start, side, output in zip(found.offset, PICTURE, (720, 1280), strict=True):
        assert start <= 0 and start + side * found.scale >= output - 1e-6


def test_panning_left_brings_what_lies_left():
    ahead, left = (placed(PICTURE, LENS, FlatSettings(scale=1.5), 0, pan) for pan in (0, 4))
    assert left.offset[0] - ahead.offset[0] == pytest.approx(LENS.fx * math.tan(math.radians(4)))
    still = placed(PICTURE, LENS, FlatSettings(scale=1.5, follows=False), 5, 4)
    assert still.offset == pytest.approx(ahead.offset)
