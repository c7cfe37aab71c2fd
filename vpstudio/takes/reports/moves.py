"""The camera's move through each take as Nuke's ``.chan``: a line a picture, frame, place, turn, vertical field of view.

Nuke's world has Y up and its cameras look along -Z; ours has Z up and looks along +Y. Rotation order ZXY (Nuke's own for cameras): the
matrix is Ry Rx Rz on column vectors. Metres, degrees.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import rotation_matrix
from vpstudio.takes.reports.base import Day, Report, Reported, registry, written

TURNED = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""Our world to Nuke's: (x, y, z) -> (x, z, -y)."""
LONGEST_LINE = 1 << 16


@registry.register
class CameraMoves(Report):
    name = "moves"
    title = "Camera moves (.chan for Nuke)"

    def write(self, day: Day, folder: Path) -> list[Path]:
        """One file for each take that goes to the editor, where its sidecar tells poses."""
        made = []
        for each in day.chosen:
            lines = list(moves(each))
            if lines:
                made.append(written(folder / f"{day.label}_moves" / f"{each.take.name}.chan", "\n".join(lines) + "\n"))
        return made


def moves(each: Reported) -> list[str]:
    """Lines from frame 1. What cannot be read ends the move: pictures after it would stand on wrong frames."""
    lines: list[str] = []
    try:
        with (each.folder / f"{each.take.name}.frames.jsonl").open(encoding="utf-8") as file:
            while text := file.readline(LONGEST_LINE):
                lines.append(line(len(lines) + 1, json.loads(text)))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        pass
    return lines


def line(frame: int, told: dict[str, Any]) -> str:
    """``frame tx ty tz rx ry rz vfov``."""
    pose, k = told["pose"], told["intrinsics"]
    place = TURNED @ np.array([float(part) for part in pose["position_m"]])
    turn = turned(rotation_matrix(tuple(float(part) for part in pose["rotation"])))  # type: ignore[arg-type]
    fov = 2 * math.degrees(math.atan2(float(k["height"]) / 2, float(k["fy"])))
    return "\t".join([str(frame), *(f"{value:.6f}" for value in (*place, *turn, fov))])


def turned(rotation: NDArray[np.float64]) -> tuple[float, float, float]:
    """(rx, ry, rz) degrees for our (3, 3) camera-to-world rotation with axes right, forward, up."""
    found = TURNED @ rotation @ TURNED.T
    rx = math.asin(float(np.clip(-found[1, 2], -1, 1)))
    ry = math.atan2(float(found[0, 2]), float(found[2, 2]))
    rz = math.atan2(float(found[1, 0]), float(found[1, 1]))
    return math.degrees(rx), math.degrees(ry), math.degrees(rz)
