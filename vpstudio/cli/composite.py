"""vpstudio composite INPUT OUTPUT: every frame of a file over a virtual set, without a window."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from vpstudio.engine.composite import CompositeReport, Compositor
    from vpstudio.model.project import Project
    from vpstudio.record.prores import Fill

TRUNCATED = 3
INTERRUPTED = 130
FULL_FRAME_MM = 36.0
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}
MODELS = {".glb", ".gltf"}
CONTAINERS = {".mp4", ".mov", ".mkv", ".m4v"}
LOSSLESS = {".mkv"}
"""What our FFmpeg keeps FFV1 in: its QuickTime writer refuses it."""
KEYS = ("auto", "neural", "chroma", "hybrid", "difference", "none")
KEY_HELP = "auto, neural, chroma, hybrid, difference, none, or onnx:FILE for a model of your own."


def composite(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="A video, a picture, a picture sequence, or 'demo'.")],
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The finished video: .mp4, .mov or .mkv.")],
    set_: Annotated[
        str, typer.Option("--set", help="A set's name, a .glb / .gltf, a picture, a video, or 360:FILE; 'none' is black.")
    ] = "",
    key: Annotated[str, typer.Option(help=KEY_HELP)] = "",
    plate: Annotated[Path | None, typer.Option(help="The clean plate: a picture of the scene without the actor.")] = None,
    mark: Annotated[int | None, typer.Option(min=0, help="Which of the set's angles, from 0.")] = None,
    lens_mm: Annotated[float | None, typer.Option(min=4, max=300, help="The real lens, full-frame equivalent along the long side.")] = None,
    height: Annotated[float | None, typer.Option(min=0, max=10, help="Metres above the floor; else as the angle has it.")] = None,
    tilt: Annotated[float | None, typer.Option(min=-60, max=60, help="Degrees up; else as the angle has it.")] = None,
    distance: Annotated[float | None, typer.Option(min=0.3, max=15, help="Metres to the actor; else as the angle has it.")] = None,
    size: Annotated[str, typer.Option(help="WxH of the output; the input's own size unless said.")] = "",
    fit: Annotated[str, typer.Option(help="cover fills the output, contain shows the whole picture.")] = "",
    rotate: Annotated[int | None, typer.Option(help="Turn the input clockwise: 0, 90, 180 or 270.")] = None,
    mirror: Annotated[bool, typer.Option("--mirror", help="Mirror the input left to right.")] = False,
    matte_out: Annotated[Path | None, typer.Option(help="Write the matte as well: lossless grey .mkv.")] = None,
    matte_in: Annotated[Path | None, typer.Option(help="Use this matte, one picture for each input frame.")] = None,
    fill_out: Annotated[Path | None, typer.Option(help="Write the actor alone with his alpha as well: ProRes 4444 .mov.")] = None,
    fill: Annotated[str, typer.Option(help="How the fill's colour is stored: straight or premultiplied.")] = "",
    key_out: Annotated[Path | None, typer.Option(help="Write the alpha to this grey ProRes .mov, and the fill without it.")] = None,
    project: Annotated[Path | None, typer.Option(help="Take look, camera, set and format from a project file.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write what was done as JSON.")] = None,
    frames: Annotated[int | None, typer.Option(min=1, help="Stop after this many pictures.")] = None,
) -> None:
    """Composite INPUT over a virtual set into OUTPUT: every frame once, in order, with its time stamps and sound."""
    from vpstudio.cli import speak
    from vpstudio.engine.composite import CompositeJob, Compositor

    chosen = placed(settled(source, project, set_, key, fit, rotate, mirror, plate), mark, lens_mm, height, tilt, distance)
    job = CompositeJob(
        project=chosen,
        output=checked_output(source, output, matte_in),
        size=parsed_size(size) if size else (chosen.format.size if project is not None else None),
        matte_out=beside(source, matte_out, LOSSLESS, output, matte_in=matte_in),
        matte_in=existing(matte_in),
        fill_out=movie(source, fill_out, output, matte_out, matte_in=matte_in),
        fill=filled(fill, chosen),
        key_out=movie(source, key_out, output, matte_out, fill_out, matte_in=matte_in),
        limit=frames,
    )
    done = run_with_bar(lambda progress: Compositor(job, progress), speak.text("composite.doing", name=output.name))
    told(done, report)


def told(done: CompositeReport, report: Path | None) -> None:
    """Write the report where one is asked for, and say what was done."""
    if report is not None:
        from vpstudio.model.document import write_json

        write_json(report, done.as_dict())
    tell(done)


def settled(
    source: str,
    file: Path | None,
    set_: str = "",
    key: str = "",
    fit: str = "",
    rotate: int | None = None,
    mirror: bool = False,
    plate: Path | None = None,
) -> Project:
    """The project file's settings, or the defaults, with what the command line says laid over them."""
    from vpstudio.model.project import Project
    from vpstudio.sources.opening import for_input

    project = Project.load(file) if file is not None else Project()
    kind, values = for_input(source)
    changed: dict[str, Any] = {"kind": kind, "values": values}
    changed |= {"fit": one_of("--fit", fit, ("cover", "contain"))} if fit else {}
    changed |= {"rotate": int(one_of("--rotate", str(rotate), ("0", "90", "180", "270")))} if rotate is not None else {}
    changed |= {"mirror": True} if mirror else {}
    updates: dict[str, Any] = {"source": project.source.model_copy(update=changed)}
    if set_:
        updates["set"] = project.set.model_copy(update=set_named(set_))
    if key or plate is not None:
        changes = (keyed_by(key) if key else {}) | ({"plate": str(existing(plate))} if plate is not None else {})
        updates["look"] = project.look.model_copy(update={"key": project.look.key.model_copy(update=changes)})
    return project.model_copy(update=updates)


def placed(
    project: Project, mark: int | None, lens_mm: float | None, height: float | None, tilt: float | None, distance: float | None
) -> Project:
    """The same with the camera where the command line puts it; what it does not say stays as the project or the set's angle has it."""
    changes: dict[str, Any] = {"height_m": height, "tilt_deg": tilt, "distance_m": distance}
    changes |= {"known_by": "focal", "focal_mm": lens_mm, "sensor_width_mm": FULL_FRAME_MM} if lens_mm is not None else {}
    told = {name: value for name, value in changes.items() if value is not None}
    chosen = project.set if mark is None else project.set.model_copy(update={"mark": mark})
    return project.model_copy(update={"camera": project.camera.model_copy(update=told), "set": chosen})


def keyed_by(key: str) -> dict[str, Any]:
    """What ``--key`` changes in the key settings."""
    kind, _, path = key.partition(":")
    if kind == "onnx" and path:
        existing(Path(path))
        return {"mode": "neural", "matter": "onnx", "matter_values": {"path": path}}
    return {"mode": one_of("--key", key, KEYS)}


def set_named(text: str) -> dict[str, Any]:
    """A set's id as it is; a file by its suffix; ``360:FILE`` a picture of all directions."""
    if text.startswith("360:"):
        existing(Path(text[4:]))
        return {"kind": "panorama", "path": text[4:], "values": {}}
    suffix = Path(text).suffix.lower()
    if not suffix:
        return {"kind": text, "path": "", "values": {}}
    existing(Path(text))
    kind: Literal["file", "picture", "video"] = "file" if suffix in MODELS else "picture" if suffix in PICTURES else "video"
    return {"kind": kind, "path": text, "values": {}}


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    from vpstudio.problem import Problem

    if value not in allowed:
        raise Problem("cli.choice", option=option, value=value, allowed=", ".join(allowed))
    return value


def parsed_size(text: str) -> tuple[int, int]:
    """``1080x1920`` -> (1080, 1920), both even, 16 to 8192."""
    from vpstudio.problem import Problem

    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise Problem("cli.size", text=text)
    size = int(width), int(height)
    if any(side % 2 or not 16 <= side <= 8192 for side in size):
        raise Problem("cli.size", text=text)
    return size


def existing(path: Path | None) -> Path | None:
    from vpstudio.problem import Problem

    if path is not None and not path.is_file():
        raise Problem("cli.no_file", path=str(path))
    return path


def checked_output(source: str, output: Path, matte_in: Path | None = None, containers: set[str] | None = None) -> Path:
    """A suffix that we write, and never over what is being read."""
    from vpstudio.problem import Problem

    if output.suffix.lower() not in (containers or CONTAINERS):
        raise Problem("cli.container", path=str(output), allowed=", ".join(sorted(containers or CONTAINERS)))
    for given in (Path(source), matte_in):
        if given is not None and given.exists() and output.exists() and given.samefile(output):
            raise Problem("cli.same_file", path=str(output))
    output.parent.mkdir(parents=True, exist_ok=True)
    return output


def movie(source: str, path: Path | None, *others: Path | None, matte_in: Path | None = None) -> Path | None:
    """A ProRes file."""
    return beside(source, path, {".mov"}, *others, matte_in=matte_in)


def beside(source: str, path: Path | None, containers: set[str], *others: Path | None, matte_in: Path | None = None) -> Path | None:
    """A file beside the others of the run, and neither over one of them nor over what is being read."""
    from vpstudio.problem import Problem

    if path is None:
        return None
    if any(other is not None and path.resolve() == other.resolve() for other in others):
        raise Problem("cli.same_output", path=str(path))
    return checked_output(source, path, matte_in, containers)


def filled(fill: str, project: Project) -> Fill:
    """As the option says, else the project, else straight."""
    wish = one_of("--fill", fill, ("straight", "premultiplied")) if fill else project.record.fill
    return "premultiplied" if wish == "premultiplied" else "straight"


def run_with_bar(make: Any, label: str) -> CompositeReport:
    """Run under a progress bar that shows the rate. Ctrl-C or SIGTERM ends it after the picture in hand, with a whole file; a
    second Ctrl-C at once."""
    from vpstudio.cli import speak

    with speak.progress(label) as show:
        compositor: Compositor = make(show)
        stopped = stopping(compositor)
        report = compositor.run()
    if stopped:
        speak.warn(speak.text("composite.interrupted", path=report.output))
        raise typer.Exit(INTERRUPTED)
    return report


def stopping(compositor: Compositor) -> list[int]:
    """Make signals end the run; the list holds those that came."""
    came: list[int] = []

    def stop(number: int, frame: object) -> None:
        came.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        compositor.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return came


def tell(report: CompositeReport) -> None:
    """One line of what was done; exit code 3 where the input broke off."""
    from vpstudio.cli import speak
    from vpstudio.problem import Problem
    from vpstudio.words import sentence

    size = f"{report.size[0]}x{report.size[1]}"
    speak.line(
        speak.text("composite.done", path=report.output, frames=report.frames_out, size=size, rate=report.frames_per_second, key=report.key)
    )
    if report.key_reason_code:
        speak.line(sentence(Problem(report.key_reason_code, **report.key_figures)))
    if report.truncated_at_s is not None:
        speak.warn(speak.text("composite.truncated", path=report.input, seconds=f"{report.truncated_at_s:.2f}"))
        raise typer.Exit(TRUNCATED)
