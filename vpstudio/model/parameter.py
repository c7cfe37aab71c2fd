"""A uniform of a GLSL keyer as a person sees it, read from the comment behind its declaration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """``uniform float similarity;   // 0.40 [0.0, 1.0]   How near a colour must be to vanish.``

    default: one number, or one a component (a vec3 colour: linear RGB). title: made from the name.
    """

    name: str
    title: str
    default: float | tuple[float, ...]
    low: float
    high: float
    help: str = ""

    @property
    def components(self) -> int:
        return len(self.default) if isinstance(self.default, tuple) else 1
