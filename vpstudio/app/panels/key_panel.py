"""KEY: how the actor is cut out, the screen, the clean plate, the edge, the masks, and the AI matter's own settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from vpstudio.app.language import mark, tr, tr_setting
from vpstudio.app.mask_handles import MaskHandles
from vpstudio.app.panels.describe import Described, fields
from vpstudio.app.panels.editors import Combo
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.key_masks import MaskSection
from vpstudio.app.panels.key_plate import PlateSection
from vpstudio.app.panels.key_screen import ScreenSection
from vpstudio.app.panels.panel import Panel, Slot, chosen, halves, values_of
from vpstudio.app.panels.section import Section
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, mark_state, named, toggle
from vpstudio.model.look import EdgeSettings, KeyMode, KeySettings
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState

MODES: tuple[KeyMode, ...] = ("auto", "hybrid", "neural", "chroma", "difference", "none")
TIPS = {
    "auto": mark("The picture decides: with the screen where one is in view, without where there is none."),
    "hybrid": mark("The screen gives the edge; AI keeps greenish clothes, and goes on past the cloth."),
    "neural": mark("No screen is needed."),
    "chroma": mark("The screen's colour alone."),
    "difference": mark("What differs from the clean plate is actor. The camera must stand still."),
    "none": mark("The camera's picture fills the frame."),
}
CHOSE = {
    "hybrid": mark("Chosen: AI and green screen"),
    "neural": mark("Chosen: AI matte"),
    "chroma": mark("Chosen: green screen"),
    "difference": mark("Chosen: difference from the clean plate"),
    "stored": mark("The matte comes from a file"),
    "none": mark("Nothing is cut out"),
}
WITH_SCREEN = ("hybrid", "chroma")
OWN_METHODS = ("difference", "stored")
"""Matters that are a method of their own or made by the engine: not in the list of AI matters."""


class KeyPanel(Panel):
    def __init__(self, session: Session) -> None:
        self._handles = MaskHandles(session.setup)
        super().__init__(session)
        session.setup.tools.changed.connect(self._show_tool)
        session.setup.chosen.connect(self._show_mask)

    def build(self) -> None:
        self.heading(tr("METHOD"))
        self.modes: dict[str, QPushButton] = {}
        self.column.addWidget(self._made_modes())
        self.used = label("caption")
        self.used.setWordWrap(True)
        self.column.addWidget(self.used)
        self.cloth = ScreenSection(self.session)
        self.plate = PlateSection(self.session)
        self.edge = EdgeSection(self.session)
        self.matter = MatterSection(self.session)
        self.masks = MaskSection(self.session)
        self.difference = DifferenceSection(self.session)
        self.sections: tuple[Section, ...] = (self.cloth, self.plate, self.difference, self.matter, self.edge, self.masks)
        for section in self.sections:
            self.column.addWidget(section)

    def show_project(self, project: Project) -> None:
        key, wanted = project.look.key, self._wanted(project)
        for mode, button in self.modes.items():
            button.setChecked(mode == key.mode)
        for section in self.sections:
            section.show_project(project)
        self._show_tool()
        self.cloth.show_way(project, wanted)
        self.plate.show_way(project, wanted)
        self.edge.show_way(wanted)
        self.cloth.setVisible(key.mode == "auto" or wanted in WITH_SCREEN)
        self.plate.setVisible(key.mode == "auto" or wanted in (*WITH_SCREEN, "difference"))
        self.difference.setVisible(wanted == "difference")
        self.edge.setVisible(wanted != "none")
        self.matter.setVisible(self.matter.offers and wanted in ("hybrid", "neural"))

    def show_state(self, state: EngineState) -> None:
        changed = state.key_used != self.state.key_used
        super().show_state(state)
        for section in self.sections:
            section.show_state(state)
        text, warn = self._told(state)
        self.used.setText(text)
        self.used.setVisible(bool(text))
        mark_state(self.used, role="warn" if warn else "caption")
        if changed:
            self.show_project(self.session.project)

    def _wanted(self, project: Project) -> str:
        """The method at work: the one chosen, or what the automatic choice came to."""
        mode = project.look.key.mode
        return mode if mode != "auto" else self.state.key_used or "hybrid"

    def _told(self, state: EngineState) -> tuple[str, bool]:
        """(what there is to say of the method at work, whether it is a warning)."""
        mode = self.session.project.look.key.mode
        if mode == "hybrid" and state.key_used == "neural":
            return "▲ " + tr("No screen is found, so AI works alone. Pick the screen below."), True
        return (self._why(state), False) if mode == "auto" else ("", False)

    def _why(self, state: EngineState) -> str:
        """What was chosen, and the reason where the engine tells one."""
        chose = CHOSE.get(state.key_used)
        if chose is None:
            return ""
        return f"{tr(chose)} · {self.session.tell(state.key_why)}" if state.key_why is not None else tr(chose)

    def _made_modes(self) -> QWidget:
        """Six titles of two to twenty letters: two columns."""
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        halves(grid)
        titles = chosen(fields(KeySettings), "mode")[0].titles
        for at, (mode, title) in enumerate(zip(MODES, titles, strict=True)):
            button = self.modes[mode] = toggle(named(QPushButton(tr_setting(title)), "choice"))
            button.setAutoExclusive(True)
            button.setToolTip(tr(TIPS[mode]))
            button.setAccessibleDescription(tr(TIPS[mode]))
            button.clicked.connect(lambda _, mode=mode: self.session.edit("look.key.mode", mode))
            grid.addWidget(button, at // 2, at % 2)
        return block

    # Tools over the picture belong to this panel

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stand(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stand(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._stand(self.isVisible())

    def _stand(self, there: bool) -> None:
        """The masks and their handles are seen while this panel is open and unlocked."""
        tools = self.session.setup.tools
        tools.standing = self._handles if there and self.isEnabled() else None
        tools.drop()
        tools.moved.emit()

    def _show_tool(self) -> None:
        self.cloth.show_tool()
        self.masks.show_tool()

    def _show_mask(self) -> None:
        self.masks.show_chosen()


class EdgeSection(Section):
    """What happens where actor and set meet."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("EDGE"))
        self._wanted = Slot()
        self.column.addWidget(self._wanted)

    def show_project(self, project: Project) -> None:
        for form in self._wanted.findChildren(Form):
            form.show_values(values_of(project.look.edge))

    def show_way(self, wanted: str) -> None:
        """Despill only where there is a screen to spill, refinement only where a network's matte is refined."""
        without = {"refine"} if wanted == "chroma" else {"despill"} if wanted in ("neural", "difference") else set()
        described = tuple(field for field in fields(EdgeSettings) if field.name not in without)
        if self._wanted.needs(described):
            self._wanted.fill(self._made(described))
            self.show_project(self.session.project)

    def _made(self, described: tuple[Described, ...]) -> Form:
        form = Form(described)
        form.edited.connect(lambda name, value: self.session.edit(f"look.edge.{name}", value))
        return form


class DifferenceSection(Section):
    """How far from the clean plate is actor."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("DIFFERENCE"))
        described = [field for field in session.kinds.matter_fields("difference") if field.name != "path"]
        self.own = self.form("look.key.difference_values", described)

    def show_project(self, project: Project) -> None:
        self.own.show_values(project.look.key.difference_values)


class MatterSection(Section):
    """Which network, where there is a choice, and its own settings."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("AI MATTER"))
        self.entries = [entry for entry in session.kinds.matters() if entry.name not in OWN_METHODS]
        self.list = Combo([tr_setting(entry.title) for entry in self.entries])
        self.list.setAccessibleName(tr_setting("AI matter"))
        for at, entry in enumerate(self.entries):
            if not entry.available:
                self._lock(at, entry.missing)
        self.list.activated.connect(lambda at: self._use(self.entries[at].name))
        self.column.addWidget(self.list)
        self.own = Slot()
        self.column.addWidget(self.own)
        self.told = self.caption()

    @property
    def offers(self) -> bool:
        """Whether there is something to choose or to set."""
        return len(self.entries) > 1

    def show_project(self, project: Project) -> None:
        key = project.look.key
        names = [entry.name for entry in self.entries]
        self.list.setCurrentIndex(names.index(key.matter) if key.matter in names else -1)
        described = self.session.kinds.matter_fields(key.matter)
        if self.own.needs((key.matter, described)):
            self.own.fill(self._made_form(described) if described else None)
        for form in self.own.findChildren(Form):
            form.show_values(key.matter_values)

    def show_state(self, state: EngineState) -> None:
        """A licence is the crew's to judge: it is told where the model is chosen."""
        self.told.setText("\n".join(self.session.tell(news) for news in state.matter_told))
        self.told.setVisible(bool(state.matter_told))

    def _lock(self, at: int, missing: tuple[str, ...]) -> None:
        why = tr("Not available: {modules} is not installed.", modules=", ".join(missing))
        item = self.list.model().item(at)  # type: ignore[attr-defined]
        item.setEnabled(False)
        item.setToolTip(why)
        item.setText(f"{item.text()} – {why}")

    def _made_form(self, described: tuple[Described, ...]) -> Form:
        form = Form(described)
        form.edited.connect(lambda name, value: self.session.edit(f"look.key.matter_values.{name}", value))
        return form

    def _use(self, name: str) -> None:
        project = self.session.project
        key = project.look.key.model_copy(update={"matter": name, "matter_values": {}})
        self.session.put(project.model_copy(update={"look": project.look.model_copy(update={"key": key})}))
