"""Sound on the take's clock, and the wave file it is kept in."""

from __future__ import annotations

import io
import struct
import wave
from datetime import datetime

import av
import numpy as np
import pytest

from vpstudio.model.frame import SoundBlock
from vpstudio.problem import Problem
from vpstudio.record.soundtrack import RATE, Soundtrack
from vpstudio.record.wave_file import LARGEST_RIFF, WaveFile, pcm24

MS = 1_000_000


def tone(frames: int, channels: int = 1, level: float = 0.5, rate: int = RATE, hz: float = 440) -> np.ndarray:
    return np.repeat((level * np.sin(2 * np.pi * hz * np.arange(frames) / rate))[:, None], channels, axis=1).astype(np.float32)


def ones(frames: int, channels: int = 1) -> np.ndarray:
    return np.ones((frames, channels), np.float32)


def test_blocks_that_follow_on_are_appended_as_they_are():
    track = Soundtrack(2, start_ns=5_000 * MS)
    parts = [track.add(SoundBlock((5_000 + 20 * n) * MS, tone(960, 2), RATE)) for n in range(5)]
    assert np.array_equal(np.concatenate(parts), np.concatenate([tone(960, 2)] * 5))


def test_sound_before_the_first_picture_is_left_out_and_later_sound_is_led_in_by_silence():
    early = Soundtrack(1, start_ns=1_000 * MS)
    assert len(early.add(SoundBlock(900 * MS, ones(2400), RATE))) == 0
    assert len(early.add(SoundBlock(990 * MS, ones(960), RATE))) == 480
    late = Soundtrack(1, start_ns=1_000 * MS)
    samples = late.add(SoundBlock(1_100 * MS, ones(960), RATE))
    assert len(samples) == 4800 + 960
    assert not samples[:4800].any()
    assert samples[4800:].all()


def test_without_lead_the_position_says_where_sound_begins():
    track = Soundtrack(1, lead=False)
    assert len(track.add(SoundBlock(4_000 * MS, ones(960), RATE))) == 960
    assert track.position == 4 * RATE + 960


def test_a_gap_becomes_silence_and_an_overlap_is_left_out():
    track = Soundtrack(1)
    track.add(SoundBlock(0, ones(4800), RATE))
    gap = track.add(SoundBlock(300 * MS, ones(4800), RATE))
    assert len(gap) == 9600 + 4800
    assert not gap[:9600].any()
    assert len(track.add(SoundBlock(300 * MS, ones(4800), RATE))) == 0
    assert track.position == 4800 + 14400


def test_jitter_of_the_stamps_is_no_gap():
    track = Soundtrack(1)
    rng = np.random.default_rng(3)
    lengths = {len(track.add(SoundBlock(int(20 * MS * n + (n > 0) * rng.normal(0, 3) * MS), tone(960), RATE))) for n in range(200)}
    assert all(abs(length - 960) <= 3 for length in lengths)
    assert abs(track.position - 200 * 960) < RATE * 0.006


@pytest.mark.parametrize("drift", [200e-6, -200e-6])
def test_two_clocks_that_drift_are_drawn_together(drift):
    """A sound card 200 ppm off: after 5 minutes it would be 60 ms away from the picture."""
    track = Soundtrack(1)
    block = tone(4800)
    for number in range(3000):
        track.add(SoundBlock(int(number * 100 * MS * (1 + drift)), block, RATE))
    wanted = 300 * (1 + drift) * RATE
    assert abs(track.position - wanted) < RATE * 0.005


def test_another_rate_is_resampled_and_keeps_its_pitch_and_length():
    track = Soundtrack(1)
    whole = tone(44_100, rate=44_100)
    parts = [track.add(SoundBlock(int(at / 44_100 * 1e9), whole[at : at + 441], 44_100)) for at in range(0, 44_100, 441)]
    sound = np.concatenate(parts)[:, 0]
    assert abs(len(sound) - RATE) < 150
    peak = np.abs(np.fft.rfft(sound[4000:44_000])).argmax() * RATE / 40_000
    assert peak == pytest.approx(440, abs=1.3)


def test_channels_are_mixed():
    stereo = np.stack([np.full(960, 0.2), np.full(960, 0.6)], axis=1).astype(np.float32)
    assert np.allclose(Soundtrack(1).add(SoundBlock(0, stereo, RATE)), 0.4)
    assert Soundtrack(2).add(SoundBlock(0, ones(960), RATE)).shape == (960, 2)
    assert np.allclose(Soundtrack(2).add(SoundBlock(0, np.repeat(stereo, 2, axis=1), RATE)), 0.4)


def test_padding_reaches_the_end_exactly():
    track = Soundtrack(2)
    track.add(SoundBlock(0, ones(100, 2), RATE))
    assert track.pad(1000).shape == (900, 2)
    assert len(track.pad(1000)) == 0


def test_24_bit_samples_little_endian_and_clipped():
    data = pcm24(np.array([[0.0], [1.0], [-1.0], [3.0], [0.5]], np.float32))
    found = [int.from_bytes(data[n : n + 3], "little", signed=True) for n in range(0, 15, 3)]
    assert found == [0, 8388607, -8388607, 8388607, 4194304]


def test_the_file_reads_back_exactly_by_two_readers(project):
    project.mkdir(parents=True)
    path = project / "声音.wav"
    file = WaveFile(path, 2, "QLRS_E034_S34-1_C02_T03_A", datetime(2026, 3, 14, 10, 20, 30))
    file.refer(37_230 * RATE)
    sound = tone(10_000, 2)
    file.write(sound[:4000])
    file.write(sound[4000:])
    file.close()
    file.close()
    with path.open("rb") as raw, wave.open(raw) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate(), read.getnframes()) == (2, 3, RATE, 10_000)
        assert read.readframes(10_000) == pcm24(sound)
    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec.name == "pcm_s24le"
        assert container.metadata["time_reference"] == str(37_230 * RATE)
        assert sum(frame.samples for frame in container.decode(audio=0)) == 10_000


def test_the_file_is_whole_while_it_is_written(tmp_path):
    file = WaveFile(tmp_path / "a.wav", 1)
    for _ in range(7):
        file.write(tone(4800))
    copy = (tmp_path / "a.wav").read_bytes()
    with wave.open(io.BytesIO(copy)) as read:
        assert 7 * 4800 - read.getnframes() <= 9600
    file.close()


def test_what_is_beyond_the_last_picture_is_cut_off(tmp_path):
    file = WaveFile(tmp_path / "a.wav", 1)
    file.write(tone(5001))
    file.cut(3001)
    file.close()
    with wave.open(str(tmp_path / "a.wav")) as read:
        assert read.getnframes() == 3001
        assert read.readframes(3001) == pcm24(tone(5001)[:3001])
    assert (tmp_path / "a.wav").stat().st_size % 2 == 0


def test_beyond_4_gib_it_is_rf64(tmp_path):
    file = WaveFile(tmp_path / "a.wav", 2)
    small = file._header()
    file.frames = LARGEST_RIFF // 6 + 1000
    large = file._header()
    file.frames = 0
    file.close()
    assert len(small) == len(large)
    assert large[:4] == b"RF64"
    assert large[4:8] == b"\xff\xff\xff\xff"
    total, data, frames = struct.unpack("<QQQ", large[20:44])
    assert (data, frames) == ((LARGEST_RIFF // 6 + 1000) * 6, LARGEST_RIFF // 6 + 1000)
    assert total == len(large) - 8 + data


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Problem) as raised:
        WaveFile(tmp_path / "nowhere" / "a.wav", 1)
    assert raised.value.code == "record.cannot_write"
