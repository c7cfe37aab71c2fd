"""The actor as what differs from a clean plate: for rooms without a green or blue screen and a camera that does not move.

Colours are compared in square roots of display light, where camera noise is nearly the same everywhere and a shadow is still a
mere factor. As in Horprasert, Harwood and Davis (1999) each difference has two parts: along the plate's own colour (brighter or
darker: a shadow, within limits) and across it (another colour). Both are measured in units of the noise of that very pixel.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar

import numpy as np

from vpstudio.matting.base import Matter, registry
from vpstudio.matting.difference_room import Limits, Room
from vpstudio.matting.picture import small_rgb
from vpstudio.matting.plates import at_size, check_shape, load
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame, sealed
from vpstudio.model.matte import Matte
from vpstudio.model.setting import setting
from vpstudio.problem import Problem


@registry.register
class DifferenceMatter(Matter):
    """Alpha (h, w) uint8 of the upright picture, its longer side ``detail`` pixels, from a captured clean plate.

    Raises Problem ``plate.*`` where the plate is not there, cannot be read or has another shape than the picture.
    """

    name: ClassVar[str] = "difference"
    title: ClassVar[str] = "Difference to the clean plate"

    class Settings(Matter.Settings):
        path: str = setting("", "Clean plate", widget="file")
        threshold: float = setting(
            5.0, "Threshold", low=1, high=30, step=0.5, help="How far beyond the camera's noise a pixel must differ to be actor."
        )
        softness: float = setting(6.0, "Softness", low=0.5, high=30, step=0.5, help="How much more until it is wholly actor.")
        shadows: float = setting(0.4, "Shadows", low=0, high=0.7, step=0.05, help="How much darker a shadow may make the room.")
        detail: int = setting(512, "Matte size", low=256, high=1280, step=64, unit="px", advanced=True, help="Longer side of the matte.")

    def __init__(self, settings: Matter.Settings) -> None:
        super().__init__(settings)
        self._plate: CleanPlate | None = None
        self._room: Room | None = None

    def open(self) -> None:
        if self._plate is None:
            if not self.settings.path:
                raise Problem("plate.none")
            self._plate = load(Path(self.settings.path))

    def reset(self) -> None:
        self._room = None

    def matte(self, frame: Frame) -> Matte:
        began = time.perf_counter()
        self.open()
        assert self._plate is not None
        width, height = frame.upright_size
        scale = min(1.0, self.settings.detail / max(width, height))
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        if self._room is None or self._room.size != size:
            check_shape(self._plate, frame.upright_size, self.settings.path)
            self._room = Room(at_size(self._plate, size)[..., :3], Limits.of(self.settings))
        alpha = self._room.see(small_rgb(frame, size))
        sealed(alpha)
        notes = {"gain": float(np.mean(self._room.gain)), "camouflage": self._room.doubt}
        return Matte(frame.stamp, alpha, self.name, cost_ms=(time.perf_counter() - began) * 1e3, notes=notes)
