"""What is wrong with a matte, told while it can still be mended: looked for in every frame, on a small copy of it.

Better silent than wrong: a finding needs a picture that contradicts the matte, not only a matte that changed. What is found is told
at once and then stays for a while, so that it can be read and does not blink; where it begins is where a take gets its marker.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.check_border import Border
from vpstudio.matting.check_flicker import Flicker
from vpstudio.matting.check_loss import Loss
from vpstudio.matting.check_screen import ScreenWatch, keyed, keyed_over
from vpstudio.matting.check_seen import LONG_SIDE, Seen, largest_difference
from vpstudio.matting.picture import Picture, small_rgb
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.problem import Problem

HOLD_S = 1.5
"""A finding is told for as long after it was last seen."""
MOST = 3
GAP_S = 1.0
"""After a longer gap between two frames, or a step back in time, nothing is compared."""
CUT_CODES, CUT_PART = 24, 0.45
"""Another shot: so great a part of the picture changes by so many codes from one frame to the next."""
ORDER = (
    "check.actor_lost",
    "check.lost_head",
    "check.lost_left",
    "check.lost_right",
    "check.lost_top",
    "check.lost_bottom",
    "check.lost_middle",
    "check.hole",
    "check.cut_crop",
    "check.flicker",
    "check.camouflage",
    "check.leaves_left",
    "check.leaves_right",
    "check.leaves_top",
    "check.screen_clipped",
    "check.screen_dark",
    "check.screen_uneven",
    "check.spill",
)
"""Every code, worst first."""


class Checks:
    """Sees the frames of one camera in order, in the matte thread; remembers small pictures only. Never raises for odd input."""

    def __init__(self) -> None:
        self._standing = Standing()
        self.reset()

    def reset(self) -> None:
        """Another source, shot or way of cutting: what was seen is no measure for what comes. What is told stays its time."""
        self._last: Seen | None = None
        self._loss, self._flicker, self._border, self._screen = Loss(), Flicker(), Border(), ScreenWatch()

    def look(
        self,
        frame: Frame,
        alpha: Picture | None,
        clean: CleanPlate | None = None,
        screen: tuple[float, ...] | None = None,
        notes: Mapping[str, float] | None = None,
        limits: Picture | None = None,
        rgb: Picture | None = None,
    ) -> tuple[Problem, ...]:
        """What is wrong with this frame's matte, worst first, three at most.

        alpha: the matter's own (h, w) uint8 of the upright picture at any size, None where GL makes the key. clean: the plate in
        use. screen: display light of the screen where no plate is known. limits: as ``Matte.limits``. rgb: the upright picture
        (h, w, 3) uint8 sRGB at 160 pixels or more, where somebody has made one already. notes: the matte's own.
        """
        seen = self._seen(frame, alpha, clean, screen, limits, rgb)
        if self._last is None or not seen.follows(self._last, GAP_S) or _another_shot(seen, self._last):
            self.reset()
        self._last = seen
        return self._standing.told(self._found(seen, notes or {}), seen.time_s)

    def _found(self, seen: Seen, notes: Mapping[str, float]) -> list[str]:
        leaving = self._border.leaving(seen.time_s)
        found = [*self._loss.look(seen, leaving), *self._flicker.look(seen)]
        return [*found, *self._border.look(seen, notes), *self._screen.look(seen, notes)]

    def _seen(
        self,
        frame: Frame,
        alpha: Picture | None,
        clean: CleanPlate | None,
        screen: tuple[float, ...] | None,
        limits: Picture | None,
        rgb: Picture | None,
    ) -> Seen:
        size = working_size(frame.upright_size)
        small = sized(rgb, size) if rgb is not None else small_rgb(frame, size)
        matte = sized(alpha, size) if alpha is not None else None
        plate = small_plate(clean, size) if clean is not None else None
        bounds = sized(limits, size) if limits is not None else None
        if plate is not None:
            matte = keyed_over(small, plate, matte, bounds)
        elif matte is None:
            matte = keyed(small, screen)
        return Seen(small, matte, frame.stamp.time_ns / 1e9, plate, screen)


class Standing:
    """Which findings are being told: each from the frame it was found in until a while after it was last seen."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def told(self, found: list[str], now_s: float) -> tuple[Problem, ...]:
        self._until = {code: until for code, until in self._until.items() if now_s <= until <= now_s + HOLD_S}
        self._until |= dict.fromkeys(found, now_s + HOLD_S)
        return tuple(Problem(code) for code in ORDER if code in self._until)[:MOST]


def working_size(upright: tuple[int, int]) -> tuple[int, int]:
    """(width, height), 160 on the longer side."""
    scale = LONG_SIDE / max(upright)
    return max(8, round(upright[0] * scale)), max(8, round(upright[1] * scale))


def sized(picture: NDArray[np.uint8], size: tuple[int, int]) -> Picture:
    """``picture`` averaged to ``size`` = (width, height); of a large one every other pixel or so is looked at."""
    step = max(1, 2 * picture.shape[0] // (3 * size[1]))
    picture = picture[::step, ::step]
    if (picture.shape[1], picture.shape[0]) == size:
        return np.ascontiguousarray(picture)
    return cv2.resize(np.ascontiguousarray(picture), size, interpolation=cv2.INTER_LINEAR if step > 1 else cv2.INTER_AREA)


def small_plate(clean: CleanPlate, size: tuple[int, int]) -> NDArray[np.float32]:
    """The plate as it is now, pumping put in, (h, w, 4) float32."""
    step = max(1, clean.light.shape[0] // size[1])
    plate = cv2.resize(clean.light[::step, ::step].astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(plate * np.array((*clean.gain, 1), np.float32), np.float32)


def _another_shot(seen: Seen, last: Seen) -> bool:
    """Whether most of the picture is another one: a cut, a cover over the lens, the light switched."""
    changed = largest_difference(seen.rgb, last.rgb) > CUT_CODES
    return bool(np.count_nonzero(changed) > CUT_PART * changed.size)
