"""Set-up, short of the network and the system's packages: what it decides, and that it survives what it finds."""

from __future__ import annotations

import ast
import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "bootstrap.py"


CALLS_HANDED_OVER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("bootstrap_outside", {source!r})
bootstrap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bootstrap)
try:
    sys.exit(bootstrap.handed_over([sys.executable, "-c", {program!r}]))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def bootstrap(tmp_path, monkeypatch) -> ModuleType:
    """bootstrap.py as a module, its environment in a folder of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / "项目 one" / ".venv"
    venv.parent.mkdir()
    python = venv / module.PYTHON.relative_to(module.VENV)
    for name, value in {"VENV": venv, "STAMP": venv / "stamp", "LOG": venv / "log", "PYTHON": python}.items():
        monkeypatch.setattr(module, name, value)
    return module


def site_packages(bootstrap) -> Path:
    """An environment's package folder with one package in it, whole."""
    site = bootstrap.VENV / "lib" / "python3.11" / "site-packages"
    info = site / "thing-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "thing.py").write_text("x = 1\n", encoding="utf-8")
    record = 'thing.py,sha256=abc,6\n"odd, name.txt",sha256=abc,2\n__pycache__/thing.cpython-311.pyc,,\nthing-1.0.dist-info/RECORD,,\n'
    (site / "odd, name.txt").write_text("hi", encoding="utf-8")
    (info / "RECORD").write_text(record, encoding="utf-8")
    return site


def test_it_imports_the_standard_library_only():
    for file in (SOURCE, ROOT / "tests" / "everything.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        origins = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name.split(".")[0] for name in plain | origins} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_another_python_gets_one_sentence(version):
    pretend = f"import sys, runpy; sys.version_info = {(*version, 0, 'final', 0)}; runpy.run_path({str(SOURCE)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"this is Python {version[0]}.{version[1]}" in done.stderr


def test_its_syntax_is_old_enough_to_say_so():
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_whole_environment_is_kept(bootstrap):
    site_packages(bootstrap)
    assert bootstrap.is_whole()


def test_a_package_cut_short_is_seen(bootstrap):
    (site_packages(bootstrap) / "thing.py").write_text("x", encoding="utf-8")
    assert not bootstrap.is_whole()


def test_a_package_without_its_list_is_seen(bootstrap):
    (site_packages(bootstrap) / "thing-1.0.dist-info" / "RECORD").unlink()
    assert not bootstrap.is_whole()


def test_a_package_being_replaced_is_seen(bootstrap):
    (site_packages(bootstrap) / "~hing").mkdir()
    assert not bootstrap.is_whole()


def test_a_broken_environment_is_made_anew(bootstrap, monkeypatch):
    site_packages(bootstrap)
    bootstrap.PYTHON.parent.mkdir(exist_ok=True)
    bootstrap.PYTHON.write_text("not a program", encoding="utf-8")
    bootstrap.PYTHON.chmod(0o755)
    made = []
    monkeypatch.setattr(bootstrap, "run_logged", lambda command, failed, log: made.append(command))
    bootstrap.make_environment()
    assert made == [[sys.executable, "-m", "venv", str(bootstrap.VENV)]]
    assert not bootstrap.VENV.exists()
    assert not bootstrap.VENV.with_name(".venv.old").exists()


def test_an_environment_that_works_is_gone_on_with(bootstrap, monkeypatch):
    site_packages(bootstrap)
    bootstrap.STAMP.write_text("older", encoding="ascii")
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    monkeypatch.setattr(bootstrap, "run_logged", lambda *_: pytest.fail("made anew"))
    bootstrap.make_environment()
    assert not bootstrap.STAMP.exists(), "a stop from here on must not look finished"


def test_the_stamp_is_written_last(bootstrap, monkeypatch):
    bootstrap.VENV.mkdir()
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    calls = []

    def fails_at_the_third(command, failed, log):
        calls.append(command)
        if len(calls) == 3:
            raise bootstrap.Stop("no")

    monkeypatch.setattr(bootstrap, "run_logged", fails_at_the_third)
    with pytest.raises(bootstrap.Stop):
        bootstrap.install_packages()
    assert not bootstrap.is_ready()
    bootstrap.install_packages()
    assert bootstrap.is_ready()


def test_another_lock_wants_another_environment(bootstrap, monkeypatch, tmp_path):
    bootstrap.VENV.mkdir()
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    bootstrap.STAMP.write_text(bootstrap.wanted_stamp(), encoding="ascii")
    assert bootstrap.is_ready()
    lock = tmp_path / "requirements.lock"
    lock.write_text("numpy==1.0\n", encoding="ascii")
    monkeypatch.setattr(bootstrap, "LOCK", lock)
    assert not bootstrap.is_ready()


def test_an_environment_of_a_python_that_is_gone_is_not_ready(bootstrap):
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(bootstrap.wanted_stamp(), encoding="ascii")
    assert not bootstrap.is_ready()


def test_a_step_that_fails_says_its_last_lines(bootstrap):
    code = "print('no matching distribution'); raise SystemExit(3)"
    with pytest.raises(bootstrap.Stop, match="no matching distribution") as stopped:
        bootstrap.run_logged([sys.executable, "-c", code], "packages could not be installed", log=None)
    assert "packages could not be installed" in str(stopped.value)
    assert "ended with 3" in str(stopped.value)


def test_what_a_machine_lacks_is_named_by_package(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "loads", lambda library: library not in ("libEGL.so.1", "libportaudio.so.2"))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda tool: None)
    monkeypatch.setattr(bootstrap, "has_chinese_font", lambda: False)
    assert bootstrap.missing_packages(for_tests=False) == ["libegl1", "libportaudio2"]
    assert bootstrap.missing_packages(for_tests=True) == ["ffmpeg", "fonts-noto-cjk", "libegl1", "libportaudio2", "xvfb"]


def test_a_python_without_environments_asks_for_them(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "loads", lambda library: True)
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    (package,) = bootstrap.missing_packages(for_tests=False)
    assert package in ("python3-venv", f"python3.{sys.version_info[1]}-venv")


@pytest.mark.skipif(os.name != "posix", reason="apt")
def test_without_rights_the_exact_line_is_printed(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "missing_packages", lambda for_tests: ["libegl1", "xvfb"])
    monkeypatch.setattr(bootstrap, "apt_rights", lambda: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    bootstrap.bring_system(for_tests=True)
    assert "sudo apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="a shell script plays apt")
def test_a_locked_apt_is_waited_for(bootstrap, monkeypatch, tmp_path):
    waits = []
    monkeypatch.setattr(bootstrap.time, "sleep", waits.append)
    apt = tmp_path / "apt"
    lock = "E: Could not get lock /var/lib/apt/lists/lock."
    apt.write_text(
        f'#!/bin/sh\n[ -e {tmp_path}/second ] && exit 0\ntouch {tmp_path}/second\necho "{lock}" >&2\nexit 100\n', encoding="utf-8"
    )
    apt.chmod(0o755)
    assert bootstrap.with_patience([str(apt)])
    assert waits == [5]


@pytest.mark.skipif(os.name != "posix", reason="a shell script plays apt")
def test_an_apt_that_fails_otherwise_fails_at_once(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.time, "sleep", lambda _: pytest.fail("waited"))
    assert not bootstrap.with_patience(["sh", "-c", "echo 'E: Unable to locate package nix' >&2; exit 100"])
    assert "Unable to locate package nix" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({}, False), ({"DISPLAY": ":987"}, False), ({"DISPLAY": "far.example:0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, False)],
)
def test_a_display_that_is_only_named_is_none(bootstrap, monkeypatch, environment, shown):
    monkeypatch.setattr(bootstrap, "LINUX", True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert bootstrap.has_display() is shown


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("ends_itself", "presses", "code"), [(True, 1, 7), (False, 3, 130)])
def test_ctrl_c_lets_the_studio_finish_its_files(tmp_path, ends_itself, presses, code):
    """The studio is asked first; only one that does not answer is ended."""
    on_signal = "lambda *_: (time.sleep(0.3), os._exit(7))" if ends_itself else "signal.SIG_IGN"
    program = f"import os, signal, time; signal.signal(signal.SIGINT, {on_signal}); print('up', flush=True); time.sleep(60)"
    outer = tmp_path / "outer.py"
    outer.write_text(CALLS_HANDED_OVER.format(source=str(SOURCE), program=program), encoding="utf-8")
    command = [sys.executable, str(outer)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as child:
        assert child.stdout.readline() == "up\n"
        for _ in range(presses):
            os.killpg(child.pid, signal.SIGINT)
            time.sleep(0.6)
        assert child.wait(20) == code


def test_ci_calls_the_test_command_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if "python3" in line] == ["exec python3 bootstrap.py test"]
    if os.name == "posix":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)
