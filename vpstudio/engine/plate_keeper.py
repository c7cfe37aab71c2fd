"""The captured clean plate in use, and by how much the camera has pumped since it was shot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.problem import Problem


class PlateKeeper:
    """Loads the plate that the look names, once, and fits it to each frame. ``problem`` is why it cannot be used."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self._path = ""
        self._plate: CleanPlate | None = None
        self._small: Any = None
        self._gain = (1.0, 1.0, 1.0)

    def of(self, path: str, frame: Frame, rgb: Picture, strict: bool) -> CleanPlate | None:
        """The plate with this frame's gain, or None where there is none that fits. Raises Problem where ``strict``.

        rgb: (h, w, 3) uint8 sRGB, the frame at the working size.
        """
        if path != self._path:
            self._path, self._small = path, None
            self._plate = self._tried(lambda: loaded(path), strict) if path else None
        plate = self._plate
        if plate is None or self._tried(lambda: fitting(plate, frame), strict) is None:
            return None
        size = (rgb.shape[1], rgb.shape[0])
        if self._small is None or self._small.shape[1::-1] != size:
            self._small = cv2.resize(plate.light.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        self._gain = plate.gain
        return replace(plate, gain=self._gain)

    def small(self) -> NDArray[Any]:
        """(h, w, 4) float32 of the plate at the working size, this frame's gain in it."""
        return np.asarray(self._small * np.array([*self._gain, 1.0], np.float32))

    def _tried(self, what: Callable[[], CleanPlate], strict: bool) -> CleanPlate | None:
        self.problem = None
        try:
            return what()
        except Problem as problem:
            if strict:
                raise
            self.problem = problem
            return None


def loaded(path: str) -> CleanPlate:
    from vpstudio.matting.plates import load

    return load(Path(path))


def fitting(plate: CleanPlate, frame: Frame) -> CleanPlate:
    """The plate, if it has the picture's aspect. Raises Problem ``matting.plate_shape``."""
    (height, width), (wide, tall) = plate.light.shape[:2], frame.upright_size
    if abs(width * tall - height * wide) > 0.01 * width * tall + max(wide, tall):
        raise Problem("matting.plate_shape", width=width, height=height, picture_width=wide, picture_height=tall)
    return plate
