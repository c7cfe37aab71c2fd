"""The key light's shadow: depth seen from the light, over what of the set stands within its reach."""

from __future__ import annotations

import math

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Scene, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Item, items, matrix_bytes
from vpstudio.render.set_lights import aim_of
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.shader import program

REACH_M = 40.0  # what is farther off than this from the marks throws no shadow
Array = NDArray[np.float64]


def caster(scene: Scene) -> int | None:
    """Index of the strongest light that casts a shadow and has a direction, or None."""
    chosen = [i for i, light in enumerate(scene.lights) if light.casts_shadow and light.kind != "point"]
    return max(chosen, key=lambda i: scene.lights[i].intensity) if chosen else None


class ShadowMap:
    """Depth from one spot or directional light; drawn again only when something moved."""

    def __init__(self, context: Context, scene: Scene, light: int, side: int) -> None:
        self.context, self.scene, self.light, self._side = context, scene, light, side
        self._program = program(context, "set/shadow_vertex.glsl", "set/shadow_fragment.glsl")
        self.depth = context.gl.depth_texture((side, side))
        self.depth.compare_func = ""
        self.depth.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self.depth.repeat_x = self.depth.repeat_y = False
        self._target = context.gl.framebuffer((), self.depth)
        self._key: object = None
        self.uniforms: dict[str, object] = {}

    def draw(self, gpu: GpuScene, state: SetState) -> None:
        """Bring the map to ``state``."""
        key = (state.matrices.tobytes(), self.light)
        if key == self._key:
            return
        self._key = key
        casting = [each for each in items(gpu, state) if self._casts(each)]
        clip = self._clip(casting, state.matrices[self.scene.lights[self.light].node])
        half = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1]])
        self.uniforms = {"shadow_on": 1.0, "shadow_matrix": matrix_bytes(half @ clip)}
        self._render(casting, clip)
        self.context.wait()

    def _casts(self, each: Item) -> bool:
        far = self.scene.nodes[each.node].far
        return not far and not each.material.travels and each.material.alpha_mode != "blend" and each.material.shader != "unlit"

    def _render(self, casting: list[Item], clip: Array) -> None:
        gl = self.context.gl
        self._target.use()
        self._target.viewport = (0, 0, self._side, self._side)
        self._target.clear(depth=1.0)
        gl.enable_only(moderngl.DEPTH_TEST)
        self._program["clip_from_world"].write(matrix_bytes(clip))  # type: ignore[union-attr]
        for each in casting:
            self._program["model"].write(matrix_bytes(each.model))  # type: ignore[union-attr]
            each.mesh.array(gl, self._program).render(moderngl.TRIANGLES)
        gl.enable_only(moderngl.NOTHING)

    def _clip(self, casting: list[Item], matrix: Array) -> Array:
        """World -> the light's clip: a cone for a spot, a box around what casts for a directional light."""
        light = self.scene.lights[self.light]
        view = looking(matrix[:3, 3], aim_of(matrix))
        if light.kind == "spot":
            return _cone(min(light.outer_rad, 1.4), 0.05, light.range_m or REACH_M) @ view
        near_ones = [each for each in casting if each.radius < REACH_M] or casting
        balls = np.array([[*(view @ [*each.centre, 1.0])[:3], each.radius] for each in near_ones] or [[0, 0, 0, 1.0]])
        low, high = (balls[:, :3] - balls[:, 3:]).min(axis=0), (balls[:, :3] + balls[:, 3:]).max(axis=0)
        return _box(low, high) @ view

    def release(self) -> None:
        for each in (self._target, self.depth, self._program):
            each.release()


def looking(place: Array, aim: Array) -> Array:
    """World -> light space: looks along -Z."""
    up = np.array([0.0, 0.0, 1.0]) if abs(aim[2]) < 0.95 else np.array([0.0, 1.0, 0.0])
    right = np.cross(aim, up)
    right /= np.linalg.norm(right)
    turn = np.stack([right, np.cross(right, aim), -aim])
    view = np.eye(4)
    view[:3, :3], view[:3, 3] = turn, -turn @ place
    return view


def _cone(half_rad: float, near: float, far: float) -> Array:
    scale = 1.0 / math.tan(half_rad)
    matrix = np.diag([scale, scale, 0.0, 0.0])
    matrix[2, 2], matrix[2, 3], matrix[3, 2] = (far + near) / (near - far), 2 * far * near / (near - far), -1.0
    return matrix


def _box(low: Array, high: Array) -> Array:
    """Orthographic over ``low`` to ``high`` in light space; depth grows along -Z."""
    size = np.maximum(high - low, 1e-6)
    matrix = np.diag([2 / size[0], 2 / size[1], -2 / size[2], 1.0])
    matrix[:3, 3] = [-(high[0] + low[0]) / size[0], -(high[1] + low[1]) / size[1], (high[2] + low[2]) / size[2]]
    return matrix
