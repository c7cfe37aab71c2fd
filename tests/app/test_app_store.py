"""The store: one project, undo and redo, saved into its folder."""

import json
import random

import pytest
from pydantic import ValidationError

from vpstudio.app.session import counted_on, with_demo
from vpstudio.app.store import FILE, Store, replaced
from vpstudio.model.project import Project

pytestmark = pytest.mark.qt
EDITS = {
    "camera.height_m": lambda r: round(r.uniform(0, 10), 2),
    "camera.lens_mm": lambda r: r.choice([None, 24.0, 35.0, 50.0, 85.0]),
    "look.match.exposure_ev": lambda r: round(r.uniform(-4, 4), 2),
    "look.key.values.gain": lambda r: r.random(),
    "format.shape": lambda r: r.choice(["vertical", "wide"]),
    "source.rotate": lambda r: r.choice([0, 90, 180, 270]),
    "set.kind": lambda r: r.choice(["office", "cabin", "none"]),
    "title": lambda r: f"柒两 {r.randrange(99)}",
}


@pytest.fixture
def store(dressed, tmp_path):
    return Store(Project(), tmp_path / "项目")


def test_fifty_random_edits_undone_give_the_start_and_redone_the_end(store, monkeypatch):
    chance, start = random.Random(5), store.project
    steps = 0
    for number in range(50):
        monkeypatch.setattr("vpstudio.app.store.time.monotonic", lambda at=number * 10.0: at)
        path = chance.choice(list(EDITS))
        before = store.project
        store.edit(path, EDITS[path](chance))
        steps += store.project != before
    end = store.project
    assert steps > 40
    for _ in range(steps):
        assert store.undo()
    assert store.project == start
    assert not store.undo()
    for _ in range(steps):
        assert store.redo()
    assert store.project == end
    assert not store.redo()


def test_a_drag_is_one_step_and_a_pause_begins_another(store, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("vpstudio.app.store.time.monotonic", lambda: clock[0])
    for height in (1.6, 1.7, 1.8):
        clock[0] += 0.1
        store.edit("camera.height_m", height)
    clock[0] += 5
    store.edit("camera.height_m", 2.0)
    store.undo()
    assert store.project.camera.height_m == 1.8
    store.undo()
    assert store.project.camera.height_m == Project().camera.height_m


def test_an_edit_after_undo_forgets_what_was_undone(store):
    store.edit("title", "one")
    store.edit("code", "ABCD")
    store.undo()
    store.edit("camera.tilt_deg", 5.0)
    assert not store.redo()
    assert (store.project.title, store.project.code, store.project.camera.tilt_deg) == ("one", "DEMO", 5.0)


def test_a_value_out_of_range_is_refused_and_changes_nothing(store):
    before = store.project
    with pytest.raises(ValidationError):
        store.edit("camera.height_m", 99.0)
    assert store.project is before


def test_changes_reach_the_disk_by_themselves(store, qtbot):
    store.edit("title", "柒两人生")
    qtbot.waitUntil(lambda: (store.folder / FILE).exists(), timeout=4000)
    assert json.loads((store.folder / FILE).read_text(encoding="utf-8"))["title"] == "柒两人生"
    assert Project.load(store.folder / FILE) == store.project


def test_a_folder_that_cannot_be_written_is_told(dressed, tmp_path, qtbot):
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    store = Store(Project(), blocked)
    with qtbot.waitSignal(store.failed, timeout=1000) as told:
        store.save()
    assert told.args[0].code == "document.unwritable"


def test_actions_outside_the_project_are_undone_too(store):
    status = ["none"]
    store.act(lambda: status.__setitem__(0, "circle"), lambda: status.__setitem__(0, "none"))
    assert status == ["circle"]
    store.undo()
    assert status == ["none"]
    store.redo()
    assert status == ["circle"]


def test_replaced_reaches_into_models_and_dictionaries():
    project = replaced(Project(), ["look", "key", "values", "screen"], (0.1, 0.5, 0.1))
    assert project.look.key.values == {"screen": (0.1, 0.5, 0.1)}
    assert project.camera is Project().camera or project.camera == Project().camera


@pytest.mark.parametrize(
    ("scene", "by", "wanted"), [("34-1", 1, "34-2"), ("R09", 1, "R10"), ("1", -1, "1"), ("24A", 1, "25A"), ("INT", 1, "INT-2")]
)
def test_the_next_scene_counts_on(scene, by, wanted):
    assert counted_on(scene, by) == wanted


def test_the_demo_is_upright_and_keyed_green():
    turned = replaced(Project(), ["source", "rotate"], 90)
    demo = with_demo(turned)
    assert (demo.source.kind, demo.source.rotate, demo.look.key.mode) == ("demo", 0, "chroma")
