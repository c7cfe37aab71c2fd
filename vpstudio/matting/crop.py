"""Where the actor is: a crop round him that the network sees at its true aspect, kept still while he stays inside it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vpstudio.matting.picture import Box, Picture

SURE = 128
"""Alpha from which a pixel counts as actor when the box is drawn."""
LEAST = 0.0015
"""Part of the picture below which a matte counts as empty."""
SPECK = 0.04
"""A blob smaller than this part of the largest one is not a person."""


def person_box(alpha: Picture) -> Box | None:
    """The box of all persons in ``alpha`` (h, w): the largest blob and every blob comparable to it. None: nobody."""
    height, width = alpha.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats((alpha >= SURE).astype(np.uint8), connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count < 2 or areas.max() < LEAST * alpha.size:
        return None
    people = stats[1:][areas >= max(SPECK * areas.max(), LEAST * alpha.size)]
    left, top = people[:, 0], people[:, 1]
    right, bottom = left + people[:, 2], top + people[:, 3]
    return float(left.min() / width), float(top.min() / height), float(right.max() / width), float(bottom.max() / height)


def united(first: Box | None, second: Box | None) -> Box | None:
    """The smallest box that holds both."""
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])


@dataclass(frozen=True, slots=True)
class Framing:
    """How the crop is laid. margin: kept round the person, part of his longer side. least_margin: with less the crop moves.

    squash: how far the crop may differ from a square, because the network sees every crop as one.
    """

    margin: float = 0.14
    least_margin: float = 0.04
    squash: float = 1.25
    loosest: float = 0.5

    def crop(self, box: Box, size: tuple[int, int]) -> Box:
        """The crop for a person's ``box`` in an upright picture of ``size`` = (width, height).

        It has the margin on each side where the picture has room, and is as near to a square as that allows.
        """
        width, height = size
        left, top, right, bottom = box[0] * width, box[1] * height, box[2] * width, box[3] * height
        room = self.margin * max(right - left, bottom - top)
        across = _side(left - room, right + room, width)
        down = _side(top - room, bottom + room, height)
        longest = max(across[1] - across[0], down[1] - down[0])
        across = _widened(across, longest, width, longest / self.squash)
        down = _widened(down, longest, height, longest / self.squash)
        return across[0] / width, down[0] / height, across[1] / width, down[1] / height

    def holds(self, crop: Box, box: Box, size: tuple[int, int]) -> bool:
        """Whether ``crop`` still suits a person at ``box``: a margin on each side that is not the picture's own edge, not too loose."""
        across = (crop[2] - crop[0]) * size[0]
        down = (crop[3] - crop[1]) * size[1]
        longest = max((box[2] - box[0]) * size[0], (box[3] - box[1]) * size[1])
        least = self.least_margin * longest
        gaps = ((box[0] - crop[0]) * size[0], (box[1] - crop[1]) * size[1], (crop[2] - box[2]) * size[0], (crop[3] - box[3]) * size[1])
        tight = any(gap < least and free for gap, free in zip(gaps, _free(crop), strict=True))
        return not tight and longest >= self.loosest * max(across, down)


def touches(alpha: Picture, crop: Box) -> bool:
    """Whether the person in a crop's matte is cut by an edge of the crop that is not an edge of the picture."""
    sides = (alpha[:, 0], alpha[0], alpha[:, -1], alpha[-1])
    return any(free and np.count_nonzero(side >= SURE) > 0.01 * side.size for side, free in zip(sides, _free(crop), strict=True))


def _free(crop: Box) -> tuple[bool, bool, bool, bool]:
    """Which sides of the crop lie inside the picture. A side on the picture's edge may miss it by a rounding."""
    return crop[0] > 1e-6, crop[1] > 1e-6, crop[2] < 1 - 1e-6, crop[3] < 1 - 1e-6


def placed(alpha: Picture, crop: Box, size: tuple[int, int]) -> Picture:
    """A crop's matte laid into the matte of the whole picture, (height, width) for ``size`` = (width, height), 0 outside."""
    height, width = alpha.shape
    across, down = (crop[2] - crop[0]) * size[0] / width, (crop[3] - crop[1]) * size[1] / height
    # Pixel centres are at n + 0.5 on both sides.
    to_whole = np.array([[across, 0, crop[0] * size[0] + across / 2 - 0.5], [0, down, crop[1] * size[1] + down / 2 - 0.5]])
    inside = _inside(crop, size)
    whole = cv2.warpAffine(alpha, to_whole, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    result = np.zeros_like(whole)
    result[inside] = whole[inside]
    return result


def _inside(crop: Box, size: tuple[int, int]) -> tuple[slice, slice]:
    across = slice(max(0, round(crop[0] * size[0])), round(crop[2] * size[0]))
    return slice(max(0, round(crop[1] * size[1])), round(crop[3] * size[1])), across


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
