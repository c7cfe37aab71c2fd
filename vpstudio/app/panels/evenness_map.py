"""The screen in false colours: where it is brighter and darker, in stops, twice a second while it is open."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpstudio.app import theme
from vpstudio.app.language import tr
from vpstudio.app.panels.section import button
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, mark_state
from vpstudio.model.state import EvennessState

REFRESH_MS = 500
HIGHEST = 200
LEGEND = 34


class EvennessMap(QWidget):
    """A toggle, and below it the map with its legend and one sentence."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        tip = tr("Shows where the screen is lit unevenly, in stops.")
        self.toggle = button(tr("Evenness map"), "evenness", tip, self._toggled, stays=True)
        self.picture = Picture()
        self.told = label("caption")
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.toggle, self.picture, self.told):
            column.addWidget(part)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._ask)
        session.setup.even.connect(self.show_even)
        self._toggled()

    def _toggled(self) -> None:
        on = self.toggle.isChecked()
        self.picture.setVisible(on)
        self.told.setVisible(on)
        if on:
            self.told.setText(tr("Measuring…"))
            self._timer.start()
            self._ask()
        else:
            self._timer.stop()
            self.picture.put(None)

    def _ask(self) -> None:
        if self.isVisible():
            self._session.setup.ask_evenness()

    def show_even(self, even: EvennessState | None) -> None:
        if not self.toggle.isChecked():
            return
        self.picture.put(even)
        warn = even is not None and even.problem is not None
        self.told.setText(self._sentence(even))
        mark_state(self.told, role="warn" if warn else "caption")

    def _sentence(self, even: EvennessState | None) -> str:
        if even is None:
            return tr("No screen is in view.")
        if even.problem is not None:
            return "▲ " + self._session.tell(even.problem)
        return tr("Even enough: {stops} stops from its darkest to its brightest part.", stops=f"{even.spread_stops:.1f}")


class Picture(QWidget):
    """False colours on dark grey, and the legend under them."""

    def __init__(self) -> None:
        super().__init__()
        self._even: EvennessState | None = None
        self._image = QImage()
        self.setAccessibleName(tr("Evenness map"))
        self.put(None)

    def put(self, even: EvennessState | None) -> None:
        self._even = even
        self._image = image_of(even) if even is not None else QImage()
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = max(1, self.width())
        if self._image.isNull():
            return QSize(width, 120)
        return QSize(width, min(HIGHEST, width * self._image.height() // self._image.width()) + LEGEND)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(0, 0, self.width(), self.height() - (LEGEND if self._even is not None else 0))
        painter.fillRect(room, QColor(theme.GROUND))
        if self._even is not None and not self._image.isNull():
            scale = min(room.width() / self._image.width(), room.height() / self._image.height())
            place = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            self._paint_legend(painter, room.bottom() + 4, self._even)
        painter.end()

    def _paint_legend(self, painter: QPainter, top: float, even: EvennessState) -> None:
        """One block a step, its stops under it: more, fewer, or as the middle of the screen."""
        steps = even.legend
        if not steps:
            return
        painter.setFont(theme.font(11, figures=True))
        wide = self.width() / len(steps)
        every = max(1, -(-len(steps) * 38 // max(1, self.width())))  # so that figures do not touch
        for at, (stops, colour) in enumerate(steps):
            painter.fillRect(QRectF(at * wide, top, wide - 1, 10), QColor(*colour))
            if at % every == 0:
                painter.setPen(QColor(theme.TEXT))
                painter.drawText(QRectF(at * wide - 20, top + 11, wide + 40, 18), Qt.AlignmentFlag.AlignCenter, stops_text(stops))


def stops_text(stops: float) -> str:
    """``+0.5``, ``0``, ``−1``: with a sign, so that the way is told without the colour."""
    return "0" if abs(stops) < 0.005 else f"{stops:+.2g}".replace("-", "−")


def image_of(even: EvennessState) -> QImage:
    rgba = np.ascontiguousarray(even.rgba)
    height, width = rgba.shape[:2]
    return QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
