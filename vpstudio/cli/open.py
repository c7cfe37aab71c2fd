"""vpstudio open: the studio window."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def open_(
    project: Annotated[Path | None, typer.Argument(help="A project folder; the last one unless said.")] = None,
    source: Annotated[str | None, typer.Option(help="Start with this source: demo, a file, an address, camera:NAME.")] = None,
    language: Annotated[str | None, typer.Option(help="en or zh_CN; the system's unless said.")] = None,
) -> None:
    """Open the studio."""
    from vpstudio.app.main import run

    raise typer.Exit(run(project, source=source, language=language))
