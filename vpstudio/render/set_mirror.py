"""Planes that mirror: the set drawn once more, turned over at the plane, for the materials that look into it."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import Intrinsics
from vpstudio.model.scene import Mirror, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Eye, Item, Surroundings, draw
from vpstudio.render.set_layers import Behind
from vpstudio.render.set_target import Canvas, Layer, layer
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.target import Programs, Size

CLIP = 0x3000  # GL_CLIP_DISTANCE0
ABOVE_M = 0.002
"""What touches the plane is left out: a floor's own joints would mirror themselves."""
Array = NDArray[np.float64]


class MirrorPicture:
    """One plane's picture; kept for as long as camera, lights and what stands still do."""

    def __init__(self, context: Context, programs: Programs, size: Size, share: float, number: int) -> None:
        self.context, self.programs, self.number = context, programs, number
        self.size = (max(int(size[0] * share), 2), max(int(size[1] * share), 2))
        self._canvas = Canvas(context, self.size, 1)
        self._layer: Layer = layer(context, self.size, linear=True)
        self.uniforms: dict[str, object] = {}

    @property
    def samplers(self) -> dict[str, moderngl.Texture]:
        """What the materials look into."""
        return {"mirror_light": self._layer.light, "mirror_metres": self._layer.metres}

    def draw(
        self, gpu: GpuScene, chosen: list[Item], eye: Eye, lens: Intrinsics, state: SetState, around: Surroundings, behind: Behind
    ) -> None:
        """Draw what ``chosen`` shows of itself in the plane, seen from ``eye``; behind: fills the picture first."""
        plane = plane_of(gpu.scene.mirrors[self.number])
        turned = turned_over(eye, plane)
        self.uniforms = {
            "mirror_on": 1.0,
            "mirror_plane": tuple(plane),
            "mirror_size": (float(self.size[0]), float(self.size[1])),
            "mirror_focal": lens.fx * self.size[0] / lens.width,
        }
        self._canvas.begin((0.0, 0.0, 0.0, 0.0))
        behind(self._canvas.framebuffer, turned, self.size)
        self._canvas.framebuffer.use()
        kept = Surroundings(around.samplers, {**around.uniforms, "kept_side": (*plane[:3], plane[3] - ABOVE_M)})
        self.context.gl.enable_direct(CLIP)
        draw(
            gpu,
            [each for each in chosen if each.material.mirror != self.number and not each.material.travels],
            turned,
            state,
            kept,
            self.context.wait,
        )
        self.context.gl.disable_direct(CLIP)
        self._canvas.resolve(self.programs, self._layer)
        self._layer.light.build_mipmaps()
        self._layer.light.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        self.context.wait()

    def release(self) -> None:
        self._canvas.release()
        self._layer.release()


def plane_of(mirror: Mirror) -> Array:
    """(4,) normal of length 1 and minus its distance from the origin: 0 for points on it, metres above it otherwise."""
    normal = np.array(mirror.normal, float)
    normal /= max(float(np.linalg.norm(normal)), 1e-12)
    return np.array([*normal, -float(normal @ np.array(mirror.point_m, float))])


def turned_over(eye: Eye, plane: Array) -> Eye:
    """The eye that sees the world as the plane mirrors it, each thing in the very pixel where its mirror image is."""
    flip = np.eye(4)
    flip[:3, :3] -= 2 * np.outer(plane[:3], plane[:3])
    flip[:3, 3] = -2 * plane[3] * plane[:3]
    return Eye((flip @ [*eye.position, 1.0])[:3], eye.view @ flip, eye.clip @ flip, not eye.turned)
