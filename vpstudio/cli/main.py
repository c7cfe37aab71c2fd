"""The command ``vpstudio``: one verb a file, none of which imports anything heavy before it runs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from vpstudio import __version__
from vpstudio.cli import say
from vpstudio.cli.bench import bench
from vpstudio.cli.composite import composite
from vpstudio.cli.demo import demo
from vpstudio.cli.doctor import doctor
from vpstudio.cli.matte import matte
from vpstudio.cli.models import inspect, models
from vpstudio.cli.open import open_
from vpstudio.cli.record import record
from vpstudio.cli.sets import sets
from vpstudio.cli.takes import takes
from vpstudio.problem import Problem

app = typer.Typer(
    name="vpstudio",
    help="Virtual production for small film crews. Without a command it opens the studio.",
    invoke_without_command=True,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
app.command("open")(open_)
app.command("record")(record)
app.command("composite")(composite)
app.command("matte")(matte)
app.command("demo")(demo)
app.command("models")(models)
app.command("inspect")(inspect)
app.command("doctor")(doctor)
app.add_typer(bench, name="bench")
app.add_typer(sets, name="set")
app.add_typer(takes, name="takes")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vpstudio {__version__}")
        raise typer.Exit


@app.callback()
def studio(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Without a verb: the window."""
    if context.invoked_subcommand is None:
        open_()


def main() -> None:
    """Run the command line. Every fault ends here: 2 for what a person can mend, 1 for a fault of ours, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    say.keep_log()
    try:
        app()
    except Problem as problem:
        say.fail(problem)
    except KeyboardInterrupt:
        raise SystemExit(say.INTERRUPTED) from None
    except Exception as error:
        say.crash(error)
