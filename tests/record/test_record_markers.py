"""What the live checks find stands in the take: in the lines, as markers, and after a crash too."""

from __future__ import annotations

import json
import shutil
import time
from fractions import Fraction

import pytest
from record_takes import make_picture, make_plan

from vpstudio.model.marker import MOST, Marker, MarkerLog
from vpstudio.model.take import Take
from vpstudio.record.take_writer import TakeWriter
from vpstudio.takes.library import Library

NAME = "QLRS_E034_S34-1_C02_T03_A"
LOST, HOLE = "check.lost_left", "check.hole"


def findings_at(number: int) -> tuple[str, ...]:
    """A hand lost at 12 and told until 29, a hole from 20 on."""
    return ((LOST,) if 12 <= number < 30 else ()) + ((HOLE,) if number >= 20 else ())


WANTED = [
    Marker(slot=12, timecode="10:20:30:12", code=LOST),
    Marker(slot=20, timecode="10:20:30:20", code=HOLE),
]


def recording(project, numbers, **changes) -> TakeWriter:
    writer = TakeWriter(make_plan(project, **changes))
    writer.start()
    for number in numbers:
        writer.put(make_picture(number, findings=findings_at(number)))
    return writer


def folder_of(project, name=NAME):
    return project / "days" / "2026-03-14_D01" / name


def lines_in(folder) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{NAME}.frames.jsonl").read_text("utf-8").splitlines()]


def test_a_take_keeps_where_findings_began(project):
    take = recording(project, range(40)).stop()
    assert take.markers == WANTED
    assert Take.load(folder_of(project) / f"{NAME}.take.json").markers == WANTED
    assert Library(project).cards()[0].markers == tuple(WANTED)


def test_lines_tell_findings_only_where_there_are_any(project):
    recording(project, range(40)).stop()
    lines = lines_in(folder_of(project))
    assert [line["slot"] for line in lines if "findings" in line] == list(range(12, 40))
    assert [lines[slot]["findings"] for slot in (12, 25, 35)] == [[LOST], [LOST, HOLE], [HOLE]]


def test_a_repeated_picture_repeats_its_findings(project):
    take = recording(project, [number for number in range(40) if number not in (13, 14, 20)]).stop()
    assert [line["slot"] for line in lines_in(folder_of(project)) if LOST in line.get("findings", ())] == list(range(12, 30))
    assert [(marker.slot, marker.code) for marker in take.markers] == [(12, LOST), (21, HOLE)]


def test_a_take_without_findings_has_no_markers(project):
    assert recording(project, range(5)).stop().markers == []


def test_a_killed_take_gets_its_markers_from_its_lines(project, tmp_path):
    """A folder copied while it is being written is what a killed process leaves."""
    writer = recording(project, range(75))
    part, left = folder_of(project, NAME + ".part"), tmp_path / "后来"
    deadline = time.monotonic() + 20
    while len(lines_in(part)) < 74 and time.monotonic() < deadline:
        time.sleep(0.02)
    shutil.copytree(part, folder_of(left, NAME + ".part"), ignore=shutil.ignore_patterns("writing.lock"))
    writer.stop()
    take = Library(left).recover()[0]
    assert take.recovered
    assert take.pictures > 25
    assert take.markers == WANTED
    assert Take.load(folder_of(left) / f"{NAME}.take.json").markers == WANTED


@pytest.mark.parametrize("torn", [7, "check.hole", None, [None, 3], {"a": 1}])
def test_odd_lines_make_no_marker(project, tmp_path, torn):
    writer = recording(project, range(60))
    part, left = folder_of(project, NAME + ".part"), tmp_path / "left"
    deadline = time.monotonic() + 20
    while len(lines_in(part)) < 59 and time.monotonic() < deadline:
        time.sleep(0.02)
    shutil.copytree(part, folder_of(left, NAME + ".part"), ignore=shutil.ignore_patterns("writing.lock"))
    writer.stop()
    path = folder_of(left, NAME + ".part") / f"{NAME}.frames.jsonl"
    lines = [json.loads(line) | {"findings": torn} for line in path.read_text("utf-8").splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert Library(left).recover()[0].markers == []


def marked(*told: tuple[int, str], rate=Fraction(25)) -> list[tuple[int, str]]:
    log = MarkerLog(rate)
    for slot, code in told:
        log.add(slot, None, (code,))
    return [(marker.slot, marker.code) for marker in log.markers]


def test_the_same_within_a_second_is_one_marker():
    assert marked((0, LOST), (25, LOST), (50, LOST), (76, LOST)) == [(0, LOST), (76, LOST)]
    assert marked((0, LOST), (3, HOLE), (5, LOST), (6, HOLE)) == [(0, LOST), (3, HOLE)]
    assert marked((0, LOST), (31, LOST), rate=Fraction(30000, 1001)) == [(0, LOST), (31, LOST)]
    assert marked((0, LOST), (29, LOST), rate=Fraction(30000, 1001)) == [(0, LOST)]


def test_a_take_has_no_more_markers_than_anybody_reads():
    assert len(marked(*((30 * n, LOST) for n in range(500)))) == MOST == 200


def test_an_older_take_without_markers_opens(tmp_path):
    take = Take(project="QLRS", name=NAME)
    told = take.dump()
    del told["markers"]
    assert Take.parse(told) == take
