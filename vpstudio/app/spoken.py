"""Widgets that say everything anew when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


class Spoken(QFrame):
    """``say`` sets every text; it is called once by the widget itself and again at each change of language."""

    def say(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say()
        super().changeEvent(event)


def label(role: str = "", text: str = "") -> QLabel:
    """A label in one of the sheet's roles: dim, caption, heading, title, warn. Never read as rich text: file names come in."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def rule(*, upright: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame(objectName="rule")
    made.setProperty("upright", upright)
    return made


def mark_state(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again only where one changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
