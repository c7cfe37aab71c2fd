"""The virtual display that window tests run on."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

EVERYTHING = Path(__file__).resolve().parents[1] / "everything.py"


@pytest.fixture(scope="module")
def everything():
    spec = importlib.util.spec_from_file_location("everything", EVERYTHING)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("Xvfb") is None, reason="no Xvfb")
def test_a_virtual_display_lives_as_long_as_it_is_needed(everything):
    with everything.screen() as environment:
        socket = Path(f"/tmp/.X11-unix/X{environment['DISPLAY'].lstrip(':')}")
        assert socket.exists()
        assert "WAYLAND_DISPLAY" not in environment
    assert not socket.exists()


def test_without_a_server_the_environment_stays(everything, monkeypatch):
    monkeypatch.setattr(everything.shutil, "which", lambda *_, **__: None)
    monkeypatch.setenv("DISPLAY", ":55")
    with everything.screen() as environment:
        assert environment["DISPLAY"] == ":55"


def test_a_check_that_fails_fails(everything):
    assert everything.passes([sys.executable, "-c", "pass"])
    assert not everything.passes([sys.executable, "-c", "raise SystemExit(1)"])
