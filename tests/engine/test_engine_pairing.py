"""A matte is only ever applied to the frame it was made from, at any load."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fakes import BAR, BarMatter, Runner, bar_at, frame_of

from vpstudio.engine.channel import Channel
from vpstudio.engine.keying import Keying
from vpstudio.engine.mattes import bring
from vpstudio.engine.pairing import Arrived, Cut, Paired
from vpstudio.mailbox import Closed
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Orientation
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.model.source import Control
from vpstudio.problem import Problem


def run(source, matter, policy):
    keying = Keying(policy=policy)
    bring(keying.mattes, matter)
    channel = Channel(source, policy, keying, None)
    channel.key = KeySettings(mode="neural", matter="bar")
    channel.start()
    pairs = []
    try:
        while True:
            pairs.append(channel.next(timeout=5))
    except Closed:
        channel.stop()
        return pairs, channel


@pytest.mark.parametrize("delay", [0.0, 0.004])
@pytest.mark.parametrize("policy", ["live", "every"])
def test_a_fast_mover_has_an_offset_of_no_frame(policy, delay):
    """The bar jumps 17 pixels a picture; where alpha says it is, is where this very picture shows it."""
    rate = 120.0 if policy == "live" else 0.0
    pairs, channel = run(Runner(90, rate), BarMatter(delay), policy)
    for pair in pairs:
        assert pair.made.matte.stamp == pair.frame.stamp
        columns = np.flatnonzero(pair.made.matte.alpha[45])
        expected = bar_at(pair.frame.stamp.number)
        assert (columns[0], columns[-1]) == (expected, expected + BAR - 1)
    numbers = [pair.frame.stamp.number for pair in pairs]
    assert numbers == sorted(set(numbers))
    if policy == "every":
        assert numbers == list(range(90)) and channel.dropped == 0
    else:
        assert len(numbers) + channel.dropped == 90, "every picture is shown or counted"


def test_waiting_for_the_matte_is_measured():
    pairs, _ = run(Runner(20), BarMatter(0.005), "every")
    assert all(pair.waited_ms >= 5 for pair in pairs)


def test_a_matte_of_another_frame_is_refused():
    stray = Matte(Stamp(4, 0), np.zeros((2, 2), np.uint8), "bar")
    with pytest.raises(Problem) as caught:
        Paired.of(Arrived(frame_of(5), 0), Cut(stray, "matte", KeySettings()))
    assert caught.value.code == "engine.mispaired"


def test_a_source_that_fails_says_why_and_what_came_before_is_kept():
    pairs, channel = run(Runner(5, error=Problem("source.truncated", seconds=0.2)), BarMatter(), "every")
    assert len(pairs) == 5
    assert isinstance(channel.error, Problem) and channel.error.code == "source.truncated"


def test_a_matter_that_fails_leaves_the_picture(monkeypatch):
    monkeypatch.setattr("vpstudio.engine.mattes.STAND_IN", "bar")

    class Broken(BarMatter):
        def matte(self, frame):
            raise Problem("models.missing", name="selfie", run="vpstudio models --fetch")

    pairs, channel = run(Runner(5), Broken(), "every")
    assert [pair.made.cut for pair in pairs] == ["none"] * 5
    assert channel.keying.problem.code == "models.missing"


def test_sound_goes_its_own_way_and_loses_nothing():
    heard = []
    channel = Channel(Runner(50, rate=400, sound=True), "live", Keying(), None, heard.append)
    channel.key = KeySettings(mode="none")
    channel.start()
    with pytest.raises(Closed):
        while True:
            channel.next(timeout=5)
    channel.stop()
    assert len(heard) == 50


def test_the_user_turns_what_the_source_turned():
    channel = Channel(Runner(1), "every", Keying(), None)
    channel.key, channel.orientation = KeySettings(mode="none"), Orientation(90, True)
    channel.start()
    assert channel.next(timeout=5).frame.orientation == Orientation(90, True)
    channel.stop()


def test_a_cameras_controls_are_read_back_but_not_at_every_glance():
    source, reads = Runner(1), []

    class Knobs:
        def shown(self):
            reads.append(1)
            return [Control("exposure", "Exposure", 157, 3, 2047, automatic=True)]

    channel = Channel(source, "every", Keying(), None)
    assert channel.controls() == ()
    source.controls = Knobs()
    assert [channel.controls()[0].value for _ in range(20)] == [157] * 20
    assert len(reads) == 1
