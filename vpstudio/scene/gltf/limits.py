"""How much a file may ask of the machine: a set is drawn live, so what is far beyond that is refused before it is decoded."""

from __future__ import annotations

from dataclasses import dataclass, field

from vpstudio.problem import Problem

FILE_BYTES = 1 << 30
JSON_BYTES = 256 << 20
JSON_VALUES = 4_000_000
VERTICES = 8_000_000
INDICES = 24_000_000
DRAWS = 50_000
DRAWN_VERTICES = 24_000_000
DRAWN_INDICES = 72_000_000
NODES = 65_536
DECODED_BYTES = 1 << 30
TEXTURE_SIDE = 16_384
TEXTURE_PIXELS = 8_192 * 8_192
SOURCE_PIXELS = 2_000_000_000
TEXTURE_BYTES = 1 << 30
REACH_M = 1e7
WARNINGS = 60

CEILINGS = {
    "bytes": FILE_BYTES,
    "vertices": VERTICES,
    "indices": INDICES,
    "draws": DRAWS,
    "drawn vertices": DRAWN_VERTICES,
    "drawn indices": DRAWN_INDICES,
    "nodes": NODES,
    "decoded bytes": DECODED_BYTES,
    "texture pixels": SOURCE_PIXELS,
}


@dataclass(slots=True)
class Budget:
    """What one load has used so far; charged **before** memory is taken."""

    used: dict[str, int] = field(default_factory=dict)

    def charge(self, what: str, amount: int) -> None:
        """Raises Problem ``gltf.too_large`` beyond the ceiling of ``what``."""
        total = self.used.get(what, 0) + amount
        if total > CEILINGS[what]:
            raise Problem("gltf.too_large", what=what, amount=total, limit=CEILINGS[what])
        self.used[what] = total


@dataclass(slots=True)
class Warnings:
    """What could not be shown as the file asks: (code, detail), each once, and not without end."""

    entries: list[tuple[str, str]] = field(default_factory=list)

    def add(self, code: str, detail: str = "") -> None:
        """Note it, unless it stands there already."""
        entry = (code, shown(detail))
        if entry in self.entries or len(self.entries) > WARNINGS:
            return
        self.entries.append(entry if len(self.entries) < WARNINGS else ("gltf.more_warnings", str(WARNINGS)))


def shown(text: str, length: int = 120) -> str:
    """A name out of a file as it may be shown: printable, one line, not longer than ``length``."""
    clean = "".join(c if c.isprintable() else " " for c in text[: length + 1])
    return clean if len(clean) <= length else clean[: length - 1] + "…"
