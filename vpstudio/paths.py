"""Where the data folders are, in a checkout and in an installed wheel (which carries them inside the package)."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent


def _data(folder: str) -> Path:
    """The data folder beside the package in a checkout, or the copy inside the installed package."""
    inside = PACKAGE / "_data" / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


def shader(*parts: str) -> Path:
    """A file or folder below ``shaders/``."""
    return _data("shaders").joinpath(*parts)


def asset(*parts: str) -> Path:
    """A file or folder below ``assets/``."""
    return _data("assets").joinpath(*parts)


def calibration(*parts: str) -> Path:
    """A file or folder below ``calibration/``: boards and lens profiles that ship with vpstudio."""
    return _data("calibration").joinpath(*parts)


def user_cache(*parts: str) -> Path:
    """What can be made or brought again: models, compiled things. ``VPSTUDIO_CACHE`` moves it."""
    base = os.environ.get("VPSTUDIO_CACHE") or platformdirs.user_cache_dir("vpstudio", appauthor=False)
    return Path(base).joinpath(*parts)


def user_data(*parts: str) -> Path:
    """The user's own settings and profiles. ``VPSTUDIO_HOME`` moves it."""
    base = os.environ.get("VPSTUDIO_HOME") or platformdirs.user_data_dir("vpstudio", appauthor=False)
    return Path(base).joinpath(*parts)


def default_projects() -> Path:
    """Where new projects go unless the user says otherwise."""
    return Path(os.environ.get("VPSTUDIO_PROJECTS") or Path(platformdirs.user_documents_dir()) / "vpstudio")
