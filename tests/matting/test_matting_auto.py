"""The automatic choice, and what it measures of a screen."""

from __future__ import annotations

import json
import string
from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio.matting.auto import choose, choose_over
from vpstudio.matting.screen import measure, screen_mask
from vpstudio.paths import asset

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
GREEN = (0.03, 0.26, 0.06)
BLUE = (0.02, 0.05, 0.42)
SKIN, SHIRT = (0.55, 0.32, 0.22), (0.05, 0.06, 0.10)


def coded(linear: np.ndarray, noise: float = 1.5, seed: int = 1) -> np.ndarray:
    """Linear light (H, W, 3) as a camera's sRGB codes with a little noise."""
    x = np.clip(linear, 0, 1)
    code = 255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.maximum(x, 0.0031308) ** (1 / 2.4) - 0.055)
    return np.clip(code + np.random.default_rng(seed).normal(0, noise, code.shape), 0, 255).astype(np.uint8)


def wall(colour, size=(640, 360), stops: float = 0.0) -> np.ndarray:
    """A plain wall whose light falls off evenly by ``stops`` from left to right."""
    fall = 2.0 ** np.linspace(0, -stops, size[0])
    return np.broadcast_to(np.array(colour), (size[1], size[0], 3)) * fall[None, :, None]


def with_actor(picture: np.ndarray, shirt=SHIRT) -> np.ndarray:
    """Head and shoulders in the middle."""
    picture = np.array(picture)
    height, width = picture.shape[:2]
    cv2.ellipse(picture, (width // 2, round(0.95 * height)), (round(0.24 * width), round(0.42 * height)), 0, 0, 360, shirt, -1)
    cv2.ellipse(picture, (width // 2, round(0.38 * height)), (round(0.08 * width), round(0.2 * height)), 0, 0, 360, SKIN, -1)
    return picture


def leaves(size=(640, 360), seed: int = 2) -> np.ndarray:
    """Foliage: many greens, light and shade side by side."""
    rng = np.random.default_rng(seed)
    picture = np.full((size[1], size[0], 3), (0.02, 0.05, 0.01))
    for _ in range(2500):
        centre = (int(rng.integers(size[0])), int(rng.integers(size[1])))
        tone = rng.uniform(0.15, 1.4)
        colour = (rng.uniform(0.04, 0.20) * tone, rng.uniform(0.15, 0.26) * tone, rng.uniform(0.005, 0.05) * tone)
        cv2.ellipse(picture, centre, (int(rng.integers(3, 16)), int(rng.integers(2, 6))), float(rng.uniform(0, 180)), 0, 360, colour, -1)
    return picture


@pytest.mark.parametrize(("colour", "kind"), [(GREEN, "green"), (BLUE, "blue"), ((0.40, 0.43, 0.01), "green")])
@pytest.mark.parametrize("size", [(640, 360), (360, 640)])
def test_a_screen_is_keyed_and_its_colour_known(colour, kind, size):
    picture = coded(with_actor(wall(colour, size)))
    screen = measure(picture)
    assert screen is not None and screen.kind == kind
    assert screen.colour == pytest.approx(colour, rel=0.06, abs=0.004)
    choice = choose(picture)
    assert (choice.mode, choice.screen) == ("hybrid", screen.colour)


def test_unevenness_is_told_in_stops():
    screen = measure(coded(wall(GREEN, stops=2.0)))
    assert screen is not None
    # From the 5th to the 95th percentile of an even fall of two stops lie 1.8.
    assert screen.evenness_stops == pytest.approx(1.8, abs=0.12)
    assert screen.coverage > 0.97


def test_coverage_is_the_screens_part_of_the_picture():
    picture = wall((0.3, 0.28, 0.25)).copy()
    picture[:, :480] = GREEN
    screen = measure(coded(picture))
    assert screen is not None and screen.coverage == pytest.approx(0.75, abs=0.02)
    assert screen.left > 0.95 and screen.right == 0.0


def test_a_dark_screen_is_still_one():
    assert choose(coded(with_actor(wall((0.005, 0.030, 0.008)), (0.01, 0.01, 0.012)), noise=1.0)).mode == "hybrid"


def test_a_screen_that_ends_beside_the_actor_is_keyed_where_it_is():
    picture = wall((0.35, 0.30, 0.26)).copy()
    picture[:, 130:510] = GREEN
    choice = choose(coded(with_actor(picture)))
    assert choice.mode == "hybrid"
    assert choice.screen == pytest.approx(GREEN, rel=0.06, abs=0.004)
    assert choice.why.code == "auto.partial_green"


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(with_actor(wall((0.42, 0.38, 0.33))), id="plain room"),
        pytest.param(with_actor(wall((0.42, 0.38, 0.33)), GREEN), id="green jumper"),
        pytest.param(with_actor(leaves()), id="plants"),
        pytest.param(with_actor(cv2.GaussianBlur(leaves(), (0, 0), 5)), id="plants out of focus"),
        pytest.param(with_actor(wall((0.004, 0.004, 0.005))), id="dark room"),
        pytest.param(np.zeros((360, 640, 3)), id="black"),
        pytest.param(np.ones((360, 640, 3)), id="white"),
        pytest.param(with_actor(wall((0.30, 0.40, 0.55))), id="pale blue wall"),
        pytest.param(with_actor(wall((0.28, 0.36, 0.26))), id="sage green wall"),
        pytest.param(with_actor(wall((0.60, 0.38, 0.05))), id="orange wall"),
    ],
)
def test_no_screen_no_key(picture):
    choice = choose(coded(picture))
    assert choice.mode == "neural"
    assert choice.screen is None


def test_a_green_thing_in_the_room_is_no_screen():
    picture = wall((0.42, 0.38, 0.33)).copy()
    picture[150:330, 40:180] = GREEN
    assert choose(coded(picture)).screen is None


def test_mask_is_the_screen():
    picture = coded(with_actor(wall(GREEN)))
    mask = screen_mask(picture)
    assert mask.shape == (180, 320)
    assert mask[5, 5] and mask[5, -5] and not mask[68, 160]


def test_several_pictures_are_asked_together():
    green, room = coded(with_actor(wall(GREEN))), coded(with_actor(wall((0.4, 0.38, 0.3))))
    assert choose_over([room, green, green]).mode == "hybrid"
    assert choose_over([room, room, green]).mode == "neural"
    with pytest.raises(ValueError, match="at least one"):
        choose_over([])


def test_every_reason_is_told_in_both_languages():
    texts = json.loads(asset("translations", "problems", "matting.json").read_text(encoding="utf-8"))
    for code, both in texts.items():
        holes = [{name for _, name, _, _ in string.Formatter().parse(both[language]) if name} for language in ("en", "zh_CN")]
        assert holes[0] == holes[1], code
    choice = choose(coded(with_actor(wall(GREEN))))
    assert "{" not in choice.reason and "%" in choice.reason


def pictures(path: Path, count: int = 5):
    reader = cv2.VideoCapture(str(path))
    total = int(reader.get(cv2.CAP_PROP_FRAME_COUNT))
    for index in np.linspace(0, max(0, total - 3), count).astype(int):
        reader.set(cv2.CAP_PROP_POS_FRAMES, int(index))
        good, picture = reader.read()
        if good:
            yield np.ascontiguousarray(picture[..., ::-1])


@pytest.mark.footage
@pytest.mark.skipif(not DATA.is_dir(), reason="no footage here")
def test_footage_only_the_green_clips_show_a_screen():
    green = {"mdn_chromakey.mp4": "hybrid", "asl_gs.mp4": "hybrid", "asl_gsx.mp4": "hybrid"}
    clips = [*(DATA / "footage").glob("*/*.mp4"), *(DATA / "footage").glob("*/*.mkv"), *(DATA / "footage").glob("*/*.gif")]
    for clip in [*clips, *(DATA / "matte").glob("*.mp4")]:
        for picture in pictures(clip):
            choice = choose(picture)
            assert (choice.screen is not None) == (clip.name in green), clip.name
            assert choice.mode == green.get(clip.name, "neural"), clip.name


@pytest.mark.footage
@pytest.mark.skipif(not DATA.is_dir(), reason="no footage here")
def test_footage_stills_show_no_screen():
    for name in ("stills/astronaut.png", "alpha/lemur.png"):
        picture = cv2.imread(str(DATA / "footage" / name))
        assert choose(np.ascontiguousarray(picture[..., ::-1])).screen is None, name
