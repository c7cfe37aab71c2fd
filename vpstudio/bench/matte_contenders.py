"""Ways to cut an actor out, each over the same clip: ours by the whole live path, and what everybody else does."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from vpstudio.bench.clips import Clip, Picture

SETTINGS = ((0.03, 0.10), (0.05, 0.05), (0.08, 0.05), (0.12, 0.06))
"""ffmpeg's chromakey: similarity and blend. The best of them counts; wider ones than these only eat the actor on every clip tried."""


@dataclass(slots=True)
class Cutting:
    """alpha: (h, w) uint8 each. fill: (h, w, 4) uint8 straight, ours only. key: what was used.

    ms: wall time a picture: for ours what the matte thread takes and what drawing takes, which run side by side.
    """

    alpha: list[Picture]
    ms: float
    fill: list[Picture] = field(default_factory=list)
    key: str = ""
    passes: dict[str, float] = field(default_factory=dict)


def ours(clip: Clip, mode: str, plate: Path | None = None, limit: int | None = None) -> Cutting:
    """A channel, its keying and the renderer, as in the window and headless; nothing behind the actor."""
    from vpstudio.engine.channel import Channel
    from vpstudio.engine.keying import Keying
    from vpstudio.model.frame import Layout
    from vpstudio.model.look import KeySettings
    from vpstudio.render.context import Context
    from vpstudio.sources.base import Wants, registry

    context = Context.headless()
    upload = Layout.RGBA if context.software else None
    maker = registry.get("file")
    source = maker(maker.Settings(path=str(clip.video)), Wants(upload, "every", loop=False))  # type: ignore[call-arg]
    channel = Channel(source, "every", Keying(policy="every", strict=True), upload)
    channel.key = KeySettings(mode=mode, plate=str(plate or ""))  # type: ignore[arg-type]
    try:
        return _drawn(channel, context, limit)
    finally:
        channel.stop()
        channel.keying.close()
        context.close()


def _drawn(channel: Any, context: Any, limit: int | None) -> Cutting:
    from vpstudio.engine.match import match
    from vpstudio.engine.stage import Staged
    from vpstudio.mailbox import Closed
    from vpstudio.model.look import Look
    from vpstudio.model.project import Project, SetChoice
    from vpstudio.render.renderer import Renderer

    project = Project(look=Look(key=channel.key), set=SetChoice(kind="none"))
    renderer, cutting, spent = None, Cutting([], 0.0), []
    channel.start()
    while limit is None or len(cutting.alpha) < limit:
        try:
            paired = channel.next(timeout=120)
        except Closed:
            break
        size = paired.frame.upright_size
        renderer = renderer or Renderer(context, size)
        began = time.perf_counter()
        renderer.draw(match(paired, project, Staged(), size))
        cutting.alpha.append(renderer.read("alpha").copy())
        spent.append(time.perf_counter() - began)
        cutting.fill.append(renderer.read("fill").copy())
    if renderer is None:
        raise channel.error or RuntimeError("the clip gave no picture")
    cutting.key, cutting.passes = channel.keying.used, {**renderer.timings, "matte thread": channel.matte_cost.mean()}
    renderer.close()
    cutting.ms = float(np.median(spent)) * 1e3 + channel.matte_cost.mean()
    return cutting


def network(clip: Clip, name: str, guided: bool = False, limit: int | None = None) -> Cutting:
    """MediaPipe alone: the whole picture squashed into its input, the answer enlarged; or then a colour-guided fast guided filter."""
    from vpstudio.matting.mediapipe_matter import Network

    model = Network(name)
    alphas = []
    pictures = clip.rgb(limit)
    began = time.perf_counter()
    for picture in pictures:
        alpha = model.alpha(np.ascontiguousarray(cv2.resize(picture, model.size, interpolation=cv2.INTER_AREA)))
        alpha = cv2.resize(alpha, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
        alphas.append(_guided(picture, alpha) if guided else alpha)
    ms = (time.perf_counter() - began) / len(pictures) * 1e3
    model.close()
    return Cutting(alphas, ms, key="neural")


def _guided(picture: Picture, alpha: Picture, radius: int = 16, step: int = 4, eps: float = 1e-4) -> Picture:
    """He and Sun's fast guided filter, colour guide, fitted at a quarter of the size. OpenCV 5's own leaves a halo ten times as large."""
    height, width = alpha.shape
    small = (width // step, height // step)
    guide, p = (cv2.resize(each.astype(np.float32) / 255, small, interpolation=cv2.INTER_AREA) for each in (picture, alpha))

    def mean(values: Any) -> Any:
        side = 2 * (radius // step) + 1
        return cv2.blur(np.ascontiguousarray(values), (side, side))

    middle, level = mean(guide), mean(p)
    slope = _slopes(guide, mean, middle, mean(guide * p[..., None]) - middle * level[..., None], eps)
    shift = level - (slope * middle).sum(axis=2)
    slope, shift = (cv2.resize(mean(each), (width, height)) for each in (slope, shift))
    fine = (slope * (picture.astype(np.float32) / 255)).sum(axis=2) + shift
    return np.clip(np.rint(fine * 255), 0, 255).astype(np.uint8)


def _slopes(guide: Any, mean: Callable[[Any], Any], middle: Any, cov: Any, eps: float) -> Any:
    """(var + eps) x = cov in every pixel, (h, w, 3) each, by cofactors: solved in a library's loop it would take thrice as long."""

    def spread(i: int, j: int) -> Any:
        return mean(guide[..., i] * guide[..., j]) - middle[..., i] * middle[..., j] + (eps if i == j else 0)

    rr, rg, rb, gg, gb, bb = (spread(i, j) for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)))
    first, second, third = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    fourth, fifth, sixth = rr * bb - rb * rb, rb * rg - rr * gb, rr * gg - rg * rg
    rows = ((first, second, third), (second, fourth, fifth), (third, fifth, sixth))
    size = rr * first + rg * second + rb * third
    return np.dstack([sum(part * cov[..., n] for n, part in enumerate(row)) / size for row in rows])


def ffmpeg_chromakey(clip: Clip, colour: tuple[float, ...], truth: list[Picture], limit: int | None = None) -> Cutting:
    """The best of four settings, told the screen's own colour."""
    from vpstudio.bench import metrics

    tried = [_chromakeyed(clip, colour, setting, truth[0].shape, limit) for setting in SETTINGS]
    return min(tried, key=lambda each: metrics.scores(each.alpha, truth)["MAD"])


def _chromakeyed(clip: Clip, colour: tuple[float, ...], setting: tuple[float, float], shape: tuple[int, ...], limit: int | None) -> Cutting:
    from vpstudio.bench.variants import code_of

    codes = "".join(f"{round(float(part) * 255):02x}" for part in code_of(np.array(colour, np.float32)))
    graph = f"chromakey=0x{codes}:{setting[0]}:{setting[1]},format=yuva420p,alphaextract,format=gray"
    command = ["ffmpeg", "-v", "error", "-i", os.fspath(clip.video), "-vf", graph, "-fps_mode", "passthrough"]
    command += ["-frames:v", str(limit)] if limit else []
    began = time.perf_counter()
    done = subprocess.run([*command, "-f", "rawvideo", "-"], capture_output=True, stdin=subprocess.DEVNULL, check=True)
    pictures = np.frombuffer(done.stdout, np.uint8).reshape(-1, *shape[:2])
    return Cutting(list(pictures), (time.perf_counter() - began) / max(1, len(pictures)) * 1e3, key=f"{setting[0]}:{setting[1]}")


def present() -> dict[str, Callable[..., Cutting]]:
    """The contenders without a screen to know of, by title."""
    return {
        "vpstudio": lambda clip, limit: ours(clip, "auto", limit=limit),
        "vpstudio, AI alone": lambda clip, limit: ours(clip, "neural", limit=limit),
        "MediaPipe general": lambda clip, limit: network(clip, "selfie_segmentation", limit=limit),
        "MediaPipe landscape": lambda clip, limit: network(clip, "selfie_segmentation_landscape", limit=limit),
        "MediaPipe + guided filter": lambda clip, limit: network(clip, "selfie_segmentation", True, limit),
    }


def has_ffmpeg() -> bool:
    return shutil.which("ffmpeg") is not None
