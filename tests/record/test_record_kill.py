"""kill -9 in the middle of a take loses at most half a second of any layer, and the next start makes the rest whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import wave
from pathlib import Path

import av
import pytest

from vpstudio.model.claim import claimed
from vpstudio.takes.library import Library

LOST_S = 0.5
PICTURES = ("comp.mov", "clean.mkv", "matte.mkv", "fill.mov")
NAME = "QLRS_E034_S34-1_C02_T03_A"


def killed_take(project: Path, after_s: float) -> int:
    """Start a recorder, kill it, return how many pictures it had put."""
    program = [sys.executable, str(Path(__file__).with_name("record_until_killed.py")), str(project)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        part = project / "days" / "2026-03-14_D01" / f"{NAME}.part"
        assert claimed(part)
        assert Library(project).recover() == []
        time.sleep(after_s)
        process.kill()
        put = [line for line in process.stdout.read().splitlines() if line.strip()]
    assert part.is_dir()
    assert not claimed(part)
    return int(put[-1]) + 1


def decoded(path: Path, torn: bool = False) -> list[float]:
    """The times of all pictures, each really decoded. torn: the last packet may be cut off in its middle."""
    times = []
    with av.open(str(path)) as container:
        for packet in container.demux(video=0):
            if torn and packet.is_corrupt:
                break
            times += [float(frame.time) for frame in packet.decode()]
    return times


@pytest.mark.parametrize("round_", range(4))
def test_a_killed_take_is_whole_to_within_half_a_second(project, round_):
    put = killed_take(project, random.uniform(0.7, 2.2))
    part = project / "days" / "2026-03-14_D01" / f"{NAME}.part"
    for ending in PICTURES:
        times = decoded(part / f"{NAME}.{ending}", torn=True)
        assert put / 25 - len(times) / 25 <= LOST_S, ending
        assert max(abs(time_ - number / 25) for number, time_ in enumerate(times)) < 0.002, ending
    takes = Library(project).recover()
    assert [take.name for take in takes] == [NAME]
    assert_whole(project / "days" / "2026-03-14_D01" / NAME, takes[0].pictures)
    assert put / 25 - takes[0].pictures / 25 <= LOST_S
    assert takes[0].recovered
    assert Library(project).recover() == []


def assert_whole(folder: Path, pictures: int) -> None:
    for ending in PICTURES:
        assert decoded(folder / f"{NAME}.{ending}") == pytest.approx([n / 25 for n in range(pictures)], abs=0.001)
    lines = [json.loads(line) for line in (folder / f"{NAME}.frames.jsonl").read_text("utf-8").splitlines()]
    assert [line["slot"] for line in lines] == list(range(pictures))
    with wave.open(str(folder / f"{NAME}.wav")) as read:
        assert abs(read.getnframes() / 48_000 - pictures / 25) <= 0.3
        assert read.getnframes() <= pictures * 1920
    with av.open(str(folder / f"{NAME}.fill.mov")) as container:
        assert container.streams.video[0].metadata["timecode"] == "10:20:30:00"
        assert container.metadata["com.vpstudio.alpha"] == "straight"
        assert container.streams.video[0].codec_context.codec_tag == "ap4h"
    with av.open(str(folder / f"{NAME}.comp.mov")) as container:
        assert container.streams.video[0].metadata["timecode"] == "10:20:30:00"
        assert b"moof" not in (folder / f"{NAME}.comp.mov").read_bytes()[:4096]
        seconds = sum(frame.samples for frame in container.decode(audio=0)) / 48_000
    assert abs(seconds - pictures / 25) < 0.35
    assert (folder / f"{NAME}.jpg").stat().st_size > 500
    assert not (folder / "writing.lock").exists()
