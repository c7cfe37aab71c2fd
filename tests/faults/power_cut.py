"""What a power cut leaves of a take: every file cut off in its middle, as if the disk had stopped there."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path


def fragments(movie: bytes) -> list[int]:
    """Where each fragment (``moof``) of a fragmented MOV begins, and where the file ends: ISO/IEC 14496-12, boxes one after the other."""
    found, at = [], 0
    while at + 8 <= len(movie):
        size, kind = struct.unpack(">I4s", movie[at : at + 8])
        if size == 1 and at + 16 <= len(movie):
            size = struct.unpack(">Q", movie[at + 8 : at + 16])[0]
        if kind == b"moof":
            found.append(at)
        if size < 8:
            break
        at += size
    return [*found, len(movie)]


def cut_off(part: Path, project: Path, at: int, torn: int = 100) -> Path:
    """A project of its own with a copy of a take that is being written: its composite cut ``torn`` bytes beyond ``at``, its other files
    at the same part of their length. Returns the folder."""
    folder = project / "days" / part.parent.name / part.name
    shutil.copytree(part, folder)
    composite = next(folder.glob("*.comp.mov"))
    share = min(1.0, (at + torn) / composite.stat().st_size)
    for file in folder.iterdir():
        if file.suffix in (".mov", ".mkv", ".wav", ".jsonl"):
            whole = file.stat().st_size
            with file.open("r+b") as opened:
                opened.truncate(min(whole, at + torn) if file == composite else int(whole * share))
    return folder
