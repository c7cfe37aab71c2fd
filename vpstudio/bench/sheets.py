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


def sheet(rgb: Picture, truth: Picture | None, alpha: Picture, fill: Picture) -> Picture:
    """(h, w, 3) uint8 RGB: six pictures in two rows, then the same part of the edge at twice its size."""
    cells = [rgb, grey(truth if truth is not None else alpha), grey(alpha)]
    cells += [error(alpha, truth) if truth is not None else grey(alpha)]
    cells += [over(fill, colour) for colour in (BRIGHT, DARK)]
    whole = [titled(_fitted(cell), title) for cell, title in zip(cells, HEADINGS, strict=True)]
    close = [_fitted(_close(cell, alpha)) for cell in cells]
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


def _close(picture: Picture, alpha: Picture) -> Picture:
    """Round the highest soft pixel: mostly hair."""
    height, width = alpha.shape
    w, h = min(width, WIDE // 2), min(height, round(WIDE / 2 * height / width))
    rows, columns = np.nonzero((alpha > 40) & (alpha < 215))
    x, y = (int(np.median(columns[: max(1, len(columns) // 8)])), int(rows[0])) if len(rows) else (width // 2, height // 2)
    left, top = min(max(0, x - w // 2), width - w), min(max(0, y - h // 4), height - h)
    return picture[top : top + h, left : left + w]
