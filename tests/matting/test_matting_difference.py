"""The difference matter: an actor before a room whose clean plate is known."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from vpstudio.matting.base import registry
from vpstudio.matting.difference import DifferenceMatter
from vpstudio.matting.difference_room import Limits, Room, shown
from vpstudio.matting.plates import at_size, deep_codes, load, save
from vpstudio.matting.screen_light import in_light
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, Orientation
from vpstudio.problem import Problem

SIZE = WIDTH, HEIGHT = 512, 288
DATA = Path(__file__).parents[2] / "../shared/data"
UPRIGHT = Orientation()
LIMITS = Limits(5.0, 6.0, float(np.sqrt(0.6)))
JACKET, SHIRT = (30, 60, 110), (190, 60, 50)


def room() -> np.ndarray:
    """Wall, floor, a shelf with books and a lamp's gradient, uint8."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    picture = np.dstack((150 + 40 * x / WIDTH, 145 + 30 * x / WIDTH, 130 + 20 * x / WIDTH))
    picture[210:] = np.dstack((120 + 0 * x, 80 + 10 * np.sin(x / 9), 50 + 0 * x))[210:]
    for book in range(12):
        picture[60:110, 30 + book * 9 : 37 + book * 9] = (40 + 15 * book, 120 - 8 * book, 60 + 9 * book)
    return cv2.GaussianBlur(picture, (0, 0), 0.8).clip(0, 255).astype(np.uint8)


def body(at: int = 256) -> np.ndarray:
    """(h, w) float alpha of somebody who stands at ``at``."""
    alpha = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.ellipse(alpha, (at, 70), (24, 32), 0, 0, 360, 1, -1)
    cv2.ellipse(alpha, (at, 220), (58, 120), 0, 0, 360, 1, -1)
    return cv2.GaussianBlur(alpha, (0, 0), 1.0)


def seen(alpha: np.ndarray, colour=SHIRT, factors=(1.0, 1.0, 1.0), seed=0, sigma=2.0, bare=None) -> np.ndarray:
    """The actor before the room, mixed in light, by a camera that has pumped by ``factors``."""
    light = in_light(room()) if bare is None else bare
    mixed = light * (1 - alpha[..., None]) + in_light(np.array([[colour]], np.uint8)) * alpha[..., None]
    codes = deep_codes((mixed * np.array(factors, np.float32)).astype(np.float32)) / 257
    noise = np.random.default_rng(seed).normal(0, sigma, codes.shape)
    return np.clip(np.rint(codes + noise), 0, 255).astype(np.uint8)


def watched(pictures) -> list[np.ndarray]:
    made = Room(in_light(room()), LIMITS)
    return [made.see(picture) / 255 for picture in pictures]


def error(found: np.ndarray, alpha: np.ndarray) -> float:
    return float(np.abs(found - alpha).mean() * 1e3)


EMPTY = np.zeros((HEIGHT, WIDTH), np.float32)


@pytest.mark.parametrize("colour", [SHIRT, JACKET, (20, 20, 20), (240, 240, 240)])
def test_the_actor_is_cut_out(colour):
    assert error(watched([seen(body(), colour, seed=each) for each in range(3)])[-1], body()) < 4


def test_an_empty_room_is_empty():
    assert max(found.max() for found in watched([seen(EMPTY, seed=each, sigma=4) for each in range(5)])) == 0


def test_a_shadow_is_not_the_actor():
    shade = cv2.GaussianBlur(np.pad(np.full((140, 150), 0.35, np.float32), ((120, 28), (330, 32))), (0, 0), 8)
    bare = in_light(room()) * (1 - shade[..., None])
    found = watched([seen(EMPTY), seen(body(), bare=bare)])[-1]
    assert error(found, body()) < 5
    assert found[150:250, 350:470].max() < 0.2


def test_a_grey_coat_before_a_wall_is_no_shadow():
    """Merely darker than the wall, as a shadow would be, but with a contour, and hanging on a head."""
    alpha = body()
    coat = alpha * (np.arange(HEIGHT) > 110)[:, None]
    light = in_light(room()) * (1 - 0.3 * coat[..., None])
    found = watched([seen(EMPTY), seen(alpha * (np.arange(HEIGHT) <= 110)[:, None], (60, 40, 30), bare=light)])[-1]
    inside = cv2.erode((coat > 0.9).astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool)
    assert (found[inside] > 0.9).mean() > 0.9


@pytest.mark.parametrize("factors", [(1.4, 1.4, 1.4), (0.65, 0.65, 0.65), (1.15, 1.0, 0.88)])
def test_pumping_is_undone(factors):
    """The camera steps just as he comes in, and he fills a good part of the picture."""
    pictures = [seen(EMPTY, seed=1), *(seen(body(), factors=factors, seed=each) for each in range(2, 6))]
    found = watched(pictures)
    assert error(found[1], body()) < 8, "at once"
    assert error(found[-1], body()) < 5


def test_close_to_the_lens_in_the_very_first_picture():
    """He fills a third of it and the camera has pumped since the plate: nothing is known before, and still it comes right at once."""
    large = np.ascontiguousarray(cv2.resize(body(), None, fx=2.2, fy=2.2)[150 : 150 + HEIGHT, 300 : 300 + WIDTH])
    assert large.mean() > 0.3
    found = watched([seen(large, factors=(1.3, 1.3, 1.3), seed=each) for each in range(2)])
    assert error(found[0], large) < 10 and error(found[1], large) < 10
    found = watched([seen(EMPTY), seen(large)])
    assert error(found[1], large) < 10, "and in one picture after nobody"


def test_noise_and_strong_compression():
    assert error(watched([seen(body(), sigma=6, seed=each) for each in range(4)])[-1], body()) < 8
    squeezed = [
        cv2.imdecode(cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)[..., ::-1]
        for picture in (seen(EMPTY), seen(body()))
    ]
    empty, full = watched(squeezed)
    assert empty.max() == 0 and error(full, body()) < 8


def test_a_slow_drift_is_followed():
    pictures = [seen(body(), factors=(1 + 0.01 * each,) * 3, seed=each) for each in range(40)]
    assert error(watched(pictures)[-1], body()) < 5


def test_light_that_changes_in_one_place_is_learnt():
    sun = 0.10 * cv2.GaussianBlur(np.pad(np.ones((80, 100), np.float32), ((20, 188), (380, 32))), (0, 0), 20)
    pictures = [seen(EMPTY, bare=in_light(room()) * (1 + sun[..., None] * min(1, each / 60)), seed=each) for each in range(90)]
    assert watched(pictures)[-1].max() < 0.1


def test_somebody_who_stands_still_does_not_fade():
    found = watched([seen(body(), seed=each) for each in range(120)])
    assert error(found[-1], body()) < 4
    assert np.abs(found[-1] - found[-20]).mean() < 0.003


def test_gaps_between_arm_and_body_stay_open_and_pinholes_close():
    alpha = body()
    alpha[150:215, 240:275] = 0
    alpha[90:93, 255:258] = 0
    found = watched([seen(alpha)])[-1]
    assert found[165:200, 248:267].max() < 0.1, "the room seen through"
    assert found[88:95, 252:261].min() > 0.9


def test_he_is_told_from_what_hides_him():
    """A shirt of the wall's own colour between head and legs: its outline and weak differences close it, and that is told."""
    made = Room(in_light(room()), LIMITS)
    made.see(seen(body()))
    clear = made.doubt
    alpha = body()
    alpha[120:150] *= 0.06
    made.see(seen(alpha))
    assert clear < 0.02 < made.doubt


def plate_file(folder: Path) -> Path:
    return save(folder / "空镜.png", deep_codes(in_light(room())))


def frame_of(rgb, orientation=UPRIGHT, number=0) -> Frame:
    return Frame(Stamp(number, number), rgb.shape[1], rgb.shape[0], (rgb,), Layout.RGB, (rgb,), Layout.RGB, RGB_FULL, orientation)


def test_as_a_matter(tmp_path):
    matter = registry.get("difference")(DifferenceMatter.Settings(path=str(plate_file(tmp_path))))
    matter.open()
    larger = cv2.resize(seen(body()), (1280, 720), interpolation=cv2.INTER_LINEAR)
    frame = frame_of(larger, number=7)
    matte = matter.matte(frame)
    assert matte.stamp == frame.stamp and matte.matter == "difference" and not matte.final
    assert matte.alpha.shape == (HEIGHT, WIDTH) and matte.alpha.dtype == np.uint8 and not matte.alpha.flags.writeable
    assert error(matte.alpha / 255, body()) < 6
    matter.reset()
    assert np.array_equal(matter.matte(frame).alpha, matte.alpha), "the same again from the beginning"
    matter.close()


def test_a_turned_camera(tmp_path):
    """The plate is upright, the frames are not."""
    matter = DifferenceMatter(DifferenceMatter.Settings(path=str(plate_file(tmp_path))))
    delivered = np.ascontiguousarray(np.rot90(seen(body())))
    assert error(matter.matte(frame_of(delivered, Orientation(90))).alpha / 255, body()) < 6


def test_without_a_plate_and_with_the_wrong_one(tmp_path):
    with pytest.raises(Problem) as told:
        DifferenceMatter(DifferenceMatter.Settings()).open()
    assert told.value.code == "plate.none"
    with pytest.raises(Problem) as told:
        DifferenceMatter(DifferenceMatter.Settings(path=str(tmp_path / "gone.png"))).open()
    assert told.value.code == "plate.missing"
    with pytest.raises(Problem) as told:
        DifferenceMatter(DifferenceMatter.Settings(path=str(plate_file(tmp_path)))).matte(frame_of(room()[:, :300].copy()))
    assert told.value.code == "plate.shape"


def clip(path: Path, size: tuple[int, int], grey: bool = False, step: int = 1, last: int = 10**9):
    if not path.is_file():
        pytest.skip("no footage here")
    with av.open(str(path)) as container:
        for at, picture in enumerate(container.decode(video=0)):
            if at > last:
                return
            if at % step == 0:
                kind = {"format": "gray"} if grey else {"format": "rgb24", "src_colorspace": "ITU709", "dst_colorspace": "ITU709"}
                yield cv2.resize(picture.reformat(**kind).to_ndarray(), size, interpolation=cv2.INTER_AREA)


@pytest.mark.footage
def test_the_shared_room():
    """A yellow hoodie before an orange terrace, in a plate that is a twentieth brighter than the clip."""
    path = DATA / "matte/asl_room_plate.png"
    if not path.is_file():
        pytest.skip("no footage here")
    made = Room(at_size(load(path), SIZE)[..., :3], LIMITS)
    truth = list(clip(DATA / "matte/asl_room_alpha.mkv", SIZE, grey=True))
    found = [made.see(picture) for picture in clip(DATA / "matte/asl_room.mp4", SIZE)]
    assert np.mean([error(a / 255, b / 255) for a, b in zip(found, truth, strict=True)]) < 4.5
    flicker = [
        np.sqrt(np.mean(((found[i] / 255.0 - found[i - 1] / 255.0) - (truth[i] / 255.0 - truth[i - 1] / 255.0)) ** 2)) for i in range(1, 30)
    ]
    assert np.mean(flicker) * 100 < 2.0


@pytest.mark.footage
def test_a_real_empty_room_stays_empty():
    """Half a minute at ten pictures a second: nobody, then somebody in black whom the camera's exposure answers."""
    path = DATA / "footage/video/intel_one_by_one.mp4"
    pictures = list(clip(path, SIZE, step=3, last=300))
    made = Room(in_light(pictures[5]), LIMITS)
    cover = np.array([(made.see(picture) > 127).mean() for picture in pictures])
    assert cover[:15].max() == 0 and cover[70:76].max() < 0.005, "nobody before and after"
    assert 0.08 < np.median(cover[30:64]) < 0.12 and cover.max() < 0.2, "one person, no walls"


def near(part: float) -> np.ndarray:
    """(h, w) float alpha of somebody so close to the camera that he fills ``part`` of the picture."""
    alpha = np.zeros((HEIGHT, WIDTH), np.float32)
    wide = round(part * WIDTH / 2)
    alpha[:, WIDTH // 2 - wide : WIDTH // 2 + wide] = 1
    return cv2.GaussianBlur(alpha, (0, 0), 1.0)


def clothed(alpha: np.ndarray, factor: float, seed: int) -> np.ndarray:
    """Somebody near in clothes with folds: what he wears has no one ratio to the room."""
    x = np.linspace(0, 40, WIDTH, dtype=np.float32)
    folds = in_light(np.array([[SHIRT]], np.uint8)) * (1 + 0.5 * np.sin(x))[None, :, None]
    mixed = (in_light(room()) * (1 - alpha[..., None]) + folds * alpha[..., None]) * factor
    noise = np.random.default_rng(seed).normal(0, 2, mixed.shape)
    return np.clip(np.rint(deep_codes(mixed.astype(np.float32)) / 257 + noise), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("factor", [1.0, 0.8, 1.25])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.6])
def test_somebody_near_from_the_first_picture_on(part, factor):
    found = watched([clothed(near(part), factor, each) for each in range(4)])
    assert max(error(each, near(part)) for each in found) < 25


@pytest.mark.parametrize("factors", [(0.5, 0.5, 0.5), (1.2, 1.0, 0.8)])
def test_a_camera_that_pumped_before_the_first_picture(factors):
    first = watched([seen(body(), factors=factors)])[0]
    assert error(first, body()) < 8


def test_the_room_is_what_shares_one_ratio():
    light = np.sqrt(in_light(room()))
    scattered = np.random.default_rng(0).uniform(0.2, 0.9, light.shape).astype(np.float32)
    actor = near(0.6)[..., None] > 0.5
    sure, factors = shown(np.where(actor, scattered, light * np.sqrt(0.7)).astype(np.float32), light)
    assert factors == pytest.approx((0.7, 0.7, 0.7), rel=0.03)
    assert sure[~actor[..., 0]].mean() > 0.95 and sure[actor[..., 0]].mean() < 0.1


def test_a_black_picture_shows_no_room():
    sure, factors = shown(np.zeros((72, 128, 3), np.float32), np.full((72, 128, 3), 0.5, np.float32))
    assert not sure.any() and factors == (1.0, 1.0, 1.0)
