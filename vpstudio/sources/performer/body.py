"""The demo actor from the neck down: skin, a silk blouse and a tailored jacket, and the sleeves that move."""

from __future__ import annotations

import numpy as np

from vpstudio.sources.performer.face import SKIN, SKIN_WRAP
from vpstudio.sources.performer.shape import (
    Colour,
    Floats,
    Points,
    Sheet,
    bump,
    curve,
    inflated,
    lit,
    mirrored,
    mixed,
    normals,
    painted,
    smooth,
    stacked,
)
from vpstudio.sources.performer.sprite import Sprite

JACKET: Colour = (0.150, 0.018, 0.028)
BLOUSE: Colour = (0.74, 0.71, 0.66)
GOLD: Colour = (0.78, 0.48, 0.16)
BOTTOM = 1330.0
AXIS = 360.0
SHOULDER = (150.0, 752.0)
ELBOW = (104.0, 1218.0)
TORSO = [(262, 664), (190, 690), (142, 708), (120, 742), (122, 800), (140, 900), (152, 1010), (156, 1100), (140, 1220), (122, BOTTOM)]
ARM_SIDE = [(458, 664), (530, 690), (582, 708), (616, 742), (632, 810), (642, 900), (650, 1000), (656, 1120), (652, 1220), (646, BOTTOM)]


def torso(scale: float) -> Sprite:
    """Neck, chest, blouse, jacket and the arm that rests."""
    sheet = Sheet.over(40, 480, 690, BOTTOM, scale)
    x, y = sheet.grid()
    colour, cover = _chest(sheet, x, y)
    silk, silk_cover = _blouse(sheet, x, y)
    colour, cover = stacked(colour, cover, silk, silk_cover)
    colour, cover = stacked(colour, cover, *_jacket(sheet, x, y))
    for lapel, on in _lapels(sheet, x, y):
        drop = 1 - 0.62 * np.clip(sheet.blur(_shifted(sheet, on, 5, 8), 6) - on, 0, 1) * cover
        colour, cover = stacked(colour * drop[..., None], cover, lapel, on)
    return Sprite.of(colour, cover, sheet)


def _chest(sheet: Sheet, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    half = [(360, 480), (414, 490), (412, 560), (413, 606), (424, 640), (458, 668), (520, 694), (560, 760), (520, 900), (360, 930)]
    cover = sheet.fill(curve(mirrored(half, AXIS), closed=True, steps=8))
    ax = np.abs(x - AXIS)
    column = 54 * np.sqrt(np.clip(1 - ((x - AXIS) / 60) ** 2, 0, 1)) * (1 - smooth(y, 610, 690))
    plane = 60 * smooth(y, 600, 720) * np.sqrt(np.clip(1 - ((x - AXIS) / 330) ** 2, 0, 1))
    bones = 9 * bump(y - 0.10 * ax, y * 0, (694, 0), (9, 1)) * smooth(ax, 18, 46) * (1 - smooth(ax, 130, 190))
    cords = 6 * np.exp(-(((ax - 14 - 0.16 * np.clip(690 - y, 0, 120)) / 8) ** 2)) * smooth(y, 570, 640) * (1 - smooth(y, 676, 694))
    pit = -10 * bump(x, y, (AXIS, 690), (13, 13))
    height = sheet.blur((column + plane + bones + cords + pit).astype(np.float32), 3)
    jaw = 0.80 * (1 - smooth(y - 0.10 * (x - AXIS) + 0.0016 * (x - AXIS) ** 2, 596, 654))
    hair = 0.5 * smooth(ax - 0.12 * (y - 600), 40, 66) * (1 - smooth(y, 720, 800))
    shade = np.clip(1 - jaw - hair, 0.05, 1)
    skin = mixed(painted(sheet, SKIN), (0.44, 0.20, 0.14), np.clip(0.5 * jaw, 0, 0.5))
    colour = lit(
        skin, normals(height, sheet.scale), wrap=SKIN_WRAP, gloss=0.05, power=20, shade=shade, occlusion=0.55 + 0.45 * shade, rim=0.3
    )
    return _necklace(sheet, colour), cover


def _necklace(sheet: Sheet, colour: Floats) -> Floats:
    chain = curve([(300, 656), (318, 706), (342, 742), (360, 753), (378, 742), (402, 706), (420, 656)])
    shadow = sheet.blur(sheet.stroke(chain + (2, 4), (3, 3)), 1.5)
    colour = mixed(colour, (0.22, 0.09, 0.06), 0.5 * shadow)
    line = sheet.stroke(chain, (1.7, 1.7))
    x, y = sheet.grid()
    beads = 0.55 + 0.45 * np.sin((x * 0.9 + y * 0.7) * 2.1)
    colour = mixed(colour, GOLD, 0.92 * line * beads)
    stone = sheet.fill(curve([(360, 750), (366, 760), (360, 771), (354, 760)], closed=True, steps=4))
    colour = mixed(colour, (0.80, 0.52, 0.22), stone)
    return mixed(colour, (1.3, 1.2, 1.0), bump(x, y, (358, 757), (2.2, 2.6)) * stone)


def _blouse(sheet: Sheet, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    left = [(268, 668), (286, 716), (318, 778), (352, 838), (360, 846), (368, 838), (402, 778), (434, 716), (452, 668)]
    outline = np.concatenate((curve(left, steps=8), [(560, 700), (560, BOTTOM), (160, BOTTOM), (160, 700)]))
    cover = sheet.fill(outline)
    drape = 7 * np.sin(0.052 * (x - AXIS) + 0.0000035 * (y - 820) ** 2 * np.sign(x - AXIS)) * smooth(y, 760, 900)
    drape += 4 * np.sin(0.11 * (x - AXIS) + 1.1 + 0.006 * y) * smooth(y, 820, 980)
    body = 80 * np.sqrt(np.clip(1 - ((x - AXIS) / 250) ** 2, 0, 1)) + 16 * bump(np.abs(x - AXIS), y, (62, 905), (58, 90))
    height = (body + drape + 3.5 * sheet.blur(cover, 6)).astype(np.float32)
    under_jacket = 0.55 * smooth(np.abs(x - AXIS) - 0.9 * np.clip(1012 - y, 0, 400) * 0.25, 8, 60)
    colour = lit(
        painted(sheet, BLOUSE),
        normals(sheet.blur(height, 2), sheet.scale),
        wrap=(0.3, 0.3, 0.3),
        gloss=0.10,
        power=16,
        shade=1 - under_jacket,
        occlusion=1 - 0.4 * under_jacket,
        rim=0.2,
        spill=0.4,
    )
    edge = sheet.blur(sheet.stroke(curve(left, steps=8) + (0, 2.5), (2.2, 2.2)), 0.8)
    return mixed(colour, (0.42, 0.36, 0.31), 0.6 * edge), cover


def _jacket(sheet: Sheet, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    left = np.concatenate((curve(TORSO, steps=8), [(AXIS + 6, BOTTOM), (AXIS + 2, 1014), (300, 840), (272, 720)]))
    right = np.concatenate((curve(ARM_SIDE, steps=8), [(AXIS - 10, BOTTOM), (AXIS - 2, 1014), (420, 840), (448, 720)]))
    cover = sheet.fill(left, right)
    height = inflated(sheet, cover, 60, 8) + 46 * np.sqrt(np.clip(1 - ((x - AXIS) / 250) ** 2, 0, 1))
    height += 26 * bump(np.abs(x - AXIS), y, (96, 900), (66, 100))
    height += 34 * np.sqrt(np.clip(1 - ((x - 598) / 66) ** 2, 0, 1)) * smooth(y, 760, 900)
    height += _folds(sheet, x, y)
    crease = sheet.stroke(curve([(574, 800), (560, 880), (556, 980), (562, 1100), (570, BOTTOM)]), (2, 8, 10, 10, 8))
    hollow = 1 - 0.6 * sheet.blur(crease, 4)
    albedo = _woven(sheet, JACKET)
    colour = lit(
        albedo,
        normals(sheet.blur(height.astype(np.float32), 2.4), sheet.scale),
        wrap=(0.2, 0.2, 0.2),
        gloss=0.018,
        power=9,
        shade=hollow,
        occlusion=hollow,
        rim=0.45,
    )
    seam = sheet.blur(sheet.stroke(curve([(548, 706), (578, 770), (574, 830)]), (1, 2, 1)), 0.7)
    colour = mixed(colour, (0.05, 0.007, 0.01), 0.5 * seam)
    front = sheet.blur(sheet.stroke([(AXIS + 3, 1010), (AXIS + 5, 1150), (AXIS + 6, BOTTOM)], (2.5, 2.5)), 1.0)
    return _buttoned(sheet, mixed(colour, (0.03, 0.004, 0.006), 0.75 * front)), cover


def _folds(sheet: Sheet, x: Floats, y: Floats) -> Floats:
    """Creases that pull towards the button and hang in the resting sleeve."""
    folds = np.zeros_like(x)
    pulls = [((206, 968), (336, 1040), 9), ((196, 1060), (330, 1052), 8), ((210, 1180), (336, 1070), 9), ((514, 968), (384, 1040), 8)]
    pulls += [((520, 1070), (392, 1054), 7), ((512, 1190), (388, 1074), 8), ((596, 880), (640, 930), 7), ((584, 960), (646, 1000), 9)]
    pulls += [((590, 1050), (640, 1110), 8), ((150, 830), (196, 900), 7), ((166, 800), (230, 860), 5), ((600, 1150), (648, 1180), 8)]
    for start, end, tall in pulls:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 9)
        folds += tall * 1.6 * sheet.blur(sheet.stroke(curve([start, middle, end]), (3, 13, 3)), 5)
    return folds


def _woven(sheet: Sheet, colour: Colour) -> Floats:
    """Cloth: a fine, irregular weave."""
    rng = np.random.default_rng(17)
    grain = rng.normal(0, 1, (sheet.height, sheet.width)).astype(np.float32)
    threads = sheet.blur(grain, 0.6) * 0.09 + sheet.blur(grain[::-1], 3.0) * 0.35
    return painted(sheet, colour) * (1 + threads)[..., None]


def _buttoned(sheet: Sheet, colour: Floats) -> Floats:
    x, y = sheet.grid()
    for at in ((368.0, 1052.0), (369.0, 1190.0)):
        far = np.hypot(x - at[0], y - at[1])
        colour = mixed(colour, (0.02, 0.003, 0.004), 0.7 * (1 - smooth(np.hypot(x - at[0] - 2, y - at[1] - 3), 8, 14)))
        colour = mixed(colour, (0.10, 0.026, 0.024), 1 - smooth(far, 9.5, 10.8))
        colour = mixed(colour, (0.34, 0.17, 0.15), 0.7 * bump(x, y, (at[0] - 3.5, at[1] - 4), (3.4, 3)))
        holes = sum(bump(x, y, (at[0] + dx, at[1] + dy), (1.5, 1.5)) for dx in (-3, 3) for dy in (-3, 3))
        colour = mixed(colour, (0.01, 0.004, 0.004), np.clip(0.9 * holes, 0, 1))
    return colour


def _lapels(sheet: Sheet, x: Floats, y: Floats) -> list[tuple[Floats, Floats]]:
    """Right and left lapel with their collars, each a colour and a coverage."""
    lapel = [(356, 1018), (318, 968), (270, 892), (226, 816), (204, 772), (246, 764), (232, 742), (262, 690), (288, 732), (318, 826)]
    collar = [(262, 662), (238, 690), (216, 728), (232, 752), (258, 748), (284, 726), (277, 690)]
    drawn = []
    for side in (-1, 1):
        for outline in (lapel, collar):
            points = [(AXIS + side * (AXIS - px), py) for px, py in outline]
            drawn.append(_flap(sheet, points, 0.0 if outline is lapel else 0.12))
    return drawn


def _flap(sheet: Sheet, points: Points, lift: float) -> tuple[Floats, Floats]:
    """A flat piece of folded cloth with a rolled edge and a line of stitches."""
    cover = sheet.fill(_cut(points))
    height = inflated(sheet, cover, 16, 2.5) + 0.18 * inflated(sheet, cover, 60, 6)
    albedo = _woven(sheet, (JACKET[0] * (1.12 + lift), JACKET[1] * 1.1, JACKET[2] * 1.1))
    return lit(albedo, normals(height, sheet.scale), wrap=(0.25, 0.25, 0.25), gloss=0.02, power=9, rim=0.35, spill=0.3), cover


def _cut(points: Points) -> np.ndarray:
    """Straight tailored edges with slightly rounded corners."""
    corners = np.asarray(points, np.float64)
    before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    return np.stack(
        (corners + 0.12 * (before - corners), corners * 0.94 + 0.03 * (before + after), corners + 0.12 * (after - corners)), axis=1
    ).reshape(-1, 2)


def _shifted(sheet: Sheet, cover: Floats, right: float, down: float) -> Floats:
    """``cover`` moved by design pixels, for a cast shadow."""
    return np.roll(cover, (round(down * sheet.scale), round(right * sheet.scale)), axis=(0, 1))


def upper_arm(scale: float) -> Sprite:
    """From the shoulder to the elbow, hanging straight down from SHOULDER in design pixels."""
    sheet = Sheet.over(50, 690, 250, 1300, scale)
    half = [(152, 706), (186, 716), (204, 756), (200, 830), (190, 930), (182, 1030), (174, 1140), (160, 1250), (140, 1290)]
    other = [(90, 1292), (68, 1240), (74, 1140), (86, 1030), (94, 930), (97, 830), (106, 758), (124, 722)]
    cover = sheet.fill(curve(half + other, closed=True, steps=8))
    return _sleeve(
        sheet, cover, 52, [((112, 850), (176, 880)), ((110, 960), (178, 930)), ((112, 1070), (176, 1030)), ((120, 1120), (172, 1100))]
    )


def forearm(scale: float) -> Sprite:
    """Sleeve from the elbow (0, 0) up to the wrist (0, -300), with a cuff of silk at its end."""
    sheet = Sheet.over(-80, -340, 80, 70, scale)
    silk_shape = sheet.fill(curve([(-38, -312), (0, -305), (38, -312), (40, -260), (-40, -260)], closed=True, steps=6))
    silk_height = inflated(sheet, silk_shape, 36, 3)
    silk = lit(painted(sheet, BLOUSE), normals(silk_height, sheet.scale), wrap=(0.3, 0.3, 0.3), gloss=0.08, power=16, rim=0.4)
    outline = [
        (-46, -294),
        (0, -286),
        (46, -294),
        (52, -200),
        (60, -90),
        (62, 0),
        (48, 44),
        (0, 58),
        (-48, 44),
        (-62, 0),
        (-60, -90),
        (-52, -200),
    ]
    cover = sheet.fill(curve(outline, closed=True, steps=8))
    sleeve = _sleeve(
        sheet, cover, 54, [((-50, -30), (40, -60)), ((-44, -96), (48, -70)), ((-46, -150), (36, -176)), ((-30, 10), (50, -10))]
    )
    cloth = sleeve.pixels.astype(np.float32)
    under = Sprite.of(silk, silk_shape, sheet).pixels.astype(np.float32)
    both = cloth + under * (1 - cloth[..., 3:] / 255)
    return Sprite(np.rint(np.clip(both, 0, 255)).astype(np.uint8), sheet)


def _sleeve(sheet: Sheet, cover: Floats, radius: float, folds: list[tuple[tuple[float, float], tuple[float, float]]]) -> Sprite:
    height = inflated(sheet, cover, radius, 5)
    for start, end in folds:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 12)
        height = height + 14 * sheet.blur(sheet.stroke(curve([start, middle, end]), (3, 12, 3)), 4)
    colour = lit(_woven(sheet, JACKET), normals(height, sheet.scale), wrap=(0.2, 0.2, 0.2), gloss=0.018, power=9, rim=0.4)
    return Sprite.of(colour, cover, sheet)
