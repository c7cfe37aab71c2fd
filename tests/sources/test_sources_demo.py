"""The demo actor: exact, repeatable, on time, and keyed well enough to show the product."""

from __future__ import annotations

import threading
import time

import cv2
import numpy as np
import pytest

from vpstudio.model.frame import Frame, Layout, Orientation, SoundBlock
from vpstudio.sources.base import Wants, registry
from vpstudio.sources.demo import DemoActor
from vpstudio.sources.performer.motion import ARM, LOOP_S, WAVE, arm_at, moment, through, voice
from vpstudio.sources.performer.voice import RATE, murmur

EVERY = Wants(policy="every")


@pytest.fixture(scope="module")
def actor() -> DemoActor:
    return DemoActor(DemoActor.Settings(), EVERY)


def linear(codes: np.ndarray) -> np.ndarray:
    c = codes / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def test_it_is_listed_under_its_name():
    assert registry.get("demo") is DemoActor


@pytest.mark.parametrize(
    ("shape", "size", "wanted"),
    [("vertical", "720", (720, 1280)), ("wide", "720", (1280, 720)), ("vertical", "1080", (1080, 1920)), ("wide", "1080", (1920, 1080))],
)
def test_size(shape, size, wanted):
    assert DemoActor(DemoActor.Settings(shape=shape, size=size), EVERY).size == wanted


def test_what_it_says_of_itself_is_what_comes():
    source = DemoActor(DemoActor.Settings(shape="wide", frames=3, rate="30"), Wants(policy="every", orientation=Orientation(180)))
    info = source.open()
    items = list(source.read())
    frames = [item for item in items if isinstance(item, Frame)]
    blocks = [item for item in items if isinstance(item, SoundBlock)]
    assert (info.width, info.height, info.rate, info.frames, info.screen, info.live) == (1280, 720, 30, 3, "green", False)
    assert [frame.stamp.number for frame in frames] == [0, 1, 2]
    assert [frame.stamp.time_ns for frame in frames] == [0, 33_333_333, 66_666_666]
    assert all(frame.planes[0].shape == (720, 1280, 4) and frame.layout is Layout.RGBA for frame in frames)
    assert not frames[0].planes[0].flags.writeable and frames[0].orientation == Orientation(180)
    assert (info.sound_rate, info.sound_channels) == (48_000, 1)
    assert sum(len(block.samples) for block in blocks) == 3 * 48_000 // 30


def test_the_same_number_is_the_same_picture(actor):
    other = DemoActor(DemoActor.Settings(), EVERY)
    for number in (0, 82, 140):
        assert np.array_equal(actor.picture(number), other.picture(number))
    assert not np.array_equal(actor.picture(0), actor.picture(1))


def test_another_seed_is_another_cloth_and_noise(actor):
    other = DemoActor(DemoActor.Settings(seed=2), EVERY)
    background = actor.truth(0) == 0
    assert np.abs(other.picture(0).astype(int) - actor.picture(0))[background].mean() > 1


def test_the_loop_closes(actor):
    count = int(LOOP_S * actor.rate)
    assert np.array_equal(actor.truth(0), actor.truth(count))
    assert moment(0.0) == moment(LOOP_S)
    assert through(ARM, LOOP_S - 1e-9) == pytest.approx(through(ARM, 0.0), abs=1e-4)


def test_the_truth_is_what_the_picture_was_made_with(actor):
    """Where alpha is 0 there is cloth alone; a key of the true cloth gives the truth back, hair and blur included."""
    plate = linear(actor._drawn().plate[..., :3])
    for number in (10, 80, 84, 87, 150):
        picture, truth = actor.picture(number), actor.truth(number) / 255
        assert picture[..., 3].min() == 255
        empty = truth == 0
        assert np.abs(linear(picture[..., :3])[empty] - plate[empty]).mean() < 0.006
        keyed = key(linear(cv2.GaussianBlur(picture[..., :3], (0, 0), 0.5)), plate)
        assert np.abs(keyed - truth).mean() < 0.012, number


def key(light: np.ndarray, screen: np.ndarray) -> np.ndarray:
    """1 - k(I)/k(C), k = G - (R + B)/2."""

    def k(rgb):
        return rgb[..., 1] - 0.5 * (rgb[..., 0] + rgb[..., 2])

    return np.clip(1 - k(light) / k(screen), 0, 1)


def test_there_is_hair_and_blur_to_cut(actor):
    """Fine strands beside the head, and a hand that a fast wave spreads over many pixels."""
    truth = actor.truth(20)
    head = truth[150:560]
    partial = (head > 20) & (head < 235)
    assert partial.sum() > 1500
    opened = cv2.morphologyEx(head, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    assert ((head > 60) & (opened < 30)).sum() > 300, "strands thinner than seven pixels"
    still, fast = (((actor.truth(number) > 20) & (actor.truth(number) < 235))[500:1000].sum() for number in (60, 80))
    assert fast > 1.5 * still


def test_the_wave_is_fast():
    """Faster than a matte that is a frame late could follow: the hand moves tens of pixels a frame."""
    times = np.arange(WAVE[0], WAVE[1], 1 / 25)
    turns = np.diff([np.radians(arm_at(t)[0]) for t in times])
    assert np.abs(turns).max() * 480 > 60


def test_the_cloth_is_green_uneven_and_creased(actor):
    plate = linear(actor._drawn().plate[..., :3])
    stops = np.log2(plate[..., 1])
    assert 0.7 < np.percentile(stops, 95) - np.percentile(stops, 5) < 2.5
    assert (plate[..., 1] > 3 * plate[..., 0]).all() and (plate[..., 1] > 2.5 * plate[..., 2]).all()
    fine = stops - cv2.GaussianBlur(stops, (0, 0), 20)
    assert fine.std() > 0.02


def test_the_camera_has_noise(actor):
    a, b = actor.picture(0).astype(float), actor.picture(1).astype(float)
    empty = cv2.erode(((actor.truth(0) == 0) & (actor.truth(1) == 0)).astype(np.uint8), np.ones((9, 9))) > 0
    spread = (a - b)[empty][:, :3].std(axis=0) / np.sqrt(2)
    assert (spread > 0.7).all() and (spread < 3.5).all()


def test_the_voice_is_the_same_however_it_is_cut():
    whole = murmur(10_000, 40_000)
    parts = np.concatenate([murmur(10_000, 17), murmur(10_017, 1920), murmur(11_937, 38_063)])
    assert np.allclose(whole, parts, atol=2e-4)
    assert np.allclose(murmur(int(LOOP_S * RATE) + 500, 2000), murmur(500, 2000), atol=1e-4)


def test_the_voice_speaks_with_the_mouth_and_stays_quiet():
    samples = murmur(0, int(LOOP_S * RATE))[:, 0]
    assert samples.dtype == np.float32 and np.abs(samples).max() < 0.35
    loud = np.sqrt((samples.reshape(-1, RATE // 25) ** 2).mean(axis=1))
    mouth = np.array([voice((n + 0.5) / 25) for n in range(len(loud))])
    assert loud[mouth > 0.5].mean() > 0.01
    assert loud[[n for n in range(len(loud)) if 3.0 < n / 25 < 6.9]].max() == 0
    assert np.corrcoef(loud, mouth)[0, 1] > 0.7
    assert np.abs(np.diff(samples)).max() < 0.2, "no clicks"


def test_without_a_loop_it_ends_after_one_round():
    source = DemoActor(DemoActor.Settings(), Wants(policy="every", loop=False))
    assert source._count() == 250
    assert DemoActor(DemoActor.Settings(), EVERY)._count() is None


def test_live_it_keeps_time_and_skips_what_is_late():
    source = DemoActor(DemoActor.Settings(frames=30, sound=False), Wants(policy="live"))
    source.open()
    began, stamps, slept = time.monotonic_ns(), [], False
    for frame in source.read():
        stamps.append(frame.stamp)
        if not slept and frame.stamp.number >= 5:
            slept = True
            time.sleep(0.4)  # the engine was busy
    took = (time.monotonic_ns() - began) / 1e9
    assert 1.1 < took < 2.0, "30 pictures at 25 a second"
    numbers = [stamp.number for stamp in stamps]
    assert numbers == sorted(set(numbers)) and numbers[-1] >= 27
    assert max(np.diff(numbers)) >= 8, "late pictures are skipped, not squeezed in"
    assert all((stamp.time_ns - stamps[0].time_ns) // 1_000_000 == stamp.number * 40 for stamp in stamps)


def test_closing_from_another_thread_ends_it():
    source = DemoActor(DemoActor.Settings(), Wants(policy="live"))
    source.open()
    threading.Timer(0.2, source.close).start()
    began = time.monotonic()
    for _ in source.read():
        pass
    assert time.monotonic() - began < 1.5
    source.close()
