"""vpstudio doctor: what this machine has, what it lacks, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vpstudio.cli.checkup import Finding

UNFIT = 1
STYLES = {"ok": "green", "warning": "yellow", "fault": "bold red"}


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False) -> None:
    """Say what this machine has: GL, encoders, cameras, microphones, models, disk, fonts. Exit code 1 where vpstudio cannot work."""
    from vpstudio.cli.checkup import findings

    found = findings()
    if as_json:
        tell_program(found)
    else:
        tell_person(found)
    if any(finding.state == "fault" for finding in found):
        raise typer.Exit(UNFIT)


def tell_program(found: list[Finding]) -> None:
    """One object: version, whether all can work, and a list of checks."""
    import json

    from vpstudio import __version__

    fit = all(finding.state != "fault" for finding in found)
    told = {"vpstudio": __version__, "fit": fit, "checks": [finding.as_dict() for finding in found]}
    typer.echo(json.dumps(told, indent=2, ensure_ascii=False))


def tell_person(found: list[Finding]) -> None:
    """A row each: how it stands, what was found, and below it what to do."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from vpstudio import __version__
    from vpstudio.cli import speak

    table = Table(title=f"vpstudio {__version__}", box=SIMPLE_HEAD, title_justify="left")
    for heading in ("state", "what", "found"):
        table.add_column(speak.text(f"doctor.column_{heading}"), overflow="fold")
    for finding in found:
        words = Text(finding.found)
        if finding.advice:
            words.append(f"\n{finding.advice}", style=STYLES[finding.state])
        state = Text(speak.text(f"doctor.state_{finding.state}"), style=STYLES[finding.state])
        table.add_row(state, speak.text(f"doctor.{finding.name}"), words)
    speak.show(table)
    worst = "fault" if any(f.state == "fault" for f in found) else "ok"
    speak.line(speak.text(f"doctor.verdict_{worst}"))
