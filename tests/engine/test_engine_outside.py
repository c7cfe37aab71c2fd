"""Trackers in, monitors out, as the project asks."""

import socket
import time
import urllib.request

import numpy as np
import pytest

from vpstudio.engine.outside import Outside
from vpstudio.model.project import MonitorChoice, Project, TrackingChoice

# FreeD: camera 7, pan 90 to the right, tilt -45, X 1.5 m, height -0.5 m.
PACKET = bytes.fromhex("d1072d0000e98000000000017700000000ff83000012340000ff000093")


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def outside():
    made = Outside()
    yield made
    made.close()


def test_a_trackers_pose_is_asked_for_by_the_pictures_time(outside):
    port = free_port()
    outside.follow(Project(tracking=TrackingChoice(kind="freed", port=port)))
    assert outside.problem is None and outside.pose(time.monotonic_ns()) is None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        limit = time.monotonic() + 5
        while outside.pose(time.monotonic_ns()) is None and time.monotonic() < limit:
            sender.sendto(PACKET, ("127.0.0.1", port))
            time.sleep(0.02)
    assert outside.pose(time.monotonic_ns()).position_m == pytest.approx((1.5, 0, -0.5))
    outside.follow(Project())
    assert outside.pose(time.monotonic_ns()) is None, "switched off again"


def test_a_port_in_use_is_told_and_stops_nothing(outside):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        outside.follow(Project(tracking=TrackingChoice(kind="freed", port=taken.getsockname()[1])))
    assert outside.problem.code == "tracking.port"


def test_a_monitor_is_read_for_only_while_somebody_looks(outside):
    reads = []

    class Renderer:
        def read(self, tap):
            reads.append(tap)
            return np.full((90, 160, 4), 128, np.uint8)

    port = free_port()
    outside.follow(Project(monitor=MonitorChoice(kind="web", values={"port": port, "height": 180})))
    assert outside.problem is None
    outside.show(Renderer())
    assert reads == []
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/picture", timeout=5) as answer:
        limit = time.monotonic() + 5
        while not reads and time.monotonic() < limit:
            outside.show(Renderer())
            time.sleep(0.02)
        assert answer.readline().strip() == b"--frame"
    assert reads
