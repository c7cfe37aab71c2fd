"""Pictures of a file: the size is read from the header, and checked, before anything is decoded.

PNG, JPEG and WebP, told apart by their first bytes. cv2 decodes; nothing else it could open is let through to it.
"""

from __future__ import annotations

import struct

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
# The most pixels that a byte can hold. PNG: deflate packs 1032 : 1 at best, a pixel has at least one bit. JPEG: a block of 64 has
# at least one bit for its mean; twice that, for colour at half size.
PNG_PACKING = 1032 * 8
JPEG_PACKING = 64 * 8 * 2


class BadImage(Exception):
    """A picture that cannot be shown; the message says why, in a few words."""


def picture_size(data: bytes) -> tuple[int, int]:
    """(width, height) by the header. Raises BadImage for what is no PNG, JPEG or WebP."""
    if data.startswith(PNG_MAGIC) and len(data) >= 26:
        return _plausible(_png_size(data), len(data) * PNG_PACKING)
    if data.startswith(b"\xff\xd8"):
        return _plausible(_jpeg_size(data), len(data) * JPEG_PACKING)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    if data.startswith(b"\xabKTX 20\xbb"):
        raise BadImage("KTX2")
    raise BadImage("not PNG, JPEG or WebP")


def _plausible(size: tuple[int, int], most_pixels: int) -> tuple[int, int]:
    """A few bytes that state a great picture would cost seconds to decode into nothing."""
    if size[0] * size[1] > most_pixels:
        raise BadImage("damaged")
    return size


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def bare_png(data: bytes) -> bytes:
    """The same picture with none but the chunks that hold it: no profiles, texts, animation. Raises BadImage.

    A chunk's length is believed only if the chunk is there: cv2 sets memory aside for what a damaged length says, and takes seconds.
    """
    kept, at, last = [PNG_MAGIC], 8, b""
    while last != b"IEND" and at + 12 <= len(data):
        end = at + 12 + struct.unpack_from(">I", data, at)[0]
        last = data[at + 4 : at + 8]
        if end > len(data):
            raise BadImage("damaged")
        if last in PNG_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the frame header: markers C0..CF but DHT, JPG and DAC (ITU-T T.81, table B.1)."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 if marker in (0x01, *range(0xD0, 0xD8)) else 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise BadImage("JPEG without a size")


def _webp_size(data: bytes) -> tuple[int, int]:
    """Of the three kinds of WebP: lossy, lossless, extended (WebP container specification)."""
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise BadImage("WebP without a size")


def decode(data: bytes, limit: int) -> Pixels:
    """(H, W, 4) uint8 RGBA, neither side over ``limit``; row 0 is the top, as glTF's v = 0. Raises BadImage.

    Deeper pictures lose their low bits; orientation notes are not followed (glTF 2.0 specification, section 3.8.3).
    """
    if data.startswith(PNG_MAGIC):
        data = bare_png(data)
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise BadImage("damaged") from error
    if picture is None or picture.size == 0:
        raise BadImage("damaged")
    return rgba(_shrunk(_eight_bits(picture), limit))


def _eight_bits(picture: NDArray[np.generic]) -> Pixels:
    if picture.dtype == np.uint8:
        return picture.astype(np.uint8, copy=False)
    if picture.dtype == np.uint16:
        return (picture.astype(np.uint16, copy=False) >> 8).astype(np.uint8)
    raise BadImage(f"pixels of {picture.dtype}")


def _shrunk(picture: Pixels, limit: int) -> Pixels:
    """Averaged down so that the longer side is at most ``limit``, the shape kept."""
    height, width = picture.shape[:2]
    if max(height, width) <= limit:
        return picture
    scale = limit / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def rgba(picture: Pixels) -> Pixels:
    """Grey, grey with alpha, BGR or BGRA as cv2 gives them -> RGBA."""
    if picture.ndim == 2:
        picture = picture[:, :, None]
    channels = picture.shape[2]
    if channels == 2:
        return np.ascontiguousarray(picture[:, :, [0, 0, 0, 1]])
    code = {1: cv2.COLOR_GRAY2RGBA, 3: cv2.COLOR_BGR2RGBA, 4: cv2.COLOR_BGRA2RGBA}[channels]
    return np.asarray(cv2.cvtColor(picture, code), np.uint8)


def checker() -> Pixels:
    """(64, 64, 4): magenta and grey squares of 8 pixels, where a colour texture is missing."""
    rows, columns = np.indices((64, 64)) // 8
    odd = ((rows + columns) % 2).astype(bool)
    pixels = np.full((64, 64, 4), 255, np.uint8)
    pixels[..., :3] = np.where(odd[..., None], (255, 0, 255), (128, 128, 128))
    return pixels
