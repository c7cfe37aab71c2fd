"""The masks: a list of them, how new ones are made, and the settings of the one in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpstudio.app.language import tr, tr_setting
from vpstudio.app.mask_handles import use_title
from vpstudio.app.panels.describe import fields
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import Slot, chosen, values_of
from vpstudio.app.panels.section import Section, button, sign
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, named, toggle
from vpstudio.app.tools import Outline
from vpstudio.model.mask import Mask
from vpstudio.model.project import Project
from vpstudio.model.setting import Settings, setting
from vpstudio.model.state import EngineState

NAMES = ("x", "y", "z")
SIDES = ("width", "depth", "height")


class BoxFields(Settings):
    """A box as a form asks for it."""

    x: float = setting(0.0, "Centre, right", low=-20, high=20, step=0.05, unit="m")
    y: float = setting(0.0, "Centre, forward", low=-20, high=20, step=0.05, unit="m")
    z: float = setting(1.0, "Centre, up", low=-20, high=20, step=0.05, unit="m")
    width: float = setting(2.0, "Width", low=0.05, high=20, step=0.05, unit="m")
    depth: float = setting(2.0, "Depth", low=0.05, high=20, step=0.05, unit="m")
    height: float = setting(2.2, "Height", low=0.05, high=20, step=0.05, unit="m")


class MaskSection(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("MASKS"))
        self.setup = session.setup
        frame_tip = tr("All outside a rectangle is removed; drag its four corners.")
        self.frame = button(tr("Garbage matte"), "garbage", frame_tip, self.setup.add_frame)
        outline_tip = tr("Click its corners in the picture.")
        self.outline = button(tr("Polygon"), "polygon", outline_tip, self._outline, stays=True)
        self.box = button(tr("Box"), "box", tr("A box in the set's space, in metres."), self.setup.add_box)
        self.line(self.frame, self.outline, self.box)
        self.rows = Slot()
        self.column.addWidget(self.rows)
        self.own = Slot()
        self.column.addWidget(self.own)
        self.hint = self.caption()
        self.hint.setText(tr("Drag a corner; drag between two for a new one; right-click takes one away."))
        self._tracked = False
        self._choices: list[QPushButton] = []

    def show_project(self, project: Project) -> None:
        masks = project.look.key.masks
        if self.setup.mask >= len(masks):
            self.setup.choose(len(masks) - 1)
        if self.rows.needs(tuple((mask.use, mask.shape, mask.on) for mask in masks)):
            self.rows.fill(self._made_rows(masks) if masks else None)
        self.show_chosen()

    def show_state(self, state: EngineState) -> None:
        if self._tracked != self.setup.tracked:
            self.show_chosen()

    def show_tool(self) -> None:
        self.outline.setChecked(isinstance(self.setup.tools.held, Outline))

    def show_chosen(self) -> None:
        """Another mask is in hand, or it has changed."""
        number, masks = self.setup.mask, self.setup.masks
        self._tracked = self.setup.tracked
        mask = masks[number] if 0 <= number < len(masks) else None
        if self.own.needs(None if mask is None else (number, mask.shape, mask.follow, self._tracked)):
            self.own.fill(None if mask is None else self._made_form(number, mask))
        if mask is not None:
            for form in self.own.findChildren(Form):
                form.show_values(shown(mask))
        for at, row in enumerate(self._choices):
            row.setChecked(at == number)
        self.hint.setVisible(any(one.shape == "polygon" for one in masks))

    def _outline(self) -> None:
        tools = self.setup.tools
        tools.take(None if isinstance(tools.held, Outline) else Outline(tools))

    # The list

    def _made_rows(self, masks: tuple[Mask, ...]) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._choices = []
        for number, mask in enumerate(masks):
            column.addWidget(self._made_row(number, mask))
        return block

    def _made_row(self, number: int, mask: Mask) -> QWidget:
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name = f"{number + 1}  {tr_setting(use_title(mask.use))} · {tr('polygon') if mask.shape == 'polygon' else tr('box')}"
        row.addWidget(self._made_switch(number, mask, name))
        choice = toggle(named(QPushButton(name), "choice"))
        choice.clicked.connect(lambda: self._choose(number))
        self._choices.append(choice)
        row.addWidget(choice, 1)
        row.addWidget(sign("bin", tr("Delete mask {number}", number=number + 1), lambda: self.setup.remove_mask(number)))
        return block

    def _made_switch(self, number: int, mask: Mask, name: str) -> QCheckBox:
        box = QCheckBox()
        with QSignalBlocker(box):
            box.setChecked(mask.on)
        box.setToolTip(tr_setting("In use"))
        box.setAccessibleName(f"{name}: {tr_setting('In use')}")
        box.toggled.connect(lambda on: self.setup.change_mask(number, on=on))
        return box

    def _choose(self, number: int) -> None:
        self.setup.choose(number)
        self.show_chosen()

    # The one in hand

    def _made_form(self, number: int, mask: Mask) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 2, 0, 0)
        column.addWidget(label("caption", tr("Mask {number}", number=number + 1)))
        follow = (("follow", "distance_m") if mask.follow else ("follow",)) if self._tracked and mask.shape == "polygon" else ()
        names = ("use", *follow, *(("turn_deg",) if mask.shape == "box" else ()), "feather")
        described = [*chosen(fields(Mask), *names), *(fields(BoxFields) if mask.shape == "box" else ())]
        form = Form([replace(field, advanced=False) for field in described])
        form.edited.connect(lambda name, value: self._edited(number, name, value))
        column.addWidget(form)
        return block

    def _edited(self, number: int, name: str, value: Any) -> None:
        mask = self.setup.masks[number]
        if name in NAMES or name in SIDES:
            name, value = laid(mask, name, value)
        self.setup.change_mask(number, gesture=f"mask {number} {name}", **{name: value})


def shown(mask: Mask) -> Mapping[str, Any]:
    """The mask as its form shows it."""
    return {**values_of(mask), **dict(zip(NAMES, mask.centre_m, strict=True)), **dict(zip(SIDES, mask.size_m, strict=True))}


def laid(mask: Mask, name: str, value: float) -> tuple[str, tuple[float, ...]]:
    """A box's field as a field of the mask."""
    field, names = ("centre_m", NAMES) if name in NAMES else ("size_m", SIDES)
    parts = list(getattr(mask, field))
    parts[names.index(name)] = value
    return field, tuple(parts)
