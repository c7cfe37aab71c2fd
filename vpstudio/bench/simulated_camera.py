"""A clip as a cheap camera would have brought it: tone curve, noise, noise reduction over time, sharpening halos, MJPEG, 4:2:0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from vpstudio.bench.clips import Clip, Picture, written


@dataclass(frozen=True, slots=True)
class Camera:
    """curve: how much of an S is in the tone curve, 0..1. noise: standard deviation of a code 0..1, before it is reduced. halo: of
    the sharpening, with its radius in pixels. reduce: how much of the last picture stays where nothing moves. pump: by how many
    stops exposure wanders, slowly. warm: by how much the white balance does."""

    curve: float = 0.5
    noise: float = 0.012
    halo: float = 0.8
    halo_px: float = 1.6
    reduce: float = 0.5
    quality: int = 80
    pump: float = 0.0
    warm: float = 0.0


PUMPING = Camera(pump=0.3, warm=0.04)


def through(camera: Camera, pictures: Iterable[Picture], seed: int = 5) -> Iterator[Picture]:
    """(h, w, 3) uint8 RGB in and out, one for one."""
    random = np.random.default_rng(seed)
    last: np.ndarray | None = None
    for number, picture in enumerate(pictures):
        shown = _toned(picture.astype(np.float32) / 255, camera, number)
        shown += random.normal(0, camera.noise, shown.shape).astype(np.float32)
        shown += camera.halo * (shown - cv2.GaussianBlur(shown, (0, 0), camera.halo_px))
        if last is not None:
            change = np.abs(shown - last).max(axis=2, keepdims=True)
            fresh = np.clip((change - 0.03) / 0.06, 0, 1) * camera.reduce + 1 - camera.reduce
            shown = last + (shown - last) * fresh
        last = shown
        yield _compressed(np.clip(np.rint(shown * 255), 0, 255).astype(np.uint8), camera.quality)


def filmed(clip: Clip, folder: Path, camera: Camera | None = None) -> Clip:
    """The clip through the camera, with the same alpha, in another folder."""
    return written(folder, clip.name, through(camera or Camera(), clip.rgb()), clip.alpha())


def _toned(code: np.ndarray, camera: Camera, number: int) -> np.ndarray:
    exposure = 2.0 ** (camera.pump * np.sin(number / 7))
    balance = np.array([1 + camera.warm * np.sin(number / 11), 1.0, 1 - camera.warm * np.sin(number / 11)], np.float32)
    code = np.clip(code * (exposure * balance) ** np.float32(1 / 2.2), 0, 1)
    lifted = np.clip(code * 1.05 - 0.02, 0, 1)
    return np.asarray(lifted * lifted * (3 - 2 * lifted) * camera.curve + lifted * (1 - camera.curve), np.float32)


def _compressed(picture: Picture, quality: int) -> Picture:
    _, data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])  # type: ignore[index]
