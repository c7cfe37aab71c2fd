"""The evenness map: stops against the middle, and the lamp to move."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio.matting.evenness import STEPS, evenness
from vpstudio.words import LANGUAGES, sentence

HEIGHT, WIDTH = 360, 640
DATA = Path(__file__).parents[2] / "../shared/data"
LIGHT = np.array((0.06, 0.30, 0.08))


def codes(light: np.ndarray) -> np.ndarray:
    x = np.clip(light, 0, 1)
    return np.rint(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(np.uint8)


def screen(stops: np.ndarray) -> np.ndarray:
    """Green cloth lit by so many stops more or less than usual, with a camera's noise."""
    light = LIGHT * 2.0 ** np.broadcast_to(stops, (HEIGHT, WIDTH))[..., None]
    noise = np.random.default_rng(2).normal(0, 2, (HEIGHT, WIDTH, 3))
    return np.clip(codes(light) + noise, 0, 255).astype(np.uint8)


def across(left: float, right: float) -> np.ndarray:
    return np.linspace(left, right, WIDTH)[None, :]


def down(top: float, bottom: float) -> np.ndarray:
    return np.linspace(top, bottom, HEIGHT)[:, None]


def test_stops_are_stops():
    made = evenness(screen(across(-0.6, 0.6)))
    assert made is not None and made.stops.dtype == np.float32
    wide = made.stops.shape[1]
    assert np.nanmedian(made.stops) == pytest.approx(0, abs=0.01)
    assert np.nanmean(made.stops[:, wide // 4 - 5 : wide // 4 + 5]) == pytest.approx(-0.3, abs=0.03)
    assert np.nanmean(made.stops[:, 3 * wide // 4 - 5 : 3 * wide // 4 + 5]) == pytest.approx(0.3, abs=0.03)
    assert made.spread == pytest.approx(1.2 * 0.9, abs=0.05)
    assert made.left == pytest.approx(-0.48, abs=0.04) and made.right == pytest.approx(0.48, abs=0.04)
    assert made.top == pytest.approx(0, abs=0.03) and made.bottom == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(
    ("stops", "code"),
    [
        (across(-1.2, 0.3), "plate.dark_left"),
        (across(0.3, -1.2), "plate.dark_right"),
        (down(-1.2, 0.3), "plate.dark_top"),
        (down(0.3, -1.2), "plate.dark_bottom"),
        (across(-0.15, 0.15), None),
        (0.0 * across(0, 0), None),
    ],
)
def test_it_says_what_to_move(stops, code):
    made = evenness(screen(stops))
    assert made is not None
    assert (made.problem.code if made.problem else None) == code
    if made.problem:
        told = float(str(made.problem.parameters["stops"]))
        assert 0.5 <= told <= 1.2
        assert all("{" not in sentence(made.problem, language) for language in LANGUAGES)


def test_a_hot_spot_and_the_darkest_corner():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    spot = 1.2 * np.exp(-((x - 320) ** 2 + (y - 180) ** 2) / 80**2)
    made = evenness(screen(spot))
    assert made is not None and made.problem is not None and made.problem.code == "plate.hot_spot"
    corner = -1.0 * np.exp(-((x - 640) ** 2 + (y - 360) ** 2) / 120**2)
    made = evenness(screen(corner))
    assert made is not None and made.corner == "bottom_right" and made.corner_stops < -0.4


def test_an_actor_in_front_changes_nothing():
    bare = screen(across(-0.4, 0.4))
    with_him = bare.copy()
    cv2.ellipse(with_him, (320, 300), (90, 220), 0, 0, 360, (120, 80, 60), -1)
    one, two = evenness(bare), evenness(with_him)
    assert one is not None and two is not None
    assert np.isnan(two.stops[-10:, 230:250]).all()
    both = np.isfinite(one.stops) & np.isfinite(two.stops)
    assert both.mean() > 0.6
    change = (one.stops - two.stops)[both]
    assert np.abs(change - np.median(change)).max() < 0.05, "his edge darkens nothing"


def test_the_picture_has_steps_to_read():
    made = evenness(screen(across(-1.3, 1.3)))
    assert made is not None
    picture = made.picture()
    assert picture.shape == (*made.stops.shape, 4) and picture.dtype == np.uint8
    seen = {tuple(int(value) for value in colour) for colour in np.unique(picture[picture[..., 3] == 255][:, :3], axis=0)}
    assert seen == {colour for _, colour in STEPS}
    middle = picture[picture.shape[0] // 2]
    stops = made.stops[made.stops.shape[0] // 2]
    assert tuple(middle[np.nanargmin(np.abs(stops - 0.26))][:3]) == dict(STEPS)[0.25]
    assert tuple(middle[np.nanargmin(np.abs(stops + 0.5))][:3]) == dict(STEPS)[-0.5]


def test_no_screen_no_map():
    assert evenness(np.full((HEIGHT, WIDTH, 3), 128, np.uint8)) is None
    assert evenness(screen(across(0, 0)), np.zeros((HEIGHT, WIDTH), np.float32)) is None


@pytest.mark.footage
def test_the_shared_screen():
    path = DATA / "matte/asl_gs_plate.png"
    if not path.is_file():
        pytest.skip("no footage here")
    made = evenness(cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)[..., ::-1])
    assert made is not None and 0.8 < made.spread < 2.5
    assert made.problem is not None and made.problem.code in ("plate.dark_left", "plate.dark_bottom")
