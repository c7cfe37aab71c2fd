"""The colour-difference keyer: against numpy, against a known alpha, and what it leaves of the screen."""

from __future__ import annotations

import numpy as np
import pytest
from render_shots import PLAIN, frame, shot, to_code, to_light

from vpstudio.model.look import EdgeSettings, KeySettings
from vpstudio.render.renderer import Renderer

pytestmark = pytest.mark.gl
W, H = 160, 120
GREEN, BLUE = (0.05, 0.33, 0.07), (0.04, 0.09, 0.35)


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def look_of(screen, despill=0.0, **values):
    return PLAIN.model_copy(
        update={"key": KeySettings(values={"screen": screen, **values}), "edge": EdgeSettings(light_wrap=0.0, despill=despill)}
    )


def coded(light):
    codes = np.full((*light.shape[:2], 4), 255, np.uint8)
    codes[..., :3] = (to_code(light) * 255).round()
    return codes


def disc(soft=10.0):
    yy, xx = np.mgrid[0:H, 0:W]
    return np.clip((36 - np.hypot(yy - 60, xx - 80)) / soft + 0.5, 0, 1)


def actor():
    """Skin, cloth and hair in bands, all without the screen's colour."""
    light = np.empty((H, W, 3))
    light[:45], light[45:80], light[80:] = (0.45, 0.27, 0.20), (0.12, 0.10, 0.14), (0.03, 0.024, 0.02)
    return light


def keyed(renderer, light, look, back=None):
    backdrop = frame(back) if back is not None else None
    renderer.draw(shot(frame(coded(light)), cut="key", look=look, backdrop=backdrop))
    return renderer.read("alpha") / 255.0


def uneven(colour):
    """A cloth lit from one side, with folds: 1.6 stops from end to end."""
    yy, xx = np.mgrid[0:H, 0:W]
    return np.array(colour) * (0.6 + 0.9 * xx / W + 0.08 * np.sin(xx / 9 + yy / 30))[..., None]


@pytest.mark.parametrize("screen", [GREEN, BLUE])
def test_the_formula_on_flat_patches(renderer, screen):
    """alpha = 1 - k(I) / k(C), clipped; patches large enough that no neighbour is in the smoothed copy."""
    rng = np.random.default_rng(3)
    light = np.kron(rng.uniform(0.0, 0.5, (H // 20, W // 20, 3)), np.ones((20, 20, 1)))
    look = look_of(screen, unevenness=0.0, balance=0.7, black_clip=0.1, white_clip=0.9)
    found = keyed(renderer, light, look)
    codes = to_light(coded(light)[..., :3] / 255)
    own, others = (1, [0, 2]) if screen is GREEN else (2, [0, 1])

    def surplus(x):
        return x[..., own] - 0.3 * x[..., others].min(-1) - 0.7 * x[..., others].max(-1)

    wanted = np.clip((1 - surplus(codes) / surplus(np.array(screen)) - 0.1) / 0.8, 0, 1)
    centre = (slice(10, None, 20), slice(10, None, 20))
    mixed = (wanted > 0) & (wanted < 1)
    assert mixed[centre].any()
    assert np.abs(found - wanted)[centre].max() <= 1.5 / 255


@pytest.mark.parametrize("screen", [GREEN, BLUE])
def test_known_alpha_on_an_uneven_screen(renderer, screen):
    truth = disc()
    noise = np.random.default_rng(1).normal(0, 0.004, (H, W, 3))
    light = np.clip(actor() * truth[..., None] + uneven(screen) * (1 - truth[..., None]) + noise, 0, 1)
    found = keyed(renderer, light, look_of(screen))
    assert np.abs(found - truth).mean() <= 0.03
    assert (found[truth == 1] > 0.97).mean() > 0.99
    assert found[truth == 0].mean() < 0.005


def test_the_screen_is_found_behind_the_actor(renderer):
    """Where the actor stands the bare screen comes from round him, brighter where it is brighter."""
    truth = disc()[..., None]
    keyed(renderer, actor() * truth + uneven(GREEN) * (1 - truth), look_of(GREEN))
    target = renderer._cutout._clean._targets["clean"]
    clean = np.frombuffer(target.texture.read(), np.float16).reshape(*target.size[::-1], 4).astype(float)
    rows, columns = clean.shape[:2]
    wanted = uneven(GREEN)[rows // 2 * 16, :, 1].reshape(columns, -1).mean(-1)
    assert np.abs(clean[rows // 2, :, 1] / wanted - 1).max() < 0.30
    assert clean[rows // 2, 0, 1] < clean[rows // 2, -1, 1]


def test_no_screen_in_sight_falls_back_to_the_colour_given(renderer):
    found = keyed(renderer, np.full((H, W, 3), (0.4, 0.25, 0.2)), look_of(GREEN))
    assert (found == 1).all()


def test_the_actors_colour_comes_back_exactly(renderer):
    """I = F alpha + C (1 - alpha) on an even screen and black behind leaves F alpha."""
    truth = disc()[..., None]
    colour = np.array((0.40, 0.24, 0.18))
    light = colour * truth + np.array(GREEN) * (1 - truth)
    keyed(renderer, light, look_of(GREEN, black_clip=0.0, white_clip=1.0, denoise=0.0, unevenness=0.0, balance=0.5))
    alpha = renderer.read("alpha")[..., None] / 255.0
    found = to_light(renderer.read("program")[..., :3] / 255.0)
    assert np.abs(found - np.maximum(0, light + np.array(GREEN) * (alpha - 1)))[alpha[..., 0] > 0].max() < 0.006


def test_no_green_is_left_at_the_edge_and_no_magenta_comes(renderer):
    truth = disc(16)
    spill = actor() + np.array((0.0, 0.08, 0.0)) * truth[..., None]
    light = spill * truth[..., None] + uneven(GREEN) * (1 - truth[..., None])
    back = np.full((H, W, 4), 110, np.uint8)
    keyed(renderer, light, look_of(GREEN, despill=1.0), back)
    found = renderer.read("program")[..., :3].astype(int)
    edge = (truth > 0.02) & (truth < 0.98)
    assert (found[..., 1] - found[..., [0, 2]].max(-1))[edge].max() <= 4
    assert (found[..., [0, 2]].mean(-1) - found[..., 1])[edge].max() <= 40  # skin itself is that far from grey


def test_despill_keeps_luminance_and_never_turns_magenta(renderer):
    light = np.full((H, W, 3), (0.20, 0.30, 0.15))
    keyed(renderer, light, look_of((0.02, 0.5, 0.03), despill=1.0, white_clip=0.5))
    assert (renderer.read("alpha") == 255).all()
    found = to_light(renderer.read("program")[60, 80, :3] / 255.0)
    weights = np.array([0.2126, 0.7152, 0.0722])
    before = to_light(coded(light)[60, 80, :3] / 255.0)
    assert weights @ found == pytest.approx(weights @ before, abs=0.004)
    assert found[1] <= max(found[0], found[2]) + 0.004
    assert (found[0] + found[2]) / 2 - found[1] <= 6 / 255


def test_yellow_clothes_stay_yellow(renderer):
    light = np.full((H, W, 3), (0.55, 0.42, 0.04))
    found = keyed(renderer, light, look_of(GREEN, despill=1.0))
    assert found.min() > 0.85


def test_clips_of_the_look_act_on_the_key(renderer):
    truth = disc(30)[..., None]
    light = np.array((0.4, 0.24, 0.18)) * truth + np.array(GREEN) * (1 - truth)
    plain = keyed(renderer, light, look_of(GREEN))
    look = look_of(GREEN)
    look = look.model_copy(update={"edge": look.edge.model_copy(update={"black_clip": 0.3, "white_clip": 0.7})})
    assert np.abs(keyed(renderer, light, look) - np.clip((plain - 0.3) / 0.4, 0, 1)).max() < 0.02
