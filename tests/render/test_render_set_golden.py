"""Every set in every state: never black, white or broken through any lens, and as it was looked at when its picture was stored.

VPSTUDIO_GOLDEN=write stores the pictures anew: look at each before committing it.
"""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from set_aims import FACE, aims_of, yellowness

from vpstudio.engine.set_picture import SetPainter, SetView
from vpstudio.engine.stage import lit
from vpstudio.scene.light_card import light_card
from vpstudio.scene.sets.base import registry

pytestmark = pytest.mark.gl

GOLDEN = Path(__file__).parent.parent / "data" / "golden"
UPRIGHT, WIDE = (136, 240), (240, 136)
LENSES_MM = (24.0, 35.0, 50.0, 85.0)
MEAN, MOST = 3.0, 40.0
"""How far softened codes may stray: LLVM makes other code on other processors, and speckle moves."""
APART = 9.0
"""Mean difference of softened codes between states, and between sets: three times what the same one may stray."""

DEEPEST = 2.3
DEEPER = {(name, state): 2.8 for name in registry.names() for state in ("night", "lanterns", "wedding")} | {("villa", "candle"): 3.4}
"""Stops that walls may lie under the face; nights and feasts are deeper, a room with three candles the deepest."""
DAY_WINDOWS = (("office", "day"), ("villa", "day"), ("car", "day"))
WITHOUT_AIR = ("hospital", "quay", "palace", "banquet")  # rooms; and a quay whose nearest things are pale stones
LESS_COLOUR = {("cabin", "day"): 5.0}
"""Daylight from all sides."""


def states(name):
    return get_args(registry.get(name).Settings.model_fields["state"].annotation)


CASES = [(name, state) for name in registry.names() for state in states(name)]


@pytest.fixture(scope="module")
def painter():
    made = SetPainter(UPRIGHT)
    yield made
    made.close()


def stored(name, state):
    path = GOLDEN / f"set_{name}_{state}.png"
    return cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)[..., ::-1] if path.is_file() else None


def softened(picture):
    return cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 2.0)


@pytest.mark.parametrize(("name", "state"), CASES)
def test_a_set_in_a_state(painter, tmp_path, name, state):
    """One build a state, since its light takes a second: all lenses and shapes, then the picture that was looked at."""
    maker = registry.get(name)
    scene = maker(maker.Settings(state=state)).build()
    for size in (WIDE, UPRIGHT):
        for lens_mm in LENSES_MM:
            shown = painter.picture(scene, SetView(size, lens_mm=lens_mm, actor=False), "set")[..., :3]
            sound(shown, f"{size} {lens_mm} mm")
    for number in range(1, len(scene.marks)):
        sound(painter.picture(scene, SetView(UPRIGHT, mark=number, actor=False), "set")[..., :3], scene.marks[number].title)
    first_sight = lit(scene)
    card = light_card(first_sight)
    assert abs(card.front_stops) < 0.3, "a grey card at the mark is as bright as the actor's own"
    shown = painter.light(first_sight, SetView(UPRIGHT, actor=False))
    like_a_film(aims_of(*shown, scene.marks[0].distance_m), card, name, state)
    picture = painter.picture(scene, SetView(UPRIGHT, actor=False), "set")[..., :3]
    compare(picture, name, state, tmp_path)


def like_a_film(aims, card, name, state):
    """What keeps it from looking like a game."""
    if aims.wall is not None:
        assert 0.65 < aims.wall < DEEPER.get((name, state), DEEPEST), "walls lie one to two stops under the face"
    if (name, state) in DAY_WINDOWS:
        assert 1.9 < aims.outside < 3.1, "a day window lies two to three stops over the face"
    assert len(aims.blacks) < 2 or name in WITHOUT_AIR or aims.blacks[-1] > 1.2 * aims.blacks[0], "far blacks are lifted by the air"
    shadow, key = (yellowness(FACE * np.array(colour)) for colour in (card.fill, card.key))
    assert abs(key - shadow) > LESS_COLOUR.get((name, state), 8.0), "light and shadow have colours of their own"


def sound(code, view):
    """Something is seen: neither black nor white nor one colour."""
    assert np.percentile(code, 98) > 45, f"{view}: too dark to see anything"
    assert np.percentile(code, 30) < 238, f"{view}: washed out"
    assert (code.max(axis=2) < 8).mean() < 0.35, f"{view}: black"
    assert (code.min(axis=2) > 250).mean() < 0.15, f"{view}: clipped"
    assert code.std() > 9, f"{view}: flat"


def compare(picture, name, state, folder):
    if os.environ.get("VPSTUDIO_GOLDEN") == "write":
        (GOLDEN / f"set_{name}_{state}.png").write_bytes(cv2.imencode(".png", np.ascontiguousarray(picture[..., ::-1]))[1].tobytes())
    kept = stored(name, state)
    assert kept is not None, f"no picture of {name} {state} was stored yet"
    off = np.abs(softened(picture) - softened(kept))
    beside = np.hstack([picture, kept, np.clip(off * 4, 0, 255).astype(np.uint8)])
    file = folder / f"{name}_{state}.png"
    file.write_bytes(cv2.imencode(".png", np.ascontiguousarray(beside[..., ::-1]))[1].tobytes())
    assert off.mean() < MEAN and off.max() < MOST, f"mean {off.mean():.2f}, most {off.max():.1f}; look at {file}"


def test_sets_and_states_differ_by_far_more_than_they_may_stray():
    pictures = {case: softened(stored(*case)) for case in CASES}
    for one, other in combinations(CASES, 2):
        apart = np.abs(pictures[one] - pictures[other]).mean()
        assert apart > APART, f"{one} and {other} look alike: {apart:.1f}"
