"""The engine: a camera's frames, matched with their mattes, drawn in the set, on screen and in a take. No Qt, no GL calls."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from vpstudio.engine.baking import Baker
from vpstudio.engine.capture import PlateCapture
from vpstudio.engine.channel import Channel
from vpstudio.engine.faults import problem_of
from vpstudio.engine.gauge import Gauge, camera_of
from vpstudio.engine.grading import Grader
from vpstudio.engine.keying import Keying
from vpstudio.engine.match import mark_of, match
from vpstudio.engine.meter import Meter
from vpstudio.engine.outside import Outside
from vpstudio.engine.pairing import Paired
from vpstudio.engine.recorder import Recorder, settings_hash
from vpstudio.engine.report import state_of
from vpstudio.engine.set_up import evenness_of, grey_card_of, stroke_of
from vpstudio.engine.stage import StageKeeper
from vpstudio.engine.standing import Stander
from vpstudio.mailbox import Closed, Policy
from vpstudio.model.frame import Frame, Layout
from vpstudio.model.host import GLHost, Screen
from vpstudio.model.look import GrainSettings, MatchSettings, PlateSeen, Stroke, StrokeKind
from vpstudio.model.mask import Point
from vpstudio.model.project import Project, SetChoice
from vpstudio.model.shot import Shot
from vpstudio.model.state import EngineState, EvennessState, Phase, View
from vpstudio.problem import Problem
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.sources.base import Wants
from vpstudio.sources.base import registry as source_registry

IDLE_S = 0.05


class Engine:
    """One channel on one set. ``apply`` takes a whole project at any time and from any thread; ``state`` tells everything.

    host: a GL context that the window lends; without one the engine makes its own, off screen. policy: ``live`` drops what is
    late and counts it; ``every`` waits for each picture.
    """

    def __init__(self, project: Project, folder: Path, host: GLHost | None = None, policy: Policy = "live") -> None:
        self.project = project
        self.policy = policy
        self.screen: Screen | None = None
        self.phase: Phase = "stopped"
        self.problem: Problem | None = None
        self.channel: Channel | None = None
        self.stages: StageKeeper | None = None
        self.recorder = Recorder(folder, policy)
        self.keying = Keying(policy=policy)
        self.outside = Outside()
        self.capture = PlateCapture()
        self.gauge = Gauge()
        self.stander = Stander()
        self.grader = Grader()
        self.baker = Baker(self._baked)
        self.renderer_name, self.software = "", False
        self.shown_view: View = "program"
        self.last: Paired | None = None
        self.shown: Shot | None = None
        self.drawn, self.draw_cost, self.latency = Meter(), Meter(), Meter()
        self.passes: dict[str, float] = {}
        self._folder = folder
        self._host = host
        self._hash = settings_hash(project)
        self._roll_asked = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    # Commands, from any thread

    def start(self) -> None:
        """Begin; returns at once, ``state.phase`` tells how it went."""
        self.phase = "starting"
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="render", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End: a rolling take is cut and finished first."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
        self.recorder.close()
        self.phase = "stopped"

    def apply(self, project: Project) -> None:
        """Work with these settings from the next picture on."""
        self.project = project
        self._hash = settings_hash(project)

    def record(self) -> None:
        """Roll with the next picture."""
        self._roll_asked.set()

    def cut(self) -> None:
        """Stop the take."""
        self._roll_asked.clear()
        self.recorder.cut()

    def view(self, stage: View) -> None:
        """Show this stage on the screen; what is recorded stays the program."""
        self.shown_view = stage

    def set_status(self, name: str, status: str) -> None:
        self.recorder.set_status(name, status)

    def stroke(self, kind: StrokeKind, points: tuple[Point, ...]) -> Stroke | None:
        """What the newest picture shows under a click or stroke. points: fractions of the output. None: no picture, or none of them
        lies on the plate."""
        return stroke_of(self.shown, kind, points) if self.shown is not None else None

    def grey_card(self, point: Point) -> MatchSettings | None:
        """The match that brings the set to the grey card under ``point`` of the output. None: no picture, or no plate there.
        Raises Problem where the card cannot be read."""
        return grey_card_of(self.shown, point) if self.shown is not None else None

    def measure_camera(self, timeout_s: float = 4.0) -> tuple[GrainSettings, PlateSeen] | None:
        """Noise, sharpness, colour fringes and black of the camera's picture, for a set that is to look shot with it. Waits for the
        next frames and then computes for a second: not for a thread that draws. None where no pictures come."""
        return camera_of(self.gauge.frames(timeout_s), self.project.look.grain)

    def measure_again(self) -> None:
        """Forget what was seen of the screen and let the automatic choice look anew."""
        self.keying.look_again()

    def capture_plate(self, countdown_s: float, seconds: float) -> None:
        """Count down, then average pictures without an actor into a file of the project; ``state.plate`` tells how it goes."""
        self.capture.begin(self._folder / "plates", countdown_s, seconds)

    def cancel_plate(self) -> None:
        self.capture.cancel()

    def bake_light(self) -> None:
        """Bake the light of the set that is chosen, aside; it is shown as soon as it is ready. ``state.bake`` tells how it goes."""
        self.baker.start(self.project.set)

    def cancel_bake(self) -> None:
        self.baker.cancel()

    def _baked(self, choice: SetChoice) -> None:
        if self.stages is not None:
            self.stages.again(choice)

    def evenness(self) -> EvennessState | None:
        """How evenly the screen in the newest picture is lit; None without a picture or a screen."""
        return evenness_of(self.shown.frame) if self.shown is not None else None

    @property
    def state(self) -> EngineState:
        """Everything a window shows, gathered now; cheap enough to ask ten times a second."""
        return state_of(self)

    # The render thread

    def _run(self) -> None:
        context: Context | None = None
        renderer: Renderer | None = None
        try:
            context = Context.hosted(self._host) if self._host is not None else Context.headless()
            self.renderer_name, self.software = context.renderer, context.software
            renderer = Renderer(context, self.project.format.size, live=True)
            self.screen = renderer.screen
            self.stages = StageKeeper(self.upload)
            self.recorder.open()
            self.phase = "running"
            while not self._stopping.is_set():
                self.step(renderer)
        except Exception as error:
            self.phase, self.problem = "failed", problem_of(error)
        finally:
            self._wind_up(context, renderer)

    def step(self, renderer: Renderer) -> None:
        """One picture: match the next frame and its matte to lens and stage, draw it, serve the taps."""
        project = self.project
        paired = self._next_pair(project)
        if paired is None:
            return
        shot = self._match(renderer, paired, project)
        began = time.perf_counter()
        renderer.draw(shot)
        renderer.publish(self.shown_view)
        self._tell(renderer, paired, began)
        self._serve_record(renderer, shot, project, paired)
        self.outside.show(renderer)
        self.last, self.shown = paired, shot

    def _next_pair(self, project: Project) -> Paired | None:
        channel = self._tuned(project)
        if channel is None:
            time.sleep(IDLE_S)
            return None
        channel.key, channel.orientation = project.look.key, project.source.orientation
        channel.steady = self.recorder.rolling
        try:
            return channel.next(timeout=IDLE_S)
        except TimeoutError:
            return None
        except Closed:
            self._source_ended(channel)
            return None

    def _match(self, renderer: Renderer, paired: Paired, project: Project) -> Shot:
        if renderer.size != project.format.size and not self.recorder.rolling:
            renderer.resize(project.format.size)
        assert self.stages is not None
        self.stages.want(project.set)
        if self.policy == "every":
            self.stages.wait(timeout=60)
        self.outside.follow(project)
        staged = self.stages.at(paired.frame.stamp.time_ns / 1e9)
        shot = match(paired, project, staged, renderer.size, self.outside.pose(paired.arrived_ns))
        stood = self.stander.stood(shot, project.camera, mark_of(staged.scene, project.set.mark))
        return replace(stood, grade=self.grader.of(project.look.colour))

    def _serve_record(self, renderer: Renderer, shot: Shot, project: Project, paired: Paired) -> None:
        """Roll where it was asked for, then write the picture. A take that cannot start is told, and the picture goes on."""
        channel = self.channel
        if self._roll_asked.is_set() and channel is not None:
            self._roll_asked.clear()
            try:
                self.recorder.roll(project, channel, shot, renderer.size, self.renderer_name, self.keying.used)
            except Problem as problem:
                self.recorder.problem = problem
        if channel is not None:
            self.recorder.feed_clean(channel.missed(paired.frame))
        self.recorder.feed(shot, renderer, self._hash, paired.made.findings)

    def _tell(self, renderer: Renderer, paired: Paired, began: float) -> None:
        """Keep the figures of the picture just drawn."""
        if self.last is None and self.channel is not None:
            self.channel.forgive()
        self.drawn.add()
        self.draw_cost.add((time.perf_counter() - began) * 1e3)
        self.latency.add((time.monotonic_ns() - paired.arrived_ns) / 1e6)
        self.passes = dict(renderer.timings)

    @property
    def upload(self) -> Layout | None:
        """RGBA on software GL, where it beats converting planes in the shader; the planes as they are on a GPU."""
        return Layout.RGBA if self.software else None

    def _tuned(self, project: Project) -> Channel | None:
        """The channel of the source asked for: another source is a new channel, unless a take is rolling."""
        camera = (project.source.camera, project.look.match.view if project.source.camera != "display" else "camera")
        wanted = (project.source.kind, project.source.values, camera)
        if self.channel is not None and self._wanted == wanted:
            return self.channel
        if self.recorder.rolling:
            return self.channel
        self._untune()
        self._wanted = wanted
        self.problem = None
        self.last = self.shown = None
        try:
            maker = source_registry.get(project.source.kind)
            source = maker(maker.Settings(**project.source.values), Wants(self._upload_of(project), self.policy))
        except (Problem, ValueError) as error:
            self.problem = problem_of(error)
            return None
        upload = self._upload_of(project)
        self.channel = Channel(source, self.policy, self.keying, upload, self.recorder.sound, self._watch, camera)
        self.channel.key, self.channel.orientation = project.look.key, project.source.orientation
        self.channel.start()
        return self.channel

    def _upload_of(self, project: Project) -> Layout | None:
        """A log camera's pictures are developed in memory, so they go to any card as RGBA."""
        return self.upload if project.source.camera == "display" else Layout.RGBA

    _wanted: tuple[str, dict[str, object], tuple[str, str]] | None = None

    def _watch(self, frame: Frame) -> None:
        """In the matte thread: who looks at the frames themselves."""
        self.capture.feed(frame)
        self.gauge.feed(frame)

    def _source_ended(self, channel: Channel) -> None:
        """A file ran out or a camera failed: what rolled is cut and kept, the last picture stays, the reason is told."""
        if self.problem is None and channel.error is not None:
            self.problem = problem_of(channel.error)
        self.recorder.cut()
        time.sleep(IDLE_S)

    def _untune(self) -> None:
        if self.channel is not None:
            self.channel.stop()
            self.channel = None

    def _wind_up(self, context: Context | None, renderer: Renderer | None) -> None:
        self.recorder.cut()
        self._untune()
        self.keying.close()
        self.outside.close()
        self.baker.close()
        if self.stages is not None:
            self.stages.close()
        self.screen = None
        if renderer is not None:
            renderer.close()
        if context is not None:
            context.close()
