"""What every panel is: a column that scrolls, built anew when the language changes, showing the project and the state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from vpstudio.app.keys import Area
from vpstudio.app.panels.describe import Described
from vpstudio.app.panels.form import Form
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, rule
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState


class Panel(Area):
    """Subclasses fill ``self.column`` in ``build`` and bring it up to date in ``show_project`` and ``show_state``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.session = session
        self.state = EngineState()
        self.column = QVBoxLayout()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rebuild()

    def build(self) -> None:
        raise NotImplementedError

    def show_project(self, project: Project) -> None:
        raise NotImplementedError

    def show_state(self, state: EngineState) -> None:
        self.state = state

    def rebuild(self) -> None:
        """Make all widgets anew, in the language of now."""
        place = self.verticalScrollBar().value()
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(16, 14, 16, 16)
        self.column.setSpacing(8)
        self.build()
        self.column.addStretch(1)
        self.setWidget(inside)
        self.show_project(self.session.project)
        self.show_state(self.state)
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.rebuild()
        super().changeEvent(event)

    # Bricks

    def heading(self, text: str) -> None:
        """A heading, with a rule above it where something stands before."""
        if self.column.count():
            self.column.addSpacing(6)
            self.column.addWidget(rule())
            self.column.addSpacing(2)
        self.column.addWidget(label("heading", text))

    def form(self, path: str, fields: Iterable[Described]) -> Form:
        """A form whose edits go to the project at ``path``."""
        made = Form(list(fields))
        made.edited.connect(lambda name, value: self.session.edit(f"{path}.{name}", value))
        self.column.addWidget(made)
        return made


class Slot(QWidget):
    """A place whose content is replaced when what it is for changes; equal keys keep it."""

    def __init__(self) -> None:
        super().__init__()
        self._key: object = self
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def needs(self, key: object) -> bool:
        """Whether the content is for something else than ``key``; remembers it."""
        changed, self._key = key != self._key, key
        return changed

    def fill(self, inside: QWidget | None) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._column.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = inside
        if inside is not None:
            self._column.addWidget(inside)
        self.setVisible(inside is not None)


def halves(grid: QGridLayout) -> None:
    """Two columns of one width, whatever stands in them."""
    for column in (0, 1):
        grid.setColumnStretch(column, 1)


def chosen(fields: Iterable[Described], *names: str) -> list[Described]:
    """The named fields, in this order."""
    by_name = {field.name: field for field in fields}
    return [by_name[name] for name in names if name in by_name]


def values_of(model: Any) -> dict[str, Any]:
    """A settings model as a form shows it."""
    return {name: getattr(model, name) for name in type(model).model_fields}
