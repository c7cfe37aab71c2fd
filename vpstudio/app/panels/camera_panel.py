"""CAMERA: the lens the director looks through, the real lens, and where the camera stands."""

from __future__ import annotations

from dataclasses import asdict

from vpstudio.app.language import tr
from vpstudio.app.panels.describe import fields
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import Panel, Slot, chosen, values_of
from vpstudio.app.segments import Segments
from vpstudio.app.spoken import label, mark_state
from vpstudio.model.project import PUNCH_WARNING, CameraSettings, Project
from vpstudio.model.scene import Mark
from vpstudio.model.state import EngineState

LENSES: tuple[float | None, ...] = (None, 24.0, 35.0, 50.0, 85.0)


class CameraPanel(Panel):
    def build(self) -> None:
        self._shown: dict[str, float] = {}
        described = fields(CameraSettings)
        self.heading(tr("LENS"))
        self.lens = Segments([tr("Real"), *(f"{lens:g}" for lens in LENSES if lens)])
        for at, lens in enumerate(LENSES):
            name = tr("Lens {mm} mm", mm=f"{lens:g}") if lens else tr("The camera's own lens")
            self.lens.button(at).setAccessibleName(name)
            self.lens.button(at).setToolTip(name)
        self.lens.chosen.connect(lambda at: self.session.edit("camera.lens_mm", LENSES[at]))
        self.column.addWidget(self.lens)
        self.linked = self.form("camera", chosen(described, "linked"))
        self.told = label("dim")
        self.told.setWordWrap(True)
        self.column.addWidget(self.told)
        self.heading(tr("PLACE"))
        self.place = self.form("camera", chosen(described, "height_m", "tilt_deg", "distance_m", "pan_deg", "roll_deg", "depth_sorts"))
        self.heading(tr("REAL LENS"))
        self.known = self.form("camera", chosen(described, "known_by"))
        self.real = Slot()
        self.column.addWidget(self.real)

    def show_project(self, project: Project) -> None:
        camera = project.camera
        values = values_of(camera)
        self.lens.show_index(LENSES.index(camera.lens_mm) if camera.lens_mm in LENSES else -1)
        if self.real.needs(camera.known_by):
            self.real.fill(self._made_real(camera.known_by))
        for form in (self.linked, self.known, *self.real.findChildren(Form)):
            form.show_values(values)
        self._show_place()
        self._tell(camera)

    def show_state(self, state: EngineState) -> None:
        super().show_state(state)
        if self._standing() != self._shown:
            self._show_place()
        self._tell(self.session.project.camera)

    def _show_place(self) -> None:
        self._shown = self._standing()
        self.place.show_values(values_of(self.session.project.camera) | self._shown)

    def _standing(self) -> dict[str, float]:
        """Where the camera stands; what nobody has set is as the angle is made for."""
        project, marks = self.session.project, self.state.marks
        return asdict(project.camera.stand(marks[min(project.set.mark, len(marks) - 1)] if marks else Mark()))

    def _made_real(self, known_by: str) -> Form:
        names = ("focal_mm", "sensor_width_mm") if known_by == "focal" else ("view_deg",)
        made = Form(chosen(fields(CameraSettings), *names))
        made.edited.connect(lambda name, value: self.session.edit(f"camera.{name}", value))
        return made

    def _tell(self, camera: CameraSettings) -> None:
        """What the lens button costs, in words, with a sign where it is too much."""
        real = tr("The camera's own lens is like {mm} mm on full frame.", mm=f"{camera.real_focal_mm:.0f}")
        warn, text = False, real
        if camera.cheats:
            warn, text = True, "▲ " + tr("CHEAT: only the set changes, so its perspective no longer fits the actor.")
        elif camera.punch > PUNCH_WARNING:
            warn, text = True, "▲ " + tr("The camera picture is enlarged {times}× and loses sharpness.", times=f"{camera.punch:.2f}")
        elif camera.punch < 0.999:
            warn, text = (
                True,
                "▲ " + tr("The camera cannot see that wide; its own lens ({mm} mm) is the limit.", mm=f"{camera.real_focal_mm:.0f}"),
            )
        elif camera.punch > 1.001:
            text = tr("The camera picture is enlarged {times}×.", times=f"{camera.punch:.2f}")
        self.told.setText(text)
        mark_state(self.told, role="warn" if warn else "dim")
