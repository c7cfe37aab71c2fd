"""A take of synthetic pictures, made as the engine makes one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import numpy as np

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Colorimetry, Frame, Layout, Orientation, sealed
from vpstudio.model.project import RecordSettings
from vpstudio.model.take import Slate
from vpstudio.record.plan import RecordedPicture, TakePlan

SIZE = (180, 320)
CAMERA = (320, 180)
WALL = datetime(2026, 3, 14, 10, 20, 30, tzinfo=timezone(timedelta(hours=8)))


def make_plan(folder: Path, **changes) -> TakePlan:
    told = {
        "folder": folder,
        "project_code": "QLRS",
        "slate": Slate(scene="34-1", shot=2, take=3),
        "rate": Fraction(25),
        "size": SIZE,
        "clean": (*CAMERA, Layout.I420, Orientation(90)),
        "matte_size": SIZE,
        "record": RecordSettings(encoder="libx264"),
        "policy": "every",
        "wall": WALL,
    }
    return TakePlan(**(told | changes))


def camera_planes(number: int, size=CAMERA) -> tuple[np.ndarray, ...]:
    """I420 whose luma tells the number (so that a repeated or missing picture is seen), over a gradient."""
    width, height = size
    luma = np.tile(np.linspace(40, 200, width).astype(np.uint8), (height, 1))
    luma[:32] = 20 + number * 7 % 200
    half = ((height + 1) // 2, (width + 1) // 2)
    return sealed(luma, np.full(half, 110, np.uint8), np.full(half, 140, np.uint8))


def composite(number: int, size=SIZE) -> np.ndarray:
    """RGBA with a grey band whose level tells the number, as ``level_of`` reads it back."""
    picture = np.full((size[1], size[0], 4), 255, np.uint8)
    picture[..., 0] = np.linspace(0, 255, size[0]).astype(np.uint8)
    picture[..., 1] = 90
    picture[..., 2] = np.linspace(255, 0, size[1]).astype(np.uint8)[:, None]
    picture[:64, :, :3] = 20 + number * 7 % 200
    return picture


def matte(number: int, size=SIZE) -> np.ndarray:
    across = np.arange(size[0]) * 255 / size[0]
    alpha = np.tile((across + number * 5).astype(np.uint8), (size[1], 1))
    alpha[:40] = 0
    return alpha


def fill(number: int, size=SIZE) -> np.ndarray:
    """Straight RGBA: the composite with the matte in its alpha."""
    return np.dstack([composite(number, size)[..., :3], matte(number, size)])


def make_picture(number: int, time_ns: int | None = None, rate=25, size=SIZE, camera=CAMERA, **changes) -> RecordedPicture:
    when = round(number * 1e9 / rate) if time_ns is None else time_ns
    planes = camera_planes(number, camera)
    stamp = Stamp(number, when)
    frame = Frame(stamp, *camera, planes, Layout.I420, planes, Layout.I420, Colorimetry(), Orientation(90))
    told = {
        "stamp": stamp,
        "composite": composite(number, size),
        "frame": frame,
        "matte": matte(number, size),
        "pose": CameraPose.of_angles((0.1, -1.5, 1.5), 2.0, -1.0, 0.0, when),
        "intrinsics": Intrinsics.of_view(*size, 40.0),
        "settings_hash": "00ff00ff00ff00ff",
    }
    return RecordedPicture(**(told | changes))
