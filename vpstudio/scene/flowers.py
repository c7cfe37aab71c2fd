"""Flowers in clusters: heads as low round blobs, jittered over a line or a ball, leaves between them."""

from __future__ import annotations

import numpy as np

from vpstudio.scene.shapes import Array, Shape, joined, lathe, move, spin


def head(radius: float, fine: bool = False) -> Shape:
    """One flower head about the origin, a little flat; fine: with whorls of petals, for where a lens comes near."""
    if not fine:
        return lathe([(0.001, -0.7 * radius), (radius, -0.1 * radius), (0.62 * radius, 0.55 * radius), (0.001, 0.7 * radius)], 6)
    whorls = [_whorl(radius * share, 5 + number, 36.0 * number, rise * radius) for number, (share, rise) in enumerate(WHORLS)]
    return joined(lathe([(0.001, -0.6 * radius), (0.5 * radius, -0.2 * radius), (0.001, 0.2 * radius)], 8), *whorls)


WHORLS = ((1.0, -0.30), (0.72, 0.0), (0.42, 0.22))


def _whorl(radius: float, petals: int, turn: float, rise: float) -> Shape:
    """A ring of petals that cup upward, one cup with as many waves; seen from both sides."""
    profile = [(0.12, 0.0), (0.60, 0.10), (0.92, 0.40), (1.0, 0.72)]
    cup = lathe([(r * radius, rise + z * radius) for r, z in profile], 14)
    angle = np.arctan2(cup.positions[:, 1], cup.positions[:, 0]) + np.radians(turn)
    wave = 1.0 - 0.20 * np.abs(np.cos(0.5 * petals * angle)) ** 6 * (cup.positions[:, 2] - rise) / (0.72 * radius)
    cup.positions[:] = cup.positions * np.stack([wave, wave, np.ones(len(wave))], axis=1)
    return cup


def ball(
    rng: np.random.Generator, radius: float, count: int, size: tuple[float, float] = (0.045, 0.085), fine: bool = False
) -> list[tuple[Shape, float, bool]]:
    """Heads over a ball that look outward: (shape, number of its own, is a leaf)."""
    made = []
    for number in range(count):
        z = 1 - 2 * (number + 0.5) / count
        turn, flat = number * 2.399963, np.sqrt(1 - z * z)
        way = np.array([flat * np.cos(turn), flat * np.sin(turn), z])
        at = way * radius * float(rng.uniform(0.82, 1.08))
        made.append(_one(rng, (at[0], at[1], at[2]), size, fine, way))
    return made


def along(
    rng: np.random.Generator, line: Array, thick: float, count: int, size: tuple[float, float] = (0.06, 0.12)
) -> list[tuple[Shape, float, bool]]:
    """Heads about a line of points (N, 3), within ``thick`` of it."""
    made = []
    for share in np.sort(rng.uniform(0, 1, count)):
        at = [float(np.interp(share, np.linspace(0, 1, len(line)), line[:, axis])) for axis in range(3)]
        off = rng.normal(0, 0.45 * thick, 3)
        made.append(_one(rng, (at[0] + off[0], at[1] + off[1], at[2] + off[2]), size))
    return made


def _one(
    rng: np.random.Generator, at: tuple[float, float, float], size: tuple[float, float], fine: bool = False, way: Array | None = None
) -> tuple[Shape, float, bool]:
    """A head at a place, looking along ``way`` (and a little beside it), or anywhere."""
    lean = spin(float(rng.uniform(0, 360))) @ spin(float(rng.uniform(0, 90 if way is None else 25)), 0)
    if way is not None:
        lean = spin(float(np.degrees(np.arctan2(way[1], way[0])))) @ spin(float(np.degrees(np.arccos(np.clip(way[2], -1, 1)))), 1) @ lean
    shape = head(float(rng.uniform(*size)), fine).placed(move(*at) @ lean)
    return shape, float(rng.uniform(0, 9)), bool(rng.uniform() < 0.25)


def arch(width: float, height: float, points: int = 25) -> Array:
    """(N, 3) a line from foot to foot over a half circle, in XZ."""
    radius = width / 2
    angle = np.linspace(np.pi, 0, points - 8)
    bow = np.stack([radius * np.cos(angle), np.zeros(len(angle)), height - radius + radius * np.sin(angle)], axis=1)
    foot = np.linspace(0, height - radius, 5)[:-1]
    left = np.stack([np.full(4, -radius), np.zeros(4), foot], axis=1)
    right = np.stack([np.full(4, radius), np.zeros(4), foot[::-1]], axis=1)
    return np.vstack([left, bow, right])
