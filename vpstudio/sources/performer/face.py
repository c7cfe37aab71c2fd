"""The demo actor's face: a sculpted height field with painted skin; eyes and mouth are drawn apart because they move."""

from __future__ import annotations

import cv2
import numpy as np

from vpstudio.sources.performer.shape import Floats, Points, Sheet, bump, curve, lit, mirrored, mixed, normals, painted, smooth

CENTRE = (360.0, 400.0)
EYES = (-47.0, 47.0)
EYE_Y = 4.0
MOUTH_Y = 90.0
SHORT = 0.93
"""The face below the eyes is this much shorter than it is sculpted."""
SKIN = (0.60, 0.335, 0.225)
SKIN_WRAP = (0.52, 0.30, 0.22)
OUTLINE = mirrored(
    [(0, -158), (48, -150), (84, -118), (103, -62), (106, -10), (101, 40), (91, 84), (72, 122), (45, 149), (19, 161), (0, 163)]
)


def outline() -> np.ndarray:
    """The face's outline, head axes moved to the picture's."""
    return on_face(curve(OUTLINE, closed=True))


def on_face(points: Points) -> np.ndarray:
    """Sculpted points as they lie in the picture."""
    x, y = np.asarray(points, np.float64).T
    return np.stack((x, np.where(y > 0, SHORT * y, y)), axis=1) + CENTRE


def local(sheet: Sheet) -> tuple[Floats, Floats]:
    """Head axes: 0 between the eyes, right and down."""
    x, y = sheet.grid()
    y = y - np.float32(CENTRE[1])
    return x - np.float32(CENTRE[0]), np.where(y > 0, y / np.float32(SHORT), y)


def relief(x: Floats, y: Floats) -> Floats:
    """Height of the face towards the eye in design pixels, about 100 in the middle."""
    base = 112 * np.sqrt(np.clip(1 - (x / 122) ** 2 - ((y + 4) / 186) ** 2, 0.0, 1))
    bridge = smooth(y, -34, 44) * (1 - smooth(y, 62, 76))
    nose = bridge * (8 + 15 * smooth(y, -10, 58)) * np.exp(-((x / (10 + 4 * smooth(y, 0, 60))) ** 2))
    tip = 13 * bump(x, y, (0, 58), (13, 12))
    ax = np.abs(x)
    wings = 7 * bump(ax, y, (15, 63), (7.5, 8))
    sockets = -9 * bump(ax, y, (44, -2), (27, 17)) - 5 * bump(ax, y, (20, 2), (9, 14))
    lids = 7 * bump(ax, y, (47, 5), (24, 12))
    cheeks = 9 * bump(ax, y, (60, 46), (32, 28)) - 4 * bump(ax, y, (74, 92), (22, 30))
    muzzle = 8 * bump(x, y, (0, 96), (42, 27)) - 3 * bump(x, y, (0, 80), (5, 9)) - 2 * bump(ax, y, (37, 98), (10, 11))
    lips = 5 * bump(x, y, (0, 106), (22, 6)) + 3 * bump(x, y, (0, 93), (25, 5)) - 5 * bump(x, y, (0, 119), (26, 7))
    chin = 10 * bump(x, y, (0, 142), (26, 17))
    brow = 4 * bump(ax, y, (46, -30), (34, 9))
    return (base + nose + tip + wings + sockets + lids + cheeks + muzzle + lips + chin + brow).astype(np.float32)


def skin(sheet: Sheet) -> tuple[Floats, Floats]:
    """Linear colour (h, w, 3) and coverage of the face without eyeballs and lips' inside; brows, nostrils and make-up are on it."""
    x, y = local(sheet)
    cover = sheet.fill(outline())
    height = relief(x, y)
    hollow = sheet.blur(height, 9) - height
    occlusion = np.clip(1 - hollow * 0.05, 0.55, 1.06)
    colour = lit(
        _complexion(x, y, sheet),
        normals(sheet.blur(height, 1.2), sheet.scale),
        wrap=SKIN_WRAP,
        gloss=0.085,
        power=26,
        occlusion=occlusion,
        shade=_cast(x, y),
        rim=0.55,
    )
    return _lined(colour, x, y, sheet), cover


def _complexion(x: Floats, y: Floats, sheet: Sheet) -> Floats:
    ax = np.abs(x)
    albedo = painted(sheet, SKIN)
    blush = 0.34 * bump(ax, y, (64, 56), (30, 22)) + 0.22 * bump(x, y, (0, 60), (15, 11)) + 0.12 * bump(x, y, (0, 146), (22, 14))
    albedo = mixed(albedo, (0.66, 0.235, 0.165), blush)
    shadow = 0.42 * bump(ax, y, (50, -9), (31, 11)) + 0.28 * bump(ax, y, (72, 2), (14, 13))
    albedo = mixed(albedo, (0.37, 0.165, 0.115), shadow)
    under = 0.16 * bump(ax, y, (45, 23), (20, 6))
    albedo = mixed(albedo, (0.43, 0.22, 0.18), under)
    return mixed(albedo, (0.72, 0.44, 0.31), 0.25 * bump(x, y, (-6, -92), (46, 34)) + 0.22 * bump(ax, y, (52, 34), (22, 8)))


def _cast(x: Floats, y: Floats) -> Floats:
    """What of the key arrives: hair shades the brow, the nose shades the far cheek, the lip shades the chin's hollow."""
    fringe = 0.62 * (1 - smooth(y + 0.0028 * x * x, -128, -84))
    nose = 0.36 * bump(x, y, (19, 56), (11, 22)) + 0.20 * bump(x, y, (9, 76), (17, 6))
    side = 0.42 * smooth(np.abs(x), 82, 112)
    chin = 0.24 * bump(x, y, (4, 121), (22, 6))
    return np.clip(1 - fringe - nose - side - chin, 0.12, 1)


def _lined(colour: Floats, x: Floats, y: Floats, sheet: Sheet) -> Floats:
    """Nostrils, brows, the folds beside the nose and above the eyes."""
    ax = np.abs(x)
    nostril = np.clip(1.25 * bump(ax, y + 0.28 * (ax - 9), (9, 70), (5.6, 2.9)), 0, 1)
    colour = mixed(colour, (0.075, 0.022, 0.015), 0.86 * nostril)
    wing = sheet.blur(_pair(sheet, [(20, 56), (23.5, 64), (20, 71), (15, 72.5)], (0.6, 2.4, 0.8)), 1.0)
    colour = mixed(colour, (0.21, 0.075, 0.05), 0.55 * wing)
    crease = sheet.blur(_pair(sheet, [(21, -4), (36, -14), (54, -15.5), (72, -6), (78, -1)], (0.4, 2.2, 2.0, 0.4)), 0.6)
    colour = mixed(colour, (0.16, 0.055, 0.035), 0.68 * crease)
    return mixed(colour, (0.022, 0.012, 0.009), brows(sheet))


def _pair(sheet: Sheet, points: list[tuple[float, float]], widths: tuple[float, ...]) -> Floats:
    """A stroke on both sides of the face."""
    line = curve(points)
    flipped = line * (-1, 1)
    return np.maximum(sheet.stroke(on_face(line), widths), sheet.stroke(on_face(flipped), widths))


def brows(sheet: Sheet) -> Floats:
    """Coverage of the brows: hairs combed outwards over a soft body."""
    rng = np.random.default_rng(5)
    body = sheet.blur(_pair(sheet, [(20, -25), (40, -30.5), (62, -33), (80, -28.5), (91, -21)], (7.5, 8.6, 6.6, 1.8)), 1.5) * 0.70
    fine = np.zeros((sheet.height * 2, sheet.width * 2), np.uint8)
    spine = curve([(18, -24.5), (40, -30.5), (62, -33), (80, -28.5), (92, -20)])
    for sign in (-1, 1):
        for where in rng.uniform(0, 1, 110):
            at = spine[int(where * (len(spine) - 1))] + (rng.normal(0, 1.2), rng.normal(0, 2.6) * (1.15 - where))
            tilt = np.radians(-48 + 72 * where + rng.normal(0, 6))
            tip = at + (np.cos(tilt) * 7.5, np.sin(tilt) * 7.5)
            ends = [(np.array((sign * p[0], p[1])) + CENTRE - (sheet.left, sheet.top)) * sheet.scale * 2 for p in (at, tip)]
            fixed = [np.rint(end * 16).astype(int).tolist() for end in ends]
            cv2.line(fine, fixed[0], fixed[1], int(rng.uniform(60, 130)), max(1, round(1.1 * sheet.scale)), cv2.LINE_AA, 4)
    hairs = cv2.resize(fine, (sheet.width, sheet.height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.clip(body + 0.8 * hairs, 0, 0.93)
