"""Places in a take that somebody should look at."""

from __future__ import annotations

from fractions import Fraction

from vpstudio.model.setting import Settings

MOST = 200
"""Markers in one take; a take that has more is not helped by them."""
JOIN_S = 1
"""The same finding again within this time is the same place."""


class Marker(Settings):
    """Where a finding of the live checks begins. code: names its sentence (``check.*``), so that any language can tell it."""

    slot: int
    timecode: str | None = None
    code: str


class MarkerLog:
    """Makes markers of what stands at each slot, told in order."""

    def __init__(self, rate: Fraction) -> None:
        self.markers: list[Marker] = []
        self._join = JOIN_S * rate
        self._last: dict[str, int] = {}

    def add(self, slot: int, timecode: str | None, findings: tuple[str, ...] | list[str]) -> None:
        for code in findings:
            last = self._last.get(code)
            if (last is None or slot - last > self._join) and len(self.markers) < MOST:
                self.markers.append(Marker(slot=slot, timecode=timecode, code=code))
            self._last[code] = slot
