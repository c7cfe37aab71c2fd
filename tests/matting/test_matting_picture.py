"""Frames made small, upright and RGB."""

from __future__ import annotations

import av
import cv2
import numpy as np
import pytest

from vpstudio.matting.picture import delivered_box, small_rgb, turned, yuv_to_rgb
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Colorimetry, Frame, Layout, Matrix, Orientation, Range, Siting, Transfer

WIDTH, HEIGHT = 320, 180
UPRIGHT = Orientation()
FORMATS = {
    Layout.I420: "yuv420p",
    Layout.NV12: "nv12",
    Layout.I422: "yuv422p",
    Layout.I444: "yuv444p",
    Layout.YUYV: "yuyv422",
    Layout.I420P10: "yuv420p10le",
    Layout.I422P10: "yuv422p10le",
}


def scene() -> np.ndarray:
    """A smooth picture in strong colours, another one in each quarter."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    picture = np.dstack((40 + 190 * x / WIDTH, 30 + 200 * y / HEIGHT, 220 - 180 * x / WIDTH))
    picture[: HEIGHT // 2, : WIDTH // 2] = (20, 170, 60)
    picture[HEIGHT // 2 :, WIDTH // 2 :, 0] = 230
    return cv2.GaussianBlur(picture, (0, 0), 6).astype(np.uint8)


def frame_of(planes, layout, colour=RGB_FULL, orientation=UPRIGHT, size=(WIDTH, HEIGHT)) -> Frame:
    return Frame(Stamp(0, 0), *size, tuple(planes), layout, tuple(planes), layout, colour, orientation)


def planes_of(rgb: np.ndarray, layout: Layout, matrix: str, limited: bool) -> list[np.ndarray]:
    """The picture as FFmpeg stores it."""
    picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
    space = {"bt601": "ITU601", "bt709": "ITU709"}[matrix]
    out = picture.reformat(format=FORMATS[layout], dst_colorspace=space, dst_color_range="MPEG" if limited else "JPEG")
    depth = np.uint16 if layout in (Layout.I420P10, Layout.I422P10) else np.uint8
    planes = []
    for plane in out.planes:
        array = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size).view(depth)
        planes.append(array)
    widths = {Layout.YUYV: [WIDTH * 2], Layout.NV12: [WIDTH, WIDTH]}
    half = [WIDTH, WIDTH if layout is Layout.I444 else WIDTH // 2, WIDTH if layout is Layout.I444 else WIDTH // 2]
    planes = [plane[:, :width] for plane, width in zip(planes, widths.get(layout, half), strict=True)]
    if layout in (Layout.YUYV, Layout.NV12):
        planes[-1] = planes[-1].reshape(planes[-1].shape[0], -1, 2)
    return planes


@pytest.mark.parametrize("layout", list(FORMATS))
@pytest.mark.parametrize("matrix", ["bt601", "bt709"])
@pytest.mark.parametrize("limited", [True, False])
def test_every_layout_gives_the_same_colours(layout, matrix, limited):
    rgb = scene()
    colour = Colorimetry(Matrix(matrix), Range.LIMITED if limited else Range.FULL, Transfer.SRGB, Siting.LEFT)
    small = small_rgb(frame_of(planes_of(rgb, layout, matrix, limited), layout, colour), (80, 45))
    wanted = cv2.resize(rgb, (80, 45), interpolation=cv2.INTER_AREA).astype(int)
    assert small.shape == (45, 80, 3) and small.dtype == np.uint8
    # FFmpeg's own way to full-range YUYV rounds roughly: two codes in flat colours.
    assert np.abs(small.astype(int) - wanted).mean() < (2.0 if layout is Layout.YUYV else 1.5)
    assert np.abs(small.astype(int) - wanted).max() <= 8


@pytest.mark.parametrize(
    ("matrix", "code", "rgb"),
    [
        (Matrix.BT709, (63, 102, 240), (255, 0, 0)),
        (Matrix.BT709, (173, 42, 26), (0, 255, 0)),
        (Matrix.BT601, (81, 90, 240), (255, 0, 0)),
        (Matrix.BT601, (145, 54, 34), (0, 255, 0)),
        (Matrix.BT601, (41, 240, 110), (0, 0, 255)),
        (Matrix.BT709, (16, 128, 128), (0, 0, 0)),
        (Matrix.BT709, (235, 128, 128), (255, 255, 255)),
    ],
)
def test_the_standards_own_triples(matrix, code, rgb):
    y, u, v = (np.full((2, 2), value, np.uint8) for value in code)
    assert np.abs(yuv_to_rgb(y, u, v, matrix, Range.LIMITED).astype(int) - rgb).max() <= 2


@pytest.mark.parametrize("layout", [Layout.RGBA, Layout.RGB, Layout.BGR])
def test_rgb_orders(layout):
    rgb = scene()
    stored = {Layout.RGB: rgb, Layout.BGR: rgb[..., ::-1], Layout.RGBA: np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8)))}[layout]
    small = small_rgb(frame_of([np.ascontiguousarray(stored)], layout), (WIDTH, HEIGHT))
    assert np.array_equal(small, rgb)


def test_yuyv_finer_than_its_pairs():
    rgb = scene()
    colour = Colorimetry(Matrix.BT601, Range.LIMITED)
    small = small_rgb(frame_of(planes_of(rgb, Layout.YUYV, "bt601", True), Layout.YUYV, colour), (WIDTH, HEIGHT))
    assert np.abs(small.astype(int) - rgb).mean() < 1.5


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirror", [False, True])
def test_turning_and_cutting_agree(degrees, mirror):
    """A part of the upright picture is the same whether the picture is turned first or only the part is read."""
    orientation = Orientation(degrees, mirror)
    rgb = scene()
    frame = frame_of([rgb], Layout.RGB, orientation=orientation)
    upright = turned(rgb, orientation)
    assert upright.shape[1::-1] == frame.upright_size
    width, height = frame.upright_size
    assert np.array_equal(small_rgb(frame, (width, height)), upright)
    box = (0.25, 0.5, 0.75, 1.0)
    part = small_rgb(frame, (width // 2, height // 2), box)
    assert np.array_equal(part, upright[height // 2 :, width // 4 : width // 4 + width // 2])


def test_a_quarter_turn_is_clockwise():
    rgb = np.zeros((10, 20, 3), np.uint8)
    rgb[0, 0] = 255
    upright = small_rgb(frame_of([rgb], Layout.RGB, orientation=Orientation(90), size=(20, 10)), (10, 20))
    assert upright[0, -1].min() == 255, "the top-left corner goes to the top right"
    assert delivered_box((0.5, 0.0, 1.0, 0.5), Orientation(90)) == (0.0, 0.0, 0.5, 0.5)


def test_what_lies_outside_repeats_the_edge():
    rgb = scene()
    part = small_rgb(frame_of([rgb], Layout.RGB), (WIDTH * 2, HEIGHT), (-0.5, 0.0, 1.5, 1.0))
    assert np.array_equal(part[:, WIDTH // 2 : WIDTH // 2 + WIDTH], rgb)
    assert np.array_equal(part[:, 0], rgb[:, 0]) and np.array_equal(part[:, -1], rgb[:, -1])
    with pytest.raises(ValueError, match="outside"):
        small_rgb(frame_of([rgb], Layout.RGB), (10, 10), (1.2, 0.0, 1.5, 1.0))


def test_linear_light_is_shown_as_a_screen_would():
    grey = np.full((8, 8, 3), 55, np.uint8)  # 55/255 linear is sRGB code 128
    colour = Colorimetry(Matrix.RGB, Range.FULL, Transfer.LINEAR, Siting.CENTRE)
    assert abs(int(small_rgb(frame_of([grey], Layout.RGB, colour, size=(8, 8)), (4, 4))[0, 0, 0]) - 128) <= 1
