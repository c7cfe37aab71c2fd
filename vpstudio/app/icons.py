"""Our own line icons: SVG files drawn on 24 units, coloured when they are loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from vpstudio.app import theme
from vpstudio.paths import asset


def path(name: str) -> str:
    """For a style sheet's url(): forward slashes on every system."""
    return asset("icons", f"{name}.svg").as_posix()


@cache
def icon(name: str, colour: str = theme.TEXT, size: int = 18) -> QIcon:
    """``assets/icons/NAME.svg`` in ``colour``; dimmer where the widget is disabled."""
    made = QIcon()
    for mode, paint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "#7c7c7c")):
        for scale in (1, 2):
            made.addPixmap(pixmap(name, paint, size, scale), mode)
    return made


@cache
def pixmap(name: str, colour: str = theme.TEXT, size: int = 18, scale: int = 2) -> QPixmap:
    """A square picture of the icon, ``size`` device-independent pixels wide."""
    text = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(size * scale, size * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
