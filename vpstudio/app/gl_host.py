"""The GL context that the window lends to the render thread."""

from __future__ import annotations

from PySide6.QtCore import QThread
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from vpstudio.problem import Problem


def surface_format() -> QSurfaceFormat:
    """OpenGL 3.3 core, the most that macOS, Windows and Mesa all give; no depth, no samples: only textures are shown."""
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setSwapInterval(0)
    return wanted


class QtGLHost:
    """A context that shares textures with the viewport's (``model.host.GLHost``).

    Made on the GUI thread, because an offscreen surface may be a hidden window; the context then belongs to no thread until
    the render thread takes it with ``make_current``.
    """

    def __init__(self) -> None:
        self._surface = QOffscreenSurface()
        self._surface.setFormat(surface_format())
        self._surface.create()
        self._context = QOpenGLContext()
        self._context.setFormat(surface_format())
        self._context.setShareContext(QOpenGLContext.globalShareContext())
        self.works = self._surface.isValid() and self._context.create()
        self._context.moveToThread(None)  # type: ignore[arg-type]

    def make_current(self) -> None:
        """On the render thread. Raises Problem ``render.no_gl``."""
        if not self.works:
            raise Problem("render.no_gl", why="Qt")
        self._context.moveToThread(QThread.currentThread())
        if not self._context.makeCurrent(self._surface):
            raise Problem("render.no_gl", why="Qt")

    def done(self) -> None:
        """On the render thread, last: lets the context go, so that the next render thread may take it."""
        self._context.doneCurrent()
        self._context.moveToThread(None)  # type: ignore[arg-type]
