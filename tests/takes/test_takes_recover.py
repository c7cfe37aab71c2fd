"""What a crash leaves, made whole: a folder copied while its files were being written is what a killed process leaves."""

from __future__ import annotations

import json
import shutil
import wave
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest

from vpstudio.model import journal
from vpstudio.model.claim import Claim, claimed
from vpstudio.model.take import Slate, Take
from vpstudio.record.video_file import VideoFile
from vpstudio.record.wave_file import WaveFile
from vpstudio.takes import remux
from vpstudio.takes.library import Library

SLATE = Slate(scene="34-1", shot=2, take=3)
NAME = SLATE.clip_name("QLRS")
SIZE = (96, 128)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """``NAME.part`` of a take that had got to its 40th picture; the clean layer was one picture behind."""
    alive = tmp_path / "alive"
    alive.mkdir()
    rate = Fraction(25)
    comp = VideoFile(alive / f"{NAME}.comp.mov", SIZE, rate=rate, encoder="libx264", sound=(48_000, 1), timecode="10:00:00:00")
    clean = VideoFile(alive / f"{NAME}.clean.mkv", SIZE, rate=rate, encoder="libx264", quick=True)
    matte = VideoFile(alive / f"{NAME}.matte.mkv", SIZE, rate=rate, codec="ffv1", pixel="grey")
    sound = WaveFile(alive / f"{NAME}.wav", 1)
    files = [comp, clean, matte]
    for number in range(40):
        picture = np.random.default_rng(number).integers(0, 256, (SIZE[1], SIZE[0], 4), np.uint8)
        comp.write(picture, number)
        clean.write(picture, number)
        matte.write(np.ascontiguousarray(picture[..., 0]), number)
        samples = np.full((1920, 1), 0.3, np.float32)
        comp.samples(samples, number * 1920)
        sound.write(samples)
    lines = [
        {"slot": n, "stamp": n, "time_ns": 5 + n * 40_000_000, "timecode": f"10:00:0{n // 25}:{n % 25:02d}", "held": n in (7, 8)}
        for n in range(40)
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"slot": 40, "sta'
    (alive / f"{NAME}.frames.jsonl").write_text(text)
    Take(project="QLRS", slate=SLATE, name=NAME, rate="25/1", width=96, height=128, set_id="office").save(alive / f"{NAME}.take.json")
    folder = tmp_path / "项目 柒两" / "days" / "2026-03-14_D01" / f"{NAME}.part"
    folder.parent.mkdir(parents=True)
    shutil.copytree(alive, folder)
    for file in files:
        file.close()
    sound.close()
    return folder


def project_of(part: Path) -> Path:
    return part.parents[2]


def times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time) for frame in container.decode(video=0)]


def test_every_layer_is_cut_to_one_length_and_made_ordinary(part):
    takes = Library(project_of(part)).recover()
    take, folder = takes[0], part.with_name(NAME)
    assert not part.exists()
    assert 30 <= take.pictures <= 40
    for ending in ("comp.mov", "clean.mkv", "matte.mkv"):
        assert times(folder / f"{NAME}.{ending}") == pytest.approx([n / 25 for n in range(take.pictures)], abs=0.001)
    assert len((folder / f"{NAME}.frames.jsonl").read_text().splitlines()) == take.pictures
    with wave.open(str(folder / f"{NAME}.wav")) as read:
        assert 0 <= take.pictures * 1920 - read.getnframes() <= 9600
    assert (take.held, take.dropped, take.start_ns, take.start_timecode, take.set_id) == (2, 2, 5, "10:00:00:00", "office")
    assert take.finished
    assert take.recovered
    assert Take.load(folder / f"{NAME}.take.json") == take
    assert {layer.layer for layer in take.layers} == {"comp", "clean", "matte", "sound", "frames", "thumb"}
    assert not list(folder.glob("*.new"))
    assert [card.recovered for card in Library(project_of(part)).cards()] == [True]
    assert [event["event"] for event in journal.events(project_of(part))] == ["recovered"]


def test_colour_tags_and_timecode_survive(part):
    Library(project_of(part)).recover()
    with av.open(str(part.with_name(NAME) / f"{NAME}.comp.mov")) as container:
        video = container.streams.video[0]
        context = video.codec_context
        assert (context.colorspace, context.color_trc, context.color_primaries, context.color_range) == (1, 1, 1, 1)
        assert video.metadata["timecode"] == "10:00:00:00"
        assert video.average_rate == 25
        assert float(video.duration * video.time_base) == pytest.approx(len(times(Path(container.name))) / 25)


def test_a_take_that_is_being_written_is_left_alone(part):
    claim = Claim(part)
    assert claimed(part)
    assert Library(project_of(part)).recover() == []
    assert part.is_dir()
    claim.release()
    assert not claimed(part)
    assert len(Library(project_of(part)).recover()) == 1


def test_a_mark_of_a_dead_process_does_not_count(part):
    (part / "writing.lock").write_text('{"pid": 1, "locked": true}')
    assert not claimed(part)
    assert len(Library(project_of(part)).recover()) == 1
    assert not (part.with_name(NAME) / "writing.lock").exists()


def test_where_locks_are_unknown_a_folder_that_grows_counts_as_written(part):
    (part / "writing.lock").write_text('{"pid": 1, "locked": false}')
    assert claimed(part)


def test_one_unreadable_layer_is_left_out(part):
    (part / f"{NAME}.clean.mkv").write_bytes(b"\0" * 3000)
    take = Library(project_of(part)).recover()[0]
    assert {layer.layer for layer in take.layers} == {"comp", "matte", "sound", "frames", "thumb"}
    assert take.pictures >= 30


@pytest.mark.parametrize("damage", ["missing", "torn"])
def test_without_take_json_the_name_and_the_composite_tell(part, damage):
    path = part / f"{NAME}.take.json"
    if damage == "missing":
        path.unlink()
    else:
        path.write_text('{"schema": "vpsto')
    take = Library(project_of(part)).recover()[0]
    assert (take.project, take.name, take.rate, take.width, take.height) == ("QLRS", NAME, "25/1", 96, 128)
    assert take.slate.clip_name("QLRS") == NAME


def test_nothing_readable_goes_to_the_trash(part):
    for ending in ("comp.mov", "clean.mkv", "matte.mkv"):
        (part / f"{NAME}.{ending}").write_bytes(b"")
    library = Library(project_of(part))
    assert library.recover() == []
    assert (project_of(part) / "trash" / "2026-03-14_D01" / NAME).is_dir()
    assert library.next_take(SLATE, "QLRS").take == 4


def test_a_take_that_was_finished_but_not_renamed_is_kept_as_it_is(part):
    take = Take.load(part / f"{NAME}.take.json").model_copy(update={"finished": True, "pictures": 40})
    take.save(part / f"{NAME}.take.json")
    before = (part / f"{NAME}.comp.mov").read_bytes()
    assert Library(project_of(part)).recover()[0].pictures == 40
    assert (part.with_name(NAME) / f"{NAME}.comp.mov").read_bytes() == before


def test_without_room_for_a_copy_the_files_stay_readable_as_they_are(part, monkeypatch):
    monkeypatch.setattr(remux.shutil, "disk_usage", lambda folder: SimpleNamespace(free=0))
    take = Library(project_of(part)).recover()[0]
    assert len(times(part.with_name(NAME) / f"{NAME}.comp.mov")) >= take.pictures >= 30


@pytest.mark.parametrize("ending", ["comp.mov", "clean.mkv", "matte.mkv"])
@pytest.mark.parametrize("cut", range(8))
def test_a_file_torn_anywhere_decodes_without_error(part, ending, cut):
    """Killed in the middle of a write, a file ends in the head of a picture; MOV hands that out as if it were one."""
    path = part / f"{NAME}.{ending}"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * (92 + cut) // 100 - 7 * cut])
    take = Library(project_of(part)).recover()[0]
    for name in ("comp.mov", "clean.mkv", "matte.mkv"):
        assert len(times(part.with_name(NAME) / f"{NAME}.{name}")) == take.pictures
    assert take.pictures >= 25


def test_a_folder_that_cannot_be_moved_is_told_and_tried_again(part, monkeypatch):
    rename = Path.rename

    def refuse(self, goal):
        if self.name.endswith(".part"):
            raise PermissionError(13, "Permission denied")
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", refuse)
    library = Library(project_of(part))
    assert library.recover() == []
    assert [problem.code for problem in library.problems] == ["takes.cannot_move"]
    monkeypatch.undo()
    assert len(library.recover()) == 1
    assert library.problems == []
