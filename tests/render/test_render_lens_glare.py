"""Light scattered by the lens: as much as was taken, wide and smooth, and nothing of it on the actor; corners by the cosine."""

from __future__ import annotations

import numpy as np
import pytest
from render_shots import PLAIN, frame, matte, noise, shot
from test_render_backdrop import scene_of

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.look import LensSettings
from vpstudio.render import curve
from vpstudio.render.renderer import Renderer
from vpstudio.render.stages.glare import Glare, levels

pytestmark = pytest.mark.gl
W, H = 256, 192


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def seen(renderer, scene, lens, alpha=0, plate=None):
    given = {"cut": "matte", "matte": matte(np.full((H, W), alpha)), "scene": scene, "set_state": scene.at(0.0)}
    look = PLAIN.model_copy(update={"lens": LensSettings(**({"bloom": 0.0, "veil": 0.0} | lens))})
    pose = CameraPose(position_m=(0.0, 0.0, 0.0))
    renderer.draw(shot(frame(noise(W, H) if plate is None else plate), look=look, pose=pose, **given))
    return curve._light(renderer.read("set")[..., :3].astype(float), look.match)


LAMP = ((4.0, -99, 99, (0.02,) * 3), (3.9, -0.1, 0.1, (16.0, 16.0, 16.0)))


def test_an_even_wall_stays_as_it_is(renderer):
    found = seen(renderer, scene_of((3.0, -99, 99, (0.18,) * 3)), {"bloom": 0.2, "veil": 0.05})
    assert np.abs(found - 0.18).max() < 0.004


def test_the_veil_lifts_black_by_its_part_of_the_mean(renderer):
    scene = scene_of((4.0, -99, 0, (0.0,) * 3), (4.1, 0, 99, (1.0,) * 3))
    found = seen(renderer, scene, {"veil": 0.04})[H // 2]
    assert found[: W // 2 - 4].mean() == pytest.approx(0.02, rel=0.15)
    assert found[W // 2 + 4 :].mean() == pytest.approx(0.98, abs=0.02)


def test_a_lamp_glows_wide_and_falls_without_a_step(renderer):
    row = seen(renderer, scene_of(*LAMP), {"bloom": 0.05})[H // 2, :, 1]
    side = row[W // 2 + 12 :]
    assert side[0] > 3 * 0.02 and side[20] > 1.2 * 0.02
    assert (np.diff(side) < 0.003).all()
    assert row[W // 2 + 12 :][:60] == pytest.approx(row[: W // 2 - 12][::-1][:60], rel=0.12, abs=0.004)


def test_the_pyramid_makes_and_loses_no_light(renderer, gl_context):
    """A lamp well inside the picture: what is left and what is added have the mean of its light, with a quarter given or made."""
    glare = Glare(renderer.kit, (W, H))
    light = np.zeros((H, W, 4), np.float32)
    light[90:98, 120:132] = 100.0
    small = np.ascontiguousarray(light.reshape(H // 4, 4, W // 4, 4, 4).mean(axis=(1, 3)))
    source = gl_context.gl.texture((W, H), 4, light.tobytes(), dtype="f4")
    quarter = gl_context.gl.texture((W // 4, H // 4), 4, small.tobytes(), dtype="f4")
    for given in (None, quarter):
        made = glare.prepare(source, LensSettings(bloom=0.1, veil=0.02), given)
        haze = np.frombuffer(made.samplers["haze"].read(), np.float16).astype(float).reshape(-1, 4)[:, 1]
        assert haze.mean() + made.uniforms["kept"] * light[..., 1].mean() == pytest.approx(light[..., 1].mean(), rel=0.01)
        assert haze.min() == pytest.approx(0.02 * light[..., 1].mean(), rel=0.05), "far off there is the veil alone"
    quarter.release()
    source.release()
    glare.release()


def test_corners_lose_the_stops_asked_for_as_the_cosine_to_the_fourth(renderer):
    """At 60 degrees across, the natural falloff of a corner is (1 + r^2)^-2."""
    lens = Intrinsics.of_view(W, H, 60.0)
    corner = ((W / 2 / lens.fx) ** 2 + (H / 2 / lens.fy) ** 2) + 1
    found = seen(renderer, scene_of((3.0, -99, 99, (0.5,) * 3), key="even"), {"vignette_ev": 2 * np.log2(corner)})[..., 1]
    assert found[0, 0] == pytest.approx(0.5 / corner**2, rel=0.04)
    side = ((W / 4 / lens.fx) ** 2 + 1) ** -2
    assert found[H // 2, W // 4] == pytest.approx(0.5 * side, rel=0.03)


def test_the_actor_has_none_of_it(renderer):
    plate = noise(W, H)
    seen(renderer, scene_of(*LAMP), {"bloom": 0.2, "veil": 0.05, "vignette_ev": 2.0}, alpha=255, plate=plate)
    assert np.array_equal(renderer.read("program"), plate)


def test_levels_end_small_and_never_below_two():
    assert levels((720, 1280))[0] == (180, 320) and min(levels((720, 1280))[-1]) <= 12
    assert len(levels((8, 8))) == 2
