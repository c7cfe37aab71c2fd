"""How the command ends: sentences for people, codes for scripts, tracebacks only for us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vpstudio import __version__

BREAKS = """
import sys
from vpstudio.cli import main as cli
@cli.app.command("break")
def breaks(kind: str) -> None:
    if kind == "bug":
        raise ZeroDivisionError("a [bold]bug[/bold]")
    if kind == "wait":
        print("waiting", flush=True)
        import time
        time.sleep(60)
    from vpstudio.problem import Problem
    raise Problem("models.unknown", name="[red]某模型[/red]", known="a, b")
sys.argv = ["vpstudio", *sys.argv[1:]]
cli.main()
"""


def vpstudio(*words: str, code: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-c", code] if code else ["-m", "vpstudio"]), *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_the_version():
    done = vpstudio("--version")
    assert (done.returncode, done.stdout) == (0, f"vpstudio {__version__}\n")


def test_every_verb_is_listed():
    told = vpstudio("--help").stdout
    assert all(verb in told for verb in ("open", "composite", "demo", "models", "doctor", "bench"))


@pytest.mark.parametrize(("language", "words"), [("en", "There is no model called"), ("zh_CN", "没有名为")])
def test_a_problem_is_one_sentence_in_the_readers_language(language, words):
    done = vpstudio("break", "problem", code=BREAKS, VPSTUDIO_LANGUAGE=language)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(words)
    assert "[red]某模型[/red]" in done.stderr


def test_a_fault_of_ours_is_one_sentence_and_a_log(tmp_path):
    done = vpstudio("break", "bug", code=BREAKS, VPSTUDIO_HOME=str(tmp_path / "家"))
    log = tmp_path / "家" / "logs" / "vpstudio.log"
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(log) in done.stderr
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8").splitlines()[-1]
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_the_traceback_is_there_for_those_who_ask():
    done = vpstudio("break", "bug", code=BREAKS, VPSTUDIO_DEBUG="1")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "home").write_text("a file in the way", encoding="utf-8")
    done = vpstudio("break", "problem", code=BREAKS, VPSTUDIO_HOME=str(tmp_path / "home"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_quietly():
    with subprocess.Popen(
        [sys.executable, "-c", BREAKS, "break", "wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "waiting\n"
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=20)
    assert child.returncode == 130
    assert "Traceback" not in told


def test_a_word_that_is_no_verb_is_refused():
    done = vpstudio("paint")
    assert done.returncode == 2
    assert "paint" in done.stderr


def test_no_file_is_a_sentence(tmp_path):
    done = vpstudio("composite", str(tmp_path / "没有.mp4"), str(tmp_path / "out.mp4"))
    assert done.returncode == 2
    assert "没有.mp4" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not Path(tmp_path / "out.mp4").exists()
