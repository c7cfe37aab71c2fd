"""The KEY panel and the hands on the picture: every way a key is set up, as a person does it."""

import time

import numpy as np
import pytest
from fake_engine import SCREEN_LIGHT, made_evenness, to_plate
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QPushButton

from vpstudio.app.overlay import cut_to, joined
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.key_panel import MODES
from vpstudio.app.panels.key_plate import told_of
from vpstudio.app.space import output_of, plate_of, seen
from vpstudio.app.tools import MOST_POINTS, thinned
from vpstudio.model.camera import Placement
from vpstudio.model.project import TrackingChoice
from vpstudio.model.scene import Mark
from vpstudio.problem import Problem

pytestmark = pytest.mark.qt


@pytest.fixture
def window(studio, qtbot):
    """Shown, active, with a picture and the KEY panel open."""
    window = studio.window
    window.resize(1400, 900)
    window.activateWindow()
    window.tabs.setCurrentIndex(1)
    view = window.viewer.viewport
    qtbot.waitUntil(lambda: view.picture is not None and view.placement is not None, timeout=5000)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5000)
    return window


@pytest.fixture
def engine(studio):
    return studio.session.engine


@pytest.fixture
def panel(window):
    return window.panels[1]


def key_of(studio):
    return studio.session.project.look.key


def place(window, x, y) -> QPoint:
    """Where a fraction of the output lies in the viewer."""
    return window.viewer.viewport.space().at((x, y)).toPoint()


def click(window, x, y, button=Qt.MouseButton.LeftButton):
    QTest.mouseClick(window.viewer.viewport, button, pos=place(window, x, y))


def drag(window, points):
    """Press at the first, move over all, let go at the last (widget points)."""
    view = window.viewer.viewport
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points:
        QTest.mouseMove(view, point)
        QApplication.processEvents()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=points[-1])


# Methods


def test_each_of_the_six_methods_is_one_click(studio, panel):
    for mode in MODES:
        panel.modes[mode].click()
        assert key_of(studio).mode == mode
        assert [name for name, button in panel.modes.items() if button.isChecked()] == [mode]


@pytest.mark.parametrize(
    ("mode", "used", "parts"),
    [
        ("auto", "hybrid", {"cloth", "plate", "edge", "masks", "matter"}),
        ("auto", "neural", {"cloth", "plate", "edge", "masks", "matter"}),
        ("hybrid", "hybrid", {"cloth", "plate", "edge", "masks", "matter"}),
        ("neural", "neural", {"edge", "masks", "matter"}),
        ("chroma", "chroma", {"cloth", "plate", "edge", "masks"}),
        ("difference", "difference", {"plate", "difference", "edge", "masks"}),
        ("none", "none", {"masks"}),
    ],
)
def test_only_what_the_method_uses_is_shown(studio, window, engine, panel, qtbot, mode, used, parts):
    engine.used = used
    studio.session.edit("look.key.mode", mode)
    qtbot.waitUntil(lambda: panel.state.key_used == used, timeout=15000)
    assert {name for name in ("cloth", "plate", "difference", "edge", "masks", "matter") if getattr(panel, name).isVisible()} == parts


def test_what_automatic_chose_is_told_with_its_reason_in_both_languages(studio, window, engine, panel, qtbot):
    studio.session.edit("look.key.mode", "auto")
    engine.used, engine.key_why = "neural", Problem("auto.no_screen")
    qtbot.waitUntil(lambda: "Chosen: AI matte" in panel.used.text() and "no green or blue screen" in panel.used.text(), timeout=15000)
    engine.used, engine.key_why = "hybrid", Problem("auto.green", percent=82, stops="0.6")
    qtbot.waitUntil(lambda: "82 %" in panel.used.text(), timeout=15000)
    window.switch_language()
    qtbot.waitUntil(lambda: "绿幕占画面 82%" in panel.used.text(), timeout=15000)
    panel.modes["chroma"].click()
    qtbot.waitUntil(lambda: not panel.used.isVisible(), timeout=15000)


def test_edge_and_keyer_values_go_to_the_project(studio, panel):
    studio.session.edit("look.key.mode", "hybrid")
    edge = panel.edge._wanted._inside
    assert {"choke", "feather", "gamma", "rim", "black_clip", "white_clip", "despill", "refine"} <= set(edge.names())
    edge.editor("choke").spin.setValue(-1.5)
    assert studio.session.project.look.edge.choke == -1.5
    own = next(form for form in panel.cloth.values._inside.findChildren(Form) if "gain" in form.names())
    own.editor("gain").spin.setValue(2.5)
    assert key_of(studio).values == {"gain": 2.5}
    panel.cloth.props.editor("keep_props").box.click()
    assert key_of(studio).keep_props is False


def test_a_matter_of_the_crew_is_chosen_with_its_file(studio, panel, tmp_path, monkeypatch):
    studio.session.edit("look.key.mode", "neural")
    names = [entry.name for entry in panel.matter.entries]
    assert names == ["mediapipe", "onnx"], "difference is a method of its own"
    panel.matter.list.activated.emit(1)
    assert (key_of(studio).matter, key_of(studio).matter_values) == ("onnx", {})
    form = panel.matter.own._inside
    model = str(tmp_path / "模型" / "rvm.onnx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (model, ""))
    form.editor("path").button.click()
    assert key_of(studio).matter_values == {"path": model}
    assert studio.session.store.undo() and key_of(studio).matter_values == {}


def test_a_models_licence_is_told_where_it_is_chosen(studio, engine, panel, qtbot):
    studio.session.edit("look.key.mode", "neural")
    assert not panel.matter.told.isVisible()
    engine.matter_told = (Problem("onnx.licence", name="rvm.onnx", licence="GPL-3.0"),)
    qtbot.waitUntil(lambda: panel.matter.told.isVisible(), timeout=15000)
    assert "rvm.onnx" in panel.matter.told.text() and "GPL-3.0" in panel.matter.told.text()


# One click and strokes


def test_one_click_sets_the_key_up(studio, window, engine, panel, qtbot):
    panel.cloth.pick.click()
    assert panel.cloth.pick.isChecked() and window.viewer.viewport.hasFocus()
    assert window.viewer.viewport.cursor().shape() == Qt.CursorShape.CrossCursor
    assert window.viewer.badges["tool"].isVisible()
    click(window, 0.2, 0.1)
    qtbot.waitUntil(lambda: len(key_of(studio).strokes) == 1, timeout=15000)
    (stroke,) = key_of(studio).strokes
    assert stroke.kind == "screen"
    at = place(window, 0.2, 0.1)
    expected = window.viewer.viewport.space().plate(QPointF(at))
    assert stroke.points[0] == pytest.approx(expected, abs=1e-6)
    assert key_of(studio).values["screen"] == pytest.approx(SCREEN_LIGHT)
    assert not panel.cloth.pick.isChecked() and not window.viewer.badges["tool"].isVisible()
    assert studio.session.store.undo()
    assert (key_of(studio).strokes, key_of(studio).values) == ((), {}), "one click is one step"


def test_a_pick_begins_anew_and_strokes_add(studio, window, panel, qtbot):
    panel.cloth.pick.click()
    click(window, 0.2, 0.1)
    qtbot.waitUntil(lambda: len(key_of(studio).strokes) == 1, timeout=15000)
    panel.cloth.is_actor.click()
    start = place(window, 0.5, 0.4)
    drag(window, [start + QPoint(6 * step, 4 * step) for step in range(12)])
    qtbot.waitUntil(lambda: len(key_of(studio).strokes) == 2, timeout=15000)
    assert key_of(studio).strokes[1].kind == "actor" and len(key_of(studio).strokes[1].points) >= 10
    assert panel.cloth.is_actor.isChecked(), "a brush stays in hand"
    assert panel.cloth.told.text() == "2 strokes"
    QTest.keyClick(window.viewer.viewport, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(key_of(studio).strokes) == 1
    QTest.keyClick(window.viewer.viewport, Qt.Key.Key_Escape)
    assert not panel.cloth.is_actor.isChecked() and window.top.isVisible()
    panel.cloth.pick.click()
    click(window, 0.8, 0.1)
    qtbot.waitUntil(lambda: key_of(studio).strokes[0].points[0][0] > 0.5, timeout=15000)
    assert len(key_of(studio).strokes) == 1
    panel.cloth.forget.click()
    assert (key_of(studio).strokes, key_of(studio).values) == ((), {})


def test_a_click_where_automatic_saw_no_screen_says_that_there_is_one(studio, window, engine, panel, qtbot):
    studio.session.edit("look.key.mode", "auto")
    engine.used = "neural"
    qtbot.waitUntil(lambda: panel.state.key_used == "neural", timeout=15000)
    panel.cloth.pick.click()
    click(window, 0.2, 0.1)
    qtbot.waitUntil(lambda: key_of(studio).mode == "hybrid", timeout=15000)
    studio.session.store.undo()
    assert key_of(studio).mode == "auto"


def test_a_click_without_a_picture_is_told_and_changes_nothing(studio, window, engine, panel, qtbot):
    before = studio.session.project
    engine.frozen = True
    panel.cloth.pick.click()
    click(window, 0.2, 0.1)
    qtbot.waitUntil(lambda: "no camera picture under that place" in window.status.text.toolTip(), timeout=15000)
    assert studio.session.project == before


def test_one_click_on_a_grey_card_matches_the_set(studio, window, engine, qtbot):
    window.tabs.setCurrentIndex(4)
    look = window.tabs.currentWidget()
    studio.session.edit("look.match.defocus", 0.5)
    look.card.click()
    assert look.card.isChecked() and window.viewer.badges["tool"].isVisible()
    click(window, 0.2, 0.1)
    qtbot.waitUntil(lambda: studio.session.project.look.match.grey_code == 96, timeout=15000)
    match = studio.session.project.look.match
    assert (match.white_code, match.temperature, match.defocus) == (212, 0.25, 0.5), "what a card does not tell stays"
    assert not look.card.isChecked()
    assert studio.session.store.undo()
    assert studio.session.project.look.match.grey_code == 118, "one click is one step"


def test_the_camera_is_measured_from_the_look_page(studio, window, engine, qtbot):
    window.tabs.setCurrentIndex(4)
    look = window.tabs.currentWidget()
    look.measure.click()
    qtbot.waitUntil(lambda: studio.session.project.look.seen.edge_px == 2.6, timeout=15000)
    assert studio.session.project.look.grain.how == "measured" and studio.session.project.look.seen.black == 14.0
    qtbot.waitUntil(look.measure.isEnabled, timeout=5000)
    assert studio.session.store.undo() and studio.session.project.look.seen.edge_px is None, "one click is one step"
    engine.frozen = True
    look.measure.click()
    qtbot.waitUntil(lambda: "No pictures come" in window.status.text.toolTip(), timeout=15000)


def test_a_card_that_is_clipped_is_told(studio, window, engine, qtbot):
    window.tabs.setCurrentIndex(4)
    before = studio.session.project
    window.tabs.currentWidget().card.click()
    click(window, 0.8, 0.1)
    qtbot.waitUntil(lambda: "grey card" in window.status.text.toolTip(), timeout=15000)
    assert studio.session.project == before
    window.tabs.currentWidget().card.click()
    window.tabs.setCurrentIndex(1)
    assert studio.session.setup.tools.held is None


def test_a_click_beside_the_picture_is_none(window, engine, panel):
    panel.cloth.pick.click()
    QTest.mouseClick(window.viewer.viewport, Qt.MouseButton.LeftButton, pos=QPoint(4, 200))
    assert panel.cloth.pick.isChecked() and not any(call.startswith("stroke") for call in engine.calls)


def test_strokes_that_fit_no_key_are_told(studio, window, engine, panel, qtbot):
    panel.cloth.is_actor.click()
    click(window, 0.5, 0.4)
    qtbot.waitUntil(lambda: "There is no green or blue under the click" in window.status.text.toolTip(), timeout=15000)
    assert key_of(studio).strokes == ()


def test_the_keyboard_alone_picks_the_screen(studio, window, panel, qtbot):
    panel.cloth.pick.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.cloth.pick, Qt.Key.Key_Space)
    view = window.viewer.viewport
    assert view.hasFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    pointer = view.hand.pointer
    assert pointer is not None and pointer.y() == pytest.approx(view.rect().height() / 2 - 120, abs=2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(key_of(studio).strokes) == 1, timeout=15000)
    assert key_of(studio).strokes[0].points[0] == pytest.approx(view.space().plate(pointer), abs=1e-6)


def test_a_tool_is_laid_down_when_the_panel_is_left_or_locked(studio, window, panel):
    tools = studio.session.setup.tools
    panel.cloth.pick.click()
    window.tabs.setCurrentIndex(2)
    assert tools.held is None and tools.standing is None
    window.tabs.setCurrentIndex(1)
    panel.cloth.is_screen.click()
    window.toggle_lock()
    assert tools.held is None and tools.standing is None
    window.toggle_lock()
    assert tools.standing is not None


def test_from_the_view_of_the_set_a_tool_goes_to_the_picture(studio, window, engine, panel, qtbot):
    engine.shown = "set"
    qtbot.waitUntil(lambda: window.viewer._state.view == "set", timeout=15000)
    panel.cloth.pick.click()
    qtbot.waitUntil(lambda: engine.shown == "program", timeout=15000)


# The clean plate


def test_a_plate_is_counted_down_taken_and_becomes_the_projects(studio, window, engine, panel, qtbot, monkeypatch):
    from vpstudio.app import key_setup

    monkeypatch.setattr(key_setup, "COUNTDOWN_S", 0.6)
    monkeypatch.setattr(key_setup, "CAPTURE_S", 0.4)
    panel.plate.capture.click()
    countdown = window.viewer.countdown
    qtbot.waitUntil(lambda: countdown.isVisible() and countdown.figure.text() == "1", timeout=15000)
    assert countdown.words.text() == "Leave the picture"
    assert panel.plate.capture.text().strip() == "Cancel"
    qtbot.waitUntil(lambda: countdown.bar.isVisible(), timeout=15000)
    qtbot.waitUntil(lambda: key_of(studio).plate.endswith(".png"), timeout=15000)
    assert engine.calls.count("capture_plate 0.6 0.4") == 1
    qtbot.waitUntil(lambda: not countdown.isVisible(), timeout=15000)
    assert panel.plate.told.text() == f"Clean plate of {time.strftime('%H:%M')}"
    assert studio.session.store.undo() and key_of(studio).plate == ""
    assert studio.session.store.redo() and key_of(studio).plate
    panel.plate.forget.click()
    assert key_of(studio).plate == ""
    qtbot.wait(250)
    assert key_of(studio).plate == "", "what is done is not taken again"


def test_the_figure_counts_three_two_one(window, engine, qtbot):
    from vpstudio.model.state import PlateState

    shown = []
    for left in (3.0, 2.4, 1.9, 0.7, 0.02):
        window.viewer.countdown.show_plate(PlateState("countdown", left))
        shown.append(window.viewer.countdown.figure.text())
    assert shown == ["3", "3", "2", "1", "1"]


@pytest.mark.parametrize("how", ["escape", "button"])
def test_a_countdown_can_be_given_up(studio, window, engine, panel, qtbot, how):
    panel.plate.capture.click()
    qtbot.waitUntil(lambda: window.viewer.countdown.isVisible(), timeout=15000)
    if how == "escape":
        QTest.keyClick(window.viewer.viewport, Qt.Key.Key_Escape)
    else:
        panel.plate.capture.click()
    qtbot.waitUntil(lambda: not window.viewer.countdown.isVisible(), timeout=15000)
    assert engine.calls[-1] == "cancel_plate"
    assert key_of(studio).plate == ""


def test_a_capture_that_fails_says_why(studio, window, engine, panel, qtbot, monkeypatch):
    from vpstudio.app import key_setup

    monkeypatch.setattr(key_setup, "COUNTDOWN_S", 0.2)
    monkeypatch.setattr(key_setup, "CAPTURE_S", 0.2)
    engine.plate_problem = Problem("app.plate_failed")
    panel.plate.capture.click()
    qtbot.waitUntil(lambda: panel.plate.wrong.isVisible(), timeout=15000)
    assert "No clean plate could be made" in panel.plate.wrong.text()
    assert "No clean plate could be made" in window.status.text.toolTip()
    assert key_of(studio).plate == ""


def test_a_plate_that_may_be_spoilt_is_used_and_doubted(studio, window, engine, panel, qtbot, monkeypatch):
    from vpstudio.app import key_setup

    monkeypatch.setattr(key_setup, "COUNTDOWN_S", 0.2)
    monkeypatch.setattr(key_setup, "CAPTURE_S", 0.2)
    engine.plate_doubt = Problem("plate.moved")
    panel.plate.capture.click()
    qtbot.waitUntil(lambda: panel.plate.wrong.isVisible() and bool(key_of(studio).plate), timeout=15000)
    assert panel.plate.wrong.text().startswith("▲ ")
    panel.plate.forget.click()
    qtbot.waitUntil(lambda: not panel.plate.wrong.isVisible(), timeout=15000)


def test_a_plate_can_be_a_file_and_a_lost_file_is_told(studio, panel, tmp_path, monkeypatch):
    file = tmp_path / "空场.png"
    file.write_bytes(b"x")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (str(file), ""))
    panel.plate.open.click()
    assert key_of(studio).plate == str(file)
    file.unlink()
    text, gone = told_of(str(file))
    assert gone and text.startswith("▲") and "空场.png" in text


def test_difference_has_settings_of_its_own_but_for_its_plate(studio, panel):
    studio.session.edit("look.key.mode", "difference")
    assert panel.difference.own.names() == ["threshold"]
    panel.difference.own.editor("threshold").spin.setValue(8.0)
    assert (key_of(studio).difference_values, key_of(studio).matter_values) == ({"threshold": 8.0}, {})


def test_difference_without_a_plate_says_what_it_needs(studio, panel):
    studio.session.edit("look.key.mode", "difference")
    assert panel.plate.told.text() == "▲ Difference needs a clean plate: capture one first."


# Masks


def test_the_garbage_matte_has_four_corners_inside_what_is_seen(studio, window, panel):
    panel.masks.frame.click()
    (mask,) = key_of(studio).masks
    assert (mask.use, mask.shape, mask.drawn_from) == ("outside", "polygon", None)
    corners = [output_of(window.viewer.viewport.placement, point) for point in mask.points]
    for found, wanted in zip(corners, [(0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)], strict=True):
        assert found == pytest.approx(wanted, abs=5e-4)


def test_a_corner_is_dragged_and_the_drag_is_one_step(studio, window, panel):
    panel.masks.frame.click()
    start, end = place(window, 0.05, 0.05), place(window, 0.2, 0.15)
    drag(window, [start + (end - start) * part / 10 for part in range(11)])
    moved = key_of(studio).masks[0].points[0]
    assert moved == pytest.approx(window.viewer.viewport.space().plate(QPointF(end)), abs=2e-3)
    studio.session.store.undo()
    assert len(key_of(studio).masks) == 1
    assert output_of(window.viewer.viewport.placement, key_of(studio).masks[0].points[0]) == pytest.approx((0.05, 0.05), abs=5e-4)
    studio.session.store.undo()
    assert key_of(studio).masks == ()


def test_a_slow_drag_is_one_step_and_two_drags_are_two(studio, monkeypatch):
    from vpstudio.app import store

    monkeypatch.setattr(store, "ONE_GESTURE_S", 0.0)
    setup = studio.session.setup
    setup.add_frame()
    for drag_name in ("drag a", "drag b"):
        for step in range(3):
            setup.shape(0, ((0.1 + step / 50, 0.1), (0.9, 0.1), (0.5, 0.8 if drag_name == "drag a" else 0.7)), drag_name)
    studio.session.store.undo()
    assert key_of(studio).masks[0].points[2] == (0.5, 0.8)
    studio.session.store.undo()
    assert len(key_of(studio).masks[0].points) == 4


@pytest.mark.parametrize("close", ["double-click", "enter", "first point"])
def test_a_polygon_is_clicked_and_closed(studio, window, panel, qtbot, close):
    corners = [(0.2, 0.2), (0.6, 0.2), (0.6, 0.5)]
    panel.masks.outline.click()
    for corner in corners:
        click(window, *corner)
        qtbot.wait(20)
    view = window.viewer.viewport
    if close == "double-click":
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place(window, *corners[-1]))
    elif close == "enter":
        QTest.keyClick(view, Qt.Key.Key_Return)
    else:
        click(window, *corners[0])
    (mask,) = key_of(studio).masks
    assert mask.use == "garbage" and len(mask.points) == 3
    for point, corner in zip(mask.points, corners, strict=True):
        assert output_of(view.placement, point) == pytest.approx(corner, abs=4e-3)
    assert window.top.isVisible(), "two clicks on a mask are no clean view"
    assert not panel.masks.outline.isChecked()


def test_backspace_takes_a_point_back_and_escape_the_polygon(studio, window, panel, qtbot):
    view = window.viewer.viewport
    panel.masks.outline.click()
    for corner in ((0.2, 0.2), (0.6, 0.2), (0.9, 0.9), (0.6, 0.5)):
        click(window, *corner)
        if corner == (0.9, 0.9):
            QTest.keyClick(view, Qt.Key.Key_Backspace)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(key_of(studio).masks[0].points) == 3
    assert all(output_of(view.placement, point)[1] < 0.6 for point in key_of(studio).masks[0].points)
    panel.masks.outline.click()
    click(window, 0.1, 0.1)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert len(key_of(studio).masks) == 1 and studio.session.setup.tools.held is None


def test_points_are_added_between_two_and_taken_away(studio, window, panel, qtbot):
    panel.masks.frame.click()
    middle = place(window, 0.5, 0.05)
    drag(window, [middle, middle + QPoint(0, 30), middle + QPoint(0, 60)])
    points = key_of(studio).masks[0].points
    assert len(points) == 5
    assert output_of(window.viewer.viewport.placement, points[1])[1] > 0.1
    click(window, *output_of(window.viewer.viewport.placement, points[1]), Qt.MouseButton.RightButton)
    assert len(key_of(studio).masks[0].points) == 4


def test_a_mask_is_dragged_whole_by_its_inside(studio, window, panel):
    setup = studio.session.setup
    setup.add_polygon(((0.3, 0.3), (0.6, 0.3), (0.45, 0.6)))
    before = key_of(studio).masks[0].points
    start = place(window, 0.45, 0.4)
    drag(window, [start, start + QPoint(10, 5), start + QPoint(20, 10)])
    space = window.viewer.viewport.space()
    shift = np.subtract(space.plate(QPointF(20, 10)), space.plate(QPointF(0, 0)))
    assert np.subtract(key_of(studio).masks[0].points, before) == pytest.approx(np.tile(shift, (3, 1)), abs=2e-3)


def test_the_list_switches_changes_and_deletes(studio, window, panel):
    panel.masks.frame.click()
    studio.session.setup.add_polygon(((0.3, 0.3), (0.6, 0.3), (0.45, 0.6)))
    rows = panel.masks.rows._inside
    rows.findChildren(QCheckBox)[0].click()
    assert [mask.on for mask in key_of(studio).masks] == [False, True]
    panel.masks._choices[1].click()
    form = panel.masks.own._inside.findChildren(Form)[0]
    form.edited.emit("use", "holdout")
    form.edited.emit("feather", 0.05)
    assert (key_of(studio).masks[1].use, key_of(studio).masks[1].feather) == ("holdout", 0.05)
    bins = [b for b in panel.masks.rows._inside.findChildren(QPushButton) if b.accessibleName() == "Delete mask 1"]
    bins[0].click()
    assert [mask.use for mask in key_of(studio).masks] == ["holdout"]
    assert studio.session.setup.mask == 0
    window.viewer.viewport.setFocus()
    QTest.keyClick(window.viewer.viewport, Qt.Key.Key_Delete)
    assert key_of(studio).masks == () and studio.session.setup.mask == -1


def test_a_box_stands_where_the_actor_stands_and_is_typed(studio, window, panel):
    panel.masks.box.click()
    (mask,) = key_of(studio).masks
    marks = studio.session.state.marks
    stand = studio.session.project.camera.stand(marks[0] if marks else Mark())
    assert (mask.shape, mask.use) == ("box", "outside")
    assert mask.centre_m == pytest.approx((0.0, -3.0 + stand.distance_m, 1.5 - stand.height_m + 1.1), abs=0.01)
    form = panel.masks.own._inside.findChildren(Form)[0]
    form.editor("y").spin.setValue(2.25)
    form.editor("height").spin.setValue(3.0)
    form.editor("turn_deg").spin.setValue(30)
    mask = key_of(studio).masks[0]
    assert (mask.centre_m[1], mask.size_m[2], mask.turn_deg) == (2.25, 3.0, 30)


def test_a_mask_that_follows_lies_where_the_engine_says(studio, window, engine, panel):
    studio.session.put(studio.session.project.model_copy(update={"tracking": TrackingChoice(kind="freed")}))
    setup = studio.session.setup
    setup.add_frame()
    mask = key_of(studio).masks[0]
    assert mask.drawn_from == (0.0, -3.0, 1.5, 1.0, 0.0, 0.0, 0.0)
    engine.outlines = (tuple((x + 0.05, y) for x, y in mask.points),)
    setup._moved_at = 0.0
    assert setup.corners(0) == engine.outlines[0]
    corner = output_of(window.viewer.viewport.placement, engine.outlines[0][0])
    start = place(window, *corner)
    drag(window, [start, start + QPoint(0, 8), start + QPoint(0, 16)])
    after = key_of(studio).masks[0]
    assert after.points[1] == pytest.approx(engine.outlines[0][1], abs=1e-4), "what was not dragged stays where it was seen"
    engine.outlines = ((),)
    setup._moved_at = 0.0
    assert setup.corners(0) == () and setup.outline(0) == ()
    setup.change_mask(0, follow=True)
    assert len(key_of(studio).masks[0].points) == 4


def test_masks_are_drawn_only_while_the_panel_is_open(studio, window, panel, qtbot):
    studio.session.edit("look.key.mode", "none")
    studio.session.setup.add_frame()
    studio.session.setup.change_mask(0, use="garbage")
    view = window.viewer.viewport
    orange = QColor("#ffb454")

    def lit() -> bool:
        picture = view.grabFramebuffer()
        corner = place(window, 0.05, 0.05) * view.devicePixelRatioF()
        return QColor(picture.pixel(corner.x(), corner.y())) == orange

    qtbot.waitUntil(lit, timeout=15000)
    window.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not lit(), timeout=15000)


def test_the_keyboard_takes_hold_of_a_corner(studio, window, panel):
    panel.masks.frame.click()
    view = window.viewer.viewport
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    view.hand.pointer = QPointF(place(window, 0.05, 0.05))
    before = key_of(studio).masks[0].points[0]
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Space)
    after = key_of(studio).masks[0].points[0]
    assert after[1] > before[1] and after[0] == pytest.approx(before[0], abs=3e-3)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert key_of(studio).masks[0].points[0] == after, "it was let go"


# Evenness


def test_the_evenness_map_is_asked_for_twice_a_second_while_it_is_open(studio, window, engine, panel, qtbot):
    shown = panel.cloth.map
    shown.toggle.click()
    qtbot.waitUntil(lambda: engine.calls.count("evenness") >= 2, timeout=15000)
    assert "1.4 stops" in shown.told.text()
    picture = shown.picture.grab().toImage()
    assert QColor(picture.pixel(10, 10)) == QColor(240, 220, 60)  # its brightest part is on the left
    assert QColor(picture.pixel(picture.width() - 10, 10)) == QColor(30, 60, 200)
    engine.even = None
    qtbot.waitUntil(lambda: "No screen is in view" in shown.told.text(), timeout=15000)
    even = made_evenness(2.4)
    engine.even = type(even)(even.rgba, even.spread_stops, even.legend, Problem("app.plate_failed"))
    qtbot.waitUntil(lambda: shown.told.property("role") == "warn", timeout=15000)
    window.tabs.setCurrentIndex(2)
    qtbot.wait(100)
    asked = engine.calls.count("evenness")
    qtbot.wait(1200)
    assert engine.calls.count("evenness") == asked, "nobody looks at it"


# Status


def test_findings_come_after_problems_and_before_notes(window, engine, qtbot):
    engine.findings = (Problem("check.lost_head"), Problem("check.lost_left"))
    engine.notes = (Problem("app.no_camera"),)
    qtbot.waitUntil(lambda: "perhaps his head" in window.status.text.toolTip(), timeout=15000)
    assert int(window.status.more.text()) >= 2
    lines = window.status.text.toolTip().split("\n")
    assert "perhaps his head" in lines[0] and "perhaps a hand" in lines[1] and "No camera" in lines[2]
    engine.problem = Problem("app.plate_failed")
    qtbot.waitUntil(lambda: "No clean plate" in window.status.text.toolTip(), timeout=15000)


def test_a_skipped_picture_is_counted_and_warned_of(window, engine, qtbot, monkeypatch):
    from vpstudio.app import health_line

    monkeypatch.setattr(health_line, "LOSING_S", 0.5)
    figure = window.top.health._figures["dropped"]
    qtbot.waitUntil(lambda: figure.text() == "0", timeout=15000)
    engine.dropped = 3
    qtbot.waitUntil(lambda: figure.text() == "▲ 3", timeout=15000)
    qtbot.waitUntil(lambda: figure.text() == "3", timeout=15000)


# Arithmetic


def test_fractions_of_the_output_and_of_the_plate():
    """A wide plate cropped upright: 1280 x 720 enlarged 2.667 times, 1166.67 pixels hang out on each side."""
    placement = Placement.fit((1280, 720), (1080, 1920), "cover")
    assert plate_of(placement, (0.5, 0.5)) == pytest.approx((0.5, 0.5))
    assert plate_of(placement, (0.0, 0.0)) == pytest.approx((1166.6667 / 3413.3333, 0.0), abs=1e-6)
    assert seen(placement) == pytest.approx((0.341797, 0.0, 0.658203, 1.0), abs=1e-5)
    assert output_of(placement, plate_of(placement, (0.13, 0.77))) == pytest.approx((0.13, 0.77))
    assert to_plate(placement, (0.13, 0.77)) == pytest.approx(plate_of(placement, (0.13, 0.77)))
    inside = Placement.fit((1280, 720), (1080, 1920), "contain")
    assert seen(inside) == pytest.approx((0.0, 0.0, 1.0, 1.0))


def test_long_strokes_are_thinned_and_keep_their_ends():
    points = [(at / 1000, 0.5) for at in range(1001)]
    kept = thinned(points)
    assert len(kept) == MOST_POINTS and (kept[0], kept[-1]) == (points[0], points[-1])
    assert max(b[0] - a[0] for a, b in zip(kept, kept[1:], strict=False)) < 0.01


def test_a_line_is_cut_to_what_is_seen():
    room = QRectF(0, 0, 100, 50)
    assert cut_to(QPointF(-1e7, 25), QPointF(1e7, 25), room) == (QPointF(0, 25), QPointF(100, 25))
    assert cut_to(QPointF(10, 10), QPointF(90, 40), room) == (QPointF(10, 10), QPointF(90, 40))
    assert cut_to(QPointF(-10, 60), QPointF(110, 60), room) is None
    assert cut_to(QPointF(-10, 40), QPointF(10, 80), room) is None
    runs = joined([(QPointF(0, 0), QPointF(5, 0)), (QPointF(5, 0), QPointF(5, 5)), (QPointF(9, 9), QPointF(8, 8))])
    assert [len(run) for run in runs] == [3, 2]


def test_an_outline_that_runs_far_away_is_drawn_at_once(studio, window, engine, qtbot):
    """A box that the camera stands in: its corners lie far off the picture. Dashes all the way there took seconds."""
    studio.session.setup.add_box()
    engine.outlines = (((-4e5, -2e5), (5e5, -3e5), (0.5, 0.8)),)
    view = window.viewer.viewport
    began = time.monotonic()
    for _ in range(5):
        view.grabFramebuffer()
    assert time.monotonic() - began < 1.5


def test_measure_again_forgets_what_was_set_by_hand_and_has_the_engine_look(studio, engine, panel):
    studio.session.edit("look.key.values.gain", 2.0)
    panel.cloth.again.click()
    assert key_of(studio).values == {}
    panel.cloth.again.click()  # nothing was set by hand: it looks all the same
    studio.session.commands.send(lambda: None).result(timeout=5)
    assert engine.calls.count("measure_again") == 2


def test_ai_and_green_screen_without_a_screen_is_told(studio, engine, panel, qtbot):
    studio.session.edit("look.key.mode", "hybrid")
    engine.used = "neural"
    qtbot.waitUntil(lambda: "No screen is found" in panel.used.text() and panel.used.isVisible(), timeout=15000)
    assert panel.used.property("role") == "warn" and panel.cloth.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_control_has_a_name_and_is_reached_by_tab(studio, window, panel, english, language):
    english.use(language)
    studio.session.setup.add_frame()
    studio.session.setup.add_box()
    studio.session.edit("look.key.mode", "hybrid")
    QApplication.processEvents()
    buttons = [one for one in panel.findChildren(QAbstractButton) if one.isVisible()]
    assert len(buttons) > 15
    assert [one for one in buttons if not (one.accessibleName() or one.text()).strip()] == []
    assert [one.text() for one in buttons if not one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
    assert [one.text() or one.toolTip() for one in buttons if one.height() < 24] == []
