"""The CEO's office on the 40th floor: 8 x 6 x 3.2 m, a wall of glass over the city, shelves, a desk, a sofa corner."""

from __future__ import annotations

from typing import ClassVar, Literal

from vpstudio.model.scene import Ambient, Mark, Probe, Scene
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.city import City, Ring, add_city
from vpstudio.scene.daylight import State
from vpstudio.scene.office_furnishing import add_foreground, furnish
from vpstudio.scene.office_room import HIGH, OfficeLight, add_glass, add_room, office_light, palette
from vpstudio.scene.outdoors import OUTDOORS
from vpstudio.scene.sets.base import VirtualSet, registry

DROP_M = 146.0  # forty floors
MARKS = (
    Mark((-0.7, -0.1, 0), 47, "Shelves and city"),
    Mark((0.9, -0.2, 0), 0, "Before the city"),
    Mark((0.3, 0.2, 0), -134, "Reverse, to the door"),
    Mark((-0.6, 0.3, 0), 90, "Side, to the shelves"),
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
        foreground: Literal["none", "chair", "plant", "desk"] = setting(
            "none",
            "In front of the actor",
            choices=("Nothing", "Chair back", "Plant", "Desk and lamp"),
            help="Stands near the lens, out of focus.",
        )
        sign: str = setting("远景集团 VISTA GROUP", "Sign", help="Shown on the wall of the reverse angle; empty for none.")
        seed: int = setting(7, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings; light is baked here."""
        chosen = self.settings
        builder, light = Builder(), office_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light)
        textures = add_room(builder, materials, light, chosen.sign)
        furnish(builder, materials, light, chosen.seed)
        add_foreground(builder, materials, light, chosen.foreground, MARKS[0], chosen.seed)
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
        add_city(builder, city, OUTDOORS[self.settings.state], builder.node("city", far=True))

    def _scene(self, builder: Builder, light: OfficeLight, textures: tuple) -> Scene:
        meshes, nodes = builder.finish()
        sign = self.settings.sign.strip()
        return Scene(
            key=f"office {self.settings.model_dump_json()}",
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient(light.leak, light.leak, light.leak),
            exposure_ev=light.exposure_ev,
            marks=MARKS,
            visible_texts=(sign,) if sign else (),
            probe=Probe((0.0, 0.0, 1.4), (-4.0, -3.0, 0.0), (4.0, 3.0, HIGH)),
        )
