"""Pictures as ProRes wants them: fill and key in 4:4:4 of 10 bits with an alpha plane, or a key alone as grey.

Measured on camera pictures of 720x1280 with a soft-edged actor: alpha comes back exactly, every 10-bit code within 4 (one code of
8 bits), at 760 KB and 20 CPU-ms a picture; 1080x1920 takes 1.5 MB and 44 ms. The encoder's own search for a quantiser costs five
times that and ends at the same finest one, so it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Layout
from vpstudio.problem import Problem
from vpstudio.record.pictures import KB, KG, KR, Converter, Picture, plane_views

Fill = Literal["straight", "premultiplied"]
ALPHA_TAG = "com.vpstudio.alpha"
"""The file's own word on how its colour is stored: ProRes has none."""

ENCODER = "prores_ks"
PROFILES = {"yuva444p10le": "4444", "yuv444p10le": "4444", "yuv422p10le": "hq"}
FF_QP2LAMBDA = 118  # what FFmpeg's quality is counted in; 1 is ProRes's finest quantiser

# Rec. ITU-R BT.709-6, 10-bit limited range codes (4.6): Y' 64..940, C' 64..960 about 512.
BLACK, LUMA, MIDDLE, CHROMA = 64, 876, 512, 896
YUV10_OF_RGB = np.array(
    [
        [KR * LUMA, KG * LUMA, KB * LUMA, BLACK],
        [-KR / (1 - KB) * CHROMA / 2, -KG / (1 - KB) * CHROMA / 2, CHROMA / 2, MIDDLE],
        [CHROMA / 2, -KG / (1 - KR) * CHROMA / 2, -KB / (1 - KR) * CHROMA / 2, MIDDLE],
    ]
)
"""(3, 4): full-range R'G'B' 0..1 and 1 -> 10-bit limited-range codes."""

_CODES = np.arange(256)
ALPHA10 = (_CODES << 2 | _CODES >> 6).astype(np.uint16)
"""8-bit alpha to 10 bits, by repeating its bits: 0 and 255 stay the ends, and the upper eight bits are the code itself."""
LUMA10 = np.round(BLACK + LUMA * _CODES / 255).astype(np.uint16)
"""An 8-bit grey to a 10-bit limited-range luma."""


def blank(size: tuple[int, int], pixel_format: str) -> av.VideoFrame:
    """A picture to fill that says BT.709 of itself: ProRes writes it into every picture, whatever the file says."""
    frame = av.VideoFrame(*size, pixel_format)
    frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range = 1, 1, 1, 1
    return frame


@dataclass(frozen=True, slots=True)
class ProRes:
    """What a file holds. fill: how RGBA's colour is stored. with_alpha: False where the key goes to a file of its own. alpha_bits: 16,
    or 8 for smaller files."""

    fill: Fill = "straight"
    with_alpha: bool = True
    alpha_bits: int = 16

    def converter(self, layout: Layout, size: tuple[int, int]) -> Converter:
        """From straight RGBA display codes (H, W, 4), or from alpha (H, W) to a grey: black is nothing, white is all."""
        if layout is Layout.GREY:
            return Converter("yuv422p10le", True, KeyTo422(size))
        return Converter("yuva444p10le" if self.with_alpha else "yuv444p10le", True, FillTo444(size, self.fill, self.with_alpha))


def options(pixel_format: str, alpha_bits: int) -> dict[str, str]:
    """The encoder's options for the finest quantiser. vendor: what editors look for before they decode it themselves."""
    told = {"profile": PROFILES[pixel_format], "flags": "+qscale", "global_quality": str(FF_QP2LAMBDA), "vendor": "apl0"}
    return told | {"alpha_bits": str(alpha_bits)} if pixel_format.startswith("yuva") else told


class FillTo444:
    """(H, W, 4) uint8 straight codes to BT.709 limited 4:4:4 of 10 bits.

    ``premultiplied``: colour times alpha **in codes**, as editors multiply it, which is the same as the actor laid over black there;
    the product keeps its fractions down to 10 bits. ``straight``: colour as it is, also where alpha is little.
    """

    def __init__(self, size: tuple[int, int], fill: Fill, with_alpha: bool) -> None:
        self._size, self._fill, self._with_alpha = size, fill, with_alpha
        width, height = size
        self._rgb = np.empty((height, width, 3), np.uint8)
        self._alpha = np.empty((height, width), np.uint8)
        self._wide = np.empty((height, width, 3), np.uint16)
        self._yuv = np.empty((height, width, 3), np.uint16)

    def __call__(self, picture: Picture) -> av.VideoFrame:
        array = checked(picture, self._size, 4)
        cv2.cvtColor(array, cv2.COLOR_RGBA2RGB, dst=self._rgb)
        cv2.extractChannel(array, 3, dst=self._alpha)
        scale = self._widened()
        matrix = YUV10_OF_RGB / (scale, scale, scale, 1)
        cv2.transform(self._wide, matrix, dst=self._yuv)
        frame = blank(self._size, "yuva444p10le" if self._with_alpha else "yuv444p10le")
        planes = plane_views(frame, np.uint16)
        for channel in range(3):
            cv2.extractChannel(self._yuv, channel, dst=planes[channel])
        if self._with_alpha:
            planes[3][:] = cv2.LUT(self._alpha, ALPHA10)
        return frame

    def _widened(self) -> float:
        """``_wide`` as the colour asked for; returns what stands for 1 in it."""
        if self._fill == "straight":
            np.copyto(self._wide, self._rgb)
            return 255.0
        cv2.multiply(self._rgb, cv2.cvtColor(self._alpha, cv2.COLOR_GRAY2RGB), dst=self._wide, dtype=cv2.CV_16U)
        return 255.0 * 255.0


class KeyTo422:
    """(H, W) uint8 to a limited-range grey of 10 bits; 4:2:2, for there is no colour to keep."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def __call__(self, picture: Picture) -> av.VideoFrame:
        frame = blank(self._size, "yuv422p10le")
        planes = plane_views(frame, np.uint16)
        planes[0][:] = cv2.LUT(checked(picture, self._size, 1), LUMA10)
        planes[1][:] = planes[2][:] = MIDDLE
        return frame


def checked(picture: Picture, size: tuple[int, int], channels: int) -> NDArray[np.uint8]:
    """The picture's only plane. Raises Problem ``record.picture_changed`` where it is another than was said."""
    array = picture if isinstance(picture, np.ndarray) else picture[0]
    shape = (size[1], size[0]) if channels == 1 else (size[1], size[0], channels)
    if array.shape != shape or array.dtype != np.uint8:
        raise Problem("record.picture_changed", size=f"{size[0]}x{size[1]}")
    return array  # type: ignore[return-value]
