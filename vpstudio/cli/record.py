"""vpstudio record SOURCE --project DIR: a take without a window, live, with the studio's own recorder."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vpstudio.engine.session import TakeRun
    from vpstudio.model.project import FormatSettings, Project

HARMED = 3
SIDES = (540, 720, 1080, 2160)


def record(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="camera:NAME, a file (it loops), an address, or 'demo'.")],
    folder: Annotated[Path, typer.Option("--project", help="The project's folder; made where there is none.")],
    slate: Annotated[str, typer.Option(help="Scene and shot, such as 34-1/2; the take is the next free one.")] = "",
    camera: Annotated[str, typer.Option(help="The camera's letter on the slate.")] = "",
    seconds: Annotated[float | None, typer.Option(min=0.2, help="How long; until Ctrl-C unless said.")] = None,
    set_: Annotated[str, typer.Option("--set", help="A set's name, a .glb / .gltf, a picture, a video, or 360:FILE.")] = "",
    key: Annotated[str, typer.Option(help="auto, neural, chroma, hybrid, difference or none.")] = "",
    size: Annotated[str, typer.Option(help="WxH: 9:16 or 16:9, the shorter side 540, 720, 1080 or 2160.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the take as JSON.")] = False,
) -> None:
    """Record one take. Ctrl-C ends it cleanly, a second one at once: then the next start makes it whole."""
    from vpstudio.cli import speak
    from vpstudio.engine.session import TakeRun
    from vpstudio.model.take import Take
    from vpstudio.words import sentence

    project = slated(opened(source, folder, set_, key), slate, camera, size)
    label = speak.text("record.doing", name=f"{project.slate.scene}/{project.slate.shot}")
    with speak.progress(label, plain=True) as show:
        run = TakeRun(project, folder, seconds, lambda done, total: show(round(done * 100), round((total or 0) * 100) or None), "live")
        stop_by_signal(run)
        card = run.run()
    if card is None:
        speak.warn(speak.text("record.nothing"))
        raise typer.Exit(HARMED)
    made = Take.load(Path(card.path) / f"{card.name}.take.json")
    if as_json:
        typer.echo(json.dumps({**made.dump(), "path": card.path}, ensure_ascii=False, indent=2))
    else:
        told = speak.text("record.done", name=made.name, pictures=made.pictures, seconds=f"{card.seconds:.2f}", dropped=made.dropped)
        speak.line(told + " " + card.path)
    if run.told is not None:
        speak.warn(sentence(run.told))
        raise typer.Exit(HARMED)


def opened(source: str, folder: Path, set_: str, key: str) -> Project:
    """The folder's project, or a new one, with what the command line says laid over it."""
    from vpstudio.cli.composite import settled

    file = folder / "project.json"
    return settled(source, file if file.is_file() else None, set_, key)


def slated(project: Project, slate: str, camera: str, size: str) -> Project:
    """The same under the slate, and at the size, that were typed. Raises Problem ``slate.wrong`` or ``cli.record_size``."""
    from vpstudio.model.take import Slate
    from vpstudio.problem import Problem

    changes: dict[str, Any] = {}
    letter = camera.upper() or project.slate.camera
    if len(letter) != 1 or not "A" <= letter <= "Z":
        raise Problem("cli.choice", option="--camera", value=camera, allowed="A-Z")
    changes["slate"] = Slate.typed(slate, letter) if slate else project.slate.model_copy(update={"camera": letter})
    if size:
        changes["format"] = shaped(project.format, size)
    return project.model_copy(update=changes)


def shaped(chosen: FormatSettings, size: str) -> FormatSettings:
    """A format of the studio's for ``WxH``."""
    from vpstudio.cli.composite import parsed_size
    from vpstudio.problem import Problem

    wanted = parsed_size(size)
    for shape in ("vertical", "wide"):
        for side in SIDES:
            made = chosen.model_copy(update={"shape": shape, "short_side": side})
            if made.size == wanted:
                return made
    raise Problem("cli.record_size", text=size, sides=", ".join(map(str, SIDES)))


def stop_by_signal(run: TakeRun) -> None:
    """SIGINT and SIGTERM cut the take; a second SIGINT ends the program at once."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        run.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
