"""Windows' and macOS' native camera controls, dressed in the names that V4L2 gives them so that one class serves all three."""

from __future__ import annotations

from typing import Any

from vpstudio.model.source import Device

MANUAL, APERTURE_PRIORITY = 1, 3


class DuvcValue:
    """One DirectShow property through duvc-ctl (2.x, result-based): its value, always set by hand."""

    def __init__(self, duvc: Any, camera: Any, prop: Any) -> None:
        self._duvc, self._camera, self._prop = duvc, camera, prop
        span = camera.get_range(prop)
        known = span.is_ok()
        self.minimum: int = span.value().min if known else 0
        self.maximum: int = span.value().max if known else 0
        self.step: int = span.value().step if known else 1

    @property
    def value(self) -> int:
        return int(self.read().value)

    @value.setter
    def value(self, value: int) -> None:
        self.write(self._duvc.PropSetting(int(value), self._duvc.CamMode.Manual))

    def read(self) -> Any:
        """Value and mode. Raises OSError where the driver does not answer."""
        result = self._camera.get(self._prop)
        if not result.is_ok():
            raise OSError(result.error().description())
        return result.value()

    def write(self, setting: Any) -> None:
        result = self._camera.set(self._prop, setting)
        if not result.is_ok():
            raise OSError(result.error().description())


class DuvcSwitch:
    """Whether that property is automatic; ``on`` and ``off`` as V4L2 counts them."""

    def __init__(self, duvc: Any, value: DuvcValue, on: int, off: int) -> None:
        self._duvc, self._value, self._on, self._off = duvc, value, on, off

    @property
    def value(self) -> int:
        return self._on if self._value.read().mode == self._duvc.CamMode.Auto else self._off

    @value.setter
    def value(self, value: int) -> None:
        mode = self._duvc.CamMode.Manual if value == self._off else self._duvc.CamMode.Auto
        self._value.write(self._duvc.PropSetting(self._value.value, mode))


def windows(device: Device) -> dict[str, Any]:
    """The controls of the DirectShow camera of that path, else of that name; empty where there is none."""
    import duvc_ctl as duvc

    found = [d for d in duvc.list_devices() if device.ident == d.path] or [d for d in duvc.list_devices() if d.name == device.title]
    opened = duvc.open_camera(found[0]) if found else None
    if opened is None or not opened.is_ok():
        return {}
    return of_duvc(duvc, opened.value())


def of_duvc(duvc: Any, camera: Any) -> dict[str, Any]:
    """V4L2's names -> the properties that this camera has."""
    wanted = {
        "exposure_time_absolute": (duvc.CamProp.Exposure, "auto_exposure", APERTURE_PRIORITY, MANUAL),
        "focus_absolute": (duvc.CamProp.Focus, "focus_automatic_continuous", 1, 0),
        "white_balance_temperature": (duvc.VidProp.WhiteBalance, "white_balance_automatic", 1, 0),
        "gain": (duvc.VidProp.Gain, None, 1, 0),
    }
    controls: dict[str, Any] = {}
    for name, (prop, switch, on, off) in wanted.items():
        if not camera.get(prop).is_ok():
            continue
        controls[name] = value = DuvcValue(duvc, camera, prop)
        if switch is not None:
            controls[switch] = DuvcSwitch(duvc, value, on, off)
    return controls


class UvcAvfControl:
    """One control of uvc-avf, which logs what fails and gives None: that is an OSError here."""

    def __init__(self, control: Any) -> None:
        self._control = control
        self.minimum, self.maximum = control.min_val or 0, control.max_val or 0
        self.step = control.step or 1

    @property
    def value(self) -> int:
        value = self._control.value
        if value is None:
            raise OSError(f"{self._control.display_name} does not answer")
        return int(value)

    @value.setter
    def value(self, value: int) -> None:
        self._control.value = int(value)


class UvcExposureMode(UvcAvfControl):
    """UVC's own exposure modes (1 manual, 2 automatic, 4 shutter, 8 aperture priority) as V4L2 counts them (3 is aperture priority)."""

    @property
    def value(self) -> int:
        return MANUAL if super().value == 1 else APERTURE_PRIORITY

    @value.setter
    def value(self, value: int) -> None:
        self._control.value = 1 if value == MANUAL else 8


UVC_NAMES = {
    "Absolute Exposure Time": "exposure_time_absolute",
    "Auto Exposure Mode": "auto_exposure",
    "Absolute Focus": "focus_absolute",
    "Auto Focus": "focus_automatic_continuous",
    "White Balance temperature": "white_balance_temperature",
    "White Balance temperature,Auto": "white_balance_automatic",
    "Gain": "gain",
    "Power Line frequency": "power_line_frequency",
}


def mac(device: Device) -> dict[str, Any]:
    """The controls of the USB camera of that name; macOS lets them be set while it streams."""
    import uvc_avf

    found = next((d for d in uvc_avf.device_list() if d["name"] and d["name"] in (device.title, device.ident)), None)
    return of_uvc(uvc_avf.Capture(found["uid"]).controls) if found else {}


def of_uvc(controls: list[Any]) -> dict[str, Any]:
    """V4L2's names -> the controls that this camera has."""
    made: dict[str, Any] = {}
    for control in controls:
        name = UVC_NAMES.get(control.display_name)
        if name is not None:
            made[name] = UvcExposureMode(control) if name == "auto_exposure" else UvcAvfControl(control)
    return made
