"""The hot keys of the window. It gets only what the focused control has no use for, so letters typed into text stay text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QScrollArea


class Keys:
    """Key names (``R``, ``F9``, ``Ctrl+Right``) and what they do. Repeats of a held key do nothing."""

    def __init__(self) -> None:
        self._actions: dict[str, Callable[[], object]] = {}
        self._only_if: dict[str, Callable[[], bool]] = {}

    def bind(self, keys: tuple[str, ...], action: Callable[[], object], only_if: Callable[[], bool] | None = None) -> None:
        """Each of ``keys`` runs ``action`` where ``only_if`` says so."""
        for key in keys:
            self._actions[key] = action
            if only_if is not None:
                self._only_if[key] = only_if

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key is one of ours and did its work."""
        name = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        action = self._actions.get(name)
        if action is None or not self._only_if.get(name, lambda: True)():
            return False
        if not event.isAutoRepeat():
            action()
        return True


def for_hot_keys(event: QKeyEvent) -> bool:
    """A letter, a digit or a key with Ctrl: nothing that a list or a slider should take for itself."""
    letter = event.text().strip()
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or (bool(letter) and letter.isprintable())


class Area(QScrollArea):
    """Scrolls its one widget with the plain arrows; the arrows with Ctrl go on to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if for_hot_keys(event) else super().keyPressEvent(event)
