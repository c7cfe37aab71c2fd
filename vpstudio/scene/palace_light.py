"""Light and materials of the palace: day through lattice doors, dusk, candles at night, an audience among incense."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.outdoors import OUTDOORS, Outdoors, Values

State = Literal["day", "dusk", "night", "audience"]
Use = dict[str, int]
SUN_WAY = (-0.52, -0.70, 0.42)  # in by the south doors, from the left of who looks at the throne


@dataclass(frozen=True, slots=True)
class PalaceLight:
    """One state. outdoors: what is seen through the doors; doors: radiances of the openings, lowest row first. sun: irradiance over pi, 0
    for none. shaft: radiance of the sheets of light. candles, lanterns: how bright. air: light of the haze, which smoke takes on too."""

    outdoors: Outdoors
    doors: tuple[Colour, Colour]
    sun: float
    shaft: Colour
    candles: float
    lanterns: float
    air: Colour
    leak: Colour
    exposure_ev: float


DAY = replace(OUTDOORS["day"], low=(2.6, 2.75, 2.9), top=(1.1, 1.6, 2.5), sun=SUN_WAY, daylight=(2.3, 2.1, 1.8), haze_m=260.0, cloud=0.3)
DUSK = replace(OUTDOORS["dusk"], low=(0.95, 0.58, 0.46), top=(0.16, 0.22, 0.48), sun=SUN_WAY, haze_m=240.0)
NIGHT = replace(OUTDOORS["night"], low=(0.12, 0.17, 0.30), top=(0.03, 0.05, 0.13), daylight=(0.075, 0.10, 0.17), haze_m=260.0)


WARM, SKY, MOON = kelvin(5000), kelvin(7200), kelvin(11000)
DIM = (0.010, 0.010, 0.013)
NO_LIGHT = (0.0, 0.0, 0.0)
STATES: dict[State, PalaceLight] = {
    "day": PalaceLight(
        DAY, (times(WARM, 1.5), times(SKY, 2.5)), 1.5, times(kelvin(5200), 0.3), 0.45, 0.4, (0.055, 0.048, 0.04), (0.07, 0.068, 0.064), 0.95
    ),
    "dusk": PalaceLight(
        DUSK, ((1.3, 0.70, 0.95), (0.8, 1.0, 2.6)), 0.0, NO_LIGHT, 0.8, 0.7, (0.03, 0.037, 0.09), (0.022, 0.030, 0.075), 1.4
    ),
    "night": PalaceLight(NIGHT, (times(MOON, 0.30), times(MOON, 0.55)), 0.0, NO_LIGHT, 1.0, 0.75, (0.022, 0.015, 0.011), DIM, 1.5),
    "audience": PalaceLight(
        DAY, (times(WARM, 0.9), times(SKY, 1.45)), 1.3, times(kelvin(4800), 0.5), 1.0, 1.0, (0.09, 0.07, 0.048), DIM, 0.9
    ),
}


def palace_light(state: State, level: float) -> PalaceLight:
    """Balances of the four states; ``level`` turns all practicals."""
    found = STATES[state]
    return replace(found, candles=found.candles * level, lanterns=found.lanterns * level)


def candle(strength: float) -> Colour:
    """A flame, or a paper lantern with one in it."""
    return kelvin(2450, strength)


def palette(builder: Builder, light: PalaceLight) -> Use:
    """Materials by role."""
    paint: Values = {"pitch": 1.15, "blue": (0.035, 0.075, 0.20), "green": (0.035, 0.13, 0.085), "gold": (0.68, 0.46, 0.14)}
    coffer: Values = {"pitch": 0.9, "ground": (0.045, 0.115, 0.095), "gold": (0.66, 0.45, 0.15)}
    plain = {
        "column": Material("red lacquer", "lacquer", (0.30, 0.040, 0.022, 1), roughness=0.34),
        "door": Material("door lacquer", "lacquer", (0.20, 0.038, 0.024, 1), roughness=0.45),
        "wall": Material("red wall", "lacquer", (0.20, 0.052, 0.036, 1), roughness=0.8),
        "dark": Material("dark timber", "wood", (0.085, 0.040, 0.026, 1), roughness=0.5, values={"grain": 11.0}),
        "floor": Material("floor bricks", "floor_bricks", (0.105, 0.094, 0.080, 1), roughness=0.2, values={"slab": 0.66}, mirror=0),
        "stone": Material("white stone", "paving", (0.52, 0.50, 0.46, 1), roughness=0.6, values={"slab": (1.2, 0.5), "wet": 0.0}),
        "carpet": Material("red carpet", "fabric", (0.27, 0.036, 0.028, 1), values={"weave": 170.0}),
        "border": Material("gold border", "fabric", (0.46, 0.29, 0.085, 1), values={"weave": 220.0}),
        "painting": Material("painted silk", "painted_silk", (0.50, 0.43, 0.31, 1), roughness=0.9),
        "silk": Material("yellow silk", "fabric", (0.60, 0.37, 0.085, 1), double_sided=True, values={"weave": 420.0}),
        "beam": Material("painted beams", "painted_beam", (0.10, 0.13, 0.13, 1), values=paint),
        "ceiling": Material("coffers", "coffer", (0.16, 0.13, 0.08, 1), values=coffer),
        "gold": Material("gold leaf", "gilded", (0.78, 0.52, 0.19, 1), metallic=0.85, roughness=0.34, values={"carving": 0.8}),
        "panel": Material("gilt panels", "gilded", (0.66, 0.43, 0.15, 1), metallic=0.7, roughness=0.42, values={"carving": 0.35}),
        "bronze": Material("bronze", "lacquer", (0.30, 0.20, 0.10, 1), metallic=0.9, roughness=0.4),
        "yard": Material("terrace slabs", "paving", (0.30, 0.285, 0.26, 1), roughness=0.7, values={"slab": (0.9, 0.45), "wet": 0.1}),
        "wax": Material("wax", "baked", (0.62, 0.10, 0.06, 1), roughness=0.5),
        "paper": Material("palace lantern", "lantern", emissive=candle(17.0 * light.lanterns)),
    }
    return {role: builder.material(material) for role, material in plain.items()}
