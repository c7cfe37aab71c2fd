"""A window on a virtual display with an engine of our own behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest.importorskip("PySide6.QtWidgets", reason="the system libraries that Qt needs are missing")

from fake_engine import FakeCatalogue, FakeEngine  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from vpstudio.app import platform, theme  # noqa: E402
from vpstudio.app.language import Language  # noqa: E402
from vpstudio.app.main import Studio  # noqa: E402

platform.prepare()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.dress(qapp)
    return qapp


@pytest.fixture
def english(dressed: QApplication) -> Iterator[Language]:
    language = Language(dressed, "en")
    yield language
    language.use("en")


@pytest.fixture
def studio(dressed, english, tmp_path, monkeypatch) -> Iterator[Studio]:
    """An open studio in a project folder with a Chinese name."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.skip("no display: run under xvfb-run")
    monkeypatch.setenv("VPSTUDIO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VPSTUDIO_PROJECTS", str(tmp_path / "projects"))
    made = Studio(dressed, FakeEngine, FakeCatalogue(), english)
    made.open(tmp_path / "项目 柒两")
    yield made
    made.close()
