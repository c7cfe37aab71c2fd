"""Headless: every frame of an input, exactly once and in order, composited into a file with its own stamps and sound."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio.engine.channel import Channel
from vpstudio.engine.faults import problem_of
from vpstudio.engine.grading import read as read_grade
from vpstudio.engine.keying import Keying
from vpstudio.engine.match import mark_of, match
from vpstudio.engine.pairing import Paired
from vpstudio.engine.stage import StageKeeper
from vpstudio.engine.standing import Stander
from vpstudio.mailbox import Closed, Mailbox
from vpstudio.matting.stored import StoredMattes
from vpstudio.model.clock import NANOSECONDS
from vpstudio.model.frame import Frame, Layout, SoundBlock
from vpstudio.model.project import Project
from vpstudio.model.shot import Stage, Tap
from vpstudio.model.source import SourceInfo
from vpstudio.problem import Problem
from vpstudio.record.fill_key import fill_file, key_file
from vpstudio.record.prores import Fill
from vpstudio.record.video_file import VideoFile
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.sources.base import Wants
from vpstudio.sources.base import registry as source_registry
from vpstudio.words import sentence

Progress = Callable[[int, int | None], None]
MICROSECONDS = Fraction(1, 1_000_000)
STAGES: dict[str, Stage] = {"program": "program", "matte": "alpha", "fill": "fill", "key": "alpha"}
"""Which of the renderer's pictures goes to which file."""


@dataclass(frozen=True, slots=True)
class CompositeJob:
    """What to composite. output: None makes the matte alone, of the upright input's very size. size: (width, height) of the output;
    None takes the upright input's own, made even. fill_out: the actor alone as ProRes 4444, its colour stored as ``fill`` says, with his
    alpha unless that goes to ``key_out`` as a grey picture. limit: pictures at most."""

    project: Project
    output: Path | None
    size: tuple[int, int] | None = None
    matte_out: Path | None = None
    matte_in: Path | None = None
    fill_out: Path | None = None
    fill: Fill = "straight"
    key_out: Path | None = None
    limit: int | None = None


@dataclass(slots=True)
class CompositeReport:
    """What was done; written as JSON by ``--report``. Times in seconds, sizes (width, height).

    findings: by code of a live check, how many pictures it was told of. skipped: pictures that got no matte of their own: none, in
    a run that waits for each.
    """

    input: str = ""
    output: str = ""
    frames_in: int = 0
    frames_out: int = 0
    size: tuple[int, int] = (0, 0)
    input_size: tuple[int, int] = (0, 0)
    rate: str = ""
    key: str = ""
    key_reason: str = ""
    key_reason_code: str = ""
    key_figures: dict[str, Any] = field(default_factory=dict)
    set: str = ""
    renderer: str = ""
    encoder: str = ""
    seconds: float = 0.0
    frames_per_second: float = 0.0
    passes_ms: dict[str, float] = field(default_factory=dict)
    matte_ms: float = 0.0
    truncated_at_s: float | None = None
    colour: dict[str, str] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    warnings: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {"schema": "vpstudio.composite-report/1", **asdict(self)}


class Writing:
    """Encoding in a thread of its own, so that the render never waits for it longer than its queue is full."""

    def __init__(self, file: VideoFile) -> None:
        self.file = file
        self._box: Mailbox[tuple[NDArray[np.uint8], int] | SoundBlock] = Mailbox("every", depth=3)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write, name="encoder", daemon=True)
        self._thread.start()

    def put(self, item: tuple[NDArray[np.uint8], int] | SoundBlock) -> None:
        """Hand over. Raises what the encoder died of."""
        try:
            self._box.put(item)
        except Closed:
            raise self._error or Problem("engine.encoder_closed") from None

    def close(self) -> None:
        """Finish the file. Raises what the encoder died of."""
        self._box.close()
        self._thread.join()
        if self._error is not None:
            raise self._error
        self.file.close()

    def _write(self) -> None:
        try:
            while True:
                item = self._box.get()
                if isinstance(item, SoundBlock):
                    self.file.sound(item)
                else:
                    self.file.write(*item)
        except Closed:
            pass
        except Exception as error:
            self._error = error
            self._box.close(error)


class Compositor:
    """One run over one input. ``run`` returns the report; ``stop`` from any thread ends it early with a whole file."""

    def __init__(self, job: CompositeJob, progress: Progress | None = None) -> None:
        self.job = job
        self.report = CompositeReport(output=str(job.output or job.matte_out), set=job.project.set.kind)
        self._progress = progress or (lambda done, total: None)
        self._stopped = threading.Event()
        self._sound: list[SoundBlock] = []
        self._stander = Stander()
        colour = job.project.look.colour
        self._grade = read_grade(colour) if colour.lut or colour.cdl else None
        self._writers: dict[str, Writing] = {}
        self._size = (0, 0)
        self._base = MICROSECONDS
        self._last_pts: int | None = None

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> CompositeReport:
        """Do it. Raises Problem; an input that breaks off is no failure but stands in ``report.truncated_at_s``."""
        context = Context.headless()
        stages = StageKeeper(Layout.RGBA if context.software else None)
        try:
            stages.want_now(self.job.project.set)
            self._all(context, stages)
        finally:
            stages.close()
            context.close()
        return self.report

    def _all(self, context: Context, stages: StageKeeper) -> None:
        channel = self._channel(context)
        began = time.perf_counter()
        renderer: Renderer | None = None
        try:
            channel.start()
            info = channel.opened()
            renderer = self._each(channel, info, context, stages)
            self._finish(channel)
        except BaseException:
            self._abandon()
            raise
        finally:
            channel.stop()
            channel.keying.close()
            self._tell(renderer, channel, context, time.perf_counter() - began)
            if renderer is not None:
                renderer.close()

    def _channel(self, context: Context) -> Channel:
        project, upload = self.job.project, Layout.RGBA if context.software or self.job.project.source.camera != "display" else None
        maker = source_registry.get(project.source.kind)
        source = maker(maker.Settings(**project.source.values), Wants(upload, "every", loop=False))
        stored = StoredMattes(self.job.matte_in, self.job.size) if self.job.matte_in is not None else None
        channel = Channel(
            source,
            "every",
            Keying(stored, "every", strict=True),
            upload,
            self._hear,
            camera=(project.source.camera, project.look.match.view),
        )
        channel.key, channel.orientation = project.look.key, project.source.orientation
        self.report.input = str(project.source.values.get("path") or project.source.values.get("url") or project.source.kind)
        return channel

    def _each(self, channel: Channel, info: SourceInfo, context: Context, stages: StageKeeper) -> Renderer | None:
        """Every frame: match, draw, hand to the files."""
        renderer: Renderer | None = None
        total = min(x for x in (info.frames, self.job.limit) if x) if info.frames or self.job.limit else None
        while not self._stopped.is_set() and (self.job.limit is None or self.report.frames_out < self.job.limit):
            try:
                paired = channel.next(timeout=120)
            except Closed:
                break
            if renderer is None:
                renderer = self._begin(paired.frame, info, context)
            self._draw(renderer, paired, stages)
            self._progress(self.report.frames_out, total)
        return renderer

    def _begin(self, frame: Frame, info: SourceInfo, context: Context) -> Renderer:
        """With the first frame the sizes are known: open the files."""
        self._size = self.job.size or (frame.upright_size if self.job.output is None else even(frame.upright_size))
        self._base = frame.time_base or MICROSECONDS
        self.report.size, self.report.input_size, self.report.rate = self._size, frame.upright_size, str(info.rate)
        colour = frame.colour
        for name in ("matrix", "range", "transfer", "siting"):
            self.report.colour[name] = f"{getattr(colour, name).value} ({colour.known.get(name, 'assumed')})"
        if self.job.output is not None:
            self._writers["program"] = Writing(self._program(self.job.output, info))
        if self.job.matte_out is not None:
            matte = VideoFile(aside(self.job.matte_out), self._size, rate=info.rate, time_base=self._base, codec="ffv1", pixel="grey")
            self._writers["matte"] = Writing(matte)
        self._begin_fill(frame.stamp.timecode, info)
        return Renderer(context, self._size)

    def _begin_fill(self, timecode: str | None, info: SourceInfo) -> None:
        """Fill and key, for those who composite elsewhere."""
        job = self.job
        if job.fill_out is not None:
            fill = fill_file(
                aside(job.fill_out),
                self._size,
                rate=info.rate,
                time_base=self._base,
                fill=job.fill,
                with_alpha=job.key_out is None,
                timecode=timecode,
            )
            self._writers["fill"] = Writing(fill)
        if job.key_out is not None:
            key = key_file(aside(job.key_out), self._size, rate=info.rate, time_base=self._base, timecode=timecode)
            self._writers["key"] = Writing(key)

    def _program(self, output: Path, info: SourceInfo) -> VideoFile:
        record = self.job.project.record
        program = VideoFile(
            aside(output),
            self._size,
            rate=info.rate,
            time_base=self._base,
            encoder=record.encoder,
            quality=record.quality,
            sound=(info.sound_rate, info.sound_channels) if info.sound_rate else None,
        )
        self.report.encoder = program.encoder_name
        return program

    def _draw(self, renderer: Renderer, paired: Paired, stages: StageKeeper) -> None:
        frame = paired.frame
        staged = stages.at(frame.stamp.time_ns / NANOSECONDS)
        project = self.job.project
        shot = match(paired, project, staged, self._size)
        shot = self._stander.stood(shot, project.camera, mark_of(staged.scene, project.set.mark))
        renderer.draw(replace(shot, grade=self._grade))
        pts = self._pts(frame)
        self._pour_sound()
        read = {stage: renderer.read(Tap(stage)) for stage in dict.fromkeys(STAGES[name] for name in self._writers)}
        for name, writer in self._writers.items():
            writer.put((read[STAGES[name]], pts))
        for found in paired.made.findings:
            self.report.findings[found.code] = self.report.findings.get(found.code, 0) + 1
        self.report.frames_in += 1
        self.report.frames_out += 1

    def _pts(self, frame: Frame) -> int:
        """The input's own stamp; a stamp that does not rise (broken files have them) is moved to the next tick."""
        own = frame.pts if frame.pts is not None else int(Fraction(frame.stamp.time_ns, NANOSECONDS) / self._base)
        if self._last_pts is not None and own <= self._last_pts:
            own = self._last_pts + 1
        self._last_pts = own
        return own

    def _hear(self, block: SoundBlock) -> None:
        """From the source's thread."""
        self._sound.append(block)

    def _pour_sound(self) -> None:
        blocks, self._sound = self._sound, []
        for block in blocks if "program" in self._writers else ():
            self._writers["program"].put(block)

    def _finish(self, channel: Channel) -> None:
        """Close the files; then say how the input ended."""
        error = channel.error
        if not self._writers:
            raise problem_of(error) if error is not None else Problem("engine.no_frames", path=self.report.input)
        self._pour_sound()
        for writer in self._writers.values():
            writer.close()
        self._put_in_place()
        if error is None or isinstance(error, Closed) or self._stopped.is_set():
            return
        problem = problem_of(error)
        if problem.code != "source.truncated":
            raise problem
        last = self._last_pts or 0
        self.report.truncated_at_s = round(float(last * self._base), 3)

    def _abandon(self) -> None:
        """Something failed: what was drawn stays, in a file that plays."""
        for writer in self._writers.values():
            with contextlib.suppress(Exception):  # the first fault is the one to tell
                writer.close()
        if self._stopped.is_set():
            self._put_in_place()
        self._writers.clear()

    def _put_in_place(self) -> None:
        """The finished files take their names only now: a run that fails spoils no good file of an earlier one."""
        places = {"program": self.job.output, "matte": self.job.matte_out, "fill": self.job.fill_out, "key": self.job.key_out}
        for name, writer in self._writers.items():
            path = places[name]
            if path is not None:
                writer.file.path.replace(path)
        self._writers.clear()

    def _tell(self, renderer: Renderer | None, channel: Channel, context: Context, seconds: float) -> None:
        report = self.report
        report.seconds = round(seconds, 3)
        report.frames_per_second = round(report.frames_out / seconds, 2) if seconds > 0 else 0.0
        report.key, report.skipped = channel.keying.used, channel.dropped
        why = channel.keying.why
        if why is not None and self.job.project.look.key.mode == "auto":
            report.key_reason, report.key_reason_code = sentence(why, "en"), why.code
            report.key_figures = dict(why.parameters)
        report.renderer, report.matte_ms = context.renderer, round(channel.matte_cost.mean(), 2)
        if renderer is not None:
            report.passes_ms = {name: round(ms, 3) for name, ms in renderer.timings.items()}


def aside(path: Path) -> Path:
    """Where a file is written until it is whole: beside its place, with its own ending."""
    return path.with_name(f"{path.stem}.part{path.suffix}")


def even(size: tuple[int, int]) -> tuple[int, int]:
    """The size made even, which 4:2:0 needs; one pixel row or column is left out rather than resampled."""
    return max(2, size[0] - size[0] % 2), max(2, size[1] - size[1] % 2)
