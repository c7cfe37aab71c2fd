"""Where the actor is: a crop round him that the network sees at its true aspect, kept still while he stays inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np

from vpstudio.matting.picture import Box, Picture

SURE = 128
"""Alpha from which a pixel counts as actor when the box is drawn."""
LEAST = 0.0015
"""Part of the picture below which a matte counts as empty."""
SPECK = 0.04
"""A blob smaller than this part of the largest one is not a person."""
FADE = 0.02
"""Part of a crop's side over which its matte fades out."""


def person_boxes(alpha: Picture) -> list[Box]:
    """The box of each person in ``alpha`` (h, w), the largest first: blobs of some size that are comparable to the largest."""
    height, width = alpha.shape
    outlines, _ = cv2.findContours(cv2.threshold(alpha, SURE - 1, 1, cv2.THRESH_BINARY)[1], cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    blobs = sorted((_blob(outline) for outline in outlines), key=lambda blob: -blob[0])
    least = max(SPECK * blobs[0][0], LEAST * alpha.size) if blobs else 0.0
    large = [box for area, box in blobs if area >= least]
    return [(left / width, top / height, (left + wide) / width, (top + tall) / height) for left, top, wide, tall in large]


def _blob(outline: Any) -> tuple[float, tuple[int, int, int, int]]:
    """Area in pixels and left, top, width, height. An outline runs through the middles of its pixels."""
    left, top, wide, tall = (int(side) for side in cv2.boundingRect(outline))
    return float(cv2.contourArea(outline)) + cv2.arcLength(outline, True) / 2 + 1, (left, top, wide, tall)


def person_box(alpha: Picture) -> Box | None:
    """The box of all persons in ``alpha`` (h, w). None: nobody."""
    whole: Box | None = None
    for box in person_boxes(alpha):
        whole = united(whole, box)
    return whole


def united(first: Box | None, second: Box | None) -> Box | None:
    """The smallest box that holds both."""
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])


@dataclass(frozen=True, slots=True)
class Framing:
    """How the crop is laid. margin: kept round the person, part of his longer side. least_margin: with less the crop moves.

    squash: how far the crop may differ from a square, because the network sees every crop as one. A picture that is not high enough
    is better continued by its edge than squashed: 30 % less error where that happened. loosest: where he and his margins fill
    less of the crop's side he is too small in it.
    """

    margin: float = 0.12
    least_margin: float = 0.05
    squash: float = 1.0
    loosest: float = 0.82

    def crop(self, box: Box, size: tuple[int, int], margin: float | None = None) -> Box:
        """The crop for a person's ``box`` in an upright picture of ``size`` = (width, height), with another margin where given.

        It has the margin on each side where the picture has room, and is as near to a square as that allows.
        """
        width, height = size
        left, top, right, bottom = box[0] * width, box[1] * height, box[2] * width, box[3] * height
        room = (self.margin if margin is None else margin) * max(right - left, bottom - top)
        across = _side(left - room, right + room, width)
        down = _side(top - room, bottom + room, height)
        longest = max(across[1] - across[0], down[1] - down[0])
        across = _widened(across, longest, width, longest / self.squash)
        down = _widened(down, longest, height, longest / self.squash)
        return across[0] / width, down[0] / height, across[1] / width, down[1] / height

    def holds(self, crop: Box, box: Box, size: tuple[int, int], margin: float | None = None) -> bool:
        """Whether ``crop`` still suits a person at ``box``: a margin on each side that is not the picture's own edge, not too loose."""
        across = (crop[2] - crop[0]) * size[0]
        down = (crop[3] - crop[1]) * size[1]
        longest = max((box[2] - box[0]) * size[0], (box[3] - box[1]) * size[1])
        least = self.least_margin * longest
        gaps = ((box[0] - crop[0]) * size[0], (box[1] - crop[1]) * size[1], (crop[2] - box[2]) * size[0], (crop[3] - box[3]) * size[1])
        tight = any(gap < least and free for gap, free in zip(gaps, free_sides(crop), strict=True))
        return not tight and longest * (1 + 2 * (self.margin if margin is None else margin)) >= self.loosest * max(across, down)


def softness(alpha: Picture) -> float:
    """How undecided a matte is: half-transparent pixels for each pixel of outline; infinite where nobody is.

    Of the same person in several crops the one with the least has nearly always the least error too (about 1: a good matte; 3: a
    person half lost in the wall).
    """
    sure = (alpha >= SURE).astype(np.uint8)
    outline = np.count_nonzero(cv2.morphologyEx(sure, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)))
    return float(np.count_nonzero(cv2.inRange(alpha, 40, 215)) / outline) if outline else float("inf")


def cut_sides(alpha: Picture, crop: Box, others: Sequence[Box] = ()) -> tuple[bool, bool, bool, bool]:
    """Whether the left, top, right and bottom of a crop, or the fading next to them, cut the person in its matte.

    The picture's own edges do not count, nor does what lies well inside one of the ``others``: there another crop sees it whole.
    """
    x = crop[0] + (crop[2] - crop[0]) * (np.arange(alpha.shape[1]) + 0.5) / alpha.shape[1]
    y = crop[1] + (crop[3] - crop[1]) * (np.arange(alpha.shape[0]) + 0.5) / alpha.shape[0]
    down, across = (round(FADE * length) for length in alpha.shape)
    sides = (
        (alpha[:, across], x[across], y),
        (alpha[down], x, y[down]),
        (alpha[:, -1 - across], x[-1 - across], y),
        (alpha[-1 - down], x, y[-1 - down]),
    )
    left, top, right, bottom = (
        free and np.count_nonzero((line >= SURE) & ~_seen_by(others, at_x, at_y)) > 0.01 * line.size
        for free, (line, at_x, at_y) in zip(free_sides(crop), sides, strict=True)
    )
    return left, top, right, bottom


def touches(alpha: Picture, crop: Box) -> bool:
    """Whether the person in a crop's matte is cut by an edge of the crop that is not an edge of the picture."""
    return any(cut_sides(alpha, crop))


def _seen_by(crops: Sequence[Box], x: Any, y: Any) -> Any:
    """Where points lie inside one of ``crops``, a little off its edge."""
    seen: Any = np.zeros(np.broadcast(x, y).shape, bool)
    for left, top, right, bottom in crops:
        edge_x, edge_y = 0.04 * (right - left), 0.04 * (bottom - top)
        seen |= (x > left + edge_x) & (x < right - edge_x) & (y > top + edge_y) & (y < bottom - edge_y)
    return seen


def free_sides(crop: Box) -> tuple[bool, bool, bool, bool]:
    """Which sides of the crop lie inside the picture. A side on the picture's edge may miss it by a rounding."""
    return crop[0] > 1e-6, crop[1] > 1e-6, crop[2] < 1 - 1e-6, crop[3] < 1 - 1e-6


def softened(alpha: Picture, crop: Box) -> Picture:
    """A crop's matte fading out toward those of its edges that lie inside the picture: no seam where crops end or overlap."""
    return cv2.multiply(alpha, _fade(alpha.shape, free_sides(crop)), dtype=cv2.CV_8U)


@cache
def _fade(shape: tuple[int, int], free: tuple[bool, bool, bool, bool]) -> Any:
    weights = []
    for length, low, high in ((shape[0], free[1], free[3]), (shape[1], free[0], free[2])):
        ramp = np.clip((np.arange(length) + 0.5) / (FADE * length), 0, 1)
        weights.append((ramp if low else 1.0) * (ramp[::-1] if high else 1.0) * np.ones(length))
    return np.outer(*weights).astype(np.float32)


def placed(alpha: Picture, crop: Box, size: tuple[int, int]) -> Picture:
    """A crop's matte laid into the matte of the whole picture, (height, width) for ``size`` = (width, height), 0 outside."""
    height, width = alpha.shape
    inside = _inside(crop, size)
    top, left = inside[0].start, inside[1].start
    across, down = (crop[2] - crop[0]) * size[0] / width, (crop[3] - crop[1]) * size[1] / height
    # Pixel centres are at n + 0.5 on both sides.
    shift = crop[0] * size[0] + across / 2 - 0.5 - left, crop[1] * size[1] + down / 2 - 0.5 - top
    to_whole = np.array([[across, 0, shift[0]], [0, down, shift[1]]])
    result = np.zeros(size[::-1], np.uint8)
    room = inside[1].stop - left, inside[0].stop - top
    if min(room) > 0:
        result[inside] = cv2.warpAffine(alpha, to_whole, room, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return result


def _inside(crop: Box, size: tuple[int, int]) -> tuple[slice, slice]:
    left, top, right, bottom = (min(max(0, round(at * side)), side) for at, side in zip(crop, size * 2, strict=True))
    return slice(top, bottom), slice(left, right)


def _side(low: float, high: float, limit: int) -> tuple[float, float]:
    return max(0.0, low), min(float(limit), high)


def _widened(side: tuple[float, float], wanted: float, limit: int, least: float) -> tuple[float, float]:
    """``side`` made ``wanted`` long within the picture; at least ``least`` long even where that reaches outside it."""
    length = max(min(wanted, float(limit)), least, side[1] - side[0])
    middle = (side[0] + side[1]) / 2
    low = middle - length / 2
    if length <= limit:
        low = min(max(low, 0.0), limit - length)
    else:
        low = (limit - length) / 2
    return low, low + length
