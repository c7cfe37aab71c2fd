"""The camera measured from its own picture: a few frames as they come, then sums in the thread that asked."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from vpstudio.matting.picture import small_rgb
from vpstudio.model.frame import Frame
from vpstudio.model.look import GrainSettings, PlateSeen
from vpstudio.optics.plate_measure import grain_of, measure, seen_of

FRAMES = 8
FEWEST = 2


class Gauge:
    """Fed with every frame; keeps some only while somebody waits for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: list[Frame] | None = None
        self._full = threading.Event()

    def feed(self, frame: Frame) -> None:
        """Costs nothing unless frames are wanted; another size or turn of the camera starts anew."""
        with self._lock:
            held = self._held
            if held is None or len(held) >= FRAMES:
                return
            if held and (held[0].upright_size, held[0].orientation) != (frame.upright_size, frame.orientation):
                held.clear()
            held.append(frame)
            if len(held) == FRAMES:
                self._full.set()

    def frames(self, timeout_s: float) -> list[Frame]:
        """The next frames, fewer where they come too slowly; waits for them. One asker at a time; a second gets none."""
        with self._lock:
            if self._held is not None:
                return []
            self._held = []
            self._full.clear()
        self._full.wait(timeout_s)
        with self._lock:
            held, self._held = self._held, None
        return held


def camera_of(frames: Sequence[Frame], grain: GrainSettings) -> tuple[GrainSettings, PlateSeen] | None:
    """Grain and all else that a look keeps of the camera that made ``frames``; None where they are too few.

    grain: what was chosen before, of which the amount is kept. Some 1.5 s at 1080p.
    """
    if len(frames) < FEWEST:
        return None
    found = measure([small_rgb(frame, frame.upright_size) for frame in frames])
    return grain_of(found).model_copy(update={"amount": grain.amount}), seen_of(found)
