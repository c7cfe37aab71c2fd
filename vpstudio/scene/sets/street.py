"""A street at night: neon and shop fronts, wet asphalt, lamps in a row to the vanishing point, traffic at its end, drizzle."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from vpstudio.model.scene import Ambient, Haze, Mark, Mirror, Probe, Scene, Texture
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import times
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.snow import Ground, add_snow, keyed, snowed
from vpstudio.scene.street_block import BACK, END, FRONT, Place, State, StreetLight, add_block, add_lamps, add_wires, palette, street_light
from vpstudio.scene.street_things import LOOP_S, add_far, add_occluder, add_rain, add_things, add_traffic

MARKS = (
    Mark((1.4, 0.0, 0), 7, "Down the street"),
    Mark((4.9, 1.2, 0.14), -66, "Before the shops", distance_m=2.2),
    Mark((0.6, 2.0, 0), 176, "Reverse"),
    Mark((2.8, -3.0, 0), 24, "Past the post", distance_m=2.1, occluder=True),
)

SNOW = Ground((-6.4, -9.0, 6.4, 30.0))


@registry.register
class Street(VirtualSet):
    """A night street."""

    name: ClassVar[str] = "street"
    title: ClassVar[str] = "Night street"

    class Settings(BaseSettings):
        """What can be changed in the street."""

        state: State = setting("night", "Time", choices=("Day", "Dusk", "Night", "Rain"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        place: Place = setting("neon", "Place", choices=("Neon street", "Foreign city"))
        drizzle: float = setting(0.6, "Rain", low=0.0, high=1.0, step=0.05, help="In the state Rain.")
        snow: float = setting(0.0, "Snow", low=0.0, high=1.0, step=0.05, help="Falling, and on the ground.")
        sign: str = setting("听潮面馆", "Sign", help="Of the nearest shop; empty for none.")
        seed: int = setting(6, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), street_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        rng = np.random.default_rng(chosen.seed)
        materials = palette(builder, light, chosen.place)
        textures, texts = add_block(builder, materials, light, chosen.place, chosen.sign.strip(), rng)
        add_lamps(builder, materials, light)
        add_wires(builder, materials, rng)
        add_things(builder, materials, rng)
        add_occluder(builder, materials, MARKS[3])
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.28, ambient=light.sky, bounces=1)
        add_traffic(builder, light)
        add_far(builder, light, chosen.seed)
        if chosen.state == "rain":
            add_rain(builder, light, MARKS[0], chosen.drizzle, chosen.seed)
        add_snow(builder, chosen.snow, SNOW, MARKS, LOOP_S, chosen.seed)
        return snowed(self._scene(builder, light, textures, texts), chosen.snow, SNOW)

    def _scene(self, builder: Builder, light: StreetLight, textures: list[Texture], texts: list[str]) -> Scene:
        meshes, nodes = builder.finish()
        key = keyed("street", self.settings.model_dump_json(exclude={"snow"}), self.settings.snow)
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=tuple(textures),
            lights=tuple(builder.lights),
            ambient=Ambient(light.sky, times(light.sky, 0.5), light.outdoors.low),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=tuple(dict.fromkeys(texts)),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S),
            loop_s=LOOP_S,
            haze=Haze(light.outdoors.low, 90.0),
            mirrors=(Mirror(),),
            probe=Probe((0.6, 3.0, 1.6), (-FRONT, BACK, 0.0), (FRONT, END, 14.0)),
        )
