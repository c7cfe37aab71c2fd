"""Numbers, cards and marks of a project's takes."""

from __future__ import annotations

import random
import shutil
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from vpstudio.model import journal
from vpstudio.model.take import Slate, Take
from vpstudio.problem import Problem
from vpstudio.takes import library as library_module
from vpstudio.takes.library import Library
from vpstudio.takes.names import parsed

CODE = "QLRS"
WALL = datetime(2026, 3, 14, 9, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "项目 柒两" / "竖屏"


def put_take(project: Path, slate: Slate, minute: int = 0, part: bool = False, **values) -> Path:
    """A finished take's folder, as the writer leaves it, without its pictures."""
    name = slate.clip_name(CODE)
    folder = project / "days" / "2026-03-14_D01" / (name + (".part" if part else ""))
    wall = (WALL + timedelta(minutes=minute)).isoformat()
    told = {"project": CODE, "slate": slate, "name": name, "pictures": 250, "rate": "25/1", "start_wall": wall, "finished": True}
    Take(**(told | values)).save(folder / f"{name}.take.json")
    return folder


def slate(take: int = 1, scene: str = "34-1", shot: int = 2, camera: str = "A") -> Slate:
    return Slate(scene=scene, shot=shot, take=take, camera=camera)


def test_the_first_take_is_1_and_the_next_one_more_than_any(project):
    library = Library(project)
    assert library.next_take(slate(7), CODE).take == 1
    put_take(project, slate(3))
    put_take(project, slate(4), part=True)
    assert library.next_take(slate(), CODE) == slate(5)


def test_other_shots_scenes_cameras_and_episodes_have_their_own_numbers(project):
    put_take(project, slate(3))
    library = Library(project)
    for other in (slate(shot=3), slate(scene="34-2"), slate(camera="B"), Slate(scene="34-1", shot=2, episode=35)):
        assert library.next_take(other, CODE).take == 1
    assert library.next_take(Slate(scene="34-1", shot=2, episode=34), CODE).take == 4


def test_scenes_that_differ_in_case_only_share_numbers(project):
    """Windows and macOS would give them one folder."""
    put_take(project, slate(2, scene="24A"))
    assert Library(project).next_take(slate(scene="24a"), CODE).take == 3


def test_a_changed_project_code_repeats_no_number(project):
    put_take(project, slate(2))
    assert Library(project).next_take(slate(), "OTHER").take == 3


def test_a_folder_deleted_by_hand_keeps_its_number_used(project):
    folder = put_take(project, slate(1))
    journal.note(project, "rolled", folder.name)
    shutil.rmtree(folder)
    assert Library(project).next_take(slate(), CODE).take == 2


def test_numbers_end_at_999_with_a_sentence(project):
    put_take(project, slate(999))
    with pytest.raises(Problem) as raised:
        Library(project).next_take(slate(), CODE)
    assert raised.value.code == "takes.numbers_used"


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_crew_does_no_name_comes_twice(project, seed):
    rng, given, library = random.Random(seed), set(), Library(project)
    for _ in range(60):
        act = rng.choice(("roll", "roll", "trash", "remove", "restart", "restore"))
        there = sorted(path.name for path in project.glob("days/*/*"))
        if act == "roll":
            wish = slate(scene=rng.choice(("34-1", "34-2")), shot=rng.choice((1, 2)))
            name = put_take(project, library.next_take(wish, CODE)).name
            assert name not in given
            given.add(name)
            journal.note(project, "rolled", name)
        elif act == "trash" and there:
            library.trash(rng.choice(there))
        elif act == "remove" and there:
            shutil.rmtree(next(project.glob(f"days/*/{rng.choice(there)}")))
        elif act == "restart":
            library = Library(project)
        elif act == "restore" and list(project.glob("trash/*/*")):
            library.restore(rng.choice(sorted(path.name for path in project.glob("trash/*/*"))))
    assert len(given) > 5


def test_cards_newest_first_with_what_a_strip_shows(project):
    put_take(project, slate(1), minute=0)
    folder = put_take(project, slate(2), minute=9, status="circle", held=3, dropped=4, recovered=True)
    (folder / f"{folder.name}.jpg").write_bytes(b"jpeg")
    put_take(project, slate(3), minute=5)
    put_take(project, slate(4), minute=20, part=True)
    cards = Library(project).cards()
    assert [card.name[-4:-2] for card in cards] == ["02", "03", "01"]
    newest = cards[0]
    assert (newest.seconds, newest.status, newest.held, newest.dropped, newest.recovered) == (10.0, "circle", 3, 4, True)
    assert newest.thumb == str(folder / f"{folder.name}.jpg")
    assert newest.path == str(folder)
    assert cards[1].thumb is None


def test_a_project_without_takes_has_no_cards(project):
    assert Library(project).cards() == []
    assert Library(project).recover() == []


def test_a_take_whose_json_is_broken_still_shows(project):
    folder = put_take(project, slate(1))
    (folder / f"{folder.name}.take.json").write_text("{ torn")
    put_take(project, slate(2))
    assert {card.name: card.seconds for card in Library(project).cards()} == {folder.name: 0.0, slate(2).clip_name(CODE): 10.0}


def test_foreign_folders_are_passed_over(project):
    put_take(project, slate(1))
    (project / "days" / "2026-03-14_D01" / "notes").mkdir()
    (project / "days" / "readme.txt").write_text("hello")
    assert len(Library(project).cards()) == 1


def test_only_what_changed_is_read_again_and_hundreds_are_quick(project, monkeypatch):
    for number in range(1, 331):
        put_take(project, slate(number), minute=number)
    library, read = Library(project), []
    load = Take.load
    monkeypatch.setattr(library_module.Take, "load", classmethod(lambda cls, path: read.append(path) or load(path)))
    began = time.perf_counter()
    assert len(library.cards()) == 330
    assert time.perf_counter() - began < 3
    read.clear()
    began = time.perf_counter()
    library.cards()
    assert time.perf_counter() - began < 0.2
    assert read == []
    library.set_status(slate(7).clip_name(CODE), "ng")
    read.clear()
    assert next(card for card in library.cards() if card.name == slate(7).clip_name(CODE)).status == "ng"
    assert len(read) == 1


def test_a_mark_is_saved_and_journalled(project):
    name = put_take(project, slate(1)).name
    library = Library(project)
    for status in ("circle", "hold", "ng", "false", "none"):
        assert library.set_status(name, status).status == status
        assert Library(project).take(name).status == status
    assert [event["status"] for event in journal.events(project) if event["event"] == "status"] == ["circle", "hold", "ng", "false", "none"]


def test_notes_are_saved_in_chinese(project):
    name = put_take(project, slate(1)).name
    Library(project).set_notes(name, "第二句台词，重来")
    assert Library(project).take(name).notes == "第二句台词，重来"


@pytest.mark.parametrize(("name", "status", "code"), [("nobody", "ng", "takes.unknown"), (None, "great", "takes.status_unknown")])
def test_a_mark_that_cannot_be_is_told(project, name, status, code):
    known = put_take(project, slate(1)).name
    with pytest.raises(Problem) as raised:
        Library(project).set_status(name or known, status)
    assert raised.value.code == code


def test_a_take_goes_to_the_trash_and_comes_back(project):
    folder = put_take(project, slate(1))
    library = Library(project)
    gone = library.trash(folder.name)
    assert gone == project / "trash" / "2026-03-14_D01" / folder.name
    assert not folder.exists()
    assert library.cards() == []
    assert library.next_take(slate(), CODE).take == 2
    assert library.restore(folder.name) == folder
    assert [card.name for card in library.cards()] == [folder.name]
    with pytest.raises(Problem):
        library.restore(folder.name)


def test_a_torn_journal_is_read_as_far_as_it_goes(project):
    project.mkdir(parents=True)
    journal.note(project, "rolled", slate(1).clip_name(CODE))
    with (project / journal.NAME).open("a") as file:
        file.write('{"event": "rol')
    journal.note(project, "rolled", slate(4).clip_name(CODE))
    assert [event["name"] for event in journal.events(project)] == [slate(1).clip_name(CODE), slate(4).clip_name(CODE)]
    assert Library(project).next_take(slate(), CODE).take == 5


@pytest.mark.parametrize("name", ["QLRS_E034_S34-1_C02_T03_A", "AB_E1234_SR10_C123_T999_Z", "X1_E000_S24A_C01_T01_B"])
def test_names_are_read_back(name):
    code, told = parsed(name)
    assert told.clip_name(code) == name
    assert parsed(name + ".part") == (code, told)


@pytest.mark.parametrize("name", ["", "notes", "QLRS_E034_S34-1_C02_T00_A", "qlrs_E034_S34-1_C02_T03_A", "QLRS_E034_S34-1_C02_T03_A.old"])
def test_other_names_are_no_takes(name):
    assert parsed(name) is None
