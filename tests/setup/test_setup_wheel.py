"""The wheel: it carries all data, works where the checkout is not, and needs no download where the models were there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="the wheel is built with hatchling")

ROOT = Path(__file__).resolve().parents[2]
DATA = "vpstudio/_data/"
PARTS = ("vpstudio", "shaders", "assets", "calibration", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy with stand-ins for models, since the real ones may be away; git ignores both, and the wheel must not."""
    copy = tmp_path_factory.mktemp("checkout") / "工程"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "models"))
        else:
            shutil.copy2(ROOT / part, copy / part)
    shutil.copytree(ROOT / "vpstudio" / "matting", copy / "vpstudio" / "matting", dirs_exist_ok=True)
    (copy / ".gitignore").write_text("/assets/models/*.tflite\n", encoding="utf-8")
    (copy / ".git").mkdir()
    (copy / "assets" / "models").mkdir()
    (copy / "assets" / "models" / "selfie_segmentation.tflite").write_bytes(b"TFL3")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout) -> Path:
    out = checkout.parent / "dist"
    quiet = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(out), str(checkout)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


def kept(folder: str) -> set[str]:
    """What the checkout holds of a data folder, as the wheel should name it."""
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file() and "models" not in file.parts)
    return {DATA + file.relative_to(ROOT).as_posix() for file in files}


def test_all_data_is_in_it(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("shaders", "assets", "calibration"):
        assert kept(folder)
        assert kept(folder) <= names


def test_models_are_in_it_though_git_ignores_them(wheel):
    assert zipfile.ZipFile(wheel).read(DATA + "assets/models/selfie_segmentation.tflite") == b"TFL3"


def test_licence_and_command_are_in_it(wheel):
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "vpstudio = vpstudio.cli.main:main" in archive.read(entry).decode()


def test_an_installed_one_reads_its_own_data(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import json, vpstudio; from vpstudio import paths, words;"
        "from vpstudio.matting import models; from vpstudio.render.keyers import keyers;"
        "where = models.where(models.MODELS['selfie_segmentation']);"
        "print(json.dumps([vpstudio.__file__, str(paths.shader()), str(where.path), where.whole, keyers(), words.text('cli.unexpected')]))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    package, shaders, model, whole, keyers, sentence = json.loads(done.stdout)
    assert all(Path(path).is_relative_to(tmp_path) for path in (package, shaders, model))
    assert not whole, "four bytes are not the model"
    assert keyers
    assert sentence
