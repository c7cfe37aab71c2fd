"""A form made from described fields: title left, editor right, what is advanced folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vpstudio.app import icons
from vpstudio.app.language import tr, tr_setting
from vpstudio.app.panels.describe import Described
from vpstudio.app.panels.editors import EDITORS, Editor
from vpstudio.app.spoken import named, toggle

TITLE_WIDTH = 104


class Form(QWidget):
    """Edits the fields it was given. ``edited`` carries a field's name and its new value; ``show_values`` never signals."""

    edited = Signal(str, object)

    def __init__(self, fields: Sequence[Described], editors: Mapping[str, type[Editor]] | None = None) -> None:
        super().__init__()
        self._editors: dict[str, Editor] = {}
        self._own = editors or {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        plain = [field for field in fields if not field.advanced]
        folded = [field for field in fields if field.advanced]
        column.addWidget(self._rows(plain))
        if folded:
            column.addWidget(Fold(tr("More"), self._rows(folded)))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show these; a field that is missing shows its default."""
        for name, editor in self._editors.items():
            editor.show_value(values.get(name, editor.field.default))

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def names(self) -> list[str]:
        return list(self._editors)

    def _rows(self, fields: Sequence[Described]) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, TITLE_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            self._add(grid, row, field)
        return block

    def _add(self, grid: QGridLayout, row: int, field: Described) -> None:
        editor = (self._own.get(field.name) or EDITORS[field.kind])(field)
        title = Title(field)
        title.reset.connect(lambda: editor.changed.emit(field.default))
        title.setBuddy(editor)
        editor.name_for_readers(tr_setting(field.title))
        editor.setToolTip(title.toolTip())
        editor.show_value(field.default)
        editor.changed.connect(lambda value, name=field.name: self.edited.emit(name, value))
        grid.addWidget(title, row, 0)
        grid.addWidget(editor, row, 1)
        self._editors[field.name] = editor


class Title(QLabel):
    """A field's name. Two clicks bring its default back."""

    reset = Signal()

    def __init__(self, field: Described) -> None:
        super().__init__(tr_setting(field.title))
        self.setProperty("role", "dim")
        self.setWordWrap(True)
        self.setFixedWidth(TITLE_WIDTH)
        hint = tr("Double-click the name for the default.")
        self.setToolTip(f"{tr_setting(field.help)}\n{hint}" if field.help else hint)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()


class Fold(QWidget):
    """A line with an arrow, and what it hides."""

    def __init__(self, title: str, inside: QWidget, *, opened: bool = False) -> None:
        super().__init__()
        self._inside = inside
        self.line = toggle(named(QPushButton(title), "fold"))
        self.line.toggled.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(inside)
        self.line.setChecked(opened)
        self._toggle(opened)

    def _toggle(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.line.setIcon(icons.icon("unfold" if opened else "fold", size=14))
