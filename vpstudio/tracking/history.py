"""Where the camera was at any time: poses kept by time, asked between packets."""

from __future__ import annotations

import bisect
import math
import threading
from collections import deque
from dataclasses import replace

from vpstudio.model.camera import CameraPose, Quaternion

FARTHEST_NS = 100_000_000
"""Beyond the last packet a pose is held, not guessed, for longer than this."""


class PoseHistory:
    """The last few seconds of one tracker's poses. One thread adds, another asks."""

    def __init__(self, capacity: int = 2000) -> None:
        self._poses: deque[CameraPose] = deque(maxlen=capacity)
        self._lock = threading.Lock()

    def add(self, pose: CameraPose) -> bool:
        """Keep a pose. False where it is not newer than the last: duplicated or out of order."""
        with self._lock:
            if self._poses and pose.time_ns <= self._poses[-1].time_ns:
                return False
            self._poses.append(pose)
            return True

    def at(self, time_ns: int) -> tuple[CameraPose, bool] | None:
        """(pose, whether it lies between two packets or at one). None before the first packet ever came."""
        with self._lock:
            poses = list(self._poses)
        if not poses:
            return None
        after = bisect.bisect_left(poses, time_ns, key=lambda pose: pose.time_ns)
        if after < len(poses) and poses[after].time_ns == time_ns:
            return poses[after], True
        if after in (0, len(poses)):
            nearest = poses[0] if after == 0 else poses[-1]
            return replace(nearest, time_ns=time_ns), abs(time_ns - nearest.time_ns) <= FARTHEST_NS and after == 0
        return between(poses[after - 1], poses[after], time_ns), True


def between(a: CameraPose, b: CameraPose, time_ns: int) -> CameraPose:
    """Straight in position, the shorter arc in rotation (slerp)."""
    t = (time_ns - a.time_ns) / (b.time_ns - a.time_ns)
    x, y, z = (p + (q - p) * t for p, q in zip(a.position_m, b.position_m, strict=True))
    return CameraPose(time_ns, (x, y, z), slerp(a.rotation, b.rotation, t), a.lens if t < 0.5 else b.lens)


def slerp(a: Quaternion, b: Quaternion, t: float) -> Quaternion:
    """Shoemake 1985; nearly equal rotations are mixed straight and made unit again."""
    dot = sum(p * q for p, q in zip(a, b, strict=True))
    sign = -1.0 if dot < 0 else 1.0
    dot = min(1.0, abs(dot))
    angle = math.acos(dot)
    if angle < 1e-5:
        wa, wb = 1 - t, t * sign
    else:
        wa, wb = math.sin((1 - t) * angle) / math.sin(angle), sign * math.sin(t * angle) / math.sin(angle)
    mixed = [wa * p + wb * q for p, q in zip(a, b, strict=True)]
    length = math.sqrt(sum(part * part for part in mixed))
    w, x, y, z = (part / length for part in mixed)
    return w, x, y, z
