"""The top bar: project, slate, timecode, tally, health, format, language, lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton

from vpstudio.app import icons, theme
from vpstudio.app.health_line import HealthLine
from vpstudio.app.language import tr
from vpstudio.app.segments import Segments
from vpstudio.app.session import Session, Shape
from vpstudio.app.slate_edit import SlateEdit
from vpstudio.app.spoken import Spoken, label, mark_state, rule
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState

SHAPES: tuple[Shape, ...] = ("vertical", "wide")
HEIGHT = 58


class TopBar(Spoken):
    """``language_asked`` and ``lock_asked`` are for the window; all else goes to the session."""

    language_asked = Signal()
    lock_asked = Signal()
    project_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._session = session
        self.setFixedHeight(HEIGHT)
        self.project = QToolButton()
        self.project.setProperty("kind", "plain")
        self.project.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.project.setMaximumWidth(150)
        self.project.clicked.connect(self.project_asked)
        self.slate = SlateEdit(session)
        self.timecode = label()
        self.timecode.setObjectName("timecode")
        self.timecode.setFont(theme.font(27, QFont.Weight.DemiBold, figures=True))
        self.tally = label()
        self.tally.setObjectName("tally")
        self.tally.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.health = HealthLine()
        self.format = Segments(["", ""], [icons.icon("vertical", size=16), icons.icon("wide", size=16)])
        self.format.chosen.connect(lambda at: session.shape(SHAPES[at]))
        self.language = self._plain(self.language_asked)
        self.lock = self._plain(self.lock_asked)
        self._locked = False
        self._rolling = False
        self._arrange()
        self.say()

    def show_project(self, project: Project) -> None:
        self.project.setText(self.project.fontMetrics().elidedText(project.title, Qt.TextElideMode.ElideRight, 130))
        self.project.setToolTip(f"{project.title} · {project.code}\n{self._session.store.folder}")
        self.slate.show_project(project)
        self.format.show_index(SHAPES.index(project.format.shape))

    def show_state(self, state: EngineState) -> None:
        self.timecode.setText(state.timecode)
        self.slate.show_state(state)
        self.health.show_state(state)
        rolling = state.recording is not None
        if rolling != self._rolling:
            self._rolling = rolling
            self._say_tally()

    def show_lock(self, locked: bool) -> None:
        self._locked = locked
        self.lock.setIcon(icons.icon("lock" if locked else "unlock", theme.ACCENT_TEXT if locked else theme.DIM))
        self.lock.setChecked(locked)
        self.lock.setToolTip(tr("Unlock the controls (L)") if locked else tr("Lock the controls (L)"))
        self.lock.setAccessibleName(self.lock.toolTip())
        self.slate.setEnabled(not locked)
        self.format.setEnabled(not locked)
        self.project.setEnabled(not locked)

    def say(self) -> None:
        self.format.say(["9:16", "16:9"], [tr("Vertical 9:16"), tr("Wide 16:9")])
        self.language.setText(tr("中"))
        self.language.setToolTip(tr("中文界面"))
        self.language.setAccessibleName(tr("中文界面"))
        self.project.setAccessibleName(tr("Project"))
        self.timecode.setAccessibleName(tr("Timecode"))
        self.show_lock(self._locked)
        self._say_tally()

    def _say_tally(self) -> None:
        self.tally.setText("● " + tr("REC") if self._rolling else "○ " + tr("Standby"))
        mark_state(self.tally, live=self._rolling)

    def _plain(self, signal: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "plain")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedSize(34, 30)
        button.clicked.connect(signal)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.project)
        row.addWidget(rule(upright=True))
        row.addWidget(self.slate)
        row.addWidget(rule(upright=True))
        row.addStretch(1)
        row.addWidget(self.timecode)
        row.addWidget(self.tally, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(rule(upright=True))
        row.addWidget(self.health)
        row.addWidget(rule(upright=True))
        row.addWidget(self.format, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.language)
        row.addWidget(self.lock)
