"""What the actor does to the set's light: shadow, contact, reflection. Worked out coarsely, laid on in the composite."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.actor import Standing
from vpstudio.model.scene import Scene
from vpstudio.model.shot import Shot
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.panes import MOST, Pane, panes, shown_in
from vpstudio.render.readback import Readback
from vpstudio.render.regions import CLEAR, SHADED, TILE, Grid
from vpstudio.render.set_draw import matrix_bytes
from vpstudio.render.stages.backdrop import Behind
from vpstudio.render.stages.cutout import CutoutStage
from vpstudio.render.target import Size, Target, Uniform

SHORT_SIDE = 180
CAPSULES, HEELS = 16, 4
SMALL = 0.02
SAME_FLOOR_M = 0.06
BEHIND_M = 0.05


class GroundStage:
    """Inputs of composite.glsl; nothing, and free, where nobody stands or the look asks for none of it."""

    def __init__(self, kit: Kit, size: Size, readback: Readback) -> None:
        self.kit, self.size, self._readback = kit, size, readback
        tiles = (-(-size[0] // TILE), -(-size[1] // TILE))
        self._reached = Target(kit.context, tiles, (1, "f1"))
        self._touched: NDArray[np.bool_] | None = None
        self._step = max(2, round(min(size) / SHORT_SIDE))
        self._target: Target | None = None
        self._panes_of = ""
        self._panes: tuple[Pane, ...] = ()

    def prepare(self, shot: Shot, behind: Behind, cutout: CutoutStage) -> Inputs:
        """cutout: has the actor small, codes and matte, which a floor mirrors, and the cloth without him."""
        self._touched = None
        wanted = shot.look.actor
        standing, scene, guide = shot.standing, shot.scene, cutout.guide
        asked = wanted.shadow or wanted.contact or wanted.reflection or wanted.cloth
        if standing is None or scene is None or behind.depth is None or not asked:
            return Inputs()
        own = self._body(standing) | self._key(standing, wanted.shadow) | self._feet(standing, wanted.contact)
        own |= self._mirror(shot, standing, floor_roughness(scene, shot.floor_m), guide, wanted.reflection)
        own |= self._windows(shot, scene, standing, wanted.reflection) | self._cloth(shot, standing, cutout, wanted.cloth)
        if self._target is None:
            width, height = (-(-side // self._step) for side in self.size)
            self._target = Target(self.kit.context, (width, height), (4, "f2"), linear=True)
        self.kit.run("ground", "stages/ground.glsl", self._target.framebuffer, self._seen(shot, behind.depth) | own)
        self._touch()
        across = (1 / (self._step * self._target.size[0]), 1 / (self._step * self._target.size[1]))
        return Inputs({"ground": self._target.texture}, {"ground_map": across}, {"GROUND": 1})

    def shaded(self, tiles: Grid | None) -> Grid | None:
        """Tiles of the last picture, with those told apart that it reaches."""
        if tiles is None or self._touched is None:
            return tiles
        return np.where((tiles == CLEAR) & self._touched, SHADED, tiles).astype(np.uint8)

    def release(self) -> None:
        self._reached.release()
        if self._target is not None:
            self._target.release()
        self._target = None

    def _touch(self) -> None:
        """Which tiles it reaches; only software GL gains by it."""
        if not self.kit.context.software or self._target is None:
            return
        seen = Inputs({"ground": self._target.texture}, {"texels": TILE / self._step})
        self.kit.run("ground", "stages/ground_touched.glsl", self._reached.framebuffer, seen)
        self._touched = self._readback.read(self._reached.framebuffer, components=1) > 127

    def _seen(self, shot: Shot, depth: moderngl.Texture) -> Inputs:
        lens = shot.intrinsics
        turn = shot.pose.world_from_camera()[:3, :3]
        # Output pixel (x, y, 1) -> right, ahead, up -> world.
        ray = np.array([[1 / lens.fx, 0, -lens.cx / lens.fx], [0, 0, 1], [0, -1 / lens.fy, lens.cy / lens.fy]])
        margin = ((depth.width - self.size[0]) / 2, (depth.height - self.size[1]) / 2)
        uniforms: dict[str, Uniform] = {
            "set_from": margin,
            "ground_step": float(self._step),
            "rays": matrix_bytes(turn @ ray),
            "eye": shot.pose.position_m,
            "floor_m": shot.floor_m,
        }
        return Inputs({"set_depth": depth}, uniforms)

    def _body(self, standing: Standing) -> Inputs:
        capsules = standing.capsules[:CAPSULES]
        if not capsules:
            return Inputs()
        start = np.array([(*each.start_m, each.radius_m) for each in capsules], "f4")
        end = np.array([each.end_m for each in capsules], "f4")
        middle = (start[:, :3].mean(axis=0) + end.mean(axis=0)) / 2
        reach = max(float(np.linalg.norm(each - middle, axis=1).max()) for each in (start[:, :3], end)) + float(start[:, 3].max())
        body: dict[str, Uniform] = {
            "capsules": len(capsules),
            "capsule_start": filled(start, CAPSULES),
            "capsule_end": filled(end, CAPSULES),
            "bodies": (*(float(part) for part in middle), reach),
        }
        return Inputs(uniforms=body, defines={"BODY": 1})

    def _key(self, standing: Standing, strength: float) -> Inputs:
        key = standing.key
        if key is None or not strength:
            return Inputs()
        uniforms: dict[str, Uniform] = {
            "key_place": (*key.place_m, 1.0 if key.far else 0.0),
            "key_size": key.size_m,
            "key_share": key.share * strength,
            # Whose feet are not seen throws his shadow on what is behind him only: what is before him he hides, or the picture ends.
            "shaded_from": 0.0 if standing.heels_m else standing.depth_m - BEHIND_M,
        }
        return Inputs(uniforms=uniforms, defines={"KEY": 1})

    def _windows(self, shot: Shot, scene: Scene, standing: Standing, strength: float) -> Inputs:
        """In panes he shows as a dark figure: nobody knows what the camera does not see of him."""
        if scene.key != self._panes_of:
            self._panes_of, self._panes = scene.key, panes(scene)
        found = shown_in(self._panes, standing, shot.pose, shot.intrinsics) if strength else ()
        if not found:
            return Inputs()
        centre = np.array([(*pane.centre_m, pane.mirror * strength) for pane in found], "f4")
        normal = np.array([(*pane.normal, pane.half_m[0]) for pane in found], "f4")
        across = np.array([(*pane.across, pane.half_m[1]) for pane in found], "f4")
        uniforms: dict[str, Uniform] = {
            "pane_count": len(found),
            "pane_centre": filled(centre, MOST),
            "pane_normal": filled(normal, MOST),
            "pane_across": filled(across, MOST),
            "mirrored_from": standing.depth_m,
        }
        return Inputs(uniforms=uniforms, defines={"WINDOWS": 1})

    def _cloth(self, shot: Shot, standing: Standing, cutout: CutoutStage, strength: float) -> Inputs:
        """The real shadow on the cloth, as a ratio of what is there to what is there without him."""
        guide = cutout.guide
        if guide is None or shot.clean is None or not strength:
            return Inputs()
        uniforms: dict[str, Uniform] = {
            "guide_size": self._guide_size(guide),
            "cloth_strength": strength,
            "cloth_from": standing.depth_m - BEHIND_M,
        }
        return cutout.before_screen(shot.clean, shot) | Inputs({"guide": guide}, uniforms, {"CLOTH": 1})

    def _guide_size(self, guide: moderngl.Texture) -> tuple[float, float]:
        scale = max(1, -(-self.size[0] // guide.width))
        return float(guide.width * scale), float(guide.height * scale)

    def _feet(self, standing: Standing, strength: float) -> Inputs:
        if not standing.heels_m or not strength:
            return Inputs()
        heels = np.array(standing.heels_m[:HEELS], "f4")
        heels[:, 2] = standing.planted[:HEELS] or 1.0
        uniforms: dict[str, Uniform] = {"feet": len(heels), "heels": filled(heels, HEELS), "contact": strength}
        return Inputs(uniforms=uniforms, defines={"FEET": 1})

    def _mirror(self, shot: Shot, standing: Standing, rough: float | None, guide: moderngl.Texture | None, strength: float) -> Inputs:
        """Only where feet are seen: one who is cut off by the picture's edge would be mirrored hanging."""
        if guide is None or not standing.heels_m or rough is None or not strength:
            return Inputs()
        lens = shot.intrinsics
        camera = np.array([[lens.fx, lens.cx, 0, 0], [0, lens.cy, -lens.fy, 0], [0, 0, 0, 0], [0, 1, 0, 0]])
        to_camera = np.linalg.inv(shot.pose.world_from_camera())
        pixel = camera @ to_camera
        uniforms: dict[str, Uniform] = {
            "pixel_from_world": matrix_bytes(pixel),
            "guide_size": self._guide_size(guide),
            "forward": tuple(float(part) for part in shot.pose.world_from_camera()[:3, 1]),
            "actor_m": standing.depth_m,
            "shine": strength,
            "mirror_rough": rough,
        }
        return Inputs({"guide": guide}, uniforms, {"MIRRORED": 1})


def filled(rows: NDArray[np.float32], count: int) -> bytes:
    """(n, k) as a uniform array of ``count``."""
    whole = np.zeros((count, rows.shape[1]), "f4")
    whole[: len(rows)] = rows
    return whole.tobytes()


def floor_roughness(scene: Scene, floor_m: float) -> float | None:
    """Of the material that mirrors in the floor he stands on; None where none does."""
    for material in scene.materials:
        if 0 <= material.mirror < len(scene.mirrors):
            plane = scene.mirrors[material.mirror]
            if plane.normal[2] > 0.99 and abs(plane.point_m[2] - floor_m) < SAME_FLOOR_M:
                return material.roughness
    return None
