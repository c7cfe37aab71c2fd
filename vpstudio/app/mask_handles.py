"""The masks over the picture, and their handles: drag a point, drag between two points for a new one, right-click takes one away."""

from __future__ import annotations

from functools import cache
from itertools import count

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from vpstudio.app.key_setup import KeySetup
from vpstudio.app.language import tr_setting
from vpstudio.app.overlay import CHOSEN_WIDTH, MASKS, OFF, PLAIN_WIDTH, draw_handle, draw_line, draw_tag, pen_of
from vpstudio.app.space import Space
from vpstudio.app.store import DRAG
from vpstudio.app.tools import Tool
from vpstudio.model.mask import Mask, Point

REACH = 11.0
"""Widget pixels round a handle that are the handle too."""
OUTSIDE = 0.25
"""How far beyond the plate a corner may go, so that a mask's soft border can lie off the picture."""
_gestures = count()


class MaskHandles(Tool):
    """There whenever nothing else is in hand and the KEY panel is open."""

    cursor = Qt.CursorShape.ArrowCursor
    drags = True

    def __init__(self, setup: KeySetup) -> None:
        self._setup = setup
        self._grip: tuple[int, int] | None = None
        self._hot: tuple[int, int] | None = None
        self._gesture = ""
        self._whole: QPointF | None = None

    # Mouse

    def press(self, at: QPointF, space: Space) -> bool:
        found = self.grip(at, space)
        inside = self._mask_at(at, space) if found is None else None
        if found is None and inside is None:
            self._setup.choose(-1)
            return False
        self._gesture = f"{DRAG}{next(_gestures)}"
        if found is not None:
            self._setup.choose(found[0])
            self._grip = found if found[1] >= 0 else self._split(found, at, space)
        elif inside is not None:
            self._whole = at if inside == self._setup.mask else None
            self._setup.choose(inside)
        return True

    def move(self, at: QPointF, space: Space, held: bool) -> None:
        self._hot = self._grip if held else self.grip(at, space)
        if held and self._grip is not None:
            mask, point = self._grip
            points = self._setup.corners(mask)
            moved = (*points[:point], held_near(space.plate(at)), *points[point + 1 :])
            self._setup.shape(mask, moved if points else (), self._gesture)
        elif held and self._whole is not None:
            self._shift(at, space)
        self._setup.tools.moved.emit()

    def release(self, at: QPointF, space: Space) -> None:
        self._grip = self._whole = None

    def double_click(self, at: QPointF, space: Space) -> bool:
        return self.grip(at, space) is not None or self._mask_at(at, space) is not None

    def remove_point(self, at: QPointF, space: Space) -> bool:
        """The right button: a polygon of more than three points loses this one."""
        found = self.grip(at, space)
        points = self._setup.corners(found[0]) if found is not None else ()
        if found is None or found[1] < 0 or len(points) <= 3:
            return False
        self._setup.shape(found[0], points[: found[1]] + points[found[1] + 1 :], "")
        return True

    def back(self) -> bool:
        there = self._setup.mask >= 0
        if there:
            self._setup.remove_mask(self._setup.mask)
        return there

    # Where things are

    def grip(self, at: QPointF, space: Space) -> tuple[int, int] | None:
        """(mask, point) of the handle there; the middle between points k and k + 1 is -1 - k. The chosen mask comes first."""
        for mask in self._in_reach():
            places = [space.plate_at(point) for point in self._setup.corners(mask)]
            spots = [*enumerate(places), *((-1 - k, place) for k, place in enumerate(middles(places)) if mask == self._setup.mask)]
            near = [(distance(place, at), number) for number, place in spots]
            if near and min(near)[0] <= REACH:
                return mask, min(near)[1]
        return None

    def _in_reach(self) -> list[int]:
        numbers = [number for number, mask in enumerate(self._setup.masks) if mask.shape == "polygon"]
        return sorted(numbers, key=lambda number: number != self._setup.mask)

    def _mask_at(self, at: QPointF, space: Space) -> int | None:
        """The mask whose border or inside is there; an ``outside`` mask only by its border, for its inside is the picture."""
        for number in self._in_reach():
            places = [space.plate_at(point) for point in self._setup.corners(number)]
            shape = QPolygonF(places)
            filled = self._setup.masks[number].use != "outside" and shape.containsPoint(at, Qt.FillRule.OddEvenFill)
            if places and (filled or near_border(places, at)):
                return number
        return None

    def _split(self, found: tuple[int, int], at: QPointF, space: Space) -> tuple[int, int]:
        mask, after = found[0], -1 - found[1]
        points = self._setup.corners(mask)
        self._setup.shape(mask, (*points[: after + 1], held_near(space.plate(at)), *points[after + 1 :]), self._gesture)
        return mask, after + 1

    def _shift(self, at: QPointF, space: Space) -> None:
        """Drag the whole mask."""
        assert self._whole is not None
        (x, y), (from_x, from_y) = space.plate(at), space.plate(self._whole)
        points = tuple(held_near((px + x - from_x, py + y - from_y)) for px, py in self._setup.corners(self._setup.mask))
        self._setup.shape(self._setup.mask, points, self._gesture)
        self._whole = at

    # Drawing

    def paint(self, painter: QPainter, space: Space) -> None:
        """Outlines, then their names, then what can be taken hold of above all."""
        drawn = [(number, [space.plate_at(point) for point in self._setup.outline(number)]) for number in range(len(self._setup.masks))]
        drawn = [(number, places) for number, places in drawn if len(places) >= 3]
        for number, places in drawn:
            colour, dashes = style_of(self._setup.masks[number])
            width = CHOSEN_WIDTH if number == self._setup.mask else PLAIN_WIDTH
            draw_line(painter, places, pen_of(colour, width, dashes), closed=True)
        self._paint_names(painter, space.area.intersected(QRectF(painter.window())), drawn)
        for number, places in drawn:
            if self._setup.masks[number].shape == "polygon":
                self._paint_handles(painter, number, places)

    def _paint_names(self, painter: QPainter, room: QRectF, drawn: list[tuple[int, list[QPointF]]]) -> None:
        tags: list[QRectF] = []
        for number, places in drawn:
            mask = self._setup.masks[number]
            name = f"{number + 1}  {tr_setting(use_title(mask.use))}"
            draw_tag(painter, top_left(places), name, style_of(mask)[0], room, tags)

    def _paint_handles(self, painter: QPainter, number: int, places: list[QPointF]) -> None:
        colour = style_of(self._setup.masks[number])[0]
        for at, place in enumerate(places):
            draw_handle(painter, place, colour, hot=self._hot == (number, at))
        for at, place in enumerate(middles(places) if number == self._setup.mask else []):
            draw_handle(painter, place, colour, small=True, hot=self._hot == (number, -1 - at))


def style_of(mask: Mask) -> tuple[QColor, tuple[float, ...]]:
    """Colour and dashes: of its use, or dotted grey where it is out of use."""
    return MASKS[mask.use] if mask.on else (OFF, (1, 3))


@cache
def use_title(use: str) -> str:
    """The English title of a mask's use, as its settings tell it."""
    from vpstudio.app.panels.describe import fields

    field = next(field for field in fields(Mask) if field.name == "use")
    return field.titles[field.values.index(use)]


def held_near(point: Point) -> Point:
    """A corner not too far off the plate, to a ten-thousandth."""
    x, y = (round(min(1 + OUTSIDE, max(-OUTSIDE, part)), 4) for part in point)
    return x, y


def middles(places: list[QPointF]) -> list[QPointF]:
    return [(place + places[(at + 1) % len(places)]) / 2 for at, place in enumerate(places)]


def distance(one: QPointF, other: QPointF) -> float:
    return float(((one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2) ** 0.5)


def near_border(places: list[QPointF], at: QPointF) -> bool:
    """Whether ``at`` lies within reach of one of the sides."""
    for one, other in zip(places, [*places[1:], *places[:1]], strict=True):
        along, to = other - one, at - one
        length = along.x() ** 2 + along.y() ** 2
        part = min(1.0, max(0.0, (to.x() * along.x() + to.y() * along.y()) / length)) if length else 0.0
        if distance(one + along * part, at) <= REACH / 2:
            return True
    return False


def top_left(places: list[QPointF]) -> QPointF:
    return min(places, key=lambda place: place.x() + 2 * place.y())
