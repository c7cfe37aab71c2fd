"""The car: to measure; the street runs past at the car's speed, shakes and bends, and the cabin does not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vpstudio.scene.builder import unlit
from vpstudio.scene.car_body import HALF, ROOF
from vpstudio.scene.sets.car import Car


def built(**values):
    with unlit():
        return Car(Car.Settings(**values)).build()


def node(scene, name):
    return next(index for index, each in enumerate(scene.nodes) if each.name == name)


def test_it_is_a_saloon_cars_size():
    assert 1.4 < 2 * HALF < 1.6 and 1.15 < ROOF < 1.3


@pytest.mark.parametrize("speed", [20.0, 45.0, 90.0])
def test_the_street_passes_at_the_cars_speed(speed):
    scene = built(speed_kmh=speed)
    road = next(material for material in scene.materials if material.name == "road")
    assert road.values["road_m"] / road.values["loop_s"] == pytest.approx(speed / 3.6)
    gaps = road.values["road_m"] / road.values["lamp_m"]
    assert gaps == pytest.approx(round(gaps)), "lamps close the loop"


def test_things_recede_and_who_comes_to_meet_us_is_twice_as_fast():
    """A vertex's second number: how often it comes round in a loop. The car drives toward -Y, so the world goes to +Y."""
    scene = built()
    rounds = {mesh.name: set(np.unique(mesh.colours[:, 1])) for mesh in scene.meshes if mesh.name in ("head lamps", "lamp heads", "leaves")}
    assert rounds["lamp heads"] == {1.0} and rounds["leaves"] == {1.0} and rounds["head lamps"] == {0.0, 1.0, 2.0}


def test_lamps_sweep_in_step_with_the_street():
    """From one lamp to the next the light goes through the cabin once, and stands there again after as many seconds."""
    scene = built(state="night")
    road = next(material for material in scene.materials if material.name == "road")
    period = road.values["lamp_m"] / road.values["road_m"] * scene.loop_s
    assert 1.0 < period < 3.0
    places = [scene.at(t).matrices[node(scene, "sweep -1"), 1, 3] for t in (3.0, 3.0 + period / 2, 3.0 + period)]
    assert places[0] == pytest.approx(places[2], abs=1e-6) and abs(places[1] - places[0]) > 0.5
    later = scene.at(3.1).matrices[node(scene, "sweep -1"), 1, 3]
    assert later > places[0] or places[0] - later > 1, "toward the rear"


def test_only_the_street_shakes():
    still, rough = built(vibration=0.0), built(vibration=2.0)
    moments = np.linspace(0, 24, 97)
    assert all(np.allclose(still.at(t).matrices[node(still, "road")], np.eye(4)) for t in moments)
    shaken = np.array([rough.at(t).matrices[node(rough, "road")] for t in moments])
    tilt = np.degrees(np.abs(shaken[:, 2, 0]))
    # On a 1080 x 1920 picture of 36 mm a tenth of a degree is three pixels.
    assert 0.05 < tilt.max() < 0.3 and np.abs(shaken[:, 2, 3]).max() < 0.05
    assert np.allclose([rough.at(t).matrices[0] for t in moments], np.eye(4))


def test_in_a_bend_the_street_swings_the_other_way():
    def turn(scene):
        matrix = scene.at(6.0).matrices[node(scene, "houses")]
        return math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))

    assert turn(built(turning="left")) < -3 and turn(built(turning="right")) > 3


def test_rain_and_the_card():
    assert len(built(rain=0.6).meshes) == len(built().meshes) + 4
    assert built(plate="").visible_texts == ()
