"""The screen behind the actor, remembered from picture to picture: a clean plate nobody had to shoot, and where it may be trusted.

Per pixel of a small picture: bare cloth that is seen is kept; behind the actor stands what was seen there before, else what
the cloth round him suggests. With the actor's matte this also tells what a key may never take away and never leave standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.pull_push import pulled
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import sealed

LONG_SIDE = 320
"""The working size: matting.md's measurements were made at it."""
LEARN = 0.2
"""How much of a newly seen bare pixel goes into the memory: noise averages out, light that drifts is followed."""
FORGET = 0.10
"""Mean relative change of cloth seen before, beyond which it is another picture: a cut, or the camera was moved."""

Light = NDArray[Any]
"""float32; numpy's own types lose that on the way."""
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the memory makes of one picture. limits: as in ``Matte.limits``. cover: part of the picture that is screen."""

    clean: CleanPlate
    limits: NDArray[np.uint8]
    cover: float


def working_size(upright: tuple[int, int]) -> tuple[int, int]:
    """(width, height) of the pictures that ``ScreenMemory`` works on."""
    scale = min(1.0, LONG_SIDE / max(upright))
    return max(1, round(upright[0] * scale)), max(1, round(upright[1] * scale))


class ScreenMemory:
    """Shown every picture of a shot in order. kind, colour: of the screen, display light (``matting.screen.Screen``)."""

    def __init__(self, kind: Literal["green", "blue"], colour: Rgb, balance: float = 0.6) -> None:
        self.kind, self.colour, self.balance = kind, colour, balance
        self.keep_props = True
        self._count = 0
        self.reset()

    def reset(self) -> None:
        """Forget: a cut, a gap, a moved camera."""
        self._plate: Light | None = None
        self._known: Light | None = None

    def see(self, rgb: Picture, alpha: Picture, captured: Light | None = None) -> Seen:
        """rgb: (h, w, 3) uint8 sRGB of ``working_size``; alpha: the actor's matte, (h, w) uint8, the same size.

        captured: (h, w, 4) of a clean plate shot by the crew, pumping undone: then nothing is guessed, it is only used.
        """
        light = to_light()[rgb]
        ratio = surplus(light, self.kind, self.balance) / max(float(self._full()), 1e-3)
        if captured is not None:
            plate, confidence = captured[..., :3].astype(np.float32), captured[..., 3].astype(np.float32)
        else:
            bare = self._bare(light, ratio, alpha)
            self._remember(light, bare)
            plate = self._filled()
            confidence = self._confidence(light, ratio, alpha, bare)
        limits = limits_of(light, plate, confidence, alpha, self.kind, self.balance, self.keep_props)
        self._count += 1
        clean = np.dstack((plate, confidence)).astype(np.float16)
        sealed(clean, limits)
        return Seen(CleanPlate(clean, "running", f"running {id(self)} {self._count}"), limits, float(confidence.mean()))

    def _full(self) -> float:
        return float(surplus(np.array([[self.colour]], np.float32), self.kind, self.balance)[0, 0])

    def _bare(self, light: Light, ratio: Light, alpha: Picture) -> Light:
        """0..1: how surely a pixel shows bare cloth: its hue at near its full purity, and away from the actor."""
        pure = self._full() / (sum(self.colour) + 0.004)
        purity = surplus(light, self.kind, self.balance) / (light.sum(axis=2) + 0.004)
        like = ramp(purity / max(pure, 1e-3), 0.68, 0.88) * ramp(ratio, 0.12, 0.40) * (1 - ramp(ratio, 2.5, 4.0))
        near = cv2.dilate(alpha, kernel(7)).astype(np.float32) / 255
        # The network may call bare cloth actor; pure cloth well inside its matte is a hole or a green shirt, so not learnt from.
        return cv2.erode(ramp(like * (1 - ramp(near, 0.05, 0.3)), 0.5, 0.95), kernel(3)).astype(np.float32)

    def _remember(self, light: Light, bare: Light) -> None:
        if self._plate is None or self._known is None or self._plate.shape != light.shape:
            self._plate, self._known = light * bare[..., None], bare.copy()
            return
        self._forget_if_new(light, bare)
        plate, known = self._plate / np.maximum(self._known, 1e-4)[..., None], self._known
        share = np.where(known > 0.3, LEARN * bare, bare)[..., None]
        self._plate = plate + (light - plate) * share
        self._known = np.maximum(known * 0.9995, bare)
        self._plate *= self._known[..., None]

    def _forget_if_new(self, light: Light, bare: Light) -> None:
        assert self._plate is not None and self._known is not None
        both = (bare > 0.7) & (self._known > 0.7)
        if np.count_nonzero(both) < 0.01 * both.size:
            return
        before = self._plate[both] / self._known[both][:, None]
        change = np.abs(light[both] - before).sum(axis=1) / (before.sum(axis=1) + 0.01)
        if float(change.mean()) > FORGET:
            self._plate, self._known = light * bare[..., None], bare.copy()

    def _filled(self) -> Light:
        """The cloth everywhere: a smooth surface through all of it, and what local folds differ from that."""
        assert self._plate is not None and self._known is not None
        plate = self._plate / np.maximum(self._known, 1e-4)[..., None]
        weight = ramp(self._known, 0.15, 0.6)
        surface = fitted_surface(plate, weight, self.colour)
        rest = pulled((plate - surface) * weight[..., None], weight, far=0.0)
        return np.maximum(surface + rest, 1e-4).astype(np.float32)

    def _confidence(self, light: Light, ratio: Light, alpha: Picture, bare: Light) -> Light:
        """1 where there is cloth, 0 where there is none; behind the actor what stands round him, and cloth is convex."""
        assert self._known is not None
        cloth = self._known > 0.5
        actor = cv2.dilate(alpha, kernel(9)).astype(np.float32) / 255
        other = (ratio < 0.25) & (actor < 0.1) & ~cloth
        other = cv2.morphologyEx(other.astype(np.uint8), cv2.MORPH_OPEN, kernel(5)).astype(bool)
        hull = hull_of(cloth) & ~other
        label = np.where(cloth | hull, 1.0, 0.0).astype(np.float32)
        told = (cloth | other | hull).astype(np.float32)
        guess = pulled((label * told)[..., None], told, far=0.0)[..., 0]
        flat = np.where(told > 0, label, ramp(guess, 0.4, 0.6)).astype(np.float32)
        # Not up to the very border of the cloth, where its hem is neither.
        inner = cv2.erode(flat, kernel(5), borderType=cv2.BORDER_REPLICATE)
        return cv2.blur(inner, (5, 5)).astype(np.float32)


def limits_of(
    light: Light, plate: Light, confidence: Light, alpha: Picture, kind: Literal["green", "blue"], balance: float, props: bool = True
) -> Picture:
    """(h, w, 2) uint8: core and garbage, see ``Matte.limits``.

    Core: well inside the matte, except where the very cloth shows through between arm and body. Garbage: round the matte, and
    on along whatever solid thing hangs together with him (a prop, a hand that the network lost), up to a good reach.
    """
    sure = cv2.erode(alpha, kernel(5)).astype(np.float32) / 255
    core = np.clip((sure - 0.8) / 0.15, 0, 1)
    same = np.abs(light - plate).max(axis=2) / (plate.max(axis=2) + 0.01)
    shows = cv2.blur(1 - ramp(same, 0.06, 0.14), (3, 3)) * confidence
    core = core * (1 - ramp(shows, 0.75, 0.95))
    near = cv2.dilate(alpha, kernel(13)).astype(np.float32) / 255
    garbage = np.clip((near - 0.05) / 0.2, 0, 1)
    solid = 1 - surplus(light, kind, balance) / np.maximum(surplus(plate, kind, balance), 1e-3)
    # What is wide and half there is no edge and no blur but something dark or greenish: all there, if the network half agrees.
    wide = cv2.erode((solid > 0.35).astype(np.uint8), kernel(7), borderType=cv2.BORDER_REPLICATE).astype(np.float32)
    core = np.maximum(core, wide * ramp(cv2.blur(alpha, (9, 9)) / 255.0, 0.3, 0.6))
    may = garbage
    if props:
        hangs = hanging_on(solid * confidence > 0.5, garbage > 0.5)
        may = np.maximum(garbage, cv2.blur(cv2.dilate(hangs, kernel(5)), (3, 3)).astype(np.float32))
    # The outermost codes count as nothing and as all, so that whole tiles are one or the other.
    codes = np.dstack((core, may)) * (255.0 + 8.0) - 4.0
    return np.clip(np.rint(codes), 0, 255).astype(np.uint8)


def hanging_on(solid: NDArray[np.bool_], actor: NDArray[np.bool_]) -> Light:
    """(h, w) 0 or 1: the blobs of ``solid`` that touch the actor, and large ones that stand free inside the picture."""
    opened = cv2.morphologyEx(solid.astype(np.uint8), cv2.MORPH_OPEN, kernel(3))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    if count < 2:
        return np.zeros(solid.shape, np.float32)
    touching = np.bincount(labels[actor], minlength=count) >= 6
    left, top, width, height, area = stats.T
    inside = (left > 0) & (top > 0) & (left + width < solid.shape[1])
    kept = touching | (inside & (area > 0.004 * solid.size))
    kept[0] = False
    return kept[labels].astype(np.float32)


def hull_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The convex hull of the mask's main part: of all blobs at least a twentieth of the largest."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count < 2:
        return np.zeros_like(mask)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    main = (areas >= 0.05 * areas.max())[labels] & mask
    points = cv2.findNonZero(main.astype(np.uint8))
    filled = np.zeros(mask.shape, np.uint8)
    cv2.fillConvexPoly(filled, cv2.convexHull(points), 1)
    return filled.astype(bool)


def fitted_surface(plate: Light, weight: Light, fallback: Rgb) -> Light:
    """(h, w, 3): a quadratic surface through the pixels of ``weight`` (h, w), kept within what was seen."""
    height, width = weight.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack((np.ones_like(x), x, y, x * y, x * x, y * y), axis=-1)
    some = (slice(None, None, 4), slice(None, None, 4))
    w = weight[some].ravel()
    if w.sum() < 30:
        return np.broadcast_to(np.array(fallback, np.float32), plate.shape).copy()
    a = terms[some].reshape(-1, 6) * np.sqrt(w)[:, None]
    b = plate[some].reshape(-1, 3) * np.sqrt(w)[:, None]
    # A little ridge keeps what only one corner shows from swinging up in the other.
    ridge = np.diag(np.array([0, 1, 1, 1, 1, 1], np.float32)) * 0.01 * w.sum()
    found = np.linalg.solve(a.T @ a + ridge, a.T @ b)
    seen = plate[some].reshape(-1, 3)[w > 0.5]
    low, high = (np.percentile(seen, (2, 98), axis=0)) if len(seen) > 20 else (np.zeros(3), np.ones(3))
    return np.clip(terms @ found, low * 0.8, high * 1.2).astype(np.float32)


def surplus(light: Light, kind: Literal["green", "blue"], balance: float) -> Light:
    """k of the colour-difference key, as in shaders/keyers/colour_difference.glsl."""
    own, one, two = (1, 0, 2) if kind == "green" else (2, 0, 1)
    low, high = np.minimum(light[..., one], light[..., two]), np.maximum(light[..., one], light[..., two])
    return np.asarray(light[..., own] - (low + (high - low) * balance), np.float32)


def ramp(x: Any, low: float, high: float) -> Light:
    """GLSL's smoothstep."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


@cache
def kernel(size: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)


@cache
def to_light() -> Light:
    """sRGB codes as display light (IEC 61966-2-1)."""
    code = np.arange(256) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)
