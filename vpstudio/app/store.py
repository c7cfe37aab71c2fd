"""The project in hand: the one value that the panels change, with undo, redo and an autosave into its folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from vpstudio.model.project import Project
from vpstudio.model.setting import Settings
from vpstudio.problem import Problem

FILE = "project.json"
SAVE_AFTER_MS = 800
ONE_GESTURE_S = 1.0
DRAG = "drag "
"""What the name of a gesture begins with whose changes are one step however slowly the hand moves."""
DEEPEST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be taken back. gesture: changes of one gesture (a slider's drag) are one step."""

    back: Callable[[], None]
    forth: Callable[[], None]
    gesture: str
    at: float


class Store(QObject):
    """Holds the current Project; ``changed`` follows every new value, whoever made it."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, project: Project, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.folder = folder
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saver = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._saver.timeout.connect(self.save)

    def edit(self, path: str, value: Any) -> None:
        """Set one field by its dotted path (``camera.height_m``); changes of the same field in quick succession are one step."""
        self.put(replaced(self.project, path.split("."), value), gesture=path)

    def put(self, project: Project, gesture: str = "") -> None:
        """Take ``project`` as the current value; what was, can be undone."""
        before = self.project
        if project == before:
            return
        self._take(project)
        self._remember(Step(lambda: self._take(before), lambda: self._take(project), gesture, time.monotonic()))

    def adopt(self, project: Project) -> None:
        """A value that nobody chose (a first start's defaults): not undone."""
        self._take(project)

    def act(self, forth: Callable[[], None], back: Callable[[], None]) -> None:
        """Do something outside the project that can be undone (a take's status)."""
        forth()
        self._remember(Step(back, forth, "", time.monotonic()))

    def undo(self) -> bool:
        """Take the last step back. False: there was none."""
        return self._shift(self._done, self._undone, lambda step: step.back)

    def redo(self) -> bool:
        """Do again what was taken back. False: there was nothing."""
        return self._shift(self._undone, self._done, lambda step: step.forth)

    def save(self) -> None:
        """Write ``project.json`` now. ``failed`` carries the Problem where the folder cannot be written."""
        self._saver.stop()
        try:
            self.project.save(self.folder / FILE)
        except Problem as problem:
            self.failed.emit(problem)

    def _take(self, project: Project) -> None:
        self.project = project
        self._saver.start()
        self.changed.emit(project)

    def _remember(self, step: Step) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        same = last is not None and step.gesture != "" and last.gesture == step.gesture
        if last and same and (step.gesture.startswith(DRAG) or step.at - last.at < ONE_GESTURE_S):
            step = Step(last.back, step.forth, step.gesture, step.at)
            self._done.pop()
        self._done.append(step)
        del self._done[:-DEEPEST]

    @staticmethod
    def _shift(source: list[Step], target: list[Step], way: Callable[[Step], Callable[[], None]]) -> bool:
        if not source:
            return False
        step = source.pop()
        way(step)()
        target.append(Step(step.back, step.forth, "", step.at))
        return True


def replaced(model: Settings, path: list[str], value: Any) -> Any:
    """A copy of ``model`` with the field at ``path`` set and checked; below a dict field the path names its key.

    Raises pydantic.ValidationError where the value is out of its range.
    """
    name, rest = path[0], path[1:]
    if rest:
        inner = getattr(model, name)
        value = {**inner, rest[0]: value} if isinstance(inner, dict) else replaced(inner, rest, value)
    fields = {info.alias or field: getattr(model, field) for field, info in type(model).model_fields.items()}
    return type(model).model_validate({**fields, name: value})
