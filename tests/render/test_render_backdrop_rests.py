"""On a processor that is too slow, what moves of itself behind a standing camera moves every second picture; nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vpstudio.engine.set_picture import SetView, shot_of
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer
from vpstudio.render.stages import backdrop
from vpstudio.scene.sets.base import registry

pytestmark = pytest.mark.gl
VIEW = SetView((90, 160), actor=False)


@pytest.fixture(scope="module")
def scene():
    maker = registry.get("car")
    return maker(maker.Settings()).build()


def seen(scene, live, times, pan=lambda n: 0.0):
    context = Context.headless()
    if not context.software:
        pytest.skip("a graphics card never rests")
    renderer = Renderer(context, VIEW.size, live=live)
    pictures = []
    for number, time_s in enumerate(times):
        renderer.draw(shot_of(scene, replace(VIEW, time_s=time_s, pan_deg=pan(number))))
        pictures.append(renderer.read("set").copy())
    renderer.close()
    context.close()
    return [not np.array_equal(a, b) for a, b in zip(pictures, pictures[1:], strict=False)]


TIMES = [n * 0.2 for n in range(7)]


def test_a_slow_set_moves_every_second_picture(scene, monkeypatch):
    monkeypatch.setattr(backdrop, "SLOW_S", 0.0)
    changed = seen(scene, True, TIMES)
    assert changed[1:] in ([True, False] * 2 + [True], [False, True] * 2 + [False]), changed


def test_a_moving_camera_a_fast_machine_and_a_file_never_rest(scene, monkeypatch):
    monkeypatch.setattr(backdrop, "SLOW_S", 0.0)
    assert all(seen(scene, False, TIMES)), "files show every picture"
    assert all(seen(scene, True, TIMES, lambda n: 0.5 * n))
    monkeypatch.setattr(backdrop, "SLOW_S", 60.0)
    assert all(seen(scene, True, TIMES))
