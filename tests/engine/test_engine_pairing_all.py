"""Every way of cutting, live under load and headless: what is drawn from a frame is cut by that very frame, or the frame is not drawn."""

import sys
import threading
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "matting"))

from fakes import BarMatter, Runner, bar_at

from vpstudio.engine.channel import Channel
from vpstudio.engine.keying import Keying
from vpstudio.engine.match import match
from vpstudio.engine.mattes import bring
from vpstudio.engine.stage import Staged
from vpstudio.mailbox import Closed
from vpstudio.matting.plates import deep_codes, save
from vpstudio.matting.screen_light import in_light
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import EdgeSettings, KeySettings, Look
from vpstudio.model.project import Project, SetChoice
from vpstudio.render.renderer import Renderer

pytestmark = pytest.mark.gl
W, H, BAR = 192, 108, 24
GREEN, SKIN = (40, 170, 60), (225, 170, 150)


def left_of(number):
    return 6 + bar_at(number) % (W - BAR - 12)


def picture_of(number):
    picture = np.empty((H, W, 4), np.uint8)
    picture[...] = (*GREEN, 255)
    # With folds: one flat colour could as well be the wall in other light.
    folds = np.random.default_rng(1).integers(-18, 18, (88, BAR, 1))
    picture[10:98, left_of(number) : left_of(number) + BAR, :3] = np.clip(np.array(SKIN) + folds, 0, 255)
    noise = np.random.default_rng(number).normal(0, 1.5, (H, W, 3))
    picture[..., :3] = np.clip(picture[..., :3] + noise, 0, 255)
    return picture


class Jumping(Runner):
    """A bar that jumps 17 pixels a picture before a green screen."""

    def read(self):
        for item in super().read():
            planes = sealed(picture_of(item.stamp.number))
            yield Frame(item.stamp, W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)


class Sees(BarMatter):
    """A network that finds skin; now and then it takes ten times as long."""

    def matte(self, frame):
        made = super().matte(frame)
        return type(made)(frame.stamp, np.where(frame.upload[0][..., 0] > 128, 255, 0).astype(np.uint8), self.name)


def key_of(way, folder):
    if way == "difference":
        bare = np.broadcast_to(np.array(GREEN, np.uint8), (H, W, 3))
        return KeySettings(mode="difference", plate=str(save(folder / "plate.png", deep_codes(in_light(bare)))))
    if way == "onnx":
        pytest.importorskip("onnxruntime")
        from test_matting_onnx import red_net

        (folder / "red.onnx").write_bytes(red_net())
        return KeySettings(mode="neural", matter="onnx", matter_values={"path": str(folder / "red.onnx")})
    return KeySettings(mode=way, matter="bar")


@pytest.fixture
def load():
    """Two threads that never rest."""
    stop = threading.Event()

    def burn():
        while not stop.is_set():
            sum(range(20_000))

    threads = [threading.Thread(target=burn) for _ in range(2)]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("way", ["neural", "hybrid", "chroma", "difference", "onnx"])
@pytest.mark.parametrize("policy", ["every", "live"])
def test_offset_is_no_frame(way, policy, tmp_path, gl_context, load):
    keying = Keying(policy=policy)
    bring(keying.mattes, Sees(0.002))
    channel = Channel(Jumping(40, rate=60.0 if policy == "live" else 0.0), policy, keying, None)
    channel.key = key_of(way, tmp_path)
    project = Project(look=Look(key=channel.key, edge=EdgeSettings(light_wrap=0)), set=SetChoice(kind="none"))
    renderer = Renderer(gl_context, (W, H))
    channel.start()
    shown = []
    try:
        while True:
            paired = channel.next(timeout=30)
            number = paired.frame.stamp.number
            shown.append(number)
            if keying.mattes.problem is not None:
                continue  # still loading: a stand-in was at work
            renderer.draw(match(paired, project, Staged(), (W, H)))
            solid = np.flatnonzero(renderer.read("alpha")[54] > 200)
            if len(solid):
                assert abs(solid[0] - left_of(number)) <= 4 and abs(solid[-1] + 1 - left_of(number) - BAR) <= 4, (way, number)
    except Closed:
        channel.stop()
    finally:
        keying.close()
        renderer.close()
    assert channel.error is None
    assert shown == sorted(set(shown))
    assert len(shown) + channel.dropped == 40, "shown or counted"
    assert policy == "live" or shown == list(range(40))
