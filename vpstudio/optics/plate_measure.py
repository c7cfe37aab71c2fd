"""What a plate tells of its camera: noise by brightness, sharpness and colour of edges, black. For a set that is to look shot with it.

All in 8-bit display codes of the plate as it came; frames are (H, W, 3) uint8 RGB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.look import GRAIN_BANDS, GrainSettings, PlateSeen

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]
LUMA = np.array([0.2126, 0.7152, 0.0722])
STILL = 6.0  # codes: what a smoothed difference stays below where nothing moved
FEWEST = 400  # pixels of a band
CLIPPED = (3, 252)
EDGE_REACH = 10
EDGE_CODES = 40.0
FEWEST_EDGES = 20
MOST_EDGES = 4000
FEWEST_FRINGES = 60
SURE_PX = 0.1  # one standard deviation of a fringe at the outermost edge
MOST_MOVED = 0.01  # of the picture
CALMED = 6  # frames averaged for the edges, where nobody moved
SHARPEST = 20  # per cent of the edges are taken for those of things in focus


@dataclass(frozen=True, slots=True)
class PlateMeasure:
    """noise: (8, 3) one standard deviation by luma band and channel, codes. neighbour: correlation of the noise of neighbouring
    pixels, 0 where it is white. edge_px: 10 to 90 per cent width of the sharpest edges, None where too few. black: darkest 0.1 %.
    fringes: by which part red and blue are larger than green, None where the edges do not tell."""

    noise: Array
    neighbour: float
    edge_px: float | None
    black: float
    fringes: tuple[float, float] | None = None


def measure(frames: Sequence[Picture]) -> PlateMeasure:
    """Of consecutive frames of a camera that stands still; two are enough, ten are better."""
    noise, neighbour = noise_bands(frames)
    calm = _calm(frames)
    return PlateMeasure(noise, neighbour, edge_width(calm), black_level(frames), fringes(calm))


def seen_of(found: PlateMeasure) -> PlateSeen:
    """What a look keeps of it."""
    edge = None if found.edge_px is None else round(float(np.clip(found.edge_px, 0.3, 20)), 2)
    most = None
    if found.fringes is not None:
        red, blue = (round(float(np.clip(part, -0.02, 0.02)), 6) for part in found.fringes)
        most = red, blue
    return PlateSeen(edge_px=edge, black=round(float(np.clip(found.black, 0, 128)), 1), fringes=most)


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
        if np.array_equal(one, other):  # a camera in the dark repeats itself
            continue
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


def edge_width(frame: Picture | Array) -> float | None:
    """10 to 90 per cent width in pixels of the sharpest clear edges, along rows and columns; None where there are too few."""
    luma = frame.astype(np.float64) @ LUMA
    widths = [width for axis in (luma, luma.T) for y, x in _steepest(axis) if (width := _width(_profile(axis, y, x))) is not None]
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


def fringes(frame: Picture | Array) -> tuple[float, float] | None:
    """By which part (red, blue) are drawn larger than green about the middle of the picture; None where the edges do not tell.

    Along each axis the place of an edge in a colour, less that in green, grows with the distance from the middle; what it is in the
    middle is the camera's colour sampling.
    """
    codes = frame.astype(np.float64)
    found = [each for axis in (codes, codes.transpose(1, 0, 2)) if (each := _edge_places(axis)).size]
    if not found:
        return None
    parts = [_magnified(found, channel) for channel in (1, 2)]
    return None if parts[0] is None or parts[1] is None else (parts[0], parts[1])


def _edge_places(codes: Array) -> Array:
    """(N, 3) of the clear edges along the rows: place from the middle, red's and blue's place less green's; pixels, NaN where unclear."""
    luma = codes @ LUMA
    rows = []
    for y, x in _steepest(luma):
        places = [_middle(_profile(codes[..., channel], y, x)) for channel in (1, 0, 2)]
        if places[0] is not None:
            rows.append((x + 0.5 - luma.shape[1] / 2, *(np.nan if each is None else each - places[0] for each in places[1:])))
    return np.array(rows, np.float64).reshape(-1, 3)


def _magnified(axes: list[Array], channel: int) -> float | None:
    """Slope of the offset over the place, both axes together, each with an offset of its own; None where it is not sure to SURE_PX."""
    tell, off = [], []
    for number, places in enumerate(axes):
        kept = places[np.isfinite(places[:, channel])]
        own = np.zeros((len(kept), 1 + len(axes)))
        own[:, 0], own[:, 1 + number] = kept[:, 0], 1
        tell.append(own)
        off.append(kept[:, channel])
    table, wanted = np.concatenate(tell), np.concatenate(off)
    for _ in range(4):
        if len(table) < FEWEST_FRINGES:
            return None
        solved = np.linalg.lstsq(table, wanted, rcond=None)[0]
        rest = np.abs(wanted - table @ solved)
        fits = rest <= 3 * 1.4826 * np.median(rest) + 1e-6
        table, wanted = table[fits], wanted[fits]
    spread = float(np.std(table[:, 0]))
    sigma = float(np.std(wanted - table @ solved)) / max(spread, 1e-6) / np.sqrt(len(table))
    return float(solved[0]) if sigma * np.abs(table[:, 0]).max() < SURE_PX else None


def _steepest(luma: Array) -> NDArray[np.intp]:
    """(N, 2) row and column of the steepest points along the rows; at most MOST_EDGES of them, evenly strewn."""
    slope = np.abs(np.diff(luma, axis=1))
    peak = (slope == cv2.dilate(slope, np.ones((1, 2 * EDGE_REACH + 1)))) & (slope > EDGE_CODES / 8)
    peak[:, : EDGE_REACH + 1], peak[:, -EDGE_REACH - 1 :] = False, False
    found: NDArray[np.intp] = np.argwhere(peak)
    return found[:: max(3, -(-len(found) // MOST_EDGES))]


def _profile(luma: Array, y: int, x: int) -> Array:
    return luma[y, x - EDGE_REACH + 1 : x + EDGE_REACH + 1]


def _rise(profile: Array) -> Array | None:
    """The profile from 0 to 1, rising; None where it is no clean edge."""
    profile = profile if profile[-1] > profile[0] else profile[::-1]
    low, high = profile[:4].mean(), profile[-4:].mean()
    unit: Array = (profile - low) / max(high - low, 1e-6)
    if high - low < EDGE_CODES or unit.min() < -0.15 or unit.max() > 1.15 or profile[:4].std() + profile[-4:].std() > 0.1 * (high - low):
        return None
    return np.maximum.accumulate(unit) + np.arange(len(unit)) * 1e-9


def _middle(profile: Array) -> float | None:
    """Where the profile crosses the half, in samples from its first."""
    rise = _rise(profile)
    if rise is None:
        return None
    at = float(np.interp(0.5, rise, np.arange(len(rise))))
    return at if profile[-1] > profile[0] else len(rise) - 1 - at


def _width(profile: Array) -> float | None:
    """Of one rise through the middle of ``profile``; None where it is no clean edge."""
    rise = _rise(profile)
    if rise is None:
        return None
    width = np.interp(0.9, rise, np.arange(len(rise))) - np.interp(0.1, rise, np.arange(len(rise)))
    # Less what reading between pixels by straight lines adds, a triangle of variance 1/6.
    return float(np.sqrt(max(width**2 - 2.563**2 / 6, 0.3)))


def _calm(frames: Sequence[Picture]) -> Array:
    """(H, W, 3) the mean of the last frames, or the first alone where somebody moved, by which the mean would be soft."""
    last = np.stack(frames[-CALMED:]).astype(np.float32)
    moved = np.abs(cv2.blur(last[-1] - last[0], (9, 9))).max(axis=2) > STILL
    calm: Array = (last.mean(axis=0) if moved.mean() < MOST_MOVED else frames[0]).astype(np.float64)
    return calm
