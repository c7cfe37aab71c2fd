"""A file as a checked document: schema, version, extensions, and look-ups that never run off an array."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from vpstudio.problem import Problem
from vpstudio.scene.gltf.container import Container, open_container
from vpstudio.scene.gltf.limits import Budget, Warnings, shown
from vpstudio.scene.gltf.schema import Base, BufferView, Gltf

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

SUPPORTED = frozenset(
    {
        "KHR_lights_punctual",
        "KHR_texture_transform",
        "KHR_materials_emissive_strength",
        "KHR_materials_unlit",
        "KHR_materials_transmission",
        "KHR_mesh_quantization",
        "EXT_texture_webp",
    }
)


class Document:
    """One file being read: its schema, its buffers, what it has used and what could not be shown."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.budget = container.budget
        self.warnings = Warnings()
        self.gltf = checked(Gltf, container.value, "")
        self.buffer = lru_cache(maxsize=None)(self._buffer)
        self._check_version()
        self._check_extensions()

    def item(self, items: Sequence[T], index: int, what: str) -> T:
        """``items[index]``. Raises Problem ``gltf.index`` where there is none."""
        if index >= len(items):
            raise Problem("gltf.index", what=what, index=index, count=len(items))
        return items[index]

    def view(self, index: int) -> tuple[memoryview, BufferView]:
        """A buffer view's bytes. Raises Problem ``gltf.range`` where it leaves its buffer."""
        view = self.item(self.gltf.buffer_views, index, "bufferView")
        if "EXT_meshopt_compression" in view.extensions:
            self._need_fallback("EXT_meshopt_compression", view)
        data = self.buffer(view.buffer)
        end = view.byte_offset + view.byte_length
        if end > len(data):
            raise Problem("gltf.range", what=f"bufferView {index}", end=end, size=len(data))
        return memoryview(data)[view.byte_offset : end], view

    def _need_fallback(self, extension: str, view: BufferView) -> None:
        """A compressed view may name a plain buffer beside; without one there is nothing that we could read."""
        buffer = self.item(self.gltf.buffers, view.buffer, "buffer")
        if buffer.uri is None and not (view.buffer == 0 and self.container.chunk is not None):
            raise Problem("gltf.compressed", name=extension)

    def _buffer(self, index: int) -> bytes:
        buffer = self.item(self.gltf.buffers, index, "buffer")
        data = self.container.chunk if buffer.uri is None and index == 0 else None
        if data is None:
            if buffer.uri is None:
                raise Problem("gltf.no_data", index=index)
            data = self.container.fetch(buffer.uri)
        if len(data) < buffer.byte_length:
            raise Problem("gltf.short_buffer", index=index, have=len(data), want=buffer.byte_length)
        return data

    def _check_version(self) -> None:
        asset = self.gltf.asset
        if not asset.version.startswith("2.") or asset.min_version not in ("", "2.0"):
            raise Problem("gltf.version", version=shown(asset.min_version or asset.version, 20))

    def _check_extensions(self) -> None:
        for name in self.gltf.extensions_required:
            if name not in SUPPORTED:
                raise Problem("gltf.extension", name=shown(name, 60))
        for name in self.gltf.extensions_used:
            if name not in SUPPORTED:
                self.warnings.add("gltf.extension_ignored", name)


def open_document(path: Path) -> Document:
    """Read and check ``path``. Raises Problem."""
    return Document(open_container(path, Budget()))


def checked(model: type[M], value: Any, where: str) -> M:
    """``value`` as ``model``. Raises Problem ``gltf.schema`` naming the first thing that is wrong."""
    try:
        return model.model_validate(value)
    except (ValidationError, RecursionError) as error:
        if isinstance(error, RecursionError):
            raise Problem("gltf.not_gltf") from error
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join([where] * bool(where) + [str(part) for part in first["loc"]])
        raise Problem("gltf.schema", where=shown(place), why=shown(first["msg"])) from error


def extension(item: Base, name: str, model: type[M]) -> M | None:
    """The extension ``name`` of ``item`` as ``model``, None where it has none. Raises Problem ``gltf.schema``."""
    value = item.extensions.get(name)
    return None if value is None else checked(model, value, name)
