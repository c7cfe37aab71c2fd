"""Colours of light: black bodies, mixes, and the four states of day that every set has."""

from __future__ import annotations

from typing import Literal

Colour = tuple[float, float, float]
State = Literal["day", "dusk", "night", "storm"]
STATES: tuple[State, ...] = ("day", "dusk", "night", "storm")


def kelvin(temperature: float, strength: float = 1.0) -> Colour:
    """Linear Rec.709 of a black body, balanced so that 6504 K is neutral and luminance is ``strength``.

    Chromaticity by Kim et al. (2002), a cubic in 1000 / T that holds from 1667 to 25000 K.
    """
    t = 1e3 / min(max(temperature, 1667.0), 25000.0)
    if temperature <= 4000:
        x = ((-0.2661239 * t - 0.2343589) * t + 0.8776956) * t + 0.179910
    else:
        x = ((-3.0258469 * t + 2.1070379) * t + 0.2226347) * t + 0.240390
    y = _locus_y(temperature, x)
    big_x, big_z = x / y, (1 - x - y) / y
    red = 3.2404542 * big_x - 1.5371385 - 0.4985314 * big_z
    green = -0.9692660 * big_x + 1.8760108 + 0.0415560 * big_z
    blue = 0.0556434 * big_x - 0.2040259 + 1.0572252 * big_z
    return times((max(red, 0.0), max(green, 0.0), max(blue, 0.0)), strength)


def _locus_y(temperature: float, x: float) -> float:
    if temperature <= 2222:
        return ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683
    if temperature <= 4000:
        return ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867
    return ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483


def times(colour: Colour, factor: float) -> Colour:
    """The colour, so much brighter."""
    return colour[0] * factor, colour[1] * factor, colour[2] * factor


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """From ``a`` at 0 to ``b`` at 1."""
    return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))  # type: ignore[return-value]
