"""The lens that bends: against OpenCV, turned and mirrored with the plate, undone to a hundredth of a pixel and far below."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.model.camera import Intrinsics
from vpstudio.model.distortion import Distortion, overscan, st_map, widened
from vpstudio.model.frame import Orientation
from vpstudio.model.lens import LensProfile

LENS = Intrinsics(640, 360, 480.0, 478.0, 325.0, 176.0)
BARREL, PINCUSHION = (-0.28, 0.09, 0.001, -0.002, -0.01), (0.12, -0.03, -0.001, 0.0015, 0.0)


def opencv(terms, lens, points):
    """(N, 2) pinhole pixels -> where OpenCV shows them, corner-based."""
    rays = np.column_stack([(points - [lens.cx, lens.cy]) / [lens.fx, lens.fy], np.ones(len(points))])
    matrix = np.array([[lens.fx, 0, lens.cx], [0, lens.fy, lens.cy], [0, 0, 1]])
    return cv2.projectPoints(rays, np.zeros(3), np.zeros(3), matrix, np.array(terms))[0][:, 0]


@pytest.mark.parametrize("terms", [BARREL, PINCUSHION])
def test_the_map_ends_where_the_lens_model_begins(terms):
    """Each pixel's source, sent through OpenCV's lens, comes back to the pixel within 0.02 px."""
    distortion = Distortion(terms, LENS)
    margin = overscan(distortion)
    found = opencv(terms, LENS, st_map(distortion, margin).reshape(-1, 2).astype(float) - margin)
    u, v = np.meshgrid(np.arange(640) + 0.5, np.arange(360) + 0.5)
    assert np.abs(found - np.stack([u, v], -1).reshape(-1, 2)).max() < 0.003


@pytest.mark.parametrize("terms", [BARREL, PINCUSHION])
def test_the_wide_picture_holds_all_that_the_map_asks_for(terms):
    distortion = Distortion(terms, LENS)
    margin = overscan(distortion)
    table, wide = st_map(distortion, margin), widened(LENS, margin)
    assert table.min() >= 1 and (table[..., 0].max() <= wide.width - 1) and (table[..., 1].max() <= wide.height - 1)
    assert (wide.width - 640 > 40) == (terms is BARREL)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirror", [False, True])
def test_a_turned_plate_is_bent_the_turned_way(degrees, mirror):
    """A point bent, then turned, is the point turned, then bent."""
    orientation = Orientation(degrees, mirror)
    profile = LensProfile(width=640, height=360, fx=LENS.fx, fy=LENS.fy, cx=LENS.cx, cy=LENS.cy, distortion=[-0.2, 0.03, 0.01, -0.02, 0.0])
    plain = Distortion.of(profile, Orientation(), LENS)
    turned = Distortion.of(profile, orientation, LENS.turned(orientation))

    def turn(points):
        x, y, w, h = points[:, 0], points[:, 1], 640, 360
        for _ in range(degrees // 90):
            x, y, w, h = h - y, x, h, w
        return np.stack([w - x if mirror else x, y], 1)

    points = np.array([[30.0, 20.0], [600.0, 50.0], [320.0, 340.0], [100.0, 250.0]])
    assert turned.sources(turn(points)) == pytest.approx(turn(plain.sources(points)), abs=1e-6)


def test_a_straight_lens_has_no_distortion():
    profile = LensProfile(width=64, height=36, fx=48, fy=48, cx=32, cy=18)
    assert Distortion.of(profile, Orientation(), profile.intrinsics) is None


def test_a_lens_that_folds_within_the_picture_is_carried_on_and_stays_whole():
    """The radial terms turn back inside the wide picture: seen in calibrations whose board never reached the corners."""
    wide = Intrinsics(1280, 720, 640.0, 640.0, 640.0, 360.0)
    folding = Distortion((-0.6, 0.12, 0.0, 0.0, 0.0), wide)
    assert 0.5 < folding.reach < 1.1
    margin = overscan(folding)
    table = st_map(folding, margin).astype(float)
    assert np.isfinite(table).all() and max(margin) <= 0.25 * 1280 + 2
    assert (np.diff(table[360, :, 0]) > 0.5).all() and (np.diff(table[:, 5, 1]) > 0.5).all()
    well_within = np.array([[400.0, 300.0], [800.0, 500.0]])
    assert opencv(folding.terms, wide, folding.sources(well_within)) == pytest.approx(well_within, abs=1e-6)
