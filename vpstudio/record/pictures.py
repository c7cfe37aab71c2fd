"""Pictures as encoders want them: RGBA into BT.709 4:2:0, camera planes as they are, mattes as grey.

All the work is done by OpenCV and FFmpeg, which let the interpreter go; none of it belongs on the render thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Layout, Planes
from vpstudio.problem import Problem

Picture = NDArray[np.generic] | Planes

# Rec. ITU-R BT.709-6: luma weights (3.2), limited range 8-bit codes (4.6): Y' 16..235, C' 16..240 about 128.
KR, KB = 0.2126, 0.0722
KG = 1.0 - KR - KB
YUV_OF_RGB = np.array(
    [
        [KR * 219 / 255, KG * 219 / 255, KB * 219 / 255, 16],
        [-KR / (1 - KB) * 112 / 255, -KG / (1 - KB) * 112 / 255, 112 / 255, 128],
        [112 / 255, -KG / (1 - KR) * 112 / 255, -KB / (1 - KR) * 112 / 255, 128],
    ],
    np.float32,
)
"""(3, 4): full-range RGB codes and 1 -> limited-range Y', Cb, Cr codes."""

# What carries each layout without loss of a plane. YUYV is only shuffled into three planes.
PIXEL_FORMATS: dict[Layout, str] = {
    Layout.GREY: "gray",
    Layout.I420: "yuv420p",
    Layout.I422: "yuv422p",
    Layout.I444: "yuv444p",
    Layout.NV12: "nv12",
    Layout.YUYV: "yuv422p",
    Layout.I420P10: "yuv420p10le",
    Layout.I422P10: "yuv422p10le",
}
TO_RGB = {Layout.RGBA: cv2.COLOR_RGBA2RGB, Layout.BGR: cv2.COLOR_BGR2RGB, Layout.RGB: None}


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns pictures of one layout and size into frames of one pixel format. ``rgb``: the frames are BT.709 limited range."""

    pixel_format: str
    rgb: bool
    convert: Callable[[Picture], av.VideoFrame]


def converter(layout: Layout, size: tuple[int, int], semi_planar: bool = False) -> Converter:
    """The way from ``layout`` at (width, height) to an encoder. semi_planar: the encoder takes only NV12 (Quick Sync).

    RGB layouts become 4:2:0 BT.709 limited range; a size that is odd (4:2:0 cannot hold it) becomes 4:4:4.
    """
    if layout in TO_RGB:
        if size[0] % 2 or size[1] % 2:
            return Converter("yuv444p", True, RgbTo444(layout, size))
        return Converter("nv12" if semi_planar else "yuv420p", True, RgbTo420(layout, size, semi_planar))
    if layout is Layout.I420 and semi_planar:
        return Converter("nv12", False, I420ToNv12(size))
    if layout is Layout.YUYV:
        return Converter("yuv422p", False, YuyvTo422(size))
    name = PIXEL_FORMATS[layout]
    return Converter(name, False, Copy(name, size))


def plane_views(frame: av.VideoFrame, dtype: type[np.generic] = np.uint8) -> list[NDArray[Any]]:
    """The frame's own memory, a (rows, samples a row) array a plane, padding cut off; NV12's chroma counts two samples."""
    views = []
    item = np.dtype(dtype).itemsize
    paired = frame.format.name == "nv12"
    for index, plane in enumerate(frame.planes):
        rows = np.frombuffer(memoryview(plane), dtype).reshape(-1, plane.line_size // item)
        across = plane.width * 2 if paired and index else plane.width
        views.append(rows[: plane.height, :across])
    return views


class RgbTo420:
    """RGB codes to BT.709 limited 4:2:0, chroma sited left (H.264's default): within 1.5 codes of exact arithmetic.

    cv2's own I420 conversions are BT.601 and swscale's takes the chroma of every other pixel; this costs 1 ms at 720p. Left
    siting is a (1 2 1)/4 filter about every even column: the mean of the 2x2 boxes that begin at it and one before it.
    """

    def __init__(self, layout: Layout, size: tuple[int, int], semi_planar: bool) -> None:
        self._code = TO_RGB[layout]
        self._size, self._semi_planar = size, semi_planar
        width, height = size
        self._rgb = np.empty((height, width, 3), np.uint8)
        self._yuv = np.empty((height, width, 3), np.uint8)
        self._chroma = [np.empty((height, width), np.uint8) for _ in range(2)]

    def __call__(self, picture: Picture) -> av.VideoFrame:
        array = _array(picture, self._size, 3 if self._code in (None, cv2.COLOR_BGR2RGB) else 4)
        rgb = array if self._code is None else cv2.cvtColor(array, self._code, dst=self._rgb)
        cv2.transform(rgb, YUV_OF_RGB, dst=self._yuv)
        frame = av.VideoFrame(*self._size, "nv12" if self._semi_planar else "yuv420p")
        planes = plane_views(frame)
        cv2.split(self._yuv, [planes[0], *self._chroma])
        if self._semi_planar:
            height, width = self._chroma[0].shape
            halved = cv2.merge([halve_left(plane) for plane in self._chroma])
            planes[1][:] = halved.reshape(height // 2, width)
        else:
            for full, out in zip(self._chroma, planes[1:], strict=True):
                halve_left(full, out)
        return frame


def halve_left(full: NDArray[np.uint8], out: NDArray[Any] | None = None) -> NDArray[np.uint8]:
    """(H, W) -> (H/2, W/2), both even: samples sited on the even columns, midway between the rows."""
    height, width = full.shape[0] // 2, full.shape[1] // 2
    after = cv2.resize(full, (width, height), interpolation=cv2.INTER_AREA)
    before = np.empty_like(after)
    if width > 1:
        before[:, 1:] = cv2.resize(full[:, 1:-1], (width - 1, height), interpolation=cv2.INTER_AREA)
    edge = full[:, 0].reshape(height, 2).astype(np.uint16)
    before[:, 0] = (edge.sum(axis=1) + 1) >> 1
    return cv2.addWeighted(after, 0.5, before, 0.5, 0, dst=out)  # type: ignore[call-overload, no-any-return, return-value]


class RgbTo444:
    """RGB codes to BT.709 limited 4:4:4, for sizes that 4:2:0 cannot hold."""

    def __init__(self, layout: Layout, size: tuple[int, int]) -> None:
        self._code, self._size = TO_RGB[layout], size

    def __call__(self, picture: Picture) -> av.VideoFrame:
        array = _array(picture, self._size, 4 if self._code == cv2.COLOR_RGBA2RGB else 3)
        rgb = array if self._code is None else cv2.cvtColor(array, self._code)
        frame = av.VideoFrame(*self._size, "yuv444p")
        cv2.split(cv2.transform(rgb, YUV_OF_RGB), plane_views(frame))
        return frame


class Copy:
    """Planes as they are, every bit."""

    def __init__(self, pixel_format: str, size: tuple[int, int]) -> None:
        self._format, self._size = pixel_format, size
        self._dtype: type[np.generic] = np.uint16 if pixel_format.endswith("10le") else np.uint8

    def __call__(self, picture: Picture) -> av.VideoFrame:
        frame = av.VideoFrame(*self._size, self._format)
        views = plane_views(frame, self._dtype)
        planes = (picture,) if isinstance(picture, np.ndarray) else picture
        if len(planes) != len(views):
            raise Problem("record.picture_changed", size=f"{self._size[0]}x{self._size[1]}")
        for plane, view in zip(planes, views, strict=True):
            if plane.dtype != view.dtype or plane.size != view.size or plane.shape[0] != view.shape[0]:
                raise Problem("record.picture_changed", size=f"{self._size[0]}x{self._size[1]}")
            view[:] = plane.reshape(view.shape)
        return frame


class I420ToNv12:
    """The same 4:2:0 samples, chroma woven together for encoders that know only NV12."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def __call__(self, picture: Picture) -> av.VideoFrame:
        luma, first, second = _planes(picture, 3, self._size)
        frame = av.VideoFrame(*self._size, "nv12")
        views = plane_views(frame)
        views[0][:] = luma
        views[1][:] = cv2.merge([first, second]).reshape(views[1].shape)  # type: ignore[list-item]
        return frame


class YuyvTo422:
    """Packed 4:2:2 shuffled into planes; no sample changes."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def __call__(self, picture: Picture) -> av.VideoFrame:
        packed = _array(picture, self._size, 2)
        frame = av.VideoFrame(*self._size, "yuv422p")
        luma, first, second = plane_views(frame)
        cv2.extractChannel(packed, 0, dst=luma)
        pairs = packed.reshape(packed.shape[0], -1, 4)
        cv2.extractChannel(pairs, 1, dst=first)
        cv2.extractChannel(pairs, 3, dst=second)
        return frame


def _planes(picture: Picture, count: int, size: tuple[int, int]) -> Planes:
    planes = (picture,) if isinstance(picture, np.ndarray) else picture
    if len(planes) != count or planes[0].shape[:2] != (size[1], size[0]):
        raise Problem("record.picture_changed", size=f"{size[0]}x{size[1]}")
    return planes


def _array(picture: Picture, size: tuple[int, int], channels: int) -> NDArray[np.uint8]:
    """The picture's only plane, checked. Raises Problem ``record.picture_changed``: OpenCV would quietly make a new buffer."""
    array = _planes(picture, 1, size)[0]
    if array.ndim != 3 or array.shape[2] != channels or array.dtype != np.uint8:
        raise Problem("record.picture_changed", size=f"{size[0]}x{size[1]}")
    return array  # type: ignore[return-value]
