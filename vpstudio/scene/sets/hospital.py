"""A hospital: a corridor of 30 m to the operating theatre's door, and a ward beside it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from vpstudio.model.scene import Ambient, Haze, Mark, Mirror, Node, Probe, Scene, SetState, Texture, world_matrices
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.hospital_corridor import (
    BACK,
    END,
    HALF,
    HIGH,
    LOOP_S,
    HospitalLight,
    State,
    add_clock,
    add_corridor,
    hospital_light,
    palette,
)
from vpstudio.scene.hospital_ward import add_monitor, add_occluder, add_view, add_ward
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.shapes import spin

MARKS = (
    Mark((0.36, 0.2, 0), -7, "Down the corridor"),
    Mark((3.6, 3.0, 0), -58, "In the ward", distance_m=1.9),
    Mark((-0.1, 2.6, 0), 178, "Reverse, to the window"),
    Mark((0.1, 7.4, 0), 78, "Before the station", distance_m=1.05, lens_mm=28),
    Mark((4.0, 3.6, 0), -12, "Past the drip", distance_m=1.9, occluder=True),
)


@registry.register
class Hospital(VirtualSet):
    """A hospital's corridor and ward."""

    name: ClassVar[str] = "hospital"
    title: ClassVar[str] = "Hospital"

    class Settings(BaseSettings):
        """What can be changed in the hospital."""

        state: State = setting("day", "Time", choices=("Day", "Dusk", "Night", "Operation"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        ward: str = setting("第三病区 WARD 3", "Ward sign", help="Hangs in the corridor; empty for none.")
        theatre: str = setting("手术中", "Theatre sign", help="Over the theatre's door; lit during an operation; empty for none.")
        seed: int = setting(2, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), hospital_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        rng = np.random.default_rng(chosen.seed)
        materials = palette(builder, light)
        textures = add_corridor(builder, materials, light, (chosen.ward.strip(), chosen.theatre.strip()), rng)
        add_ward(builder, materials, light, rng)
        add_occluder(builder, materials, MARKS[4])
        hands = add_clock(builder, materials)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.12, ambient=(0.01, 0.01, 0.01))
        add_monitor(builder, materials)
        add_view(builder, light)
        return self._scene(builder, light, textures, hands)

    def _scene(self, builder: Builder, light: HospitalLight, textures: list[Texture], hands: tuple[int, int]) -> Scene:
        meshes, nodes = builder.finish()
        key = f"hospital {self.settings.model_dump_json()}"
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=tuple(textures),
            lights=tuple(builder.lights),
            ambient=Ambient((0.02, 0.02, 0.02), (0.02, 0.02, 0.02), (0.02, 0.02, 0.02)),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=tuple(texture.name.removeprefix("sign ") for texture in textures),
            animate=Ticking(key, nodes, len(builder.lights), hands),
            loop_s=LOOP_S,
            haze=Haze((0.30, 0.31, 0.31), 120.0),
            mirrors=(Mirror(),),
            probe=Probe((0.0, 2.0, 1.4), (-HALF, BACK, 0.0), (HALF, END, HIGH)),
        )


class Ticking:
    """The clock's hands go; the second hand by whole seconds with a short spring. Repeats after a minute. Pure."""

    def __init__(self, key: str, nodes: tuple[Node, ...], lights: int, hands: tuple[int, int]) -> None:
        self.key, self.nodes, self.lights, self.hands = key, nodes, lights, hands

    def __call__(self, time_s: float) -> SetState:
        t = time_s % LOOP_S
        local = np.stack([node.local for node in self.nodes])
        second, minute = self.hands
        whole, part = divmod(t, 1.0)
        spring = float(np.exp(-14.0 * part) * np.cos(40.0 * part))
        # Clockwise as seen: the hands turn about the wall's own -Y.
        local[second] = self.nodes[second].local @ spin(6.0 * (whole + 1 - spring) - 6.0, 1)
        local[minute] = self.nodes[minute].local @ spin(132.0, 1)
        return SetState(t, world_matrices(self.nodes, local), (1.0,) * self.lights, key=(self.key, t))
