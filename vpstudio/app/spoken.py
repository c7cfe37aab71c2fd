"""Widgets that say everything anew when the language changes."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

Made = TypeVar("Made", bound=QWidget)
Pressed = TypeVar("Pressed", bound=QAbstractButton)


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


def named(widget: Made, name: str) -> Made:
    """``widget`` under the name that the style sheet knows it by."""
    widget.setObjectName(name)
    return widget


def toggle(button: Pressed) -> Pressed:
    """``button`` that stays down, reached by Tab and not by a click, so that a click leaves the keys to the picture."""
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def rule(*, upright: bool = False) -> QFrame:
    """A hairline."""
    made = named(QFrame(), "rule")
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
