"""The test card: numbers that can be read back, sound that meets its flash, a mover of known alpha."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from vpstudio.model.frame import Frame, SoundBlock
from vpstudio.sources.base import Wants, registry
from vpstudio.sources.testcard import SOUND_RATE, TestCard, beeps, flashes, rate_of, read_number

EVERY = Wants(policy="every")


def card(**values) -> TestCard:
    return TestCard(TestCard.Settings(**values), EVERY)


@pytest.mark.parametrize("kind", ["card", "mover"])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (320, 180), (1920, 1080)])
def test_the_number_reads_back(kind, size):
    source = card(kind=kind, width=size[0], height=size[1])
    for number in (0, 1, 77, 4095, 1_234_567, (1 << 24) - 1):
        assert read_number(source.picture(number)) == number


def test_the_number_survives_scaling_jpeg_and_grading():
    picture = card().picture(987_654)[..., :3]
    small = cv2.resize(picture, (640, 360), interpolation=cv2.INTER_AREA)
    coded = cv2.imdecode(cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, 40))[1], cv2.IMREAD_COLOR)
    assert read_number(coded) == 987_654
    assert read_number((coded * 0.6 + 30).astype(np.uint8)) == 987_654


def test_a_damaged_or_missing_strip_is_told_not_guessed():
    picture = card().picture(5)
    wrong = 0
    for bit in range(24):
        hurt = picture.copy()
        cell = 0.8 * 1280 / 32
        left = int(0.1 * 1280 + (2 + bit) * cell)
        hurt[round(0.945 * 720) : round(0.985 * 720), left : left + int(cell) + 1, :3] ^= 255
        try:
            read_number(hurt)
        except ValueError:
            wrong += 1
    assert wrong == 24
    with pytest.raises(ValueError, match="no code strip"):
        read_number(np.full((720, 1280, 3), 128, np.uint8))


def test_flash_and_beep_meet_on_the_second():
    """The flash is in the picture during which the beep begins, for whole and for NTSC rates."""
    for rate in (Fraction(25), Fraction(30000, 1001), Fraction(15)):
        seen = [number for number in range(200) if flashes(number, rate)]
        assert seen[0] == 0
        for second, number in enumerate(seen):
            assert 0 <= number / rate - second < 1 / rate
    sound = np.concatenate([beeps(0, 30_000), beeps(30_000, 70_000)])[:, 0]
    starts = np.flatnonzero((np.abs(sound[1:]) > 0.01) & (np.convolve(np.abs(sound), np.ones(400))[: len(sound) - 1] < 0.05)) / SOUND_RATE
    assert starts[0] < 0.002 and np.any(np.abs(starts - 1) < 0.002) and np.any(np.abs(starts - 2) < 0.002)
    plain, flash = card().picture(1), card().picture(25)
    assert flash[10, 640, :3].min() == 255 and plain[10, 640, :3].max() < 255


def test_circles_are_round_and_bars_are_the_standards():
    picture = card(width=1280, height=720).picture(3)
    assert [tuple(picture[100, round(1280 * (0.08 + 0.84 * (n + 0.5) / 7)), :3]) for n in range(3)] == [
        (191, 191, 191),
        (191, 191, 0),
        (0, 191, 191),
    ]
    ring = np.flatnonzero(picture[360, :, 0] == 255)
    column = np.flatnonzero(picture[:, 640, 0] == 255)
    assert np.any(np.abs(ring - (640 - 259)) <= 2) and np.any(np.abs(column - (360 - 259)) <= 2)


def test_it_moves_and_is_repeatable():
    assert np.array_equal(card().picture(7), card().picture(7))
    assert not np.array_equal(card().picture(7)[300:400], card().picture(8)[300:400])


def test_the_movers_truth_is_what_it_was_made_with():
    source = card(kind="mover")
    green, bar = (linear(np.array(colour)) for colour in ((38, 142, 66), (232, 226, 214)))
    for number in (0, 9, 21):
        truth = source.truth(number)[..., None] / 255
        light = linear(source.picture(number)[..., :3])
        rows = slice(0, 670)  # above the code strip
        assert np.abs(light - (bar * truth + green * (1 - truth)))[rows].max() < 0.01


def test_the_mover_is_fast_and_smeared():
    source = card(kind="mover")
    middles = [centre(source.truth(number)) for number in range(20)]
    assert np.abs(np.diff(middles)).max() > 40, "pixels a frame: a matte one frame late would show"
    partial = (source.truth(8) > 8) & (source.truth(8) < 247)
    assert partial.sum() > 4000


def test_reading_gives_frames_and_their_sound():
    source = card(rate="29.97", frames=30)
    info = source.open()
    items = list(source.read())
    frames = [item for item in items if isinstance(item, Frame)]
    sound = sum(len(item.samples) for item in items if isinstance(item, SoundBlock))
    assert info.rate == Fraction(30000, 1001) and len(frames) == 30
    assert [read_number(frame.upload[0]) for frame in frames] == list(range(30))
    assert frames[-1].stamp.time_ns == int(29 * 1001 / 30000 * 1e9)
    assert sound == int(30 * Fraction(1001, 30000) * 48000)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("25", 25),
        ("29.97", Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
        (" 60 ", 60),
    ],
)
def test_rates(text, rate):
    assert rate_of(text) == rate


@pytest.mark.parametrize("text", ["", "fast", "0", "-5", "1/0", "1000", "nan"])
def test_no_rate(text):
    with pytest.raises(ValidationError):
        TestCard.Settings(rate=text)


def test_it_is_listed():
    assert registry.get("testcard") is TestCard


def linear(codes: np.ndarray) -> np.ndarray:
    c = codes / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def centre(alpha: np.ndarray) -> float:
    return float((alpha.astype(float).sum(axis=0) * np.arange(alpha.shape[1])).sum() / alpha.sum())
