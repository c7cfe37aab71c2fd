"""The CEO's office on the 40th floor: 8 x 6 x 3.2 m, a wall of glass over the city, shelves, a desk, a sofa corner."""

from __future__ import annotations

from typing import ClassVar, Literal

from vpstudio.model.scene import Ambient, Mark, Probe, Scene
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.city import City, Ring, add_city
from vpstudio.scene.daylight import State
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.motion import Passing
from vpstudio.scene.office_furnishing import add_foreground, add_occluder, furnish
from vpstudio.scene.office_room import HIGH, OfficeLight, add_glass, add_room, office_light, palette
from vpstudio.scene.outdoors import through_windows
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.traffic import add_traffic

DROP_M = 146.0  # forty floors
LOOP_S = 40.0
HEADLAMPS = {"day": 2.5, "dusk": 14.0, "night": 16.0, "storm": 12.0}
MARKS = (
    Mark((-0.7, -0.1, 0), 47, "Shelves and city"),
    Mark((0.9, -0.2, 0), 0, "Before the city"),
    Mark((0.3, 0.2, 0), -134, "Reverse, to the door"),
    Mark((-0.6, 0.3, 0), 112, "Side, to the shelves", lens_mm=60, distance_m=2.2),
    Mark((2.5, -0.42, 0), 20, "Past the plant", distance_m=2.0, occluder=True),
)


@registry.register
class Office(VirtualSet):
    """A director's office high over a city."""

    name: ClassVar[str] = "office"
    title: ClassVar[str] = "CEO office"

    class Settings(BaseSettings):
        """What can be changed in the office."""

        state: State = setting("day", "Time", choices=("Day", "Dusk", "Night", "Storm"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        foreground: Literal["none", "chair", "plant", "desk"] = setting(
            "none",
            "In front of the actor",
            choices=("Nothing", "Chair back", "Plant", "Desk and lamp"),
            help="Stands near the lens, out of focus.",
        )
        sign: str = setting("远景集团 VISTA GROUP", "Sign", help="Shown on the wall of the reverse angle; empty for none.")
        motion: bool = setting(True, "Ambient motion", help="Traffic in the streets below.")
        seed: int = setting(7, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings; light is baked here."""
        chosen = self.settings
        builder, light = Builder(), office_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light)
        textures = add_room(builder, materials, light, chosen.sign)
        furnish(builder, materials, light, chosen.seed)
        add_foreground(builder, materials, light, chosen.foreground, MARKS[0], chosen.seed)
        add_occluder(builder, materials, MARKS[4], chosen.seed)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.08, ambient=light.leak)
        add_glass(builder, light)
        self._add_outside(builder)
        return self._scene(builder, light, textures)

    def _add_outside(self, builder: Builder) -> None:
        rings = (
            Ring(130, 380, 9, (24, 42), (55, 150)),
            Ring(420, 1500, 70, (26, 60), (50, 235)),
            Ring(1500, 7000, 170, (40, 110), (60, 290)),
        )
        city = City((0.0, 3.0), (-84, 84), DROP_M, rings, self.settings.seed)
        far = builder.node("city", far=True)
        add_city(builder, city, through_windows(self.settings.state), far)
        if self.settings.motion:
            add_traffic(builder, far, DROP_M, HEADLAMPS[self.settings.state], LOOP_S, self.settings.seed)

    def _scene(self, builder: Builder, light: OfficeLight, textures: tuple) -> Scene:
        meshes, nodes = builder.finish()
        sign = self.settings.sign.strip()
        key = f"office {self.settings.model_dump_json()}"
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
            visible_texts=(sign,) if sign else (),
            animate=Passing(key, nodes, len(builder.lights), LOOP_S) if self.settings.motion else None,
            loop_s=LOOP_S if self.settings.motion else 0.0,
            probe=Probe((0.0, 0.0, 1.4), (-4.0, -3.0, 0.0), (4.0, 3.0, HIGH)),
        )
