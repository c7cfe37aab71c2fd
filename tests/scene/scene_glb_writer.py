"""A small writer of glTF for the tests: arrays in, a .glb or .gltf out, and free hand over the JSON in between."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np

COMPONENTS = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}


class GlbWriter:
    """Collects JSON and one binary buffer."""

    def __init__(self) -> None:
        self.json: dict[str, Any] = {"asset": {"version": "2.0"}}
        self.data = bytearray()

    def add(self, kind: str, **entry: Any) -> int:
        """Append to a top-level array; gives the index."""
        items = self.json.setdefault(kind, [])
        items.append(entry)
        return len(items) - 1

    def view(self, data: bytes, **more: Any) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        start = len(self.data)
        self.data += data
        return self.add("bufferViews", buffer=0, byteOffset=start, byteLength=len(data), **more)

    def accessor(self, values: Any, dtype: str = "f4", **more: Any) -> int:
        """(n,) or (n, k) values; (n, 4, 4) as matrices given by rows."""
        array = np.asarray(values)
        kind = "MAT4" if array.ndim == 3 else TYPES[1 if array.ndim == 1 else array.shape[1]]
        stored = array.swapaxes(1, 2) if array.ndim == 3 else array
        view = self.view(np.ascontiguousarray(stored, dtype="<" + dtype).tobytes())
        return self.add("accessors", bufferView=view, componentType=COMPONENTS[dtype], count=len(array), type=kind, **more)

    def triangle(self, **attributes: int) -> dict[str, Any]:
        """A primitive: one triangle in the glTF plane z = 0, and further attributes."""
        positions = self.accessor([(0, 0, 0), (1, 0, 0), (0, 2, 0)])
        return {"attributes": {"POSITION": positions, **attributes}}

    def mesh(self, *primitives: dict[str, Any], **more: Any) -> int:
        return self.add("meshes", primitives=list(primitives), **more)

    def node(self, **entry: Any) -> int:
        """A node that is also a root of the scene unless ``child`` is given."""
        child = entry.pop("child", False)
        index = self.add("nodes", **entry)
        if not child:
            self.json.setdefault("scenes", [{"nodes": []}])[0]["nodes"].append(index)
        return index

    def picture(self, pixels_bgr: Any, suffix: str = ".png") -> int:
        """An embedded image and a texture of it; gives the texture's index."""
        data = cv2.imencode(suffix, np.asarray(pixels_bgr))[1].tobytes()
        image = self.add("images", bufferView=self.view(data), mimeType="image/png")
        return self.add("textures", source=image)

    def bytes(self) -> bytes:
        if self.data:
            self.json["buffers"] = self.json.get("buffers") or [{"byteLength": len(self.data)}]
        return glb(json.dumps(self.json).encode(), bytes(self.data))

    def save(self, path: Path) -> Path:
        path.write_bytes(self.bytes())
        return path

    def save_gltf(self, path: Path, *, embed: bool) -> Path:
        """As .gltf, the buffer beside it or as a data URI."""
        name = "data:application/octet-stream;base64," + base64.b64encode(self.data).decode() if embed else "数据 1.bin"
        if not embed:
            (path.parent / name).write_bytes(self.data)
        self.json["buffers"] = [{"byteLength": len(self.data), "uri": name}]
        path.write_text(json.dumps(self.json), encoding="utf-8")
        return path


def glb(text: bytes, data: bytes) -> bytes:
    """The container around JSON and binary."""
    text += b" " * (-len(text) % 4)
    data += b"\0" * (-len(data) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text
    if data:
        body += struct.pack("<II", len(data), 0x004E4942) + data
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def simple() -> GlbWriter:
    """One triangle on one node."""
    writer = GlbWriter()
    writer.node(mesh=writer.mesh(writer.triangle()))
    return writer
