"""The slate in the top bar: episode, scene, shot, take. Typing ``34-1/2`` sets scene and shot at once."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from vpstudio.app import icons, theme
from vpstudio.app.language import tr
from vpstudio.app.session import Session
from vpstudio.app.spoken import Spoken, label, mark_state, named
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState

ROLLING = re.compile(r"_T(\d+)_[A-Z]$")
"""The take's number in a clip's name."""


class SlateLine(QLineEdit):
    """Selects all when it is entered: the next slate is typed over the last."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class SlateEdit(Spoken):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._captions = {name: label("caption") for name in ("episode", "scene", "shot", "take")}
        self.episode, self.take = label(), label()
        for figure in (self.episode, self.take):
            figure.setObjectName("take")
            figure.setFont(theme.font(17, figures=True))
        self.scene = self._line(84, self._scene_typed)
        self.shot = self._line(46, self._shot_typed)
        self.next = QPushButton(icons.icon("next", theme.DIM, 16), "")
        self.next.setProperty("kind", "plain")
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.setFixedSize(28, 28)
        self.next.clicked.connect(session.next_shot)
        self._arrange()
        self.say()

    def show_project(self, project: Project) -> None:
        slate = project.slate
        self.episode.setText(f"{slate.episode_number:03d}")
        for line, text in ((self.scene, slate.scene), (self.shot, f"{slate.shot:02d}")):
            line.setText(text)
            line.setModified(False)
            mark_state(line, wrong=False)

    def show_state(self, state: EngineState) -> None:
        armed = state.slate if state.slate.same_shot(self._session.project.slate) else self._session.project.slate
        rolling = ROLLING.search(state.recording.name) if state.recording is not None else None
        self.take.setText(rolling[1] if rolling else f"{armed.take:02d}")

    def say(self) -> None:
        words = {"episode": tr("EPISODE"), "scene": tr("SCENE"), "shot": tr("SHOT"), "take": tr("TAKE")}
        for name, caption in self._captions.items():
            caption.setText(words[name])
        self.scene.setAccessibleName(tr("Scene, or scene/shot as in 34-1/2"))
        self.scene.setToolTip(tr("Scene, or scene/shot as in 34-1/2"))
        self.shot.setAccessibleName(tr("Shot"))
        self.next.setToolTip(tr("Next shot (Shift+N)"))
        self.next.setAccessibleName(tr("Next shot (Shift+N)"))

    def _scene_typed(self) -> None:
        text = self.scene.text().strip()
        if self.scene.isModified():
            self.scene.setModified(False)
            if "/" not in text and text == self._session.project.slate.scene:
                return
            mark_state(self.scene, wrong=not self._session.slate(text))

    def _shot_typed(self) -> None:
        text = self.shot.text().strip()
        if self.shot.isModified():
            self.shot.setModified(False)
            mark_state(self.shot, wrong=not self._session.slate(f"{self._session.project.slate.scene}/{text}"))

    def _line(self, width: int, done: object) -> SlateLine:
        line = named(SlateLine(), "slate")
        line.setFixedWidth(width)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.editingFinished.connect(done)
        line.returnPressed.connect(line.clearFocus)
        return line

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        for name, widget in (("episode", self.episode), ("scene", self.scene), ("shot", self.shot), ("take", self.take)):
            row.addWidget(self._stacked(self._captions[name], widget))
        row.addWidget(self._stacked(label("caption"), self.next))

    @staticmethod
    def _stacked(caption: QWidget, value: QWidget) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 4, 0, 5)
        column.setSpacing(1)
        column.addWidget(caption, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(value, 1, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        return block
