"""Choices side by side, one of them pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from vpstudio.app.spoken import toggle


class Segments(QFrame):
    """``chosen`` carries the index that a person pressed; ``show_index`` presses one without a signal (-1: none)."""

    chosen = Signal(int)

    def __init__(self, titles: list[str], pictures: list[QIcon] | None = None) -> None:
        super().__init__()
        self.setObjectName("segments")
        self._group = QButtonGroup(self, exclusive=True)
        self._group.idClicked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for at, title in enumerate(titles):
            button = toggle(QPushButton(title))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            if pictures:
                button.setIcon(pictures[at])
            self._group.addButton(button, at)
            row.addWidget(button)

    def show_index(self, at: int) -> None:
        self._group.setExclusive(False)
        for one in self._group.buttons():
            one.setChecked(self._group.id(one) == at)
        self._group.setExclusive(True)

    def index(self) -> int:
        return self._group.checkedId()

    def say(self, titles: list[str], tips: list[str] | None = None) -> None:
        """Other words on the same buttons."""
        for at, title in enumerate(titles):
            button = self._group.button(at)
            button.setText(title)
            button.setAccessibleName(title)
            if tips:
                button.setToolTip(tips[at])

    def button(self, at: int) -> QPushButton:
        found = self._group.button(at)
        assert isinstance(found, QPushButton)
        return found
