"""One open project: its store, its engine, and what the crew does with both. The window only calls and shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from vpstudio.app.commands import Commands
from vpstudio.app.engine_port import Catalogue, EnginePort, MakeEngine
from vpstudio.app.key_setup import KeySetup
from vpstudio.app.kinds import Kinds
from vpstudio.app.store import Store, replaced
from vpstudio.model.host import GLHost
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState, View
from vpstudio.model.take import Slate, Status
from vpstudio.problem import Problem

SOFTWARE_SHORT_SIDE = 720
Shape = Literal["vertical", "wide"]


class Session(QObject):
    """``told`` carries a Problem for the status line; ``store.changed`` each new project. ``tell`` says one in the window's language."""

    told = Signal(object)

    def __init__(
        self, project: Project, folder: Path, make: MakeEngine, catalogue: Catalogue, host: GLHost | None = None, *, fresh: bool = False
    ) -> None:
        super().__init__()
        self.fresh = fresh
        self.store = Store(project, folder, self)
        self.engine: EnginePort = make(project, folder, host)
        self.commands = Commands(self.engine, self)
        self.kinds = Kinds(catalogue, self)
        self.setup = KeySetup(self)
        self.tell: Callable[[Problem], str] = str
        self.store.changed.connect(self.commands.apply)
        self.store.failed.connect(self.told)
        self.commands.failed.connect(self.told)

    @property
    def state(self) -> EngineState:
        return self.engine.state

    @property
    def project(self) -> Project:
        return self.store.project

    # Life

    def start(self) -> None:
        self.commands.send(self.engine.start)

    def close(self) -> None:
        """Save, cut what rolls, wait until it is finished. Blocks: the window tells so first."""
        self.store.save()
        self.setup.close()
        self.commands.close(self.engine.stop)

    def restart(self) -> None:
        """Try the source again."""
        self.commands.send(self.engine.stop)
        self.commands.send(self.engine.start)

    @property
    def lacks_camera(self) -> bool:
        """The demo actor plays and no camera was found: somebody the crew has never seen wants explaining."""
        return self.kinds.looked and not self.kinds.devices and self.project.source.kind == "demo"

    def step_down(self) -> bool:
        """A first start on software GL: take the smaller picture. Nobody chose the larger one, so nothing to undo."""
        smaller = self.fresh and self.state.software_gl and self.project.format.short_side > SOFTWARE_SHORT_SIDE
        if smaller:
            shape = self.project.format.model_copy(update={"short_side": SOFTWARE_SHORT_SIDE})
            self.store.adopt(self.project.model_copy(update={"format": shape}))
            self.fresh = False
        return smaller

    # Settings

    def edit(self, path: str, value: object) -> None:
        """One field of the project; a value that does not fit is told and changes nothing."""
        self._try(lambda: self.store.edit(path, value))

    def put(self, project: Project) -> None:
        self.store.put(project)

    def shape(self, shape: Shape) -> None:
        """The finished picture upright or wide; the demo actor, who can be both, follows."""
        project = replaced(self.project, ["format", "shape"], shape)
        if project.source.kind == "demo":
            project = replaced(project, ["source", "values", "shape"], shape)
        self.store.put(project)

    def use_demo(self) -> None:
        """The built-in performer on green."""
        self.store.put(with_demo(self.project))

    # Takes

    def roll_or_cut(self) -> None:
        self.commands.send(self.engine.record if self.state.recording is None else self.engine.cut)

    def view(self, stage: View) -> None:
        self.commands.send(lambda: self.engine.view(stage))

    def set_status(self, name: str, status: Status) -> None:
        """Mark a take; undone by Ctrl+Z like a setting."""
        before = next((card.status for card in self.state.takes if card.name == name), "none")
        if before == status:
            return
        self.store.act(lambda: self._send_status(name, status), lambda: self._send_status(name, before))

    def slate(self, text: str) -> bool:
        """What was typed on the slate: ``34-1/2``. False and told where it is none."""
        return self._try(lambda: self._put_slate(Slate.typed(text, self.project.slate.camera)))

    def shot(self, number: int) -> None:
        self._try(lambda: self._put_slate(Slate(scene=self.project.slate.scene, shot=number, camera=self.project.slate.camera)))

    def next_shot(self) -> None:
        self.shot(self.project.slate.shot + 1)

    def next_scene(self, by: int = 1) -> None:
        """34-1 -> 34-2: its last number counts on."""
        scene = counted_on(self.project.slate.scene, by)
        self._try(lambda: self._put_slate(Slate(scene=scene, camera=self.project.slate.camera)))

    def _put_slate(self, slate: Slate) -> None:
        if not slate.same_shot(self.project.slate):
            self.store.put(self.project.model_copy(update={"slate": slate}))

    def _send_status(self, name: str, status: str) -> None:
        self.commands.send(lambda: self.engine.set_status(name, status))  # type: ignore[arg-type]

    def _try(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except Problem as problem:
            self.told.emit(problem)
        except ValidationError as error:
            self.told.emit(Problem("app.bad_value", why=error.errors()[0]["msg"]))
        else:
            return True
        return False


def with_demo(project: Project) -> Project:
    """The demo actor with a green screen keyed: what a machine without a camera shows."""
    values = {"shape": "wide"} if project.format.shape == "wide" else {}
    source = project.source.model_copy(update={"kind": "demo", "values": values, "rotate": 0, "mirror": False})
    key = project.look.key.model_copy(update={"mode": "chroma"})
    look = project.look.model_copy(update={"key": key})
    return project.model_copy(update={"source": source, "look": look})


def counted_on(scene: str, by: int) -> str:
    """The scene's last number plus ``by``, never below 1, its width kept: ``R09`` -> ``R10``; without one ``-2`` is added."""
    numbers = list(re.finditer(r"\d+", scene))
    if not numbers:
        return f"{scene}-2"
    last = numbers[-1]
    count = str(max(1, int(last.group()) + by)).zfill(len(last.group()))
    return scene[: last.start()] + count + scene[last.end() :]
