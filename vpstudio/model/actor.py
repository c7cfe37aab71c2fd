"""An actor as the set sees him: where he stands, a body of a few capsules, and the light that throws his shadow. Plain data, metres."""

from __future__ import annotations

from dataclasses import dataclass

Vector3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Capsule:
    """All that is nearer than ``radius_m`` to the line from ``start_m`` to ``end_m``, in the world."""

    start_m: Vector3
    end_m: Vector3
    radius_m: float


@dataclass(frozen=True, slots=True)
class KeyLight:
    """What throws his shadow. place_m: where it is, or, ``far``, the way toward it. size_m: of its face, or ``far`` its radians.
    share: the part of the light on the floor at the mark that it gives."""

    place_m: Vector3
    far: bool
    size_m: float
    share: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Those who stand in the picture. heels_m: where feet meet the floor; empty where no feet are seen. depth_m: along the view axis.
    planted: how surely each heel stands there, 0 to 1; empty: all do."""

    depth_m: float
    capsules: tuple[Capsule, ...]
    heels_m: tuple[Vector3, ...] = ()
    key: KeyLight | None = None
    planted: tuple[float, ...] = ()
