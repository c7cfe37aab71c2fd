"""Words on signs and plaques as textures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Texture

HEIGHT = 160
Pixel = tuple[int, int, int]


def sign(name: str, text: str, ink: Pixel, ground: Pixel, aspect: float) -> Texture:
    """``text`` in one line, centred, as large as fits; ``aspect`` is width over height. Colours are sRGB codes."""
    width = int(HEIGHT * aspect)
    mask = lettered(text, (width, HEIGHT))[:, :, None].astype(np.float32) / 255
    rgb = np.array(ground, np.float32) * (1 - mask) + np.array(ink, np.float32) * mask
    pixels = np.dstack([rgb.round().astype(np.uint8), np.full((HEIGHT, width), 255, np.uint8)])
    return Texture(name, pixels, wrap=("clamp", "clamp"))


def lettered(text: str, size: tuple[int, int]) -> NDArray[np.uint8]:
    """(H, W) coverage of the words; OpenCV's own fonts know Latin, Cyrillic, Greek and Chinese."""
    width, height = size
    canvas = np.zeros((height, width, 3), np.uint8)
    if not text.strip():
        return canvas[:, :, 0]
    face = cv2.FontFace("uni")
    tall = int(height * 0.6)
    box = cv2.getTextSize((width, height), text, (0, 0), face, tall)
    if box[2] > width * 0.9:
        tall = max(8, int(tall * width * 0.9 / box[2]))
        box = cv2.getTextSize((width, height), text, (0, 0), face, tall)
    origin = (int(width / 2 - box[0] - box[2] / 2), int(height / 2 - box[1] - box[3] / 2))
    cv2.putText(canvas, text, origin, (255, 255, 255), face, tall)
    return canvas[:, :, 0]
