"""The demo actor's mouth, ready drawn for every step between shut and open, still and smiling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vpstudio.sources.performer.face import CENTRE, MOUTH_Y
from vpstudio.sources.performer.shape import Floats, Sheet, bump, codes, curve, lit, mixed, normals, painted, smooth

OPEN_STEPS = 8
SMILE_STEPS = 4
HALF = (52.0, 40.0)
LIP = (0.40, 0.080, 0.078)


@dataclass(frozen=True)
class Mouth:
    """colour: codes (h, w, 3), cover: (h, w), both by [smile][open]."""

    sheet: Sheet
    colour: list[list[Floats]]
    cover: list[list[Floats]]

    def drawn(self, skin: Floats, row: int, step: int) -> Floats:
        """Codes (h, w, 3) of the mouth over the skin's."""
        return skin + (self.colour[row][step] - skin) * self.cover[row][step][..., None]


def nearest(open_by: float, smile: float) -> tuple[int, int]:
    """The row and step drawn for a mouth open by and smiling 0..1."""
    return round(min(max(smile, 0.0), 1.0) * (SMILE_STEPS - 1)), round(min(max(open_by, 0.0), 1.0) * (OPEN_STEPS - 1))


def mouth(scale: float) -> Mouth:
    at = (CENTRE[0], CENTRE[1] + MOUTH_Y)
    sheet = Sheet.over(at[0] - HALF[0], at[1] - HALF[1] + 8, at[0] + HALF[0], at[1] + HALF[1] + 8, scale)
    drawn = [[_drawn(sheet, at, o / (OPEN_STEPS - 1), s / (SMILE_STEPS - 1)) for o in range(OPEN_STEPS)] for s in range(SMILE_STEPS)]
    return Mouth(sheet, [[each[0] for each in row] for row in drawn], [[each[1] for each in row] for row in drawn])


def _drawn(sheet: Sheet, at: tuple[float, float], open_by: float, smile: float) -> tuple[Floats, Floats]:
    half = 30 + 9 * smile - 5 * open_by * (1 - smile)
    drop = 20 * open_by
    corner = -7.0 * smile + 0.25 * drop
    upper = [
        (-half, corner),
        (-half * 0.55, -6.2 + 0.5 * smile),
        (-6, -9.6),
        (0, -7.8),
        (6, -9.6),
        (half * 0.55, -6.2 + 0.5 * smile),
        (half, corner),
    ]
    inner_top = [
        (half, corner),
        (half * 0.5, -0.2 - 0.8 * open_by + 1.2 * smile),
        (0, 1.2 - 1.5 * open_by + 2.4 * smile * (1 - open_by)),
        (-half * 0.5, -0.2 - 0.8 * open_by + 1.2 * smile),
        (-half, corner),
    ]
    inner_low = [
        (-half, corner),
        (-half * 0.5, 0.6 + drop * 0.86 + 1.2 * smile),
        (0, 1.9 + drop + 2.4 * smile * (1 - open_by)),
        (half * 0.5, 0.6 + drop * 0.86 + 1.2 * smile),
        (half, corner),
    ]
    lower = [(half, corner), (half * 0.55, 9.6 + drop), (0, 14.0 + drop), (-half * 0.55, 9.6 + drop), (-half, corner)]
    line = [curve(points) + at for points in (upper, inner_top, inner_low, lower)]
    top, low = sheet.fill(np.concatenate((line[0], line[1]))), sheet.fill(np.concatenate((line[2], line[3])))
    # Closed lips touch: what lies between their outlines shows nothing of the inside.
    gap = sheet.fill(np.concatenate((line[1], line[2]))) * min(1.0, drop / 2)
    return _painted(sheet, at, (top, low, gap), drop, smile)


def _painted(
    sheet: Sheet, at: tuple[float, float], covers: tuple[Floats, Floats, Floats], drop: float, smile: float
) -> tuple[Floats, Floats]:
    top, low, gap = covers
    x, y = sheet.grid()
    x, y = x - at[0], y - at[1]
    height = 7 * bump(x, y, (0, -4), (26, 6.5)) + 9 * bump(x, y, (0, 7.5 + drop), (22, 6.2))
    lips = lit(
        painted(sheet, LIP), normals(height.astype(np.float32), sheet.scale), wrap=(0.5, 0.25, 0.2), gloss=0.07, power=34, rim=0.2, spill=0
    )
    lips = mixed(lips, (0.85, 0.55, 0.50), 0.26 * bump(x, y, (-6, 6.5 + drop), (9, 2.6)))
    inside = _inside(sheet, x, y, drop)
    line = sheet.blur(np.minimum(top, 1) * 0 + _seam(x, y, drop, smile), 0.5)
    colour = mixed(lips, inside, gap)
    colour = mixed(colour, (0.085, 0.018, 0.016), line * (1 - gap) * (1 if drop < 2 else 0.3))
    return codes(colour), np.clip(np.maximum(np.maximum(sheet.blur(top, 0.7) * 0.93, sheet.blur(low, 0.7) * 0.9), gap), 0, 1)


def _seam(x: Floats, y: Floats, drop: float, smile: float) -> Floats:
    """The line where closed lips meet."""
    middle = 1.4 + 2.4 * smile * (1 - (x / 37) ** 2) - 4.5 * smile * (x / 37) ** 2
    return 0.8 * np.exp(-(((y - middle) / 1.25) ** 2)) * (np.abs(x) < 37) * (1 - smooth(np.abs(x), 26, 37)) * (drop < 6)


def _inside(sheet: Sheet, x: Floats, y: Floats, drop: float) -> Floats:
    """Dark, teeth above, tongue below."""
    inside = painted(sheet, (0.045, 0.010, 0.010))
    tongue = bump(x, y, (0, drop + 3), (17, max(3.0, 0.42 * drop)))
    inside = mixed(inside, (0.30, 0.075, 0.065), 0.75 * tongue)
    between = 1 - 0.10 * np.exp(-((np.abs(((x + 4) % 8) - 4) / 0.7) ** 2)) * smooth(np.abs(x), 1, 3)
    teeth = (1 - smooth(y, 3.2, 4.6)) * (1 - smooth(np.abs(x), 17, 27)) * between
    return mixed(inside, (0.60, 0.55, 0.49), 0.92 * teeth.astype(np.float32))
