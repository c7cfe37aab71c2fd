"""vpstudio set list and set render, as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import cv2
import numpy as np
import pytest


def vpstudio(*words):
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "en"}
    command = [sys.executable, "-m", "vpstudio", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, stdin=subprocess.DEVNULL)


def picture(path):
    return cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR).astype(int)


def test_the_list_tells_what_a_form_asks():
    done = vpstudio("set", "list", "--json")
    assert done.returncode == 0, done.stderr
    sets = {each["name"]: each for each in json.loads(done.stdout)}
    assert {"office", "cabin"} <= set(sets)
    office = sets["office"]
    assert [state["name"] for state in office["states"]] == ["day", "dusk", "night", "storm"]
    assert office["visible_texts"] == ["远景集团 VISTA GROUP"] and office["size_m"] == pytest.approx([8.0, 6.1, 3.2], abs=0.15)


@pytest.mark.gl
def test_a_picture_of_a_set_with_and_without_an_actor(tmp_path):
    common = ("--size", "90x160", "--state", "night", "--seed", "3", "--lens-mm", "35", "--height", "1.6", "--tilt", "-2", "--pan", "5")
    for name, more in (("演员.png", ()), ("empty.png", ("--no-actor",)), ("unnamed.png", ("--no-actor", "--with", "sign="))):
        done = vpstudio("set", "render", "office", tmp_path / name, *common, *more)
        assert done.returncode == 0, done.stderr
    acted, empty, unnamed = (picture(tmp_path / name) for name in ("演员.png", "empty.png", "unnamed.png"))
    assert acted.shape == (160, 90, 3)
    assert np.abs(acted - empty)[60:, 30:60].mean() > 20, "the actor stands in the middle"
    assert np.abs(empty - unnamed).mean() < 2, "the sign is behind this camera"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere",), "nowhere"),
        (("office", "--state", "noon"), "state"),
        (("office", "--with", "sign"), "NAME=VALUE"),
        (("none",), "not a virtual set"),
        (("missing.glb",), "missing.glb"),
    ],
)
def test_what_cannot_be_is_one_sentence(tmp_path, words, says):
    name, *more = words
    done = vpstudio("set", "render", name, tmp_path / "x.png", "--size", "90x160", *more)
    assert done.returncode == 2 and says in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "x.png").exists()
