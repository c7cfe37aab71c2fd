"""The demo actor's hand, palm to the camera: bones with round flesh on them, from loosely curled to spread wide."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from vpstudio.sources.performer.face import SKIN, SKIN_WRAP
from vpstudio.sources.performer.shape import Floats, Sheet, bump, curve, lit, mixed, normals, painted
from vpstudio.sources.performer.sprite import Sprite

STEPS = 9
FINE = 2
PAPER = (-96.0, -236.0, 112.0, 44.0)
Bone = tuple[tuple[float, float, float], tuple[float, float, float], float, float]
FINGERS = (
    # base x, base y, lengths, root and tip radius, spread when open in degrees
    (-39.0, -92.0, (31.0, 21.0, 17.0), 11.4, 8.0, -15.0),
    (-13.0, -103.0, (38.0, 26.0, 19.0), 12.4, 8.6, -4.5),
    (13.0, -105.0, (42.0, 28.0, 20.0), 12.8, 8.8, 4.0),
    (38.0, -97.0, (37.0, 24.0, 19.0), 12.4, 8.8, 12.0),
)


def hands(scale: float) -> list[Sprite]:
    """STEPS sprites from curled to spread. Wrist at (0, 0), fingers up; the thumb points right."""
    return [hand(scale, step / (STEPS - 1)) for step in range(STEPS)]


def hand(scale: float, spread: float) -> Sprite:
    """One pose: 0 loosely curled, 1 spread wide."""
    fine, sheet = Sheet.over(*PAPER, scale * FINE), Sheet.over(*PAPER, scale)
    height = _flesh(fine, list(_bones(spread)))
    on = (height > -50).astype(np.float32)
    share = cv2.resize(on, (sheet.width, sheet.height), interpolation=cv2.INTER_AREA)
    height = cv2.resize(np.where(on > 0, height, 0).astype(np.float32), (sheet.width, sheet.height), interpolation=cv2.INTER_AREA)
    height = sheet.blur(height / np.maximum(share, 0.02), 1.2)
    soft = _fleshed(sheet, height)
    hollow = np.clip(sheet.blur(soft, 7) - soft, 0, 30) * share
    colour = lit(
        _palm(sheet),
        normals(soft * np.minimum(1, share * 1.5), sheet.scale),
        wrap=SKIN_WRAP,
        gloss=0.05,
        power=18,
        occlusion=np.clip(1 - 0.035 * hollow, 0.4, 1),
        shade=np.clip(1 - 0.03 * hollow, 0.4, 1),
        rim=0.55,
    )
    return Sprite.of(colour, share, sheet)


def _fleshed(sheet: Sheet, height: Floats) -> Floats:
    """The palm's bones padded: smoother there, so that the hand does not look flayed."""
    x, y = sheet.grid()
    padding = np.clip(1.2 * bump(x, y, (2, -56), (50, 52)), 0, 1)
    return height + (sheet.blur(height, 6.0) - height) * padding


def _bones(spread: float) -> Iterator[Bone]:
    """Fingers, thumb and palm as cones: two ends (x, y, height) and their radii."""
    curl = 1 - spread
    for x, y, lengths, root, tip, fan in FINGERS:
        lean = np.radians(fan * (0.25 + 0.85 * spread))
        at = np.array((x, y, 4.0))
        bend, radius = 0.10 + 0.24 * curl, root
        for index, length in enumerate(lengths):
            thin = root + (tip - root) * (index + 1) / 3
            flat = np.cos(bend)
            end = at + length * np.array((np.sin(lean) * flat, -np.cos(lean) * flat, np.sin(bend)))
            yield tuple(at), tuple(end), radius, thin  # type: ignore[misc]
            at, radius, bend = end, thin, bend + 0.08 + (0.62 if index == 0 else 0.42) * curl
        yield (x, y, 4.0), (x * 0.42, -28.0, 4.0), root + 3.0, 21.0
    out = np.radians(34 + 18 * spread)
    knuckle = (44 + 6 * spread, -52.0 + 4 * curl, 13.0)
    tip_end = (knuckle[0] + 58 * np.sin(out) * (0.72 + 0.28 * spread), knuckle[1] - 58 * np.cos(out), 17.0)
    yield (16.0, -20.0, 9.0), knuckle, 25.0, 16.0
    middle = ((knuckle[0] + tip_end[0]) / 2 + 2, (knuckle[1] + tip_end[1]) / 2 + 2, 16.0)
    yield knuckle, middle, 15.0, 12.0
    yield middle, tip_end, 12.0, 9.2
    yield (-26.0, -24.0, 6.0), (-34.0, -74.0, 5.0), 22.0, 18.0
    yield (0.0, 40.0, 0.0), (0.0, -10.0, 2.0), 29.0, 31.0


def _flesh(sheet: Sheet, bones: list[Bone]) -> Floats:
    """Height of the nearest surface over the bones, -99 where there is none."""
    x, y = sheet.grid()
    height = np.full_like(x, -99)
    for start, end, first, last in bones:
        grow = max(first, last) + 1
        columns = np.flatnonzero(np.abs(x[0] - (start[0] + end[0]) / 2) < abs(end[0] - start[0]) / 2 + grow)
        rows = np.flatnonzero(np.abs(y[:, 0] - (start[1] + end[1]) / 2) < abs(end[1] - start[1]) / 2 + grow)
        if not len(columns) or not len(rows):
            continue
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        height[part] = np.maximum(height[part], _cone(x[part], y[part], start, end, first, last))
    return height


def _cone(x: Floats, y: Floats, start: tuple[float, ...], end: tuple[float, ...], first: float, last: float) -> Floats:
    dx, dy = end[0] - start[0], end[1] - start[1]
    t = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy + 1e-6), 0, 1)
    radius = first + (last - first) * t
    off = (x - start[0] - t * dx) ** 2 + (y - start[1] - t * dy) ** 2
    inside = radius**2 - off
    return np.where(inside > 0, start[2] + (end[2] - start[2]) * t + np.sqrt(np.maximum(inside, 0)), -99).astype(np.float32)


def _palm(sheet: Sheet) -> Floats:
    """Skin of the palm: paler in the middle, rosy at tips and heel, with its three lines."""
    x, y = sheet.grid()
    skin = painted(sheet, (SKIN[0] * 1.04, SKIN[1] * 1.0, SKIN[2] * 1.0))
    rosy = 0.45 * bump(x, y, (0, -196), (80, 34)) + 0.35 * bump(x, y, (34, -36), (20, 20)) + 0.3 * bump(x, y, (-30, -40), (16, 30))
    skin = mixed(skin, (0.66, 0.27, 0.20), np.clip(rosy, 0, 0.6))
    lines = [
        ([(46, -74), (22, -70), (-8, -58), (-30, -40)], 0.5),
        ([(44, -78), (30, -60), (20, -36), (18, -12)], 0.55),
        ([(-46, -78), (-20, -86), (6, -88), (22, -98)], 0.45),
    ]
    for points, strength in lines:
        skin = mixed(skin, (0.30, 0.11, 0.08), strength * sheet.blur(sheet.stroke(curve(points), (0.6, 2.2, 0.8)), 0.8))
    return skin
