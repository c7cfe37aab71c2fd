"""A closer look: the wheel, Z, panning by hand and by keys, and pixels that stay pixels."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from vpstudio.app.zoom import Zoom, within

pytestmark = pytest.mark.qt
ROOM = QRectF(0, 0, 900, 600)
WHOLE = QRectF(281, 0, 338, 600)
WIDTH = 1080
"""A picture of 1080 x 1920 shown whole in 900 x 600."""


def area(zoom: Zoom) -> QRectF:
    return zoom.placed(WHOLE, WIDTH, ROOM, 1.0)


def test_z_shows_twice_its_size_about_the_pointer_and_whole_again():
    zoom, at = Zoom(), QPointF(400, 200)
    before = ((at.x() - WHOLE.x()) / WHOLE.width(), (at.y() - WHOLE.y()) / WHOLE.height())
    zoom.toggle(at, area(zoom), WIDTH, 1.0)
    close = area(zoom)
    assert close.width() == 2160
    assert ((at.x() - close.x()) / close.width(), (at.y() - close.y()) / close.height()) == pytest.approx(before, abs=1e-3)
    zoom.toggle(at, close, WIDTH, 1.0)
    assert area(zoom) == WHOLE


def test_the_wheel_goes_through_the_steps_and_back():
    zoom, at, seen = Zoom(), QPointF(450, 300), []
    for way in (1, 1, 1, 1, 1, -1, -1, -1, -1, -1):
        zoom.turn(way, at, area(zoom), WIDTH, 1.0)
        seen.append(zoom.times)
    assert seen == [1, 2, 4, 8, 8, 4, 2, 1, 0, 0]


def test_a_small_picture_that_is_shown_large_already_is_enlarged_further():
    zoom, whole = Zoom(), QRectF(0, 0, 1200, 600)
    zoom.toggle(QPointF(600, 300), whole, 480, 1.0)
    assert zoom.times == 4.0


def test_a_pan_stops_at_the_pictures_end_and_turns_at_once():
    zoom = Zoom()
    zoom.toggle(QPointF(450, 300), area(zoom), WIDTH, 1.0)
    zoom.grab(QPointF(450, 300))
    zoom.drag(QPointF(9450, 300), area(zoom))
    assert area(zoom).left() == 0
    zoom.drag(QPointF(9440, 300), area(zoom))
    assert area(zoom).left() == -10, "what went beyond the end is not owed"


def test_no_gap_opens_and_a_smaller_side_stays_in_the_middle():
    assert within(50, 1000, 600) == 0
    assert within(-900, 1000, 600) == -400
    assert within(-100, 1000, 600) == -100
    assert within(-100, 400, 600) == 100


@pytest.fixture
def window(studio, qtbot):
    window = studio.window
    window.resize(1400, 900)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.viewer.viewport.picture is not None and QApplication.activeWindow() is window, timeout=5000)
    window.viewer.viewport.setFocus()
    return window


def wheel(view, at: QPointF, delta: int) -> None:
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_z_and_the_arrows_work_in_the_window_and_the_badge_tells(window, qtbot):
    view, badge = window.viewer.viewport, window.viewer.badges["zoom"]
    QTest.keyClick(view, Qt.Key.Key_Z)
    assert badge.isVisible() and badge.text() == "200 %"
    assert view.area().width() == 2 * view.picture.width / view.devicePixelRatioF()
    before = view.area().topLeft()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.area().top() < before.y() and view.area().left() == before.x()
    start = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(0, 25))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 25))
    moved = view.area().top()
    QTest.mouseMove(view, start)
    assert view.area().top() == moved, "it was let go"
    QTest.keyClick(view, Qt.Key.Key_Z)
    assert not badge.isVisible() and view.area().height() <= view.height()


def test_enlarged_pixels_stay_pixels(window, engine_shows, qtbot):
    """At 800 % nearly every screen pixel has its right neighbour's colour: nothing is blended."""
    view = window.viewer.viewport
    engine_shows("set")
    for _ in range(6):
        wheel(view, QPointF(view.rect().center()), 120)
    assert view.zoom.times == 8.0
    shown = view.shown
    qtbot.waitUntil(lambda: view.shown > shown + 1, timeout=15000)
    picture = view.grabFramebuffer()
    corner = view.area().topLeft()
    x0 = 8 - int(-corner.x()) % 8
    rows = range(100, picture.height() - 100, 37)
    steps = [(x - x0) % 8 for y in rows for x in range(x0 + 8, picture.width() - 16) if differ(picture, x, y)]
    assert steps, "the room has edges"
    assert set(steps) == {0}


@pytest.fixture
def engine_shows(studio, qtbot):
    def show(view: str) -> None:
        studio.session.engine.shown = view
        qtbot.waitUntil(lambda: studio.window.viewer._state.view == view, timeout=15000)

    return show


def differ(picture, x: int, y: int) -> bool:
    """Whether the pixel and the one left of it have different colours."""
    return QColor(picture.pixel(x, y)) != QColor(picture.pixel(x - 1, y))


def test_a_drag_with_a_brush_in_hand_draws_and_does_not_pan(studio, window):
    window.tabs.setCurrentIndex(1)
    view = window.viewer.viewport
    QTest.keyClick(view, Qt.Key.Key_Z)
    window.panels[1].cloth.is_screen.click()
    before = view.area()
    start = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(40, 10))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 10))
    assert view.area() == before
    studio.session.setup._eyes.submit(lambda: None).result(timeout=5)
    assert "stroke screen 2" in studio.session.engine.calls
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, pos=start)
    QTest.mouseMove(view, start + QPoint(0, 30))
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=start + QPoint(0, 30))
    assert view.area() != before, "the middle button always pans"
