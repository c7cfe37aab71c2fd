"""A part of a panel that comes and goes as a whole: rule, heading, and what stands under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vpstudio.app import icons
from vpstudio.app.panels.describe import Described
from vpstudio.app.panels.form import Form
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, rule, toggle
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState


class Section(QWidget):
    """Subclasses fill ``self.column`` when they are made."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session = session
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 6, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(rule())
        self.column.addSpacing(2)
        self.column.addWidget(label("heading", title))

    def show_project(self, project: Project) -> None:
        """The project has changed."""

    def show_state(self, state: EngineState) -> None:
        """Once a round while the panel is open."""

    # Bricks

    def caption(self) -> QLabel:
        made = label("caption")
        made.setWordWrap(True)
        self.column.addWidget(made)
        return made

    def line(self, *widgets: QWidget, even: bool = False) -> QWidget:
        """Side by side; even: all of one width, else the first takes what is left."""
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for at, widget in enumerate(widgets):
            row.addWidget(widget, 1 if even or at == 0 else 0)
        self.column.addWidget(block)
        return block

    def form(self, path: str, fields: Iterable[Described]) -> Form:
        """Edits go to the project at ``path``."""
        made = Form(list(fields))
        made.edited.connect(lambda name, value: self.session.edit(f"{path}.{name}", value))
        self.column.addWidget(made)
        return made


def button(title: str, icon: str, tip: str, act: Callable[[], object], *, stays: bool = False) -> QPushButton:
    """With an icon and a tip; stays: it remains down while its tool is in hand, and a click leaves the keys to the picture."""
    made = QPushButton(icons.icon(icon), f" {title}")
    if stays:
        toggle(made)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolTip(tip)
    made.setAccessibleName(title)
    made.setAccessibleDescription(tip)
    made.clicked.connect(lambda: act())
    return made


def sign(icon: str, name: str, act: Callable[[], object]) -> QPushButton:
    """An icon alone."""
    made = QPushButton(icons.icon(icon), "")
    made.setFixedWidth(34)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda: act())
    return made
