"""The speed bench: contenders in turn over one clip, and the live engine's latency."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vpstudio.bench import contenders
from vpstudio.engine.engine import Engine
from vpstudio.model.look import KeySettings, Look
from vpstudio.model.project import FormatSettings, Project, SetChoice, SourceChoice

SIZES = ((1280, 720), (1080, 1920))
Say = Callable[[str], None]


def bench(sizes: tuple[tuple[int, int], ...], frames: int, rounds: int, live_s: float, say: Say) -> dict[str, Any]:
    """All figures. Every contender runs ``rounds`` times, in turn, so that a noisy machine is noisy to all; medians are told."""
    result: dict[str, Any] = {"schema": "vpstudio.bench-speed/1", "frames": frames, "rounds": rounds, "sizes": {}}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            name = f"{size[0]}x{size[1]}"
            say(f"{name}: drawing the clip")
            clip = demo_clip(Path(folder) / f"{name}.mp4", size, frames)
            figures = headless(clip, size, rounds, say)
            say(f"{name}: live")
            figures["live"] = live(clip, size, live_s)
            result["sizes"][name] = figures
    return result


def demo_clip(path: Path, size: tuple[int, int], frames: int) -> Path:
    """The demo actor as a file, so that every contender reads the same."""
    from fractions import Fraction

    from vpstudio.model.frame import Frame
    from vpstudio.record.video_file import VideoFile
    from vpstudio.sources.base import Wants, registry

    maker = registry.get("demo")
    source = maker(maker.Settings(**demo_values(size)), Wants(policy="every", loop=False))
    info = source.open()
    file = VideoFile(path, size, rate=info.rate, time_base=Fraction(1, 90_000), encoder="libx264", quality=16)
    count = 0
    for item in source.read():
        if isinstance(item, Frame):
            file.write(item.upload[0], round(count * 90_000 / info.rate))
            count += 1
        if count >= frames:
            break
    source.close()
    file.close()
    return path


def demo_values(size: tuple[int, int]) -> dict[str, Any]:
    """The demo actor's settings for a picture of ``size``."""
    return {"shape": "vertical" if size[1] > size[0] else "wide", "size": str(min(size)), "rate": "30", "sound": False}


def headless(clip: Path, size: tuple[int, int], rounds: int, say: Say) -> dict[str, Any]:
    """Every contender, ``rounds`` times in turn; medians, and ratios to the usual loop taken round by round."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in contenders.present()}
    for number in range(rounds):
        for name, told in runs.items():
            say(f"{size[0]}x{size[1]}: {name}, round {number + 1} of {rounds}")
            told.append(contenders.run(name, clip, clip.with_name("out.mp4"), size))
    return {"contenders": {name: median_of(told, runs["usual loop"]) for name, told in runs.items()}}


def median_of(told: list[dict[str, Any]], usual: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians of the figures; ``times_usual`` is the median of the ratios within each round."""
    figures = {key: round(statistics.median(run[key] for run in told), 2) for key in ("fps", "cpu_ms", "peak_mb")}
    figures["times_usual"] = round(statistics.median(a["fps"] / b["fps"] for a, b in zip(told, usual, strict=True)), 2)
    extra = {key: value for key, value in told[-1].items() if key not in figures}
    return {**figures, **extra}


def live(clip: Path, size: tuple[int, int], seconds: float) -> dict[str, Any]:
    """The clip at its own rate through the live engine: latency from a frame's arrival to its picture, drops."""
    shape = "vertical" if size[1] > size[0] else "wide"
    project = Project(
        source=SourceChoice(kind="file", values={"path": str(clip)}),
        format=FormatSettings(shape=shape, short_side=min(size)),  # type: ignore[arg-type]
        set=SetChoice(kind="office"),
        look=Look(key=KeySettings(mode="neural")),
    )
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(project, Path(folder))
        engine.start()
        samples, lost = watch(engine, seconds)
        state = engine.state
        engine.stop()
    if not samples:
        raise RuntimeError(f"the live engine gave no picture: {state.problem}")
    samples.sort()
    return {
        "camera_fps": round(state.health.camera_fps, 2),
        "program_fps": round(state.health.program_fps, 2),
        "latency_ms": round(statistics.median(samples), 1),
        "latency_p95_ms": round(samples[int(len(samples) * 0.95)], 1),
        "dropped": lost,
        "matte_ms": round(state.health.matte_ms, 2),
        "wait_ms": round(state.health.wait_ms, 2),
        "draw_ms": round(state.health.gpu_ms, 2),
    }


def watch(engine: Engine, seconds: float) -> tuple[list[float], int]:
    """(latencies sampled while it runs, pictures lost meanwhile), from a second after the set stands and a picture is there."""
    samples: list[float] = []
    limit = time.monotonic() + seconds + 60
    began, lost = 0.0, 0
    while time.monotonic() < limit:
        time.sleep(0.05)
        state = engine.state
        if not began and state.set_ready and state.health.latency_ms > 0:
            began = time.monotonic() + 1
        if not began or time.monotonic() < began:
            lost = state.health.dropped
            continue
        samples.append(state.health.latency_ms)
        if time.monotonic() > began + seconds:
            break
    return samples, engine.state.health.dropped - lost
