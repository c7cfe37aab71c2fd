"""A take whose files end in their middle, as after a power cut: what lay on the disk is kept to within half a second. run.py does more."""

from __future__ import annotations

from pathlib import Path

from tests.faults.power_cut import cut_off, fragments
from tests.record.test_record_kill import LOST_S, NAME, decoded, killed_take
from vpstudio.takes.library import Library


def test_a_take_cut_off_at_its_fragments(tmp_path: Path):
    killed_take(tmp_path / "original", 2.5)
    part = tmp_path / "original" / "days" / "2026-03-14_D01" / f"{NAME}.part"
    places = fragments(next(part.glob("*.comp.mov")).read_bytes())
    assert len(places) > 8, "a fragment every fifth of a second or so"
    for number, at in enumerate(places[2::6]):
        project = tmp_path / f"cut {number}"
        there = len(decoded(next(cut_off(part, project, at).glob("*.comp.mov")), torn=True))
        (take,) = Library(project).recover()
        folder = project / "days" / "2026-03-14_D01" / NAME
        assert len(decoded(folder / f"{NAME}.comp.mov")) == take.pictures
        assert (there - take.pictures) / 25 <= LOST_S


def test_a_take_with_no_picture_on_disk_goes_to_the_trash(tmp_path: Path):
    killed_take(tmp_path / "original", 0.7)
    part = tmp_path / "original" / "days" / "2026-03-14_D01" / f"{NAME}.part"
    cut_off(part, tmp_path / "cut", 0, torn=10)
    library = Library(tmp_path / "cut")
    assert library.recover() == [] and library.problems == []
    assert (tmp_path / "cut" / "trash" / "2026-03-14_D01" / NAME).is_dir()
