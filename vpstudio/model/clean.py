"""The clean plate: what the camera shows where the actor is not, per pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class CleanPlate:
    """The bare picture behind the actor, of the whole **upright** plate, at its own size (same aspect within a pixel).

    light: (h, w, 4) float16, read-only. RGB in display light (``to_light`` of lib/colour.glsl: linear, 1.0 = code 255); in the
    fourth channel the **screen confidence**: 0 where no keyable cloth is, 1 where there surely is.
    kind: ``captured`` by the crew, or ``running``: made up from the pictures so far.
    key: names the contents: equal keys are equal pictures, so a texture is sent once.
    gain: RGB factors of light, by which the camera has pumped since the plate was made; already measured for this very frame.
    """

    light: NDArray[np.float16]
    kind: Literal["captured", "running"]
    key: str
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
