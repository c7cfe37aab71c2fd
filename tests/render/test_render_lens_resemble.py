"""The set as the camera shows things: its edges as soft, its colours parted as far, its darkest as dark; measured in the picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from render_shots import PLAIN, frame, matte, noise, shot
from test_render_backdrop import scene_of

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.distortion import Distortion
from vpstudio.model.look import LensSettings, MatchSettings, PlateSeen
from vpstudio.optics.plate_measure import black_level, edge_width, fringes, measure, seen_of
from vpstudio.render.renderer import Renderer
from vpstudio.render.stages.resemble import taps

pytestmark = pytest.mark.gl
W, H = 480, 270
LENS = Intrinsics(W, H, 400.0, 400.0, W / 2, H / 2)
STRIPES = scene_of(
    (3.0, -99, 99, (0.02,) * 3), *((2.0, x - 0.1371, x + 0.1129, (0.4,) * 3) for x in np.arange(-1.2, 1.3, 0.5)), key="stripes"
)


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def look_of(seen=None, match=None, **lens):
    lens = LensSettings(bloom=0.0, veil=0.0, **lens)
    match = match or MatchSettings(defocus=0.0)
    return PLAIN.model_copy(update={"seen": seen or PlateSeen(), "lens": lens, "match": match})


def drawn(renderer, look, scene=STRIPES, plate=None, **named):
    """The program's codes: the set alone."""
    plate = frame(noise(W, H)) if plate is None else plate
    given = {
        "cut": "matte",
        "matte": matte(np.zeros((H, W))),
        "intrinsics": LENS,
        "pose": CameraPose(position_m=(0.0, 0.0, 0.0)),
        "size": (W, H),
    }
    renderer.draw(shot(plate, look=look, scene=scene, set_state=scene.at(0.0), **(given | named)))
    return renderer.read("program")[..., :3].copy()


@pytest.mark.parametrize("edge_px", [1.2, 1.8, 2.6, 4.0, 6.0])
def test_edges_are_as_wide_as_the_cameras(renderer, edge_px):
    assert edge_width(drawn(renderer, look_of())) < 1.3
    found = edge_width(drawn(renderer, look_of(PlateSeen(edge_px=edge_px))))
    assert found == pytest.approx(edge_px, rel=0.12)
    assert edge_width(drawn(renderer, look_of(sharpness="typed", edge_px=edge_px))) == found


@pytest.mark.parametrize("edge_px", [1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 5.0])
def test_a_moving_set_has_them_too(renderer, edge_px):
    """Where a processor draws them cheaply."""
    look = look_of(PlateSeen(edge_px=edge_px))
    for moved_m in (0.0, 1e-7, 2e-7):
        found = drawn(renderer, look, pose=CameraPose(position_m=(moved_m, 0.0, 0.0)))
    assert edge_width(found) == pytest.approx(edge_px, rel=0.2)
    assert np.ptp(found[H // 2, :, 1].astype(int)) > 100


def test_a_plate_that_was_measured_gives_its_edges_to_the_set(renderer):
    """From a plate to the picture: both halves measured alike."""
    big = np.full((H * 4, W * 4, 3), 40.0)
    for left in range(60, W * 4 - 200, 240):
        big[:, left : left + 120] = 200
    soft = cv2.resize(cv2.GaussianBlur(big, (0, 0), 1.3 * 4), (W, H), interpolation=cv2.INTER_AREA)
    rng = np.random.default_rng(3)
    frames = [np.clip(np.rint(soft + rng.standard_normal(soft.shape)), 0, 255).astype(np.uint8) for _ in range(3)]
    seen = seen_of(measure(frames))
    assert edge_width(drawn(renderer, look_of(seen))) == pytest.approx(edge_width(frames[0]), rel=0.2)


@pytest.mark.parametrize("zoom", [1.5, 0.5])
def test_an_enlarged_plate_has_wider_edges(renderer, zoom):
    small = frame(noise(round(W / zoom), round(H / zoom)))
    found = edge_width(drawn(renderer, look_of(PlateSeen(edge_px=3.0)), plate=small))
    assert found == pytest.approx(3.0 * zoom, rel=0.2)


def test_a_bent_set_has_the_same_edges(renderer):
    bend = Distortion((-0.1, 0.0, 0.0, 0.0, 0.0), LENS)
    found = edge_width(drawn(renderer, look_of(PlateSeen(edge_px=2.4)), distortion=bend))
    assert found == pytest.approx(2.4, rel=0.2)


@pytest.mark.parametrize("off", [{}, {"sharpness": "full", "fringes": "none"}])
def test_unmeasured_or_switched_off_the_set_is_as_drawn(renderer, off):
    seen = PlateSeen(edge_px=5.0, fringes=(0.004, -0.004)) if off else None
    plain = drawn(renderer, look_of())
    assert np.array_equal(drawn(renderer, look_of(seen, **off)), plain)
    assert "sharpness" not in renderer.timings and "black" not in renderer.timings


def test_brightness_stays_where_nothing_has_an_edge(renderer):
    wall = scene_of((2.0, -99, 99, (0.18,) * 3), key="wall")
    found = drawn(renderer, look_of(PlateSeen(edge_px=4.0)), wall)
    assert np.abs(found.astype(int) - 118).max() <= 1


@pytest.mark.parametrize("given", [(0.004, -0.003), (-0.002, 0.003)])
def test_colours_part_as_they_do_in_the_camera(renderer, given):
    found = fringes(drawn(renderer, look_of(PlateSeen(fringes=given))))
    assert found == pytest.approx(given, abs=0.0003)


def test_a_typed_fringe_is_so_wide_in_the_corner(renderer):
    red, blue = fringes(drawn(renderer, look_of(fringes="typed", fringe_px=2.0)))
    assert (red - blue) * np.hypot(W, H) / 2 == pytest.approx(2.0, abs=0.2)


def test_fringes_go_with_bend_and_blur(renderer):
    bend = Distortion((-0.1, 0.0, 0.0, 0.0, 0.0), LENS)
    look = look_of(PlateSeen(fringes=(0.004, -0.004)), match=MatchSettings(defocus=0.15))
    found = fringes(drawn(renderer, look, distortion=bend, actor_depth_m=1.9))
    assert found == pytest.approx((0.004, -0.004), abs=0.0006)


def shadows(darkest):
    """A bright room with a stripe of one hundredth of the picture in which it is darkest."""
    return scene_of((3.0, -99, 99, (0.3,) * 3), (2.0, -0.012, 0.012, (darkest,) * 3), key=f"dark {darkest}")


@pytest.mark.parametrize("darkest", [0.0, 0.004, 0.02, 0.04])
@pytest.mark.parametrize("black", [3.0, 16.0, 28.0])
def test_the_darkest_of_the_set_is_as_dark_as_the_plates(renderer, darkest, black):
    look = look_of(PlateSeen(black=black))
    veiled = look.model_copy(update={"lens": LensSettings(bloom=0.02, veil=0.008)})
    for each in (look, veiled):
        assert black_level([drawn(renderer, each, shadows(darkest))]) == pytest.approx(black, abs=3)


def test_grey_and_white_stay_where_black_is_set(renderer):
    for light, code in ((0.18, 118), (1.0, 240)):
        scene = scene_of((3.0, -99, 99, (light,) * 3), (2.0, -0.1, 0.1, (0.03,) * 3), key=f"grey {light}")
        found = drawn(renderer, look_of(PlateSeen(black=12)), scene)
        assert np.abs(found[:, :100].astype(int) - code).max() <= 1 and abs(found[H // 2, W // 2].mean() - 12) <= 3


def test_a_typed_black_counts_though_the_camera_was_measured(renderer):
    look = look_of(PlateSeen(black=30), match=MatchSettings(defocus=0.0, black="typed", black_code=5))
    assert black_level([drawn(renderer, look, shadows(0.0))]) == pytest.approx(5, abs=1)


def test_a_bright_mist_is_not_torn_to_black(renderer):
    scene = scene_of((3.0, -99, 99, (0.5,) * 3), (2.0, -1, 0, (0.3,) * 3), key="mist")
    found = drawn(renderer, look_of(PlateSeen(black=12)), scene)
    assert black_level([found]) > 130


@pytest.mark.parametrize("sigma", [0.75, 1.2, 2.0, 5.0])
def test_taps_are_a_gaussian(sigma):
    middle, pairs = taps(sigma)
    assert middle + 2 * pairs[:, 1].sum() == pytest.approx(1)
    assert 2 * (pairs[:, 1] * pairs[:, 0] ** 2).sum() == pytest.approx(sigma**2, rel=0.15, abs=0.02)
