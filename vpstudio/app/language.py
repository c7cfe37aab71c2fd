"""Words in the window: ``tr`` for what is said now, ``mark`` for what is said later, and the switch between languages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from vpstudio.paths import asset
from vpstudio.problem import Problem
from vpstudio.words import LANGUAGES, sentence

WINDOW = "Window"
SETTINGS = "Settings"


def tr(text: str, **parts: object) -> str:
    """``text`` in the window's language; ``{name}`` in it is filled from ``parts`` afterwards, so that order may change."""
    said = QCoreApplication.translate(WINDOW, text)
    return said.format(**parts) if parts else said


def mark(text: str) -> str:
    """Only says that ``text`` is to be translated: it is kept in English and given to ``tr`` when it is shown."""
    return text


def tr_setting(text: str) -> str:
    """A title, help or choice of a settings field, a keyer's uniform or a registered kind (gathered by extract.py)."""
    return QCoreApplication.translate(SETTINGS, text) if text else ""


class Language:
    """The translators that are installed; ``use`` swaps them and Qt tells every widget."""

    def __init__(self, app: QCoreApplication, name: str = "en") -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.name = "en"
        self.use(name)

    def use(self, name: str) -> None:
        """``en`` or ``zh_CN``."""
        self.name = name if name in LANGUAGES else "en"
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = [t for t in (_qt_own(self.name), _ours(self.name)) if t is not None]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def tell(self, problem: Problem) -> str:
        """The plain sentence of a problem in this language."""
        return sentence(problem, self.name)


def _ours(name: str) -> QTranslator | None:
    translator = QTranslator()
    return translator if translator.load(str(asset("translations", f"vpstudio_{name}.qm"))) else None


def _qt_own(name: str) -> QTranslator | None:
    """Qt's own words (file dialogs, context menus)."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator if name != "en" and translator.load(f"qtbase_{name}", folder) else None
