"""The quality that must not be lost: the whole live path on the clips with exact alpha, with margin under what is measured today.

docs/matting.md has the figures themselves.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from vpstudio.bench import clips, matte_contenders, metrics, sheets, simulated_camera

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "matte"
pytestmark = [pytest.mark.gl, pytest.mark.footage, pytest.mark.skipif(not DATA.is_dir(), reason="no footage here")]
FRAMES = 10
# clip: way chosen by itself, MAD, Grad, dtSSD at most
FLOORS = {"asl_gs": ("hybrid", 1.8, 1.1, 1.0), "asl_gsx": ("hybrid", 3.0, 2.4, 1.4), "asl_room": ("neural", 5.0, 4.5, 1.6)}
FILMED = {"asl_gs": 2.6, "asl_gsx": 3.8, "asl_room": 6.0}


def clip_of(name):
    return next(clip for clip in clips.found(DATA) if clip.name == name)


@pytest.mark.parametrize("name", FLOORS)
def test_the_table_of_what_to_reach(name):
    way, mad, grad, dtssd = FLOORS[name]
    clip = clip_of(name)
    cutting, truth = matte_contenders.ours(clip, "auto", limit=FRAMES), clip.alpha(FRAMES)
    told = metrics.scores(cutting.alpha, truth)
    assert cutting.key == way
    assert (told["MAD"] <= mad, told["Grad"] <= grad, told["dtSSD"] <= dtssd) == (True, True, True), told
    assert metrics.stillness(cutting.alpha, clip.rgb(FRAMES)) <= 0.002
    assert metrics.offset(cutting.alpha, truth) == 0
    over_grey = [sheets.over(fill, (118, 118, 118)) for fill in cutting.fill]
    assert metrics.spill(over_grey, truth) <= 3.0, "codes of green at the edge"


@pytest.mark.parametrize("name", FILMED)
def test_through_a_cheap_camera(name, tmp_path):
    clip = clip_of(name)
    filmed = simulated_camera.filmed(clip, tmp_path)
    cutting = matte_contenders.ours(filmed, "auto", limit=FRAMES)
    assert cutting.key == FLOORS[name][0]
    assert metrics.scores(cutting.alpha, clip.alpha(FRAMES))["MAD"] <= FILMED[name]


def test_a_plate_that_was_shot_is_no_worse_than_one_that_is_guessed():
    clip = clip_of("asl_gs")
    truth = clip.alpha(FRAMES)
    guessed, shot = (matte_contenders.ours(clip, "auto", plate, FRAMES).alpha for plate in (None, clip.plate))
    assert metrics.scores(shot, truth)["MAD"] <= metrics.scores(guessed, truth)["MAD"] + 0.1


def test_difference_from_a_plate_in_a_room():
    clip = clip_of("asl_room")
    cutting = matte_contenders.ours(clip, "difference", clip.plate, FRAMES)
    told = metrics.scores(cutting.alpha, clip.alpha(FRAMES))
    assert told["MAD"] <= 5.0 and told["dtSSD"] <= 2.0, told
