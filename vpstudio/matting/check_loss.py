"""What vanished from the matte though the picture still shows it: the actor, a head, a hand, a hole in his chest; and flicker."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.check_seen import Seen, blobs, largest_difference
from vpstudio.matting.picture import Picture

SETTLED = 4
"""Frames that a pixel must have been solid for before its loss counts."""
FADE = 10
"""Frames within which a part may fade and still be missed."""
SAME = 14
"""Codes by which a pixel may differ and still show what it showed."""
LEAST = 0.002
"""Part of the picture that a lost part must cover, and half of it for a hole."""
MOST_OF_HIM = 0.7


class Loss:
    """Remembers, pixel by pixel, what the picture showed while it was solid actor, and what while it was surely not."""

    def __init__(self) -> None:
        self._actor: Picture | None = None
        self._ground: Picture | None = None
        self._known: Picture | None = None
        self._for: Picture | None = None
        self._since: Picture | None = None
        self._area = 0.0

    def look(self, seen: Seen) -> list[str]:
        if self._actor is None:
            self._begin(seen)
        lost = self._lost(seen)
        found = self._told(seen, lost)
        self._remember(seen)
        return found

    def _begin(self, seen: Seen) -> None:
        self._actor, self._ground = seen.rgb.copy(), seen.rgb.copy()
        self._known = np.zeros(seen.alpha.shape, np.uint8)
        self._for = np.zeros(seen.alpha.shape, np.uint8)
        self._since = np.full(seen.alpha.shape, FADE + 1, np.uint8)

    def _lost(self, seen: Seen) -> NDArray[np.uint8]:
        """0 or 1: pixels that were settled actor, are not now, and show what they showed then and not what is behind him."""
        assert self._actor is not None and self._ground is not None
        assert self._for is not None and self._since is not None and self._known is not None
        gone = seen.clear & (self._for >= SETTLED) & (self._since <= FADE)
        if not gone.any():
            return np.zeros(gone.shape, np.uint8)
        same = largest_difference(seen.rgb, self._actor) <= SAME
        behind = (self._known > 0) & (largest_difference(seen.rgb, self._ground) <= SAME)
        lost = (gone & same & ~behind).astype(np.uint8)
        return cv2.morphologyEx(lost, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).astype(np.uint8)

    def _told(self, seen: Seen, lost: NDArray[np.uint8]) -> list[str]:
        if not lost.any():
            return []
        was = self._was(seen)
        if self._area and np.count_nonzero(lost) > MOST_OF_HIM * self._area:
            return ["check.actor_lost"]
        found: list[str] = []
        for mask, area, centre in blobs(lost, 0.5 * LEAST * lost.size):
            if _enclosed(mask, seen):
                found.append("check.hole")
            elif area >= LEAST * lost.size:
                found.append(_place(mask, centre, was))
        return found

    def _was(self, seen: Seen) -> NDArray[np.bool_]:
        """The actor as he was before anything was lost."""
        assert self._for is not None and self._since is not None
        return np.asarray(seen.solid | ((self._for >= SETTLED) & (self._since <= FADE)))

    def _remember(self, seen: Seen) -> None:
        assert self._actor is not None and self._ground is not None
        assert self._for is not None and self._since is not None and self._known is not None
        solid = seen.solid.astype(np.uint8)
        self._for[seen.solid & (self._since > 0)] = 0
        self._for = cv2.add(self._for, solid)
        self._since = (np.minimum(self._since, 254) + 1) * (1 - solid)
        cv2.copyTo(seen.rgb, solid, self._actor)
        bare = ((seen.alpha <= 12) & (self._since > FADE)).astype(np.uint8)
        cv2.copyTo(seen.rgb, bare, self._ground)
        self._known |= bare
        self._area = max(float(seen.area), self._area * 0.9)


def _enclosed(mask: NDArray[np.bool_], seen: Seen) -> bool:
    """Whether the actor goes all the way round it."""
    grown = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    ring = grown & ~mask
    inside = ring[1:-1, 1:-1].sum() == ring.sum()
    return bool(inside and np.count_nonzero(seen.alpha[ring] >= 128) > 0.8 * np.count_nonzero(ring))


def _place(mask: NDArray[np.bool_], centre: tuple[float, float], was: NDArray[np.bool_]) -> str:
    """Which part: the head where it is the top of him, else the third of the picture it lies in."""
    height, width = mask.shape
    rows = np.flatnonzero(was.any(axis=1))
    columns = np.flatnonzero(was.any(axis=0))
    top, tall = rows[0], rows[-1] - rows[0] + 1
    left, wide = columns[0], columns[-1] - columns[0] + 1
    if np.flatnonzero(mask.any(axis=1))[0] <= top + 0.08 * tall and 0.2 < (centre[0] - left) / wide < 0.8:
        return "check.lost_head"
    x, y = centre[0] / width, centre[1] / height
    if x < 1 / 3 or x > 2 / 3:
        return "check.lost_left" if x < 0.5 else "check.lost_right"
    return "check.lost_top" if y < 1 / 3 else "check.lost_bottom" if y > 2 / 3 else "check.lost_middle"
