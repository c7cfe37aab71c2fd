"""Opening the window: ``run`` makes the application, the engine and the window, and returns when the last is closed."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QApplication

from vpstudio.app import platform, theme
from vpstudio.app.engine_port import Catalogue, EnginePort, MakeEngine
from vpstudio.app.gl_host import QtGLHost
from vpstudio.app.language import Language
from vpstudio.app.memory import folder_to_open, load_project, remember, remembered
from vpstudio.app.session import Session, with_demo
from vpstudio.app.window import Window
from vpstudio.model.host import GLHost
from vpstudio.model.project import Project
from vpstudio.problem import Problem
from vpstudio.words import system_language

FIRST_SIZE = (1600, 960)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".exr", ".hdr")


class Studio(QObject):
    """The open session and its window; another project replaces both."""

    def __init__(self, app: QApplication, make: MakeEngine, catalogue: Catalogue, language: Language) -> None:
        super().__init__()
        self._app, self._make, self._catalogue, self._language = app, make, catalogue, language
        self.session: Session | None = None
        self.window: Window | None = None

    def open(self, folder: Path, source: str | None = None) -> None:
        """Show the project in ``folder``; made there if it is none yet. Raises Problem ``document.*``."""
        project, fresh = load_project(folder)
        project = self._first(project, folder) if fresh else project
        project = chosen_source(project, source)
        self._app.setQuitOnLastWindowClosed(False)  # between two projects there is a moment without a window
        self.close()
        session = self.session = Session(project, folder, self._make, self._catalogue, QtGLHost(), fresh=fresh)
        window = self.window = Window(session, self._language)
        window.open_asked.connect(self._open_other)
        window.closed.connect(lambda: self._keep(window))
        self._place(window)
        window.show()
        self._app.setQuitOnLastWindowClosed(True)
        session.store.save()
        session.start()
        session.kinds.look_for_devices()
        remember(project=str(folder))

    def close(self) -> None:
        """End the session, if there is one; waits until its take is finished."""
        window, session, self.window, self.session = self.window, self.session, None, None
        if window is not None:
            window.close()
        if session is not None:
            session.close()
        if window is not None:
            window.deleteLater()

    @staticmethod
    def _first(project: Project, folder: Path) -> Project:
        """A new project: the demo actor, so that a picture is there whatever the machine has."""
        return with_demo(project.model_copy(update={"title": folder.name or "vpstudio"}))

    def _open_other(self, folder: str) -> None:
        before = self.session.store.folder if self.session is not None else None
        try:
            self.open(Path(folder))
        except Problem as problem:
            if self.session is not None and before is not None:
                self.session.told.emit(problem)

    def _keep(self, window: Window) -> None:
        remember(place=bytes(window.saveGeometry().toBase64().data()).decode(), language=self._language.name)

    def _place(self, window: Window) -> None:
        place = remembered().get("place")
        if isinstance(place, str) and window.restoreGeometry(QByteArray.fromBase64(place.encode())):
            return
        room = self._app.primaryScreen().availableSize()
        window.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))


def chosen_source(project: Project, source: str | None) -> Project:
    """The project with the source asked for: a kind, ``camera:NAME``, an address or a file; None keeps the project's own."""
    if source is None or source == project.source.kind:
        return project
    if source == "demo":
        return with_demo(project)
    kind, values = kind_of(source)
    chosen = project.source.model_copy(update={"kind": kind, "values": values})
    key = project.look.key.model_copy(update={"mode": "auto"})
    return project.model_copy(update={"source": chosen, "look": project.look.model_copy(update={"key": key})})


def kind_of(source: str) -> tuple[str, dict[str, str]]:
    """What a person typed for a source: (kind, its settings)."""
    head, colon, rest = source.partition(":")
    if "://" in source:
        return "stream", {"url": source}
    if colon and head == "camera":
        return "camera", {"device": rest}
    path = Path(source).expanduser()
    if path.suffix.lower() in PICTURES or path.is_dir() or "#" in path.name or "%" in path.name:
        return "still", {"path": str(path.absolute())}
    if path.suffix or path.exists():
        return "file", {"path": str(path.absolute())}
    return source, {}


def make_engine(project: Project, folder: Path, host: GLHost | None) -> EnginePort:
    """The real one."""
    from vpstudio.engine.engine import Engine

    return Engine(project, folder, host)


def run(project_folder: Path | None, *, source: str | None = None, language: str | None = None) -> int:
    """Open the studio and wait until it is closed; the process's exit code.

    project_folder: None opens the last one. source: a kind, instead of the project's own. language: ``en`` or ``zh_CN``, else
    the one last used, else the system's. Raises Problem ``app.no_display`` or ``document.*``.
    """
    if not platform.has_display():
        raise Problem("app.no_display")
    from vpstudio.engine import catalogue

    platform.prepare()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("vpstudio")
    theme.dress(app)
    studio = Studio(app, make_engine, catalogue, Language(app, language or remembered_language()))
    studio.open(folder_to_open(project_folder), source)
    platform.end_on_signals(app)
    code = app.exec()
    studio.close()
    return code


def remembered_language() -> str:
    kept = remembered().get("language")
    return kept if isinstance(kept, str) else system_language()
