"""The capture of a clean plate, by a clock that the test turns."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from vpstudio.engine.capture import PlateCapture
from vpstudio.matting.plates import deep_codes, load
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, Orientation
from vpstudio.model.state import PlateState

HEIGHT, WIDTH = 72, 128
RATE = 30


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def room() -> np.ndarray:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return np.dstack((80 + x / 2, 100 + y / 2, 120 - x / 4)).astype(np.uint8)


def frame_of(number: int, rgb: np.ndarray | None = None, orientation: Orientation = Orientation()) -> Frame:  # noqa: B008
    rgb = room() if rgb is None else rgb
    noise = np.random.default_rng(number).normal(0, 2, rgb.shape)
    picture = np.clip(np.rint(rgb + noise), 0, 255).astype(np.uint8)
    return Frame(Stamp(number, number), rgb.shape[1], rgb.shape[0], (picture,), Layout.RGB, (picture,), Layout.RGB, RGB_FULL, orientation)


def run(capture: PlateCapture, clock: Clock, seconds: float, of=frame_of, rate: float = RATE) -> list[PlateState]:
    """Feed for so long; the state after each frame."""
    states = []
    for number in range(round(seconds * rate)):
        clock.now += 1 / rate
        capture.feed(of(number))
        states.append(capture.state)
    return states


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def capture(clock):
    return PlateCapture(clock)


def test_nothing_happens_unasked(capture, clock):
    assert {state.phase for state in run(capture, clock, 1)} == {"idle"}


def test_from_countdown_to_file(capture, clock, tmp_path):
    folder = tmp_path / "项目" / "plates"
    capture.begin(folder, 3, 1)
    assert capture.state.phase == "countdown" and capture.state.left_s == pytest.approx(3)
    before = run(capture, clock, 2.9)
    assert {state.phase for state in before} == {"countdown"} and before[-1].left_s == pytest.approx(0.1, abs=0.01)
    assert not folder.exists()
    during = run(capture, clock, 1.05)
    assert during[5].phase == "capturing" and 0 < during[5].left_s < 1
    run(capture, clock, 0.2)
    done = capture.wait()
    assert done.phase == "done" and done.problem is None
    assert [str(each) for each in folder.iterdir()] == [done.path] and "plate_" in done.path
    plate = load(folder / done.path)
    error = deep_codes(plate.light[..., :3].astype(np.float32)) / 257 - room().astype(float)
    assert np.abs(error).std() < 0.6, "noise of two codes averaged over thirty pictures"


def test_the_plate_is_upright(capture, clock, tmp_path):
    capture.begin(tmp_path, 0, 0.5)
    run(capture, clock, 1, lambda number: frame_of(number, orientation=Orientation(90, True)))
    plate = load(tmp_path / capture.wait().path)
    assert plate.light.shape[:2] == (WIDTH, HEIGHT)
    upright = np.rot90(room(), -1)[:, ::-1]
    assert np.abs(deep_codes(plate.light[..., :3].astype(np.float32)) / 257 - upright.astype(float)).mean() < 1


def test_given_up_in_the_countdown_and_in_the_capture(capture, clock, tmp_path):
    for part in (0.5, 1.3):
        capture.begin(tmp_path, 1, 1)
        run(capture, clock, part)
        capture.cancel()
        assert {state.phase for state in run(capture, clock, 2)} == {"idle"}
    assert not list(tmp_path.iterdir())


def test_begun_again_starts_anew(capture, clock, tmp_path):
    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 0.5, lambda number: frame_of(number, np.full((HEIGHT, WIDTH, 3), 250, np.uint8)))
    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 1.2)
    plate = load(tmp_path / capture.wait().path)
    assert np.abs(deep_codes(plate.light[..., :3].astype(np.float32)) / 257 - room().astype(float)).max() < 4


@pytest.mark.parametrize("change", ["size", "orientation"])
def test_a_picture_that_changes_half_way_is_refused(capture, clock, tmp_path, change):
    def of(number):
        frame = frame_of(number)
        if number < 10:
            return frame
        return frame_of(number, room()[:, :100]) if change == "size" else replace(frame, orientation=Orientation(180))

    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 1.2, of)
    state = capture.wait()
    assert state.phase == "failed" and state.problem is not None and state.problem.code == "plate.changed"
    assert not list(tmp_path.iterdir())


def test_who_walks_through_is_told_and_left_out(capture, clock, tmp_path):
    def of(number):
        rgb = room()
        rgb[:, number * 4 : number * 4 + 16] = (10, 10, 10)
        return frame_of(number, rgb)

    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 1.2, of)
    state = capture.wait()
    assert state.phase == "done" and state.problem is not None and state.problem.code == "plate.moved"
    codes = deep_codes(load(tmp_path / state.path).light[..., :3].astype(np.float32)) / 257
    assert np.percentile(np.abs(codes - room()), 99) < 5


def test_a_camera_that_is_moved_is_refused(capture, clock, tmp_path):
    rng = np.random.default_rng(1)
    rough = np.kron(rng.integers(20, 230, (HEIGHT // 8, WIDTH // 4, 3)), np.ones((8, 8, 1))).astype(np.uint8)
    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 1.2, lambda number: frame_of(number, rough[:, number * 3 : number * 3 + WIDTH].copy()))
    state = capture.wait()
    assert state.phase == "failed" and state.problem is not None and state.problem.code == "plate.disturbed"
    assert not list(tmp_path.iterdir())


def test_light_that_drifts_is_told(capture, clock, tmp_path):
    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 1.2, lambda number: frame_of(number, (room() * (1 + 0.006 * number)).astype(np.uint8)))
    state = capture.wait()
    assert state.phase == "done" and state.problem is not None and state.problem.code == "plate.drifted"


def test_a_slow_camera_is_waited_for(capture, clock, tmp_path):
    capture.begin(tmp_path, 0, 1)
    run(capture, clock, 3, rate=2)
    assert capture.wait().phase == "done"


def test_a_camera_that_is_gone_ends_it(capture, clock, tmp_path):
    capture.begin(tmp_path, 1, 1)
    run(capture, clock, 1.1)
    clock.now += 10
    state = capture.state
    assert state.phase == "failed" and state.problem is not None and state.problem.code == "plate.no_pictures"
    assert capture.state is state, "told, not told again"


def test_a_folder_that_cannot_be_written(capture, clock, tmp_path):
    (tmp_path / "plates").write_bytes(b"a file")
    capture.begin(tmp_path / "plates", 0, 0.5)
    run(capture, clock, 1)
    state = capture.wait()
    assert state.phase == "failed" and state.problem is not None and state.problem.code == "plate.unwritable"


def test_the_last_plate_stays_known(capture, clock, tmp_path):
    capture.begin(tmp_path, 0, 0.5)
    run(capture, clock, 1)
    path = capture.wait().path
    capture.begin(tmp_path, 1, 0.5)
    assert capture.state.path == path
    capture.cancel()
    assert capture.state == PlateState(path=path)


def test_looked_at_and_given_up_from_other_threads(tmp_path):
    """Begin, cancel and look while frames are fed: nothing raises, nothing hangs, and the last capture still comes through."""
    capture, errors, stop = PlateCapture(), [], threading.Event()

    def feed():
        number = 0
        while not stop.is_set():
            try:
                capture.feed(frame_of(number))
            except Exception as error:
                errors.append(error)
            number += 1

    feeder = threading.Thread(target=feed)
    feeder.start()
    try:
        for each in range(40):
            capture.begin(tmp_path, 0, 0.2)
            stop.wait(0.01)
            if each % 2:
                capture.cancel()
            assert capture.state.phase in ("idle", "capturing", "done")
        capture.begin(tmp_path, 0, 0.2)
        ended = threading.Event()
        for _ in range(400):
            if capture.state.phase in ("done", "failed"):
                break
            ended.wait(0.02)
    finally:
        stop.set()
        feeder.join(10)
    assert not errors and capture.state.phase == "done"
