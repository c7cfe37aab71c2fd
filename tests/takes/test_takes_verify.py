"""Seals, copies and verification, on takes with real pictures in them."""

from __future__ import annotations

import json
import shutil
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.takes.test_takes_library import put_take, slate
from vpstudio.model.take import LayerFile
from vpstudio.problem import Problem
from vpstudio.takes import copying
from vpstudio.takes.copying import copied
from vpstudio.takes.seal import broken, seal, seal_of
from vpstudio.takes.verify import verified

PICTURES = 20


def film(path: Path, pictures: int = PICTURES, skip: int | None = None) -> None:
    """A small film; ``skip``: this slot is left out, so that all later pictures stand a slot late."""
    with av.open(str(path), "w", format="mov" if path.suffix == ".mov" else "matroska") as container:
        stream = container.add_stream("mpeg4" if path.suffix == ".mov" else "ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 25)
        for number in range(pictures):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 7 * number % 255, np.uint8), format="rgb24")
            frame.pts = number + (skip is not None and number >= skip)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def whole(project: Path, take: int = 1, **values) -> Path:
    name = slate(take).clip_name("QLRS")
    kinds = (("comp", "comp.mov"), ("matte", "matte.mkv"), ("sound", "wav"), ("frames", "frames.jsonl"))
    layers = [LayerFile(layer=layer, name=f"{name}.{ending}", pictures=PICTURES) for layer, ending in kinds]
    folder = put_take(project, slate(take), pictures=PICTURES, layers=layers, **values)
    film(folder / f"{name}.comp.mov")
    film(folder / f"{name}.matte.mkv")
    (folder / f"{name}.frames.jsonl").write_text("".join(json.dumps({"slot": n}) + "\n" for n in range(PICTURES)), encoding="utf-8")
    with wave.open(str(folder / f"{name}.wav"), "wb") as sound:
        sound.setparams((1, 2, 48000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 48000 * PICTURES // 25))
    return folder


@pytest.fixture
def folder(tmp_path):
    return whole(tmp_path / "项目 柒两")


def codes(found):
    return [fault.code for fault in found.faults]


def file(folder, ending):
    return folder / f"{folder.name}.{ending}"


def test_a_whole_take_is_verified_and_sealed(folder):
    found = verified(folder)
    assert found.whole and found.sealed and found.pictures == {"comp": PICTURES, "matte": PICTURES, "frames": PICTURES}
    assert found.sound_s == pytest.approx(PICTURES / 25)
    assert set(seal_of(folder)) == {f"{folder.name}.{ending}" for ending in ("comp.mov", "matte.mkv", "wav", "frames.jsonl")}
    assert verified(folder).whole and not verified(folder).sealed


def test_one_byte_flipped_is_told_with_its_file(folder):
    seal(folder)
    path = file(folder, "wav")
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    found = verified(folder)
    assert codes(found) == ["takes.file_changed"] and found.faults[0].parameters["file"] == path.name


def test_a_status_does_not_break_the_seal(folder):
    from vpstudio.takes.library import Library

    seal(folder)
    Library(folder.parents[2]).change(folder.name, status="circle", rating=5, cast=["林晚"])
    assert broken(folder) == []
    with pytest.raises(Problem) as told:
        Library(folder.parents[2]).change(folder.name, rating=6)
    assert told.value.code == "takes.wrong_value"


def test_what_is_short_torn_missing_or_out_of_step_is_told(folder):
    film(file(folder, "matte.mkv"), PICTURES - 3)
    assert codes(verified(folder)) == ["takes.layer_short"]
    film(file(folder, "matte.mkv"), PICTURES, skip=5)
    assert codes(verified(folder)) == ["takes.layer_uneven"]
    torn = file(folder, "matte.mkv").read_bytes()
    file(folder, "matte.mkv").write_bytes(torn[: len(torn) // 2])
    assert "takes.layer_short" in codes(verified(folder))
    file(folder, "matte.mkv").write_bytes(b"no film")
    assert codes(verified(folder)) == ["takes.layer_torn", "takes.layer_short"]
    file(folder, "matte.mkv").unlink()
    file(folder, "wav").write_bytes(b"RIFF")
    file(folder, "frames.jsonl").write_text('{"slot": 0}\n{"slot": 2}\n', encoding="utf-8")
    assert codes(verified(folder)) == ["takes.file_missing", "takes.layer_torn", "takes.layer_short"]
    assert seal_of(folder) is None, "what is not whole is not sealed"


def test_sound_of_another_length_is_told(folder):
    with wave.open(str(file(folder, "wav")), "wb") as sound:
        sound.setparams((1, 2, 48000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 48000 * 2))
    found = verified(folder)
    assert codes(found) == ["takes.sound_apart"] and found.faults[0].parameters["seconds"] == "+1.20"


def test_copies_are_read_back_and_go_on_where_they_were(folder, tmp_path):
    other = whole(folder.parents[2], 2)
    goal = tmp_path / "另一块 盘"
    first = copied([folder, other], folder.parents[2], goal)
    assert first.files == 12 and first.kept == 0
    there = goal / "days" / folder.parent.name / folder.name
    assert broken(there) == [] and verified(there).whole
    (there / f"{folder.name}.wav").write_bytes(b"x" * file(folder, "wav").stat().st_size)
    (there / f"{folder.name}.comp.mov").unlink()
    again = copied([folder, other], folder.parents[2], goal)
    assert (again.files, again.kept) == (2, 10) and broken(there) == []
    assert not list(goal.rglob("*.part"))


def test_a_copy_that_comes_out_different_is_no_copy(folder, tmp_path, monkeypatch):
    real = shutil.copyfileobj
    monkeypatch.setattr(copying.shutil, "copyfileobj", lambda source, target, block: (real(source, target, block), target.write(b"!")))
    with pytest.raises(Problem) as told:
        copied([folder], folder.parents[2], tmp_path / "disk")
    assert told.value.code == "takes.copy_differs" and not [each for each in (tmp_path / "disk").rglob("*") if each.is_file()]


def test_a_changed_original_is_not_copied_over_a_good_copy(folder, tmp_path):
    copied([folder], folder.parents[2], tmp_path / "disk")
    file(folder, "wav").write_bytes(b"rotten")
    with pytest.raises(Problem) as told:
        copied([folder], folder.parents[2], tmp_path / "disk")
    assert told.value.code == "takes.file_changed"
    assert verified(tmp_path / "disk" / "days" / folder.parent.name / folder.name).whole


def test_where_a_copy_cannot_go(folder, tmp_path, monkeypatch):
    with pytest.raises(Problem) as told:
        copied([folder], folder.parents[2], folder.parents[2] / "backup")
    assert told.value.code == "takes.copy_into_itself"
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(Problem) as told:
        copied([folder], folder.parents[2], tmp_path / "full")
    assert told.value.code == "takes.copy_no_room"


def test_a_seal_that_points_elsewhere_is_none(folder):
    file(folder, "xxh64").write_text("0123456789abcdef  ../../../etc/passwd\n", encoding="utf-8")
    assert seal_of(folder) is None and broken(folder)[0].code == "takes.not_sealed"
