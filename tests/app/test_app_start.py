"""What is opened: which folder, which source, in which language, and what a first start is like."""

from pathlib import Path

import pytest

from vpstudio.app import memory
from vpstudio.app.main import chosen_source, kind_of
from vpstudio.app.memory import folder_to_open, load_project, remember, remembered
from vpstudio.app.viewer import clock, pause_of
from vpstudio.model.project import Project
from vpstudio.model.state import EngineState, Recording
from vpstudio.problem import Problem

pytestmark = pytest.mark.qt


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VPSTUDIO_HOME", str(tmp_path / "家"))
    monkeypatch.setenv("VPSTUDIO_PROJECTS", str(tmp_path / "片子"))


def test_the_last_project_is_opened_again_while_it_stands(tmp_path):
    assert folder_to_open(None) == tmp_path / "片子" / "Untitled"
    last = tmp_path / "柒两"
    Project().save(last / "project.json")
    remember(project=str(last))
    assert folder_to_open(None) == last
    (last / "project.json").unlink()
    assert folder_to_open(None) == tmp_path / "片子" / "Untitled"


def test_a_folder_or_its_project_file_may_be_named(tmp_path):
    assert folder_to_open(tmp_path / "a") == tmp_path / "a"
    assert folder_to_open(tmp_path / "a" / "project.json") == tmp_path / "a"


def test_what_is_remembered_adds_up_and_a_spoilt_memory_is_forgotten(tmp_path):
    remember(language="zh_CN")
    remember(project="/p")
    assert remembered() == {"language": "zh_CN", "project": "/p"}
    (tmp_path / "家" / memory.MEMORY).write_text("[1, 2", encoding="utf-8")
    assert remembered() == {}


def test_a_new_folder_is_a_fresh_project_and_a_spoilt_one_is_told(tmp_path):
    assert load_project(tmp_path / "new") == (Project(), True)
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "project.json").write_text('{"schema": "vpstudio.project/99"}', encoding="utf-8")
    with pytest.raises(Problem) as told:
        load_project(bad)
    assert told.value.code == "document.newer"


@pytest.mark.parametrize(
    ("typed", "kind", "values"),
    [
        ("testcard", "testcard", {}),
        ("camera:Integrated Webcam", "camera", {"device": "Integrated Webcam"}),
        ("rtsp://10.0.0.2:554/live", "stream", {"url": "rtsp://10.0.0.2:554/live"}),
        ("/片/镜一.mp4", "file", {"path": str(Path("/片/镜一.mp4").absolute())}),
        ("/片/墙.png", "still", {"path": str(Path("/片/墙.png").absolute())}),
        ("/片/shot_####.exr", "still", {"path": str(Path("/片/shot_####.exr").absolute())}),
    ],
)
def test_a_source_may_be_a_kind_a_camera_an_address_or_a_file(typed, kind, values):
    assert kind_of(typed) == (kind, values)
    project = chosen_source(Project(), typed)
    assert (project.source.kind, project.source.values, project.look.key.mode) == (kind, values, "auto")


def test_no_source_asked_for_keeps_the_projects_own():
    project = chosen_source(Project(), "testcard")
    assert chosen_source(project, None) is project
    assert chosen_source(project, "demo").look.key.mode == "chroma"


def test_software_gl_shows_fewer_pictures_while_a_take_is_written():
    assert pause_of(EngineState()) == 0
    soft = EngineState(software_gl=True)
    rolling = EngineState(software_gl=True, recording=Recording("a", 1, 1, 0, 0, 0))
    assert 0 < pause_of(soft) < pause_of(rolling) < 0.1


@pytest.mark.parametrize(("seconds", "told"), [(0.9, "00:00"), (65.2, "01:05"), (3725, "1:02:05")])
def test_a_takes_length_is_told_as_a_clock(seconds, told):
    assert clock(seconds) == told
