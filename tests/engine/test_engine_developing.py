"""A log camera's picture comes out as its grey card and its skin should look on a screen, beside the set's own grey."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.engine.developing import GAMUTS, Developer, developed
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Colorimetry, Frame, Layout, Range, sealed
from vpstudio.model.look import MatchSettings
from vpstudio.render import curve
from vpstudio.render.colour.transfer import TRANSFERS


def frame(codes, limited=False):
    height, width = codes.shape[:2]
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = codes
    planes = sealed(rgba)
    colour = Colorimetry(range=Range.LIMITED if limited else Range.FULL)
    return Frame(Stamp(1, 0), width, height, planes, Layout.RGBA, planes, Layout.RGBA, colour)


@pytest.mark.parametrize("camera", sorted(GAMUTS))
@pytest.mark.parametrize("limited", [False, True])
def test_a_grey_card_lands_where_the_sets_grey_lands(camera, limited):
    signal = float(TRANSFERS[camera].to_code(np.array(0.18)))
    code = (signal * 1023 - 64) / 876 if limited else signal
    developer = Developer(camera)
    made = developer(frame(np.full((4, 6, 3), round(code * 255)), limited))
    developer.close()
    wanted = curve.codes(np.array(0.18), MatchSettings())
    # One 8-bit log code is up to 2.5 of the developed picture's.
    assert np.abs(made.upload[0][..., :3].astype(float) - wanted).max() <= 3


@pytest.mark.parametrize("camera", sorted(GAMUTS))
def test_the_table_is_the_formula(camera):
    """Random colours of a scene, through the table and straight: within a code or two, which the filter cuts off instead of rounding."""
    rng = np.random.default_rng(2)
    light = 2.0 ** rng.uniform(-6, 2, (4000, 1)) * rng.uniform(0.4, 1.0, (4000, 3))
    codes = np.clip(np.rint(TRANSFERS[camera].to_code(light @ np.linalg.inv(_set(camera)).T) * 255), 0, 255).astype(np.uint8)
    developer = Developer(camera)
    made = developer(frame(codes.reshape(50, 80, 3))).upload[0][..., :3].reshape(-1, 3).astype(float)
    developer.close()
    straight = np.rint(developed(codes / 255.0, camera, False) * 255)
    off = np.abs(made - straight)
    assert off.mean() < 0.7 and np.percentile(off, 99) <= 2 and off.max() <= 6


def _set(camera):
    from vpstudio.render.colour.gamut import to_set

    return to_set(GAMUTS[camera])


def test_the_record_keeps_the_cameras_own_codes():
    given = frame(np.full((4, 4, 3), 100))
    developer = Developer("slog3")
    made = developer(given)
    developer.close()
    assert made.planes is given.planes and not np.array_equal(made.upload[0], given.upload[0])
    assert not made.upload[0].flags.writeable and made.upload[0][..., 3].min() == 255
