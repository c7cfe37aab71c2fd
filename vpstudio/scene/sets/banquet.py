"""A banquet hall dressed for a wedding, 20 x 30 x 7 m: aisle, flower arch, LED wall, laid tables, guests, chandeliers."""

from __future__ import annotations

from typing import ClassVar

from vpstudio.model.scene import Ambient, Haze, Mark, Mirror, Probe, Scene, Texture
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.banquet_hall import DEEP, HIGH, LOOP_S, WIDE, add_hall
from vpstudio.scene.banquet_light import BanquetLight, State, banquet_light, palette
from vpstudio.scene.banquet_tables import add_candles, add_petals, furnish
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import times
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.sets.base import VirtualSet, registry

MARKS = (
    Mark((0.2, 3.7, 0), 3, "On the aisle"),
    Mark((0.3, 4.6, 0), 161, "Reverse, to the guests", distance_m=2.2),
    Mark((-0.4, -0.7, 0), 84, "Side, over the tables", distance_m=2.2),
    Mark((0.5, 7.6, 0), 12, "Before the arch", distance_m=2.4, lens_mm=42),
    Mark((-0.669, 4.218, 0), -10, "Past the flowers", occluder=True),
)


@registry.register
class Banquet(VirtualSet):
    """A banquet hall."""

    name: ClassVar[str] = "banquet"
    title: ClassVar[str] = "Banquet and wedding hall"

    class Settings(BaseSettings):
        """What can be changed in the hall."""

        state: State = setting("night", "Time", choices=("Day", "Dusk", "Night", "Wedding"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        guests: float = setting(0.75, "Guests", low=0.0, high=1.0, step=0.05, help="The share of seats that are taken.")
        words: str = setting("百年好合", "Words on the LED wall", help="Empty for none.")
        seed: int = setting(9, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), banquet_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light)
        textures = add_hall(builder, materials, light, chosen.words)
        wicks = furnish(builder, materials, chosen.seed, chosen.guests)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.25, ambient=light.leak, bounces=1)
        add_candles(builder, light, wicks, chosen.seed)
        if chosen.state == "wedding":
            add_petals(builder, chosen.seed)
        return self._scene(builder, light, textures)

    def _scene(self, builder: Builder, light: BanquetLight, textures: tuple[Texture, ...]) -> Scene:
        meshes, nodes = builder.finish()
        words = self.settings.words.strip()
        key = f"banquet {self.settings.model_dump_json()}"
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
            marks=MARKS,
            visible_texts=(words,) if words else (),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S),
            loop_s=LOOP_S,
            haze=Haze(times(light.screen[0], 0.35), 60.0),
            mirrors=(Mirror((0.0, 0.0, 0.012)),),
            probe=Probe((0.0, 3.0, 2.2), (-WIDE / 2, -DEEP / 2, 0.0), (WIDE / 2, DEEP / 2, HIGH)),
        )
