"""Look-up tables in the .cube format (Adobe, Cube LUT Specification 1.0, 2013): read with distrust, applied in float64."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vpstudio.problem import Problem

Array = NDArray[np.float64]
MOST_BYTES = 64 * 1024 * 1024
LINE_MOST = 512  # bytes; the specification allows 250
SIZES = {"LUT_1D_SIZE": (2, 65536), "LUT_3D_SIZE": (2, 129)}  # the specification's 256 would fill 200 MB of the GPU
KEYWORDS = (*SIZES, "DOMAIN_MIN", "DOMAIN_MAX", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE")


@dataclass(frozen=True)
class Cube:
    """``table``: (N, 3) for one curve a channel, or (blue, green, red, 3); ``low`` and ``high``: (3,) the domain of the input."""

    table: Array
    low: Array
    high: Array

    def apply(self, rgb: Array) -> Array:
        """(..., 3) looked up; beyond the domain the edge holds. Linear for curves, tetrahedral for a cube."""
        unit = np.clip((rgb - self.low) / (self.high - self.low), 0.0, 1.0)
        return _curves(self.table, unit) if self.table.ndim == 2 else _tetrahedral(self.table, unit)


def _curves(table: Array, unit: Array) -> Array:
    at = np.linspace(0.0, 1.0, len(table))
    return np.stack([np.interp(unit[..., i], at, table[:, i]) for i in range(3)], -1)


def _tetrahedral(table: Array, unit: Array) -> Array:
    """From the cell's low corner to its high one along the axes in order of their fractions (Sakamoto and Itooka 1981)."""
    place = unit * (len(table) - 1)
    corner = np.minimum(place.astype(int), len(table) - 2)
    fraction = place - corner
    found = before = table[corner[..., 2], corner[..., 1], corner[..., 0]]
    for rank in range(3):
        axis = np.argsort(-fraction, axis=-1, kind="stable")[..., rank, None]
        corner = corner + (axis == np.arange(3))
        after = table[corner[..., 2], corner[..., 1], corner[..., 0]]
        found = found + (after - before) * np.take_along_axis(fraction, axis, -1)
        before = after
    return found


def read(path: Path) -> Cube:
    """The table in ``path``. Raises Problem for all that is not a sound .cube file of bearable size."""
    return parse(_text(path), path.name)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Problem("render.lut_unreadable", name=path.name) from fault
    if len(raw) > MOST_BYTES:
        raise Problem("render.lut_too_large", name=path.name, most=MOST_BYTES // 2**20)
    return raw.decode("utf-8-sig", "replace")


def parse(text: str, name: str) -> Cube:
    """The table in the words of a file; ``name`` is for the problem's sentence."""
    head: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = [] if line.startswith(("#", "TITLE")) else line[: LINE_MOST + 1].split("#", 1)[0].split()
        if not words:
            continue
        if len(line) > LINE_MOST or (words[0] in head):
            raise Problem("render.lut_line", name=name, line=number)
        if words[0] in KEYWORDS:
            head[words[0]] = words[1:]
        elif words[0][0].isalpha() and words[0].lower() not in ("nan", "inf"):
            raise Problem("render.lut_line", name=name, line=number)
        else:
            rows.append(words)
    return _built(head, rows, name)


def _built(head: dict[str, list[str]], rows: list[list[str]], name: str) -> Cube:
    sizes = [key for key in SIZES if key in head]
    if len(sizes) != 1:
        raise Problem("render.lut_size", name=name)
    key = sizes[0]
    size, cubic = _size(head[key], key, name), key == "LUT_3D_SIZE"
    if len(rows) != (size**3 if cubic else size):
        raise Problem("render.lut_count", name=name, said=size**3 if cubic else size, found=len(rows))
    if any(len(row) != 3 for row in rows):
        raise Problem("render.lut_numbers", name=name)
    table = _numbers([word for row in rows for word in row], 3 * len(rows), name).reshape(-1, 3)
    low, high = _domain(head, "LUT_3D_INPUT_RANGE" if cubic else "LUT_1D_INPUT_RANGE", name)
    return Cube(table.reshape(size, size, size, 3) if cubic else table, low, high)


def _size(words: list[str], key: str, name: str) -> int:
    least, most = SIZES[key]
    if len(words) != 1 or not words[0].isascii() or not words[0].isdigit() or len(words[0]) > 6 or not least <= int(words[0]) <= most:
        raise Problem("render.lut_size", name=name)
    return int(words[0])


def _domain(head: dict[str, list[str]], span: str, name: str) -> tuple[Array, Array]:
    """DOMAIN_MIN and DOMAIN_MAX, or the input range that some programs write instead."""
    if span in head:
        both = _numbers(head[span], 2, name)
        low, high = np.full(3, both[0]), np.full(3, both[1])
    else:
        low, high = _numbers(head.get("DOMAIN_MIN", ["0"] * 3), 3, name), _numbers(head.get("DOMAIN_MAX", ["1"] * 3), 3, name)
    if not (high - low > 1e-6).all():
        raise Problem("render.lut_numbers", name=name)
    return low, high


def _numbers(words: list[str], count: int, name: str) -> Array:
    try:
        found = np.array([float(word) for word in words])
    except ValueError as fault:
        raise Problem("render.lut_numbers", name=name) from fault
    # Beyond the range of half floats no table means anything, and the GPU would hold infinity.
    if len(found) != count or not (np.abs(found) <= 65504).all():
        raise Problem("render.lut_numbers", name=name)
    return found
