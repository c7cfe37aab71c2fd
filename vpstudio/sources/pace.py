"""Keeping time: a file played live comes at its own rate."""

from __future__ import annotations

import threading
import time

LATEST_NS = 500_000_000


class Pace:
    """Waits until a picture is due. After a stall longer than half a second it counts from now, rather than racing to catch up."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._origin_ns: int | None = None

    def wait(self, due_ns: int) -> int:
        """Wait until ``due_ns`` on the file's clock; returns the monotonic ns that it stands for."""
        now = time.monotonic_ns()
        if self._origin_ns is None or now - (self._origin_ns + due_ns) > LATEST_NS:
            self._origin_ns = now - due_ns
        at = self._origin_ns + due_ns
        self._stopped.wait(max(0, at - now) / 1e9)
        return at

    def clock(self, file_ns: int) -> int:
        """The monotonic ns that a time of the file stands for, without waiting."""
        if self._origin_ns is None:
            self._origin_ns = time.monotonic_ns() - file_ns
        return self._origin_ns + file_ns

    def stop(self) -> None:
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()
