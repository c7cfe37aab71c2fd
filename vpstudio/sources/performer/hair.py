"""The demo actor's hair: strands combed between guide lines, lit along their length, with loose ones at the rim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.sources.performer.shape import Floats, Points, Sheet, curve

FINE = 2
"""Strands are drawn at twice the size: half a pixel is the width of a real one at this distance."""
DARK = np.array((0.0125, 0.0072, 0.0052))
WARM = np.array((0.075, 0.034, 0.019))
GLOSS = np.array((0.46, 0.33, 0.25))
COOL = np.array((0.085, 0.105, 0.14))


@dataclass(frozen=True)
class Lock:
    """Hair between two guide lines: ``count`` strands from ``first`` to ``second``, each ``spread`` apart at random.

    ring: where along the strand the key's highlight sits and how wide it is. side: -1 lies in the key's light, 1 in the rim's.
    """

    first: Points
    second: Points
    count: int
    spread: float = 3.0
    ring: tuple[float, float] = (0.3, 0.13)
    side: float = 0.0
    gleam: float = 1.0
    width: float = 1.5
    fade: float = 0.0


def combed(sheet: Sheet, locks: Sequence[Lock], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Linear colour (h, w, 3) and coverage (h, w) of the locks, later ones over earlier ones."""
    size = (sheet.height * FINE, sheet.width * FINE)
    canvas = np.zeros((*size, 4), np.uint8)
    canvas[..., :3] = _display(DARK)
    for lock in locks:
        first, second = curve(lock.first, steps=7), curve(lock.second, steps=7)
        t = np.linspace(0, 1, min(len(first), len(second)))
        first, second = _at(first, t), _at(second, t)
        for index in rng.permutation(lock.count):
            across = index / max(1, lock.count - 1)
            _strand(canvas, sheet, lock, first * (1 - across) + second * across, t, rng)
    small = cv2.resize(_premultiplied(canvas), (sheet.width, sheet.height), interpolation=cv2.INTER_AREA)
    alpha = small[..., 3]
    colour = small[..., :3] / np.maximum(alpha, 1e-4)[..., None]
    return (colour**2).astype(np.float32), alpha


def loose(sheet: Sheet, lines: Sequence[Points], rng: np.random.Generator, width: float = 0.8) -> list[Lock]:
    """Single flying strands along given lines, each bent a little differently."""
    del sheet
    return [Lock(line, np.asarray(line) + rng.normal(0, 4, (1, 2)), 2, 4.0, width=width, gleam=0.25, fade=0.5) for line in lines]


def _strand(
    canvas: NDArray[np.uint8], sheet: Sheet, lock: Lock, line: NDArray[np.float64], t: NDArray[np.float64], rng: np.random.Generator
) -> None:
    phase, wave = rng.uniform(0, 6.28), rng.normal(0, 0.35 * lock.spread)
    line += rng.normal(0, lock.spread, (1, 2)) * t[:, None] ** 0.6
    line[:, 0] += wave * np.sin(4.5 * t + phase) * t
    ends = min(1.0, rng.uniform(0.86, 1.0) if lock.fade == 0 else rng.uniform(0.6, 1.0))
    line = line[: max(3, int(ends * len(t)))]
    colours = _lit(lock, t, rng)
    fixed = np.rint(((line - (sheet.left, sheet.top)) * (sheet.scale * FINE) - 0.5) * 16).astype(np.int32)
    thick = max(1, round(lock.width * rng.uniform(0.7, 1.3) * sheet.scale * FINE * 0.5))
    for index in range(len(line) - 1):
        opaque = 255 if lock.fade == 0 else int(255 * (1 - lock.fade * t[index]))
        colour = (*(int(v) for v in colours[index]), opaque)
        cv2.line(canvas, fixed[index].tolist(), fixed[index + 1].tolist(), colour, thick, cv2.LINE_AA, 4)


def _lit(lock: Lock, t: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Colours along a strand: dark at the root, warm in the light, a highlight ring whose place varies, cool on the rim's side."""
    tone = rng.lognormal(0, 0.38)
    ring = np.exp(-(((t - lock.ring[0] - rng.normal(0, 0.035)) / lock.ring[1]) ** 2))
    second = 0.30 * np.exp(-(((t - lock.ring[0] - 0.36 - rng.normal(0, 0.05)) / (1.5 * lock.ring[1])) ** 2))
    body = DARK + WARM * (0.18 + 0.32 * ring + 0.25 * second)[:, None] * tone
    bright = GLOSS * (rng.uniform(0.05, 0.42) * lock.gleam * (ring + second) * (1 - 0.55 * max(0.0, lock.side)))[:, None]
    cool = COOL * (rng.uniform(0.0, 0.34) * max(0.0, lock.side))
    return _display(body + bright + cool)


def _at(line: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    where = np.linspace(0, 1, len(line))
    return np.stack((np.interp(t, where, line[:, 0]), np.interp(t, where, line[:, 1])), axis=1)


def _display(linear: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Square-root codes: strands are blended in a space near the screen's."""
    return np.rint(255 * np.sqrt(np.clip(linear, 0, 1))).astype(np.uint8)


def _premultiplied(canvas: NDArray[np.uint8]) -> Floats:
    alpha = canvas[..., 3:].astype(np.float32) / 255
    return np.concatenate((canvas[..., :3].astype(np.float32) / 255 * alpha, alpha), axis=2)  # type: ignore[no-any-return]
