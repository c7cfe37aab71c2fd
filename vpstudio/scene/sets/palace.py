"""A throne hall of red columns and gold, 24 x 14 x 9 m: sun through lattice doors by day, candles by night."""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from vpstudio.model.scene import Ambient, Haze, Mark, Mirror, Probe, Scene, Texture
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.air import add_dust, add_shafts
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.palace_court import MARKS as COURT_MARKS
from vpstudio.scene.palace_court import PORCH, REACH, add_court, court_light
from vpstudio.scene.palace_furnishing import LOOP_S, add_candles, furnish, furnish_court
from vpstudio.scene.palace_hall import BAYS, DEEP, HIGH, SOUTH, WIDE, add_hall
from vpstudio.scene.palace_light import SUN_WAY, PalaceLight, State, Use, palace_light, palette
from vpstudio.scene.palace_yard import add_outside
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.snow import Ground, add_snow, keyed, snowed

MARKS = (
    Mark((-0.35, -1.3, 0), -14, "Before the throne"),
    Mark((-0.5, -0.8, 0), 166, "Reverse, to the doors", distance_m=2.2),
    Mark((-2.6, -1.6, 0), 100, "Side, through the light", distance_m=2.2),
    Mark((0.9, 1.0, 0), 24, "By the candles", lens_mm=60, distance_m=2.2),
    Mark((-1.7215, -1.939, 0), -14, "Past the column", distance_m=2.0, occluder=True),
)
HALL = Probe((0.0, 0.0, 2.2), (-WIDE / 2, -DEEP / 2, 0.0), (WIDE / 2, DEEP / 2, HIGH))
COURT = Probe((0.0, -11.0, 1.8), (-34.0, -62.0, 0.0), (34.0, SOUTH, 30.0))
DOWN_SUN = (-SUN_WAY[0], -SUN_WAY[1], -SUN_WAY[2])

SNOW = Ground((-14.0, -40.0, 14.0, PORCH - REACH), (-40.0, PORCH - REACH, 40.0, 40.0))


@registry.register
class Palace(VirtualSet):
    """A throne hall."""

    name: ClassVar[str] = "palace"
    title: ClassVar[str] = "Palace hall"

    class Settings(BaseSettings):
        """What can be changed in the hall."""

        state: State = setting("day", "Time", choices=("Day", "Dusk", "Night, by candles", "Audience"))
        place: Literal["hall", "court"] = setting("hall", "Place", choices=("In the hall", "On the terrace"))
        practicals: bool = setting(True, "Candles and lanterns lit")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        shafts: bool = setting(True, "Shafts of light", help="Where the sun falls in through the lattice.")
        snow: float = setting(0.0, "Snow", low=0.0, high=1.0, step=0.05, help="On the terrace: falling, and on the ground.")
        plaque: str = setting("正大光明", "Plaque", help="Over the throne; empty for none.")
        seed: int = setting(3, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), palace_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        if chosen.place == "court":
            light = court_light(light, chosen.state)
        materials = palette(builder, light)
        if light.sun > 0:
            builder.sun("sun", SUN_WAY, kelvin(5200), math.pi * light.sun)
        textures = self._add_court(builder, materials, light) if chosen.place == "court" else self._add_hall(builder, materials, light)
        add_outside(builder, light, chosen.seed, terrace=chosen.place == "hall")
        if chosen.place == "hall":
            return self._scene(builder, light, textures)
        add_snow(builder, chosen.snow, SNOW, COURT_MARKS, LOOP_S, chosen.seed)
        return snowed(self._scene(builder, light, textures), chosen.snow, SNOW)

    def _add_hall(self, builder: Builder, use: Use, light: PalaceLight) -> tuple[Texture, ...]:
        chosen = self.settings
        textures = add_hall(builder, use, light, chosen.plaque)
        wicks = furnish(builder, use, light, chosen.seed, {"audience": 3.0, "night": 1.8}.get(chosen.state, 1.4))
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.2, ambient=light.leak, bounces=1)
        add_candles(builder, light, wicks, chosen.seed)
        self._add_air(builder, light)
        return textures

    def _add_court(self, builder: Builder, use: Use, light: PalaceLight) -> tuple[Texture, ...]:
        """Two candle trees and two smoking bronze burners stand before the doors."""
        chosen = self.settings
        textures = add_court(builder, use, light, chosen.state, chosen.plaque)
        wicks = furnish_court(builder, use, light, chosen.seed)
        builder.bake(cell=0.22, ambient=light.leak, bounces=1)
        add_candles(builder, light, wicks, chosen.seed)
        return textures

    def _add_air(self, builder: Builder, light: PalaceLight) -> None:
        """Sheets of light from every other pair of leaves, and dust where they pass the actor."""
        if light.sun <= 0 or not self.settings.shafts:
            return
        feet = [(x + off, SOUTH + 0.1, 1.1) for x in BAYS for off in (-1.2, 0.0, 1.2)]
        add_shafts(builder, feet, 3.5, DOWN_SUN, 8.5, light.shaft, self.settings.seed)
        add_dust(builder, (-4.0, -5.5, 0.5), (3.5, 2.5, 3.0), 130, tuple(5 * part for part in light.shaft), LOOP_S, self.settings.seed)  # type: ignore[arg-type]

    def _scene(self, builder: Builder, light: PalaceLight, textures: tuple[Texture, ...]) -> Scene:
        meshes, nodes = builder.finish()
        plaque, court = self.settings.plaque.strip(), self.settings.place == "court"
        key = keyed("palace", self.settings.model_dump_json(exclude={"snow"}), self.settings.snow if court else 0.0)
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient(light.leak, light.leak, light.leak),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=COURT_MARKS if court else MARKS,
            visible_texts=(plaque,) if plaque else (),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S),
            loop_s=LOOP_S,
            haze=Haze(light.outdoors.low, light.outdoors.haze_m)
            if court
            else Haze(light.air, 26.0 if self.settings.state == "audience" else 60.0),
            mirrors=() if court else (Mirror(),),
            probe=COURT if court else HALL,
        )
