"""Light and materials of the banquet hall: day by its windows, dusk, chandeliers at night, a wedding in magenta and blue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.outdoors import Values

State = Literal["day", "dusk", "night", "wedding"]
Use = dict[str, int]


@dataclass(frozen=True, slots=True)
class BanquetLight:
    """One state. window: radiance of the panes. chandeliers, candles, uplights, cove: how bright; wash: colours of the uplights by
    turns, and of the cove. screen: low, high and sparks of the LED wall; words: how bright its words are. spot: irradiance over pi of
    the follow-spot at the mark, 0 for none. beams: radiance of the stage lamps' beams."""

    window: Colour
    chandeliers: float
    candles: float
    uplights: float
    wash: tuple[Colour, Colour]
    cove: Colour
    screen: tuple[Colour, Colour, Colour]
    words: float
    spot: float
    beams: float
    exposure_ev: float
    leak: Colour = (0.012, 0.011, 0.012)


MAGENTA, BLUE, AMBER, COOL = (1.0, 0.10, 0.52), (0.12, 0.24, 1.0), kelvin(2700), kelvin(11000)
GOLD_SCREEN = ((0.045, 0.030, 0.045), (0.34, 0.17, 0.085), (0.95, 0.60, 0.28))
PALE_SCREEN = ((0.20, 0.165, 0.15), (0.52, 0.43, 0.35), (0.60, 0.45, 0.34))
BLUE_SCREEN = ((0.030, 0.038, 0.10), (0.20, 0.17, 0.34), (0.95, 0.62, 0.34))
PINK_SCREEN = ((0.030, 0.020, 0.13), (0.36, 0.05, 0.26), (0.95, 0.40, 0.62))
STATES: dict[State, BanquetLight] = {
    "day": BanquetLight((6.4, 6.7, 7.2), 0.40, 0.5, 0.35, (AMBER, AMBER), times(kelvin(4600), 2.5), PALE_SCREEN, 1.9, 0.0, 0.0, -0.4),
    "dusk": BanquetLight((0.75, 0.66, 1.25), 0.62, 0.9, 0.9, (AMBER, BLUE), times(kelvin(3800), 1.6), BLUE_SCREEN, 1.5, 0.0, 0.0, 0.0),
    "night": BanquetLight((0.05, 0.07, 0.14), 1.0, 1.0, 1.0, (AMBER, COOL), times(kelvin(3600), 1.9), GOLD_SCREEN, 1.5, 0.0, 0.0, 0.25),
    "wedding": BanquetLight(
        (0.05, 0.07, 0.14), 0.40, 1.0, 2.0, (MAGENTA, BLUE), times((0.50, 0.16, 1.0), 1.1), PINK_SCREEN, 1.6, 0.6, 0.6, 0.4
    ),
}


def banquet_light(state: State, level: float) -> BanquetLight:
    """Balances of the four states; ``level`` turns all practicals."""
    found = STATES[state]
    return replace(
        found,
        chandeliers=found.chandeliers * level,
        candles=found.candles * level,
        uplights=found.uplights * level,
        cove=times(found.cove, level),
        spot=found.spot * level,
        beams=found.beams * min(level, 1.0),
    )


def bulb(strength: float) -> Colour:
    """A chandelier's bulb."""
    return kelvin(3600, strength)


def palette(builder: Builder, light: BanquetLight) -> Use:
    """Materials by role."""
    lit = min(light.chandeliers, 1.0)
    flowers: Values = {"second": (0.66, 0.36, 0.40), "third": (0.52, 0.16, 0.24)}
    greens: Values = {"second": (0.10, 0.15, 0.06), "third": (0.17, 0.20, 0.09)}
    dark: Values = {"slab": 1.2, "vein": (0.19, 0.17, 0.16)}
    plain = {
        "ceiling": Material("ceiling", "baked", (0.62, 0.60, 0.57, 1), roughness=0.95),
        "plaster": Material("plaster", "baked", (0.44, 0.41, 0.38, 1), roughness=0.9),
        "cloth": Material("wall cloth", "damask", (0.20, 0.165, 0.17, 1), roughness=0.85, values={"repeat_m": 0.62}),
        "wood": Material("dark panelling", "wood", (0.10, 0.06, 0.042, 1), roughness=0.4, values={"grain": 10.0}),
        "carpet": Material("carpet", "damask", (0.115, 0.075, 0.085, 1), roughness=0.95, values={"repeat_m": 1.4}),
        "aisle": Material("aisle", "stone", (0.46, 0.44, 0.43, 1), roughness=0.08, values=dark | {"vein": (0.30, 0.29, 0.28)}, mirror=0),
        "stage": Material("stage", "stone", (0.08, 0.075, 0.08, 1), roughness=0.12, values=dark),
        "linen": Material("table linen", "fabric", (0.66, 0.63, 0.60, 1), values={"weave": 300.0}),
        "cover": Material("chair covers", "fabric", (0.60, 0.56, 0.52, 1), values={"weave": 260.0}),
        "sash": Material("satin", "fabric", (0.46, 0.17, 0.20, 1), values={"weave": 500.0}),
        "drape": Material("curtains", "fabric", (0.26, 0.15, 0.14, 1), double_sided=True, values={"weave": 240.0}),
        "gold": Material("gilt metal", "baked", (0.80, 0.58, 0.28, 1), metallic=1.0, roughness=0.24),
        "glassware": Material("glasses", "baked", (0.55, 0.56, 0.58, 1), metallic=0.6, roughness=0.08),
        "black": Material("black metal", "baked", (0.033, 0.033, 0.035, 1), roughness=0.4),
        "suit": Material("guests' clothes", "fabric", (0.042, 0.040, 0.048, 1), values={"weave": 300.0}),
        "hair": Material("guests' heads", "baked", (0.036, 0.030, 0.027, 1), roughness=0.45),
        "flower": Material("flowers", "bloom", (0.76, 0.70, 0.66, 1), roughness=0.8, double_sided=True, values=flowers),
        "green": Material("leaves", "bloom", (0.065, 0.11, 0.05, 1), roughness=0.6, double_sided=True, values=greens),
        "bulb": Material("bulbs", "glow", emissive=bulb(34.0 * lit), values={"rim": 0.0}),
        "sparkle": Material("fairy lights", "glow", emissive=bulb(44.0 * min(light.candles, 1.0)), values={"rim": 0.0}),
        "strip": Material("cove strips", "glow", emissive=times(light.cove, 9.0), values={"rim": 0.0}),
        "pane": Material("window panes", "net_curtain", emissive=times(light.window, 0.34)),
    }
    return {role: builder.material(material) for role, material in plain.items()}
