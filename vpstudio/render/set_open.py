"""Light in the open for what no bake reaches: an environment's or a volume's harmonics, the prefiltered surroundings, the share of
them that a glossy surface gives back."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Volume
from vpstudio.model.scene import Environment
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Eye
from vpstudio.render.target import Programs, Uniform, texture

SIDE = 256
LEVELS = 4
"""Level k of the surroundings serves roughness k / LEVELS; beyond, the octahedron's folded edge would show."""
SHARES = 32
LARGEST = 6.0e4
Array = NDArray[np.float64]


@functools.cache
def shares() -> NDArray[np.float32]:
    """(SHARES, SHARES, 2) scale and bias of F0: what GGX gives back of even light all round (Karis 2013), rows by roughness, columns by
    the cosine to the viewer, each at the middle of its cell. Importance sampled over half vectors."""
    count = 1024
    cell = (np.arange(SHARES) + 0.5) / SHARES
    rough, n_v = (axis[..., None] for axis in np.meshgrid(cell, cell, indexing="ij"))
    a2 = rough**4
    spot = (np.arange(count) + 0.5) / count
    turn = 2 * np.pi * ((np.arange(count) * 0.618033988749895) % 1.0)
    cos_h = np.sqrt((1 - spot) / (1 + (a2 - 1) * spot))
    sin_h = np.sqrt(np.maximum(1 - cos_h**2, 0))
    v_h = np.maximum(np.sqrt(1 - n_v**2) * sin_h * np.cos(turn) + n_v * cos_h, 1e-9)
    n_l = 2 * v_h * cos_h - n_v
    light = np.maximum(n_l, 1e-6)
    visible = 0.5 / (light * np.sqrt(n_v**2 * (1 - a2) + a2) + n_v * np.sqrt(light**2 * (1 - a2) + a2))
    weight = np.where(n_l > 0, visible * 4 * light * v_h / cos_h, 0.0)
    fresnel = (1 - np.minimum(v_h, 1.0)) ** 5
    return np.stack([(weight * (1 - fresnel)).mean(axis=-1), (weight * fresnel).mean(axis=-1)], axis=-1).astype(np.float32)


def upload_shares(context: Context) -> moderngl.Texture:
    """The table of ``shares`` on the card."""
    made = context.gl.texture((SHARES, SHARES), 2, shares().astype("f2").tobytes(), dtype="f2", alignment=1)
    made.filter = (moderngl.LINEAR, moderngl.LINEAR)
    made.repeat_x = made.repeat_y = False
    return made


def harmonics(environment: Environment) -> Array:
    """(9, 3) irradiance over pi as a polynomial of the normal's 1, y, z, x, xy, yz, 3 zz - 1, xz, xx - yy (Ramamoorthi and Hanrahan
    2001, bands times 1, 2 / 3, 1 / 4)."""
    height, width = environment.pixels.shape[:2]
    up = np.pi * (0.5 - (np.arange(height) + 0.5) / height)[:, None]
    right = 2 * np.pi * ((np.arange(width) + 0.5) / width - 0.5)[None, :] - np.radians(environment.turn_deg)
    x, y, z = np.cos(up) * np.sin(right), np.cos(up) * np.cos(right), np.broadcast_to(np.sin(up), (height, width))
    solid = np.cos(up) * (np.pi / height) * (2 * np.pi / width)
    found = np.zeros((9, 3))
    constants = (0.282095, *(0.488603,) * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274)
    bands = (1.0, *(2 / 3,) * 3, *(0.25,) * 5)
    terms = (np.ones_like(x), y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y)
    pixels = np.minimum(np.asarray(environment.pixels, np.float64) * environment.strength, LARGEST)
    for row, (constant, band, term) in enumerate(zip(constants, bands, terms, strict=True)):
        found[row] = constant**2 * band * (pixels * (term * solid)[..., None]).sum(axis=(0, 1))
    return found


class Sky:
    """A scene's environment on the card: seen behind the meshes, and prefiltered for what mirrors it."""

    def __init__(self, context: Context, programs: Programs, environment: Environment) -> None:
        self._programs = programs
        height, width = environment.pixels.shape[:2]
        data = np.zeros((height, width, 4), np.float16)
        data[..., :3] = np.clip(environment.pixels * environment.strength, 0.0, LARGEST)
        self.picture = context.gl.texture((width, height), 4, data.tobytes(), dtype="f2")
        self.picture.repeat_x, self.picture.repeat_y = True, False
        self.picture.build_mipmaps()
        self.picture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        self._turn = float(np.radians(environment.turn_deg))
        self.light = texture(context, (SIDE, SIDE), 4, "f2", linear=True)
        target = context.gl.framebuffer((self.light,))
        uniforms: dict[str, Uniform] = {
            "size": (float(SIDE), float(SIDE)),
            "turn": self._turn,
            "level": max(np.log2(width / (4.0 * SIDE)), 0.0),
        }
        programs.draw("set/sky_unfolded.glsl", target, {"sky": self.picture}, uniforms, {})
        context.rest()
        target.release()
        prefilter(context, programs, self.light)
        self.uniforms: Mapping[str, object] = {"probe_on": 2.0}

    def behind(self, framebuffer: moderngl.Framebuffer, eye: Eye, size: tuple[int, int], exposure: float) -> None:
        """Fill the bound target with what is seen of it."""
        rays = np.linalg.inv(np.vstack([eye.clip[:2, :3], eye.clip[3, :3]]))
        uniforms: dict[str, Uniform] = {
            "rays": np.ascontiguousarray(rays.T, "f4").tobytes(),
            "size": (float(size[0]), float(size[1])),
            "turn": self._turn,
            "exposure": exposure,
        }
        self._programs.draw("set/sky_behind.glsl", framebuffer, {"sky": self.picture}, uniforms, {})

    def release(self) -> None:
        self.picture.release()
        self.light.release()


def prefilter(context: Context, programs: Programs, light: moderngl.Texture) -> None:
    """Fill levels 1 to LEVELS of a square of directions with what GGX of that roughness sees (Karis 2013; levels of the samples by
    Krivanek and Colbert 2008)."""
    light.build_mipmaps()
    light.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    side = light.size[0]
    made = []
    for level in range(1, LEVELS + 1):
        small = side >> level
        target = texture(context, (small, small), 4, "f2")
        frame = context.gl.framebuffer((target,))
        uniforms: dict[str, Uniform] = {"size": (float(small), float(small)), "roughness": level / LEVELS, "side": float(side)}
        programs.draw("set/prefilter.glsl", frame, {"probe": light}, uniforms, {})
        context.wait()
        made.append(target.read())
        context.rest()
        frame.release()
        target.release()
    for level, data in enumerate(made, 1):
        light.write(data, level=level)


class OpenLight:
    """A volume's light as three textures, one a colour: the mean radiance, and the mean of radiance times its way (y, z, x)."""

    def __init__(self, context: Context, volume: Volume) -> None:
        constants = np.array([0.28209479, *(0.48860251 / 3,) * 3], np.float32)
        values = np.asarray(volume.harmonics, np.float32) * constants[:, None]
        depth, height, width = values.shape[:3]
        self.samplers: dict[str, moderngl.Texture3D] = {}
        for number, name in enumerate(("volume_red", "volume_green", "volume_blue")):
            data = np.ascontiguousarray(values[..., number], np.float16)
            made = context.gl.texture3d((width, height, depth), 4, data.tobytes(), dtype="f2")
            made.filter = (moderngl.LINEAR, moderngl.LINEAR)
            made.repeat_x = made.repeat_y = made.repeat_z = False
            self.samplers[name] = made
        counts = (float(width), float(height), float(depth))
        span = tuple(high - low for low, high in zip(volume.low_m, volume.high_m, strict=True))
        self.uniforms: Mapping[str, object] = {"volume_low": volume.low_m, "volume_span": span, "volume_counts": counts}

    def release(self) -> None:
        for each in self.samplers.values():
            each.release()
