"""What the window needs of an engine and of the catalogue of kinds. The real ones live in engine/; tests bring their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from vpstudio.model.host import GLHost, Screen
from vpstudio.model.parameter import Parameter
from vpstudio.model.project import Project
from vpstudio.model.setting import Settings
from vpstudio.model.source import Device
from vpstudio.model.state import EngineState, View
from vpstudio.model.take import Status
from vpstudio.registry import Entry


class EnginePort(Protocol):
    """The engine as the window sees it. Every command may be called from any thread; ``state`` and ``screen`` are cheap to read."""

    @property
    def state(self) -> EngineState: ...

    @property
    def screen(self) -> Screen | None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def apply(self, project: Project) -> None: ...

    def record(self) -> None: ...

    def cut(self) -> None: ...

    def view(self, stage: View) -> None: ...

    def set_status(self, name: str, status: Status) -> None: ...


class Catalogue(Protocol):
    """The kinds that can be chosen, available or not. A module may be one."""

    def sources(self) -> list[Entry]: ...

    def source_settings(self, kind: str) -> type[Settings]: ...

    def devices(self) -> list[Device]: ...

    def sets(self) -> list[Entry]: ...

    def set_settings(self, kind: str) -> type[Settings]: ...

    def keyers(self) -> list[str]: ...

    def keyer_parameters(self, name: str) -> tuple[Parameter, ...]: ...

    def matters(self) -> list[Entry]: ...


MakeEngine = Callable[[Project, Path, GLHost | None], EnginePort]
