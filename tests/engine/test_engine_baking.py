"""Light is baked aside: progress, cancel, a child that dies, and a stage that finds what was baked."""

from __future__ import annotations

import time

import pytest

from vpstudio.engine import baking
from vpstudio.engine.baking import Baker, bake_here
from vpstudio.engine.stage import build
from vpstudio.model.project import SetChoice
from vpstudio.problem import Problem
from vpstudio.scene.lightbake import store
from vpstudio.scene.lightbake.baking import Effort


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("VPSTUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(store, "shipped_folder", lambda: tmp_path / "none")


def until(wanted, seconds=60.0):
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_what_was_baked_is_found_when_the_set_is_built(monkeypatch):
    monkeypatch.setattr(baking, "COARSE", Effort(texels=2000, rays=4, bounces=1, looks=1, volume_rays=4))
    choice, told = SetChoice(kind="cabin", values={"state": "night"}), []
    assert build(choice, None).scene.lightmap is None
    path = bake_here(choice, True, told.append)
    assert path.is_file() and told == sorted(told) and told[-1] == 1.0
    scene = build(choice, None).scene
    assert scene.lightmap is not None and scene.volume is not None and scene.at(3.0).matrices.shape[1:] == (4, 4)
    assert build(SetChoice(kind="cabin", values={"state": "day"}), None).scene.lightmap is None, "another state has other light"


def test_it_goes_on_aside_and_can_be_cancelled():
    baker = Baker()
    baker.start(SetChoice(kind="cabin"))
    until(lambda: baker.state.progress > 0)
    child = baker._child
    baker.cancel()
    assert baker.state.phase == "cancelled" and child.poll() is not None
    assert not list(store.cache_folder().glob("*.npz"))
    baker.cancel()


def test_a_child_that_dies_is_told():
    baker = Baker()
    baker.start(SetChoice(kind="cabin"))
    until(lambda: baker.state.progress > 0)
    baker._child.kill()
    until(lambda: baker.state.phase == "failed")
    assert baker.state.problem.code == "engine.bake_failed"


def test_what_is_no_set_is_told():
    done = []
    baker = Baker(done.append)
    baker.start(SetChoice(kind="nowhere"))
    until(lambda: baker.state.phase == "failed")
    assert "nowhere" in baker.state.problem.parameters["why"] and not done
    with pytest.raises(Problem):
        bake_here(SetChoice(kind="cabin", values={"state": "noon"}))
