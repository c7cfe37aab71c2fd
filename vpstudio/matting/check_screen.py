"""The screen and its light on the actor: too dark, clipped, uneven, spilling; and a small key for the other checks to look at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.check_seen import Seen
from vpstudio.matting.picture import Picture

BALANCE, BLACK, WHITE = 0.6, 0.08, 0.85
"""Those of shaders/keyers/colour_difference.glsl."""
EVERY = 10
"""Light changes slowly: it is looked at in every tenth frame."""
DARK = 60
"""Code of the screen's own channel below which noise eats the key."""
CLIPPED_CODE, CLIPPED_PART = 250, 0.08
UNEVEN_STOPS = 2.3
REACH = 13
"""Half as many as the pixels within which cloth is lit alike."""
PURE = 0.6
"""How pure cloth is beside the screen's usual colour."""
SPILL = 0.06
CAMOUFLAGE = 0.3
"""Part of the actor that a difference matter tells from the room by his outline only; 0.02 where he stands apart."""
LASTING_S = 2.0
"""Light that is wrong for less is a passing shadow, or the camera in motion."""
BLOCK = 8
"""Evenness is of places, each a square of so many pixels that is all cloth."""

Light = NDArray[np.float32]


class ScreenWatch:
    """Looks at the light now and then and tells what it finds for a while running."""

    def __init__(self) -> None:
        self._frames = 0
        self._since: dict[str, float] = {}

    def look(self, seen: Seen, notes: Mapping[str, float]) -> list[str]:
        self._frames += 1
        if self._frames % EVERY == 0:
            found = light_faults(seen) if seen.plate is not None or seen.screen is not None else []
            found += ["check.camouflage"] if notes.get("camouflage", 0) > CAMOUFLAGE else []
            self._since = {code: self._since.get(code, seen.time_s) for code in found}
        return [code for code, since in self._since.items() if seen.time_s - since >= LASTING_S]


def light_faults(seen: Seen) -> list[str]:
    """What is wrong with the light in one picture."""
    own = _own(seen)
    bare = _bare(seen)
    found: list[str] = []
    if np.count_nonzero(bare) < 0.05 * bare.size:
        return found
    codes = seen.rgb[..., own][bare]
    if float(np.median(codes)) < DARK:
        found.append("check.screen_dark")
    if float((codes >= CLIPPED_CODE).mean()) > CLIPPED_PART:
        found.append("check.screen_clipped")
    if unevenness(seen, bare, own) > UNEVEN_STOPS:
        found.append("check.screen_uneven")
    if spill(seen, own) > SPILL:
        found.append("check.spill")
    return found


def unevenness(seen: Seen, bare: NDArray[np.bool_], own: int) -> float:
    """Stops between the dark and the bright places of the cloth (5th and 95th percentile)."""
    size = (max(1, bare.shape[1] // BLOCK), max(1, bare.shape[0] // BLOCK))
    places = cv2.resize(to_light(seen.rgb[..., own]), size, interpolation=cv2.INTER_AREA)
    whole = cv2.resize(bare.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.95
    if np.count_nonzero(whole) < 8:
        return 0.0
    low, high = np.percentile(places[whole], (5, 95))
    return float(np.log2(max(high, 1e-4) / max(low, 1e-4)))


def spill(seen: Seen, own: int) -> float:
    """How much more of the screen's colour the actor's rim has than his inside: mean surplus over the sum of channels."""
    solid = seen.solid.astype(np.uint8)
    inner = cv2.erode(solid, np.ones((3, 3), np.uint8))
    deep = cv2.erode(inner, np.ones((9, 9), np.uint8))
    rim = (inner > 0) & (cv2.erode(inner, np.ones((5, 5), np.uint8)) == 0)
    if np.count_nonzero(rim) < 40 or np.count_nonzero(deep) < 40:
        return 0.0
    light = to_light(seen.rgb)
    others = np.maximum(light[..., 0], light[..., 3 - own])
    index = np.maximum(light[..., own] - others, 0) / (light.sum(axis=2) + 0.01)
    return float(index[rim].mean() - index[deep > 0].mean())


def keyed(rgb: Picture, screen: tuple[float, ...] | None) -> Picture:
    """A small key of one screen colour, (h, w) uint8. No colour: nothing is cut out."""
    if screen is None:
        return np.full(rgb.shape[:2], 255, np.uint8)
    light = to_light(rgb)
    return _shaped(_ratio(light, _bare_light(light, np.array(screen[:3], np.float32))))


def keyed_over(rgb: Picture, plate: Light, alpha: Picture | None, limits: Picture | None) -> Picture:
    """The key over a clean plate; with a matte and its limits, the two joined as the renderer joins them."""
    key = _shaped(_ratio(to_light(rgb), plate[..., :3]))
    if alpha is None:
        return key
    if limits is not None:
        key = cv2.max(cv2.min(key, limits[..., 1]), limits[..., 0])
    share = plate[..., 3]
    return np.asarray(alpha + (key.astype(np.float32) - alpha) * share, np.uint8)


def _bare_light(light: Light, colour: Light) -> Light:
    """The cloth as it is lit round each pixel, (h, w, 3); far from any, the screen's colour."""
    size, some = (light.shape[1], light.shape[0]), light[::2, ::2]
    share = _pure(some, colour).astype(np.float32)
    near = cv2.blur(some * share[..., None], (REACH, REACH)) + 0.02 * colour
    near = near / (cv2.blur(share, (REACH, REACH)) + 0.02)[..., None]
    return np.asarray(cv2.resize(near.astype(np.float32), size, interpolation=cv2.INTER_LINEAR))


def _pure(light: Light, colour: Light) -> NDArray[np.bool_]:
    """Where the picture has nearly the purity of the cloth's colour (3,), however dark or bright it is."""
    own = 1 if colour[1] >= colour[2] else 2
    return np.asarray(_surplus(light, own) > PURE * _surplus(colour, own) / (colour.sum() + 0.01) * (light.sum(axis=2) + 0.01))


def _ratio(light: Light, bare: Any) -> Light:
    own = 1 if float(bare[..., 1].mean()) >= float(bare[..., 2].mean()) else 2
    return np.asarray(_surplus(light, own) / np.maximum(_surplus(bare, own), 1e-3), np.float32)


def _surplus(light: Any, own: int) -> Light:
    one, two = light[..., 0], light[..., 3 - own]
    low, high = np.minimum(one, two), np.maximum(one, two)
    return np.asarray(light[..., own] - (low + (high - low) * BALANCE), np.float32)


def _shaped(ratio: Light) -> Picture:
    return np.asarray(np.nan_to_num(np.clip((1 - ratio - BLACK) / (WHITE - BLACK), 0, 1)) * 255, np.uint8)


def _own(seen: Seen) -> int:
    """Which channel is the screen's: 1 green, 2 blue."""
    colour = _colour(seen)
    return 1 if colour[1] >= colour[2] else 2


def _colour(seen: Seen) -> Light:
    """The cloth's colour, display light (3,)."""
    if seen.plate is not None:
        sure = seen.plate[..., 3:] + 1e-3
        return np.asarray((seen.plate[..., :3] * sure).sum(axis=(0, 1)) / sure.sum(), np.float32)
    return np.array((seen.screen or (0, 1, 0))[:3], np.float32)


def _bare(seen: Seen) -> NDArray[np.bool_]:
    """Pixels that surely show cloth: without a matte and of nearly its purity of colour, however dark or bright."""
    off = cv2.dilate(seen.alpha, np.ones((3, 3), np.uint8)) <= 12
    pure = _pure(to_light(seen.rgb), _colour(seen))
    return np.asarray(off & pure if seen.plate is None else off & pure & (seen.plate[..., 3] > 0.7))


def to_light(codes: Picture) -> Light:
    """sRGB codes uint8 as display light (IEC 61966-2-1)."""
    return np.asarray(cv2.LUT(codes, _light()), np.float32)


@cache
def _light() -> Light:
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)
