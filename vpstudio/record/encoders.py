"""H.264 encoders: which of this machine's really open, and the options each is run with."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import av

from vpstudio.problem import Problem
from vpstudio.record.pictures import plane_views

PROBE_SIZE = (640, 368)
SOFTWARE = "libx264"


@dataclass(frozen=True, slots=True)
class Encoder:
    """One encoder as it is listed. opens: it encoded a few pictures here and they came back right; else reason says why not."""

    name: str
    title: str
    hardware: bool
    opens: bool
    reason: str = ""


CANDIDATES = (
    ("h264_videotoolbox", "Apple VideoToolbox", ("darwin",)),
    ("h264_nvenc", "NVIDIA NVENC", ("linux", "win32")),
    ("h264_qsv", "Intel Quick Sync", ("linux", "win32")),
    ("h264_amf", "AMD AMF", ("linux", "win32")),
    ("h264_mf", "Windows Media Foundation", ("win32",)),
    (SOFTWARE, "x264 (processor)", ("linux", "win32", "darwin")),
)
_found: list[Encoder] = []
_lock = threading.Lock()


def available() -> list[Encoder]:
    """Every encoder that belongs on this system, hardware first. Each is tried once a process: half a second in all at most."""
    with _lock:
        if not _found:
            _found.extend(_tried(name, title) for name, title, systems in CANDIDATES if sys.platform in systems)
        return list(_found)


def pick(choice: str = "auto") -> Encoder:
    """``auto``: the first that opens. A name: that one. Raises Problem ``record.encoder_unknown`` or ``record.encoder_fails``."""
    if choice == SOFTWARE and not _found:
        return Encoder(SOFTWARE, "x264 (processor)", hardware=False, opens=True)
    listed = available()
    if choice == "auto":
        working = [encoder for encoder in listed if encoder.opens]
        if not working:
            raise Problem("record.encoder_fails", name=SOFTWARE, why=listed[-1].reason)
        return working[0]
    named = next((encoder for encoder in listed if encoder.name == choice), None)
    if named is None:
        raise Problem("record.encoder_unknown", name=choice, known=", ".join(e.name for e in listed))
    if not named.opens:
        raise Problem("record.encoder_fails", name=choice, why=named.reason)
    return named


def options(name: str, quality: int, gop: int, size: tuple[int, int], quick: bool = False) -> dict[str, str]:
    """Options for constant quality, no reordering and no lookahead, so that nothing waits inside when the process dies.

    quality: x264's rate factor, and what others have that is like it. gop: pictures between key frames at most.
    quick: spends bits rather than time, for the clean layer.
    """
    common = {"bf": "0", "g": str(gop)}
    if name == SOFTWARE:
        return common | _x264(quality, size, quick)
    if name == "h264_nvenc":
        return common | {"preset": "p4", "tune": "ll", "rc": "vbr", "cq": str(quality), "b": "0", "delay": "0", "zerolatency": "1"}
    if name == "h264_qsv":
        return common | {"global_quality": str(quality), "async_depth": "1", "look_ahead": "0", "preset": "faster"}
    if name == "h264_amf":
        return common | {"rc": "cqp", "qp_i": str(quality), "qp_p": str(quality + 2), "usage": "lowlatency"}
    rate = str(bits_per_second(quality, size))
    if name == "h264_videotoolbox":
        return common | {"b": rate, "realtime": "1", "allow_sw": "0"}
    return common | {"b": rate, "rate_control": "cbr", "hw_encoding": "1"}


def bits_per_second(quality: int, size: tuple[int, int]) -> int:
    """For encoders without constant quality: 20 Mb/s for 1080x1920 at quality 20, halved for every 6 steps up."""
    return int(20e6 * size[0] * size[1] / (1920 * 1080) * 2 ** ((20 - quality) / 6))


def _x264(quality: int, size: tuple[int, int], quick: bool) -> dict[str, str]:
    """On four cores and fewer ultrafast with the deblocking filter: 7.6 CPU-ms a grainy 720 x 1280 picture, 12.9 with CABAC for
    a sixth fewer bits, 13 with superfast, 20 with veryfast.

    Without adaptive quantisation flat gradients get too few bits, so the rate factor goes down by two. Sliced threads, as
    frame threads keep a picture each inside.
    """
    cores = os.cpu_count() or 2
    threads = max(1, min(4, cores // 2))
    params = f"rc-lookahead=0:sync-lookahead=0:mbtree=0:threads={threads}:sliced-threads={int(threads > 1)}"
    if quick:
        return {"preset": "ultrafast", "crf": str(quality), "x264-params": params}
    if cores > 4:
        return {"preset": "veryfast" if cores >= 12 else "superfast", "crf": str(quality), "x264-params": params}
    return {"preset": "ultrafast", "crf": str(max(1, quality - 2)), "x264-params": params + ":no-deblock=0"}


@cache
def opens_at(name: str, size: tuple[int, int]) -> bool:
    """Whether a hardware encoder takes pictures of this size; some refuse small, odd or 4K ones."""
    try:
        context: Any = av.CodecContext.create(name, "w")
        context.width, context.height = size
        context.pix_fmt = "nv12" if "yuv420p" not in pixel_formats(name) else "yuv420p"
        context.framerate, context.time_base = Fraction(25), Fraction(1, 25)
        context.options = options(name, 20, 12, size)
        context.open()
    except (av.error.FFmpegError, ValueError):
        return False
    return True


@cache
def pixel_formats(name: str) -> tuple[str, ...]:
    """The pixel formats that the encoder takes."""
    return tuple(form.name for form in av.codec.Codec(name, "w").video_formats or ())


def _tried(name: str, title: str) -> Encoder:
    level = av.logging.get_level()
    av.logging.set_level(av.logging.ERROR)
    try:
        with av.logging.Capture() as said:
            try:
                why = _trial(name)
            except (av.error.FFmpegError, ValueError, RuntimeError, OSError) as error:
                why = _spoken(said) or reason(error)
    finally:
        av.logging.set_level(level)
    return Encoder(name, title, name != SOFTWARE, opens=not why, reason=why)


def _spoken(said: list[tuple[int, str, str]]) -> str:
    """FFmpeg's first words about it: they name the library or driver that is missing, its error number does not."""
    return " ".join(said[0][2].split())[:160] if said else ""


def reason(error: BaseException) -> str:
    """A few words of why FFmpeg would not."""
    if isinstance(error, av.codec.codec.UnknownCodecError):
        return "not in this build"
    return str(getattr(error, "strerror", None) or error) or type(error).__name__


def _trial(name: str) -> str:
    """Encode six pictures and decode them again. Returns what was wrong, or nothing: a driver may open and give black."""
    width, height = PROBE_SIZE
    pixel_format = "nv12" if "yuv420p" not in pixel_formats(name) else "yuv420p"
    encoder: Any = av.CodecContext.create(name, "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, pixel_format
    encoder.framerate, encoder.time_base = Fraction(25), Fraction(1, 25)
    encoder.options = options(name, 20, 12, PROBE_SIZE)
    decoder: Any = av.CodecContext.create("h264", "r")
    shown: list[av.VideoFrame] = []
    for number in range(6):
        for packet in encoder.encode(_probe_picture(pixel_format, number)):
            shown += decoder.decode(packet)
    for packet in encoder.encode(None):
        shown += decoder.decode(packet)
    shown += decoder.decode(None)
    return _wrong(shown)


def _probe_picture(pixel_format: str, number: int) -> av.VideoFrame:
    frame = av.VideoFrame(*PROBE_SIZE, pixel_format)
    for plane, value in zip(frame.planes, (60 + 20 * number, 100, 160), strict=False):
        plane.update(bytes([value]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, 25)
    return frame


def _wrong(shown: list[av.VideoFrame]) -> str:
    if len(shown) != 6:
        return f"gave back {len(shown)} of 6 pictures"
    luma = [float(plane_views(frame)[0].mean()) for frame in shown]
    off = max(abs(value - (60 + 20 * number)) for number, value in enumerate(luma))
    return "" if off < 8 else f"gave back wrong pictures (luma off by {off:.0f})"
