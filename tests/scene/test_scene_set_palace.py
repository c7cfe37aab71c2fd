"""The palace: to measure, bays even, light in by the doors, candles that come round."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.scene.air import flame, flame_numbers, sheet
from vpstudio.scene.builder import unlit
from vpstudio.scene.palace_court import EDGE, PORCH
from vpstudio.scene.palace_furnishing import DAIS_HIGH, STEPS, palace_chair, railing
from vpstudio.scene.palace_hall import BAY, COLUMNS_X, RADIUS, bracket, column, doors
from vpstudio.scene.palace_yard import hip_roof
from vpstudio.scene.sets.palace import LOOP_S, Palace


def built(**values):
    with unlit():
        return Palace(Palace.Settings(**values)).build()


def size(shape):
    return shape.positions.max(axis=0) - shape.positions.min(axis=0)


def test_the_hall_is_as_large_as_it_says():
    scene = built()
    near = [
        mesh.positions for node in scene.nodes if not node.far for i in node.meshes for mesh in [scene.meshes[i]] if mesh.name == "red wall"
    ]
    low, high = np.vstack(near).min(axis=0), np.vstack(near).max(axis=0)
    assert high - low == pytest.approx([24.6, 14.6, 9.0], abs=0.05)


def test_columns_stand_in_even_bays_and_are_round():
    assert np.allclose(np.diff(COLUMNS_X), BAY)
    shaft, drum = column()
    assert size(shaft)[0] == pytest.approx(2 * RADIUS, abs=0.01) and 0.85 < size(drum)[0] < 1.0


def test_seats_steps_and_rails_fit_people():
    assert abs(DAIS_HIGH / STEPS - 0.15) < 1e-9
    seat = palace_chair().positions
    middle = seat[(np.abs(seat[:, 0]) < 0.2) & (np.abs(seat[:, 1]) < 0.15) & (seat[:, 2] > 0.3)]
    assert middle[:, 2].max() == pytest.approx(0.45, abs=0.01)
    assert 0.7 < railing(1.2)["rails"].positions[:, 2].max() < 0.85


def test_the_middle_doors_stand_open():
    gap = [leaf for leaf in doors() if abs(leaf.positions[:, 0]).max() < 0.9 and leaf.positions[:, 2].min() < 0.1]
    assert not gap, "the way in is free for more than 1.7 m"


def test_brackets_reach_farther_tier_by_tier():
    points = bracket().positions
    reach = [np.abs(points[np.abs(points[:, 2] - z) < 0.08, 0]).max() for z in (0.24, 0.50, 0.76)]
    assert reach == pytest.approx([0.315, 0.465, 0.63]) and points[:, 2].min() == pytest.approx(0)


def test_roofs_have_sound_normals_even_where_hips_meet():
    roof = hip_roof(10, 30, 4)
    assert np.allclose(np.linalg.norm(roof.normals, axis=1), 1) and roof.normals[:, 2].min() > 0


def test_sun_shafts_and_dust_are_there_only_by_day():
    kinds = {state: {material.name for material in built(state=state).materials} for state in ("day", "dusk", "night", "audience")}
    assert {"shafts", "dust"} <= kinds["day"] and {"shafts", "dust"} <= kinds["audience"]
    assert "shafts" not in kinds["night"] and "dust" not in kinds["dusk"]
    assert "shafts" not in {material.name for material in built(shafts=False).materials}
    suns = [light for light in built().lights if light.kind == "directional"]
    assert len(suns) == 1 and suns[0].casts_shadow


def test_a_shaft_goes_down_along_the_sun():
    made = sheet((1.0, -7.0, 1.0), 3.0, (0.5, 0.7, -0.4), 8.0)
    first, last = made.positions[made.uv[:, 1] == 0], made.positions[made.uv[:, 1] == 1]
    assert first[:, 2].min() == pytest.approx(1.0) and np.ptp(first[:, 2]) == pytest.approx(3.0)
    assert np.linalg.norm(last[0] - first[0]) == pytest.approx(8.0) and last[0, 2] < first[0, 2]


def test_flames_flicker_little_and_come_round():
    """The figures of shaders/materials/flame.glsl: whole periods in the loop, 3 % at most."""
    t = np.linspace(0, LOOP_S, 4801)
    waves = [0.018 * np.sin(53 * 2 * np.pi * t / LOOP_S), 0.012 * np.sin(89 * 2 * np.pi * t / LOOP_S)]
    total = np.sum(waves, axis=0)
    assert 0.01 < np.abs(total).max() <= 0.0301 and total[0] == pytest.approx(total[-1], abs=1e-9)
    numbers = flame_numbers(flame(), 0.4)
    assert numbers[:, 1].min() == pytest.approx(0, abs=1e-6) and numbers[:, 1].max() == pytest.approx(1)


def test_candles_can_be_blown_out_and_the_plaque_taken_down():
    dark = built(practicals=False)
    assert "flames" not in {material.name for material in dark.materials}
    assert built(plaque=" ").visible_texts == () and built().visible_texts == ("正大光明",)


def test_the_terrace_is_a_place_of_its_own():
    hall, court = built(), built(place="court")
    assert {mark.title for mark in court.marks} != {mark.title for mark in hall.marks}
    for mark in court.marks:
        assert EDGE < mark.position_m[1] < PORCH + 1.5, mark.title
    names = {mesh.name for mesh in court.meshes}
    assert "terrace slabs" in names and "floor bricks" not in names
    assert sum(light.practical for light in court.lights) >= 3 and court.visible_texts == ("正大光明",)
    turned = [abs((mark.pan_deg - court.marks[0].pan_deg + 180) % 360 - 180) for mark in court.marks]
    assert any(turn >= 150 for turn in turned) and any(60 <= turn <= 120 for turn in turned)
