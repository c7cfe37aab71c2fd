"""A lens solved from boards with known truth, and from OpenCV's photographs."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio import paths
from vpstudio.model.lens import LensProfile
from vpstudio.optics.chessboard import Chessboard
from vpstudio.optics.solve import solve
from vpstudio.problem import Problem

PHOTOGRAPHS = Path(__file__).parents[2].parent / "shared/data/calib/opencv_stereo"
BOARD = Chessboard(9, 6, 0.025)
TRUTH = np.array([[900.0, 0, 655.0], [0, 905.0, 348.0], [0, 0, 1]])
BENT = np.array([-0.21, 0.08, 0.001, -0.0007, 0.0])


def views(count, noise=0.05, seed=3):
    """The board from ``count`` sides, with noise in pixels."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        turn = random.uniform(-0.6, 0.6, 3)
        place = np.array([random.uniform(-0.14, 0.02), random.uniform(-0.1, 0.0), random.uniform(0.3, 0.5)])
        points, _ = cv2.projectPoints(BOARD.points(), turn, place, TRUTH, BENT)
        yield (points.reshape(-1, 2) + random.normal(0, noise, (54, 2))).astype(np.float32)


def test_the_true_lens_comes_back():
    lens = solve(BOARD.points(), list(views(25)), (1280, 720))
    assert lens.fx == pytest.approx(900, rel=5e-4) and lens.fy == pytest.approx(905, rel=5e-4)
    assert (lens.cx - 0.5, lens.cy - 0.5) == pytest.approx((655, 348), abs=0.6)
    assert lens.rms_px == pytest.approx(0.07, abs=0.02)
    assert abs(lens.fx - 900) < 4 * lens.focal_sigma_px, "it knows how sure it is"


def test_spoilt_views_are_dropped():
    spoilt = list(views(20))
    for number in (2, 9, 15):
        spoilt[number] = spoilt[number][::-1] + np.float32(20) * np.sin(np.arange(108, dtype=np.float32)).reshape(54, 2)
    lens = solve(BOARD.points(), spoilt, (1280, 720))
    assert lens.views_rejected >= 3 and lens.fx == pytest.approx(900, rel=2e-3)


def test_too_few_views_are_told():
    with pytest.raises(Problem) as caught:
        solve(BOARD.points(), list(views(3)), (1280, 720))
    assert caught.value.code == "optics.few_views"


def test_a_lens_is_saved_and_comes_back(tmp_path):
    lens = solve(BOARD.points(), list(views(8)), (1280, 720)).model_copy(update={"camera": "A 机", "lens": "35"})
    lens.save(tmp_path / "A机_35mm_竖.json")
    assert LensProfile.load(tmp_path / "A机_35mm_竖.json") == lens


def test_the_board_that_ships_is_the_one_that_is_read():
    data = json.loads(paths.calibration("boards", "chess_9x6_25mm.json").read_text(encoding="utf-8"))
    assert Chessboard(data["columns"], data["rows"], data["square_m"]) == BOARD


@pytest.mark.footage
@pytest.mark.skipif(not PHOTOGRAPHS.exists(), reason="no photographs here")
@pytest.mark.parametrize(("side", "focal", "worst"), [("left", 532.8, 0.25), ("right", 537.5, 0.27)])
def test_photographs_of_opencv(side, focal, worst):
    """Published RMS with a fixed large window: 0.393 and 0.445."""
    found = [BOARD.find(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)) for path in sorted(PHOTOGRAPHS.glob(f"{side}*.jpg"))]
    lens = solve(BOARD.points(), [view for view in found if view is not None], (640, 480))
    assert lens.rms_px <= worst
    assert lens.fx == pytest.approx(focal, rel=0.006)
