"""Forms made from settings models: what they show, what they send, and the ranges they keep."""

from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from vpstudio.app.panels.camera_panel import CameraPanel
from vpstudio.app.panels.describe import fields, of_parameter, round_step
from vpstudio.app.panels.editors import ChoiceEditor, NumberEditor, decimals, to_linear, to_srgb
from vpstudio.app.panels.form import Form, Title
from vpstudio.app.panels.set_panel import SetPanel
from vpstudio.model.look import EdgeSettings, MatchSettings
from vpstudio.model.parameter import Parameter
from vpstudio.model.project import CameraSettings, FormatSettings, SourceChoice, Stand
from vpstudio.model.setting import Settings, setting
from vpstudio.paths import asset

pytestmark = pytest.mark.qt


class Everything(Settings):
    on: bool = setting(True, "On")
    count: int = setting(3, "Count", low=1, high=9)
    free: float = setting(0.5, "Free")
    pick: Literal["a", "b"] = setting("a", "Pick", choices=("First", "Second"))
    many: Literal[1, 2, 3, 4, 5, 6] = setting(1, "Many")
    name: str = setting("", "Name")
    file: str = setting("", "File", widget="file")
    wall: tuple[float, float, float] = setting((0.2, 0.2, 0.2), "Wall")
    rare: float = setting(0.0, "Rare", low=-1, high=1, step=0.1, advanced=True)


@pytest.fixture
def form(dressed, english, qtbot):
    made = Form(fields(Everything))
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


def test_every_kind_of_field_is_described():
    kinds = {field.name: field.kind for field in fields(Everything)}
    assert kinds == {
        "on": "check", "count": "number", "free": "number", "pick": "choice", "many": "choice", "name": "text", "file": "file",
        "wall": "colour", "rare": "number",
    }  # fmt: skip
    count = next(field for field in fields(Everything) if field.name == "count")
    assert (count.low, count.high, count.whole, count.default) == (1, 9, True, 3)


@pytest.mark.parametrize("model", [CameraSettings, EdgeSettings, MatchSettings, SourceChoice, FormatSettings])
def test_the_models_of_the_project_can_all_be_shown(model, dressed, english, qtbot):
    made = Form(fields(model))
    qtbot.addWidget(made)
    made.show_values(dict(model()))
    assert set(made.names()) == {field.name for field in fields(model)}


def test_showing_values_never_sends_any(form, qtbot):
    with qtbot.assertNotEmitted(form.edited):
        form.show_values(
            {"on": False, "count": 7, "free": 2.5, "pick": "b", "many": 4, "name": "x", "file": "/a", "wall": (0, 1, 0), "rare": 1}
        )
    assert form.editor("count").spin.value() == 7
    assert not form.editor("on").box.isChecked()


def test_a_persons_edit_sends_name_and_value_of_the_right_type(form, qtbot):
    sent = []
    form.edited.connect(lambda name, value: sent.append((name, value)))
    form.editor("on").box.click()
    form.editor("count").slider.setValue(form.editor("count").slider.maximum())
    form.editor("pick").segments.button(1).click()
    form.editor("rare").spin.setValue(-0.3)
    assert sent == [("on", False), ("count", 9), ("pick", "b"), ("rare", -0.3)]
    assert isinstance(sent[1][1], int)


def test_slider_and_number_move_together(form):
    rare = form.editor("rare")
    rare.spin.setValue(1.0)
    assert rare.slider.value() == rare.slider.maximum()
    rare.slider.setValue(0)
    assert rare.spin.value() == -1.0


def test_text_is_sent_once_when_enter_is_pressed(form, qtbot):
    sent = []
    form.edited.connect(lambda name, value: sent.append((name, value)))
    line = form.editor("name").line
    line.setFocus()
    qtbot.keyClicks(line, "office")
    assert sent == []
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert sent == [("name", "office")]


def test_what_is_being_typed_is_not_overwritten(form, qtbot):
    form.window().activateWindow()
    line = form.editor("name").line
    line.setFocus()
    qtbot.waitUntil(lambda: line.hasFocus(), timeout=2000)
    qtbot.keyClicks(line, "half a wo")
    form.show_values({"name": "from the engine"})
    assert line.text() == "half a wo"


def test_two_clicks_on_the_title_bring_the_default_back(form, qtbot):
    form.show_values({"rare": 0.7})
    sent = []
    form.edited.connect(lambda name, value: sent.append((name, value)))
    title = next(label for label in form.findChildren(Title) if label.text() == "Rare")
    title.reset.emit()
    assert sent == [("rare", 0.0)]


def test_a_wheel_that_passes_over_changes_nothing(form):
    slider = form.editor("count").slider
    before = slider.value()
    centre = QPointF(slider.rect().center())
    wheel = QWheelEvent(
        centre, QPointF(slider.mapToGlobal(centre.toPoint())), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, wheel)
    assert slider.value() == before


def test_every_control_has_a_name_for_screen_readers(form):
    for name in form.names():
        editor = form.editor(name)
        controls = [child for child in editor.children() if hasattr(child, "accessibleName")]
        assert controls
        assert all(child.accessibleName() for child in controls)


def test_few_choices_stand_side_by_side_and_many_in_a_list(form):
    assert isinstance(form.editor("pick"), ChoiceEditor) and form.editor("pick").segments is not None
    assert form.editor("many").combo is not None


def test_a_number_without_a_range_has_no_slider(form):
    assert isinstance(form.editor("free"), NumberEditor) and form.editor("free").slider is None


def test_a_keyers_uniforms_are_fields(dressed):
    colour = of_parameter(Parameter("screen", "Screen", (0.0, 0.4, 0.0), 0, 1))
    number = of_parameter(Parameter("gain", "Gain", 1.2, 0.5, 4.0, "How hard."))
    assert colour.kind == "colour"
    assert (number.kind, number.low, number.high, number.step) == ("number", 0.5, 4.0, 0.02)


def test_every_set_has_a_picture_on_its_card(dressed):
    """Made with ``python -m vpstudio.app.set_pictures``."""
    from vpstudio.engine import catalogue

    for entry in catalogue.sets():
        picture = QImage(str(asset("icons", "sets", f"{entry.name}.jpg")))
        assert picture.width() >= 320, entry.name
        codes = {picture.pixelColor(x, y).lightness() // 16 for x in range(0, 320, 16) for y in range(0, 180, 16)}
        assert len(codes) > 5, f"{entry.name}: a flat picture shows no set"


@pytest.mark.parametrize(("wanted", "step"), [(0.035, 0.02), (0.01, 0.01), (0.1, 0.1), (7.0, 5.0)])
def test_steps_are_round(wanted, step):
    assert round_step(wanted) == pytest.approx(step)


@pytest.mark.parametrize(("step", "digits"), [(1.0, 0), (0.5, 1), (0.05, 2), (0.01, 2), (0.002, 3)])
def test_decimals_follow_the_step(step, digits):
    assert decimals(step) == digits


def test_a_swatch_shows_linear_light_as_srgb_and_back():
    assert to_srgb((0.0, 0.2140, 1.0)).getRgb()[:3] == (0, 127, 255)
    assert to_linear(QColor(0, 128, 255)) == pytest.approx((0.0, 0.2159, 1.0), abs=1e-3)
    assert to_srgb((-1.0, 0.5, 3.0)).getRgb()[:3] == (0, 188, 255)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", ["office", "cabin"])
def test_every_real_sets_panel_is_no_wider_than_its_column(studio, english, qtbot, kind, language):
    """The sets' own settings and angle titles, not invented ones: four long angles once pushed everything out of sight."""
    from vpstudio.engine import catalogue
    from vpstudio.scene.builder import unlit
    from vpstudio.scene.sets.base import registry

    english.use(language)
    maker = registry.get(kind)
    with unlit():
        marks = maker(maker.Settings()).build().marks
    studio.session.kinds._kept[f"set {kind}"] = fields(catalogue.set_settings(kind))
    studio.session.edit("set.kind", kind)
    panel = next(p for p in studio.window.findChildren(SetPanel))
    studio.window.tabs.setCurrentWidget(panel)
    studio.session.engine.marks = marks
    qtbot.wait(400)
    inside = panel.angle._inside
    titles = [button.text() for button in inside.findChildren(QPushButton) if button.objectName() != "framing"]
    titles += [combo.itemText(at) for combo in inside.findChildren(QComboBox) for at in range(combo.count())]
    assert len(titles) == len(marks)
    assert panel.widget().width() <= panel.viewport().width()


def test_the_camera_takes_the_framing_an_angle_is_made_for(studio, english, qtbot):
    panel = next(p for p in studio.window.findChildren(SetPanel))
    studio.window.tabs.setCurrentWidget(panel)
    studio.session.edit("set.mark", 1)
    qtbot.waitUntil(lambda: panel.angle.findChildren(QPushButton, "framing") != [], timeout=5000)
    button = panel.angle.findChildren(QPushButton, "framing")[0]
    qtbot.waitUntil(lambda: "35 mm, 2.4 m away, 1.20 m high" in button.text(), timeout=5000)
    shown = next(p for p in studio.window.findChildren(CameraPanel))
    studio.window.tabs.setCurrentWidget(shown)
    place = shown.place
    qtbot.waitUntil(lambda: place.editor("height_m").spin.value() == 1.2, timeout=5000)  # what nobody set is the angle's
    studio.session.edit("camera.height_m", 2.0)
    assert place.editor("height_m").spin.value() == 2.0
    button.click()
    camera = studio.session.project.camera
    assert camera.lens_mm == 35 and camera.stand(studio.session.state.marks[1]) == Stand(1.2, -4, 2.4)
    assert [place.editor(name).spin.value() for name in ("height_m", "tilt_deg", "distance_m")] == [1.2, -4.0, 2.4]


def test_a_sets_light_is_baked_from_its_panel(studio, english, qtbot):
    """Asked for, watched, given up; and where it is baked there is nothing to press."""
    panel, engine = next(p for p in studio.window.findChildren(SetPanel)), studio.session.engine
    studio.window.tabs.setCurrentWidget(panel)
    qtbot.waitUntil(lambda: panel.light.text().strip() == "Bake the light" and panel.light.isEnabled(), timeout=5000)
    panel.light.click()
    qtbot.waitUntil(lambda: "34 %" in panel.light.text(), timeout=5000)
    panel.light.click()
    qtbot.waitUntil(lambda: engine.calls[-1:] == ["cancel_bake"] or "cancel_bake" in engine.calls, timeout=5000)
    engine.light = "baked"
    qtbot.waitUntil(lambda: panel.light.text().strip() == "The light is baked" and not panel.light.isEnabled(), timeout=5000)
    engine.light = "none"
    qtbot.waitUntil(lambda: not panel.light.isVisibleTo(panel), timeout=5000)
