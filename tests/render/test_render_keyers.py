"""Keyers describe themselves in the comments behind their uniforms."""

from __future__ import annotations

import pytest

from vpstudio.problem import Problem
from vpstudio.render import keyers


def write(tmp_path, text):
    file = tmp_path / "k.glsl"
    file.write_text(text)
    return file


def test_comments_become_parameters(tmp_path):
    found = keyers.read(
        write(
            tmp_path,
            "uniform float similarity;   // 0.40 [0.0, 1.0]   How near a colour must be to vanish.\n"
            "uniform sampler2D clean;\nfloat x;\n"
            "uniform vec3 screen_colour; // 0.1, 2e-1, .3 [0, 1] The cloth.\n",
        )
    )
    assert [p.name for p in found] == ["similarity", "screen_colour"]
    assert (found[0].default, found[0].low, found[0].high) == (0.4, 0.0, 1.0)
    assert found[0].help == "How near a colour must be to vanish."
    assert found[1].default == (0.1, 0.2, 0.3) and found[1].components == 3 and found[1].title == "Screen colour"


@pytest.mark.parametrize("line", ["uniform float a;", "uniform float a; // often", "uniform vec3 a; // 0.5 [0, 1] one number only"])
def test_a_uniform_without_a_proper_comment_names_its_line(tmp_path, line):
    with pytest.raises(Problem) as caught:
        keyers.read(write(tmp_path, f"// first\n{line}\n"))
    assert caught.value.parameters["where"] == "keyers/k.glsl:2"


def test_values_are_brought_into_range_and_strangers_passed_over():
    found = keyers.values("colour_difference", {"balance": 7.0, "screen": (0.1, 0.5, 0.1), "gone": 1.0, "black_clip": (1.0, 2.0)})
    assert found["balance"] == 1.0 and found["screen"] == (0.1, 0.5, 0.1)
    assert "gone" not in found and found["black_clip"] == 0.08


def test_every_keyer_reads_and_has_sane_defaults():
    assert "colour_difference" in keyers.keyers()
    for name in keyers.keyers():
        for each in keyers.parameters(name):
            numbers = each.default if isinstance(each.default, tuple) else (each.default,)
            assert each.help and all(each.low <= number <= each.high for number in numbers)


def test_an_unknown_keyer_is_a_problem():
    with pytest.raises(Problem, match="keyer_unknown"):
        keyers.parameters("magic")
