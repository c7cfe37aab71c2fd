"""vpstudio set list | render: the virtual sets, what is in them, and how they look, without camera or window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vpstudio.model.scene import Scene

sets = typer.Typer(name="set", help="Virtual sets: list them, render them.", no_args_is_help=True)


@sets.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print JSON alone.")] = False) -> None:
    """Every set with its states, sign texts and size."""
    from rich.table import Table

    from vpstudio.cli import speak
    from vpstudio.engine.set_list import listing

    found = listing()
    if as_json:
        typer.echo(json.dumps([each.as_dict() for each in found], ensure_ascii=False, indent=2))
        return
    table = Table(*(speak.text(f"set.{name}") for name in ("id", "title", "states", "texts", "size")))
    for each in found:
        states = ", ".join(f"{state.name} ({state.title})" if state.name != state.title.lower() else state.name for state in each.states)
        table.add_row(
            each.name, each.title, states, "\n".join(each.visible_texts) or "-", " x ".join(f"{side:.1f}" for side in each.size_m) + " m"
        )
    speak.show(table)


@sets.command()
def render(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A set's id, or a .glb / .gltf file.")],
    output: Annotated[Path, typer.Argument(metavar="OUT.png", help="The picture.")],
    size: Annotated[str, typer.Option(help="Width x height in pixels.")] = "1080x1920",
    state: Annotated[str, typer.Option(help="One of the set's states, such as night.")] = "",
    seed: Annotated[int | None, typer.Option(min=0, help="Which variation of the set.")] = None,
    lens_mm: Annotated[float | None, typer.Option(min=8, max=300, help="Full-frame equivalent along the picture's long side.")] = None,
    height: Annotated[float | None, typer.Option(min=0.05, max=20, help="Camera height in metres.")] = None,
    distance: Annotated[float | None, typer.Option(min=0.3, max=15, help="Metres from the camera to the mark.")] = None,
    tilt: Annotated[float | None, typer.Option(min=-80, max=80, help="Degrees, positive looks up.")] = None,
    pan: Annotated[float, typer.Option(min=-180, max=180, help="Degrees on top of the mark's, positive looks left.")] = 0.0,
    mark: Annotated[int, typer.Option(min=0, help="Which of the set's marks: 0 is the main one.")] = 0,
    time: Annotated[float, typer.Option(min=0, help="The moment within the set's movement, in seconds.")] = 4.0,
    setting: Annotated[list[str] | None, typer.Option("--with", metavar="NAME=VALUE", help="Any other setting of the set.")] = None,
    no_actor: Annotated[bool, typer.Option("--no-actor", help="The empty set.")] = False,
    light_card: Annotated[
        Path | None, typer.Option(metavar="CARD.json", help="Also write the set's light at the mark: key, colour, contrast, fill.")
    ] = None,
) -> None:
    """Render one picture of a set, with the demo actor at its mark."""
    from vpstudio.cli import speak
    from vpstudio.cli.composite import parsed_size
    from vpstudio.engine.set_picture import SetPainter, SetView, built, chosen
    from vpstudio.record.png import write_png

    view = SetView(parsed_size(size), mark, lens_mm, height, distance, tilt, pan, time, not no_actor)
    scene = built(chosen(name, values(state, seed, setting or [])))
    painter = SetPainter(view.size)
    write_png(output, painter.picture(scene, view))
    painter.close()
    if light_card is not None:
        write_card(light_card, scene, mark)
    speak.line(speak.text("set.rendered", path=output, size=f"{view.size[0]}x{view.size[1]}"))


def write_card(path: Path, scene: Scene, mark: int) -> None:
    """The mark's light card as JSON. Raises Problem where the file cannot be written."""
    from vpstudio.problem import Problem
    from vpstudio.scene.light_card import light_card

    card = light_card(scene, min(mark, len(scene.marks) - 1)).to_json()
    try:
        path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise Problem("record.cannot_write", path=path, why=error.strerror or str(error)) from None


def values(state: str, seed: int | None, more: list[str]) -> dict[str, Any]:
    """The set's settings as typed. Raises Problem for an option that is not NAME=VALUE."""
    from vpstudio.problem import Problem

    made: dict[str, Any] = {} if not state else {"state": state}
    if seed is not None:
        made["seed"] = seed
    for each in more:
        key, equals, value = each.partition("=")
        if not equals:
            raise Problem("cli.not_a_setting", text=each)
        made[key.strip()] = value
    return made


@sets.command()
def bake(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A set's id, or a .glb / .gltf file.")],
    state: Annotated[str, typer.Option(help="One of the set's states, such as night.")] = "",
    seed: Annotated[int | None, typer.Option(min=0, help="Which variation of the set.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--with", metavar="NAME=VALUE", help="Any other setting of the set.")] = None,
    coarse: Annotated[bool, typer.Option("--coarse", help="In seconds instead of a minute.")] = False,
) -> None:
    """Work out the bounced light of a set in one state, and keep it for whenever the set is shown so."""
    from vpstudio.cli import speak
    from vpstudio.engine.baking import bake_here
    from vpstudio.engine.set_picture import chosen

    with speak.progress(speak.text("set.baking", name=name), plain=True) as show:
        path = bake_here(chosen(name, values(state, seed, setting or [])), coarse, lambda share: show(round(share * 100), 100))
    speak.line(speak.text("set.baked", path=path))
