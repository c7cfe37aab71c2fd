"""The ASC CDL against OpenColorIO's, on the CPU."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest

from vpstudio.render.colour.cdl import Cdl

PIXELS = np.random.default_rng(5).uniform(-0.3, 1.4, (2000, 3))
CORRECTIONS = [
    Cdl(),
    Cdl(slope=(1.2, 0.9, 1.0), offset=(-0.05, 0.02, 0.1), power=(0.8, 1.3, 1.0), saturation=0.6),
    Cdl(slope=(0.0, 2.0, 1.0), offset=(0.3, -0.4, 0.0), power=(2.2, 0.45, 1.0), saturation=1.8),
    Cdl(saturation=0.0),
]


@pytest.mark.parametrize("cdl", CORRECTIONS)
def test_equals_ocios_asc_style(cdl: Cdl) -> None:
    transform = PyOpenColorIO.CDLTransform(slope=list(cdl.slope), offset=list(cdl.offset), power=list(cdl.power), sat=cdl.saturation)
    transform.setStyle(PyOpenColorIO.CDL_ASC)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getOptimizedCPUProcessor(PyOpenColorIO.OPTIMIZATION_LOSSLESS)
    expected = np.ascontiguousarray(PIXELS, np.float32)
    processor.applyRGB(expected)
    assert np.abs(cdl.apply(PIXELS) - expected).max() < 0.25 / 255
