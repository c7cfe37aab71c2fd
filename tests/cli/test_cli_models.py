"""Finding the person models, and bringing them from stand-ins for the official address and the package index."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import http.server
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vpstudio.cli.main import app
from vpstudio.matting import models
from vpstudio.problem import Problem

BYTES = b"TFL3" * 1000
NAME = "selfie_segmentation"


@pytest.fixture
def shelves(tmp_path, monkeypatch) -> tuple[Path, Path]:
    """Empty places with Chinese names, and models whose hashes are those of our own bytes."""
    shipped, cache = tmp_path / "随程序", tmp_path / "缓存"
    monkeypatch.setattr(models, "asset", lambda *parts: shipped.joinpath(*parts))
    monkeypatch.setattr(models, "user_cache", lambda *parts: cache.joinpath(*parts))
    sha = hashlib.sha256(BYTES).hexdigest()
    ours = {name: dataclasses.replace(model, sha256=sha, size=len(BYTES)) for name, model in models.MODELS.items()}
    monkeypatch.setattr(models, "MODELS", ours)
    monkeypatch.setattr(models, "ADDRESS", "http://127.0.0.1:9/{file}?generation={generation}")
    monkeypatch.setattr(models, "_download_wheel", lambda platform, folder: no_wheel())
    return shipped / "models", cache / "models"


def no_wheel() -> Path:
    raise OSError("no index here")


def put(folder: Path, data: bytes = BYTES, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.tflite"
    path.write_bytes(data)
    return path


@contextlib.contextmanager
def server(answer: bytes) -> Iterator[str]:
    """An official address on loopback; yields it as a template."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/{{file}}?generation={{generation}}"
    finally:
        httpd.shutdown()
        httpd.server_close()


def test_the_shipped_model_is_preferred_to_the_cache(shelves):
    shipped, cache = shelves
    cached = put(cache)
    assert models.find(NAME) == cached
    assert models.find(NAME) != put(shipped)
    assert models.find(NAME).parent == shipped


def test_a_missing_model_names_file_and_remedy(shelves):
    with pytest.raises(Problem) as raised:
        models.find(NAME)
    assert raised.value.code == "models.missing"
    assert raised.value.parameters["file"] == "selfie_segmentation.tflite"
    assert raised.value.parameters["command"] == "vpstudio models --fetch"


def test_an_altered_model_is_no_reason_to_take_another(shelves):
    shipped, cache = shelves
    put(cache)
    altered = put(shipped, BYTES[:-1] + b"x")
    with pytest.raises(Problem) as raised:
        models.find(NAME)
    assert raised.value.code == "models.altered"
    assert raised.value.parameters["path"] == str(altered)


def test_an_unknown_model_is_told():
    with pytest.raises(Problem, match="models.unknown"):
        models.find("nobody")


def test_the_official_address_is_pinned_to_a_version():
    for model in models.MODELS.values():
        assert model.address.startswith("https://")
        assert model.address.endswith(f"{model.file}?generation={model.generation}")


def test_fetching_brings_both_from_the_official_address(shelves, monkeypatch):
    with server(BYTES) as address:
        monkeypatch.setattr(models, "ADDRESS", address)
        brought = models.fetch()
    assert brought == [shelves[1] / f"{name}.tflite" for name in models.MODELS]
    assert all(path.read_bytes() == BYTES for path in brought)
    assert sorted(path.suffix for path in shelves[1].iterdir()) == [".tflite", ".tflite"]


def test_in_a_checkout_it_goes_where_the_wheel_takes_it_from(shelves, monkeypatch):
    (shelves[0].parent.parent / "pyproject.toml").write_text("", encoding="utf-8")
    with server(BYTES) as address:
        monkeypatch.setattr(models, "ADDRESS", address)
        assert {path.parent for path in models.fetch()} == {shelves[0]}


@pytest.mark.parametrize("answer", [BYTES[:-1], BYTES + b"more", b"<html>Log in to this network</html>", b""])
def test_what_is_not_the_model_is_refused_and_not_kept(shelves, monkeypatch, answer):
    with server(answer) as address:
        monkeypatch.setattr(models, "ADDRESS", address)
        with pytest.raises(Problem) as raised:
            models.fetch()
    assert raised.value.code == "models.not_fetched"
    assert "not the known one" in str(raised.value.parameters["why"])
    assert not any(folder.exists() and any(folder.iterdir()) for folder in shelves)


def test_an_altered_one_is_replaced_where_it_lies(shelves, monkeypatch):
    altered = put(shelves[0], b"broken")
    with server(BYTES) as address:
        monkeypatch.setattr(models, "ADDRESS", address)
        models.fetch()
    assert altered.read_bytes() == BYTES
    assert models.find(NAME) == altered


def test_the_wheel_is_the_last_way(shelves, monkeypatch, tmp_path):
    """The first platform's wheel cannot be had, the second's can."""
    asked = []

    def download(platform: str, folder: Path) -> Path:
        asked.append(platform)
        if len(asked) == 1:
            raise OSError("no such platform")
        with zipfile.ZipFile(folder / "mediapipe.whl", "w") as archive:
            for model in models.MODELS.values():
                archive.writestr(f"mediapipe/modules/selfie_segmentation/{model.file}", BYTES)
        return folder / "mediapipe.whl"

    monkeypatch.setattr(models, "_download_wheel", download)
    said: list[str] = []
    assert len(models.fetch(note=said.append)) == 2
    assert asked == list(models.WHEEL_PLATFORMS[:2])
    assert said[0].startswith("selfie_segmentation_landscape.tflite")


def test_a_wheel_without_the_models_is_a_reason_not_a_crash(shelves, monkeypatch):
    def download(platform: str, folder: Path) -> Path:
        with zipfile.ZipFile(folder / "mediapipe.whl", "w") as archive:
            archive.writestr("mediapipe/__init__.py", "")
        return folder / "mediapipe.whl"

    monkeypatch.setattr(models, "_download_wheel", download)
    with pytest.raises(Problem, match="models.not_fetched"):
        models.fetch()


def test_whole_models_reach_for_no_network(shelves, monkeypatch):
    for name in models.MODELS:
        put(shelves[0], name=name)
    monkeypatch.setattr(models, "_download", lambda model: pytest.fail("network"))
    assert len(models.fetch()) == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(shelves, monkeypatch):
    shelves[1].parent.mkdir(parents=True)
    shelves[1].parent.chmod(0o500)
    monkeypatch.setattr(models, "_download", lambda model: BYTES)
    with pytest.raises(Problem, match="models.unwritable"):
        models.fetch()


def test_a_file_in_the_folders_place_is_told(shelves, monkeypatch):
    shelves[1].parent.mkdir(parents=True)
    shelves[1].write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(models, "_download", lambda model: BYTES)
    with pytest.raises(Problem, match="models.unwritable"):
        models.fetch()


def test_pip_is_asked_for_one_platform_and_no_sources(tmp_path, monkeypatch):
    """A program of our own stands in for pip and keeps what it was asked."""
    asked = tmp_path / "asked.json"
    fake = tmp_path / "pip"
    fake.mkdir()
    (fake / "__init__.py").touch()
    code = f"import sys, json, pathlib; pathlib.Path({str(asked)!r}).write_text(json.dumps(sys.argv[1:])); sys.exit('ERROR: nothing there')"
    (fake / "__main__.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(OSError, match="ERROR: nothing there"):
        models._download_wheel("win_amd64", tmp_path)
    words = json.loads(asked.read_text(encoding="utf-8"))
    assert words[0] == "download"
    assert words[-1] == "mediapipe==0.10.21"
    assert {"--no-deps", "--only-binary=:all:", "win_amd64", "3.11"} <= set(words)


def test_the_command_lists_them_and_fails_while_one_is_missing(shelves):
    put(shelves[0])
    done = CliRunner().invoke(app, ["models", "--json"])
    told = {model["name"]: model for model in json.loads(done.output)}
    assert done.exit_code == 1
    assert told[NAME]["state"] == "whole"
    assert told[NAME]["licence"] == "Apache-2.0"
    assert told["selfie_segmentation_landscape"]["state"] == "missing"
    assert told["selfie_segmentation_landscape"]["input"] == "256x144"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_command_tells_path_licence_and_remedy(shelves, monkeypatch, language):
    monkeypatch.setenv("VPSTUDIO_LANGUAGE", language)
    path = put(shelves[0])
    done = CliRunner().invoke(app, ["models"])
    assert str(path) in done.output
    assert "Apache-2.0" in done.output
    assert "vpstudio models --fetch" in done.output
    assert "{" not in done.output


def test_the_real_models_are_known_by_their_hash():
    """The two that set-up brought, where it did."""
    found = [models.where(model) for model in models.MODELS.values()]
    if not any(there.path for there in found):
        pytest.skip("no models here")
    assert all(there.whole and there.path.stat().st_size == there.model.size for there in found if there.path)
