"""OpenColorIO's ACES view: scene-linear Rec.709 light -> codes of an sRGB screen, as its own shader text or as a table.

The text is exact and nothing to a graphics card. On a processor it costs 47 ms a picture; the table, in the logarithm of light, is read
in one look-up.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
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


FUNCTION = "ocio_view"


@functools.cache
def transform() -> Any:
    """The view as OpenColorIO's processor, for whichever hardware."""
    import PyOpenColorIO as library  # noqa: N813  (it has no types)

    ocio: Any = library
    return ocio.Config.CreateFromFile(CONFIG).getProcessor(ocio.DisplayViewTransform(src=SOURCE, display=DISPLAY, view=VIEW))


@functools.cache
def processor() -> Any:
    """The view on the CPU, exact."""
    return transform().getDefaultCPUProcessor()


@dataclass(frozen=True, slots=True, eq=False)
class ShaderTable:
    """A table that the shader text reads. values: (height, width, 1 or 3) float32. linear: read between entries."""

    sampler: str
    values: NDArray[np.float32]
    linear: bool


@dataclass(frozen=True, slots=True, eq=False)
class ShaderView:
    """text: GLSL that declares ``vec4 ocio_view(vec4 light)`` and the samplers of ``tables``."""

    text: str
    tables: tuple[ShaderTable, ...]


@functools.cache
def aces_shader() -> ShaderView:
    """OpenColorIO's own text for the view, for ``#version 330``."""
    import PyOpenColorIO as library  # noqa: N813

    ocio: Any = library
    told = ocio.GpuShaderDesc.CreateShaderDesc(language=ocio.GPU_LANGUAGE_GLSL_4_0, functionName=FUNCTION, resourcePrefix="ocio_")
    told.setAllowTexture1D(False)
    transform().getDefaultGPUProcessor().extractGpuShaderInfo(told)
    tables = []
    for each in told.getTextures():
        parts = 1 if each.channel == told.TEXTURE_RED_CHANNEL else 3
        values = np.array(each.getValues(), np.float32).reshape(each.height, each.width, parts)
        tables.append(ShaderTable(each.samplerName, values, each.interpolation != ocio.INTERP_NEAREST))
    if list(told.get3DTextures()) or list(told.getUniforms()):
        raise RuntimeError("the view has tables or numbers that are not handed on")  # another OpenColorIO; tests would tell
    return ShaderView(str(told.getShaderText()), tuple(tables))


def aces_codes(light: Array) -> Array:
    """(..., 3) codes 0..1 for scene-linear light."""
    data = np.array(light, np.float32, order="C").reshape(-1, 3)  # a copy: it is worked on in place
    processor().applyRGB(data)
    return np.clip(data.astype(np.float64), 0.0, 1.0).reshape(light.shape)


@functools.cache
def aces_table() -> NDArray[np.float32]:
    """(SIDE, SIDE, SIDE, 3) codes by (blue, green, red), each axis even in stops from LOW to HIGH."""
    light = 2.0 ** np.linspace(LOW, HIGH, SIDE)
    blue, green, red = np.meshgrid(light, light, light, indexing="ij")
    return aces_codes(np.stack([red, green, blue], axis=-1)).astype(np.float32)
