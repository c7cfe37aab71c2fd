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
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.renderer import Renderer
from vpstudio.render.stages import viewing
from vpstudio.render.target import Target

VIEWED = """
#include "lib/viewed.glsl"
uniform sampler2D light;
out vec4 result;
void main() { result = vec4(coded(texelFetch(light, ivec2(gl_FragCoord.xy), 0).rgb), 1.0); }
"""
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


STOPS = np.linspace(-10, 7, 12)
WIDE = [np.array(hue) * 0.18 * 2.0**stop for hue in ((1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0.02, 1), (1, 0.6, 0.1)) for stop in STOPS]


@pytest.mark.gl
def test_opencolorios_own_text_and_its_table_agree(gl_context, monkeypatch):
    """Machines with a graphics card run the text: a tenth of a code from OpenColorIO's CPU at most, from black to seven stops over
    grey, pure primaries included. The table that processors read is close enough that nobody sees which it was."""
    light = np.array(WIDE, np.float32).reshape(1, -1, 3)
    exact = aces_codes(light).reshape(-1, 3) * 255
    kit = Kit.of(gl_context)
    source = gl_context.gl.texture((light.shape[1], 1), 3, light.tobytes(), alignment=4, dtype="f4")
    target = Target(gl_context, (light.shape[1], 1), (4, "f4"))
    shown = {}
    for cheap in (True, False):
        monkeypatch.setattr(viewing, "exact_is_cheap", lambda context, cheap=cheap: cheap)
        stage = viewing.ViewingStage(gl_context)
        inputs = stage.prepare(MatchSettings(view="aces")) | Inputs({"light": source}, viewing.curved(MatchSettings()).uniforms)
        kit.run("view", VIEWED, target.framebuffer, inputs)
        shown[cheap] = np.frombuffer(target.texture.read(), "f4").reshape(-1, 4)[:, :3] * 255
        stage.release()
    assert np.abs(shown[True] - exact).max() < 0.1
    assert np.abs(shown[False] - exact).mean() < 0.2 and np.abs(shown[False] - exact).max() < 1.5
    for each in (source, target, kit):
        each.release()


def test_light_is_left_as_it_was():
    light = np.array(COLOURS, np.float32)
    aces_codes(light)
    assert light == pytest.approx(np.array(COLOURS, np.float32)), "codes had been written over it"


def test_a_log_plate_gets_the_same_view():
    light = np.array(COLOURS[:4])
    for camera, gamut in (("slog3", "sgamut3cine"), ("logc3", "awg3")):
        from vpstudio.render.colour.gamut import to_set

        codes = TRANSFERS[camera].to_code(light @ np.linalg.inv(to_set(gamut)).T)
        assert developed(codes, camera, False, "aces") == pytest.approx(aces_codes(light), abs=1e-3)
