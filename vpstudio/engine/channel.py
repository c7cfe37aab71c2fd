"""A camera's channel: its source, its matter, and the hand-overs that keep a frame with its own matte."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from vpstudio.engine.developing import Developer
from vpstudio.engine.keying import Keying
from vpstudio.engine.meter import Meter
from vpstudio.engine.pairing import Arrived, Paired
from vpstudio.mailbox import Closed, Mailbox, Policy
from vpstudio.model.clock import timecode_at
from vpstudio.model.frame import Frame, Layout, Orientation, SoundBlock
from vpstudio.model.look import KeySettings
from vpstudio.model.source import Control, SourceInfo
from vpstudio.problem import Problem
from vpstudio.sources.base import Source

CONTROLS_EVERY_S = 1.0
MISSED_AT_MOST = 32
"""Frames kept for the clean layer while a matte is late: a second, 350 MB at 1080p."""
SoundSink = Callable[[SoundBlock], None]
Watcher = Callable[[Frame], None]


class Channel:
    """Runs one opened-in-its-thread source and one matte thread; ``next`` gives pairs in order.

    watch: sees every frame that is cut, in the matte thread. ``key`` and ``orientation`` are read for every frame and may be
    replaced at any time. ``error`` is why the source ended, if it did not end by itself.
    """

    def __init__(
        self,
        source: Source,
        policy: Policy,
        keying: Keying,
        upload: Layout | None,
        sound: SoundSink | None = None,
        watch: Watcher | None = None,
        camera: tuple[str, str] = ("display", "camera"),
    ) -> None:
        """camera: how its picture is to be developed, and by which view."""
        self.source, self.policy, self.keying = source, policy, keying
        self.key = KeySettings()
        self.orientation = Orientation()
        self.steady = False
        self.clock_timecode = policy == "live"
        self.info: SourceInfo | None = None
        self.error: Exception | None = None
        self.ended = False
        self.arrivals, self.matte_cost, self.waits = Meter(), Meter(), Meter()
        self._developer = Developer(*camera) if camera[0] != "display" else None
        self._sound = sound or (lambda block: None)
        self._watch = watch or (lambda frame: None)
        self._missed: deque[Frame] = deque(maxlen=MISSED_AT_MOST)
        self._arrived: Mailbox[Arrived] = Mailbox(policy, lost=lambda arrived: self._miss(arrived.frame))
        self._paired: Mailbox[Paired] = Mailbox(policy, lost=lambda paired: self._miss(paired.frame))
        self._lost_before = 0
        self._controls: tuple[Control, ...] = ()
        self._controls_at = 0.0
        self._opened = threading.Event()
        self._threads = [
            threading.Thread(target=self._capture, name="source", daemon=True),
            threading.Thread(target=self._cut_out, name="matte", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def opened(self, timeout: float | None = None) -> SourceInfo:
        """Wait until the source is open. Raises what stopped it, or TimeoutError."""
        if not self._opened.wait(timeout):
            raise TimeoutError
        if self.info is None:
            raise self.error or Problem("engine.source_closed")
        return self.info

    def next(self, timeout: float) -> Paired:
        """The next pair. Raises TimeoutError, or Closed when there are no more."""
        pair = self._paired.get(timeout)
        self.waits.add(pair.waited_ms)
        return pair

    def missed(self, before: Frame) -> list[Frame]:
        """Frames skipped since the last call that are older than ``before``, in order: kept only while ``steady``.

        They are not shown, for their matte did not come in time, but the clean layer of a take need not lose them.
        """
        found = [self._missed.popleft() for _ in range(len(self._missed))]
        self._missed.extend(frame for frame in found if frame.stamp.number > before.stamp.number)
        return sorted((frame for frame in found if frame.stamp.number < before.stamp.number), key=lambda frame: frame.stamp.number)

    @property
    def dropped(self) -> int:
        """Pictures that came and were not shown, since ``forgive``."""
        return self._arrived.dropped + self._paired.dropped - self._lost_before

    def controls(self) -> tuple[Control, ...]:
        """The camera's own controls as read back, at most once a second; empty for what has none."""
        held = getattr(self.source, "controls", None)
        if held is None:
            return ()
        if time.monotonic() - self._controls_at > CONTROLS_EVERY_S:
            self._controls_at = time.monotonic()
            try:
                self._controls = tuple(held.shown())
            except OSError:
                self._controls = ()
        return self._controls

    def forgive(self) -> None:
        """Count from here: what was lost while a matter was loading is not a fault of the run."""
        self._lost_before = self._arrived.dropped + self._paired.dropped

    def stop(self) -> None:
        """End both threads; waits briefly, since a camera's driver may not let go at once."""
        self.source.close()
        self._arrived.close(Closed())
        self._paired.close(Closed())
        for thread in self._threads:
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(timeout=3)

    def _miss(self, frame: Frame) -> None:
        if self.steady:
            self._missed.append(frame)

    def _capture(self) -> None:
        """The source's thread: open it, read it, hand on."""
        try:
            self.info = self.source.open()
            self._opened.set()
            for item in self.source.read():
                if isinstance(item, SoundBlock):
                    self._sound(item)
                else:
                    shown = item if self._developer is None else self._developer(item)
                    self._arrived.put(self._stamped(shown, self.info.rate))
        except Closed:
            pass
        except Exception as error:
            self.error = error
        finally:
            self._opened.set()
            self._arrived.close()
            self.source.close()
            if self._developer is not None:
                self._developer.close()

    def _stamped(self, frame: Frame, rate: Fraction) -> Arrived:
        """Turn as the user asks, and put the time of day on a picture that brings no timecode."""
        stamp = frame.stamp
        if stamp.timecode is None and self.clock_timecode:
            now = time.localtime()
            seconds = now.tm_hour * 3600 + now.tm_min * 60 + now.tm_sec + time.time() % 1
            stamp = replace(stamp, timecode=timecode_at(seconds, rate))
        self.arrivals.add()
        return Arrived(replace(frame, stamp=stamp, orientation=frame.orientation.then(self.orientation)), time.monotonic_ns())

    def _cut_out(self) -> None:
        """The matte thread: each frame leaves with the matte made from it."""
        error: Exception | None = None
        try:
            self.keying.begin()
            while True:
                arrived = self._arrived.get()
                self._watch(arrived.frame)
                began = time.perf_counter()
                made = self.keying.cut(arrived.frame, self.key, self.steady)
                if made.matte is not None:
                    self.matte_cost.add((time.perf_counter() - began) * 1e3)
                self._paired.put(Paired.of(arrived, made))
        except Closed:
            pass
        except Exception as caught:
            error = self.error = caught
        finally:
            self.ended = True
            self._arrived.close(error)
            self._paired.close(None)
