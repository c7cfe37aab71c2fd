"""vpstudio demo FOLDER: the built-in actor in a set, recorded as a take, for a machine without camera or screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(help="The project folder; the take goes below it.")] = Path("out"),
    seconds: Annotated[float, typer.Option(min=0.5, max=600, help="How long the take is.")] = 6.0,
    set_: Annotated[str, typer.Option("--set", help="The set's name.")] = "office",
    slate: Annotated[str, typer.Option(help="Scene and shot, such as 34-1/2.")] = "1-1/1",
) -> None:
    """Record a finished take of the demo actor in a virtual set, and print where it is."""
    from vpstudio.cli import speak
    from vpstudio.engine.session import take
    from vpstudio.model.project import FormatSettings, Project, SetChoice, SourceChoice
    from vpstudio.model.take import Slate

    folder.mkdir(parents=True, exist_ok=True)
    project = Project(
        code="DEMO",
        source=SourceChoice(kind="demo"),
        set=SetChoice(kind=set_),
        format=FormatSettings(short_side=720),
        slate=Slate.typed(slate),
    )
    with speak.progress(speak.text("demo.doing"), plain=True) as show:
        card = take(project, folder, seconds, lambda done, total: show(round(done * 100), round((total or 0) * 100)))
    speak.line(speak.text("demo.done", path=card.path, seconds=f"{card.seconds:.1f}"))
