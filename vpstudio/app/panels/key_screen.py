"""The screen: one click, strokes, how evenly it is lit, and the keyer's own values."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpstudio.app.language import tr, tr_setting
from vpstudio.app.panels.describe import Described, fields
from vpstudio.app.panels.editors import Combo
from vpstudio.app.panels.evenness_map import EvennessMap
from vpstudio.app.panels.form import Fold, Form
from vpstudio.app.panels.panel import Slot, chosen, values_of
from vpstudio.app.panels.section import Section, button, sign
from vpstudio.app.session import Session
from vpstudio.app.spoken import label
from vpstudio.app.tools import Brush, Pick
from vpstudio.model.look import KeySettings, StrokeKind
from vpstudio.model.project import Project

FINE = ("space", "core", "chroma_shift_px")


class ScreenSection(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("SCREEN"))
        self.tools = session.setup.tools
        again = tr("Measure again: forget what was set by hand, and look at the screen anew")
        self.again = sign("refresh", again, session.setup.measure_again)
        self.line(self._made_pick(), self.again)
        self.line(*self._made_brushes(), even=True)
        self.told = label("caption")
        self.forget = QPushButton(tr("Forget strokes"))
        self.forget.setToolTip(tr("Forget the clicks and strokes: the screen's colour is measured by itself again."))
        self.forget.clicked.connect(session.setup.forget_strokes)
        self.strokes = self.line(self.told, self.forget)
        self.props = self.form("look.key", chosen(fields(KeySettings), "keep_props"))
        self.map = EvennessMap(session)
        self.column.addWidget(self.map)
        self.values = Slot()
        self.column.addWidget(self.values)

    def _made_pick(self) -> QPushButton:
        tip = tr("Then click on the bare cloth in the picture: the key is set up for it.")
        self.pick = button(tr("Pick the screen"), "dropper", tip, self._pick, stays=True)
        return self.pick

    def _made_brushes(self) -> tuple[QPushButton, QPushButton]:
        screen = tr("Draw over cloth that is still seen in the composite.")
        actor = tr("Draw over parts of the actor that vanish.")
        self.is_screen = button(tr("This is screen"), "brush_screen", screen, lambda: self._brush("screen"), stays=True)
        self.is_actor = button(tr("This is actor"), "brush_actor", actor, lambda: self._brush("actor"), stays=True)
        return self.is_screen, self.is_actor

    def show_tool(self) -> None:
        """Which of the tools is in hand."""
        held = self.tools.held
        self.pick.setChecked(isinstance(held, Pick))
        for kind, one in (("screen", self.is_screen), ("actor", self.is_actor)):
            one.setChecked(isinstance(held, Brush) and held.kind == kind)

    def show_way(self, project: Project, wanted: str) -> None:
        """wanted: the method that is at work now."""
        key = project.look.key
        count = len(key.strokes)
        self.told.setText(tr("1 stroke") if count == 1 else tr("{count} strokes", count=count))
        self.strokes.setVisible(count > 0)
        self.props.show_values(values_of(key))
        self.props.setVisible(wanted == "hybrid")
        described = self.session.kinds.keyer_fields(key.keyer)
        shown = wanted in ("hybrid", "chroma")
        opened = key.mode != "auto"
        if self.values.needs((shown, opened, key.keyer, described)):
            self.values.fill(self._made_values(described, key.keyer, opened=opened) if shown else None)
        for form in self.values.findChildren(Form):
            form.show_values(values_of(key) if set(form.names()) <= set(FINE) else key.values)

    def _pick(self) -> None:
        self.tools.take(None if isinstance(self.tools.held, Pick) else Pick(self.tools))

    def _brush(self, kind: StrokeKind) -> None:
        held = self.tools.held
        self.tools.take(None if isinstance(held, Brush) and held.kind == kind else Brush(self.tools, kind))

    # The keyer's values

    def _made_values(self, described: tuple[Described, ...], keyer: str, *, opened: bool) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        if head := self._made_keyers(keyer):
            column.addWidget(head)
        own = Form(described)
        own.edited.connect(lambda name, value: self.session.edit(f"look.key.values.{name}", value))
        fine = Form([replace(field, advanced=False) for field in chosen(fields(KeySettings), *FINE)])
        fine.edited.connect(lambda name, value: self.session.edit(f"look.key.{name}", value))
        for part in (own, fine):
            column.addWidget(part)
        return Fold(tr("Keyer values"), block, opened=opened)

    def _made_keyers(self, keyer: str) -> QWidget | None:
        """A list where there is more than one."""
        names = self.session.kinds.keyers()
        if len(names) < 2:
            return None
        keyers = Combo([tr_setting(titled(name)) for name in names])
        keyers.setAccessibleName(tr_setting("Keyer"))
        keyers.setCurrentIndex(names.index(keyer) if keyer in names else -1)
        keyers.activated.connect(lambda at: self._use_keyer(names[at]))
        return keyers

    def _use_keyer(self, name: str) -> None:
        project = self.session.project
        key = project.look.key.model_copy(update={"keyer": name, "values": {}})
        self.session.put(project.model_copy(update={"look": project.look.model_copy(update={"key": key})}))


def titled(name: str) -> str:
    """``colour_difference`` -> ``Colour difference``: a keyer's file name is its title."""
    return name.replace("_", " ").capitalize()
