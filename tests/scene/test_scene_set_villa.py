"""The villa: to measure, with stairs that can be climbed, and light that the power cut takes away."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.scene import joinery
from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.villa import Villa
from vpstudio.scene.villa_room import EAST, GALLERY, HIGH, NORTH


def built(**values):
    with unlit():
        return Villa(Villa.Settings(**values)).build()


def test_it_is_as_large_as_it_says():
    assert (2 * EAST, 2 * NORTH, HIGH) == (12.0, 9.0, 6.5) and GALLERY > 3.0


def test_stairs_can_be_climbed_and_the_rail_held():
    treads, posts, rail = joinery.stairs(3.4, 20, 1.35, 0.27)
    rise, going = 3.4 / 20, 0.27
    assert 0.15 <= rise <= 0.19 and 0.59 <= 2 * rise + going <= 0.66, "two rises and a going are a step"
    assert 3.4 <= treads.positions[:, 2].max() < 3.55, "the string stands a little over the last tread"
    assert 0.85 <= posts.positions[:, 2].min() + joinery.RAIL_M <= 1.15 and rail.positions[:, 2].max() == pytest.approx(
        3.4 + joinery.RAIL_M, abs=0.05
    )


def test_doors_switches_and_sockets_are_where_hands_expect_them():
    door = joinery.door()
    low, high = door["leaf"].positions.min(axis=0), door["leaf"].positions.max(axis=0)
    assert high[0] - low[0] == pytest.approx(0.94, abs=0.02) and high[2] == pytest.approx(2.1, abs=0.02)
    assert door["metal"].positions[:, 2].mean() == pytest.approx(1.05, abs=0.02)
    assert joinery.SWITCH_M == 1.30 and joinery.SOCKET_M == 0.30


def test_a_power_cut_leaves_candles_and_the_fire():
    cut, night = built(state="candle"), built(state="night")
    lit = {scene: {light.name.split()[0] for light in scene.lights if light.practical and light.intensity > 0} for scene in (cut, night)}
    assert "candles" in lit[cut] and "fire" in lit[cut] and not lit[cut] & {"chandelier", "sconce", "table"}
    assert {"chandelier", "sconce", "table", "console", "fire"} <= lit[night]


def test_the_chandelier_is_many_small_lamps():
    scene = built(state="night")
    (bulbs,) = [mesh for mesh in scene.meshes if mesh.name == "chandelier bulbs"]
    assert max(scene.materials[bulbs.material].emissive) > 40
    hung = bulbs.positions[np.abs(bulbs.positions[:, 2] - 3.9) < 0.6]
    assert len(hung) > 300 and hung[:, 2].min() > 2.2, "nobody bumps his head"


def test_marble_mirrors():
    scene = built()
    (floor,) = [material for material in scene.materials if material.name == "marble floor"]
    assert floor.mirror == 0 and scene.mirrors[0].normal == (0, 0, 1)
