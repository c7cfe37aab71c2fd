"""Textures one can draw into, and the full-screen programs that do.

Row 0 of every texture is the **top** of the picture, so ``gl_FragCoord`` counts rows from the top and nothing is ever flipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import moderngl

from vpstudio.problem import Problem
from vpstudio.render.context import Context
from vpstudio.render.shader import program

VERTEX = "lib/fullscreen.glsl"
RECTANGLES = "lib/rectangles.glsl"
Size = tuple[int, int]
Uniform = float | int | tuple[float, ...] | tuple[int, ...] | bytes


class Target:
    """One or several textures of one size as a framebuffer.

    formats: (components, dtype) each, as moderngl writes them: (4, "f1") is RGBA8, (4, "f2") RGBA16F, (1, "f1") R8.
    """

    def __init__(self, context: Context, size: Size, *formats: tuple[int, str], linear: bool = False) -> None:
        self.context = context
        self.size = checked(context, size)
        self.textures = tuple(texture(context, self.size, components, dtype, linear) for components, dtype in formats)
        self.framebuffer = context.gl.framebuffer(self.textures)

    @property
    def texture(self) -> moderngl.Texture:
        return self.textures[0]

    def release(self) -> None:
        self.context.rest()
        self.framebuffer.release()
        for each in self.textures:
            each.release()


def checked(context: Context, size: Size) -> Size:
    """The size, if this GL can hold it. Raises Problem ``render.too_large``."""
    limit = int(context.gl.info["GL_MAX_TEXTURE_SIZE"])
    if max(size) > limit:
        raise Problem("render.too_large", width=size[0], height=size[1], limit=limit)
    return max(1, size[0]), max(1, size[1])


def texture(context: Context, size: Size, components: int, dtype: str = "f1", linear: bool = False) -> moderngl.Texture:
    """A clamped texture without mipmaps."""
    made = context.gl.texture(size, components, dtype=dtype, alignment=1)
    made.filter = (moderngl.LINEAR, moderngl.LINEAR) if linear else (moderngl.NEAREST, moderngl.NEAREST)
    made.repeat_x = made.repeat_y = False
    return made


@dataclass(slots=True)
class _Built:
    program: moderngl.Program
    shape: moderngl.VertexArray


class Programs:
    """Full-screen programs by file and defines, compiled once and kept."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._built: dict[object, _Built] = {}

    def draw(
        self,
        fragment: str,
        target: moderngl.Framebuffer,
        samplers: Mapping[str, moderngl.Texture],
        uniforms: Mapping[str, Uniform],
        defines: Mapping[str, str | int],
        part: tuple[moderngl.Buffer, int, int] | None = None,
        depth: bool = False,
    ) -> None:
        """Run ``fragment`` over the whole of ``target``, or over the triangles (buffer, first, count) of ``part``.

        Names that the program does not use are passed over. depth: the program writes gl_FragDepth, which is kept.
        """
        buffer, first, count = part or (None, 0, 3)
        built = self._of(fragment, defines, buffer)
        for unit, (name, each) in enumerate((n, t) for n, t in samplers.items() if n in built.program):
            each.use(unit)
            built.program[name].value = unit  # type: ignore[union-attr]
        for name, value in uniforms.items():
            if name in built.program:
                _set(built.program, name, value)
        target.use()
        target.viewport = (0, 0, *target.size)
        self.context.gl.enable_only(moderngl.DEPTH_TEST if depth else moderngl.NOTHING)
        self.context.gl.depth_func = "1" if depth else "<"
        built.shape.render(moderngl.TRIANGLES, count, first=first)
        self.context.gl.depth_func = "<"

    def release(self) -> None:
        for built in self._built.values():
            built.shape.release()
            built.program.release()
        self._built.clear()

    def __len__(self) -> int:
        return len(self._built)

    def _of(self, fragment: str, defines: Mapping[str, str | int], buffer: moderngl.Buffer | None) -> _Built:
        key = (fragment, tuple(sorted(defines.items())), buffer)
        if key not in self._built:
            made = program(self.context, VERTEX if buffer is None else RECTANGLES, fragment, defines)
            content = [] if buffer is None else [(buffer, "2f", "corner")]
            self._built[key] = _Built(made, self.context.gl.vertex_array(made, content))
        return self._built[key]


def _set(program: moderngl.Program, name: str, value: Uniform) -> None:
    if isinstance(value, bytes):
        program[name].write(value)  # type: ignore[union-attr]
    else:
        program[name].value = value  # type: ignore[union-attr]
