"""Encoders are believed only once they have encoded."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.problem import Problem
from vpstudio.record import encoders


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr(encoders, "_found", [])
    return monkeypatch


def test_x264_opens_and_what_does_not_says_why():
    listed = encoders.available()
    assert listed[-1].name == "libx264"
    assert listed[-1].opens
    assert not listed[-1].hardware
    assert all(encoder.reason for encoder in listed if not encoder.opens)
    assert not any(encoder.reason for encoder in listed if encoder.opens)


def test_they_are_tried_once_a_process(fresh):
    tried = []
    fresh.setattr(encoders, "_trial", lambda name: tried.append(name) or "")
    assert encoders.available() == encoders.available()
    assert len(tried) == len(set(tried)) == len(encoders.available())


def test_auto_takes_hardware_before_the_processor(fresh):
    fresh.setattr(encoders, "_trial", lambda name: "")
    assert encoders.pick("auto").hardware


def test_auto_falls_to_x264_where_no_hardware_opens(fresh):
    fresh.setattr(encoders, "_trial", lambda name: "" if name == "libx264" else "no driver")
    assert encoders.pick("auto").name == "libx264"


def test_a_chosen_encoder_that_fails_is_told_with_its_reason(fresh):
    fresh.setattr(encoders, "CANDIDATES", (("h264_nowhere", "Nowhere", ("linux", "win32", "darwin")), *encoders.CANDIDATES))
    with pytest.raises(Problem) as raised:
        encoders.pick("h264_nowhere")
    assert raised.value.code == "record.encoder_fails"
    assert raised.value.parameters["why"] == "not in this build"


def test_an_unknown_name_is_told_with_the_known_ones():
    with pytest.raises(Problem) as raised:
        encoders.pick("theora")
    assert raised.value.code == "record.encoder_unknown"
    assert "libx264" in str(raised.value.parameters["known"])


def test_an_encoder_that_gives_black_or_too_little_is_refused():
    frames = [encoders._probe_picture("yuv420p", number) for number in range(6)]
    assert encoders._wrong(frames) == ""
    assert "5 of 6" in encoders._wrong(frames[:5])
    for frame in frames:
        plane = frame.planes[0]
        plane.update(np.full(plane.buffer_size, 16, np.uint8).tobytes())
    assert "wrong pictures" in encoders._wrong(frames)


@pytest.mark.parametrize("name", [name for name, *_ in encoders.CANDIDATES])
def test_nothing_is_reordered_in_any_encoder(name):
    told = encoders.options(name, 20, 12, (1080, 1920))
    assert told["bf"] == "0"
    assert told["g"] == "12"


def test_bits_for_encoders_without_constant_quality():
    assert encoders.bits_per_second(20, (1080, 1920)) == 20_000_000
    assert encoders.bits_per_second(26, (1080, 1920)) == 10_000_000
    assert encoders.bits_per_second(20, (720, 1280)) == pytest.approx(8_888_888, abs=2)
