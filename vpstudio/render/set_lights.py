"""A scene's lights as uniforms: the sixteen that matter most where the camera is."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Light, Scene, SetState

LIGHTS = 16
KINDS = {"directional": 0.0, "point": 1.0, "spot": 2.0, "rectangle": 3.0}


def ranked(scene: Scene, state: SetState, place: NDArray[np.float64]) -> list[int]:
    """Indices of the lights that count most at ``place`` (metres): by luminance x strength over distance squared."""
    strengths = {
        index: _contribution(scene.lights[index], state.lights[index], state.matrices[scene.lights[index].node], place)
        for index in drawn(scene)
    }
    order = sorted(strengths, key=lambda index: -strengths[index])
    return [index for index in order if strengths[index] > 0][:LIGHTS]


def drawn(scene: Scene) -> list[int]:
    """Indices of the lights that are drawn live. Of a baked lamp that would be the highlight, which the probe mirrors already."""
    return [index for index, light in enumerate(scene.lights) if light.live and not light.baked and light.kind in KINDS]


def _contribution(light: Light, factor: float, matrix: NDArray[np.float64], place: NDArray[np.float64]) -> float:
    strength = float(np.dot(light.colour, (0.2126, 0.7152, 0.0722))) * light.intensity * factor
    if light.kind == "directional":
        return strength
    # A lamp two metres before the camera counts as much as one at it: what it lights is in view.
    distance = max(float(np.linalg.norm(matrix[:3, 3] - place)) - 2.0, 0.5)
    return strength * light.size_m[0] * light.size_m[1] / distance**2 if light.kind == "rectangle" else strength / distance**2


def light_uniforms(scene: Scene, state: SetState, place: NDArray[np.float64]) -> dict[str, object]:
    """Arrays of ``lib/light.glsl`` as bytes, as long as the scene has lights; unused places are dark."""
    chosen = ranked(scene, state, place)
    room = min(len(drawn(scene)), LIGHTS)
    where, colour, aim = (np.zeros((room, 4), "f4") for _ in range(3))
    cone = np.zeros((room, 2), "f4")
    right, up = np.zeros((room, 3), "f4"), np.zeros((room, 3), "f4")
    for slot, index in enumerate(chosen):
        light, matrix = scene.lights[index], state.matrices[scene.lights[index].node]
        where[slot] = (*matrix[:3, 3], KINDS[light.kind])
        colour[slot] = (*(np.array(light.colour) * light.intensity * state.lights[index]), light.range_m)
        aim[slot] = (*aim_of(matrix), 1.0 if light.casts_shadow else 0.0)
        right[slot], up[slot] = (matrix[:3, axis] * (light.size_m[axis] / 2) for axis in (0, 1))
        cone[slot] = (math.cos(light.inner_rad), math.cos(light.outer_rad))
    return {
        "light_place": where.tobytes(),
        "light_colour": colour.tobytes(),
        "light_aim": aim.tobytes(),
        "light_cone": cone.tobytes(),
        "light_right": right.tobytes(),
        "light_up": up.tobytes(),
    }


def aim_of(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The way a light on this node shines: its -Z, of length 1."""
    axis = -matrix[:3, 2]
    return axis / max(float(np.linalg.norm(axis)), 1e-12)
