"""How far mattes are from the truth, as RVM's evaluation defines it (Lin et al. 2022), and what else people see of an edge.

Sequences are (n, h, w) uint8 or lists of such pictures, 255 = actor. Grad, Conn grow with the pixel count: compare one size only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
Sequence_ = Sequence[Picture]
SIGMA = 1.4
STEP, TOLERANCE = 0.1, 0.15


def scores(found: Sequence_, truth: Sequence_) -> dict[str, float]:
    """MAD and MSE x 1e3, Grad and Conn / 1e3, dtSSD x 1e2, means over the pictures. Raises ValueError where counts or sizes differ."""
    if len(found) != len(truth) or not len(truth) or any(a.shape != b.shape for a, b in zip(found, truth, strict=True)):
        raise ValueError("as many pictures as the truth has, of its size")
    each: dict[str, Callable[[Picture, Picture], float]] = {"MAD": mad, "MSE": mse, "Grad": grad, "Conn": conn}
    pairs = [(unit(a), unit(b)) for a, b in zip(found, truth, strict=True)]
    told = {name: float(np.mean([measure(a, b) for a, b in pairs])) for name, measure in each.items()}
    steps = [dtssd(a1, a0, b1, b0) for (a0, b0), (a1, b1) in zip(pairs, pairs[1:], strict=False)]
    return {**told, "dtSSD": float(np.mean(steps)) if steps else 0.0}


def unit(picture: Picture) -> Picture:
    """uint8 as float32 0..1."""
    return picture.astype(np.float32) / 255 if picture.dtype == np.uint8 else picture.astype(np.float32)


def mad(p: Picture, t: Picture) -> float:
    """Mean absolute difference x 1e3."""
    return float(np.abs(p - t).mean() * 1e3)


def mse(p: Picture, t: Picture) -> float:
    return float(((p - t) ** 2).mean() * 1e3)


def grad(p: Picture, t: Picture) -> float:
    """Sum of squared differences of the gradients' sizes / 1e3; each picture stretched to 0..1 first."""
    return float(((_steepness(p) - _steepness(t)) ** 2).sum() / 1e3)


def conn(p: Picture, t: Picture) -> float:
    """How much of either hangs apart from the largest part that both share, level by level, / 1e3 (Rhemann et al. 2009)."""
    # The level below the first at which a pixel no longer belongs to the largest common part; -1: it belongs up to the top.
    level = np.full(p.shape, -1.0, np.float32)
    levels = np.arange(0, 1 + STEP, STEP)
    for i in range(1, len(levels)):
        both = ((p >= levels[i]) & (t >= levels[i])).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=4)
        sizes = stats[1:, cv2.CC_STAT_AREA]
        largest = labels == 1 + int(sizes.argmax()) if sizes.size else np.zeros(p.shape, bool)
        level[(level == -1) & ~largest] = levels[i - 1]
    level[level == -1] = 1
    return float(np.abs(_held(p, level) - _held(t, level)).sum() / 1e3)


def dtssd(p1: Picture, p0: Picture, t1: Picture, t0: Picture) -> float:
    """Root mean square of how differently the two change from one picture to the next, x 1e2."""
    return float(np.sqrt((((p1 - p0) - (t1 - t0)) ** 2).mean()) * 1e2)


def stillness(found: Sequence_, plates: Sequence_) -> float:
    """Mean change of alpha a frame where neither picture changes (by more than 6 codes): what is left is flicker."""
    changes = []
    for a0, a1, p0, p1 in zip(found, found[1:], plates, plates[1:], strict=False):
        still = cv2.dilate(cv2.absdiff(p0, p1).max(axis=2), np.ones((9, 9), np.uint8)) <= STILL
        changes.append(np.abs(unit(a1) - unit(a0))[still].mean() if still.any() else 0.0)
    return float(np.mean(changes)) if changes else 0.0


STILL = 12


def spill(composites: Sequence_, truth: Sequence_, kind: str = "green") -> float:
    """Mean of max(0, own channel - the larger of the others), in codes, over edge pixels (true alpha 5..95 %) of composites over grey
    or black: (h, w, 3) uint8 RGB. kind: green or blue, the screen's. Black shows more than grey does."""
    own, others = (1, [0, 2]) if kind == "green" else (2, [0, 1])
    told = []
    for picture, alpha in zip(composites, truth, strict=True):
        edge = (alpha > 13) & (alpha < 242)
        colours = picture[edge].astype(int)
        if len(colours):
            told.append(np.maximum(0, colours[:, own] - colours[:, others].max(axis=1)).mean())
    return float(np.mean(told)) if told else 0.0


def offset(found: Sequence_, truth: Sequence_, reach: int = 3) -> int:
    """By how many frames the mattes lag behind (positive) or lead: where the cross-correlation of their motion is highest.

    Motion is the change of alpha from one picture to the next, so that what is wrong all the time tells nothing. The truth keeps step
    with the plate. 0 where nothing moves.
    """
    moved, meant = _motion(found), _motion(truth)
    told = {shift: _correlation(moved, meant, shift) for shift in range(-reach, reach + 1)}
    best = max(told.values())
    return min((shift for shift in told if told[shift] >= best - 1e-4), key=abs)


def _motion(pictures: Sequence_) -> Picture:
    """(n - 1, 90, 160) changes of alpha."""
    small = np.array([cv2.resize(unit(a), (160, 90), interpolation=cv2.INTER_AREA) for a in pictures])
    return np.asarray(np.diff(small, axis=0))


def _correlation(found: Picture, truth: Picture, shift: int) -> float:
    """-1..1, over the pictures that both have; 0 where either is still."""
    count = min(len(found), len(truth))
    first, last = max(0, shift), min(count, count + shift)
    a, b = found[first:last], truth[first - shift : last - shift]
    size = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / size) if size > 1e-3 else 0.0


def _steepness(picture: Picture) -> Picture:
    low, high = float(picture.min()), float(picture.max())
    stretched = (picture - low) / (high - low) if high > low else np.zeros_like(picture)
    row, column = _derivative()
    across = cv2.sepFilter2D(stretched, cv2.CV_32F, row, column, borderType=cv2.BORDER_REPLICATE)
    down = cv2.sepFilter2D(stretched, cv2.CV_32F, column, row, borderType=cv2.BORDER_REPLICATE)
    return cv2.magnitude(across, down)


@cache
def _derivative() -> tuple[Picture, Picture]:
    """Gaussian's derivative and Gaussian, of which the two-dimensional filter has length 1, cut off below a hundredth."""
    half = int(np.ceil(SIGMA * np.sqrt(-2 * np.log(np.sqrt(2 * np.pi) * SIGMA * 0.01))))
    x = np.arange(-half, half + 1, dtype=np.float64)
    gauss = np.exp(-(x**2) / (2 * SIGMA**2)) / (SIGMA * np.sqrt(2 * np.pi))
    slope = -x * gauss / SIGMA**2
    length = np.sqrt((np.outer(gauss, slope) ** 2).sum())
    return slope / length, gauss


def _held(picture: Picture, level: Picture) -> Picture:
    """1 less how far the picture stands above the level, small differences forgiven."""
    above = picture - level
    return 1 - above * (above >= TOLERANCE)
