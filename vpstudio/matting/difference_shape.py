"""From differences to the actor's shape: shadows told from clothes, holes filled, the edge's own softness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.screen_light import kernel, ramp

HOLE = 0.004
"""Part of the picture: larger holes in the actor are the room seen between arm and body."""
SPECK = 0.0012
GARMENT = 0.003
"""Part of the picture: smaller dark things at the actor are taken for his shadow on the floor."""
BRIDGE = 0.09
"""Of the longer side: how wide a gap in the actor may be that weak differences close."""
WEAK = 0.8
"""Of the threshold, for the coarse picture, inside the outline."""
SHADED = 0.94
"""A pixel at most this bright (in the root) beside the plate may be shadow."""
SHARP = 0.6
"""A border is sharp where this much of its depth falls within a few pixels; a shadow's falls softly."""
CONTOUR = 0.7
"""This part of a garment's border is sharp: measured 0.8 to 1, of shadows on wall and floor 0.2 to 0.5."""

Field = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """How a picture differs from the bare room, all (h, w).

    across: in colour, in units of noise. share: its brightness as a factor of the room's. depth: the room's brightness in units
    of noise, so that (share - 1) * depth is how much brighter it is.
    """

    across: Field
    share: Field
    depth: Field
    noise: Field

    @classmethod
    def of(cls, root: Field, bare: Field, noise: Field) -> Evidence:
        """root, bare: (h, w, 3) square roots of light."""
        power = cv2.add(_dot(bare, bare), 1e-4)  # type: ignore[call-overload]
        common = _dot(root, bare)
        share = cv2.divide(common, power)
        left = cv2.subtract(_dot(root, root), cv2.multiply(common, share))
        across = cv2.divide(cv2.sqrt(np.maximum(left, 0)), noise)
        return cls(np.asarray(across), np.asarray(share), cv2.divide(cv2.sqrt(power), noise), noise)

    def apart(self, darkest: float) -> Field:
        """Another colour counts wholly, brighter counts, darker only beyond ``darkest``, what a shadow makes at most."""
        beyond = 1 - ramp(self.share, darkest - 0.12, darkest)
        along = (self.share - 1) * self.depth * np.where(self.share < 1, beyond, 1)
        return np.asarray(cv2.sqrt(self.across * self.across + 0.5 * along * along))


def shaped(
    root: Field, bare: Field, fine: Evidence, coarse: Evidence, threshold: float, softness: float, darkest: float
) -> tuple[Picture, float]:
    """((h, w) uint8 alpha, doubt 0..1). threshold, softness: in units of noise; darkest: of a shadow, see ``Evidence.apart``."""
    size = (int(root.shape[1]), int(root.shape[0]))
    strong = ramp(cv2.blur(fine.apart(darkest), (3, 3)), threshold, threshold + softness)
    found = _without_specks(np.rint(strong * 255).astype(np.uint8))
    found = np.maximum(found, _larger(_dark_clothes(*_halved(fine, found)), size))
    # The least of the neighbours: a coarse pixel beside the actor has some of him in it.
    least = cv2.erode(coarse.apart(darkest), np.ones((3, 3), np.uint8))
    weak = cv2.resize(least, size, interpolation=cv2.INTER_LINEAR) > WEAK * threshold
    bridged = np.where(weak & (_bridged(found) > 127), 255, 0).astype(np.uint8)
    whole = cv2.morphologyEx(np.maximum(found, bridged), cv2.MORPH_CLOSE, kernel(5))
    whole = np.maximum(whole, _holes(np.asarray(whole)))
    actor = max(1.0, float((whole > 127).sum()))
    return _soft_edge(root, bare, whole), float(((whole > 127) & (found <= 127)).sum()) / actor


def _halved(fine: Evidence, found: Picture) -> tuple[Field, Field, Picture]:
    """Share, depth and what was found at half the size, where blobs are counted four times as fast."""
    size = _half(found)
    share, depth = (np.asarray(cv2.resize(each, size, interpolation=cv2.INTER_AREA)) for each in (fine.share, fine.depth))
    return share, depth, np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_AREA), np.uint8)


def _dark_clothes(share: Field, depth: Field, found: Picture) -> Picture:
    """255 in what is merely darker than the room, yet hangs on the actor and has a contour where a shadow has none."""
    shaded = ((share < SHADED) & ((1 - share) * depth > 5) & (found <= 127)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(shaded, cv2.MORPH_OPEN, kernel(3)), connectivity=8)
    if count < 2 or stats[1:, cv2.CC_STAT_AREA].max() < GARMENT * found.size:
        return np.zeros_like(found)
    box = np.ones((3, 3), np.uint8)
    wide = np.ones((5, 5), np.uint8)
    fall = cv2.dilate(share, wide) - cv2.erode(share, wide)
    blobs = (labels > 0).astype(np.uint8)
    to_room = (blobs > cv2.erode(blobs, box)) & (cv2.dilate(found, kernel(5)) <= 127)
    fallen = np.bincount(labels.ravel(), (1 - share).ravel(), count) / stats[:, cv2.CC_STAT_AREA]
    sharp = to_room & (fall > SHARP * fallen[labels])
    borders = np.bincount(labels[to_room], minlength=count)
    sharps = np.bincount(labels[sharp], minlength=count)
    touching = np.bincount(labels[cv2.dilate(found, kernel(3)) > 127], minlength=count) > 4
    kept = touching & (sharps > CONTOUR * np.maximum(borders, 1)) & (stats[:, cv2.CC_STAT_AREA] > GARMENT * found.size)
    kept[0] = False
    return np.asarray(kept[labels].astype(np.uint8) * 255)


def _bridged(found: Picture) -> Picture:
    """The actor with gaps up to ``BRIDGE`` closed, worked out at a quarter of the size."""
    size = (max(1, int(found.shape[1]) // 4), max(1, int(found.shape[0]) // 4))
    reach = max(3, round(BRIDGE * max(size))) | 1
    small = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    padded = cv2.copyMakeBorder(small, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel(reach))[reach:-reach, reach:-reach]
    return np.asarray(cv2.resize(closed, found.shape[1::-1], interpolation=cv2.INTER_LINEAR))


def _soft_edge(root: Field, bare: Field, whole: Picture) -> Picture:
    """Near the border alpha is how far the pixel is on its way from the room's light to the actor's just inside."""
    apart = root * root - bare * bare
    apart = cv2.sqrt(_dot(apart, apart))
    inside = cv2.dilate(np.where(whole > 127, apart, 0).astype(np.float32), kernel(7))
    way = np.clip(apart / np.maximum(0.75 * inside, 1e-3), 0, 1) * 255
    core = cv2.erode(np.where(whole > 127, 255, 0).astype(np.uint8), kernel(7), borderType=cv2.BORDER_REPLICATE)
    edge = cv2.blur(np.minimum(whole, np.rint(way).astype(np.uint8)), (3, 3))
    # What the blur carries beyond the outline is let go: an empty room stays empty.
    return np.asarray(np.where(whole > 0, np.maximum(core, edge), 0).astype(np.uint8))


def _without_specks(alpha: Picture) -> Picture:
    """Only blobs of some size that are surely actor somewhere."""
    small = cv2.resize(alpha, _half(alpha), interpolation=cv2.INTER_AREA)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((small > 100).astype(np.uint8), connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= SPECK * small.size
    kept[0] = False
    near = cv2.dilate(kept[labels].astype(np.uint8) * 255, np.ones((5, 5), np.uint8))
    return np.asarray(np.minimum(alpha, _larger(np.asarray(near), alpha.shape[1::-1])))


def _holes(alpha: Picture) -> Picture:
    """255 in small holes."""
    small = cv2.resize(alpha, _half(alpha), interpolation=cv2.INTER_AREA)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((small <= 127).astype(np.uint8), connectivity=4)
    holes = stats[:, cv2.CC_STAT_AREA] < HOLE * small.size
    holes[0] = False
    # Over the rim of the hole, which is half actor.
    filled = cv2.dilate(holes[labels].astype(np.uint8) * 255, np.ones((3, 3), np.uint8)) if holes.any() else np.zeros_like(small)
    return _larger(np.asarray(filled), alpha.shape[1::-1])


def _half(picture: Picture) -> tuple[int, int]:
    return max(1, int(picture.shape[1]) // 2), max(1, int(picture.shape[0]) // 2)


def _larger(picture: Picture, size: tuple[int, int]) -> Picture:
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _dot(a: Field, b: Field) -> Field:
    return np.asarray(cv2.transform(cv2.multiply(a, b), np.ones((1, 3), np.float32)).reshape(a.shape[:2]))
