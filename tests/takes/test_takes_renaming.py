"""A take that was slated wrongly: everything gets the right name, or, after a crash at any step, at the next start."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.takes.test_takes_library import slate
from tests.takes.test_takes_verify import whole
from vpstudio.model.take import Take
from vpstudio.problem import Problem
from vpstudio.takes.index import Index
from vpstudio.takes.library import Library
from vpstudio.takes.seal import broken, seal
from vpstudio.takes.verify import verified

OLD, NEW = "QLRS_E034_S34-1_C02_T01_A", "QLRS_E034_S34-2_C05_T01_A"
RIGHT = slate(1, scene="34-2", shot=5)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "项目"
    seal(whole(project, 1, status="circle", notes="好"))
    return project


def is_right(project: Path) -> None:
    """Nothing of the old name is left, and the take is as whole as before."""
    folder = project / "days" / "2026-03-14_D01" / NEW
    assert [path.name for path in folder.parent.iterdir()] == [NEW]
    assert len(list(folder.iterdir())) == 6 and all(path.name.startswith(NEW + ".") for path in folder.iterdir())
    take = Take.load(folder / f"{NEW}.take.json")
    assert (take.name, take.slate, take.status, take.former) == (NEW, RIGHT, "circle", [OLD])
    assert broken(folder) == [] and verified(folder).whole


def test_everything_gets_the_right_name(project):
    made = Library(project).correct(OLD, slate(9, scene="34-2", shot=5))
    assert made.name == NEW
    is_right(project)
    assert [row.name for row in Index(project).find()] == [NEW]
    assert Library(project).next_take(slate(), "QLRS").take == 2, "the old number stays used"


def test_a_correction_is_undone(project):
    library = Library(project)
    library.correct(OLD, RIGHT)
    back = library.correct_back(NEW)
    assert (back.name, back.former, back.slate) == (OLD, [], slate(1))
    assert verified(library.folder(OLD)).whole
    with pytest.raises(Problem) as told:
        library.correct_back(OLD)
    assert told.value.code == "takes.never_renamed"
    assert library.correct(OLD, RIGHT).name == NEW.replace("T01", "T02"), "a number is given once"


@pytest.mark.parametrize("step", range(14))
def test_a_crash_at_any_step_is_finished_at_the_next_start(project, monkeypatch, step):
    """Renames and unlinks are counted; at the given one the program dies."""
    left = [step]

    def dying(real):
        def run(self, *arguments):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, *arguments)

        return run

    with monkeypatch.context() as patched:
        for name in ("replace", "rename", "unlink"):
            patched.setattr(Path, name, dying(getattr(Path, name)))
        with contextlib.suppress(KeyboardInterrupt):
            Library(project).correct(OLD, RIGHT)
    again = Library(project)
    assert again.recover() == [] and again.problems == []
    if (project / "days" / "2026-03-14_D01" / OLD).exists():
        assert step == 0, "before the note is written nothing has begun"
        assert verified(again.folder(OLD)).whole
    else:
        is_right(project)


def test_a_note_that_lies_does_nothing(project):
    folder = Library(project).folder(OLD)
    (folder / "renaming.json").write_text('{"from": "' + OLD + '", "to": "../../../evil", "slate": {}}', encoding="utf-8")
    library = Library(project)
    library.recover()
    assert library.folder(OLD) == folder and verified(folder).whole


def test_a_number_already_given_is_passed_over(project):
    whole(project, 1)
    other = project / "days" / "2026-03-14_D02" / NEW
    other.mkdir(parents=True)
    assert Library(project).correct(OLD, RIGHT).name == NEW.replace("T01", "T02")
