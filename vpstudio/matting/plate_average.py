"""A clean plate averaged from many pictures, without whoever walks through meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.screen_light import in_light

Light = NDArray[Any]

GROUPS = 5
NOISES = (2.0, 5.0)
"""Codes: what a pixel's noise is taken to be at least and at most. What changes more from picture to picture moves."""


@dataclass(frozen=True, slots=True, eq=False)
class Average:
    """light: (h, w, 3) float32 display light. noise: (h, w) float32, standard deviation of one picture's pixel, mean of channels.

    moved: part of the picture where something moved meanwhile. drift_stops: by how much the light changed over the capture.
    disturbed: part of the picture where more moved than can be left out, so that the plate there may show it.
    """

    light: Light
    noise: Light
    moved: float
    disturbed: float
    drift_stops: float
    count: int


class Averager:
    """Averages upright pictures in display light, leaving out whoever walks through; memory does not grow with their number.

    Pictures fall into five groups in time. Per pixel, the median of the groups' means is sure of any two of them being wrong
    (median of means); the mean of the groups near that median is what is kept. Slow changes of the whole picture are undone.
    """

    def __init__(self) -> None:
        self.count = 0
        self._sums: list[Light | None] = [None] * GROUPS
        self._counts = [0] * GROUPS
        self._kept: list[NDArray[np.uint16] | None] = [None] * GROUPS
        self._changes: Light | None = None
        self._differences = 0
        self._last: Picture | None = None

    def add(self, rgb: Picture, done: float) -> None:
        """rgb: (h, w, 3) uint8 sRGB. done: how much of the capture is past, 0..1; never falls. Raises ValueError on another size."""
        if self._last is not None and self._last.shape != rgb.shape:
            raise ValueError(f"pictures of {self._last.shape[:2]} and {rgb.shape[:2]} cannot be averaged")
        group = min(int(done * GROUPS), GROUPS - 1)
        self._pack(group)
        total, light = self._sums[group], cv2.LUT(rgb, _lights())
        self._sums[group] = light if total is None else cv2.accumulate(light, total)
        self._counts[group] += 1
        self._note_change(rgb)
        self._last = rgb
        self.count += 1

    def result(self) -> Average:
        """Raises ValueError without pictures."""
        if not self.count:
            raise ValueError("no pictures were added")
        self._pack(GROUPS)
        means = [kept for kept in self._kept if kept is not None]
        gains = _gains(means)
        light, moved, disturbed = _robust(means, gains, self._noise_codes())
        return Average(light, self._noise(light), moved, disturbed, _drift(gains), self.count)

    def _pack(self, group: int) -> None:
        """Groups before ``group`` are complete: keep their means in two bytes a sample, square root of light."""
        for index in range(min(group, GROUPS)):
            total = self._sums[index]
            if total is not None:
                mean = cv2.sqrt(total / self._counts[index])
                self._kept[index] = np.rint(np.minimum(mean, 1) * 65535).astype(np.uint16)
                self._sums[index] = None

    def _note_change(self, rgb: Picture) -> None:
        """Smallest is surest: the running mean of clipped differences between neighbours in time, in codes."""
        if self._last is None:
            return
        change = np.minimum(cv2.absdiff(rgb, self._last), 24)
        if self._changes is None:
            self._changes = np.zeros(rgb.shape[:2], np.float32)
        self._changes += cv2.transform(change, np.full((1, 3), 1 / 3, np.float32)).reshape(rgb.shape[:2])
        self._differences += 1

    def _noise_codes(self) -> Light:
        """Standard deviation in codes: of normal noise the mean absolute difference of two pictures is 2 sigma / sqrt(pi)."""
        if self._changes is None or self._last is None:
            shape = (1, 1) if self._last is None else self._last.shape[:2]
            return np.full(shape, 2.0, np.float32)
        raw = self._changes / self._differences * (np.sqrt(np.pi) / 2)
        return np.asarray(np.maximum(cv2.blur(raw, (5, 5)), 0.3), np.float32)

    def _noise(self, light: Light) -> Light:
        """Codes to light by the slope of the sRGB curve there."""
        mean = light.mean(axis=2)
        slope = np.where(mean <= 0.0031308, 1 / 12.92, 2.4 / 1.055 * np.maximum(mean, 1e-6) ** (1.4 / 2.4))
        return np.asarray(self._noise_codes() / 255 * slope, np.float32)


@cache
def _lights() -> Light:
    """(1, 256): a table that OpenCV looks up some five times as fast as NumPy does."""
    return in_light(np.arange(256, dtype=np.uint8)[None])


def _gains(means: list[NDArray[np.uint16]]) -> NDArray[np.float64]:
    """(groups, 3): by how much each group is brighter than the middle one, in square roots of light."""
    some = [mean[::8, ::8].reshape(-1, 3).astype(np.float64) for mean in means]
    middle = np.median(some, axis=0)
    lit = (middle > 4000) & (middle < 62000)
    ratios = np.ones((len(means), 3))
    for group, values in enumerate(some):
        for channel in range(3):
            use = lit[:, channel]
            if np.count_nonzero(use) >= 50:
                ratios[group, channel] = np.median(values[use, channel] / middle[use, channel])
    return ratios


def _drift(gains: NDArray[np.float64]) -> float:
    return float((2 * np.log2(gains.max(axis=0) / gains.min(axis=0))).max())


def _robust(means: list[NDArray[np.uint16]], gains: NDArray[np.float64], noise: Light) -> tuple[Light, float, float]:
    """(light, part where some group was left out, part where fewer than three agree), strip by strip to spare memory."""
    height, width = means[0].shape[:2]
    light = np.empty((height, width, 3), np.float32)
    moved = disturbed = 0
    for top in range(0, height, 64):
        rows = slice(top, top + 64)
        stack = np.stack([mean[rows] / gain.astype(np.float32) for mean, gain in zip(means, gains, strict=True)]) / 65535
        middle = np.median(stack, axis=0)
        # A code is about 1/230 of the square root of light. Compressed video is silent for half a second, then jumps by some codes.
        limit = np.clip(noise[rows] if noise.shape[0] > 1 else noise, *NOISES) * (2.5 / 230)
        agree = np.abs(stack - middle).max(axis=3) <= limit
        weight = agree[..., None].astype(np.float32)
        light[rows] = ((stack * weight).sum(axis=0) / np.maximum(weight.sum(axis=0), 1)) ** 2
        agreeing = agree.sum(axis=0)
        light[rows][agreeing == 0] = middle[agreeing == 0] ** 2
        moved += int(np.count_nonzero(agreeing < len(means)))
        disturbed += int(np.count_nonzero(agreeing * 2 <= len(means)))
    return light, moved / (height * width), disturbed / (height * width)
