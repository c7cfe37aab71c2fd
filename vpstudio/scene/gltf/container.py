"""The outside of a file: GLB's chunks, the JSON's bounds, and the files and data URIs that it points to."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from vpstudio.problem import Problem
from vpstudio.scene.gltf.limits import FILE_BYTES, JSON_BYTES, JSON_VALUES, Budget, shown

GLB_MAGIC = b"glTF"
JSON_CHUNK = 0x4E4F534A
BIN_CHUNK = 0x004E4942


@dataclass(slots=True)
class Container:
    """A file's JSON value and binary chunk, and the door to its neighbours."""

    path: Path
    value: Any
    chunk: bytes | None
    budget: Budget
    digest: Any = field(default_factory=hashlib.blake2b)

    def fetch(self, uri: str) -> bytes:
        """The bytes behind a data URI or a relative path in the file's own folder.

        Raises Problem ``gltf.outside`` for any other place, ``gltf.no_file`` where the file is missing.
        """
        if uri.startswith("data:"):
            return data_uri(uri)
        file = self.resolve(uri)
        data = read_limited(file, self.budget)
        self.digest.update(hashlib.blake2b(data).digest())
        return data

    def resolve(self, uri: str) -> Path:
        """The file a relative URI names. Raises Problem ``gltf.outside`` or ``gltf.no_file``."""
        name = unquote(uri)
        if not name or ":" in name or "\\" in name or "\0" in name or name.startswith("/"):
            raise Problem("gltf.outside", uri=shown(uri))
        folder = self.path.parent.resolve()
        try:
            file = (folder / name).resolve()
            inside, there = file.is_relative_to(folder), file.is_file()
        except (OSError, RuntimeError, ValueError):  # a name too long for the system, a loop of links
            inside, there = True, False
        if not inside:
            raise Problem("gltf.outside", uri=shown(uri))
        if not there:
            raise Problem("gltf.no_file", uri=shown(uri))
        return file


def open_container(path: Path, budget: Budget) -> Container:
    """Read ``path``, told apart by its first bytes and not by its name.

    Raises Problem ``gltf.missing``, ``gltf.not_gltf``, ``gltf.cut_off``, ``gltf.too_large``.
    """
    if not path.is_file():
        raise Problem("gltf.missing", path=str(path))
    data = read_limited(path, budget)
    text, chunk = glb_chunks(data) if data.startswith(GLB_MAGIC) else (data, None)
    container = Container(path, parse_json(text), chunk, budget)
    container.digest.update(data)
    return container


def read_limited(file: Path, budget: Budget) -> bytes:
    """The file's bytes, no more than the budget still allows. Raises Problem ``gltf.unreadable`` or ``gltf.too_large``."""
    try:
        with file.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise Problem("gltf.unreadable", file=file.name, why=error.strerror or str(error)) from error
    budget.charge("bytes", len(data))
    return data


def glb_chunks(data: bytes) -> tuple[bytes, bytes | None]:
    """(JSON text, binary chunk or None) of a GLB (glTF 2.0 specification, section 4.4). Raises Problem."""
    if len(data) < 20:
        raise Problem("gltf.cut_off", have=len(data), want=20)
    version, length = struct.unpack_from("<II", data, 4)
    if version != 2:
        raise Problem("gltf.version", version=version)
    if length > len(data):
        raise Problem("gltf.cut_off", have=len(data), want=length)
    chunks = dict(reversed(list(_chunks(data, length))))  # of doubled chunks the first counts
    if JSON_CHUNK not in chunks:
        raise Problem("gltf.not_gltf")
    return chunks[JSON_CHUNK], chunks.get(BIN_CHUNK)


def _chunks(data: bytes, end: int) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at = 12
    while at + 8 <= end and len(found) < 16:
        length, kind = struct.unpack_from("<II", data, at)
        if at + 8 + length > end:
            raise Problem("gltf.cut_off", have=end, want=at + 8 + length)
        found.append((kind, data[at + 8 : at + 8 + length]))
        at += 8 + length + (-length % 4)
    return found


def parse_json(text: bytes) -> Any:
    """The JSON value, its size bounded before it is parsed. Raises Problem ``gltf.not_gltf`` or ``gltf.too_large``."""
    values = text.count(b",") + text.count(b"[") + text.count(b"{")
    if len(text) > JSON_BYTES or values > JSON_VALUES:
        raise Problem("gltf.too_large", what="JSON values", amount=values, limit=JSON_VALUES)
    try:
        value = json.loads(text.rstrip(b"\0 "))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise Problem("gltf.not_gltf") from error
    if not isinstance(value, dict):
        raise Problem("gltf.not_gltf")
    return value


def data_uri(uri: str) -> bytes:
    """The bytes of a ``data:`` URI, base64 or percent-coded (RFC 2397). Raises Problem ``gltf.data_uri``."""
    head, comma, body = uri.partition(",")
    if not comma:
        raise Problem("gltf.data_uri", start=shown(uri, 40))
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body) if "%" in body else body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("gltf.data_uri", start=shown(uri, 40)) from error
