"""Targets of the set: several samples a pixel while meshes are drawn, then one colour and one depth in metres."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from vpstudio.model.scene import Scene
from vpstudio.render.context import Context
from vpstudio.render.set_draw import FAR_M, NEAR_M
from vpstudio.render.target import Programs, Size, Target, checked

RESOLVE = "set/resolve.glsl"


@dataclass(slots=True)
class Layer:
    """A resolved picture: light (RGBA16F, premultiplied) and depth (R32F, metres along the view axis, 1e6 = nothing)."""

    target: Target

    @property
    def light(self) -> moderngl.Texture:
        return self.target.textures[0]

    @property
    def metres(self) -> moderngl.Texture:
        return self.target.textures[1]

    def release(self) -> None:
        self.target.release()


def layer(context: Context, size: Size, linear: bool = False, kept: bool = False) -> Layer:
    """A layer of ``size``; ``linear`` smooths its light (never its depth) when it is read between pixels.

    kept: only drawn from, many times. A processor reads RGBA32F a fifth faster than RGBA16F.
    """
    made = Layer(Target(context, size, (4, "f4" if kept and context.software else "f2"), (1, "f4")))
    if linear:
        made.light.filter = (moderngl.LINEAR, moderngl.LINEAR)
    return made


def exposed_backdrop(scene: Scene) -> tuple[float, float, float, float]:
    """What is seen where no mesh is, with the scene's exposure."""
    red, green, blue = (part * 2.0**scene.exposure_ev for part in scene.ambient.backdrop)
    return red, green, blue, 1.0


class Canvas:
    """What meshes are drawn into: multisampled RGBA16F and depth, resolved into a Layer."""

    def __init__(self, context: Context, size: Size, samples: int) -> None:
        self.size = checked(context, size)
        self.samples = min(samples, int(context.gl.info.get("GL_MAX_SAMPLES") or samples))
        gl = context.gl
        self.colours = gl.texture(self.size, 4, samples=self.samples, dtype="f2")
        self.depths = gl.depth_texture(self.size, samples=self.samples)
        self.framebuffer = gl.framebuffer((self.colours,), self.depths)

    def begin(self, backdrop: tuple[float, float, float, float]) -> None:
        """Bind it and clear it to ``backdrop`` (premultiplied) at no depth."""
        self.framebuffer.use()
        self.framebuffer.viewport = (0, 0, *self.size)
        self.framebuffer.depth_mask = True
        self.framebuffer.clear(*backdrop, depth=1.0)

    def resolve(self, programs: Programs, into: Layer, metres_in_alpha: bool = False) -> None:
        """All samples into one colour and the nearest depth, which a full layer may also keep in its alpha."""
        defines = {"SAMPLES": self.samples} | ({"METRES_IN_ALPHA": 1} if metres_in_alpha else {})
        samplers = {"colours": self.colours, "depths": self.depths}
        programs.draw(RESOLVE, into.target.framebuffer, samplers, {"range": (NEAR_M, FAR_M)}, defines)

    def release(self) -> None:
        for each in (self.framebuffer, self.colours, self.depths):
            each.release()
