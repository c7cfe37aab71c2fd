"""The picture: the newest finished texture of the render thread, shown whole, never stretched."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMatrix4x4, QMouseEvent, QOpenGLContext, QPainter, QPen, QWheelEvent
from PySide6.QtOpenGL import QOpenGLTextureBlitter
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from vpstudio.app import theme
from vpstudio.app.hand import Hand
from vpstudio.app.overlay import draw_cross
from vpstudio.app.space import Space
from vpstudio.app.zoom import Zoom
from vpstudio.model.camera import Placement
from vpstudio.model.host import Screen, ScreenPicture

TICK_MS = 12
MINIFIED = 1.5

GL_COLOR_BUFFER_BIT = 0x4000
GL_TEXTURE_2D = 0x0DE1
GL_TEXTURE_MAG_FILTER = 0x2800
GL_TEXTURE_MIN_FILTER = 0x2801
GL_NEAREST = 0x2600
GL_LINEAR = 0x2601
GL_LINEAR_MIPMAP_LINEAR = 0x2703


class Viewport(QOpenGLWidget):
    """Takes pictures from a ``Screen`` when there are new ones; a picture is given back after the next has been shown.

    smooth: shrink through mipmaps, where a graphics card makes them for nothing. pause_s: the least time between two pictures.
    ``double_clicked``: on the bare picture. ``changed``: another zoom.
    """

    double_clicked = Signal()
    changed = Signal()

    def __init__(self, screen: Callable[[], Screen | None]) -> None:
        super().__init__()
        self.setObjectName("viewport")
        self._screen = screen
        self._from: Screen | None = None
        self._held: ScreenPicture | None = None
        self._last: ScreenPicture | None = None
        self._blitter: QOpenGLTextureBlitter | None = None
        self.smooth = False
        self.pause_s = 0.0
        self.framelines = False
        self.dimmed = False
        self.placement: Placement | None = None
        self.hand: Hand | None = None
        self.zoom = Zoom()
        self.shown = 0
        self.newest_at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(180, 180)
        self.setMouseTracking(True)
        self._ticker = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self.take_newest)
        self._ticker.start()
        self.frameSwapped.connect(self._swapped)

    @property
    def picture(self) -> ScreenPicture | None:
        """What is on screen."""
        return self._held

    def age_s(self) -> float:
        """Seconds since a new picture came; 0 where none ever did."""
        return time.monotonic() - self.newest_at if self.newest_at else 0.0

    def rest(self) -> None:
        """Let all go: the engine is about to end."""
        self._ticker.stop()
        self._swapped()
        self._give_back(self._held, self._from)
        self._held = self._from = None

    def take_newest(self) -> None:
        """Lease the newest picture, if it is a new one, and ask to be painted."""
        screen = self._screen()
        if self.context() is None or (screen is None and self._from is None):
            return
        if screen is not self._from:  # another engine, or none: its textures are gone
            self._held, self._last, self._from = None, None, screen
            self.update()
        due = not self.newest_at or self.age_s() >= self.pause_s
        if screen is not None and due and self.isVisible():
            self._lease(screen)

    def _lease(self, screen: Screen) -> None:
        self.makeCurrent()
        new = screen.acquire()
        self.doneCurrent()
        if new is None or new is self._held:
            return
        self._swapped()
        self._last, self._held = self._held, new
        self.newest_at = time.monotonic()
        self.shown += 1
        self.update()

    def _swapped(self) -> None:
        """The picture before the newest is off the screen: the renderer may write into it."""
        self._give_back(self._last, self._from)
        self._last = None

    @staticmethod
    def _give_back(picture: ScreenPicture | None, screen: Screen | None) -> None:
        if picture is not None and screen is not None:
            screen.release(picture)

    # Painting

    def initializeGL(self) -> None:
        self._blitter = QOpenGLTextureBlitter()
        self._blitter.create()
        self.context().aboutToBeDestroyed.connect(self._tear_down)

    def paintGL(self) -> None:
        ground = QColor(theme.GROUND)
        gl = QOpenGLContext.currentContext().functions()
        gl.glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1.0)
        gl.glClear(GL_COLOR_BUFFER_BIT)
        if self._held is not None and self._blitter is not None:
            self._show(self._held, self._blitter)
            self._overlay()

    def area(self) -> QRectF:
        """Where the picture lies in the widget, in its own units; larger than the widget where it is zoomed into."""
        if self._held is None:
            return QRectF()
        whole = fitted(self._held.width, self._held.height, self.width(), self.height(), self.devicePixelRatioF())
        return self.zoom.placed(whole, self._held.width, QRectF(self.rect()), self.devicePixelRatioF())

    def space(self) -> Space | None:
        """For tools; None without a picture."""
        return Space(self.area(), self.placement) if self._held is not None else None

    def _show(self, picture: ScreenPicture, blitter: QOpenGLTextureBlitter) -> None:
        ratio = self.devicePixelRatioF()
        area, whole = self.area(), QRectF(0, 0, self.width(), self.height())
        shrunk = self.smooth and picture.width > area.width() * ratio * MINIFIED
        enlarged = picture.width <= area.width() * ratio and self.zoom.times > 0
        if shrunk:
            self._make_mipmaps(picture.texture)
        if enlarged:  # to judge an edge, pixels must be seen as they are
            self._filter(picture.texture, GL_NEAREST, GL_TEXTURE_MAG_FILTER)
        place = QOpenGLTextureBlitter.targetTransform(area, whole.toRect())
        blitter.bind()
        blitter.setOpacity(1.0)
        blitter.blit(picture.texture, QMatrix4x4(place), QOpenGLTextureBlitter.Origin.OriginTopLeft)
        blitter.release()
        if shrunk:
            self._filter(picture.texture, GL_LINEAR)
        if enlarged:
            self._filter(picture.texture, GL_LINEAR, GL_TEXTURE_MAG_FILTER)

    @staticmethod
    def _make_mipmaps(texture: int) -> None:
        gl = QOpenGLContext.currentContext().functions()
        gl.glBindTexture(GL_TEXTURE_2D, texture)
        gl.glGenerateMipmap(GL_TEXTURE_2D)
        Viewport._filter(texture, GL_LINEAR_MIPMAP_LINEAR)

    @staticmethod
    def _filter(texture: int, way: int, which: int = GL_TEXTURE_MIN_FILTER) -> None:
        """How the texture is read when it is shrunk or enlarged; put back afterwards, because the renderer uses it again."""
        gl = QOpenGLContext.currentContext().functions()
        gl.glBindTexture(GL_TEXTURE_2D, texture)
        gl.glTexParameteri(GL_TEXTURE_2D, which, way)

    def _overlay(self) -> None:
        """What only this screen shows; no file ever has it."""
        tool = self.hand.tool if self.hand is not None else None
        if not (self.framelines or self.dimmed or tool is not None):
            return
        painter = QPainter(self)
        area = self.area()
        if self.dimmed:
            painter.fillRect(area, QColor(22, 22, 22, 150))
        if self.framelines:
            draw_framelines(painter, area)
        if tool is not None and self.hand is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(12))
            tool.paint(painter, Space(area, self.placement))
            if self.hand.pointer is not None:
                draw_cross(painter, self.hand.pointer)
        painter.end()

    def _tear_down(self) -> None:
        self.makeCurrent()
        if self._blitter is not None:
            self._blitter.destroy()
            self._blitter = None
        self.doneCurrent()

    # Hands

    def toggle_zoom(self) -> None:
        """Twice its size about the pointer, and whole again."""
        if self._held is None:
            return
        here = QPointF(self.mapFromGlobal(self.cursor().pos()))
        middle = QPointF(self.rect().center())
        self.zoom.toggle(here if self.rect().contains(here.toPoint()) else middle, self.area(), self._held.width, self.devicePixelRatioF())
        self.changed.emit()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._held is not None and event.angleDelta().y():
            self.zoom.turn(
                1 if event.angleDelta().y() > 0 else -1, event.position(), self.area(), self._held.width, self.devicePixelRatioF()
            )
            self.changed.emit()
            self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.hand is None or not self.hand.press(event, self.space()):
            self.zoom.grab(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.zoom.held and event.buttons():
            self.zoom.drag(event.position(), self.area())
            self.update()
        elif self.hand is not None:
            self.hand.move(event, self.space())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.zoom.let_go()
        if self.hand is not None:
            self.hand.release(event, self.space())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hand is None or not self.hand.double_click(event, self.space()):
            self.double_clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hand is not None and self.hand.key(event, self.space(), QRectF(self.rect())) or self.zoom.key(event, self.area()):
            self.update()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.zoom.let_go()
        super().leaveEvent(event)


def fitted(width: int, height: int, room_w: int, room_h: int, ratio: float = 1.0) -> QRectF:
    """The largest rectangle of the picture's shape in the middle of the room, on whole device pixels."""
    scale = min(room_w * ratio / width, room_h * ratio / height)
    w, h = max(1, round(width * scale)), max(1, round(height * scale))
    x, y = (round(room_w * ratio) - w) // 2, (round(room_h * ratio) - h) // 2
    return QRectF(x / ratio, y / ratio, w / ratio, h / ratio)


def draw_framelines(painter: QPainter, area: QRectF) -> None:
    """Action and title safe at 5 and 10 %, thirds, and a small cross, each line light on dark so that any picture carries it."""
    for pen in (QPen(QColor(0, 0, 0, 110), 3), QPen(QColor(255, 255, 255, 150), 1)):
        painter.setPen(pen)
        for part in (0.05, 0.10):
            dx, dy = area.width() * part, area.height() * part
            painter.drawRect(area.adjusted(dx, dy, -dx, -dy))
        centre, arm = area.center(), min(area.width(), area.height()) * 0.03
        painter.drawLine(QLineF(centre.x() - arm, centre.y(), centre.x() + arm, centre.y()))
        painter.drawLine(QLineF(centre.x(), centre.y() - arm, centre.x(), centre.y() + arm))
