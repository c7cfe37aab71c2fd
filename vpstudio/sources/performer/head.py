"""The demo actor's head put together: face, eyes, mouth and hair on one sheet that bends as the head turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vpstudio.sources.performer.eyes import STEPS as LID_STEPS
from vpstudio.sources.performer.eyes import Eye, eye
from vpstudio.sources.performer.face import CENTRE, EYES, local, skin
from vpstudio.sources.performer.hair import Lock, combed, loose
from vpstudio.sources.performer.mouth import Mouth, mouth, nearest
from vpstudio.sources.performer.shape import Floats, Points, Sheet, bump, curve, inflated, lit, mixed, normals, painted, smooth, stacked
from vpstudio.sources.performer.sprite import Place, Sprite, View, bent, coarse_grid

NECK = (360.0, 596.0)
LEFT_OUTER = [(392, 203), (322, 210), (258, 260), (232, 360), (228, 470), (216, 590), (204, 690), (222, 772)]
LEFT_INNER = [(399, 256), (356, 276), (302, 308), (268, 366), (256, 446), (254, 530), (262, 630), (256, 744)]
RIGHT_OUTER = [(388, 203), (444, 214), (485, 270), (497, 360), (500, 470), (510, 590), (522, 680), (504, 764)]
RIGHT_INNER = [(399, 256), (428, 278), (455, 318), (465, 376), (469, 446), (472, 530), (466, 630), (474, 736)]
BACK_LEFT = [(340, 240), (244, 340), (214, 520), (200, 640), (190, 720), (212, 792)]
BACK_RIGHT = [(390, 240), (484, 340), (512, 520), (526, 640), (534, 720), (508, 786)]
FLYING = [
    [(380, 216), (312, 208), (246, 258), (222, 370), (218, 480)],
    [(392, 214), (450, 212), (494, 264), (508, 380), (508, 470)],
    [(340, 216), (296, 218), (258, 244), (240, 282)],
    [(420, 216), (452, 216), (480, 240), (500, 284)],
    [(236, 500), (204, 620), (178, 700), (186, 768)],
    [(504, 500), (530, 610), (552, 700), (540, 764)],
    [(232, 420), (212, 520), (198, 610), (184, 668)],
    [(500, 420), (516, 520), (530, 600), (544, 650)],
    [(396, 250), (340, 270), (284, 322), (270, 392), (276, 452)],
    [(398, 250), (430, 284), (456, 340), (458, 400), (450, 446)],
]


@dataclass(frozen=True)
class Pose:
    """What the head does at a moment. yaw, pitch, roll in degrees (right, down, clockwise as seen); the rest 0..1 or design pixels."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    at: tuple[float, float] = NECK
    lids: float = 1.0
    gaze: tuple[float, float] = (0.0, 0.0)
    open_by: float = 0.0
    smile: float = 0.3
    brow: float = 0.0
    sway: float = 0.0


class Head:
    """Built once for a scale; ``drawn`` puts eyes and mouth in, bends and places it."""

    def __init__(self, scale: float, rng: np.random.Generator) -> None:
        self.sheet = Sheet.over(150, 180, 580, 840, scale)
        self.base = _head(self.sheet, rng)
        self.eyes: list[Eye] = [eye(scale, side) for side in EYES]
        self.mouth: Mouth = mouth(scale)
        self._patches: dict[object, np.ndarray] = {}
        x, y = coarse_grid(self.sheet)
        u, v = x - np.float32(CENTRE[0]), y - np.float32(CENTRE[1])
        self._depth = _depth(u, v)
        self._hang = smooth(v, 120, 400) ** 1.4
        self._brow = bump(np.abs(u), v, (52, -32), (44, 17))
        self._jaw = smooth(v, 96, 135) * bump(u, v, (0, 140), (74, 62))

    def drawn(self, pose: Pose, view: View) -> tuple[np.ndarray, int, int]:
        """Layer and its corner in real pixels."""
        sprite = Sprite(self._expression(pose), self.sheet)
        yaw, pitch = np.sin(np.radians(pose.yaw)), np.sin(np.radians(pose.pitch))
        shift_x = -104 * yaw * self._depth - 15 * pose.sway * self._hang
        shift_y = -118 * pitch * self._depth + 6.5 * pose.brow * self._brow - 9 * pose.open_by * self._jaw
        return bent(sprite, shift_x, shift_y, Place(NECK, pose.at, pose.roll), view)

    def _expression(self, pose: Pose) -> np.ndarray:
        """The still head with this moment's eyes and mouth."""
        pixels = self.base.pixels.copy()
        step = round(min(max(pose.lids, 0.0), 1.0) * (LID_STEPS - 1))
        gaze = round(2 * pose.gaze[0]) / 2, round(2 * pose.gaze[1]) / 2
        for index, each in enumerate(self.eyes):
            self._part(pixels, each.sheet)[..., :3] = self._eye(index, step, gaze)
        row, open_step = nearest(pose.open_by, pose.smile)
        self._part(pixels, self.mouth.sheet)[..., :3] = self._lips(row, open_step)
        return pixels

    def _kept(self, key: object, draw: Callable[[np.ndarray], np.ndarray], sheet: Sheet) -> np.ndarray:
        """A drawn patch, drawn once for each of its few hundred states."""
        if key not in self._patches:
            under = self._part(self.base.pixels, sheet)[..., :3].astype(np.float32)
            self._patches[key] = np.clip(np.rint(draw(under)), 0, 255).astype(np.uint8)
        return self._patches[key]

    def _eye(self, index: int, step: int, gaze: tuple[float, float]) -> np.ndarray:
        each = self.eyes[index]
        return self._kept((index, step, gaze), lambda under: each.drawn(under, step, gaze), each.sheet)

    def _lips(self, row: int, step: int) -> np.ndarray:
        return self._kept(("mouth", row, step), lambda under: self.mouth.drawn(under, row, step), self.mouth.sheet)

    def _part(self, pixels: np.ndarray, sheet: Sheet) -> np.ndarray:
        x, y = round((sheet.left - self.sheet.left) * sheet.scale), round((sheet.top - self.sheet.top) * sheet.scale)
        return pixels[y : y + sheet.height, x : x + sheet.width]


def back_hair(scale: float, rng: np.random.Generator) -> Sprite:
    """What hangs behind neck and shoulders."""
    sheet = Sheet.over(150, 240, 580, 860, scale)
    mass = sheet.fill(np.concatenate((curve(BACK_LEFT), curve(BACK_RIGHT)[::-1])))
    solid = painted(sheet, (0.014, 0.008, 0.006)) * (1 + 0.3 * sheet.blur(mass, 30))[..., None]
    locks = [Lock(BACK_LEFT, BACK_RIGHT, 330, 8.0, (0.75, 0.15), 0.2, 0.35)]
    locks += loose(sheet, [_jittered(line, rng) for line in (BACK_LEFT, BACK_RIGHT) for _ in range(9)], rng)
    colour, cover = combed(sheet, locks, rng)
    inside = sheet.blur(mass, 2.5) * (mass > 0.5)
    return Sprite.of(*stacked(solid, inside, colour, cover), sheet)


def _head(sheet: Sheet, rng: np.random.Generator) -> Sprite:
    """Face and hair without eyes and mouth."""
    face, face_cover = skin(sheet)
    ears, ear_cover = _ears(sheet)
    face, cover = stacked(ears, ear_cover, face, face_cover)
    mass, hair = _cap(sheet), _locks(sheet, rng)
    shadow = sheet.blur(np.maximum(mass, 0), 7)
    face = face * (1 - 0.55 * np.clip(shadow - mass, 0, 1))[..., None]
    colour, cover = stacked(face, cover, _scalp(sheet, mass), mass)
    return Sprite.of(*stacked(colour, cover, *combed(sheet, hair, rng)), sheet)


def _cap(sheet: Sheet) -> Floats:
    """The hair's solid inside, a little within the guide lines."""
    left = np.concatenate((curve(LEFT_OUTER), curve(LEFT_INNER)[::-1]))
    right = np.concatenate((curve(RIGHT_OUTER), curve(RIGHT_INNER)[::-1]))
    cover = sheet.fill(left, right)
    return sheet.blur(cover, 1.2) * (1 - 0.9 * smooth(sheet.grid()[1], 700, 780))


def _scalp(sheet: Sheet, mass: Floats) -> Floats:
    height = inflated(sheet, mass, 46, 5)
    return lit(painted(sheet, (0.016, 0.009, 0.007)), normals(height, sheet.scale), gloss=0.03, power=7, rim=0.25, spill=0.6)


def _locks(sheet: Sheet, rng: np.random.Generator) -> list[Lock]:
    locks = [
        Lock(LEFT_INNER, LEFT_OUTER, 430, 4.2, (0.26, 0.10), -0.4, 1.0),
        Lock(RIGHT_INNER, RIGHT_OUTER, 400, 4.2, (0.27, 0.10), 0.7, 0.75),
        Lock(_shrunk(LEFT_INNER, LEFT_OUTER, 0.05), _shrunk(LEFT_INNER, LEFT_OUTER, 0.5), 90, 5.5, (0.25, 0.09), -0.6, 1.15),
        Lock(_shrunk(RIGHT_INNER, RIGHT_OUTER, 0.05), _shrunk(RIGHT_INNER, RIGHT_OUTER, 0.5), 80, 5.5, (0.26, 0.09), 0.5, 0.9),
    ]
    lines = [_jittered(line, rng) for line in FLYING for _ in range(3)]
    return locks + loose(sheet, lines, rng)


def _shrunk(first: Points, second: Points, part: float) -> np.ndarray:
    return np.asarray(first) * (1 - part) + np.asarray(second) * part


def _jittered(line: Points, rng: np.random.Generator) -> np.ndarray:
    """A loose strand near ``line``: rooted where it is, free at its end."""
    points = np.asarray(line, np.float64)
    return points + rng.normal(0, 7, points.shape) * np.linspace(0.1, 1.3, len(points))[:, None]


def _ears(sheet: Sheet) -> tuple[Floats, Floats]:
    x, y = local(sheet)
    right = [(102, -18), (116, -26), (124, -10), (121, 14), (113, 34), (104, 40), (100, 20)]
    shapes = [curve([(side * px + CENTRE[0], py + CENTRE[1]) for px, py in right], closed=True) for side in (-1, 1)]
    cover = sheet.fill(*shapes)
    colour = lit(painted(sheet, (0.56, 0.28, 0.19)), normals(inflated(sheet, cover, 9, 2), sheet.scale), wrap=(0.6, 0.3, 0.22), rim=0.4)
    return mixed(colour, (0.28, 0.10, 0.07), 0.6 * bump(np.abs(x), y, (112, 0), (5, 16))), cover


def _depth(u: Floats, v: Floats) -> Floats:
    """How near the eye each point of the head is, 0 at its outline and 1 in the middle, the nose nearer still."""
    # Not a sphere: its steep rim would fold the picture.
    ball = np.clip(1 - (u / 150) ** 2 - (np.where(v < 0, v / 195, v / 260)) ** 2, 0, 1)
    return (ball + 0.20 * bump(u, v, (0, 56), (17, 26)) + 0.05 * bump(u, v, (0, 98), (36, 22))).astype(np.float32)
