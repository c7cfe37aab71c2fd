"""``vpstudio demo``: a finished take on a machine with neither camera nor screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import pytest

pytestmark = pytest.mark.gl
ROOT = Path(__file__).parents[2]


def test_it_leaves_a_finished_take_and_says_where(tmp_path):
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "zh_CN", "PYTHONPATH": str(ROOT)}
    environment.pop("DISPLAY", None)
    command = [sys.executable, "-m", "vpstudio", "demo", str(tmp_path / "演示"), "--seconds", "1", "--set", "none"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert "0 %" in done.stderr and "100 %" in done.stderr, "a log shows that something goes on"
    (take,) = (tmp_path / "演示").glob("days/*/DEMO_E001_S1-1_C01_T01_A")
    assert str(take) in done.stdout
    told = json.loads((take / f"{take.name}.take.json").read_text(encoding="utf-8"))
    assert told["finished"] and told["key_used"] == "hybrid" and told["dropped"] == 0
    with av.open(str(take / f"{take.name}.comp.mov")) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (720, 1280)
        assert container.streams.audio and sum(1 for _ in container.decode(video=0)) == told["pictures"] >= 25
