"""Measure again: a lamp or the cloth was moved, so what was learnt of the screen goes, but never within a take."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from fakes import BarMatter

from vpstudio.engine.keying import Keying
from vpstudio.engine.mattes import bring
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import KeySettings

W, H = 320, 180
GREEN, GREY = (30, 170, 50), (120, 120, 120)


def frame(colour, number):
    picture = np.full((H, W, 4), 255, np.uint8)
    picture[..., :3] = colour
    picture[60:, 130:190, :3] = (190, 140, 120)
    planes = sealed(picture)
    return Frame(Stamp(number, number * 33_000_000), W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)


def test_the_choice_is_made_anew_after_the_take_and_not_within():
    keying = Keying()
    bring(keying.mattes, BarMatter())
    key = KeySettings(mode="auto", matter=BarMatter.name)
    numbers = iter(range(1000))
    for _ in range(40):
        keying.cut(frame(GREEN, next(numbers)), key)
    assert keying.used == "hybrid"
    for _ in range(5):
        keying.cut(frame(GREY, next(numbers)), key)
    assert keying.used == "hybrid", "it does not jump by itself"
    keying.look_again()
    keying.cut(frame(GREY, next(numbers)), key, steady=True)
    assert keying.used == "hybrid", "a take is rolling"
    keying.cut(frame(GREY, next(numbers)), key)
    assert keying.used == "neural"
    keying.look_again()
    keying.cut(frame(GREEN, next(numbers)), key)
    assert keying.used == "hybrid"
    keying.close()
