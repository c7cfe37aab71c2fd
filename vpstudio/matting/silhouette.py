"""What a matte tells of a body: where its head, trunk, limbs and heels are in the picture. No network: rows, runs and their middles."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Mask = NDArray[np.bool_]

SIDE = 160
"""Rows a matte is looked at with."""
LEAST_SHARE, LEAST_OF_LARGEST = 0.004, 0.12
HEAD_TALL = 1.35
"""A head's height over its breadth (adult means 23 and 16 to 17 cm with hair)."""
HIP_SHARE = 0.52
"""Of a standing body's height, from above."""
FOOT_BREADTH = 0.045
"""Of a body's height; a shoe is 8 to 10 cm broad."""
LIMBS = 3


@dataclass(frozen=True, slots=True)
class Limb:
    """A thick line in the picture: ends and radius, all in units of the picture's height."""

    start: Point
    end: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Silhouette:
    """One body. Lengths and places in units of the picture's height, from its upper left corner.

    head: (x, y, breadth). heels: lowest points of each foot; empty where the body leaves the picture below. limbs: trunk first.
    """

    head: tuple[float, float, float]
    limbs: tuple[Limb, ...]
    heels: tuple[Point, ...]
    height: float


def silhouettes(alpha: NDArray[np.uint8], people: int = 3) -> tuple[Silhouette, ...]:
    """The largest bodies of a matte (H, W) uint8, largest first."""
    rows = min(SIDE, alpha.shape[0])
    size = (max(8, round(alpha.shape[1] * rows / alpha.shape[0])), rows)
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) > 127
    count, labels, stats, _ = cv2.connectedComponentsWithStats(small.astype(np.uint8), connectivity=8)
    areas = [(int(stats[label, cv2.CC_STAT_AREA]), label) for label in range(1, count)]
    areas.sort(reverse=True)
    if not areas:
        return ()
    least = max(LEAST_SHARE * small.size, LEAST_OF_LARGEST * areas[0][0])
    found = (_body(labels == label, rows) for area, label in areas[:people] if area >= least)
    return tuple(each for each in found if each is not None)


def _body(mask: Mask, rows: int) -> Silhouette | None:
    filled = np.flatnonzero(mask.any(axis=1))
    top, bottom = int(filled[0]), int(filled[-1])
    if bottom - top < 8:
        return None
    left, right = trunk(mask, top, bottom)
    breadth = head_breadth(left, right, bottom - top)
    whole = bottom < rows - 2
    neck = min(top + round(HEAD_TALL * breadth), bottom - 1)
    hip = round(top + HIP_SHARE * (bottom - top)) if whole else bottom
    hip = max(hip, neck + 1)
    middle, width = (left + right) / 2, right - left + 1
    head_rows = slice(0, max(1, neck - top))
    head = (float(np.median(middle[head_rows])), top + HEAD_TALL * breadth / 2)
    body = slice(neck - top, max(hip - top, neck - top + 1))
    half = float(np.median(width[body])) / 2
    half = min(half, 1.5 * breadth)
    third = max(1, len(middle[body]) // 3)
    x = (float(np.median(middle[body][:third])), float(np.median(middle[body][-third:])))
    limbs = [
        Limb((head[0] / rows, head[1] / rows), (head[0] / rows, (head[1] + 0.1 * breadth) / rows), 0.55 * breadth / rows),
        Limb((x[0] / rows, min(neck + half, hip) / rows), (x[1] / rows, hip / rows), 0.9 * half / rows),
    ]
    heels = _heels(mask, top, bottom) if whole else ()
    for heel in heels:
        limbs.append(Limb((x[1] / rows, hip / rows), (heel[0] / rows, heel[1] / rows), 0.36 * half / rows))
    limbs.extend(_arms(mask, limbs, rows))
    feet = tuple((across / rows, down / rows) for across, down in heels)
    return Silhouette((head[0] / rows, head[1] / rows, breadth / rows), tuple(limbs), feet, (bottom - top + 1) / rows)


def trunk(mask: Mask, top: int, bottom: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(left, right) of one run a row from ``top`` to ``bottom``: in each the run that overlaps the one above most, so that arms beside
    the body are left out."""
    left, right = np.zeros(bottom - top + 1), np.zeros(bottom - top + 1)
    before: tuple[int, int] | None = None
    for row in range(top, bottom + 1):
        runs = runs_of(mask[row])
        if not runs:
            assert before is not None
            left[row - top], right[row - top] = before
            continue
        chosen = max(runs, key=lambda run: run[1] - run[0] if before is None else _overlap(run, before))
        before = chosen
        left[row - top], right[row - top] = chosen
    return left, right


def _overlap(run: tuple[int, int], before: tuple[int, int]) -> float:
    shared = min(run[1], before[1]) - max(run[0], before[0])
    return shared if shared < 0 else shared + 1e-3 * (run[1] - run[0])


def runs_of(row: Mask) -> list[tuple[int, int]]:
    """(first, last) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def head_breadth(left: NDArray[np.float64], right: NDArray[np.float64], height: int) -> float:
    """Pixels: the breadth that agrees with itself: the median width over the head that it makes."""
    width = right - left + 1
    breadth = max(float(width[: max(2, height // 12)].max()), 2.0)
    for _ in range(6):
        tall = HEAD_TALL * breadth
        part = width[int(0.25 * tall) : max(int(0.75 * tall), int(0.25 * tall) + 1)]
        if not len(part):
            break
        breadth = float(np.median(part))
    return breadth


def _heels(mask: Mask, top: int, bottom: int) -> tuple[Point, ...]:
    """The lowest point of each foot: feet are the separate runs of columns in the lowest part, or two lobes of one run."""
    tall = bottom - top
    low = bottom - max(3, round(0.10 * tall))
    feet = []
    for first, last in runs_of(np.asarray(mask[low : bottom + 1].any(axis=0))):
        columns = mask[low : bottom + 1, first : last + 1]
        for start, stop in _lobes(columns, max(2, round(FOOT_BREADTH * tall))):
            part = columns[:, start:stop]
            end = int(np.flatnonzero(part.any(axis=1))[-1])
            at = np.flatnonzero(part[max(end - 1, 0) : end + 1].any(axis=0))
            feet.append((float(first + start + at.mean()) + 0.5, float(low + end + 1), int(part.sum())))
    feet.sort(key=lambda foot: -foot[2])
    return tuple((x, y) for x, y, _ in feet[:2])


def _lobes(columns: Mask, breadth: int) -> list[tuple[int, int]]:
    """(first, one past the last) column of each foot in one run: the lowest one, and what is left beside it of a foot's breadth."""
    width = columns.shape[1]
    ends = columns.shape[0] - np.argmax(columns[::-1], axis=0)
    lowest = np.flatnonzero(ends >= ends.max() - 1)
    left, right = max(0, int(lowest[0]) - breadth // 3), min(width, int(lowest[-1]) + 1 + breadth // 3)
    beside = [(start, stop) for start, stop in ((0, left), (right, width)) if stop - start >= breadth]
    return [(left, right), *beside] if beside else [(0, width)]


def _arms(mask: Mask, limbs: list[Limb], rows: int) -> list[Limb]:
    """What the capsules so far do not cover: a line through each larger piece."""
    left = mask.astype(np.uint8)
    for limb in limbs:
        ends = [(round(x * rows), round(y * rows)) for x, y in (limb.start, limb.end)]
        cv2.line(left, ends[0], ends[1], 0, max(1, round(2.5 * limb.radius * rows)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    total = int(mask.sum())
    pieces = sorted(((int(stats[k, cv2.CC_STAT_AREA]), k) for k in range(1, count)), reverse=True)
    found = []
    for area, label in pieces[:LIMBS]:
        if area < 0.015 * total:
            break
        y, x = np.nonzero(labels == label)
        points = np.column_stack([x, y]).astype(np.float64) + 0.5
        middle = points.mean(axis=0)
        # Of the square of a pixel too, so that a piece of one row has a breadth.
        squares, axes = np.linalg.eigh((points - middle).T @ (points - middle) / len(points) + np.eye(2) / 12)
        way = axes[:, 1]
        radius = max(2 * float(squares[0]) ** 0.5, 0.7)
        reach = max(float(np.percentile(np.abs((points - middle) @ way), 96)) - radius, 0.0)
        start, end = middle - way * reach, middle + way * reach
        found.append(Limb((start[0] / rows, start[1] / rows), (end[0] / rows, end[1] / rows), radius / rows))
    return found
