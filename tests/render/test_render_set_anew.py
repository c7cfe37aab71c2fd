"""A moving set drawn picture after picture is what a fresh start draws at the same moment: nothing stays behind, nothing is frozen in."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.engine.set_picture import SetView, shot_of
from vpstudio.render.set_pass import SetPass
from vpstudio.scene.sets.base import registry

pytestmark = pytest.mark.gl

SIZE = (136, 240)


def last_of(context, scene, moments):
    """(H, W, 4) light and nearness (1 / metres) of the last moment, drawn after the others."""
    made = SetPass(context, SIZE)
    seen = shot_of(scene, SetView(SIZE, actor=False))
    for moment in moments:
        picture = made.draw(scene, scene.at(moment), seen.pose, seen.intrinsics)
    light = np.frombuffer(picture.colour.read(), "f2").reshape(SIZE[1], SIZE[0], 4)[..., :3].astype(float)
    depth = np.frombuffer(picture.depth.read(), "f4").reshape(SIZE[1], SIZE[0], 1).astype(float)
    made.release()
    return np.concatenate([np.minimum(light, 1.0), 1 / np.maximum(depth, 1.0)], axis=2)


STEPPED = (5.0, 5.4, 5.9)
STRUCK = (5.5, 5.5, 5.6, 4.3)
"""Nothing, nothing, nothing, and a flash."""


@pytest.mark.parametrize(
    ("name", "settings", "before"),
    [
        ("street", {"state": "rain"}, STEPPED),
        ("palace", {"state": "audience"}, STEPPED),
        ("cabin", {"state": "storm", "sway_deg": 0.0}, STRUCK),
    ],
)
def test_what_moves_leaves_nothing_behind(gl_context, name, settings, before):
    """Rain had stayed on walls that the layers hide wholly; headlamps had frozen into wet ground. Once the far layer has stood for two
    pictures a kept one is laid back, and lightning does not stay."""
    maker = registry.get(name)
    scene = maker(maker.Settings(**settings)).build()
    stepped, fresh = (last_of(gl_context, scene, (*moments, 6.0)) for moments in (before, ()))
    apart = np.abs(stepped - fresh).max(axis=2)
    assert (apart > 0.02).mean() < 0.001, "differs from a fresh start"
    moved = np.abs(last_of(gl_context, scene, (4.9,)) - fresh).max(axis=2)
    assert (moved > 0.02).mean() > 0.0001, "something moves"
