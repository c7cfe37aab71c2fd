"""A frame and the matte that was made from it, which travel together from here on."""

from __future__ import annotations

import time
from dataclasses import dataclass

from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.model.shot import CutOut
from vpstudio.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Arrived:
    """A frame and when it came out of its source, monotonic ns."""

    frame: Frame
    at_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """How one frame is to be cut out.

    matte: the frame's own, or None where the key is made in GL or nothing is cut. cut: where alpha comes from. key: the key
    settings in force for this frame, screen colour filled in. clean: the plate without the actor, where one is known.
    findings: what is wrong with this matte, worst first (codes ``check.*``).
    """

    matte: Matte | None
    cut: CutOut
    key: KeySettings
    clean: CleanPlate | None = None
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Paired:
    """A frame with how it is to be cut out. waited_ms: how long the frame was held for its matte."""

    frame: Frame
    made: Cut
    arrived_ns: int
    waited_ms: float

    @classmethod
    def of(cls, arrived: Arrived, made: Cut) -> Paired:
        """Join them. Raises Problem ``engine.mispaired`` where the matte is another frame's: never show that."""
        frame, matte = arrived.frame, made.matte
        if matte is not None and matte.stamp != frame.stamp:
            raise Problem("engine.mispaired", frame=frame.stamp.number, matte=matte.stamp.number)
        waited = (time.monotonic_ns() - arrived.at_ns) / 1e6
        return cls(frame, made, arrived.at_ns, waited if matte is not None else 0.0)
