"""A frame made small, upright and RGB, whatever its layout: what networks and measurements look at."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Frame, Layout, Matrix, Orientation, Planes, Range, Transfer

Picture = NDArray[Any]
"""uint8; OpenCV's own types do not tell."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom of the upright picture as fractions of its width and height; may reach outside 0..1."""

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
RGB_ORDERS: dict[Layout, int | None] = {
    Layout.RGBA: cv2.COLOR_RGBA2RGB,
    Layout.RGB: None,
    Layout.BGR: cv2.COLOR_BGR2RGB,
    Layout.GREY: cv2.COLOR_GRAY2RGB,
}
DEEP = (Layout.I420P10, Layout.I422P10)
LUMA_WEIGHTS = {Matrix.BT601: (0.299, 0.114), Matrix.BT709: (0.2126, 0.0722), Matrix.BT2020: (0.2627, 0.0593), Matrix.RGB: (0.299, 0.114)}


def small_rgb(frame: Frame, size: tuple[int, int], box: Box = WHOLE) -> Picture:
    """The upright picture, or the part ``box`` of it, as (height, width, 3) uint8 RGB of ``size`` = (width, height).

    Only what is asked for is touched: the planes are cut and made small before colours are converted and the result is turned.
    What of ``box`` lies outside the picture repeats its edge. Code values are those a screen would be sent.
    """
    inside, margins = _fitted(box, size)
    if min(inside[2] - inside[0], inside[3] - inside[1]) <= 0:
        raise ValueError(f"box {box} lies outside the picture")
    width, height = size[0] - margins[0] - margins[2], size[1] - margins[1] - margins[3]
    delivered = frame.orientation.size(width, height)
    planes = [_shrunk(plane, delivered, delivered_box(inside, frame.orientation)) for plane in _planes(frame, width)]
    picture = turned(_displayed(_as_rgb(planes, frame), frame), frame.orientation)
    if any(margins):
        picture = cv2.copyMakeBorder(picture, margins[1], margins[3], margins[0], margins[2], cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(picture)


def turned(picture: Picture, orientation: Orientation) -> Picture:
    """A delivered picture made upright: turned clockwise, then mirrored."""
    picture = np.rot90(picture, -(orientation.degrees // 90)) if orientation.degrees else picture
    return picture[:, ::-1] if orientation.mirror else picture


def delivered_box(box: Box, orientation: Orientation) -> Box:
    """Where a part of the upright picture lies in the delivered one."""
    left, top, right, bottom = box
    if orientation.mirror:
        left, right = 1 - right, 1 - left
    for _ in range(orientation.degrees // 90):
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    return left, top, right, bottom


def _fitted(box: Box, size: tuple[int, int]) -> tuple[Box, tuple[int, int, int, int]]:
    """The part of ``box`` inside the picture, and how many pixels of ``size`` lie outside on each side."""
    across, down = box[2] - box[0], box[3] - box[1]
    outside = (-box[0] / across * size[0], -box[1] / down * size[1], (box[2] - 1) / across * size[0], (box[3] - 1) / down * size[1])
    left, top, right, bottom = (min(max(0, round(each)), side - 1) for each, side in zip(outside, size * 2, strict=True))
    return (max(0.0, box[0]), max(0.0, box[1]), min(1.0, box[2]), min(1.0, box[3])), (left, top, right, bottom)


def _planes(frame: Frame, width: int) -> Planes:
    """The planes to shrink, one sample kind a channel. YUYV is seen as pairs of pixels where that is fine enough."""
    if frame.upload_layout is not Layout.YUYV:
        return frame.upload
    packed = frame.upload[0]
    pairs = packed[:, : packed.shape[1] // 2 * 2].reshape(packed.shape[0], -1, 4)
    if width * 2 <= packed.shape[1]:
        return (pairs,)
    return packed[..., 0], pairs[..., 1], pairs[..., 3]


def _shrunk(plane: Picture, size: tuple[int, int], box: Box) -> Picture:
    """``box`` of one plane, averaged to ``size``.

    Halved while it is twice too large, the rest by bilinear weights: close to a true average, at a tenth of what that costs.
    """
    height, width = plane.shape[:2]
    left, right = _span(box[0], box[2], width)
    top, bottom = _span(box[1], box[3], height)
    part = plane[top:bottom, left:right]
    while part.shape[1] >= 2 * size[0] and part.shape[0] >= 2 * size[1]:
        # Between pixels two apart, bilinear weights are the mean of four.
        part = cv2.resize(part, ((part.shape[1] + 1) // 2, (part.shape[0] + 1) // 2), interpolation=cv2.INTER_LINEAR)
    return cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)


def _span(low: float, high: float, count: int) -> tuple[int, int]:
    """At least one sample from ``low`` to ``high`` of ``count``."""
    first = min(max(round(low * count), 0), count - 1)
    return first, max(first + 1, min(round(high * count), count))


def _as_rgb(planes: list[Picture], frame: Frame) -> Picture:
    layout = frame.upload_layout
    if layout in RGB_ORDERS:
        code = RGB_ORDERS[layout]
        return planes[0] if code is None else cv2.cvtColor(planes[0], code)
    y, u, v = _luma_and_chroma(planes, layout)
    return yuv_to_rgb(y, u, v, frame.colour.matrix, frame.colour.range, layout in DEEP)


def _luma_and_chroma(planes: list[Picture], layout: Layout) -> tuple[Picture, Picture, Picture]:
    if layout is Layout.NV12:
        return planes[0], planes[1][..., 0], planes[1][..., 1]
    if len(planes) == 1:
        pairs = planes[0].astype(np.float32)
        return (pairs[..., 0] + pairs[..., 2]) / 2, pairs[..., 1], pairs[..., 3]
    return planes[0], planes[1], planes[2]


def yuv_to_rgb(y: Picture, u: Picture, v: Picture, matrix: Matrix, levels: Range, deep: bool = False) -> Picture:
    """Full-range RGB (H, W, 3) uint8 of Y'CbCr samples of one size (ITU-R BT.601, BT.709, BT.2020 non-constant luminance)."""
    kr, kb = LUMA_WEIGHTS[matrix]
    scale = 0.25 if deep else 1.0
    luma, blue, red = (plane.astype(np.float32) * scale for plane in (y, u, v))
    luma_gain, chroma_gain, black = (255 / 219, 255 / 224, 16.0) if levels is Range.LIMITED else (1.0, 1.0, 0.0)
    luma = (luma - black) * luma_gain
    blue, red = (blue - 128) * chroma_gain, (red - 128) * chroma_gain
    r = luma + 2 * (1 - kr) * red
    b = luma + 2 * (1 - kb) * blue
    g = (luma - kr * r - kb * b) / (1 - kr - kb)
    return np.clip(np.rint(np.dstack((r, g, b))), 0, 255).astype(np.uint8)


def _displayed(rgb: Picture, frame: Frame) -> Picture:
    return _screen_codes()[rgb] if frame.colour.transfer is Transfer.LINEAR else rgb


@cache
def _screen_codes() -> Picture:
    """Linear 8-bit codes as sRGB codes (IEC 61966-2-1)."""
    x = np.arange(256) / 255
    return np.rint(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(np.uint8)
