"""A broadcast wave file that is whole at every moment: 24 bit PCM whose header is brought up to date as it grows."""

from __future__ import annotations

import os
import struct
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vpstudio.record.faults import writing

RATE = 48_000
UPDATE = RATE // 5
LARGEST_RIFF = 0xFFFFFFFF - 1024
# EBU Tech 3306: room for a ds64 chunk is kept by a JUNK chunk of its size, taken when the file outgrows 32 bits.
DS64_SIZE = 28
BEXT_SIZE = 602


class WaveFile:
    """``write`` appends (n, channels) float32 in -1..1 at 48 kHz; the header on disk is never more than 0.2 s behind.

    Beyond 4 GiB it becomes RF64 (EBU Tech 3306). start: samples since midnight of the first one, the BWF time reference (EBU
    Tech 3285) that editors line sound up with. Raises Problem ``record.cannot_write`` or ``record.disk_full``.
    """

    def __init__(self, path: Path, channels: int, name: str = "", made: datetime | None = None) -> None:
        self.path, self.channels = path, channels
        self.frames = 0
        self._told = 0
        self._name, self._made, self._reference = name, made, 0
        with writing(path):
            self._file = path.open("w+b", buffering=0)
            self._file.write(self._header())

    def refer(self, samples_since_midnight: int) -> None:
        """Set the time reference; known when the first picture is there."""
        self._reference = max(0, samples_since_midnight)
        self._update()

    def write(self, samples: NDArray[np.float32]) -> None:
        with writing(self.path):
            self._append(pcm24(samples))
        self.frames += len(samples)
        if self.frames - self._told >= UPDATE:
            self._update()

    def cut(self, frames: int) -> None:
        """Leave out what is beyond ``frames``."""
        if frames < self.frames:
            self.frames = frames
            with writing(self.path):
                self._file.truncate(len(self._header()) + frames * self.channels * 3)
                self._file.seek(0, os.SEEK_END)
            self._update()

    def close(self) -> None:
        """Bring the header up to date and flush to the disk; a second call does nothing."""
        if self._file.closed:
            return
        with writing(self.path):
            if self.frames * self.channels % 2:
                self._append(b"\0")
            self._update()
            os.fsync(self._file.fileno())
            self._file.close()

    def _append(self, data: bytes) -> None:
        """A raw file may take less than it is given."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]

    def _update(self) -> None:
        with writing(self.path):
            self._file.seek(0)
            self._file.write(self._header())
            self._file.seek(0, os.SEEK_END)
        self._told = self.frames

    def _header(self) -> bytes:
        data = self.frames * self.channels * 3
        body = b"WAVE" + self._sizes(data) + chunk(b"bext", self._bext()) + chunk(b"fmt ", self._format())
        total = len(body) + 8 + data + data % 2
        large = total > LARGEST_RIFF
        name, size, length = (b"RF64", 0xFFFFFFFF, 0xFFFFFFFF) if large else (b"RIFF", total, data)
        return name + struct.pack("<I", size) + body + b"data" + struct.pack("<I", length)

    def _sizes(self, data: int) -> bytes:
        total = data + 4 + 8 + DS64_SIZE + 8 + BEXT_SIZE + 8 + 16 + 8
        if total <= LARGEST_RIFF:
            return chunk(b"JUNK", bytes(DS64_SIZE))
        return chunk(b"ds64", struct.pack("<QQQI", total + data % 2, data, self.frames, 0))

    def _format(self) -> bytes:
        block = self.channels * 3
        return struct.pack("<HHIIHH", 1, self.channels, RATE, RATE * block, block, 24)

    def _bext(self) -> bytes:
        made = self._made or datetime.now().astimezone()
        text = (self._name.encode("ascii", "replace")[:256].ljust(256, b"\0")) + b"vpstudio".ljust(32, b"\0") + bytes(32)
        when = made.strftime("%Y-%m-%d%H:%M:%S").encode("ascii")
        return (text + when + struct.pack("<QH", self._reference, 1)).ljust(BEXT_SIZE, b"\0")


def chunk(name: bytes, body: bytes) -> bytes:
    """A RIFF chunk of even length."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def pcm24(samples: NDArray[np.float32]) -> bytes:
    """float32 in -1..1 -> packed little-endian 24 bit; -1 is -8388607, so that both signs are alike; beyond is clipped."""
    whole = np.rint(np.clip(samples, -1.0, 1.0).astype(np.float64) * 8_388_607).astype("<i4")
    return np.ascontiguousarray(whole).view(np.uint8).reshape(*whole.shape, 4)[..., :3].tobytes()
