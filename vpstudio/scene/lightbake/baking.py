"""A bake from beginning to end: cut open, lit by lamps, bounced, smoothed; read ``bake`` from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vpstudio.model.baked import Baked
from vpstudio.model.scene import Scene
from vpstudio.scene.lightbake import lamps
from vpstudio.scene.lightbake.atlas import PADDING
from vpstudio.scene.lightbake.crumbs import evened
from vpstudio.scene.lightbake.gather import Floats, Known, gathered
from vpstudio.scene.lightbake.smooth import smoothed
from vpstudio.scene.lightbake.unwrap import Texels, spread, unwrap
from vpstudio.scene.lightbake.volume import volume_of
from vpstudio.scene.lightbake.world import World

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """texels: about how many. rays: at each of them in the last bounce; before it a quarter. bounces: after the lamps' own light.
    looks: shadow rays at each lamp. volume_rays: at each point of the volume."""

    texels: int = 500_000
    rays: int = 64
    bounces: int = 3
    looks: int = 6
    volume_rays: int = 96


SHIPPED = Effort(texels=28_000, rays=640, bounces=3, looks=24, volume_rays=160)
"""Few texels, so that the file is small; many rays, so that nothing is blotched."""
COARSE = Effort(texels=24_000, rays=128, bounces=3, looks=8, volume_rays=64)
FULL = Effort()


def bake(scene: Scene, effort: Effort = FULL, tell: Tell = lambda share: None, seed: int = 1) -> Baked:
    """All baked light of ``scene``. tell: how much is done, 0..1; what it raises ends the bake. Deterministic by ``seed``."""
    rng = np.random.default_rng(seed)
    world = World(scene)
    texels = unwrap(world, effort.texels)
    tell(0.05)
    kept = lamps.direct(world, texels.points, texels.normals, True, effort.looks, rng)
    live = lamps.direct(world, texels.points, texels.normals, False, 2, rng)
    tell(0.15)
    known = Known(world, texels)
    bounced, openness = _bounced(world, texels, known, kept + live, effort, rng, tell)
    values = np.concatenate([kept + bounced, openness[:, None]], axis=1)
    low, high = _room(world)
    volume = volume_of(world, known, effort.volume_rays, rng, low, high)
    tell(1.0)
    return Baked(scene.key, _map(texels, evened(texels, values.astype(np.float32))), texels.unwrapped, volume, effort.rays)


def _bounced(
    world: World, texels: Texels, known: Known, straight: Floats, effort: Effort, rng: np.random.Generator, tell: Tell
) -> tuple[Floats, Floats]:
    """((N, 3) light by way of other things, (N,) openness); each round reflects what the one before brought."""
    known.map[texels.index] = straight
    # Wide texels hold few rays for each metre: noise is smoothed over as many texels, whatever their size.
    width_m = max(0.12, 1.5 * texels.side_m)
    light, openness = np.zeros_like(straight), np.ones(len(straight), np.float32)
    for number in range(effort.bounces):
        last = number == effort.bounces - 1
        rays = effort.rays if last else max(8, effort.rays // 4)
        begun, part = (0.15 + 0.10 * number, 0.10) if not last else (0.15 + 0.10 * number, 0.70 - 0.10 * number)
        light, openness = gathered(world, known, texels.points, texels.normals, rays, rng, _within(tell, begun, part))
        light = smoothed(texels, light, 3, width_m)
        known.map[texels.index] = straight + light
    return light, openness


def _within(tell: Tell, begun: float, part: float) -> Tell:
    """A round's own share as one of the whole."""
    return lambda share: tell(begun + part * share)


def _map(texels: Texels, values: Floats) -> np.ndarray:
    width, height = texels.size
    flat = np.zeros((width * height, 4), np.float32)
    flat[texels.index] = values
    filled = np.zeros(width * height, bool)
    filled[texels.index] = True
    made = spread(flat.reshape(height, width, 4), filled.reshape(height, width), PADDING + 1)
    return np.clip(made, 0, 6e4).astype(np.float16)


def _room(world: World) -> tuple[Floats, Floats]:
    """The corners of what surrounds the marks: where an actor may stand, 0.05 to 2.6 m high."""
    marks = np.array([mark.position_m for mark in world.scene.marks], np.float32)
    low, high = marks.min(axis=0) - 2.0, marks.max(axis=0) + 2.0
    low[2], high[2] = marks[:, 2].min() + 0.05, marks[:, 2].max() + 2.6
    if len(world.corners):
        ends = world.corners.reshape(-1, 3)
        low[:2], high[:2] = np.maximum(low[:2], ends.min(axis=0)[:2] + 0.05), np.minimum(high[:2], ends.max(axis=0)[:2] - 0.05)
    return low, np.maximum(high, low + 0.5)
