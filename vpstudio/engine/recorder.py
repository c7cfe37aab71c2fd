"""Rolling and cutting: feeds a take's writer with finished pictures, finishes takes aside, keeps the strip of takes."""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from vpstudio.engine.channel import Channel
from vpstudio.engine.verifying import Verifier
from vpstudio.mailbox import Policy
from vpstudio.model.frame import Frame, SoundBlock
from vpstudio.model.project import Project
from vpstudio.model.shot import Shot, Tap
from vpstudio.model.state import Recording, TakeCard
from vpstudio.model.take import Slate
from vpstudio.problem import Problem
from vpstudio.record.plan import RecordedPicture, TakePlan
from vpstudio.record.take_writer import TakeWriter
from vpstudio.render.renderer import Renderer
from vpstudio.takes.library import Library

USUAL_BYTES_PER_S = 6_000_000
"""Composite, clean picture and matte at 720x1280: what is assumed until a take has been measured."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A take that is being written: its writer, its name, and whether it wants the actor alone as well."""

    writer: TakeWriter
    name: str
    slate: Slate
    rate: Fraction
    fill: bool = False


class Recorder:
    """One take at a time; any thread may call. What goes wrong stands in ``problem`` and never stops the picture."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.library = Library(folder)
        self.problem: Problem | None = None
        self.cards: tuple[TakeCard, ...] = ()
        self.finishing = 0
        self._folder, self._policy = folder, policy
        self._rolled: Rolled | None = None
        self._last: RecordedPicture | None = None
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._bytes_per_s: float = USUAL_BYTES_PER_S
        self._next: tuple[object, Slate] | None = None
        self.verifier = Verifier(self.library, lambda: self._rolled is not None or self.finishing > 0, self._list)

    @property
    def rolling(self) -> bool:
        return self._rolled is not None

    def open(self) -> None:
        """Take up what a crash left behind, and list the takes."""
        try:
            for take in self.library.recover():
                self.problem = Problem("engine.recovered", name=take.name)
        except Problem as problem:
            self.problem = problem
        self._list()
        newest = Path(self.cards[0].path).parent if self.cards else None
        for card in self.cards:
            if not card.verified and Path(card.path).parent == newest:
                self.verifier.add(Path(card.path))

    def next_slate(self, project: Project) -> Slate:
        """The slate with the number that the next take gets. Asked many times a second, so the answer is kept while it holds."""
        asked = (project.slate, project.code, len(self.cards), self.finishing, self._rolled is None)
        if self._next is None or self._next[0] != asked:
            self._next = (asked, self.library.next_take(project.slate, project.code))
        return self._next[1]

    def roll(self, project: Project, channel: Channel, first: Shot, size: tuple[int, int], renderer: str, key_used: str) -> None:
        """Start a take with the picture now in hand. Raises Problem; then nothing is rolling."""
        with self._lock:
            if self._rolled is not None:
                return
            slate = self.next_slate(project)
            plan = self._plan(project, channel, first, size, renderer, key_used, slate)
            writer = TakeWriter(plan)
            writer.start()
            self.problem = None
            self._last = None
            self._rolled = Rolled(writer, slate.clip_name(project.code), slate, plan.rate, plan.record.fill != "none")

    def feed(self, shot: Shot, renderer: Renderer, settings_hash: str, findings: tuple[Problem, ...] = ()) -> None:
        """Write the picture just drawn. On the GL thread."""
        rolled = self._rolled
        if rolled is None:
            return
        picture = RecordedPicture(
            stamp=shot.stamp,
            composite=renderer.read(Tap("program")),
            frame=shot.frame,
            matte=renderer.read(Tap("alpha")),
            fill=renderer.read(Tap("fill")) if rolled.fill else None,
            pose=shot.pose,
            intrinsics=shot.intrinsics,
            settings_hash=settings_hash,
            findings=tuple(found.code for found in findings),
            release=None,
        )
        self._last = picture
        self._put(rolled, picture)

    def feed_clean(self, frames: list[Frame]) -> None:
        """Frames whose matte came too late: the clean layer gets them, the others repeat what was shown then."""
        rolled, last = self._rolled, self._last
        if rolled is not None and last is not None:
            for frame in frames:
                self._put(rolled, replace(last, stamp=frame.stamp, frame=frame, late=True))

    def _put(self, rolled: Rolled, picture: RecordedPicture) -> None:
        rolled.writer.put(picture)
        if rolled.writer.state.problem is not None:
            self.problem = rolled.writer.state.problem

    def sound(self, block: SoundBlock) -> None:
        """Sound from a source's thread."""
        rolled = self._rolled
        if rolled is not None:
            rolled.writer.sound(block)

    def cut(self) -> threading.Thread | None:
        """Stop the take; it is finished in a thread of its own, so that the next one can roll at once."""
        with self._lock:
            rolled, self._rolled = self._rolled, None
        if rolled is None:
            return None
        self.finishing += 1
        thread = threading.Thread(target=self._finish, args=(rolled,), name="finish take")
        thread.start()
        self._threads.append(thread)
        return thread

    def close(self) -> None:
        """Cut what rolls and wait until every take is whole on disk."""
        self.cut()
        for thread in self._threads:
            thread.join()
        self.verifier.close()

    def state(self) -> Recording | None:
        rolled = self._rolled
        if rolled is None:
            return None
        counts = rolled.writer.state
        seconds = float(counts.pictures / rolled.rate)
        return Recording(rolled.name, seconds, counts.pictures, counts.held, counts.dropped, counts.bytes_written)

    def disk_minutes(self) -> float | None:
        """How long the disk lasts at the rate of the take that rolls, of the last one, or of a usual one. None: the disk does not say."""
        recording = self.state()
        if recording is not None and recording.seconds >= 1 and recording.bytes_written > 0:
            self._bytes_per_s = recording.bytes_written / recording.seconds
        try:
            return shutil.disk_usage(self._folder).free / self._bytes_per_s / 60
        except OSError:
            return None

    def set_status(self, name: str, status: str) -> None:
        """Circle, hold, NG or false start. A fault is told in ``problem``."""
        try:
            self.library.set_status(name, status)
        except Problem as problem:
            self.problem = problem
        self._list()

    def _finish(self, rolled: Rolled) -> None:
        try:
            rolled.writer.stop()
            self.verifier.add(rolled.writer.folder.path)
            if rolled.writer.state.problem is not None:
                self.problem = rolled.writer.state.problem
        except Problem as problem:
            self.problem = problem
        except Exception as error:
            self.problem = Problem("engine.take_failed", name=rolled.name, why=f"{type(error).__name__}: {error}")
        finally:
            self._list()
            self.finishing -= 1

    def _list(self) -> None:
        try:
            self.cards = tuple(self.library.cards()[:60])
        except Problem as problem:
            self.problem = problem

    def _plan(
        self, project: Project, channel: Channel, first: Shot, size: tuple[int, int], renderer: str, key_used: str, slate: Slate
    ) -> TakePlan:
        info = channel.info
        if info is None:
            raise Problem("engine.no_picture")
        record, frame = project.record, first.frame
        return TakePlan(
            folder=self._folder,
            project_code=project.code,
            slate=slate,
            rate=Fraction(project.format.rate) if project.format.rate else info.rate,
            size=size,
            clean=(frame.width, frame.height, frame.layout, frame.orientation) if record.clean else None,
            matte_size=size if record.matte else None,
            sound=(info.sound_rate, info.sound_channels) if info.sound_rate else None,
            look=project.look,
            set_id=project.set.kind,
            set_values=project.set.values,
            visible_texts=first.scene.visible_texts if first.scene is not None else (),
            key_used=key_used,
            renderer=renderer,
            record=record,
            policy=self._policy,
            wall=datetime.now().astimezone(),
        )


def settings_hash(project: Project) -> str:
    """16 hex digits that change when anything that the picture depends on changes."""
    parts = project.model_dump_json(include={"source", "format", "camera", "set", "look"})
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()
