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
    """(H, W, 3) light of the last moment, drawn after the others."""
    made = SetPass(context, SIZE)
    seen = shot_of(scene, SetView(SIZE, actor=False))
    for moment in moments:
        picture = made.draw(scene, scene.at(moment), seen.pose, seen.intrinsics)
    light = np.frombuffer(picture.colour.read(), "f2").reshape(SIZE[1], SIZE[0], 4)[..., :3].astype(float)
    made.release()
    return np.minimum(light, 1.0)


@pytest.mark.parametrize(("name", "state"), [("street", "rain"), ("palace", "audience")])
def test_what_moves_leaves_nothing_behind(gl_context, name, state):
    """Rain had stayed on walls that the layers hide wholly; headlamps had frozen into wet ground."""
    maker = registry.get(name)
    scene = maker(maker.Settings(state=state)).build()
    stepped, fresh = (last_of(gl_context, scene, moments) for moments in ((3.0, 3.4, 3.9, 4.0), (4.0,)))
    apart = np.abs(stepped - fresh).max(axis=2)
    assert (apart > 0.02).mean() < 0.001, "differs from a fresh start"
    moved = np.abs(last_of(gl_context, scene, (4.6,)) - fresh).max(axis=2)
    assert (moved > 0.02).mean() > 0.0001, "something moves"
