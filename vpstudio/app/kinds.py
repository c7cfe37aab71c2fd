"""The catalogue, asked once and never allowed to take the window down: what cannot be listed is told and left out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from vpstudio.app.engine_port import Catalogue
from vpstudio.app.panels.describe import Described, fields, of_parameter
from vpstudio.model.look import KeySettings, Stroke, Value
from vpstudio.model.source import Device
from vpstudio.problem import Problem
from vpstudio.registry import Entry

log = logging.getLogger(__name__)
T = TypeVar("T")


class Kinds(QObject):
    """What panels offer. ``devices_changed`` follows ``look_for_devices``, which asks on a thread of its own."""

    devices_changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._kept: dict[str, object] = {}
        self.devices: list[Device] = []
        self.looked = False

    def sources(self) -> list[Entry]:
        return self._once("sources", self._catalogue.sources, [])

    def source_fields(self, kind: str) -> tuple[Described, ...]:
        return self._once(f"source {kind}", lambda: fields(self._catalogue.source_settings(kind)), ())

    def sets(self) -> list[Entry]:
        return self._once("sets", self._catalogue.sets, [])

    def set_fields(self, kind: str) -> tuple[Described, ...]:
        return self._once(f"set {kind}", lambda: fields(self._catalogue.set_settings(kind)), ())

    def keyers(self) -> list[str]:
        return self._once("keyers", self._catalogue.keyers, [])

    def keyer_fields(self, name: str) -> tuple[Described, ...]:
        return self._once(f"keyer {name}", lambda: tuple(of_parameter(p) for p in self._catalogue.keyer_parameters(name)), ())

    def matters(self) -> list[Entry]:
        return self._once("matters", self._catalogue.matters, [])

    def matter_fields(self, kind: str) -> tuple[Described, ...]:
        return self._once(f"matter {kind}", lambda: fields(self._catalogue.matter_settings(kind)), ())

    def stroke_values(self, strokes: tuple[Stroke, ...], key: KeySettings) -> dict[str, Value]:
        """The keyer's values that strokes ask for. Raises Problem."""
        return self._catalogue.stroke_values(strokes, key)

    def look_for_devices(self) -> None:
        """List cameras again: may take a second, so not on the GUI thread."""
        threading.Thread(target=self._list_devices, name="devices", daemon=True).start()

    def _list_devices(self) -> None:
        try:
            self.devices = self._catalogue.devices()
        except Exception:  # a broken camera driver is no reason to be without a window
            log.exception("cameras could not be listed")
        self.looked = True
        self.devices_changed.emit()

    def _once(self, name: str, ask: Callable[[], T], otherwise: T) -> T:
        if name not in self._kept:
            try:
                self._kept[name] = ask()
            except (Problem, ImportError, OSError) as error:
                log.warning("%s: %s", name, error)
                self._kept[name] = otherwise
        return self._kept[name]  # type: ignore[return-value]
