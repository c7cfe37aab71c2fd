"""The engine as the window drives it: start, change, roll, cut, fail, recover; without a window."""

import json
import time
from pathlib import Path

import av
import pytest

from vpstudio.engine.engine import Engine
from vpstudio.engine.session import take
from vpstudio.model.look import KeySettings, Look
from vpstudio.model.project import FormatSettings, Project, SetChoice, SourceChoice
from vpstudio.model.take import Slate
from vpstudio.problem import Problem

pytestmark = pytest.mark.gl


def small(kind="testcard", values=None, set_kind="none", mode="none"):
    return Project(
        code="QLRS",
        source=SourceChoice(kind=kind, values=values or {}),
        set=SetChoice(kind=set_kind),
        look=Look(key=KeySettings(mode=mode)),
        format=FormatSettings(short_side=540),
        slate=Slate.typed("34-1/2"),
    )


def until(condition, seconds=30.0):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.02)


@pytest.fixture
def engine(tmp_path):
    engine = Engine(small(), tmp_path / "项目 柒两")
    engine.start()
    until(lambda: engine.state.health.program_fps > 0 or engine.state.problem)
    yield engine
    engine.stop()


def test_it_runs_and_tells_its_figures(engine):
    until(lambda: engine.state.health.latency_ms > 0)
    state = engine.state
    assert state.phase == "running" and state.problem is None
    assert state.renderer and state.size == (540, 960)
    assert state.slate.clip_name("QLRS") == "QLRS_E034_S34-1_C02_T01_A"


def test_a_take_under_its_own_name_and_the_next_number(engine):
    for number in (1, 2):
        engine.record()
        until(lambda: engine.state.recording is not None and engine.state.recording.pictures >= 12)
        assert engine.state.recording.name == f"QLRS_E034_S34-1_C02_T0{number}_A"
        engine.cut()
        until(lambda: not engine.state.finishing and len(engine.state.takes) >= engine.state.slate.take - 1 > 0)
    assert engine.state.slate.take == 3
    folder = Path(engine.state.takes[0].path)
    name = "QLRS_E034_S34-1_C02_T02_A"
    assert folder.name == name
    with av.open(str(folder / f"{name}.comp.mov")) as comp:
        pictures = sum(1 for _ in comp.decode(video=0))
        assert (comp.streams.video[0].width, comp.streams.video[0].height) == (540, 960)
    lines = [json.loads(line) for line in (folder / f"{name}.frames.jsonl").read_text().splitlines()]
    assert pictures == len(lines)
    for layer in ("clean", "matte"):
        with av.open(str(folder / f"{name}.{layer}.mkv")) as container:
            assert sum(1 for _ in container.decode(video=0)) == pictures, "all layers share their stamps"


def test_settings_change_while_it_runs(engine):
    project = engine.project
    engine.apply(project.model_copy(update={"format": FormatSettings(shape="wide", short_side=540)}))
    until(lambda: engine.last is not None and engine.screen is not None and engine.state.size == (960, 540))
    engine.apply(project.model_copy(update={"source": SourceChoice(kind="demo")}))
    until(lambda: engine.state.source is not None and engine.state.source.screen == "green" and engine.state.health.latency_ms > 0)
    assert engine.state.problem is None


def test_a_source_that_fails_says_why_and_another_takes_over(engine):
    engine.apply(small("file", {"path": "/nowhere/没有.mp4"}))
    until(lambda: engine.state.problem is not None)
    assert engine.state.problem.code.startswith("source.") and engine.state.phase == "running"
    engine.apply(small())
    until(lambda: engine.state.problem is None and engine.state.health.program_fps > 0)


def test_a_set_that_cannot_be_built_keeps_the_one_before(engine):
    engine.apply(small(set_kind="file"))
    until(lambda: any("gltf" in note.code or "set" in note.code for note in engine.state.notes))
    until(lambda: engine.state.health.program_fps > 0)
    assert engine.state.phase == "running"


def test_a_take_without_a_window_loses_no_picture(tmp_path):
    card = take(small(), tmp_path, 1.0, lambda done, total: None)
    saved = json.loads(next(Path(card.path).glob("*.take.json")).read_text(encoding="utf-8"))
    assert saved["dropped"] == saved["held"] == 0 and saved["finished"]
    assert saved["pictures"] >= 24


def test_a_take_of_nothing_is_a_problem(tmp_path):
    with pytest.raises(Problem):
        take(small("file", {"path": "/nowhere.mp4"}), tmp_path, 1.0, lambda done, total: None)


def test_a_take_is_verified_after_the_cut_but_not_while_one_rolls(engine):
    engine.record()
    until(lambda: engine.state.recording is not None and engine.state.recording.pictures >= 12)
    engine.cut()
    engine.record()
    until(lambda: engine.state.recording is not None and engine.state.recording.pictures >= 12)
    assert [card.verified for card in engine.state.takes] == [""] and engine.recorder.verifier.left >= 1
    engine.cut()
    until(lambda: [card.verified for card in engine.state.takes] == ["yes", "yes"])
    for card in engine.state.takes:
        assert (Path(card.path) / f"{card.name}.xxh64").is_file() and card.faults == ()


def test_a_take_that_was_never_verified_is_at_the_next_start(tmp_path):
    card = take(small(), tmp_path, 0.5, lambda done, total: None)
    from vpstudio.takes.library import Library

    path = Path(card.path) / f"{card.name}.take.json"
    told = json.loads(path.read_text(encoding="utf-8")) | {"verified": ""}
    path.write_text(json.dumps(told), encoding="utf-8")
    (Path(card.path) / f"{card.name}.wav").unlink(missing_ok=True)
    (Path(card.path) / f"{card.name}.matte.mkv").write_bytes(b"torn")
    again = Engine(small(), tmp_path)
    again.start()
    until(lambda: again.state.takes and again.state.takes[0].verified)
    (again_card,) = again.state.takes
    assert again_card.verified == "no" and "takes.layer_torn" in {fault.code for fault in again_card.faults}
    again.stop()
    assert Library(tmp_path).take(card.name).verified == "no"
