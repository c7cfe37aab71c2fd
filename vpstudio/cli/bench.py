"""vpstudio bench: speed in figures, beside what everyone writes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

bench = typer.Typer(help="Measure speed on this machine.", no_args_is_help=False, invoke_without_command=True)


@bench.callback()
def speed(
    context: typer.Context,
    size: Annotated[list[str] | None, typer.Option(help="WxH; may be given more than once.")] = None,
    frames: Annotated[int, typer.Option(min=10, help="Pictures in the clip.")] = 150,
    rounds: Annotated[int, typer.Option(min=1, help="Times each contender runs.")] = 3,
    live: Annotated[float, typer.Option(min=1, help="Seconds of live run.")] = 6.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the figures to this file as JSON.")] = None,
) -> None:
    """Frames a second, ms in each pass, latency and memory, beside a plain OpenCV + MediaPipe + numpy loop."""
    if context.invoked_subcommand is not None:
        return
    import json

    from vpstudio.bench import speed as bench_speed
    from vpstudio.cli import speak
    from vpstudio.cli.composite import parsed_size
    from vpstudio.model.document import write_json

    sizes = tuple(parsed_size(text) for text in size) if size else bench_speed.SIZES
    figures = bench_speed.bench(sizes, frames, rounds, live, (lambda text: None) if as_json else speak.note)
    if out is not None:
        write_json(out, figures)
    if as_json:
        typer.echo(json.dumps(figures, indent=2))
    else:
        for name, told in figures["sizes"].items():
            show(name, told)


def show(name: str, told: dict[str, Any]) -> None:
    """A table of contenders, the passes of ours, and a line for the live run."""
    from rich.table import Table

    from vpstudio.cli import speak

    table = Table(title=f"{name}, headless")
    for heading in ("", "fps", "x usual loop", "CPU ms / frame", "peak MB"):
        table.add_column(heading, justify="left" if not heading else "right")
    for contender, row in told["contenders"].items():
        table.add_row(contender, *(f"{row[key]:g}" for key in ("fps", "times_usual", "cpu_ms", "peak_mb")))
    speak.show(table)
    ours = told["contenders"]["vpstudio neural"]
    passes = Table(title=f"{name}, ms a picture in each pass")
    passes.add_column("pass")
    passes.add_column("ms", justify="right")
    for program, ms in {"matte": ours["matte_ms"], **ours["passes_ms"]}.items():
        passes.add_row(program, f"{ms:.2f}")
    speak.show(passes)
    live = told["live"]
    speak.line("live: " + ", ".join(f"{key} {value:g}" for key, value in live.items()))
