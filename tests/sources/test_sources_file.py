"""Video files as they come: paced, looped, turned, woven, cut off; colours by their own tags."""

import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from vpstudio.model.frame import Frame, Known, Layout, Matrix, Orientation, Range, SoundBlock
from vpstudio.problem import Problem
from vpstudio.sources.base import Wants
from vpstudio.sources.file import FileSource

FOOTAGE = Path(__file__).parents[2].parent / "shared/data/footage"
EVERY = Wants(policy="every", loop=False)


def source(path, wants=EVERY):
    return FileSource(FileSource.Settings(path=str(path)), wants)


def write(
    path, count=20, size=(64, 48), rate=25, pix="yuv420p", codec="libx264", sound=False, options=None, tags=None, colour=(200, 90, 40)
):
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=rate, options=options or {"qp": "0"} if codec == "libx264" else options)
        video.width, video.height, video.pix_fmt = *size, pix
        for name, value in (tags or {}).items():
            setattr(video.codec_context, name, value)
        audio = container.add_stream("aac", rate=44100, layout="stereo") if sound else None
        for n in range(count):
            picture = np.full((size[1], size[0], 3), colour, np.uint8)
            picture[:8, :8] = n * 8
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(video.encode(None))
        if audio is not None:
            for at in range(0, 44100 * count // rate, 1024):
                block = av.AudioFrame.from_ndarray(np.full((2, 1024), 0.25, np.float32), "fltp", "stereo")
                block.rate, block.pts = 44100, at
                container.mux(audio.encode(block))
            container.mux(audio.encode(None))
    return path


def frames(opened):
    opened.open()
    return [item for item in opened.read() if isinstance(item, Frame)]


def test_every_frame_with_its_own_stamp(tmp_path):
    got = frames(source(write(tmp_path / "片段.mkv", 30)))
    assert [f.stamp.number for f in got] == list(range(30))
    assert [f.stamp.time_ns for f in got] == pytest.approx([n * 40_000_000 for n in range(30)], abs=1_000_000)
    assert all(float(f.pts * f.time_base) == pytest.approx(n / 25, abs=1e-3) for n, f in enumerate(got))
    assert all(not plane.flags.writeable for f in got for plane in (*f.planes, *f.upload))


def test_what_it_says_of_itself(tmp_path):
    info = source(write(tmp_path / "a.mp4", 25, rate=30, sound=True)).open()
    assert (info.width, info.height, info.rate, info.frames) == (64, 48, 30, 25)
    assert (info.sound_rate, info.sound_channels) == (44100, 2)
    assert info.duration_s == pytest.approx(25 / 30, abs=0.05)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(("matrix", "space"), [("bt601", 5), ("bt709", 1)])
def test_colours_come_by_the_files_own_matrix_and_range(tmp_path, matrix, space, full):
    """Flat fields of known YUV codes, tagged; the RGB must be that of the standard's own formula within 2 codes."""
    kr, kb = {"bt601": (0.299, 0.114), "bt709": (0.2126, 0.0722)}[matrix]
    codes = [(120, 90, 170), (60, 150, 110), (200, 128, 128), (90, 180, 90)]
    path = tmp_path / "codes.mkv"
    with av.open(str(path), "w") as container:
        video = container.add_stream("ffv1", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.codec_context.colorspace, video.codec_context.color_range = space, 2 if full else 1
        for y, u, v in codes:
            planes = np.concatenate([np.full(64 * 48, y, np.uint8), np.full(32 * 24, u, np.uint8), np.full(32 * 24, v, np.uint8)])
            picture = av.VideoFrame.from_ndarray(planes.reshape(72, 64), "yuv420p")
            picture.colorspace, picture.color_range = space, 2 if full else 1
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
    for frame, (y, u, v) in zip(frames(source(path)), codes, strict=True):
        assert frame.colour.matrix == Matrix(matrix) and frame.colour.known["matrix"] is Known.TAGGED
        assert frame.colour.range is (Range.FULL if full else Range.LIMITED)
        luma, cb, cr = (y / 255, (u - 128) / 255, (v - 128) / 255) if full else ((y - 16) / 219, (u - 128) / 224, (v - 128) / 224)
        r, b = luma + 2 * (1 - kr) * cr, luma + 2 * (1 - kb) * cb
        g = (luma - kr * r - kb * b) / (1 - kr - kb)
        expected = np.clip(np.array([r, g, b]) * 255, 0, 255)
        assert np.abs(frame.upload[0][24, 32, :3] - expected).max() <= 2
        assert [int(plane.flat[0]) for plane in frame.planes] == [y, u, v], "the record keeps the codes as they came"


def test_an_untagged_picture_is_assumed_and_says_so(tmp_path):
    colour = frames(source(write(tmp_path / "a.mkv", 2)))[0].colour
    assert (colour.matrix, colour.known["matrix"]) == (Matrix.BT601, Known.ASSUMED)
    large = frames(source(write(tmp_path / "b.mkv", 2, size=(1280, 720))))[0].colour
    assert large.matrix is Matrix.BT709


def test_planes_as_they_are_where_the_gpu_takes_them(tmp_path):
    frame = frames(source(write(tmp_path / "a.mkv", 2, size=(66, 50)), Wants(upload=None, policy="every", loop=False)))[0]
    assert frame.upload is frame.planes and frame.layout is Layout.I420
    assert [plane.shape for plane in frame.planes] == [(50, 66), (25, 33), (25, 33)]


def test_ten_bits_stay_ten_bits(tmp_path):
    frame = frames(source(write(tmp_path / "a.mkv", 2, pix="yuv422p10le", codec="ffv1")))[0]
    assert frame.layout is Layout.I422P10 and frame.depth == 10 and frame.planes[0].dtype == np.uint16
    assert frame.planes[0].max() > 255
    assert np.abs(frame.upload[0][30, 40, :3].astype(int) - (200, 90, 40)).max() <= 3


def test_a_loop_goes_on_counting(tmp_path):
    looped = source(write(tmp_path / "a.mkv", 10), Wants(policy="every", loop=True))
    looped.open()
    got = []
    for item in looped.read():
        got.append(item)
        if len(got) == 35:
            looped.close()
    times = [f.stamp.time_ns for f in got]
    assert [f.stamp.number for f in got] == list(range(35))
    assert np.diff(times) == pytest.approx(40_000_000, abs=2_000_000)


def test_live_keeps_its_own_time(tmp_path):
    live = source(write(tmp_path / "a.mkv", 12), Wants(policy="live", loop=False))
    live.open()
    began = time.monotonic()
    got = [f for f in live.read() if isinstance(f, Frame)]
    assert 0.38 <= time.monotonic() - began < 2
    assert np.diff([f.stamp.time_ns for f in got]) == pytest.approx(40_000_000, abs=2_000_000)


def test_sound_comes_with_it(tmp_path):
    opened = source(write(tmp_path / "a.mp4", 25, sound=True))
    opened.open()
    blocks = [item for item in opened.read() if isinstance(item, SoundBlock)]
    assert {b.samples.shape[1] for b in blocks} == {2} and {b.rate for b in blocks} == {44100}
    total = np.concatenate([b.samples for b in blocks])
    assert len(total) / 44100 == pytest.approx(1.0, abs=0.06)
    assert np.median(total) == pytest.approx(0.25, abs=0.02)


def test_woven_fields_are_taken_apart(tmp_path):
    path = tmp_path / "woven.mkv"
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme", "top": "1", "b": "4000000"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        for n in range(12):
            picture = np.full((48, 64, 3), 30, np.uint8)
            picture[0::2, n * 4 : n * 4 + 12] = 220
            picture[1::2, n * 4 + 2 : n * 4 + 14] = 220
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(video.encode(None))
    got = frames(source(path))
    assert len(got) >= 11 and not any(f.interlaced for f in got)
    if any(_woven(path)):
        combing = np.mean([np.abs(np.diff(f.upload[0][..., 1].astype(int), axis=0)).mean() for f in got[2:]])
        assert combing < 4


def _woven(path):
    with av.open(str(path)) as container:
        return [f.interlaced_frame for f in container.decode(video=0)]


@pytest.mark.parametrize(("text", "code"), [(None, "source.not_found"), ("hello", "source.not_video"), ("", "source.not_video")])
def test_what_is_no_video_says_so(tmp_path, text, code):
    path = tmp_path / "没有.mp4"
    if text is not None:
        path.write_text(text)
    with pytest.raises(Problem) as caught:
        source(path).open()
    assert caught.value.code == code


def test_sound_alone_is_no_picture(tmp_path):
    path = tmp_path / "a.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        block = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), "s16", "mono")
        block.rate = 8000
        container.mux(stream.encode(block))
    with pytest.raises(Problem) as caught:
        source(path).open()
    assert caught.value.code == "source.no_picture"


def test_a_playlist_does_not_reach_the_network(tmp_path):
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n")
    opened = source(path)
    with pytest.raises(Problem):
        opened.open()
        list(opened.read())


def cut(whole, path, share):
    path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    return path


@pytest.mark.parametrize(
    ("suffix", "options"), [("mkv", {}), ("mp4", {"movflags": "faststart"}), ("mp4", {"movflags": "frag_keyframe+empty_moov"})]
)
def test_a_cut_off_file_gives_what_it_has_and_says_so(tmp_path, suffix, options):
    whole = tmp_path / f"whole.{suffix}"
    with av.open(str(whole), "w", options=options) as container:
        video = container.add_stream("libx264", rate=25, options={"g": "5"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        noise = np.random.default_rng(1)
        for _ in range(100):
            container.mux(video.encode(av.VideoFrame.from_ndarray(noise.integers(0, 255, (48, 64, 3), np.uint8), "rgb24")))
        container.mux(video.encode(None))
    assert len(frames(source(whole))) == 100
    opened, got = source(cut(whole, tmp_path / f"cut.{suffix}", 0.6)), []
    opened.open()
    if "frag" in str(options):
        got = list(opened.read())  # fragments promise nothing beyond themselves
    else:
        with pytest.raises(Problem) as caught:
            for item in opened.read():
                got.append(item)
        assert caught.value.code == "source.truncated"
    assert 40 <= len(got) < 80


def test_a_phone_held_upright(tmp_path):
    """The display matrix says how to turn the picture; the user's own turn comes after."""
    path = write(tmp_path / "a.mp4", 2)
    turned = tmp_path / "turned.mp4"
    if not _ffmpeg_rotates(path, turned):
        pytest.skip("no ffmpeg here")
    frame = frames(source(turned))[0]
    # ffmpeg turns this file a quarter to the left when it plays it: 270 clockwise.
    assert frame.orientation == Orientation(270) and frame.upright_size == (48, 64)


def _ffmpeg_rotates(path, turned):
    import shutil
    import subprocess

    if not shutil.which("ffmpeg"):
        return False
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-c", "copy", "-metadata:s:v:0", "rotate=90", str(turned)]
    subprocess.run(command, check=True, timeout=30, stdin=subprocess.DEVNULL)
    with av.open(str(turned)) as container:
        return next(container.decode(video=0)).rotation != 0


def test_pixels_that_are_not_square_are_made_so(tmp_path):
    path = tmp_path / "wide.mkv"
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.codec_context.sample_aspect_ratio = Fraction(4, 3)
        for _ in range(3):
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), "rgb24")))
        container.mux(video.encode(None))
    frame = frames(source(path))[0]
    assert (frame.width, frame.height) == (86, 48) and frame.upload[0].shape == (48, 86, 4)


@pytest.mark.footage
@pytest.mark.skipif(not FOOTAGE.exists(), reason="no footage here")
@pytest.mark.parametrize(
    ("name", "count"), [("video/asl_book.mkv", 109), ("video/asl_brother.mkv", 65), ("video/intel_headpose_preview.gif", 56)]
)
def test_real_clips_are_whole(name, count):
    assert len(frames(source(FOOTAGE / name))) == count
