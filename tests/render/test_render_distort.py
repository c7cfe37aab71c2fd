"""The real lens's distortion: the set bends as the plate does, colour and masks alike, and nothing is paid where no lens was measured."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from render_shots import PLAIN, frame, matte, noise, shot
from test_render_backdrop import scene_of

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.distortion import Distortion, overscan
from vpstudio.model.look import LensSettings, MatchSettings
from vpstudio.model.scene import Scene
from vpstudio.render import curve
from vpstudio.render.renderer import Renderer
from vpstudio.render.set_pass import SetPicture
from vpstudio.render.target import Target, texture

pytestmark = pytest.mark.gl
W, H = 320, 200
LENS = Intrinsics(W, H, 240.0, 239.0, 163.0, 97.0)
BARREL = Distortion((-0.26, 0.08, 0.001, -0.002, -0.01), LENS)
PINCUSHION = Distortion((0.12, -0.03, -0.001, 0.0015, 0.0), LENS)
PERIOD = 16.0


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def opencv(distortion, points):
    """(N, 2) pinhole pixels -> where OpenCV's lens shows them, corner-based."""
    lens = distortion.lens
    rays = np.column_stack([(points - [lens.cx, lens.cy]) / [lens.fx, lens.fy], np.ones(len(points))])
    matrix = np.array([[lens.fx, 0, lens.cx], [0, lens.fy, lens.cy], [0, 0, 1]])
    return cv2.projectPoints(rays, np.zeros(3), np.zeros(3), matrix, np.array(distortion.terms))[0][:, 0]


class Waves:
    """In place of a scene: a wave of light along one axis of the set's picture, its phase counted from the unbent picture's corner."""

    def __init__(self, context, margin, axis, phase, depth=3.0):
        size = (W + 2 * margin[0], H + 2 * margin[1])
        at = np.arange(size[axis]) + 0.5 - margin[axis]
        wave = (0.4 + 0.3 * np.cos(2 * np.pi * at / PERIOD + phase)).astype("f4")
        light = np.ones((size[1], size[0], 4), "f4")
        light[..., :3] = (wave[None, :] if axis == 0 else wave[:, None])[..., None]
        self.size = size
        self.colour, self.depth = texture(context, size, 4, "f4"), texture(context, size, 1, "f4")
        self.colour.write(light)
        self.depth.write(np.full(size[::-1], depth, "f4"))

    def draw(self, scene, state, pose, lens):
        assert (lens.width, lens.height) == self.size
        return SetPicture(self.colour, self.depth, object(), True)

    def release(self):
        self.colour.release()
        self.depth.release()


def dither():
    y, x = np.mgrid[:H, :W] + 0.5
    return (52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1.0)) % 1.0 - 0.5


def drawn(renderer, distortion, **named):
    scene = named.pop("scene", None) or Scene("waves", "waves")
    look = named.pop("look", PLAIN)
    given = {"cut": "matte", "matte": matte(np.zeros((H, W))), "intrinsics": LENS, "pose": CameraPose(position_m=(0.0, 0.0, 0.0))}
    renderer.draw(shot(frame(noise(W, H)), look=look, scene=scene, set_state=scene.at(0.0), distortion=distortion, **(given | named)))


def seen_light(renderer, axis, distortion):
    """(H, W) phase of the wave at each pixel, from four pictures a quarter of a wave apart, in full precision."""
    quarters = []
    stage = renderer._backdrop
    for quarter in range(4):
        waves = Waves(renderer.context, overscan(distortion), axis, quarter * np.pi / 2)
        drawn_of = stage._drawn(waves.size)
        kept, drawn_of.scene = drawn_of.scene, waves
        drawn(renderer, distortion)
        drawn_of.scene = kept
        waves.release()
        codes = np.frombuffer(stage._view.texture.read(), "f4").reshape(H, W, 4)[..., 1] * 255 - dither()
        quarters.append(curve._light(codes, PLAIN.match))
    return np.arctan2(quarters[3] - quarters[1], quarters[0] - quarters[2])


@pytest.mark.parametrize("distortion", [BARREL, PINCUSHION], ids=["barrel", "pincushion"])
def test_end_to_end_the_set_lies_where_the_lens_model_says(renderer, distortion):
    """What each pixel shows, sent through OpenCV's lens, comes back to that pixel within 0.02 px."""
    renderer._backdrop._view = Target(renderer.context, (W, H), (4, "f4"), linear=True)
    v, u = np.mgrid[:H, :W] + 0.5
    wanted = distortion.sources(np.stack([u, v], -1))
    found = np.empty_like(wanted)
    for axis in (0, 1):
        phase = seen_light(renderer, axis, distortion)
        off = (phase * PERIOD / (2 * np.pi) - wanted[..., axis] + PERIOD / 2) % PERIOD - PERIOD / 2
        found[..., axis] = wanted[..., axis] + off
    back = opencv(distortion, found[4:-4:7, 4:-4:7].reshape(-1, 2))
    error = np.linalg.norm(back - np.stack([u, v], -1)[4:-4:7, 4:-4:7].reshape(-1, 2), axis=1)
    assert np.linalg.norm(wanted - np.stack([u, v], -1), axis=-1).max() > 8, "there is something to bend"
    assert error.max() < 0.02


def place_of_edge(part, rows, near):
    """Where in each row ``part`` goes from 0 to 1, looked for within eight pixels."""
    ends = (near + 8).astype(int)
    return np.array([end - part[row, end - 16 : end].sum() for row, end in zip(rows, ends, strict=True)])


def corner(light, x, z, key):
    """The edges of a card whose left and lower border meet the axis' point (x, z) at 2 m, before black."""
    return scene_of((2.0, x, 99, light), key=key)


@pytest.mark.parametrize("distortion", [BARREL, PINCUSHION], ids=["barrel", "pincushion"])
@pytest.mark.parametrize("x", [-1.1, 0.9])
def test_an_edge_of_a_set_is_bent_and_its_mask_with_it(renderer, distortion, x):
    """A straight upright edge of a card before the actor: in each row it is where OpenCV says, as colour and as cover."""
    scene = corner((0.18,) * 3, x, 0, f"edge {x}")
    drawn(renderer, distortion, scene=scene, actor_depth_m=3.0, floor_m=-99.0, intrinsics=LENS)
    seen = np.frombuffer(renderer._backdrop._view.texture.read(), np.uint8).reshape(H, W, 4).astype(float)
    light = curve._light(seen[..., 1], PLAIN.match) / 0.18
    rows = np.arange(20, H - 20, 20)
    pinhole = LENS.cx + LENS.fx * x / 2
    heights = np.linspace(-40, H + 40, 2001)
    bent = opencv(distortion, np.column_stack([np.full(2001, pinhole), heights]))
    wanted = np.interp(rows + 0.5, bent[:, 1], bent[:, 0])
    colour, cover = (place_of_edge(part, rows, wanted) - wanted for part in (light, seen[..., 3] / 255))
    # The edge lies between two pixels of the straight picture, so that neither its samples nor its depth move it.
    assert np.abs(cover).max() < 0.02 and np.abs(colour).max() < 0.12  # dithered codes
    assert np.ptp(wanted) > 1


def test_corners_that_a_barrel_shows_beyond_the_pinhole_are_there(renderer):
    drawn(renderer, BARREL, scene=scene_of((3.0, -99, 99, (0.18,) * 3), key="wall"))
    assert np.abs(renderer.read("set")[..., :3].astype(int) - 118).max() <= 1
    assert min(overscan(BARREL)) > 10


@pytest.mark.parametrize("blur", [0.6, 3.0, 12.0])
def test_what_is_soft_is_bent_too(renderer, blur):
    """The middle of a soft edge lies where the sharp one did, at full, half and quarter size."""
    soft = PLAIN.model_copy(update={"match": MatchSettings(defocus=blur / 20)})
    scene = corner((0.18,) * 3, 2.7, 0, "far edge")
    places = []
    for look in (PLAIN, soft):
        drawn(renderer, BARREL, scene=scene, look=look, actor_depth_m=0.5, floor_m=-99.0)
        light = curve._light(renderer.read("set")[..., 1].astype(float), look.match)
        places.append([W - (light[row] / 0.18).sum() for row in range(30, H - 30, 20)])
    assert np.abs(np.subtract(*places)).max() < 0.35


def test_a_straight_lens_costs_nothing(renderer):
    scene = scene_of((3.0, -99, 99, (0.18,) * 3), key="wall")
    drawn(renderer, BARREL, scene=scene)
    bent_size = renderer._backdrop._set.size
    drawn(renderer, None, scene=scene)
    assert bent_size[0] > W and renderer._backdrop._set.size == (W, H) and renderer._backdrop._bend._map is None
    first = renderer.read("set").copy()
    straight = Distortion((0.0, 0.0, 0.0, 0.0, 0.0), LENS)
    drawn(renderer, straight, scene=scene)
    assert np.abs(renderer.read("set").astype(int) - first).max() <= 1


def test_glow_and_corners_follow(renderer):
    """With glow, veil and darker corners on, a bent even wall stays even but for the corners."""
    look = PLAIN.model_copy(update={"lens": LensSettings(bloom=0.1, veil=0.02, vignette_ev=0.0)})
    drawn(renderer, BARREL, scene=scene_of((3.0, -99, 99, (0.18,) * 3), key="wall"), look=look)
    assert np.abs(renderer.read("set")[..., :3].astype(int) - 118).max() <= 1
