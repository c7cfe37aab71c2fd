"""The window with the real engine behind it: its render thread draws in the context that the window lends."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from vpstudio.app.main import Studio, make_engine
from vpstudio.model.project import Project, SetChoice

pytestmark = [pytest.mark.qt, pytest.mark.gl]
FIRST_PICTURE_MS, TAKE_MS = 30_000, 40_000


@pytest.fixture
def real(dressed, english, tmp_path, monkeypatch):
    """A small picture before nothing, so that the test is about the joint and not about the set."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.skip("no display: run under xvfb-run")
    monkeypatch.setenv("VPSTUDIO_HOME", str(tmp_path / "home"))
    from vpstudio.engine import catalogue

    folder = tmp_path / "项目 柒两"
    small = Project().format.model_copy(update={"short_side": 540})
    Project(title="柒两", format=small, set=SetChoice(kind="none")).save(folder / "project.json")
    studio = Studio(dressed, make_engine, catalogue, english)
    studio.open(folder, source="demo")
    yield studio
    studio.close()


def test_demo_shows_set_switches_take_records(real, qtbot, tmp_path):
    window, session = real.window, real.session
    viewport = window.viewer.viewport
    qtbot.waitUntil(lambda: viewport.shown > 3, timeout=FIRST_PICTURE_MS)
    assert (viewport.picture.width, viewport.picture.height) == (540, 960)
    corner = viewport.area().topLeft().toPoint() + QPoint(6, 6)
    qtbot.waitUntil(lambda: dark(viewport.grabFramebuffer(), corner), timeout=5000)

    wall = QImage(64, 64, QImage.Format.Format_RGB888)
    wall.fill(QColor(40, 90, 200))
    wall.save(str(tmp_path / "墙.png"))
    session.put(session.project.model_copy(update={"set": SetChoice(kind="picture", path=str(tmp_path / "墙.png"))}))
    qtbot.waitUntil(lambda: blue(viewport.grabFramebuffer(), corner), timeout=15_000)

    window.record.click()
    qtbot.waitUntil(lambda: session.state.recording is not None and session.state.recording.pictures > 10, timeout=TAKE_MS)
    qtbot.waitUntil(lambda: window.viewer.badges["rec"].isVisible(), timeout=1000)
    window.record.click()
    qtbot.waitUntil(lambda: len(window.takes.widgets) == 1, timeout=TAKE_MS)
    card = window.takes.widgets[0].card
    assert card.name == "DEMO_E001_S1-1_C01_T01_A"
    assert {"take.json", "frames.jsonl"} <= {".".join(file.name.split(".")[1:]) for file in Path(card.path).iterdir()}
    assert session.state.slate.take == 2


def dark(picture: QImage, at: QPoint) -> bool:
    return QColor(picture.pixel(at)).lightness() < 40


def blue(picture: QImage, at: QPoint) -> bool:
    colour = QColor(picture.pixel(at))
    return colour.blue() > colour.red() + 40
