"""vpstudio takes: what was recorded, found, checked, marked, copied and handed on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vpstudio.takes.index import Row, Wanted
    from vpstudio.takes.shot_list import ShotList
    from vpstudio.takes.verify import Verified

takes = typer.Typer(name="takes", help="The takes of a project: list, search, verify, copy, hand on.", no_args_is_help=True)
NOT_WHOLE = 3

Folder = Annotated[Path, typer.Option("--project", help="The project's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON alone.")]
Names = Annotated[list[str] | None, typer.Argument(metavar="[TAKE]...", help="Takes by name, or the end of a name; all unless said.")]
HERE = Path()


@takes.command("list")
def list_(
    folder: Folder = HERE,
    episode: Annotated[int | None, typer.Option(help="Of this episode.")] = None,
    scene: Annotated[str | None, typer.Option(help="Of this scene, such as 34-1.")] = None,
    status: Annotated[str | None, typer.Option(help="circle, hold, ng, false or none.")] = None,
    day: Annotated[str | None, typer.Option(help="A shooting day's folder, such as 2026-03-14_D03.")] = None,
    as_json: Json = False,
) -> None:
    """Takes in script order."""
    from vpstudio.takes.index import Wanted

    show_rows(found(folder, Wanted("", episode, scene, status, day)), as_json)


@takes.command()
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Parts of slate, notes, cast, set or shot size; Chinese or English.")
    ],
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Takes that hold all the words."""
    from vpstudio.takes.index import Wanted

    show_rows(found(folder, Wanted(" ".join(words))), as_json)


@takes.command()
def show(name: Annotated[str, typer.Argument(metavar="TAKE")], folder: Folder = HERE, as_json: Json = False) -> None:
    """All that is known of a take."""
    from rich.table import Table

    from vpstudio.cli import speak
    from vpstudio.takes.library import Library

    (place,) = named(folder, [name])
    told = {**Library(folder).take(place.name).dump(), "path": str(place)}
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    table = Table(show_header=False)
    for key, value in told.items():
        if key not in ("look", "schema"):
            table.add_row(key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    speak.show(table)


@takes.command()
def mark(
    name: Annotated[str, typer.Argument(metavar="TAKE")],
    folder: Folder = HERE,
    status: Annotated[str | None, typer.Option(help="circle, hold, ng, false or none.")] = None,
    rating: Annotated[int | None, typer.Option(min=0, max=5, help="Stars; 0 for none.")] = None,
    notes: Annotated[str | None, typer.Option(help="What the script supervisor writes.")] = None,
    cast: Annotated[list[str] | None, typer.Option(help="Who is seen; once for each.")] = None,
    shot_size: Annotated[str | None, typer.Option(help="CU, MS, WS or what you write.")] = None,
    ai_content: Annotated[str | None, typer.Option(help="none, plate or edited.")] = None,
) -> None:
    """Circle a take, rate it, write what is to be known of it."""
    from vpstudio.cli import speak
    from vpstudio.takes.library import Library

    (place,) = named(folder, [name])
    Library(folder).change(
        place.name, status=status, rating=rating, notes=notes, cast=cast or None, shot_size=shot_size, ai_content=ai_content
    )
    speak.line(speak.text("takes.changed", name=place.name))


@takes.command()
def slate(
    name: Annotated[str, typer.Argument(metavar="TAKE")],
    to: Annotated[str, typer.Argument(metavar="[SCENE/SHOT]", help="The right slate, such as 34-2/3.")] = "",
    folder: Folder = HERE,
    camera: Annotated[str, typer.Option(help="The right camera's letter.")] = "",
    back: Annotated[bool, typer.Option("--back", help="Undo the last correction.")] = False,
) -> None:
    """Put a take under the right slate: folder, files, sidecars and index are renamed; it gets the next free number there."""
    from vpstudio.cli import speak
    from vpstudio.model.take import Slate
    from vpstudio.takes.library import Library

    (place,) = named(folder, [name])
    library = Library(folder)
    if back:
        take = library.correct_back(place.name)
    else:
        now = library.take(place.name).slate
        take = library.correct(place.name, Slate.typed(to or f"{now.scene}/{now.shot}", camera.upper() or now.camera))
    speak.line(speak.text("takes.renamed", was=place.name, name=take.name))


@takes.command()
def verify(names: Names = None, folder: Folder = HERE, as_json: Json = False) -> None:
    """Decode every layer from end to end, and compare its hashes; exit code 3 where a take is not whole."""
    from vpstudio.cli import speak
    from vpstudio.takes.verify import verified

    done = []
    places = named(folder, names)
    with speak.progress(speak.text("takes.verifying"), plain=not as_json) as show_progress:
        for number, place in enumerate(places):
            done.append(verified(place))
            show_progress(number + 1, len(places))
    if as_json:
        typer.echo(json.dumps([as_told(each) for each in done], ensure_ascii=False, indent=2))
    else:
        for each in done:
            tell(each)
    if not all(each.whole for each in done):
        raise typer.Exit(NOT_WHOLE)


@takes.command()
def rebuild(folder: Folder = HERE, as_json: Json = False) -> None:
    """Make the index anew from the folders alone."""
    from vpstudio.cli import speak
    from vpstudio.takes.index import Index

    index = Index(checked(folder))
    index.forget()
    count = len(index.find())
    if as_json:
        typer.echo(json.dumps({"takes": count}))
    else:
        speak.line(speak.text("takes.rebuilt", count=count))


@takes.command()
def copy(
    goal: Annotated[Path, typer.Argument(metavar="GOAL", help="A folder on another disk.")],
    names: Names = None,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Copy takes to another disk, each file read back; run again, it goes on where it was."""
    from vpstudio.cli import speak
    from vpstudio.takes.copying import copied

    places = named(folder, names)
    with speak.progress(speak.text("takes.copying"), plain=not as_json) as show_progress:
        done = copied(places, folder, goal, lambda now, total: show_progress(now // 1_000_000, total // 1_000_000))
    if as_json:
        typer.echo(json.dumps({**asdict(done), "path": str(goal)}, ensure_ascii=False))
    else:
        mb = f"{done.bytes_written / 1e6:.0f}"
        speak.line(speak.text("takes.copied", files=done.files, kept=done.kept, mb=mb, path=str(goal)))


@takes.command()
def export(
    names: Names = None,
    folder: Folder = HERE,
    day: Annotated[str | None, typer.Option(help="A shooting day's folder, such as 2026-03-14_D03.")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="A report by name, once for each; all unless said.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; the project's reports/ unless said.")] = None,
    as_json: Json = False,
) -> None:
    """Camera report, 场记单, ALE, EDL, XML for Premiere, Resolve and Final Cut, OTIO, contact sheet, hashes."""
    from vpstudio.cli import speak
    from vpstudio.takes.reports.base import gathered, registry

    places = [place for place in named(folder, names) if day is None or place.parent.name == day]
    title, code = production(folder)
    told = gathered(places, title, code)
    made = [path for kind in only or registry.names() for path in registry.get(kind)().write(told, out or folder / "reports")]
    if as_json:
        typer.echo(json.dumps([str(path) for path in made], ensure_ascii=False, indent=2))
        return
    for path in made:
        speak.line(speak.text("takes.exported", path=str(path)))


@takes.command()
def shots(
    table: Annotated[Path | None, typer.Argument(metavar="[TABLE]", help="A shot list to import: .csv (UTF-8 or GBK) or .xlsx.")] = None,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """The shot list: imported where a table is named, then shown with how many takes each shot has. Exit code 3: rows were left out."""
    from vpstudio.cli import speak
    from vpstudio.problem import Problem
    from vpstudio.takes.shot_list import FILE, ShotList, imported
    from vpstudio.words import sentence

    faults: list[Problem] = []
    if table is not None:
        found_ = imported(table)
        folder.mkdir(parents=True, exist_ok=True)
        found_.shots.save(folder / FILE)
        faults, planned = found_.faults, found_.shots
    else:
        planned = ShotList.load(checked(folder) / FILE)
    if as_json:
        told = [{"code": fault.code, "sentence": sentence(fault), **fault.parameters} for fault in faults]
        typer.echo(json.dumps({**planned.dump(), "faults": told}, ensure_ascii=False, indent=2))
    else:
        show_shots(planned, folder)
        if table is not None:
            speak.line(speak.text("shots.imported", count=len(planned.shots), path=str(table), bad=len(faults)))
        for fault in faults:
            speak.warn(sentence(fault))
    if faults:
        raise typer.Exit(NOT_WHOLE)


def show_shots(planned: ShotList, folder: Path) -> None:
    from collections import Counter

    from rich.table import Table

    from vpstudio.cli import speak
    from vpstudio.takes.index import folders
    from vpstudio.takes.names import parsed, series

    known = [parsed(place.name) for place in folders(folder)]
    made = Counter(series(each[1]) for each in known if each is not None)
    lines = Table(*(speak.text(key) for key in SHOT_HEADS))
    for shot in planned.shots:
        slate = f"{shot.slate.scene}/{shot.slate.shot}" + ("" if shot.slate.camera == "A" else f" {shot.slate.camera}")
        count = made[series(shot.slate)]
        lines.add_row(slate, shot.shot_size, ", ".join(shot.cast), shot.place, shot.told, str(count or ""))
    speak.show(lines)


SHOT_HEADS = ("shots.head.shot", "shots.head.size", "shots.head.cast", "shots.head.place", "shots.head.told", "shots.head.takes")


def production(folder: Path) -> tuple[str, str]:
    """The project's title and code; of a folder without a project file its own name, and the code that its takes have."""
    from vpstudio.model.project import Project
    from vpstudio.takes.index import folders
    from vpstudio.takes.names import parsed

    if (folder / "project.json").is_file():
        project = Project.load(folder / "project.json")
        return project.title, project.code
    known = next((parsed(place.name) for place in folders(folder)), None)
    return folder.resolve().name, known[0] if known else "DEMO"


def checked(folder: Path) -> Path:
    """A folder that has takes or a project. Raises Problem ``cli.no_project``."""
    from vpstudio.problem import Problem

    if not (folder / "days").is_dir() and not (folder / "project.json").is_file():
        raise Problem("cli.no_project", path=str(folder))
    return folder


def found(folder: Path, wanted: Wanted) -> list[Row]:
    from vpstudio.takes.index import Index

    return Index(checked(folder)).find(wanted)


def named(folder: Path, names: Iterable[str] | None) -> list[Path]:
    """Folders of the takes that were named, each by its whole name or an end of it that only one has; all where none is."""
    from vpstudio.problem import Problem
    from vpstudio.takes.index import folders

    known = sorted(folders(checked(folder)), key=lambda place: place.name)
    if not names:
        return known
    chosen = []
    for name in names:
        fits = [place for place in known if place.name == name] or [place for place in known if place.name.endswith(name)]
        if len(fits) != 1:
            raise Problem("takes.unknown", name=name)
        chosen += fits
    return chosen


def show_rows(rows: list[Row], as_json: bool) -> None:
    from rich.table import Table

    from vpstudio.cli import speak

    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    if not rows:
        speak.line(speak.text("takes.none"))
        return
    table = Table(*(speak.text(key) for key in HEADS))
    for row in rows:
        status = {"none": ""}.get(row.status, row.status) + "*" * row.rating
        table.add_row(row.name, f"{row.seconds:.1f}", status, str(row.dropped or ""), row.set_id, row.error or row.notes)
    speak.show(table)
    circled, minutes = sum(row.status == "circle" for row in rows), f"{sum(row.seconds for row in rows) / 60:.1f}"
    speak.line(speak.text("takes.count", count=len(rows), circled=circled, minutes=minutes))


HEADS = ("takes.head.name", "takes.head.seconds", "takes.head.status", "takes.head.dropped", "takes.head.set", "takes.head.notes")


def as_told(each: Verified) -> dict[str, Any]:
    from vpstudio.words import sentence

    faults = [{"code": fault.code, "sentence": sentence(fault), **fault.parameters} for fault in each.faults]
    return {"name": each.name, "verified": each.whole, "pictures": each.pictures, "sound_s": each.sound_s, "faults": faults}


def tell(each: Verified) -> None:
    from vpstudio.cli import speak
    from vpstudio.words import sentence

    if each.whole:
        speak.line(speak.text("takes.verified", name=each.name, pictures=max(each.pictures.values(), default=0)))
        return
    speak.line(speak.text("takes.not_whole", name=each.name))
    for fault in each.faults:
        speak.warn("  " + sentence(fault))
