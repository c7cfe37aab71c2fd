"""One video file, written so that it can be read up to its last fifth of a second whenever the process dies."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from vpstudio.model.frame import Colorimetry, Layout, Matrix, Orientation, Range, SoundBlock, Transfer
from vpstudio.problem import Problem
from vpstudio.record import encoders, prores
from vpstudio.record.faults import flushed, writing
from vpstudio.record.pictures import Converter, Picture, converter
from vpstudio.record.prores import ProRes
from vpstudio.record.soundtrack import RATE, Samples, Soundtrack, audio_frame, layout

STAND_ALONE = ("ffv1", "prores")
MOVIE = (".mov", ".mp4", ".m4v")
MATROSKA = (".mkv",)

# Hybrid: readable in fragments while it is written, an ordinary file once closed. empty_moov and delay_moov together, as without
# the first every reader loses pictures of the first fragment after a kill, and without the second the sound's priming shifts
# every picture but the first by 21 ms. The interleave limit keeps late sound from holding pictures back in memory.
SAFE_MOVIE = {
    "movflags": "+hybrid_fragmented+frag_keyframe+empty_moov+delay_moov+use_metadata_tags",
    "frag_duration": "80000",
    "flush_packets": "1",
    "max_interleave_delta": "80000",
}
SAFE_MATROSKA = {"flush_packets": "1", "cluster_time_limit": "80", "max_interleave_delta": "80000"}

# ITU-T H.273 code points.
MATRIX_CODES = {Matrix.BT709: 1, Matrix.BT601: 6, Matrix.BT2020: 9, Matrix.RGB: 1}
TRANSFER_CODES = {Transfer.BT709: 1, Transfer.SRGB: 13, Transfer.LINEAR: 8}
LIMITED, FULL = 1, 2


@dataclass(frozen=True, slots=True)
class Tags:
    """How a file says what its numbers mean, in H.273's code points. primaries 2: not known."""

    matrix: int = 1
    transfer: int = 1
    primaries: int = 1
    range: int = LIMITED

    @classmethod
    def of(cls, colour: Colorimetry, rgb: bool) -> Tags:
        """rgb: the picture was RGB and is stored as BT.709 limited; the transfer is untouched."""
        matrix = 1 if rgb else MATRIX_CODES[colour.matrix]
        limited = rgb or colour.range is Range.LIMITED
        return cls(matrix, TRANSFER_CODES[colour.transfer], {1: 1, 9: 9}.get(matrix, 2), LIMITED if limited else FULL)


class VideoFile:
    """Writes pictures, and sound beside them, into ``path``; its ending chooses the container.

    size: (width, height). rate: nominal pictures a second. time_base: unit of ``pts``, by default 1 / rate. codec: ``h264``,
    ``ffv1`` (lossless) or ``prores``, of the kind that ``kind`` says (fill_key.py). encoder: a name or ``auto``. quality: x264's rate
    factor. pixel: a Layout's value, the layout of the pictures given to ``write``; RGB kinds are stored as BT.709 limited range
    4:2:0, YUV kinds plane by plane as they are.
    sound: (rate, channels) where there will be any. colour: what YUV planes mean; an RGB composite is tagged BT.709 unless
    told otherwise. orientation: how players must turn the picture. quick: spends bits rather than time. sound_start_ns: the
    stamp of time 0 of the sound; sound before it is left out.

    Raises Problem ``record.cannot_write``, ``record.disk_full``, ``record.container_unknown``, ``record.odd_size``,
    ``record.encoder_fails``, ``record.encoder_unknown``, ``record.picture_changed``.
    """

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        *,
        rate: Fraction,
        time_base: Fraction | None = None,
        codec: str = "h264",
        encoder: str = "auto",
        quality: int = 20,
        pixel: str = "rgba",
        sound: tuple[int, int] | None = None,
        crash_safe: bool = True,
        timecode: str | None = None,
        colour: Colorimetry | None = None,
        orientation: Orientation | None = None,
        quick: bool = False,
        sound_start_ns: int = 0,
        kind: ProRes | None = None,
    ) -> None:
        self.path, self.size, self.codec = path, size, codec
        self.rate, self.time_base = Fraction(rate), Fraction(time_base or 1 / Fraction(rate))
        self.pictures = 0
        self.encoder_name = "ffv1"
        self._layout, self._quality, self._quick = Layout(pixel), quality, quick
        self._kind = kind or ProRes()
        self._frame: av.VideoFrame | None = None
        self._alone: bytes | None = None
        self._track = Soundtrack(sound[1], sound_start_ns, lead=False) if sound else None
        self._closed = False
        self._container = _opened(path, crash_safe)
        try:
            self._convert, self._video = self._pictures(encoder, colour, orientation)
            self._audio = self._sound_stream()
            self.stamp_timecode(timecode)
        except BaseException as error:
            self.close()
            if isinstance(error, ValueError):
                raise _unknown(path) from error
            raise

    def stamp_timecode(self, timecode: str | None) -> None:
        """The timecode of the first picture, for files that hold one; only before the first picture is written."""
        if timecode and self.path.suffix.lower() in MOVIE:
            self._container.metadata["timecode"] = timecode

    def write(self, picture: Picture, pts: int) -> None:
        """Append a picture (its only array, or its planes) at ``pts``, later than the one before."""
        self._frame = self._convert.convert(picture)
        self._encode(self._frame, pts)

    def repeat(self, pts: int) -> None:
        """Append the last picture once more. Nothing where there is none yet.

        FFV1's and ProRes's pictures stand alone, so their bytes are used again: a layer that lags must not be held up by its repeats.
        """
        if self._alone is not None:
            self._mux_again(self._alone, pts)
        elif self._frame is not None:
            self._encode(self._frame, pts)

    def sound(self, block: SoundBlock) -> None:
        """Append sound at its stamp: gaps become silence, overlaps are left out. Nothing where the file has no sound."""
        if self._track is not None:
            samples = self._track.add(block)
            self.samples(samples, self._track.position - len(samples))

    def samples(self, samples: Samples, position: int) -> None:
        """Append (n, channels) float32 at 48 kHz that begin ``position`` samples from 0."""
        if self._audio is None or not len(samples):
            return
        frame = audio_frame(samples, RATE)
        frame.pts, frame.time_base = position, Fraction(1, RATE)
        with writing(self.path):
            self._container.mux(self._audio.encode(frame))

    def close(self) -> None:
        """Finish the file and flush it to the disk; a file without a picture is removed. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            with writing(self.path):
                self._finish()
        finally:
            with contextlib.suppress(OSError, av.error.FFmpegError):
                self._container.close()
        if self.pictures == 0:
            self.path.unlink(missing_ok=True)
        else:
            flushed(self.path)

    def _finish(self) -> None:
        if self.pictures == 0:
            return
        self._container.mux(self._video.encode(None))
        if self._audio is not None:
            self._container.mux(self._audio.encode(None))
        self._container.close()

    def _encode(self, frame: av.VideoFrame, pts: int) -> None:
        frame.pts, frame.time_base = pts, self.time_base
        frame.duration = max(1, round(1 / self.rate / self.time_base))
        with writing(self.path):
            packets = self._video.encode(frame)
            if self.codec in STAND_ALONE and len(packets) == 1:
                self._alone = bytes(packets[0])
            self._container.mux(packets)
        self.pictures += 1

    def _mux_again(self, data: bytes, pts: int) -> None:
        packet = av.Packet(data)
        packet.stream, packet.is_keyframe = self._video, True
        packet.pts = packet.dts = pts
        packet.time_base = self.time_base
        with writing(self.path):
            self._container.mux(packet)
        self.pictures += 1

    def _pictures(self, encoder: str, colour: Colorimetry | None, orientation: Orientation | None) -> tuple[Converter, VideoStream]:
        """The converter and the opened stream. An encoder chosen by itself that fails at this size gives way to x264."""
        if self.codec == "ffv1":
            convert = converter(self._layout, self.size)
            return convert, self._stream("ffv1", convert, colour, orientation)
        if self.codec == "prores":
            convert = self._kind.converter(self._layout, self.size)
            if self._layout is not Layout.GREY:
                self._container.metadata[prores.ALPHA_TAG] = self._kind.fill
            return convert, self._stream(prores.ENCODER, convert, colour, orientation)
        name = self._encoder_for(encoder)
        convert = self._converter_for(name)
        try:
            return convert, self._stream(name, convert, colour, orientation)
        except av.error.FFmpegError as error:
            raise Problem("record.encoder_fails", name=name, why=encoders.reason(error)) from error

    def _encoder_for(self, choice: str) -> str:
        """The wished encoder; x264 where hardware cannot take these planes as they are or, chosen by itself, fails at this size."""
        if self._layout in RGB_LAYOUTS and (self.size[0] % 2 or self.size[1] % 2):
            raise Problem("record.odd_size", size=f"{self.size[0]}x{self.size[1]}")
        encoder = encoders.pick(choice)
        if not encoder.hardware:
            return encoder.name
        fits = self._converter_for(encoder.name).pixel_format in encoders.pixel_formats(encoder.name)
        if fits and (choice != "auto" or encoders.opens_at(encoder.name, self.size)):
            return encoder.name
        return encoders.SOFTWARE

    def _converter_for(self, name: str) -> Converter:
        semi_planar = "yuv420p" not in encoders.pixel_formats(name)
        return converter(self._layout, self.size, semi_planar)

    def _stream(self, name: str, convert: Converter, colour: Colorimetry | None, orientation: Orientation | None) -> VideoStream:
        stream: Any = self._container.add_stream(name, rate=self.rate.limit_denominator(1_000_000))
        stream.width, stream.height = self.size
        stream.pix_fmt = convert.pixel_format
        stream.codec_context.time_base = self.time_base
        stream.time_base = self.time_base
        tag(stream, self._tags(colour, convert.rgb))
        stream.options = self._codec_options(name, convert.pixel_format)
        if orientation is not None and orientation != Orientation():
            stream.set_display_rotation(-orientation.degrees, hflip=orientation.mirror)
        stream.codec_context.open()
        self.encoder_name = name
        return stream

    def _tags(self, colour: Colorimetry | None, rgb: bool) -> Tags:
        if self._layout is Layout.GREY and colour is None and not rgb:
            return Tags(matrix=2, transfer=2, primaries=2, range=FULL)
        return Tags() if colour is None else Tags.of(colour, rgb)

    def _codec_options(self, name: str, pixel_format: str) -> dict[str, str]:
        if name == prores.ENCODER:
            return prores.options(pixel_format, self._kind.alpha_bits)
        gop = max(1, round(self.rate / 2))
        if name == "ffv1":
            # Golomb-Rice coder: half the time of the range coder for a tenth more bytes on mattes. Every picture stands alone.
            return {"level": "3", "coder": "0", "g": "1", "slices": "4", "slicecrc": "1"}
        return encoders.options(name, self._quality, gop, self.size, self._quick)

    def _sound_stream(self) -> AudioStream | None:
        if self._track is None:
            return None
        stream = self._container.add_stream("aac", rate=RATE, layout=layout(self._track.channels))
        stream.bit_rate = 128_000 * self._track.channels
        return stream


RGB_LAYOUTS = (Layout.RGBA, Layout.RGB, Layout.BGR)


def tag(stream: VideoStream, tags: Tags) -> None:
    """Write what the numbers mean into the stream's header."""
    context = stream.codec_context
    context.colorspace, context.color_trc = tags.matrix, tags.transfer
    context.color_primaries, context.color_range = tags.primaries, tags.range


def _opened(path: Path, crash_safe: bool) -> OutputContainer:
    try:
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            return av.open(str(path), "w", options=_options(path, crash_safe))
    except ValueError as error:
        raise _unknown(path) from error


def _unknown(path: Path) -> Problem:
    """FFmpeg says ValueError both of an ending it does not know and of a container that cannot hold the codec."""
    return Problem("record.container_unknown", path=str(path), ending=path.suffix or path.name)


def _options(path: Path, crash_safe: bool) -> dict[str, str]:
    ending = path.suffix.lower()
    if not crash_safe:
        return {"use_editlist": "1"} if ending in MOVIE else {}
    if ending in MOVIE:
        return dict(SAFE_MOVIE)
    return dict(SAFE_MATROSKA) if ending in MATROSKA else {"flush_packets": "1"}
