"""The finished picture in a browser, on loopback."""

import threading
import time
import urllib.request

import cv2
import numpy as np
import pytest

from vpstudio.monitor.web import WebMonitor
from vpstudio.problem import Problem


@pytest.fixture
def monitor():
    monitor = WebMonitor(WebMonitor.Settings(port=0, height=180))
    monitor.open()
    yield monitor
    monitor.close()


def fetch(address, count=1):
    with urllib.request.urlopen(address, timeout=5) as answer:
        if count == 1:
            return answer.read()
        pictures = []
        while len(pictures) < count:
            length = 0
            while (line := answer.readline().strip()) or not length:
                if line.lower().startswith(b"content-length"):
                    length = int(line.split(b":")[1])
            pictures.append(answer.read(length))
        return pictures


def test_only_this_machine_unless_asked():
    assert WebMonitor.Settings().address == "127.0.0.1"


def test_a_viewer_sees_the_pictures_in_order(monitor):
    stop = threading.Event()

    def play():
        level = 0
        while not stop.is_set():
            if monitor.wants:
                level = min(level + 20, 240)
                monitor.show(np.full((360, 202, 4), level, np.uint8))
            time.sleep(0.01)

    player = threading.Thread(target=play)
    player.start()
    pictures = fetch(monitor.address + "picture", 4)
    stop.set()
    player.join()
    levels = [cv2.imdecode(np.frombuffer(p, np.uint8), cv2.IMREAD_COLOR) for p in pictures]
    assert all(level.shape == (180, 101, 3) for level in levels)
    means = [float(level.mean()) for level in levels]
    assert means == sorted(means) and means[-1] > means[0]


def test_without_a_viewer_nothing_is_wanted(monitor):
    assert not monitor.wants
    assert b"/picture" in fetch(monitor.address)


def test_a_port_in_use_is_told(monitor):
    port = int(monitor.address.rsplit(":", 1)[1].rstrip("/"))
    with pytest.raises(Problem) as caught:
        WebMonitor(WebMonitor.Settings(port=port)).open()
    assert caught.value.code == "monitor.port"
