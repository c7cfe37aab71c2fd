"""Setting a key up on the newest picture: strokes where they are drawn, the screen's evenness, and a plate that pumps with the camera."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fakes import frame_of

from vpstudio.engine.keying import Keying
from vpstudio.engine.match import match
from vpstudio.engine.pairing import Arrived, Cut, Paired
from vpstudio.engine.set_up import evenness_of, grey_card_of, placed, stroke_of
from vpstudio.engine.stage import Staged
from vpstudio.matting.plates import deep_codes, save
from vpstudio.model.camera import Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.model.project import Project, SourceChoice
from vpstudio.problem import Problem
from vpstudio.render import curve

W, H = 320, 180
GREEN, SKIN = np.array((0.04, 0.28, 0.06)), np.array((0.45, 0.27, 0.2))


def coded(light):
    light = np.clip(light, 0, 1)
    return np.rint(255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)).astype(np.uint8)


def cloth():
    x = np.linspace(-0.5, 0.5, W)[None, :, None]
    return np.broadcast_to(GREEN * 2.0 ** (-1.4 * x), (H, W, 3))


def actor():
    alpha = np.zeros((H, W), np.uint8)
    alpha[60:, 120:200] = 255
    return alpha


def frame(light, number=0):
    picture = np.full((H, W, 4), 255, np.uint8)
    picture[..., :3] = coded(light)
    planes = sealed(picture)
    return Frame(Stamp(number, number * 33_000_000), W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)


def standing():
    a = actor()[..., None] / 255
    return cloth() * (1 - a) + SKIN * a


def shot_of(picture, size=(W, H), fit="cover"):
    paired = Paired.of(Arrived(picture, 0), Cut(None, "none", KeySettings()))
    return match(paired, Project(source=SourceChoice(fit=fit)), Staged(), size)


def test_a_click_means_what_lies_under_it():
    shot = shot_of(frame(standing()))
    screen, skin = stroke_of(shot, "screen", [(0.1, 0.5)]), stroke_of(shot, "actor", [(0.5, 0.7), (0.55, 0.8)])
    assert np.median(screen.colours, axis=0) == pytest.approx(cloth()[90, 32], rel=0.06)
    assert np.median(skin.colours, axis=0) == pytest.approx(SKIN, rel=0.05)
    assert screen.points[0] == pytest.approx((0.1, 0.5)) and screen.kind == "screen"


def test_a_click_in_a_vertical_output_finds_its_place_on_a_wide_plate():
    shot = shot_of(frame(standing()), size=(90, 160))
    stroke = stroke_of(shot, "actor", [(0.5, 0.9)])
    assert stroke.points[0][0] == pytest.approx(0.5, abs=0.01)
    assert np.median(stroke.colours, axis=0) == pytest.approx(SKIN, rel=0.05)


def carded(codes, at=(0.5, 0.5)):
    """A wall of skin's colour with a card of these codes in its middle."""
    picture = np.full((H, W, 4), 255, np.uint8)
    picture[..., :3] = coded(SKIN)
    picture[80:100, 150:170, :3] = codes
    planes = sealed(picture)
    return grey_card_of(shot_of(Frame(Stamp(0, 0), W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)), at)


@pytest.mark.parametrize("codes", [(118, 118, 118), (100, 96, 90), (140, 146, 150), (46, 46, 46), (200, 200, 200)])
def test_the_sets_grey_lands_on_the_card(codes):
    match = carded(codes)
    found = curve.codes(curve.grade(match) @ np.full(3, curve.GREY), match)
    assert np.abs(found - codes).max() < 1.5


@pytest.mark.parametrize(
    ("codes", "why"),
    [((255, 251, 240), "clipped"), ((9, 8, 10), "black"), ((56, 143, 69), "coloured")],
)
def test_what_is_no_card_is_refused(codes, why):
    with pytest.raises(Problem, match=why):
        carded(codes)
    assert carded(codes, at=(0.5, 1.2)) is None


def test_beside_the_plate_is_nothing():
    shot = shot_of(frame(standing()), size=(160, 160), fit="contain")
    assert stroke_of(shot, "screen", [(0.5, 0.02)]) is None
    assert stroke_of(shot, "screen", [(0.1, 0.5)]) is not None


def test_places_go_both_ways():
    placement = Placement.fit((1920, 1080), (1080, 1920), "cover", 1.2)
    x, y = placed((0.3, 0.8), placement)
    back = (x * 1920 * placement.scale + placement.offset[0]) / 1080, (y * 1080 * placement.scale + placement.offset[1]) / 1920
    assert back == pytest.approx((0.3, 0.8))


def test_the_dark_side_is_told():
    found = evenness_of(frame(standing()))
    assert found.spread_stops == pytest.approx(1.2, abs=0.25)
    assert found.problem.code == "plate.dark_right"
    assert found.rgba.shape == (H, W, 4) and found.rgba[90, 160, 3] == 0 and found.rgba[20, 20, 3] == 255
    assert evenness_of(frame_of(0)) is None


class Seeing:
    """A network that knows the actor."""

    problem = None

    def of(self, frame, matter, values):
        return Matte(frame.stamp, actor(), "test")

    def reset(self):
        pass


def test_a_captured_plate_pumps_with_the_camera(tmp_path):
    """The camera opens by half a stop and grows warmer in the middle of the shot: the plate follows within that very frame."""
    path = save(tmp_path / "净空.png", deep_codes(cloth().astype(np.float32)))
    keying = Keying(policy="every")
    keying.mattes = Seeing()
    key = KeySettings(mode="hybrid", plate=str(path))
    for number in range(6):
        gain = np.array((1.0, 1.0, 1.0)) if number < 3 else np.array((1.5, 1.414, 1.3))
        cut = keying.cut(frame(standing() * gain, number), key)
        assert (cut.cut, cut.clean.kind, keying.problem) == ("hybrid", "captured", None)
        assert cut.clean.gain == pytest.approx(gain, rel=0.02)
        assert cut.matte.limits[30, 40].tolist() == [0, 0] and cut.matte.limits[120, 160, 0] == 255


def test_a_plate_of_another_shape_is_told_and_not_used(tmp_path):
    path = save(tmp_path / "plate.png", deep_codes(cloth()[:, :200].astype(np.float32)))
    keying = Keying(policy="every")
    keying.mattes = Seeing()
    cut = keying.cut(frame(standing()), KeySettings(mode="hybrid", plate=str(path)))
    assert keying.problem.code == "plate.shape"
    assert cut.cut == "hybrid" and cut.clean.kind == "running", "the screen is remembered instead"
