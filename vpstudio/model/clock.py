"""When a picture was taken: the one identity it keeps on its way into the file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from opentimelineio import opentime

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A picture's identity.

    number: counts from 0 in its source, gaps where the source lost pictures.
    time_ns: monotonic nanoseconds at mid-exposure, as well as is known (arrival less the measured latency). Of a file: its
    presentation time from 0.
    timecode: ``HH:MM:SS:FF`` (``;`` before the frames where frames are dropped), None where there is none.
    """

    number: int
    time_ns: int
    timecode: str | None = None


def timecode_at(seconds: float, rate: Fraction) -> str:
    """``HH:MM:SS:FF`` of a time of day, at ``rate`` frames a second; 29.97 and 59.94 drop frames.

    Rates that SMPTE knows no timecode for (a webcam's 15 or 14.98) count on the nearest whole rate.
    """
    if opentime.RationalTime.is_smpte_timecode_rate(float(rate)):
        return str(opentime.RationalTime(int(seconds * rate), float(rate)).to_timecode())
    whole = max(1, round(rate))
    second, frame = divmod(int(seconds * whole), whole)
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}:{frame:02d}"


def slot(stamp_ns: int, start_ns: int, rate: Fraction) -> int:
    """The place in a take of constant rate: round((stamp - start) x rate), halves up."""
    ticks = (stamp_ns - start_ns) * rate / NANOSECONDS
    return int(ticks + Fraction(1, 2)) if ticks >= 0 else -int(-ticks + Fraction(1, 2))
