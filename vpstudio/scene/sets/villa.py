"""A luxury villa's living room: 12 x 9 x 6.5 m, tall windows, a chandelier, marble, a gallery with stairs, a fire."""

from __future__ import annotations

import math
from typing import ClassVar

from vpstudio.model.scene import Ambient, Haze, Mark, Material, Mirror, Probe, Scene, Texture
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.city import City, Ring, add_city
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.shapes import move, wall
from vpstudio.scene.villa_furnishing import add_fire, add_occluder, furnish
from vpstudio.scene.villa_room import (
    BAYS,
    EAST,
    HEAD,
    HIGH,
    LOOP_S,
    NORTH,
    SUN_WAY,
    State,
    VillaLight,
    add_room,
    add_sheers,
    palette,
    villa_light,
)

MARKS = (
    Mark((-0.4, -2.0, 0), -6, "Chandelier and windows", tilt_deg=3),
    Mark((-2.2, -0.6, 0), 74, "To the fire", distance_m=2.1),
    Mark((0.6, 0.4, 0), 168, "Reverse, to the door"),
    Mark((1.2, -1.4, 0), -62, "To the stairs", tilt_deg=3),
    Mark((-3.5, -1.5, 0), -38, "Past the leaves", distance_m=2.1, occluder=True),
)


@registry.register
class Villa(VirtualSet):
    """A villa's living room."""

    name: ClassVar[str] = "villa"
    title: ClassVar[str] = "Luxury villa"

    class Settings(BaseSettings):
        """What can be changed in the villa."""

        state: State = setting("night", "Time", choices=("Day", "Dusk", "Night", "Power cut"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        fire: bool = setting(True, "Fire in the hearth")
        crest: str = setting("顾", "Sign", help="In the gilt frame over the fire; empty for none.")
        seed: int = setting(3, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), villa_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light)
        textures = add_room(builder, materials, light, chosen.crest)
        furnish(builder, materials, light, chosen.seed)
        add_occluder(builder, materials, MARKS[4], chosen.seed)
        if light.sun > 0:
            builder.sun("sun", SUN_WAY, kelvin(5200), math.pi * light.sun)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.11, ambient=(0.012, 0.012, 0.013))
        self._after_the_bake(builder, materials, light)
        return self._scene(builder, light, textures)

    def _after_the_bake(self, builder: Builder, materials: dict[str, int], light: VillaLight) -> None:
        """What moves, what lets light through, what is far."""
        add_sheers(builder, materials)
        if self.settings.fire:
            add_fire(builder, light)
        glass = builder.material(
            Material("glass", "glass", alpha_mode="blend", double_sided=True, values={"mirror": 0.8, "mist": (0.0, 0.0, 0.0)})
        )
        for x in BAYS:
            builder.add(wall(1.5, HEAD, 0.8).placed(move(x, NORTH + 0.08, 0)), glass, solid=False, baked=False)
        rings = (Ring(90, 300, 14, (14, 26), (8, 20)), Ring(320, 1200, 60, (20, 50), (12, 70)), Ring(1200, 6000, 150, (40, 110), (30, 200)))
        add_city(builder, City((0.0, 3.0), (-88, 88), 26.0, rings, self.settings.seed), light.outdoors, builder.node("city", far=True))

    def _scene(self, builder: Builder, light: VillaLight, textures: tuple[Texture, ...]) -> Scene:
        meshes, nodes = builder.finish()
        crest = self.settings.crest.strip()
        key = f"villa {self.settings.model_dump_json()}"
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient((0.012, 0.012, 0.013), (0.012, 0.012, 0.013), light.outdoors.low),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=(crest,) if crest else (),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S),
            loop_s=LOOP_S,
            haze=Haze((0.05, 0.045, 0.04), 90.0),
            mirrors=(Mirror(),),
            probe=Probe((0.0, 0.3, 1.5), (-EAST, -NORTH, 0.0), (EAST, NORTH, HIGH)),
        )
