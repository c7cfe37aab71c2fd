"""glTF 2.0's JSON as checked values (Khronos glTF 2.0 specification, section 5); what we do not read is let pass.

Indices are only checked to be natural numbers here: ``Document`` checks that what they name is there.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Index = Annotated[int, Field(ge=0, le=2**31)]
Size = Annotated[int, Field(ge=0, le=2**40)]
Number = Annotated[float, Field(ge=-1e30, le=1e30)]
Three = Annotated[list[Number], Field(min_length=3, max_length=3)]
Four = Annotated[list[Number], Field(min_length=4, max_length=4)]
Sixteen = Annotated[list[Number], Field(min_length=16, max_length=16)]


class Base(BaseModel):
    """Written in camel case in the file. Unknown keys are allowed by the specification; numbers are finite."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, alias_generator=to_camel)
    name: str | None = None
    extensions: dict[str, Any] = {}


class Asset(Base):
    version: str
    min_version: str = ""


class Buffer(Base):
    byte_length: Size
    uri: str | None = None


class BufferView(Base):
    buffer: Index
    byte_offset: Size = 0
    byte_length: Annotated[int, Field(ge=1, le=2**40)]
    byte_stride: Annotated[int, Field(ge=0, le=252)] = 0


class SparseIndices(Base):
    buffer_view: Index
    byte_offset: Size = 0
    component_type: Literal[5121, 5123, 5125]


class SparseValues(Base):
    buffer_view: Index
    byte_offset: Size = 0


class Sparse(Base):
    count: Annotated[int, Field(ge=1, le=2**40)]
    indices: SparseIndices
    values: SparseValues


class Accessor(Base):
    buffer_view: Index | None = None
    byte_offset: Size = 0
    component_type: Literal[5120, 5121, 5122, 5123, 5125, 5126]
    normalized: bool = False
    count: Annotated[int, Field(ge=1, le=2**40)]
    type: Literal["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]
    sparse: Sparse | None = None


class Image(Base):
    uri: str | None = None
    buffer_view: Index | None = None


class Sampler(Base):
    mag_filter: int = 9729
    min_filter: int = 9987
    wrap_s: int = 10497
    wrap_t: int = 10497


class Texture(Base):
    sampler: Index | None = None
    source: Index | None = None


class TextureInfo(Base):
    index: Index
    tex_coord: Index = 0
    scale: Number = 1
    strength: Number = 1


class MetallicRoughness(Base):
    base_color_factor: Four = [1, 1, 1, 1]
    base_color_texture: TextureInfo | None = None
    metallic_factor: Number = 1
    roughness_factor: Number = 1
    metallic_roughness_texture: TextureInfo | None = None


class Material(Base):
    pbr_metallic_roughness: MetallicRoughness = MetallicRoughness()
    normal_texture: TextureInfo | None = None
    occlusion_texture: TextureInfo | None = None
    emissive_texture: TextureInfo | None = None
    emissive_factor: Three = [0, 0, 0]
    alpha_mode: Literal["OPAQUE", "MASK", "BLEND"] = "OPAQUE"
    alpha_cutoff: Number = 0.5
    double_sided: bool = False


class Primitive(Base):
    attributes: dict[str, Index]
    indices: Index | None = None
    material: Index | None = None
    mode: Annotated[int, Field(ge=0, le=6)] = 4
    targets: list[dict[str, Index]] = []


class Mesh(Base):
    primitives: Annotated[list[Primitive], Field(min_length=1)]
    weights: list[Number] = []


class Node(Base):
    children: list[Index] = []
    matrix: Sixteen | None = None
    translation: Three = [0, 0, 0]
    rotation: Four = [0, 0, 0, 1]
    scale: Three = [1, 1, 1]
    mesh: Index | None = None
    skin: Index | None = None
    camera: Index | None = None
    weights: list[Number] = []


class Root(Base):
    nodes: list[Index] = []


class Skin(Base):
    joints: Annotated[list[Index], Field(min_length=1)]
    inverse_bind_matrices: Index | None = None


class Target(Base):
    node: Index | None = None
    path: str


class Channel(Base):
    sampler: Index
    target: Target


class AnimationSampler(Base):
    input: Index
    output: Index
    interpolation: Literal["LINEAR", "STEP", "CUBICSPLINE"] = "LINEAR"


class Animation(Base):
    channels: list[Channel] = []
    samplers: list[AnimationSampler] = []


class Gltf(Base):
    asset: Asset
    scene: Index | None = None
    scenes: list[Root] = []
    nodes: list[Node] = []
    meshes: list[Mesh] = []
    materials: list[Material] = []
    textures: list[Texture] = []
    images: list[Image] = []
    samplers: list[Sampler] = []
    accessors: list[Accessor] = []
    buffer_views: list[BufferView] = []
    buffers: list[Buffer] = []
    cameras: list[dict[str, Any]] = []
    skins: list[Skin] = []
    animations: list[Animation] = []
    extensions_used: list[str] = []
    extensions_required: list[str] = []


class Spot(Base):
    inner_cone_angle: Annotated[float, Field(ge=0, le=3.2)] = 0
    outer_cone_angle: Annotated[float, Field(ge=0, le=3.2)] = 0.7853981633974483


class PunctualLight(Base):
    """KHR_lights_punctual: intensity in candela (point, spot) or lux (directional)."""

    type: Literal["point", "spot", "directional"]
    color: Three = [1, 1, 1]
    intensity: Annotated[float, Field(ge=0, le=1e12)] = 1
    range: Annotated[float, Field(ge=0)] = 0
    spot: Spot = Spot()


class LightList(Base):
    lights: list[PunctualLight] = []


class LightUse(Base):
    light: Index


class TextureTransform(Base):
    """KHR_texture_transform."""

    offset: Annotated[list[Number], Field(min_length=2, max_length=2)] = [0, 0]
    rotation: Number = 0
    scale: Annotated[list[Number], Field(min_length=2, max_length=2)] = [1, 1]
    tex_coord: Index | None = None


class EmissiveStrength(Base):
    """KHR_materials_emissive_strength."""

    emissive_strength: Annotated[float, Field(ge=0, le=1e12)] = 1


class Transmission(Base):
    """KHR_materials_transmission."""

    transmission_factor: Number = 0


class WebpSource(Base):
    """EXT_texture_webp."""

    source: Index
