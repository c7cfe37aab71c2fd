"""The record button: what it will do, and how long the take is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from vpstudio.app import theme
from vpstudio.app.language import tr
from vpstudio.app.spoken import mark_state
from vpstudio.app.viewer import clock
from vpstudio.model.state import EngineState


class RecordButton(QPushButton):
    """Space never presses it: a reflex cannot stop a take."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("record")
        self.setMinimumHeight(56)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._state = EngineState()
        self.say()

    def show_state(self, state: EngineState) -> None:
        self._state = state
        mark_state(self, live=state.recording is not None)
        self.setEnabled(state.phase == "running" or state.recording is not None)
        self.say()

    def say(self) -> None:
        rolling = self._state.recording
        self.setText("        " + (tr("Stop") + f"   {clock(rolling.seconds)}" if rolling else tr("Record")))
        self.setAccessibleName(tr("Stop the take (R, F9)") if rolling else tr("Record a take (R, F9)"))
        self.setToolTip(self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A red disc to record, a white square to stop."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - self.fontMetrics().horizontalAdvance(self.text())) // 2
        x, y = left + 2, self.height() // 2
        if self._state.recording is not None:
            painter.setBrush(QColor("#ffffff"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(x, y - 8, 16, 16, 2, 2)
        else:
            painter.setPen(QPen(QColor(theme.TEXT if self.isEnabled() else "#7c7c7c"), 1.6))
            painter.setBrush(QColor(theme.REC if self.isEnabled() else "#4a4a4a"))
            painter.drawEllipse(x, y - 9, 18, 18)
        painter.end()
