"""What the demo actor does: one loop of speaking, a fast wave, listening and speaking again, as pure functions of time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vpstudio.sources.performer.head import NECK, Pose

LOOP_S = 10.0
SITS = 42.0
"""The head sits this much lower than it is drawn: a shorter neck."""
WAVE = (2.9, 4.9)
"""From when to when the hand waves, seconds into the loop."""
SPEECH = ((0.25, 1.25), (1.45, 2.6), (7.0, 8.1), (8.3, 9.55))
BLINKS = (0.62, 2.72, 4.95, 5.25, 6.9, 8.75)
Keys = Sequence[tuple[float, float]]

YAW: Keys = ((0, -3), (0.9, 4), (1.7, -5), (2.6, -2), (3.4, -6), (4.6, -4), (5.3, 13), (6.5, 15), (7.1, 2), (8.0, -5), (8.8, 4))
PITCH: Keys = (
    (0, 0),
    (0.8, 2.5),
    (1.6, -1.5),
    (2.6, 2),
    (3.3, -2.5),
    (4.6, -1),
    (5.4, 3),
    (6.3, 1),
    (7.2, -1),
    (7.7, 3.5),
    (8.2, -1),
    (8.9, 2.5),
)
ROLL: Keys = ((0, 1), (1.0, -2), (2.0, 2.5), (3.2, -4), (4.4, -3), (5.5, 3), (6.6, 2), (7.6, -2), (8.7, 1.5))
GAZE_X: Keys = ((0, 0), (1.9, 0), (2.02, -4), (2.4, -4), (2.5, 0), (4.9, 0), (5.02, 6.5), (6.6, 6.5), (6.75, 0))
GAZE_Y: Keys = ((0, 0), (4.9, 0), (5.05, 1.5), (6.6, 0.5), (6.75, 0), (8.3, 0), (8.4, -1.5), (8.7, 0))
SMILE: Keys = ((0, 0.25), (1.2, 0.35), (2.6, 0.4), (3.1, 1.0), (4.7, 1.0), (5.4, 0.35), (6.3, 0.5), (7.0, 0.2), (8.6, 0.35), (9.6, 0.6))
BROW: Keys = (
    (0, 0),
    (0.45, 0.8),
    (1.0, 0.1),
    (2.0, 0.5),
    (3.1, 1.0),
    (4.5, 0.6),
    (5.4, -0.3),
    (6.4, 0.3),
    (7.2, 0.9),
    (7.9, 0.1),
    (8.5, 0.8),
    (9.2, 0),
)
ARM: Keys = (
    (0, -22),
    (0.45, -2),
    (1.2, -8),
    (1.8, 6),
    (2.5, 0),
    (2.9, -2),
    (4.9, -2),
    (5.3, -40),
    (5.7, -74),
    (6.7, -74),
    (7.15, -12),
    (7.7, 2),
    (8.3, -9),
    (8.9, 4),
    (9.5, -12),
)
"""The forearm's turn about the elbow, degrees clockwise from upright."""
DROP: Keys = ((0, 70), (0.5, 26), (2.6, 20), (2.95, 0), (4.9, 0), (5.35, 210), (5.7, 420), (6.7, 420), (7.15, 60), (7.7, 26), (9.4, 40))
"""How far the elbow hangs below its place: the hand leaves the picture when she listens."""
SPREAD: Keys = (
    (0, 0.3),
    (0.6, 0.75),
    (1.3, 0.35),
    (1.9, 0.8),
    (2.6, 0.5),
    (2.95, 1.0),
    (4.8, 1.0),
    (5.3, 0.3),
    (7.2, 0.35),
    (7.7, 0.85),
    (8.3, 0.4),
    (8.9, 0.8),
)
WRIST: Keys = ((0, 10), (0.6, -8), (1.3, 12), (1.9, -10), (2.7, 2), (4.8, 0), (5.4, 20), (7.2, 12), (7.8, -10), (8.4, 12), (9.0, -8))


@dataclass(frozen=True)
class Moment:
    """The whole actor at one time. arm: forearm's degrees, elbow's drop, wrist's degrees, the hand's spread 0..1; breath -1..1; lean px."""

    head: Pose
    arm: float
    drop: float
    wrist: float
    spread: float
    breath: float
    lean: float


def moment(time_s: float) -> Moment:
    """Periodic in LOOP_S."""
    t = time_s % LOOP_S
    breath = math.sin(2 * math.pi * 3 * t / LOOP_S)
    lean = 7 * math.sin(2 * math.pi * t / LOOP_S + 0.6) + 3 * math.sin(6 * math.pi * t / LOOP_S)
    arm, drop, wrist, spread = arm_at(t)
    return Moment(_head(t, breath, lean), arm, drop, wrist, spread, breath, lean)


def arm_at(time_s: float) -> tuple[float, float, float, float]:
    """Forearm degrees, elbow drop, wrist degrees, spread: asked several times a picture while the shutter is open."""
    t = time_s % LOOP_S
    wave, lag = _waving(t), _waving(t - 0.045)
    return through(ARM, t) + 19 * wave, through(DROP, t), through(WRIST, t) + 17 * lag, through(SPREAD, t)


def voice(time_s: float) -> float:
    """How loud she speaks, 0..1: syllables within phrases. The mouth follows it."""
    t = time_s % LOOP_S
    for start, end in SPEECH:
        if start <= t < end:
            edge = min(1.0, (t - start) / 0.08, (end - t) / 0.12)
            beat = abs(math.sin(math.pi * (t - start) * 4.3 + 0.5 * math.sin(7 * t)))
            return edge * (0.25 + 0.75 * beat) * (0.8 + 0.2 * math.sin(9.1 * t))
    return 0.0


def through(keys: Keys, t: float) -> float:
    """A periodic curve with eased moves from key to key (smootherstep: it stops at each)."""
    last = (keys[-1][0] - LOOP_S, keys[-1][1])
    for here in (*keys, (keys[0][0] + LOOP_S, keys[0][1])):
        if t < here[0]:
            part = (t - last[0]) / (here[0] - last[0])
            eased = part**3 * (part * (6 * part - 15) + 10)
            return last[1] + (here[1] - last[1]) * eased
        last = here
    return last[1]


def _waving(t: float) -> float:
    """The fast wave: five swings a two seconds, eased in and out."""
    if not WAVE[0] < t < WAVE[1]:
        return 0.0
    part = (t - WAVE[0]) / (WAVE[1] - WAVE[0])
    return math.sin(2 * math.pi * 2.5 * (t - WAVE[0])) * min(1.0, 5 * part, 6 * (1 - part))


def _head(t: float, breath: float, lean: float) -> Pose:
    loud = voice(t)
    yaw, roll = through(YAW, t), through(ROLL, t)
    late = through(ROLL, (t - 0.16) % LOOP_S) - roll + 0.35 * (through(YAW, (t - 0.14) % LOOP_S) - yaw)
    sway = 0.55 * late + 0.35 * math.sin(2 * math.pi * 2 * t / LOOP_S)
    at = (NECK[0] + lean * 0.86 + 0.35 * yaw, NECK[1] + SITS - 2.4 * breath - 1.5 * loud)
    return Pose(
        yaw,
        through(PITCH, t) + 1.6 * loud,
        roll,
        at,
        _lids(t) * (1 - 0.16 * through(SMILE, t)),
        (through(GAZE_X, t) - 0.32 * yaw, through(GAZE_Y, t)),
        min(1.0, 0.9 * loud),
        through(SMILE, t),
        through(BROW, t) + 0.25 * loud,
        sway,
    )


def _lids(t: float) -> float:
    """1 open, 0 shut: down in 80 ms, up in 160."""
    nearest = min((((t - at + LOOP_S / 2) % LOOP_S) - LOOP_S / 2 for at in BLINKS), key=abs)
    return min(1.0, abs(nearest) / (0.09 if nearest < 0 else 0.17)) ** 1.3
