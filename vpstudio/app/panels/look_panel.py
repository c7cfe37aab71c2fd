"""LOOK: how the set is brought to the camera's picture, grain, and what a take holds."""

from __future__ import annotations

from vpstudio.app.language import tr
from vpstudio.app.panels.describe import fields
from vpstudio.app.panels.panel import Panel, values_of
from vpstudio.app.spoken import label
from vpstudio.model.look import GrainSettings, MatchSettings
from vpstudio.model.project import Project


class LookPanel(Panel):
    def build(self) -> None:
        self.heading(tr("MATCH THE SET TO THE CAMERA"))
        note = label("caption", tr("The actor's picture is never graded."))
        note.setWordWrap(True)
        self.column.addWidget(note)
        self.match = self.form("look.match", fields(MatchSettings))
        self.heading(tr("GRAIN OVER THE SET"))
        self.grain = self.form("look.grain", fields(GrainSettings))

    def show_project(self, project: Project) -> None:
        self.match.show_values(values_of(project.look.match))
        self.grain.show_values(values_of(project.look.grain))
