"""FreeD packets with known values, poses between packets, a socket on loopback."""

import json
import math
import random
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, rotation_matrix
from vpstudio.tracking.base import registry
from vpstudio.tracking.freed import FreeD, checksum
from vpstudio.tracking.history import PoseHistory
from vpstudio.tracking.receiver import Receiver

VECTORS = Path(__file__).parents[2].parent / "shared/data/formats/freed/freed_d1_vectors.json"
# Camera 7: pan 90 right, tilt 45 down, X 1.5 m, height -0.5 m, checksum worked out by hand from the manual's rule.
KNOWN = bytes.fromhex("d1072d0000e98000000000017700000000ff83000012340000ff000093")


def protocol(**settings):
    return FreeD(FreeD.Settings(**settings))


def forward(pose):
    return rotation_matrix(pose.rotation) @ [0, 1, 0]


def test_a_packet_with_known_values():
    pose = protocol().decode(KNOWN, 5)
    assert pose.time_ns == 5
    assert pose.position_m == pytest.approx((1.5, 0, -0.5))
    half = math.sqrt(0.5)
    assert forward(pose) == pytest.approx((half, 0, -half), abs=1e-6), "pan + is to the right, tilt - is down"


def test_only_its_own_camera_and_only_sound_packets():
    assert protocol(camera_id=7).decode(KNOWN, 0) is not None
    assert protocol(camera_id=8).decode(KNOWN, 0) is None
    broken = KNOWN[:-1] + b"\x00"
    assert protocol().decode(broken, 0) is None
    assert protocol(lenient=True).decode(broken, 0) is not None
    assert protocol().decode(KNOWN + b"\x01\x02\x03\x04", 0) is not None, "the variant with a time behind"


def test_hostile_bytes_are_never_a_pose_and_never_an_error():
    generator = random.Random(1)
    for length in (*range(64), 1500):
        data = generator.randbytes(length)
        if data[:1] == b"\xd1" and length in (29, 33):
            continue
        assert protocol().decode(data, 0) is None


@pytest.mark.footage
@pytest.mark.skipif(not VECTORS.exists(), reason="no packets here")
def test_packets_found_in_public():
    entries = json.loads(VECTORS.read_text())
    entries = entries if isinstance(entries, list) else entries.get("vectors", entries.get("packets", []))
    checked = 0
    for entry in entries:
        fields = entry.get("decoded") or entry.get("expected") or entry
        if "pan_deg" not in fields or len(entry["hex"]) != 58:
            continue
        pose = protocol(lenient=True).decode(bytes.fromhex(entry["hex"]), 0)
        pan, tilt = math.radians(fields["pan_deg"]), math.radians(fields["tilt_deg"])
        expected = (math.sin(pan) * math.cos(tilt), math.cos(pan) * math.cos(tilt), math.sin(tilt))
        assert forward(pose) == pytest.approx(expected, abs=1e-6)
        checked += 1
    assert checked >= 3


def test_between_two_packets():
    history = PoseHistory()
    history.add(CameraPose.of_angles((0, 0, 1), 0, 0, 0, 1_000))
    history.add(CameraPose.of_angles((1, 2, 1), 90, 0, 0, 2_000))
    assert not history.add(CameraPose.of_angles((9, 9, 9), 0, 0, 0, 1_500)), "out of order"
    pose, known = history.at(1_500)
    assert known and pose.position_m == pytest.approx((0.5, 1, 1))
    assert forward(pose) == pytest.approx((-math.sqrt(0.5), math.sqrt(0.5), 0))
    held, known = history.at(10_000_000_000)
    assert not known and held.position_m == (1, 2, 1), "beyond the last packet it is held, and said so"
    assert PoseHistory().at(0) is None


def test_the_shorter_way_round():
    history = PoseHistory()
    history.add(CameraPose.of_angles((0, 0, 0), 170, 0, 0, 0))
    history.add(CameraPose.of_angles((0, 0, 0), -170, 0, 0, 100))
    pose, _ = history.at(50)
    assert forward(pose) == pytest.approx((0, -1, 0), abs=1e-9)


def test_packets_over_a_socket_on_loopback():
    receiver = Receiver(protocol(), 0)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for data in (KNOWN, b"junk", KNOWN):
        sender.sendto(data, ("127.0.0.1", receiver.port))
        time.sleep(0.02)
    limit = time.monotonic() + 3
    while receiver.good + receiver.bad < 3 and time.monotonic() < limit:
        time.sleep(0.01)
    receiver.close()
    sender.close()
    assert (receiver.good, receiver.bad) == (2, 1)
    pose, _ = receiver.history.at(time.monotonic_ns())
    assert np.allclose(pose.position_m, (1.5, 0, -0.5))


def test_checksum_of_the_manual():
    assert checksum(bytes.fromhex("d101") + bytes(26)) == 0x6E
    assert registry.names() == ["freed"]
