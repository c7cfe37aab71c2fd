"""What stands behind the actor: a set built aside while the old one stays, a picture, or a video in step with the take."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from vpstudio.engine.faults import problem_of
from vpstudio.mailbox import Closed, Mailbox
from vpstudio.model.frame import Frame, Layout
from vpstudio.model.project import SetChoice
from vpstudio.model.scene import Scene, SetState
from vpstudio.problem import Problem
from vpstudio.scene import gltf, panorama
from vpstudio.scene.key_light import key_light
from vpstudio.scene.lightbake import store
from vpstudio.scene.lightbake.apply import applied
from vpstudio.scene.sets.base import registry as set_registry
from vpstudio.sources.base import Source, Wants
from vpstudio.sources.base import registry as source_registry


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """The stage at one moment: a set with its state, or a flat picture, or nothing."""

    scene: Scene | None = None
    state: SetState | None = None
    backdrop: Frame | None = None


class Stage(Protocol):
    """Something that can stand behind the actor."""

    def at(self, time_s: float) -> Staged: ...

    def close(self) -> None: ...


class EmptyStage:
    """Black."""

    def at(self, time_s: float) -> Staged:
        return Staged()

    def close(self) -> None:
        pass


class SetStage:
    """A virtual set."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def at(self, time_s: float) -> Staged:
        return Staged(self.scene, self.scene.at(time_s))

    def close(self) -> None:
        pass


class PictureStage:
    """One flat picture."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def at(self, time_s: float) -> Staged:
        return Staged(backdrop=self.frame)

    def close(self) -> None:
        pass


class VideoStage:
    """A looping video, decoded ahead in its own thread; the picture shown is the last that is due at the asked time."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._box: Mailbox[Frame] = Mailbox("every", depth=6)
        self._origin_s: float | None = None
        self._shown: Frame | None = None
        self._next: Frame | None = None
        threading.Thread(target=self._decode, name="backdrop", daemon=True).start()

    def at(self, time_s: float) -> Staged:
        if self._origin_s is None:
            self._origin_s = time_s
        due_ns = max(0.0, time_s - self._origin_s) * 1e9
        while True:
            if self._next is None:
                self._next = self._pull()
            if self._next is None or (self._shown is not None and self._next.stamp.time_ns > due_ns):
                return Staged(backdrop=self._shown)
            self._shown, self._next = self._next, None

    def close(self) -> None:
        self._box.close()
        self._source.close()

    def _pull(self) -> Frame | None:
        try:
            return self._box.get(timeout=5)
        except (Closed, TimeoutError):
            return None

    def _decode(self) -> None:
        try:
            for item in self._source.read():
                if isinstance(item, Frame):
                    self._box.put(item)
            self._box.close()
        except Closed:
            pass
        except Exception as error:
            self._box.close(error)


def build(choice: SetChoice, upload: Layout | None) -> Stage:
    """Build what ``choice`` names. Raises Problem."""
    if choice.kind == "none":
        return EmptyStage()
    if choice.kind == "file":
        return _set_stage(choice)
    if choice.kind == "panorama":
        return SetStage(panorama.build(Path(choice.path), panorama.PanoramaSettings(**choice.values)))
    if choice.kind == "picture":
        return PictureStage(_first_frame(_open("still", choice, upload)))
    if choice.kind == "video":
        return VideoStage(_open("file", choice, upload))
    return _set_stage(choice)


def _set_stage(choice: SetChoice) -> SetStage:
    """With what the actor's shadow wants to know, while nobody waits for a picture."""
    scene = lit(bare(choice))
    key_light(scene, min(choice.mark, max(len(scene.marks) - 1, 0)))
    return SetStage(scene)


def bare(choice: SetChoice) -> Scene:
    """A virtual set or a glTF file as it is built, without baked light. Raises Problem or ValidationError."""
    if choice.kind == "file":
        return gltf.load(Path(choice.path))
    maker = set_registry.get(choice.kind)
    return maker(maker.Settings(**choice.values)).build()


def lit(scene: Scene) -> Scene:
    """With its baked light where there is some: the user's own bake of it, or the one that ships."""
    baked = store.found(scene)
    return scene if baked is None else applied(scene, baked)


def built_of(choice: SetChoice) -> SetChoice:
    """What of a choice asks for building: not the angle, nor where a flat picture lies."""
    values = {} if choice.kind in ("picture", "video") else choice.values
    return choice.model_copy(update={"mark": 0, "values": values})


def _open(kind: str, choice: SetChoice, upload: Layout | None) -> Source:
    maker = source_registry.get(kind)
    source = maker(maker.Settings(path=choice.path), Wants(upload=upload, policy="every", loop=True))  # type: ignore[call-arg]
    source.open()
    return source


def _first_frame(source: Source) -> Frame:
    try:
        return next(item for item in source.read() if isinstance(item, Frame))
    except StopIteration:
        raise Problem("engine.backdrop_empty") from None
    finally:
        source.close()


class StageKeeper:
    """Builds stages in a thread of its own; the old one stays until the new one is ready.

    ``problem`` is why the last wish could not be built; the stage before it is kept then.
    """

    def __init__(self, upload: Layout | None) -> None:
        self.problem: Problem | None = None
        self.ready = False
        self._upload = upload
        self._stage: Stage = EmptyStage()
        self._wanted: SetChoice | None = None
        self._lock = threading.Lock()
        self._building = False
        self._builder: threading.Thread | None = None
        self._built = threading.Event()

    def want(self, choice: SetChoice) -> None:
        """Ask for a stage; returns at once. The angle alone needs no building, and of many wishes (a slider that is dragged) only
        the last one is built once the builder is free."""
        choice = built_of(choice)
        with self._lock:
            if choice == self._wanted:
                return
            self._wanted, self.ready = choice, False
            self._built.clear()
            if self._building:
                return
            self._building = True
            # Not a daemon: a thread killed inside native code at exit takes the process down with it.
            self._builder = threading.Thread(target=self._build_wanted, name="set builder")
        self._builder.start()

    def again(self, choice: SetChoice) -> None:
        """Build what is wanted anew, if it still is ``choice``: its light has been baked."""
        with self._lock:
            if self._wanted != built_of(choice):
                return
            self._wanted = None
        self.want(choice)

    def want_now(self, choice: SetChoice) -> None:
        """Build here and raise what goes wrong: for runs without a window."""
        self._wanted = built_of(choice)
        self._stage = build(choice, self._upload)
        self.ready = True
        self._built.set()

    def wait(self, timeout: float) -> None:
        """Until what was wanted stands, or cannot: a run that keeps every picture must not begin before an empty stage."""
        self._built.wait(timeout)

    @property
    def scene(self) -> Scene | None:
        """The set that stands, if one does."""
        return self._stage.scene if isinstance(self._stage, SetStage) else None

    def at(self, time_s: float) -> Staged:
        """The stage at ``time_s`` on the frames' own clock."""
        with self._lock:
            stage = self._stage
        return stage.at(time_s)

    def close(self) -> None:
        """Let go; waits for a set that is just being built, which cannot be broken off."""
        with self._lock:
            self._wanted = None
            builder = self._builder
        if builder is not None:
            builder.join()
        self._stage.close()

    def _build_wanted(self) -> None:
        while True:
            with self._lock:
                choice = self._wanted
                if choice is None or self.ready:
                    self._building = False
                    return
            self._adopt(choice, *self._tried(choice))

    def _tried(self, choice: SetChoice) -> tuple[Stage | None, Problem | None]:
        try:
            return build(choice, self._upload), None
        except (Problem, ValidationError) as error:
            return None, problem_of(error)
        except Exception as error:
            return None, Problem("engine.set_failed", name=choice.kind, why=f"{type(error).__name__}: {error}")

    def _adopt(self, choice: SetChoice, stage: Stage | None, problem: Problem | None) -> None:
        """Take what was built, unless something else has been wished for meanwhile."""
        with self._lock:
            if choice != self._wanted:
                retired = stage
            else:
                self.problem, self.ready = problem, True
                retired = self._stage if stage is not None else None
                self._stage = stage or self._stage
                self._built.set()
        if retired is not None:
            retired.close()
