"""What a plate tells of its camera: noise by brightness, sharpness of edges, black. For a set that is to look shot with it.

All in 8-bit display codes of the plate as it came; frames are (H, W, 3) uint8 RGB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.look import GRAIN_BANDS, GrainSettings

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]
LUMA = np.array([0.2126, 0.7152, 0.0722])
STILL = 6.0  # codes: what a smoothed difference stays below where nothing moved
FEWEST = 400  # pixels of a band
CLIPPED = (3, 252)
EDGE_REACH = 10
EDGE_CODES = 40.0
FEWEST_EDGES = 20
SHARPEST = 20  # per cent of the edges are taken for those of things in focus


@dataclass(frozen=True, slots=True)
class PlateMeasure:
    """noise: (8, 3) one standard deviation by luma band and channel, codes. neighbour: correlation of the noise of neighbouring
    pixels, 0 where it is white. edge_px: 10 to 90 per cent width of the sharpest edges, None where too few. black: darkest 0.1 %."""

    noise: Array
    neighbour: float
    edge_px: float | None
    black: float


def measure(frames: Sequence[Picture]) -> PlateMeasure:
    """Of consecutive frames of a camera that stands still; two are enough, ten are better."""
    noise, neighbour = noise_bands(frames)
    return PlateMeasure(noise, neighbour, edge_width(frames[0]), black_level(frames))


def grain_of(found: PlateMeasure) -> GrainSettings:
    """Grain as this camera has it."""
    # A Gaussian of sigma s leaves neighbours correlated by exp(-1 / (4 s^2)); a grain's sigma by its size: render/stages/grain.py.
    sigma = 1 / np.sqrt(-4 * np.log(np.clip(found.neighbour, 1e-4, 0.97)))
    bands = tuple((float(r), float(g), float(b)) for r, g, b in np.round(np.clip(found.noise, 0, 40), 3))
    return GrainSettings(
        how="measured", size_px=float(np.clip(1 + (sigma - 0.15) / 0.4, 1, 4)) if found.neighbour > 0.05 else 1.0, bands=bands
    )


def noise_bands(frames: Sequence[Picture]) -> tuple[Array, float]:
    """(8, 3) standard deviations, and the correlation of neighbours, from the differences of consecutive frames where nothing moved.

    Bands too few pixels tell of take their neighbours' values.
    """
    values: list[list[Array]] = [[] for _ in range(GRAIN_BANDS)]
    correlations = []
    for one, other in zip(frames, frames[1:], strict=False):
        off = other.astype(np.float64) - one
        luma = cv2.blur((one.astype(np.float64) + other) / 2 @ LUMA, (5, 5))
        still = _still(one, other, off)
        if still.sum() < FEWEST:
            continue
        band = np.clip((luma * GRAIN_BANDS / 256).astype(int), 0, GRAIN_BANDS - 1)
        for index in range(GRAIN_BANDS):
            values[index].append(off[still & (band == index)])
        correlations.append(_neighbours(off[..., 1], still))
    return _filled([_spread(np.concatenate(each)) if each else None for each in values]), float(np.median(correlations or [0.0]))


def edge_width(frame: Picture) -> float | None:
    """10 to 90 per cent width in pixels of the sharpest clear edges, along rows and columns; None where there are too few."""
    luma = frame.astype(np.float64) @ LUMA
    widths = [*_edges(luma), *_edges(luma.T)]
    return float(np.percentile(widths, SHARPEST)) if len(widths) >= FEWEST_EDGES else None


def black_level(frames: Sequence[Picture]) -> float:
    """Luma of the darkest 0.1 per cent; the middle of all frames."""
    return float(np.median([np.percentile(frame.astype(np.float64) @ LUMA, 0.1) for frame in frames]))


def _still(one: Picture, other: Picture, off: Array) -> NDArray[np.bool_]:
    """Where nothing moved and nothing is clipped."""
    moved = np.abs(cv2.blur(off, (9, 9))).max(axis=2) > STILL
    low, high = np.minimum(one, other).min(axis=2), np.maximum(one, other).max(axis=2)
    clear: NDArray[np.bool_] = ~cv2.dilate(moved.astype(np.uint8), np.ones((9, 9))).astype(bool)
    return clear & (low >= CLIPPED[0]) & (high <= CLIPPED[1])


def _spread(off: Array) -> Array | None:
    """(3,) of one frame's noise, half the variance of a difference; what lies beyond four deviations is no noise."""
    if len(off) < FEWEST:
        return None
    rough = off.std(axis=0) + 1e-6
    kept = np.where(np.abs(off) <= 4 * rough, off, np.nan)
    spread: Array = np.nanstd(kept, axis=0) / np.sqrt(2)
    return spread


def _filled(bands: list[Array | None]) -> Array:
    known = [index for index, each in enumerate(bands) if each is not None]
    if not known:
        return np.zeros((GRAIN_BANDS, 3))
    rows = np.array([bands[index] for index in known])
    return np.stack([np.interp(range(GRAIN_BANDS), known, rows[:, channel]) for channel in range(3)], axis=1)


def _neighbours(off: Array, still: NDArray[np.bool_]) -> float:
    pair = still[:, 1:] & still[:, :-1]
    one, other = off[:, 1:][pair], off[:, :-1][pair]
    power = float(np.sqrt((one**2).mean() * (other**2).mean())) if pair.any() else 0.0
    return float((one * other).mean()) / power if power > 1e-6 else 0.0


def _edges(luma: Array) -> list[float]:
    """Widths of the clear edges along the rows: steepest points with flat ground on both sides."""
    slope = np.abs(np.diff(luma, axis=1))
    peak = (slope == cv2.dilate(slope, np.ones((1, 2 * EDGE_REACH + 1)))) & (slope > EDGE_CODES / 8)
    peak[:, : EDGE_REACH + 1], peak[:, -EDGE_REACH - 1 :] = False, False
    found = [_width(luma[y, x - EDGE_REACH + 1 : x + EDGE_REACH + 1]) for y, x in np.argwhere(peak)[::3]]
    return [width for width in found if width is not None]


def _width(profile: Array) -> float | None:
    """Of one rise through the middle of ``profile``; None where it is no clean edge."""
    profile = profile if profile[-1] > profile[0] else profile[::-1]
    low, high = profile[:4].mean(), profile[-4:].mean()
    unit = (profile - low) / max(high - low, 1e-6)
    if high - low < EDGE_CODES or unit.min() < -0.15 or unit.max() > 1.15 or profile[:4].std() + profile[-4:].std() > 0.1 * (high - low):
        return None
    rise = np.maximum.accumulate(unit) + np.arange(len(unit)) * 1e-9
    width = np.interp(0.9, rise, np.arange(len(unit))) - np.interp(0.1, rise, np.arange(len(unit)))
    # Less what reading between pixels by straight lines adds, a triangle of variance 1/6.
    return float(np.sqrt(max(width**2 - 2.563**2 / 6, 0.3)))
