"""The screen behind the actor, remembered from picture to picture: a clean plate nobody had to shoot, and where it may be trusted.

Per pixel of a small picture: bare cloth that is seen is kept; behind the actor stands what was seen there before, else what
the cloth round him suggests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.picture import Picture
from vpstudio.matting.pull_push import pulled
from vpstudio.matting.pumping import UNITY, Gain
from vpstudio.matting.pumping import gain as measured
from vpstudio.matting.screen_light import DARK, Kind, Light, Rgb, Shine, hue_apart, in_light, kernel, ramp, shine_of
from vpstudio.matting.screen_limits import hull_of, limits_of, reaching_out
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import sealed

LONG_SIDE = 320
"""The working size: matting.md's measurements were made at it."""
LEARN = 0.3
"""How much of a newly seen bare pixel goes into the memory: noise averages out, light that drifts is followed."""
FORGET = 0.10
"""Mean relative change of cloth seen before, beyond which it is another picture: a cut, or the camera was moved."""
PUMPED = 0.04
"""A change of exposure or balance by this much is undone in the very frame."""
EVERY = 3
"""The plate changes slowly: it is learnt from the first pictures and then from every third."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the memory makes of one picture. limits: as in ``Matte.limits``."""

    clean: CleanPlate
    limits: NDArray[np.uint8]


def working_size(upright: tuple[int, int]) -> tuple[int, int]:
    """(width, height) of the pictures that ``ScreenMemory`` works on."""
    scale = min(1.0, LONG_SIDE / max(upright))
    return max(1, round(upright[0] * scale)), max(1, round(upright[1] * scale))


class ScreenMemory:
    """Shown every picture of a shot in order. kind, colour: of the screen, display light (``matting.screen.Screen``).

    asked: the colour it was made with; ``colour`` follows the camera's exposure and balance.
    """

    def __init__(self, kind: Kind, colour: Rgb, balance: float = 0.7) -> None:
        self.kind, self.asked, self.colour, self.balance = kind, colour, colour, balance
        self.keep_props = True
        self._count = 0
        self.reset()

    def reset(self) -> None:
        """Forget: a cut, a gap, a moved camera."""
        self._seen = 0
        self.colour = self.asked
        self._full, self._whole = shine_of(self.asked, self.kind, self.balance)
        self._plate: Light | None = None
        self._known: Light | None = None
        self._behind: Shine | None = None
        self._clean: CleanPlate | None = None

    def see(self, rgb: Picture, alpha: Picture, captured: Light | None = None) -> Seen:
        """rgb: (h, w, 3) uint8 sRGB of ``working_size``; alpha: the actor's matte, (h, w) uint8, the same size.

        captured: (h, w, 4) of a clean plate shot by the crew, pumping undone: then nothing is guessed, it is only used.
        """
        picture = Shine.of(in_light(rgb), self.kind, self.balance)
        fresh = self._behind is None or self._behind.light.shape != picture.light.shape
        if captured is not None:
            self._take(np.ascontiguousarray(captured[..., :3], np.float32), np.asarray(captured[..., 3], np.float32))
        else:
            gain = UNITY if fresh else self._pumped(picture, alpha)
            if fresh or self._seen < 2 or self._seen % EVERY == 0 or gain != UNITY:
                self._learn(picture, alpha, gain)
        self._seen += 1
        assert self._behind is not None and self._clean is not None
        limits = limits_of(picture, self._behind, self._confidence, alpha, self.keep_props)
        sealed(limits)
        return Seen(self._clean, limits)

    def _pumped(self, picture: Shine, alpha: Picture) -> Gain:
        """By how much the camera's exposure and balance have changed since the plate was learnt; small changes are learnt anyway."""
        assert self._plate is not None and self._known is not None
        sure = (self._known > 0.7) & (cv2.dilate(alpha, kernel(7)) < 12)
        found = measured(picture.light, self._plate, sure)
        return found if max(abs(factor - 1) for factor in found) > PUMPED else UNITY

    def _take(self, plate: Light, confidence: Light) -> None:
        self._behind = Shine.of(plate, self.kind, self.balance)
        self._confidence = confidence
        light = np.dstack((plate, confidence)).astype(np.float16)
        sealed(light)
        self._count += 1
        self._clean = CleanPlate(light, "running", f"running {id(self)} {self._count}")

    def _learn(self, picture: Shine, alpha: Picture, gain: Gain) -> None:
        if gain != UNITY and self._plate is not None:
            # What was seen long ago is in another exposure too.
            self._plate = self._plate * np.array(gain, np.float32)
            self.colour = tuple(part * factor for part, factor in zip(self.colour, gain, strict=True))  # type: ignore[assignment]
            self._full, self._whole = shine_of(self.colour, self.kind, self.balance)
        ratio = picture.k * (1.0 / max(self._full, 1e-3))
        self._remember(picture.light, self._bare(picture, ratio, alpha))
        plate = self._filled()
        self._take(plate, self._trusted(Shine.of(plate, self.kind, self.balance), ratio, alpha))

    def _bare(self, picture: Shine, ratio: Light, alpha: Picture) -> Light:
        """0..1: how surely a pixel shows bare cloth: its hue at near its full purity, and away from the actor."""
        pure = max(self._full / (self._whole + DARK), 1e-3)
        purity = picture.k / (picture.total + DARK)
        like = ramp(purity, 0.68 * pure, 0.88 * pure) * ramp(ratio, 0.12, 0.40) * (1 - ramp(ratio, 2.5, 4.0))
        like *= 1 - ramp(hue_apart(picture, self.colour), 0.05, 0.08)
        # The network may call bare cloth actor; pure cloth well inside its matte is a hole or a green shirt, so not learnt from.
        near = cv2.dilate(alpha, kernel(7))
        return np.asarray(cv2.erode(ramp(like * (1 - ramp(near, 12, 77)), 0.5, 0.95), kernel(3)))

    def _remember(self, light: Light, bare: Light) -> None:
        if self._plate is None or self._known is None or self._plate.shape != light.shape or self._is_new(light, bare):
            self._plate, self._known = light.copy(), bare.copy()
            return
        share = np.where(self._known > 0.3, LEARN * bare, np.maximum(bare, bare > self._known))
        self._plate += (light - self._plate) * share[..., None]
        self._known = np.maximum(self._known * 0.9995, bare)

    def _is_new(self, light: Light, bare: Light) -> bool:
        """Whether the cloth that both show has changed too much to be the same shot."""
        assert self._plate is not None and self._known is not None
        some = (slice(None, None, 2), slice(None, None, 2))
        both = (bare[some] > 0.7) & (self._known[some] > 0.7)
        if np.count_nonzero(both) < 0.01 * both.size:
            return False
        before = self._plate[some][both]
        change = np.abs(light[some][both] - before).sum(axis=1) / (before.sum(axis=1) + 0.01)
        return float(change.mean()) > FORGET

    def _filled(self) -> Light:
        """The cloth everywhere: a smooth surface through all of it, and what local folds differ from that."""
        assert self._plate is not None and self._known is not None
        weight = ramp(self._known, 0.15, 0.6)
        surface = fitted_surface(self._plate, weight, self.colour)
        rest = pulled((self._plate - surface) * weight[..., None], weight, far=0.0)
        return np.maximum(surface + rest, 1e-4).astype(np.float32)

    def _trusted(self, plate: Shine, ratio: Light, alpha: Picture) -> Light:
        """1 where there is cloth, 0 where there is none. Cloth is convex: what it encloses and is not seen to be something else is
        cloth too, behind the actor and behind a prop."""
        assert self._known is not None
        cloth = self._known > 0.5
        hull = hull_of(cloth)
        other = reaching_out((ratio < 0.25) & (cv2.dilate(alpha, kernel(9)) < 26) & ~cloth, hull)
        # Not up to the very border of the cloth, where its hem is neither; and no key from cloth as dark as the noise.
        inner = cv2.erode((hull & ~other).astype(np.float32), kernel(5), borderType=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.blur(inner, (5, 5)) * ramp(plate.k, 0.012, 0.05), np.float32)


def fitted_surface(plate: Light, weight: Light, fallback: Rgb) -> Light:
    """(h, w, 3): a quadratic surface through the pixels of ``weight`` (h, w), kept within what was seen."""
    terms = _terms(*weight.shape)
    some = (slice(None, None, 4), slice(None, None, 4))
    w = weight[some].ravel()
    if w.sum() < 30:
        return np.broadcast_to(np.array(fallback, np.float32), plate.shape).copy()
    seen = plate[some].reshape(-1, 3)
    a = terms[some].reshape(-1, 6) * np.sqrt(w)[:, None]
    # A little ridge keeps what only one corner shows from swinging up in the other.
    ridge = np.diag(np.array([0, 1, 1, 1, 1, 1], np.float32)) * 0.01 * w.sum()
    found = np.linalg.solve(a.T @ a + ridge, a.T @ (seen * np.sqrt(w)[:, None])).astype(np.float32)
    kept = seen[w > 0.5]
    low, high = np.percentile(kept, (2, 98), axis=0) if len(kept) > 20 else (np.zeros(3), np.ones(3))
    return np.clip(terms @ found, low * 0.8, high * 1.2).astype(np.float32)


@cache
def _terms(height: int, width: int) -> Light:
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    return np.stack((np.ones_like(x), x, y, x * y, x * x, y * y), axis=-1)
