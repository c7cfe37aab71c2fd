"""Camera controls that behave as drivers do: menus, switches that do not hold, values that jump."""

from types import SimpleNamespace

import pytest

from vpstudio.model.source import Device
from vpstudio.sources.controls import NoControls, V4L2Controls, controls_of
from vpstudio.sources.controls_native import of_duvc, of_uvc


class Knob:
    """A control; ``stuck`` ones keep their value, ``refuses`` ones raise as linuxpy does for inactive ones."""

    def __init__(self, value, low=0, high=1000, stuck=False, refuses=False):
        self._value, self.minimum, self.maximum, self.step = value, low, high, 1
        self.stuck, self.refuses = stuck, refuses

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        if self.refuses:
            raise AttributeError("not writeable: inactive")
        if not self.stuck:
            self._value = value


def webcam(**changed):
    knobs = {
        "auto_exposure": Knob(3),
        "exposure_time_absolute": Knob(157, 3, 2047),
        "white_balance_automatic": Knob(1),
        "white_balance_temperature": Knob(4600, 2800, 6500),
        "focus_automatic_continuous": Knob(0),
        "focus_absolute": Knob(30),
        "gain": Knob(64),
        "power_line_frequency": Knob(1, 0, 2),
    }
    return knobs | changed


def test_what_is_shown():
    shown = {c.name: c for c in V4L2Controls(webcam()).shown()}
    assert list(shown) == ["exposure", "white_balance", "focus", "gain", "mains"]
    assert shown["exposure"].automatic and not shown["focus"].automatic and shown["gain"].automatic is None
    assert (shown["white_balance"].low, shown["white_balance"].high, shown["white_balance"].value) == (2800, 6500, 4600)


def test_everything_that_moves_is_locked_where_it_stands():
    knobs = webcam()
    controls = V4L2Controls(knobs)
    assert controls.automatic() == ["exposure", "white_balance"]
    assert controls.lock_all() == [] and controls.automatic() == []
    assert knobs["auto_exposure"].value == 1 and knobs["exposure_time_absolute"].value == 157


def test_the_value_in_force_survives_a_switch_that_resets_it():
    knobs = webcam()

    class Resetting(Knob):
        @property
        def value(self):
            return self._value

        @value.setter
        def value(self, value):
            self._value = value
            knobs["exposure_time_absolute"].value = 300

    knobs["auto_exposure"] = Resetting(3)
    V4L2Controls(knobs).lock_all()
    assert knobs["exposure_time_absolute"].value == 157


@pytest.mark.parametrize("bad", [Knob(3, stuck=True), Knob(3, refuses=True)])
def test_a_lock_that_does_not_hold_is_told(bad):
    assert V4L2Controls(webcam(auto_exposure=bad)).lock_all() == ["exposure"]


def test_full_automatic_counts_as_automatic():
    assert "exposure" in V4L2Controls(webcam(auto_exposure=Knob(0))).automatic()


def test_setting_is_read_back():
    controls = V4L2Controls(webcam(gain=Knob(5, stuck=True)))
    assert controls.set("mains", 2) and not controls.set("gain", 9)
    assert controls.set_automatic("focus", True) and "focus" in controls.automatic()


def test_a_machine_without_them_has_none():
    assert isinstance(controls_of(Device("/dev/video-none", "x")), NoControls | V4L2Controls)
    assert NoControls().lock_all() == [] == NoControls().shown()


def test_directshow_in_the_same_names():
    """duvc-ctl's result objects, as its documentation has them."""
    mode = SimpleNamespace(Auto="auto", Manual="manual")
    state = {"Exposure": [-6, "auto"], "Focus": [20, "manual"]}

    def result(value):
        return SimpleNamespace(
            is_ok=lambda: value is not None, value=lambda: value, error=lambda: SimpleNamespace(description=lambda: "no")
        )

    class Camera:
        def get(self, prop):
            return result(SimpleNamespace(value=state[prop][0], mode=state[prop][1]) if prop in state else None)

        def get_range(self, prop):
            return result(SimpleNamespace(min=-13, max=0, step=1))

        def set(self, prop, wanted):
            state[prop] = [wanted.value, wanted.mode]
            return result(True)

    duvc = SimpleNamespace(
        CamMode=mode,
        PropSetting=lambda value, mode: SimpleNamespace(value=value, mode=mode),
        CamProp=SimpleNamespace(Exposure="Exposure", Focus="Focus"),
        VidProp=SimpleNamespace(WhiteBalance="WhiteBalance", Gain="Gain"),
    )
    controls = V4L2Controls(of_duvc(duvc, Camera()))
    assert controls.automatic() == ["exposure"]
    assert controls.lock_all() == [] and state["Exposure"] == [-6, "manual"]


def test_uvc_on_macos_in_the_same_names():
    def control(name, value):
        return SimpleNamespace(display_name=name, value=value, min_val=0, max_val=500, step=1)

    mode = control("Auto Exposure Mode", 8)
    controls = V4L2Controls(of_uvc([mode, control("Absolute Exposure Time", 50), control("Sharpness", 3)]))
    assert controls.automatic() == ["exposure"]
    assert controls.lock_all() == [] and mode.value == 1
