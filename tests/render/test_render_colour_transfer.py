"""Camera curves and gamuts against OpenColorIO's own, on the CPU."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest

from vpstudio.render.colour.gamut import PRIMARIES, to_set, to_xyz
from vpstudio.render.colour.transfer import TRANSFERS

CODE = 1 / 255
RAMP = np.linspace(0.0, 1.0, 1024)
CAMERAS = [
    ("slog3", "sgamut3cine", "SONY_SLOG3-SGAMUT3.CINE_to_ACES2065-1"),
    ("vlog", "vgamut", "PANASONIC_VLOG-VGAMUT_to_ACES2065-1"),
    ("clog3", "cgamut", "CANON_CLOG3-CGAMUT_to_ACES2065-1"),
    ("logc3", "awg3", "ARRI_ALEXA-LOGC-EI800-AWG_to_ACES2065-1"),
    ("logc4", "awg4", "ARRI_LOGC4_to_ACES2065-1"),
]
# The built-in transforms go from D65 to the white of ACES by CAT02 (CIE 159:2004), V-Gamut's by Bradford (Lam 1985). AP0: SMPTE ST 2065-1.
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
AP0 = np.array([[0.9525523959, 0.0, 0.0000936786], [0.3439664498, 0.7281660966, -0.0721325464], [0.0, 0.0, 1.0088251844]])


def apply(transform: PyOpenColorIO.Transform, pixels: np.ndarray, inverse: bool = False) -> np.ndarray:
    """(N, 3) through OpenColorIO's CPU, in float32."""
    way = PyOpenColorIO.TRANSFORM_DIR_INVERSE if inverse else PyOpenColorIO.TRANSFORM_DIR_FORWARD
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform, way).getOptimizedCPUProcessor(PyOpenColorIO.OPTIMIZATION_LOSSLESS)
    out = np.ascontiguousarray(pixels, np.float32)
    processor.applyRGB(out)
    return out.astype(np.float64)


def aces_from(gamut: str) -> np.ndarray:
    cones = BRADFORD if gamut == "vgamut" else CAT02
    white, aces = cones @ to_xyz(gamut) @ np.ones(3), cones @ AP0 @ np.ones(3)
    adapt = np.linalg.solve(cones, np.diag(aces / white) @ cones)
    return np.linalg.solve(AP0, adapt @ to_xyz(gamut))


@pytest.mark.parametrize(("transfer", "gamut", "style"), CAMERAS)
def test_greys_decode_and_encode_as_ocio_does(transfer: str, gamut: str, style: str) -> None:
    built_in, curve = PyOpenColorIO.BuiltinTransform(style), TRANSFERS[transfer]
    light = apply(built_in, np.repeat(RAMP[:, None], 3, 1))
    assert np.abs(curve.to_code(light) - RAMP[:, None]).max() < CODE / 4  # compared in codes, where the eye is
    ours = np.repeat(curve.to_light(RAMP)[:, None], 3, 1)
    assert np.abs(apply(built_in, ours, inverse=True) - RAMP[:, None]).max() < CODE / 4


@pytest.mark.parametrize(("transfer", "gamut", "style"), CAMERAS)
def test_colours_land_in_aces_where_ocio_puts_them(transfer: str, gamut: str, style: str) -> None:
    codes = np.random.default_rng(3).uniform(0.1, 0.7, (500, 3))
    ours = TRANSFERS[transfer].to_light(codes) @ aces_from(gamut).T
    back = apply(PyOpenColorIO.BuiltinTransform(style), ours, inverse=True)
    assert np.abs(back - codes).max() < CODE


@pytest.mark.parametrize("name", TRANSFERS)
def test_curves_undo_themselves_and_rise(name: str) -> None:
    light = TRANSFERS[name].to_light(RAMP)
    assert (np.diff(light) > 0).all()
    # The published figures of N-Log and BT.709 are rounded: their halves miss each other by less than a tenth of an 8-bit code.
    assert np.abs(TRANSFERS[name].to_code(light) - RAMP).max() < (CODE / 10 if name in ("nlog", "bt709") else 1e-5)


@pytest.mark.parametrize(
    ("name", "code"),
    # The makers' own codes of an 18 % grey card, 10 bits.
    [("slog3", 420), ("vlog", 433), ("clog3", 351), ("logc3", 400), ("logc4", 284), ("nlog", 372)],
)
def test_grey_card_has_the_makers_code(name: str, code: int) -> None:
    assert float(TRANSFERS[name].to_code(np.array(0.18))) * 1023 == pytest.approx(code, abs=1.5)


def test_srgb_and_gamma_are_ocios() -> None:
    greys = np.repeat(RAMP[:, None], 3, 1)
    srgb = PyOpenColorIO.ExponentWithLinearTransform(gamma=[2.4, 2.4, 2.4, 1], offset=[0.055, 0.055, 0.055, 0])
    bt709 = PyOpenColorIO.ExponentWithLinearTransform(gamma=[1 / 0.45] * 3 + [1], offset=[0.099] * 3 + [0])
    gamma = PyOpenColorIO.ExponentTransform([2.4, 2.4, 2.4, 1])
    for name, transform in (("srgb", srgb), ("bt709", bt709), ("gamma24", gamma)):
        assert np.abs(apply(transform, greys)[:, 0] - TRANSFERS[name].to_light(RAMP)).max() < CODE / 4, name


@pytest.mark.parametrize("gamut", PRIMARIES)
def test_white_stays_white(gamut: str) -> None:
    assert to_set(gamut) @ np.ones(3) == pytest.approx(np.ones(3), abs=1e-12)
