"""Where to look for somebody whom the landscape model does not find.

Both models expect a person who fills the picture. Of one half as tall the landscape model sees nothing, while the general model
finds him in any square window that is 0.8 to 1.6 times his longer side and within a third of it of the right place. Two sizes of
windows therefore find everyone from a third of the picture's height up; smaller ones are found as they move.
"""

from __future__ import annotations

from functools import cache
from math import ceil

import cv2
import numpy as np

from vpstudio.matting.crop import Framing
from vpstudio.matting.picture import Box
from vpstudio.matting.steady import Field

SIDES = (1.0, 0.56)
"""Of the windows, as parts of the picture's shorter side."""
STEP = 0.55
"""From window to window, in sides."""
LIVELY = 0.08
"""Part of his box in which a person moves in some seconds."""
STIRRED = 0.003
"""Part of the picture that must move together to be looked at."""


@cache
def windows(size: tuple[int, int]) -> tuple[Box, ...]:
    """Overlapping square windows over an upright picture of ``size`` = (width, height), the large ones first."""
    found: list[Box] = []
    for part in SIDES:
        side = part * min(size)
        across, down = (np.linspace(0, length - side, 1 + ceil((length - side) / (STEP * side))).tolist() for length in size)
        found += [(x / size[0], y / size[1], (x + side) / size[0], (y + side) / size[1]) for y in down for x in across]
    return tuple(found)


def covered(box: Box, crops: list[Box]) -> float:
    """The part of ``box`` that lies in the one of ``crops`` which holds most of it."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max((_common(box, crop) / area for crop in crops), default=0.0) if area > 0 else 1.0


def _common(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def stirring(motion: Field | None, crops: list[Box], framing: Framing, size: tuple[int, int]) -> Box | None:
    """A crop round the largest thing that moves outside ``crops``. motion: (h, w) 0..1 of the whole upright picture."""
    if motion is None:
        return None
    moving = (motion > 0.5).astype(np.uint8)
    height, width = moving.shape
    for left, top, right, bottom in crops:
        moving[max(0, round(top * height)) : round(bottom * height), max(0, round(left * width)) : round(right * width)] = 0
    if np.count_nonzero(moving) < STIRRED * moving.size:
        return None
    # Legs and arms that move apart from each other are one person's.
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(moving, np.ones((9, 9), np.uint8)), connectivity=8)
    left, top, wide, tall, area = (int(v) for v in stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))])
    if area < STIRRED * moving.size:
        return None
    return framing.crop((left / width, top / height, (left + wide) / width, (top + tall) / height), size)


def livened(lately: Field | None, box: Box) -> bool:
    """Whether something of ``box`` moved. lately: (h, w), 1 where something moves, fading since it did."""
    if lately is None:
        return False
    height, width = lately.shape
    part = lately[int(box[1] * height) : ceil(box[3] * height), int(box[0] * width) : ceil(box[2] * width)]
    return bool(np.count_nonzero(part > 0.3) >= LIVELY * part.size)
