"""Clean plates: read whatever is given, say what is wrong with it, and know where the screen is."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio.matting.picture_head import declared_size
from vpstudio.matting.plate_average import Averager
from vpstudio.matting.plates import at_size, check_shape, deep_codes, load, save, screen_confidence
from vpstudio.matting.screen_light import in_light
from vpstudio.problem import Problem
from vpstudio.words import LANGUAGES, sentences

HEIGHT, WIDTH = 180, 320
DATA = Path(__file__).parents[2] / "../shared/data/matte"
GREEN = (40, 150, 60)


def room() -> np.ndarray:
    """A room in soft, dull colours with an edge here and there."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    picture = np.dstack((120 + 60 * x / WIDTH, 110 + 40 * y / HEIGHT, 100 + 30 * x / WIDTH))
    picture[40:90, 60:100] = (60, 50, 45)
    return picture.astype(np.uint8)


def screen() -> np.ndarray:
    """Green cloth, darker to the left, that ends at three quarters of the width."""
    picture = room()
    shade = np.linspace(0.55, 1.0, WIDTH * 3 // 4)[None, :, None]
    picture[:, : WIDTH * 3 // 4] = np.rint(np.array(GREEN) * shade)
    return picture


def encoded(extension: str, rgb: np.ndarray) -> bytes:
    done, data = cv2.imencode(extension, np.ascontiguousarray(rgb[..., ::-1]))
    assert done
    return data.tobytes()


@pytest.mark.parametrize("extension", [".png", ".tif", ".jpg"])
@pytest.mark.parametrize("deep", [False, True])
def test_what_is_stored_is_what_is_read(tmp_path, extension, deep):
    if deep and extension == ".jpg":
        pytest.skip("JPEG has eight bits")
    path = tmp_path / f"空镜 1{extension}"
    rgb = room()
    path.write_bytes(encoded(extension, rgb.astype(np.uint16) * 257 if deep else rgb))
    plate = load(path)
    assert plate.light.shape == (HEIGHT, WIDTH, 4) and plate.light.dtype == np.float16 and not plate.light.flags.writeable
    assert plate.kind == "captured" and hashlib.sha256(path.read_bytes()).hexdigest()[:16] in plate.key
    error = np.abs(plate.light[..., :3].astype(float) - in_light(rgb))
    assert error.max() < (0.03 if extension == ".jpg" else 0.0005)
    assert plate.light[..., 3].max() == 0, "a room has no screen"


def test_sixteen_bits_survive_writing_and_reading(tmp_path):
    light = np.linspace(0.001, 0.9, HEIGHT * WIDTH * 3, dtype=np.float32).reshape(HEIGHT, WIDTH, 3)
    path = save(tmp_path / "新的" / "plate.png", deep_codes(light))
    assert np.abs(load(path).light[..., :3].astype(float) / light - 1).max() < 0.002
    assert [each.name for each in path.parent.iterdir()] == ["plate.png"], "nothing is left aside"


def test_equal_contents_have_equal_keys(tmp_path):
    one, two, other = (tmp_path / name for name in ("a.png", "b.png", "c.png"))
    one.write_bytes(encoded(".png", room()))
    two.write_bytes(one.read_bytes())
    other.write_bytes(encoded(".png", room() + 1))
    assert load(one).key == load(two).key != load(other).key


def grey_and_alpha(path: Path) -> None:
    path.write_bytes(cv2.imencode(".png", np.dstack((room()[..., ::-1], np.zeros((HEIGHT, WIDTH), np.uint8))))[1].tobytes())


def test_transparency_is_not_black(tmp_path):
    grey_and_alpha(tmp_path / "clear.png")
    assert np.abs(load(tmp_path / "clear.png").light[..., :3].astype(float) - in_light(room())).max() < 0.0005


def bomb() -> bytes:
    """A PNG of a few bytes that says it has four thousand million pixels."""
    return encoded(".png", room())[:16] + struct.pack(">II", 65535, 65535) + encoded(".png", room())[24:]


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (b"", "plate.kind"),
        (b"hello, I am a text file", "plate.kind"),
        (b"\x89PNG\r\n\x1a\n", "plate.kind"),
        (b"\xff\xd8\xff\xe0\x00", "plate.kind"),
        (b"II*\x00\xff\xff\xff\x7f", "plate.kind"),
        (b"II*\x00\x08\x00\x00\x00\xff\xff", "plate.kind"),
        (b"GIF89a" + bytes(40), "plate.kind"),
        (bomb(), "plate.too_large"),
        (encoded(".png", room())[:200], "plate.unreadable"),
        (encoded(".png", room()[:8, :8]), "plate.kind"),
    ],
)
def test_what_is_no_plate_says_so(tmp_path, contents, code):
    path = tmp_path / "plate.png"
    path.write_bytes(contents)
    with pytest.raises(Problem) as told:
        load(path)
    assert told.value.code == code and told.value.parameters["path"] == path


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(Problem) as told:
        load(tmp_path / "gone.png")
    assert told.value.code == "plate.missing"
    with pytest.raises(Problem) as told:
        load(tmp_path)
    assert told.value.code == "plate.unreadable", "a folder"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem) as told:
        save(tmp_path / "file" / "plate.png", deep_codes(in_light(room())))
    assert told.value.code == "plate.unwritable"


@pytest.mark.parametrize("extension", [".png", ".jpg", ".tif"])
def test_the_size_is_read_from_the_head(extension):
    assert declared_size(encoded(extension, room())) == (WIDTH, HEIGHT)
    for length in range(0, 60, 7):
        assert declared_size(encoded(extension, room())[:length]) in (None, (WIDTH, HEIGHT)), "cut short anywhere it does not fail"


def test_shapes_that_fit(tmp_path):
    path = tmp_path / "plate.png"
    path.write_bytes(encoded(".png", room()))
    plate = load(path)
    check_shape(plate, (1280, 720), path)
    check_shape(plate, (1366, 768), path)
    for upright in ((640, 480), (180, 320)):
        with pytest.raises(Problem) as told:
            check_shape(plate, upright, path)
        assert told.value.code == "plate.shape" and told.value.parameters["picture_width"] == upright[0]
    small = at_size(plate, (80, 45))
    assert small.shape == (45, 80, 4) and small.dtype == np.float32


def test_confidence_is_where_the_cloth_is():
    told = screen_confidence(screen())
    edge = WIDTH * 3 // 4
    assert told.dtype == np.float32 and told.min() >= 0 and told.max() <= 1
    assert told[:, : edge - 6].min() > 0.95, "the dark left side as well"
    assert told[:, edge + 3 :].max() == 0
    assert np.abs(np.diff(told, axis=1)).max() < 0.5, "softly over a few pixels"


def test_confidence_spares_tape_and_counts_blue():
    taped = screen()
    taped[80:100, 100:110] = (230, 230, 230)
    assert screen_confidence(taped)[84:96, 102:108].max() == 0
    blue = taped[..., [0, 2, 1]].copy()
    blue[:, : WIDTH * 3 // 4][taped[:, : WIDTH * 3 // 4, 1] < 200] = (20, 40, 170)
    assert screen_confidence(blue)[20:60, 10:200].min() > 0.95


@pytest.mark.footage
@pytest.mark.parametrize(("name", "low", "high"), [("asl_gs", 0.98, 1), ("asl_gsx", 0.67, 0.72), ("asl_room", 0, 0.001)])
def test_confidence_of_the_shared_plates(name, low, high):
    path = DATA / f"{name}_plate.png"
    if not path.is_file():
        pytest.skip("no footage here")
    assert low <= float(load(path).light[..., 3].mean()) <= high


def noisy(picture: np.ndarray, sigma: float, seed: int) -> np.ndarray:
    return np.clip(np.rint(picture + np.random.default_rng(seed).normal(0, sigma, picture.shape)), 0, 255).astype(np.uint8)


def averaged(pictures: list[np.ndarray]):
    averager = Averager()
    for at, picture in enumerate(pictures):
        averager.add(picture, at / len(pictures))
    return averager.result()


def test_noise_averages_out_and_is_known():
    made = averaged([noisy(room(), 4, seed) for seed in range(30)])
    error = deep_codes(made.light) / 257 - room().astype(float)
    assert error.std() < 4 / np.sqrt(30) * 1.15, "as good as the plain mean where nothing moves"
    assert abs(error.mean()) < 0.15
    code = 1 / 255 * 2.4 / 1.055 * in_light(room()).mean(axis=2) ** (1.4 / 2.4)
    assert 0.8 < np.median(made.noise / (4 * code)) < 1.2
    assert made.moved < 0.01 and made.disturbed == 0 and made.drift_stops < 0.02 and made.count == 30


def test_who_walks_through_leaves_no_trace():
    pictures = [noisy(room(), 2, seed) for seed in range(30)]
    for at, picture in enumerate(pictures):
        picture[30:, at * 9 : at * 9 + 60] = (20, 30, 160)
    made = averaged(pictures)
    error = np.abs(deep_codes(made.light) / 257 - room().astype(float)).max(axis=2)
    assert np.percentile(error, 99.5) < 4, "a plain mean would be off by thirty codes"
    assert made.moved > 0.3 and made.disturbed < 0.01


def test_who_stays_half_the_time_is_told():
    pictures = [noisy(room(), 2, seed) for seed in range(30)]
    for picture in pictures[::2]:
        picture[30:, 100:180] = (20, 30, 160)
    for picture in pictures[1::2]:
        picture[30:, 180:260] = (200, 30, 20)
    made = averaged(pictures)
    assert made.disturbed > 0.2 or made.moved > 0.2 or float(made.noise[60:150, 110:250].mean()) > 0.02


def test_light_that_drifts_is_undone_and_told():
    pictures = [np.clip(np.rint(room() * (1 + 0.006 * at)), 0, 255).astype(np.uint8) for at in range(30)]
    made = averaged(pictures)
    ratio = deep_codes(made.light).astype(float) / 257 / room()
    assert ratio.std() < 0.006
    assert 0.3 < made.drift_stops < 0.7, "0.17 in codes is about half a stop of light"


def test_few_pictures_and_other_sizes():
    assert np.abs(deep_codes(averaged([room()]).light) / 257 - room().astype(float)).max() < 0.51
    with pytest.raises(ValueError, match="no pictures"):
        Averager().result()
    averager = Averager()
    averager.add(room(), 0)
    with pytest.raises(ValueError, match="averaged"):
        averager.add(room()[:, :100], 0.5)


def test_every_problem_has_its_sentence():
    codes = [code for code in sentences() if code.startswith("plate.")]
    assert len(codes) > 15
    for code in codes:
        assert all(sentences()[code].get(language) for language in LANGUAGES)
