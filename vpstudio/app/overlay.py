"""Lines over the picture: light on dark, so that any picture carries them, told apart by their dashes and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

CASING = QColor(0, 0, 0, 190)
WHITE = QColor("#ffffff")
OFF = QColor("#b8b8b8")
CHOSEN_WIDTH, PLAIN_WIDTH = 2.4, 1.6
HANDLE = 9.0

MASKS: dict[str, tuple[QColor, tuple[float, ...]]] = {
    "garbage": (QColor("#ffb454"), (5, 3)),
    "outside": (QColor("#8fd0ff"), (9, 3, 2, 3)),
    "holdout": (QColor("#9be88f"), ()),
}
"""Colour and dashes (in widths of the pen; none is a whole line) of each use of a mask."""

STROKES: dict[str, tuple[QColor, tuple[float, ...]]] = {"screen": (QColor("#6fe0c8"), (3, 2)), "actor": (QColor("#ffd24a"), ())}


def pen_of(colour: QColor, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern([part * 2 / width for part in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def draw_line(painter: QPainter, points: Sequence[QPointF], pen: QPen, *, closed: bool = False) -> None:
    """A polyline with a dark casing under it."""
    shape = QPolygonF([*points, points[0]] if closed and points else list(points))
    for one in (pen_of(CASING, pen.widthF() + 2.2), pen):
        painter.setPen(one)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(shape)


def draw_handle(painter: QPainter, at: QPointF, colour: QColor, *, hot: bool = False, small: bool = False) -> None:
    """A square to take hold of; a small round one between two points makes a new point."""
    half = HANDLE / 2 * (1.35 if hot else 0.75 if small else 1.0)
    place = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    painter.setPen(QPen(CASING, 1.6))
    painter.setBrush(WHITE if hot else colour)
    painter.drawEllipse(place) if small else painter.drawRect(place)


def draw_ring(painter: QPainter, at: QPointF, colour: QColor, radius: float = 8.0) -> None:
    """A ring with a dot, where somebody clicked or the keyboard's pointer stands."""
    for pen in (QPen(CASING, 4.0), QPen(colour, 1.8)):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(at, 1.8, 1.8)


def draw_cross(painter: QPainter, at: QPointF) -> None:
    """The pointer of those who work with the keyboard."""
    for pen in (QPen(CASING, 4.0), QPen(WHITE, 1.6)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(dx * 5, dy * 5), at + QPointF(dx * 16, dy * 16))


def draw_tag(painter: QPainter, at: QPointF, text: str, colour: QColor, room: QRectF) -> None:
    """A word in a dark box just above a point, kept inside ``room``."""
    metrics = QFontMetricsF(painter.font())
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4)
    box.moveBottomLeft(at + QPointF(-HANDLE / 2, -HANDLE))
    box.moveLeft(min(max(box.left(), room.left() + 2), room.right() - box.width() - 2))
    box.moveTop(min(max(box.top(), room.top() + 2), room.bottom() - box.height() - 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
