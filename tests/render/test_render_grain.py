"""Grain as the camera was measured to have it, in each band of brightness."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from render_shots import PLAIN, frame, matte, noise, shot
from test_render_backdrop import scene_of

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.look import GrainSettings
from vpstudio.optics.plate_measure import noise_bands
from vpstudio.render import curve
from vpstudio.render.renderer import Renderer
from vpstudio.scene.sets.base import registry

W, H = 256, 128
BANDS = tuple((5.0 - 0.4 * i, 3.0 - 0.2 * i, 6.0 - 0.3 * i) for i in range(8))


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


@pytest.mark.gl
@pytest.mark.parametrize("band", range(8))
@pytest.mark.parametrize("size_px", [1.0, 2.0])
def test_each_band_has_its_noise(renderer, band, size_px):
    code = band * 32 + 16
    look = PLAIN.model_copy(update={"grain": GrainSettings(how="measured", bands=BANDS, size_px=size_px, amount=0.0)})
    back = np.full((H, W, 4), code, np.uint8)
    given = {"cut": "matte", "matte": matte(np.zeros((H, W))), "backdrop": frame(back)}
    renderer.draw(shot(frame(noise(W, H)), look=look, **given))
    found = renderer.read("program")[..., :3].astype(float)
    assert found.std(axis=(0, 1)) == pytest.approx(BANDS[band], rel=0.1)
    assert abs(found.mean() - code) < 0.4


@pytest.mark.gl
def test_measured_without_a_measurement_is_the_amount(renderer):
    back = {"cut": "matte", "matte": matte(np.zeros((H, W))), "backdrop": frame(np.full((H, W, 4), 128, np.uint8))}
    pictures = []
    for how in ("amount", "measured"):
        look = PLAIN.model_copy(update={"grain": GrainSettings(how=how, amount=0.8)})
        renderer.draw(shot(frame(noise(W, H)), look=look, **back))
        pictures.append(renderer.read("program").copy())
    assert np.array_equal(*pictures)


def test_bands_are_eight_or_none():
    with pytest.raises(ValidationError):
        GrainSettings(bands=BANDS[:3])
    assert GrainSettings(**GrainSettings(bands=BANDS).model_dump(mode="json")).bands == BANDS


WEBCAM = (
    (0.62, 0.55, 0.8),
    (0.8, 0.7, 1.0),
    (1.0, 0.9, 1.3),
    (1.1, 1.0, 1.4),
    (1.1, 1.0, 1.4),
    (1.0, 0.9, 1.2),
    (0.8, 0.7, 1.0),
    (0.7, 0.6, 0.8),
)
CANDLES = tuple((6.0 - 0.4 * i, 5.0 - 0.4 * i, 8.0 - 0.5 * i) for i in range(8))
STEPS = scene_of(
    *((3.0, -1.6 + 0.4 * i, -1.2 + 0.4 * i, tuple(curve._light(np.full(3, 32.0 * i + 16), PLAIN.match))) for i in range(8)),
    key="eight steps",
)


def noise_seen(renderer, bands, scene, *, alpha=0, size_px=1.0, **given):
    """(8, 3) by the very measure that plates are measured with, from four pictures of the set."""
    look = PLAIN.model_copy(update={"grain": GrainSettings(how="measured", bands=bands, size_px=size_px, amount=0.0)})
    given = {"cut": "matte", "matte": matte(np.full((H, W), alpha)), "scene": scene, "set_state": scene.at(0.0), "floor_m": -9.0} | given
    pictures = []
    for number in range(4):
        renderer.draw(shot(frame(np.full((H, W, 4), 128, np.uint8), number=number), look=look, **given))
        pictures.append(renderer.read("program")[..., :3].copy())
    return noise_bands(pictures)[0]


@pytest.mark.gl
@pytest.mark.parametrize("bands", [WEBCAM, BANDS, CANDLES], ids=["webcam", "room", "candles"])
@pytest.mark.parametrize("size_px", [1.0, 1.8])
def test_a_rendered_set_has_the_cameras_noise_in_each_band(renderer, bands, size_px):
    """Eight steps of grey, drawn as a set: through lens, curve, over and eight bits."""
    view = {"pose": CameraPose(position_m=(0.0, 0.0, 0.0)), "intrinsics": Intrinsics(W, H, 240.0, 240.0, W / 2, H / 2)}
    found = noise_seen(renderer, bands, STEPS, size_px=size_px, **view)
    assert found / np.array(bands) == pytest.approx(1.0, abs=0.2)


@pytest.mark.gl
def test_a_real_set_has_it_too(renderer):
    """The office, which fills five of the bands or more."""
    maker = registry.get("office")
    scene = maker(maker.Settings()).build()
    renderer.resize((W, H))
    given = {"pose": CameraPose(position_m=(0.0, -2.0, 1.5)), "intrinsics": Intrinsics.of_view(W, H, 60.0)}
    found = noise_seen(renderer, BANDS, scene, **given)
    assert found[1:6] / np.array(BANDS)[1:6] == pytest.approx(1.0, abs=0.2)


@pytest.mark.gl
@pytest.mark.parametrize("alpha", [64, 128, 192, 255])
def test_where_the_actor_covers_the_set_its_noise_goes(renderer, alpha):
    """By 1 - alpha: his own half brings its own."""
    wall = scene_of((3.0, -9, 9, (0.2,) * 3), key="wall")
    found = noise_seen(renderer, CANDLES, wall, alpha=alpha, pose=CameraPose(position_m=(0.0, 0.0, 0.0)))
    band = int(renderer.read("program")[H // 2, W // 2, 1]) // 32
    around = np.interp(renderer.read("program")[..., 1].mean() / 32 - 0.5, range(8), np.array(CANDLES)[:, 1])
    assert found[band, 1] == pytest.approx(around * (1 - alpha / 255), rel=0.1, abs=0.1)
