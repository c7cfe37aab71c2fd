"""The demo actor's eyes: an eyeball with an iris that looks about, seen through lids that open and close."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from vpstudio.sources.performer.face import CENTRE, EYE_Y
from vpstudio.sources.performer.shape import Floats, Sheet, codes, curve, mixed, painted, smooth

STEPS = 7
HALF = (44.0, 34.0)
IRIS = 15.2


@dataclass(frozen=True)
class Eye:
    """One eye's pieces on its sheet. opening, lash: by step, 0 shut .. STEPS - 1 wide open."""

    sheet: Sheet
    ball: Floats
    iris: Floats
    iris_cover: Floats
    opening: list[Floats]
    shade: list[Floats]
    lash: list[Floats]

    def drawn(self, skin: Floats, step: int, gaze: tuple[float, float]) -> Floats:
        """Codes (h, w, 3) of the eye over the skin's codes, looking ``gaze`` design pixels right and down."""
        move = np.array([[1, 0, gaze[0] * self.sheet.scale], [0, 1, gaze[1] * self.sheet.scale]])
        size = (self.sheet.width, self.sheet.height)
        iris = cv2.warpAffine(self.iris, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cover = cv2.warpAffine(self.iris_cover, move, size, flags=cv2.INTER_LINEAR)
        ball = self.ball + (iris - self.ball) * cover[..., None]
        ball = _sparkled(ball * self.shade[step][..., None], self.sheet, self._centre(), gaze)
        out = skin + (ball - skin) * self.opening[step][..., None]
        return out + (LASH - out) * self.lash[step][..., None]

    def _centre(self) -> tuple[float, float]:
        return self.sheet.left + HALF[0], self.sheet.top + HALF[1]


LASH = np.array((22.0, 13.0, 11.0), np.float32)


def eye(scale: float, side: float) -> Eye:
    """The eye ``side`` (head axes, x of its centre)."""
    centre = (CENTRE[0] + side, CENTRE[1] + EYE_Y)
    sheet = Sheet.over(centre[0] - HALF[0], centre[1] - HALF[1], centre[0] + HALF[0], centre[1] + HALF[1], scale)
    x, y = sheet.grid()
    x, y = x - centre[0], y - centre[1]
    outward = 1.0 if side > 0 else -1.0
    lids = [_lids(step / (STEPS - 1), outward) + centre for step in range(STEPS)]
    upper = [_upper(step / (STEPS - 1), outward) + centre for step in range(STEPS)]
    opening = [sheet.fill(line) if step else np.zeros_like(x) for step, line in enumerate(lids)]
    shade = [_lid_shadow(sheet, line) for line in upper]
    lash = [_lashes(sheet, line, lower, outward, centre) for line, lower in zip(upper, lids, strict=True)]
    return Eye(sheet, _ball(x, y, outward), *_iris(x, y), opening, shade, lash)


def _upper(open_by: float, outward: float) -> np.ndarray:
    """The upper lid's edge from the inner to the outer corner."""
    wide = np.array([(-27, 5), (-17, -6.5), (-3, -13.0), (12, -12.4), (24, -5.0), (30.5, 1.5)])
    shut = np.array([(-27, 5), (-17, 8.4), (-3, 10.4), (12, 9.8), (24, 6.0), (30.5, 1.5)])
    return curve((shut + (wide - shut) * open_by) * (outward, 1))


def _lids(open_by: float, outward: float) -> np.ndarray:
    """The closed outline between the lids."""
    lower = curve(np.array([(30.5, 1.5), (22, 8.8), (8, 12.6), (-7, 12.0), (-19, 8.6), (-27, 5)]) * (outward, 1))
    shut = curve(np.array([(30.5, 1.5), (22, 7.0), (8, 10.4), (-7, 10.0), (-19, 8.0), (-27, 5)]) * (outward, 1))
    return np.concatenate((_upper(open_by, outward), shut + (lower - shut) * min(1.0, 0.35 + open_by)))


def _ball(x: Floats, y: Floats, outward: float) -> Floats:
    """Codes of the white: a lit ball, rosy at the inner corner."""
    round_off = np.clip(1 - (x / 38) ** 2 - (y / 34) ** 2, 0, 1) ** 0.5
    light = (0.36 + 0.42 * round_off) * (1 - 0.06 * x / 30)
    colour = np.dstack((light * 1.0, light * 0.955, light * 0.93)).astype(np.float32)
    corner = np.exp(-(((x * outward + 26) / 6.5) ** 2 + ((y - 5) / 6) ** 2)).astype(np.float32)
    return codes(mixed(colour, (0.55, 0.22, 0.17), 0.85 * corner))


def _iris(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Codes and coverage of iris and pupil: brown, darker above and round its rim, with fibres."""
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    fibres = 1 + 0.22 * np.sin(angle * 23 + 2 * np.sin(angle * 7)) * smooth(radius, 5, 11)
    glow = smooth(y + 0.3 * x, -4, 13) * smooth(radius, 5.5, 9)
    base = mixed(painted(Sheet(0, 0, x.shape[1], x.shape[0], 1), (0.050, 0.022, 0.012)), (0.30, 0.125, 0.045), glow)
    base = base * (fibres * (1 - 0.82 * smooth(radius, IRIS - 4.2, IRIS)))[..., None]
    base = mixed(base, (0.004, 0.003, 0.003), 1 - smooth(radius, 6.0, 7.6))
    return codes(base), 1 - smooth(radius, IRIS - 0.9, IRIS + 0.7)


def _sparkled(codes_: Floats, sheet: Sheet, centre: tuple[float, float], gaze: tuple[float, float]) -> Floats:
    """Window-like catchlight of the key, a faint one of the fill; they hardly move with the gaze."""
    x, y = sheet.grid()
    x, y = x - centre[0] - 0.55 * gaze[0], y - centre[1] - 0.55 * gaze[1]
    key = 1 - smooth(np.hypot((x + 5.2) / 1.0, (y + 5.8) / 1.15), 2.9, 4.3)
    fill = 0.34 * (1 - smooth(np.hypot(x - 5.5, y - 6.0), 1.4, 3.4))
    return codes_ + (250 - codes_) * np.clip(key + fill, 0, 1)[..., None]


def _lid_shadow(sheet: Sheet, upper: np.ndarray) -> Floats:
    """The upper lid's shadow on the ball."""
    band = sheet.stroke(upper, (9, 15, 15, 10))
    return (1 - 0.58 * sheet.blur(band, 2.6)).astype(np.float32)


def _lashes(sheet: Sheet, upper: np.ndarray, outline: np.ndarray, outward: float, centre: tuple[float, float]) -> Floats:
    """Coverage of the lash lines: strong above with a wing and single lashes, a breath below."""
    wing = upper[-1] + ((4.5 * outward, -2.2), (9.5 * outward, -6.0))
    above = sheet.stroke(np.concatenate((upper, wing)), (1.2, 4.2, 5.2, 5.0, 1.0))
    lower = outline[len(upper) :]
    below = 0.38 * sheet.blur(sheet.stroke(lower, (2.6, 1.8, 1.2, 0.6)), 0.5)
    lashes = np.zeros_like(above)
    for index in range(len(upper) // 3, len(upper), 4):
        part = index / len(upper)
        root = upper[index]
        tip = root + (outward * (1.5 + 6.5 * part), -(3.6 + 2.6 * part) * np.sign(centre[1] + 7.5 - root[1]))
        bend = (root + tip) / 2 + (outward * 2.2, 0.4)
        lashes = np.maximum(lashes, sheet.stroke(curve([root, bend, tip], steps=5), (1.7, 1.1, 0.4)))
    return np.clip(above + below + 0.7 * lashes, 0, 1)
