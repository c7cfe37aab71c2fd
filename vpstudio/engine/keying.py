"""Which way the actor is cut out: as chosen, or found by looking at the first pictures."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from vpstudio.engine.pairing import Cut
from vpstudio.matting.base import Matter, registry
from vpstudio.matting.picture import small_rgb
from vpstudio.matting.screen_memory import ScreenMemory, working_size
from vpstudio.model.frame import Frame
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

LOOKS_AT = (0, 8, 30)
"""Pictures of a source that the automatic choice looks at: a camera's first is often black."""
SMALL = 480


class Keying:
    """Cuts frames, one after another, in the matte thread. Holds the matter in use and what the automatic choice came to."""

    def __init__(self, stored: Matter | None = None) -> None:
        self.used = ""
        self.why: Problem | None = None
        self.problem: Problem | None = None
        self._stored = stored
        self._matter: Matter | None = None
        self._matter_of: object = None
        self._failed: object = None
        self._screen: Any = None
        self._memory: ScreenMemory | None = None
        self._auto = "neural"
        self._seen = 0
        self._asked = ""

    def begin(self) -> None:
        """A new source: forget what the last one looked like."""
        self._seen = 0
        self._screen = None
        self._memory = None
        if self._matter is not None:
            self._matter.reset()

    def cut(self, frame: Frame, key: KeySettings, steady: bool = False) -> Cut:
        """How the frame is to be cut out.

        steady: a take is running, so the choice must not change now.
        """
        if self._stored is not None:
            self.used = "stored"
            return Cut(self._stored.matte(frame), "matte", key)
        mode = self._mode(frame, key, steady)
        self.used = mode
        if mode == "hybrid":
            return self._hybrid(frame, key)
        if mode == "chroma":
            return Cut(None, "key", self._filled(key))
        if mode == "none":
            return Cut(None, "none", key)
        matte = self._neural(frame, key)
        return Cut(matte, "matte" if matte is not None else "none", key)

    def close(self) -> None:
        for matter in (self._matter, self._stored):
            if matter is not None:
                matter.close()
        self._matter = None

    def _mode(self, frame: Frame, key: KeySettings, steady: bool) -> str:
        if key.mode != self._asked:
            self._asked, self._seen = key.mode, 0
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

    def _hybrid(self, frame: Frame, key: KeySettings) -> Cut:
        """Key and network: where the network fails, the key alone."""
        filled = self._filled(key)
        matte = self._neural(frame, key)
        if matte is None:
            return Cut(None, "key", filled)
        size = working_size(frame.upright_size)
        alpha = cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA)
        seen = self._remembering(filled).see(small_rgb(frame, size), np.asarray(alpha, np.uint8))
        both = Matte(matte.stamp, matte.alpha, matte.matter, limits=seen.limits, cost_ms=matte.cost_ms, notes=matte.notes)
        return Cut(both, "hybrid", filled, seen.clean)

    def _remembering(self, key: KeySettings) -> ScreenMemory:
        colour: Any = key.values["screen"]
        if self._memory is None or self._memory.colour != colour:
            kind: Any = "green" if colour[1] >= colour[2] else "blue"
            self._memory = ScreenMemory(kind, colour)
        return self._memory

    def _filled(self, key: KeySettings) -> KeySettings:
        """The screen's measured colour, unless one was picked."""
        if "screen" in key.values or self._screen is None:
            return key
        return key.model_copy(update={"values": {**key.values, "screen": self._screen}})

    def _neural(self, frame: Frame, key: KeySettings) -> Matte | None:
        """The matter's matte. A matter that fails is told once and not tried again until another is asked for."""
        wanted = (key.matter, tuple(sorted(key.matter_values.items())))
        if self._failed == wanted:
            return None
        try:
            return self._ready(key).matte(frame)
        except Problem as problem:
            self._failed, self.problem = wanted, problem
            return None

    def _ready(self, key: KeySettings) -> Matter:
        wanted = (key.matter, tuple(sorted(key.matter_values.items())))
        if self._matter is None or (self._matter_of not in (None, wanted)):
            if self._matter is not None:
                self._matter.close()
                self._matter = None
            maker = registry.get(key.matter)
            matter = maker(maker.Settings(**key.matter_values))
            matter.open()
            self._matter, self._failed, self.problem = matter, None, None
        self._matter_of = wanted
        return self._matter
