"""Masks that a person draws over the key: what must go, and what must stay."""

from __future__ import annotations

from typing import Literal

from vpstudio.model.setting import Settings, setting

Point = tuple[float, float]


class Mask(Settings):
    """One mask. Where masks meet, garbage beats hold-out.

    use: ``garbage``: nothing inside is actor; ``outside``: nothing **outside** is actor; ``holdout``: all inside is actor.
    shape: ``polygon``: ``points`` are (x, y) fractions of the upright plate, at least three. ``box``: a box in the set's space,
    in metres, centre and sides, turned about Z; its outline as the camera sees it is the polygon.
    follow: a polygon stays on the wall behind the actor when a tracked camera moves: it was drawn while the camera stood at
    ``drawn_from`` (position_m x, y, z, then rotation w, x, y, z), and lies ``distance_m`` away from there.
    feather: softness of the border, fraction of the plate's height.
    """

    use: Literal["garbage", "outside", "holdout"] = setting("garbage", "Use", choices=("Remove inside", "Remove outside", "Keep inside"))
    shape: Literal["polygon", "box"] = "polygon"
    points: tuple[Point, ...] = ()
    centre_m: tuple[float, float, float] = (0.0, 0.0, 1.0)
    size_m: tuple[float, float, float] = (2.0, 2.0, 2.2)
    turn_deg: float = setting(0.0, "Turn", low=-180, high=180, step=1, unit="deg")
    follow: bool = setting(True, "Follow the camera")
    drawn_from: tuple[float, float, float, float, float, float, float] | None = None
    distance_m: float = setting(4.0, "Distance of the wall", low=0.5, high=50, step=0.1, unit="m")
    feather: float = setting(0.01, "Softness", low=0, high=0.2, step=0.005)
    on: bool = setting(True, "In use")
