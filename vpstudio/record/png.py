"""One picture as a PNG."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.record.faults import writing


def write_png(path: Path, rgba: NDArray[np.uint8]) -> None:
    """(H, W, 4) uint8, alpha left out. Through memory, as OpenCV fails on Chinese paths on Windows. Raises Problem where it cannot."""
    _, data = cv2.imencode(".png", cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR))
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.tobytes())
