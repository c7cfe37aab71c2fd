"""Exposure and white balance that a cheap camera changes by itself, measured on pixels known to show the bare screen or room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Gain = tuple[float, float, float]

UNITY: Gain = (1.0, 1.0, 1.0)
MOST_PIXELS = 4096
LEAST_PIXELS = 120
DARK, CLIPPED = 0.004, 0.92
"""Display light outside of which a ratio tells nothing: noise, and codes at their end."""
STEP = 0.03
"""A change of this much, agreed on by the pixels, is a step of the camera's and is followed at once."""
SLOW = 0.25
"""Smaller ones are half noise: this much of them a picture."""
AGREE = 0.25
"""Half the pixels' ratios lie within this of each other where it is the camera that changed, and not what is seen."""
WIDEST = 4.0


def gain(light: NDArray[np.float32], plate: NDArray[np.float32], sure: NDArray[np.bool_], before: Gain = UNITY) -> Gain:
    """RGB factors of light by which ``light`` differs from ``plate``, both (h, w, 3) display light of one size, where ``sure``.

    before: the last picture's. Small changes are eased in, steps of the camera's are followed at once; where too few pixels are
    sure, or they do not agree, ``before`` holds. At 320x180 some 0.5 ms.
    """
    pixels = _chosen(sure)
    if len(pixels) < LEAST_PIXELS:
        return before
    now, then = light.reshape(-1, 3)[pixels], plate.reshape(-1, 3)[pixels]
    return tuple(_channel(now[:, each], then[:, each], before[each]) for each in range(3))  # type: ignore[return-value]


def _chosen(sure: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Indices of at most ``MOST_PIXELS`` sure pixels, evenly from all of them."""
    pixels = np.flatnonzero(sure)
    return pixels[:: max(1, -(-len(pixels) // MOST_PIXELS))]


def _channel(now: NDArray[np.float32], then: NDArray[np.float32], before: float) -> float:
    measured = _ratio(now, then)
    if measured is None:
        return before
    ratio, agreed = measured
    change = abs(ratio / before - 1)
    if not agreed and change > STEP:
        return before
    share = 1.0 if change > STEP else SLOW
    return float(np.clip(before * (ratio / before) ** share, 1 / WIDEST, WIDEST))


def _ratio(now: NDArray[np.float32], then: NDArray[np.float32]) -> tuple[float, bool] | None:
    """(the ratio that most pixels share, whether they do agree).

    Round the shortest interval that holds half of them, which stays true with nearly half the pixels wrong; there the ratio of
    sums, which is finer than ratios of codes.
    """
    lit = (then > DARK) & (then < CLIPPED) & (now > DARK / 4) & (now < CLIPPED)
    if np.count_nonzero(lit) < LEAST_PIXELS:
        return None
    now, then = now[lit], then[lit]
    ratios = now / then
    ordered = np.sort(ratios)
    half = len(ordered) // 2
    first = int((ordered[half:] - ordered[: len(ordered) - half]).argmin())
    width = ordered[first + half] - ordered[first]
    ratio = float(ordered[first] + width / 2)
    for reach in (1.0, 1.5):
        near = np.abs(ratios - ratio) <= reach * width + 1e-5 * ratio  # Flat cloth: no narrower than sums are exact.
        ratio = float(now[near].sum() / then[near].sum())
    return ratio, bool(width <= AGREE * max(ratio, 1e-3))
