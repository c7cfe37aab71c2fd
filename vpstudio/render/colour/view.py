"""OpenColorIO's ACES view as a table: scene-linear Rec.709 light -> codes of an sRGB screen.

The view's own shader costs 47 ms a picture on a processor; the table, in the logarithm of light, is read in one look-up.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONFIG = "ocio://cg-config-latest"
SOURCE = "Linear Rec.709 (sRGB)"
DISPLAY = "sRGB - Display"
VIEW = "ACES 2.0 - SDR 100 nits (Rec.709)"
SIDE = 65
LOW, HIGH = -11.0, 7.0
"""Stops about 1.0 that the table spans; darker light takes the lowest entry, brighter the highest."""
Array = NDArray[np.float64]


@functools.cache
def processor() -> Any:
    """The view on the CPU, exact."""
    import PyOpenColorIO as library  # noqa: N813  (it has no types)

    ocio: Any = library
    config = ocio.Config.CreateFromFile(CONFIG)
    transform = ocio.DisplayViewTransform(src=SOURCE, display=DISPLAY, view=VIEW)
    return config.getProcessor(transform).getDefaultCPUProcessor()


def aces_codes(light: Array) -> Array:
    """(..., 3) codes 0..1 for scene-linear light."""
    data = np.ascontiguousarray(light, np.float32).reshape(-1, 3)
    processor().applyRGB(data)
    return np.clip(data.astype(np.float64), 0.0, 1.0).reshape(light.shape)


@functools.cache
def aces_table() -> NDArray[np.float32]:
    """(SIDE, SIDE, SIDE, 3) codes by (blue, green, red), each axis even in stops from LOW to HIGH."""
    light = 2.0 ** np.linspace(LOW, HIGH, SIDE)
    blue, green, red = np.meshgrid(light, light, light, indexing="ij")
    return aces_codes(np.stack([red, green, blue], axis=-1)).astype(np.float32)
