"""``take.json``: what a take says of itself at its beginning, and once its files have been read back."""

from __future__ import annotations

from collections.abc import Sequence

from vpstudio.model.take import LayerFile, Take
from vpstudio.problem import Problem
from vpstudio.record.folder import TakeFolder
from vpstudio.record.layer import Layer, SoundLayer
from vpstudio.record.plan import TakePlan
from vpstudio.record.sinks import CompositeSink, FramesSink, VideoSink
from vpstudio.record.verify import pictures_in


def first_take(plan: TakePlan) -> Take:
    """All that is known before the first picture; what ``recover`` goes by after a crash."""
    width, height = plan.size
    orientation = plan.clean[3] if plan.clean else None
    return Take(
        project=plan.project_code,
        slate=plan.slate,
        name=plan.name,
        rate=f"{plan.rate.numerator}/{plan.rate.denominator}",
        width=width,
        height=height,
        start_wall=plan.wall.isoformat(timespec="milliseconds"),
        clean_orientation=(orientation.degrees, orientation.mirror) if orientation else (0, False),
        set_id=plan.set_id,
        set_values=plan.set_values,
        visible_texts=list(plan.visible_texts),
        look=plan.look,
        key_used=plan.key_used,
        renderer=plan.renderer,
    )


def filled_in(take: Take, folder: TakeFolder, layers: Sequence[Layer], sound: SoundLayer | None) -> tuple[Take, Problem | None]:
    """The take with its files as they were found on the disk, and what is wrong with them, if anything is."""
    files: list[LayerFile] = []
    problem: Problem | None = None
    for layer in layers:
        file = _layer_file(layer)
        if file.pictures != take.pictures and problem is None:
            problem = Problem("record.layer_short", layer=layer.name, name=take.name, found=file.pictures, wanted=take.pictures)
        if file.pictures:
            files.append(file)
    if sound is not None and sound.wave.path.is_file():
        files.append(LayerFile(layer="sound", name=sound.wave.path.name, codec="pcm_s24le"))
    thumb = folder.file("jpg")
    if thumb.is_file():
        files.append(LayerFile(layer="thumb", name=thumb.name, codec="mjpeg"))
    composite = next((layer.sink for layer in layers if isinstance(layer.sink, CompositeSink)), None)
    encoder = composite.file.encoder_name if composite is not None and composite.file is not None else ""
    markers = [marker for layer in layers if isinstance(layer.sink, FramesSink) for marker in layer.sink.markers]
    return take.model_copy(update={"layers": files, "encoder": encoder, "markers": markers, "finished": True}), problem


def _layer_file(layer: Layer) -> LayerFile:
    """Pictures are counted by reading the file, not by what was meant to be in it."""
    sink = layer.sink
    if not isinstance(sink, VideoSink):
        return LayerFile(layer="frames", name=sink.path.name, codec="jsonl", pictures=sink.pictures)
    width, height = sink.file.size if sink.file is not None else (0, 0)
    codec = sink.file.codec if sink.file is not None else ""
    return LayerFile.model_validate(
        {"layer": layer.name, "name": sink.path.name, "codec": codec, "width": width, "height": height, "pictures": pictures_in(sink.path)}
    )
