"""The matte bench end to end on tiny clips: it finds them, scores what it should, and says what is not there."""

import dataclasses
import json

import cv2
import numpy as np
import pytest

from vpstudio.bench import clips, matte, matte_contenders, metrics, sheets, simulated_camera, variants
from vpstudio.problem import Problem

W, H, COUNT = 192, 108, 6


def actor(number):
    alpha = np.zeros((H, W), np.uint8)
    cv2.ellipse(alpha, (70 + 4 * number, 40), (16, 20), 0, 0, 360, 255, -1)
    cv2.rectangle(alpha, (45 + 4 * number, 58), (95 + 4 * number, H), 255, -1)
    return cv2.GaussianBlur(alpha, (0, 0), 1)


@pytest.fixture
def folder(tmp_path):
    plate = np.broadcast_to(np.array((40, 160, 60), np.uint8), (H, W, 3))
    alphas = [actor(n) for n in range(COUNT)]
    skin = variants.light_of(np.array((200, 150, 130), np.uint8))
    green = variants.light_of(plate)
    pictures = [
        np.rint(variants.code_of(skin * (a[..., None] / 255) + green * (1 - a[..., None] / 255)) * 255).astype(np.uint8) for a in alphas
    ]
    clips.written(tmp_path / "片段", "walk", pictures, alphas)
    sheets.save(tmp_path / "片段" / "walk_plate.png", plate)
    return tmp_path / "片段"


def test_a_folder_is_read(folder):
    (clip,) = clips.found(folder)
    assert clip.name == "walk" and clip.plate is not None
    assert len(clip.rgb()) == len(clip.alpha()) == COUNT and clip.rgb()[0].shape == (H, W, 3)
    assert (clip.alpha()[2] == actor(2)).all(), "the truth is kept without loss"


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_clips_is_told(tmp_path, name):
    with pytest.raises(Problem) as caught:
        clips.found(tmp_path / name)
    assert caught.value.code == "bench.no_clips"


@pytest.mark.gl
def test_ours_is_scored_by_the_live_path(folder, tmp_path):
    figures = matte.bench(folder, lambda text: None, alone=True, camera=True, pictures=tmp_path / "sheets")
    told = figures["clips"]["walk"]
    ours = told["vpstudio"]
    assert ours["key"] == "hybrid" and ours["offset"] == 0
    assert 0 < ours["MAD"] < 25 and ours["ms"] > 0 and ours["spill"] < 4
    assert {"vpstudio", "vpstudio, plate shot", "through a camera"} == set(told)
    assert told["through a camera"]["times"] == pytest.approx(told["through a camera"]["MAD"] / ours["MAD"], rel=0.01)
    assert set(told["through a camera"]["times_each"]) == {"MAD", "MSE", "Grad", "Conn", "dtSSD"}
    assert json.loads(json.dumps(figures)) == figures
    looked = sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert looked[1:] == ["walk_first.jpg", "walk_middle.jpg", "walk_worst.jpg"]


def test_the_usual_guided_filter_follows_the_edge(folder):
    """A matte that is blurred wide takes the picture's own edge again, though what the blur spread stays about it."""
    (clip,) = clips.found(folder)
    picture, truth = clip.rgb(1)[0], clip.alpha(1)[0]
    wide = cv2.GaussianBlur(truth, (0, 0), 4)
    better = matte_contenders._guided(picture, wide, radius=8, step=1)
    before, after = (metrics.grad(metrics.unit(each), metrics.unit(truth)) for each in (wide, better))
    assert after < 0.5 * before


def test_the_usual_guided_filter_gives_back_what_is_linear_in_the_picture():
    """He, Sun and Tang: with next to no eps an alpha that is a linear function of the colours comes out as it went in."""
    random = np.random.default_rng(2)
    picture = cv2.GaussianBlur(random.integers(0, 256, (H, W, 3)).astype(np.uint8), (0, 0), 3)
    picture = cv2.normalize(picture, None, 0, 255, cv2.NORM_MINMAX)
    alpha = np.rint(picture.astype(np.float32) @ np.array((0.5, 0.3, 0.2), np.float32)).astype(np.uint8)
    found = matte_contenders._guided(picture, alpha, radius=8, step=1, eps=1e-7)
    assert np.abs(found.astype(int) - alpha).max() <= 1
    assert np.ptp(alpha) > 60


@pytest.mark.skipif(not matte_contenders.has_ffmpeg(), reason="no ffmpeg here")
def test_ffmpegs_chromakey_is_a_contender(folder):
    (clip,) = clips.found(folder)
    colour = tuple(float(part) for part in variants.light_of(np.array((40, 160, 60), np.uint8)))
    cutting = matte_contenders.ffmpeg_chromakey(clip, colour, clip.alpha())
    assert len(cutting.alpha) == COUNT
    assert np.mean([np.abs(a.astype(int) - t).mean() for a, t in zip(cutting.alpha, clip.alpha(), strict=True)]) < 25


def test_a_simulated_camera_halos_and_forgets_slowly():
    edge = np.full((64, 64, 3), 90, np.uint8)
    edge[:, 32:] = 180
    still = simulated_camera.Camera(curve=0, noise=0, reduce=0, quality=98)
    sharp = next(simulated_camera.through(still, [edge]))
    assert sharp[32, 33].mean() > sharp[32, 60].mean() + 5 and sharp[32, 30].mean() < sharp[32, 4].mean() - 5
    noisy = simulated_camera.Camera(halo=0, curve=0, noise=0.02, reduce=0.8, quality=98)
    seen = list(simulated_camera.through(noisy, [edge] * 8))
    assert seen[7][:, 40:].std() < 0.7 * seen[0][:, 40:].std(), "noise reduction over time"
    pumping = list(simulated_camera.through(simulated_camera.Camera(noise=0, pump=0.5), [edge] * 12))
    assert pumping[11].mean() > pumping[0].mean() + 10


def test_variants_are_new_clips_of_the_same_actor(folder, tmp_path):
    (clip,) = clips.found(folder)
    made = variants.made(clip, tmp_path / "more")
    assert {each.name for each in made} == {*variants.SCREENS, "small", "fast", "mirrored", "partial", "room", "room_small"}
    blue = next(each for each in made if each.name == "blue")
    corner = blue.rgb(1)[0][4:20, 4:20].reshape(-1, 3).mean(axis=0)
    assert corner[2] > corner[1] + 40 > corner[0]
    assert np.abs(blue.alpha(1)[0].astype(int) - actor(0)).max() <= 1
    assert [each.name for each in clips.found(tmp_path / "more")] == sorted(each.name for each in made)
    turned = next(each for each in made if each.name == "mirrored")
    assert np.abs(turned.alpha(1)[0].astype(int) - actor(0)[:, ::-1]).max() <= 1


def test_variants_come_with_the_plate_behind_them(folder, tmp_path):
    (clip,) = clips.found(folder)
    for each in variants.made(clip, tmp_path / "more"):
        plate = cv2.imdecode(np.fromfile(each.plate, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
        bare = each.alpha(1)[0] == 0
        assert plate.shape == (H, W, 3)
        assert np.abs(each.rgb(1)[0][bare].astype(int) - plate[bare]).mean() < 6, each.name


def test_variants_are_made_of_a_room_where_there_is_one(folder):
    (clip,) = clips.found(folder)
    room = dataclasses.replace(clip, name="a_room")
    bare = dataclasses.replace(clip, name="b_room", plate=None)
    assert variants.source_of([clip, bare, room]) is room
    assert variants.source_of([bare, clip]) is clip
    assert variants.source_of([bare]) is None


def test_the_screen_says_what_colour_spills(folder, tmp_path):
    (clip,) = clips.found(folder)
    made = {each.name: each for each in variants.made(clip, tmp_path / "more")}
    assert [matte.kind_of(made[name]) for name in ("blue", "green", "room")] == ["blue", "green", "green"]


def test_a_camera_turns_the_clip_and_keeps_its_alpha(folder, tmp_path):
    (clip,) = clips.found(folder)
    calm = simulated_camera.filmed(clip, tmp_path / "calm")
    wandering = dataclasses.replace(simulated_camera.PUMPING, pump=0.8)
    pumping = simulated_camera.filmed(clip, tmp_path / "pumping", wandering)
    for each in (calm, pumping):
        assert all((a == b).all() for a, b in zip(each.alpha(), clip.alpha(), strict=True))
    screen = [[picture[:20, :20].mean() for picture in each.rgb()] for each in (calm, pumping)]
    assert np.ptp(screen[1]) > np.ptp(screen[0]) + 5, "its exposure wanders"


def test_a_sheet_shows_the_worst_place_at_twice_its_size():
    truth = np.zeros((540, 960), np.uint8)
    alpha = truth.copy()
    alpha[400:440, 700:740] = 255
    x, y = sheets.wrongest(alpha, truth)
    assert 700 <= x < 740 and 400 <= y < 440
    rgb, fill = np.zeros((540, 960, 3), np.uint8), np.dstack([alpha] * 4)
    picture = sheets.sheet(rgb, truth, alpha, fill, worst=True)
    cell = picture.shape[0] // 4
    error = picture[3 * cell :, : sheets.WIDE]
    assert np.count_nonzero(error[..., 0] > 250) == 4 * 40 * 40
