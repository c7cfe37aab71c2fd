"""The bare room as the difference matter knows it: the plate, the noise of each pixel, and what the camera changed since.

Colours are compared in square roots of display light, where camera noise is nearly the same everywhere and a shadow is still a
mere factor. As in Horprasert, Harwood and Davis (1999) each difference has two parts: along the plate's own colour (brighter or
darker: a shadow, within limits) and across it (another colour). Both are measured in units of the noise of that very pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.difference_shape import Evidence, shaped
from vpstudio.matting.picture import Picture
from vpstudio.matting.pumping import UNITY, Gain, gain
from vpstudio.matting.screen_light import in_light, kernel

NOISE = 0.006
"""Least noise of a pixel of the small picture, in square roots of light: an 8-bit code and a half."""
EDGE_SHARE = 0.12
"""Of the difference to the neighbours: what a camera that trembles by an eighth of a small pixel changes there."""
LEARN = 0.15
EVERY = 3
"""The room changes slowly: it is learnt from every third picture, and from each of the first."""
LARGEST_NOISE = 4 * NOISE
COARSE = 4
COARSE_NOISE = 0.45
"""Of the noise of a single pixel: sixteen of them would have a quarter, were what compression does to them not alike."""
CURVE_BINS = 16
CURVE_LIMIT = 0.08
DRIFT_LEARN, DRIFT_LIMIT = 0.15, 0.05
LOST = 0.08
"""Less than this part of the picture surely room: the memory is not to be trusted, so all of it is looked at."""
SUDDEN = 0.1
"""Part of the picture that comes or goes in one picture: a cut, a lamp, or somebody right before the lens."""
DARKEST = 0.08
"""Square root of light: what is darker has no ratio."""
WIDEST, RATIO_BINS = 0.8, 81
"""Logarithms of roots: more than two stops either way."""
LEAST_LIT = 0.3
UNLIKELY = 0.6
NEAR_WHOLE, NEAR_CHANNEL = 0.25, 0.2
"""How near the commonest ratio is still the room: noise, and a camera's curve."""

Field = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """threshold, softness: in units of noise. darkest: of a shadow, in square roots of light."""

    threshold: float
    softness: float
    darkest: float

    @classmethod
    def of(cls, settings: Any) -> Limits:
        """settings: of ``DifferenceMatter``."""
        return cls(settings.threshold, settings.softness, float(np.sqrt(1 - settings.shadows)))


class Room:
    """Sees every picture of a shot in order. ``gain``: by which the camera has pumped, light.

    doubt: part of the actor that is told from the room by no more than his outline, 0..1.
    """

    def __init__(self, plate: Field, limits: Limits) -> None:
        """plate: (h, w, 3) float32 display light at working size."""
        self.size = (plate.shape[1], plate.shape[0])
        self.limits = limits
        self.gain: Gain = UNITY
        self.doubt = 0.0
        self._count = 0
        self._cover = 0.0
        self._root = cv2.sqrt(np.ascontiguousarray(plate, np.float32))
        self._small = (max(1, self.size[0] // COARSE), max(1, self.size[1] // COARSE))
        self._small_root = cv2.resize(self._root, self._small, interpolation=cv2.INTER_AREA)
        self._codes = np.rint(np.clip(self._root, 0, 1) * 255).astype(np.uint8)
        self._bins = (np.clip(self._small_root, 0, 0.999) * CURVE_BINS).astype(np.intp)
        self._edges = EDGE_SHARE * _steepness(self._root)
        self._noise = np.full(plate.shape[:2], NOISE, np.float32)
        self._curve = np.zeros((256, 1, 3), np.float32)
        self._drift: Field = np.zeros(self._small_root.shape, np.float32)
        self._sure = np.zeros(self._small_root.shape[:2], bool)

    def see(self, rgb: Picture) -> Picture:
        """(h, w) uint8 alpha of an upright picture (h, w, 3) uint8 sRGB of the room's size."""
        root = cv2.LUT(rgb, _roots())
        small = cv2.resize(root, self._small, interpolation=cv2.INTER_AREA)
        alpha = self._cut(root, small)
        cover = cv2.mean(alpha)[0] / 255
        if self._count == 0 or abs(cover - self._cover) > SUDDEN:
            # Where the room shows was not known: it is now, so look again.
            alpha = self._cut(root, small)
        self._cover = cv2.mean(alpha)[0] / 255
        self._count += 1
        return alpha

    def _cut(self, root: Field, small: Field) -> Picture:
        self._follow(small)
        bare = self._bare()
        noise = cv2.max(self._noise, self._edges)
        fine = Evidence.of(root, bare, noise)
        bare_small = cv2.resize(bare, self._small, interpolation=cv2.INTER_AREA)
        coarse = Evidence.of(small, bare_small, COARSE_NOISE * cv2.resize(noise, self._small, interpolation=cv2.INTER_AREA))
        alpha, self.doubt = shaped(root, bare, fine, coarse, self.limits.threshold, self.limits.softness, self.limits.darkest)
        far = cv2.dilate(alpha, kernel(11)) < 16
        self._sure = cv2.resize(far.astype(np.uint8), self._small, interpolation=cv2.INTER_NEAREST).astype(bool)
        if self._count < 2 * EVERY or self._count % EVERY == 0:
            self._learn(fine, small - bare_small, far)
        return alpha

    def _follow(self, small: Field) -> None:
        """What the camera changed, as measured where the last picture showed the room: gain, then the curve of each channel."""
        sure, before = (self._sure, self.gain) if self._sure.mean() > LOST else shown(small, self._small_root)
        self.gain = gain(small * small, self._small_root * self._small_root, sure, before)
        off = np.clip(small - self._small_root * _root_of(self.gain), -CURVE_LIMIT, CURVE_LIMIT)
        for channel in range(3):
            self._curve[:, 0, channel] = _curve(self._bins[..., channel][sure], off[..., channel][sure])

    def _bare(self) -> Field:
        """(h, w, 3): the room as this camera would show it now."""
        bare = cv2.add(cv2.multiply(self._root, np.asarray((*_root_of(self.gain), 0.0), np.float64)), cv2.LUT(self._codes, self._curve))
        drift = cv2.resize(self._drift, self.size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(cv2.max(cv2.add(bare, drift), np.zeros_like(bare)))

    def _learn(self, fine: Evidence, off: Field, far: NDArray[np.bool_]) -> None:
        """Noise, and light that changes slowly and locally, both within limits, only far from the actor."""
        noise = np.clip(fine.across * fine.noise * 1.2, NOISE, LARGEST_NOISE)
        self._noise += np.where(far, LEARN * (noise - self._noise), 0).astype(np.float32)
        drift = self._drift + DRIFT_LEARN * off * self._sure[..., None].astype(np.float32)
        self._drift = np.clip(drift, -DRIFT_LIMIT, DRIFT_LIMIT).astype(np.float32)


def shown(small: Field, bare: Field) -> tuple[NDArray[np.bool_], Gain]:
    """((h, w) where a picture shows the bare room, by which gain of light), for one that nothing is known of yet.

    small, bare: (h, w, 3) square roots of light. The room is what shares one ratio in all channels, however much of the picture
    an actor fills: his own ratios lie scattered.
    """
    ratios = np.log(np.maximum(small, DARKEST) / np.maximum(bare, DARKEST))
    lit = (bare.min(axis=2) > DARKEST) & (small.min(axis=2) > DARKEST)
    if (bare.min(axis=2) > DARKEST).mean() < LEAST_LIT:
        # Deep colours, such as green cloth, have no ratio in their dark channels: the gain has to do with all there is.
        return np.ones_like(lit), UNITY
    whole = ratios.mean(axis=2)
    near = lit & (np.abs(whole - _commonest(whole[lit])) < NEAR_WHOLE)
    common = np.array([_commonest(ratios[..., channel][near]) for channel in range(3)])
    sure = near & (np.abs(ratios - common).max(axis=2) < NEAR_CHANNEL)
    red, green, blue = np.exp(2 * common)
    return sure, (float(red), float(green), float(blue))


def _commonest(ratios: Field) -> float:
    """The logarithm that most share; of two nearly as common the one nearer to no change, for cameras rarely pump far. 0 of none."""
    edges = np.linspace(-WIDEST, WIDEST, RATIO_BINS + 1)
    counts = np.convolve(np.histogram(ratios, edges)[0], (1, 2, 3, 2, 1), "same").astype(np.float64)
    middles = (edges[:-1] + edges[1:]) / 2
    peak = middles[np.argmax(counts / (1 + (middles / UNLIKELY) ** 2))]
    here = ratios[np.abs(ratios - peak) < 2.5 * (edges[1] - edges[0])]
    return float(np.median(here)) if len(here) else 0.0


def _curve(bins: NDArray[np.intp], off: Field) -> Field:
    """(256,): how far off a channel is by its own brightness: medians, so that an actor not yet known does not bend it."""
    counts = np.bincount(bins, minlength=CURVE_BINS)
    known = np.flatnonzero(counts >= 25)
    if not len(known):
        return np.zeros(256, np.float32)
    # Sorted by bin, and within each by how far off: the limit is below 1.
    ordered = np.sort(bins + (off + CURVE_LIMIT))
    ends = np.cumsum(counts)
    medians = ordered[ends[known] - 1 - counts[known] // 2] - known - CURVE_LIMIT
    return np.interp(np.arange(256), (known + 0.5) / CURVE_BINS * 255, medians).astype(np.float32)


def _root_of(factors: Gain) -> NDArray[np.float32]:
    return np.sqrt(np.array(factors, np.float32))


def _steepness(root: Field) -> Field:
    """How much a pixel differs from its neighbours, the most of the channels."""
    spread = cv2.dilate(root, np.ones((3, 3), np.uint8)) - cv2.erode(root, np.ones((3, 3), np.uint8))
    return np.asarray(spread.max(axis=2) / 2)


@cache
def _roots() -> Field:
    """(1, 256): sRGB codes as square roots of display light."""
    return np.asarray(np.sqrt(in_light(np.arange(256, dtype=np.uint8)[None])))
