"""Fill and key as ProRes 4444: alpha exactly, colours closely, straight and premultiplied, and as a layer of a take."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from record_takes import SIZE, make_picture, make_plan

from vpstudio.model.project import RecordSettings
from vpstudio.problem import Problem
from vpstudio.record import fill_key
from vpstudio.record.fill_key import fill_file, key_file
from vpstudio.record.take_writer import TakeWriter

RATE = Fraction(25)
# Rec. ITU-R BT.709-6, written out: R'G'B' of Y' Cb Cr.
RGB_OF_YUV = np.array([[1, 0, 1.5748], [1, -0.187324, -0.468124], [1, 1.8556, 0]])


def actor(width: int, height: int, number: int = 0) -> np.ndarray:
    """Straight RGBA: colours of all kinds, soft and half-transparent edges, and nothing outside."""
    y, x = np.mgrid[:height, :width].astype(float)
    wave = np.stack([128 + 110 * np.sin(x / 9 + number), 128 + 110 * np.cos(y / 13), 128 + 120 * np.sin((x + y) / 17)], 2)
    away = np.hypot((x - width / 2) / width, (y - height / 2) / height)
    alpha = np.clip((0.38 - away) / 0.2 + 0.5, 0, 1)
    picture = np.dstack([wave, 255 * alpha]).round().astype(np.uint8)
    picture[picture[..., 3] == 0] = 0
    return picture


def decoded(path: Path) -> list[np.ndarray]:
    """(H, W, 4) float RGBA in 8-bit codes, by arithmetic of our own from the planes; alpha 255 where there is none."""
    found = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            # FFmpeg decodes ProRes 4444 to 12 bits, 422 to 10.
            one = 4 if frame.format.name in ("yuva444p12le", "yuv444p12le") else 1
            assert one == 4 or frame.format.name == "yuv422p10le"
            planes = [np.frombuffer(memoryview(p), np.uint16).reshape(-1, p.line_size // 2)[: p.height, : p.width] for p in frame.planes]
            if frame.format.name == "yuv422p10le":
                planes[1:] = [np.repeat(plane, 2, 1)[:, : frame.width] for plane in planes[1:]]
            luma, blue, red = ((planes[k] / one - (64, 512, 512)[k]) / (876, 896, 896)[k] for k in range(3))
            rgb = np.stack([luma, blue, red], 2) @ RGB_OF_YUV.T * 255
            alpha = planes[3] / (1024 * one - 1) * 255 if len(planes) == 4 else np.full(luma.shape, 255.0)
            found.append(np.dstack([rgb, alpha]))
    return found


def off(found: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference in whole codes of 8 bits."""
    return float(np.abs(found.round() - np.round(expected)).max())


def probed(path: Path) -> dict:
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)], capture_output=True, check=True, timeout=60
    )
    return json.loads(told.stdout)


def written(path: Path, pictures: list[np.ndarray], **how) -> list[np.ndarray]:
    height, width = pictures[0].shape[:2]
    file = fill_file(path, (width, height), rate=RATE, **how)
    for number, picture in enumerate(pictures):
        file.write(picture, number)
    file.close()
    return decoded(path)


def over(fill: np.ndarray, premultiplied: bool, ground: float) -> np.ndarray:
    """What an editor makes of it over a flat grey."""
    part = fill[..., 3:] / 255
    return (fill[..., :3] if premultiplied else fill[..., :3] * part) + ground * (1 - part)


@pytest.mark.parametrize("alpha_bits", [16, 8])
@pytest.mark.parametrize("size", [(320, 180), (181, 323)])
def test_straight_gives_back_colour_and_alpha(project, size, alpha_bits):
    picture = actor(*size)
    found = written(project / "甲.fill.mov", [picture], alpha_bits=alpha_bits)[0]
    assert np.abs(found[..., 3] - picture[..., 3]).max() <= 0.5
    assert np.array_equal(found[..., 3].round(), picture[..., 3])
    assert off(found[..., :3], picture[..., :3]) <= 2


def test_premultiplied_is_colour_times_alpha_in_codes(project):
    picture = actor(320, 180)
    found = written(project / "a.mov", [picture], fill="premultiplied")[0]
    expected = picture[..., :3] * (picture[..., 3:] / 255)
    assert off(found[..., :3], expected) <= 2
    assert np.array_equal(found[..., 3].round(), picture[..., 3])
    half = np.abs(picture[..., 3].astype(int) - 128) < 8
    assert half.sum() > 100
    assert np.abs(found[half][:, :3] - picture[half][:, :3] * (128 / 255)).max() < 12  # half as bright as straight there, not whole


@pytest.mark.parametrize("fill", ["straight", "premultiplied"])
@pytest.mark.parametrize("ground", [0, 255])
def test_both_kinds_make_the_same_picture_over_black_and_white(project, fill, ground):
    picture = actor(320, 180)
    found = written(project / "a.mov", [picture], fill=fill)[0]
    made = over(found, fill == "premultiplied", ground)
    assert off(made, over(picture.astype(float), False, ground)) <= 2


def test_noise_is_no_worse_and_fits(project):
    noise = np.random.default_rng(3).integers(0, 256, (180, 320, 4), dtype=np.uint8)
    found = written(project / "a.mov", [noise])[0]
    assert np.array_equal(found[..., 3].round(), noise[..., 3])
    assert off(found[..., :3], noise[..., :3]) <= 3
    assert np.abs(found[..., :3] - noise[..., :3]).mean() <= 0.5


def test_ffprobe_says_what_it_is(project):
    path = project / "a.mov"
    written(path, [actor(320, 180, n) for n in range(5)], fill="premultiplied", timecode="10:20:30:12")
    told = probed(path)
    video = next(stream for stream in told["streams"] if stream["codec_type"] == "video")
    assert (video["codec_name"], video["codec_tag_string"], video["profile"]) == ("prores", "ap4h", "4444")
    assert video["pix_fmt"] == "yuva444p12le"
    assert {video["color_space"], video["color_transfer"], video["color_primaries"]} == {"bt709"}
    assert (video["avg_frame_rate"], video["nb_frames"], video["width"], video["height"]) == ("25/1", "5", 320, 180)
    assert any(stream["codec_tag_string"] == "tmcd" for stream in told["streams"])
    assert video["tags"]["timecode"] == "10:20:30:12"
    assert told["format"]["tags"]["com.vpstudio.alpha"] == "premultiplied"


def test_ffmpeg_itself_reads_the_same_codes(project):
    """The whole way of another program: its own decoder and conversion to straight RGBA."""
    path, picture = project / "a.mov", actor(320, 180)
    written(path, [picture])
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-sws_flags",
        "accurate_rnd+full_chroma_int",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgba",
        "-",
    ]
    raw = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    found = np.frombuffer(raw, np.uint8).reshape(picture.shape).astype(int)
    assert np.abs(found[..., 3] - picture[..., 3]).max() <= 1
    assert np.abs(found[..., :3] - picture[..., :3])[picture[..., 3] > 0].max() <= 3


def test_fill_and_key_in_two_files(project):
    picture = actor(320, 180)
    fill = written(project / "fill.mov", [picture], with_alpha=False)[0]
    assert probed(project / "fill.mov")["streams"][0]["pix_fmt"] == "yuv444p12le"
    assert off(fill[..., :3], picture[..., :3]) <= 2
    file = key_file(project / "key.mov", (320, 180), rate=RATE)
    file.write(np.ascontiguousarray(picture[..., 3]), 0)
    file.close()
    told = probed(project / "key.mov")["streams"][0]
    assert (told["codec_tag_string"], told["pix_fmt"], told["color_space"]) == ("apch", "yuv422p10le", "bt709")
    key = decoded(project / "key.mov")[0]
    assert off(key[..., :3], picture[..., 3:]) <= 1


def test_it_keeps_an_inputs_own_stamps(project):
    base, stamps = Fraction(1, 90_000), [0, 3003, 9009, 12_345, 20_000]
    file = fill_file(project / "a.mov", (320, 180), rate=Fraction(30_000, 1001), time_base=base)
    for number, pts in enumerate(stamps):
        file.write(actor(320, 180, number), pts)
    file.close()
    with av.open(str(project / "a.mov")) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([pts / 90_000 for pts in stamps], abs=1e-4)


def test_a_repeated_picture_is_the_same_bytes(project):
    file = fill_file(project / "a.mov", (320, 180), rate=RATE)
    file.write(actor(320, 180), 0)
    file.repeat(1)
    file.write(actor(320, 180, 1), 2)
    file.close()
    first, again, other = decoded(project / "a.mov")
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_another_ending_or_another_picture_is_refused(project):
    for make in (fill_file, key_file):
        with pytest.raises(Problem) as told:
            make(project / "a.mp4", (320, 180), rate=RATE)
        assert told.value.code == "record.prores_container"
    file = fill_file(project / "a.mov", (320, 180), rate=RATE)
    with pytest.raises(Problem) as told:
        file.write(actor(180, 320), 0)
    assert told.value.code == "record.picture_changed"
    file.close()
    assert not (project / "a.mov").exists()


# --- as a layer of a take


def recorded(project: Path, fill: str, numbers=range(12), fills=True, **changes):
    writer = TakeWriter(make_plan(project, record=RecordSettings(encoder="libx264", fill=fill), **changes))
    writer.start()
    for number in numbers:
        writer.put(make_picture(number, fill=actor(*SIZE, number) if fills else None))
    take = writer.stop()
    return take, writer


@pytest.mark.parametrize("fill", ["straight", "premultiplied"])
def test_a_take_with_fill_has_as_many_pictures_in_every_layer(project, fill):
    """With holes in it: every layer repeats, and the fill has the composite's timecode."""
    take, writer = recorded(project, fill, [0, 1, 2, 5, 6, 9, 10])
    counts = {layer.layer: layer.pictures for layer in take.layers if layer.layer not in ("sound", "thumb")}
    assert counts == {"comp": 11, "clean": 11, "matte": 11, "fill": 11, "frames": 11}
    assert writer.state.problem is None
    path = writer.folder.file("fill.mov")
    layer = next(layer for layer in take.layers if layer.layer == "fill")
    assert (layer.name, layer.codec, layer.width, layer.height) == (path.name, "prores", *SIZE)
    video = probed(path)
    comp = probed(writer.folder.file("comp.mov"))
    assert video["streams"][0]["tags"]["timecode"] == comp["streams"][0]["tags"]["timecode"] == "10:20:30:00"
    assert video["format"]["tags"]["com.vpstudio.alpha"] == fill
    pictures = decoded(path)
    assert np.array_equal(pictures[2], pictures[4]) and np.array_equal(pictures[5][..., 3].round(), actor(*SIZE, 5)[..., 3])


def test_no_fill_layer_unless_asked(project):
    take, writer = recorded(project, "none")
    assert "fill" not in {layer.layer for layer in take.layers}
    assert not writer.folder.file("fill.mov").exists()


def test_a_fill_that_breaks_stops_nothing_else(project, monkeypatch):
    """The encoder dies at the fourth picture; all the other layers go on to the end, and it is told."""
    real = fill_key.FillSink.take

    def dying(self, picture):
        if picture.stamp.number == 4:
            raise OSError("no room in the encoder")
        return real(self, picture)

    monkeypatch.setattr(fill_key.FillSink, "take", dying)
    take, writer = recorded(project, "straight")
    counts = {layer.layer: layer.pictures for layer in take.layers}
    assert counts["comp"] == counts["clean"] == counts["matte"] == counts["frames"] == 12
    assert counts["fill"] == 4
    assert writer.state.layers["fill"] == "broken"
    assert writer.state.problem.code == "record.layer_broken" and writer.state.problem.parameters["layer"] == "fill"


def test_a_take_that_gets_no_fill_says_so(project):
    take, writer = recorded(project, "straight", fills=False)
    assert writer.state.problem.code == "record.layer_broken"
    assert next(layer.pictures for layer in take.layers if layer.layer == "comp") == 12
