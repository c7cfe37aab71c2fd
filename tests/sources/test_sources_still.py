"""Pictures and sequences."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from vpstudio.problem import Problem
from vpstudio.sources.base import Wants
from vpstudio.sources.opening import for_input
from vpstudio.sources.still import StillSource, files_of, load

EVERY = Wants(policy="every", loop=False)


def picture(path, level=90, size=(20, 30), suffix=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = np.full((*size, 3), level, np.uint8)
    rows[:5, :5] = (10, 20, 250)
    path.write_bytes(cv2.imencode(suffix or path.suffix, rows)[1].tobytes())
    return path


def test_one_picture_with_a_chinese_name(tmp_path):
    source = StillSource(StillSource.Settings(path=str(picture(tmp_path / "背景 图.png"))), EVERY)
    info = source.open()
    assert (info.width, info.height, info.frames) == (30, 20, 1)
    (frame,) = source.read()
    assert frame.upload[0][0, 0].tolist() == [250, 20, 10, 255], "red, so it is RGBA"


@pytest.mark.parametrize("name", ["", "shot_####.png", "shot_%04d.png"])
def test_a_sequence_in_order_of_its_numbers(tmp_path, name):
    for number in (10, 2, 1):
        picture(tmp_path / f"shot_{number:04d}.png", number * 10)
    source = StillSource(StillSource.Settings(path=str(tmp_path / name), rate=10), EVERY)
    source.open()
    frames = list(source.read())
    assert [int(f.upload[0][15, 15, 0]) for f in frames] == [10, 20, 100]
    assert [f.stamp.time_ns for f in frames] == [0, 100_000_000, 200_000_000]


def test_sixteen_bits_are_rounded(tmp_path):
    path = tmp_path / "deep.png"
    path.write_bytes(cv2.imencode(".png", np.full((4, 4, 3), 25700 + 130, np.uint16))[1].tobytes())
    assert load(path)[0, 0, 0] == 101


def test_a_picture_that_would_fill_the_memory_is_refused_unread(tmp_path):
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    with pytest.raises(Problem) as caught:
        load(tmp_path / "bomb.png")
    assert caught.value.code == "source.too_large"


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x00\x00\x00"])
def test_what_is_no_picture_says_so(tmp_path, data):
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(Problem) as caught:
        load(tmp_path / "a.png")
    assert caught.value.code == "source.not_picture"


def test_a_pattern_that_meets_nothing(tmp_path):
    with pytest.raises(Problem) as caught:
        files_of(str(tmp_path / "shot_####.png"))
    assert caught.value.code == "source.not_found"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("demo", "demo"),
        ("testcard", "testcard"),
        ("camera:/dev/video0", "camera"),
        ("rtsp://127.0.0.1/a", "stream"),
        ("a_####.png", "still"),
    ],
)
def test_what_is_meant_on_the_command_line(text, kind):
    assert for_input(text)[0] == kind


def test_a_file_that_is_not_there_is_told_at_once():
    with pytest.raises(Problem) as caught:
        for_input("/nowhere/a.mp4")
    assert caught.value.code == "source.not_found"


def test_light_is_encoded(tmp_path):
    """A Radiance file holds light: 18 % grey is code 118, and white is white."""
    light = np.full((16, 16, 3), 0.18, np.float32)
    light[8:] = 5.0
    path = tmp_path / "灯.hdr"
    path.write_bytes(cv2.imencode(".hdr", light)[1].tobytes())
    found = load(path)
    assert abs(int(found[2, 2, 0]) - 118) <= 1 and found[12, 2, 0] == 255
