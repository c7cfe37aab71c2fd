"""The street: wet, deep, full of signs that can be listed, with rain that falls in the rain only."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.street import Street
from vpstudio.scene.street_block import ABROAD, BACK, END, FRONT, HALF, NEON, WALK


def built(**values):
    with unlit():
        return Street(Street.Settings(**values)).build()


def names(scene):
    return {mesh.name for mesh in scene.meshes}


def test_a_road_of_two_lanes_between_fronts():
    assert 7 < 2 * HALF < 9.5 and FRONT - HALF > 2 and 0.1 <= WALK <= 0.16 and END - BACK > 50


def test_every_lettered_sign_is_listed():
    scene = built()
    lettered = {texture.name.removeprefix("sign ") for texture in scene.textures}
    assert lettered == set(scene.visible_texts) and "听潮面馆" in lettered and len(lettered) >= 6
    assert set(built(place="abroad", sign="").visible_texts) <= set(ABROAD) and not set(NEON) & set(ABROAD)


def test_asphalt_mirrors_and_is_wetter_in_the_rain():
    wet = {}
    for state in ("day", "night", "rain"):
        (road,) = [material for material in built(state=state).materials if material.name == "asphalt"]
        assert road.mirror == 0
        wet[state] = road.values["wet"]
    assert wet["day"] < wet["night"] < wet["rain"]


def test_rain_falls_a_whole_number_of_times_in_the_loop():
    assert "rain" not in names(built(state="night")) and "rain" not in names(built(state="rain", drizzle=0.0))
    (rain,) = [mesh for mesh in built(state="rain").meshes if mesh.name == "rain"]
    falls = rain.colours[:, 1]
    assert np.array_equal(falls, np.round(falls)) and 6 < falls.mean() * 7.0 / 24.0 < 9, "drizzle falls at seven metres a second or so"


def test_lamps_run_to_the_vanishing_point():
    scene = built()
    y = sorted(
        scene.nodes[light.node].local[1, 3] for light in scene.lights if light.name.startswith("street lamp") and light.name.endswith(" 1")
    )
    assert np.allclose(np.diff(y), 9.0) and y[-1] > 40


def test_tables_and_stools_are_sat_at():
    scene = built()
    stools = np.vstack([mesh.positions for mesh in scene.meshes if mesh.name == "stools"])
    assert stools[:, 2].max() - WALK == pytest.approx(0.44, abs=0.02)
