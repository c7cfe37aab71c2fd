"""A matte kept steady where the picture stands still, and let go at once where it moves, so that nothing flickers and nothing ghosts.

Alpha and a small copy of the picture are averaged over time by the same weights: the kept alpha belongs to the kept picture, and only
where the new picture agrees with the kept one may the kept alpha speak. What drifts slowly therefore parts from it in the end too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Box, Picture
from vpstudio.model.clock import Stamp

Field = NDArray[Any]
"""float32 (h, w) or (h, w, 3)."""

WORKING = 256
"""Longer side of the picture in which motion is looked for."""
MEAN_OF_THREE = np.full((1, 3), 1 / 3, np.float32)
REACH = np.ones((5, 5), np.uint8)
LIGHT = 4.0
"""Code values by which the whole picture may brighten or darken from frame to frame without anything having moved."""


@dataclass(frozen=True, slots=True)
class Steadying:
    """How steady.

    settle_s: time in which a still matte follows its network. low, high: change of the picture, in units of its noise, at which the
    kept alpha begins to yield and has no say any more.
    wait_s, sure_s: a disagreement of more than ``agree`` (0..1) that lasts so long is believed although the picture stands still:
    not at all yet, and as a weight of ``at_most``.
    gap_s: after a longer gap nothing is kept. cut: part of the picture that changes at once when the shot does.
    """

    settle_s: float = 0.25
    low: float = 3.0
    high: float = 6.0
    agree: float = 0.04
    wait_s: float = 0.08
    sure_s: float = 0.2
    at_most: float = 0.6
    gap_s: float = 0.4
    cut: float = 0.75


class Steady:
    """One camera's mattes in order. Deterministic: the same calls after ``reset`` give the same mattes.

    ``motion``: how surely each pixel of the working picture moved by the last frame, (h, w) 0..1; None where that is not known.
    """

    def __init__(self, how: Steadying | None = None) -> None:
        self._how = how or Steadying()
        self.reset()

    def reset(self) -> None:
        """Forget: another source, shot or crop of the picture."""
        self._alpha: Field | None = None
        self._picture: Field | None = None
        self._lasted: Field | None = None
        self._noise = Noise()
        self._stamp: Stamp | None = None
        self.motion: Field | None = None

    def __call__(self, alpha: Picture, rgb_small: Picture, stamp: Stamp, fresh: Sequence[Box] = ()) -> Picture:
        """The steady alpha, (h, w) uint8 like ``alpha``.

        rgb_small: the same upright picture (h', w', 3) uint8 at any size of the same aspect; 256 pixels across are enough. stamp:
        of the frame both are of. fresh: parts of the picture where ``alpha`` is taken as it is. A step back, a gap in time, another
        size and a cut start afresh with ``alpha`` as it is.
        """
        picture = _working(rgb_small)
        elapsed = self._elapsed(stamp)
        self._stamp = stamp
        if elapsed is None or not self._suits(alpha, picture):
            return self._afresh(alpha, picture)
        motion = self._motion(picture)
        if cv2.mean(motion)[0] > self._how.cut:
            return self._afresh(alpha, picture)
        self.motion = motion
        return self._followed(alpha, picture, motion, elapsed, fresh)

    def _elapsed(self, stamp: Stamp) -> float | None:
        """Seconds since the last frame, None where it is none that went before."""
        if self._stamp is None:
            return None
        elapsed = (stamp.time_ns - self._stamp.time_ns) / 1e9
        return elapsed if 0 < elapsed <= self._how.gap_s else None

    def _suits(self, alpha: Picture, picture: Field) -> bool:
        return (
            self._alpha is not None
            and self._picture is not None
            and (self._alpha.shape, self._picture.shape) == (alpha.shape, picture.shape)
        )

    def _afresh(self, alpha: Picture, picture: Field) -> Picture:
        self.motion = None
        self._alpha, self._picture = alpha.astype(np.float32), picture
        self._apart, self._weight = np.zeros_like(self._alpha), np.zeros_like(self._alpha)
        self._lasted = np.zeros(picture.shape[:2], np.float32)
        self._noise = Noise()
        return alpha

    def _motion(self, picture: Field) -> Field:
        """How surely each pixel of the working picture changed, 0..1."""
        assert self._picture is not None
        self._follow_light(picture)
        change = cv2.subtract(picture, self._picture)
        # All three channels: clothes and wall often share their brightness.
        energy = cv2.blur(cv2.transform(cv2.multiply(change, change), MEAN_OF_THREE), (3, 3))
        # Running sums come out a hair below 0 where nothing changed, and a root of that would stay for good.
        size = cv2.sqrt(np.maximum(energy, 0))
        noise = self._noise.seen(size)
        motion = (size - self._how.low * noise) * (1 / ((self._how.high - self._how.low) * noise))
        # The network's edges reach further than the motion does.
        return np.clip(cv2.dilate(motion, REACH), 0, 1)

    def _follow_light(self, picture: Field) -> None:
        """The kept picture in today's light: lamps that flicker and a camera that corrects itself move nothing."""
        assert self._picture is not None
        step = 4
        shift = np.median((picture[::step, ::step] - self._picture[::step, ::step]).reshape(-1, 3), axis=0)
        self._picture = cv2.add(self._picture, np.append(np.clip(shift, -LIGHT, LIGHT), 0).astype(np.float64))

    def _followed(self, alpha: Picture, picture: Field, motion: Field, elapsed: float, fresh: Sequence[Box]) -> Picture:
        assert self._alpha is not None and self._picture is not None
        least = np.float32(1 - exp(-elapsed / self._how.settle_s))
        moved = np.maximum(motion, least)
        self._picture = cv2.blendLinear(picture, self._picture, moved, 1 - moved)
        weight = np.maximum(moved, self._believed(alpha, motion, elapsed))
        for left, top, right, bottom in fresh:
            height, width = weight.shape
            weight[max(0, round(top * height)) : round(bottom * height), max(0, round(left * width)) : round(right * width)] = 1
        # Into fields that are kept: to ask for large ones anew costs more than the sums.
        weight = cv2.resize(weight, alpha.shape[::-1], dst=self._weight, interpolation=cv2.INTER_LINEAR)
        apart = cv2.subtract(alpha, self._alpha, dst=self._apart, dtype=cv2.CV_32F)
        self._alpha += np.multiply(apart, weight, out=apart)
        return cv2.convertScaleAbs(self._alpha)

    def _believed(self, alpha: Picture, motion: Field, elapsed: float) -> Field:
        """How far a disagreement of alpha has lasted long enough to be believed, 0..1, although the picture stands still."""
        assert self._alpha is not None and self._lasted is not None
        apart = cv2.subtract(alpha, self._alpha, dst=self._apart, dtype=cv2.CV_32F)
        apart = cv2.resize(apart, motion.shape[::-1], interpolation=cv2.INTER_AREA)
        more, less = apart > self._how.agree * 255, apart < -self._how.agree * 255
        # Seconds since when the new alpha has been the larger (or, below 0, the smaller) one. Flicker goes up and down.
        lasted = np.where(more, np.maximum(self._lasted, 0) + np.float32(elapsed), 0)
        self._lasted = np.where(less, np.minimum(self._lasted, 0) - np.float32(elapsed), lasted)
        # What has moved is taken as it is: no disagreement is left.
        self._lasted *= 1 - motion
        wait, sure = self._how.wait_s, self._how.sure_s
        return np.clip((np.abs(self._lasted) - wait) * (1 / (sure - wait)), 0, self._how.at_most)


class Noise:
    """The camera's noise as it shows in a blurred difference of pictures: known from where nothing moves."""

    LEAST, MOST = 0.7, 5.0
    """Code values: 8-bit rounding alone, and more than any camera that is worth keying."""

    def __init__(self) -> None:
        self._level: float | None = None

    def seen(self, change: Field) -> float:
        """change: (h, w), code values. A quarter of a picture stands still unless the camera moves; then nothing is kept anyway."""
        sample = change[::4, ::4].ravel()
        quarter = sample.size // 4
        now = min(max(float(np.partition(sample, quarter)[quarter]) * 1.2, self.LEAST), self.MOST)
        self._level = now if self._level is None else self._level + (now - self._level) * (0.05 if now > self._level else 0.3)
        return self._level


def working_size(size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) of the picture in which motion is looked for, of a picture of ``size``."""
    scale = min(1.0, WORKING / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _working(rgb: Picture) -> Field:
    size = rgb.shape[1], rgb.shape[0]
    wanted = working_size(size)
    return (cv2.resize(rgb, wanted, interpolation=cv2.INTER_AREA) if wanted != size else rgb).astype(np.float32)
