"""The matte bench: every contender over every clip of a folder, scored against the exact alpha."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vpstudio.bench import clips, metrics, sheets, simulated_camera, variants
from vpstudio.bench import matte_contenders as contenders
from vpstudio.bench.clips import Clip
from vpstudio.bench.matte_contenders import Cutting

if TYPE_CHECKING:
    from vpstudio.matting.screen import Screen

Say = Callable[[str], None]
OURS = "vpstudio"
PLACES = 4
GREY = (118, 118, 118)
"""An 18 % grey, on which spill is judged."""


def bench(
    folder: Path,
    say: Say,
    limit: int | None = None,
    camera: bool = False,
    more: bool = False,
    alone: bool = False,
    pictures: Path | None = None,
    pump: bool = False,
) -> dict[str, Any]:
    """All figures as ``vpstudio.bench-matte/1``. Raises Problem ``bench.no_clips``.

    limit: pictures a clip. camera: the same clips again through a simulated camera. more: other screens and rooms made of the
    first clip with a plate. alone: without the other contenders. pictures: folder for sheets to look at. pump: that camera's
    exposure and white balance wander.
    """
    given = clips.found(folder)
    result: dict[str, Any] = {"schema": "vpstudio.bench-matte/1", "clips": {}}
    with tempfile.TemporaryDirectory() as aside:
        if more:
            say("making other screens and rooms")
            source = variants.source_of(given)
            given = given + (variants.made(source, Path(aside) / "variants") if source is not None else [])
        for clip in given:
            result["clips"][clip.name] = told = scored(clip, say, limit, alone, pictures)
            if camera:
                say(f"{clip.name}: through a simulated camera")
                filmed = simulated_camera.filmed(clip, Path(aside) / "camera", simulated_camera.PUMPING if pump else None)
                seen = _scored(filmed, OURS, contenders.present()[OURS], limit, pictures and pictures / "camera", kind_of(clip))
                told["through a camera"] = {**seen, "times": _times(seen, told[OURS], "MAD"), "times_each": _each(seen, told[OURS])}
    return result


def scored(clip: Clip, say: Say, limit: int | None, alone: bool, pictures: Path | None) -> dict[str, Any]:
    """{contender: {measure: figure}} of one clip."""
    screen = screen_of(clip)
    ways = dict(contenders.present())
    ways = {OURS: ways[OURS]} if alone else ways
    if clip.plate is not None and screen is not None:
        ways["vpstudio, plate shot"] = lambda each, limit: contenders.ours(each, "auto", each.plate, limit)
    if screen is not None and not alone:
        ways["vpstudio, key alone"] = lambda each, limit: contenders.ours(each, "chroma", limit=limit)
    if screen is not None and not alone and contenders.has_ffmpeg():
        colour = screen.colour
        ways["ffmpeg chromakey"] = lambda each, limit: contenders.ffmpeg_chromakey(each, colour, each.alpha(limit), limit)
    told = {}
    for name, way in ways.items():
        say(f"{clip.name}: {name}")
        told[name] = _scored(clip, name, way, limit, pictures, screen.kind if screen is not None else "green")
    return told


def screen_of(clip: Clip) -> Screen | None:
    """The cloth in its first picture."""
    from vpstudio.matting.screen import measure

    return measure(clip.rgb(1)[0])


def kind_of(clip: Clip) -> str:
    screen = screen_of(clip)
    return screen.kind if screen is not None else "green"


def _scored(clip: Clip, name: str, way: Callable[..., Cutting], limit: int | None, pictures: Path | None, kind: str) -> dict[str, Any]:
    cutting, truth, plates = way(clip, limit), clip.alpha(limit), clip.rgb(limit)
    told: dict[str, Any] = {key: round(value, PLACES) for key, value in metrics.scores(cutting.alpha, truth).items()}
    told["still"] = round(metrics.stillness(cutting.alpha, plates), PLACES + 1)
    told["offset"] = metrics.offset(cutting.alpha, truth)
    told["ms"] = round(cutting.ms, 1)
    told["key"] = cutting.key
    if cutting.fill:
        for what, colour in (("spill", GREY), ("spill_black", (0, 0, 0))):
            told[what] = round(metrics.spill([sheets.over(fill, colour) for fill in cutting.fill], truth, kind), PLACES)
        told["passes"] = {key: round(value, 2) for key, value in cutting.passes.items()}
    if pictures is not None and name == OURS:
        _look(pictures, clip, cutting, truth, plates)
    return told


def _look(folder: Path, clip: Clip, cutting: Cutting, truth: list[Any], plates: list[Any]) -> None:
    """The first, the middle and the worst picture."""
    worst = int(np.argmax([np.abs(a.astype(int) - t).mean() for a, t in zip(cutting.alpha, truth, strict=True)]))
    for what, at in (("first", 0), ("middle", len(truth) // 2), ("worst", worst)):
        picture = sheets.sheet(plates[at], truth[at], cutting.alpha[at], cutting.fill[at], what == "worst")
        sheets.save(folder / f"{clip.name}_{what}.jpg", picture)


def _times(seen: dict[str, Any], clean: dict[str, Any], measure: str) -> float:
    """How many times as large the error is; 1.33 loses a third."""
    return round(seen[measure] / max(clean[measure], 1e-6), 3)


def _each(seen: dict[str, Any], clean: dict[str, Any]) -> dict[str, float]:
    return {measure: _times(seen, clean, measure) for measure in ("MAD", "MSE", "Grad", "Conn", "dtSSD")}
