"""Where the tests of record/ write."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder with a space and Chinese in its path."""
    return tmp_path / "项目 柒两" / "竖屏"
