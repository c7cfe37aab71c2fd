"""What a source says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a source really delivers, known after ``open``. frames, duration_s: None where there is no end.

    screen: a green or blue screen is known to be in view (the demo actor says so); None: unknown.
    notes: (code, detail) that a person should see: a lock that did not hold, a rate that was not met.
    """

    title: str
    width: int
    height: int
    rate: Fraction
    live: bool
    frames: int | None = None
    duration_s: float | None = None
    sound_rate: int | None = None
    sound_channels: int = 0
    screen: str | None = None
    truncated: bool = False
    notes: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Device:
    """A camera or capture card that can be picked. ident: stable from one start to the next (path or name, not an index)."""

    ident: str
    title: str
    index: int = -1
    backend: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One native camera control: exposure, white balance, focus, gain, mains frequency. automatic: None where it has no automatic."""

    name: str
    title: str
    value: float
    low: float
    high: float
    step: float = 1.0
    automatic: bool | None = None
    unit: str = ""
