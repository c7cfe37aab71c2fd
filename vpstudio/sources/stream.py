"""A network stream: RTSP, UDP / MPEG-TS, RTMP, HTTP / HLS through PyAV, SRT through ffmpeg; found again by itself when it breaks off."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import av

from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, SoundBlock
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.model.source import SourceInfo
from vpstudio.problem import Problem
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.decoding import Decoder

ALLOWED = "udp,tcp,tls,rtp,rtcp,srtp,rtsp,rtsps,rtmp,rtmps,rtmpt,http,https,httpproxy,crypto,data,hls"
"""What a stream or its playlist may reach: no local files, no concat, no subfile."""
JUMP_NS = 1_000_000_000
AGAIN_S = (0.2, 0.5, 1.0, 2.0)
LOW_LATENCY = {"fflags": "nobuffer+discardcorrupt", "flags": "low_delay", "probesize": "500000", "analyzeduration": "1000000"}


@registry.register
class StreamSource(Source):
    """Anything live on the network."""

    name = "stream"
    title = "Network stream"

    class Settings(Source.Settings):
        url: str = setting("", "Address", help="rtsp://, rtmp://, udp://, http(s):// or srt://")
        timeout_s: float = setting(5.0, "Patience", low=1, high=60, unit="s", help="How long to wait for a picture before trying again.")
        udp: bool = setting(False, "RTSP over UDP", advanced=True)

    def __init__(self, settings: BaseSettings, wants: Wants) -> None:
        super().__init__(settings, wants)
        self.losses = 0
        self._closed = threading.Event()
        self._container: av.container.InputContainer | None = None
        self._helper: subprocess.Popen[bytes] | None = None
        self._number = 0
        self._last_ns = 0

    def open(self) -> SourceInfo:
        """Raises Problem ``source.stream_wrong``, ``.stream_silent``, ``.no_srt`` or ``.no_picture``."""
        self._container = self._connected()
        decoder = Decoder(self._container, self.wants, redacted(self.settings.url))
        sound = decoder.sound
        return SourceInfo(
            title=redacted(self.settings.url),
            width=decoder.video.width,
            height=decoder.video.height,
            rate=believable(decoder.rate),
            live=True,
            sound_rate=sound.codec_context.sample_rate if sound is not None else None,
            sound_channels=len(sound.codec_context.layout.channels) if sound is not None else 0,
        )

    def read(self) -> Iterator[Frame | SoundBlock]:
        """For ever, over every break, until closed. While it is gone nothing is yielded, so nothing stale looks live."""
        while not self._closed.is_set():
            if self._container is not None:
                yield from self._alive(self._container)
            self._drop()
            if not self._closed.is_set():
                self.losses += 1
                self._reconnect()
        self._drop()

    def close(self) -> None:
        self._closed.set()
        if self._helper is not None:
            self._helper.kill()

    def _alive(self, container: av.container.InputContainer) -> Iterator[Frame | SoundBlock]:
        """Items of one connection, stamped with the clock: a sender's own stamps begin anywhere and jump."""
        decoder = Decoder(container, self.wants, redacted(self.settings.url), self._number)
        offset_ns: int | None = None
        with contextlib.suppress(av.error.FFmpegError, OSError):
            for item in decoder.items():
                self._number = decoder.number
                if self._closed.is_set():
                    return
                now = time.monotonic_ns()
                if isinstance(item, SoundBlock):
                    if offset_ns is not None:
                        yield replace(item, time_ns=item.time_ns + offset_ns)
                    continue
                offset_ns = steadied(offset_ns, now - item.stamp.time_ns)
                self._last_ns = max(item.stamp.time_ns + offset_ns, self._last_ns + 1)
                yield replace(item, stamp=Stamp(item.stamp.number, self._last_ns), pts=None, time_base=None)

    def _reconnect(self) -> None:
        tries = 0
        while not self._closed.wait(AGAIN_S[min(tries, len(AGAIN_S) - 1)]):
            tries += 1
            try:
                self._container = self._connected()
                return
            except Problem:
                continue

    def _connected(self) -> av.container.InputContainer:
        url = self.settings.url.strip()
        scheme = url.partition("://")[0].lower()
        if not re.fullmatch(r"(rtsps?|rtmps?|udp|tcp|rtp|https?|srt)", scheme):
            raise Problem("source.stream_wrong", url=redacted(url))
        target: Any = self._through_ffmpeg(url) if scheme == "srt" else url
        try:
            return av.open(target, options=self._options(scheme), timeout=(self.settings.timeout_s, self.settings.timeout_s))
        except (av.error.FFmpegError, OSError, ValueError) as error:
            self._drop()
            raise Problem("source.stream_silent", url=redacted(url)) from error

    def _options(self, scheme: str) -> dict[str, str]:
        options = {**LOW_LATENCY, "protocol_whitelist": ALLOWED} if scheme != "srt" else dict(LOW_LATENCY)
        if scheme.startswith("rtsp"):
            options["rtsp_transport"] = "udp" if self.settings.udp else "tcp"
        if scheme == "udp":
            options |= {"fifo_size": "500000", "overrun_nonfatal": "1"}
        return options

    def _through_ffmpeg(self, url: str) -> Any:
        """SRT: PyAV's wheels lack it, an ``ffmpeg`` on the PATH may have it; it hands on MPEG-TS untouched."""
        if not ffmpeg_has_srt():
            raise Problem("source.no_srt")
        command = ["ffmpeg", "-v", "quiet", "-nostdin", "-protocol_whitelist", "srt,udp", "-i", url, "-c", "copy", "-f", "mpegts", "pipe:1"]
        self._helper = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        # A sender that never comes must not hold the reader for ever.
        self._watch = threading.Timer(self.settings.timeout_s + 5, self._stalled, [self._helper])
        self._watch.daemon = True
        self._watch.start()
        return self._helper.stdout

    def _stalled(self, helper: subprocess.Popen[bytes]) -> None:
        if self._container is None:
            helper.kill()

    def _drop(self) -> None:
        container, self._container = self._container, None
        helper, self._helper = self._helper, None
        if container is not None:
            container.close()
        if helper is not None:
            helper.kill()
            helper.wait()


def steadied(offset_ns: int | None, seen_ns: int) -> int:
    """From the sender's clock to ours. The earliest arrival against the sender's clock is the least delayed one; a jump of more
    than a second is a sender that began anew."""
    if offset_ns is None or abs(seen_ns - offset_ns) > JUMP_NS:
        return seen_ns
    return min(offset_ns, seen_ns)


def redacted(url: str) -> str:
    """The address without the name and password in it, and without what stands behind a question mark."""
    return re.sub(r"//[^/@]*@", "//", url).partition("?")[0]


def believable(rate: Fraction) -> Fraction:
    """Streams tell 90000 or 1000 pictures a second when they mean that they do not know."""
    return rate if 1 <= rate <= 240 else Fraction(25)


@cache
def ffmpeg_has_srt() -> bool:
    """Whether there is an ``ffmpeg`` on the PATH that speaks SRT."""
    path = shutil.which("ffmpeg")
    if path is None:
        return False
    done = subprocess.run([path, "-v", "quiet", "-protocols"], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=20)
    return bool(re.search(r"^\s*srt\s*$", done.stdout, re.MULTILINE))
