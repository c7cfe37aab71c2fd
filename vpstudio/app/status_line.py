"""The bottom line: one plain sentence, the worst news first."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from vpstudio.app.language import Language, tr
from vpstudio.app.spoken import Spoken, label, mark_state
from vpstudio.model.state import EngineState
from vpstudio.problem import Problem

TOLD_S = 8.0
LITTLE_DISK_MIN = 10.0
HEIGHT = 30


class StatusLine(Spoken):
    """Problems of the engine, then what a command came to (for some seconds), then what the live checks find in the matte,
    then notes, then that all is well."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("status")
        self._language = language
        self._told: tuple[Problem, float] | None = None
        self._own: dict[str, Problem] = {}
        self._state = EngineState()
        self.setFixedHeight(HEIGHT)
        self.sign, self.text, self.more, self.right = label(), label(), label("dim"), label("caption")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long sentence must not widen the window
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.more)
        row.addWidget(self.right)

    def tell(self, problem: Problem) -> None:
        """Show this for some seconds."""
        self._told = (problem, time.monotonic() + TOLD_S)
        self.show_state(self._state)

    def keep(self, name: str, problem: Problem | None) -> None:
        """A standing note of the window's own, until it is None. What is kept first in a round is told first."""
        self._own.pop(name, None)
        if problem is not None:
            self._own[name] = problem

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width, another place to cut the sentence."""
        super().resizeEvent(event)
        self.show_state(self._state)

    def show_state(self, state: EngineState) -> None:
        self._state = state
        level, lines = self._news(state)
        mark = {"bad": "×", "warn": "▲", "note": "▲", "busy": "…", "ok": "●"}[level]
        mark_state(self, level=level)
        mark_state(self.sign, role="warn" if level in ("bad", "warn", "note") else "dim")
        self.sign.setText(mark)
        line = " ".join(lines[0].split())
        self.text.setText(self.text.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(200, self.text.width())))
        self.text.setToolTip("\n".join(lines))
        self.more.setText(f"+{len(lines) - 1}" if len(lines) > 1 else "")
        self.right.setText(f"{state.size[0]}×{state.size[1]}" if state.size[0] else "")
        self.right.setToolTip(state.renderer)

    def say(self) -> None:
        self.show_state(self._state)

    def _news(self, state: EngineState) -> tuple[str, list[str]]:
        if state.problem is not None:
            return "bad", [self._language.tell(state.problem)]
        if self._told is not None and self._told[1] > time.monotonic():
            return "warn", [self._language.tell(self._told[0])]
        notes = [*state.findings, *_disk(state), *state.notes, *self._own.values()]
        if notes:
            return "note", [self._language.tell(note) for note in notes]
        return self._quiet(state)

    def _quiet(self, state: EngineState) -> tuple[str, list[str]]:
        if state.phase == "starting":
            return "busy", [tr("Starting…")]
        if state.recording is not None:
            return "ok", [tr("Recording {name}", name=state.recording.name)]
        if state.finishing:
            return "busy", [tr("Finishing the last take…")]
        if not state.set_ready and state.phase == "running":
            return "busy", [tr("Building the set…")]
        return "ok", [tr("Ready. R records, V changes the view.") if state.phase == "running" else tr("Stopped.")]


def _disk(state: EngineState) -> list[Problem]:
    if state.disk_minutes is None or state.disk_minutes >= LITTLE_DISK_MIN:
        return []
    return [Problem("app.disk_low", minutes=f"{state.disk_minutes:.0f}")]
