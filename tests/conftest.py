"""What every test stands on: nothing of the user's is read or written, and windows open where there is a display."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from vpstudio import paths

ROOT = Path(__file__).resolve().parent.parent
FOOTAGE = ROOT.parent / "shared" / "data" / "footage"


def _isolate() -> Path:
    """Folders of this run's own, set before anything reads them. A model that is in the user's cache alone is carried along."""
    own = Path(tempfile.mkdtemp(prefix="vpstudio-tests-"))
    models = sorted(paths.user_cache("models").glob("*.tflite"))
    for name in ("CACHE", "HOME", "PROJECTS"):
        os.environ[f"VPSTUDIO_{name}"] = str(own / name.lower())
    for model in models:
        paths.user_cache("models").mkdir(parents=True, exist_ok=True)
        shutil.copy2(model, paths.user_cache("models"))
    return own


def _choose_screen() -> None:
    """X11 with GLX on a display, no screen at all without one."""
    if not sys.platform.startswith("linux"):
        return
    if os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
        os.environ.setdefault("QT_XCB_GL_INTEGRATION", "xcb_glx")
    else:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


_own = _isolate()
_choose_screen()
os.environ.setdefault("VPSTUDIO_LANGUAGE", "en")


def pytest_unconfigure() -> None:
    shutil.rmtree(_own, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file is dealt out whole, so that what it prepares is prepared once, and all windows go to one process: on one display they
    take the focus from each other. (``--dist loadgroup`` deals single tests out since pytest 9.2.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Shares(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "windows" if file.startswith("tests/app/") else file

    return Shares(config, log)


@pytest.fixture(scope="session")
def footage() -> Path:
    """The folder of real clips, where it is; the test is skipped where it is not."""
    if not FOOTAGE.is_dir():
        pytest.skip("no real footage beside this checkout")
    return FOOTAGE
