"""How a real lens bends the picture: Brown and Conrady's five terms as OpenCV has them, and the map that bends a set alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import Intrinsics
from vpstudio.model.frame import Orientation
from vpstudio.model.lens import LensProfile

Array = NDArray[np.float64]
Margin = tuple[int, int]
STEPS = 10
GRID = 8  # pixels
WIDEST_RAY = 4.0
FLATTEST = 0.1  # where the picture is squeezed to less than a tenth, a polynomial is about to fold
WIDEST = 0.25  # of the picture's side: a map that asks for a wider set is cut there


@dataclass(frozen=True, slots=True)
class Distortion:
    """``terms``: k1, k2, p1, p2, k3, undistorted to distorted, on coordinates divided by the focal length. ``lens``: the pinhole in
    pixels of the picture that they belong to."""

    terms: tuple[float, float, float, float, float]
    lens: Intrinsics

    @classmethod
    def of(cls, profile: LensProfile, orientation: Orientation, lens: Intrinsics) -> Distortion | None:
        """Of a measured lens, whose picture was turned so and lies in the output as seen through ``lens``; None where it bends nothing."""
        if not any(profile.distortion):
            return None
        k1, k2, p1, p2, k3 = profile.distortion
        # The tangential terms are a vector, (p2, p1), that turns with the picture.
        for _ in range(orientation.degrees // 90 % 4):
            p1, p2 = p2, -p1
        return cls((k1, k2, p1, -p2 if orientation.mirror else p2, k3), lens)

    def bent(self, rays: Array) -> Array:
        """(..., 2) undistorted x / z, y / z -> distorted (OpenCV, camera calibration and 3D reconstruction)."""
        k1, k2, p1, p2, k3 = self.terms
        x, y = rays[..., 0], rays[..., 1]
        square = x * x + y * y
        radial = 1 + square * (k1 + square * (k2 + square * k3))
        across = x * radial + 2 * p1 * x * y + p2 * (square + 2 * x * x)
        down = y * radial + p1 * (square + 2 * y * y) + 2 * p2 * x * y
        return np.stack([across, down], axis=-1)

    def straight(self, rays: Array) -> Array:
        """``bent`` undone by Newton's method, to a millionth of a pixel wherever the lens is one to one.

        A measured polynomial may fold beyond the board's last corners: what lies there is carried on along its ray.
        """
        length = np.hypot(rays[..., 0], rays[..., 1])
        shrunk = np.minimum(1.0, self.reach / np.maximum(length, 1e-12))[..., None]
        wanted = rays * shrunk
        found = wanted.copy()
        for _ in range(STEPS):
            found = found - self._step(found, self.bent(found) - wanted)
        return found / shrunk

    @property
    def reach(self) -> float:
        """How far off the axis (distorted, divided by the focal length) the radial terms still rise."""
        k1, k2, _, _, k3 = self.terms
        radius = np.linspace(0.0, WIDEST_RAY, 4001)
        square = radius * radius
        rises = 1 + square * (3 * k1 + square * (5 * k2 + square * 7 * k3)) > FLATTEST
        if rises.all():
            return float("inf")
        last = radius[max(int(np.argmin(rises)) - 1, 1)]
        return float(last * (1 + last**2 * (k1 + last**2 * (k2 + last**2 * k3))))

    def _step(self, at: Array, off: Array) -> Array:
        """Newton's, by the derivatives of ``bent``."""
        k1, k2, p1, p2, k3 = self.terms
        x, y = at[..., 0], at[..., 1]
        square = x * x + y * y
        radial = 1 + square * (k1 + square * (k2 + square * k3))
        slope = 2 * (k1 + square * (2 * k2 + square * 3 * k3))
        cross = x * y * slope + 2 * p1 * x + 2 * p2 * y
        xx = radial + x * x * slope + 2 * p1 * y + 6 * p2 * x
        yy = radial + y * y * slope + 6 * p1 * y + 2 * p2 * x
        whole = xx * yy - cross * cross
        return np.stack([off[..., 0] * yy - off[..., 1] * cross, off[..., 1] * xx - off[..., 0] * cross], axis=-1) / whole[..., None]

    def sources(self, pixels: Array) -> Array:
        """(..., 2) pixels of the plate (corner-based) -> where a pinhole of the same ``lens`` shows the same thing."""
        centre, focal = np.array([self.lens.cx, self.lens.cy]), np.array([self.lens.fx, self.lens.fy])
        return self.straight((pixels - centre) / focal) * focal + centre


def overscan(distortion: Distortion) -> Margin:
    """Pixels that the set must be drawn wider by, left and right, above and below, two for the map's filter included."""
    lens = distortion.lens
    across, down = np.linspace(0, lens.width, 33), np.linspace(0, lens.height, 33)
    edge = np.concatenate([np.stack([across, np.full(33, v)], 1) for v in (0.0, lens.height)])
    side = np.concatenate([np.stack([np.full(33, u), down], 1) for u in (0.0, lens.width)])
    found = distortion.sources(np.concatenate([edge, side]))
    size = np.array([lens.width, lens.height])
    beyond = np.maximum(np.maximum(-found, found - size).max(axis=0), 0)
    x, y = np.ceil(np.minimum(beyond, WIDEST * size)).astype(int) + 2
    return int(x), int(y)


def widened(lens: Intrinsics, margin: Margin) -> Intrinsics:
    """The same lens on a picture with ``margin`` all round."""
    x, y = margin
    return replace(lens, width=lens.width + 2 * x, height=lens.height + 2 * y, cx=lens.cx + x, cy=lens.cy + y)


def st_map(distortion: Distortion, margin: Margin) -> NDArray[np.float32]:
    """(H, W, 2) for each pixel of the plate's picture where in the widened one to look, pixels from the corner.

    Solved on a coarse grid and read between by cubics, a thousandth of a pixel off at most.
    """
    lens = distortion.lens
    u, v = _knots(lens.width), _knots(lens.height)
    grid = distortion.sources(np.stack(np.meshgrid(u, v), axis=-1)) + np.array(margin)
    rows, columns = _between(v, lens.height), _between(u, lens.width)
    return np.stack([rows @ grid[..., part] @ columns.T for part in (0, 1)], axis=-1).astype(np.float32)


def _knots(length: int) -> Array:
    """Every GRID pixels, two beyond either end."""
    return np.arange(-2 * GRID, length + 3 * GRID, GRID, dtype=np.float64)


def _between(knots: Array, length: int) -> Array:
    """(length, knots) weights of Lagrange's cubic through the four knots round each pixel's centre."""
    at = (np.arange(length) + 0.5 - knots[0]) / GRID
    first = np.floor(at).astype(int)
    t = at - first
    weights = np.zeros((length, len(knots)))
    rows = np.arange(length)
    for shift, weight in (
        (-1, -t * (t - 1) * (t - 2) / 6),
        (0, (t + 1) * (t - 1) * (t - 2) / 2),
        (1, -(t + 1) * t * (t - 2) / 2),
        (2, (t + 1) * t * (t - 1) / 6),
    ):
        weights[rows, first + shift] = weight
    return weights
