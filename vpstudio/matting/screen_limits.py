"""What a key may never take away from the actor, and what it may never leave standing: from his matte and the bare screen."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.screen_light import DARK, Light, Shine, kernel, ramp

Mask = NDArray[np.bool_]
PROP = 0.004
"""Part of the picture from which a solid thing that stands free before the screen is a prop and no speck."""

GAP = 0.01
"""Part of the picture up to which a gap in the matte with the actor all round it is closed."""


def limits_of(picture: Shine, plate: Shine, confidence: Light, alpha: Picture, props: bool = True) -> Picture:
    """(h, w, 2) uint8: core and garbage, see ``Matte.limits``. confidence: (h, w) 0..1. alpha: (h, w) uint8, the actor's matte.

    Core: well inside the matte, except where the very cloth shows through between arm and body. Garbage: round the matte, and
    on along whatever solid thing hangs together with him (a prop, a hand that the network lost).
    """
    solid = 1.0 - picture.k / np.maximum(plate.k, 1e-3)
    alpha = grown_down(alpha, solid)
    core = np.clip((cv2.erode(alpha, kernel(5)).astype(np.float32) - 204.0) * (1 / 38.0), 0, 1)
    threads = showing(picture, plate) * confidence
    shows = cv2.blur(threads, (5, 5))
    core *= 1 - ramp(shows, 0.75, 0.95)
    # What is wide and half there is no edge and no blur but something dark or greenish: all there, if the network half agrees.
    wide = cv2.erode((solid > 0.35).astype(np.uint8), kernel(7), borderType=cv2.BORDER_REPLICATE)
    core = np.maximum(core, wide * ramp(cv2.blur(alpha, (9, 9)), 0.3 * 255, 0.6 * 255))
    garbage = np.clip((cv2.dilate(alpha, kernel(13)).astype(np.float32) - 12.75) * (1 / 51.0), 0, 1)
    core = np.maximum(core, enclosed(core > 0.5, garbage > 0.5, shows))
    # Between fingers only threads of cloth show, and what is beside them is half finger: the key's, not the core's.
    core *= 1 - cv2.dilate(ramp(threads, 0.15, 0.4), kernel(7))
    if props:
        hangs = hanging_on(solid > 0.5, garbage > 0.5, confidence > 0.5)
        garbage = np.maximum(garbage, cv2.blur(cv2.dilate(hangs, kernel(5)), (3, 3)))
    # The outermost codes count as nothing and as all, so that whole tiles are one or the other.
    codes = cv2.merge((core.astype(np.float32), garbage.astype(np.float32))) * 263.0 - 4.0
    return np.clip(np.rint(codes), 0, 255).astype(np.uint8)


def enclosed(core: Mask, actor: Mask, shows: Light) -> Light:
    """(h, w) 0 or 1: gaps of the core with the actor all round them (or the lower edge below), in which no screen shows."""
    count, labels = cv2.connectedComponents((~core).astype(np.uint8), connectivity=4)
    if count < 2:
        return np.zeros(core.shape, np.float32)
    sizes = np.bincount(labels.ravel(), minlength=count)
    bare = np.bincount(labels.ravel(), shows.ravel(), minlength=count) / np.maximum(sizes, 1)
    kept = (np.bincount(labels[~actor], minlength=count) == 0) & (bare < 0.6) & (sizes < GAP * core.size)
    kept[0] = False
    return np.asarray(cv2.dilate(kept.astype(np.float32)[labels], kernel(5)))


def showing(picture: Shine, plate: Shine) -> Light:
    """0..1: how far the picture shows just what the bare screen shows: its light within a tenth, or its very hue in light up to a
    third brighter or darker, as in the shadow of a hand."""
    red, green, blue = cv2.split(cv2.absdiff(picture.light, plate.light))
    same = ramp(cv2.max(cv2.max(red, green), blue) / (plate.total * 0.8 + 0.01), 0.04, 0.10)
    scale = picture.total / (plate.total + DARK)
    red, green, blue = cv2.split(cv2.absdiff(picture.light, plate.light * scale[..., None]))
    hue = ramp(cv2.max(cv2.max(red, green), blue) / (picture.total + DARK), 0.02, 0.04)
    shaded = np.maximum(hue, np.maximum(1 - ramp(scale, 0.55, 0.70), ramp(scale, 1.25, 1.40)))
    return np.asarray(1 - np.minimum(same, shaded))


def grown_down(alpha: Picture, solid: Light) -> Picture:
    """Networks fade at the picture's lower edge, where actors go on: what is solid there takes the matte from just above."""
    rows = max(2, round(0.045 * alpha.shape[0]))
    if alpha.shape[0] < 2 * rows:
        return alpha
    grown = alpha.copy()
    foot = np.maximum(grown[-rows:], grown[-rows - 1])
    grown[-rows:] = np.where(cv2.blur(solid[-rows:], (5, 3)) > 0.35, foot, grown[-rows:])
    return grown


def hanging_on(solid: Mask, actor: Mask, cloth: Mask) -> Light:
    """(h, w) 0 or 1: the blobs of ``solid`` before the cloth that touch the actor, and large ones that stand free all round."""
    opened = cv2.morphologyEx((solid & cloth).astype(np.uint8), cv2.MORPH_OPEN, kernel(3))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    if count < 2:
        return np.zeros(solid.shape, np.float32)
    touching = np.bincount(labels[actor], minlength=count) >= 6
    left, top, width, _, area = stats.T
    room = cv2.dilate((~cloth).astype(np.uint8), kernel(7)).astype(bool)
    free = (left > 0) & (top > 0) & (left + width < solid.shape[1]) & (np.bincount(labels[room], minlength=count) == 0)
    kept = touching | (free & (area > PROP * solid.size))
    kept[0] = False
    return kept.astype(np.float32)[labels]


def reaching_out(other: Mask, hull: Mask) -> Mask:
    """Of what is no cloth the parts that reach out of the cloth's hull: the room. What stands before the cloth stays the key's."""
    opened = cv2.morphologyEx(other.astype(np.uint8), cv2.MORPH_OPEN, kernel(5))
    count, labels = cv2.connectedComponents(opened, connectivity=8)
    # The picture's lower edge is no border of the cloth: actors and furniture rise from it.
    below = cv2.copyMakeBorder(hull.astype(np.uint8), 0, 4, 0, 0, cv2.BORDER_REPLICATE)
    inner = cv2.erode(below, kernel(7), borderType=cv2.BORDER_CONSTANT, borderValue=0)[:-4].astype(bool)
    out = np.bincount(labels[~inner], minlength=count) > 0
    out[0] = False
    return np.asarray(out[labels])


def hull_of(mask: Mask) -> Mask:
    """The convex hull of the mask's main part: of all blobs at least a twentieth of the largest."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    filled = np.zeros(mask.shape, np.uint8)
    if count < 2:
        return filled.astype(bool)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    main = (areas >= 0.05 * areas.max())[labels] & mask
    rows = np.flatnonzero(main.any(axis=1))
    first, last = main[rows].argmax(axis=1), mask.shape[1] - 1 - main[rows, ::-1].argmax(axis=1)
    points = np.concatenate((np.stack((first, rows), 1), np.stack((last, rows), 1))).astype(np.int32)
    cv2.fillConvexPoly(filled, cv2.convexHull(points), 1)
    return filled.astype(bool)
