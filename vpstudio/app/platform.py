"""What must be said to Qt before there is an application."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat

from vpstudio.app.gl_host import surface_format

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def prepare() -> None:
    """Choose the window system, share GL contexts, ask for core 3.3. Call before QApplication."""
    if sys.platform == "linux":
        for name, value in linux_environment(dict(os.environ), has_machine_id()).items():
            os.environ[name] = value
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QSurfaceFormat.setDefaultFormat(surface_format())


def linux_environment(environment: dict[str, str], bus: bool = True) -> dict[str, str]:
    """What to add: X11 with GLX (under xcb_egl the render thread cannot have a context), and ibus for Chinese input, since the
    wheels carry no fcitx plug-in. What the user has set stays. bus: whether D-Bus, which ibus speaks, can be used."""
    wanted = {"QT_IM_MODULE": "ibus"} if bus else {}
    if environment.get("DISPLAY"):
        wanted |= {"QT_QPA_PLATFORM": "xcb", "QT_XCB_GL_INTEGRATION": "xcb_glx"}
    return {name: value for name, value in wanted.items() if not environment.get(name)}


def end_on_signals(app: QCoreApplication) -> None:
    """Ctrl-C in the terminal and the system's request to end close the studio as its window would: a take that rolls is finished.

    Python handles them between two of its own instructions, of which every picture shown brings some.
    """
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: app.quit())


def has_machine_id() -> bool:
    """Without one (bare systems, containers) the D-Bus library aborts the whole process as soon as ibus asks it for a session."""
    return any(file.is_file() and file.stat().st_size for file in MACHINE_IDS)


def has_display() -> bool:
    """Whether a window can open here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
