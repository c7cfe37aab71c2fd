"""Camera noise as a tile, laid anew for each picture by its number."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.look import GRAIN_BANDS, GrainSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Uniform, texture

TILE = 256
STRENGTH = 3.5 / 255  # one standard deviation at amount 1: a webcam in a living room
SHARED = 0.8  # of each channel's noise; the rest is its own


class GrainStage:
    """The tile and where it lies."""

    def __init__(self, kit: Kit) -> None:
        self._texture = texture(kit.context, (TILE, TILE), 3)
        self._size_px: float | None = None

    def prepare(self, settings: GrainSettings, number: int) -> Inputs:
        """Inputs of grain.glsl for the picture ``number``; empty where there is none."""
        measured = settings.how == "measured" and bool(settings.bands)
        if settings.amount <= 0 and not measured:
            return Inputs()
        if self._size_px != settings.size_px:
            self._texture.write(tile(settings.size_px))
            self._size_px = settings.size_px
        uniforms: dict[str, Uniform] = {"grain_at": offset(number), "grain_amount": settings.amount * STRENGTH}
        defines = {"GRAIN": 1}
        if measured:
            uniforms["grain_bands"] = (np.array(settings.bands, "f4") / 255).tobytes()
            defines["GRAIN_BANDS"] = GRAIN_BANDS
        return Inputs({"grain_tile": self._texture}, uniforms, defines)

    def release(self) -> None:
        self._texture.release()


def offset(number: int) -> tuple[int, int]:
    """Where the tile lies for a picture: scattered, and the same for the same number."""
    drawn = hashlib.blake2b(number.to_bytes(8, "little", signed=True), digest_size=2).digest()
    return drawn[0], drawn[1]


def tile(size_px: float) -> NDArray[np.uint8]:
    """(256, 256, 3) Gaussian noise that wraps round, mean 127.5, standard deviation 255 / 8; grains of ``size_px``."""
    rng = np.random.default_rng(20240314)
    own, shared = rng.standard_normal((TILE, TILE, 3)), rng.standard_normal((TILE, TILE, 1))
    noise = SHARED * shared + (1 - SHARED**2) ** 0.5 * own
    if size_px > 1:
        # A Gaussian of that width, by its transform, so that the tile still wraps.
        f = np.fft.fftfreq(TILE)
        sigma = 0.4 * (size_px - 1) + 0.15
        low = np.exp(-2 * (np.pi * sigma) ** 2 * (f[:, None] ** 2 + f[None, :] ** 2))
        noise = np.fft.ifft2(np.fft.fft2(noise, axes=(0, 1)) * low[..., None], axes=(0, 1)).real
    noise = (noise - noise.mean(axis=(0, 1))) / noise.std(axis=(0, 1))
    return np.clip(np.rint(127.5 + noise * 255 / 8), 0, 255).astype(np.uint8)
