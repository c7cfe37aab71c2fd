"""Where the actor stands: from his planted heels, from his size, or as typed; and the body that throws his shadow."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.silhouette import Silhouette, silhouettes
from vpstudio.model.actor import Capsule, KeyLight, Standing
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.project import CameraSettings
from vpstudio.model.scene import Scene
from vpstudio.model.shot import Shot
from vpstudio.scene.key_light import key_light

HEAD_M = 0.168
"""A head's breadth with hair."""
BOUNDS_M = (0.4, 30.0)
TALL_M = (0.9, 2.5)
MOST = 16
SAME_M = 0.8
SETTLE_S = 0.35
STILL_M_S, FAST_M_S = 0.25, 1.5
Vector = NDArray[np.float64]


class Stander:
    """Follows one camera's pictures; asked once a picture, in their order."""

    def __init__(self) -> None:
        self._depth = Steady()
        self._key_of = ""
        self._key: KeyLight | None = None

    def stood(self, shot: Shot, camera: CameraSettings) -> Shot:
        """The shot with who stands in it, and his depth where that is found in the picture."""
        scene = shot.scene
        if scene is None or shot.matte is None or shot.cut == "none":
            return shot
        found = silhouettes(shot.matte.alpha)
        if not found:
            self._depth.forget()
            return shot
        lens = shot.plate_intrinsics or shot.intrinsics
        seen = Seen(shot.pose, lens, shot.placement, shot.floor_m)
        time_s = shot.stamp.time_ns / 1e9
        depth = self._depth.at(time_s, depth_of(found[0], seen, camera))
        if shot.actor_depth_m is not None:
            shot = replace(shot, actor_depth_m=depth)
        capsules: list[Capsule] = []
        heels: list[tuple[float, float, float]] = []
        for number, body in enumerate(found):
            own = depth if number == 0 else depth_of(body, seen, camera)
            capsules.extend(seen.capsule(limb.start, limb.end, limb.radius, own) for limb in body.limbs)
            feet = [seen.floor(heel) for heel in body.heels]
            heels.extend(foot for foot in feet if foot is not None and abs(seen.depth(foot) - own) < SAME_M)
        standing = Standing(depth, tuple(capsules[:MOST]), tuple(heels[:4]), self._light(scene))
        return replace(shot, standing=standing)

    def _light(self, scene: Scene) -> KeyLight | None:
        """Worked out once a set: rays are traced for it."""
        if scene.key != self._key_of:
            self._key_of, self._key = scene.key, key_light(scene)
        return self._key


class Seen:
    """From places in a silhouette (in picture heights of the upright plate) to the set's world."""

    def __init__(self, pose: CameraPose, lens: Intrinsics, placement: Placement, floor_m: float) -> None:
        self.pose, self.lens, self.placement, self.floor_m = pose, lens, placement, floor_m
        self._world = pose.world_from_camera()

    def pixel(self, at: tuple[float, float]) -> tuple[float, float]:
        """Of the output."""
        scale, height = self.placement.scale, self.placement.plate[1]
        left, top = self.placement.offset
        return left + at[0] * height * scale, top + at[1] * height * scale

    def way(self, at: tuple[float, float]) -> Vector:
        """(3,) in the world, 1 long along the view axis."""
        x, y = self.pixel(at)
        ray = np.array([(x - self.lens.cx) / self.lens.fx, 1.0, -(y - self.lens.cy) / self.lens.fy])
        return np.asarray(self._world[:3, :3] @ ray)

    def place(self, at: tuple[float, float], depth_m: float) -> tuple[float, float, float]:
        """The point seen there at a depth."""
        x, y, z = self._world[:3, 3] + self.way(at) * depth_m
        return float(x), float(y), float(z)

    def floor(self, at: tuple[float, float]) -> tuple[float, float, float] | None:
        """Where the ray meets the floor; None where it does not within reach."""
        way = self.way(at)
        if way[2] > -1e-3:
            return None
        depth = (self.floor_m - self._world[2, 3]) / way[2]
        return self.place(at, depth) if BOUNDS_M[0] < depth < BOUNDS_M[1] else None

    def metres(self, length: float, depth_m: float) -> float:
        """A length across the picture at a depth."""
        return length * self.placement.plate[1] * self.placement.scale / self.lens.fx * depth_m

    def capsule(self, start: tuple[float, float], end: tuple[float, float], radius: float, depth_m: float) -> Capsule:
        """A limb at a depth."""
        return Capsule(self.place(start, depth_m), self.place(end, depth_m), self.metres(radius, depth_m))

    def depth(self, point: tuple[float, float, float]) -> float:
        """Along the view axis."""
        return float((np.array(point) - self._world[:3, 3]) @ self._world[:3, 1])


def depth_of(body: Silhouette, seen: Seen, camera: CameraSettings) -> float:
    """Metres along the view axis: as typed; from the nearer heel where feet are seen; else from the head's size if that is asked for."""
    if camera.depth_by == "typed":
        return camera.distance_m
    feet = [seen.floor(heel) for heel in body.heels]
    depths = [seen.depth(foot) for foot in feet if foot is not None]
    # What ends above the picture's edge may also be cut off by a mask, a desk or the cloth: a grown body fits its distance.
    if depths and TALL_M[0] < seen.metres(body.height, min(depths)) < TALL_M[1]:
        return min(depths)
    if camera.depth_by == "size":
        return min(max(HEAD_M / max(seen.metres(body.head[2], 1.0), 1e-3), BOUNDS_M[0]), BOUNDS_M[1])
    return camera.distance_m


class Steady:
    """A depth that neither trembles nor jumps: smoothed, the less the faster it changes (Casiez et al., the 1-euro filter, 2012)."""

    def __init__(self) -> None:
        self._value: float | None = None
        self._speed = 0.0
        self._time_s = 0.0

    def at(self, time_s: float, value: float) -> float:
        """The steady value at a moment; times that do not rise, or a long gap, begin anew."""
        step = time_s - self._time_s
        self._time_s = time_s
        if self._value is None or not 0 < step < 1.0:
            self._value, self._speed = value, 0.0
            return value
        self._speed += (abs(value - self._value) / step - self._speed) * _share(step, SETTLE_S)
        hurry = min(max((self._speed - STILL_M_S) / (FAST_M_S - STILL_M_S), 0.0), 1.0)
        self._value += (value - self._value) * _share(step, SETTLE_S * (1 - 0.8 * hurry))
        return self._value

    def forget(self) -> None:
        """Nobody is there."""
        self._value = None


def _share(step_s: float, settle_s: float) -> float:
    return 1.0 - math.exp(-step_s / settle_s)
