"""What is outside: sky, haze and sun of the four states of day, as the uniforms of ``lib/sky.glsl`` and of the city's materials."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vpstudio.scene.daylight import Colour, State, times

Values = dict[str, float | tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Outdoors:
    """One state of day. Radiances in set units (1.0 = diffuse white indoors).

    top, low, glow: sky overhead, at the horizon, around the sun. sun: the way to it. daylight: light on the city's walls.
    lit_share, lit_strength: how many of the city's windows are lit, and how bright. haze_m: where 63 % is lost.
    """

    top: Colour
    low: Colour
    glow: Colour
    sun: Colour
    cloud: float
    cloud_light: Colour
    cloud_dark: Colour
    daylight: Colour
    lit_share: float
    lit_strength: float
    haze_m: float
    glass_share: float

    def brighter(self, factor: float) -> Outdoors:
        """All its light so many times brighter; lamps in its windows stay."""
        parts = {name: times(getattr(self, name), factor) for name in ("top", "low", "glow", "cloud_light", "cloud_dark", "daylight")}
        return replace(self, **parts)  # type: ignore[arg-type]

    def sky(self, seed: int) -> Values:
        """Uniforms of the sky, for every material that fades into it."""
        return {
            "sky_top": self.top,
            "sky_low": self.low,
            "sky_glow": self.glow,
            "sun_way": _unit(self.sun),
            "cloud": self.cloud,
            "cloud_light": self.cloud_light,
            "cloud_dark": self.cloud_dark,
            "seed": float(seed % 1000),
        }

    def city(self, seed: int) -> Values:
        """Uniforms of towers and streets."""
        return self.sky(seed) | {
            "daylight": self.daylight,
            "lit_share": self.lit_share,
            "lit_strength": self.lit_strength,
            "haze_m": self.haze_m,
            "glass_share": self.glass_share,
        }


def _unit(way: Colour) -> Colour:
    length = sum(part * part for part in way) ** 0.5
    return way[0] / length, way[1] / length, way[2] / length


OUTDOORS: dict[State, Outdoors] = {
    "day": Outdoors(
        top=(0.26, 0.47, 0.92),
        low=(0.92, 1.02, 1.14),
        glow=(0.40, 0.32, 0.22),
        sun=(0.75, 0.55, 0.62),
        cloud=0.45,
        cloud_light=(1.25, 1.27, 1.30),
        cloud_dark=(0.72, 0.80, 0.92),
        daylight=(1.05, 1.0, 0.93),
        lit_share=0.05,
        lit_strength=0.4,
        haze_m=3800.0,
        glass_share=0.75,
    ),
    "dusk": Outdoors(
        top=(0.11, 0.16, 0.36),
        low=(0.86, 0.46, 0.34),
        glow=(1.10, 0.42, 0.12),
        sun=(-0.35, 0.93, 0.06),
        cloud=0.42,
        cloud_light=(0.95, 0.42, 0.30),
        cloud_dark=(0.17, 0.16, 0.24),
        daylight=(0.26, 0.26, 0.34),
        lit_share=0.34,
        lit_strength=1.7,
        haze_m=2000.0,
        glass_share=0.8,
    ),
    "night": Outdoors(
        top=(0.007, 0.010, 0.022),
        low=(0.060, 0.052, 0.066),
        glow=(0.035, 0.024, 0.016),
        sun=(0.2, 0.97, 0.05),
        cloud=0.4,
        cloud_light=(0.045, 0.038, 0.04),
        cloud_dark=(0.012, 0.013, 0.02),
        daylight=(0.030, 0.031, 0.042),
        lit_share=0.36,
        lit_strength=1.9,
        haze_m=2600.0,
        glass_share=0.6,
    ),
    "storm": Outdoors(
        top=(0.15, 0.17, 0.20),
        low=(0.40, 0.44, 0.49),
        glow=(0.02, 0.02, 0.02),
        sun=(0.3, 0.9, 0.4),
        cloud=1.0,
        cloud_light=(0.42, 0.45, 0.49),
        cloud_dark=(0.10, 0.115, 0.14),
        daylight=(0.30, 0.32, 0.36),
        lit_share=0.30,
        lit_strength=1.2,
        haze_m=800.0,
        glass_share=0.7,
    ),
}


def through_windows(state: State) -> Outdoors:
    """The outside as seen from a room that is exposed for a face: two stops and more over it by day."""
    return OUTDOORS[state].brighter(SEEN_FROM_INSIDE.get(state, 1.0))


SEEN_FROM_INSIDE: dict[State, float] = {"day": 1.65, "storm": 1.4}
