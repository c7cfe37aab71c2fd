"""KEY: how the actor is cut out, the keyer's own values, and the edge."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from vpstudio.app.language import mark, tr, tr_setting
from vpstudio.app.panels.describe import Described, fields
from vpstudio.app.panels.editors import Combo
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import Panel, Slot, chosen, values_of
from vpstudio.app.segments import Segments
from vpstudio.app.spoken import label
from vpstudio.model.look import EdgeSettings, KeySettings
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState

MODES = ("auto", "hybrid", "neural", "chroma", "difference", "none")
CHOSE = {
    "neural": mark("Chosen for this picture: AI matte"),
    "chroma": mark("Chosen for this picture: green screen"),
    "none": mark("Nothing is cut out"),
}


class KeyPanel(Panel):
    def build(self) -> None:
        self.heading(tr("METHOD"))
        mode = chosen(fields(KeySettings), "mode")[0]
        self.mode = Segments([tr_setting(title) for title in mode.titles])
        self.mode.chosen.connect(lambda at: self.session.edit("look.key.mode", MODES[at]))
        self.column.addWidget(self.mode)
        self.used = label("caption")
        self.used.setWordWrap(True)
        self.column.addWidget(self.used)
        self.keyer = Slot()
        self.column.addWidget(self.keyer)
        self.heading(tr("EDGE"))
        self.edge = self.form("look.edge", fields(EdgeSettings))

    def show_project(self, project: Project) -> None:
        key = project.look.key
        self.mode.show_index(MODES.index(key.mode))
        self.edge.show_values(values_of(project.look.edge))
        described = self.session.kinds.keyer_fields(key.keyer)
        wanted = key.mode if key.mode != "auto" else self.state.key_used or "chroma"
        if self.keyer.needs((wanted, key.keyer, described)):
            self.keyer.fill(self._made_keyer(described, key.keyer) if wanted == "chroma" else None)
        for form in self.keyer.findChildren(Form):
            form.show_values(key.values)

    def show_state(self, state: EngineState) -> None:
        changed = state.key_used != self.state.key_used
        super().show_state(state)
        text = CHOSE.get(state.key_used, "") if self.session.project.look.key.mode == "auto" else ""
        self.used.setText(tr(text) if text else "")
        self.used.setVisible(bool(text))
        if changed:
            self.show_project(self.session.project)

    def _made_keyer(self, described: tuple[Described, ...], keyer: str) -> QWidget:
        block = Slot()
        form = Form(described)
        form.edited.connect(lambda name, value: self.session.edit(f"look.key.values.{name}", value))
        block.fill(form)
        column = block.layout()
        assert column is not None
        column.insertWidget(0, self._head(keyer))  # type: ignore[attr-defined]
        return block

    def _head(self, keyer: str) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(QLabel(tr_setting(titled(keyer))), 1)
        names = self.session.kinds.keyers()
        if len(names) > 1:
            list_of_keyers = Combo([tr_setting(titled(name)) for name in names])
            list_of_keyers.setCurrentIndex(names.index(keyer) if keyer in names else -1)
            list_of_keyers.activated.connect(lambda at: self._use_keyer(names[at]))
            row.addWidget(list_of_keyers)
        again = QPushButton(tr("Measure again"))
        again.setToolTip(tr("Forget the values set by hand: the screen's colour is measured anew."))
        again.clicked.connect(lambda: self.session.edit("look.key.values", {}))
        row.addWidget(again)
        return head

    def _use_keyer(self, name: str) -> None:
        project = self.session.project
        key = project.look.key.model_copy(update={"keyer": name, "values": {}})
        self.session.put(project.model_copy(update={"look": project.look.model_copy(update={"key": key})}))


def titled(name: str) -> str:
    """``colour_difference`` -> ``Colour difference``: a keyer's file name is its title."""
    return name.replace("_", " ").capitalize()
