"""Light at the quay: golden hour, blue hour, night, and the night of the lantern feast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.outdoors import OUTDOORS, Outdoors

State = Literal["day", "dusk", "night", "lanterns"]


@dataclass(frozen=True, slots=True)
class QuayLight:
    """One state. sun: irradiance over pi of the low sun, 0 for none. sky: light from all around. lamps: of every practical.
    windows: radiance behind the lattices. deep: light out of the water."""

    outdoors: Outdoors
    sun: float
    sky: Colour
    lamps: float
    windows: float
    deep: Colour
    exposure_ev: float


SUN_WAY = (-0.86, -0.30, 0.40)

GOLDEN = replace(
    OUTDOORS["day"],
    top=(0.30, 0.44, 0.70),
    low=(1.05, 0.86, 0.62),
    glow=(1.10, 0.62, 0.26),
    sun=SUN_WAY,
    cloud=0.32,
    cloud_light=(1.25, 1.05, 0.82),
    cloud_dark=(0.62, 0.60, 0.64),
    daylight=(0.92, 0.78, 0.60),
    lit_share=0.0,
    haze_m=520.0,
)
BLUE = replace(
    OUTDOORS["dusk"],
    top=(0.07, 0.12, 0.30),
    low=(0.40, 0.36, 0.50),
    glow=(0.62, 0.26, 0.14),
    sun=(-0.7, 0.7, 0.03),
    cloud_light=(0.42, 0.27, 0.30),
    cloud_dark=(0.10, 0.12, 0.22),
    daylight=(0.17, 0.20, 0.32),
    lit_share=0.45,
    lit_strength=2.2,
    haze_m=420.0,
)
DARK = replace(
    OUTDOORS["night"],
    top=(0.010, 0.016, 0.038),
    low=(0.050, 0.056, 0.088),
    glow=(0.020, 0.018, 0.020),
    daylight=(0.032, 0.040, 0.066),
    lit_share=0.5,
    lit_strength=1.5,
    haze_m=480.0,
)


def quay_light(state: State, level: float) -> QuayLight:
    """Balances of the four states; ``level`` turns all practicals."""
    table = {
        "day": QuayLight(GOLDEN, 1.15, (0.52, 0.56, 0.66), 0.25, 0.12, (0.050, 0.066, 0.056), 0.35),
        "dusk": QuayLight(BLUE, 0.0, (0.17, 0.20, 0.34), 0.8, 1.3, (0.010, 0.016, 0.020), 1.55),
        "night": QuayLight(DARK, 0.0, (0.028, 0.036, 0.062), 0.9, 1.3, (0.003, 0.005, 0.007), 2.1),
        "lanterns": QuayLight(DARK, 0.0, (0.034, 0.036, 0.056), 1.15, 1.4, (0.004, 0.005, 0.007), 1.4),
    }
    found = table[state]
    return replace(found, lamps=found.lamps * level, windows=found.windows * level)


def red_paper(strength: float) -> Colour:
    """A candle behind red paper."""
    return times((1.0, 0.17, 0.045), strength)


def candle(strength: float) -> Colour:
    """A candle or a warm bulb behind white paper."""
    return kelvin(2500, strength)
