"""Exposure, white balance, focus, gain and mains frequency: shown, locked, and read back, through each platform's native way.

A cheap camera that goes on adjusting itself pumps, and no keyer can follow: what is still automatic is told.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

from vpstudio.model.source import Control, Device

log = logging.getLogger(__name__)


class Controls(Protocol):
    """The controls of one camera."""

    def shown(self) -> list[Control]: ...

    def set(self, name: str, value: float) -> bool:
        """Set and read back; False where it did not hold."""
        ...

    def set_automatic(self, name: str, on: bool) -> bool:
        """Switch the automatic and read back; False where it did not hold."""
        ...

    def automatic(self) -> list[str]:
        """Names of what the camera still adjusts by itself."""
        ...

    def lock_all(self) -> list[str]:
        """Switch every automatic off at the value it has; names of those that did not hold."""
        ...


class NoControls:
    """A camera, or a machine, that lets nothing be set."""

    def shown(self) -> list[Control]:
        return []

    def set(self, name: str, value: float) -> bool:
        return False

    def set_automatic(self, name: str, on: bool) -> bool:
        return False

    def automatic(self) -> list[str]:
        return []

    def lock_all(self) -> list[str]:
        return []


@dataclass(frozen=True, slots=True)
class Known:
    """A control under the names that drivers give it. auto: the switch's names; on, off: its values."""

    name: str
    title: str
    values: tuple[str, ...]
    auto: tuple[str, ...] = ()
    on: int = 1
    off: int = 0


V4L2 = (
    Known("exposure", "Exposure", ("exposure_time_absolute", "exposure_absolute"), ("auto_exposure", "exposure_auto"), on=3, off=1),
    Known(
        "white_balance",
        "White balance",
        ("white_balance_temperature",),
        ("white_balance_automatic", "white_balance_temperature_auto", "auto_white_balance"),
    ),
    Known("focus", "Focus", ("focus_absolute",), ("focus_automatic_continuous", "focus_auto", "auto_focus")),
    Known("gain", "Gain", ("gain",), ("gain_automatic", "autogain")),
    Known("mains", "Mains frequency", ("power_line_frequency",)),
)


class V4L2Controls:
    """Over a mapping of name -> control object with ``value``, ``minimum``, ``maximum``, ``step``: linuxpy's, or a test's."""

    def __init__(self, controls: Mapping[str, Any]) -> None:
        self._controls = controls

    def shown(self) -> list[Control]:
        found = []
        for known in V4L2:
            control = self._first(known.values)
            if control is None:
                continue
            low, high = float(getattr(control, "minimum", 0)), float(getattr(control, "maximum", 0))
            step = float(getattr(control, "step", 1) or 1)
            found.append(Control(known.name, known.title, float(control.value), low, high, step, self._is_automatic(known)))
        return found

    def set(self, name: str, value: float) -> bool:
        control = self._first(self._known(name).values)
        return control is not None and self._written(control, int(value))

    def set_automatic(self, name: str, on: bool) -> bool:
        known = self._known(name)
        switch = self._first(known.auto)
        return switch is not None and self._written(switch, known.on if on else known.off)

    def automatic(self) -> list[str]:
        return [known.name for known in V4L2 if self._is_automatic(known)]

    def lock_all(self) -> list[str]:
        """The value in force is written again after the switch: some cameras fall back to a default when it is thrown."""
        loose = []
        for known in V4L2:
            if not self._is_automatic(known):
                continue
            control = self._first(known.values)
            value = control.value if control is not None else None
            held = self.set_automatic(known.name, False)
            if held and control is not None and value is not None:
                held = self._written(control, value)
            if not held:
                loose.append(known.name)
        return loose

    def _is_automatic(self, known: Known) -> bool | None:
        switch = self._first(known.auto)
        if switch is None:
            return None
        # Aperture priority (3) and full automatic (0) both move the exposure; only manual (1) stands still.
        return int(switch.value) != known.off

    def _first(self, names: tuple[str, ...]) -> Any:
        return next((self._controls[name] for name in names if name in self._controls), None)

    def _written(self, control: Any, value: Any) -> bool:
        try:
            control.value = value
        except (OSError, ValueError, AttributeError):
            return False
        return int(control.value) == int(value)

    @staticmethod
    def _known(name: str) -> Known:
        return next(known for known in V4L2 if known.name == name)


def controls_of(device: Device) -> Controls:
    """The controls of a camera, by what this platform and its optional packages offer. A driver that refuses offers none."""
    from vpstudio.sources import controls_native

    ways: dict[str, tuple[str, Callable[[Device], Mapping[str, Any]]]] = {
        "linux": ("linuxpy", _linux),
        "win32": ("duvc_ctl", controls_native.windows),
        "darwin": ("uvc_avf", controls_native.mac),
    }
    package, way = ways.get(sys.platform, ("", _linux))
    if not package or find_spec(package) is None:
        return NoControls()
    try:
        return V4L2Controls(way(device))
    except Exception as error:  # three vendors' wrappers raise what they like; a camera without controls still gives pictures
        log.warning("the controls of %s cannot be opened: %s", device.title, error)
        return NoControls()


def _linux(device: Device) -> Mapping[str, Any]:
    if not device.ident.startswith("/dev/"):
        return {}
    from linuxpy.video.device import Device as Video

    video = Video(device.ident)
    video.open()
    controls = video.controls or {}
    return {control.config_name: control for control in controls.values() if hasattr(control, "value")}
