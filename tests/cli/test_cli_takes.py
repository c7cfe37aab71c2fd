"""vpstudio record and vpstudio takes, as a crew types them."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.gl

TESTCARD = ("--set", "none", "--key", "none", "--size", "540x960")


def vpstudio(*arguments, code=0, language="en"):
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vpstudio", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=180)
    assert done.returncode == code, done.stderr
    return done


def test_a_day_from_the_first_take_to_the_editor(tmp_path):
    project = tmp_path / "项目 柒两"
    told = json.loads(vpstudio("record", "testcard", "--project", project, "--slate", "34-1/2", "--seconds", 1, *TESTCARD, "--json").stdout)
    assert told["name"] == "DEMO_E034_S34-1_C02_T01_A" and abs(told["pictures"] - 25) <= 1
    vpstudio("record", "testcard", "--project", project, "--slate", "34-1/2", "--seconds", 0.4, *TESTCARD)
    vpstudio("takes", "mark", "T02_A", "--project", project, "--status", "circle", "--notes", "林晚摔门", "--cast", "林晚")
    (found,) = json.loads(vpstudio("takes", "search", "摔门", "--project", project, "--json").stdout)
    assert found["name"].endswith("T02_A") and found["status"] == "circle"
    assert "2 takes, 1 circled" in vpstudio("takes", "list", "--project", project).stdout
    checked = json.loads(vpstudio("takes", "verify", "--project", project, "--json").stdout)
    assert [each["verified"] for each in checked] == [True, True]
    made = json.loads(vpstudio("takes", "export", "--project", project, "--json").stdout)
    assert len(made) == 11
    report = Path(next(path for path in made if path.endswith("camera_report.csv")))
    rows = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Take"] for row in rows] == ["1", "2"] and len(rows[0]["XXH64"]) == 16
    copied = json.loads(vpstudio("takes", "copy", tmp_path / "disk", "--project", project, "--json").stdout)
    assert copied["files"] > 8
    assert json.loads(vpstudio("takes", "show", "T01_A", "--project", project, "--json").stdout)["width"] == 540
    sound = next(project.rglob("*T01_A.comp.mov"))
    data = bytearray(sound.read_bytes())
    data[len(data) // 2] ^= 255
    sound.write_bytes(data)
    done = vpstudio("takes", "verify", "T01_A", "--project", project, code=3)
    assert "NOT WHOLE" in done.stdout and sound.name in done.stderr
    assert json.loads(vpstudio("takes", "rebuild", "--project", project, "--json").stdout) == {"takes": 2}


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_a_take_cleanly(tmp_path):
    arguments = ["record", "testcard", "--project", str(tmp_path), *TESTCARD, "--json"]
    running = subprocess.Popen([sys.executable, "-m", "vpstudio", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    limit = time.monotonic() + 60
    while not any(path.stat().st_size > 20_000 for path in tmp_path.rglob("*.comp.mov")):
        assert time.monotonic() < limit and running.poll() is None
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 0 and json.loads(out)["finished"] is True
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("record", "testcard", "--project", "P", "--slate", "34/x"), "slate"),
        (("record", "testcard", "--project", "P", "--size", "400x400"), "400x400"),
        (("record", "nowhere.mp4", "--project", "P"), "nowhere.mp4"),
        (("takes", "list", "--project", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    done = vpstudio(*arguments, code=2)
    assert code in done.stderr and "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_in_chinese(tmp_path):
    done = vpstudio("takes", "list", "--project", tmp_path / "无", code=2, language="zh_CN")
    assert "项目文件夹" in done.stderr
