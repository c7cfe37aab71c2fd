"""Finding a chessboard's inner corners in a picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

WINDOW = 0.11
"""Refinement half-window as a share of the distance to the nearest corner: a fixed large one is the worst error of all."""


@dataclass(frozen=True, slots=True)
class Chessboard:
    """``columns`` x ``rows`` inner corners, squares of ``square_m`` metres."""

    columns: int
    rows: int
    square_m: float

    def points(self) -> NDArray[np.float32]:
        """(columns x rows, 3) corners in metres on the board's plane, row by row."""
        grid = np.zeros((self.columns * self.rows, 3), np.float32)
        grid[:, :2] = np.mgrid[0 : self.columns, 0 : self.rows].T.reshape(-1, 2) * self.square_m
        return grid

    def find(self, grey: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """(N, 2) corners in OpenCV's pixels (first pixel's centre is 0), in the order of ``points``; None where not found whole."""
        flags = cv2.CALIB_CB_ADAPTIVE_THRESH | cv2.CALIB_CB_NORMALIZE_IMAGE
        found, corners = cv2.findChessboardCorners(grey, (self.columns, self.rows), flags=flags)
        if not found:
            return None
        half = max(2, round(WINDOW * self._nearest(np.asarray(corners, np.float32))))
        criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 60, 1e-4)
        return np.asarray(cv2.cornerSubPix(grey, corners, (half, half), (-1, -1), criteria).reshape(-1, 2), np.float32)

    def _nearest(self, corners: NDArray[np.float32]) -> float:
        """Least distance between neighbours of a row or a column, pixels."""
        grid = corners.reshape(self.rows, self.columns, 2)
        across = np.linalg.norm(np.diff(grid, axis=1), axis=2).min()
        down = np.linalg.norm(np.diff(grid, axis=0), axis=2).min()
        return float(min(across, down))
