"""The crew's own lamp in each set: a soft key on the main mark, out of the picture, so that the actor's place is lit as he is.

Without it a room is two stops darker where he stands than his own light shows him, and every wall behind him too bright. ``light`` was
measured so that a grey card at the mark shows 18 %; ``vpstudio set render --light-card`` tells what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vpstudio.model.scene import Mark
from vpstudio.model.setting import setting
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.light_card import face_of
from vpstudio.scene.shapes import looking

LAMP = "film key"
KEY_LEVEL = setting(
    1.0, "Actor's key light", low=0.0, high=2.0, step=0.05, advanced=True, help="Soft film light on the mark, itself out of the picture."
)


@dataclass(frozen=True, slots=True)
class FilmKey:
    """pan_deg: + from the camera's right, 0 from behind it; tilt_deg: + from above; kelvin; light: irradiance over pi that it adds on a
    card held toward the camera. distance_m, side_m: of the soft box."""

    pan_deg: float
    tilt_deg: float
    kelvin: float
    light: float
    distance_m: float = 2.0
    side_m: float = 1.1


KEYS: dict[str, dict[str, FilmKey]] = {
    "office": {
        "day": FilmKey(52, 28, 4500, 0.54),
        "dusk": FilmKey(50, 30, 4000, 0.37),
        "night": FilmKey(48, 34, 3700, 0.27),
        "storm": FilmKey(50, 30, 4900, 0.41),
    },
    "cabin": {
        "day": FilmKey(42, 24, 5000, 0.19, 1.5, 0.8),
        "dusk": FilmKey(42, 26, 4700, 0.44, 1.5, 0.8),
        "night": FilmKey(40, 28, 4200, 0.46, 1.5, 0.8),
        "storm": FilmKey(42, 26, 4300, 0.76, 1.5, 0.8),
    },
    "car": {
        "day": FilmKey(-40, 18, 4600, 0.05, 0.62, 0.34),
        "dusk": FilmKey(-40, 18, 4800, 0.54, 0.62, 0.34),
        "night": FilmKey(-40, 18, 3000, 0.27, 0.62, 0.34),
        "tunnel": FilmKey(-36, 18, 3000, 0.62, 0.62, 0.34),
    },
    "villa": {
        "day": FilmKey(-46, 26, 3200, 0.57),
        "dusk": FilmKey(-46, 28, 3600, 0.53),
        "night": FilmKey(-44, 30, 3300, 0.49),
        "candle": FilmKey(-40, 14, 2300, 0.27),
    },
    "hospital": {
        "day": FilmKey(-34, 42, 5200, 0.59),
        "dusk": FilmKey(-34, 42, 3900, 2.27),
        "night": FilmKey(-30, 40, 3300, 1.07),
        "surgery": FilmKey(-28, 40, 4900, 0.12),
    },
    "street": {
        "day": FilmKey(42, 36, 4500, 0.44),
        "dusk": FilmKey(46, 30, 3500, 0.53),
        "night": FilmKey(48, 28, 3000, 0.30),
        "rain": FilmKey(48, 28, 3000, 0.46),
    },
    "palace": {
        "day": FilmKey(26, 20, 4400, 0.00),
        "dusk": FilmKey(30, 20, 3300, 0.13),
        "night": FilmKey(32, 18, 2450, 0.26),
        "audience": FilmKey(24, 26, 4500, 0.23),
    },
    "banquet": {
        "day": FilmKey(-36, 34, 4000, 0.69),
        "dusk": FilmKey(-34, 36, 3700, 0.55),
        "night": FilmKey(-32, 36, 3500, 0.06),
        "wedding": FilmKey(-28, 28, 4300, 0.00),
    },
    "quay": {
        "day": FilmKey(-50, 26, 4300, 0.62),
        "dusk": FilmKey(-46, 30, 3300, 0.29),
        "night": FilmKey(44, 26, 2900, 0.23),
        "lanterns": FilmKey(46, 26, 2600, 0.38),
    },
}


def add_film_key(builder: Builder, name: str, state: str, mark: Mark, level: float) -> int | None:
    """Hang it; its index among the lights, None where there is none. level: a factor."""
    key = KEYS[name][state]
    if level <= 0 or key.light <= 0:
        return None
    pan, tilt = np.radians(key.pan_deg), np.radians(key.tilt_deg)
    turn = np.radians(mark.pan_deg)
    back = np.array([np.sin(turn), -np.cos(turn), 0.0])
    right = np.array([np.cos(turn), np.sin(turn), 0.0])
    way = (back * np.cos(pan) + right * np.sin(pan)) * np.cos(tilt) + np.array([0, 0, np.sin(tilt)])
    place = face_of(mark) + way * key.distance_m
    aim = tuple(float(part) for part in -way)
    matrix = looking(tuple(float(part) for part in place), aim)  # type: ignore[arg-type]
    across, up = matrix[:3, 0] * key.side_m, matrix[:3, 1] * key.side_m
    radiance = key.light * level * np.pi * key.distance_m**2 / (key.side_m**2 * max(float(way @ back), 0.1))
    colour = tuple(float(part * radiance) for part in kelvin(key.kelvin))
    low = place - across / 2 - up / 2
    first = len(builder.lights)
    builder.pane(LAMP, tuple(low), tuple(across), tuple(up), (2, 1), (colour,), aim)  # type: ignore[arg-type]
    return first


def film_key_of(builder: Builder) -> int | None:
    """The key's index among the lights, for ``Scene.key_light``."""
    return next((index for index, light in enumerate(builder.lights) if light.name == LAMP), None)
