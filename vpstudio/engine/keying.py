"""Which way the actor is cut out: as chosen, or found by looking at the first pictures."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from vpstudio.engine.matter_runner import EVERY, LIVE
from vpstudio.engine.mattes import Mattes, asked
from vpstudio.engine.pairing import Cut
from vpstudio.engine.plate_keeper import PlateKeeper
from vpstudio.mailbox import Policy
from vpstudio.matting.base import Matter
from vpstudio.matting.checks import Checks
from vpstudio.matting.picture import Picture, small_rgb
from vpstudio.matting.screen_memory import ScreenMemory, working_size
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import Frame
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

log = logging.getLogger("vpstudio")
LOOKS_AT = (0, 8, 30)
"""Pictures of a source that the automatic choice looks at: a camera's first is often black."""
SMALL = 480


class Keying:
    """Cuts frames, one after another, in the matte thread; holds all that a cut remembers of earlier frames.

    used: the mode at work. why: what the automatic choice saw. strict: a matter that fails ends the run instead of being stood in for.
    """

    def __init__(self, stored: Matter | None = None, policy: Policy = "live", strict: bool = False) -> None:
        self.used = ""
        self.why: Problem | None = None
        self.findings: tuple[Problem, ...] = ()
        self.mattes = Mattes(LIVE if policy == "live" else EVERY, strict)
        self._strict = strict
        self._stored = stored
        self._checks = Checks()
        self._plates = PlateKeeper()
        self._screen: Any = None
        self._memory: ScreenMemory | None = None
        self._auto = "neural"
        self._seen = 0
        self._asked = ""
        self._again = False

    @property
    def problem(self) -> Problem | None:
        return self.mattes.problem or self._plates.problem

    def begin(self) -> None:
        """A new source: forget what the last one looked like."""
        self._seen = 0
        self._screen = None
        self._memory = None
        self._checks.reset()
        self.mattes.reset()

    def look_again(self) -> None:
        """The screen or its light was changed: what was learnt of it goes with the next frame, or after the take. From any thread."""
        self._again = True

    def cut(self, frame: Frame, key: KeySettings, steady: bool = False) -> Cut:
        """How the frame is to be cut out.

        steady: a take is running, so the choice must not change now. Raises Problem where ``strict``.
        """
        if self._stored is not None:
            self.used = "stored"
            return Cut(self._stored.matte(frame), "matte", key)
        mode = self._mode(frame, key, steady)
        if mode == "none":
            self.used, self.findings = mode, ()
            return Cut(None, "none", key)
        small = small_rgb(frame, working_size(frame.upright_size))
        made = self._made(frame, key, mode, small)
        self.findings = self._checked(frame, made, small)
        return replace(made, findings=self.findings)

    def close(self) -> None:
        self.mattes.close()
        if self._stored is not None:
            self._stored.close()

    # --- which way

    def _mode(self, frame: Frame, key: KeySettings, steady: bool) -> str:
        if key.mode != self._asked:
            self._asked, self._seen = key.mode, 0
        if self._again and not steady:
            self._again, self._seen, self._screen, self._memory = False, 0, None, None
        if key.mode in ("auto", "chroma", "hybrid") and self._seen in LOOKS_AT and not steady:
            self._look(frame)
        self._seen += 1
        if key.mode == "auto":
            return self._auto
        return "neural" if key.mode == "hybrid" and self._screen is None and "screen" not in key.values else key.mode

    def _look(self, frame: Frame) -> None:
        """Look at the picture: is there a screen, and of what colour?"""
        from vpstudio.matting.auto import choose

        width, height = frame.upright_size
        scale = min(1.0, SMALL / max(width, height))
        choice = choose(small_rgb(frame, (max(1, round(width * scale)), max(1, round(height * scale)))))
        self._auto, self.why = choice.mode, choice.why
        self._screen = choice.screen or self._screen

    # --- the ways

    def _made(self, frame: Frame, key: KeySettings, mode: str, small: Picture) -> Cut:
        filled = self._filled(key)
        plate = self._plates.of(key.plate, frame, small, self._strict) if mode in ("chroma", "hybrid") else None
        self.used = mode
        if mode == "chroma":
            return Cut(None, "key", filled, plate)
        matte = self.mattes.of(frame, *asked(key, mode))
        if matte is None and "screen" in filled.values:
            # The network is out of action: what a key alone can do is far better than no cut.
            self.used = "chroma"
            return Cut(None, "key", filled, plate)
        if matte is None:
            self.used = "none"
            return Cut(None, "none", key)
        return self._fused(matte, filled, small, plate) if mode == "hybrid" else Cut(matte, "matte", key)

    def _fused(self, matte: Matte, key: KeySettings, small: Picture, plate: CleanPlate | None) -> Cut:
        """Key and network."""
        size = (small.shape[1], small.shape[0])
        alpha = np.asarray(cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
        seen = self._remembering(key).see(small, alpha, self._plates.small() if plate is not None else None)
        return Cut(replace(matte, limits=seen.limits), "hybrid", key, plate or seen.clean)

    def _remembering(self, key: KeySettings) -> ScreenMemory:
        colour: Any = key.values["screen"]
        if self._memory is None or self._memory.asked != colour:
            self._memory = ScreenMemory(self._kind(key), colour)
        self._memory.keep_props = key.keep_props
        return self._memory

    @staticmethod
    def _kind(key: KeySettings) -> Any:
        colour: Any = key.values.get("screen", (0.0, 1.0, 0.0))
        return "green" if colour[1] >= colour[2] else "blue"

    def _filled(self, key: KeySettings) -> KeySettings:
        """The screen's measured colour, unless one was picked."""
        if "screen" in key.values or self._screen is None:
            return key
        return key.model_copy(update={"values": {**key.values, "screen": self._screen}})

    def _checked(self, frame: Frame, made: Cut, small: Picture) -> tuple[Problem, ...]:
        matte = made.matte
        if made.cut == "none":
            return ()
        screen: Any = made.key.values.get("screen")
        alpha, notes, limits = (matte.alpha, matte.notes, matte.limits) if matte is not None else (None, None, None)
        try:
            return self._checks.look(frame, alpha, made.clean, screen, notes, limits, small)
        except Exception:
            # What looks for faults must not be one: the picture goes on without it.
            log.exception("the live checks failed")
            return ()
