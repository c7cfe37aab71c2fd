"""The thin wrapper round OpenCV's camera: open, read, close, and why it would not open."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.source import Device
from vpstudio.problem import Problem

RAW = ("YUYV", "NV12")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a camera. width, height, fps 0: its own choice. pixels: a fourcc, or ``auto``."""

    width: int = 0
    height: int = 0
    fps: float = 0.0
    pixels: str = "auto"


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What a camera gave: (H, W, 3) BGR, (H, W, 2) YUYV or (H * 3 / 2, W) NV12, uint8, and which."""

    data: NDArray[np.uint8]
    kind: str


class Capture(Protocol):
    """What the camera source needs of a camera; tests stand in for it."""

    def read(self) -> Picture | None:
        """The next picture, waited for; None when the camera is gone."""
        ...

    def close(self) -> None: ...


class CvCapture:
    """OpenCV's. Raises Problem ``source.camera_busy``, ``.camera_refused`` or ``.camera_failed``."""

    def __init__(self, device: Device, wish: Wish) -> None:
        refuse(device)
        self._camera = cv2.VideoCapture(device.index, getattr(cv2, f"CAP_{device.backend}", cv2.CAP_ANY))
        if not self._camera.isOpened():
            raise Problem("source.camera_failed", camera=device.title)
        self._raw = ""
        self._ask(wish)

    def read(self) -> Picture | None:
        good, data = self._camera.read()
        if not good or data is None or not data.size:
            return None
        picture = np.asarray(data, np.uint8)
        return Picture(picture, self._raw if self._raw and picture.ndim < 3 or picture.shape[-1] == 2 else "BGR")

    def close(self) -> None:
        self._camera.release()

    def _ask(self, wish: Wish) -> None:
        """Pixels before size before rate: drivers reset what was asked earlier in any other order."""
        if wish.pixels != "auto":
            self._camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*wish.pixels.ljust(4)[:4]))
        if wish.width and wish.height:
            self._camera.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
            self._camera.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
        if wish.fps:
            self._camera.set(cv2.CAP_PROP_FPS, wish.fps)
        self._camera.set(cv2.CAP_PROP_BUFFERSIZE, 2)
        if wish.pixels in RAW and self._camera.set(cv2.CAP_PROP_CONVERT_RGB, 0):
            self._raw = wish.pixels


def refuse(device: Device) -> None:
    """Say why a camera will not open, where the platform lets one ask beforehand: Linux does."""
    if not sys.platform.startswith("linux") or not device.ident.startswith("/dev/"):
        return
    try:
        handle = os.open(device.ident, os.O_RDWR | os.O_NONBLOCK)
    except OSError as error:
        codes = {errno.EACCES: "source.camera_refused", errno.EPERM: "source.camera_refused", errno.EBUSY: "source.camera_busy"}
        raise Problem(codes.get(error.errno or 0, "source.camera_missing"), camera=device.title) from error
    with contextlib.suppress(OSError):
        os.close(handle)
