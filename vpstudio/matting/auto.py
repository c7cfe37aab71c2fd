"""The automatic choice between the two ways of cutting an actor out, and why it fell as it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.screen import Screen, measure
from vpstudio.problem import Problem
from vpstudio.words import sentence

WHOLE = {"green": "auto.green", "blue": "auto.blue"}
PARTIAL = {"green": "auto.partial_green", "blue": "auto.partial_blue"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What to cut with. screen: linear-light RGB of the screen where one is in view, even if it is not used.

    why: the reason with its figures, for a reader of any language; ``reason`` is its sentence in the system's language.
    """

    mode: Literal["hybrid", "neural"]
    screen: tuple[float, float, float] | None
    why: Problem
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return sentence(self.why)


def choose(rgb: NDArray[np.uint8]) -> Choice:
    """Look at one upright picture (H, W, 3) uint8 sRGB and decide."""
    return _decided(measure(rgb))


def choose_over(frames: Sequence[NDArray[np.uint8]]) -> Choice:
    """Look at several pictures of one shot: what most of them say, with the figures of the one that shows most screen.

    Raises ValueError without pictures.
    """
    if not frames:
        raise ValueError("choose_over needs at least one picture")
    choices = [choose(rgb) for rgb in frames]
    hybrid = sum(choice.mode == "hybrid" for choice in choices)
    mode = "hybrid" if 2 * hybrid > len(choices) else "neural"
    return max((choice for choice in choices if choice.mode == mode), key=lambda choice: choice.figures.get("coverage", 0.0))


def _decided(screen: Screen | None) -> Choice:
    if screen is None:
        return Choice("neural", None, Problem("auto.no_screen"))
    figures = {
        "coverage": screen.coverage,
        "evenness_stops": screen.evenness_stops,
        "behind": screen.behind,
        "left": screen.left,
        "right": screen.right,
        "texture": screen.texture,
        "spread": screen.spread,
    }
    told: dict[str, object] = {"percent": round(100 * screen.coverage), "stops": f"{screen.evenness_stops:.1f}"}
    why = WHOLE if screen.whole else PARTIAL
    return Choice("hybrid", screen.colour, Problem(why[screen.kind], **told), figures)
