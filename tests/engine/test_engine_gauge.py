"""The camera measured while it runs: what a look then keeps is what the camera has."""

import threading
import time

import numpy as np
import pytest

from vpstudio.engine.engine import Engine
from vpstudio.engine.gauge import FRAMES, Gauge, camera_of
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, Orientation, sealed
from vpstudio.model.look import GrainSettings, KeySettings, Look
from vpstudio.model.project import FormatSettings, Project, SetChoice, SourceChoice

W, H = 320, 180


def frame_of(number, size=(W, H), orientation=None):
    rng = np.random.default_rng(number)
    picture = np.full((size[1], size[0], 4), 60.0)
    for left in range(20, size[0] - 30, 40):
        picture[:, left : left + 20] = 180
    picture = np.clip(np.rint(picture + 2.5 * rng.standard_normal(picture.shape)), 0, 255).astype(np.uint8)
    planes = sealed(picture)
    return Frame(
        Stamp(number, number * 33_000_000), *size, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL, orientation or Orientation()
    )


def test_what_a_camera_shows_is_what_a_look_keeps():
    grain, seen = camera_of([frame_of(number, orientation=Orientation(90)) for number in range(4)], GrainSettings(amount=0.7))
    assert grain.how == "measured" and grain.amount == 0.7
    assert np.array(grain.bands)[[1, 2, 5]] == pytest.approx(2.5, rel=0.15)
    assert seen.edge_px < 1.3 and seen.black == pytest.approx(54, abs=2)


def test_too_few_frames_tell_nothing():
    assert camera_of([frame_of(0)], GrainSettings()) is None


def test_frames_are_kept_only_while_they_are_wanted():
    gauge, found = Gauge(), []
    gauge.feed(frame_of(0))
    asker = threading.Thread(target=lambda: found.extend(gauge.frames(10.0)))
    asker.start()
    while gauge._held is None:
        time.sleep(0.001)
    assert gauge.frames(0.0) == [], "one asker at a time"
    gauge.feed(frame_of(1, size=(64, 36)))
    for number in range(2, 20):
        gauge.feed(frame_of(number))
    asker.join(10)
    assert [frame.stamp.number for frame in found] == list(range(2, 2 + FRAMES)), "of one size, and no more than needed"
    assert gauge._held is None


def test_no_pictures_no_measure():
    began = time.monotonic()
    assert Gauge().frames(0.05) == [] and time.monotonic() - began < 1


@pytest.mark.gl
def test_a_running_camera_is_measured(tmp_path):
    project = Project(
        source=SourceChoice(kind="testcard"),
        set=SetChoice(kind="none"),
        look=Look(key=KeySettings(mode="none")),
        format=FormatSettings(short_side=540),
    )
    engine = Engine(project, tmp_path)
    engine.start()
    try:
        grain, seen = engine.measure_camera(timeout_s=20)
    finally:
        engine.stop()
    assert grain.how == "measured" and len(grain.bands) == 8 and seen.black is not None
    assert Look(grain=grain, seen=seen) == Look.model_validate(Look(grain=grain, seen=seen).model_dump(mode="json"))
