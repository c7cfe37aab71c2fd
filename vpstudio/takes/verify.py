"""Whether a take is whole: every layer decoded from end to end, as many pictures as the take says, none out of step, sound as long."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av

from vpstudio.model.take import LayerFile, Take
from vpstudio.problem import Problem
from vpstudio.takes.seal import broken, seal, seal_of

LONGEST_SOUND_GAP_S = 0.1
Tell = Callable[[], None]


@dataclass(slots=True)
class Verified:
    """What was found. pictures: layer -> decoded. faults: none where the take is whole. sealed: it was hashed now, for the first time."""

    name: str
    pictures: dict[str, int] = field(default_factory=dict)
    sound_s: float | None = None
    faults: list[Problem] = field(default_factory=list)
    sealed: bool = False

    @property
    def whole(self) -> bool:
        return not self.faults


def verified(folder: Path, tell: Tell = lambda: None) -> Verified:
    """Decode and hash a finished take. A take that has no seal yet gets one where all else is well.

    tell: called at every picture and block; it may wait, and what it raises ends it all.
    """
    found = Verified(folder.name)
    try:
        take = Take.load(folder / f"{folder.name}.take.json")
    except Problem as problem:
        found.faults.append(problem)
        return found
    for layer in take.layers:
        _look_at(folder / Path(layer.name).name, layer, take, found, tell)
    if not take.layers:
        found.faults.append(Problem("takes.no_layers", name=take.name))
    if seal_of(folder) is not None:
        found.faults += broken(folder, lambda size: tell())
    elif found.whole:
        seal(folder)
        found.sealed = True
    return found


def _look_at(file: Path, layer: LayerFile, take: Take, found: Verified, tell: Tell) -> None:
    if not file.is_file():
        found.faults.append(Problem("takes.file_missing", file=file.name))
    elif layer.layer == "sound":
        _hear(file, take, found)
    elif layer.layer == "frames":
        _count_lines(file, take, found)
    elif layer.layer != "thumb":
        _decode(file, layer, take, found, tell)


def _decode(file: Path, layer: LayerFile, take: Take, found: Verified, tell: Tell) -> None:
    """Every picture; their times must be the slots of the take's rate, one after the other."""
    count, out_of_step = 0, 0
    try:
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            base = stream.time_base or Fraction(1, 1000)
            for frame in container.decode(stream):
                at = (frame.pts or 0) * base * take.frame_rate
                # Matroska counts in milliseconds: a slot is only known to half of one.
                out_of_step += abs(at - count) > max(Fraction(1, 20), base * take.frame_rate)
                count += 1
                tell()
    except (OSError, av.error.FFmpegError, IndexError) as error:
        found.faults.append(Problem("takes.layer_torn", file=file.name, at=count, why=str(error)))
    found.pictures[layer.layer] = count
    if count != take.pictures:
        found.faults.append(Problem("takes.layer_short", file=file.name, found=count, wanted=take.pictures))
    if out_of_step:
        found.faults.append(Problem("takes.layer_uneven", file=file.name, count=out_of_step))


def _hear(file: Path, take: Take, found: Verified) -> None:
    try:
        with wave.open(str(file)) as sound:
            found.sound_s = sound.getnframes() / sound.getframerate()
    except (OSError, wave.Error, EOFError, ZeroDivisionError) as error:
        found.faults.append(Problem("takes.layer_torn", file=file.name, at=0, why=str(error)))
        return
    apart = found.sound_s - float(take.pictures / take.frame_rate)
    if abs(apart) > LONGEST_SOUND_GAP_S:
        found.faults.append(Problem("takes.sound_apart", file=file.name, seconds=f"{apart:+.2f}"))


def _count_lines(file: Path, take: Take, found: Verified) -> None:
    count = 0
    try:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if json.loads(line)["slot"] != number:
                break
            count += 1
    except (OSError, ValueError, KeyError, TypeError):
        pass
    found.pictures["frames"] = count
    if count != take.pictures:
        found.faults.append(Problem("takes.layer_short", file=file.name, found=count, wanted=take.pictures))
