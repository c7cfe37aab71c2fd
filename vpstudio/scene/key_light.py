"""Which light of a set throws the actor's shadow, and how much of the light on the floor is its."""

from __future__ import annotations

import math

import numpy as np

from vpstudio.model.actor import KeyLight
from vpstudio.model.scene import Light, Scene
from vpstudio.scene.light_card import LUMINANCE, face_of, light_at
from vpstudio.scene.lightbake import lamps
from vpstudio.scene.lightbake.world import World

SUN_RAD = 0.0093
LOOKS = 8
FLOOR_M = 0.05
LEAST_SIZE_M = 0.08
WEAKEST = 0.03


_found: dict[tuple[str, int], KeyLight | None] = {}
REMEMBERED = 64


def key_light(scene: Scene, mark: int = 0) -> KeyLight | None:
    """The set's own choice where it reaches the mark, else the light that counts most at a face there; None where all is soft.

    Rays are traced for it, some tenths of a second; the answer is remembered, so that who builds a set asks before who draws it.
    """
    key = (scene.key, mark)
    if key not in _found:
        if len(_found) >= REMEMBERED:
            _found.clear()
        _found[key] = _looked_for(scene, mark)
    return _found[key]


def _looked_for(scene: Scene, mark: int) -> KeyLight | None:
    if not scene.lights or not scene.marks:
        return None
    at = scene.marks[min(mark, len(scene.marks) - 1)]
    world = World(scene)
    face = np.ascontiguousarray(face_of(at)[None], np.float32)
    strengths = {number: _strength(world, light, face) for number, light in enumerate(scene.lights)}
    strongest = max(strengths, key=lambda number: strengths[number])
    floor = np.array([[*at.position_m[:2], at.position_m[2] + FLOOR_M]], np.float32)
    for number in dict.fromkeys((scene.key_light if scene.key_light is not None else strongest, strongest)):
        if strengths.get(number, 0.0) > 0:
            share = _share(world, scene, scene.lights[number], floor)
            if share >= WEAKEST:
                return _placed(scene, scene.lights[number], share)
    return None


def _placed(scene: Scene, light: Light, share: float) -> KeyLight:
    matrix = scene.at(0.0).matrices[light.node]
    if light.kind == "directional":
        x, y, z = -matrix[:3, :3] @ np.array([0.0, 0.0, -1.0])
        return KeyLight((float(x), float(y), float(z)), True, SUN_RAD, share)
    size = math.sqrt(light.size_m[0] * light.size_m[1]) if light.kind == "rectangle" else 2 * light.radius_m
    x, y, z = matrix[:3, 3]
    return KeyLight((float(x), float(y), float(z)), False, max(size, LEAST_SIZE_M), share)


def _strength(world: World, light: Light, point: np.ndarray) -> float:
    matrix = world.scene.at(0.0).matrices[light.node]
    _, strength = lamps.arriving(world, light, matrix, point, np.random.default_rng(1), LOOKS)
    return float(np.array(light.colour) @ LUMINANCE) * light.intensity * strength


def _share(world: World, scene: Scene, light: Light, floor: np.ndarray) -> float:
    """Of all light on the floor at the mark."""
    matrix = scene.at(0.0).matrices[light.node]
    toward, strength = lamps.arriving(world, light, matrix, floor, np.random.default_rng(1), LOOKS)
    own = float(np.array(light.colour) @ LUMINANCE) * light.intensity * strength * max(float(toward[2]), 0.0) / math.pi
    whole = float(light_at(scene, floor[0].astype(np.float64)).on(np.array([[0.0, 0.0, 1.0]]))[0] @ LUMINANCE)
    return min(max(own / max(whole, own, 1e-6), 0.0), 0.95)
