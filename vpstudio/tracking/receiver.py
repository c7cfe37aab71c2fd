"""The thread that listens for one tracker's packets and keeps its poses."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from vpstudio.problem import Problem
from vpstudio.tracking.base import Protocol
from vpstudio.tracking.history import PoseHistory

LOOPBACK = "127.0.0.1"


class Receiver:
    """Listens on UDP, on loopback unless another address is asked for. ``good`` and ``bad`` count packets."""

    def __init__(self, protocol: Protocol, port: int, address: str = LOOPBACK) -> None:
        self.history = PoseHistory()
        self.good = self.bad = 0
        self._protocol = protocol
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((address, port))
        except OSError as error:
            self._socket.close()
            raise Problem("tracking.port", address=address, port=port, why=error.strerror or str(error)) from error
        self._socket.settimeout(0.2)
        self.port: int = self._socket.getsockname()[1]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="tracker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=2)
        self._socket.close()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(TimeoutError, OSError):
                data, sender = self._socket.recvfrom(65535)
                self._take(data, f"{sender[0]}:{sender[1]}")

    def _take(self, data: bytes, sender: str) -> None:
        for payload in self._protocol.feed(data, sender):
            pose = self._protocol.decode(payload, time.monotonic_ns())
            if pose is not None and self.history.add(pose):
                self.good += 1
            else:
                self.bad += 1
