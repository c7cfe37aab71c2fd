"""A wave file whose writer died: its header is put right and its end cut off."""

from __future__ import annotations

import os
import struct
from pathlib import Path


def cut_wave(path: Path, frames: int) -> bool:
    """Make a RIFF or RF64 file end after ``frames``, or where its data ends. False: it is no such file, or holds no sound."""
    with path.open("r+b") as file:
        head = file.read(4096)
        found = _data(head)
        if found is None:
            return False
        data, block, ds64 = found
        there = (file.seek(0, os.SEEK_END) - data) // block
        length = min(frames, there) * block
        if length <= 0:
            return False
        file.truncate(data + length)
        file.seek(0, os.SEEK_END)
        file.write(b"\0" * (length % 2))
        for at, patch in _patches(head[:4] == b"RF64", data, length, ds64, block):
            file.seek(at)
            file.write(patch)
        file.flush()
        os.fsync(file.fileno())
    return True


def _patches(rf64: bool, data: int, length: int, ds64: int | None, block: int) -> list[tuple[int, bytes]]:
    """(where, what) to write: sizes of the file, of its samples, and in RF64 the number of frames."""
    total = data + length + length % 2 - 8
    if rf64 and ds64 is not None:
        return [(ds64, struct.pack("<QQQ", total, length, length // block))]
    return [(4, struct.pack("<I", total)), (data - 4, struct.pack("<I", length))]


def _data(head: bytes) -> tuple[int, int, int | None] | None:
    """(where the samples begin, bytes a frame, where ds64's body begins)."""
    if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
        return None
    at, block, ds64 = 12, 0, None
    while at + 8 <= len(head):
        name, size = head[at : at + 4], struct.unpack_from("<I", head, at + 4)[0]
        if name == b"fmt ":
            block = struct.unpack_from("<H", head, at + 20)[0]
        elif name == b"ds64":
            ds64 = at + 8
        elif name == b"data":
            return (at + 8, block, ds64) if block else None
        at += 8 + size + size % 2
    return None
