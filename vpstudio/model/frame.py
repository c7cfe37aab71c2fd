"""A picture from a camera, and sound from a microphone, as they travel from a source to the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.clock import Stamp


class Layout(StrEnum):
    """How the bytes of a picture lie.

    RGBA, RGB, BGR, GREY: one plane (H, W, C) or (H, W) uint8. I420: three planes (H, W), (h, w), (h, w) with h = ceil(H/2),
    w = ceil(W/2). NV12: two planes (H, W) and (h, w, 2). YUYV: one plane (H, W, 2). I422, I444: three planes. The 10-bit
    kinds are uint16 with the value in the low bits.
    """

    RGBA = "rgba"
    RGB = "rgb"
    BGR = "bgr"
    GREY = "grey"
    I420 = "i420"
    I422 = "i422"
    I444 = "i444"
    NV12 = "nv12"
    YUYV = "yuyv"
    I420P10 = "i420p10"
    I422P10 = "i422p10"


class Known(StrEnum):
    """How a fact about a picture came to be known."""

    TAGGED = "tagged"
    MEASURED = "measured"
    ASSUMED = "assumed"


class Matrix(StrEnum):
    RGB = "rgb"
    BT601 = "bt601"
    BT709 = "bt709"
    BT2020 = "bt2020"


class Range(StrEnum):
    FULL = "full"
    LIMITED = "limited"


class Transfer(StrEnum):
    """How code values stand for light. SRGB and BT709 are display-referred here: what the camera means a screen to show."""

    SRGB = "srgb"
    BT709 = "bt709"
    LINEAR = "linear"


class Siting(StrEnum):
    """Where a chroma sample lies among its luma samples."""

    LEFT = "left"
    CENTRE = "centre"
    TOP_LEFT = "top_left"


@dataclass(frozen=True, slots=True)
class Colorimetry:
    """What a picture's numbers mean, each fact with how it is known (``known["matrix"]`` ...)."""

    matrix: Matrix = Matrix.BT709
    range: Range = Range.LIMITED
    transfer: Transfer = Transfer.BT709
    siting: Siting = Siting.LEFT
    known: dict[str, Known] = field(default_factory=lambda: dict.fromkeys(("matrix", "range", "transfer", "siting"), Known.ASSUMED))


RGB_FULL = Colorimetry(Matrix.RGB, Range.FULL, Transfer.SRGB, Siting.CENTRE)


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a picture must be turned to stand upright: ``degrees`` clockwise (0, 90, 180, 270), then mirrored left to right."""

    degrees: int = 0
    mirror: bool = False

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The upright (width, height) of a delivered picture of ``width`` x ``height``."""
        return (height, width) if self.degrees % 180 else (width, height)

    def then(self, other: Orientation) -> Orientation:
        """This turn followed by ``other``: a turn seen in a mirror goes the other way."""
        degrees = self.degrees + (-other.degrees if self.mirror else other.degrees)
        return Orientation(degrees % 360, self.mirror != other.mirror)


Planes = tuple[NDArray[np.generic], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture, read-only and never turned: ``orientation`` says how to look at it.

    width, height: as delivered, in pixels.
    planes, layout: the bytes as delivered, for the record.
    upload, upload_layout: the same picture as the GPU at hand wants it: RGBA uint8 (H, W, 4) on software GL, the planes
    themselves on a GPU. Converted once, in the thread that decoded it.
    colour: what ``planes`` mean. ``upload`` in an RGB layout is already full range RGB, with the transfer unchanged.
    pts, time_base: a file's own presentation stamp, None for live sources.
    interlaced: fields are still in it (sources deinterlace, so this is False unless one cannot).
    """

    stamp: Stamp
    width: int
    height: int
    planes: Planes
    layout: Layout
    upload: Planes
    upload_layout: Layout
    colour: Colorimetry = RGB_FULL
    orientation: Orientation = Orientation()
    depth: int = 8
    pts: int | None = None
    time_base: Fraction | None = None
    interlaced: bool = False

    @property
    def upright_size(self) -> tuple[int, int]:
        """(width, height) once turned."""
        return self.orientation.size(self.width, self.height)


@dataclass(frozen=True, slots=True, eq=False)
class SoundBlock:
    """Sound that lasts from ``time_ns``: samples (frames, channels) float32 in -1..1, at ``rate`` Hz."""

    time_ns: int
    samples: NDArray[np.float32]
    rate: int


def sealed(*arrays: NDArray[np.generic]) -> Planes:
    """The arrays made read-only: a frame is shared between threads and nobody may write into it."""
    for array in arrays:
        array.flags.writeable = False
    return arrays
