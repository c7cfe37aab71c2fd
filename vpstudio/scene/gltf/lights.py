"""KHR_lights_punctual in the house's light, the light that we add where a file has none, and where candela meet light units.

A file's lights are photometric (candela, lux) or whatever its author liked: Blender writes tens of thousands of candela for a lamp,
others write 1. What matters on a stage is the balance between them and that the actor is exposed. So all lights of a file share one
factor, chosen so that together they give a white card at the actor's head ``KEY_LEVEL`` light units (1.0 = diffuse white): the factor
is ``KEY_LEVEL pi / E``, where E is the sum, without shadows, of candela / d^2 and of lux there. ``Scene.exposure_ev`` stays 0.
Emissive surfaces are not scaled: an emissive factor of 1 is as bright as diffuse white.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Ambient, Light, Mark, Vector3
from vpstudio.scene.gltf import schema
from vpstudio.scene.gltf.document import Document, checked, extension
from vpstudio.scene.gltf.limits import shown
from vpstudio.scene.gltf.matrices import Matrix
from vpstudio.scene.gltf.nodes import Tree

KHR = "KHR_lights_punctual"
KEY_LEVEL = 0.8
HEAD_M = 1.5
LUMINANCE = (0.2126, 0.7152, 0.0722)  # ITU-R BT.709

LIT = Ambient(sky=(0.16, 0.16, 0.17), ground=(0.09, 0.085, 0.08), backdrop=(0.05, 0.05, 0.055))
UNLIT = Ambient(sky=(0.34, 0.35, 0.38), ground=(0.16, 0.15, 0.14), backdrop=(0.10, 0.10, 0.11))

# For a file without lights: a key from the upper left behind the camera, slightly warm, and a weaker cool fill from the right,
# as azimuth from the camera's axis (+ left) and elevation in degrees, colour, and irradiance as a share of diffuse white.
RIG: tuple[tuple[str, float, float, Vector3, float], ...] = (
    ("Key", 40.0, 42.0, (1.0, 0.95, 0.88), 0.75),
    ("Fill", -55.0, 20.0, (0.86, 0.93, 1.0), 0.25),
)


def file_lights(document: Document, nodes: Tree) -> list[Light]:
    """The scene's lights as the file gives them, intensities still in candela and lux. Raises Problem."""
    value = document.container.value.get("extensions", {})
    held = value.get(KHR) if isinstance(value, dict) else None
    if held is None:
        return []
    kinds = checked(schema.LightList, held, KHR).lights
    found = []
    for row, index in enumerate(nodes.order, start=1):
        use = extension(document.gltf.nodes[index], KHR, schema.LightUse)
        if use is not None:
            found.append(_light(document.item(kinds, use.light, "light"), row, nodes.name(document.gltf.nodes, row)))
    return found


def _light(entry: schema.PunctualLight, row: int, node: str) -> Light:
    outer = min(max(entry.spot.outer_cone_angle, 1e-3), math.pi / 2)
    inner = min(entry.spot.inner_cone_angle, outer - 1e-4)
    r, g, b = (min(max(part, 0.0), 100.0) for part in entry.color)
    return Light(
        name=shown(entry.name or node),
        node=row,
        kind=entry.type,
        colour=(r, g, b),
        intensity=entry.intensity,
        inner_rad=max(inner, 0.0),
        outer_rad=outer,
        range_m=entry.range,
    )


def exposed(lights: list[Light], worlds: Matrix, mark: Mark, radius_m: float) -> tuple[Light, ...]:
    """The lights times one factor, so that a white card at the mark's head gets ``KEY_LEVEL``.

    A mark out of all light would ask for a boundless factor: at least a tenth of what the lamps give half the set away counts.
    """
    head = np.add(mark.position_m, (0, 0, HEAD_M))
    here = [illuminance(light, worlds[light.node], head) for light in lights]
    away = max(radius_m / 2, 1.0)
    around = sum(light.intensity * _luminance(light) / (1 if light.kind == "directional" else away**2) for light in lights)
    level = max(sum(here), around / 10)
    factor = KEY_LEVEL * math.pi / level if level > 0 else 1.0
    key = _key(lights, here)
    return tuple(replace(light, intensity=light.intensity * factor, casts_shadow=k == key) for k, light in enumerate(lights))


def _key(lights: list[Light], here: list[float]) -> int | None:
    """Which light casts the set's one shadow: the strongest at the mark of those that shine one way."""
    aimed = [k for k, light in enumerate(lights) if light.kind != "point"]
    return max(aimed, key=lambda k: (here[k], lights[k].intensity), default=None)


def illuminance(light: Light, world: Matrix, point: NDArray[np.float64]) -> float:
    """Lux on a card at ``point`` that faces the light, nothing between. Nearer than half a metre counts as half a metre."""
    power = light.intensity * _luminance(light)
    if light.kind == "directional":
        return power
    away = point - world[:3, 3]
    distance = max(float(np.linalg.norm(away)), 0.5)
    if light.range_m and distance > light.range_m:
        return 0.0
    axis = -world[:3, 2] / max(float(np.linalg.norm(world[:3, 2])), 1e-12)
    if light.kind == "spot" and float(away @ axis) < math.cos(light.outer_rad) * distance:
        return 0.0
    return power / distance**2


def _luminance(light: Light) -> float:
    return sum(share * part for share, part in zip(LUMINANCE, light.colour, strict=True))


def rig(mark: Mark) -> list[tuple[str, Matrix, Vector3, float]]:
    """The added lights as (name, world matrix whose -Z is the way the light goes, colour, irradiance)."""
    return [(name, _aimed(mark.pan_deg, left, up), colour, level * math.pi) for name, left, up, colour, level in RIG]


def _aimed(pan_deg: float, left_deg: float, up_deg: float) -> Matrix:
    """(4, 4) whose -Z points from a lamp behind the camera, ``left_deg`` to its left and ``up_deg`` high, to the actor."""
    turn, lift = math.radians(pan_deg - left_deg), math.radians(up_deg)
    way = np.array([-math.sin(turn) * math.cos(lift), math.cos(turn) * math.cos(lift), -math.sin(lift)])
    right = np.cross(way, (0, 0, 1))
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([right, np.cross(right, way), -way], axis=1)
    return matrix
