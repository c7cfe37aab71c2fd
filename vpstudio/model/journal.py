"""What happened to a project's takes, one line an event: so that a number is not given twice, even when its folder is gone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "takes.jsonl"


def note(project: Path, event: str, name: str, **more: Any) -> None:
    """Append one event (``rolled``, ``finished``, ``recovered``, ``status``, ``trashed``, ``restored``). Raises OSError."""
    line = {"event": event, "name": name, "at": datetime.now().astimezone().isoformat(timespec="seconds"), **more}
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    with (project / NAME).open("ab", buffering=0) as file:
        if _torn(project / NAME):
            data = b"\n" + data
        file.write(data)
        os.fsync(file.fileno())


def events(project: Path) -> Iterator[dict[str, Any]]:
    """Every event that can be read, oldest first; a line torn by a crash is passed over."""
    try:
        text = (project / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and isinstance(told.get("name"), str):
            yield told


def _torn(path: Path) -> bool:
    """Whether the last line lacks its end."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return False
        file.seek(size - 1)
        return file.read(1) != b"\n"
