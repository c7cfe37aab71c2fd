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


@bench.command("matte")
def matte(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Clips NAME.mp4 with NAME_alpha.mkv [and NAME_plate.png].")],
    frames: Annotated[int | None, typer.Option(min=2, help="Pictures of each clip; all unless said.")] = None,
    camera: Annotated[bool, typer.Option("--camera", help="The same clips again through a simulated camera.")] = False,
    pump: Annotated[bool, typer.Option("--pump", help="That camera's exposure and white balance wander too.")] = False,
    variants: Annotated[bool, typer.Option("--variants", help="Other screens and rooms too, made of a clip that has its plate.")] = False,
    alone: Annotated[bool, typer.Option("--alone", help="Without the other contenders.")] = False,
    sheets: Annotated[Path | None, typer.Option(help="Write pictures to look at into this folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the figures to this file as JSON.")] = None,
) -> None:
    """Score mattes against exact alpha: MAD, MSE, Grad, Conn, dtSSD, flicker, spill and ms a picture, beside other ways."""
    import json

    from vpstudio.bench import matte as bench_matte
    from vpstudio.cli import speak
    from vpstudio.model.document import write_json

    say = (lambda text: None) if as_json else speak.note
    figures = bench_matte.bench(folder, say, frames, camera or pump, variants, alone, sheets, pump)
    if out is not None:
        write_json(out, figures)
    if as_json:
        typer.echo(json.dumps(figures, indent=2))
        return
    for name, told in figures["clips"].items():
        show_matte(name, told)


MEASURES = ("MAD", "MSE", "Grad", "Conn", "dtSSD", "still", "spill", "offset", "ms", "times")


def show_matte(name: str, told: dict[str, Any]) -> None:
    """A table of contenders over one clip; smaller is better throughout."""
    from rich.table import Table

    from vpstudio.cli import speak

    table = Table(title=name)
    table.add_column("")
    for heading in MEASURES:
        table.add_column(heading, justify="right")
    table.add_column("key")
    for contender, row in told.items():
        table.add_row(contender, *(f"{row[key]:.3g}" if key in row else "" for key in MEASURES), str(row.get("key", "")))
    speak.show(table)


@bench.command("set")
def set_(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Sets by id; all unless said.")] = None,
    size: Annotated[str, typer.Option(help="WxH of the picture.")] = "1280x720",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the figures to this file as JSON.")] = None,
) -> None:
    """ms a picture of each set: drawn anew, with a still camera, with a moving one, as watched, and in which pass."""
    import json

    from vpstudio.bench import sets as bench_sets
    from vpstudio.cli import speak
    from vpstudio.cli.composite import parsed_size
    from vpstudio.model.document import write_json

    figures = bench_sets.bench(names or (), (lambda text: None) if as_json else speak.note, parsed_size(size))
    if out is not None:
        write_json(out, figures)
    if as_json:
        typer.echo(json.dumps(figures, indent=2))
    else:
        show_sets(figures)


def show_sets(figures: dict[str, Any]) -> None:
    """A row for each set; the passes of a still and of a moving camera behind it."""
    from rich.table import Table

    from vpstudio.cli import speak

    table = Table(title=f"{figures['size'][0]}x{figures['size'][1]}, ms a picture, {figures['renderer']}")
    for heading in ("", "tier", "built s", "triangles", "watched", "anew", "still", "moving"):
        table.add_column(heading, justify="left" if not heading else "right")
    for heading in ("still passes", "moving passes"):
        table.add_column(heading)
    for name, row in figures["sets"].items():
        for tier, cost in row["tiers"].items():
            passes = (", ".join(f"{key} {ms:.1f}" for key, ms in cost[f"{how}_passes"].items()) for how in ("still", "moving"))
            figures_ = (f"{each[key]:g}" for each, key in (*((row, at) for at in OF_A_SET), *((cost, at) for at in COSTS)))
            table.add_row(name, tier, *figures_, *passes)
    speak.show(table)


OF_A_SET = ("built_s", "triangles", "watched")
COSTS = ("anew", "still", "moving")
