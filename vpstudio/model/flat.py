"""A flat picture or video as a set: where its horizon lies, how large it is, and where that puts it in the output."""

from __future__ import annotations

import math
from dataclasses import replace

from vpstudio.model.camera import Intrinsics, Placement
from vpstudio.model.setting import Settings, setting


class FlatSettings(Settings):
    """The handles of a flat picture."""

    horizon: float = setting(
        0.5, "Horizon", low=0, high=1, step=0.005, help="How far down the picture its horizon lies; it is kept at the camera's eye level."
    )
    scale: float = setting(1.0, "Size", low=1, high=4, step=0.01, help="1 just fills the picture.")
    across: float = setting(0.0, "Shift", low=-1, high=1, step=0.01, help="Negative shows what lies to the left.")
    follows: bool = setting(True, "Follows the camera", help="Moves as something far away does when the camera tilts or pans.")


def placed(
    picture: tuple[int, int], lens: Intrinsics, chosen: FlatSettings, tilt_deg: float = 0.0, pan_deg: float = 0.0, zoom: float = 1.0
) -> Placement:
    """Where the picture lies in the output of ``lens``: horizon at eye level as far as the picture reaches, never leaving a bare edge.

    tilt_deg: + up. pan_deg: + left, from the way the picture was meant for. zoom: how much narrower the lens is than its widest.
    """
    output = (lens.width, lens.height)
    cover = Placement.fit(picture, output, "cover", zoom=max(1.0, chosen.scale * zoom))
    width, height = picture[0] * cover.scale, picture[1] * cover.scale
    tilt, pan = (math.radians(each) if chosen.follows else 0.0 for each in (tilt_deg, pan_deg))
    x = lens.cx + lens.fx * math.tan(pan) - width / 2 - chosen.across * (width - output[0]) / 2
    y = lens.cy + lens.fy * math.tan(tilt) - chosen.horizon * height
    offset = (_within(x, output[0] - width), _within(y, output[1] - height))
    return replace(cover, offset=offset)


def _within(offset: float, least: float) -> float:
    return min(0.0, max(least, offset))
