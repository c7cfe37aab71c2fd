"""The big figure over the picture before a clean plate is taken, readable from where the actor stands."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from vpstudio.app.language import tr
from vpstudio.app.spoken import Spoken, label
from vpstudio.model.state import PlateState

WIDTH = 260


class Countdown(Spoken):
    """Shown while a capture is under way: 3, 2, 1 with what to do, then a bar that fills."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("countdown")
        self.figure, self.words, self.hint = label(), label("title"), label("dim")
        self.figure.setObjectName("countfigure")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(WIDTH - 60)
        self.bar.setRange(0, 100)
        self._plate = PlateState()
        self._whole_s = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 16, 30, 20)
        column.setSpacing(6)
        for part in (self.figure, self.words, self.bar, self.hint):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(WIDTH)
        self.hide()

    def show_plate(self, plate: PlateState) -> None:
        self._plate = plate
        counting, capturing = plate.phase == "countdown", plate.phase == "capturing"
        self._whole_s = max(self._whole_s, plate.left_s, 1e-3) if capturing else 0.0
        self.setVisible(counting or capturing)
        self.figure.setVisible(counting)
        self.bar.setVisible(capturing)
        self.figure.setText(str(max(1, math.ceil(plate.left_s))))
        if capturing:
            self.bar.setValue(round(100 * (1 - plate.left_s / self._whole_s)))
        self.say()

    def say(self) -> None:
        capturing = self._plate.phase == "capturing"
        self.words.setText(tr("Taking the clean plate…") if capturing else tr("Leave the picture"))
        self.hint.setText(tr("Nothing may move. Esc: cancel"))
        self.setAccessibleName(f"{self.words.text()} {self.figure.text() if not capturing else ''}".strip())
