"""The screen and its light on the actor: too dark, clipped, uneven, spilling; and a small key for the other checks to look at."""

from __future__ import annotations

from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.check_seen import Seen
from vpstudio.matting.picture import Picture

BALANCE, BLACK, WHITE = 0.6, 0.08, 0.85
"""Those of shaders/keyers/colour_difference.glsl."""
EVERY = 5
"""Light changes slowly: it is looked at in every fifth frame."""
DARK = 60
"""Code of the screen's own channel below which noise eats the key."""
CLIPPED_CODE, CLIPPED_PART = 250, 0.08
UNEVEN_STOPS = 2.3
SPILL = 0.10
TIMES = 3
"""Looks in a row that must find the same."""

Light = NDArray[np.float32]


class ScreenWatch:
    """Looks at the light now and then and tells what it finds three times running."""

    def __init__(self) -> None:
        self._frames = 0
        self._times: dict[str, int] = {}

    def look(self, seen: Seen) -> list[str]:
        self._frames += 1
        if (seen.plate is None and seen.screen is None) or self._frames % EVERY:
            return [code for code, times in self._times.items() if times >= TIMES]
        found = light_faults(seen)
        self._times = {code: self._times.get(code, 0) + 1 for code in found}
        return [code for code, times in self._times.items() if times >= TIMES]


def light_faults(seen: Seen) -> list[str]:
    """What is wrong with the light in one picture."""
    own = _own(seen)
    bare = _bare(seen)
    found: list[str] = []
    if np.count_nonzero(bare) < 0.03 * bare.size:
        return found
    codes = seen.rgb[..., own][bare]
    if float(np.median(codes)) < DARK:
        found.append("check.screen_dark")
    if float((codes >= CLIPPED_CODE).mean()) > CLIPPED_PART:
        found.append("check.screen_clipped")
    low, high = np.percentile(to_light()[codes], (5, 95))
    if np.log2(max(high, 1e-4) / max(low, 1e-4)) > UNEVEN_STOPS:
        found.append("check.screen_uneven")
    if spill(seen, own) > SPILL:
        found.append("check.spill")
    return found


def spill(seen: Seen, own: int) -> float:
    """How much more of the screen's colour the actor's rim has than his inside: mean surplus over the sum of channels."""
    solid = seen.solid.astype(np.uint8)
    inner = cv2.erode(solid, np.ones((3, 3), np.uint8))
    deep = cv2.erode(inner, np.ones((9, 9), np.uint8))
    rim = (inner > 0) & (cv2.erode(inner, np.ones((5, 5), np.uint8)) == 0)
    if np.count_nonzero(rim) < 40 or np.count_nonzero(deep) < 40:
        return 0.0
    light = to_light()[seen.rgb]
    others = np.maximum(light[..., 0], light[..., 3 - own])
    index = np.maximum(light[..., own] - others, 0) / (light.sum(axis=2) + 0.01)
    return float(index[rim].mean() - index[deep > 0].mean())


def keyed(rgb: Picture, screen: tuple[float, ...] | None) -> Picture:
    """A small key of one screen colour, (h, w) uint8. No colour: nothing is cut out."""
    if screen is None:
        return np.full(rgb.shape[:2], 255, np.uint8)
    colour = np.array(screen[:3], np.float32)
    return _shaped(_ratio(to_light()[rgb], np.broadcast_to(colour, rgb.shape)))


def keyed_over(rgb: Picture, plate: Light, alpha: Picture | None, limits: Picture | None) -> Picture:
    """The key over a clean plate; with a matte and its limits, the two joined as the renderer joins them."""
    key = _shaped(_ratio(to_light()[rgb], plate[..., :3]))
    if alpha is None:
        return key
    if limits is not None:
        key = cv2.max(cv2.min(key, limits[..., 1]), limits[..., 0])
    share = plate[..., 3]
    return np.asarray(alpha + (key.astype(np.float32) - alpha) * share, np.uint8)


def _ratio(light: Light, bare: Any) -> Light:
    own = 1 if float(bare[..., 1].mean()) >= float(bare[..., 2].mean()) else 2
    return np.asarray(_surplus(light, own) / np.maximum(_surplus(bare, own), 1e-3), np.float32)


def _surplus(light: Any, own: int) -> Light:
    one, two = light[..., 0], light[..., 3 - own]
    low, high = np.minimum(one, two), np.maximum(one, two)
    return np.asarray(light[..., own] - (low + (high - low) * BALANCE), np.float32)


def _shaped(ratio: Light) -> Picture:
    return np.asarray(np.clip((1 - ratio - BLACK) / (WHITE - BLACK), 0, 1) * 255, np.uint8)


def _own(seen: Seen) -> int:
    """Which channel is the screen's: 1 green, 2 blue."""
    if seen.plate is not None:
        sure = seen.plate[..., 3:] + 1e-3
        colour = (seen.plate[..., :3] * sure).sum(axis=(0, 1))
    else:
        assert seen.screen is not None
        colour = np.array(seen.screen[:3])
    return 1 if colour[1] >= colour[2] else 2


def _bare(seen: Seen) -> NDArray[np.bool_]:
    """Pixels that surely show cloth."""
    off = cv2.dilate(seen.alpha, np.ones((3, 3), np.uint8)) <= 12
    return np.asarray(off if seen.plate is None else off & (seen.plate[..., 3] > 0.7))


@cache
def to_light() -> Light:
    """sRGB codes as display light (IEC 61966-2-1)."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)
