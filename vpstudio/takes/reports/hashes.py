"""The day's hashes in one list, as ``xxhsum -c`` reads it from the project's folder."""

from __future__ import annotations

from pathlib import Path

from vpstudio.takes.reports.base import Day, Report, registry, written
from vpstudio.takes.seal import seal_of


@registry.register
class Hashes(Report):
    name = "hashes"
    title = "Hash list (XXH64)"

    def write(self, day: Day, folder: Path) -> list[Path]:
        lines = []
        for each in day.takes:
            base = f"days/{each.folder.parent.name}/{each.folder.name}"
            lines += [f"{value}  {base}/{name}\n" for name, value in (seal_of(each.folder) or {}).items()]
        return [written(folder / f"{day.label}.xxh64", "".join(lines))]
