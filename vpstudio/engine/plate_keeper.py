"""The captured clean plate in use, and by how much the camera has pumped since it was shot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.plates import at_size, check_shape, load
from vpstudio.matting.pumping import UNITY, gain
from vpstudio.matting.screen_light import DARK, in_light
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.problem import Problem

CLOTH, HUE = 0.5, 0.06
"""Where a picture shows the bare plate: there is screen, and its chromaticity is this near."""


class PlateKeeper:
    """Loads the plate that the look names, once, and fits it to each frame. ``problem`` is why it cannot be used."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self._path = ""
        self._plate: CleanPlate | None = None
        self._small: NDArray[Any] | None = None
        self._gain = UNITY

    def of(self, path: str, frame: Frame, rgb: Picture, strict: bool) -> CleanPlate | None:
        """The plate with this frame's gain, or None where there is none that fits. Raises Problem where ``strict``.

        rgb: (h, w, 3) uint8 sRGB, the frame at the working size.
        """
        if path != self._path:
            self._path, self._small, self._gain, self.problem = path, None, UNITY, None
            self._plate = self._tried(lambda: load(Path(path)), strict) if path else None
        plate = self._plate
        if plate is None or self._tried(lambda: fitting(plate, frame, path), strict) is None:
            return None
        size = (rgb.shape[1], rgb.shape[0])
        if self._small is None or self._small.shape[1::-1] != size:
            self._small = at_size(plate, size)
        self._gain = gain(light := in_light(rgb), self._small[..., :3], bare(light, self._small), self._gain)
        return replace(plate, gain=self._gain)

    def small(self) -> NDArray[Any]:
        """(h, w, 4) float32 of the plate at the working size, this frame's gain in it."""
        assert self._small is not None
        return np.asarray(self._small * np.array([*self._gain, 1.0], np.float32))

    def _tried(self, what: Callable[[], CleanPlate], strict: bool) -> CleanPlate | None:
        try:
            made = what()
        except Problem as problem:
            if strict:
                raise
            self.problem = problem
            return None
        self.problem = None
        return made


def bare(light: NDArray[Any], plate: NDArray[Any]) -> NDArray[np.bool_]:
    """(h, w): where the picture surely shows the bare screen: of its hue, whatever the exposure. light: (h, w, 3); plate: (h, w, 4)."""
    hues = [each[..., :3] / (each[..., :3].sum(axis=2, keepdims=True) + DARK) for each in (light, plate)]
    return np.asarray((np.abs(hues[0] - hues[1]).max(axis=2) < HUE) & (plate[..., 3] > CLOTH))


def fitting(plate: CleanPlate, frame: Frame, path: str) -> CleanPlate:
    """The plate, if it has the picture's aspect. Raises Problem ``plate.shape``."""
    check_shape(plate, frame.upright_size, path)
    return plate
