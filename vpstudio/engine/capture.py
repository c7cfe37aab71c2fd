"""The capture of a clean plate: a countdown for the crew to leave the picture, then about a second of it averaged into a file."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from vpstudio.engine.faults import problem_of
from vpstudio.matting.picture import small_rgb
from vpstudio.matting.plate_average import Average, Averager
from vpstudio.matting.plates import deep_codes, png_bytes, save_bytes
from vpstudio.model.frame import Frame, Orientation
from vpstudio.model.state import PlateState
from vpstudio.problem import Problem

LEAST_PICTURES = 5
"""So slow a camera is waited for, but not for ever."""
PATIENCE_S = 5.0
TOLD_MOVED, TOO_DISTURBED = 0.01, 0.08
"""Parts of the picture: where somebody walked is told, where the walker may still be seen is too much."""
TOLD_DRIFT_STOPS = 0.15
Clock = Callable[[], float]
Sight = tuple[tuple[int, int], Orientation]


@dataclass(slots=True, eq=False)
class _Under:
    """A capture under way. sight: size and orientation of its first picture; the averager is the feeding thread's alone."""

    folder: Path
    begins: float
    seconds: float
    averager: Averager
    sight: Sight | None = None


class PlateCapture:
    """Fed with every frame by the matte thread; begun, given up and looked at from any thread.

    The file is ``folder``/plate_HASH.png, 16-bit display codes of the upright picture. ``state.problem`` of a plate that is
    done tells what may be wrong with it.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._under: _Under | None = None
        self._closing: threading.Thread | None = None
        self._state = PlateState()

    def begin(self, folder: Path, countdown_s: float = 3.0, seconds: float = 1.0) -> None:
        """Start anew; a capture under way is given up. folder: the project's ``plates``; made when it is needed."""
        with self._lock:
            self._under = _Under(folder, self._clock() + max(0.0, countdown_s), max(0.2, seconds), Averager())
            self._state = PlateState("countdown", countdown_s, self._state.path)

    def cancel(self) -> None:
        """Nothing happens where none is under way. A file that is being written is still written, but not told of."""
        with self._lock:
            if self._state.phase in ("countdown", "capturing"):
                self._under, self._state = None, PlateState(path=self._state.path)

    @property
    def state(self) -> PlateState:
        with self._lock:
            self._move_on()
            return self._state

    def feed(self, frame: Frame) -> None:
        """Take the frame if it is wanted: some 6 ms at 720p, 15 at 1080p; else it costs nothing."""
        with self._lock:
            self._move_on()
            under = self._under
            if under is None or self._state.phase != "capturing":
                return
            done = (self._clock() - under.begins) / under.seconds
        try:
            self._take(under, frame, done)
        except Exception as error:
            self._fail(under, problem_of(error))

    def wait(self, timeout: float = 10.0) -> PlateState:
        """The state once a file that is being written is there: for callers without a window."""
        closing = self._closing
        if closing is not None:
            closing.join(timeout)
        return self.state

    def _move_on(self) -> None:
        """What time alone changes. The lock is held."""
        under = self._under
        if under is None:
            return
        past = self._clock() - under.begins
        if past < 0:
            self._state = replace(self._state, phase="countdown", left_s=-past)
        elif past > under.seconds + PATIENCE_S:
            self._under = None
            problem = Problem("plate.no_pictures", count=under.averager.count)
            self._state = PlateState("failed", path=self._state.path, problem=problem)
        else:
            self._state = replace(self._state, phase="capturing", left_s=max(0.0, under.seconds - past))

    def _take(self, under: _Under, frame: Frame, done: float) -> None:
        sight = (frame.upright_size, frame.orientation)
        if under.sight is not None and under.sight != sight:
            raise Problem("plate.changed")
        under.sight = sight
        if done < 1 or under.averager.count < LEAST_PICTURES:
            under.averager.add(small_rgb(frame, frame.upright_size), min(done, 1.0))
        if done >= 1 and under.averager.count >= LEAST_PICTURES:
            self._close(under)

    def _close(self, under: _Under) -> None:
        """Averaging and writing take half a second at 720p, so not in the thread that pictures go through."""
        with self._lock:
            if self._under is not under:
                return
            self._under = None
            self._state = replace(self._state, phase="capturing", left_s=0.0)
            self._closing = threading.Thread(target=self._write, args=(under, self._state), name="plate", daemon=True)
        self._closing.start()

    def _write(self, under: _Under, told: PlateState) -> None:
        try:
            average = under.averager.result()
            finding = _finding(average)
            data = png_bytes(deep_codes(average.light))
            path = save_bytes(under.folder / f"plate_{hashlib.sha256(data).hexdigest()[:12]}.png", data)
            made = PlateState("done", path=str(path), problem=finding)
        except Exception as error:
            made = PlateState("failed", path=told.path, problem=problem_of(error))
        with self._lock:
            if self._state is told:
                self._state = made

    def _fail(self, under: _Under, problem: Problem) -> None:
        with self._lock:
            if self._under is under:
                self._under, self._state = None, PlateState("failed", path=self._state.path, problem=problem)


def _finding(average: Average) -> Problem | None:
    """What the crew should know of it. Raises Problem ``plate.disturbed`` where it shows what moved."""
    if average.disturbed > TOO_DISTURBED:
        raise Problem("plate.disturbed", percent=round(100 * average.disturbed))
    if average.drift_stops > TOLD_DRIFT_STOPS:
        return Problem("plate.drifted", stops=f"{average.drift_stops:.1f}")
    if average.moved > TOLD_MOVED:
        return Problem("plate.moved", percent=round(100 * average.moved))
    return None
