"""A layer of a take: a bounded queue, a thread, a sink. One that dies lets the others go on."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from vpstudio.mailbox import Closed, Mailbox
from vpstudio.model.frame import SoundBlock
from vpstudio.record.plan import RecordedPicture
from vpstudio.record.sinks import CompositeSink, Sink
from vpstudio.record.soundtrack import RATE, Samples, Soundtrack
from vpstudio.record.wave_file import WaveFile

Tell = Callable[[str, Exception], None]

BEHIND_S = 0.2


class Lease:
    """Gives a lent picture back when the last of its users is done."""

    def __init__(self, release: Callable[[], None] | None, users: int) -> None:
        self._release, self._users = release, users
        self._lock = threading.Lock()

    def done(self) -> None:
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last and self._release is not None:
            self._release()


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A picture for ``slot``; None repeats the last one up to and including it. Empty slots before it are filled first."""

    slot: int
    picture: RecordedPicture | None
    lease: Lease


class Layer:
    """Feeds one sink in its own thread. ``broken``: what it died of, told once through ``tell``."""

    def __init__(self, name: str, sink: Sink, depth: int, tell: Tell) -> None:
        self.name, self.sink = name, sink
        self.broken: Exception | None = None
        self._tell = tell
        self._next = 0
        self._slots = 0
        self._box: Mailbox[Job] = Mailbox("every", depth)
        self._undone: deque[float] = deque()
        self._thread = threading.Thread(target=self._run, name=f"take {name}", daemon=True)
        self._thread.start()

    @property
    def room(self) -> bool:
        """Whether ``put`` would not wait and the layer is less than 0.2 s behind, which is what a killed process would lose.

        Only one thread puts, so it stays true until it does.
        """
        if self.broken is not None:
            return True
        return len(self._box) < self._box.depth and self.behind_s < BEHIND_S

    @property
    def behind_s(self) -> float:
        """How long the oldest picture that is not yet encoded has been here."""
        try:
            return time.monotonic() - self._undone[0]
        except IndexError:
            return 0.0

    def put(self, job: Job) -> None:
        """Hand over; waits for room. A broken layer takes it and lets it go."""
        self._undone.append(time.monotonic())
        try:
            self._box.put(job)
        except Closed:
            job.lease.done()

    def finish(self, slots: int) -> None:
        """No more jobs: fill up to ``slots`` and close the file, in the layer's own thread."""
        self._slots = slots
        self._box.close()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        try:
            while True:
                self._do(self._box.get())
        except Closed:
            pass
        except Exception as error:
            self._break(error)
        try:
            self.sink.close(self._slots)
        except Exception as error:
            self._break(error)

    def _do(self, job: Job) -> None:
        try:
            until = job.slot if job.picture is not None else job.slot + 1
            for empty in range(self._next, until):
                self.sink.repeat(empty)
            if job.picture is not None:
                self.sink.write(job.slot, job.picture)
            self._next = job.slot + 1
        finally:
            self._undone.popleft()
            job.lease.done()

    def _break(self, error: Exception) -> None:
        """Close the door first, so that nobody waits at it; then let go of what is inside."""
        if self.broken is None:
            self.broken = error
            self._tell(self.name, error)
        self._box.close()
        try:
            while True:
                self._box.get().lease.done()
        except Closed:
            return


class SoundLayer:
    """Places sound on the take's clock, writes it as a wave file and pours it into the composite."""

    def __init__(self, wave: WaveFile, track: Soundtrack, composite: CompositeSink | None, tell: Tell) -> None:
        self.wave = wave
        self.broken: Exception | None = None
        self._track, self._composite, self._tell = track, composite, tell
        self._end: int | None = None
        self._box: Mailbox[SoundBlock] = Mailbox("every", depth=1000)
        self._thread = threading.Thread(target=self._run, name="take sound", daemon=True)
        self._thread.start()

    def add(self, block: SoundBlock) -> bool:
        """Hand over without waiting. False: ten seconds and more of sound wait already, and this block is lost."""
        try:
            return self._box.put(block, timeout=0)
        except Closed:
            return False

    def finish(self, end: int) -> None:
        """Exactly ``end`` samples: padded with silence or cut. Waits until it is so."""
        self._end = end
        self._box.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            while True:
                self._append(self._track.add(self._box.get()))
        except Closed:
            pass
        end = self._end or 0
        self._append(self._track.pad(end))
        self._guarded(lambda: self.wave.cut(end))
        self._guarded(self.wave.close)

    def _append(self, samples: Samples) -> None:
        if not len(samples):
            return
        if self._composite is not None:
            self._composite.pour(samples, self._track.position - len(samples))
        if self.broken is None:
            self._guarded(lambda: self.wave.write(samples))

    def _guarded(self, act: Callable[[], None]) -> None:
        """The composite's sound goes on when the wave file cannot."""
        try:
            act()
        except Exception as error:
            if self.broken is None:
                self.broken = error
                self._tell("sound", error)


def samples_of(slots: int, rate: Fraction) -> int:
    """How many samples ``slots`` pictures last."""
    return int(slots * RATE / rate)
