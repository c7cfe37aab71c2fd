"""Recorded packets put into an ordinary file: with an index, a duration and one length, nothing encoded anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream

FORMATS = {".mov": "mov", ".mkv": "matroska"}
OWN = "com.vpstudio."
OPTIONS = {".mov": {"movflags": "use_metadata_tags", "use_editlist": "1"}, ".mkv": {}}


def pictures_in(path: Path) -> int:
    """Video packets that are whole; 0 where the file is missing or is no video.

    A process that dies in the middle of a write leaves the head of a picture behind: it ends there.
    """
    count = 0
    try:
        with av.open(str(path)) as container:
            for packet in container.demux(container.streams.video[0]):
                if packet.is_corrupt:
                    break
                count += packet.size > 0
    except (OSError, av.error.FFmpegError, IndexError):
        pass
    return count


def made_whole(path: Path, pictures: int, seconds: float, timecode: str | None) -> bool:
    """Replace ``path`` by an ordinary file with its first ``pictures`` and ``seconds`` of sound.

    The copy is written aside and counted before it takes the place; False: it did not come out right, or there is no room
    for it, and the file stays as it is, which is readable.
    """
    aside = path.with_name(path.name + ".new")
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 1.1:
        return False
    try:
        with av.open(str(path)) as old, av.open(str(aside), "w", format=FORMATS[path.suffix], options=OPTIONS[path.suffix]) as new:
            if timecode is not None:
                new.metadata["timecode"] = timecode
            _copy(old, new, pictures, seconds)
    except (OSError, av.error.FFmpegError, ValueError):
        pass
    if pictures_in(aside) != pictures:
        aside.unlink(missing_ok=True)
        return False
    with aside.open("r+b") as file:
        os.fsync(file.fileno())
    aside.replace(path)
    return True


def _copy(old: InputContainer, new: OutputContainer, pictures: int, seconds: float) -> None:
    """A torn end raises from ``demux``; the caller counts what had been copied by then."""
    kept = [stream for stream in old.streams if stream.type in ("video", "audio")]
    into: dict[int, Stream] = {stream.index: new.add_stream_from_template(stream) for stream in kept}
    for stream in old.streams.video:
        _told_again(stream, into[stream.index])
    new.metadata.update({key: value for key, value in old.metadata.items() if key.startswith(OWN)})
    seen = 0
    for packet in old.demux(kept):
        if packet.dts is None or packet.size == 0 or packet.is_corrupt:
            continue
        if packet.stream.type == "video":
            seen += 1
            if seen > pictures:
                continue
        elif packet.pts is not None and packet.time_base is not None and packet.pts * packet.time_base >= seconds:
            continue
        packet.stream = into[packet.stream.index]
        new.mux(packet)


def _told_again(old: VideoStream, new: Stream) -> None:
    """What ProRes pictures do not say of themselves: their rate, without which a timecode track is silently left out, and their kind,
    without which 4444 with alpha is called 422."""
    context: Any = new.codec_context
    context.framerate = old.average_rate
    if old.codec_context.name == "prores":
        context.codec_tag = old.codec_context.codec_tag
