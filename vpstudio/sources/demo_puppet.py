"""The demo actor as a puppet: sprites built once, bent and laid over the cloth for any time, with exact alpha."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.sources.demo_body import BOTTOM, ELBOW, SHOULDER, forearm, torso, upper_arm
from vpstudio.sources.demo_cloth import cloth_codes
from vpstudio.sources.demo_hand import STEPS as HAND_STEPS
from vpstudio.sources.demo_hand import hands
from vpstudio.sources.demo_head import NECK, Head, back_hair
from vpstudio.sources.demo_motion import Moment, arm_at, moment
from vpstudio.sources.demo_shape import Floats, smooth
from vpstudio.sources.demo_sprite import Bytes, Place, Sprite, View, bent, coarse_grid, laid, moved, over

SHUTTER = 0.5
"""Part of a frame's time that the shutter is open: 180 degrees."""
BLUR_PX = 3.0
MOST_STEPS = 20
NOISES = 5


class Puppet:
    """Draws the actor at a size. ``picture`` and ``alpha`` depend on their time and number alone."""

    def __init__(self, width: int, height: int, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        scale = height / 1280 if height >= width else 0.80 * height / 720
        left = width / 2 - 360 * scale
        self.view = View(width, height, scale, left, 0.0 if height >= width else -0.168 * height)
        self.plate = cloth_codes(width, height, rng)
        self._torso, self._upper, self._forearm = torso(scale), upper_arm(scale), forearm(scale)
        self._hands = hands(scale * 1.14)
        self._head, self._back = Head(scale, rng), back_hair(scale, rng)
        self._noise = [_noise(width, height, rng) for _ in range(NOISES)]
        self._seed = seed
        self._torso_bends = _torso_bends(self._torso)
        self._hang = _hang(self._back)

    def picture(self, time_s: float, frame_s: float, number: int) -> Bytes:
        """(H, W, 4) uint8 RGBA of display codes, alpha 255, with the camera's noise. ``time_s``: the middle of the exposure."""
        actor = self.actor(time_s, frame_s)
        out = self.plate.copy()
        _composited(out, actor)
        self._noisy(out, number)
        out[..., 3] = 255
        return out

    def alpha(self, time_s: float, frame_s: float) -> NDArray[np.uint8]:
        """(H, W) uint8: the exact coverage that ``picture`` of the same time was composited with."""
        return np.ascontiguousarray(self.actor(time_s, frame_s)[..., 3])

    def actor(self, time_s: float, frame_s: float) -> Bytes:
        """(H, W, 4) uint8, premultiplied codes on nothing."""
        now = moment(time_s)
        canvas = np.zeros((self.view.height, self.view.width, 4), np.uint8)
        over(canvas, *self._behind(now))
        over(canvas, *self._trunk(now))
        over(canvas, *self._head.drawn(now.head, self.view))
        self._arm(canvas, now, time_s, frame_s)
        return canvas

    def _behind(self, now: Moment) -> tuple[Bytes, int, int]:
        shift = -13 * now.head.sway * self._hang
        place = Place(NECK, now.head.at, 0.8 * now.head.roll)
        return bent(self._back, shift, np.zeros_like(shift), place, self.view)

    def _trunk(self, now: Moment) -> tuple[Bytes, int, int]:
        lean, rise, swell = self._torso_bends
        shift_x = -now.lean * lean + now.breath * swell
        return bent(self._torso, shift_x, 3.0 * now.breath * rise, Place((0, 0), (0, 0)), self.view)

    def _arm(self, canvas: Bytes, now: Moment, time_s: float, frame_s: float) -> None:
        steps = self._arm_steps(time_s, frame_s)
        times = [time_s + frame_s * SHUTTER * ((index + 0.5) / steps - 0.5) for index in range(steps)]
        poses = [self._arm_places(now, at) for at in times]
        laid(canvas, self._upper, poses[steps // 2][0], self.view)
        hand = self._hands[round(min(max(now.spread, 0), 1) * (HAND_STEPS - 1))]
        for sprite, index in ((hand, 2), (self._forearm, 1)):
            over(canvas, *moved(sprite, [pose[index] for pose in poses], self.view))

    def _arm_places(self, now: Moment, time_s: float) -> tuple[Place, Place, Place]:
        """Upper arm, forearm, hand."""
        turn, drop, wrist, _ = arm_at(time_s)
        at = (SHOULDER[0] + 0.6 * now.lean, SHOULDER[1] - 2.5 * now.breath)
        swing = 0.10 * turn
        upper = Place(SHOULDER, at, -swing)
        elbow = upper.point(*ELBOW)
        lower = Place((0, 0), (elbow[0] + 26, elbow[1] + drop), turn)
        return upper, lower, Place((0, 0), lower.point(0, -296), turn + wrist, 1.0)

    def _arm_steps(self, time_s: float, frame_s: float) -> int:
        """As many exposures as the hand moves by BLUR_PX in one open shutter."""
        first, last = arm_at(time_s - frame_s * SHUTTER / 2), arm_at(time_s + frame_s * SHUTTER / 2)
        turned = abs(math.radians(last[0] - first[0])) * 500 + abs(math.radians(last[2] - first[2])) * 190
        path = (turned + abs(last[1] - first[1])) * self.view.scale
        return int(min(MOST_STEPS, max(1, math.ceil(path / BLUR_PX))))

    def _noisy(self, picture: Bytes, number: int) -> None:
        """Sensor noise, another piece of the store for every number."""
        rng = np.random.default_rng((self._seed, number))
        more, less = self._noise[int(rng.integers(NOISES))]
        dx, dy = (int(rng.integers(64)) for _ in range(2))
        height, width = picture.shape[:2]
        part = np.s_[dy : dy + height, dx : dx + width]
        cv2.subtract(cv2.add(picture, more[part]), less[part], dst=picture)


def _composited(plate: Bytes, actor: Bytes) -> None:
    """The actor over the plate as a lens does it, in linear light; where he is solid or absent that is a copy."""
    alpha = actor[..., 3]
    cv2.copyTo(actor, cv2.inRange(alpha, 255, 255), plate)
    rows, columns = np.nonzero((alpha > 0) & (alpha < 255))
    cover = alpha[rows, columns].astype(np.float32)[:, None] / 255
    front = np.minimum(actor[rows, columns, :3] / cover, 255).astype(np.uint8)
    light = _to_linear()
    mixed = light[front] * cover + light[plate[rows, columns, :3]] * (1 - cover)
    plate[rows, columns, :3] = _to_codes()[(mixed * 4095).astype(np.uint16)]


@cache
def _to_linear() -> NDArray[np.float32]:
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _to_codes() -> NDArray[np.uint8]:
    x = (np.arange(4096) + 0.5) / 4096
    return np.rint(255 * np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)).astype(np.uint8)


def _noise(width: int, height: int, rng: np.random.Generator) -> tuple[Bytes, Bytes]:
    """Noise of a small sensor as what to add and what to take off: fine in all channels alike, coarse and weaker in colour."""
    size = (height + 64, width + 64)
    fine = rng.standard_normal(size, np.float32) * 1.25
    coarse = cv2.resize(rng.standard_normal((size[0] // 2, size[1] // 2, 3), np.float32), size[::-1], interpolation=cv2.INTER_LINEAR)
    noise = np.rint(fine[..., None] + coarse * (1.0, 0.6, 1.3)).astype(np.int8)
    four = np.dstack((noise, np.zeros(size, np.int8)))
    return np.maximum(four, 0).astype(np.uint8), np.maximum(-four, 0).astype(np.uint8)


def _torso_bends(sprite: Sprite) -> tuple[Floats, Floats, Floats]:
    """How much each point leans with the body, rises with a breath, and swells sideways with it."""
    x, y = coarse_grid(sprite.sheet)
    lean = np.clip((BOTTOM - y) / (BOTTOM - NECK[1]), 0, 1.15)
    rise = 1 - smooth(y, 700, 1150)
    swell = 0.012 * (x - 360) * np.exp(-(((y - 900) / 180) ** 2))
    return lean.astype(np.float32), rise, swell.astype(np.float32)


def _hang(sprite: Sprite) -> Floats:
    return smooth(coarse_grid(sprite.sheet)[1], 420, 820)
