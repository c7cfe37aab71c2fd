"""The hot keys of the window. While something is typed, the letters and digits belong to the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TYPED_IN = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
LOCKS = Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock


class Keys(QObject):
    """Filters the application's key presses for one window.

    A key works when the window is active and no text is typed; those with Ctrl and the F keys work while typing too, but for
    undo, which then belongs to the text. Repeats of a held key do nothing.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Callable[[], object]] = {}
        self._only_if: dict[str, Callable[[], bool]] = {}
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def bind(self, keys: tuple[str, ...], action: Callable[[], object], only_if: Callable[[], bool] | None = None) -> None:
        """Each of ``keys`` (``R``, ``F9``, ``Ctrl+Right``) runs ``action``."""
        for key in keys:
            self._actions[key] = action
            if only_if is not None:
                self._only_if[key] = only_if

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched is not QApplication.focusWidget():
            return self._of_window(watched, event)
        return self._handle(event)

    def _of_window(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to the window itself where nothing in it has the focus."""
        alone = watched is self._window and QApplication.focusWidget() is None
        return alone and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._handle(event)

    def _handle(self, event: QKeyEvent) -> bool:
        name = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        action = self._actions.get(name)
        if action is None or QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        if not self._ours() or (self.typing() and belongs_to_text(name)):
            return False
        if not self._only_if.get(name, lambda: True)():
            return False
        if not event.isAutoRepeat():
            action()
        return True

    def _ours(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is None or focused.window() is self._window

    @staticmethod
    def typing() -> bool:
        """Whether what has the focus takes text."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QComboBox):
            return focused.isEditable()
        return isinstance(focused, TYPED_IN)


def belongs_to_text(name: str) -> bool:
    """Whether a text field wants this key: letters, digits, Tab, the arrows, undo; not the F keys."""
    last = name.split("+")[-1]
    return not (last.startswith("F") and last[1:].isdigit())
