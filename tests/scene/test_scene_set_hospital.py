"""The hospital: to measure, one rhythm of panels and doors, a lamp that says when they operate, a clock that goes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vpstudio.scene import hospital_corridor as corridor
from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.hospital import Hospital


def built(**values):
    with unlit():
        return Hospital(Hospital.Settings(**values)).build()


def named(scene, name):
    return np.vstack([mesh.positions for mesh in scene.meshes if mesh.name == name])


def test_the_corridor_is_as_long_and_wide_as_it_says():
    assert pytest.approx((2.4, 30.0, 2.7)) == (2 * corridor.HALF, corridor.END - corridor.BACK, corridor.HIGH)


def test_hands_find_rails_seats_and_doors():
    scene = built()
    rail = named(scene, "handrail")
    assert rail[:, 2].mean() == pytest.approx(0.90, abs=0.01)
    seats = named(scene, "blue seats")
    assert np.median(seats[seats[:, 2] < 0.47][:, 2]) == pytest.approx(0.44, abs=0.02)
    linen = named(scene, "bed linen")
    assert 0.5 < np.median(linen[(linen[:, 2] > 0.5) & (linen[:, 2] < 0.6)][:, 2]) < 0.6


def test_panels_keep_their_rhythm():
    gaps = np.diff(corridor.PANELS)
    assert np.allclose(gaps, 2.4) and len(gaps) > 8
    lit = {state: sum(light.name.startswith("panel") for light in built(state=state).lights) for state in ("day", "night", "surgery")}
    assert lit["day"] > 2 * lit["night"] > 0 and lit["surgery"] < lit["day"] / 2


def test_the_lamp_says_when_they_operate():
    red = {state: next(m for m in built(state=state).materials if m.name == "theatre lamp").emissive[0] for state in ("day", "surgery")}
    assert red["day"] == 0 and red["surgery"] >= 16
    assert built(theatre="").visible_texts == tuple(text for text in built().visible_texts if text != "手术中")


def test_every_door_has_its_own_number():
    numbers = [text for text in built().visible_texts if text.isdecimal()]
    assert len(numbers) == len(set(numbers)) == len(corridor.DOORS_WEST) + len(corridor.DOORS_EAST)


def test_the_second_hand_goes_round_clockwise():
    scene = built()
    hand = next(index for index, node in enumerate(scene.nodes) if node.name == "second hand")

    def angle(t):
        # On the west wall, seen from the corridor (from +X): right is -Y... the wall's own X is world +Y turned by spin(90).
        way = scene.at(t).matrices[hand][:3, :3] @ [0.0, 0.0, 1.0]
        right = scene.nodes[hand].local[:3, :3] @ [1.0, 0.0, 0.0]
        return math.degrees(math.atan2(way @ right, way[2])) % 360

    turned = [(angle(t + 0.9) - angle(0.9)) % 360 for t in (1, 15, 30, 59)]
    assert turned == pytest.approx([6, 90, 180, 354], abs=0.1)
