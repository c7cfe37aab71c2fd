"""More clips with exact alpha, made of one: the same actor before other screens and rooms, smaller, and moving fast.

A method that is tuned to one cloth shows it here. ``python -m vpstudio.bench.variants FOLDER OUT`` writes them all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.bench.clips import Clip, Picture, found, written

Light = NDArray[Any]
Layers = tuple[list[Light], list[Light]]
FRAMES, EVERY = 12, 2
NOISE = 1.5
SCREENS: dict[str, tuple[tuple[float, float, float], float]] = {
    "green": ((0.03, 0.26, 0.05), 0.6),
    "blue": ((0.02, 0.05, 0.25), 0.5),
    "dim": ((0.008, 0.045, 0.012), 0.4),
    "bright": ((0.10, 0.62, 0.16), 0.3),
    "yellow_green": ((0.16, 0.30, 0.05), 0.5),
    "uneven": ((0.03, 0.26, 0.05), 2.0),
}
"""Cloth in linear light, and how many stops it falls off over the picture's width."""


def made(clip: Clip, folder: Path) -> list[Clip]:
    """Every variant of a clip that has its plate. Two thousandths of the clip's light are lost to its own noise."""
    layers = cut_out(clip)
    clips = [_before(folder, name, layers, screen(layers, colour, fall), spill(colour)) for name, (colour, fall) in SCREENS.items()]
    green = screen(layers, *SCREENS["green"])
    small, fast = shrunk(layers), fast_moving(layers)
    clips.append(_before(folder, "small", small, green, spill(SCREENS["green"][0])))
    clips.append(_before(folder, "fast", fast, green, spill(SCREENS["green"][0])))
    clips.append(_before(folder, "mirrored", mirrored(layers), green, spill(SCREENS["green"][0])))
    clips.append(_before(folder, "partial", layers, partial(layers, green), spill(SCREENS["green"][0])))
    clips.append(_before(folder, "room", layers, room(layers, 1)))
    return [*clips, _before(folder, "room_small", small, room(layers, 2))]


def cut_out(clip: Clip) -> Layers:
    """(actor's light times alpha, alpha) of every second picture: what is left of I = F a + C (1 - a)."""
    plate = light_of(np.ascontiguousarray(cv2.imread(str(clip.plate))[..., ::-1]))  # type: ignore[index]
    alphas = [a.astype(np.float32) / 255 for a in clip.alpha()[: FRAMES * EVERY : EVERY]]
    actor = []
    for picture, a in zip(clip.rgb()[: FRAMES * EVERY : EVERY], alphas, strict=True):
        own = light_of(picture) - (1 - a[..., None]) * plate
        actor.append(np.minimum(np.clip(own, 0, 1), a[..., None]))
    return actor, alphas


def screen(layers: Layers, colour: tuple[float, float, float], fall: float) -> Light:
    """Cloth with soft folds, brighter to one side."""
    height, width = layers[1][0].shape
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    folds = cv2.resize(np.random.default_rng(7).normal(0, 1, (24, 40)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    shade = np.exp2(fall * ((x - 0.5) * 1.2 - (y - 0.4) * 0.8) + 0.12 * folds)
    return np.asarray(np.array(colour, np.float32) * shade[..., None], np.float32)


def partial(layers: Layers, cloth: Light) -> Light:
    """A cloth in perspective that ends above the floor, in a busy room."""
    height, width = cloth.shape[:2]
    corners = np.array([[0.234, 0], [0.78, 0], [0.81, 0.72], [0.21, 0.78]]) * (width, height)
    mask: Light = np.zeros((height, width), np.float32)
    cv2.fillConvexPoly(mask, corners.astype(np.int32), 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), 1.5)[..., None]
    return np.asarray(room(layers, 4) * (1 - mask) + cloth * mask, np.float32)


def room(layers: Layers, seed: int) -> Light:
    """Coloured rectangles over one another: edges everywhere."""
    height, width = layers[1][0].shape
    random = np.random.default_rng(seed)
    picture = np.full((height, width, 3), (0.35, 0.3, 0.25), np.float32)
    for _ in range(60):
        x, y, w, h = (random.integers(0, 1 + limit) for limit in (width, height, width // 4, height // 3))
        colour = tuple(float(part) for part in random.uniform(0, 0.7, 3) ** 1.5)
        cv2.rectangle(picture, (int(x), int(y)), (int(x + w), int(y + h)), colour, -1)
    return cv2.GaussianBlur(picture, (0, 0), 2).astype(np.float32)


def shrunk(layers: Layers) -> Layers:
    """Six tenths of the size, to the right and on the lower edge."""
    height, width = layers[1][0].shape
    moved = np.array([[0.6, 0, 0.39 * width], [0, 0.6, 0.4 * height]], np.float32)
    return _each(layers, lambda picture, n: cv2.warpAffine(picture, moved, (width, height), flags=cv2.INTER_AREA))


def mirrored(layers: Layers) -> Layers:
    """The actor alone; what is behind him stays."""
    return _each(layers, lambda picture, n: np.ascontiguousarray(picture[:, ::-1]))


def fast_moving(layers: Layers) -> Layers:
    """34 pixels a picture to the right, blurred over as many by a shutter that is always open."""
    height, width = layers[1][0].shape
    shutter = np.full((1, 35), 1 / 35, np.float32)

    def moved(picture: Light, n: int) -> Light:
        way = np.array([[1, 0, (n - len(layers[1]) // 2) * 34], [0, 1, 0]], np.float32)
        return cv2.filter2D(cv2.warpAffine(picture, way, (width, height)), -1, shutter).astype(np.float32)

    return _each(layers, moved)


def spill(colour: tuple[float, float, float]) -> Light:
    return np.array(colour, np.float32) * 0.2


def _each(layers: Layers, change: Callable[[Light, int], Light]) -> Layers:
    return [change(f, n) for n, f in enumerate(layers[0])], [change(a, n) for n, a in enumerate(layers[1])]


def _before(folder: Path, name: str, layers: Layers, behind: Light, light: Light | None = None) -> Clip:
    """Composited in linear light, spill at the edges, camera noise."""
    random = np.random.default_rng(3)
    pictures = []
    for actor, alpha in zip(*layers, strict=True):
        a = alpha[..., None]
        lit = actor if light is None else actor + a * light * (1 - cv2.GaussianBlur(alpha, (0, 0), 14)[..., None])
        code = code_of(lit + (1 - a) * behind) * 255 + random.normal(0, NOISE, actor.shape)
        pictures.append(np.clip(np.rint(code), 0, 255).astype(np.uint8))
    clip = written(folder, name, pictures, [np.rint(a * 255).astype(np.uint8) for a in layers[1]])
    return replace(clip, plate=_plate(folder / f"{name}_plate.png", behind, random))


def _plate(path: Path, behind: Light, random: np.random.Generator) -> Path:
    """The scene without the actor, as the mean of eight noisy pictures shows it."""
    code = code_of(behind) * 255 + random.normal(0, NOISE / np.sqrt(8), behind.shape)
    _, data = cv2.imencode(".png", np.clip(np.rint(code[..., ::-1]), 0, 255).astype(np.uint8))
    path.write_bytes(data.tobytes())
    return path


def source_of(clips: list[Clip]) -> Clip | None:
    """The clip to make them from: it needs its plate, and better shows a room, whose light is not green on the actor."""
    able = [clip for clip in clips if clip.plate is not None]
    return next((clip for clip in able if "room" in clip.name), able[0] if able else None)


def light_of(picture: Picture) -> Light:
    """sRGB codes as light (IEC 61966-2-1)."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)[picture]


def code_of(light: Light) -> Light:
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055).astype(np.float32)


if __name__ == "__main__":
    given = source_of(found(Path(sys.argv[1])))
    print("\n".join(str(clip.video) for clip in made(given, Path(sys.argv[2]))) if given else "no clip has its plate")
