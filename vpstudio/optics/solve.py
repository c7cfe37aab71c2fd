"""From boards seen to a lens: intrinsics and distortion by least squares, bad views dropped."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.lens import LensProfile
from vpstudio.problem import Problem

FEWEST_VIEWS = 4


def solve(board: NDArray[np.float32], views: Sequence[NDArray[np.float32]], size: tuple[int, int]) -> LensProfile:
    """A lens of five distortion terms from ``views`` (each (N, 2), OpenCV's pixels) of the ``board`` (N, 3), metres.

    The worst view is dropped while its RMS is above median + max(3.5 MAD, 0.35 median). Raises Problem ``optics.few_views``.
    """
    kept = list(views)
    while True:
        if len(kept) < FEWEST_VIEWS:
            raise Problem("optics.few_views", found=len(kept), needed=FEWEST_VIEWS)
        rms, matrix, distortion, sigma, errors = _calibrate(board, kept, size)
        worst = _worst(errors)
        if worst is None:
            return _profile(size, matrix, distortion, rms, float(sigma[0]), len(kept), len(views) - len(kept))
        del kept[worst]


def _calibrate(board: NDArray[np.float32], views: list[NDArray[np.float32]], size: tuple[int, int]) -> tuple:  # type: ignore[type-arg]
    boards = [board] * len(views)
    pictures = [view.reshape(-1, 1, 2) for view in views]
    rms, matrix, distortion, _, _, sigma, _, errors = cv2.calibrateCameraExtended(boards, pictures, size, None, None)  # type: ignore[call-overload]
    return rms, matrix, np.ravel(distortion), np.ravel(sigma), np.ravel(errors)


def _worst(errors: NDArray[np.float64]) -> int | None:
    """The view to drop, or None."""
    middle = float(np.median(errors))
    limit = middle + max(3.5 * float(np.median(np.abs(errors - middle))), 0.35 * middle)
    index = int(np.argmax(errors))
    return index if errors[index] > limit else None


def _profile(
    size: tuple[int, int], matrix: NDArray[np.float64], distortion: NDArray[np.float64], rms: float, sigma: float, used: int, rejected: int
) -> LensProfile:
    return LensProfile(
        width=size[0],
        height=size[1],
        fx=float(matrix[0, 0]),
        fy=float(matrix[1, 1]),
        cx=float(matrix[0, 2]) + 0.5,
        cy=float(matrix[1, 2]) + 0.5,
        distortion=[float(k) for k in distortion[:5]],
        rms_px=float(rms),
        focal_sigma_px=sigma,
        views_used=used,
        views_rejected=rejected,
    )
