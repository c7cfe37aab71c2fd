"""LOOK: how the set is brought to the camera's picture, grain, and what a take holds."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent

from vpstudio.app.language import tr
from vpstudio.app.panels.describe import fields
from vpstudio.app.panels.panel import Panel, values_of
from vpstudio.app.panels.section import button
from vpstudio.app.session import Session
from vpstudio.app.spoken import label
from vpstudio.app.tools import Card
from vpstudio.model.look import ActorSettings, ColourSettings, GrainSettings, LensSettings, MatchSettings
from vpstudio.model.project import Project


class LookPanel(Panel):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        session.setup.tools.changed.connect(self._show_tool)

    def build(self) -> None:
        self.heading(tr("MATCH THE SET TO THE CAMERA"))
        note = label("caption", tr("The actor's picture is never graded."))
        note.setWordWrap(True)
        self.column.addWidget(note)
        tip = tr("Then click on an 18 % grey card at the actor's place: the set gets its exposure and its cast.")
        self.card = button(tr("Match to a grey card"), "dropper", tip, self._pick, stays=True)
        self.column.addWidget(self.card)
        self.match = self.form("look.match", fields(MatchSettings))
        self.heading(tr("THE SET THROUGH YOUR LENS"))
        tip = tr("Hold the camera still, the actor or something with hard edges in view: the set gets its sharpness, black and grain.")
        self.measure = button(tr("Measure the camera"), "camera", tip, self.session.setup.measure_camera)
        self.session.setup.measuring.connect(self._show_measuring)
        self.column.addWidget(self.measure)
        self.lens = self.form("look.lens", fields(LensSettings))
        self.heading(tr("GRAIN OVER THE SET"))
        self.grain = self.form("look.grain", fields(GrainSettings))
        self.heading(tr("THE ACTOR ON THE SET"))
        self.actor = self.form("look.actor", fields(ActorSettings))
        self.heading(tr("LOOK OF THE FINISHED PICTURE"))
        self.colour = self.form("look.colour", fields(ColourSettings))

    def show_project(self, project: Project) -> None:
        self.match.show_values(values_of(project.look.match))
        self.lens.show_values(values_of(project.look.lens))
        self.grain.show_values(values_of(project.look.grain))
        self.actor.show_values(values_of(project.look.actor))
        self.colour.show_values(values_of(project.look.colour))
        self._show_tool()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._held:
            self.session.setup.tools.drop()

    @property
    def _held(self) -> bool:
        return isinstance(self.session.setup.tools.held, Card)

    def _show_measuring(self, under_way: bool) -> None:
        self.measure.setEnabled(not under_way)
        self.measure.setText(tr("Looking at the camera…") if under_way else tr("Measure the camera"))

    def _pick(self) -> None:
        tools = self.session.setup.tools
        tools.take(None if self._held else Card(tools))

    def _show_tool(self) -> None:
        self.card.setChecked(self._held)
