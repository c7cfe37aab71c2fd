"""What is loaded when: the engine without a window, the command line without anything heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"PySide6", "mediapipe", "onnxruntime", "sounddevice", "cv2_enumerate_cameras"}


def loaded_by(module: str) -> set[str]:
    """Top-level names in sys.modules after importing one module in a fresh interpreter."""
    code = f"import {module}, sys, json; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_check_itself_sees_what_is_loaded():
    assert {"vpstudio", "numpy"} <= loaded_by("vpstudio.model.frame")


@pytest.mark.parametrize("module", ["vpstudio.engine", "vpstudio.engine.engine", "vpstudio.engine.composite", "vpstudio.engine.catalogue"])
def test_the_engine_loads_no_window_and_no_network(module):
    assert not loaded_by(module) & HEAVY


def test_listing_kinds_loads_nothing_heavy():
    listed = "vpstudio.engine.catalogue as c; c.sources(); c.matters(); c.sets(); import vpstudio"
    assert not loaded_by(listed) & HEAVY


def test_the_command_line_starts_light():
    assert not loaded_by("vpstudio.cli.main") & (HEAVY | {"cv2", "numpy", "moderngl", "OpenGL", "av", "pydantic", "opentimelineio"})


def test_rooms_in_the_middle_know_no_window():
    assert "PySide6" not in loaded_by("vpstudio.render.renderer, vpstudio.matting.models, vpstudio.sources.base")
