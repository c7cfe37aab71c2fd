"""A whole take, what it survives, and how it counts."""

from __future__ import annotations

import json
import shutil
import threading
import time
import wave
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import av
import numpy as np
import pytest
import xxhash
from record_takes import CAMERA, SIZE, WALL, camera_planes, composite, make_picture, make_plan, matte

from vpstudio.model import journal
from vpstudio.model.camera import CameraPose
from vpstudio.model.claim import claimed
from vpstudio.model.frame import Frame, Layout, Orientation, SoundBlock
from vpstudio.model.project import RecordSettings
from vpstudio.model.take import Slate, Take
from vpstudio.problem import Problem
from vpstudio.record import sinks
from vpstudio.record.folder import day_of
from vpstudio.record.sidecar import timecode_after
from vpstudio.record.take_writer import TakeWriter

NAME = "QLRS_E034_S34-1_C02_T03_A"
PICTURE_FILES = ("comp.mov", "clean.mkv", "matte.mkv")


def folder_of(project, name=NAME):
    return project / "days" / "2026-03-14_D01" / name


def lines_of(project) -> list[dict]:
    return [json.loads(line) for line in (folder_of(project) / f"{NAME}.frames.jsonl").read_text("utf-8").splitlines()]


def stamps_of(path) -> list[Fraction]:
    with av.open(str(path)) as container:
        return [packet.pts * packet.time_base for packet in container.demux(container.streams.video[0]) if packet.size]


def bands_of(path) -> list[float]:
    """Which picture each frame shows, by the level of the band at its top (see ``composite`` and ``camera_planes``)."""
    with av.open(str(path)) as container:
        return [
            np.frombuffer(memoryview(f.planes[0]), np.uint8).reshape(f.height, -1)[4:28, 8:60].mean() for f in container.decode(video=0)
        ]


def record(project, numbers, **changes) -> tuple[TakeWriter, Take]:
    writer = TakeWriter(make_plan(project, **changes))
    writer.start()
    for number in numbers:
        writer.put(make_picture(number))
    return writer, writer.stop()


def test_a_take_of_three_seconds(project):
    writer = TakeWriter(make_plan(project, sound=(44_100, 1)))
    writer.start()
    assert folder_of(project, NAME + ".part").is_dir()
    for number in range(75):
        writer.put(make_picture(number))
        writer.sound(SoundBlock(number * 40_000_000, np.full((1764, 1), 0.25, np.float32), 44_100))
    take = writer.stop()
    folder = folder_of(project)
    names = {"comp.mov", "clean.mkv", "matte.mkv", "wav", "frames.jsonl", "take.json", "jpg"}
    assert {path.name for path in folder.iterdir()} == {f"{NAME}.{ending}" for ending in names}
    assert (take.pictures, take.held, take.dropped, take.finished, take.recovered) == (75, 0, 0, True, False)
    assert {layer.layer: layer.pictures for layer in take.layers} == {
        "comp": 75,
        "clean": 75,
        "matte": 75,
        "frames": 75,
        "sound": 0,
        "thumb": 0,
    }
    assert Take.load(folder / f"{NAME}.take.json") == take
    assert writer.state.problem is None
    for ending in PICTURE_FILES:
        assert [round(float(stamp), 3) for stamp in stamps_of(folder / f"{NAME}.{ending}")] == [round(n / 25, 3) for n in range(75)]
    with wave.open(str(folder / f"{NAME}.wav")) as read:
        assert (read.getnframes(), read.getsampwidth(), read.getframerate()) == (144_000, 3, 48_000)


def test_the_layers_are_what_they_should_be(project):
    record(project, range(10))
    folder = folder_of(project)
    wanted = {"comp.mov": ("h264", "yuv420p", SIZE), "clean.mkv": ("h264", "yuv420p", CAMERA), "matte.mkv": ("ffv1", "gray", SIZE)}
    for ending, (codec, pixel_format, size) in wanted.items():
        with av.open(str(folder / f"{NAME}.{ending}")) as container:
            video = container.streams.video[0]
            assert (video.codec.canonical_name, video.codec_context.pix_fmt, (video.width, video.height)) == (codec, pixel_format, size)
            if ending == "comp.mov":
                assert video.metadata["timecode"] == "10:20:30:00"
            if ending == "matte.mkv":
                mattes = [frame.to_ndarray() for frame in container.decode(video=0)]
    assert all(np.array_equal(found, matte(number)) for number, found in enumerate(mattes))


def test_the_clean_layer_is_the_cameras_picture_unturned(project):
    record(project, range(3))
    with av.open(str(folder_of(project) / f"{NAME}.clean.mkv")) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height, frame.rotation) == (*CAMERA, -90)
    luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(frame.height, -1)[:, : frame.width]
    error = luma.astype(float) - camera_planes(0)[0]
    assert 10 * np.log10(255**2 / (error**2).mean()) > 45


def test_a_line_says_what_was_seen(project):
    record(project, range(3))
    line = lines_of(project)[2]
    assert (line["slot"], line["stamp"], line["time_ns"], line["held"]) == (2, 2, 80_000_000, False)
    assert line["timecode"] == "10:20:30:02"
    assert line["pose"]["position_m"] == [0.1, -1.5, 1.5]
    assert np.linalg.norm(line["pose"]["rotation"]) == pytest.approx(1)
    assert line["settings"] == "00ff00ff00ff00ff"
    assert line["hash"] == xxhash.xxh64(composite(2).tobytes()).hexdigest(), "the pixels before they were encoded"
    assert line["intrinsics"]["width"] == SIZE[0]
    assert line["lens"] == {"focal_mm": None, "focus_m": None, "t_stop": None}


def test_an_empty_slot_repeats_the_last_picture_in_every_layer(project):
    _, take = record(project, [n for n in range(30) if n not in (10, 11, 20)])
    assert (take.pictures, take.held, take.dropped) == (30, 3, 3)
    lines = lines_of(project)
    assert [line["slot"] for line in lines] == list(range(30))
    assert [line["slot"] for line in lines if line["held"]] == [10, 11, 20]
    assert (lines[11]["stamp"], lines[11]["timecode"]) == (9, "10:20:30:11")
    for ending in PICTURE_FILES:
        path = folder_of(project) / f"{NAME}.{ending}"
        assert len(stamps_of(path)) == 30
    for ending in ("comp.mov", "clean.mkv"):
        shown = bands_of(folder_of(project) / f"{NAME}.{ending}")
        assert abs(shown[10] - shown[9]) < 1.5
        assert abs(shown[11] - shown[9]) < 1.5
        assert abs(shown[12] - shown[9]) > 12


def test_of_two_pictures_in_one_slot_the_later_wins_and_it_is_counted(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    released = []
    for number in range(10):
        writer.put(make_picture(number, release=lambda n=number: released.append(n)))
        if number == 5:
            assert writer.put(make_picture(90, time_ns=205_000_000, release=lambda: released.append(90))) is False
            assert 5 in released
    take = writer.stop()
    assert (take.pictures, take.held, take.dropped) == (10, 0, 1)
    assert lines_of(project)[5]["stamp"] == 90
    assert sorted(released) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 90]


def test_a_picture_from_the_past_is_left_out(project):
    writer, _ = TakeWriter(make_plan(project)), None
    writer.start()
    for number in (0, 1, 2, 1, 3):
        writer.put(make_picture(number))
    take = writer.stop()
    assert (take.pictures, take.dropped) == (4, 1)


@pytest.mark.parametrize("jump_s", [-60, 3600])
def test_a_clock_that_jumps_is_told_and_does_not_fill_the_disk(project, jump_s):
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(5):
        writer.put(make_picture(number))
    assert writer.put(make_picture(5, time_ns=jump_s * 10**9)) is False
    assert writer.stop().pictures == 5
    assert writer.state.problem.code == "record.clock_jumped"


class Slow(sinks.MatteSink):
    """A matte encoder that cannot keep up."""

    gate = threading.Event()

    def write(self, slot, picture):
        self.gate.wait(20)
        super().write(slot, picture)


def test_a_full_queue_drops_the_picture_from_all_layers_alike(project, monkeypatch):
    monkeypatch.setattr("vpstudio.record.take_writer.MatteSink", Slow)
    Slow.gate.clear()
    writer = TakeWriter(make_plan(project, policy="live"))
    writer.start()
    released, kept = [], []
    for number in range(40):
        began = time.monotonic()
        kept.append(writer.put(make_picture(number, release=lambda n=number: released.append(n))))
        assert time.monotonic() - began < 0.2
    Slow.gate.set()
    take = writer.stop()
    assert kept.count(False) > 20
    assert take.held == take.dropped == kept.count(False)
    lines = lines_of(project)
    assert len(lines) == take.pictures == 40
    assert sum(line["held"] for line in lines) == take.held
    assert {len(stamps_of(folder_of(project) / f"{NAME}.{ending}")) for ending in PICTURE_FILES} == {40}
    assert sorted(released) == list(range(40))
    assert writer.state.problem is None


def test_where_nothing_may_be_lost_put_waits(project, monkeypatch):
    monkeypatch.setattr("vpstudio.record.take_writer.MatteSink", Slow)
    Slow.gate.clear()
    threading.Timer(0.3, Slow.gate.set).start()
    began = time.monotonic()
    _, take = record(project, range(30))
    assert time.monotonic() - began > 0.25
    assert (take.pictures, take.dropped) == (30, 0)


class Dying(sinks.CleanSink):
    """A clean layer whose encoder dies at the seventh picture."""

    def write(self, slot, picture):
        if slot == 7:
            raise OSError(5, "Input/output error")
        super().write(slot, picture)


@pytest.mark.parametrize("policy", ["live", "every"])
def test_an_encoder_that_dies_leaves_the_others_alive(project, monkeypatch, policy):
    monkeypatch.setattr("vpstudio.record.take_writer.CleanSink", Dying)
    writer = TakeWriter(make_plan(project, policy=policy))
    writer.start()
    released = []
    for number in range(30):
        writer.put(make_picture(number, release=lambda n=number: released.append(n)))
        time.sleep(0.01)
    assert writer.state.layers == {"comp": "running", "clean": "broken", "matte": "running", "frames": "running"}
    take = writer.stop()
    assert writer.state.problem.code == "record.layer_broken"
    assert writer.state.problem.parameters["layer"] == "clean"
    assert take.pictures == 30
    assert {layer.layer: layer.pictures for layer in take.layers if layer.pictures} == {"comp": 30, "clean": 7, "matte": 30, "frames": 30}
    assert sorted(released) == list(range(30))


def test_an_encoder_that_does_not_open_leaves_the_others_alive(project):
    """A composite of odd size cannot be 4:2:0; clean picture and matte are recorded all the same."""
    writer = TakeWriter(make_plan(project, size=(181, 320)))
    writer.start()
    for number in range(5):
        writer.put(make_picture(number, size=(181, 320)))
    take = writer.stop()
    assert {layer.layer for layer in take.layers} == {"clean", "matte", "frames", "thumb"}
    assert not (folder_of(project) / f"{NAME}.comp.mov").exists()
    assert writer.state.problem.code == "record.layer_broken"
    assert writer.state.layers["comp"] == "broken"


def test_a_chosen_encoder_that_is_not_there_costs_no_take(project):
    writer, take = record(project, range(5), record=RecordSettings(encoder="h264_nowhere"))
    assert (take.encoder, take.pictures) == ("libx264", 5)
    assert writer.state.problem.code == "record.encoder_unknown"


def test_a_camera_that_changes_its_size_breaks_the_clean_layer_alone(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(5):
        writer.put(make_picture(number, camera=CAMERA if number < 3 else (160, 90)))
    take = writer.stop()
    assert {layer.layer: layer.pictures for layer in take.layers if layer.pictures} == {"comp": 5, "clean": 3, "matte": 5, "frames": 5}
    assert writer.state.problem.code == "record.picture_changed"


def test_stop_is_idempotent_and_pictures_after_it_are_let_go(project):
    writer, take = record(project, range(5))
    assert writer.stop() is take
    released = []
    assert writer.put(make_picture(6, release=lambda: released.append(6))) is False
    writer.sound(SoundBlock(0, np.zeros((10, 1), np.float32), 48_000))
    assert released == [6]
    assert not claimed(folder_of(project))


def test_stop_from_two_threads_gives_both_the_same_take(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(10):
        writer.put(make_picture(number))
    takes = []
    threads = [threading.Thread(target=lambda: takes.append(writer.stop())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(takes) == 3
    assert all(take is takes[0] for take in takes)


def test_a_take_without_a_picture_leaves_nothing_but_its_number(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    with pytest.raises(Problem) as raised:
        writer.stop()
    assert raised.value.code == "record.empty"
    assert not list(project.glob("days/*/*"))
    assert [(event["event"], event["name"]) for event in journal.events(project)] == [("rolled", NAME)]


def test_abort_keeps_what_was_written(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(5):
        writer.put(make_picture(number))
    writer.abort(RuntimeError("the graphics driver is gone"))
    assert Take.load(folder_of(project) / f"{NAME}.take.json").pictures == 5
    assert writer.state.problem.code == "record.aborted"


def test_a_full_disk_is_told_before_the_take(project):
    writer = TakeWriter(make_plan(project), free=lambda folder: 300_000_000)
    with pytest.raises(Problem) as raised:
        writer.start()
    assert raised.value.code == "record.disk_full"
    assert raised.value.parameters["free"] == "300"
    assert not project.exists()


def test_a_disk_that_fills_ends_the_take_cleanly(project):
    left = [2_000_000_000]
    writer = TakeWriter(make_plan(project, policy="live"), free=lambda folder: left[0])
    writer.start()
    for number in range(50):
        writer.put(make_picture(number))
        time.sleep(0.01)
    left[0] = 150_000_000
    end = time.monotonic() + 6
    while not folder_of(project).is_dir() and time.monotonic() < end:
        time.sleep(0.05)
    assert folder_of(project).is_dir()
    assert writer.put(make_picture(60)) is False
    take = writer.stop()
    assert take.finished
    assert writer.state.problem.code == "record.disk_low"
    assert len(stamps_of(folder_of(project) / f"{NAME}.comp.mov")) == take.pictures


def test_a_write_that_fails_for_want_of_room_ends_the_take(project, monkeypatch):
    class Full(sinks.MatteSink):
        def write(self, slot, picture):
            if slot == 5:
                raise Problem("record.disk_full", path="", free="0")
            super().write(slot, picture)

    monkeypatch.setattr("vpstudio.record.take_writer.MatteSink", Full)
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(8):
        writer.put(make_picture(number))
    end = time.monotonic() + 5
    while writer.put(make_picture(9, time_ns=360_000_000)) is not False or not folder_of(project).is_dir():
        assert time.monotonic() < end
        time.sleep(0.05)
    assert writer.stop().pictures >= 8


def test_a_take_ends_while_there_is_still_a_minute_of_room(project, monkeypatch):
    """By what it has been writing: 600 MB are much for one take and nothing for another."""
    monkeypatch.setattr("vpstudio.record.watch.MEASURED_S", 0.2)
    monkeypatch.setattr("vpstudio.record.folder.TakeFolder.bytes_written", lambda self: 40_000_000)
    left = [5_000_000_000]
    writer = TakeWriter(make_plan(project, policy="live"), free=lambda folder: left[0])
    writer.start()
    for number in range(5):
        writer.put(make_picture(number))
    time.sleep(0.6)
    assert writer.state.problem is None
    left[0] = 600_000_000
    end = time.monotonic() + 5
    while not folder_of(project).is_dir():
        assert time.monotonic() < end
        time.sleep(0.05)
    assert writer.state.problem.code == "record.disk_low" and writer.stop().pictures >= 5


def test_while_the_camera_is_gone_the_take_keeps_time(project):
    writer = TakeWriter(make_plan(project, policy="live"))
    writer.start()
    for number in range(5):
        writer.put(make_picture(number))
    time.sleep(2.4)
    warned = writer.state.problem
    assert writer.put(make_picture(5 + 75)) is True
    assert 25 < lines_on_disk(project) < 80
    take = writer.stop()
    assert warned.code == "record.no_pictures"
    assert writer.state.problem is None or writer.state.problem.code == "record.no_pictures"
    assert (take.pictures, take.held) == (81, 75)


def lines_on_disk(project) -> int:
    return len((folder_of(project, NAME + ".part") / f"{NAME}.frames.jsonl").read_text().splitlines())


def test_files_that_do_not_grow_are_told(project, monkeypatch):
    monkeypatch.setattr("vpstudio.record.watch.STALLED_S", 0.6)
    monkeypatch.setattr("vpstudio.record.folder.TakeFolder.bytes_written", lambda self: 4711)
    writer = TakeWriter(make_plan(project))
    writer.start()
    problems = set()
    for number in range(60):
        writer.put(make_picture(number))
        time.sleep(0.03)
        problems.add(writer.state.problem.code if writer.state.problem else None)
    writer.stop()
    assert "record.stalled" in problems


def test_sound_begun_before_the_first_picture_is_aligned_to_it(project):
    writer = TakeWriter(make_plan(project, sound=(48_000, 1)))
    writer.start()
    ramp = (np.arange(96_000, dtype=np.float32) / 96_000)[:, None]
    for number in range(5):
        writer.sound(SoundBlock(number * 20_000_000, ramp[number * 960 : number * 960 + 960], 48_000))
    for number in range(20):
        writer.put(make_picture(number, time_ns=50_000_000 + number * 40_000_000))
        at = 4800 + number * 1920
        writer.sound(SoundBlock(round(at / 48_000 * 1e9), ramp[at : at + 1920], 48_000))
    writer.stop()
    with wave.open(str(folder_of(project) / f"{NAME}.wav")) as read:
        raw = np.frombuffer(read.readframes(48_000), np.uint8).reshape(-1, 3).astype(int)
    samples = (raw[:, 0] | raw[:, 1] << 8 | raw[:, 2] << 16) / 8_388_607
    assert len(samples) == 20 * 1920
    assert np.abs(samples[:30_000] - ramp[2400 : 2400 + 30_000, 0]).max() < 1e-6


def test_a_clap_is_heard_when_it_is_seen(project):
    writer = TakeWriter(make_plan(project, sound=(44_100, 2)))
    writer.start()
    click = np.zeros((88_200, 2), np.float32)
    click[44_100 + 882 : 44_100 + 1764] = 0.8 * np.sign(np.sin(np.arange(882) * 0.4))[:, None]
    start = 7_000_000_000
    for number in range(50):
        level = np.full((SIZE[1], SIZE[0], 4), 255 if number >= 25.5 else 0, np.uint8)
        writer.put(make_picture(number, time_ns=start + number * 40_000_000, composite=level))
        writer.sound(SoundBlock(start + number * 40_000_000, click[number * 1764 : number * 1764 + 1764], 44_100))
    writer.stop()
    seen, heard = flash_and_click(folder_of(project) / f"{NAME}.comp.mov")
    assert seen == pytest.approx(1.04, abs=0.001)
    assert heard == pytest.approx(1.02, abs=0.01)


def flash_and_click(path) -> tuple[float, float]:
    with av.open(str(path)) as container:
        seen = next(float(frame.time) for frame in container.decode(video=0) if frame.to_ndarray(format="gray").mean() > 120)
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.3)
            if len(loud):
                return seen, float(frame.time) + loud[0] / frame.sample_rate
    raise AssertionError("no click")


def test_without_matte_and_clean_there_are_only_the_others(project):
    _, take = record(project, range(5), clean=None, matte_size=None)
    assert {layer.layer for layer in take.layers} == {"comp", "frames", "thumb"}


def test_nothing_cut_out_is_a_white_matte(project):
    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(3):
        writer.put(make_picture(number, matte=None))
    writer.stop()
    with av.open(str(folder_of(project) / f"{NAME}.matte.mkv")) as container:
        assert all((frame.to_ndarray() == 255).all() for frame in container.decode(video=0))


def test_a_camera_that_gives_rgb_is_kept_in_its_colours(project):
    """Stills, the demo actor and many webcams deliver RGB; poses may come from numpy."""
    patch = np.full((CAMERA[1], CAMERA[0], 4), (200, 60, 120, 255), np.uint8)
    writer = TakeWriter(make_plan(project, clean=(*CAMERA, Layout.RGBA, Orientation())))
    writer.start()
    for number in range(3):
        made = make_picture(number, pose=CameraPose(position_m=tuple(np.float32([0.5, 1, 1.5]))))
        rgb = Frame(made.stamp, *CAMERA, (patch,), Layout.RGBA, (patch,), Layout.RGBA)
        writer.put(replace(made, frame=rgb))
    writer.stop()
    with av.open(str(folder_of(project) / f"{NAME}.clean.mkv")) as container:
        frame = next(container.decode(video=0))
        assert container.streams.video[0].codec_context.color_trc == 13
    luma, first, second = (np.frombuffer(memoryview(plane), np.uint8)[0] for plane in frame.planes)
    assert np.abs(np.subtract((int(luma), int(first), int(second)), (96.8, 140.3, 187.1))).max() <= 2
    assert lines_of(project)[0]["pose"]["position_m"] == [0.5, 1.0, 1.5]


def test_an_odd_camera_picture_is_kept_whole(project):
    size = (321, 181)
    _, take = record_odd(project, size)
    assert [(layer.codec, layer.width, layer.height) for layer in take.layers if layer.layer == "clean"] == [("ffv1", *size)]
    with av.open(str(folder_of(project) / f"{NAME}.clean.mkv")) as container:
        frame = next(container.decode(video=0))
    luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(181, -1)[:, :321]
    assert np.array_equal(luma, camera_planes(0, size)[0])


def record_odd(project, size):
    writer = TakeWriter(make_plan(project, clean=(*size, Layout.I420, Orientation())))
    writer.start()
    for number in range(3):
        writer.put(make_picture(number, camera=size))
    return writer, writer.stop()


def test_the_same_name_is_not_given_twice_whatever_its_case(project):
    record(project, range(3))
    for slate in (Slate(scene="34-1", shot=2, take=3), Slate(scene="34-1", shot=2, take=3, episode=34)):
        with pytest.raises(Problem) as raised:
            TakeWriter(make_plan(project, slate=slate)).start()
        assert raised.value.code == "record.name_taken"


def test_days_are_numbered_by_the_folders_there_are(tmp_path):
    days = tmp_path / "days"
    assert day_of(tmp_path, date(2026, 3, 12)).name == "2026-03-12_D01"
    for name in ("2026-03-12_D01", "2026-03-13_D02", "notes", "2026-03-13_D02.old"):
        (days / name).mkdir(parents=True)
    assert day_of(tmp_path, date(2026, 3, 14)).name == "2026-03-14_D03"
    assert day_of(tmp_path, date(2026, 3, 12)).name == "2026-03-12_D01"
    (days / "2026-04-01_D12").mkdir()
    assert day_of(tmp_path, date(2026, 4, 2)).name == "2026-04-02_D13"


def test_a_second_day_gets_the_next_number(project):
    record(project, range(2))
    record(project, range(2), wall=WALL + timedelta(days=1), slate=Slate(scene="34-1", shot=2, take=4))
    assert {path.name for path in (project / "days").iterdir()} == {"2026-03-14_D01", "2026-03-15_D02"}


@pytest.mark.parametrize(
    ("start", "frames", "rate", "wanted"),
    [
        ("10:20:30:00", 26, Fraction(25), "10:20:31:01"),
        ("00:00:59;29", 1, Fraction(30000, 1001), "00:01:00;02"),
        ("23:59:59:24", 0, Fraction(25), "23:59:59:24"),
        ("01:00:00:14", 1, Fraction(15), "01:00:01:00"),
        ("01:00:00:14", 1, Fraction(1498, 100), "01:00:01:00"),
        ("nonsense", 3, Fraction(25), None),
    ],
)
def test_timecode_goes_on_from_its_start(start, frames, rate, wanted):
    assert timecode_after(start, frames, rate) == wanted


def test_a_timecode_that_the_rate_does_not_know_is_replaced_by_the_clock(project):
    from vpstudio.model.clock import Stamp

    writer = TakeWriter(make_plan(project))
    writer.start()
    for number in range(3):
        picture = make_picture(number, stamp=Stamp(number, number * 40_000_000, "not a timecode"))
        writer.put(picture)
    assert writer.stop().start_timecode == "10:20:30:00"


def test_the_thumbnail_is_from_the_middle(project):
    import cv2

    record(project, range(60))
    data = (folder_of(project) / f"{NAME}.jpg").read_bytes()
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape[:2] == (SIZE[1], SIZE[0])
    band = picture[4:60].mean()
    distances = [abs(band - (20 + number * 7 % 200)) for number in range(26, 35)]
    assert min(distances) < 3


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem) as raised:
        TakeWriter(make_plan(tmp_path / "file" / "project")).start()
    assert raised.value.code == "record.cannot_write"


def test_long_takes_keep_their_rate_at_29_97(project):
    rate = Fraction(30000, 1001)
    writer = TakeWriter(make_plan(project, rate=rate, clean=None, matte_size=None))
    writer.start()
    for number in range(90):
        writer.put(make_picture(number, time_ns=round(number * 10**9 / rate)))
    take = writer.stop()
    assert (take.pictures, take.held, take.rate) == (90, 0, "30000/1001")
    assert stamps_of(folder_of(project) / f"{NAME}.comp.mov") == [Fraction(1001 * n, 30000) for n in range(90)]


def test_pictures_are_frames_and_stay_read_only(project):
    """The writer must not write into what it is lent."""
    picture = make_picture(0)
    before = picture.composite.copy()
    writer = TakeWriter(make_plan(project))
    writer.start()
    writer.put(picture)
    writer.stop()
    assert np.array_equal(picture.composite, before)
    assert isinstance(picture.frame, Frame)


def test_disk_usage_is_really_asked(tmp_path):
    from vpstudio.record.faults import free_bytes

    assert free_bytes(tmp_path / "not" / "there") == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.05)
