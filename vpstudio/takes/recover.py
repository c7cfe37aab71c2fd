"""A take that a crash left open: what can be read of it, cut to one length, made whole."""

from __future__ import annotations

import contextlib
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2

from vpstudio.model.claim import NAME as CLAIM
from vpstudio.model.marker import Marker, MarkerLog
from vpstudio.model.take import LayerFile, Take
from vpstudio.problem import Problem
from vpstudio.takes.names import PART, parsed
from vpstudio.takes.remux import made_whole, pictures_in
from vpstudio.takes.wave import cut_wave

PICTURES = {"comp": "comp.mov", "clean": "clean.mkv", "matte": "matte.mkv", "fill": "fill.mov"}
SOUND_RATE = 48_000


def recovered(part: Path) -> Take | None:
    """Make every file of ``NAME.part`` whole and write ``take.json``; the caller moves the folder. None: nothing to be kept.

    All layers are cut to the length of the shortest that has any picture. Raises OSError or Problem ``document.unwritable``.
    """
    name = part.name.removesuffix(PART)
    (part / CLAIM).unlink(missing_ok=True)
    take = _known(part, name)
    if not take.finished:
        counts = {layer: pictures_in(part / f"{name}.{ending}") for layer, ending in PICTURES.items()}
        lines = _lines(part / f"{name}.frames.jsonl")
        length = min((count for count in counts.values() if count), default=0)
        if not length:
            return None
        length = min(length, len(lines)) or length
        take = _made_whole(part, take, counts, lines[:length], length)
    take = take.model_copy(update={"recovered": True})
    take.save(part / f"{name}.take.json")
    return take


def _known(part: Path, name: str) -> Take:
    """What was written when the take began; where that is lost, what its name says."""
    with contextlib.suppress(Problem):
        return Take.load(part / f"{name}.take.json")
    code, slate = parsed(name) or ("", None)
    told: dict[str, Any] = {"project": code, "name": name}
    if slate is not None:
        told["slate"] = slate
    composite = part / f"{name}.comp.mov"
    with contextlib.suppress(OSError, av.error.FFmpegError, IndexError), av.open(str(composite)) as container:
        video = container.streams.video[0]
        rate = video.average_rate or Fraction(25)
        told |= {"rate": f"{rate.numerator}/{rate.denominator}", "width": video.width, "height": video.height}
    return Take(**told)


def _made_whole(part: Path, take: Take, counts: dict[str, int], lines: list[dict[str, Any]], length: int) -> Take:
    first = lines[0] if lines else {}
    layers: list[LayerFile] = []
    for layer, count in counts.items():
        path = part / f"{take.name}.{PICTURES[layer]}"
        if count:
            layers.append(_picture_layer(layer, path, take, first.get("timecode"), length))
        else:
            path.unlink(missing_ok=True)
    layers += _other_layers(part, take, lines, length)
    held = sum(bool(line.get("held")) for line in lines)
    markers = _markers(lines, take.frame_rate)
    told = {"pictures": length, "held": held, "dropped": held, "layers": layers, "markers": markers, "finished": True}
    return take.model_copy(update=told | {"start_ns": first.get("time_ns", 0), "start_timecode": first.get("timecode")})


def _picture_layer(layer: str, path: Path, take: Take, timecode: str | None, length: int) -> LayerFile:
    made_whole(path, length, float(length / take.frame_rate), timecode if path.suffix == ".mov" else None)
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        told = {"layer": layer, "name": path.name, "codec": video.codec.canonical_name, "width": video.width, "height": video.height}
    return LayerFile.model_validate(told | {"pictures": pictures_in(path)})


def _other_layers(part: Path, take: Take, lines: list[dict[str, Any]], length: int) -> list[LayerFile]:
    """Sound, lines and thumbnail."""
    layers: list[LayerFile] = []
    wave, sidecar, thumb = (part / f"{take.name}.{ending}" for ending in ("wav", "frames.jsonl", "jpg"))
    if wave.is_file() and cut_wave(wave, int(length * SOUND_RATE / take.frame_rate)):
        layers.append(LayerFile(layer="sound", name=wave.name, codec="pcm_s24le"))
    if lines:
        _write_lines(sidecar, lines)
        layers.append(LayerFile(layer="frames", name=sidecar.name, codec="jsonl", pictures=len(lines)))
    if thumb.is_file() or any(_thumb(part / f"{take.name}.{PICTURES[layer]}", length, thumb) for layer in ("comp", "clean")):
        layers.append(LayerFile(layer="thumb", name=thumb.name, codec="mjpeg"))
    return layers


def _markers(lines: list[dict[str, Any]], rate: Fraction) -> list[Marker]:
    """As the take's own closing would have set them."""
    log = MarkerLog(rate)
    for line in lines:
        timecode, findings = line.get("timecode"), line.get("findings")
        if isinstance(findings, list):
            codes = [code for code in findings if isinstance(code, str)]
            log.add(line["slot"], timecode if isinstance(timecode, str) else None, codes)
    return log.markers


def _lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a sidecar; it ends where one is torn."""
    lines: list[dict[str, Any]] = []
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return lines
    for line in text.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            break
        if not isinstance(told, dict) or told.get("slot") != len(lines):
            break
        lines.append(told)
    return lines


def _write_lines(path: Path, lines: list[dict[str, Any]]) -> None:
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _thumb(video: Path, length: int, thumb: Path) -> bool:
    """The picture in the middle, 360 pixels high."""
    try:
        with av.open(str(video)) as container:
            stream = container.streams.video[0]
            frame = None
            for frame in container.decode(stream):
                if frame.time is not None and frame.time * float(stream.average_rate or 25) >= length // 2:
                    break
    except (OSError, av.error.FFmpegError, IndexError):
        return False
    if frame is None:
        return False
    height = min(360, frame.height)
    picture = frame.reformat(width=max(1, round(frame.width * height / frame.height)), height=height, format="bgr24").to_ndarray()
    ok, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
    if ok:
        thumb.write_bytes(data.tobytes())
    return bool(ok)
