"""Lines over the picture: light on dark, so that any picture carries them, told apart by their dashes and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

CASING = QColor(0, 0, 0, 190)
WHITE = QColor("#ffffff")
OFF = QColor("#b8b8b8")
CHOSEN_WIDTH, PLAIN_WIDTH = 2.4, 1.6
HANDLE = 9.0
BEYOND = 20.0
"""Widget pixels outside the widget that are drawn too."""

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
    """A polyline with a dark casing under it. Cut to what is seen first: a corner may lie a million pixels away, and each dash costs."""
    places = [*points, points[0]] if closed and points else list(points)
    room = QRectF(painter.window()).adjusted(-BEYOND, -BEYOND, BEYOND, BEYOND)
    sides = [cut for one, other in pairwise(places) if (cut := cut_to(one, other, room)) is not None]
    for pen_now in (pen_of(CASING, pen.widthF() + 2.2), pen):
        painter.setPen(pen_now)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in joined(sides):
            painter.drawPolyline(run)


def cut_to(one: QPointF, other: QPointF, room: QRectF) -> tuple[QPointF, QPointF] | None:
    """What of a line lies in ``room``, or None (Liang and Barsky, 1984)."""
    way = other - one
    first, last = 0.0, 1.0
    for step, before in (
        (-way.x(), one.x() - room.left()),
        (way.x(), room.right() - one.x()),
        (-way.y(), one.y() - room.top()),
        (way.y(), room.bottom() - one.y()),
    ):
        if step == 0:
            if before < 0:
                return None
        elif step < 0:
            first = max(first, before / step)
        else:
            last = min(last, before / step)
    return (one + way * first, one + way * last) if first <= last else None


def joined(sides: Sequence[tuple[QPointF, QPointF]]) -> list[QPolygonF]:
    """Lines that go on where the one before ended are one, so that dashes run round a corner."""
    runs: list[QPolygonF] = []
    for one, other in sides:
        if runs and runs[-1].last() == one:
            runs[-1].append(other)
        else:
            runs.append(QPolygonF([one, other]))
    return runs


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


def draw_tag(painter: QPainter, at: QPointF, text: str, colour: QColor, room: QRectF, taken: list[QRectF]) -> None:
    """A word in a dark box just above a point, kept inside ``room`` and below the boxes ``taken``, to which it is added."""
    metrics = QFontMetricsF(painter.font())
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4)
    box.moveBottomLeft(at + QPointF(-HANDLE / 2, -HANDLE))
    box.moveLeft(min(max(box.left(), room.left() + 2), room.right() - box.width() - 2))
    box.moveTop(min(max(box.top(), room.top() + 2), room.bottom() - box.height() - 2))
    while any(box.intersects(other) for other in taken):
        box.translate(0, box.height() + 2)
    taken.append(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
