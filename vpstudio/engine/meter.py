"""Rates and costs over the last second, for the health line."""

from __future__ import annotations

import threading
import time
from collections import deque


class Meter:
    """Samples of a figure with their times; any thread may add, any may read."""

    def __init__(self, window_s: float = 1.5) -> None:
        self._window = window_s
        self._samples: deque[tuple[float, float]] = deque(maxlen=1000)
        self._lock = threading.Lock()

    def add(self, value: float = 0.0) -> None:
        with self._lock:
            self._samples.append((time.monotonic(), value))

    def mean(self) -> float:
        """Mean of the samples in the window, 0 where there are none."""
        values = [value for _, value in self._recent()]
        return sum(values) / len(values) if values else 0.0

    def rate(self) -> float:
        """Samples a second: intervals over the time they took, so that a steady 30 reads 30."""
        times = [at for at, _ in self._recent()]
        return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 and times[-1] > times[0] else 0.0

    def _recent(self) -> list[tuple[float, float]]:
        since = time.monotonic() - self._window
        with self._lock:
            while self._samples and self._samples[0][0] < since:
                self._samples.popleft()
            return list(self._samples)
