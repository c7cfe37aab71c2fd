"""Slates, names and saved things."""

import json

import pytest

from vpstudio.model.document import Document
from vpstudio.model.project import FormatSettings, Project
from vpstudio.model.take import Slate, Take
from vpstudio.problem import Problem


def test_the_worked_example_of_a_name():
    slate = Slate.typed("34-1/2").model_copy(update={"take": 3})
    assert slate.clip_name("QLRS") == "QLRS_E034_S34-1_C02_T03_A"


@pytest.mark.parametrize(
    ("text", "scene", "shot", "episode"), [("34-1", "34-1", 1, 34), ("R10/12", "R10", 12, 10), ("24A", "24A", 1, 24), ("X", "X", 1, 0)]
)
def test_slates_as_typed(text, scene, shot, episode):
    slate = Slate.typed(text)
    assert (slate.scene, slate.shot, slate.episode_number) == (scene, shot, episode)


@pytest.mark.parametrize("text", ["", "34_1", "34-1/0", "34-1/x", "34-1/1234", "../x", "三十四", "1234567890123"])
def test_slates_that_make_no_name_are_refused(text):
    with pytest.raises(Problem) as caught:
        Slate.typed(text)
    assert caught.value.code == "slate.wrong"


def test_a_project_comes_back_as_it_was_saved(tmp_path):
    path = tmp_path / "项目 柒两" / "project.json"
    project = Project(title="柒两人生", code="QLRS", format=FormatSettings(shape="wide", short_side=720))
    project.save(path)
    assert Project.load(path) == project
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == "vpstudio.project/1"
    assert [file.name for file in path.parent.iterdir()] == ["project.json"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "document.unreadable"),
        ("[]", "document.unreadable"),
        ('{"schema": "other/1"}', "document.unreadable"),
        ('{"schema": "vpstudio.project/99"}', "document.newer"),
        ('{"schema": "vpstudio.project/1", "code": "x"}', "document.wrong"),
        ('{"schema": "vpstudio.project/1", "unknown": 1}', "document.wrong"),
        ('{"schema": "vpstudio.project/1", "camera": {"height_m": NaN}}', "document.wrong"),
        ("[" * 100_000, "document.unreadable"),
    ],
)
def test_a_broken_project_is_told_in_a_word(tmp_path, text, code):
    path = tmp_path / "project.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        Project.load(path)
    assert caught.value.code == code


def test_old_versions_are_upgraded_step_by_step():
    class Thing(Document):
        kind = "thing"
        version = 3
        upgrades = {1: lambda d: {"b": d["a"] + 1}, 2: lambda d: {"c": d["b"] * 10}}
        c: int = 0

    assert Thing.parse({"schema": "vpstudio.thing/1", "a": 1}).c == 20


def test_a_save_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "take.json"
    Take(name="old").save(path)
    monkeypatch.setattr("os.fsync", lambda file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Problem) as caught:
        Take(name="new").save(path)
    assert caught.value.code == "document.unwritable"
    assert Take.load(path).name == "old"


@pytest.mark.parametrize("shape", ["vertical", "wide"])
@pytest.mark.parametrize("side", [540, 720, 1080, 2160])
def test_formats_are_even_and_16_to_9(shape, side):
    width, height = FormatSettings(shape=shape, short_side=side).size
    assert width % 2 == height % 2 == 0
    assert max(width, height) / min(width, height) == pytest.approx(16 / 9, abs=1e-3)
