"""Lens, pose and placement mathematics against pinholes worked out by hand."""

import math

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.frame import Orientation
from vpstudio.model.project import CameraSettings, Stand
from vpstudio.model.scene import Mark


def seen(pose, lens, point):
    """Pixel of a world point through view and projection, row 0 at the top."""
    clip = lens.projection(0.1, 100) @ pose.view() @ np.array([*point, 1.0])
    ndc = clip[:3] / clip[3]
    return (ndc[0] + 1) * lens.width / 2, (1 - ndc[1]) * lens.height / 2


def test_projection_is_the_pinhole():
    lens = Intrinsics(1920, 1080, 1500, 1510, 1000, 500)
    pose = CameraPose(position_m=(1, 2, 1.5))
    x, y = seen(pose, lens, (2, 7, 0.5))
    assert x == pytest.approx(1000 + 1500 * 1 / 5)
    assert y == pytest.approx(500 + 1510 * 1 / 5)


@pytest.mark.parametrize(
    ("pan", "tilt", "roll", "point"),
    [
        (90, 0, 0, (-5, 0, 0)),
        (-90, 0, 0, (5, 0, 0)),
        (0, 45, 0, (0, 3, 3)),
        (180, 0, 0, (0, -4, 0)),
        (30, 0, 77, (-0.5, math.sqrt(0.75), 0)),
    ],
)
def test_the_camera_looks_where_its_angles_say(pan, tilt, roll, point):
    lens = Intrinsics.of_view(1000, 1000, 60)
    assert seen(CameraPose.of_angles((0, 0, 0), pan, tilt, roll), lens, point) == pytest.approx((500, 500))


def test_roll_turns_the_picture_clockwise_seen_from_behind():
    """OpenTrackIO: roll about the forward axis, Z to X: the camera's top goes right, so the world goes left."""
    lens = Intrinsics.of_view(1000, 1000, 90)
    x, y = seen(CameraPose.of_angles((0, 0, 0), 0, 0, 90), lens, (0, 10, 1))
    assert (x, y) == pytest.approx((450, 500))


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_the_lens_is_turning_the_picture(degrees, mirror):
    """Where a sensor pixel lands when its array is turned is where the turned lens sees its ray."""
    width, height = 64, 48
    lens = Intrinsics(width, height, 50, 60, 20, 30)
    picture = np.zeros((height, width))
    picture[10, 40] = 1
    turned = np.rot90(picture, -degrees // 90)
    turned = turned[:, ::-1] if mirror else turned
    (row,), (column,) = np.nonzero(turned)
    upright = lens.turned(Orientation(degrees, mirror))
    assert (upright.width, upright.height) == turned.shape[::-1]
    ray = np.array([(40.5 - 20) / 50, (10.5 - 30) / 60])
    angle = math.radians(degrees)
    ray = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) @ ray
    ray[0] = -ray[0] if mirror else ray[0]
    assert ray[0] * upright.fx + upright.cx == pytest.approx(column + 0.5)
    assert ray[1] * upright.fy + upright.cy == pytest.approx(row + 0.5)


@pytest.mark.parametrize("first", [Orientation(d, m) for d in (0, 90, 180, 270) for m in (False, True)])
@pytest.mark.parametrize("second", [Orientation(90), Orientation(0, True), Orientation(270, True)])
def test_orientations_join(first, second):
    def turn(picture, orientation):
        picture = np.rot90(picture, -orientation.degrees // 90)
        return picture[:, ::-1] if orientation.mirror else picture

    picture = np.arange(12).reshape(3, 4)
    assert np.array_equal(turn(turn(picture, first), second), turn(picture, first.then(second)))


def test_placing_one_to_one_is_exact_even_with_an_odd_margin():
    placement = Placement.fit((405, 720), (402, 720), "cover")
    assert placement.exact and placement.offset == (-2.0, 0.0)
    assert not Placement.fit((1280, 720), (1080, 1920)).exact


def test_contain_and_cover_keep_the_centre():
    for how in ("cover", "contain"):
        placement = Placement.fit((1280, 720), (1080, 1920), how, zoom=1.2)
        for axis in (0, 1):
            assert placement.plate[axis] / 2 * placement.scale + placement.offset[axis] == pytest.approx(placement.output[axis] / 2)


def test_the_set_is_seen_through_the_crop_of_the_plate():
    """A 1280x720 picture of 70 degrees cropped to 9:16 sees 25.0 x 43.0 degrees (users.md 1.7)."""
    lens = Intrinsics.of_view(1920, 1080, 70)
    across, down = lens.placed(Placement.fit((1920, 1080), (1080, 1920), "cover")).view_deg
    assert across == pytest.approx(25.0, abs=0.05)
    assert down == pytest.approx(43.0, abs=0.05)


def test_lens_buttons_crop_both_or_cheat():
    camera = CameraSettings(known_by="focal", focal_mm=35, sensor_width_mm=36, lens_mm=50)
    assert camera.plate_zoom == pytest.approx(50 / 35) and camera.set_zoom == 1 and not camera.cheats
    cheat = camera.model_copy(update={"linked": False})
    assert cheat.plate_zoom == 1 and cheat.set_zoom == pytest.approx(50 / 35) and cheat.cheats
    super35 = CameraSettings(known_by="focal", focal_mm=24.9, sensor_width_mm=24.9)
    assert super35.real_focal_mm == pytest.approx(36)


def test_the_camera_stands_before_its_mark():
    pose = CameraSettings(distance_m=2, height_m=1.6).pose(Mark((3, 1, 0.5), pan_deg=90))
    assert pose.position_m == pytest.approx((5, 1, 2.1))
    lens = Intrinsics.of_view(100, 100, 50)
    assert seen(pose, lens, (3, 1, 2.1)) == pytest.approx((50, 50))


def test_what_nobody_set_is_as_the_mark_is_made_for():
    """In the car a camera at a standing man's eyes looked over the roof."""
    seat = Mark(height_m=1.05, tilt_deg=-3, distance_m=0.9)
    assert CameraSettings().stand(seat) == Stand(1.05, -3, 0.9)
    assert CameraSettings(height_m=1.2).stand(seat) == Stand(1.2, -3, 0.9)
    assert CameraSettings().pose(seat).position_m == pytest.approx((0, -0.9, 1.05))
    kept = CameraSettings.model_validate_json('{"height_m": 1.5, "tilt_deg": 0.0, "distance_m": 1.8}')
    assert kept.stand(seat) == Stand(1.5, 0, 1.8), "a project of before keeps what it said"


def test_a_feed_that_comes_upright_has_its_view_along_its_height():
    """users.md 1.7: 70 degrees, turned, sees 43 x 70; whether the camera or the feed is turned."""
    turned = CameraSettings(view_deg=70).intrinsics(1920, 1080).turned(Orientation(90)).view_deg
    upright = CameraSettings(view_deg=70).intrinsics(1080, 1920).view_deg
    assert turned == pytest.approx(upright)
    assert upright == pytest.approx((43.0, 70.0), abs=0.05)
