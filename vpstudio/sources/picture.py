"""From a decoded picture to a Frame: planes as they came, and once, in the decoding thread, as the GPU at hand wants them.

PyAV: two threads that convert one VideoFrame deadlock, so this is the only place that converts one.
"""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Colorimetry, Frame, Known, Layout, Matrix, Orientation, Planes, Range, Siting, Transfer, sealed

LAYOUTS = {
    "yuv420p": Layout.I420,
    "yuvj420p": Layout.I420,
    "yuv422p": Layout.I422,
    "yuvj422p": Layout.I422,
    "yuv444p": Layout.I444,
    "yuvj444p": Layout.I444,
    "nv12": Layout.NV12,
    "yuyv422": Layout.YUYV,
    "yuv420p10le": Layout.I420P10,
    "yuv422p10le": Layout.I422P10,
    "gray": Layout.GREY,
    "rgb24": Layout.RGB,
    "bgr24": Layout.BGR,
    "rgba": Layout.RGBA,
}
TEN_BIT = (Layout.I420P10, Layout.I422P10)
MATRICES = {1: Matrix.BT709, 5: Matrix.BT601, 6: Matrix.BT601, 4: Matrix.BT601, 9: Matrix.BT2020, 10: Matrix.BT2020, 0: Matrix.RGB}
TRANSFERS = {1: Transfer.BT709, 6: Transfer.BT709, 14: Transfer.BT709, 13: Transfer.SRGB, 8: Transfer.LINEAR}
SPACES = {Matrix.BT601: Colorspace.ITU601, Matrix.BT709: Colorspace.ITU709, Matrix.BT2020: Colorspace.BT2020}
RANGES = {Range.LIMITED: ColorRange.MPEG, Range.FULL: ColorRange.JPEG}
UPRIGHT = Orientation()
HD_HEIGHT = 720
QUALITY = Interpolation.BILINEAR
"""The vectorised way: 0.22 ms at 720p and within 1.4 codes; with ACCURATE_RND alone it is 2.3 ms and, oddly, within 2.4."""


class Framer:
    """Makes Frames of one stream's pictures. wanted: RGBA, or None for the planes themselves. square: (width, height) to which
    pictures whose pixels are not square are resampled."""

    def __init__(self, wanted: Layout | None, orientation: Orientation = UPRIGHT, square: tuple[int, int] | None = None) -> None:
        self._wanted = wanted
        self._orientation = orientation
        self._square = square
        self._reformatter = VideoReformatter()

    def frame(self, picture: av.VideoFrame, stamp: Stamp, pts: int | None = None, time_base: Fraction | None = None) -> Frame:
        """The picture as a Frame. Raises what PyAV raises for pictures it cannot convert."""
        colour = colour_of(picture)
        picture = self._plain(picture, colour)
        layout = LAYOUTS[picture.format.name]
        planes = planes_of(picture, layout)
        upload, upload_layout = planes, layout
        if self._wanted is not None and layout is not self._wanted:
            upload, upload_layout = self._rgba(picture, colour), Layout.RGBA
        turned = Orientation(-int(picture.rotation) % 360).then(self._orientation)
        return Frame(
            stamp=stamp,
            width=picture.width,
            height=picture.height,
            planes=planes,
            layout=layout,
            upload=upload,
            upload_layout=upload_layout,
            colour=colour,
            orientation=turned,
            depth=10 if layout in TEN_BIT else 8,
            pts=pts,
            time_base=time_base,
        )

    def _plain(self, picture: av.VideoFrame, colour: Colorimetry) -> av.VideoFrame:
        """Square pixels in a layout of ours; most pictures pass untouched."""
        name = picture.format.name
        target = name if name in LAYOUTS else ("rgb24" if colour.matrix is Matrix.RGB else "yuv420p")
        width, height = self._square or (picture.width, picture.height)
        if (target, width, height) == (name, picture.width, picture.height):
            return picture
        turned = picture.rotation
        plain = self._reformatter.reformat(picture, width, height, target, interpolation=QUALITY)
        return plain if turned == plain.rotation else picture.reformat(width, height, target)

    def _rgba(self, picture: av.VideoFrame, colour: Colorimetry) -> Planes:
        """Full-range RGBA by the picture's own matrix and range: OpenCV would take BT.601 for all."""
        space = SPACES.get(colour.matrix)
        rgba = self._reformatter.reformat(
            picture,
            format="rgba",
            src_colorspace=space,
            dst_colorspace=space,
            interpolation=QUALITY,
            src_color_range=RANGES[colour.range],
            dst_color_range=ColorRange.JPEG,
        )
        return planes_of(rgba, Layout.RGBA)


def colour_of(picture: av.VideoFrame) -> Colorimetry:
    """What the numbers mean: as tagged, else as pictures of this kind and size usually are, and then marked assumed."""
    name, known = picture.format.name, {}
    rgb = picture.format.is_rgb or name in ("pal8",)
    matrix = Matrix.RGB if rgb else MATRICES.get(int(picture.colorspace))
    if matrix is Matrix.RGB and not rgb:
        matrix = None
    known["matrix"] = Known.ASSUMED if matrix is None else Known.TAGGED
    matrix = matrix or (Matrix.BT709 if picture.height >= HD_HEIGHT else Matrix.BT601)
    tagged = {1: Range.LIMITED, 2: Range.FULL}.get(int(picture.color_range))
    full = rgb or name.startswith("yuvj")
    known["range"] = Known.TAGGED if tagged or full else Known.ASSUMED
    span = Range.FULL if full else tagged or Range.LIMITED
    transfer = TRANSFERS.get(int(picture.color_trc))
    known["transfer"] = Known.ASSUMED if transfer is None else Known.TAGGED
    known["siting"] = Known.ASSUMED
    siting = Siting.CENTRE if full else Siting.LEFT
    return Colorimetry(matrix, span, transfer or (Transfer.SRGB if rgb else Transfer.BT709), siting, known)


def planes_of(picture: av.VideoFrame, layout: Layout) -> Planes:
    """The picture's planes without the decoder's padding, read-only. Contiguous: copied only where rows are padded."""
    width, height = picture.width, picture.height
    half_w, half_h = (width + 1) // 2, (height + 1) // 2
    shapes: dict[Layout, list[tuple[int, ...]]] = {
        Layout.I420: [(height, width), (half_h, half_w), (half_h, half_w)],
        Layout.I420P10: [(height, width), (half_h, half_w), (half_h, half_w)],
        Layout.I422: [(height, width), (height, half_w), (height, half_w)],
        Layout.I422P10: [(height, width), (height, half_w), (height, half_w)],
        Layout.I444: [(height, width)] * 3,
        Layout.NV12: [(height, width), (half_h, half_w, 2)],
        Layout.YUYV: [(height, width, 2)],
        Layout.GREY: [(height, width)],
        Layout.RGB: [(height, width, 3)],
        Layout.BGR: [(height, width, 3)],
        Layout.RGBA: [(height, width, 4)],
    }
    kind = np.dtype("<u2") if layout in TEN_BIT else np.dtype(np.uint8)
    return sealed(*(_plane(plane, shape, kind) for plane, shape in zip(picture.planes, shapes[layout], strict=True)))


def _plane(plane: av.video.plane.VideoPlane, shape: tuple[int, ...], kind: np.dtype[np.generic]) -> NDArray[np.generic]:
    """One plane. The array holds on to the decoder's buffer, which is not used again while it does."""
    row = int(np.prod(shape[1:])) * kind.itemsize
    data = np.frombuffer(memoryview(plane), np.uint8)[: shape[0] * plane.line_size].reshape(shape[0], plane.line_size)
    return np.ascontiguousarray(data[:, :row]).view(kind).reshape(shape)
