"""Drawing a scene's meshes into a target: which are in view, in which order, with which uniforms."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Material, Scene, SetState
from vpstudio.render.set_lights import light_uniforms
from vpstudio.render.set_upload import MAPS, GpuMesh, GpuScene

NEAR_M = 0.08
FAR_M = 30_000.0
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """Where the set is seen from. clip: (4, 4) world -> clip with row 0 of the picture at the top (y turned over).

    turned: seen in a mirror, so that triangles wind the other way round.
    """

    position: Array
    view: Array
    clip: Array
    turned: bool = False

    @classmethod
    def of(cls, pose: CameraPose, lens: Intrinsics, near: float = NEAR_M, far: float = FAR_M) -> Eye:
        projection = lens.projection(near, far)
        projection[1] *= -1
        view = pose.view()
        return cls(np.array(pose.position_m, float), view, projection @ view)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One mesh on one node. centre, radius: in the world, at the moment it was asked for."""

    mesh: GpuMesh
    material: Material
    node: int
    model: Array
    centre: Array
    radius: float


@dataclass(slots=True)
class Surroundings:
    """Textures and uniforms that every mesh's program may read besides its own: probe, shadow map, what lies behind.

    mirrors: those that only the materials of one mirror read, by its number.
    """

    samplers: dict[str, moderngl.Texture | moderngl.Texture3D] = field(default_factory=dict)
    uniforms: dict[str, object] = field(default_factory=dict)
    mirrors: dict[int, Surroundings] = field(default_factory=dict)


NOTHING = Surroundings()


def items(gpu: GpuScene, state: SetState) -> list[Item]:
    """Every mesh on every node, with its world matrix of ``state``."""
    scene = gpu.scene
    found = []
    for index, node in enumerate(scene.nodes):
        model = state.matrices[index]
        stretch = float(np.sqrt((model[:3, :3] ** 2).sum(axis=0).max()))
        for number in node.meshes:
            mesh = gpu.meshes[number]
            if mesh is not None:
                centre = model[:3, :3] @ mesh.centre + model[:3, 3]
                found.append(Item(mesh, scene.materials[mesh.mesh.material], index, model, centre, mesh.radius * stretch))
    return found


def in_view(each: Item, eye: Eye) -> bool:
    """Whether the item's ball touches the picture's pyramid (planes of the clip matrix, Gribb and Hartmann 2001)."""
    planes = np.array([eye.clip[3] + sign * eye.clip[row] for row in (0, 1) for sign in (1, -1)] + [eye.clip[3]])
    lengths = np.linalg.norm(planes[:, :3], axis=1)
    return bool(np.all(planes[:, :3] @ each.centre + planes[:, 3] >= -each.radius * lengths))


def draw(
    gpu: GpuScene,
    chosen: Iterable[Item],
    eye: Eye,
    state: SetState,
    around: Surroundings,
    after: Callable[[], None] = lambda: None,
    mark_depth: bool = True,
) -> None:
    """Draw the items that are in view into the bound framebuffer: opaque ones by program, then blended ones from far to near.

    Premultiplied; ``after`` is called between programs so that the GL's work is waited for without Python's lock. mark_depth:
    opaque ones hide what is drawn later; without, they come from far to near.
    """
    visible = [each for each in chosen if in_view(each, eye)]
    solid = [each for each in visible if each.material.alpha_mode != "blend"]
    glassy = [each for each in visible if each.material.alpha_mode == "blend"]
    gl = gpu.context.gl
    gl.blend_func = (moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA)
    from_far = functools.partial(_distance, eye)
    solid = _small_first(gpu, solid) if mark_depth else sorted(solid, key=from_far, reverse=True)
    glassy.sort(key=from_far, reverse=True)
    common = common_uniforms(gpu.scene, state, eye) | around.uniforms
    framebuffer = gl.fbo
    framebuffer.depth_mask = mark_depth
    _draw_run(gpu, solid, (common, eye.turned), around, moderngl.DEPTH_TEST, after)
    framebuffer.depth_mask = False
    _draw_run(gpu, glassy, (common, eye.turned), around, moderngl.DEPTH_TEST | moderngl.BLEND, after)
    framebuffer.depth_mask = True
    gl.enable_only(moderngl.NOTHING)
    gl.front_face = "ccw"


def _distance(eye: Eye, each: Item) -> float:
    return float(np.linalg.norm(each.centre - eye.position))


def _small_first(gpu: GpuScene, solid: list[Item]) -> list[Item]:
    """By program, those of small things first: walls, ground and sky come last and are shaded only where they are seen."""
    largest: dict[int, float] = {}
    for each in solid:
        glo = _program(gpu, each).glo
        largest[glo] = max(largest.get(glo, 0.0), each.radius)

    def rank(each: Item) -> tuple[float, int, float]:
        glo = _program(gpu, each).glo
        return largest[glo], glo, each.radius

    return sorted(solid, key=rank)


def _program(gpu: GpuScene, each: Item) -> moderngl.Program:
    return gpu.program(each.material, gpu.lightmap is not None and each.mesh.mesh.uv_light is not None)


def common_uniforms(scene: Scene, state: SetState, eye: Eye) -> dict[str, object]:
    """What all programs share: camera, time, exposure, lights, and the state's own values."""
    values: dict[str, object] = {"flash": 0.0, "probe_on": 0.0, "shadow_on": 0.0, "mirror_on": 0.0, "kept_side": (0.0, 0.0, 0.0, 1.0)}
    values |= {name: float(value) for name, value in state.values.items()}
    values |= {
        "camera": tuple(eye.position),
        "clip_from_world": matrix_bytes(eye.clip),
        "time": float(state.time_s),
        "exposure": 2.0**scene.exposure_ev,
        "ambient_sky": scene.ambient.sky,
        "ambient_ground": scene.ambient.ground,
    }
    if scene.haze is not None:
        values |= {"air_colour": scene.haze.colour, "air_spans": (scene.haze.distance_m, scene.haze.base_m, scene.haze.height_m)}
    return values | light_uniforms(scene, state, eye.position)


def _draw_run(
    gpu: GpuScene,
    run: list[Item],
    shared: tuple[Mapping[str, object], bool],
    around: Surroundings,
    flags: int,
    after: Callable[[], None],
) -> None:
    """shared: the uniforms of all programs, and whether a mirror is looked into."""
    bound: moderngl.Program | None = None
    common, turned = shared
    for each in run:
        built = _program(gpu, each)
        if bound is None or built.glo != bound.glo:
            if bound is not None:
                after()
            bound = built
            _put_all(built, common)
        _bind(gpu, built, each.material, around)
        _place(built, each)
        # With the picture's row 0 at the top a front winds clockwise, unless the node mirrors it.
        gpu.context.gl.front_face = "cw" if (np.linalg.det(each.model[:3, :3]) > 0) != turned else "ccw"
        gpu.context.gl.enable_only(flags if each.material.double_sided else flags | moderngl.CULL_FACE)
        each.mesh.array(gpu.context.gl, built).render(moderngl.TRIANGLES)


def _bind(gpu: GpuScene, built: moderngl.Program, material: Material, around: Surroundings) -> None:
    """The material's own numbers and textures, then the surroundings' textures on the units behind."""
    _put_all(built, material_uniforms(material))
    unit = 0
    for name in MAPS:
        use = material.uses.get(name)
        if use is None or f"{name}_map" not in built:
            continue
        gpu.textures[use.texture].use(unit)
        _put(built, f"{name}_map", unit)
        _put(built, f"{name}_uv", np.array(use.transform, "f4").reshape(3, 3).T.tobytes())
        _put(built, f"{name}_set", use.uv_set)
        unit += 1
    own = {"lightmap": gpu.lightmap} if gpu.lightmap is not None else {}
    mirror = around.mirrors.get(material.mirror, NOTHING)
    _put_all(built, mirror.uniforms)
    for name, texture in {**own, **around.samplers, **mirror.samplers}.items():
        if name in built:
            texture.use(unit)
            _put(built, name, unit)
            unit += 1


def material_uniforms(material: Material) -> dict[str, object]:
    """A material's numbers under the names that the shaders know."""
    return {
        "base_colour": material.base_colour,
        "metallic": material.metallic,
        "roughness": material.roughness,
        "emissive": material.emissive,
        "alpha_cutoff": material.alpha_cutoff,
        "normal_scale": material.normal_scale,
        "occlusion_strength": material.occlusion_strength,
        **material.values,
    }


def _place(built: moderngl.Program, each: Item) -> None:
    normal = np.linalg.inv(each.model[:3, :3]).T if abs(np.linalg.det(each.model[:3, :3])) > 1e-12 else np.eye(3)
    _put(built, "model", matrix_bytes(each.model))
    _put(built, "normal_matrix", normal.T.astype("f4").tobytes())


def matrix_bytes(matrix: Array) -> bytes:
    """A matrix of column vectors as GLSL takes it."""
    return np.ascontiguousarray(matrix.T, dtype="f4").tobytes()


def _put_all(built: moderngl.Program, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        _put(built, name, value)


def _put(built: moderngl.Program, name: str, value: object) -> None:
    """Set a uniform where the program has it (compilers drop those that are not used)."""
    if name not in built:
        return
    if isinstance(value, bytes):
        built[name].write(value)  # type: ignore[union-attr]
    else:
        built[name].value = value  # type: ignore[union-attr]
