"""Masks drawn by hand, as one small picture for alpha.glsl: what is surely not actor, and what surely is. No GL."""

from __future__ import annotations

import math
from collections.abc import Hashable

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.mask import Mask
from vpstudio.model.shot import Shot
from vpstudio.render.mask_outline import Points, clipped, lens_of, moves, outline_px

Grid = NDArray[np.uint8]
Size = tuple[int, int]

USES = ("garbage", "outside", "holdout")
HARD_TEXELS = 1.0  # a border of no softness is still anti-aliased: a texel on the line holds half, its neighbours all and nothing
FINE_TEXELS = 7  # a ramp wider than that is drawn smaller and enlarged, so that softness costs nothing
CORNERS_MIN = 3
SHORTEST_PX = 1e-3

_STEPS = np.linspace(0, 1, 256)
SMOOTH: Grid = np.round(255 * _STEPS * _STEPS * (3 - 2 * _STEPS)).astype(np.uint8)
"""Codes of the straight ramp to those of the border: smoothstep, so that the eye sees no line where it begins or ends."""


def mask_picture(shot: Shot, size: Size) -> Grid | None:
    """(h, w, 2) uint8 of the whole output at ``size`` (width, height), None where no mask is in use.

    Channel 0: 255 = nothing there is actor: inside of any garbage mask, and outside of **all** masks of use ``outside``. Channel
    1: 255 = all there is actor: inside of any hold-out mask. Both may be 255; then the first holds: it beats the second.
    A border is centred on the outline: half way there, and 0 or 255 half a feather away from it. Where lines of one mask cross, what is
    enclosed an even number of times is outside. A mask with less than three points is not drawn yet and does nothing.
    """
    masks = in_use(shot)
    if not masks:
        return None
    inside = {use: _union([_filled(mask, shot, size) for mask in masks if mask.use == use], size) for use in USES}
    gone = inside["garbage"]
    if any(mask.use == "outside" for mask in masks):
        gone = np.maximum(gone, 255 - inside["outside"])
    return cv2.LUT(cv2.merge([gone, inside["holdout"]]), SMOOTH)  # type: ignore[return-value]


def in_use(shot: Shot) -> tuple[Mask, ...]:
    return tuple(mask for mask in shot.look.key.masks if mask.on and (mask.shape == "box" or len(mask.points) >= CORNERS_MIN))


class Masks:
    """The last mask picture; made anew only where something that it depends on has changed."""

    def __init__(self) -> None:
        self._known: tuple[Hashable, Grid] | None = None

    def of(self, shot: Shot, size: Size) -> tuple[Hashable, Grid] | None:
        """(key, picture): equal keys mean the very same array, which is read-only. None where no mask is in use."""
        key = key_of(shot, size)
        if key is None:
            self._known = None
        elif self._known is None or self._known[0] != key:
            picture = mask_picture(shot, size)
            assert picture is not None
            picture.flags.writeable = False
            self._known = (key, picture)
        return self._known


def key_of(shot: Shot, size: Size) -> Hashable | None:
    """All that the mask picture depends on; the camera's place only while a mask minds it."""
    masks = in_use(shot)
    if not masks:
        return None
    minds = any(mask.shape == "box" or moves(mask, shot.pose) for mask in masks)
    seen = (shot.pose.position_m, shot.pose.rotation, lens_of(shot)) if minds else None
    return masks, seen, shot.placement, size


# --- drawing


def _union(pictures: list[Grid], size: Size) -> Grid:
    union = np.zeros((size[1], size[0]), np.uint8)
    for each in pictures:
        np.maximum(union, each, out=union)
    return union


def _filled(mask: Mask, shot: Shot, size: Size) -> Grid:
    """(h, w): 255 inside, 0 outside, a straight ramp across the border."""
    output = shot.placement.output
    cell = np.array(output) / size
    pitch = float(cell.max())
    feather = mask.feather * shot.placement.plate[1] * shot.placement.scale
    ramp = max(feather, HARD_TEXELS * pitch)
    coarse = max(1, math.floor(ramp / pitch / FINE_TEXELS))
    points = _near(outline_px(mask, shot), output, ramp / 2 + 4 * pitch * coarse)
    if coarse == 1:
        return _ramped(points, cell, size, ramp)
    # One cell more all round, so that the picture's own border is between cells too.
    cells = (-(-size[0] // coarse) + 2, -(-size[1] // coarse) + 2)
    drawn = _ramped(points + cell * coarse, cell * coarse, cells, ramp)
    fine = cv2.resize(drawn, (cells[0] * coarse, cells[1] * coarse), interpolation=cv2.INTER_LINEAR)
    return fine[coarse : coarse + size[1], coarse : coarse + size[0]]  # type: ignore[return-value]


def _near(points: Points, output: Size, margin: float) -> Points:
    """The outline cut to the output and a margin: what lies farther off cannot be seen, and numbers stay small."""
    right, bottom = output[0] + margin, output[1] + margin
    points = clipped(points, lambda at: at[:, 0] + margin)
    points = clipped(points, lambda at: at[:, 1] + margin)
    points = clipped(points, lambda at: right - at[:, 0])
    points = clipped(points, lambda at: bottom - at[:, 1])
    # A side without length, as a double click leaves, has no direction to measure along.
    return points[np.hypot(*(np.roll(points, -1, 0) - points).T) > SHORTEST_PX]


def _ramped(points: Points, cell: Points, size: Size, ramp: float) -> Grid:
    """Fill roughly, then work out the pixels near the border exactly. points, ramp: in the output's pixels; cell: (2,) of them."""
    picture = np.zeros((size[1], size[0]), np.uint8)
    if len(points) < CORNERS_MIN:
        return picture
    # OpenCV's pixels have whole numbers at their centres; four bits of fraction.
    drawn = np.round((points / cell - 0.5) * 16).astype(np.int32)
    cv2.fillPoly(picture, [drawn], (255,), shift=4)
    band = np.zeros_like(picture)
    across = 2 * math.ceil(ramp / 2 / float(cell.min()) + 1) + 1
    cv2.polylines(band, [drawn], True, (255,), thickness=across, shift=4)
    near = np.flatnonzero(band)  # many times faster than ``nonzero``
    rows, columns = np.divmod(near, size[0])
    centres = (np.stack([columns, rows], 1) + 0.5) * cell
    signed = _signed_distance(centres, points)
    picture.ravel()[near] = np.round(np.clip(0.5 + signed / ramp, 0, 1) * 255)
    return picture


def _signed_distance(at: Points, outline: Points) -> NDArray[np.float32]:
    """(n,) distance of points (n, 2) from a closed outline (m, 2), positive inside (even-odd): every point with every side, (m, n)."""
    way = np.roll(outline, -1, 0) - outline
    length = np.hypot(*way.T)
    unit = way / length[:, None]
    along, aside = _on_sides(at, outline, unit), _on_sides(at, outline, unit[:, ::-1] * (-1, 1))
    inside = _inside(at, outline, way, aside)
    # Beside a side the nearest place is square to it, past its ends the end.
    past = np.maximum(-along, along - length.astype(np.float32)[:, None])
    np.maximum(past, 0, out=past)
    nearest = np.sqrt((past * past + aside * aside).min(0))
    return np.where(inside, nearest, -nearest)  # type: ignore[no-any-return]


def _on_sides(at: Points, outline: Points, axes: Points) -> NDArray[np.float32]:
    """(m, n) coordinates of points along an axis (m, 2) that begins at each corner (m, 2)."""
    lines = np.concatenate([axes, -(axes * outline).sum(1)[:, None]], 1).astype(np.float32)
    return lines @ np.concatenate([at.T, np.ones((1, len(at)))]).astype(np.float32)  # type: ignore[no-any-return]


def _inside(at: Points, outline: Points, way: Points, aside: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether a ray to the right crosses an odd number of sides. aside: (m, n), positive to the right of a side's way (y down)."""
    above = at[:, 1] < outline[:, 1:]
    crossed = (above != np.roll(above, -1, 0)) & ((aside > 0) == (way[:, 1:] > 0))
    return np.bitwise_xor.reduce(crossed, 0)  # type: ignore[no-any-return]
