"""A closer look at the picture: whole, or enlarged so that one of its pixels is a whole number of the screen's."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent

CLOSE = 2.0
"""What Z shows: two screen pixels a picture pixel."""
STEPS = (1.0, 2.0, 4.0, 8.0)
PAN_PART = 0.1
"""Of the widget, that an arrow key moves by."""
ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class Zoom:
    """times: screen pixels a picture pixel; 0: shown whole. ``_focus`` (fractions of the picture) lies at ``_at`` (widget)."""

    def __init__(self) -> None:
        self.times = 0.0
        self._focus = QPointF(0.5, 0.5)
        self._at = QPointF()
        self._grabbed: QPointF | None = None

    def placed(self, whole: QRectF, width: int, room: QRectF, ratio: float) -> QRectF:
        """The picture's rectangle: ``whole`` where it is not zoomed into, else a larger one that leaves no needless gap."""
        if self.times <= 0:
            return whole
        wide = width * self.times / ratio
        size = (wide, wide * whole.height() / whole.width())
        x = within(self._at.x() - self._focus.x() * size[0], size[0], room.width())
        y = within(self._at.y() - self._focus.y() * size[1], size[1], room.height())
        return QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, *size)

    def toggle(self, at: QPointF, area: QRectF, width: int, ratio: float) -> None:
        """Twice its size, more where it is that large already; and whole again."""
        now = area.width() * ratio / width
        self._to(0.0 if self.times else next((step for step in STEPS if step >= max(CLOSE, now * 1.2)), STEPS[-1]), at, area)

    def turn(self, way: int, at: QPointF, area: QRectF, width: int, ratio: float) -> None:
        """A notch of the wheel: the next step of 100, 200, 400, 800 %, or back to the whole picture."""
        now = area.width() * ratio / width
        larger = [step for step in STEPS if step > now * 1.001]
        smaller = [step for step in STEPS if step < now * 0.999]
        if way > 0 and larger:
            self._to(larger[0], at, area)
        elif way < 0 and self.times:
            self._to(smaller[-1] if smaller else 0.0, at, area)

    def whole(self) -> None:
        self.times = 0.0

    def _to(self, times: float, at: QPointF, area: QRectF) -> None:
        if area.width() > 0:
            self._focus = QPointF((at.x() - area.x()) / area.width(), (at.y() - area.y()) / area.height())
            self._at, self.times = at, times

    # Panning

    @property
    def held(self) -> bool:
        return self._grabbed is not None

    def grab(self, at: QPointF) -> None:
        if self.times:
            self._grabbed = at

    def drag(self, at: QPointF, area: QRectF) -> None:
        if self._grabbed is not None:
            self._move(at - self._grabbed, area)
            self._grabbed = at

    def let_go(self) -> None:
        self._grabbed = None

    def key(self, event: QKeyEvent, area: QRectF) -> bool:
        """The arrows look elsewhere; whether the key was one of ours."""
        way = ARROWS.get(Qt.Key(event.key()))
        if not self.times or way is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        step = min(area.width(), area.height()) / self.times * PAN_PART
        self._move(QPointF(way[0] * step, way[1] * step), area)
        return True

    def _move(self, by: QPointF, area: QRectF) -> None:
        """From where the picture really lies, so that a drag against its end is not remembered."""
        self._at = area.topLeft() + by
        self._focus = QPointF(0.0, 0.0)


def within(start: float, size: float, room: float) -> float:
    """Where a side of ``size`` begins: in the middle of a room that is larger, else never so that a gap opens."""
    return (room - size) / 2 if size <= room else min(0.0, max(room - size, start))
