"""The finished picture in a browser: one page with a moving JPEG, on this machine alone unless another address is asked for.

Motion JPEG as ``multipart/x-mixed-replace`` is shown by every browser without a script, and a slow viewer only gets fewer pictures.
"""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.setting import setting
from vpstudio.model.shot import Tap
from vpstudio.monitor.base import Monitor, registry
from vpstudio.problem import Problem

PAGE = b"""<!doctype html><meta charset="utf-8"><title>vpstudio</title>
<style>body{margin:0;background:#161616;display:grid;place-items:center;height:100vh}img{max-width:100vw;max-height:100vh}</style>
<img src="/picture" alt="program">"""
BOUNDARY = b"frame"
MOST_VIEWERS = 8


@registry.register
class WebMonitor(Monitor):
    """A page at ``http://ADDRESS:PORT/``."""

    name = "web"
    title = "Browser page"

    class Settings(Monitor.Settings):
        address: str = setting("127.0.0.1", "Address", help="127.0.0.1 is this machine alone; 0.0.0.0 lets the whole network watch.")
        port: int = setting(8737, "Port", low=0, high=65535)
        height: int = setting(640, "Picture height", low=180, high=1920, unit="px")
        quality: int = setting(80, "Quality", low=30, high=95, advanced=True)

    settings: Settings

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.viewers = 0
        self._jpeg = b""
        self._number = 0
        self._changed = threading.Condition()
        self._server: ThreadingHTTPServer | None = None

    @property
    def tap(self) -> Tap:
        return Tap("program")

    @property
    def wants(self) -> bool:
        """Nobody looks: nothing is read, nothing is encoded."""
        return self.viewers > 0

    @property
    def address(self) -> str:
        """Where the page is, once open."""
        assert self._server is not None
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/"

    def open(self) -> None:
        try:
            self._server = ThreadingHTTPServer((self.settings.address, self.settings.port), _handler(self))
        except OSError as error:
            why = error.strerror or str(error)
            raise Problem("monitor.port", address=self.settings.address, port=self.settings.port, why=why) from error
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="web monitor", daemon=True).start()

    def show(self, picture: NDArray[np.uint8]) -> None:
        height = min(self.settings.height, picture.shape[0])
        width = round(picture.shape[1] * height / picture.shape[0])
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        good, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGBA2BGR), [cv2.IMWRITE_JPEG_QUALITY, self.settings.quality])
        if good:
            with self._changed:
                self._jpeg, self._number = data.tobytes(), self._number + 1
                self._changed.notify_all()

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        with self._changed:
            self._server = None
            self._changed.notify_all()

    def after(self, number: int) -> tuple[bytes, int]:
        """The next picture newer than ``number``; empty when none came for a second or the monitor closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number or self._server is None, timeout=1)
            return (self._jpeg, self._number) if self._number > number else (b"", number)

    @property
    def running(self) -> bool:
        return self._server is not None


def _handler(monitor: WebMonitor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Two paths, both read-only."""

        def do_GET(self) -> None:  # noqa: N802  (the base class's name)
            if self.path == "/":
                self._send(200, "text/html; charset=utf-8", PAGE)
            elif self.path == "/picture" and monitor.viewers < MOST_VIEWERS:
                self._stream()
            else:
                self._send(404 if self.path != "/picture" else 503, "text/plain", b"")

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            monitor.viewers += 1
            try:
                with contextlib.suppress(OSError):
                    self._pictures()
            finally:
                monitor.viewers -= 1

        def _pictures(self) -> None:
            number = 0
            while monitor.running:
                jpeg, number = monitor.after(number)
                if jpeg:
                    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % (BOUNDARY, len(jpeg))
                    self.wfile.write(head + jpeg + b"\r\n")

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: a viewer's every request is not the user's business."""

    return Handler
