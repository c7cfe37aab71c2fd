"""Tiles that are all set or all actor: exact, whole, and never too many."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.render.regions import CLEAR, EDGE, SOLID, TILE, classify, outside, rectangles, triangles

SIZE = (200, 150)
WHOLE = (1 / 200, 1 / 150, 0.0, 0.0)


def test_a_tile_is_sure_only_as_far_as_filters_reach():
    alpha = np.zeros((150, 200), np.uint8)
    alpha[64:96, 64:96] = 255  # exactly tile (2, 2)
    near = classify(alpha, SIZE, WHOLE, 0.0)
    assert near[2, 2] == EDGE  # a linear fetch at its border looks across
    alpha[60:100, 60:100] = 255
    assert classify(alpha, SIZE, WHOLE, 0.0)[2, 2] == SOLID
    assert classify(alpha, SIZE, WHOLE, 6.0)[2, 2] == EDGE
    assert classify(alpha, SIZE, WHOLE, 0.0)[0, 0] == CLEAR
    assert near.shape == (5, 7)


def test_nearly_nothing_counts_as_nothing_where_it_is_told_so():
    alpha = np.full((15, 20), 4, np.uint8)
    assert (classify(alpha, SIZE, WHOLE, 0.0, floor=4) == CLEAR).all()
    assert (classify(alpha, SIZE, WHOLE, 0.0) == EDGE).all()
    assert (classify(255 - alpha, SIZE, WHOLE, 0.0, floor=4) == SOLID).all()


def test_a_plate_that_lies_outside_the_output_is_mapped():
    alpha = np.zeros((10, 40), np.uint8)
    alpha[:, 20:] = 255
    # The plate is 400 wide, its right half shown.
    tiles = classify(alpha, SIZE, (1 / 400, 1 / 150, 0.5, 0.0), 0.0)
    assert (tiles[:, 1:] == SOLID).all()


def test_beside_the_plate_there_is_no_actor():
    tiles = outside(np.full((5, 7), SOLID, np.uint8), SIZE, (40.0, 0.0, 160.5, 150.0))
    assert (tiles[:, 0] == CLEAR).all() and (tiles[:, 1] == EDGE).all() and (tiles[:, 2:5] == SOLID).all()
    assert (tiles[:, 5] == EDGE).all() and (tiles[:, 6] == CLEAR).all()


@pytest.mark.parametrize("seed", range(5))
def test_rectangles_cover_every_pixel_once(seed):
    tiles = np.random.default_rng(seed).integers(0, 3, (5, 7)).astype(np.uint8)
    painted, kinds = np.zeros(SIZE[::-1], int), np.zeros(SIZE[::-1], int)
    for kind in (EDGE, CLEAR, SOLID):
        for x0, y0, x1, y1 in rectangles(tiles, SIZE, kind).astype(int):
            painted[y0:y1, x0:x1] += 1
            kinds[y0:y1, x0:x1] = kind
    assert (painted == 1).all()
    assert np.array_equal(kinds, np.kron(tiles, np.ones((TILE, TILE), int))[:150, :200])


def test_alike_runs_are_joined():
    tiles = np.zeros((5, 7), np.uint8)
    tiles[1:4, 2:5] = SOLID
    assert rectangles(tiles, SIZE, SOLID).tolist() == [[64, 32, 160, 128]]
    assert triangles(rectangles(tiles, SIZE, SOLID)).shape == (6, 2)
