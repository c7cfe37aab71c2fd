"""A webcam or capture card: what it really delivers is measured, and when it is pulled out and put back it goes on."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Literal

import cv2
import numpy as np

from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Colorimetry, Frame, Known, Layout, Matrix, Range, Siting, SoundBlock, Transfer, sealed
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.model.source import Device, SourceInfo
from vpstudio.problem import Problem
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.capture import Capture, CvCapture, Picture, Wish
from vpstudio.sources.controls import Controls, controls_of
from vpstudio.sources.devices import cameras, find

MEASURE_S = 1.0
RATES = [
    Fraction(24000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(60),
]
RATES += [Fraction(n) for n in (5, 10, 15, 20, 90, 100, 120)]
AGAIN_S = (0.3, 0.5, 1.0, 2.0)
"""Waits between tries to find a camera again; the last repeats, so that one put back is there within 3 s."""


@registry.register
class CameraSource(Source):
    """UVC webcams and capture cards through the platform's own way."""

    name = "camera"
    title = "Camera"

    class Settings(Source.Settings):
        device: str = setting("", "Camera", widget="device", help="Empty takes the first one.")
        width: int = setting(1280, "Width", low=0, high=7680, unit="px")
        height: int = setting(720, "Height", low=0, high=4320, unit="px")
        fps: float = setting(30, "Frame rate", low=0, high=240, unit="fps")
        pixels: Literal["auto", "MJPG", "YUYV", "NV12"] = setting(
            "auto", "Pixels", choices=("Automatic", "MJPG", "YUYV", "NV12"), advanced=True
        )
        lock: bool = setting(False, "Lock exposure, white balance, focus and gain")
        latency_ms: float = setting(0.0, "Camera delay", low=0, high=500, unit="ms", advanced=True, help="From the light to the computer.")

    def __init__(
        self,
        settings: BaseSettings,
        wants: Wants,
        make: Callable[[Device, Wish], Capture] = CvCapture,
        listed: Callable[[], list[Device]] = cameras,
        controls: Callable[[Device], Controls] = controls_of,
        measure_s: float = MEASURE_S,
    ) -> None:
        super().__init__(settings, wants)
        self._make, self._listed, self._controls_of, self._measure_s = make, listed, controls, measure_s
        self._capture: Capture | None = None
        self._closed = threading.Event()
        self._number = 0
        self.controls: Controls | None = None
        self.losses = 0

    def open(self) -> SourceInfo:
        """Raises Problem ``source.camera_missing``, ``.camera_busy``, ``.camera_refused``, ``.camera_failed`` or ``.camera_silent``."""
        device = self._connect()
        picture, rate = self._measured(device)
        height, width = size_of(picture)
        notes = (*self._locked(device), *self._differs(width, height, rate))
        return SourceInfo(device.title, width, height, rate, live=True, notes=notes)

    def read(self) -> Iterator[Frame | SoundBlock]:
        """A camera that is gone yields nothing, so that its last picture is never taken for a live one; it is looked for until back."""
        while not self._closed.is_set():
            picture = self._capture.read() if self._capture is not None else None
            if picture is not None:
                yield self._frame(picture)
            elif not self._closed.is_set():
                self.losses += 1
                self._reconnect()
        self._drop()

    def close(self) -> None:
        self._closed.set()

    def _connect(self) -> Device:
        device = find(self.settings.device, self._listed())
        if device is None:
            raise Problem("source.camera_missing", camera=self.settings.device or "-")
        s = self.settings
        self._capture = self._make(device, Wish(s.width, s.height, s.fps, s.pixels))
        return device

    def _reconnect(self) -> None:
        self._drop()
        tries = 0
        while not self._closed.wait(AGAIN_S[min(tries, len(AGAIN_S) - 1)]):
            tries += 1
            try:
                self._locked(self._connect())
                return
            except Problem:
                continue

    def _drop(self) -> None:
        if self._capture is not None:
            self._capture.close()
            self._capture = None

    def _measured(self, device: Device) -> tuple[Picture, Fraction]:
        """The rate over a second of pictures; the first few come in a burst or late and do not count."""
        assert self._capture is not None
        times: list[float] = []
        picture = None
        end = time.monotonic() + self._measure_s + 2
        while time.monotonic() < end and not (times and times[-1] - times[0] >= self._measure_s):
            taken = self._capture.read()
            if taken is None:
                break
            picture = taken
            times.append(time.monotonic())
        if picture is None:
            self._drop()
            raise Problem("source.camera_silent", camera=device.title)
        gaps = np.diff(times[2:])
        return picture, snapped(1 / statistics.median(gaps)) if len(gaps) else Fraction(30)

    def _locked(self, device: Device) -> tuple[tuple[str, str], ...]:
        """Lock what was asked for, read it back, and warn of what is still automatic."""
        self.controls = self._controls_of(device)
        loose = self.controls.lock_all() if self.settings.lock else []
        notes = [("source.not_locked", ", ".join(loose))] if loose else []
        moving = [name for name in self.controls.automatic() if name not in loose]
        return tuple(notes + ([("source.automatic", ", ".join(moving))] if moving else []))

    def _differs(self, width: int, height: int, rate: Fraction) -> tuple[tuple[str, str], ...]:
        """What was asked and not given."""
        s, notes = self.settings, []
        if s.width and (s.width, s.height) != (width, height):
            notes.append(("source.size_other", f"{width} x {height}"))
        if s.fps and abs(float(rate) - s.fps) > 0.6:
            notes.append(("source.rate_other", f"{float(rate):.4g}"))
        return tuple(notes)

    def _frame(self, picture: Picture) -> Frame:
        at = time.monotonic_ns() - int(self.settings.latency_ms * 1e6)
        planes, layout, colour = planes_of(picture)
        upload, upload_layout = planes, layout
        if self.wants.upload is Layout.RGBA:
            upload, upload_layout = sealed(rgba_of(picture)), Layout.RGBA
        height, width = size_of(picture)
        self._number += 1
        return Frame(
            stamp=Stamp(self._number - 1, at),
            width=width,
            height=height,
            planes=planes,
            layout=layout,
            upload=upload,
            upload_layout=upload_layout,
            colour=colour,
            orientation=self.wants.orientation,
        )


def size_of(picture: Picture) -> tuple[int, int]:
    """(height, width)."""
    height, width = picture.data.shape[:2]
    return (height * 2 // 3, width) if picture.kind == "NV12" else (height, width)


def planes_of(picture: Picture) -> tuple[tuple[np.ndarray, ...], Layout, Colorimetry]:
    """Raw YUV as it is. UVC says nothing of matrix and range: BT.601 limited is what cameras' raw YUV almost always is."""
    data = picture.data
    yuv = Colorimetry(
        Matrix.BT601, Range.LIMITED, Transfer.SRGB, Siting.LEFT, dict.fromkeys(("matrix", "range", "transfer", "siting"), Known.ASSUMED)
    )
    if picture.kind == "YUYV":
        return sealed(data), Layout.YUYV, yuv
    if picture.kind == "NV12":
        height, width = size_of(picture)
        return sealed(data[:height], data[height:].reshape(height // 2, width // 2, 2)), Layout.NV12, yuv
    return sealed(data), Layout.BGR, RGB_FULL


def rgba_of(picture: Picture) -> np.ndarray:
    """(H, W, 4) RGBA. OpenCV's YUV conversions are BT.601 limited, which is what is assumed here."""
    codes = {"YUYV": cv2.COLOR_YUV2RGBA_YUY2, "NV12": cv2.COLOR_YUV2RGBA_NV12}
    return np.asarray(cv2.cvtColor(picture.data, codes.get(picture.kind, cv2.COLOR_BGR2RGBA)), np.uint8)


def snapped(rate: float) -> Fraction:
    """The usual rate within 1.5 %, else the measured one."""
    nearest = min(RATES, key=lambda usual: abs(float(usual) - rate))
    near_whole = round(nearest) if abs(round(nearest) - rate) / rate < 0.015 else None
    if near_whole is not None:
        return Fraction(near_whole)
    return nearest if abs(float(nearest) - rate) / rate < 0.015 else Fraction(rate).limit_denominator(100)
