"""Snow falls round and round without a seam, costs its share, and leaves a set without snow as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.scene.builder import unlit
from vpstudio.scene.lightbake.apply import fits
from vpstudio.scene.lightbake.store import name_of
from vpstudio.scene.sets.base import registry
from vpstudio.scene.snow import FLAKES, TALL_M, unsnowed

SETS = {"street": {}, "quay": {}, "palace": {"place": "court"}}


def built(name, **values):
    maker = registry.get(name)
    with unlit():
        return maker(maker.Settings(**(SETS[name] | values))).build()


def flakes(scene):
    return next((mesh for mesh in scene.meshes if mesh.name == "snow"), None)


@pytest.mark.parametrize("name", SETS)
def test_no_snow_is_the_set_as_it_was(name):
    """Its key too: bakes that were made before there was snow still fit."""
    scene, snowy = built(name), built(name, snow=0.6)
    assert flakes(scene) is None and "snow" not in scene.key
    assert not any("snow" in material.values for material in scene.materials)
    for before, after in zip(scene.meshes, snowy.meshes[:-1], strict=True):
        assert np.array_equal(before.positions, after.positions) and np.array_equal(before.indices, after.indices)
    assert snowy.key != scene.key and unsnowed(snowy.key) == scene.key and name_of(snowy) == name_of(scene)


def test_light_that_was_baked_without_snow_serves_with_it():
    from vpstudio.model.baked import Baked

    scene, snowy = built("street"), built("street", snow=0.3)
    baked = Baked(scene.key, np.zeros((1, 1, 4), np.float16), {}, None, 1)
    assert fits(snowy, baked) and not fits(replace(snowy, key="another snow 0.3"), baked)
    assert unsnowed('street {"sign":"let it snow 0.5"}') == 'street {"sign":"let it snow 0.5"}'


@pytest.mark.parametrize("name", SETS)
def test_amount_says_how_many_fall(name):
    counts = {amount: len(flakes(built(name, snow=amount)).positions) // 4 for amount in (0.25, 1.0)}
    assert counts == {0.25: FLAKES // 4, 1.0: FLAKES}


@pytest.mark.parametrize("name", SETS)
def test_flakes_fall_whole_times_in_the_loop_at_about_a_metre_a_second(name):
    scene = built(name, snow=1.0)
    phase, falls, radius_mm, _ = flakes(scene).colours[::4].T
    assert np.array_equal(falls, np.round(falls)) and falls.min() >= 1 and phase.min() >= 0 and phase.max() <= 1
    speed = falls * TALL_M / scene.loop_s
    assert speed.min() > 0.6 and 0.8 < speed.mean() < 1.5 and speed.max() < 2.2
    assert radius_mm.min() > 1 and radius_mm.max() < 9 and np.median(radius_mm) < 4, "most are fine"
    assert scene.at(0).key == scene.at(scene.loop_s).key and scene.at(scene.loop_s).time_s == 0


def test_none_falls_through_the_roof():
    scene = built("palace", snow=1.0)
    from vpstudio.scene.palace_court import PORCH, REACH

    assert flakes(scene).positions[:, 1].max() <= PORCH - REACH
    assert flakes(built("palace", snow=1.0, place="hall")) is None


def test_the_same_seed_falls_the_same():
    first, again, other = built("quay", snow=0.5), built("quay", snow=0.5), built("quay", snow=0.5, seed=9)
    assert np.array_equal(flakes(first).positions, flakes(again).positions) and np.array_equal(flakes(first).colours, flakes(again).colours)
    assert not np.array_equal(flakes(first).positions, flakes(other).positions)


@pytest.fixture(scope="module")
def draw():
    from vpstudio.problem import Problem
    from vpstudio.render.context import Context
    from vpstudio.render.set_pass import SetPass

    try:
        context = Context.headless()
    except Problem as problem:
        pytest.skip(str(problem))
    width, height = 144, 256
    made, lens = SetPass(context, (width, height)), Intrinsics(width, height, 300, 300, width / 2, height / 2)

    def drawn(scene, state, tilt=0.0):
        mark = scene.marks[0]
        pose = CameraPose.of_angles((mark.position_m[0], mark.position_m[1] - 2.0, 1.5), mark.pan_deg, tilt, 0)
        picture = made.draw(scene, state, pose, lens)
        return np.frombuffer(picture.colour.read(), "f2").reshape(height, width, 4).astype(float)[..., :3]

    yield drawn
    made.release()
    context.close()


@pytest.mark.gl
def test_flakes_are_seen_and_move_and_come_round(draw):
    """Falling alone: snow against the same picture with every flake taken away; at loop_s the shader is where it was at 0."""
    scene = built("palace", snow=1.0, state="night", practicals=False)
    bare = replace(scene, key="bare", nodes=tuple(replace(node, meshes=()) if node.name == "snow" else node for node in scene.nodes))
    empty, first = draw(bare, bare.at(0)), draw(scene, scene.at(0))
    seen = np.abs(first - empty).max(axis=2) > 0.1 * max(float(empty.mean()), 1e-3)
    assert 0.003 < seen.mean() < 0.25
    later = draw(scene, scene.at(0.4))
    assert np.abs(later - first).max(axis=2)[seen].mean() > 0.3 * np.abs(first - empty).max(axis=2)[seen].mean()
    round_ = draw(scene, replace(scene.at(0), time_s=scene.loop_s, key="round"))
    assert np.abs(round_ - first).mean() < 0.02 * np.abs(later - first).mean()


@pytest.mark.gl
def test_snow_lies_on_what_looks_up(draw):
    """The terrace whitens, the columns do not."""
    scene = built("palace", snow=1.0)
    lying = replace(scene, key="lying", nodes=tuple(replace(node, meshes=()) if node.name == "snow" else node for node in scene.nodes))
    bare = built("palace")
    down, up = (float((draw(lying, lying.at(0), tilt) / draw(bare, bare.at(0), tilt).mean()).mean()) for tilt in (-60, 15))
    assert down > 1.8 and up < 1.2
