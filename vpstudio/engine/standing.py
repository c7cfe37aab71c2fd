"""Where the actor stands: from his planted heels, from his size, or as typed; and the body that throws his shadow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.engine.following import Followed, Followers, share
from vpstudio.matting.silhouette import Silhouette, silhouettes
from vpstudio.model.actor import Capsule, KeyLight, Standing
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.project import CameraSettings
from vpstudio.model.scene import Mark, Scene
from vpstudio.model.shot import Shot
from vpstudio.scene.key_light import key_light

MAIN = Mark()
HEAD_M = 0.168
"""A head's breadth with hair."""
HEAD_BOUNDS_M = (0.11, 0.30)
BOUNDS_M = (0.4, 30.0)
TALL_M = (0.9, 2.5)
MOST = 16
SAME_M = 0.8
HELD_SHARE = 0.02
BRIDGE_S = 0.35
LEG_SHARE = 0.85
"""Of the trunk's radius: two legs side by side, where none are seen."""
Vector = NDArray[np.float64]


class Stander:
    """Follows one camera's pictures; asked once a picture, in their order."""

    def __init__(self) -> None:
        self._people = Followers()
        self._leader: Followed | None = None
        self._bridge, self._told, self._time_s = 0.0, 0.0, 0.0
        self._kept_m = 0.0
        self._keys_of = ""
        self._keys: dict[int, KeyLight | None] = {}

    def stood(self, shot: Shot, camera: CameraSettings, mark: Mark = MAIN) -> Shot:
        """The shot with who stands in it, and his depth where that is found in the picture."""
        scene = shot.scene
        if scene is None or shot.matte is None or shot.cut == "none":
            return shot
        found = silhouettes(shot.matte.alpha)
        time_s = shot.stamp.time_ns / 1e9
        people = self._people.at(time_s, found)
        if not people:
            self._leader = None
            return shot
        # Through the set's lens, by which shadow and feet must lie where they are seen; the plate's differs only where the crew cheats.
        seen = Seen(shot.pose, shot.intrinsics, shot.placement, shot.floor_m)
        typed = shot.actor_depth_m or camera.stand(mark).distance_m
        depths = [placed(each, seen, camera, time_s, typed) for each in people]
        bodies = [standing(each, depth, seen) for each, depth in zip(people, depths, strict=True)]
        capsules = tuple(capsule for body in bodies for capsule in body.capsules)[:MOST]
        feet = [foot for body in bodies for foot in zip(body.heels_m, body.planted, strict=True)][:4]
        heels, planted = tuple(heel for heel, _ in feet), tuple(surely for _, surely in feet)
        told = Standing(depths[0], capsules, heels, self._light(scene, seen, depths[0]), planted)
        if shot.actor_depth_m is not None:
            shot = replace(shot, actor_depth_m=self._held(self._bridged(people[0], depths[0], time_s)))
        return replace(shot, standing=told)

    def _held(self, depth_m: float) -> float:
        """As it was until it is off by a fiftieth: each new depth has the view of a set that stands still drawn anew."""
        if abs(depth_m - self._kept_m) > HELD_SHARE * depth_m:
            self._kept_m = depth_m
        return self._kept_m

    def _bridged(self, leader: Followed, depth_m: float, time_s: float) -> float:
        """Where another leads than before, the depth goes over to his."""
        step = time_s - self._time_s
        if leader is not self._leader:
            goes_on = self._leader is not None and 0 < step < 1.0
            self._leader, self._bridge = leader, self._told - depth_m if goes_on else 0.0
        else:
            self._bridge *= 1.0 - share(max(step, 0.0), BRIDGE_S)
        self._time_s, self._told = time_s, depth_m + self._bridge
        return self._told

    def _light(self, scene: Scene, seen: Seen, depth_m: float) -> KeyLight | None:
        """Worked out once an angle of a set: rays are traced for it."""
        x, y, _ = seen.middle(depth_m)
        ways = [(mark.position_m[0] - x) ** 2 + (mark.position_m[1] - y) ** 2 for mark in scene.marks]
        mark = int(np.argmin(ways)) if ways else 0
        if scene.key != self._keys_of:
            self._keys_of, self._keys = scene.key, {}
        if mark not in self._keys:
            self._keys[mark] = key_light(scene, mark)
        return self._keys[mark]


def placed(person: Followed, seen: Seen, camera: CameraSettings, time_s: float, typed_m: float) -> float:
    """His steady depth; what his planted feet tell of his size is kept for when they leave the picture."""
    feet = tuple(foot.at for foot in person.feet if foot.planted > 0.5) or tuple(foot.at for foot in person.feet)
    by_feet = depth_by_feet(feet, person.body, seen) if camera.depth_by != "typed" else None
    if by_feet is not None:
        low, high = HEAD_BOUNDS_M
        person.learn(min(max(seen.metres(person.body.head[2], by_feet), low), high))
    raw = by_feet if by_feet is not None else depth_of(replace(person.body, heels=()), seen, camera, typed_m, person.head_m)
    return person.depth.at(time_s, raw)


def standing(person: Followed, depth_m: float, seen: Seen) -> Standing:
    """One body at a depth: its limbs, and its feet where they stand on the floor there."""
    capsules = [seen.capsule(limb.start, limb.end, limb.radius, depth_m) for limb in person.limbs]
    feet = [(seen.floor(foot.at), foot.planted) for foot in person.feet]
    near = [(foot, planted) for foot, planted in feet if foot is not None and abs(seen.depth(foot) - depth_m) < SAME_M]
    if not near:
        capsules[1:1] = legs_below(capsules, seen.floor_m)
    return Standing(depth_m, tuple(capsules), tuple(foot for foot, _ in near), None, tuple(planted for _, planted in near))


def legs_below(capsules: list[Capsule], floor_m: float) -> list[Capsule]:
    """Who is cut off by the picture's edge, a mask or a desk has legs all the same: his trunk goes on to the floor."""
    if len(capsules) < 2:
        return []
    trunk = capsules[1]
    x, y, z = min(trunk.start_m, trunk.end_m, key=lambda end: end[2])
    radius = LEG_SHARE * trunk.radius_m
    return [Capsule((x, y, z), (x, y, floor_m + radius), radius)] if z > floor_m + 2 * radius else []


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

    def middle(self, depth_m: float) -> tuple[float, float, float]:
        """Where the view axis is at a depth."""
        x, y, z = self._world[:3, 3] + self._world[:3, 1] * depth_m
        return float(x), float(y), float(z)

    def metres(self, length: float, depth_m: float) -> float:
        """A length across the picture at a depth."""
        return length * self.placement.plate[1] * self.placement.scale / self.lens.fx * depth_m

    def capsule(self, start: tuple[float, float], end: tuple[float, float], radius: float, depth_m: float) -> Capsule:
        """A limb at a depth."""
        return Capsule(self.place(start, depth_m), self.place(end, depth_m), self.metres(radius, depth_m))

    def depth(self, point: tuple[float, float, float]) -> float:
        """Along the view axis."""
        return float((np.array(point) - self._world[:3, 3]) @ self._world[:3, 1])


def depth_by_feet(feet: tuple[tuple[float, float], ...], body: Silhouette, seen: Seen) -> float | None:
    """Metres along the view axis to the nearer foot on the floor; None where a grown body would not fit that distance.

    What ends above the picture's edge may also be cut off by a mask, a desk or the cloth.
    """
    found = [seen.floor(foot) for foot in feet]
    depths = [seen.depth(foot) for foot in found if foot is not None]
    return min(depths) if depths and TALL_M[0] < seen.metres(body.height, min(depths)) < TALL_M[1] else None


def depth_of(body: Silhouette, seen: Seen, camera: CameraSettings, typed_m: float | None = None, head_m: float | None = None) -> float:
    """Metres along the view axis: as typed; from the nearer heel where feet are seen; else from his head's size where that is known
    (``head_m``, metres) or asked for."""
    typed = camera.stand(MAIN).distance_m if typed_m is None else typed_m
    if camera.depth_by == "typed":
        return typed
    by_feet = depth_by_feet(body.heels, body, seen)
    if by_feet is not None:
        return by_feet
    if camera.depth_by == "size" or head_m is not None:
        return min(max((head_m or HEAD_M) / max(seen.metres(body.head[2], 1.0), 1e-3), BOUNDS_M[0]), BOUNDS_M[1])
    return typed
