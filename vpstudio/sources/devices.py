"""Which cameras and capture cards are plugged in, by names that hold from one start to the next."""

from __future__ import annotations

import logging
import sys
from typing import Any

from vpstudio.model.source import Device

log = logging.getLogger(__name__)
BACKENDS = {"linux": "V4L2", "win32": "DSHOW", "darwin": "AVFOUNDATION"}


def backend_name() -> str:
    """OpenCV's name of the platform's own way to cameras."""
    return BACKENDS.get(sys.platform, "ANY")


def cameras() -> list[Device]:
    """What is plugged in now; empty where nothing is or nothing can be listed. Takes up to a second: not for the GUI thread."""
    import cv2

    try:
        from cv2_enumerate_cameras import enumerate_cameras

        found = enumerate_cameras(getattr(cv2, f"CAP_{backend_name()}"))
    except Exception as error:  # a driver's fault must not take the list away
        log.warning("cameras cannot be listed: %s", error)
        return []
    return [device_of(info) for info in found]


def device_of(info: Any) -> Device:
    """From cv2-enumerate-cameras' record. The path tells two equal cameras apart; without one, maker and model must do."""
    ident = info.path or (f"{info.vid:04x}:{info.pid:04x}:{info.name}" if info.vid is not None and info.pid is not None else info.name)
    return Device(str(ident), str(info.name), int(info.index), backend_name())


def find(ident: str, among: list[Device]) -> Device | None:
    """The device called ``ident`` (its ident, else its title); the first where ``ident`` is empty."""
    if not ident:
        return among[0] if among else None
    exact = [device for device in among if device.ident == ident]
    named = [device for device in among if device.title == ident]
    return next(iter(exact + named), None)
