"""What vanished from the matte though the picture still shows it: the actor, a head, a hand, a hole in his chest.

A matte that changes is no fault: actors move. It is one where a place that was settled actor is cleared while the picture there
stays as it was and does not look like the background.
"""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.check_seen import SMALLEST, Blob, Seen, blobs, largest_difference
from vpstudio.matting.picture import Picture

SETTLED = 4
"""Frames that a pixel must have been solid for before its loss counts."""
FADE = 10
"""Frames within which a part may fade and still be missed."""
SAME = 14
"""Codes by which a pixel may differ and still show what it showed."""
OTHER = 30
"""Codes by which it must differ to show surely something else."""
BARE = 12
"""Alpha up to which a pixel shows the background."""
LEAST = 0.002
"""Part of the picture that a lost part must cover, and half of it for a hole."""
GONE = 0.3
"""Part of himself that is left of an actor who is lost."""

STEADY = 8
"""Frames that he must have been there for."""
SHRINK, SMALLER, HALF_OUT = 0.65, 0.8, 0.5
"""Of one who walks out of the picture a part is missed only while more of him is in it than this, of what lately was."""
BODY = 0.2
"""How large somebody is at least beside the largest of those in the picture."""

Mask = NDArray[np.bool_]


class Loss:
    """Looks at every frame of a shot in order. A peak of his area fades by ``SHRINK`` a second."""

    def __init__(self) -> None:
        self._memory: Memory | None = None
        self._areas: deque[int] = deque(maxlen=STEADY)
        self._peak = self._at_s = 0.0
        self._out: deque[bool] = deque(maxlen=3)

    def look(self, seen: Seen, leaving: bool) -> list[str]:
        """Codes of what is lost in this frame. leaving: he is walking out of the picture, or just was."""
        memory = self._memory = self._memory or Memory(seen)
        leaving = leaving or any(self._out)
        before = min(self._areas, default=0) if len(self._areas) == STEADY else 0
        vanished = not leaving and self._vanished(seen, memory, before)
        found = ["check.actor_lost"] if vanished else self._parts(seen, memory, leaving)
        memory.learn(seen)
        if not vanished:
            self._areas.append(seen.area)
        self._peak = max(float(seen.area), self._peak * SHRINK ** (seen.time_s - self._at_s))
        self._at_s = seen.time_s
        self._out.append(_partly_out(seen, self._peak))
        return found

    def _vanished(self, seen: Seen, memory: Memory, before: int) -> bool:
        """Most of his matte is gone, and something of his size stands there still."""
        if before < SMALLEST * seen.alpha.size or seen.area >= GONE * before:
            return False
        return bool(np.count_nonzero(memory.cleared(seen) | memory.strange(seen)) > GONE * before)

    def _parts(self, seen: Seen, memory: Memory, leaving: bool) -> list[str]:
        lost = opened(memory.cleared(seen))
        if not lost.any() or (leaving and seen.area < HALF_OUT * self._peak):
            return []
        was = bodies(memory.was(seen))
        lost[~was] = 0
        found = [_code(blob, seen, was) for blob in blobs(lost, 0.5 * LEAST * lost.size)]
        return [code for code in found if code]


class Memory:
    """actor, ground: (h, w, 3) the pixel as it was when it was last solid, and as it is without him. Counts are in frames."""

    def __init__(self, seen: Seen) -> None:
        shape = seen.alpha.shape
        self._actor, self._ground = seen.rgb.copy(), seen.rgb.copy()
        self._known = np.zeros(shape, np.uint8)
        self._for = np.zeros(shape, np.uint8)
        self._since = np.full(shape, FADE + 1, np.uint8)

    def was(self, seen: Seen) -> Mask:
        """The actor as he is or was a moment ago."""
        return np.asarray(seen.solid | self._settled())

    def cleared(self, seen: Seen) -> Mask:
        """Pixels that were settled actor, are not now, and show what they showed then and not what is behind him."""
        gone = seen.clear & self._settled()
        if np.count_nonzero(gone) < 0.5 * LEAST * gone.size:
            return np.zeros(gone.shape, bool)
        same = largest_difference(seen.rgb, self._actor) <= SAME
        return np.asarray(gone & same & (largest_difference(seen.rgb, self._behind()) > SAME))

    def strange(self, seen: Seen) -> Mask:
        """Pixels without a matte that surely show something else than the background."""
        other = (self._known > 0) & (largest_difference(seen.rgb, self._ground) > OTHER)
        return opened(other & seen.clear) > 0

    def learn(self, seen: Seen) -> None:
        solid = seen.solid.astype(np.uint8)
        self._for[seen.solid & (self._since > 0)] = 0
        self._for = cv2.add(self._for, solid).astype(np.uint8)
        self._since = (np.minimum(self._since, 254) + 1) * (1 - solid)
        cv2.copyTo(seen.rgb, solid, self._actor)
        bare = ((seen.alpha <= BARE) & (self._since > FADE)).astype(np.uint8)
        cv2.copyTo(seen.rgb, bare, self._ground)
        self._known |= bare

    def _settled(self) -> Mask:
        return np.asarray((self._for >= SETTLED) & (self._since <= FADE))

    def _behind(self) -> Picture:
        """The background; where it was never seen, as it is round there."""
        weight = self._known.astype(np.float32)
        size = (31, 31)
        near = cv2.blur(self._ground * weight[..., None], size) / np.maximum(cv2.blur(weight, size), 1e-3)[..., None]
        return np.where(self._known[..., None] > 0, self._ground, near.astype(np.uint8))


def bodies(actor: Mask) -> Mask:
    """Persons without the bits of furniture that a matte takes for one now and then."""
    large = blobs(actor, SMALLEST * actor.size)
    kept = [blob.mask for blob in large if blob.area >= BODY * large[0].area]
    return np.asarray(np.logical_or.reduce(kept)) if kept else np.zeros(actor.shape, bool)


def opened(mask: Mask) -> Picture:
    """Without specks and threads, 0 or 1."""
    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)


def _partly_out(seen: Seen, peak: float) -> bool:
    """Whether he stands in the left or right edge, and less of him than there was; shoulders in a close shot do not shrink."""
    return seen.area < SMALLER * peak and bool(max(seen.solid[:, 0].mean(), seen.solid[:, -1].mean()) > 0.05)


def _code(blob: Blob, seen: Seen, was: Mask) -> str:
    """A hole where the actor goes all the way round it, else a lost part; nothing where it is too small for one."""
    grown = cv2.dilate(blob.mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    ring = grown & ~blob.mask
    inside = not (grown[0].any() or grown[-1].any() or grown[:, 0].any() or grown[:, -1].any())
    if inside and np.count_nonzero(seen.alpha[ring] >= 128) > 0.8 * np.count_nonzero(ring):
        return "check.hole"
    return _place(blob, was) if blob.area >= LEAST * was.size else ""


def _place(blob: Blob, was: Mask) -> str:
    """Which part: the head where it is the top of him, else the third of the picture it lies in."""
    height, width = was.shape
    rows, columns = np.flatnonzero(was.any(axis=1)), np.flatnonzero(was.any(axis=0))
    tall, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    first = int(np.flatnonzero(blob.mask.any(axis=1))[0])
    if first <= rows[0] + 0.08 * tall and 0.2 < (blob.x - columns[0]) / wide < 0.8:
        return "check.lost_head"
    x, y = blob.x / width, blob.y / height
    if x < 1 / 3 or x > 2 / 3:
        return "check.lost_left" if x < 0.5 else "check.lost_right"
    return "check.lost_top" if y < 1 / 3 else "check.lost_bottom" if y > 2 / 3 else "check.lost_middle"
