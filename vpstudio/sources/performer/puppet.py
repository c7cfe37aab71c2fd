"""The demo actor as a puppet: sprites built once, bent and laid over the cloth for any time, with exact alpha."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.sources.performer.body import BOTTOM, ELBOW, SHOULDER, forearm, torso, upper_arm
from vpstudio.sources.performer.cloth import cloth_codes
from vpstudio.sources.performer.hand import STEPS as HAND_STEPS
from vpstudio.sources.performer.hand import hands
from vpstudio.sources.performer.head import NECK, Head, back_hair
from vpstudio.sources.performer.motion import Moment, arm_at, moment
from vpstudio.sources.performer.sprite import Bytes, Place, View, laid, moved, over, sheared

HAND = 1.14
"""The hand is drawn this much larger than its bones."""
CLOTH_SCALE = 1.05
"""Clothes have no finer detail than this shows; face and hands are always drawn at the picture's own size."""
SHUTTER = 0.5
"""Part of a frame's time that the shutter is open: 180 degrees."""
BLUR_PX = 5.0
MOST_STEPS = 12
NOISES = 2
NOISE_ROOM = 128


class Puppet:
    """Draws the actor at a size. ``picture`` and ``alpha`` depend on their time and number alone."""

    def __init__(self, width: int, height: int, seed: int = 1) -> None:
        upright = height >= width
        scale = 1.05 * height / 1280 if upright else 0.82 * height / 720
        self.view = View(width, height, scale, width / 2 - 360 * scale, (-0.055 if upright else -0.185) * height)
        self._seed = seed
        soft = min(scale, CLOTH_SCALE)
        with ThreadPoolExecutor(4) as pool:
            # Each part has its own randomness, so that the order in which they are ready changes nothing.
            torso_ = pool.submit(torso, soft)
            head = pool.submit(Head, scale, self._random(1))
            hands_ = pool.submit(hands, scale * HAND)
            plate = pool.submit(cloth_codes, width, height, self._random(2))
            back = pool.submit(back_hair, soft, self._random(3))
            noise = [pool.submit(_noise, width, height, self._random(4 + index)) for index in range(NOISES)]
            self._upper, self._forearm = upper_arm(soft), forearm(soft)
            self.plate, self._torso, self._hands = plate.result(), torso_.result(), hands_.result()
            self._head, self._back = head.result(), back.result()
            self._noise = [each.result() for each in noise]

    def _random(self, part: int) -> np.random.Generator:
        return np.random.default_rng((self._seed, part))

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
        layer, x, y = self._behind(now)
        canvas[y : y + layer.shape[0], x : x + layer.shape[1]] = layer
        over(canvas, *self._trunk(now))
        over(canvas, *self._head.drawn(now.head, self.view))
        self._arm(canvas, now, time_s, frame_s)
        return canvas

    def _behind(self, now: Moment) -> tuple[Bytes, int, int]:
        place = Place(NECK, now.head.at, 0.8 * now.head.roll)
        return sheared(self._back, place, -0.03 * now.head.sway, 0.0, (NECK[0], 470.0), self.view)

    def _trunk(self, now: Moment) -> tuple[Bytes, int, int]:
        tall = BOTTOM - NECK[1]
        return sheared(self._torso, Place((0, 0), (0, 0)), now.lean / tall, 2.6 * now.breath / tall, (NECK[0], BOTTOM), self.view)

    def _arm(self, canvas: Bytes, now: Moment, time_s: float, frame_s: float) -> None:
        path = self._arm_path(time_s, frame_s)
        steps = int(min(MOST_STEPS, max(1, math.ceil(path / BLUR_PX))))
        smear = 0.4 * path / steps if steps > 1 else 0.0
        times = [time_s + frame_s * SHUTTER * ((index + 0.5) / steps - 0.5) for index in range(steps)]
        poses = [self._arm_places(now, at) for at in times]
        laid(canvas, self._upper, poses[steps // 2][0], self.view)
        hand = self._hands[round(min(max(now.spread, 0), 1) * (HAND_STEPS - 1))]
        for sprite, index in ((hand, 2), (self._forearm, 1)):
            over(canvas, *moved(sprite, [pose[index] for pose in poses], self.view, smear))

    def _arm_places(self, now: Moment, time_s: float) -> tuple[Place, Place, Place]:
        """Upper arm, forearm, hand."""
        turn, drop, wrist, _ = arm_at(time_s)
        at = (SHOULDER[0] + 0.6 * now.lean, SHOULDER[1] - 2.5 * now.breath)
        swing = 0.10 * turn
        upper = Place(SHOULDER, at, -swing)
        elbow = upper.point(*ELBOW)
        lower = Place((0, 0), (elbow[0] + 26, elbow[1] + drop), turn)
        return upper, lower, Place((0, 0), lower.point(0, -296), turn + wrist, 1.0)

    def _arm_path(self, time_s: float, frame_s: float) -> float:
        """How many pixels the hand moves while the shutter is open."""
        first, last = arm_at(time_s - frame_s * SHUTTER / 2), arm_at(time_s + frame_s * SHUTTER / 2)
        turned = abs(math.radians(last[0] - first[0])) * 500 + abs(math.radians(last[2] - first[2])) * 190
        return (turned + abs(last[1] - first[1])) * self.view.scale

    def _noisy(self, picture: Bytes, number: int) -> None:
        """Sensor noise, another piece of the store for every number."""
        rng = np.random.default_rng((self._seed, 99, number))
        more, less = self._noise[int(rng.integers(NOISES))]
        dx, dy = (int(rng.integers(NOISE_ROOM)) for _ in range(2))
        height, width = picture.shape[:2]
        part = np.s_[dy : dy + height, dx : dx + width]
        cv2.subtract(cv2.add(picture, more[part]), less[part], dst=picture)


def _composited(plate: Bytes, actor: Bytes) -> None:
    """The actor over the plate as a lens does it, in linear light; where he is solid or absent that is a copy."""
    alpha = cv2.extractChannel(actor, 3)
    cv2.copyTo(actor, cv2.inRange(alpha, 255, 255), plate)
    edge = np.flatnonzero(cv2.inRange(alpha, 1, 254))
    front, back = actor.reshape(-1, 4)[edge], plate.reshape(-1, 4)[edge]
    cover = front[:, 3:].astype(np.float32) / 255
    colour = np.minimum(front[:, :3] / cover, 255).astype(np.uint8)
    light = _to_linear()
    behind = light[back[:, :3]]
    back[:, :3] = _to_codes()[((behind + (light[colour] - behind) * cover) * 4095).astype(np.uint16)]
    plate.reshape(-1, 4)[edge] = back


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
    size = (height + NOISE_ROOM, width + NOISE_ROOM)
    fine = rng.standard_normal(size, np.float32) * 1.25
    coarse = cv2.resize(rng.standard_normal((size[0] // 2, size[1] // 2, 3), np.float32), size[::-1], interpolation=cv2.INTER_LINEAR)
    noise = np.rint(fine[..., None] + coarse * (1.0, 0.6, 1.3)).astype(np.int8)
    four = np.dstack((noise, np.zeros(size, np.int8)))
    return np.maximum(four, 0).astype(np.uint8), np.maximum(-four, 0).astype(np.uint8)
