"""Another view than the camera's curve: OpenColorIO's ACES, the same for the set and for a log camera's plate."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest

from vpstudio.engine.developing import developed
from vpstudio.engine.set_picture import SetView, shot_of
from vpstudio.model.look import GrainSettings, LensSettings, Look, MatchSettings
from vpstudio.model.scene import Ambient, Scene
from vpstudio.render.colour.transfer import TRANSFERS
from vpstudio.render.colour.view import DISPLAY, VIEW, aces_codes
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer

COLOURS = [(0.18, 0.18, 0.18), (1.0, 1.0, 1.0), (0.5, 0.1, 0.03), (0.02, 0.05, 0.2), (4.0, 2.0, 0.6), (0.004, 0.004, 0.005)]


@pytest.mark.gl
def test_a_set_is_seen_as_opencolorio_shows_it():
    config = PyOpenColorIO.Config.CreateFromFile("ocio://cg-config-latest")
    transform = PyOpenColorIO.DisplayViewTransform(src="Linear Rec.709 (sRGB)", display=DISPLAY, view=VIEW)
    exact = config.getProcessor(transform).getDefaultCPUProcessor()
    plain = LensSettings(bloom=0, veil=0)
    context = Context.headless()
    renderer = Renderer(context, (32, 32))
    for number, colour in enumerate(COLOURS):
        scene = Scene(f"flat {number}", "F", ambient=Ambient(backdrop=colour))
        look = Look(match=MatchSettings(view="aces", defocus=0), lens=plain, grain=GrainSettings(amount=0))
        renderer.draw(shot_of(scene, SetView((32, 32), actor=False, look=look)))
        shown = renderer.read("set")[4:-4, 4:-4, :3].mean(axis=(0, 1))
        assert shown == pytest.approx(np.array(exact.applyRGB(list(colour))) * 255, abs=1.2), colour
    renderer.close()
    context.close()


def test_a_log_plate_gets_the_same_view():
    light = np.array(COLOURS[:4])
    for camera, gamut in (("slog3", "sgamut3cine"), ("logc3", "awg3")):
        from vpstudio.render.colour.gamut import to_set

        codes = TRANSFERS[camera].to_code(light @ np.linalg.inv(to_set(gamut)).T)
        assert developed(codes, camera, False, "aces") == pytest.approx(aces_codes(light), abs=1e-3)
