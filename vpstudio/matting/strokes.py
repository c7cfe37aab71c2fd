"""Clicks and strokes that say what is screen and what is actor, and the keyer's values that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import WHOLE, small_rgb
from vpstudio.matting.plates import deep_codes
from vpstudio.matting.screen_light import DARK, in_light, ramp
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.model.look import KeySettings, Stroke, Value
from vpstudio.model.mask import Point
from vpstudio.problem import Problem

MOST_COLOURS = 64
SAMPLED_SIDE = 960
"""Longer side of the picture that is sampled: fine, but smooth as the key's own copy is."""
DEFAULTS: dict[str, float] = {"balance": 0.7, "black_clip": 0.08, "white_clip": 0.85, "unevenness": 1.0}
BALANCES = np.linspace(0, 1, 21)
MARGIN = 0.03
"""Of alpha: how far beyond the clips the marked colours are wanted."""
NARROWEST = 0.05
FOLLOWED = 0.9
"""How far the plate that is estimated from the picture follows the cloth at most: folds finer than it keep some of their shade."""
LEAST_SURPLUS = 0.004

Rgb = tuple[float, float, float]
Colours = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """values: for the colour_difference keyer, over those it had. problem: what the strokes ask for cannot be had (``plate.*``).

    gap: by how much of alpha the marked actor lies above the marked screen before the clips; negative where they overlap.
    """

    values: dict[str, Value]
    problem: Problem | None
    gap: float


def sampled(frame: Frame, points: Sequence[Point], width: float = 0.015) -> tuple[Rgb, ...]:
    """At most 64 colours in display light under a click or a stroke. points: (x, y) fractions of the upright picture.

    width: of the brush, as a fraction of the picture's height. Points outside count as the nearest edge. Raises ValueError
    without points.
    """
    if not points:
        raise ValueError("a stroke has at least one point")
    wide, tall = frame.upright_size
    scale = min(1.0, SAMPLED_SIDE / max(wide, tall))
    size = (max(1, round(wide * scale)), max(1, round(tall * scale)))
    light = cv2.blur(in_light(small_rgb(frame, size, WHOLE)), (3, 3))
    found = light[_brushed(points, size, width)]
    chosen = found[np.linspace(0, len(found) - 1, min(len(found), MOST_COLOURS)).round().astype(int)]
    return tuple((float(red), float(green), float(blue)) for red, green, blue in chosen)


def _brushed(points: Sequence[Point], size: tuple[int, int], width: float) -> NDArray[np.bool_]:
    """The pixels under the brush, at least one."""
    mask = np.zeros((size[1], size[0]), np.uint8)
    limits = (size[0] - 1, size[1] - 1)
    pixels = [tuple(min(max(int(at * side), 0), side - 1) for at, side in zip(point, size, strict=True)) for point in points]
    thick = max(1, round(width * size[1]))
    cv2.polylines(mask, [np.array(pixels, np.int32).reshape(-1, 1, 2)], False, 1, thick)
    for x, y in pixels:
        cv2.circle(mask, (x, y), thick // 2, 1, -1)
    mask[min(pixels[0][1], limits[1]), min(pixels[0][0], limits[0])] = 1
    return mask.astype(bool)


def fitted(strokes: Sequence[Stroke], key: KeySettings, clean: CleanPlate | None = None) -> dict[str, Value]:
    """The keyer's values that these strokes ask for, laid over ``key.values``; see ``fit``. Raises its Problem."""
    made = fit(strokes, key, clean)
    if made.problem is not None:
        raise made.problem
    return made.values


def fit(strokes: Sequence[Stroke], key: KeySettings, clean: CleanPlate | None = None) -> Fit:
    """Values of colour_difference.glsl with which all marked screen has alpha 0 and all marked actor alpha 1, with a margin.

    The screen's colour is the median of what was marked as screen. Where actor was marked too, the balance is the one that
    parts them best (the present one if that is nearly as good), and the clips go between. What already holds is not changed.
    clean: the plate in use, which then stands for the bare screen under each stroke. Some 3 ms.
    """
    screens = [stroke for stroke in strokes if stroke.kind == "screen" and stroke.colours]
    actors = [stroke for stroke in strokes if stroke.kind == "actor" and stroke.colours]
    colour = _screen_colour(screens, key)
    if colour is None:
        return Fit(dict(key.values), None, 0.0)
    if screens and float(_surplus(np.array([colour]), colour, 0.0)[0]) < LEAST_SURPLUS:
        return Fit(dict(key.values), Problem("plate.no_screen"), 0.0)
    samples = _Samples(colour, _number(key, "unevenness"), clean, key.space == "codes")
    return _parted(samples, screens, actors, key)


def _parted(samples: _Samples, screens: list[Stroke], actors: list[Stroke], key: KeySettings) -> Fit:
    before = _number(key, "balance")
    balances = sorted({*BALANCES.round(3), round(before, 3)}, key=lambda each: abs(each - before))
    ranges = {balance: samples.range(screens, actors, balance) for balance in balances}
    best = max(gap for _, _, gap in ranges.values())
    # The first is the nearest to what it was: no change for next to no gain.
    wanted = DEFAULTS["white_clip"] - DEFAULTS["black_clip"] + 2 * MARGIN
    enough = min(best, wanted) - 0.03 if actors and screens else -9.0
    balance = next(each for each in balances if ranges[each][2] >= enough)
    high, low, gap = ranges[balance]
    black, white, problem = _clips(high, low, gap, bool(actors and screens))
    values: dict[str, Value] = {**key.values, "screen": samples.colour, "balance": float(balance), "black_clip": black, "white_clip": white}
    return Fit(values, problem, gap)


def _clips(high: float, low: float, gap: float, both: bool) -> tuple[float, float, Problem | None]:
    """high: the most alpha of marked screen, low: the least of marked actor, both before the clips."""
    margin = min(MARGIN, max(gap, 0) / 4) if both else MARGIN
    black = max(DEFAULTS["black_clip"], high + margin)
    white = min(DEFAULTS["white_clip"], low - margin)
    problem = None
    if both and gap < NARROWEST:
        problem = Problem("plate.strokes_clash")
    elif black > 0.5:
        problem = Problem("plate.strokes_uneven")
    elif white < 0.5:
        problem = Problem("plate.strokes_clash")
    black = round(min(black, 0.5), 4)
    return black, round(min(max(white, 0.5, black + 0.01), 1.0), 4), problem


@dataclass(frozen=True, slots=True, eq=False)
class _Samples:
    """What the marked colours come to in the keyer."""

    colour: Rgb
    unevenness: float
    clean: CleanPlate | None
    in_codes: bool

    def range(self, screens: list[Stroke], actors: list[Stroke], balance: float) -> tuple[float, float, float]:
        """(the most alpha of screen, the least of actor, how far they are apart); a few stray samples are not minded."""
        screen = self._alphas(screens, balance, cloth=True)
        actor = self._alphas(actors, balance, cloth=False)
        high = float(np.percentile(screen, 97)) if len(screen) else 0.0
        low = float(np.percentile(actor, 3)) if len(actor) else 1.0
        return high, low, low - high

    def _alphas(self, strokes: list[Stroke], balance: float, cloth: bool) -> Colours:
        parts = [self._alpha(stroke, balance, cloth) for stroke in strokes]
        return np.concatenate(parts) if parts else np.empty(0)

    def _alpha(self, stroke: Stroke, balance: float, cloth: bool) -> Colours:
        """1 - k(I) / k(C) before the clips; 1 where k(I) <= 0."""
        colours = np.array(stroke.colours, np.float64)
        full = max(float(self._k(self._bare(stroke, colours, cloth)[None], balance)[0]), 1e-3)
        return np.asarray(1 - np.maximum(self._k(colours, balance), 0) / full)

    def _k(self, colours: Colours, balance: float) -> Colours:
        """The surplus in the key's own space."""
        return _surplus(deep_codes(colours) / 65535 if self.in_codes else colours, self.colour, balance)

    def _bare(self, stroke: Stroke, colours: Colours, cloth: bool) -> Colours:
        """The bare screen there, as far as it is known."""
        screen = np.array(self.colour)
        if self.clean is not None:
            seen = _under(self.clean, stroke.points)
            if seen is not None:
                return np.asarray(screen + (seen - screen) * self.unevenness)
        if not cloth:
            return screen
        local = np.median(colours, axis=0)
        return np.asarray(screen + (local - screen) * self.unevenness * FOLLOWED * self._taken_for_cloth(local))

    def _taken_for_cloth(self, local: Colours) -> float:
        """0..1: how surely shaders/stages/screen_seen.glsl and screen_fill.glsl learn the plate from such a colour."""
        pair = np.stack((local, np.array(self.colour)))
        k = _surplus(pair, self.colour, DEFAULTS["balance"])
        purity = k / (pair.sum(axis=1) + DARK)
        share = float(k[0] / max(k[1], 1e-4))
        weight = ramp(purity[0] / max(purity[1], 1e-4), 0.70, 0.90) * ramp(share, 0.15, 0.45) * share
        return float(ramp(weight, 0.02, 0.25))


def _under(clean: CleanPlate, points: Sequence[Point]) -> Colours | None:
    """The plate's median light under the points, None where it shows no screen there."""
    height, width = clean.light.shape[:2]
    found = [clean.light[min(max(int(y * height), 0), height - 1), min(max(int(x * width), 0), width - 1)] for x, y in points]
    sure = np.array([pixel[:3] for pixel in found if pixel[3] > 0.5], np.float64)
    return np.median(sure, axis=0) * np.array(clean.gain) if len(sure) else None


def _screen_colour(screens: list[Stroke], key: KeySettings) -> Rgb | None:
    """The median of each channel over all marked screen; what the key had where none is marked."""
    if not screens:
        value = key.values.get("screen")
        return (float(value[0]), float(value[1]), float(value[2])) if isinstance(value, tuple) and len(value) == 3 else None
    colours = np.concatenate([np.array(stroke.colours, np.float64) for stroke in screens])
    red, green, blue = np.clip(np.median(colours, axis=0), 0, 1)
    return float(red), float(green), float(blue)


def _surplus(colours: Colours, screen: Rgb, balance: float) -> Colours:
    """k as in shaders/keyers/colour_difference.glsl, of (n, 3) colours."""
    own, other = (1, 2) if screen[1] >= screen[2] else (2, 1)
    low, high = np.minimum(colours[:, 0], colours[:, other]), np.maximum(colours[:, 0], colours[:, other])
    return np.asarray(colours[:, own] - (low + (high - low) * balance))


def _number(key: KeySettings, name: str) -> float:
    value = key.values.get(name, DEFAULTS[name])
    return float(value) if isinstance(value, (int, float)) else DEFAULTS[name]
