"""The clean plate: taken with a countdown, or a file; when it was made, and how to be rid of it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton

from vpstudio.app.language import tr
from vpstudio.app.panels.section import Section, button, sign
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, mark_state
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState

UNDER_WAY = ("countdown", "capturing")


class PlateSection(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("CLEAN PLATE"))
        tip = tr("The picture without the actor, taken after a countdown: it makes the edge exact. The camera must not move afterwards.")
        self.capture = button(tr("Capture clean plate"), "plate", tip, self._capture)
        self.open = sign("folder", tr("Choose the file of a clean plate"), self._open)
        self.line(self.capture, self.open)
        self.told, self.forget = label("dim"), QPushButton(tr("Forget"))
        self.told.setWordWrap(True)
        self.forget.setAccessibleName(tr("Forget the clean plate"))
        self.forget.clicked.connect(lambda: session.setup.use_plate(""))
        self.line(self.told, self.forget)
        self.wrong = label("warn")
        self.wrong.setWordWrap(True)
        self.column.addWidget(self.wrong)
        self.wrong.hide()
        self._path = ""

    def show_project(self, project: Project) -> None:
        self._path = project.look.key.plate
        self.forget.setVisible(bool(self._path))
        text, gone = told_of(self._path)
        self.told.setText(text)
        self.told.setToolTip(self._path)
        mark_state(self.told, role="warn" if gone else "dim")

    def show_way(self, project: Project, wanted: str) -> None:
        """wanted: the method at work; one of them cannot do without."""
        if wanted == "difference" and not project.look.key.plate:
            self.told.setText("▲ " + tr("Difference needs a clean plate: capture one first."))
            mark_state(self.told, role="warn")

    def show_state(self, state: EngineState) -> None:
        under_way = state.plate.phase in UNDER_WAY
        self.capture.setText(" " + (tr("Cancel") if under_way else tr("Capture clean plate")))
        in_use = state.plate.phase == "done" and state.plate.path == self._path
        wrong = state.plate.problem if state.plate.phase == "failed" or in_use else None
        self.wrong.setText("▲ " + self.session.tell(wrong) if wrong is not None else "")
        self.wrong.setVisible(wrong is not None)

    def _capture(self) -> None:
        if not self.session.setup.cancel_plate():
            self.session.setup.capture_plate()

    def _open(self) -> None:
        start = str(Path(self._path).parent) if self._path else str(self.session.store.folder)
        picked, _ = QFileDialog.getOpenFileName(
            self, tr("Choose the file of a clean plate"), start, tr("Pictures (*.png *.jpg *.jpeg *.tif *.tiff)")
        )
        if picked:
            self.session.setup.use_plate(picked)


def told_of(path: str) -> tuple[str, bool]:
    """(words for a person, whether the file is gone)."""
    if not path:
        return tr("None: the screen is learnt while the actor moves."), False
    try:
        made = time.localtime(Path(path).stat().st_mtime)
    except OSError:
        return "▲ " + tr("The clean plate's file is gone: {name}", name=Path(path).name), True
    today = made[:3] == time.localtime()[:3]
    when = time.strftime("%H:%M", made) if today else time.strftime("%Y-%m-%d %H:%M", made)
    return tr("Clean plate of {when}", when=when), False
