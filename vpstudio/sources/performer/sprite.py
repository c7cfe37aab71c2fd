"""Pictures with alpha that are bent, moved and laid over each other: what the demo actor is made of at run time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.sources.performer.shape import Floats, Sheet, codes

Bytes = NDArray[Any]
"""uint8; OpenCV's own types do not tell."""
COARSE = 8
"""A bend is worked out on every eighth pixel and filled in between: it is smooth."""


@dataclass(frozen=True)
class Sprite:
    """(h, w, 4) uint8 RGBA premultiplied code values, with its sheet."""

    pixels: Bytes
    sheet: Sheet

    @staticmethod
    def of(linear: Floats, alpha: Floats, sheet: Sheet) -> Sprite:
        """From linear colour (h, w, 3) and coverage (h, w)."""
        cover = np.clip(alpha, 0, 1)
        return Sprite(np.rint(np.dstack((codes(linear) * cover[..., None], cover * 255))).astype(np.uint8), sheet)


@dataclass(frozen=True)
class Place:
    """Where a sprite's design pixels go: turned by ``degrees`` clockwise about ``pivot``, then moved so that the pivot is at ``at``."""

    pivot: tuple[float, float]
    at: tuple[float, float]
    degrees: float = 0.0
    stretch: float = 1.0

    def matrix(self) -> NDArray[np.float64]:
        """2x3, design to design."""
        c, s = math.cos(math.radians(self.degrees)) * self.stretch, math.sin(math.radians(self.degrees)) * self.stretch
        px, py = self.pivot
        return np.array([[c, -s, self.at[0] - c * px + s * py], [s, c, self.at[1] - s * px - c * py]])

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a design point goes."""
        moved = self.matrix() @ (x, y, 1)
        return float(moved[0]), float(moved[1])


@dataclass(frozen=True)
class View:
    """The camera's framing: a design point (x, y) lands at real pixel (x * scale + left, y * scale + top)."""

    width: int
    height: int
    scale: float
    left: float
    top: float


def over(canvas: Bytes, layer: Bytes, x: int, y: int) -> None:
    """Lay premultiplied ``layer`` over premultiplied ``canvas`` with its corner at (x, y), both (h, w, 4) uint8."""
    left, top = max(0, x), max(0, y)
    right, bottom = min(canvas.shape[1], x + layer.shape[1]), min(canvas.shape[0], y + layer.shape[0])
    if right <= left or bottom <= top:
        return
    part = layer[top - y : bottom - y, left - x : right - x]
    under = canvas[top:bottom, left:right]
    keep = cv2.cvtColor(cv2.bitwise_not(part[..., 3]), cv2.COLOR_GRAY2BGR)
    keep = cv2.merge((keep, keep[..., 0]))
    cv2.add(cv2.multiply(under, keep, scale=1 / 255), part, dst=under)


def laid(canvas: Bytes, sprite: Sprite, place: Place, view: View) -> None:
    """Draw ``sprite`` rigidly placed."""
    layer, x, y = moved(sprite, [place], view)
    over(canvas, layer, x, y)


def moved(sprite: Sprite, places: list[Place], view: View, smear: float = 0.0) -> tuple[Bytes, int, int]:
    """The sprite as seen, averaged over ``places`` (an open shutter) and smeared by what lies between them, and its layer's corner."""
    if len(places) == 1:
        return _warped(sprite, _real(places[0], sprite.sheet, view), view)
    layers = [_warped(sprite, _real(place, sprite.sheet, view), view) for place in places]
    left, top = min(x for _, x, _ in layers), min(y for _, _, y in layers)
    right = max(x + layer.shape[1] for layer, x, _ in layers)
    bottom = max(y + layer.shape[0] for layer, _, y in layers)
    total = np.zeros((bottom - top, right - left, 4), np.uint16)
    for layer, x, y in layers:
        part = total[y - top : y - top + layer.shape[0], x - left : x - left + layer.shape[1]]
        cv2.add(part, layer, dst=part, dtype=cv2.CV_16U)
    mean = cv2.convertScaleAbs(total, alpha=1 / len(layers))
    # Exposures a few pixels apart would show as a comb.
    return (cv2.GaussianBlur(mean, (0, 0), smear) if smear > 0.5 else mean), left, top


def sheared(sprite: Sprite, place: Place, shear: float, stretch: float, about: tuple[float, float], view: View) -> tuple[Bytes, int, int]:
    """The sprite placed, then sheared sideways by ``shear`` a pixel above ``about`` and made taller by ``stretch`` from there."""
    bend = np.array([[1, -shear, shear * about[1]], [0, 1 + stretch, -stretch * about[1]], [0, 0, 1]])
    design = (bend @ np.vstack((place.matrix(), (0, 0, 1))))[:2]
    return _warped(sprite, _to_view(design, sprite.sheet, view), view)


def _warped(sprite: Sprite, matrix: NDArray[np.float64], view: View) -> tuple[Bytes, int, int]:
    x, y, width, height = _bounds([matrix], sprite.sheet, view)
    return cv2.warpAffine(sprite.pixels, matrix - ((0, 0, x), (0, 0, y)), (width, height), flags=cv2.INTER_LINEAR), x, y


def bent(sprite: Sprite, shift_x: Floats, shift_y: Floats, place: Place, view: View) -> tuple[Bytes, int, int]:
    """The sprite bent, then placed. shift: where a design point's colour comes from, less the point, on ``coarse_grid`` of its sheet."""
    sheet = sprite.sheet
    forward = _real(place, sheet, view)
    backward = cv2.invertAffineTransform(forward)
    x, y, width, height = _bounds([forward], sheet, view)
    # The knots lie where cv2.resize puts the samples of an eightfold enlargement, one knot more on every side.
    columns, rows = (COARSE * np.arange(-1, side // COARSE + 2) + (COARSE - 1) / 2 for side in (width, height))
    out_x, out_y = np.meshgrid(columns + x, rows + y)
    from_x = (backward[0, 0] * out_x + backward[0, 1] * out_y + backward[0, 2]).astype(np.float32)
    from_y = (backward[1, 0] * out_x + backward[1, 1] * out_y + backward[1, 2]).astype(np.float32)
    shift = np.dstack((shift_x, shift_y)).astype(np.float32) * sheet.scale
    at = cv2.remap(shift, from_x / COARSE, from_y / COARSE, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    coarse = np.dstack((from_x, from_y)) + at
    full = cv2.resize(coarse, (coarse.shape[1] * COARSE, coarse.shape[0] * COARSE), interpolation=cv2.INTER_LINEAR)
    wanted = full[COARSE : COARSE + height, COARSE : COARSE + width]
    return cv2.remap(sprite.pixels, wanted, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), x, y  # type: ignore[call-overload]


def coarse_grid(sheet: Sheet) -> tuple[Floats, Floats]:
    """x and y in design pixels at every ``COARSE``-th real pixel of a sheet: where bends are given."""
    x = np.arange(0, sheet.width + COARSE, COARSE, dtype=np.float32) / sheet.scale + sheet.left
    y = np.arange(0, sheet.height + COARSE, COARSE, dtype=np.float32) / sheet.scale + sheet.top
    return np.meshgrid(x, y)  # type: ignore[return-value]


def _real(place: Place, sheet: Sheet, view: View) -> NDArray[np.float64]:
    """2x3 from the sprite's real pixels to the canvas's."""
    return _to_view(place.matrix(), sheet, view)


def _to_view(design: NDArray[np.float64], sheet: Sheet, view: View) -> NDArray[np.float64]:
    """The same for a 2x3 from design to design pixels. Pixel centres lie at n + 0.5 in design, at n in OpenCV."""
    half = 0.5 / sheet.scale
    linear = design[:, :2] * (view.scale / sheet.scale)
    corner = design @ (sheet.left + half, sheet.top + half, 1)
    return np.column_stack((linear, corner * view.scale + (view.left - 0.5, view.top - 0.5)))


def _bounds(matrices: list[NDArray[np.float64]], sheet: Sheet, view: View) -> tuple[int, int, int, int]:
    """x, y, width, height of what is drawn, within the picture."""
    corners = np.array([(0, 0, 1), (sheet.width, 0, 1), (0, sheet.height, 1), (sheet.width, sheet.height, 1)]).T
    points = np.concatenate([matrix @ corners for matrix in matrices], axis=1)
    low = np.clip(np.floor(points.min(axis=1)).astype(int) - 1, 0, (view.width - 1, view.height - 1))
    high = np.clip(np.ceil(points.max(axis=1)).astype(int) + 1, low + 1, (view.width, view.height))
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])
