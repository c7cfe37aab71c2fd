"""The person's matte: first its bookkeeping on networks that see what the test draws, then the real models."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio.matting import mediapipe_matter
from vpstudio.matting.base import registry
from vpstudio.matting.mediapipe_matter import LANDSCAPE, MediaPipeMatter
from vpstudio.matting.models import find
from vpstudio.matting.people import LOOK_EVERY
from vpstudio.matting.quiet import hushed
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, Layout, Orientation
from vpstudio.problem import Problem

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
UPRIGHT = Orientation()


class RedSeer:
    """A network whose persons are red; it counts how often it was asked."""

    asked: dict[str, int] = {}
    blind: set[str] = set()

    def __init__(self, name: str) -> None:
        self.name, self.size = name, mediapipe_matter.INPUTS[name]

    def alpha(self, rgb: np.ndarray) -> np.ndarray:
        assert rgb.shape == (self.size[1], self.size[0], 3)
        RedSeer.asked[self.name] = RedSeer.asked.get(self.name, 0) + 1
        if self.name in RedSeer.blind:
            return np.zeros(rgb.shape[:2], np.uint8)
        return np.clip((rgb[..., 0].astype(int) - rgb[..., 1]) * 2, 0, 255).astype(np.uint8)

    def close(self) -> None:
        pass


@pytest.fixture
def seer(monkeypatch):
    monkeypatch.setattr(mediapipe_matter, "Network", RedSeer)
    RedSeer.asked, RedSeer.blind = {}, set()
    return MediaPipeMatter(MediaPipeMatter.Settings())


def scene(*boxes, size=(1280, 720)) -> np.ndarray:
    picture = np.full((size[1], size[0], 4), (90, 90, 90, 255), np.uint8)
    for left, top, right, bottom in boxes:
        picture[top:bottom, left:right] = (250, 60, 60, 255)
    return picture


def frame_of(picture, number=0, turn=UPRIGHT) -> Frame:
    size = picture.shape[1], picture.shape[0]
    return Frame(Stamp(number, number * 33_000_000), *size, (picture,), Layout.RGBA, (picture,), Layout.RGBA, orientation=turn)


def wanted(*boxes, size=(1280, 720), matte=(512, 288)) -> np.ndarray:
    alpha = np.zeros((size[1], size[0]), np.uint8)
    for left, top, right, bottom in boxes:
        alpha[top:bottom, left:right] = 255
    return cv2.resize(alpha, matte, interpolation=cv2.INTER_AREA)


def apart(alpha, other) -> float:
    return float(np.abs(alpha.astype(int) - other).mean() / 255)


def test_it_acquires_once_and_then_looks_close(seer):
    for number in range(10):
        box = (500 + 4 * number, 150, 700 + 4 * number, 720)
        matte = seer.matte(frame_of(scene(box), number))
        assert matte.alpha.shape == (288, 512) and matte.stamp.number == number and not matte.alpha.flags.writeable
        assert apart(matte.alpha, wanted(box)) < 0.004
    assert RedSeer.asked[LANDSCAPE] == 1


def test_one_who_leaps_out_of_the_crop_is_found_in_the_same_frame(seer):
    seer.matte(frame_of(scene((100, 200, 250, 700)), 0))
    for number, box in enumerate(((1000, 200, 1150, 700), (300, 100, 500, 700), (20, 400, 120, 700)), 1):
        assert apart(seer.matte(frame_of(scene(box), number)).alpha, wanted(box)) < 0.004


def test_one_who_grows_past_the_crop_is_not_cut(seer):
    for number in range(12):
        box = (560 - 40 * number, 300 - 20 * number, 720 + 40 * number, 720)
        assert apart(seer.matte(frame_of(scene(box), number)).alpha, wanted(box)) < 0.006, number


def test_a_second_person_is_seen_when_it_looks_round(seer):
    first, second = (200, 200, 350, 700), (900, 250, 1050, 700)
    for number in range(LOOK_EVERY + 25):
        boxes = (first,) if number < 5 else (first, second)
        matte = seer.matte(frame_of(scene(*boxes), number))
    assert apart(matte.alpha, wanted(first, second)) < 0.006


def test_a_model_that_misses_him_once_does_not_lose_him(seer):
    """Bug: when looking round, an empty landscape matte threw away a good track for a frame."""
    box = (500, 150, 700, 720)
    seer.matte(frame_of(scene(box), 0))
    RedSeer.blind = {LANDSCAPE}
    for number in range(1, 2 * LOOK_EVERY + 2):
        assert apart(seer.matte(frame_of(scene(box), number)).alpha, wanted(box)) < 0.004, number


def test_an_empty_room_gives_an_empty_matte_and_he_is_found_when_he_enters(seer):
    for number in range(3):
        assert not seer.matte(frame_of(scene(), number)).alpha.any()
    box = (40, 200, 240, 720)
    assert apart(seer.matte(frame_of(scene(box), 3)).alpha, wanted(box)) < 0.004


@pytest.mark.parametrize("turn", [Orientation(90), Orientation(270, True), Orientation(0, True)])
def test_the_matte_is_of_the_upright_picture(seer, turn):
    picture = scene((100, 200, 400, 500))
    matte = seer.matte(frame_of(picture, turn=turn))
    from vpstudio.matting.picture import turned

    upright = turned(wanted((100, 200, 400, 500), matte=(512, 288)), turn)
    assert matte.alpha.shape == upright.shape
    assert apart(matte.alpha, upright) < 0.004


def test_reset_forgets_where_he_was(seer):
    seer.matte(frame_of(scene((100, 200, 250, 700)), 0))
    seer.reset()
    seer.matte(frame_of(scene((100, 200, 250, 700)), 0))
    assert RedSeer.asked[LANDSCAPE] == 2


def test_a_network_that_fails_is_told_in_a_sentence(seer, monkeypatch):
    def fails(self, rgb):
        raise RuntimeError("tensor mismatch\nlong trace")

    monkeypatch.setattr(RedSeer, "alpha", fails)
    with pytest.raises(Problem) as fault:
        seer.matte(frame_of(scene()))
    assert fault.value.code == "matting.network" and fault.value.parameters["reason"] == "tensor mismatch"


def test_it_is_listed():
    assert "mediapipe" in registry.names() and "stored" not in registry.names()


def test_only_known_chatter_is_kept_off_the_terminal(capfd):
    with hushed():
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")
        os.write(2, b"E0000 something is truly wrong\n")
        os.write(2, b"W0000 inference_feedback_manager.cc:121] Feedback manager requires a model\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "E0000 something is truly wrong\nafter\n"


def test_what_was_said_before_a_failure_is_told(capfd):
    with pytest.raises(RuntimeError), hushed():
        os.write(2, b"could not load it\n")
        raise RuntimeError
    assert capfd.readouterr().err == "could not load it\n"


@pytest.fixture(scope="module")
def matter():
    try:
        find(LANDSCAPE)
    except Problem as problem:
        pytest.skip(str(problem))
    real = MediaPipeMatter(MediaPipeMatter.Settings())
    real.open()
    yield real
    real.close()


def test_the_real_models_say_nothing_on_the_terminal(capfd):
    try:
        find(LANDSCAPE)
    except Problem as problem:
        pytest.skip(str(problem))
    real = MediaPipeMatter(MediaPipeMatter.Settings())
    real.matte(frame_of(scene()))
    real.close()
    assert capfd.readouterr().err == ""


def test_the_demo_actor_is_a_person_to_it(matter):
    from vpstudio.sources.base import Wants
    from vpstudio.sources.demo import DemoActor

    for shape in ("vertical", "wide"):
        actor = DemoActor(DemoActor.Settings(shape=shape), Wants())
        matter.reset()
        for number in (0, 40, 84, 85, 140, 200):
            alpha = matter.matte(frame_of(actor.picture(number), number)).alpha
            found, true = cv2.resize(alpha, actor.size) > 127, actor.truth(number) > 127
            assert (found & true).sum() / (found | true).sum() > 0.95, (shape, number)


def test_the_same_frames_give_the_same_mattes(matter):
    from vpstudio.sources.base import Wants
    from vpstudio.sources.demo import DemoActor

    actor = DemoActor(DemoActor.Settings(), Wants())
    frames = [frame_of(actor.picture(number), number) for number in (0, 1, 80, 81)]
    runs = []
    for _ in range(2):
        matter.reset()
        runs.append([matter.matte(frame).alpha for frame in frames])
    assert all(np.array_equal(a, b) for a, b in zip(*runs, strict=True))


@pytest.mark.footage
@pytest.mark.skipif(not (DATA / "matte").is_dir(), reason="no footage here")
@pytest.mark.parametrize(("scale", "left"), [(0.6, 500), (0.6, -60), (0.35, 200), (0.35, 800)])
def test_a_small_actor_is_found_in_the_first_frame(matter, scale, left):
    """Bug: standing 0.7 as tall as the picture and less, he was not seen at all."""
    names = ("asl_gs.mp4", "asl_gs_alpha.mkv")
    picture, true = (cv2.VideoCapture(str(DATA / "matte" / name)).read()[1] for name in names)
    plate = cv2.imread(str(DATA / "matte" / "asl_room_plate.png"))
    to = np.array([[scale, 0, left], [0, scale, 720 - 720 * scale]])
    alpha = cv2.warpAffine(true[..., 0], to, (1280, 720), flags=cv2.INTER_AREA)
    weight = alpha[..., None] / 255
    bgr = np.rint(weight * cv2.warpAffine(picture, to, (1280, 720), flags=cv2.INTER_AREA) + (1 - weight) * plate).astype(np.uint8)
    matter.reset()
    made = matter.matte(frame_of(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGBA)))
    found, wanted_ = cv2.resize(made.alpha, (1280, 720)) > 127, alpha > 127
    assert (found & wanted_).sum() / (found | wanted_).sum() > 0.93
    assert made.notes["people"] == 1 and made.notes["cut_by_crop"] == 0 and 0.02 < made.notes["box"] < 0.3


@pytest.mark.footage
@pytest.mark.skipif(not (DATA / "matte").is_dir(), reason="no footage here")
@pytest.mark.parametrize(("clip", "most"), [("asl_room", 4.5), ("asl_gs", 3.5), ("asl_gsx", 4.2)])
def test_footage_mattes_are_near_the_true_alpha(matter, clip, most):
    matter.reset()
    picture, true = (cv2.VideoCapture(str(DATA / "matte" / name)) for name in (f"{clip}.mp4", f"{clip}_alpha.mkv"))
    apart_by = []
    for number in range(30):
        good, bgr = picture.read()
        assert good and true.grab()
        alpha = true.retrieve()[1][..., 0]
        found = matter.matte(frame_of(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGBA), number)).alpha
        apart_by.append(1000 * apart(cv2.resize(found, (1280, 720), interpolation=cv2.INTER_LINEAR), alpha))
    print(f"{clip}: MAD {np.mean(apart_by):.1f} x 1e-3, worst {max(apart_by):.1f}")
    assert np.mean(apart_by) < most
