"""The project's own page: name, code, size, what a take holds, and the way to another project."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpstudio.app.language import tr
from vpstudio.app.panels.describe import fields
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import chosen, values_of
from vpstudio.app.session import Session
from vpstudio.app.spoken import label, rule
from vpstudio.model.project import FormatSettings, Project, RecordSettings
from vpstudio.paths import default_projects


class ProjectDialog(QDialog):
    """Settings apply at once. ``open_asked`` carries a folder: an old project's or a new one's."""

    open_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("Project"))
        self.setMinimumWidth(460)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 18)
        self._column.setSpacing(10)
        self._forms: list[tuple[Form, str]] = []
        self._add(tr("PROJECT"), "", Form(chosen(fields(Project), "title", "code")))
        self._add(tr("FINISHED PICTURE"), "format", Form(chosen(fields(FormatSettings), "shape", "short_side", "rate")))
        self._add(tr("A TAKE HOLDS"), "record", Form(fields(RecordSettings)))
        folder = label("caption", str(session.store.folder))
        folder.setWordWrap(True)
        self._column.addWidget(folder)
        self._column.addLayout(self._buttons())
        self._show(session.project)
        session.store.changed.connect(self._show)

    def _add(self, heading: str, path: str, form: Form) -> None:
        form.edited.connect(lambda name, value: self._session.edit(f"{path}.{name}" if path else name, value))
        self._column.addWidget(label("heading", heading))
        self._column.addWidget(form)
        self._column.addWidget(rule())
        self._forms.append((form, path))

    def _show(self, project: Project) -> None:
        for form, path in self._forms:
            form.show_values(values_of(getattr(project, path) if path else project))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, action in ((tr("New…"), self._new), (tr("Open…"), self._open), (tr("Show folder"), self._show_folder)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(action)
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton(tr("Done"))
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    def _new(self) -> None:
        default_projects().mkdir(parents=True, exist_ok=True)
        self._ask(tr("Choose or make an empty folder for the new project"), str(default_projects()))

    def _open(self) -> None:
        self._ask(tr("Choose a project's folder"), str(self._session.store.folder.parent))

    def _ask(self, title: str, start: str) -> None:
        if folder := QFileDialog.getExistingDirectory(self, title, start):
            self.open_asked.emit(folder)
            self.accept()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.store.folder)))
