"""A video file: plays at its own rate or as fast as it is taken, loops where that is wished, and is honest about where it breaks off."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av

from vpstudio.model.clock import NANOSECONDS, Stamp
from vpstudio.model.frame import Frame, SoundBlock
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.model.source import SourceInfo
from vpstudio.problem import Problem
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.decoding import Decoder
from vpstudio.sources.pace import Pace

LENIENT: dict[str, Any] = {"metadata_errors": "ignore"} if int(av.__version__.partition(".")[0]) < 19 else {}
"""Names in a file that are no UTF-8 must not keep its pictures back; PyAV 19 lets them pass by itself and dropped the setting."""

MISSING_S = 0.4
"""A file that ends this much before it promised is cut off; containers round by less."""


@registry.register
class FileSource(Source):
    """Anything ffmpeg reads from a disk."""

    name = "file"
    title = "Video file"

    class Settings(Source.Settings):
        path: str = setting("", "File", widget="file")

    def __init__(self, settings: BaseSettings, wants: Wants) -> None:
        super().__init__(settings, wants)
        self._path = Path(self.settings.path)
        self._pace = Pace()
        self._container: av.container.InputContainer | None = None
        self._promised_s = 0.0

    def open(self) -> SourceInfo:
        """Raises Problem ``source.not_found``, ``.not_video``, ``.no_picture`` or ``.too_large``."""
        self._container = self._opened()
        decoder = Decoder(self._container, self.wants, str(self._path))
        self._promised_s = promised_of(self._container, decoder)
        frames = decoder.video.frames or (round(self._promised_s * decoder.rate) if self._promised_s else None)
        sound = decoder.sound
        return SourceInfo(
            title=self._path.name,
            width=decoder.video.width,
            height=decoder.video.height,
            rate=decoder.rate,
            live=False,
            frames=frames,
            duration_s=self._promised_s or None,
            sound_rate=sound.codec_context.sample_rate if sound is not None else None,
            sound_channels=len(sound.codec_context.layout.channels) if sound is not None else 0,
        )

    def read(self) -> Iterator[Frame | SoundBlock]:
        """Raises Problem ``source.truncated`` at the end of a file that breaks off."""
        number, offset_ns = 0, 0
        while not self._pace.stopped:
            container = self._container or self._opened()
            self._container = None
            with contextlib.closing(container):
                decoder = Decoder(container, self.wants, str(self._path), number, offset_ns)
                yield from self._paced(decoder)
            if self._pace.stopped:
                return
            if decoder.number == number:
                raise Problem("source.no_picture", path=str(self._path))
            if not self.wants.loop:
                self._check(decoder)
                return
            number, offset_ns = decoder.number, offset_ns + round(decoder.ended_s * NANOSECONDS)

    def close(self) -> None:
        self._pace.stop()

    def _paced(self, decoder: Decoder) -> Iterator[Frame | SoundBlock]:
        for item in decoder.items():
            if self._pace.stopped:
                return
            yield self._on_time(item) if self.wants.policy == "live" else item

    def _on_time(self, item: Frame | SoundBlock) -> Frame | SoundBlock:
        """Wait for a picture's time and stamp it with it; sound comes when it is read, stamped alike."""
        if isinstance(item, Frame):
            at = self._pace.wait(item.stamp.time_ns)
            return replace(item, stamp=Stamp(item.stamp.number, at))
        return replace(item, time_ns=self._pace.clock(item.time_ns))

    def _check(self, decoder: Decoder) -> None:
        """Was that all that the file promised?"""
        short = decoder.promised - decoder.number if decoder.promised else 0
        ended = max(decoder.ended_s, decoder.sound_ended_s)
        if short > 2 or (self._promised_s and ended < self._promised_s - max(MISSING_S, float(2.5 / decoder.rate))):
            raise Problem("source.truncated", path=str(self._path), seconds=f"{decoder.ended_s:.2f}")

    def _opened(self) -> av.container.InputContainer:
        if not self._path.is_file():
            raise Problem("source.not_found", path=str(self._path))
        try:
            # A playlist must not lead out of the file: neither to the network nor to other protocols.
            return av.open(str(self._path.absolute()), options={"protocol_whitelist": "file"}, **LENIENT)
        except (av.error.FFmpegError, ValueError, OSError) as error:
            raise Problem("source.not_video", path=str(self._path)) from error


def promised_of(container: av.container.InputContainer, decoder: Decoder) -> float:
    """Seconds that the file says it lasts, from its first picture; 0 where it says nothing that can be trusted.

    Streams that were never cut to length (MPEG-TS, raw) only have estimates, so they promise nothing.
    """
    if container.format.name in ("mpegts", "gif", "image2", "mpeg") or "pipe" in container.format.name:
        return 0.0
    tag = re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)", decoder.video.metadata.get("DURATION", ""))
    start = max(0.0, float(container.start_time or 0) / 1e6)
    if tag:
        return max(0.0, int(tag[1]) * 3600 + int(tag[2]) * 60 + float(tag[3]) - start)
    if decoder.video.duration and decoder.video.time_base:
        return float(decoder.video.duration * decoder.video.time_base)
    return float(container.duration) / 1e6 if container.duration else 0.0
