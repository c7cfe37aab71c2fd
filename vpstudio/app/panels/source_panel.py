"""SOURCE: where the picture comes from, how it must be turned, and what the camera does by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from vpstudio.app import icons, theme
from vpstudio.app.language import tr, tr_setting
from vpstudio.app.panels.describe import Described, fields
from vpstudio.app.panels.editors import Combo, Editor
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import Panel, Slot, chosen, halves, values_of
from vpstudio.app.session import with_demo
from vpstudio.app.spoken import label, named, toggle
from vpstudio.model.project import Project, SourceChoice
from vpstudio.model.source import Control, Device
from vpstudio.model.state import EngineState
from vpstudio.registry import Entry

ICONS = {"camera": "camera", "uvc": "camera", "file": "film", "video": "film", "stream": "network", "network": "network"}
ICONS |= {
    "still": "picture",
    "stills": "picture",
    "images": "picture",
    "card": "card",
    "testcard": "card",
    "test_card": "card",
    "demo": "person",
}
FIRST = ("camera", "uvc", "demo")


class SourcePanel(Panel):
    def build(self) -> None:
        self.heading(tr("SOURCE"))
        self._kinds: dict[str, QPushButton] = {}
        self.column.addWidget(self._made_kinds())
        self.own = Slot()
        self.column.addWidget(self.own)
        self.delivers = label("caption")
        self.delivers.setWordWrap(True)
        self.column.addWidget(self.delivers)
        self.heading(tr("TURN AND FIT"))
        self.turn = self.form("source", chosen(fields(SourceChoice), "rotate", "mirror", "fit", "camera"))
        self.controls = Slot()
        self.column.addWidget(self.controls)
        self.session.kinds.devices_changed.connect(self._show_devices, Qt.ConnectionType.UniqueConnection)

    def show_project(self, project: Project) -> None:
        for kind, button in self._kinds.items():
            button.setChecked(kind == project.source.kind)
        self.turn.show_values(values_of(project.source))
        described = self.session.kinds.source_fields(project.source.kind)
        if self.own.needs((project.source.kind, described)):
            self.own.fill(self._made_form(described))
        if isinstance(self.own._inside, Form):
            self.own._inside.show_values(project.source.values)

    def show_state(self, state: EngineState) -> None:
        super().show_state(state)
        self.delivers.setText(self._delivered(state))
        self.delivers.setVisible(bool(self.delivers.text()))
        if self.controls.needs(state.controls):
            self.controls.fill(made_controls(state.controls) if state.controls else None)

    def _made_kinds(self) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(6)
        halves(grid)
        entries = sorted(self.session.kinds.sources(), key=lambda e: (FIRST.index(e.name) if e.name in FIRST else len(FIRST), e.name))
        for at, entry in enumerate(entries):
            button = self._kinds[entry.name] = self._made_kind(entry)
            grid.addWidget(button, at // 2, at % 2)
        return block

    def _made_kind(self, entry: Entry) -> QPushButton:
        title = tr_setting(entry.title)
        button = toggle(named(QPushButton(icons.icon(ICONS.get(entry.name, "file"), theme.TEXT), f" {title}"), "choice"))
        button.setEnabled(entry.available)
        button.setAutoExclusive(True)
        why = tr("Not available: {modules} is not installed.", modules=", ".join(entry.missing)) if entry.missing else title
        button.setToolTip(why)
        button.setAccessibleName(title if entry.available else f"{title}. {why}")
        button.clicked.connect(lambda: self._choose(entry.name))
        return button

    def _choose(self, kind: str) -> None:
        project = self.session.project
        if kind == project.source.kind:
            return
        if kind == "demo":
            self.session.put(with_demo(project))
            return
        source = project.source.model_copy(update={"kind": kind, "values": self._first_values(kind)})
        key = project.look.key.model_copy(update={"mode": "auto"})
        look = project.look.model_copy(update={"key": key})
        self.session.put(project.model_copy(update={"source": source, "look": look}))

    def _first_values(self, kind: str) -> dict[str, Any]:
        """The first camera, where the kind wants one."""
        wanted = [field for field in self.session.kinds.source_fields(kind) if field.kind == "device"]
        devices = self.session.kinds.devices
        return {field.name: devices[0].ident for field in wanted if devices}

    def _made_form(self, described: tuple[Described, ...]) -> Form | None:
        if not described:
            return None
        made = Form(described, {field.name: DeviceEditor for field in described if field.kind == "device"})
        made.edited.connect(lambda name, value: self.session.edit(f"source.values.{name}", value))
        for editor in made.findChildren(DeviceEditor):
            editor.offer(self.session.kinds.devices)
            editor.again.clicked.connect(self.session.kinds.look_for_devices)
        return made

    def _show_devices(self) -> None:
        for editor in self.findChildren(DeviceEditor):
            editor.offer(self.session.kinds.devices)

    @staticmethod
    def _delivered(state: EngineState) -> str:
        """What really comes, which is not always what was asked for."""
        info = state.source
        if info is None:
            return ""
        sound = tr("sound {rate} Hz", rate=info.sound_rate) if info.sound_rate else tr("no sound")
        return f"{info.title} · {info.width}×{info.height} · {float(info.rate):.2f} fps · {sound}"


class DeviceEditor(Editor):
    """The cameras that are plugged in; one that is gone stays in the list under its name, so that a project keeps it."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self.combo = Combo([])
        self.combo.activated.connect(lambda at: self.changed.emit(self.combo.itemData(at)))
        self.again = QPushButton(icons.icon("refresh"), "")
        self.again.setFixedWidth(34)
        self.again.setToolTip(tr("Look for cameras again"))
        self.again.setAccessibleName(tr("Look for cameras again"))
        self.row.addWidget(self.combo, 1)
        self.row.addWidget(self.again)
        self._devices: list[Device] = []
        self._value = ""

    def offer(self, devices: list[Device]) -> None:
        self._devices = devices
        self.show_value(self._value)

    def show_value(self, value: Any) -> None:
        self._value = "" if value is None else str(value)
        with QSignalBlocker(self.combo):
            self.combo.clear()
            if not self._devices and not self._value:
                self.combo.addItem(tr("No camera found"), "")
            for device in self._devices:
                self.combo.addItem(device.title, device.ident)
            at = self.combo.findData(self._value)
            if at < 0 and self._value:
                self.combo.addItem(tr("{name} (not plugged in)", name=self._value), self._value)
                at = self.combo.count() - 1
            self.combo.setCurrentIndex(max(0, at))


def made_controls(controls: tuple[Control, ...]) -> QWidget:
    """The camera's own exposure, white balance, focus and gain as read back; a ▲ where the camera still changes one by itself."""
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 6, 0, 0)
    grid.addWidget(label("heading", tr("CAMERA CONTROLS")), 0, 0, 1, 2)
    for row, control in enumerate(controls, 1):
        value = f"{control.value:g} {control.unit}".strip()
        text = "▲ " + tr("automatic · {value}", value=value) if control.automatic else value
        grid.addWidget(label("dim", tr_setting(control.title)), row, 0)
        grid.addWidget(_right(label("warn" if control.automatic else "", text)), row, 1)
    return block


def _right(text: QLabel) -> QWidget:
    block = QWidget()
    row = QHBoxLayout(block)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(text)
    return block
