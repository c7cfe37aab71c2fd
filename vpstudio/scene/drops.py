"""Rain on a pane as many small quads: drops that stand and drops that run down with a trail.

The quads lie in XZ facing -Y, foot of the pane at z = 0. uv runs -1..1 over each quad. Vertex colours carry what
``shaders/materials/rain_glass`` needs: r a number of its own, g times it runs down the pane in one loop (0 stands), b the
pane's height in metres, a 1 for a trail, 0 for a round drop.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.scene.shapes import Shape

Array = NDArray[np.float64]
STANDING_M2, RUNNING_M = 380, 18  # drops on a square metre, runners on a metre of width


def rain(width: float, height: float, wet: float, seed: int) -> tuple[Shape, NDArray[np.float32]]:
    """Quads and their (N, 4) colours for one pane; ``wet`` 0..1 says how many."""
    rng = np.random.default_rng(seed)
    count, running = int(STANDING_M2 * width * height * wet), int(RUNNING_M * width * wet)
    radius = 0.0018 + 0.0085 * rng.uniform(0, 1, count) ** 4
    centre = np.stack([rng.uniform(-width / 2, width / 2, count), rng.uniform(0, height, count)], axis=1)
    own = np.stack([rng.uniform(0, 1, count), np.zeros(count), np.full(count, height), np.zeros(count)], axis=1)
    still = _quads(centre, np.stack([radius, radius * rng.uniform(1.0, 1.5, count)], axis=1))
    size = np.stack([rng.uniform(0.005, 0.010, running), rng.uniform(0.08, 0.26, running)], axis=1)
    place = np.stack([rng.uniform(-width / 2, width / 2, running), np.zeros(running)], axis=1)
    turns = rng.integers(2, 7, running)
    ways = np.stack([rng.uniform(0, 1, running), turns, np.full(running, height), np.ones(running)], axis=1)
    corners = np.vstack([still, _quads(place, size)])
    return _shape(corners), np.repeat(np.vstack([own, ways]), 4, axis=0).astype(np.float32)


def _quads(centre: Array, half: Array) -> Array:
    """(N, 4, 2) corners counter-clockwise."""
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    return centre[:, None, :] + signs[None] * half[:, None, :]


def _shape(corners: Array) -> Shape:
    count = len(corners)
    flat = corners.reshape(-1, 2)
    positions = np.stack([flat[:, 0], np.full(len(flat), -0.004), flat[:, 1]], axis=1)
    uv = np.tile(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float), (count, 1))
    first = np.arange(count)[:, None] * 4
    triangles = np.vstack([first + np.array([0, 1, 2]), first + np.array([0, 2, 3])])
    return Shape(positions, np.tile([0.0, -1.0, 0.0], (len(flat), 1)), uv, triangles)
