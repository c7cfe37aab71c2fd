"""The take's thumbnail: the picture in its middle, though nobody knows the middle while it is recorded."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.record.faults import writing

HEIGHT = 360
KEPT = 16


class Thumbs:
    """Keeps a small picture every so many; when there are too many, every other goes and the step doubles."""

    def __init__(self) -> None:
        self._step = 1
        self._kept: list[tuple[int, NDArray[np.uint8]]] = []

    def see(self, slot: int, rgba: NDArray[np.uint8]) -> None:
        """Take a small copy of (H, W, 4) where this slot is due; half a millisecond then, nothing else."""
        if self._kept and slot < self._kept[-1][0] + self._step:
            return
        self._kept.append((slot, shrunk(rgba)))
        if len(self._kept) > KEPT:
            self._kept = self._kept[::2]
            self._step *= 2

    def save(self, path: Path, pictures: int) -> bool:
        """Write the one nearest the middle of ``pictures`` as JPEG; through memory, as OpenCV fails on Chinese paths on Windows."""
        if not self._kept:
            return False
        small = min(self._kept, key=lambda kept: abs(kept[0] - pictures / 2))[1]
        ok, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGBA2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
        if ok:
            with writing(path):
                path.write_bytes(data.tobytes())
        return bool(ok)


def shrunk(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """At most 360 pixels high, areas averaged."""
    height, width = rgba.shape[:2]
    if height <= HEIGHT:
        return rgba.copy()
    size = (max(1, round(width * HEIGHT / height)), HEIGHT)
    return cv2.resize(rgba, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]
