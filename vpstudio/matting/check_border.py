"""The actor cut by the picture's own edge or by the crop that the network looks at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vpstudio.matting.check_seen import Seen

GROWN = 0.04
"""Part of a side by which the actor's contact with it must grow beyond what is usual in this shot."""
UPPER = 0.65
FRAMES = 2
USUAL_S = 1.0
"""What touches from the first second on is how the shot is framed."""
ACCEPT = 0.004
"""How much of a longer contact becomes usual with every frame."""
LATELY_S = 1.0
FORGET = 0.998
"""A gesture that goes out of the picture is told once, and again when it reaches further or after a good ten seconds."""
SIDES = ("left", "right", "top")
CODES = {"left": "check.leaves_left", "right": "check.leaves_right", "top": "check.leaves_top"}


class Border:
    """Tells when the actor newly touches the left, right or upper edge. The lower one is where he stands."""

    def __init__(self) -> None:
        self._usual: dict[str, float] = {}
        self._over = dict.fromkeys(SIDES, 0)
        self._peak = dict.fromkeys(SIDES, 0.0)
        self._since_s: float | None = None
        self._left_s = -LATELY_S

    def leaving(self, now_s: float) -> bool:
        """Whether he is walking out on the left or right, as far as was seen, or was a moment ago."""
        return now_s - self._left_s < LATELY_S

    def look(self, seen: Seen, notes: Mapping[str, float]) -> list[str]:
        found = ["check.cut_crop"] if notes.get("cut", 0) > 0 else []
        if seen.area == 0:
            self._since_s, self._over = None, dict.fromkeys(SIDES, 0)
            return found
        self._since_s = seen.time_s if self._since_s is None else self._since_s
        young = seen.time_s - self._since_s < USUAL_S
        found += [CODES[side] for side, part in contacts(seen).items() if self._new(side, part, young)]
        if self._over["left"] or self._over["right"]:
            self._left_s = seen.time_s
        return found

    def _new(self, side: str, part: float, young: bool) -> bool:
        usual = self._usual.get(side, 0.0)
        if young:
            self._usual[side] = max(usual, part)
            return False
        self._usual[side] = usual + ACCEPT * (part - usual) if part > usual else max(part, usual * FORGET)
        if part > usual + GROWN:
            self._over[side] += 1
            self._peak[side] = max(self._peak[side], part)
        else:
            if self._over[side] >= FRAMES:
                self._usual[side] = max(self._usual[side], self._peak[side])
            self._over[side], self._peak[side] = 0, 0.0
        return self._over[side] >= FRAMES


def contacts(seen: Seen) -> dict[str, float]:
    """The part of each side that the actor touches; of left and right the upper part, as shoulders and elbows may pass below."""
    upper = round(UPPER * seen.alpha.shape[0])
    left, right, top = seen.alpha[:upper, 0], seen.alpha[:upper, -1], seen.alpha[0]
    return {side: float(np.count_nonzero(line >= 128) / line.size) for side, line in zip(SIDES, (left, right, top), strict=True)}
