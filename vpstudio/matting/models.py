"""The two person models: where they are, whether they are whole, and how they are brought.

The project carries no weights. MediaPipe's selfie models (Google, Apache-2.0) lie in ``assets/models/`` of a checkout (ignored by
git, mapped into the wheel), or in the user's cache. Only ``fetch`` ever reaches for the network, and only when a person asks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from vpstudio.paths import asset, user_cache
from vpstudio.problem import Problem

LICENCE = "Apache-2.0"
OWNER = "Google LLC (MediaPipe)"
COMMAND = "vpstudio models --fetch"
ADDRESS = "https://storage.googleapis.com/mediapipe-assets/{file}?generation={generation}"
WHEEL = "mediapipe==0.10.21"
"""The last wheel that carries the models; later ones carry none."""
WHEEL_FOLDER = "mediapipe/modules/selfie_segmentation/"
WHEEL_PLATFORMS = ("manylinux_2_28_x86_64", "macosx_11_0_universal2", "win_amd64")
PATIENCE_S = 10.0
LONGEST_S = 60.0
WHEEL_LONGEST_S = 300.0

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Model:
    """One model. generation: the version of the file at its official address; input: (width, height) in pixels."""

    name: str
    sha256: str
    size: int
    generation: str
    input: tuple[int, int]
    title: str

    @property
    def file(self) -> str:
        return f"{self.name}.tflite"

    @property
    def address(self) -> str:
        return ADDRESS.format(file=self.file, generation=self.generation)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A model on this machine. path: the first place that has the file, whole or not; None where no place has it."""

    model: Model
    path: Path | None
    whole: bool


MODELS = {
    model.name: model
    for model in (
        Model(
            "selfie_segmentation_landscape",
            "a77d03f4659b9f6b6c1f5106947bf40e99d7655094b6527f214ea7d451106edd",
            250145,
            "1683332561312022",
            (256, 144),
            "MediaPipe Selfie Segmentation, landscape",
        ),
        Model(
            "selfie_segmentation",
            "9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
            249505,
            "1683332563830600",
            (256, 256),
            "MediaPipe Selfie Segmentation, general",
        ),
    )
}


def find(name: str) -> Path:
    """The whole file of a model on this machine; never reaches for the network.

    Raises Problem ``models.unknown``, ``models.missing``, or ``models.altered`` where the first file found is not the one we know:
    a different network makes different mattes, so no other place is tried behind its back.
    """
    there = where(known(name))
    if there.path is None:
        raise Problem("models.missing", file=there.model.file, folder=str(asset("models")), command=COMMAND)
    if not there.whole:
        raise Problem("models.altered", path=str(there.path), command=COMMAND)
    return there.path


def known(name: str) -> Model:
    """The model called ``name``. Raises Problem ``models.unknown``."""
    if name not in MODELS:
        raise Problem("models.unknown", name=name, known=", ".join(sorted(MODELS)))
    return MODELS[name]


def where(model: Model) -> Whereabouts:
    """Look through ``places`` in order."""
    for folder in places():
        path = folder / model.file
        if path.is_file():
            return Whereabouts(model, path, digest(path) == model.sha256)
    return Whereabouts(model, None, False)


def places() -> tuple[Path, Path]:
    """Folders searched, in order: the one that ships, then the user's cache."""
    return asset("models"), user_cache("models")


def digest(path: Path) -> str:
    """SHA-256 in hex; empty where the file cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def fetch(names: Iterable[str] = MODELS, note: Note = lambda text: None) -> list[Path]:
    """Bring every named model that is missing or altered; return where all of them are.

    Tries the official address, then the MediaPipe wheel of the package index that pip is set up for. What arrives is written aside,
    compared with its SHA-256 and renamed. Raises Problem ``models.not_fetched`` with every reason, or ``models.unwritable``.
    """
    wanted = [model for model in map(known, names) if not where(model).whole]
    reasons: list[str] = []
    wanted = [model for model in wanted if not _from_address(model, note, reasons)]
    if wanted:
        wanted = _from_wheel(wanted, note, reasons)
    if wanted:
        files = ", ".join(model.file for model in wanted)
        raise Problem("models.not_fetched", files=files, why="; ".join(dict.fromkeys(reasons)), folder=str(destination(wanted[0])))
    return [find(name) for name in names]


def destination(model: Model) -> Path:
    """The folder a fetched model goes to: where an altered file stands in the way, else the checkout, else the user's cache."""
    altered = where(model).path
    if altered is not None:
        return altered.parent
    in_checkout = (asset().parent / "pyproject.toml").is_file()
    return places()[0] if in_checkout else places()[1]


def _from_address(model: Model, note: Note, reasons: list[str]) -> bool:
    note(f"{model.file}: {ADDRESS.split('/')[2]}")
    try:
        _keep(model, _download(model))
    except (OSError, ValueError) as error:
        reasons.append(_reason(ADDRESS.split("/")[2], error))
        return False
    return True


def _download(model: Model) -> bytes:
    """The file's bytes, at most one more than there should be. Raises OSError."""
    ends = time.monotonic() + LONGEST_S
    chunks: list[bytes] = []
    with urllib.request.urlopen(model.address, timeout=PATIENCE_S) as answer:  # the address is ours, https
        while sum(map(len, chunks)) <= model.size and (chunk := answer.read(65536)):
            chunks.append(chunk)
            if time.monotonic() > ends:
                raise TimeoutError(f"not done within {LONGEST_S:g} s")
    return b"".join(chunks)


def _from_wheel(models: list[Model], note: Note, reasons: list[str]) -> list[Model]:
    """Take the models out of MediaPipe's wheel, whichever platform's can be had; return those still missing."""
    for platform in WHEEL_PLATFORMS:
        note(f"{WHEEL} ({platform})")
        with tempfile.TemporaryDirectory(prefix="vpstudio-models-") as folder:
            try:
                wheel = _download_wheel(platform, Path(folder))
                with zipfile.ZipFile(wheel) as archive:
                    for model in models:
                        _keep(model, archive.read(WHEEL_FOLDER + model.file))
                return []
            except (OSError, ValueError, KeyError, zipfile.BadZipFile, subprocess.SubprocessError) as error:
                reasons.append(_reason(WHEEL, error))
    return [model for model in models if not where(model).whole]


def _download_wheel(platform: str, folder: Path) -> Path:
    """pip knows the index, the proxy and the certificates that this machine is set up for."""
    asked = ["--no-deps", "--only-binary=:all:", "--platform", platform, "--python-version", "3.11", "--implementation", "cp"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--timeout", f"{PATIENCE_S:g}", "--retries", "1"]
    command = [sys.executable, "-m", "pip", "download", *quiet, *asked, "--dest", str(folder), WHEEL]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=WHEEL_LONGEST_S, stdin=subprocess.DEVNULL)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        told = [line for line in done.stderr.splitlines() if line.strip()]
        raise OSError(told[-1].strip() if told else f"pip ended with {done.returncode}")
    return wheels[0]


def _keep(model: Model, data: bytes) -> None:
    """Write aside and rename. Raises ValueError for other bytes than ours, Problem ``models.unwritable``."""
    if hashlib.sha256(data).hexdigest() != model.sha256:
        raise ValueError(f"{model.file} is not the known one ({len(data)} bytes)")
    folder = destination(model)
    aside = folder / f".{model.file}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(folder / model.file)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise Problem("models.unwritable", folder=str(folder), why=error.strerror or str(error)) from error


def _reason(place: str, error: Exception) -> str:
    """One clause of what went wrong at a place."""
    told = getattr(error, "reason", None) or error
    return f"{place}: {str(told).splitlines()[0] if str(told) else type(error).__name__}"
