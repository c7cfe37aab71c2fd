"""The real engine behind the window: a picture, a take, and a GUI thread that sleeps while it is recorded."""

import os
import sys
import time
from pathlib import Path

import av
import pytest
from fake_engine import FakeCatalogue, FakeEngine
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from vpstudio.app.main import Studio
from vpstudio.app.session import Session
from vpstudio.engine import catalogue
from vpstudio.engine.engine import Engine
from vpstudio.model.look import KeySettings, Look
from vpstudio.model.project import FormatSettings, Project, SetChoice, SourceChoice
from vpstudio.model.source import Device

pytestmark = [pytest.mark.qt, pytest.mark.gl]
RATE = 10
"""Pictures a second: what any machine keeps up with, so that a lost one is the window's fault."""


@pytest.fixture
def window(dressed, english, tmp_path, monkeypatch):
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.skip("no display: run under xvfb-run")
    monkeypatch.setenv("VPSTUDIO_HOME", str(tmp_path / "home"))
    project = Project(
        source=SourceChoice(kind="testcard", values={"width": 640, "height": 360, "rate": str(RATE), "sound": False}),
        set=SetChoice(kind="none"),
        look=Look(key=KeySettings(mode="none")),
        format=FormatSettings(shape="wide", short_side=540),
    )
    folder = tmp_path / "项目"
    project.save(folder / "project.json")
    studio = Studio(dressed, Engine, catalogue, english)
    studio.open(folder)
    yield studio
    studio.close()


def test_a_gui_thread_that_sleeps_costs_no_picture(window, qtbot):
    """While a take rolls the GUI thread sleeps for five seconds: every picture of them is in the take."""
    engine = window.session.engine
    qtbot.waitUntil(lambda: engine.state.health.program_fps > RATE * 0.8, timeout=30_000)
    engine.record()
    qtbot.waitUntil(lambda: engine.state.recording is not None and engine.state.recording.pictures > 3, timeout=15_000)
    before, lost = engine.state.recording.pictures, engine.state.recording.dropped
    time.sleep(5)
    after = engine.state.recording
    assert after.pictures - before >= RATE * 5 - 2
    assert after.dropped == lost
    engine.cut()
    qtbot.waitUntil(lambda: not engine.state.finishing and bool(engine.state.takes), timeout=20_000)
    comp = next(Path(engine.state.takes[0].path).glob("*.comp.mov"))
    with av.open(str(comp)) as container:
        assert sum(1 for _ in container.decode(video=0)) >= after.pictures


@pytest.mark.parametrize(("devices", "lacks"), [([], True), ([Device("/dev/video0", "Webcam")], False)])
def test_without_a_camera_it_is_said_why_the_demo_actor_plays(dressed, tmp_path, qtbot, devices, lacks):
    class Plugged(FakeCatalogue):
        def devices(self):
            return devices

    session = Session(Project(), tmp_path, FakeEngine, Plugged())
    assert not session.lacks_camera, "not before anybody has looked"
    with qtbot.waitSignal(session.kinds.devices_changed, timeout=5000):
        session.kinds.look_for_devices()
    assert session.lacks_camera is lacks
    session.store.adopt(Project(source=SourceChoice(kind="testcard")))
    assert not session.lacks_camera
    session.close()


@pytest.fixture
def demo(dressed, english, tmp_path, monkeypatch):
    """The demo actor before his green cloth, keyed, in front of nothing."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.skip("no display: run under xvfb-run")
    monkeypatch.setenv("VPSTUDIO_HOME", str(tmp_path / "home"))
    shape = FormatSettings(shape="wide", short_side=540)
    project = Project(source=SourceChoice(kind="demo", values={"shape": "wide"}), set=SetChoice(kind="none"), format=shape)
    project = project.model_copy(update={"look": Look(key=KeySettings(mode="chroma"))})
    project.save(tmp_path / "项目" / "project.json")
    studio = Studio(dressed, Engine, catalogue, english)
    studio.open(tmp_path / "项目")
    yield studio
    studio.close()


def test_a_click_on_the_real_picture_measures_its_screen(demo, qtbot):
    """Window, engine and the fit of the strokes joined: what is clicked is the cloth's green, at the place that was clicked."""
    window, session = demo.window, demo.session
    view = window.viewer.viewport
    window.tabs.setCurrentIndex(1)
    panel = window.panels[1]
    qtbot.waitUntil(lambda: view.placement is not None and view.shown > 3, timeout=30_000)
    panel.cloth.pick.click()
    corner = view.space().at((0.06, 0.1)).toPoint()
    expected = view.space().plate(QPointF(corner))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.waitUntil(lambda: bool(session.project.look.key.strokes), timeout=10_000)
    key = session.project.look.key
    assert key.strokes[0].points[0] == pytest.approx(expected, abs=1e-6)
    red, green, blue = key.values["screen"]
    assert green > 2 * max(red, blue)
    panel.cloth.map.toggle.click()
    picture = panel.cloth.map.picture
    qtbot.waitUntil(lambda: picture._even is not None, timeout=15_000)
    height, width = picture._even.rgba.shape[:2]
    assert width / height == pytest.approx(16 / 9, abs=0.02)
    assert picture._even.rgba[height // 10, width // 16, 3] == 255, "cloth in the corner"
    assert len(picture._even.legend) >= 3 and "stops" in panel.cloth.map.told.text()
