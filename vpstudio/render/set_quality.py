"""How dearly a set is drawn. A tier never changes framing, exposure or colour: only edges, shadows' grain and mirrors' sharpness."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from vpstudio.render.context import Context

Tier = Literal["low", "standard", "high"]


@dataclass(frozen=True, slots=True)
class Quality:
    """samples: a pixel, of kept layers. shadow_side: texels. mirror_share: of the picture's sides."""

    samples: int
    shadow_side: int
    mirror_share: float


TIERS: dict[Tier, Quality] = {
    "low": Quality(2, 1024, 0.34),
    "standard": Quality(4, 2048, 0.5),
    "high": Quality(8, 4096, 1.0),
}


def chosen(context: Context) -> Tier:
    """What the machine can do: a processor draws the standard tier once and keeps it, a graphics card the high one."""
    return "standard" if context.software else "high"


BUDGET_S = 0.045
MOVING, STANDING = 3, 20
"""Pictures with a moving camera before a cheaper tier is tried, and with a standing one before the best comes back."""


class Governor:
    """Which tier to draw: the best while the camera stands; one cheaper each time that it moves and the pictures take too long."""

    def __init__(self, best: Tier, on: bool, now: Callable[[], float] = time.perf_counter) -> None:
        self.best, self.tier, self._on, self._now = best, best, on, now
        self._view: object = None
        self._moving = self._standing = 0
        self._begun = self._longest = 0.0

    def begin(self, view: object) -> bool:
        """Before a picture from ``view``: True where the tier changed, so that all that was kept is of the wrong one."""
        self._begun = self._now()
        moved, self._view = view != self._view, view
        if not self._on:
            return False
        before = self.tier
        self._moving = self._moving + 1 if moved else 0
        self._standing = 0 if moved else self._standing + 1
        if self._standing >= STANDING:
            self.tier = self.best
        elif self._moving > MOVING and self._longest > BUDGET_S:
            order = list(TIERS)
            self.tier = order[max(order.index(self.tier) - 1, 0)]
        if self.tier != before:
            self._moving = 0
            self._longest = 0.0
        return self.tier != before

    def end(self) -> None:
        """After it was drawn."""
        if self._moving > 1:
            self._longest = max(self._longest, self._now() - self._begun)
        else:
            self._longest = 0.0
