"""The window: top bar, viewer, panels, takes, status. It holds no state: it shows the engine's and sends commands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from vpstudio.app.keys import Keys
from vpstudio.app.language import Language, mark, tr
from vpstudio.app.panels.camera_panel import CameraPanel
from vpstudio.app.panels.key_panel import KeyPanel
from vpstudio.app.panels.look_panel import LookPanel
from vpstudio.app.panels.panel import Panel
from vpstudio.app.panels.set_panel import SetPanel
from vpstudio.app.panels.source_panel import SourcePanel
from vpstudio.app.project_dialog import ProjectDialog
from vpstudio.app.record_button import RecordButton
from vpstudio.app.session import Session
from vpstudio.app.spoken import named
from vpstudio.app.status_line import StatusLine
from vpstudio.app.take_strip import STATUSES, TakeStrip
from vpstudio.app.top_bar import TopBar
from vpstudio.app.viewer import Viewer
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState
from vpstudio.problem import Problem

POLL_MS = 80
SIDE_WIDTH = 356
SMALLEST = QSize(1180, 660)
TABS: tuple[tuple[type[Panel], str], ...] = (
    (SourcePanel, mark("Source")),
    (KeyPanel, mark("Key")),
    (SetPanel, mark("Set")),
    (CameraPanel, mark("Camera")),
    (LookPanel, mark("Look")),
)


class Window(QMainWindow):
    """``open_asked`` carries the folder of another project; ``closed`` comes once, before the engine is stopped."""

    open_asked = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, language: Language) -> None:
        super().__init__()
        self.session, self.language = session, language
        session.tell = language.tell
        self.top = TopBar(session)
        self.viewer = Viewer(session, language)
        self.takes = TakeStrip(session)
        self.record = RecordButton()
        self.record.clicked.connect(session.roll_or_cut)
        self.status = StatusLine(language)
        self.tabs = QTabWidget()
        self.panels = [panel(session) for panel, _ in TABS]
        self._lock_asked: bool | None = None
        self._was_rolling = False
        self._clean = False
        self.setMinimumSize(SMALLEST)
        self._arrange()
        self._connect()
        self._bind_keys()
        self._say()
        self.show_project(session.project)
        self._poller = QTimer(self, interval=POLL_MS)
        self._poller.timeout.connect(self.poll)
        self._poller.start()
        self.viewer.viewport.setFocus()

    # Showing

    def show_project(self, project: Project) -> None:
        self.top.show_project(project)
        for panel in self.panels:
            panel.show_project(project)
        self.setWindowTitle(f"{project.title} · vpstudio")

    def poll(self) -> None:
        """Show the engine's state of now."""
        state = self.session.state
        self._follow_take(state)
        self.session.setup.follow(state)
        self._notes(state)
        for part in (self.top, self.viewer, self.takes, self.record, self.status):
            part.show_state(state)
        panel = self.tabs.currentWidget()
        if isinstance(panel, Panel):
            panel.show_state(state)

    def _notes(self, state: EngineState) -> None:
        self.session.step_down()
        size = f"{state.size[0]}×{state.size[1]}"
        self.status.keep("software", Problem("app.software_gl", size=size) if state.software_gl and state.phase == "running" else None)
        self.status.keep("stale", self.viewer.stale_note())
        self.status.keep("no camera", Problem("app.no_camera") if self.session.lacks_camera else None)

    def _follow_take(self, state: EngineState) -> None:
        """The controls lock themselves for the length of a take."""
        rolling = state.recording is not None
        if rolling != self._was_rolling:
            self._was_rolling, self._lock_asked = rolling, None
            self._show_lock()

    # Commands

    @property
    def locked(self) -> bool:
        return self._was_rolling if self._lock_asked is None else self._lock_asked

    def toggle_lock(self) -> None:
        self._lock_asked = not self.locked
        self._show_lock()

    def toggle_clean(self) -> None:
        """Only the picture, and all again."""
        self._clean = not self._clean
        for part in (self.top, self.side, self.dock, self.status, self.viewer.bar):
            part.setVisible(not self._clean)
        self.viewer.viewport.setFocus()

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def back(self) -> None:
        """Esc: lets go of a tool, gives up a countdown, then out of the clean view, of full screen, of a text field."""
        if self.session.setup.tools.drop() or self.session.setup.cancel_plate():
            return
        if self._clean:
            self.toggle_clean()
        elif self.isFullScreen():
            self.showNormal()
        self.viewer.viewport.setFocus()

    def undo(self) -> None:
        if not self.locked:
            self.session.store.undo()

    def redo(self) -> None:
        if not self.locked:
            self.session.store.redo()

    def switch_language(self) -> None:
        self.language.use("en" if self.language.name == "zh_CN" else "zh_CN")

    def ask_project(self) -> None:
        dialog = ProjectDialog(self.session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open_asked.connect(self.open_asked)
        dialog.open()

    def _show_lock(self) -> None:
        self.top.show_lock(self.locked)
        for panel in self.panels:
            panel.setEnabled(not self.locked)

    # Making

    def _connect(self) -> None:
        self.session.store.changed.connect(self.show_project)
        self.session.told.connect(self.status.tell)
        self.top.language_asked.connect(self.switch_language)
        self.top.lock_asked.connect(self.toggle_lock)
        self.top.project_asked.connect(self.ask_project)
        self.viewer.clean_asked.connect(self.toggle_clean)
        self.viewer.full.clicked.connect(self.toggle_full_screen)
        self.tabs.currentChanged.connect(lambda _: self.poll())

    def _bind_keys(self) -> None:
        keys, session = Keys(), self.session
        keys.bind(("R", "F9"), self.record.click)
        keys.bind(("V",), self.viewer.next_view)
        keys.bind(("F",), self.viewer.lines.toggle)
        keys.bind(("Z",), self.viewer.viewport.toggle_zoom)
        keys.bind(("Shift+N",), session.next_shot, self._unlocked)
        keys.bind(("Ctrl+Right",), session.next_scene, self._unlocked)
        keys.bind(("Ctrl+Left",), lambda: session.next_scene(-1), self._unlocked)
        keys.bind(("L",), self.toggle_lock)
        keys.bind(("F11",), self.toggle_full_screen)
        keys.bind(("F6",), self._next_room)
        keys.bind(("Esc",), self.back)
        keys.bind(("Ctrl+Z",), self.undo)
        keys.bind(("Ctrl+Shift+Z", "Ctrl+Y"), self.redo)
        for number, status in enumerate(STATUSES, 1):
            keys.bind((str(number),), partial(self.takes.rate, status))
        self.keys = keys

    def _unlocked(self) -> bool:
        return not self.locked

    def _picture_has_focus(self) -> bool:
        return self._clean or QApplication.focusWidget() in (None, self.viewer.viewport, self)

    def _next_room(self) -> None:
        """F6: from the picture to the panels and back, for hands that stay on the keys."""
        target: QWidget = self.tabs.tabBar() if self._picture_has_focus() else self.viewer.viewport
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        ground = named(QWidget(), "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.viewer, 1)
        self.side = self._made_side()
        middle.addWidget(self.side)
        self.dock = self._made_dock()
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.dock)
        column.addWidget(self.status)
        self.setCentralWidget(ground)

    def _made_side(self) -> QFrame:
        side = named(QFrame(), "side")
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.tabs.tabBar().setExpanding(True)
        self.tabs.setDocumentMode(True)
        for panel in self.panels:
            self.tabs.addTab(panel, "")
        column.addWidget(self.tabs)
        return side

    def _made_dock(self) -> QFrame:
        dock = named(QFrame(), "dock")
        row = QHBoxLayout(dock)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self.takes, 1)
        self.record.setFixedWidth(SIDE_WIDTH - 32)
        row.addWidget(self.record)
        return dock

    def _say(self) -> None:
        for at, (_, title) in enumerate(TABS):
            self.tabs.setTabText(at, tr(title))
        self.record.say()
        self.tabs.setAccessibleName(tr("Settings"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is the clean view from the picture, and goes on to the next control from any other."""
        if next and self._picture_has_focus():
            self.toggle_clean()
            return True
        return super().focusNextPrevChild(next)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The engine may take a moment to finish a take; the window is gone by then."""
        self._poller.stop()
        self.viewer.viewport.rest()
        self.closed.emit()
        event.accept()
