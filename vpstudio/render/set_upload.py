"""A scene on the graphics card: textures, vertex buffers, and one program for each kind of material."""

from __future__ import annotations

from dataclasses import dataclass, field

import moderngl
import numpy as np
from numpy.typing import NDArray
from OpenGL import GL

from vpstudio import paths
from vpstudio.model.scene import Material, Mesh, Scene, Texture
from vpstudio.render.context import Context
from vpstudio.render.set_lights import LIGHTS, drawn
from vpstudio.render.shader import program

VERTEX = "set/mesh_vertex.glsl"
FRAGMENT = "set/mesh_fragment.glsl"
LAYOUT = ("3f 3f 2f 2f 4f 4f 2f", "in_position", "in_normal", "in_uv", "in_uv2", "in_tangent", "in_colour", "in_uv_light")
FLOATS = 20
MAPS = ("base_colour", "metallic_roughness", "normal", "occlusion", "emissive")


@dataclass(slots=True)
class GpuMesh:
    """One mesh: buffers, its place for culling and sorting (centre and radius in its own space), its vertex arrays by program."""

    mesh: Mesh
    vertices: moderngl.Buffer
    indices: moderngl.Buffer
    centre: NDArray[np.float64]
    radius: float
    arrays: dict[int, moderngl.VertexArray] = field(default_factory=dict)

    def array(self, gl: moderngl.Context, built: moderngl.Program) -> moderngl.VertexArray:
        """The vertex array for ``built``; attributes that it does not read are skipped over."""
        if built.glo not in self.arrays:
            content = [(self.vertices, _used_layout(built), *(name for name in LAYOUT[1:] if name in built))]
            self.arrays[built.glo] = gl.vertex_array(built, content, self.indices)
        return self.arrays[built.glo]

    def release(self) -> None:
        for array in self.arrays.values():
            array.release()
        self.vertices.release()
        self.indices.release()


def _used_layout(built: moderngl.Program) -> str:
    """The layout with padding (``12x``) where the program has no such attribute."""
    parts = zip(LAYOUT[0].split(), LAYOUT[1:], strict=True)
    return " ".join(form if name in built else f"{int(form[0]) * 4}x" for form, name in parts)


class GpuScene:
    """All of one scene that the card needs, uploaded once.

    Meshes without triangles are left out: ``meshes`` holds None in their place, so that indices stay those of the scene.
    """

    def __init__(self, context: Context, scene: Scene) -> None:
        self.context = context
        self.scene = scene
        self.textures = [upload_texture(context.gl, each, context.software) for each in scene.textures]
        self.meshes = [upload_mesh(context.gl, each) if each.indices.size else None for each in scene.meshes]
        self.lightmap = None if scene.lightmap is None else upload_lightmap(context.gl, scene.lightmap)
        self._programs: dict[object, moderngl.Program] = {}

    def program(self, material: Material, mapped: bool = False) -> moderngl.Program:
        """The material's program; two that differ only in numbers share one. mapped: for meshes whose light lies in the lightmap.

        Raises Problem ``render.shader``.
        """
        defines = material_defines(material) | ({"LIGHTMAP": 1} if mapped else {}) | self._light_defines(mapped)
        if 0 <= material.mirror < len(self.scene.mirrors):
            defines["MIRROR"] = 1
        key = tuple(sorted(defines.items()))
        if key not in self._programs:
            self._programs[key] = program(self.context, VERTEX, FRAGMENT, defines)
        return self._programs[key]

    def _light_defines(self, mapped: bool) -> dict[str, str | int]:
        scene = self.scene
        lights = drawn(scene)
        defines: dict[str, str | int] = {"LIGHTS": min(len(lights), LIGHTS)}
        if any(scene.lights[number].kind == "rectangle" for number in lights):
            defines["RECTANGLES"] = 1
        if scene.volume is not None and not mapped:
            defines["VOLUME"] = 1
        elif scene.environment is not None:
            defines["HARMONICS"] = 1
        if scene.haze is not None:
            defines["HAZE"] = 1
        return defines

    def release(self) -> None:
        for mesh in self.meshes:
            if mesh is not None:
                mesh.release()
        for texture in (*self.textures, *([self.lightmap] if self.lightmap is not None else [])):
            texture.release()
        for built in self._programs.values():
            built.release()


def material_defines(material: Material) -> dict[str, str | int]:
    """What changes the code: the material's file, which textures there are, how alpha is used."""
    move = f"materials/{material.shader}.move.glsl"
    defines: dict[str, str | int] = {"MATERIAL": f"materials/{material.shader}.glsl"}
    defines["MOVE"] = move if paths.shader(move).is_file() else "set/still.glsl"
    defines |= {f"MAP_{name.upper()}": 1 for name in MAPS if name in material.uses}
    if material.alpha_mode != "opaque":
        defines[f"ALPHA_{material.alpha_mode.upper()}"] = 1
    return defines


def upload_texture(gl: moderngl.Context, texture: Texture, software: bool = False) -> moderngl.Texture:
    """Row 0 at v = 0; colour codes become light when sampled (an sRGB texture)."""
    height, width = texture.pixels.shape[:2]
    if texture.pixels.dtype == np.float16:
        made = gl.texture((width, height), 4, np.ascontiguousarray(texture.pixels), dtype="f2")
    else:
        data = np.ascontiguousarray(texture.pixels, dtype=np.uint8)
        # GL_SRGB8_ALPHA8: the card linearises before it filters.
        made = gl.texture((width, height), 4, data, internal_format=0x8C43 if texture.srgb else None)
    _wrap(made, texture)
    smooth = moderngl.LINEAR if texture.linear else moderngl.NEAREST
    made.filter = (smooth, smooth)
    if texture.mipmaps:
        made.build_mipmaps()
        made.filter = (moderngl.LINEAR_MIPMAP_LINEAR if texture.linear else moderngl.NEAREST_MIPMAP_NEAREST, smooth)
        made.anisotropy = 1.0 if software else 8.0  # a processor pays dearly for it
    return made


def upload_lightmap(gl: moderngl.Context, pixels: NDArray[np.float16]) -> moderngl.Texture:
    """(H, W, 4) half floats, read smoothly between texels, row 0 at v = 0."""
    height, width = pixels.shape[:2]
    made = gl.texture((width, height), 4, np.ascontiguousarray(pixels), dtype="f2")
    made.filter = (moderngl.LINEAR, moderngl.LINEAR)
    made.repeat_x = made.repeat_y = False
    return made


def _wrap(made: moderngl.Texture, texture: Texture) -> None:
    made.repeat_x, made.repeat_y = (way != "clamp" for way in texture.wrap)
    if "mirror" in texture.wrap:  # moderngl knows repeat and clamp only
        GL.glBindTexture(GL.GL_TEXTURE_2D, made.glo)
        for axis, way in zip((GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T), texture.wrap, strict=True):
            if way == "mirror":
                GL.glTexParameteri(GL.GL_TEXTURE_2D, axis, GL.GL_MIRRORED_REPEAT)


def upload_mesh(gl: moderngl.Context, mesh: Mesh) -> GpuMesh:
    """Interleave what there is; absent attributes get neutral values."""
    positions = mesh.positions.astype(np.float64)
    low, high = positions.min(axis=0), positions.max(axis=0)
    centre = (low + high) / 2
    radius = float(np.sqrt(((positions - centre) ** 2).sum(axis=1).max()))
    vertices = gl.buffer(interleaved(mesh).tobytes())
    indices = gl.buffer(np.ascontiguousarray(mesh.indices, dtype=np.uint32).tobytes())
    return GpuMesh(mesh, vertices, indices, centre, radius)


def interleaved(mesh: Mesh) -> NDArray[np.float32]:
    """(N, 20) float32 in the order of LAYOUT. Without uv2 the first set stands in; without colours white."""
    data = np.zeros((len(mesh.positions), FLOATS), np.float32)
    data[:, 0:3], data[:, 3:6] = mesh.positions, mesh.normals
    if mesh.uv is not None:
        data[:, 6:8] = mesh.uv
    data[:, 8:10] = data[:, 6:8] if mesh.uv2 is None else mesh.uv2
    if mesh.tangents is not None:
        data[:, 10:14] = mesh.tangents
    data[:, 14:18] = 1.0 if mesh.colours is None else _with_alpha(mesh.colours)
    if mesh.uv_light is not None:
        data[:, 18:20] = mesh.uv_light
    return data


def _with_alpha(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    if colours.shape[1] == 4:
        return colours
    return np.hstack([colours, np.ones((len(colours), 1), np.float32)])
