"""Mattes read from a video."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from vpstudio.matting.stored import StoredMattes
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, Layout, Orientation
from vpstudio.problem import Problem


def alpha_of(number: int, size=(160, 90)) -> np.ndarray:
    """Another matte for each number, with all kinds of values."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    return ((x * 3 + y * 2 + number * 37) % 256).astype(np.uint8)


def frame_of(number: int, pts: int | None = None, base=Fraction(1, 25), size=(1280, 720), turn=0) -> Frame:
    plane = np.zeros((4, 4, 4), np.uint8)
    return Frame(
        Stamp(number, 0), *size, (plane,), Layout.RGBA, (plane,), Layout.RGBA, orientation=Orientation(turn), pts=pts, time_base=base
    )


def written(path, times, codec="ffv1", pixel="gray", size=(160, 90), base=Fraction(1, 25)):
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = *size, pixel, base
        stream.codec_context.time_base = base
        for number, at in enumerate(times):
            picture = av.VideoFrame.from_ndarray(alpha_of(number, size), format="gray")
            picture = picture if pixel == "gray" else picture.reformat(format=pixel)
            picture.pts, picture.time_base = at, base
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", ["matte.mkv", "遮罩 一.mkv"])
def test_mattes_come_back_bit_for_bit_and_final(tmp_path, name):
    stored = StoredMattes(written(tmp_path / name, range(5)))
    for number in range(5):
        matte = stored.matte(frame_of(number, number))
        assert np.array_equal(matte.alpha, alpha_of(number))
        assert matte.final and matte.stamp.number == number and not matte.alpha.flags.writeable
    stored.close()


def test_order_alone_serves_live_frames(tmp_path):
    stored = StoredMattes(written(tmp_path / "m.mkv", range(3)))
    assert [np.array_equal(stored.matte(frame_of(n)).alpha, alpha_of(n)) for n in range(3)] == [True] * 3


def test_it_says_when_it_ends_early(tmp_path):
    stored = StoredMattes(written(tmp_path / "m.mkv", range(2)))
    stored.matte(frame_of(0, 0)), stored.matte(frame_of(1, 1))
    with pytest.raises(Problem) as fault:
        stored.matte(frame_of(2, 2))
    assert fault.value.code == "matting.stored_short" and fault.value.parameters["count"] == 2


def test_a_container_that_rounds_or_starts_late_is_no_fault(tmp_path):
    """NTSC times in Matroska's milliseconds, and a picture track that starts half a second later."""
    base = Fraction(1001, 30000)
    stored = StoredMattes(written(tmp_path / "m.mkv", range(40), base=base))
    for number in range(40):
        matte = stored.matte(frame_of(number, number + 15, base))
        assert np.array_equal(matte.alpha, alpha_of(number))


def test_a_frame_left_out_of_the_picture_is_left_out_of_the_mattes(tmp_path):
    stored = StoredMattes(written(tmp_path / "m.mkv", range(8)))
    for number, pts in enumerate((0, 1, 2, 5, 6)):
        assert np.array_equal(stored.matte(frame_of(number, pts)).alpha, alpha_of(pts)), pts


def test_a_missing_matte_is_a_fault_and_not_another_frames_matte(tmp_path):
    stored = StoredMattes(written(tmp_path / "m.mkv", (0, 1, 2, 5, 6)))
    for number in range(3):
        stored.matte(frame_of(number, number))
    with pytest.raises(Problem) as fault:
        stored.matte(frame_of(3, 3))
    assert fault.value.code == "matting.stored_times"


def test_the_shape_must_fit_the_upright_picture(tmp_path):
    path = written(tmp_path / "m.mkv", range(2), size=(90, 160))
    with pytest.raises(Problem) as fault:
        StoredMattes(path).matte(frame_of(0, 0))
    assert fault.value.code == "matting.stored_shape"
    assert StoredMattes(path).matte(frame_of(0, 0, turn=90)).alpha.shape == (160, 90)


def test_video_range_grey_is_widened(tmp_path):
    path = tmp_path / "m.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=25, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        planes = np.full((96, 64), 128, np.uint8)
        planes[:64, :32], planes[:64, 32:] = 16, 235
        for index in range(3):
            picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            picture.pts = index
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    alpha = StoredMattes(path).matte(frame_of(0, 0, size=(64, 64))).alpha
    assert alpha[:, :24].max() <= 3 and alpha[:, 40:].min() >= 252


def test_what_is_no_video_is_told(tmp_path):
    (tmp_path / "m.mkv").write_bytes(b"not a video at all" * 100)
    for path in (tmp_path / "m.mkv", tmp_path / "absent.mkv"):
        with pytest.raises(Problem) as fault:
            StoredMattes(path).open()
        assert fault.value.code == "matting.stored_unreadable"


def test_reset_begins_again(tmp_path):
    stored = StoredMattes(written(tmp_path / "m.mkv", range(3)))
    stored.matte(frame_of(0, 0)), stored.matte(frame_of(1, 1))
    stored.reset()
    assert np.array_equal(stored.matte(frame_of(0, 0)).alpha, alpha_of(0))
