"""One picture, or a numbered sequence of them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.clock import NANOSECONDS, Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, SoundBlock, sealed
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.model.source import SourceInfo
from vpstudio.problem import Problem
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.opening import PICTURES
from vpstudio.sources.pace import Pace

LARGEST_PIXELS = 100_000_000
LARGEST_BYTES = 1_000_000_000


@registry.register
class StillSource(Source):
    """A picture stands for ever (live) or once; a folder or a pattern such as ``shot_####.png`` plays in order of its numbers."""

    name = "still"
    title = "Picture or sequence"

    class Settings(Source.Settings):
        path: str = setting("", "File", widget="file", help="A picture, a folder of pictures, or a pattern: shot_####.png, shot.%04d.png.")
        rate: int = setting(25, "Frame rate", low=1, high=120, unit="fps")

    def __init__(self, settings: BaseSettings, wants: Wants) -> None:
        super().__init__(settings, wants)
        self._files: list[Path] = []
        self._pace = Pace()

    def open(self) -> SourceInfo:
        """Raises Problem ``source.not_found``, ``.not_picture`` or ``.too_large``."""
        self._files = files_of(self.settings.path)
        height, width = load(self._files[0]).shape[:2]
        count = None if len(self._files) == 1 and self.wants.policy == "live" else len(self._files)
        rate = Fraction(self.settings.rate)
        return SourceInfo(Path(self.settings.path).name, width, height, rate, live=False, frames=count)

    def read(self) -> Iterator[Frame | SoundBlock]:
        number, kept = 0, None
        while not self._pace.stopped:
            for path in self._files:
                if kept is None or len(self._files) > 1:
                    kept = self._frame(load(path))
                yield self._stamped(kept, number)
                number += 1
                if self._pace.stopped:
                    return
            if not self.wants.loop:
                return

    def close(self) -> None:
        self._pace.stop()

    def _frame(self, rgba: NDArray[np.uint8]) -> Frame:
        planes = sealed(rgba)
        height, width = rgba.shape[:2]
        base = Fraction(1, self.settings.rate)
        return Frame(
            stamp=Stamp(0, 0),
            width=width,
            height=height,
            planes=planes,
            layout=Layout.RGBA,
            upload=planes,
            upload_layout=Layout.RGBA,
            colour=RGB_FULL,
            orientation=self.wants.orientation,
            time_base=base,
        )

    def _stamped(self, frame: Frame, number: int) -> Frame:
        due = number * NANOSECONDS // self.settings.rate
        at = self._pace.wait(due) if self.wants.policy == "live" else due
        return replace(frame, stamp=Stamp(number, at), pts=number)


def files_of(text: str) -> list[Path]:
    """The pictures meant by a path, a folder or a pattern, in order. Raises Problem."""
    path = Path(text)
    if path.is_file():
        return [path]
    if path.is_dir():
        found = [file for file in path.iterdir() if file.suffix.lower() in PICTURES]
    else:
        pattern = re.sub(r"(%0?\d*d|#+)", "\0", path.name)
        number = re.compile(re.escape(pattern).replace("\0", r"(\d+)") + "$")
        found = [f for f in path.parent.iterdir() if number.match(f.name)] if "\0" in pattern and path.parent.is_dir() else []
    if not found:
        raise Problem("source.not_found", path=text)
    return sorted(found, key=lambda file: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", file.name)])


def load(path: Path) -> NDArray[np.uint8]:
    """(H, W, 4) RGBA, upright by its EXIF tag; 16-bit pictures are rounded to 8. Chinese names work: cv2 never sees the name."""
    try:
        data = np.fromfile(path, np.uint8) if path.stat().st_size <= LARGEST_BYTES else None
    except OSError as error:
        raise Problem("source.not_found", path=str(path)) from error
    width, height = size_of(data[:65536].tobytes()) if data is not None else (1, LARGEST_PIXELS + 1)
    if data is None or width * height > LARGEST_PIXELS:
        raise Problem("source.too_large", path=str(path), width=width, height=height)
    try:
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH) if data.size else None
    except cv2.error:
        picture = None
    if picture is None:
        raise Problem("source.not_picture", path=str(path))
    if picture.dtype == np.uint16:
        picture = np.rint(picture / np.float32(257)).astype(np.uint8)
    elif picture.dtype != np.uint8:
        picture = np.rint(encoded(np.nan_to_num(picture)) * 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGBA), np.uint8)


def encoded(light: NDArray[np.floating]) -> NDArray[np.float64]:
    """HDR and EXR hold light and not codes: IEC 61966-2-1, white and brighter clipped."""
    light = np.clip(light.astype(np.float64), 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def size_of(head: bytes) -> tuple[int, int]:
    """(width, height) from the first bytes of a PNG or JPEG, before anything is decoded; (0, 0) where they do not say."""
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    at = 2
    while head[:2] == b"\xff\xd8" and at + 9 < len(head):
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + max(2, length)
    return 0, 0
