"""The demo actor: an animated performer before a green cloth, so that a machine without a camera still shows the product."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from vpstudio.mailbox import Policy
from vpstudio.model.clock import NANOSECONDS, Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, SoundBlock, sealed
from vpstudio.model.setting import setting
from vpstudio.model.source import SourceInfo
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.performer.motion import LOOP_S
from vpstudio.sources.performer.puppet import Puppet
from vpstudio.sources.performer.voice import RATE, murmur


class Pace:
    """When picture n of a live source is due; one that comes too late is skipped, so that time does not stretch."""

    def __init__(self, rate: Fraction, policy: Policy) -> None:
        self._rate = rate
        self._live = policy == "live"
        self._start_ns = time.monotonic_ns() if self._live else 0

    def time_ns(self, number: int) -> int:
        """The stamp of picture ``number``: monotonic when live, else from 0."""
        return self._start_ns + int(number * NANOSECONDS / self._rate)

    def next(self, number: int) -> int:
        """The number to draw next, ``number`` unless that is more than a frame late."""
        if not self._live:
            return number
        late = time.monotonic_ns() - self.time_ns(number)
        return number + max(0, int(late * self._rate / NANOSECONDS))

    def wait(self, number: int, stop: threading.Event) -> None:
        """Until picture ``number`` is due."""
        if self._live:
            stop.wait(max(0, self.time_ns(number) - time.monotonic_ns()) / NANOSECONDS)


@registry.register
class DemoActor(Source):
    """An RGBA source, the same for the same settings and picture number; ``truth`` gives its exact alpha."""

    name: ClassVar[str] = "demo"
    title: ClassVar[str] = "Demo actor"

    class Settings(Source.Settings):
        shape: Literal["vertical", "wide"] = setting("vertical", "Shape", choices=("Vertical 9:16", "Wide 16:9"))
        size: Literal["720", "1080"] = setting("720", "Size", choices=("720p", "1080p"))
        rate: Literal["25", "30"] = setting("25", "Frame rate", unit="fps", choices=("25", "30"))
        sound: bool = setting(True, "Voice")
        frames: int = setting(0, "Pictures", low=0, advanced=True, help="How many pictures before it ends; 0 goes on for ever.")
        seed: int = setting(1, "Seed", low=0, high=9999, step=1, advanced=True)

    def __init__(self, settings: Source.Settings, wants: Wants) -> None:
        super().__init__(settings, wants)
        self._chosen = settings if isinstance(settings, DemoActor.Settings) else DemoActor.Settings()
        self._stop = threading.Event()
        self._puppet: Puppet | None = None

    @property
    def rate(self) -> Fraction:
        return Fraction(self._chosen.rate)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        short = int(self._chosen.size)
        long = short * 16 // 9
        return (short, long) if self._chosen.shape == "vertical" else (long, short)

    def open(self) -> SourceInfo:
        width, height = self.size
        self._puppet = Puppet(width, height, self._chosen.seed)
        count = self._count()
        sound = RATE if self._chosen.sound else None
        return SourceInfo(
            self.title,
            width,
            height,
            self.rate,
            live=self.wants.policy == "live",
            frames=count,
            duration_s=None if count is None else float(count / self.rate),
            sound_rate=sound,
            sound_channels=1 if sound else 0,
            screen="green",
        )

    def read(self) -> Iterator[Frame | SoundBlock]:
        pace, count, number, heard = Pace(self.rate, self.wants.policy), self._count(), 0, 0
        while not self._stop.is_set() and (count is None or number < count):
            picture = self.picture(number)
            pace.wait(number, self._stop)
            yield self._frame(picture, Stamp(number, pace.time_ns(number)))
            if self._chosen.sound:
                until = int((number + 1) * RATE / self.rate)
                yield SoundBlock(pace.time_ns(0) + heard * NANOSECONDS // RATE, murmur(heard, until - heard), RATE)
                heard = until
            number = pace.next(number + 1)

    def close(self) -> None:
        self._stop.set()

    def picture(self, number: int) -> NDArray[np.uint8]:
        """(H, W, 4) uint8 RGBA of picture ``number``."""
        return self._drawn().picture(float(number / self.rate), float(1 / self.rate), number)

    def truth(self, number: int) -> NDArray[np.uint8]:
        """(H, W) uint8: the alpha picture ``number`` was composited with in linear light."""
        return self._drawn().alpha(float(number / self.rate), float(1 / self.rate))

    def _drawn(self) -> Puppet:
        if self._puppet is None:
            self.open()
        assert self._puppet is not None
        return self._puppet

    def _count(self) -> int | None:
        """How many pictures there will be: as set, once round when nothing loops, or no end."""
        if self._chosen.frames:
            return self._chosen.frames
        return None if self.wants.loop else int(LOOP_S * self.rate)

    def _frame(self, picture: NDArray[np.uint8], stamp: Stamp) -> Frame:
        planes = sealed(picture)
        height, width = picture.shape[:2]
        return Frame(stamp, width, height, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL, self.wants.orientation)
