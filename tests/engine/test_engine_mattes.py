"""A matter that fails, hangs, is slow to load or answers nonsense stops neither the picture nor the clean layer of a take."""

import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fakes import BAR, BarMatter, Runner, bar_at, frame_of

from vpstudio.engine.channel import Channel
from vpstudio.engine.keying import Keying
from vpstudio.engine.matter_runner import MatterRunner, Patience
from vpstudio.engine.mattes import STAND_IN, Mattes, bring, named
from vpstudio.mailbox import Closed
from vpstudio.model.clock import Stamp
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

SHORT = Patience(load_s=0.3, matte_s=0.2)


class Answering(BarMatter):
    """Answers what it is told to."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer

    def matte(self, frame):
        return self.answer(frame)


class StandIn(BarMatter):
    name = STAND_IN


def mattes(matter, patience=SHORT, strict=False):
    made = Mattes(patience, strict)
    bring(made, matter)
    bring(made, StandIn())
    return made


def sized(*shape, dtype=np.uint8, number=None):
    return lambda frame: Matte(Stamp(frame.stamp.number if number is None else number, frame.stamp.time_ns), np.zeros(shape, dtype), "bar")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda frame: None, "matting.nonsense"),
        (sized(90, 160, 3), "matting.nonsense"),
        (sized(90, 160, dtype=np.float32), "matting.nonsense"),
        (sized(0, 0), "matting.nonsense"),
        (sized(90, 90), "matting.nonsense"),
        (sized(90, 160, number=99), "matting.nonsense"),
        (lambda frame: 1 // 0, "matting.broke"),
        (lambda frame: time.sleep(5), "matting.stuck"),
    ],
)
def test_the_stand_in_takes_over_and_the_reason_is_told(answer, code):
    made = mattes(Answering(answer))
    began = time.monotonic()
    for number in range(3):
        matte = made.of(frame_of(number), "bar", {})
        assert matte.matter == STAND_IN and matte.stamp.number == number
        assert np.flatnonzero(matte.alpha[45])[0] == bar_at(number), "the stand-in's own matte of this very frame"
        assert made.problem.code == code
    assert time.monotonic() - began < 2, "it was waited for once only"


def test_strict_runs_raise_instead():
    with pytest.raises(Problem) as caught:
        mattes(Answering(lambda frame: None), strict=True).of(frame_of(0), "bar", {})
    assert caught.value.code == "matting.nonsense"


def test_while_a_matter_loads_the_stand_in_works():
    ready = threading.Event()

    class Slow(BarMatter):
        def open(self):
            ready.wait(5)

    made = mattes(Slow(), Patience(load_s=0.05, matte_s=1))
    assert made.of(frame_of(0), "bar", {}) is not None
    assert made.problem.code == "matting.loading"
    ready.set()
    made._runners[named("bar", {})]._opened.result(2)
    assert made.of(frame_of(1), "bar", {}).stamp.number == 1
    assert made.problem is None


def test_one_that_recovers_is_taken_back(monkeypatch):
    monkeypatch.setattr("vpstudio.engine.mattes.AGAIN_S", 0.0)
    answers = iter([lambda frame: 1 // 0])

    class Hiccup(BarMatter):
        def matte(self, frame):
            return next(answers, super().matte)(frame)

    made = mattes(Hiccup())
    made.of(frame_of(0), "bar", {})
    assert made.problem.code == "matting.broke"
    bring(made, BarMatter())
    assert made.of(frame_of(1), "bar", {}) is not None and made.problem is None


def test_everything_happens_in_one_thread_that_is_not_the_callers():
    seen = set()

    class Watched(BarMatter):
        def open(self):
            seen.add(threading.current_thread())

        def matte(self, frame):
            seen.add(threading.current_thread())
            return super().matte(frame)

        def close(self):
            seen.add(threading.current_thread())

    runner = MatterRunner(Watched, "bar")
    runner.matte(frame_of(0), SHORT)
    runner.close()
    assert len(seen) == 1 and threading.current_thread() not in seen


def test_skipped_frames_are_kept_for_the_clean_layer_while_a_take_rolls():
    """A matter at 50 ms a picture, a camera at 100 a second: what is shown, what is skipped and what is counted add up."""
    keying = Keying()
    bring(keying.mattes, BarMatter(0.05))
    channel = Channel(Runner(40, rate=100.0), "live", keying, None)
    channel.key, channel.steady = KeySettings(mode="neural", matter="bar"), True
    channel.start()
    shown, clean = [], []
    try:
        while True:
            pair = channel.next(timeout=5)
            clean += [frame.stamp.number for frame in channel.missed(pair.frame)] + [pair.frame.stamp.number]
            shown.append(pair.frame.stamp.number)
            columns = np.flatnonzero(pair.made.matte.alpha[45])
            assert columns[0] == bar_at(pair.frame.stamp.number) and len(columns) == BAR
    except Closed:
        channel.stop()
    assert len(shown) < 30, "it was too slow"
    assert clean == list(range(40)), "and yet no frame of the camera is lost"
    assert len(shown) + channel.dropped == 40
