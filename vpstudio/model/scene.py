"""A virtual set as plain data: built in scene/, drawn in render/, which meet only here.

Metres, Z up, Y forward, right-handed; triangles wind counter-clockwise seen from outside. Light is linear Rec.709 in
units where 1.0 is diffuse white under the set's key exposure; emitters go above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.baked import Bounce, Volume

Vector3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """pixels: (H, W, 4) uint8, row 0 at v = 0 (glTF's order), or float16 for light beyond white. srgb: colour codes to be linearised
    when sampled (uint8 only)."""

    name: str
    pixels: NDArray[np.uint8] | NDArray[np.float16]
    srgb: bool = True
    wrap: tuple[Literal["repeat", "clamp", "mirror"], Literal["repeat", "clamp", "mirror"]] = ("repeat", "repeat")
    linear: bool = True
    mipmaps: bool = True


@dataclass(frozen=True, slots=True)
class TextureUse:
    """A texture in a material: its index, which uv set, and KHR_texture_transform as a row-major 3 x 3 on (u, v, 1)."""

    texture: int
    uv_set: int = 0
    transform: tuple[float, ...] = (1, 0, 0, 0, 1, 0, 0, 0, 1)


@dataclass(frozen=True, slots=True)
class Material:
    """A surface. ``shader`` names ``shaders/materials/SHADER.glsl``; ``pbr`` is glTF's metallic-roughness.

    uses: keys ``base_colour``, ``metallic_roughness`` (g rough, b metal), ``normal``, ``occlusion`` (r), ``emissive``.
    values: further uniforms of the named shader: floats or tuples.
    moving: the shader reads the time, so its pixels change with a still camera. travels: and it leaves its place, so that pictures which
    are kept (mirrors, probes, shadows) leave it out.
    mirror: index of the scene's mirror plane whose picture it reflects, -1 for none.
    transmission: how much of what is behind shows through instead of the diffuse colour (KHR_materials_transmission), as blended glass.
    """

    name: str
    shader: str = "pbr"
    base_colour: tuple[float, float, float, float] = (1, 1, 1, 1)
    metallic: float = 0.0
    roughness: float = 0.8
    emissive: Vector3 = (0, 0, 0)
    alpha_mode: Literal["opaque", "mask", "blend"] = "opaque"
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    normal_scale: float = 1.0
    occlusion_strength: float = 1.0
    uses: Mapping[str, TextureUse] = field(default_factory=dict)
    values: Mapping[str, float | tuple[float, ...]] = field(default_factory=dict)
    moving: bool = False
    travels: bool = False
    mirror: int = -1
    transmission: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles of one material. (N, 3) float32 positions and normals, (N, 2) uv and uv2, (N, 4) tangents (w = handedness)
    and colours float32, (M,) uint32 indices; None where absent.

    uv_light: (N, 2) float32, the place in the scene's lightmap; with it the lightmap stands in for the colours' baked light.
    bounce: how light sees its triangles, where the material alone does not tell.
    """

    name: str
    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    indices: NDArray[np.uint32]
    material: int
    uv: NDArray[np.float32] | None = None
    uv2: NDArray[np.float32] | None = None
    tangents: NDArray[np.float32] | None = None
    colours: NDArray[np.float32] | None = None
    uv_light: NDArray[np.float32] | None = None
    bounce: Bounce | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A place in the tree. parent: index or -1 (parents come before children). local: (4, 4) float64, column vectors.

    far: so far away that only turning is seen of its motion: it may be drawn once into a wide picture and turned as one.
    """

    name: str
    parent: int
    local: NDArray[np.float64]
    meshes: tuple[int, ...] = ()
    far: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """A light on a node, shining along the node's -Z (glTF). Point and spot: ``intensity`` in units that give irradiance
    intensity / d^2 at d metres; directional: irradiance itself; rectangle (``size_m`` wide along the node's X and Y): its radiance,
    Lambertian, from the one face. colour: linear RGB. Cone half-angles in radians; range 0 = no end.

    spread: shapes a point light: 0 all round, 1 a half-space lobe along its way. radius_m: of the glowing thing, for soft shadows.
    baked: its diffuse light lies in the baked light already; only its highlights are drawn live. Otherwise the bake holds only
    what it sends by way of other surfaces. live: drawn at all; a window's light is baked and mirrored by the probe, not drawn.
    """

    name: str
    node: int
    kind: Literal["point", "spot", "directional", "rectangle"]
    colour: Vector3 = (1, 1, 1)
    intensity: float = 1.0
    inner_rad: float = 0.0
    outer_rad: float = 0.7853982
    range_m: float = 0.0
    practical: bool = False
    casts_shadow: bool = False
    size_m: tuple[float, float] = (0.0, 0.0)
    spread: float = 0.0
    radius_m: float = 0.0
    baked: bool = False
    live: bool = True


@dataclass(frozen=True, slots=True)
class Ambient:
    """Light from all around, as irradiance over pi: from above, from below; and what is seen behind all meshes."""

    sky: Vector3 = (0.3, 0.3, 0.32)
    ground: Vector3 = (0.15, 0.14, 0.13)
    backdrop: Vector3 = (0.02, 0.02, 0.025)


@dataclass(frozen=True, slots=True)
class Probe:
    """Where the surroundings are looked at for reflections, and the box (low, high corner) on whose walls they are thought to lie."""

    centre_m: Vector3
    low_m: Vector3
    high_m: Vector3


@dataclass(frozen=True, slots=True, eq=False)
class Environment:
    """The world all round as a picture: lights the set and shows behind all meshes.

    pixels: (H, W, 3) float32 radiance, equirectangular: row 0 is straight up, the middle column +Y, columns grow to the right (+X).
    turn_deg: + left. shown: seen behind the meshes too, not only lighting them.
    """

    pixels: NDArray[np.float32]
    turn_deg: float = 0.0
    strength: float = 1.0
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Haze:
    """Air that takes on light with distance: 63 % of a thing is lost at ``distance_m``; thinner by 1/e every ``height_m`` above
    ``base_m`` (0: the same at all heights). colour: radiance of endless haze. For lit materials; unlit ones bring their own."""

    colour: Vector3
    distance_m: float
    base_m: float = 0.0
    height_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Mirror:
    """A plane whose materials (``Material.mirror``) show the set turned over: a floor, water, a pane. normal: of length 1, toward
    the side that mirrors."""

    point_m: Vector3 = (0, 0, 0)
    normal: Vector3 = (0, 0, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the actor stands (floor point, metres), which way the camera looks at him (pan in degrees, + left), and the framing
    that flatters the place: camera height, tilt (+ up), distance, lens (full-frame equivalent along the long side).

    occluder: something of the set stands out of focus between lens and actor. headroom_m: what is higher above the mark's floor is roof or
    lamp and never hides him, however tall the plate shows him.
    """

    position_m: Vector3 = (0, 0, 0)
    pan_deg: float = 0.0
    title: str = "Main"
    height_m: float = 1.5
    tilt_deg: float = 0.0
    distance_m: float = 2.0
    lens_mm: float = 50.0
    occluder: bool = False
    headroom_m: float = 2.05


@dataclass(frozen=True, slots=True, eq=False)
class SetState:
    """A set at one moment: world matrices (nodes, 4, 4) float64, a factor for each light, uniforms that shaders read.

    key: equal keys mean equal pictures, so a still set is drawn once and kept.
    flash: how much brighter the actor should be for a moment (lightning), as linear RGB added to 1.
    """

    time_s: float
    matrices: NDArray[np.float64]
    lights: tuple[float, ...]
    values: Mapping[str, float] = field(default_factory=dict)
    key: object = None
    flash: Vector3 = (0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A whole set. ``key`` names what it was built from: equal keys mean equal scenes, uploaded once.

    visible_texts: every sign or plaque that may be read, for the table of special pictures. warnings: (code, detail) of what
    could not be shown as the file asks. animate: pure; None for a set that never moves. loop_s: after which it repeats, 0: it does not
    move or never repeats. lightmap: (H, W, 4) float16 as in ``Baked``, for meshes with ``uv_light``; volume: for what moves.
    key_light: index of the light that throws the actor's shadow; None: the one that counts most where he stands.
    """

    key: str
    title: str
    meshes: tuple[Mesh, ...] = ()
    nodes: tuple[Node, ...] = ()
    materials: tuple[Material, ...] = ()
    textures: tuple[Texture, ...] = ()
    lights: tuple[Light, ...] = ()
    ambient: Ambient = Ambient()
    exposure_ev: float = 0.0
    marks: tuple[Mark, ...] = (Mark(),)
    visible_texts: tuple[str, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    animate: Callable[[float], SetState] | None = None
    probe: Probe | None = None
    environment: Environment | None = None
    haze: Haze | None = None
    mirrors: tuple[Mirror, ...] = ()
    lightmap: NDArray[np.float16] | None = None
    volume: Volume | None = None
    key_light: int | None = None
    loop_s: float = 0.0

    def at(self, time_s: float) -> SetState:
        """The set at ``time_s`` seconds; pure."""
        if self.animate is not None:
            return self.animate(time_s)
        return SetState(time_s, world_matrices(self.nodes), (1.0,) * len(self.lights), key=self.key)


def world_matrices(nodes: tuple[Node, ...], local: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """(n, 4, 4) world matrices; ``local`` (n, 4, 4) replaces the nodes' own where a set is animated."""
    world = np.empty((len(nodes), 4, 4))
    for index, node in enumerate(nodes):
        own = node.local if local is None else local[index]
        world[index] = own if node.parent < 0 else world[node.parent] @ own
    return world
