"""Snow: flakes that fall round the marks, and a thin layer on all that looks up. Neither needs a bake of its own.

Flakes are quads that their shader turns to the camera. Each one's corners all lie at one place of its fall, uv runs -1..1 over it, and
its colours carry what ``shaders/materials/snow_fall`` needs: r a number of its own, where in its fall it is at time 0; g how often it
falls in one loop; b its radius in millimetres; a metres along the ground to the nearest lamp.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Haze, Mark, Material, Scene
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.outdoors import Values
from vpstudio.scene.shapes import Shape

Array = NDArray[np.float64]
FLAKES = 6000  # at amount 1
TALL_M = 6.5
WIND = (0.9, -0.5, 0.35)  # metres aside in one fall, and what gusts add
SEEN, HALF_DEG, REACH_M = 0.8, 26.0, 15.0  # how many fall where the marks' cameras look, and how far and wide that is
FAR_LAMP_M = 30.0
LYING = ("asphalt", "baked", "far_shape", "paving", "roof_tiles", "stone")
KEY = re.compile(r" snow [0-9.]+$")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it snows: corners (low x, low y, high x, high y), metres; and what of it lies under a roof."""

    area: tuple[float, float, float, float]
    dry: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def add_snow(builder: Builder, amount: float, ground: Ground, marks: Sequence[Mark], loop_s: float, seed: int) -> None:
    """Falling flakes, lit by the set; after the bake. amount: 0..1, 0 adds nothing."""
    if amount <= 0:
        return
    rng = np.random.default_rng(seed + 23)
    places = _places(ground, marks, round(FLAKES * amount), rng)
    lamps = _strong(builder.lamps)
    light = np.mean([np.array(each.colour) * each.intensity / np.pi for each in lamps], axis=0) if lamps else np.zeros(3)
    high = float(np.mean([each.position_m[2] for each in lamps])) if lamps else 0.0
    values: Values = {"loop_s": loop_s, "tall_m": TALL_M, "wind": WIND, "lamp_light": tuple(light.tolist()), "lamp_m": high}
    material = builder.material(
        Material("snow", "snow_fall", alpha_mode="blend", double_sided=True, values=values, moving=True, travels=True)
    )
    own = np.repeat(_numbers(places, lamps, loop_s, rng), 4, axis=0).astype(np.float32)
    builder.add(_quads(places), material, node=builder.node("snow"), solid=False, baked=False, colours=own)


def snowed(scene: Scene, amount: float, ground: Ground) -> Scene:
    """The scene with snow on the ground and in the air; itself where there is none."""
    if amount <= 0:
        return scene
    lying: Values = {"snow": amount, "snow_dry": ground.dry}
    materials = tuple(replace(each, values={**each.values, **lying}) if each.shader in LYING else each for each in scene.materials)
    haze = scene.haze and Haze(scene.haze.colour, scene.haze.distance_m / (1 + amount), scene.haze.base_m, scene.haze.height_m)
    return replace(scene, materials=materials, haze=haze)


def keyed(key: str, settings: str, amount: float) -> str:
    """A scene's key. settings: all others as JSON."""
    return f"{key} {settings}" + (f" snow {amount:.3f}" if amount > 0 else "")


def unsnowed(key: str) -> str:
    """The key of the same scene without snow, whose baked light serves both."""
    return KEY.sub("", key)


def _places(ground: Ground, marks: Sequence[Mark], count: int, rng: np.random.Generator) -> Array:
    """(N, 3): most of them where the marks' cameras look, as many near as far; the rest anywhere; none under the roof."""
    low, high = np.array(ground.area[:2]), np.array(ground.area[2:])
    found = np.zeros((0, 2))
    while len(found) < count:
        seen = rng.uniform(size=(count, 1)) < SEEN
        drawn = np.where(seen, _before(marks, count, rng), rng.uniform(low, high, (count, 2)))
        dry = ((drawn > ground.dry[:2]) & (drawn < ground.dry[2:])).all(axis=1)
        found = np.vstack([found, drawn[((drawn >= low) & (drawn <= high)).all(axis=1) & ~dry]])
    return np.hstack([found[:count], rng.uniform(0, TALL_M, (count, 1))])


def _before(marks: Sequence[Mark], count: int, rng: np.random.Generator) -> Array:
    """(N, 2) on the ground before the cameras of the marks."""
    chosen = rng.integers(0, len(marks), count)
    feet = np.array([each.position_m[:2] for each in marks])[chosen]
    pan = np.radians([each.pan_deg for each in marks])[chosen]
    back = np.array([each.distance_m for each in marks])[chosen]
    lens = feet - back[:, None] * np.stack([-np.sin(pan), np.cos(pan)], axis=1)
    turn = pan + np.radians(rng.uniform(-HALF_DEG, HALF_DEG, count))
    away = 0.6 + REACH_M * rng.uniform(0, 1, count) ** 1.2
    return np.asarray(lens + away[:, None] * np.stack([-np.sin(turn), np.cos(turn)], axis=1))


def _strong(lamps: Sequence[Lamp]) -> list[Lamp]:
    """Those that count; panes are many small ones."""
    most = max((each.intensity for each in lamps), default=0.0)
    return [each for each in lamps if most > 0 and each.intensity > 0.3 * most]


def _numbers(places: Array, lamps: Sequence[Lamp], loop_s: float, rng: np.random.Generator) -> Array:
    """(N, 4) as the shader wants them: clumps of 2 to 8 mm radius, most of them small, that fall at about a metre a second."""
    count = len(places)
    radius_mm = 2.2 + 6.0 * rng.uniform(0, 1, count) ** 2.5
    speed = rng.uniform(0.8, 1.1, count) + 0.05 * radius_mm
    falls = np.maximum(np.round(speed * loop_s / TALL_M), 1)
    away = np.full(count, FAR_LAMP_M)
    for each in lamps:
        away = np.minimum(away, np.hypot(*(places[:, :2] - np.array(each.position_m[:2])).T))
    return np.stack([rng.uniform(0, 1, count), falls, radius_mm, away], axis=1)


def _quads(places: Array) -> Shape:
    corners = np.repeat(places, 4, axis=0)
    uv = np.tile(np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float), (len(places), 1))
    first = np.arange(len(places))[:, None] * 4
    return Shape(corners, np.tile([0.0, -1.0, 0.0], (len(corners), 1)), uv, np.vstack([first + [0, 1, 2], first + [0, 2, 3]]))
