"""Keeps an eye on a take while it is written: do its files grow, is there room, do pictures still come."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

from vpstudio.problem import Problem
from vpstudio.record.folder import STOP_BYTES

if TYPE_CHECKING:
    from vpstudio.record.take_writer import TakeWriter

TICK_S = 0.25
STALLED_S = 3.0
SILENT_S = 2.0
FREE_EVERY = 4
MEASURED_S = 2.0
"""From when on a take's own rate of writing is known."""


class Watch:
    """Ticks four times a second. ``warning`` comes and goes with its cause; a full disk ends the take cleanly."""

    def __init__(self, writer: TakeWriter) -> None:
        self.bytes_written = 0
        self.warning: Problem | None = None
        self._writer = writer
        self._grew_at = self._began_at = time.monotonic()
        self._seen_pictures = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="take watch", daemon=True)

    def start(self) -> None:
        self._grew_at = self._began_at = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Safe to call twice, and from the watch's own thread when it ends the take."""
        self._ended.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()
        self.measure()

    def measure(self) -> None:
        """Look how large the files are."""
        with contextlib.suppress(OSError):
            now = self._writer.folder.bytes_written()
            if now != self.bytes_written:
                self.bytes_written, self._grew_at = now, time.monotonic()

    def _run(self) -> None:
        ticks = 0
        while not self._ended.wait(TICK_S):
            silent = self._writer.keep_time()
            self.measure()
            self.warning = self._judge(silent)
            ticks += 1
            if self._full(look=ticks % FREE_EVERY == 0):
                self._writer.end_by_itself()
                return

    def _judge(self, silent: float) -> Problem | None:
        """What is wrong now. Files must grow while pictures are handed on; without pictures there is nothing to grow by."""
        pictures = self._writer.state.pictures
        if pictures == self._seen_pictures:
            self._grew_at = max(self._grew_at, time.monotonic() - TICK_S)
        self._seen_pictures = pictures
        still = time.monotonic() - self._grew_at
        if still > STALLED_S:
            return Problem("record.stalled", name=self._writer.plan.name, seconds=int(still))
        return Problem("record.no_pictures", seconds=int(silent)) if silent > SILENT_S else None

    def _bytes_a_minute(self) -> float:
        """What the take has been writing, 0 until that is known: below one minute of it there is no room to finish in peace."""
        lasted = time.monotonic() - self._began_at
        return self.bytes_written / lasted * 60 if lasted >= MEASURED_S else 0.0

    def _full(self, look: bool) -> bool:
        """Whether the take must end for want of room."""
        fault = self._writer.state.problem
        if fault is not None and fault.code == "record.disk_full":
            return True
        if not look:
            return False
        left = self._writer.free
        if left >= max(STOP_BYTES, self._bytes_a_minute()):
            return False
        self._writer.tell(Problem("record.disk_low", name=self._writer.plan.name, free=left // 1_000_000))
        return True
