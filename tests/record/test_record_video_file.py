"""One video file: what other readers say of it."""

from __future__ import annotations

import shutil
import subprocess
from fractions import Fraction

import av
import numpy as np
import pytest

from vpstudio.model.frame import Colorimetry, Layout, Matrix, Orientation, Range, SoundBlock, Transfer
from vpstudio.problem import Problem
from vpstudio.record.video_file import VideoFile

ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here")
SIZE = (96, 64)
PATCHES = [(255, 255, 255), (0, 0, 0), (118, 118, 118), (200, 40, 40), (40, 200, 60), (30, 60, 210), (230, 180, 150), (20, 200, 200)]


def grey(level: int) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 4), (level, level, level, 255), np.uint8)


def stamps(path) -> list[Fraction]:
    with av.open(str(path)) as container:
        return [frame.pts * frame.time_base for frame in container.decode(video=0)]


def rgb_by_ffmpeg(path, size, *options) -> np.ndarray:
    """The first picture as an independent program shows it; -noautorotate leaves it unturned."""
    command = ["ffmpeg", "-v", "error", *options, "-i", str(path), "-frames:v", "1"]
    command += ["-sws_flags", "accurate_rnd+full_chroma_int", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout
    return np.frombuffer(raw, np.uint8).reshape(size[1], size[0], 3)


def test_rate_tags_and_size(project):
    path = project / "合成.mov"
    file = VideoFile(path, SIZE, rate=Fraction(30000, 1001), encoder="libx264", timecode="01:02:03;04")
    for number in range(45):
        file.write(grey(number * 5), number)
    file.close()
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        context = video.codec_context
        assert (video.width, video.height, context.pix_fmt) == (*SIZE, "yuv420p")
        assert (context.colorspace, context.color_trc, context.color_primaries, context.color_range) == (1, 1, 1, 1)
        assert video.average_rate == Fraction(30000, 1001)
        assert video.metadata["timecode"] == "01:02:03;04"
        assert video.frames == 45
    assert stamps(path) == [Fraction(1001 * n, 30000) for n in range(45)]


@pytest.mark.parametrize("ending", ["mov", "mp4"])
def test_the_inputs_own_stamps_are_kept(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    times = [9000, 12_003, 15_001, 24_000, 27_000, 60_000]
    file = VideoFile(path, SIZE, rate=Fraction(30), time_base=Fraction(1, 90_000), encoder="libx264")
    for time in times:
        file.write(grey(90), time)
    file.close()
    assert [stamp * 90_000 for stamp in stamps(path)] == times


def test_matroska_keeps_stamps_to_the_millisecond(tmp_path):
    file = VideoFile(tmp_path / "a.mkv", SIZE, rate=Fraction(30), time_base=Fraction(1, 90_000), encoder="libx264")
    for time in (0, 3003, 9001):
        file.write(grey(90), time)
    file.close()
    assert [round(float(stamp) * 1000) for stamp in stamps(tmp_path / "a.mkv")] == [0, 33, 100]


def test_a_closed_file_is_an_ordinary_one(tmp_path):
    """No fragments are left, which editors ask for."""
    file = VideoFile(tmp_path / "a.mov", SIZE, rate=Fraction(25), encoder="libx264")
    for number in range(50):
        file.write(grey(number), number)
    file.close()
    data, at, boxes = (tmp_path / "a.mov").read_bytes(), 0, []
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        boxes.append(name)
        at += int.from_bytes(data[at + 8 : at + 16], "big") if size == 1 else size or len(data)
    assert b"moof" not in boxes
    assert {b"ftyp", b"mdat", b"moov"} <= set(boxes)


@ffmpeg
@pytest.mark.parametrize("ending", ["mov", "mkv"])
def test_colours_come_back_by_another_decoder_within_3_codes(tmp_path, ending):
    size = (32 * len(PATCHES), 64)
    picture = np.zeros((size[1], size[0], 4), np.uint8)
    for number, rgb in enumerate(PATCHES):
        picture[:, 32 * number : 32 * number + 32] = (*rgb, 255)
    path = tmp_path / f"a.{ending}"
    file = VideoFile(path, size, rate=Fraction(25), encoder="libx264", quality=12)
    for number in range(3):
        file.write(picture, number)
    file.close()
    shown = rgb_by_ffmpeg(path, size).astype(int)
    for number, rgb in enumerate(PATCHES):
        middle = shown[16:48, 32 * number + 10 : 32 * number + 22].reshape(-1, 3).mean(axis=0)
        assert np.abs(middle - rgb).max() <= 3, rgb


@pytest.mark.parametrize("size", [(96, 64), (97, 33)])
def test_a_matte_is_exact_at_any_size(tmp_path, size):
    mattes = [np.random.default_rng(n).integers(0, 256, (size[1], size[0]), np.uint8) for n in range(5)]
    file = VideoFile(tmp_path / "m.mkv", size, rate=Fraction(25), codec="ffv1", pixel="grey")
    for number, matte in enumerate(mattes):
        file.write(matte, number)
    file.close()
    with av.open(str(tmp_path / "m.mkv")) as container:
        assert container.streams.video[0].codec_context.pix_fmt == "gray"
        found = [frame.to_ndarray() for frame in container.decode(video=0)]
    assert all(np.array_equal(a, b) for a, b in zip(found, mattes, strict=True))


@ffmpeg
@pytest.mark.parametrize("ending", ["mkv", "mov"])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirror", [False, True])
def test_players_turn_the_picture_as_the_orientation_says(tmp_path, ending, degrees, mirror):
    corners = np.zeros((64, 96, 3), np.uint8)
    corners[:32, :48], corners[:32, 48:], corners[32:, :48] = (220, 20, 20), (20, 200, 20), (20, 20, 220)
    path, turn = tmp_path / f"a.{ending}", Orientation(degrees, mirror)
    file = VideoFile(path, (96, 64), rate=Fraction(25), encoder="libx264", quality=10, pixel="rgb", orientation=turn)
    for number in range(3):
        file.write(corners, number)
    file.close()
    wanted = np.rot90(corners, -degrees // 90)
    wanted = wanted[:, ::-1] if mirror else wanted
    shown = rgb_by_ffmpeg(path, turn.size(96, 64))
    inner = np.s_[4:-4:8, 4:-4:8]
    assert np.abs(shown[inner].astype(int) - wanted[inner]).mean() < 6
    assert np.abs(rgb_by_ffmpeg(path, (96, 64), "-noautorotate")[inner].astype(int) - corners[inner]).mean() < 6


def test_camera_planes_are_tagged_as_the_camera_means_them(tmp_path):
    colour = Colorimetry(Matrix.BT601, Range.FULL, Transfer.SRGB)
    planes = tuple(np.full(shape, 100, np.uint8) for shape in ((64, 96), (64, 48), (64, 48)))
    file = VideoFile(tmp_path / "c.mkv", SIZE, rate=Fraction(25), encoder="libx264", pixel=Layout.I422.value, colour=colour, quick=True)
    for number in range(3):
        file.write(planes, number)
    file.close()
    with av.open(str(tmp_path / "c.mkv")) as container:
        context = container.streams.video[0].codec_context
        frame = next(container.decode(video=0))
    assert (context.pix_fmt, context.colorspace, context.color_trc) == ("yuvj422p", 6, 13)
    assert frame.color_range == 2
    assert abs(int(np.frombuffer(memoryview(frame.planes[0]), np.uint8)[0]) - 100) <= 1


def sound_with_click(rate: int, seconds: float, click_s: float) -> np.ndarray:
    sound = np.zeros((int(rate * seconds), 1), np.float32)
    at = int(click_s * rate)
    sound[at : at + rate // 50] = 0.8 * np.sign(np.sin(np.arange(rate // 50) * 0.4))[:, None]
    return sound


@pytest.mark.parametrize("ending", ["mov", "mp4", "mkv"])
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_a_clap_is_heard_when_it_is_seen(tmp_path, ending, rate):
    path, fps = tmp_path / f"a.{ending}", 25
    file = VideoFile(path, SIZE, rate=Fraction(fps), encoder="libx264", sound=(rate, 1))
    sound, step = sound_with_click(rate, 2, 0.8), rate // fps
    for number in range(2 * fps):
        file.write(grey(255 if number == 20 else 0), number)
        file.sound(SoundBlock(number * 10**9 // fps, sound[number * step : (number + 1) * step], rate))
    file.close()
    seen, heard = first_flash(path), first_click(path)
    assert seen == pytest.approx(0.8, abs=0.001)
    assert heard == pytest.approx(0.8, abs=0.01)
    assert max(stamps(path)) == pytest.approx(1.96)


def first_flash(path) -> float:
    with av.open(str(path)) as container:
        return next(float(frame.time) for frame in container.decode(video=0) if frame.to_ndarray(format="gray").mean() > 120)


def first_click(path) -> float:
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.3)
            if len(loud):
                return float(frame.time) + loud[0] / frame.sample_rate
    raise AssertionError("no click")


def test_sound_that_begins_late_and_pictures_that_begin_late_keep_their_times(tmp_path):
    """A transport stream may begin hours from 0: no silence is written from there."""
    file = VideoFile(tmp_path / "a.mov", SIZE, rate=Fraction(25), encoder="libx264", sound=(48_000, 1))
    click = sound_with_click(48_000, 1, 0.4)
    for number in range(25):
        file.write(grey(255 if number == 10 else 0), 100 + number)
        file.sound(SoundBlock((100 + number) * 40_000_000, click[number * 1920 : number * 1920 + 1920], 48_000))
    file.close()
    assert first_flash(tmp_path / "a.mov") == pytest.approx(4.4, abs=0.001)
    assert first_click(tmp_path / "a.mov") == pytest.approx(4.4, abs=0.025)


def test_a_repeat_is_the_same_picture_again(tmp_path):
    file = VideoFile(tmp_path / "a.mkv", SIZE, rate=Fraction(25), encoder="libx264", quality=10)
    file.repeat(0)
    assert file.pictures == 0
    file.write(grey(50), 0)
    file.repeat(1)
    file.write(grey(150), 2)
    file.repeat(3)
    file.close()
    with av.open(str(tmp_path / "a.mkv")) as container:
        levels = [frame.to_ndarray(format="gray").mean() for frame in container.decode(video=0)]
    assert np.allclose(levels, [levels[0], levels[0], levels[2], levels[2]], atol=1)
    assert levels[2] - levels[0] > 60


def test_a_repeated_matte_is_the_same_bytes_at_a_later_time(tmp_path):
    first, second = (np.random.default_rng(n).integers(0, 256, (SIZE[1], SIZE[0]), np.uint8) for n in range(2))
    file = VideoFile(tmp_path / "m.mkv", SIZE, rate=Fraction(25), codec="ffv1", pixel="grey")
    file.write(first, 0)
    file.repeat(1)
    file.repeat(2)
    file.write(second, 3)
    file.close()
    with av.open(str(tmp_path / "m.mkv")) as container:
        frames = list(container.decode(video=0))
    assert [round(float(frame.time), 3) for frame in frames] == [0, 0.04, 0.08, 0.12]
    assert [bool(np.array_equal(frame.to_ndarray(), first)) for frame in frames] == [True, True, True, False]
    assert np.array_equal(frames[3].to_ndarray(), second)


def test_a_file_without_a_picture_is_taken_away(tmp_path):
    VideoFile(tmp_path / "a.mov", SIZE, rate=Fraction(25), encoder="libx264").close()
    assert not (tmp_path / "a.mov").exists()


@pytest.mark.parametrize(
    ("size", "path", "code"),
    [
        ((97, 64), "a.mov", "record.odd_size"),
        ((96, 64), "file.txt/a.mov", "record.cannot_write"),
        ((96, 64), "a.xyz", "record.container_unknown"),
        ((96, 64), "a.webm", "record.container_unknown"),
    ],
)
def test_what_cannot_be_is_told(tmp_path, size, path, code):
    (tmp_path / "file.txt").write_text("in the way")
    with pytest.raises(Problem) as raised:
        VideoFile(tmp_path / path, size, rate=Fraction(25), encoder="libx264")
    assert raised.value.code == code
