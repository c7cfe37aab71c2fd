"""What a set's glossy surfaces mirror: its surroundings, looked at once from the probe's place."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import CameraPose, Intrinsics, rotation_matrix
from vpstudio.model.scene import Probe, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Eye, Surroundings, draw, items
from vpstudio.render.set_open import prefilter
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.target import Programs, Uniform, texture

FACE = 128
SIZE = (256, 256)
# Pan, tilt of the six views in the shader's order: +X -X +Y -Y +Z -Z.
VIEWS = ((-90, 0), (90, 0), (0, 0), (180, 0), (0, 90), (0, -90))


class ProbePicture:
    """The surroundings of one scene on an octahedron, with mip levels for rough surfaces."""

    def __init__(
        self, context: Context, programs: Programs, gpu: GpuScene, state: SetState, around: Surroundings, sky: moderngl.Texture | None
    ) -> None:
        """sky: the environment on an octahedron, seen past the meshes."""
        probe = gpu.scene.probe
        assert probe is not None
        self.light = texture(context, SIZE, 4, "f2", linear=True)
        faces = texture(context, (FACE * 6, FACE), 4, "f2", linear=True)
        self._look(context, gpu, state, probe, around, faces)
        self._unroll(context, programs, faces, sky)
        faces.release()
        prefilter(context, programs, self.light)
        self.uniforms = {"probe_on": 1.0, "probe_centre": probe.centre_m, "probe_low": probe.low_m, "probe_high": probe.high_m}

    def _look(self, context: Context, gpu: GpuScene, state: SetState, probe: Probe, around: Surroundings, faces: moderngl.Texture) -> None:
        """The six views side by side, without what moves (it is looked through once) and without panes (they mirror it)."""
        depths = context.gl.depth_renderbuffer(faces.size)
        strip = context.gl.framebuffer((faces,), depths)
        strip.use()
        strip.clear(*gpu.scene.ambient.backdrop, 1.0 if gpu.scene.environment is None else 0.0, depth=1.0)
        lens = Intrinsics(FACE, FACE, FACE / 2, FACE / 2, FACE / 2, FACE / 2)
        still = [each for each in items(gpu, state) if not each.material.moving and each.material.alpha_mode != "blend"]
        for number, (pan, tilt) in enumerate(VIEWS):
            strip.viewport = (number * FACE, 0, FACE, FACE)
            draw(gpu, still, Eye.of(CameraPose.of_angles(probe.centre_m, pan, tilt, 0), lens), state, around)
            context.wait()
        context.rest()
        strip.release()
        depths.release()

    def _unroll(self, context: Context, programs: Programs, faces: moderngl.Texture, sky: moderngl.Texture | None) -> None:
        target = context.gl.framebuffer((self.light,))
        turns = np.stack([_turn(pan, tilt) for pan, tilt in VIEWS])
        uniforms: dict[str, Uniform] = {"turns": turns.transpose(0, 2, 1).astype("f4").tobytes(), "size": (float(SIZE[0]), float(SIZE[1]))}
        samplers, defines = ({"faces": faces}, {}) if sky is None else ({"faces": faces, "sky": sky}, {"SKY": 1})
        programs.draw("set/probe.glsl", target, samplers, uniforms, defines)
        context.wait()
        context.rest()
        target.release()

    def release(self) -> None:
        self.light.release()


def _turn(pan: float, tilt: float) -> NDArray[np.float64]:
    """(3, 3): world -> right, up, forward of a view."""
    world_from_camera = rotation_matrix(CameraPose.of_angles((0, 0, 0), pan, tilt, 0).rotation)
    right, forward, up = world_from_camera.T
    return np.stack([right, up, forward])
