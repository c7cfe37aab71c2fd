"""Inside a car on its way: seats and pillars near, lamps that sweep over them, the street or a tunnel passing outside."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar, Literal

import numpy as np

from vpstudio.model.scene import Ambient, Light, Mark, Material, Node, Probe, Scene, SetState, Texture, TextureUse, world_matrices
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene import drops
from vpstudio.scene.builder import Builder
from vpstudio.scene.car_body import PANES, CarLight, add_body, add_glass, palette
from vpstudio.scene.car_outside import LOOP_S, Road, State, add_outside, outdoors_of
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import Values
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.shapes import move, spin, wall

HEADROOM_M = 1.10
"""Below the roof's lining and its handles."""
MARKS = tuple(
    replace(mark, headroom_m=HEADROOM_M)
    for mark in (
        Mark((0.30, 0.86, 0), -12, "Back seat", height_m=1.02, tilt_deg=-9, distance_m=1.05, lens_mm=36),
        Mark((-0.40, 1.05, 0), 78, "Back seat, from the side", height_m=1.02, tilt_deg=-9, distance_m=0.95, lens_mm=35),
        Mark((0.0, -0.35, 0), 178, "Between the seats, to the front", height_m=1.02, tilt_deg=-9, distance_m=1.25, lens_mm=35),
        Mark((-0.33, 0.86, 0), 8, "Past the headrest", height_m=1.05, tilt_deg=-6, distance_m=1.32, lens_mm=46, occluder=True),
    )
)
LIGHTS: dict[State, tuple[CarLight, Colour, float]] = {
    "day": (CarLight((3.4, 3.6, 4.0), (0.6, 0.65, 0.75), 0.6, 0.5), (0.0, 0.0, 0.0), 0.0),
    "dusk": (CarLight((0.42, 0.36, 0.46), (0.07, 0.06, 0.09), 1.0, 1.4), kelvin(2300, 0.55), 0.8),
    "night": (CarLight((0.10, 0.085, 0.10), (0.015, 0.014, 0.018), 1.0, 2.2), kelvin(2200, 0.5), 1.0),
    "tunnel": (CarLight((0.30, 0.22, 0.12), (0.03, 0.022, 0.014), 1.0, 1.4), kelvin(2700, 1.0), 1.3),
}


@registry.register
class Car(VirtualSet):
    """A car's inside."""

    name: ClassVar[str] = "car"
    title: ClassVar[str] = "Car interior"

    class Settings(BaseSettings):
        """What can be changed in the car."""

        state: State = setting("night", "Time", choices=("Day", "Dusk", "Night", "Tunnel"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        speed_kmh: float = setting(45.0, "Speed", low=15.0, high=100.0, step=5.0, unit="km/h")
        turning: Literal["none", "left", "right"] = setting(
            "none", "Bend", choices=("Straight on", "To the left", "To the right"), help="The street swings past as in a long bend."
        )
        vibration: float = setting(1.0, "Vibration", low=0.0, high=3.0, step=0.1, help="Of the street outside; the cabin stays still.")
        rain: float = setting(0.0, "Rain on the glass", low=0.0, high=1.0, step=0.05)
        plate: str = setting("城际专车", "Sign", help="Card on the rear shelf; empty for none.")
        seed: int = setting(4, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        base, lamp, sweep = LIGHTS[chosen.state]
        light = CarLight(base.panes, base.ambient, base.lamps * (chosen.lamp_level if chosen.practicals else 0.0), base.exposure_ev)
        builder = Builder()
        materials = palette(builder, light)
        add_body(builder, materials, light)
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.035, ambient=light.ambient)
        if chosen.state == "day":
            builder.sun("sun", (0.78, 0.30, 0.55), kelvin(5400), math.pi * 1.5)
        textures = add_card(builder, chosen.plate)
        self._add_glass(builder, light)
        road = Road(
            chosen.state, outdoors_of(chosen.state), chosen.speed_kmh / 3.6 * LOOP_S, lamp, 0.6 if chosen.rain else 0.25, chosen.seed
        )
        add_outside(builder, road)
        return self._scene(builder, light, textures, road, self._add_sweeps(builder, lamp, sweep))

    def _add_glass(self, builder: Builder, light: CarLight) -> None:
        add_glass(builder, 0.5)
        if self.settings.rain <= 0:
            return
        wet: Values = {"loop_s": LOOP_S, "drop_light": times(light.ambient, 0.6)}
        drop = builder.material(Material("rain", "rain_glass", alpha_mode="blend", double_sided=True, values=wet, moving=True))
        for index, (length, height, place) in enumerate(PANES):
            shape, own = drops.rain(length, height, self.settings.rain, self.settings.seed + index)
            builder.add(shape, drop, node=builder.node(f"rain {index}", place), solid=False, baked=False, colours=own)

    def _add_sweeps(self, builder: Builder, colour: Colour, strength: float) -> tuple[int, ...]:
        """Two lamps that run along outside, low enough to shine in through the panes."""
        if strength <= 0:
            return ()
        nodes = []
        for side in (-1, 1):
            node = builder.node(f"sweep {side}", move(side * 2.4, 0, 1.7))
            builder.light(Light(f"sweep {side}", node, "point", colour, 2.2 * strength, range_m=7.0))
            nodes.append(node)
        return tuple(nodes)

    def _scene(self, builder: Builder, light: CarLight, textures: tuple[Texture, ...], road: Road, sweeps: tuple[int, ...]) -> Scene:
        meshes, nodes = builder.finish()
        sign = self.settings.plate.strip()
        key = f"car {self.settings.model_dump_json()}"
        outside = tuple(i for i, node in enumerate(nodes) if node.name in ("road", "houses", "lamps", "trees", "cars", "tunnel", "sky"))
        bend = {"none": 0.0, "left": 1.0, "right": -1.0}[self.settings.turning]
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient(light.ambient, light.ambient, road.outdoors.low),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=(sign,) if sign else (),
            animate=Drive(key, nodes, len(builder.lights), sweeps, outside, road.lamp_m, road.length_m, self.settings.vibration, bend),
            loop_s=LOOP_S,
            probe=Probe((0.0, 0.4, 0.85), (-0.74, -1.7, 0.0), (0.74, 2.0, 1.22)),
        )


class Drive:
    """The drive at any second; repeats after LOOP_S. The street shakes and bends, the cabin does not. Pure."""

    def __init__(
        self,
        key: str,
        nodes: tuple[Node, ...],
        lights: int,
        sweeps: tuple[int, ...],
        outside: tuple[int, ...],
        lamp_m: float,
        length_m: float,
        vibration: float,
        bend: float,
    ) -> None:
        self.key, self.nodes, self.lights = key, nodes, lights
        self.sweeps, self.outside = sweeps, outside
        self.lamp_m, self.length_m, self.vibration, self.bend = lamp_m, length_m, vibration, bend

    def __call__(self, time_s: float) -> SetState:
        t = time_s % LOOP_S
        local = np.stack([node.local for node in self.nodes])
        shake = self.shake(t)
        for node in self.outside:
            local[node] = shake @ self.nodes[node].local
        run = (self.length_m * t / LOOP_S + self.lamp_m / 2) % self.lamp_m - self.lamp_m / 2
        for number, node in enumerate(self.sweeps):
            # The two sides' lamps pass half a gap apart.
            at = (run + number * self.lamp_m / 2 + self.lamp_m / 2) % self.lamp_m - self.lamp_m / 2
            local[node][1, 3] = at * 0.35
        return SetState(t, world_matrices(self.nodes, local), (1.0,) * self.lights, key=(self.key, t))

    def shake(self, t: float) -> np.ndarray:
        """Low and uneven: heave, pitch and roll of the body are seen as the street's own; whole periods in the loop. A bend adds a slow
        swing about the car."""
        turn = 2 * math.pi * t / LOOP_S
        heave = 0.006 * math.sin(31 * turn) + 0.004 * math.sin(47 * turn + 1.0) + 0.003 * math.sin(83 * turn + 2.2)
        roll = 0.05 * math.sin(23 * turn + 0.4) + 0.03 * math.sin(59 * turn)
        pitch = 0.04 * math.sin(37 * turn + 1.7) + 0.02 * math.sin(71 * turn)
        yaw = -self.bend * 7.0 * (0.5 - 0.5 * math.cos(2 * turn))
        return move(0, 0, heave * self.vibration) @ spin(yaw, 2) @ spin(roll * self.vibration, 1) @ spin(pitch * self.vibration, 0)


def add_card(builder: Builder, text: str) -> tuple[Texture, ...]:
    """A card on the rear shelf, readable through the glass from behind and in the picture's depth."""
    if not text.strip():
        return ()
    card = builder.material(Material("card", "unlit", (0.25, 0.25, 0.25, 1), uses={"base_colour": TextureUse(0)}, double_sided=True))
    shape = wall(0.34, 0.085, 0.2).placed(move(-0.02, 1.80, 0.83))
    shape.uv[:, 0], shape.uv[:, 1] = shape.uv[:, 0] / 0.34 + 0.5, 1.0 - shape.uv[:, 1] / 0.085
    builder.add(shape, card, solid=False, baked=False)
    return (lettering("card", text.strip(), (40, 30, 24), (206, 196, 176), 0.34 / 0.085),)
