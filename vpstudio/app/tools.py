"""What a hand may hold over the picture: one tool at a time, asked by the viewport for every press, move and key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter

from vpstudio.app.language import mark
from vpstudio.app.overlay import STROKES, draw_line, draw_ring, pen_of
from vpstudio.app.space import Space
from vpstudio.model.look import Stroke, StrokeKind
from vpstudio.model.mask import Point

LEAST_STEP = 4.0
"""Widget pixels between two points of a stroke: more would only make the project's file longer."""
MOST_POINTS = 120


class Tool:
    """Base. ``at`` is a place in the widget; a tool turns it into fractions through ``space``.

    hint: what the viewer says while it is held. drags: a press and its release are two things.
    """

    hint = ""
    cursor = Qt.CursorShape.CrossCursor
    drags = False

    def press(self, at: QPointF, space: Space) -> bool:
        """Whether the press was for this tool."""
        return False

    def move(self, at: QPointF, space: Space, held: bool) -> None:
        """The pointer went there."""

    def release(self, at: QPointF, space: Space) -> None:
        """The button was let go."""

    def double_click(self, at: QPointF, space: Space) -> bool:
        """Whether two clicks mean something to this tool."""
        return self.hint != ""

    def finish(self) -> bool:
        """Enter; whether it means something else here than a press."""
        return False

    def back(self) -> bool:
        """Backspace or Delete; whether there was something to take back."""
        return False

    def paint(self, painter: QPainter, space: Space) -> None:
        """What this tool draws over the picture."""

    def let_go(self) -> None:
        """Another tool is taken, or none."""


class Tools(QObject):
    """The tool in hand, if any, and the one that is there whenever none is (the masks' handles, while their panel is open).

    Signals: ``changed`` when another tool is in hand, ``moved`` when what is drawn has changed, ``picked``, ``drawn``,
    ``outlined`` and ``carded`` carry what a hand has done, as fractions of the output.
    """

    changed = Signal()
    moved = Signal()
    picked = Signal(tuple)
    drawn = Signal(str, tuple)
    outlined = Signal(tuple)
    carded = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: Tool | None = None
        self.standing: Tool | None = None
        self.strokes: tuple[Stroke, ...] = ()

    @property
    def current(self) -> Tool | None:
        return self.held or self.standing

    def take(self, tool: Tool | None) -> None:
        """Hold this one; None: none."""
        before, self.held = self.held, tool
        if before is not None:
            before.let_go()
        self.changed.emit()

    def drop(self) -> bool:
        """Let go of what is held; whether there was something."""
        there = self.held is not None
        if there:
            self.take(None)
        return there

    def draw_strokes(self, painter: QPainter, space: Space) -> None:
        """Those already made."""
        for stroke in self.strokes:
            colour, dashes = STROKES[stroke.kind]
            places = [space.plate_at(point) for point in stroke.points]
            if len(places) > 1:
                draw_line(painter, places, pen_of(colour, 2.4, dashes))
            elif places:
                draw_ring(painter, places[0], colour)


class Pick(Tool):
    """One click on the bare screen."""

    hint = mark("Click on the bare screen. Esc: cancel")

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def press(self, at: QPointF, space: Space) -> bool:
        point = space.output(at)
        if inside(point):
            self._tools.drop()
            self._tools.picked.emit((point,))
        return True

    def paint(self, painter: QPainter, space: Space) -> None:
        self._tools.draw_strokes(painter, space)


class Card(Tool):
    """One click on a grey card."""

    hint = mark("Click on the grey card. Esc: cancel")

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def press(self, at: QPointF, space: Space) -> bool:
        point = space.output(at)
        if inside(point):
            self._tools.drop()
            self._tools.carded.emit(point)
        return True


class Brush(Tool):
    """Strokes that say what the picture shows under them; stays in hand until it is laid down."""

    drags = True

    def __init__(self, tools: Tools, kind: StrokeKind) -> None:
        self.kind: StrokeKind = kind
        self.hint = SCREEN_HINT if kind == "screen" else ACTOR_HINT
        self._tools = tools
        self._points: list[Point] = []

    def press(self, at: QPointF, space: Space) -> bool:
        self._points = [space.output(at)] if inside(space.output(at)) else []
        return True

    def move(self, at: QPointF, space: Space, held: bool) -> None:
        point = space.output(at)
        if not (held and self._points and inside(point)):
            return
        if (space.at(self._points[-1]) - at).manhattanLength() >= LEAST_STEP:
            self._points.append(point)
            self._tools.moved.emit()

    def release(self, at: QPointF, space: Space) -> None:
        points, self._points = thinned(self._points), []
        if points:
            self._tools.drawn.emit(self.kind, points)

    def paint(self, painter: QPainter, space: Space) -> None:
        self._tools.draw_strokes(painter, space)
        colour, dashes = STROKES[self.kind]
        if self._points:
            draw_line(painter, [space.at(point) for point in self._points], pen_of(colour, 3.2, dashes))


SCREEN_HINT = mark("Draw over what is screen. Esc: done")
ACTOR_HINT = mark("Draw over what is actor. Esc: done")


class Outline(Tool):
    """A polygon, point by point; Enter or two clicks close it, Backspace takes the last point back."""

    hint = mark("Click the corners of the mask. Enter closes it, Esc: cancel")

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._points: list[Point] = []
        self._at: Point | None = None

    def press(self, at: QPointF, space: Space) -> bool:
        near_first = len(self._points) >= 3 and (space.at(self._points[0]) - at).manhattanLength() < 12
        if near_first:
            self.finish()
        elif not self._points or (space.at(self._points[-1]) - at).manhattanLength() >= 3:
            self._points.append(space.output(at))
        self._tools.moved.emit()
        return True

    def move(self, at: QPointF, space: Space, held: bool) -> None:
        self._at = space.output(at)
        self._tools.moved.emit()

    def double_click(self, at: QPointF, space: Space) -> bool:
        self.finish()
        return True

    def finish(self) -> bool:
        if len(self._points) >= 3:
            points, self._points = tuple(self._points), []
            self._tools.drop()
            self._tools.outlined.emit(points)
        return True

    def back(self) -> bool:
        there = bool(self._points)
        del self._points[-1:]
        self._tools.moved.emit()
        return there

    def paint(self, painter: QPainter, space: Space) -> None:
        if not self._points:
            return
        colour = STROKES["actor"][0]
        places = [space.at(point) for point in self._points]
        draw_line(painter, places + ([space.at(self._at)] if self._at else []), pen_of(colour, 2.0, (4, 3)))
        for place in places:
            draw_ring(painter, place, colour, 4.0)


def inside(point: Point) -> bool:
    """Whether a point lies on the picture."""
    return 0 <= point[0] <= 1 and 0 <= point[1] <= 1


def thinned(points: list[Point]) -> tuple[Point, ...]:
    """At most ``MOST_POINTS`` of them, evenly taken, the first and the last among them."""
    if len(points) <= MOST_POINTS:
        return tuple(points)
    step = (len(points) - 1) / (MOST_POINTS - 1)
    return tuple(points[round(at * step)] for at in range(MOST_POINTS))
