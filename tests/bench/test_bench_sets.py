"""The set bench says what a set costs and where."""

from __future__ import annotations

import pytest

from vpstudio.bench.sets import bench

pytestmark = pytest.mark.gl


def test_a_set_is_timed_anew_still_and_moving():
    said = []
    told = bench(["office"], said.append, (160, 90))
    assert said == ["office, low", "office, standard", "office, high", "office, watched"] and told["size"] == [160, 90] and told["renderer"]
    whole = told["sets"]["office"]
    assert whole["triangles"] > 10_000 and whole["built_s"] > 0
    assert whole["watched"] > 0
    row = whole["tiers"]["standard"]
    assert {"set", "view", "composite"} <= set(row["moving_passes"])
    assert 0 < row["still"] < row["moving"], "what stands still is kept"
    assert row["moving_passes"]["set"] > 2 * row["still_passes"].get("set", 0)
