"""The camera-matched curve: from the set's scene light to the codes that the real camera would have given.

A webcam's plate is already on its display curve. Beside it the set must land where the camera puts the same light: 18 % grey
and diffuse white on the codes of a grey card, what is brighter in a shoulder to three stops above white, black on the plate's
own black. Pure numpy; the GPU gets it as a spline.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.look import MatchSettings

GREY = 0.18
TOP = 8.0  # three stops above diffuse white
TOE_POWER = 0.4896  # the slope of sRGB at 18 % grey, 38 codes a stop, with grey at 118 above a black of 6
FITTED = 3000  # points by which the spline is found

Array = NDArray[np.float64]


def codes(light: Array, match: MatchSettings) -> Array:
    """8-bit codes (float, 0..255) for scene-linear ``light`` (1.0 = diffuse white). Monotone, with a continuous slope.

    Below grey a power that ends at the black code; from grey through white to the top a monotone cubic in stops
    (Fritsch and Carlson 1980), flat at 255.
    """
    grey, white, black = match.grey_code, max(match.white_code, match.grey_code), match.black_code
    light = np.clip(light, 0.0, TOP)
    toe = black + (grey - black) * (light / GREY) ** TOE_POWER
    stops = np.log2(np.maximum(light, 1e-6))
    return np.where(light <= GREY, toe, _shoulder(stops, grey, white, (grey - black) * TOE_POWER * np.log(2)))


def _shoulder(stops: Array, grey: float, white: float, slope: float) -> Array:
    """Cubic Hermite through (log2 0.18, grey), (0, white), (3, 255); ``slope`` in codes a stop at grey."""
    low, top = float(np.log2(GREY)), float(np.log2(TOP))
    rise, rest = (white - grey) / -low, (255.0 - white) / top
    # The weighted harmonic mean of both sides keeps it monotone.
    outer, inner = 2 * top - low, top - 2 * low
    middle = 0.0 if rise * rest <= 0 else (outer + inner) / (outer / rise + inner / rest)
    first = _hermite((stops - low) / -low, grey, white, min(slope, 3 * rise) * -low, middle * -low)
    second = _hermite(stops / top, white, 255.0, middle * top, 0.0)
    return np.where(stops <= 0, first, second)


def _hermite(t: Array, y0: float, y1: float, m0: float, m1: float) -> Array:
    t = np.clip(t, 0.0, 1.0)
    s = 1 - t
    return y0 * (1 + 2 * t) * s * s + m0 * t * s * s + y1 * t * t * (3 - 2 * t) - m1 * t * t * s


@dataclass(frozen=True, slots=True)
class Spline:
    """``codes`` / 255 for the GPU, over x = (light / TOP) ** 1/4: a polynomial ``low`` (6, lowest power first), and past the knots at
    grey and white ``grey`` and ``white`` (5 each, first power of the way past it first)."""

    knots: tuple[float, float]
    low: NDArray[np.float32]
    grey: NDArray[np.float32]
    white: NDArray[np.float32]


@functools.lru_cache(maxsize=64)
def spline(grey_code: float, white_code: float, black_code: float) -> Spline:
    """Fitted by least squares; within a tenth of a code of the curve, of a fifth of a stop from the limits of its settings."""
    x = np.linspace(0.0, 1.0, FITTED)
    match = MatchSettings(grey_code=grey_code, white_code=white_code, black_code=black_code)
    knots = ((GREY / TOP) ** 0.25, (1.0 / TOP) ** 0.25)
    parts = [np.vander(x, 6, increasing=True)]
    parts += [np.maximum(x - knot, 0.0)[:, None] ** np.arange(1, 6) for knot in knots]
    found = np.linalg.lstsq(np.hstack(parts), codes(TOP * x**4, match) / 255.0, rcond=None)[0].astype(np.float32)
    return Spline(knots, found[:6], found[6:11], found[11:])


def grade(match: MatchSettings) -> Array:
    """(3, 3) on linear RGB columns: exposure, warmth and tint at constant luminance, then saturation."""
    luminance = np.array([0.2126, 0.7152, 0.0722])
    gains = 2.0 ** np.array([0.5 * match.temperature + 0.15 * match.tint, -0.3 * match.tint, -0.5 * match.temperature + 0.15 * match.tint])
    gains *= 2.0**match.exposure_ev / (luminance @ gains)
    saturate = match.saturation * np.eye(3) + (1 - match.saturation) * np.outer(np.ones(3), luminance)
    return saturate @ np.diag(gains)


def fit_card(card: Array) -> tuple[float, float, float]:
    """Grey, white and black code of the camera that shows an 18 % grey card so: ``card`` is (..., 3) 8-bit codes on the card.

    One card tells the exposure alone, so white is where the default camera would put it at that exposure; black stays.
    The median forgives a finger, a scratch or a glint on less than half of the sample.
    """
    usual = MatchSettings()
    luminance = float(np.array([0.2126, 0.7152, 0.0722]) @ _light(_middle(card), usual))
    grey = float(codes(np.array(luminance), usual))
    white = float(codes(np.array(luminance / GREY), usual))
    return float(np.clip(grey, 60, 180)), float(np.clip(white, 180, 254)), usual.black_code


def card_balance(card: Array, match: MatchSettings) -> tuple[float, float]:
    """Warmth and tint that give the set the cast of the card (``grade`` solved for them); ``match`` has the fitted codes."""
    red, green, blue = np.log2(np.maximum(_light(_middle(card), match), 1e-4))
    return float(np.clip(red - blue, -1, 1)), float(np.clip(((red + blue) / 2 - green) / 0.45, -1, 1))


def card_exposure(card: Array, match: MatchSettings) -> float:
    """Stops by which the set must still be brighter, where the card lies beyond the codes that ``match`` may have; else 0."""
    luminance = float(np.array([0.2126, 0.7152, 0.0722]) @ _light(_middle(card), match))
    stops = float(np.log2(luminance / GREY))
    return 0.0 if abs(stops) < 0.02 else float(np.clip(stops, -4, 4))


def is_grey(card: Array) -> bool:
    """Whether warmth and tint can explain the card's cast: a green screen or a face is no card."""
    red, green, blue = np.log2(np.maximum(_light(_middle(card), MatchSettings()), 1e-4))
    return abs(float(red - blue)) <= 1.0 and abs(float((red + blue) / 2 - green)) <= 0.45


def _middle(card: Array) -> Array:
    middle: Array = np.median(np.asarray(card, np.float64).reshape(-1, 3), axis=0)
    return middle


def _light(code: Array, match: MatchSettings) -> Array:
    """``codes`` undone, to a thousandth of a stop."""
    light = 2.0 ** np.linspace(-12, np.log2(TOP), 15001)
    return np.interp(code, codes(light, match), light)
