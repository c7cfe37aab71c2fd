"""Textures of a document: which picture, how sampled, decoded once for each use as colour or as data, within one memory budget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from vpstudio.model.scene import Texture, TextureUse
from vpstudio.problem import Problem
from vpstudio.scene.gltf import schema
from vpstudio.scene.gltf.document import Document, extension
from vpstudio.scene.gltf.images import BadImage, Pixels, checker, decode, picture_size
from vpstudio.scene.gltf.limits import TEXTURE_BYTES, TEXTURE_PIXELS, TEXTURE_SIDE, shown
from vpstudio.scene.gltf.matrices import texture_transform

WRAPS = {33071: "clamp", 33648: "mirror", 10497: "repeat"}
NEAREST = (9728, 9984, 9986)
WITHOUT_MIPMAPS = (9728, 9729)


@dataclass(frozen=True, slots=True)
class Source:
    """One picture's bytes with the size its header states; ``fault`` where it cannot be shown."""

    name: str
    data: bytes
    size: tuple[int, int] = (0, 0)
    fault: str = ""


class Textures:
    """Collects the textures that materials use; ``built()`` gives them in order."""

    def __init__(self, document: Document, limit: int) -> None:
        self.document = document
        self.limit = limit
        self._wanted: dict[tuple[int, int, bool], int] = {}
        self._sources: dict[int, Source] = {}
        self._keyed: dict[object, int] = {}

    def use(self, info: schema.TextureInfo | None, *, srgb: bool, needed: bool = False) -> TextureUse | None:
        """A material's reference, None where there is none to show.

        needed: a missing picture gives the checker; otherwise the material does without it. Either way a warning says so.
        """
        if info is None:
            return None
        image, sampler = self._image_of(info.index)
        if image is None or (self._source(image).fault and not needed):
            return self._missing(needed, srgb)
        number = self._wanted.setdefault((image, sampler, srgb), len(self._wanted))
        return self._placed(info, number)

    def built(self) -> tuple[Texture, ...]:
        """Every texture in use, decoded and scaled down to the limit and to the memory there is."""
        pictures: dict[int, Pixels] = {}
        return tuple(self._texture(*key, pictures) for key in self._wanted)

    def _texture(self, image: int, sampler: int, srgb: bool, pictures: dict[int, Pixels]) -> Texture:
        if image not in pictures:
            pictures[image] = self._decoded(image)
        kind = schema.Sampler() if sampler < 0 else self.document.gltf.samplers[sampler]
        wrap = (WRAPS.get(kind.wrap_s, "repeat"), WRAPS.get(kind.wrap_t, "repeat"))
        linear = kind.mag_filter != 9728 and kind.min_filter not in NEAREST
        name = self._sources[image].name if image >= 0 else "missing"
        return Texture(name, pictures[image], srgb, wrap, linear, kind.min_filter not in WITHOUT_MIPMAPS)  # type: ignore[arg-type]

    def _decoded(self, image: int) -> Pixels:
        source = self._sources.get(image)
        if source is None or source.fault:
            return checker()
        try:
            return decode(source.data, self._fitting_limit)
        except BadImage as error:
            self.document.warnings.add("gltf.texture_damaged", f"{source.name}: {error}")
            return checker()

    @cached_property
    def _fitting_limit(self) -> int:
        """The longest side at which all textures together stay within memory; halved until they do."""
        sizes = [self._sources[image].size for image in {key[0] for key in self._wanted} if image in self._sources]
        limit = self.limit
        while limit > 64 and sum(_bytes_at(size, limit) for size in sizes) > TEXTURE_BYTES:
            limit //= 2
        if limit < self.limit:
            self.document.warnings.add("gltf.textures_reduced", str(limit))
        return limit

    def _missing(self, needed: bool, srgb: bool) -> TextureUse | None:
        if not needed:
            return None
        return TextureUse(self._wanted.setdefault((-1, -1, srgb), len(self._wanted)))

    def _placed(self, info: schema.TextureInfo, number: int) -> TextureUse:
        moved = extension(info, "KHR_texture_transform", schema.TextureTransform)
        uv_set = info.tex_coord if moved is None or moved.tex_coord is None else moved.tex_coord
        if uv_set > 1:
            self.document.warnings.add("gltf.uv_set", str(uv_set))
            uv_set = 0
        if moved is None:
            return TextureUse(number, uv_set)
        return TextureUse(number, uv_set, texture_transform(moved.offset, moved.rotation, moved.scale))

    def _image_of(self, texture: int) -> tuple[int | None, int]:
        """(image, sampler), -1 for no sampler; image None where the texture names no picture that we can read."""
        document = self.document
        entry = document.item(document.gltf.textures, texture, "texture")
        webp = extension(entry, "EXT_texture_webp", schema.WebpSource)
        image = webp.source if webp else entry.source
        sampler = -1 if entry.sampler is None else entry.sampler
        if sampler >= 0:
            document.item(document.gltf.samplers, sampler, "sampler")
        if image is None:
            document.warnings.add("gltf.texture_missing", entry.name or f"texture {texture}")
            return None, sampler
        return self._shared(image), sampler

    def _shared(self, image: int) -> int:
        """The first image with the same content: files that name one picture many times decode it once."""
        entry = self.document.item(self.document.gltf.images, image, "image")
        key = ("view", entry.buffer_view) if entry.uri is None else ("uri", entry.uri)
        return self._keyed.setdefault(key, image)

    def _source(self, image: int) -> Source:
        if image not in self._sources:
            self._sources[image] = self._fetched(image)
        return self._sources[image]

    def _fetched(self, image: int) -> Source:
        entry = self.document.gltf.images[image]
        name = shown(entry.name or (entry.uri or "")[:60] or f"image {image}")
        try:
            data = self._bytes(entry)
        except Problem as problem:
            if problem.code != "gltf.no_file":
                raise
            self.document.warnings.add("gltf.texture_missing", name)
            return Source(name, b"", fault="missing")
        return self._measured(name, data)

    def _bytes(self, entry: schema.Image) -> bytes:
        if entry.uri is not None:
            return self.document.container.fetch(entry.uri)
        if entry.buffer_view is None:
            raise Problem("gltf.no_file", uri=shown(entry.name or "image"))
        return bytes(self.document.view(entry.buffer_view)[0])

    def _measured(self, name: str, data: bytes) -> Source:
        """Raises Problem ``gltf.texture_size`` for a picture that is too large to decode."""
        try:
            width, height = picture_size(data)
        except BadImage as error:
            self.document.warnings.add("gltf.texture_damaged", f"{name}: {error}")
            return Source(name, b"", fault=str(error))
        if max(width, height) > TEXTURE_SIDE or width * height > TEXTURE_PIXELS:
            raise Problem("gltf.texture_size", name=name, width=width, height=height, limit=8192)
        self.document.budget.charge("texture pixels", width * height)
        return Source(name, data, (width, height))


def _bytes_at(size: tuple[int, int], limit: int) -> int:
    """RGBA bytes with mipmaps (a third more) of a picture scaled down to ``limit``."""
    scale = min(1.0, limit / max(1, *size))
    return int(size[0] * scale * size[1] * scale * 4 * 4 / 3)
