"""What each set costs: built, drawn anew, kept while the camera stands, and while it pans; by pass and by quality tier."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from vpstudio.engine.set_picture import SetPainter, SetView, built, chosen
from vpstudio.model.scene import Scene
from vpstudio.render.set_quality import TIERS
from vpstudio.scene.sets.base import registry

Say = Callable[[str], None]
SIZE = (1280, 720)
RATE = 25
STILL, MOVING = 20, 8
WATCHED, SETTLING = 24, 6
PAN_DEG = 0.2


def bench(names: Iterable[str], say: Say, size: tuple[int, int] = SIZE) -> dict[str, Any]:
    """All figures, in ms. ``built``: seconds. Every set in its default state."""
    scenes: dict[str, Scene] = {}
    sets: dict[str, Any] = {}
    for name in tuple(names) or registry.names():
        begun = time.process_time()
        scenes[name] = built(chosen(name, {}))
        sets[name] = {"built_s": round(time.process_time() - begun, 2), **counted(scenes[name]), "tiers": {}}
    renderer = ""
    for tier in TIERS:  # one painter after the other: two contexts on one thread get into each other's way
        painter = SetPainter(size, tier)
        renderer = painter.renderer
        for name, scene in scenes.items():
            say(f"{name}, {tier}")
            sets[name]["tiers"][tier] = drawn(painter, scene, size)
        painter.close()
    painter = SetPainter(size, live=True)
    for name, scene in scenes.items():
        say(f"{name}, watched")
        sets[name]["watched"] = watched(painter, scene, size)
    painter.close()
    return {"schema": "vpstudio.bench-set/3", "size": list(size), "renderer": renderer, "sets": sets}


def counted(scene: Scene) -> dict[str, int]:
    """What the card is given."""
    triangles = sum(len(scene.meshes[number].indices) // 3 for node in scene.nodes for number in node.meshes)
    return {"triangles": triangles, "meshes": len(scene.meshes), "lights": len(scene.lights)}


def drawn(painter: SetPainter, scene: Scene, size: tuple[int, int]) -> dict[str, Any]:
    """``anew``: everything, programs compiled before. ``still``, ``moving``: medians of a picture; with the passes' own ms."""
    view = SetView(size, actor=False)
    painter.picture(scene, replace(view, pan_deg=1.0))
    anew, _ = timed(painter, scene, [view])
    still, still_passes = timed(painter, scene, [replace(view, time_s=6.0 + n / RATE) for n in range(1, STILL)])
    moving, moving_passes = timed(painter, scene, [replace(view, time_s=7.0 + n / RATE, pan_deg=PAN_DEG * n) for n in range(1, MOVING)])
    return {"anew": anew, "still": still, "moving": moving, "still_passes": still_passes, "moving_passes": moving_passes}


def watched(painter: SetPainter, scene: Scene, size: tuple[int, int]) -> float:
    """Mean ms of a picture where somebody watches behind a standing camera: what a processor cannot redraw in time rests every second."""
    views = [SetView(size, actor=False, time_s=6.0 + number / RATE) for number in range(WATCHED + SETTLING)]
    for view in views[:SETTLING]:
        painter.draw(scene, view)
    begun = time.perf_counter()
    for view in views[SETTLING:]:
        painter.draw(scene, view)
    return round((time.perf_counter() - begun) * 1e3 / WATCHED, 2)


def timed(painter: SetPainter, scene: Scene, views: list[SetView]) -> tuple[float, dict[str, float]]:
    """(median ms of a picture with all it needs, median ms of each pass)."""
    whole: list[float] = []
    passes: dict[str, list[float]] = {}
    for view in views:
        begun = time.perf_counter()
        painter.draw(scene, view)
        whole.append((time.perf_counter() - begun) * 1e3)
        for name, ms in painter.timings.items():
            passes.setdefault(name, []).append(ms)
    return round(statistics.median(whole), 2), {name: round(statistics.median(each), 2) for name, each in passes.items()}
