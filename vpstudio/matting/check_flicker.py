"""Flicker: alpha that goes up and down where the picture keeps still.

A matte that follows something goes one way; one that cannot decide goes back and forth, so only turns count.
"""

from __future__ import annotations

import cv2
import numpy as np

from vpstudio.matting.check_seen import SMALLEST, Seen, largest_difference
from vpstudio.matting.picture import Picture

STILL = 8
"""Codes by which a still picture may change, its noise averaged at this size."""
TURN = 16
"""Alpha codes from which there and back again is a turn."""
SHARE = 0.15
"""How much of each frame goes into the mean: some seven frames count."""
MOST = 0.1
"""More than this of one frame tells no more: a sudden loss is another finding."""
FLICKERS, CALM = 0.025, 0.015
"""Mean turn of alpha along the actor's outline. Good mattes of real clips reach 0.004, one whose outline shakes by a tenth 0.045."""


class Flicker:
    """Remembers two frames and the mean."""

    def __init__(self) -> None:
        self._last: list[tuple[Picture, Picture]] = []
        self._mean = 0.0
        self._told = False

    def look(self, seen: Seen) -> list[str]:
        alpha = seen.alpha.astype(np.int16)
        if len(self._last) == 2:
            self._mean += SHARE * (min(self._turning(seen, alpha), MOST) - self._mean)
        self._last = [*self._last[-1:], (seen.rgb, alpha)]
        self._told = self._mean > (CALM if self._told else FLICKERS)
        return ["check.flicker"] if self._told else []

    def _turning(self, seen: Seen, alpha: Picture) -> float:
        """Alpha that went up and came down again or the other way round, over the length of the outline."""
        (rgb0, alpha0), (rgb1, alpha1) = self._last
        there, back = alpha1 - alpha0, alpha - alpha1
        turns = np.minimum(np.abs(there), np.abs(back)) * (((there > 0) & (back < 0)) | ((there < 0) & (back > 0)))
        turns[turns < TURN] = 0
        if seen.area < SMALLEST * alpha.size or not turns.any():
            return 0.0
        moved = cv2.max(largest_difference(seen.rgb, rgb1), cv2.max(largest_difference(rgb1, rgb0), largest_difference(seen.rgb, rgb0)))
        outline = cv2.morphologyEx((seen.alpha >= 128).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        return float(turns[moved <= STILL].sum() / 255 / max(20, np.count_nonzero(outline)))
