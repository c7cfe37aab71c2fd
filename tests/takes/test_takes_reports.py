"""Reports of a day, each read back by somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
import time
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest

from tests.takes.test_takes_library import put_take, slate
from vpstudio.model.camera import CameraPose
from vpstudio.model.take import LayerFile
from vpstudio.problem import Problem
from vpstudio.takes.index import folders
from vpstudio.takes.reports.base import Reported, gathered, registry
from vpstudio.takes.reports.camera_report import harmless
from vpstudio.takes.seal import seal

NOTE = '好, "再来"一条\n\t第二行'


def put(project: Path, take: int, **values):
    name = slate(take).clip_name("QLRS")
    layers = [LayerFile(layer="comp", name=f"{name}.comp.mov", pictures=250), LayerFile(layer="sound", name=f"{name}.wav")]
    told = {"start_timecode": "19:42:28:17", "layers": layers, "set_id": "villa", "width": 1080, "height": 1920}
    folder = put_take(project, slate(take), minute=take, **(told | values))
    (folder / f"{name}.comp.mov").write_bytes(b"moving")
    line = {
        "slot": 0,
        "pose": {"time_ns": 0, "position_m": [0, -2, 1.4], "rotation": [0.9990482, 0.0436194, 0, 0]},
        "lens": {"focal_mm": 35.0, "focus_m": None, "t_stop": 2.8},
        "intrinsics": {"width": 1080, "height": 1920, "fx": 1866.7, "fy": 1866.7, "cx": 540, "cy": 960},
    }
    (folder / f"{name}.frames.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def day(tmp_path):
    project = tmp_path / "项目 柒两"
    put(project, 1, status="ng", notes="穿帮")
    seal(put(project, 2, status="circle", notes=NOTE, cast=["林晚", "顾沉"], rating=4, shot_size="CU"))
    put(project, 3, status="circle", notes="=HYPERLINK(1)", set_values={"seed": 7, "state": "night"})
    return gathered(folders(project), "柒两人生", "QLRS")


def made(day, name, folder):
    return registry.get(name)().write(day, folder)


def test_every_kind_of_report_is_written(day, tmp_path):
    files = [path for name in registry.names() for path in made(day, name, tmp_path / "out")]
    assert len(files) - 1 == len(registry.names()) == 11 and all(path.stat().st_size for path in files)
    assert {path.suffix for path in files} == {".csv", ".ale", ".edl", ".xml", ".fcpxml", ".otio", ".html", ".xxh64", ".chan"}


def test_the_camera_report_comes_back_from_csv(day, tmp_path):
    (path,) = made(day, "camera", tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") >= 4
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    second = rows[1]
    assert [row["Take"] for row in rows] == ["1", "2", "3"]
    assert second["Notes"] == NOTE and second["Cast"] == "林晚, 顾沉" and second["Circled"] == "yes" and second["Project"] == "柒两人生"
    assert (second["Start TC"], second["End TC"], second["Duration"]) == ("19:42:28:17", "19:42:38:17", "00:00:10:00")
    assert (second["Lens mm"], second["Cam Height m"], second["Tilt deg"], second["HFOV deg"], second["T-Stop"]) == (
        "35.0",
        "1.40",
        "5.0",
        "32.3",
        "2.8",
    )
    assert len(second["XXH64"]) == 16 and rows[0]["XXH64"] == ""
    assert rows[2]["Notes"] == "'=HYPERLINK(1)" and rows[2]["Set Seed"] == "7" and rows[2]["Time of Day"] == "night"


def test_formulas_are_defused_and_numbers_left():
    assert [harmless(each) for each in ("=1+1", "@x", "+cmd", "-5.0", "-", "", "ok")] == ["'=1+1", "'@x", "'+cmd", "-5.0", "'-", "", "ok"]


def test_the_chinese_report(day, tmp_path):
    (path,) = made(day, "scenes", tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert rows[1]["状态"] == "过" and rows[1]["演员"] == "林晚、顾沉" and rows[1]["场"] == "34-1" and rows[1]["备注"] == NOTE


def test_signs_of_the_set_are_filed(tmp_path):
    put(tmp_path, 1, visible_texts=["恒远集团", "总裁办公室"], status="circle")
    put(tmp_path, 2, visible_texts=["不选"], status="ng")
    (path,) = made(gathered(folders(tmp_path), "", "QLRS"), "special", tmp_path / "out")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["文字内容"] for row in rows] == ["恒远集团", "总裁办公室"] and rows[0]["出点时码"] == "19:42:38:17"
    put(tmp_path / "none", 1)
    (bare,) = made(gathered(folders(tmp_path / "none"), "", "QLRS"), "special", tmp_path / "bare")
    assert bare.read_text(encoding="utf-8-sig").startswith("集,场,镜,次,入点时码")


def test_an_ale_comes_back_through_its_adapter(day, tmp_path):
    (path,) = made(day, "ale", tmp_path)
    read = otio.adapters.read_from_file(str(path))
    clips = list(read.find_clips()) if hasattr(read, "find_clips") else list(read)
    assert [clip.name for clip in clips] == [each.take.name for each in day.takes]
    told = clips[1].metadata["ALE"]
    assert told["Comments"] == '好, "再来"一条 第二行' and told["circleTake"] == "true" and told["Image Size"] == "1080x1920"
    assert otio.opentime.to_timecode(clips[1].source_range.start_time, 25) == "19:42:28:17"
    assert clips[1].source_range.duration.value == 250


@pytest.mark.parametrize(("kind", "adapter"), [("edl", "cmx_3600"), ("fcp7", "fcp_xml"), ("fcpxml", "fcpx_xml"), ("otio", "otio_json")])
def test_timelines_come_back_with_the_circled_takes(day, tmp_path, kind, adapter):
    (path,) = made(day, kind, tmp_path)
    options = {"rate": 25, "ignore_timecode_mismatch": True} if kind == "edl" else {}
    read = otio.adapters.read_from_file(str(path), adapter, **options)
    timeline = read if isinstance(read, otio.schema.Timeline) else next(each for each in read if isinstance(each, otio.schema.Timeline))
    clips = (
        [clip for clip in timeline.find_clips() if clip.parent().kind == "Video"] if kind != "fcpxml" else list(timeline.find_clips())[:2]
    )
    assert [clip.name for clip in clips] == [each.take.name for each in day.takes[1:]]
    for clip in clips:
        assert clip.source_range.start_time.rescaled_to(25).value == pytest.approx(
            ((19 * 60 + 42) * 60 + 28) * 25 + 17, abs=1.01 if kind == "fcpxml" else 0.01
        )
        assert clip.source_range.duration.rescaled_to(25).value == pytest.approx(250, abs=0.01)
    if kind == "fcpxml":
        told = path.read_text(encoding="utf-8")
        assert 'start="1773717/25s"' in told, "the adapter reads a picture too early what it wrote well"
        assert 'width="1080" height="1920"' in told and "nowhere" not in told and day.takes[1].composite.as_uri() in told
    if kind in ("fcp7", "otio"):
        assert clips[0].media_reference.target_url.startswith("file://")


def test_reels_of_a_day_differ(day, tmp_path):
    (path,) = made(day, "edl", tmp_path)
    reels = [line.split()[1] for line in path.read_text().splitlines() if line[:3].isdigit()]
    assert len(set(reels)) == 2 and all(len(reel) <= 8 for reel in reels)


def test_the_contact_sheet_is_one_harmless_page(day, tmp_path):
    day.takes[0].take = day.takes[0].take.model_copy(update={"notes": "<script>alert(1)</script>"})
    (path,) = made(day, "contact", tmp_path)
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)
    parser.feed(path.read_text(encoding="utf-8"))
    assert "script" not in tags and tags.count("figure") == 3 and "http" not in path.read_text(encoding="utf-8").replace("http-equiv", "")


def test_what_a_document_lies_about_stays_in_its_folder(tmp_path):
    folder = put(tmp_path, 1, layers=[LayerFile(layer="comp", name="../../../etc/passwd")])
    (told,) = gathered([folder], "", "QLRS").takes
    assert told.composite.parent == folder


def test_odd_rates_and_midnight(tmp_path):
    late = put(tmp_path, 1, start_timecode="23:59:55:00", rate="30/1")
    ntsc = put(tmp_path, 2, start_timecode="10:00:00;00", rate="30000/1001")
    odd = put(tmp_path, 3, start_timecode="nonsense", rate="33/1")
    told = {each.take.slate.take: each for each in gathered([late, ntsc, odd], "", "QLRS").takes}
    from vpstudio.takes.reports.base import timecode

    assert timecode(told[1].ends) == "00:00:03:10"
    assert timecode(told[2].begins) == "10:00:00;00" and told[2].rate == Fraction(30000, 1001)
    assert timecode(told[3].begins) == "00:00:00:00"
    assert len(made(gathered([late, ntsc, odd], "", "QLRS"), "ale", tmp_path / "out")) == 3


@pytest.mark.parametrize("angles", [(0, 0, 0), (30, -12, 5), (-140, 40, -9)])
def test_a_camera_move_comes_back_as_nuke_reads_it(tmp_path, angles):
    """A point of our world thrown into the picture by our camera, and by a camera rebuilt from the file's numbers in Nuke's axes."""
    pose = CameraPose.of_angles((0.4, -2.0, 1.5), *angles)
    folder = put(tmp_path, 1, status="circle")
    told = {"pose": {"position_m": pose.position_m, "rotation": pose.rotation}, "intrinsics": {"width": 1080, "height": 1920, "fy": 1866.7}}
    lines = [json.dumps({"slot": slot, **told}) for slot in range(3)]
    (folder / f"{folder.name}.frames.jsonl").write_text("\n".join(lines) + '\n{"torn', encoding="utf-8")
    (path,) = made(gathered([folder], "", "QLRS"), "moves", tmp_path / "out")
    rows = [[float(part) for part in row.split("\t")] for row in path.read_text().splitlines()]
    assert [row[0] for row in rows] == [1, 2, 3] and rows[0][7] == pytest.approx(54.43, abs=0.01)
    _, tx, ty, tz, rx, ry, rz, _ = rows[1]
    (sx, cx), (sy, cy), (sz, cz) = ((np.sin(np.radians(each)), np.cos(np.radians(each))) for each in (rx, ry, rz))
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    camera = about_y @ about_x @ about_z
    for x, y, z in ((1.0, 3.0, 0.2), (-2.0, 0.5, 2.0)):
        ours = (pose.view() @ [x, y, z, 1.0])[:3]
        theirs = camera.T @ (np.array([x, z, -y]) - (tx, ty, tz))
        assert theirs == pytest.approx(ours, abs=1e-4), "both cameras have X right, Y up and look along -Z"


def test_a_folder_without_takes_is_a_sentence(tmp_path):
    with pytest.raises(Problem) as told:
        gathered(folders(tmp_path), "", "QLRS")
    assert told.value.code == "takes.nothing_to_tell"


def test_a_day_of_330_takes(tmp_path):
    """Acceptance 24: export in ten seconds; on a slow machine not in minutes."""
    for number in range(1, 331):
        put(tmp_path / "p", number, status="circle" if number % 3 == 0 else "none", notes="一条")
    begun = time.process_time()
    day = gathered(folders(tmp_path / "p"), "", "QLRS")
    for name in registry.names():
        made(day, name, tmp_path / "out")
    assert isinstance(day.takes[0], Reported) and time.process_time() - begun < 20
    print("330 takes exported in", time.process_time() - begun)
