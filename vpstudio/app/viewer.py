"""The viewer: the picture in its tally border, what must be said on it, and the row of views beneath."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vpstudio.app import icons
from vpstudio.app.countdown import Countdown
from vpstudio.app.hand import Hand
from vpstudio.app.language import Language, tr
from vpstudio.app.segments import Segments
from vpstudio.app.session import Session
from vpstudio.app.spoken import Spoken, label, mark_state, named
from vpstudio.app.viewport import Viewport
from vpstudio.model.project import PUNCH_WARNING
from vpstudio.model.state import EngineState, View
from vpstudio.problem import Problem

VIEWS: tuple[View, ...] = ("program", "plate", "alpha", "set")
ON_PLATE = ("program", "plate", "alpha")
"""Views that show the camera's picture, where hands may work on it."""
STALE_S = 2.0
BORDER = 3
BADGES = (
    ("rec", "rec"),
    ("cheat", ""),
    ("punch", ""),
    ("stale", ""),
    ("set", "plain"),
    ("view", "plain"),
    ("zoom", "plain"),
    ("tool", "tool"),
)
MARGIN = 12


class Message(Spoken):
    """A sentence in the middle of the viewer with what can be done about it: never a black picture without a word."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("message")
        self.title, self.text = label("title"), label("dim")
        self.text.setWordWrap(True)
        for line in (self.title, self.text):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.demo, self.again = QPushButton(), QPushButton()
        self.demo.clicked.connect(session.use_demo)
        self.again.clicked.connect(session.restart)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.say()

    def say(self) -> None:
        self.demo.setText(tr("Use the demo actor"))
        self.again.setText(tr("Try again"))

    def put(self, title: str, text: str, *, helps: bool) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.demo.setVisible(helps)
        self.again.setVisible(helps)


class Viewer(Spoken):
    """``clean_asked``: two clicks on the picture."""

    clean_asked = Signal()

    def __init__(self, session: Session, language: Language) -> None:
        super().__init__()
        self._session, self._language = session, language
        self.viewport = Viewport(lambda: session.engine.screen)
        self.viewport.double_clicked.connect(self.clean_asked)
        self.viewport.changed.connect(self.say)
        self.viewport.hand = Hand(session.setup.tools)
        session.setup.tools.changed.connect(self._tool_changed)
        session.setup.tools.moved.connect(self.viewport.update)
        self.border = named(QFrame(), "tallyframe")
        inside = QGridLayout(self.border)
        inside.setContentsMargins(BORDER, BORDER, BORDER, BORDER)
        inside.addWidget(self.viewport)
        self.badges = {name: self._badge(kind) for name, kind in BADGES}
        self.message = Message(session)
        self.message.setParent(self.border)
        self.countdown = Countdown()
        self.countdown.setParent(self.border)
        self.views = Segments([""] * len(VIEWS))
        self.views.chosen.connect(lambda at: session.view(VIEWS[at]))
        self.lines = self._tool("frame", checkable=True)
        self.lines.toggled.connect(self._framelines)
        self.full = self._tool("fullscreen")
        self.bar = self._made_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.border, 1)
        column.addWidget(self.bar)
        self._state = EngineState()
        self.say()

    def say(self) -> None:
        self.views.say(
            [tr("Composite"), tr("Original"), tr("Matte"), tr("Background")],
            [tr("The finished picture (V)"), tr("The camera's own picture (V)"), tr("White is actor (V)"), tr("The set alone (V)")],
        )
        for button, words in ((self.lines, tr("Framelines, on this screen only (F)")), (self.full, tr("Full screen (F11)"))):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.viewport.setAccessibleName(tr("Viewer"))
        self.show_state(self._state)

    def show_state(self, state: EngineState) -> None:
        self._state = state
        self.views.show_index(VIEWS.index(state.view))
        self.viewport.smooth = not state.software_gl
        self.viewport.pause_s = pause_of(state)
        self.viewport.placement = state.placement
        if self.viewport.hand is not None:
            self.viewport.hand.enabled = state.view in ON_PLATE
        self.countdown.show_plate(state.plate)
        mark_state(self.border, live=state.recording is not None)
        self._show_badges(state)
        self._show_message(state)
        self._place()

    def next_view(self) -> None:
        self._session.view(VIEWS[(VIEWS.index(self._state.view) + 1) % len(VIEWS)])

    def _show_badges(self, state: EngineState) -> None:
        rolling, stale = state.recording, self.stale(state)
        texts = {
            "rec": "● " + tr("REC") + f"  {clock(rolling.seconds)}" if rolling else "",
            "cheat": "▲ " + tr("CHEAT: set and camera have different lenses") if state.cheats else "",
            "punch": "▲ " + tr("Camera picture enlarged {times}×", times=f"{state.punch:.2f}") if self.punched(state) else "",
            "stale": "▲ " + tr("OLD PICTURE · {seconds} s", seconds=f"{self.viewport.age_s():.0f}") if stale else "",
            "set": tr("Building the set…") if state.phase == "running" and not state.set_ready else "",
            "view": tr("View: {name}", name=self.views.button(VIEWS.index(state.view)).text()) if state.view != "program" else "",
            "zoom": self._zoomed(),
            "tool": self._held(),
        }
        for name, text in texts.items():
            self.badges[name].setText(text)
            self.badges[name].setVisible(bool(text))
        if self.viewport.dimmed != stale:
            self.viewport.dimmed = stale
            self.viewport.update()

    def _zoomed(self) -> str:
        times = self.viewport.zoom.times
        return f"{times * 100:.0f} %" if times else ""

    def _held(self) -> str:
        held = self._session.setup.tools.held
        return tr(held.hint) if held is not None else ""

    def _tool_changed(self) -> None:
        tools, hand = self._session.setup.tools, self.viewport.hand
        if hand is not None:
            hand.lay_down()
        if tools.held is not None:
            self.viewport.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._state.view not in ON_PLATE:
                self._session.view("program")
        self.viewport.setCursor(tools.held.cursor if tools.held is not None else Qt.CursorShape.ArrowCursor)
        self.show_state(self._state)
        self.viewport.update()

    def stale(self, state: EngineState) -> bool:
        """A picture that is no longer live must not look live."""
        return self.viewport.picture is not None and state.phase == "running" and self.viewport.age_s() > STALE_S

    @staticmethod
    def punched(state: EngineState) -> bool:
        return state.punch > PUNCH_WARNING and not state.cheats

    def _show_message(self, state: EngineState) -> None:
        title, text, helps = self._words(state)
        self.message.setVisible(bool(title))
        self.message.put(title, text, helps=helps)

    def _words(self, state: EngineState) -> tuple[str, str, bool]:
        """(title, sentence, whether buttons help); an empty title where the picture speaks for itself."""
        if state.problem is not None and (self.viewport.picture is None or self.stale(state) or state.phase == "failed"):
            return tr("No picture"), self._language.tell(state.problem), True
        if self.viewport.picture is not None:
            return "", "", False
        if state.phase == "stopped":
            return tr("Stopped"), tr("The studio is not running."), True
        return tr("Opening the source…"), tr("The first picture takes a few seconds."), False

    def stale_note(self) -> Problem | None:
        """For the status line."""
        return Problem("app.stale", seconds=f"{self.viewport.age_s():.0f}") if self.stale(self._state) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Badges from the top left down, the message in the middle."""
        top = MARGIN
        for badge in self.badges.values():
            if not badge.isHidden():
                badge.adjustSize()
                badge.move(MARGIN, top)
                badge.raise_()
                top += badge.height() + 6
        if not self.countdown.isHidden():
            self.countdown.adjustSize()
            self.countdown.move((self.border.width() - self.countdown.width()) // 2, (self.border.height() - self.countdown.height()) // 2)
            self.countdown.raise_()
        if not self.message.isHidden():
            width = min(420, self.border.width() - 2 * MARGIN)
            self.message.setFixedWidth(max(160, width))
            self.message.adjustSize()
            self.message.move((self.border.width() - self.message.width()) // 2, (self.border.height() - self.message.height()) // 2)
            self.message.raise_()

    def _framelines(self, on: bool) -> None:
        self.viewport.framelines = on
        self.viewport.update()

    def _badge(self, kind: str) -> QLabel:
        badge = label()
        badge.setObjectName("badge")
        badge.setProperty("kind", kind)
        badge.setParent(self.border)
        badge.hide()
        return badge

    @staticmethod
    def _tool(icon: str, *, checkable: bool = False) -> QPushButton:
        button = QPushButton(icons.icon(icon), "")
        button.setCheckable(checkable)
        button.setProperty("kind", "plain")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedSize(34, 28)
        return button

    def _made_bar(self) -> QWidget:
        bar = QWidget()
        bar.setFixedHeight(42)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        self.views.setMinimumWidth(340)
        row.addWidget(self.lines)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.full)
        return bar


def pause_of(state: EngineState) -> float:
    """On software GL showing costs what rendering needs: at most 25 pictures a second, and 12 while a take is written."""
    if not state.software_gl:
        return 0.0
    return 0.08 if state.recording is not None else 0.04


def clock(seconds: float) -> str:
    """``01:05`` or ``1:02:05``."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"
