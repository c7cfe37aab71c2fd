"""A glass cable-car cabin, 3.2 x 5.0 x 2.4 m, hanging high over a city: rain on the panes, sway, lightning that lights the actor."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

import numpy as np

from vpstudio.model.scene import Ambient, Mark, Material, Node, Probe, Scene, SetState, Texture, world_matrices
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.scene import drops
from vpstudio.scene.builder import Builder
from vpstudio.scene.cabin_body import HANG_M, PANES, CabinLight, add_body, add_line, cabin_light, palette
from vpstudio.scene.city import City, Ring, add_city
from vpstudio.scene.daylight import State, times
from vpstudio.scene.film_light import KEY_LEVEL, add_film_key, film_key_of
from vpstudio.scene.outdoors import OUTDOORS, Outdoors
from vpstudio.scene.sets.base import VirtualSet, registry
from vpstudio.scene.shapes import move, spin, wall
from vpstudio.scene.traffic import add_traffic

LOOP_S = 24.0
DROP_M = 240.0
STRIKE = (0.42, 0.86, 0.20)  # the way to the lightning, to the right of the first mark's axis
# When it flashes within the loop (seconds), how strong, how fast it dies (seconds).
FLASHES = ((4.0, 0.55, 0.05), (4.16, 1.0, 0.16), (11.3, 0.35, 0.22), (17.5, 0.8, 0.06), (17.68, 0.5, 0.07), (17.86, 0.9, 0.2))
MARKS = (
    Mark((0.0, 0.1, 0), 8, "Along the cable"),
    Mark((0.1, 0.0, 0), -62, "To the side"),
    Mark((0.0, -0.1, 0), 176, "Reverse"),
    Mark((0.52, 0.93, 0), -8, "Past the strap", distance_m=1.3, height_m=1.62, lens_mm=42, occluder=True),
)


@registry.register
class Cabin(VirtualSet):
    """A cabin of glass over the city."""

    name: ClassVar[str] = "cabin"
    title: ClassVar[str] = "Glass cabin over the city"

    class Settings(BaseSettings):
        """What can be changed in the cabin."""

        state: State = setting("storm", "Time", choices=("Day", "Dusk", "Night", "Storm"))
        practicals: bool = setting(True, "Lamps on")
        lamp_level: float = setting(1.0, "Lamp level", low=0.0, high=2.0, step=0.05, advanced=True)
        key_level: float = KEY_LEVEL
        sway_deg: float = setting(1.5, "Sway", low=0.0, high=1.5, step=0.1, unit="deg", help="The city tilts against the cabin.")
        lightning: bool = setting(True, "Lightning", help="In a storm; it lights the actor too.")
        rain: float = setting(0.75, "Rain on the glass", low=0.0, high=1.0, step=0.05, help="In a storm.")
        sign: str = setting("云海 3 号", "Sign", help="Number plate over the panes; empty for none.")
        seed: int = setting(11, "Variation", low=0, high=999, step=1)

    def build(self) -> Scene:
        """Deterministic in the settings."""
        chosen = self.settings
        builder, light = Builder(), cabin_light(chosen.state, chosen.lamp_level if chosen.practicals else 0.0)
        materials = palette(builder, light, self._flash_values())
        textures = add_body(builder, materials, light, chosen.sign.strip())
        add_film_key(builder, self.name, chosen.state, MARKS[0], chosen.key_level)
        builder.bake(cell=0.06, ambient=times(light.ambient, 0.25))
        self._add_glass(builder, light)
        outside = builder.node("outside", far=True)
        self._add_outside(builder, outside)
        add_line(builder, materials, outside)
        return self._scene(builder, light, textures, outside)

    @property
    def _stormy(self) -> bool:
        return bool(self.settings.state == "storm")

    def _flash_values(self) -> dict[str, float | tuple[float, ...]]:
        if not (self._stormy and self.settings.lightning):
            return {}
        length = math.sqrt(sum(part * part for part in STRIKE))
        return {"flash_way": tuple(part / length for part in STRIKE)}

    def _add_glass(self, builder: Builder, light: CabinLight) -> None:
        """Panes that mirror the cabin, and rain on them where it rains: one node a pane, so that those out of view cost nothing."""
        values: dict[str, float | tuple[float, ...]] = {"mirror": light.mirror, "mist": times(light.ambient, 0.10)}
        glass = builder.material(Material("glass", "glass", alpha_mode="blend", double_sided=True, values=values))
        wet: dict[str, float | tuple[float, ...]] = {"loop_s": LOOP_S, "drop_light": times(light.ambient, 0.4)}
        drop = builder.material(Material("rain", "rain_glass", alpha_mode="blend", double_sided=True, values=wet, moving=True))
        for index, (width, height, place) in enumerate(PANES):
            builder.add(wall(width, height, 0.6).placed(place), glass, solid=False, baked=False)
            if self._stormy and self.settings.rain > 0:
                shape, own = drops.rain(width, height, self.settings.rain, self.settings.seed + index)
                builder.add(shape, drop, node=builder.node(f"rain {index}", place), solid=False, baked=False, colours=own)

    def _add_outside(self, builder: Builder, node: int) -> None:
        rings = (
            Ring(240, 650, 34, (26, 46), (40, 185)),
            Ring(650, 1900, 230, (26, 64), (30, 265)),
            Ring(1900, 8000, 330, (40, 120), (50, 330)),
        )
        city = City((0.0, 0.0), (-180, 180), DROP_M, rings, self.settings.seed)
        add_city(builder, city, outdoors(self.settings.state), node, self._flash_values() | self._flash_sky())
        add_traffic(builder, node, DROP_M, 3.0 if self.settings.state == "day" else 14.0, LOOP_S, self.settings.seed)

    def _flash_sky(self) -> dict[str, float | tuple[float, ...]]:
        return {"flash_sky": (1.5, 1.75, 2.3)} if self._flash_values() else {}

    def _scene(self, builder: Builder, light: CabinLight, textures: tuple[Texture, ...], outside: int) -> Scene:
        meshes, nodes = builder.finish()
        sign = self.settings.sign.strip()
        key = f"cabin {self.settings.model_dump_json()}"
        straps = tuple(index for index, node in enumerate(nodes) if node.name.startswith("strap"))
        motion = Motion(key, nodes, len(builder.lights), outside, straps, self.settings.sway_deg, bool(self._flash_values()))
        return Scene(
            key=key,
            title=self.title,
            meshes=meshes,
            nodes=nodes,
            materials=tuple(builder.materials),
            textures=textures,
            lights=tuple(builder.lights),
            ambient=Ambient(light.ambient, light.ambient, light.ambient),
            exposure_ev=light.exposure_ev,
            key_light=film_key_of(builder),
            marks=MARKS,
            visible_texts=(sign,) if sign else (),
            animate=motion,
            loop_s=LOOP_S,
            probe=Probe((0.0, 0.0, 1.4), (-1.6, -2.5, 0.0), (1.6, 2.5, 2.4)),
        )


def outdoors(state: State) -> Outdoors:
    """Most of the picture is outside here: a clearer, deeper day than the office's; a storm at dusk, with the city's lights on."""
    if state == "day":
        clear = replace(OUTDOORS["day"], top=(0.16, 0.33, 0.74), low=(0.60, 0.72, 0.88), haze_m=5200.0, daylight=(0.86, 0.80, 0.72))
        return clear.brighter(1.4)
    if state == "dusk":
        return replace(OUTDOORS["dusk"], low=(0.60, 0.34, 0.28), glow=(0.85, 0.34, 0.11), haze_m=2600.0)
    if state != "storm":
        return OUTDOORS[state]
    return replace(
        OUTDOORS["storm"],
        top=(0.035, 0.045, 0.065),
        low=(0.085, 0.108, 0.150),
        glow=(0.24, 0.105, 0.05),
        sun=(-0.32, 0.95, 0.03),
        cloud_light=(0.20, 0.215, 0.25),
        cloud_dark=(0.016, 0.021, 0.033),
        daylight=(0.075, 0.085, 0.11),
        lit_share=0.42,
        lit_strength=2.3,
        haze_m=1900.0,
    )


class Motion:
    """The cabin at any second: the world tilts against it, straps hang straight, lightning; repeats after LOOP_S. Pure."""

    def __init__(
        self, key: str, nodes: tuple[Node, ...], lights: int, outside: int, straps: tuple[int, ...], sway_deg: float, lightning: bool
    ) -> None:
        self.key, self.nodes, self.lights = key, nodes, lights
        self.outside, self.straps = outside, straps
        self.sway_deg, self.lightning = sway_deg, lightning

    def __call__(self, time_s: float) -> SetState:
        t = time_s % LOOP_S
        roll, pitch = self.sway(t)
        local = np.stack([node.local for node in self.nodes])
        local[self.outside] = move(0, 0, HANG_M) @ spin(-roll, 1) @ spin(-pitch, 0) @ move(0, 0, -HANG_M)
        for number, node in enumerate(self.straps):
            lag_roll, lag_pitch = self.sway(t - 0.25 - 0.05 * number)
            swing = spin(-1.6 * lag_roll, 1) @ spin(-1.6 * lag_pitch, 0)
            local[node] = self.nodes[node].local @ swing
        flash = flash_at(t) if self.lightning else 0.0
        values = {"flash": flash} if self.lightning else {}
        light = (0.75 * flash, 0.9 * flash, 1.15 * flash)
        return SetState(t, world_matrices(self.nodes, local), (1.0,) * self.lights, values, (self.key, t), light)

    def sway(self, t: float) -> tuple[float, float]:
        """Roll about Y and pitch about X in degrees; periods of 6, 4.8 and 8 s all end with the loop. At most ``sway_deg``."""
        turn = 2 * math.pi * t
        roll = 0.8 * math.sin(turn / 6) + 0.2 * math.sin(turn / 4.8 + 1.1)
        return self.sway_deg * roll, 0.35 * self.sway_deg * math.sin(turn / 8 + 0.6)


def flash_at(t: float) -> float:
    """0..1: each strike rises within a frame and dies away."""
    total = sum(strength * math.exp(-(t - begun) / fade) for begun, strength, fade in FLASHES if begun <= t < begun + 8 * fade)
    return min(total, 1.0)
