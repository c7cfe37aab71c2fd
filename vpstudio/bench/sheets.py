"""Pictures to look at: what came in, the truth, what was made of it, where it is wrong, and how it looks over bright and dark."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from vpstudio.bench.clips import Picture
from vpstudio.bench.variants import code_of, light_of

BRIGHT, DARK = (235, 232, 225), (14, 16, 20)
WIDE = 480
HEADINGS = ("camera", "truth", "matte", "error: red too much, blue too little", "over bright", "over dark")


def sheet(rgb: Picture, truth: Picture | None, alpha: Picture, fill: Picture, worst: bool = False) -> Picture:
    """(h, w, 3) uint8 RGB: six pictures in two rows, then one part of them at twice its size: hair, or where most is wrong."""
    cells = [rgb, grey(truth if truth is not None else alpha), grey(alpha)]
    cells += [error(alpha, truth) if truth is not None else grey(alpha)]
    cells += [over(fill, colour) for colour in (BRIGHT, DARK)]
    whole = [titled(_fitted(cell), title) for cell, title in zip(cells, HEADINGS, strict=True)]
    at = wrongest(alpha, truth) if worst and truth is not None else _topmost(alpha)
    close = [_fitted(_close(cell, at)) for cell in cells]
    rows = [whole[:3], whole[3:], close[:3], close[3:]]
    return np.vstack([np.hstack(row) for row in rows])


def over(fill: Picture, colour: tuple[int, int, int]) -> Picture:
    """The straight fill over one colour, mixed in light."""
    alpha = fill[..., 3:].astype(np.float32) / 255
    behind = light_of(np.array(colour, np.uint8))
    return np.rint(code_of(light_of(fill[..., :3]) * alpha + behind * (1 - alpha)) * 255).astype(np.uint8)


def error(alpha: Picture, truth: Picture) -> Picture:
    apart = alpha.astype(np.int16) - truth
    return np.dstack((np.clip(apart, 0, 255), np.zeros_like(apart), np.clip(-apart, 0, 255))).astype(np.uint8)


def grey(alpha: Picture) -> Picture:
    return np.repeat(alpha[..., None], 3, axis=2)


def titled(picture: Picture, title: str) -> Picture:
    for colour, thick in (((0, 0, 0), 3), ((255, 255, 255), 1)):
        cv2.putText(picture, title, (8, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, thick, cv2.LINE_AA)
    return picture


def save(path: Path, picture: Picture) -> None:
    """PNG or JPEG by the ending; a folder with any name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _, data = cv2.imencode(path.suffix, picture[..., ::-1])
    path.write_bytes(data.tobytes())


def _fitted(picture: Picture) -> Picture:
    height = round(picture.shape[0] * WIDE / picture.shape[1])
    how = cv2.INTER_AREA if picture.shape[1] > WIDE else cv2.INTER_NEAREST
    return np.ascontiguousarray(cv2.resize(picture, (WIDE, height), interpolation=how), np.uint8)


def wrongest(alpha: Picture, truth: Picture) -> tuple[int, int]:
    """(x, y) round which most of the error lies."""
    apart = cv2.blur(cv2.absdiff(alpha, truth).astype(np.float32), (31, 31))
    y, x = np.unravel_index(int(apart.argmax()), apart.shape)
    return int(x), int(y)


def _topmost(alpha: Picture) -> tuple[int, int]:
    """(x, y) a little below the highest soft pixel: mostly hair."""
    height, width = alpha.shape
    rows, columns = np.nonzero((alpha > 40) & (alpha < 215))
    x, y = (int(np.median(columns[: max(1, len(columns) // 8)])), int(rows[0])) if len(rows) else (width // 2, height // 2)
    return x, y + round(WIDE / 8 * height / width)


def _close(picture: Picture, at: tuple[int, int]) -> Picture:
    height, width = picture.shape[:2]
    w, h = min(width, WIDE // 2), min(height, round(WIDE / 2 * height / width))
    left, top = min(max(0, at[0] - w // 2), width - w), min(max(0, at[1] - h // 2), height - h)
    return picture[top : top + h, left : left + w]
