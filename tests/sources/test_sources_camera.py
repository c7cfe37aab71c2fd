"""A camera that behaves as cameras do: slow, of another size, busy, pulled out and put back."""

import sys
import time
from fractions import Fraction

import numpy as np
import pytest

from vpstudio.model.frame import Known, Layout
from vpstudio.model.source import Device
from vpstudio.problem import Problem
from vpstudio.sources.base import Wants
from vpstudio.sources.camera import CameraSource, rgba_of, snapped
from vpstudio.sources.capture import Picture, refuse
from vpstudio.sources.controls import NoControls
from vpstudio.sources.devices import device_of, find

LEFT, RIGHT = Device("/usb/1", "Webcam", 0), Device("/usb/2", "Webcam", 1)


class FakeCamera:
    """Gives ``pictures`` at ``rate``; None in the list is a pulled plug."""

    def __init__(self, pictures, rate=200.0):
        self.pictures, self.rate, self.closed = list(pictures), rate, False

    def read(self):
        time.sleep(1 / self.rate)
        return self.pictures.pop(0) if self.pictures else None

    def close(self):
        self.closed = True


def picture(level=100, size=(48, 64), kind="BGR"):
    return Picture(np.full((*size, 3), (level, 20, 200), np.uint8), kind)


def source(cameras, wants=None, devices=(LEFT, RIGHT), controls=NoControls, measure_s=0.05, **settings):
    made = iter(cameras)

    def make(device, wish):
        camera = next(made)
        if isinstance(camera, Problem):
            raise camera
        return camera

    wants = wants or Wants()
    return CameraSource(CameraSource.Settings(**settings), wants, make, lambda: list(devices), lambda device: controls(), measure_s)


def taken(opened, count):
    got = []
    for frame in opened.read():
        got.append(frame)
        if len(got) == count:
            opened.close()
    return got


def test_what_it_really_delivers_is_measured():
    opened = source([FakeCamera([picture()] * 60, rate=100)], measure_s=0.3)
    info = opened.open()
    assert (info.width, info.height, info.live) == (64, 48, True)
    assert 70 <= info.rate <= 101
    assert [code for code, _ in info.notes] == ["source.size_other", "source.rate_other"]


def test_frames_are_rgba_for_software_and_kept_as_delivered():
    opened = source([FakeCamera([picture()] * 60)])
    opened.open()
    frame = taken(opened, 1)[0]
    assert frame.upload[0][0, 0].tolist() == [200, 20, 100, 255]
    assert frame.layout is Layout.BGR and frame.planes[0][0, 0].tolist() == [100, 20, 200]
    assert abs(time.monotonic_ns() - frame.stamp.time_ns) < 5e9


@pytest.mark.parametrize(("kind", "shape"), [("YUYV", (48, 64, 2)), ("NV12", (72, 64))])
def test_raw_yuv_goes_as_it_is(kind, shape):
    grey = Picture(np.full(shape, 126, np.uint8), kind)
    opened = source([FakeCamera([grey] * 60)], Wants(upload=None))
    info = opened.open()
    frame = taken(opened, 1)[0]
    assert (info.width, info.height) == (frame.width, frame.height) == (64, 48)
    assert frame.layout is Layout(kind.lower()) and frame.upload is frame.planes
    assert frame.colour.known["matrix"] is Known.ASSUMED
    assert np.abs(rgba_of(grey)[..., :3].astype(int) - 128).max() <= 4, "luma 126 of limited range is mid grey"


def test_a_pulled_plug_gives_no_stale_picture_and_it_comes_back():
    first = FakeCamera([picture(1)] * 14)
    opened = source([first, Problem("source.camera_missing", camera="x"), FakeCamera([picture(2)] * 50)])
    opened.open()
    began, levels = time.monotonic(), []
    for frame in opened.read():
        levels.append(int(frame.planes[0][0, 0, 0]))
        if levels[-1] == 2:
            opened.close()
    assert levels.count(2) >= 1 and opened.losses == 1 and first.closed
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("made", "devices", "code"),
    [
        ([], (), "source.camera_missing"),
        ([FakeCamera([])], (LEFT,), "source.camera_silent"),
        ([Problem("source.camera_busy", camera="Webcam")], (LEFT,), "source.camera_busy"),
    ],
)
def test_each_failure_has_its_own_sentence(made, devices, code):
    with pytest.raises(Problem) as caught:
        source(made, devices=devices).open()
    assert caught.value.code == code


def test_two_equal_cameras_are_told_apart_by_their_path():
    assert find("/usb/2", [LEFT, RIGHT]) is RIGHT
    assert find("Webcam", [LEFT, RIGHT]) is LEFT
    assert find("", [RIGHT]) is RIGHT and find("other", [LEFT]) is None
    moved = [Device("/usb/2", "Webcam", 0), Device("/usb/1", "Webcam", 1)]
    assert find("/usb/2", moved).index == 0, "the index may change, the path does not"


def test_a_camera_without_a_path_is_known_by_maker_and_model():
    class Info:
        index, name, path, vid, pid = 2, "C920", None, 0x046D, 0x082D

    assert device_of(Info()).ident == "046d:082d:C920"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux device files")
def test_a_device_file_that_is_gone():
    with pytest.raises(Problem) as caught:
        refuse(Device("/dev/video-none", "Webcam"))
    assert caught.value.code == "source.camera_missing"


@pytest.mark.parametrize(("rate", "usual"), [(29.9, 30), (14.98, 15), (23.99, 24), (59.2, 60), (17.3, Fraction(173, 10))])
def test_rates_snap_to_usual_ones(rate, usual):
    assert abs(snapped(rate) - usual) < Fraction(2, 10)
