"""Holes filled from what stands round them, through ever coarser pictures (Gortler et al. 1996, pull-push)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Light = NDArray[Any]


def pulled(values: Light, weight: Light, far: float) -> Light:
    """(h, w, c) everywhere. values: (h, w, c), already times ``weight`` (h, w) 0..1. far: what stands where nothing is known at all."""
    weighted = np.dstack((values, weight)).astype(np.float32)
    levels: list[Light] = [weighted]
    while min(levels[-1].shape[:2]) > 2:
        levels.append(cv2.resize(levels[-1], _half(levels[-1]), interpolation=cv2.INTER_AREA))
    channels = values.shape[2]
    top = levels[-1]
    known = top[..., channels:]
    filled = np.where(known > 1e-5, top[..., :channels] / np.maximum(known, 1e-5), far)
    for level in reversed(levels[:-1]):
        size = (level.shape[1], level.shape[0])
        coarse = cv2.resize(filled.astype(np.float32), size, interpolation=cv2.INTER_LINEAR).reshape(*level.shape[:2], channels)
        known = level[..., channels:]
        own = level[..., :channels] / np.maximum(known, 1e-5)
        trust = np.clip((known - 0.02) / 0.23, 0, 1)
        filled = coarse + (own - coarse) * trust
    return np.asarray(filled, np.float32)


def _half(picture: Light) -> tuple[int, int]:
    return max(1, (picture.shape[1] + 1) // 2), max(1, (picture.shape[0] + 1) // 2)
