"""Grain as the camera was measured to have it, in each band of brightness."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from render_shots import PLAIN, frame, matte, noise, shot

from vpstudio.model.look import GrainSettings
from vpstudio.render.renderer import Renderer

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
