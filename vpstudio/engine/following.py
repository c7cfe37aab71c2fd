"""Following bodies from picture to picture: whose feet are planted, how large each one is, and limbs that neither tremble nor pop."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from vpstudio.matting.silhouette import Limb, Point, Silhouette

SAME_SHARE = 0.35
"""Two heads nearer than this part of a body's height are one person's."""
LOST_S = 0.5
LIMB_S = 0.07
"""Limbs follow so late: a trembling edge stays away from the shadow, and a swinging arm keeps its own."""
LIMB_REACH = 0.35
GONE = 0.15
FOOT_S = 0.12
PLANTED, LIFTED = 0.35, 0.9
"""Body heights a second below which a foot stands, and above which it swings: a walker's foot passes through the air at about two."""
SETTLE_S = 0.35
STILL_M_S, FAST_M_S = 0.25, 1.5
SIZE_S = 1.0


def share(step_s: float, settle_s: float) -> float:
    """How much of the way a value goes in a step that settles (to 63 %) in ``settle_s``."""
    return 1.0 - math.exp(-step_s / settle_s)


class Steady:
    """A depth that neither trembles nor jumps: smoothed, the less the faster it changes (Casiez et al., the 1-euro filter, 2012)."""

    def __init__(self) -> None:
        self.value: float | None = None
        self._speed = 0.0
        self._time_s = 0.0

    def at(self, time_s: float, value: float) -> float:
        """The steady value at a moment; times that do not rise, or a long gap, begin anew."""
        step = time_s - self._time_s
        self._time_s = time_s
        if self.value is None or not 0 < step < 1.0:
            self.value, self._speed = value, 0.0
            return value
        self._speed += (abs(value - self.value) / step - self._speed) * share(step, SETTLE_S)
        hurry = min(max((self._speed - STILL_M_S) / (FAST_M_S - STILL_M_S), 0.0), 1.0)
        self.value += (value - self.value) * share(step, SETTLE_S * (1 - 0.8 * hurry))
        return self.value

    def forget(self) -> None:
        """Nobody is there."""
        self.value = None


@dataclass(slots=True)
class Foot:
    """A heel in the picture (in picture heights), its speed there, and how surely it stands: 0 to 1."""

    at: Point
    speed: Point = (0.0, 0.0)
    planted: float = 1.0

    def moved(self, to: Point, step_s: float, tall: float) -> Foot:
        """A picture later. tall: of the body, in picture heights. A mean of velocities: what trembles stands."""
        part = share(step_s, FOOT_S)
        x, y = (old + ((b - a) / step_s - old) * part for old, a, b in zip(self.speed, self.at, to, strict=True))
        pace = math.hypot(x, y) / max(tall, 1e-3)
        return Foot(to, (x, y), min(max((LIFTED - pace) / (LIFTED - PLANTED), 0.0), 1.0))


@dataclass(slots=True, eq=False)
class Followed:
    """One person over time. head_m: breadth of his head, learnt while his feet told how far off he was."""

    body: Silhouette
    seen_s: float
    step_s: float = 0.0
    feet: tuple[Foot, ...] = ()
    limbs: tuple[Limb, ...] = ()
    depth: Steady = field(default_factory=Steady)
    head_m: float | None = None

    @classmethod
    def first(cls, body: Silhouette, time_s: float) -> Followed:
        """Just come into the picture."""
        return cls(body, time_s, feet=tuple(Foot(heel) for heel in body.heels), limbs=body.limbs)

    def see(self, body: Silhouette, time_s: float) -> None:
        """The same person a picture later."""
        self.step_s = time_s - self.seen_s
        self.feet = tuple(self._foot(heel, body.height) for heel in body.heels)
        self.limbs = eased(self.limbs, body.limbs, body.height, share(self.step_s, LIMB_S))
        self.body, self.seen_s = body, time_s

    def learn(self, head_m: float) -> None:
        """What his feet say of his size."""
        self.head_m = head_m if self.head_m is None else self.head_m + (head_m - self.head_m) * share(self.step_s, SIZE_S)

    def _foot(self, heel: Point, tall: float) -> Foot:
        near = min(self.feet, key=lambda foot: math.dist(foot.at, heel), default=None)
        if near is None or math.dist(near.at, heel) > SAME_SHARE * tall:
            return Foot(heel)
        return near.moved(heel, self.step_s, tall)


class Followers:
    """All who are in one camera's picture; the first is he whom the depth is for."""

    def __init__(self) -> None:
        self.people: list[Followed] = []
        self._time_s = -math.inf

    def at(self, time_s: float, bodies: tuple[Silhouette, ...]) -> tuple[Followed, ...]:
        """Those seen now, the leading one first: he stays so while he is nearly as tall as the largest."""
        if not self._time_s < time_s < self._time_s + 1.0:
            self.people = []
        self._time_s = time_s
        free = list(self.people)
        seen = [self._seen(body, time_s, free) for body in bodies]
        self.people = [each for each in self.people if each in seen or time_s - each.seen_s < LOST_S]
        self.people.extend(each for each in seen if each not in self.people)
        leader = next((each for each in self.people if each in seen and each.body.height > 0.7 * bodies[0].height), None)
        return tuple(sorted(seen, key=lambda each: each is not leader))

    def _seen(self, body: Silhouette, time_s: float, free: list[Followed]) -> Followed:
        near = min(free, key=lambda each: math.dist(each.body.head[:2], body.head[:2]), default=None)
        if near is None or math.dist(near.body.head[:2], body.head[:2]) > SAME_SHARE * max(near.body.height, body.height):
            return Followed.first(body, time_s)
        free.remove(near)
        near.see(body, time_s)
        return near


def eased(before: tuple[Limb, ...], now: tuple[Limb, ...], tall: float, part: float) -> tuple[Limb, ...]:
    """Each limb ``part`` of the way from where it was; what is new grows, and what is gone wanes.

    tall: the body's height in picture heights, which says what is near.
    """
    free = list(before)
    result = []
    for limb in now:
        near = min(free, key=lambda old: _apart(old, limb), default=None)
        if near is None or _apart(near, limb) > LIMB_REACH * tall:
            result.append(replace(limb, radius=limb.radius * part))
            continue
        free.remove(near)
        result.append(_between(near, limb, part))
    waning = (replace(old, radius=old.radius * (1 - part)) for old in free)
    largest = max((limb.radius for limb in now), default=0.0)
    return (*result, *(old for old in waning if old.radius > GONE * largest))


def _apart(a: Limb, b: Limb) -> float:
    straight = math.dist(a.start, b.start) + math.dist(a.end, b.end)
    return min(straight, math.dist(a.start, b.end) + math.dist(a.end, b.start))


def _between(a: Limb, b: Limb, part: float) -> Limb:
    if math.dist(a.start, b.start) + math.dist(a.end, b.end) > math.dist(a.start, b.end) + math.dist(a.end, b.start):
        a = Limb(a.end, a.start, a.radius)
    return Limb(_mixed(a.start, b.start, part), _mixed(a.end, b.end, part), a.radius + (b.radius - a.radius) * part)


def _mixed(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
