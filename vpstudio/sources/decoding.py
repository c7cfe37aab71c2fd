"""Pictures and sound out of an open PyAV container, in the order they come: what files and network streams share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.filter import Graph

from vpstudio.model.clock import NANOSECONDS, Stamp
from vpstudio.model.frame import Frame, SoundBlock
from vpstudio.problem import Problem
from vpstudio.sources.base import Wants
from vpstudio.sources.picture import Framer

LIMIT = 100_000_000
"""Pixels of a picture beyond which a file is taken for hostile."""
SPOILT_LIMIT = 300
"""Packets in a row that do not decode before the rest is given up."""


class Decoder:
    """One pass over a container. ``ended_s``: the end of the last picture; ``spoilt``: packets that did not decode."""

    def __init__(self, container: av.container.InputContainer, wants: Wants, title: str, first_number: int = 0, offset_ns: int = 0) -> None:
        if not container.streams.video:
            raise Problem("source.no_picture", path=title)
        self.video = container.streams.video[0]
        self.sound = container.streams.audio[0] if container.streams.audio else None
        if self.video.width * self.video.height > LIMIT:
            raise Problem("source.too_large", path=title, width=self.video.width, height=self.video.height)
        self.video.thread_type = "AUTO"
        self.rate = rate_of(self.video)
        # Asked now: PyAV 19 refuses it once the container is closed.
        self.promised = self.video.frames
        self.spoilt = 0
        self.ended_s = 0.0
        self.sound_ended_s = 0.0
        self.number = first_number
        self._container, self._offset_ns = container, offset_ns
        self._framer = Framer(wants.upload, wants.orientation, square_of(self.video))
        self._resampler: av.AudioResampler | None = None
        self._deinterlacer: Graph | None = None
        self._next_s = 0.0
        self._start_s = float(container.start_time or 0) / 1e6 if (container.start_time or 0) > 0 else 0.0

    def items(self) -> Iterator[Frame | SoundBlock]:
        """All of it. A demuxer that fails ends the pass quietly; the caller compares ``ended_s`` with what was promised."""
        streams = [stream for stream in (self.video, self.sound) if stream is not None]
        in_a_row = 0
        with contextlib.suppress(av.error.EOFError, av.error.InvalidDataError):
            for packet in self._container.demux(*streams):
                try:
                    yield from self._decoded(packet)
                    in_a_row = 0
                except (av.error.InvalidDataError, av.error.EOFError):
                    self.spoilt += 1
                    in_a_row += 1
                    if in_a_row > SPOILT_LIMIT:
                        return

    def _decoded(self, packet: av.Packet) -> Iterator[Frame | SoundBlock]:
        for item in packet.decode():
            if isinstance(item, av.VideoFrame):
                for picture in self._progressive(item):
                    yield self._frame(picture)
            elif isinstance(item, av.AudioFrame):
                yield from self._blocks(item)

    def _frame(self, picture: av.VideoFrame) -> Frame:
        base = as_fraction(picture.time_base or self.video.time_base)
        seconds = float(picture.pts * base) if picture.pts is not None and base else self._next_s + self._start_s
        length = float(picture.duration * base) if base and picture.duration else float(1 / self.rate)
        at = max(0.0, seconds - self._start_s)
        self._next_s, self.ended_s = at + length, max(self.ended_s, at + length)
        stamp = Stamp(self.number, self._offset_ns + round(at * NANOSECONDS))
        self.number += 1
        return self._framer.frame(picture, stamp, picture.pts, base)

    def _progressive(self, picture: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """Whole pictures of woven fields, at the same rate; anything else passes."""
        if not picture.interlaced_frame and self._deinterlacer is None:
            yield picture
            return
        if self._deinterlacer is None:
            self._deinterlacer = _bwdif(picture, as_fraction(self.video.time_base))
        self._deinterlacer.push(picture)
        with contextlib.suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                yield self._deinterlacer.pull()  # type: ignore[misc]

    def _blocks(self, sound: av.AudioFrame) -> Iterator[SoundBlock]:
        if self._resampler is None:
            self._resampler = av.AudioResampler(format="flt", layout=sound.layout.name, rate=sound.sample_rate)
        at = float(sound.pts * sound.time_base) - self._start_s if sound.pts is not None and sound.time_base else self.sound_ended_s
        channels = len(sound.layout.channels)
        for block in self._resampler.resample(sound):
            samples = np.ascontiguousarray(block.to_ndarray().reshape(-1, channels), dtype=np.float32)
            self.sound_ended_s = at + len(samples) / sound.sample_rate
            yield SoundBlock(self._offset_ns + round(at * NANOSECONDS), samples, sound.sample_rate)
            at = self.sound_ended_s


def _bwdif(picture: av.VideoFrame, time_base: Fraction | None) -> Graph:
    """ffmpeg's bwdif, one picture for each woven one."""
    graph = Graph()
    source = graph.add_buffer(width=picture.width, height=picture.height, format=picture.format, time_base=time_base or Fraction(1, 1000))
    bwdif, sink = graph.add("bwdif", "mode=send_frame:deint=all"), graph.add("buffersink")
    source.link_to(bwdif)
    bwdif.link_to(sink)
    graph.configure()
    return graph


def as_fraction(value: Any) -> Fraction | None:
    """A time base as Python's own number: PyAV 19 gives a rational of its own, 18 a Fraction."""
    return Fraction(value.numerator, value.denominator) if value else None


def rate_of(video: av.VideoStream) -> Fraction:
    """The stream's pictures a second; 25 where it does not say or says nonsense."""
    for rate in (video.average_rate, video.guessed_rate, video.base_rate):
        if rate is not None and 1 <= rate <= 1000:
            return Fraction(rate.numerator, rate.denominator)
    return Fraction(25)


def square_of(video: av.VideoStream) -> tuple[int, int] | None:
    """(width, height) with square pixels, None where they are square already."""
    aspect = video.sample_aspect_ratio
    if not aspect or aspect == 1 or not Fraction(1, 4) <= aspect <= 4:
        return None
    return (round(video.width * aspect / 2) * 2, video.height)
