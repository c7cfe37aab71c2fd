"""Accessors as arrays (glTF 2.0 specification, section 3.6): strided, sparse, normalised; nothing is read past its buffer view."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.problem import Problem
from vpstudio.scene.gltf.document import Document
from vpstudio.scene.gltf.schema import Accessor, Sparse

Array = NDArray[np.generic]
DTYPES = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
SHAPES = {"SCALAR": (1, 1), "VEC2": (1, 2), "VEC3": (1, 3), "VEC4": (1, 4), "MAT2": (2, 2), "MAT3": (3, 3), "MAT4": (4, 4)}


class Accessors:
    """Decoded accessors of one document, each decoded once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._raw: dict[int, Array] = {}
        self._floats: dict[int, NDArray[np.float32]] = {}

    def floats(self, index: int, *kinds: str) -> NDArray[np.float32]:
        """(count, n) float32, normalised integers spread to 0..1 or -1..1; matrices (count, n, n), column vectors.

        ``kinds``: the types it may have. Raises Problem ``gltf.accessor_type``, ``gltf.range``, ``gltf.index``.
        """
        self._expect(index, kinds)
        if index not in self._floats:
            accessor = self.document.gltf.accessors[index]
            raw = self._read(index)
            if accessor.component_type != 5126:
                self.document.budget.charge("decoded bytes", raw.size * 4)
            self._floats[index] = _normalised(raw) if accessor.normalized else raw.astype(np.float32, copy=False)
        return self._floats[index]

    def integers(self, index: int) -> NDArray[np.uint32]:
        """(count, n) uint32 of an unsigned integer accessor: indices and joints. Raises Problem."""
        self._expect(index, ("SCALAR", "VEC4"))
        if self.document.gltf.accessors[index].component_type not in (5121, 5123, 5125):
            raise Problem("gltf.accessor_type", index=index, want="unsigned integers")
        self.document.budget.charge("decoded bytes", self.document.gltf.accessors[index].count * 16)
        return self._read(index).astype(np.uint32)

    def count(self, index: int) -> int:
        """How many elements; nothing is decoded. Raises Problem ``gltf.index``."""
        return self.document.item(self.document.gltf.accessors, index, "accessor").count

    def kind(self, index: int) -> str:
        """The accessor's type, as ``VEC3``. Raises Problem ``gltf.index``."""
        return self.document.item(self.document.gltf.accessors, index, "accessor").type

    def _expect(self, index: int, kinds: tuple[str, ...]) -> None:
        if self.kind(index) not in kinds:
            raise Problem("gltf.accessor_type", index=index, want=" / ".join(kinds))

    def _read(self, index: int) -> Array:
        if index not in self._raw:
            accessor = self.document.gltf.accessors[index]
            layout = _Layout(accessor.component_type, accessor.type)
            self.document.budget.charge("decoded bytes", accessor.count * layout.items * layout.dtype.itemsize)
            self._raw[index] = self._decode(accessor, layout)
        return self._raw[index]

    def _decode(self, accessor: Accessor, layout: _Layout) -> Array:
        if accessor.buffer_view is None:
            values: Array = np.zeros((accessor.count, *layout.shape), layout.dtype)
        else:
            values = self._slice(accessor.buffer_view, accessor.byte_offset, accessor.count, layout)
        if accessor.sparse is not None:
            values = self._patched(values.copy(), accessor.sparse, layout)
        return np.ascontiguousarray(values.swapaxes(1, 2) if values.ndim == 3 else values)

    def _patched(self, values: Array, sparse: Sparse, layout: _Layout) -> Array:
        """Sparse storage: ``values`` with some elements replaced."""
        if sparse.count > len(values):
            raise Problem("gltf.range", what="sparse accessor", end=sparse.count, size=len(values))
        at = _Layout(sparse.indices.component_type, "SCALAR")
        rows = self._slice(sparse.indices.buffer_view, sparse.indices.byte_offset, sparse.count, at, tight=True).reshape(-1)
        if int(rows.max()) >= len(values):
            raise Problem("gltf.range", what="sparse accessor", end=int(rows.max()), size=len(values))
        values[rows] = self._slice(sparse.values.buffer_view, sparse.values.byte_offset, sparse.count, layout, tight=True)
        return values

    def _slice(self, view: int, offset: int, count: int, layout: _Layout, *, tight: bool = False) -> Array:
        """(count, n) or (count, columns, rows) out of a buffer view, as stored; not copied."""
        data, entry = self.document.view(view)
        stride = layout.size if tight or not entry.byte_stride else entry.byte_stride
        if stride < layout.size and count > 1:
            raise Problem("gltf.range", what=f"bufferView {view}", end=layout.size, size=stride)
        end = offset + stride * (count - 1) + layout.size
        if end > len(data):
            raise Problem("gltf.range", what=f"bufferView {view}", end=end, size=len(data))
        shape, inner = (count, *layout.shape), layout.strides
        return np.ndarray(shape, layout.dtype, buffer=data, offset=offset, strides=(stride, *inner))


class _Layout:
    """How one element lies in memory: little-endian, matrix columns padded to four bytes."""

    def __init__(self, component: int, kind: str) -> None:
        columns, rows = SHAPES[kind]
        self.dtype = np.dtype(DTYPES[component]).newbyteorder("<")
        item = self.dtype.itemsize
        column = rows * item + (-rows * item % 4 if columns > 1 else 0)
        self.items = columns * rows
        self.size = columns * column
        self.shape = (columns, rows) if columns > 1 else (rows,)
        self.strides = (column, item) if columns > 1 else (item,)


def _normalised(raw: Array) -> NDArray[np.float32]:
    """c / max, and for signed types no less than -1 (section 3.6.2.2, "normalized")."""
    if raw.dtype.kind == "f":
        return raw.astype(np.float32)
    scaled = raw.astype(np.float32) / (256.0**raw.dtype.itemsize / (1 if raw.dtype.kind == "u" else 2) - 1)
    return np.maximum(scaled, -1).astype(np.float32)
