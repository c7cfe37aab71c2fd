"""The strip of takes, newest first: thumb, name, length, and what the director said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QImageReader, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from vpstudio.app import theme
from vpstudio.app.keys import Area
from vpstudio.app.language import mark, tr
from vpstudio.app.session import Session
from vpstudio.app.spoken import Spoken, label, mark_state
from vpstudio.app.viewer import clock
from vpstudio.model.state import EngineState, TakeCard
from vpstudio.model.take import Status
from vpstudio.problem import Problem

STATUSES: tuple[Status, ...] = ("circle", "hold", "ng", "false")
SIGNS: dict[str, str] = {"none": "○", "circle": "●", "hold": "■", "ng": "×", "false": "–"}
WORDS: dict[str, str] = {
    "none": mark("Unrated"), "circle": mark("Circled"), "hold": mark("Hold"), "ng": mark("NG"), "false": mark("False start"),
}  # fmt: skip
THUMB = QSize(72, 64)
SHOWN_AT_MOST = 40
MARKERS_AT_MOST = 8
CLIP = re.compile(r".+_E\d+_S(?P<scene>[^_]+)_C(?P<shot>\d+)_T(?P<take>\d+)_[A-Z]")


def short_name(name: str) -> str:
    """``QLRS_E034_S34-1_C02_T03_A`` -> ``34-1/2  T03``; what is not one of ours stays whole."""
    found = CLIP.fullmatch(name)
    return f"{found['scene']}/{int(found['shot'])}  T{int(found['take']):02d}" if found else name


class Card(QFrame):
    """One take."""

    picked = Signal(str)
    rated = Signal(str, str)

    def __init__(self, card: TakeCard, tell: Callable[[Problem], str] = str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.card, self._tell = card, tell
        self.setFixedSize(210, 78)
        self.setToolTip("\n".join((card.name, card.path, *found_in(card, tell))))
        self.setAccessibleName(card.name)
        self.status = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.status.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.status.setText(f"{SIGNS[card.status]} {tr(WORDS[card.status])}")
        self.status.setAccessibleName(tr("Rating of {name}", name=card.name))
        self.status.setMenu(self._menu())
        self._arrange()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(thumb(self.card))
        column = QVBoxLayout()
        column.setSpacing(2)
        name, length = label(text=short_name(self.card.name)), label("caption", self._length())
        length.setToolTip("\n".join(self._details()))
        name.setFont(theme.font(13, figures=True))
        for widget in (name, length):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)

    def _length(self) -> str:
        parts = [clock(self.card.seconds)]
        if self.card.dropped:
            parts.append(f"▲ {self.card.dropped}")
        if self.card.markers:
            parts.append(f"◆ {len(self.card.markers)}")
        if self.card.recovered:
            parts.append(tr("recovered"))
        if self.card.verified:
            parts.append("✓" if self.card.verified == "yes" else f"✗ {len(self.card.faults)}")
        return " · ".join(parts)

    def _details(self) -> list[str]:
        """What the signs in the line stand for."""
        dropped = [tr("{count} dropped", count=self.card.dropped)] if self.card.dropped else []
        found = [tr("{count} places to look at", count=len(self.card.markers))] if self.card.markers else []
        verified = {"yes": [tr("VERIFIED: every layer was read from end to end")], "no": [tr("NOT WHOLE")]}.get(self.card.verified, [])
        return dropped + found + verified + [self._tell(each) for each in self.card.faults] or [""]

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for at, status in enumerate((*STATUSES, "none")):
            key = f"\t{at + 1}" if status != "none" else ""
            action = QAction(f"{SIGNS[status]}  {tr(WORDS[status])}{key}", menu)
            action.triggered.connect(lambda _=False, status=status: self.rated.emit(self.card.name, status))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("Open its folder"), self.open_folder)
        return menu

    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.card.path))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self.card.name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open_folder()


class TakeStrip(Spoken):
    """``chosen`` is the take that the number keys rate: the one clicked, else the newest."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._cards: tuple[TakeCard, ...] = ()
        self._picked: str | None = None
        self.widgets: list[Card] = []
        self.empty = label("dim")
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.empty)
        self._row.addStretch(1)
        area = Area()
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(area)
        self.setFixedHeight(98)
        self.say()

    @property
    def chosen(self) -> str | None:
        names = [card.name for card in self._cards]
        return self._picked if self._picked in names else names[0] if names else None

    def show_state(self, state: EngineState) -> None:
        if state.takes != self._cards:
            if self._cards and state.takes and state.takes[0].name != self._cards[0].name:
                self._picked = None
            self._cards = state.takes
            self._lay()

    def rate(self, status: Status) -> None:
        """Rate the chosen take."""
        if self.chosen is not None:
            self._session.set_status(self.chosen, status)

    def say(self) -> None:
        self.empty.setText(tr("Takes appear here. Press R to record the first one."))
        self._lay()

    def _pick(self, name: str) -> None:
        self._picked = name
        self._show_chosen()

    def _lay(self) -> None:
        for old in self.widgets:
            self._row.removeWidget(old)
            old.deleteLater()
        self.widgets = []
        for at, card in enumerate(self._cards[:SHOWN_AT_MOST]):
            widget = Card(card, self._session.tell)
            widget.picked.connect(self._pick)
            widget.rated.connect(lambda name, status: self._session.set_status(name, status))
            self._row.insertWidget(at, widget)
            self.widgets.append(widget)
        self.empty.setVisible(not self._cards)
        self._show_chosen()

    def _show_chosen(self) -> None:
        for widget in self.widgets:
            mark_state(widget, chosen=widget.card.name == self.chosen)


def found_in(card: TakeCard, tell: Callable[[Problem], str]) -> list[str]:
    """Where the live checks found something: timecode, else the picture's number, and the sentence."""
    lines = [f"◆ {marker.timecode or f'#{marker.slot}'}  {tell(Problem(marker.code))}" for marker in card.markers[:MARKERS_AT_MOST]]
    left = len(card.markers) - len(lines)
    return [*lines, f"+{left}"] if left > 0 else lines


def thumb(card: TakeCard) -> QLabel:
    """The take's own picture, whole, or its first letter's worth of grey where it has none yet."""
    holder = label("caption")
    holder.setFixedSize(THUMB)
    holder.setAlignment(Qt.AlignmentFlag.AlignCenter)
    holder.setStyleSheet(f"background: {theme.GROUND}; border-radius: 3px;")
    if card.thumb and Path(card.thumb).is_file():
        reader = QImageReader(card.thumb)
        reader.setScaledSize(reader.size().scaled(THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio))
        picture = QPixmap.fromImage(reader.read())
        picture.setDevicePixelRatio(2)
        holder.setPixmap(picture)
    else:
        holder.setText("–")
    return holder
