"""vpstudio matte INPUT OUTPUT.mkv: the matte alone, by the very way that composites and the window cut."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vpstudio.cli.composite import KEY_HELP, LOSSLESS, checked_output, run_with_bar, settled, told


def matte(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="A video, a picture, a picture sequence, or 'demo'.")],
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The matte: lossless grey video, .mkv.")],
    key: Annotated[str, typer.Option(help=KEY_HELP)] = "",
    plate: Annotated[Path | None, typer.Option(help="The clean plate: a picture of the scene without the actor.")] = None,
    rotate: Annotated[int | None, typer.Option(help="Turn the input clockwise: 0, 90, 180 or 270.")] = None,
    project: Annotated[Path | None, typer.Option(help="Take the look from a project file.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write what was done as JSON.")] = None,
    frames: Annotated[int | None, typer.Option(min=1, help="Stop after this many pictures.")] = None,
) -> None:
    """Write the matte of INPUT, white where the actor is: one picture for each of the input's, with its stamps and its size."""
    from vpstudio.cli import speak
    from vpstudio.engine.composite import CompositeJob, Compositor

    chosen = settled(source, project, "none", key, rotate=rotate, plate=plate)
    job = CompositeJob(chosen, None, matte_out=checked_output(source, output, containers=LOSSLESS), limit=frames)
    done = run_with_bar(lambda progress: Compositor(job, progress), speak.text("matte.doing", name=output.name))
    told(done, report)
