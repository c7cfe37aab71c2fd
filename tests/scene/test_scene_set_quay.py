"""The quay: to measure, lit as the hour says, and alive."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.scene.builder import unlit
from vpstudio.scene.quay_town import BRIDGE, EDGE, FAR_EDGE, WATER, _arch, _opening
from vpstudio.scene.sets.quay import Quay


def built(**values):
    with unlit():
        return Quay(Quay.Settings(**values)).build()


def named(scene, name):
    return [mesh for mesh in scene.meshes if mesh.name == name]


def test_a_boat_passes_under_the_bridge_and_people_over_it():
    middle = (EDGE + FAR_EDGE) / 2
    assert _opening(middle) - WATER == pytest.approx(3.15) and _arch(middle) - _opening(middle) > 0.5
    assert _arch(EDGE + 1.8) < 0.3 and _arch(FAR_EDGE - 1.8) < 0.3, "its stairs end on the banks"
    assert 7 < EDGE - FAR_EDGE < 9 and BRIDGE > 15


def test_each_hour_has_its_light():
    suns = {state: [light for light in built(state=state).lights if light.kind == "directional"] for state in ("day", "dusk", "night")}
    assert len(suns["day"]) == 1 and suns["day"][0].casts_shadow and not suns["dusk"] and not suns["night"]
    red, _, blue = suns["day"][0].colour
    assert red > 1.5 * blue, "low and warm"
    feast, night = (len(built(state=state).meshes) for state in ("lanterns", "night"))
    assert feast > night, "lines of lanterns hang over the water"


def test_water_mirrors_and_lies_below_the_quay():
    scene = built()
    (water,) = named(scene, "water")
    material = scene.materials[water.material]
    assert material.mirror == 0 and scene.mirrors[0].point_m[2] == pytest.approx(WATER)
    assert np.allclose(water.positions[:, 2], WATER, atol=1e-6) and material.moving


def test_the_board_can_be_left_out():
    assert built(sign=" ").visible_texts == () and built(sign=" ").textures == ()
    assert built().visible_texts == ("听雨茶楼",)
