"""Writes a take: every layer in step, on one clock, in a folder that is whole whatever happens.

``put`` holds the newest picture back until the next one comes, as the later of two in one slot wins; then it goes to all layers
or, where one has no room in a live run, to none. A slot that stays empty repeats the last picture in every layer.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction

from vpstudio import __version__
from vpstudio.model.clock import NANOSECONDS, slot, timecode_at
from vpstudio.model.frame import SoundBlock
from vpstudio.model.take import Take
from vpstudio.problem import Problem
from vpstudio.record import encoders
from vpstudio.record.closing import filled_in, first_take
from vpstudio.record.faults import FreeSpace, free_bytes
from vpstudio.record.fill_key import FillSink
from vpstudio.record.folder import TakeFolder
from vpstudio.record.layer import Job, Layer, Lease, SoundLayer, samples_of
from vpstudio.record.plan import Beginning, RecordedPicture, TakePlan
from vpstudio.record.sidecar import timecode_after
from vpstudio.record.sinks import CleanSink, CompositeSink, FramesSink, MatteSink
from vpstudio.record.soundtrack import Soundtrack
from vpstudio.record.watch import Watch
from vpstudio.record.wave_file import RATE, WaveFile

QUEUE_S = Fraction(1, 5)
# A stamp further away than this belongs to another clock.
LONGEST_GAP_S = 600
BACKWARDS_S = 2
WHOLE = ("record.disk_full", "record.picture_changed")
"""Problems that say all there is to say; others are told with the layer they broke."""


@dataclass(frozen=True, slots=True)
class WriterState:
    """Counts of a take in progress. pictures: slots written, repeats included. held: slots that repeat a picture. dropped: slots
    left empty, and pictures that another of the same slot replaced. layers: name -> ``running`` or ``broken``."""

    pictures: int = 0
    held: int = 0
    dropped: int = 0
    bytes_written: int = 0
    problem: Problem | None = None
    layers: dict[str, str] = field(default_factory=dict)


class TakeWriter:
    """One take. Any thread may call; ``put`` is called by one at a time. free: tells the free bytes at a folder (for tests)."""

    def __init__(self, plan: TakePlan, free: FreeSpace = free_bytes) -> None:
        self.plan = plan
        self.folder = TakeFolder(plan.folder, plan.name, plan.wall.date())
        self.begun = Beginning()
        self._free = free
        self._layers: list[Layer] = []
        self._sound: SoundLayer | None = None
        self._early: deque[SoundBlock] = deque(maxlen=500)
        self._lock = threading.RLock()
        self._stopping = threading.Lock()
        self._open = False
        self._pending: tuple[int, RecordedPicture] | None = None
        self._last = -1
        self._held = self._replaced = 0
        self._started = False
        self._put_at = 0.0
        self._anchor = 0
        self._fault: Problem | None = None
        self._take: Take | None = None
        self._watch = Watch(self)
        self._monotonic_ns = 0

    def start(self) -> None:
        """Make the folder and the layers. Raises Problem; then nothing is left behind."""
        self._choose_encoder()
        self.folder.open(self._free)
        try:
            first_take(self.plan).save(self.folder.file("take.json"))
            self._layers = self._make_layers()
        except BaseException:
            for layer in self._layers:
                layer.finish(0)
            self.folder.discard()
            raise
        self._monotonic_ns = time.monotonic_ns()
        self._open = True
        self._watch.start()

    def put(self, picture: RecordedPicture) -> bool:
        """Take a picture. Live: never waits; False means that one was lost, and is counted. Every: waits for room."""
        with self._lock:
            if not self._open:
                Lease(picture.release, 1).done()
                return False
            if not self._started:
                self._begin(picture)
            place = slot(picture.stamp.time_ns, self.begun.start_ns, self.plan.rate)
            self._put_at, self._anchor = time.monotonic(), place
            if self._pending is not None and place == self._pending[0]:
                self._lose(self._pending[1])
                self._pending = (place, picture)
                return False
            newest = self._pending[0] if self._pending is not None else self._last
            if not self._follows(place, newest):
                self._lose(picture)
                return False
            kept = self._commit()
            self._pending = (place, picture)
            return kept

    def sound(self, block: SoundBlock) -> None:
        """Take sound, from any thread; what comes before the first picture waits for it."""
        with self._lock:
            if self.plan.sound is None or not (self._open or self._started):
                return
            if self._sound is None:
                self._early.append(block)
                return
        self._sound.add(block)

    def stop(self) -> Take:
        """Finish every file and rename the folder; a second call returns the same take. Raises Problem ``record.empty``."""
        with self._stopping:
            if self._take is None:
                self._take = self._finish()
            return self._take

    def end_by_itself(self) -> None:
        """The same from the watch's thread, unless somebody is at it already. What goes wrong stands in ``state``."""
        if not self._stopping.acquire(blocking=False):
            return
        try:
            self._take = self._take or self._finish()
        except Problem as problem:
            self.tell(problem)
        finally:
            self._stopping.release()

    def abort(self, error: BaseException) -> None:
        """End the take because of ``error``; what was written is kept as a take."""
        self.tell(error if isinstance(error, Problem) else Problem("record.aborted", name=self.plan.name, why=str(error)))
        with contextlib.suppress(Problem):
            self.stop()

    @property
    def state(self) -> WriterState:
        layers = {layer.name: "broken" if layer.broken else "running" for layer in self._layers}
        if self._sound is not None:
            layers["sound"] = "broken" if self._sound.broken else "running"
        return WriterState(
            pictures=self._last + 1,
            held=self._held,
            dropped=self._held + self._replaced,
            bytes_written=self._watch.bytes_written,
            problem=self._fault or self._watch.warning,
            layers=layers,
        )

    @property
    def free(self) -> int:
        """Free bytes where the take is written."""
        return self._free(self.folder.path)

    def tell(self, problem: Problem) -> None:
        """Keep the first fault: the ones that follow are mostly its echo."""
        self._fault = self._fault or problem

    def keep_time(self) -> float:
        """Repeat the last picture while none arrives, half a second behind the clock. Returns the seconds since the last one."""
        with self._lock:
            silent = time.monotonic() - self._put_at
            if not (self._open and self._started) or self.plan.policy != "live" or silent < 1:
                return 0.0
            self._commit()
            until = self._anchor + int((silent - 0.5) * self.plan.rate)
            if silent < LONGEST_GAP_S and until > self._last >= 0:
                self._hand(Job(until, None, Lease(None, len(self._layers))))
            return silent

    def _choose_encoder(self) -> None:
        """Try encoders now, not while the first pictures wait. One that fails is told, and the take is recorded all the same."""
        record = self.plan.record
        try:
            name = encoders.pick(record.encoder).name
        except Problem as problem:
            self.tell(problem)
            name = encoders.pick("auto").name
            self.plan = replace(self.plan, record=record.model_copy(update={"encoder": "auto"}))
        if name != encoders.SOFTWARE:
            encoders.opens_at(name, self.plan.size)

    def _begin(self, picture: RecordedPicture) -> None:
        """The first picture sets the clock of the whole take."""
        begun, plan = self.begun, self.plan
        begun.start_ns = picture.stamp.time_ns
        since = (begun.start_ns - self._monotonic_ns) / NANOSECONDS
        begun.wall = plan.wall + timedelta(seconds=since if abs(since) < 10 else 0)
        own = picture.stamp.timecode
        if own is not None and timecode_after(own, 0, plan.rate) is None:
            own = None
        begun.timecode = own or timecode_at(self._day_seconds(), plan.rate)
        self._started = True
        self._begin_sound()

    def _begin_sound(self) -> None:
        if self.plan.sound is None:
            return
        composite = next((layer.sink for layer in self._layers if isinstance(layer.sink, CompositeSink)), None)
        track = Soundtrack(self.plan.sound[1], self.begun.start_ns)
        try:
            wave = WaveFile(self.folder.file("wav"), track.channels, self.plan.name, self.begun.wall)
            wave.refer(round(self._day_seconds() * RATE))
        except Problem as problem:
            self._broke("sound", problem)
            return
        self._sound = SoundLayer(wave, track, composite, self._broke)
        while self._early:
            self._sound.add(self._early.popleft())

    def _day_seconds(self) -> float:
        wall = self.begun.wall or self.plan.wall
        return wall.hour * 3600 + wall.minute * 60 + wall.second + wall.microsecond / 1e6

    def _follows(self, place: int, newest: int) -> bool:
        """Whether a picture may go to ``place``; far off in either direction its clock has jumped, which is told."""
        rate = self.plan.rate
        if newest >= 0 and not -BACKWARDS_S * rate <= place - newest <= LONGEST_GAP_S * rate:
            self.tell(Problem("record.clock_jumped", name=self.plan.name, seconds=f"{float((place - newest) / rate):.1f}"))
            return False
        return place > newest

    def _commit(self, wait: bool = False) -> bool:
        """Hand the picture that waited to every layer, or to none where one has no room. False: it is lost."""
        if self._pending is None:
            return True
        place, picture = self._pending
        self._pending = None
        if not wait and self.plan.policy == "live" and not all(layer.room for layer in self._layers):
            Lease(picture.release, 1).done()
            return False
        self._hand(Job(place, picture, Lease(picture.release, len(self._layers))))
        return True

    def _hand(self, job: Job) -> None:
        if job.picture is None and not all(layer.room for layer in self._layers):
            return
        self._held += job.slot - self._last - (job.picture is not None)
        self._last = job.slot
        for layer in self._layers:
            layer.put(job)

    def _lose(self, picture: RecordedPicture) -> None:
        self._replaced += 1
        Lease(picture.release, 1).done()

    def _make_layers(self) -> list[Layer]:
        plan, begun, file = self.plan, self.begun, self.folder.file
        depth = max(3, int(plan.rate * QUEUE_S))
        layers = [Layer("comp", CompositeSink(file("comp.mov"), plan, begun), depth, self._broke)]
        if plan.clean is not None:
            layers.append(Layer("clean", CleanSink(file("clean.mkv"), plan, begun), depth, self._broke))
        if plan.matte_size is not None:
            layers.append(Layer("matte", MatteSink(file("matte.mkv"), plan, begun), depth, self._broke))
        if plan.record.fill != "none":
            layers.append(Layer("fill", FillSink(file("fill.mov"), plan, begun), depth, self._broke))
        frames = FramesSink(file("frames.jsonl"), file("jpg"), plan, begun)
        return [*layers, Layer("frames", frames, depth, self._broke)]

    def _broke(self, layer: str, error: Exception) -> None:
        """A layer died: say so and go on with the others."""
        if isinstance(error, Problem) and error.code in WHOLE:
            self.tell(error)
            return
        why = error.parameters.get("why", error.code) if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        self.tell(Problem("record.layer_broken", layer=layer, name=self.plan.name, why=why))

    def _finish(self) -> Take:
        with self._lock:
            self.keep_time()
            self._commit(wait=True)
            self._open = False
        self._watch.stop()
        slots = self._last + 1
        if self._sound is not None:
            self._sound.finish(samples_of(slots, self.plan.rate))
        for layer in self._layers:
            layer.finish(slots)
        for layer in self._layers:
            layer.join()
        if slots == 0:
            self.folder.discard()
            raise Problem("record.empty", name=self.plan.name)
        return self._close(slots)

    def _close(self, slots: int) -> Take:
        """Check what is on the disk, say it in ``take.json``, give the folder its name."""
        try:
            take, problem = filled_in(self._take_so_far(slots), self.folder, self._layers, self._sound)
            if problem is not None:
                self.tell(problem)
            take.save(self.folder.file("take.json"))
            self.folder.finish()
        except Problem:
            self.folder.let_go()
            raise
        self._watch.measure()
        return take

    def _take_so_far(self, slots: int) -> Take:
        begun = self.begun
        counts = {"pictures": slots, "held": self._held, "dropped": self._held + self._replaced}
        wall = (begun.wall or self.plan.wall).isoformat(timespec="milliseconds")
        told = {"start_ns": begun.start_ns, "start_wall": wall, "start_timecode": begun.timecode, "version_made": __version__}
        return first_take(self.plan).model_copy(update=counts | told)
