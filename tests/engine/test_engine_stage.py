"""What stands behind the actor: built aside, the last wish wins, a video in step with the frames' clock."""

import threading
import time
from fractions import Fraction

import av
import numpy as np
import pytest

from vpstudio.engine import stage
from vpstudio.engine.stage import EmptyStage, SetStage, StageKeeper, build
from vpstudio.model.frame import Layout
from vpstudio.model.project import SetChoice
from vpstudio.model.scene import Scene
from vpstudio.problem import Problem


def until(condition, seconds=10.0):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_of_many_wishes_only_the_last_is_built(monkeypatch):
    """A slider dragged over twenty values while the first set is still being built: two builds, not twenty."""
    gate, built = threading.Event(), []

    def slow(choice, upload):
        built.append(choice.values["seed"])
        gate.wait(5)
        return SetStage(Scene(str(choice.values["seed"]), "t"))

    monkeypatch.setattr(stage, "build", slow)
    keeper = StageKeeper(None)
    for seed in range(20):
        keeper.want(SetChoice(kind="office", values={"seed": seed}))
    until(lambda: built)
    gate.set()
    keeper.wait(5)
    assert built == [0, 19]
    assert keeper.scene.key == "19" and keeper.ready


def test_the_angle_alone_builds_nothing(monkeypatch):
    built = []
    monkeypatch.setattr(stage, "build", lambda choice, upload: built.append(choice) or EmptyStage())
    keeper = StageKeeper(None)
    for mark in range(3):
        keeper.want(SetChoice(kind="none", mark=mark))
        keeper.wait(5)
    assert len(built) == 1


def test_a_set_that_fails_leaves_the_one_before():
    keeper = StageKeeper(None)
    keeper.want_now(SetChoice(kind="none"))
    keeper.want(SetChoice(kind="file", path="/nowhere.glb"))
    keeper.wait(5)
    assert keeper.problem is not None and keeper.at(0).scene is None
    keeper.want(SetChoice(kind="office", values={"state": "noon on Mars"}))
    until(lambda: keeper.problem is not None and keeper.problem.code == "engine.wrong_setting")
    keeper.want(SetChoice(kind="nonsense"))
    until(lambda: keeper.problem is not None and keeper.problem.code == "registry.unknown")


def write_video(path, count=10, rate=10):
    with av.open(str(path), "w") as container:
        video = container.add_stream("ffv1", rate=rate)
        video.width, video.height, video.pix_fmt = 32, 32, "yuv420p"
        for n in range(count):
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.full((32, 32, 3), n * 20, np.uint8), "rgb24")))
        container.mux(video.encode(None))
    return path


def test_a_video_behind_the_actor_keeps_step_and_loops(tmp_path):
    shown = build(SetChoice(kind="video", path=str(write_video(tmp_path / "雨.mkv"))), Layout.RGBA)
    try:
        shown.at(3.0)
        for n in (0, 1, 2, 5, 9, 10, 13, 25):
            level = int(shown.at(3.0 + n / 10 + 0.02).backdrop.upload[0][16, 16, 0])
            assert level == pytest.approx((n % 10) * 20, abs=3)
    finally:
        shown.close()


def test_a_picture_behind_the_actor(tmp_path):
    import cv2

    path = tmp_path / "背景.png"
    path.write_bytes(cv2.imencode(".png", np.full((8, 12, 3), 77, np.uint8))[1].tobytes())
    frame = build(SetChoice(kind="picture", path=str(path)), Layout.RGBA).at(0).backdrop
    assert frame.upright_size == (12, 8) and Fraction(int(frame.upload[0][0, 0, 0])) == 77


def test_what_is_no_picture_is_a_problem(tmp_path):
    (tmp_path / "a.png").write_text("x")
    with pytest.raises(Problem):
        build(SetChoice(kind="picture", path=str(tmp_path / "a.png")), Layout.RGBA)
