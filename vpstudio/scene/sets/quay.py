"""A canal quay in an old water town: stone, limewash and tiles, an arch bridge, a pagoda beyond, lanterns at night."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from vpstudio.model.scene import Ambient, Haze, Mark, Mirror, Probe, Scene, Texture
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin, times
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.quay_light import SUN_WAY, QuayLight, State, quay_light
from vpstudio.scene.quay_nature import LOOP_S, add_boat, add_far, add_water, add_willow, hanging
from vpstudio.scene.quay_town import EDGE, FAR_HOUSES, HOUSES, WATER, add_town, palette
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.shapes import move, spin
from vpstudio.scene.snow import Ground, add_snow, keyed, snowed

MARKS = (
    Mark((0.1, 0.4, 0), 19, "Bridge and pagoda"),
    Mark((0.9, 2.4, 0), -58, "Before the tea house", distance_m=2.2),
    Mark((0.6, 1.0, 0), -166, "Reverse, down the quay"),
    Mark((0.2, 0.8, 0), 84, "Across the water"),
    Mark((0.0, 13.4, 0), 12, "Through the willow", distance_m=2.4, occluder=True),
)

SNOW = Ground((-11.8, -9.0, 3.4, 30.0))


@registry.register
class Quay(VirtualSet):
    """A heritage quay."""

    name: ClassVar[str] = "quay"
    title: ClassVar[str] = "Heritage canal quay"

    class Settings(BaseSettings):
        """What can be changed at the quay."""

        state: State = setting("day", "Time", choices=("Golden hour", "Blue hour", "Night", "Lantern feast"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        wet: float = setting(0.35, "Wet stone", low=0.0, high=1.0, step=0.05)
        snow: float = setting(0.0, "Snow", low=0.0, high=1.0, step=0.05, help="Falling, and on the ground.")
        boat: bool = setting(True, "Boat")
        sign: str = setting("听雨茶楼", "Sign", help="The tea house's board; empty for none.")
        seed: int = setting(5, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), quay_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light, chosen.wet)
        textures = add_town(builder, materials, light, chosen.sign, chosen.seed, chosen.state == "lanterns")
        if chosen.boat:
            add_boat(builder, materials, move(EDGE - 1.15, 6.4, WATER + 0.22) @ spin(3))
        if light.sun > 0:
            builder.sun("sun", SUN_WAY, kelvin(3600), math.pi * light.sun)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.24, ambient=light.sky, bounces=1)
        add_willow(builder, materials, light, (EDGE + 0.75, 10.7, 0), chosen.seed + 1, 330, 2.4)
        self._add_near_willow(builder, light)
        add_water(builder, light, 0)
        add_far(builder, light, chosen.seed)
        add_snow(builder, chosen.snow, SNOW, MARKS, LOOP_S, chosen.seed)
        return snowed(self._scene(builder, light, textures), chosen.snow, SNOW)

    def _add_near_willow(self, builder: Builder, light: QuayLight) -> None:
        """Strands that hang into the picture of the last mark, close to its lens."""
        add_hanging(builder, light, MARKS[4], self.settings.seed)

    def _scene(self, builder: Builder, light: QuayLight, textures: tuple[Texture, ...]) -> Scene:
        meshes, nodes = builder.finish()
        sign = self.settings.sign.strip()
        key = keyed("quay", self.settings.model_dump_json(exclude={"snow"}), self.settings.snow)
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient(light.sky, times(light.sky, 0.6), light.outdoors.low),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=(sign,) if sign else (),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S),
            loop_s=LOOP_S,
            haze=Haze(light.outdoors.low, light.outdoors.haze_m),
            mirrors=(Mirror((0.0, 0.0, WATER), (0.0, 0.0, 1.0)),),
            probe=Probe((-2.5, 3.0, 1.2), (FAR_HOUSES, -16.0, WATER), (HOUSES, 60.0, 30.0)),
        )


def add_hanging(builder: Builder, light: QuayLight, mark: Mark, seed: int) -> None:
    """Willow strands before the lens of ``mark``, left of its axis, from above the picture."""
    pan = math.radians(mark.pan_deg)
    toward, right = np.array([-math.sin(pan), math.cos(pan)]), np.array([math.cos(pan), math.sin(pan)])
    lens = np.array(mark.position_m[:2]) - mark.distance_m * toward
    hanging(builder, light, lens + 0.7 * toward - 0.30 * right, right, seed)
