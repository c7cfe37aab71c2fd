"""The size that a picture file says it has, read without decoding it: a small file may claim a picture that fills the memory."""

from __future__ import annotations

import struct

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
TIFF = {b"II*\x00": "<", b"MM\x00*": ">"}
START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))


def declared_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG (its IHDR), JPEG (ITU-T T.81, start of frame) or TIFF (tags 256, 257); None for anything else."""
    try:
        if data.startswith(PNG):
            return struct.unpack_from(">II", data, 16) if data[12:16] == b"IHDR" else None  # type: ignore[return-value]
        if data.startswith(JPEG):
            return _jpeg(data)
        if data[:4] in TIFF:
            return _tiff(data, TIFF[data[:4]])
    except struct.error:
        return None
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])
    return None


def _tiff(data: bytes, order: str) -> tuple[int, int] | None:
    first = struct.unpack_from(order + "I", data, 4)[0]
    count = struct.unpack_from(order + "H", data, first)[0]
    found = {}
    for entry in range(first + 2, first + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(order + "HH", data, entry)
        if tag in (256, 257) and kind in (3, 4):
            found[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, entry + 8)[0]
    return (found[256], found[257]) if len(found) == 2 else None
