"""Camera transfer functions, exact in float64: codes 0..1 (full range) to scene-linear light (0.18 = grey card) and back.

Every function is that of its maker's paper, named beside it. Elementwise on arrays of any shape. The codes below a
curve's black decode to small negative light, as the papers have it; nothing is clipped here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Transfer(NamedTuple):
    """One curve, both ways."""

    to_light: Callable[[Array], Array]
    to_code: Callable[[Array], Array]


def _slog3_to_light(code: Array) -> Array:
    """Sony, Technical Summary for S-Gamut3.Cine/S-Log3 (2014)."""
    ten_bit = code * 1023
    return np.where(
        ten_bit >= 171.2102946929, 10 ** ((ten_bit - 420) / 261.5) * 0.19 - 0.01, (ten_bit - 95) * 0.01125 / (171.2102946929 - 95)
    )


def _slog3_to_code(light: Array) -> Array:
    ten_bit = 420 + 261.5 * np.log10((np.maximum(light, 0.01125) + 0.01) / 0.19)
    return np.where(light >= 0.01125, ten_bit, light * (171.2102946929 - 95) / 0.01125 + 95) / 1023


def _vlog_to_light(code: Array) -> Array:
    """Panasonic, V-Log/V-Gamut Reference Manual (2014)."""
    return np.where(code < 0.181, (code - 0.125) / 5.6, 10 ** ((code - 0.598206) / 0.241514) - 0.00873)


def _vlog_to_code(light: Array) -> Array:
    return np.where(light < 0.01, 5.6 * light + 0.125, 0.241514 * np.log10(np.maximum(light, 0.01) + 0.00873) + 0.598206)


# Canon counts 1.0 as 90 % reflectance.
_CANON_WHITE = 0.9


def _clog3_to_light(code: Array) -> Array:
    """Canon, Canon Log Gamma Curves white paper (2018), Canon Log 3."""
    low = -(10 ** ((0.12783901 - code) / 0.36726845) - 1) / 14.98325
    high = (10 ** ((code - 0.12240537) / 0.36726845) - 1) / 14.98325
    middle = (code - 0.12512219) / 1.9754798
    return _CANON_WHITE * np.where(code < 0.097465473, low, np.where(code <= 0.15277891, middle, high))


def _clog3_to_code(light: Array) -> Array:
    light = light / _CANON_WHITE
    low = -0.36726845 * np.log10(1 - 14.98325 * np.minimum(light, 0)) + 0.12783901
    high = 0.36726845 * np.log10(1 + 14.98325 * np.maximum(light, 0)) + 0.12240537
    return np.where(light < -0.014, low, np.where(light <= 0.014, 1.9754798 * light + 0.12512219, high))


def _logc3_to_light(code: Array) -> Array:
    """ARRI, ALEXA Log C Curve: Usage in VFX (2012), EI 800, scene exposure."""
    linear = (code - 0.092809) / 5.367655
    return np.where(linear > 0.010591, (10 ** ((code - 0.385537) / 0.247190) - 0.052272) / 5.555556, linear)


def _logc3_to_code(light: Array) -> Array:
    log = 0.247190 * np.log10(5.555556 * np.maximum(light, 0.010591) + 0.052272) + 0.385537
    return np.where(light > 0.010591, log, 5.367655 * light + 0.092809)


# ARRI, LogC4 Logarithmic Color Space Specification (2022), by the names of the paper.
_A, _B, _C = (2**18 - 16) / 117.45, (1023 - 95) / 1023, 95 / 1023
_S = 7 * np.log(2) * 2 ** (7 - 14 * _C / _B) / (_A * _B)
_T = (2 ** (14 * -_C / _B + 6) - 64) / _A


def _logc4_to_light(code: Array) -> Array:
    return np.where(code >= 0, (2 ** (14 * (code - _C) / _B + 6) - 64) / _A, code * _S + _T)


def _logc4_to_code(light: Array) -> Array:
    return np.where(light >= _T, (np.log2(_A * np.maximum(light, _T) + 64) - 6) / 14 * _B + _C, (light - _T) / _S)


def _nlog_to_light(code: Array) -> Array:
    """Nikon, N-Log Specification Document 1.0.0 (2018). Its two halves meet at 452 of 1023."""
    ten_bit = code * 1023
    return np.where(ten_bit < 452, (ten_bit / 650) ** 3 - 0.0075, np.exp((ten_bit - 619) / 150))


def _nlog_to_code(light: Array) -> Array:
    return np.where(light < 0.328, 650 * np.cbrt(light + 0.0075), 150 * np.log(np.maximum(light, 0.328)) + 619) / 1023


def _srgb_to_light(code: Array) -> Array:
    """IEC 61966-2-1:1999."""
    return np.where(code <= 0.04045, code / 12.92, ((np.maximum(code, 0.04045) + 0.055) / 1.055) ** 2.4)


def _srgb_to_code(light: Array) -> Array:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055)


def _bt709_to_light(code: Array) -> Array:
    """ITU-R BT.709-6, the camera's curve (not the display's)."""
    return np.where(code < 0.081, code / 4.5, ((np.maximum(code, 0.081) + 0.099) / 1.099) ** (1 / 0.45))


def _bt709_to_code(light: Array) -> Array:
    return np.where(light < 0.018, light * 4.5, 1.099 * np.maximum(light, 0.018) ** 0.45 - 0.099)


def _gamma24_to_light(code: Array) -> Array:
    """ITU-R BT.1886 with a black of nothing; odd about 0, so that it can be undone."""
    return np.sign(code) * np.abs(code) ** 2.4


def _gamma24_to_code(light: Array) -> Array:
    return np.sign(light) * np.abs(light) ** (1 / 2.4)


TRANSFERS = {
    "slog3": Transfer(_slog3_to_light, _slog3_to_code),
    "vlog": Transfer(_vlog_to_light, _vlog_to_code),
    "clog3": Transfer(_clog3_to_light, _clog3_to_code),
    "logc3": Transfer(_logc3_to_light, _logc3_to_code),
    "logc4": Transfer(_logc4_to_light, _logc4_to_code),
    "nlog": Transfer(_nlog_to_light, _nlog_to_code),
    "srgb": Transfer(_srgb_to_light, _srgb_to_code),
    "bt709": Transfer(_bt709_to_light, _bt709_to_code),
    "gamma24": Transfer(_gamma24_to_light, _gamma24_to_code),
}
