"""The governor draws cheaper while a moving camera outruns the machine, and the best again once it stands."""

from __future__ import annotations

from vpstudio.render.set_quality import MOVING, STANDING, TIERS, Governor


class Watch:
    def __init__(self):
        self.s = 0.0

    def __call__(self):
        return self.s


def play(governor, watch, views, took_s):
    tiers = []
    for view in views:
        governor.begin(view)
        watch.s += took_s
        governor.end()
        tiers.append(governor.tier)
    return tiers


def test_a_slow_machine_with_a_moving_camera_steps_down_and_comes_back():
    watch = Watch()
    governor = Governor("high", True, watch)
    moved = play(governor, watch, range(30), 0.1)
    assert moved[0] == "high" and moved[-1] == "low", moved
    assert moved.index("standard") >= MOVING, "not for the first pictures, which load the set"
    stood = play(governor, watch, ["here"] * (STANDING + 2), 0.1)
    assert stood[0] == "low" and stood[-1] == "high"


def test_a_fast_machine_and_a_file_keep_the_best():
    watch = Watch()
    assert set(play(Governor("standard", True, watch), watch, range(40), 0.01)) == {"standard"}
    assert set(play(Governor("standard", False, watch), watch, range(40), 0.5)) == {"standard"}


def test_one_long_picture_after_a_standstill_is_no_reason():
    """Cutting from angle to angle draws a set anew each time, slowly; that is not a moving camera."""
    watch = Watch()
    governor = Governor("standard", True, watch)
    views = [number // 5 for number in range(60)]
    assert set(play(governor, watch, views, 0.4)) == {"standard"}


def test_tiers_only_get_dearer():
    assert [TIERS[name].samples for name in ("low", "standard", "high")] == sorted(t.samples for t in TIERS.values())
