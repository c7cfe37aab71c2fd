"""What the window remembers between starts: the last project, the language, its own place on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vpstudio.app.store import FILE
from vpstudio.model.document import read_json, write_json
from vpstudio.model.project import Project
from vpstudio.paths import default_projects, user_data
from vpstudio.problem import Problem

MEMORY = "window.json"


def remembered() -> dict[str, Any]:
    """All that was kept; empty on a first start or where the file is spoilt: a lost memory is no fault to stop for."""
    try:
        data = read_json(user_data(MEMORY))
    except Problem:
        return {}
    return data if isinstance(data, dict) else {}


def remember(**values: object) -> None:
    """Keep these beside what is there. A disk that cannot be written only forgets."""
    try:
        write_json(user_data(MEMORY), {**remembered(), **values})
    except Problem:
        return


def folder_to_open(asked: Path | None) -> Path:
    """The project's folder: the one asked for, else the last one that still stands, else a first project's."""
    if asked is not None:
        return asked if asked.suffix != ".json" else asked.parent
    last = remembered().get("project")
    if isinstance(last, str) and (Path(last) / FILE).is_file():
        return Path(last)
    return default_projects() / "Untitled"


def load_project(folder: Path) -> tuple[Project, bool]:
    """The project in ``folder`` and whether it is new. Raises Problem ``document.*`` where its file cannot be read."""
    if not (folder / FILE).exists():
        return Project(), True
    return Project.load(folder / FILE), False
