"""vpstudio models: the person models, where they are, whose they are; --fetch brings them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vpstudio.matting.models import Whereabouts

INCOMPLETE = 1


def models(
    fetch: Annotated[bool, typer.Option("--fetch", help="Bring what is missing or altered.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False,
) -> None:
    """Show the models that cut people out, and bring them. Exit code 1 while one is missing or altered."""
    from vpstudio.cli import speak
    from vpstudio.matting import models as shelf

    if fetch:
        shelf.fetch(note=lambda place: speak.note(speak.text("models.trying", place=place)))
    found = [shelf.where(model) for model in shelf.MODELS.values()]
    if as_json:
        import json

        typer.echo(json.dumps([as_dict(there) for there in found], indent=2, ensure_ascii=False))
    else:
        show(found)
    if not all(there.whole for there in found):
        raise typer.Exit(INCOMPLETE)


def inspect(path: Annotated[Path, typer.Argument(metavar="FILE", help="An .onnx model of your own.")]) -> None:
    """Say whether vpstudio can use a model of your own, what it runs on here, and under what licence it stands."""
    from vpstudio.cli import speak
    from vpstudio.matting.onnx_session import opened
    from vpstudio.words import sentence

    found = opened(path)
    sign = found.signature
    size = "x".join(str(side) if side else "?" for side in sign.size)
    kind = speak.text({"single": "inspect.single", "recurrent": "inspect.recurrent", "plate": "inspect.plate"}[sign.kind])
    speak.line(speak.text("inspect.done", name=path.name, kind=kind, size=size, provider=found.provider))
    speak.line(sentence(found.licence))


def as_dict(there: Whereabouts) -> dict[str, object]:
    """One model for a program to read."""
    from vpstudio.matting.models import LICENCE, OWNER

    model = there.model
    path = str(there.path) if there.path else None
    width, height = model.input
    told = {"name": model.name, "file": model.file, "state": state(there), "path": path, "sha256": model.sha256}
    return told | {"bytes": model.size, "input": f"{width}x{height}", "licence": LICENCE, "owner": OWNER, "address": model.address}


def state(there: Whereabouts) -> str:
    return "whole" if there.whole else "missing" if there.path is None else "altered"


def show(found: list[Whereabouts]) -> None:
    """A line or two each, with paths unbroken so that they can be copied, and whose they are."""
    from vpstudio.cli import speak
    from vpstudio.matting.models import COMMAND, LICENCE, OWNER, places

    for there in found:
        width, height = there.model.input
        path = there.path or places()[0] / there.model.file
        speak.line(speak.text(f"models.{state(there)}_line", title=there.model.title, size=f"{width}x{height}", path=str(path)))
    speak.line(speak.text("models.licence", owner=OWNER, licence=LICENCE))
    if not all(there.whole for there in found):
        speak.warn(speak.text("models.run", command=COMMAND))
