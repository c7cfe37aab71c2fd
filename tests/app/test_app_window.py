"""The window, driven as a person drives it, with an engine of our own behind it."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from vpstudio.app import theme
from vpstudio.app.viewport import fitted
from vpstudio.model.marker import Marker
from vpstudio.model.state import TakeCard
from vpstudio.problem import Problem

pytestmark = pytest.mark.qt


@pytest.fixture
def window(studio, qtbot):
    """Shown, active, with its first picture."""
    window = studio.window
    window.activateWindow()
    qtbot.waitUntil(lambda: window.viewer.viewport.picture is not None and QApplication.activeWindow() is window, timeout=5000)
    window.viewer.viewport.setFocus()
    return window


@pytest.fixture
def engine(studio):
    return studio.session.engine


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def settle(studio):
    """Until every command sent so far has run."""
    studio.session.commands.send(lambda: None).result(timeout=5)


def test_a_first_start_shows_the_demo_actor_keyed(studio, window, engine):
    assert engine.calls[0] == "start"
    assert engine.project.source.kind == "demo"
    assert engine.project.look.key.mode == "chroma"
    assert (studio.session.store.folder / "project.json").exists()


def test_the_first_picture_comes_soon(studio, qtbot):
    began = time.monotonic()
    qtbot.waitUntil(lambda: studio.window.viewer.viewport.shown > 3, timeout=5000)
    assert time.monotonic() - began < 5


def test_start_pick_demo_switch_set_record_stop(studio, window, engine, qtbot):
    source, _, sets, _, _ = window.panels
    source._kinds["file"].click()
    settle(studio)
    assert engine.project.source.kind == "file"
    source._kinds["demo"].click()
    sets._cards["cabin"].click()
    settle(studio)
    assert (engine.project.source.kind, engine.project.set.kind) == ("demo", "cabin")
    window.record.click()
    qtbot.waitUntil(lambda: window.viewer.border.property("live") is True, timeout=2000)
    assert "REC" in window.top.tally.text()
    assert window.viewer.badges["rec"].isVisible()
    window.record.click()
    qtbot.waitUntil(lambda: len(window.takes.widgets) == 1, timeout=2000)
    assert window.takes.widgets[0].card.name == "DEMO_E001_S1-1_C01_T01_A"
    assert not window.viewer.badges["rec"].isVisible()
    assert engine.calls.count("record") == engine.calls.count("cut") == 1


def test_the_tally_is_red_with_the_next_look_at_the_engine(window, studio, qtbot):
    assert window._poller.interval() <= 80  # within a tenth of a second
    press(window, Qt.Key.Key_R)
    settle(studio)
    window.poll()
    assert window.viewer.border.property("live") is True
    qtbot.wait(50)
    shot = window.grab(window.viewer.border.geometry().translated(window.viewer.mapTo(window, QPoint(0, 0)))).toImage()
    assert QColor(shot.pixel(1, shot.height() // 2)).name() == theme.REC


def test_hot_keys(studio, window, engine, qtbot):
    for key in (Qt.Key.Key_V, Qt.Key.Key_V):
        before = engine.state.view
        press(window, key)
        settle(studio)
        qtbot.waitUntil(lambda before=before: window.viewer._state.view != before, timeout=5000)
    assert engine.calls[-2:] == ["view plate", "view alpha"]
    press(window, Qt.Key.Key_F9)
    settle(studio)
    press(window, Qt.Key.Key_R)
    settle(studio)
    assert engine.calls[-2:] == ["record", "cut"]
    qtbot.waitUntil(lambda: window.takes.chosen is not None and not window.locked, timeout=2000)
    press(window, Qt.Key.Key_3)
    settle(studio)
    assert engine.takes[0].status == "ng"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(studio)
    assert engine.takes[0].status == "none"
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert studio.session.project.slate.shot == 2
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert (studio.session.project.slate.scene, studio.session.project.slate.shot) == ("1-2", 1)


def test_tab_hides_all_but_the_picture_and_escape_brings_it_back(window):
    press(window, Qt.Key.Key_Tab)
    assert not window.top.isVisible() and not window.side.isVisible() and not window.status.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert window.top.isVisible() and window.side.isVisible()


def test_tab_in_the_panels_goes_on_to_the_next_control(window):
    window.tabs.tabBar().setFocus()
    press(window, Qt.Key.Key_Tab)
    assert window.top.isVisible()
    assert QApplication.focusWidget() is not window.tabs.tabBar()


def test_typing_never_fires_a_hot_key(studio, window, engine, qtbot):
    told = list(engine.calls)
    window.top.slate.scene.setFocus()
    qtbot.waitUntil(lambda: window.top.slate.scene.hasFocus(), timeout=5000)
    for key in (Qt.Key.Key_R, Qt.Key.Key_1, Qt.Key.Key_V, Qt.Key.Key_L, Qt.Key.Key_F):
        press(window, key)
    assert window.top.slate.scene.text() == "r1vlf"
    settle(studio)
    assert engine.calls == told
    assert not window.locked
    press(window, Qt.Key.Key_F9)  # the twin that works while typing
    settle(studio)
    assert engine.calls[-1] == "record"


def test_hot_keys_work_from_lists_and_sliders_and_after_a_number_was_typed(studio, window, engine, qtbot):
    window.tabs.setCurrentIndex(3)
    place = window.panels[3].place
    slider, spin = place.editor("height_m").slider, place.editor("height_m").spin
    slider.setFocus()
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert studio.session.project.slate.scene == "1-2"
    combo = window.panels[0].turn.editor("fit").combo
    window.tabs.setCurrentIndex(0)
    combo.setFocus()
    press(window, Qt.Key.Key_V)
    settle(studio)
    assert engine.calls[-1] == "view plate"
    window.tabs.setCurrentIndex(3)
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "2.1")
    assert engine.calls[-1] == "view plate"
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert studio.session.project.camera.height_m == 2.1
    press(window, Qt.Key.Key_L)
    assert window.locked


def test_undo_in_a_text_field_undoes_the_text(studio, window, qtbot):
    studio.session.edit("camera.height_m", 2.0)
    scene = window.top.slate.scene
    scene.setFocus()
    qtbot.keyClicks(scene, "7")
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.session.project.camera.height_m == 2.0
    assert scene.text() == "1-1"


def test_space_does_not_stop_a_take(studio, window, engine, qtbot):
    press(window, Qt.Key.Key_R)
    settle(studio)
    window.record.setFocus()
    press(window, Qt.Key.Key_Space)
    settle(studio)
    assert engine.state.recording is not None


def test_a_held_key_records_once(studio, window, engine):
    QTest.keyPress(window.viewer.viewport, Qt.Key.Key_R)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    for _ in range(5):
        repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r", True)
        QApplication.sendEvent(window.viewer.viewport, repeat)
    settle(studio)
    assert engine.calls.count("record") == 1
    assert "cut" not in engine.calls


def test_the_slate_takes_scene_and_shot_at_once(studio, window, engine, qtbot):
    scene = window.top.slate.scene
    scene.setFocus()
    scene.selectAll()
    qtbot.keyClicks(scene, "34-1/2")
    qtbot.keyClick(scene, Qt.Key.Key_Return)
    slate = studio.session.project.slate
    assert (slate.scene, slate.shot, slate.episode_number) == ("34-1", 2, 34)
    assert scene.text() == "34-1" and window.top.slate.shot.text() == "02"
    qtbot.waitUntil(lambda: window.top.slate.take.text() == "01", timeout=5000)


def test_the_take_on_the_slate_is_the_one_that_rolls(studio, window, engine, qtbot, monkeypatch):
    from fake_engine import FakeEngine

    state = FakeEngine.state.fget
    armed = engine.project.slate.model_copy(update={"take": 2})
    press(window, Qt.Key.Key_R)
    settle(studio)
    monkeypatch.setattr(FakeEngine, "state", property(lambda self: replace(state(self), slate=armed)))
    qtbot.waitUntil(lambda: window.locked, timeout=5000)
    assert window.top.slate.take.text() == "01"
    press(window, Qt.Key.Key_R)
    settle(studio)
    qtbot.waitUntil(lambda: window.top.slate.take.text() == "02", timeout=5000)


def test_a_wrong_slate_is_told_and_changes_nothing(studio, window, qtbot):
    scene = window.top.slate.scene
    scene.setFocus()
    scene.selectAll()
    qtbot.keyClicks(scene, "34_1")
    qtbot.keyClick(scene, Qt.Key.Key_Return)
    assert studio.session.project.slate.scene == "1-1"
    assert scene.property("wrong") is True
    assert window.status.property("level") == "warn"


def test_the_controls_lock_for_the_length_of_a_take(studio, window, engine, qtbot):
    press(window, Qt.Key.Key_R)
    settle(studio)
    qtbot.waitUntil(lambda: window.locked, timeout=5000)
    assert not window.panels[0].isEnabled() and not window.top.slate.isEnabled()
    before = studio.session.project
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert studio.session.project == before
    press(window, Qt.Key.Key_R)
    settle(studio)
    qtbot.waitUntil(lambda: not window.locked, timeout=5000)
    assert window.panels[0].isEnabled()


def test_the_picture_goes_on_while_a_command_takes_its_time(studio, window, engine, qtbot, monkeypatch):
    monkeypatch.setattr(engine, "apply", lambda project: time.sleep(0.6))
    before = window.viewer.viewport.shown
    studio.session.edit("camera.height_m", 2.2)
    qtbot.wait(500)
    assert window.viewer.viewport.shown - before > 5


def test_dragging_sends_the_newest_project_and_not_every_one(studio, window, engine, monkeypatch):
    heights = []
    monkeypatch.setattr(engine, "apply", lambda project: (time.sleep(0.05), heights.append(project.camera.height_m)))
    for step in range(60):
        studio.session.edit("camera.height_m", 1 + step / 100)
    settle(studio)
    assert heights[-1] == pytest.approx(1.59)
    assert len(heights) < 10


def test_pictures_lent_are_given_back(window, engine, qtbot):
    qtbot.waitUntil(lambda: window.viewer.viewport.shown > 10, timeout=5000)
    assert engine.screen.most_lent <= 2


def test_the_picture_stands_the_right_way_up_and_is_never_stretched(studio, window, engine, qtbot):
    engine.view("set")
    qtbot.waitUntil(lambda: window.viewer.viewport.shown > 5, timeout=5000)
    shot = window.viewer.viewport.grabFramebuffer()
    area = window.viewer.viewport.area()
    assert area.width() / area.height() == pytest.approx(9 / 16, abs=0.01)
    x = int(area.left() + area.width() * 0.15)
    top, bottom = QColor(shot.pixel(x, int(area.top()) + 6)), QColor(shot.pixel(x, int(area.bottom()) - 6))
    assert top.blue() > top.red()  # the office's evening sky
    assert bottom.red() > bottom.blue()  # its wooden floor
    assert QColor(shot.pixel(4, shot.height() // 2)).name() == theme.GROUND


def test_pictures_fit_whole_on_device_pixels():
    assert fitted(1080, 1920, 900, 600).getRect() == (281, 0, 338, 600)
    assert fitted(1920, 1080, 960, 600).getRect() == (0, 30, 960, 540)
    half = fitted(1080, 1920, 300, 600, ratio=1.5)
    assert (half.width() * 1.5, half.height() * 1.5) == (450, 800)


def test_a_failed_source_is_explained_and_helped(studio, window, engine, qtbot):
    engine.phase, engine.problem, engine.frozen = "failed", Problem("app.no_camera"), True
    qtbot.waitUntil(lambda: window.viewer.message.isVisible(), timeout=5000)
    assert "No camera was found" in window.viewer.message.text.text()
    assert "No camera was found" in window.status.text.text()
    assert not window.record.isEnabled()
    window.viewer.message.again.click()
    settle(studio)
    assert engine.calls[-2:] == ["stop", "start"]


def test_an_old_picture_never_looks_live(window, engine, qtbot):
    engine.frozen = True
    qtbot.waitUntil(lambda: window.viewer.badges["stale"].isVisible(), timeout=4000)
    assert "OLD PICTURE" in window.viewer.badges["stale"].text()
    assert "▲" in window.status.sign.text()
    engine.frozen = False
    qtbot.waitUntil(lambda: not window.viewer.badges["stale"].isVisible(), timeout=2000)


def test_a_cheating_lens_is_badged_and_a_punch_warned_of(studio, window, qtbot):
    studio.session.edit("camera.lens_mm", 85.0)
    qtbot.waitUntil(lambda: window.viewer.badges["punch"].isVisible(), timeout=5000)
    assert not window.viewer.badges["cheat"].isVisible()
    studio.session.edit("camera.linked", False)
    qtbot.waitUntil(lambda: window.viewer.badges["cheat"].isVisible(), timeout=5000)
    assert not window.viewer.badges["punch"].isVisible()


def test_software_gl_takes_the_smaller_picture_once_and_says_so(studio, window, engine, qtbot):
    engine.software = True
    qtbot.waitUntil(lambda: studio.session.project.format.short_side == 720, timeout=5000)
    qtbot.waitUntil(lambda: "720×1280" in window.status.text.text(), timeout=5000)
    assert not studio.session.store.undo()  # nobody chose it
    studio.session.edit("format.short_side", 1080)
    qtbot.wait(250)
    assert studio.session.project.format.short_side == 1080  # a person did choose that


def test_a_long_sentence_stays_on_one_line_and_never_widens_the_window(window, engine, qtbot):
    window.resize(1180, 700)
    engine.notes = (Problem("app.command_failed", why="first line\nsecond line " + "and more of it " * 40),)
    qtbot.waitUntil(lambda: "first line second line" in window.status.text.text(), timeout=5000)
    assert window.status.text.text().endswith("…")
    assert "and more of it " * 40 in window.status.text.toolTip()
    qtbot.wait(100)
    assert window.width() == 1180


def test_the_demo_actor_follows_the_format(studio, window, engine):
    window.top.format.button(1).click()
    project = studio.session.project
    assert (project.format.shape, project.source.values["shape"]) == ("wide", "wide")
    studio.session.store.undo()
    assert studio.session.project.format.shape == "vertical"
    assert "shape" not in studio.session.project.source.values


def test_an_engine_that_raises_is_told_in_a_sentence(studio, window, engine, qtbot, monkeypatch, caplog):
    def fail():
        raise RuntimeError("a driver broke")

    monkeypatch.setattr(engine, "record", fail)
    window.record.click()
    qtbot.waitUntil(lambda: "a driver broke" in window.status.text.text(), timeout=5000)
    assert QApplication.activeModalWidget() is None or not isinstance(QApplication.activeModalWidget(), QMessageBox)


def test_another_project_opens_in_its_place(studio, window, engine, tmp_path, qtbot):
    studio.session.edit("title", "第一部")
    window.open_asked.emit(str(tmp_path / "第二部"))
    qtbot.waitUntil(lambda: studio.window is not window and studio.window.viewer.viewport.picture is not None, timeout=5000)
    assert engine.calls[-1] == "stop"
    assert studio.session.project.title == "第二部"
    assert studio.session.state.phase == "running"
    studio.window.open_asked.emit(str(tmp_path / "项目 柒两"))
    qtbot.waitUntil(lambda: studio.session.project.title == "第一部", timeout=5000)


def test_a_spoilt_project_is_told_and_the_open_one_stays(studio, window, tmp_path, qtbot):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "project.json").write_text("{")
    window.open_asked.emit(str(broken))
    assert studio.window is window
    qtbot.waitUntil(lambda: window.status.property("level") == "warn", timeout=5000)


def test_the_project_page_changes_the_project_at_once(studio, window, qtbot):
    window.ask_project()
    dialog = QApplication.activeModalWidget()
    form, path = dialog._forms[0]
    assert path == ""
    form.edited.emit("code", "QLRS")
    assert studio.session.project.code == "QLRS"
    form.edited.emit("code", "no good")
    assert studio.session.project.code == "QLRS"
    press(window, Qt.Key.Key_R)  # the page is open: no take begins behind it
    assert studio.session.state.recording is None
    dialog.accept()


def test_cameras_are_offered_by_name_and_a_lost_one_keeps_its_place(studio, window, qtbot):
    from vpstudio.model.source import Device

    studio.session.kinds._catalogue._devices = [Device("usb-1", "Integrated Webcam"), Device("usb-2", "HDMI card")]
    with qtbot.waitSignal(studio.session.kinds.devices_changed, timeout=2000):
        studio.session.kinds.look_for_devices()
    source = window.panels[0]
    source._kinds["camera"].click()
    assert studio.session.project.source.values == {"device": "usb-1"}
    assert studio.session.project.look.key.mode == "auto"
    studio.session.kinds._catalogue._devices = []
    with qtbot.waitSignal(studio.session.kinds.devices_changed, timeout=2000):
        studio.session.kinds.look_for_devices()
    combo = source.own._inside.editor("device").combo
    assert "usb-1" in combo.currentText()


def test_a_kind_that_is_not_installed_is_listed_with_why(window):
    deck = window.panels[0]._kinds["deck"]
    assert not deck.isEnabled()
    assert "deckapi" in deck.toolTip()


def test_closing_cuts_saves_and_remembers(studio, window, engine):
    from vpstudio.app.memory import remembered

    folder = studio.session.store.folder
    studio.session.edit("camera.tilt_deg", -3.0)
    studio.close()
    assert engine.calls[-1] == "stop"
    assert '"tilt_deg": -3.0' in (folder / "project.json").read_text(encoding="utf-8")
    assert remembered()["project"] == str(folder)
    assert remembered()["place"]


def test_a_take_tells_where_the_checks_found_something(window, engine, qtbot):
    markers = tuple(Marker(slot=25 * at, timecode=f"10:00:{at:02d}:00", code="check.lost_head") for at in range(10))
    engine.takes = (TakeCard("DEMO_E001_S1-1_C01_T01_A", "/takes/1", 12.0, "none", dropped=2, markers=markers),)
    qtbot.waitUntil(lambda: len(window.takes.widgets) == 1, timeout=15000)
    card = window.takes.widgets[0]
    assert "00:12 · ▲ 2 · ◆ 10" in {label.text() for label in card.findChildren(QLabel)}
    lines = card.toolTip().split("\n")
    assert lines[2].startswith("◆ 10:00:00:00  The top of the actor, perhaps his head") and lines[-1] == "+2"
    window.switch_language()
    qtbot.waitUntil(lambda: "演员的上端" in window.takes.widgets[0].toolTip(), timeout=15000)
