"""Streams from real senders on loopback, which die and come back."""

import contextlib
import http.server
import shutil
import socket
import subprocess
import threading
import time
from functools import partial

import pytest

from vpstudio.model.frame import Frame
from vpstudio.problem import Problem
from vpstudio.sources.base import Wants
from vpstudio.sources.stream import StreamSource, believable, ffmpeg_has_srt, redacted

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="no ffmpeg here")
PICTURE = [
    "-re",
    "-f",
    "lavfi",
    "-i",
    "testsrc=size=160x96:rate=25",
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-tune",
    "zerolatency",
    "-g",
    "5",
]


def free_port(kind=socket.SOCK_DGRAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def sender(*output):
    process = subprocess.Popen(["ffmpeg", "-v", "quiet", "-nostdin", *PICTURE, *output], stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def source(url, timeout_s=4.0):
    return StreamSource(StreamSource.Settings(url=url, timeout_s=timeout_s), Wants())


def watch(opened, count, seconds=10.0, then=None):
    """Frames until ``count`` of them or the time is over; ``then`` is called with each."""
    got, limit = [], time.monotonic() + seconds
    guard = threading.Timer(seconds, opened.close)
    guard.start()
    for item in opened.read():
        if isinstance(item, Frame):
            got.append(item)
            if then is not None:
                then(got)
        if len(got) >= count or time.monotonic() > limit:
            opened.close()
    guard.cancel()
    return got


@needs_ffmpeg
def test_udp_comes_back_after_its_sender_died():
    port = free_port()
    url = f"udp://127.0.0.1:{port}"
    with sender("-f", "mpegts", f"{url}?pkt_size=1316"):
        opened = source(url, timeout_s=2)
        info = opened.open()
        assert (info.width, info.height, info.live) == (160, 96, True)
        frames = iter(opened.read())
        for _ in range(10):
            next(frames)
    threading.Timer(
        0.6, lambda: again.append(subprocess.Popen(["ffmpeg", "-v", "quiet", "-nostdin", *PICTURE, "-f", "mpegts", url]))
    ).start()
    again = []
    threading.Timer(14, opened.close).start()
    try:
        back = [next(frames) for _ in range(10)]
        assert back[-1].stamp.time_ns > back[0].stamp.time_ns
        assert abs(time.monotonic_ns() - back[-1].stamp.time_ns) < 3e9, "stamped with this machine's clock"
    finally:
        opened.close()
        for process in again:
            process.kill()
            process.wait()


@needs_ffmpeg
@pytest.mark.parametrize("kind", ["mp4", "hls"])
def test_http_and_hls(tmp_path, kind):
    target = tmp_path / ("a.mp4" if kind == "mp4" else "a.m3u8")
    extra = ["-movflags", "+faststart"] if kind == "mp4" else ["-hls_time", "1", "-hls_list_size", "0"]
    arguments = [part for part in PICTURE if part != "-re"]
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments, "-t", "3", *extra, str(target)], check=True, timeout=30)
    handler = partial(_Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened = source(f"http://127.0.0.1:{server.server_address[1]}/{target.name}")
    opened.open()
    frames = watch(opened, 30)
    server.shutdown()
    assert len(frames) == 30
    assert [f.stamp.number for f in frames] == list(range(30))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@needs_ffmpeg
def test_rtmp():
    port = free_port(socket.SOCK_STREAM)
    url = f"rtmp://127.0.0.1:{port}/live/a"
    with sender("-f", "flv", "-listen", "1", url):
        time.sleep(1)
        opened = source(url, timeout_s=6)
        opened.open()
        assert len(watch(opened, 10)) >= 10


@needs_ffmpeg
@pytest.mark.skipif(not ffmpeg_has_srt(), reason="this ffmpeg has no SRT")
def test_srt_through_ffmpeg():
    port = free_port()
    with sender("-f", "mpegts", f"srt://127.0.0.1:{port}?mode=listener"):
        time.sleep(1)
        opened = source(f"srt://127.0.0.1:{port}", timeout_s=6)
        opened.open()
        assert len(watch(opened, 10)) >= 10


def test_without_srt_it_says_so(monkeypatch):
    monkeypatch.setattr("vpstudio.sources.stream.ffmpeg_has_srt", lambda: False)
    with pytest.raises(Problem) as caught:
        source("srt://127.0.0.1:9").open()
    assert caught.value.code == "source.no_srt"


def test_a_sender_that_never_comes_is_told_in_time():
    began = time.monotonic()
    with pytest.raises(Problem) as caught:
        source(f"udp://127.0.0.1:{free_port()}", timeout_s=1).open()
    assert caught.value.code == "source.stream_silent" and time.monotonic() - began < 6


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "concat:a|b", "hello", "ftp://a/b"])
def test_only_streams_are_opened(url):
    with pytest.raises(Problem) as caught:
        source(url).open()
    assert caught.value.code == "source.stream_wrong"


def test_a_playlist_cannot_reach_local_files(tmp_path):
    (tmp_path / "secret.ts").write_bytes(b"G" * 188)
    (tmp_path / "a.m3u8").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://{tmp_path}/secret.ts\n#EXT-X-ENDLIST\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(Problem):
        source(f"http://127.0.0.1:{server.server_address[1]}/a.m3u8", timeout_s=2).open()
    server.shutdown()


def test_passwords_are_never_told():
    assert redacted("rtsp://user:secret@10.0.0.1/a?token=x") == "rtsp://10.0.0.1/a"
    with pytest.raises(Problem) as caught:
        source("rtsp://user:secret@127.0.0.1:9/a", timeout_s=1).open()
    assert "secret" not in str(caught.value)


def test_rates_that_mean_nothing():
    assert believable(90000) == 25 and believable(30) == 30
