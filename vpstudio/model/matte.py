"""How much of each pixel is actor."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.clock import Stamp


@dataclass(frozen=True, slots=True, eq=False)
class Matte:
    """The alpha made from one frame; it travels with that frame and never meets another.

    alpha: (h, w) uint8, 255 = actor, of the whole **upright** picture, at the matter's own resolution (same aspect within a
    pixel as the picture); read-only.
    stamp: that of the frame it was made from; the engine refuses a pair whose stamps differ.
    final: the alpha is of full size and to be used as it is (``--matte-in``); else the renderer refines it on the picture.
    limits: (h, w, 2) uint8 for a hybrid cut, of the whole upright picture too: how surely a pixel is actor whatever the key says
    (core), and how surely it may be actor at all (255: it may; 0: whatever is there, it is not him).
    cost_ms: what making it took.
    """

    stamp: Stamp
    alpha: NDArray[np.uint8]
    matter: str
    final: bool = False
    limits: NDArray[np.uint8] | None = None
    cost_ms: float = 0.0
    notes: dict[str, float] = field(default_factory=dict)
