"""The light that a set sheds on the actor, as a gaffer writes it down: where the key comes from, its colour, the contrast, the fill.

Worked out from the set's own lights and bake at the mark, at the height of a face. Whoever lights the real actor by it, matches the set.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Volume
from vpstudio.model.scene import Mark, Scene
from vpstudio.scene.lightbake import lamps
from vpstudio.scene.lightbake.gather import GOLDEN, radiance
from vpstudio.scene.lightbake.volume import basis, irradiance, straight_lamps
from vpstudio.scene.lightbake.world import Floats, World
from vpstudio.scene.temperature import temperature

STANDING_M, ABOVE_LENS_M = 1.45, 0.05
RAYS = 768
WAYS = 4096
NEARLY = 0.85
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
SAMPLES = 4
"""Lights seldom hide by halves; a few looks at each tell how much."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LightCard:
    """Angles are seen from the camera before the mark: pan_deg + from its right, 0 from behind it, 180 from behind the actor; tilt_deg +
    from above. key_kelvin, fill_kelvin: correlated colour temperatures. contrast: key side over the side away from it. key, fill: linear
    RGB, irradiance over pi with the set's exposure (1.0 shows white paper as white). front_stops: what a grey card held toward the
    camera is over or under 18 %. hard: the share of the key that comes straight from one lamp or the sun."""

    key_pan_deg: float
    key_tilt_deg: float
    key_kelvin: float
    contrast: float
    key: tuple[float, float, float]
    fill: tuple[float, float, float]
    fill_kelvin: float
    front_stops: float
    hard: float

    def to_json(self) -> dict[str, Any]:
        """Plain values, rounded as a person reads them."""
        values = asdict(self)
        rounded = {name: round(value, 3) for name, value in values.items() if isinstance(value, float)}
        colours = {name: [round(part, 4) for part in value] for name, value in values.items() if isinstance(value, tuple)}
        return values | rounded | colours


@dataclass(frozen=True, slots=True, eq=False)
class LightAt:
    """All light at one point. harmonics: (4, 3) of radiance from all that is soft; ways: (N, 3) toward what shines straight, colours:
    (N, 3) its irradiance on a face turned to it."""

    harmonics: Floats
    ways: Floats
    colours: Floats

    def on(self, normals: Vector) -> Vector:
        """(..., 3) irradiance over pi on faces that look along ``normals``."""
        straight = np.maximum(normals @ self.ways.T, 0) @ self.colours / np.pi
        return irradiance(np.broadcast_to(self.harmonics, (*normals.shape[:-1], 4, 3)), normals) + straight


class Shown:
    """What a scene's triangles send back as they are drawn: their glow, and their albedo times the light that lies on them."""

    def __init__(self, world: World) -> None:
        self.world = world
        scene = world.scene
        self._light = np.zeros((len(world.corners), 3, 3), np.float32)
        for piece in world.pieces:
            part = slice(piece.first, piece.first + piece.count)
            self._light[part] = _light_of(scene, piece.mesh, world.normals[part])

    def sent(self, triangle: NDArray[np.int64], u: Floats, v: Floats) -> Floats:
        """(N, 3) radiance from where rays hit; light of the sun and of other live lamps is looked for there."""
        corners, light = self.world.corners[triangle], self._light[triangle]
        weight = np.stack([1 - u - v, u, v], axis=1)[:, :, None]
        points, normals = (corners * weight).sum(axis=1), (self.world.normals[triangle] * weight).sum(axis=1)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
        straight = lamps.direct(self.world, points.astype(np.float32), normals.astype(np.float32), False, 1, np.random.default_rng(3))
        here = self.world.glow[triangle] + self.world.albedo[triangle] * ((light * weight).sum(axis=1) + straight)
        return np.asarray(here, np.float32)


def light_card(scene: Scene, mark: int = 0) -> LightCard:
    """The card of one of the scene's marks."""
    at = scene.marks[mark] if scene.marks else Mark()
    return card_of(light_at(scene, face_of(at)), at, scene.exposure_ev)


def face_of(mark: Mark) -> Vector:
    """(3,) where a face is: as high as one who stands, or as a low lens looks at one who sits."""
    return np.array(mark.position_m, np.float64) + [0, 0, min(STANDING_M, mark.height_m + ABOVE_LENS_M)]


def light_at(scene: Scene, point: Vector) -> LightAt:
    """All light at ``point`` (metres): of the scene's volume where it has one, else looked for by rays; lamps straight, with shadows."""
    world = World(scene)
    spot = np.ascontiguousarray(point[None], np.float32)
    rng = np.random.default_rng(7)
    soft = looked_up(scene.volume, point) if scene.volume is not None else _seen(world, spot, rng)
    ways, colours = _straight(world, spot, rng)
    return LightAt(np.asarray(soft, np.float32), ways, colours)


def card_of(light: LightAt, mark: Mark, exposure_ev: float) -> LightCard:
    """The card from all light at a mark: the key is where a white ball would be brightest."""
    way = brightest(light)
    away = -way
    gain = 2.0**exposure_ev
    key, fill = light.on(way[None])[0] * gain, light.on(away[None])[0] * gain
    front = light.on(_toward_camera(mark)[None])[0] @ LUMINANCE * gain
    straight = np.maximum(light.ways @ way, 0) @ light.colours @ LUMINANCE / np.pi * gain if len(light.ways) else 0.0
    pan, tilt = seen_from_camera(way, mark)
    return LightCard(
        pan,
        tilt,
        temperature(key),
        float(key @ LUMINANCE / max(fill @ LUMINANCE, 1e-6)),
        (float(key[0]), float(key[1]), float(key[2])),
        (float(fill[0]), float(fill[1]), float(fill[2])),
        temperature(fill),
        math.log2(max(front, 1e-6)),
        min(1.0, float(straight / max(key @ LUMINANCE, 1e-9))),
    )


def brightest(light: LightAt) -> Vector:
    """(3,) the way in which a white ball is brightest. The peak is flat, so its place is that of a plane a + b . n through all that is
    nearly as bright."""
    ways = evenly(WAYS)
    bright = light.on(ways) @ LUMINANCE
    near = bright > NEARLY * bright.max()
    plane, *_ = np.linalg.lstsq(np.column_stack([np.ones(int(near.sum())), ways[near]]), bright[near], rcond=None)
    length = float(np.linalg.norm(plane[1:]))
    return np.asarray(plane[1:] / length if length > 1e-9 * max(float(bright.max()), 1e-9) else ways[np.argmax(bright)])


def seen_from_camera(way: Vector, mark: Mark) -> tuple[float, float]:
    """(pan, tilt) in degrees of a way toward a light: 0 from behind the camera, + from its right, + from above."""
    turn = math.radians(mark.pan_deg)
    back = -(way[0] * -math.sin(turn) + way[1] * math.cos(turn))
    right = way[0] * math.cos(turn) + way[1] * math.sin(turn)
    return math.degrees(math.atan2(right, back)), math.degrees(math.asin(max(-1.0, min(1.0, float(way[2])))))


def _toward_camera(mark: Mark) -> Vector:
    turn = math.radians(mark.pan_deg)
    return np.array([math.sin(turn), -math.cos(turn), 0.0])


def evenly(count: int) -> Vector:
    """(count, 3) ways spread evenly over all directions (a Fibonacci lattice; Swinbank and Purser 2006)."""
    number = np.arange(count) + 0.5
    z = 1 - 2 * number / count
    turn = np.pi * (1 + math.sqrt(5)) * number
    across = np.sqrt(1 - z * z)
    return np.stack([across * np.cos(turn), across * np.sin(turn), z], axis=1)


def looked_up(volume: Volume, point: Vector) -> Vector:
    """(4, 3) harmonics at a point, trilinear as the renderer reads them."""
    low, high = np.array(volume.low_m), np.array(volume.high_m)
    counts = np.array(volume.harmonics.shape[2::-1])
    at = np.clip((point - low) / (high - low), 0, 1) * (counts - 1)
    first = np.minimum(at.astype(int), counts - 2)
    share = at - first
    total = np.zeros((4, 3))
    for corner in np.ndindex(2, 2, 2):
        weight = float(np.prod(np.where(np.array(corner) == 1, share, 1 - share)))
        x, y, z = first + corner
        total += weight * volume.harmonics[z, y, x].astype(np.float64)
    return total


def _seen(world: World, spot: Floats, rng: np.random.Generator) -> Vector:
    """(4, 3) by rays all round, and lamps whose light is baked."""
    offset = rng.uniform(size=2)
    a, b = ((offset[None] + GOLDEN[None] * np.arange(RAYS)[:, None]) % 1.0).T
    height, angle = 1 - 2 * a, 2 * np.pi * b
    across = np.sqrt(np.maximum(1 - height**2, 0))
    ways = np.ascontiguousarray(np.stack([across * np.cos(angle), across * np.sin(angle), height], axis=1), np.float32)
    seen, _ = radiance(world, Shown(world), np.ascontiguousarray(np.repeat(spot, RAYS, axis=0)), ways)
    soft = (basis(ways)[:, :, None] * seen[:, None, :]).sum(axis=0) * (4 * np.pi / RAYS)
    return np.asarray(soft + straight_lamps(world, spot, rng)[0], np.float64)


def _straight(world: World, spot: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """What is drawn live: the sun and unbaked lamps, as far as they are not hidden."""
    ways, colours = [], []
    matrices = world.scene.at(0.0).matrices
    for light in world.scene.lights:
        if light.baked or not light.live or max(light.colour) * light.intensity <= 0:
            continue
        toward, strength = lamps.arriving(world, light, matrices[light.node], spot, rng, SAMPLES)
        if strength > 0:
            ways.append(toward)
            colours.append(np.array(light.colour, np.float32) * np.float32(light.intensity * strength))
    return np.array(ways, np.float32).reshape(-1, 3), np.array(colours, np.float32).reshape(-1, 3)


def _light_of(scene: Scene, number: int, normals: Floats) -> Floats:
    """(M, 3, 3) irradiance over pi at each corner of a mesh's triangles, as it is drawn."""
    mesh = scene.meshes[number]
    indices = mesh.indices.reshape(-1, 3)
    if scene.lightmap is not None and mesh.uv_light is not None:
        height, width = scene.lightmap.shape[:2]
        at = mesh.uv_light[indices]
        column = np.clip((at[..., 0] * width).astype(int), 0, width - 1)
        row = np.clip((at[..., 1] * height).astype(int), 0, height - 1)
        return np.asarray(scene.lightmap[row, column, :3], np.float32)
    if mesh.bounce is not None and mesh.colours is not None:
        return np.asarray(mesh.colours[indices][..., :3], np.float32)
    sky, ground = np.array(scene.ambient.sky), np.array(scene.ambient.ground)
    return np.asarray(ground + (sky - ground) * (normals[..., 2:] * 0.5 + 0.5), np.float32)
