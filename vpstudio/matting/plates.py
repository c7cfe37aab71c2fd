"""Clean plates that a crew captures: averaged from many pictures, kept as 16-bit PNG, read back with their screen confidence."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.picture_head import declared_size
from vpstudio.matting.screen import measure
from vpstudio.matting.screen_light import DARK, Shine, in_light, ramp, shine_of
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import sealed
from vpstudio.problem import Problem

LARGEST_FILE = 256 * 2**20
LARGEST_SIDE = 8192
"""Pixels: a larger picture is refused before a byte of it is decoded."""
KEPT_SIDE = 3840
"""Longer side that is kept: nothing larger is keyed."""
CONFIDENCE_SIDE = 960
ASPECT = 0.01
BALANCE = 0.7

Light = NDArray[np.float32]


def load(path: Path) -> CleanPlate:
    """The plate in a PNG, JPEG or TIFF file of 8 or 16 bits, codes of a display (sRGB), upright.

    Raises Problem ``plate.missing``, ``plate.unreadable``, ``plate.kind`` or ``plate.too_large``.
    """
    data = _bytes(path)
    rgb = _decoded(data, path)
    light = _light(rgb)
    confidence = screen_confidence(_eight_bits(rgb))
    plate = np.dstack((light, confidence)).astype(np.float16)
    sealed(plate)
    return CleanPlate(plate, "captured", "captured " + hashlib.sha256(data).hexdigest()[:16])


def check_shape(plate: CleanPlate, upright: tuple[int, int], path: Path | str = "") -> None:
    """Raises Problem ``plate.shape`` unless the plate has the aspect of a picture of ``upright`` = (width, height) within 1 %."""
    height, width = plate.light.shape[:2]
    wide, tall = upright
    if abs(width * tall - height * wide) > ASPECT * width * tall + max(wide, tall):
        raise Problem("plate.shape", path=path, width=width, height=height, picture_width=wide, picture_height=tall)


def at_size(plate: CleanPlate, size: tuple[int, int]) -> Light:
    """(h, w, 4) float32: the plate's light and confidence averaged to ``size`` = (width, height)."""
    whole = plate.light.astype(np.float32)
    if whole.shape[1::-1] == size:
        return whole
    coarse = whole.shape[1] >= size[0]
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA if coarse else cv2.INTER_LINEAR), np.float32)


def save(path: Path, rgb16: NDArray[np.uint16]) -> Path:
    """Write (h, w, 3) uint16 RGB, display codes times 257, as PNG: written aside, then renamed. Raises Problem ``plate.unwritable``."""
    return save_bytes(path, png_bytes(rgb16))


def png_bytes(rgb16: NDArray[np.uint16]) -> bytes:
    """The picture (h, w, 3) uint16 as a 16-bit PNG."""
    done, data = cv2.imencode(".png", np.ascontiguousarray(rgb16[..., ::-1]), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise ValueError(f"no PNG can be made of {rgb16.shape} {rgb16.dtype}")
    return data.tobytes()


def save_bytes(path: Path, data: bytes) -> Path:
    """Write aside, flush, rename, so that no half file ever has the name. Raises Problem ``plate.unwritable``."""
    aside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise Problem("plate.unwritable", path=path, reason=error.strerror or type(error).__name__) from error
    return path


def screen_confidence(rgb: Picture) -> Light:
    """(h, w) float32 in 0..1 for an upright picture (h, w, 3) uint8 sRGB without the actor: 1 on keyable cloth, 0 elsewhere.

    Keyable is what has the screen's surplus k at most of the cloth's own purity (k beside brightness) and above the noise of
    dark pixels: cloth in shadow counts, tape, hems and stands do not. All 0 where the picture shows no screen.
    """
    height, width = rgb.shape[:2]
    screen = measure(rgb)
    if screen is None:
        return np.zeros((height, width), np.float32)
    scale = min(1.0, CONFIDENCE_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    light = cv2.blur(in_light(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)), (3, 3))
    shine = Shine.of(light, screen.kind, BALANCE)
    full, total = shine_of(screen.colour, screen.kind, BALANCE)
    pure = max(full / (total + DARK), 1e-3)
    cloth = ramp(shine.k / (shine.total + DARK) / pure, 0.5, 0.75) * ramp(shine.k, 0.004, 0.012)
    inner = cv2.blur(cv2.erode(_without_specks(cloth), np.ones((3, 3), np.uint8), borderType=cv2.BORDER_REPLICATE), (5, 5))
    return np.asarray(cv2.resize(inner, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _without_specks(cloth: Light) -> Light:
    """Only blobs of some size: a leaf in the room is not cloth."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((cloth > 0.5).astype(np.uint8), connectivity=8)
    if count < 2:
        return np.zeros_like(cloth)
    kept = stats[:, cv2.CC_STAT_AREA] >= 0.003 * cloth.size
    kept[0] = False
    near = cv2.dilate(kept[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    return cloth * near.astype(np.float32)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Problem("plate.too_large", path=path, limit=f"{LARGEST_FILE // 2**20} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Problem("plate.missing", path=path) from error
    except (OSError, ValueError) as error:
        raise Problem("plate.unreadable", path=path, reason=getattr(error, "strerror", None) or type(error).__name__) from error


def _decoded(data: bytes, path: Path) -> NDArray[Any]:
    """(h, w, 3) uint8 or uint16 RGB, at most ``KEPT_SIDE`` long."""
    size = declared_size(data)
    if size is None:
        raise Problem("plate.kind", path=path)
    if max(size) > LARGEST_SIDE or min(size) < 1:
        raise Problem("plate.too_large", path=path, limit=f"{LARGEST_SIDE} x {LARGEST_SIDE}")
    try:
        bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
    except cv2.error as error:
        raise Problem("plate.unreadable", path=path, reason="damaged") from error
    if bgr is None:
        raise Problem("plate.unreadable", path=path, reason="damaged")
    if bgr.dtype not in (np.uint8, np.uint16) or max(bgr.shape) > LARGEST_SIDE or min(bgr.shape[:2]) < 16:
        raise Problem("plate.kind", path=path)
    scale = KEPT_SIDE / max(bgr.shape[:2])
    if scale < 1:
        bgr = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(bgr[..., ::-1])


def _eight_bits(rgb: NDArray[Any]) -> Picture:
    return rgb if rgb.dtype == np.uint8 else ((rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _light(rgb: NDArray[Any]) -> Light:
    return in_light(rgb) if rgb.dtype == np.uint8 else _deep_light()[rgb]


@cache
def _deep_light() -> Light:
    """16-bit sRGB codes as display light (IEC 61966-2-1)."""
    code = np.arange(65536) / 65535
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)


def deep_codes(light: NDArray[Any]) -> NDArray[np.uint16]:
    """Display light as 16-bit sRGB codes (IEC 61966-2-1), what ``save`` takes."""
    x = np.clip(light, 0, 1)
    return np.rint(65535 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(np.uint16)
