"""Pictures of all directions: Radiance HDR, or JPEG, PNG, WebP, twice as wide as high, read as from a stranger."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.problem import Problem
from vpstudio.scene.gltf.images import BadImage, decode, picture_size

Light = NDArray[np.float32]

FILE_BYTES = 512 << 20
SOURCE_PIXELS = 32_768 * 16_384
KEPT = 8192
"""Pixels round the horizon that are kept: 23 a degree, as fine as a 1080 picture of 50 degrees."""
BRIGHTEST = 2000.0
HDR_PACKING = 64
"""Most pixels a byte of a Radiance file can hold (its runs are at most 127 of a quarter pixel, told in two bytes)."""


def load(path: Path) -> Light:
    """(H, W, 3) float32 scene light, row 0 straight up, W at most ``KEPT``. Raises Problem, one sentence for whatever is wrong."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise Problem("set.panorama_too_large", name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise Problem("set.panorama_missing", name=path.name) from error
    try:
        light = _radiance(data) if data.startswith(b"#?") else _codes(data)
    except (BadImage, ValueError, cv2.error) as error:
        raise Problem("set.panorama_damaged", name=path.name) from error
    height, width = light.shape[:2]
    if not 1.95 <= width / height <= 2.05:
        raise Problem("set.panorama_shape", name=path.name, width=width, height=height)
    return _kept(light)


def hdr_size(data: bytes) -> tuple[int, int]:
    """(width, height) of a Radiance picture by its header (Ward, Real Pixels, 1991). Raises BadImage."""
    header, _, rest = data[:65536].partition(b"\n\n")
    words = rest[:64].split(b"\n")[0].split()
    if b"32-bit_rle_rgbe" not in header or len(words) != 4 or words[0] != b"-Y" or words[2] != b"+X":
        raise BadImage("no Radiance picture the right way up")
    return int(words[3]), int(words[1])


def _radiance(data: bytes) -> Light:
    width, height = hdr_size(data)
    _plausible(width, height, min(len(data) * HDR_PACKING, SOURCE_PIXELS))
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
    if picture is None or picture.dtype != np.float32:
        raise BadImage("damaged")
    light = np.nan_to_num(picture[..., ::-1], nan=0.0, posinf=BRIGHTEST, neginf=0.0)
    return np.ascontiguousarray(np.clip(light, 0, BRIGHTEST), np.float32)


def _codes(data: bytes) -> Light:
    """A picture of display codes: IEC 61966-2-1 undone."""
    _plausible(*picture_size(data), SOURCE_PIXELS)
    table = np.arange(256, dtype=np.float64) / 255
    table = np.where(table <= 0.04045, table / 12.92, ((table + 0.055) / 1.055) ** 2.4)
    return np.asarray(table.astype(np.float32)[decode(data, KEPT)[..., :3]])


def _plausible(width: int, height: int, most: int) -> None:
    if width < 16 or height < 8 or width * height > most:
        raise BadImage("size")


def _kept(light: Light) -> Light:
    size = (min(light.shape[1], KEPT) // 2 * 2, min(light.shape[1], KEPT) // 2)
    if size == (light.shape[1], light.shape[0]):
        return light
    return np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), np.float32)
