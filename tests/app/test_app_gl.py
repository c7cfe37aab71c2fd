"""The context that the render thread is lent: it shares textures with the viewport, and can be lent again."""

import os
import sys
import threading

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QOpenGLContext
from PySide6.QtOpenGL import QOpenGLTexture

from vpstudio.app import platform
from vpstudio.app.gl_host import QtGLHost
from vpstudio.model.host import ScreenPicture

pytestmark = [pytest.mark.qt, pytest.mark.gl]


@pytest.fixture
def host(dressed):
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.skip("no display: run under xvfb-run")
    made = QtGLHost()
    assert made.works
    return made


def on_a_thread(work) -> list:
    """Run on a plain Python thread, as the engine's render thread is one."""
    result: list = []
    thread = threading.Thread(target=lambda: result.append(work()))
    thread.start()
    thread.join(timeout=20)
    return result


def test_the_context_is_core_3_3_on_a_python_thread_and_can_be_lent_again(host):
    def version():
        host.make_current()
        made = QOpenGLContext.currentContext().format()
        host.done()
        return made.majorVersion() * 10 + made.minorVersion()

    for _ in range(3):  # a source that failed is tried again on a new thread
        (found,) = on_a_thread(version)
        assert found >= 33


class OneTexture:
    """A screen with a single picture that another thread has made."""

    def __init__(self, picture: ScreenPicture) -> None:
        self.picture: ScreenPicture | None = picture

    def acquire(self):
        given, self.picture = self.picture, None
        return given

    def release(self, picture) -> None:
        pass


def test_a_texture_of_the_render_thread_shows_in_the_viewport_top_row_first(studio, qtbot, monkeypatch):
    host = QtGLHost()
    image = QImage(90, 160, QImage.Format.Format_RGBA8888)
    image.fill(QColor("blue"))
    for y in range(80):
        for x in range(90):
            image.setPixelColor(x, y, QColor("red"))
    kept = []

    def make():
        host.make_current()
        texture = QOpenGLTexture(image, QOpenGLTexture.MipMapGeneration.DontGenerateMipMaps)
        kept.append(texture)
        QOpenGLContext.currentContext().functions().glFinish()
        host.done()
        return texture.textureId()

    (name,) = on_a_thread(make)
    engine: FakeEngine = studio.session.engine
    viewport = studio.window.viewer.viewport
    qtbot.waitUntil(lambda: viewport.picture is not None, timeout=5000)
    engine.screen = OneTexture(ScreenPicture(name, 90, 160, 1, 0))
    qtbot.waitUntil(lambda: viewport.picture is not None and viewport.picture.width == 90, timeout=15000)
    shot, middle = viewport.grabFramebuffer(), viewport.area().center().toPoint()
    assert QColor(shot.pixel(middle - QPoint(0, 100))).name() == "#ff0000"
    assert QColor(shot.pixel(middle + QPoint(0, 100))).name() == "#0000ff"


def test_shrinking_through_mipmaps_keeps_the_picture(studio, qtbot):
    viewport = studio.window.viewer.viewport
    qtbot.waitUntil(lambda: viewport.shown > 2, timeout=5000)
    viewport.smooth = True
    studio.window.resize(1180, 660)
    shown = viewport.shown
    qtbot.waitUntil(lambda: viewport.shown > shown + 3, timeout=5000)
    centre = viewport.area().center().toPoint()
    colours = {QColor(viewport.grabFramebuffer().pixel(centre + QPoint(dx, 0))).name() for dx in range(-60, 60, 10)}
    assert len(colours) > 1 and colours != {"#000000"}


def test_linux_asks_for_x11_with_glx_and_an_input_method_unless_told_otherwise():
    assert platform.linux_environment({"DISPLAY": ":1"}) == {
        "QT_QPA_PLATFORM": "xcb",
        "QT_XCB_GL_INTEGRATION": "xcb_glx",
        "QT_IM_MODULE": "ibus",
    }
    assert platform.linux_environment({"DISPLAY": ":1", "QT_IM_MODULE": "fcitx", "QT_QPA_PLATFORM": "wayland"}) == {
        "QT_XCB_GL_INTEGRATION": "xcb_glx"
    }
    assert "QT_QPA_PLATFORM" not in platform.linux_environment({})
