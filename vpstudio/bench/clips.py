"""Clips with known alpha: ``NAME.mp4`` with ``NAME_alpha.mkv`` and, where it was shot, ``NAME_plate.png``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from vpstudio.problem import Problem

Picture = NDArray[Any]
"""uint8; OpenCV's own types do not tell."""
VIDEOS = (".mp4", ".mkv", ".mov")


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip on disk. rgb, alpha read all of it: (h, w, 3) and (h, w) uint8."""

    name: str
    video: Path
    truth: Path
    plate: Path | None = None

    def rgb(self, limit: int | None = None) -> list[Picture]:
        return decoded(self.video, "rgb24", limit)

    def alpha(self, limit: int | None = None) -> list[Picture]:
        return decoded(self.truth, "gray", limit)


def found(folder: Path) -> list[Clip]:
    """Every clip of a folder that has its alpha, by name. Raises Problem ``bench.no_clips``."""
    clips = []
    for truth in sorted(folder.glob("*_alpha.*")) if folder.is_dir() else []:
        name = truth.name.split("_alpha.")[0]
        video = next((path for suffix in VIDEOS if (path := folder / f"{name}{suffix}").is_file()), None)
        plate = folder / f"{name}_plate.png"
        if video is not None and truth.suffix in VIDEOS:
            clips.append(Clip(name, video, truth, plate if plate.is_file() else None))
    if not clips:
        raise Problem("bench.no_clips", folder=str(folder))
    return clips


def decoded(path: Path, form: str, limit: int | None = None) -> list[Picture]:
    with av.open(str(path)) as container:
        pictures = []
        for picture in container.decode(video=0):
            pictures.append(np.ascontiguousarray(picture.to_ndarray(format=form)))
            if limit is not None and len(pictures) >= limit:
                break
        return pictures


def written(folder: Path, name: str, pictures: Iterable[Picture], alpha: Iterable[Picture], rate: int = 30) -> Clip:
    """A clip as cameras write it: BT.709 limited range 4:2:0 H.264, and its alpha without loss."""
    folder.mkdir(parents=True, exist_ok=True)
    video, truth = folder / f"{name}.mp4", folder / f"{name}_alpha.mkv"
    _write(video, pictures, "rgb24", rate)
    _write(truth, alpha, "gray", rate)
    return Clip(name, video, truth)


def _write(path: Path, pictures: Iterable[Picture], form: str, rate: int) -> None:
    with av.open(str(path), "w") as container:
        stream: Any = None
        for picture in pictures:
            if stream is None:
                stream = _stream(container, picture.shape[1], picture.shape[0], form, rate)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format=form)
            if form != "gray":
                frame = frame.reformat(format="yuv420p", dst_colorspace=1, src_color_range=2, dst_color_range=1)
            container.mux(stream.encode(frame))
        if stream is not None:
            container.mux(stream.encode(None))


def _stream(container: Any, width: int, height: int, form: str, rate: int) -> Any:
    grey = form == "gray"
    stream = container.add_stream("ffv1" if grey else "libx264", rate=Fraction(rate))
    stream.width, stream.height, stream.pix_fmt = width, height, "gray" if grey else "yuv420p"
    if not grey:
        stream.options = {"crf": "17", "preset": "veryfast"}
        context = stream.codec_context
        context.color_range, context.colorspace, context.color_primaries, context.color_trc = 1, 1, 1, 1
    return stream
