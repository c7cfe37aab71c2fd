"""The doctor names what a machine has, and no driver, library or disk can take it down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vpstudio.cli import checkup, machine, probes
from vpstudio.cli.checkup import Finding
from vpstudio.cli.main import app
from vpstudio.matting import models
from vpstudio.problem import Problem

NAMES = ["gl", "display", "encoders", "cameras", "microphones", "models", "onnx", "disk", "fonts", "ffmpeg", "memory", "python"]


def pretend(monkeypatch, code: str, tmp_path: Path) -> None:
    """Every probe's process runs this instead of ours."""
    stand_in = tmp_path / "stand_in.py"
    stand_in.write_text(f"import os, sys, time\n{code}\n", encoding="utf-8")
    run = subprocess.run
    monkeypatch.setattr(probes.subprocess, "run", lambda command, **rest: run([sys.executable, str(stand_in)], **rest))


def test_everything_is_told_to_a_program():
    done = subprocess.run([sys.executable, "-m", "vpstudio", "doctor", "--json"], capture_output=True, text=True, timeout=120)
    told = json.loads(done.stdout)
    checks = {check["name"]: check for check in told["checks"]}
    assert list(checks) == NAMES
    assert told["fit"] == (done.returncode == 0)
    assert checks["disk"]["details"]["write_mb_s"] > 0
    assert checks["memory"]["details"]["cores"] >= 1
    assert checks["python"]["details"]["packages"]["numpy"]
    assert all(check["advice"] for check in told["checks"] if check["state"] != "ok")


@pytest.mark.gl
def test_the_gl_that_is_told_is_the_one_that_renders():
    from vpstudio.render.context import Context

    context = Context.headless()
    try:
        assert probes.ask("gl") == {"renderer": context.renderer, "version": context.version, "software": context.software}
    finally:
        context.close()


def test_an_encoder_that_opens_is_named():
    finding = checkup.check_encoders()
    assert finding.state == "ok"
    assert "libx264" in finding.found


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_driver_that_crashes_is_a_row(monkeypatch, tmp_path):
    pretend(monkeypatch, "import signal; os.kill(os.getpid(), signal.SIGSEGV)", tmp_path)
    finding = checkup.check_gl()
    assert finding.state == "fault"
    assert "SIGSEGV" in finding.found
    assert finding.advice


def test_a_driver_that_hangs_is_a_row(monkeypatch, tmp_path):
    pretend(monkeypatch, "time.sleep(60)", tmp_path)
    assert probes.ask("gl", patience_s=1)["error"] == "no answer within 1 s"


def test_a_driver_may_talk(monkeypatch, tmp_path):
    pretend(monkeypatch, f"print('ALSA lib: no card'); print('{probes.MARK}{{\"cameras\": []}}'); print('bye', end='')", tmp_path)
    assert probes.ask("cameras") == {"cameras": []}


def test_no_gl_is_a_fault_in_words(monkeypatch):
    def none() -> dict[str, object]:
        raise Problem("render.no_gl", why="no driver")

    monkeypatch.setitem(probes.PROBES, "gl", none)
    told = probes.answer("gl")
    assert "no driver" in told["error"]
    assert "render.no_gl" not in told["error"]


def test_software_gl_is_told_as_slow(monkeypatch):
    monkeypatch.setattr(probes, "ask", lambda name: {"renderer": "llvmpipe", "version": "4.5", "software": True})
    assert checkup.check_gl().state == "warning"
    monkeypatch.setattr(probes, "ask", lambda name: {"renderer": "GeForce", "version": "4.6", "software": False})
    assert checkup.check_gl().state == "ok"


def test_no_portaudio_says_what_to_install(monkeypatch):
    class Absent:
        def find_spec(self, name, path=None, target=None):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    told = probes.answer("microphones")
    monkeypatch.setattr(probes, "ask", lambda name: told)
    finding = checkup.check_microphones()
    assert finding.state == "warning"
    assert "libportaudio2" in finding.advice


def test_cameras_and_microphones_are_named(monkeypatch):
    monkeypatch.setattr(machine, "cameras_not_allowed", lambda: [])
    answers = {
        "cameras": {"cameras": [{"ident": "/dev/video0", "title": "C920"}]},
        "microphones": {"microphones": [{"name": "USB mic", "channels": 1, "rate": 48000}]},
    }
    monkeypatch.setattr(probes, "ask", answers.__getitem__)
    assert checkup.check_cameras() == Finding("cameras", "ok", "C920", details=answers["cameras"])
    assert checkup.check_microphones().found == "USB mic"


def test_a_camera_that_may_not_be_opened_says_so(monkeypatch):
    monkeypatch.setattr(machine, "cameras_not_allowed", lambda: ["/dev/video0"])
    monkeypatch.setattr(probes, "ask", lambda name: {"cameras": []})
    finding = checkup.check_cameras()
    assert finding.state == "warning"
    assert "usermod -aG video" in finding.advice


def test_a_check_that_breaks_leaves_the_others(monkeypatch):
    def breaks() -> Finding:
        raise RuntimeError("odd machine")

    monkeypatch.setattr(checkup, "CHECKS", {"fonts": breaks, "memory": checkup.check_memory})
    first, second = checkup.findings()
    assert (first.name, first.state) == ("fonts", "warning")
    assert "odd machine" in first.found
    assert second.name == "memory"


def test_an_altered_model_is_a_fault(monkeypatch, tmp_path):
    for model in models.MODELS.values():
        (tmp_path / model.file).write_bytes(b"not this")
    monkeypatch.setattr(models, "places", lambda: (tmp_path, tmp_path))
    finding = checkup.check_models()
    assert finding.state == "fault"
    assert "selfie_segmentation.tflite" in finding.found
    assert "vpstudio models --fetch" in finding.advice


def test_the_disk_is_left_as_it_was(tmp_path):
    folder = tmp_path / "项目"
    folder.mkdir()
    assert machine.write_speed(folder, megabytes=2) > 0
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("speed", "free_gb", "state"), [(500.0, 200, "ok"), (12.0, 200, "warning"), (500.0, 3, "warning")])
def test_a_slow_or_full_disk_is_told(monkeypatch, speed, free_gb, state):
    monkeypatch.setattr(machine, "write_speed", lambda folder: speed)
    monkeypatch.setattr(checkup.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": free_gb * 1e9})())
    assert checkup.check_disk().state == state


def test_a_disk_that_cannot_be_written_is_a_fault(monkeypatch):
    def refuses(folder: Path) -> float:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(machine, "write_speed", refuses)
    finding = checkup.check_disk()
    assert finding.state == "fault"
    assert "Permission denied" in finding.found


def test_fonts_are_found_by_file_where_fontconfig_is_not(tmp_path):
    folder = tmp_path / "opentype" / "noto"
    folder.mkdir(parents=True)
    for name in ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf", "simsun.ttc"):
        (folder / name).touch()
    assert sorted(machine._found_fonts([tmp_path, tmp_path / "absent"])) == ["NotoSansCJK-Regular", "simsun"]


def test_two_opencv_packages_are_told(monkeypatch):
    monkeypatch.setattr(machine, "_version", lambda name: "5.0" if name.startswith("opencv") and "headless" not in name else "1.0")
    finding = checkup.check_python()
    assert finding.state == "ok" or "opencv" in finding.advice
    monkeypatch.setattr(machine, "_version", lambda name: "1.0")
    assert "opencv-python-headless" in checkup.check_python().advice


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_person_gets_a_row_each_and_a_verdict(monkeypatch, language):
    monkeypatch.setenv("VPSTUDIO_LANGUAGE", language)
    monkeypatch.setattr(probes, "ask", lambda name: {"error": "no such thing"})
    monkeypatch.setattr(machine, "write_speed", lambda folder: 100.0)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert done.output.count("no such thing") == 5
    assert "{" not in done.output
    assert ("故障" if language == "zh_CN" else "fault") in done.output
