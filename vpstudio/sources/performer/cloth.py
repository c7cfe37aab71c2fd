"""The green cloth behind the demo actor: creased, hung from clips, brighter where the lamp is, darker in the corners."""

from __future__ import annotations

import cv2
import numpy as np

from vpstudio.sources.performer.shape import Floats, Sheet, codes, curve, normals, smooth

GREEN = np.array((0.030, 0.290, 0.062), np.float32)
CREASES = 26


def cloth(width: int, height: int, rng: np.random.Generator) -> Floats:
    """Linear light (height, width, 3). Worked at a third of the size: cloth has no finer detail than its creases."""
    scale = 1280 / max(width, height)
    small = Sheet(0.0, 0.0, max(8, round(width / 3)), max(8, round(height / 3)), 1 / (3 * scale))
    x, y = small.grid()
    wide, tall = width * scale, height * scale
    relief = _creases(small, wide, tall, rng) + _hang(x, y, wide, rng)
    facing = normals(relief, small.scale) @ np.array((-0.42, -0.40, 0.81), np.float32)
    lamp = 0.62 + 0.62 * np.exp(-(((x - 0.30 * wide) / (0.55 * wide)) ** 2 + ((y - 0.26 * tall) / (0.62 * tall)) ** 2))
    corner = 1 - 0.30 * smooth(np.hypot((x - wide / 2) / wide, (y - tall / 2) / tall), 0.42, 0.78)
    light = lamp * corner * (0.42 + 0.72 * np.clip(facing, 0, 1))
    warm = (0.96 + 0.08 * lamp)[..., None] * np.array((1.0, 1.0, 0.97), np.float32)
    return cv2.resize((GREEN * light[..., None] * warm).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)  # type: ignore[return-value]


def cloth_codes(width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """(height, width, 4) uint8 display codes; alpha 0: the actor's layers fill it."""
    rgb = np.rint(codes(cloth(width, height, rng))).astype(np.uint8)
    return np.dstack((rgb, np.zeros(rgb.shape[:2], np.uint8)))


def _hang(x: Floats, y: Floats, wide: float, rng: np.random.Generator) -> Floats:
    """Soft vertical folds of a hung cloth, stronger towards the top."""
    folds = np.zeros_like(x)
    for _ in range(5):
        length, phase = rng.uniform(120, 300), rng.uniform(0, 6.28)
        folds += rng.uniform(2, 5) * np.sin(2 * np.pi * (x + 12 * np.sin(y / 170 + phase)) / length + phase)
    return (folds * (0.55 + 0.45 * np.cos(y / 700)) * min(1.0, wide / 700)).astype(np.float32)


def _creases(sheet: Sheet, wide: float, tall: float, rng: np.random.Generator) -> Floats:
    """Creases of having been folded and stuffed in a bag."""
    relief = np.zeros((sheet.height, sheet.width), np.float32)
    for _ in range(CREASES):
        start = np.array((rng.uniform(0, wide), rng.uniform(0, tall)))
        way = rng.uniform(0, np.pi)
        reach = np.array((np.cos(way), np.sin(way))) * rng.uniform(90, 340)
        middle = start + reach / 2 + rng.normal(0, 22, 2)
        line = sheet.stroke(curve(np.stack((start, middle, start + reach)), steps=8), (1, rng.uniform(5, 12), 1))
        relief += rng.uniform(-11, 13) * sheet.blur(line, rng.uniform(5, 9))
    for part in (0.25, 0.5, 0.75):
        relief += 2.2 * np.exp(-(((sheet.grid()[1] - part * tall) / 7) ** 2)) + 1.6 * np.exp(-(((sheet.grid()[0] - part * wide) / 7) ** 2))
    return relief
