"""The ways a clip can be composited, each run in a process of its own so that memory and processor time are its own.

``python -m vpstudio.bench.contenders NAME INPUT OUTPUT WIDTHxHEIGHT`` prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

Size = tuple[int, int]
MAXRSS_IN_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
Run = Callable[[Path, Path, Size], dict[str, Any]]


class Pace:
    """Wall and processor time from the tenth picture to the last: building a set or loading a model is not speed."""

    def __init__(self) -> None:
        self._ticks: list[tuple[float, float]] = []

    def tick(self) -> None:
        self._ticks.append((time.perf_counter(), time.process_time()))

    def figures(self) -> dict[str, Any]:
        steady = self._ticks[min(10, len(self._ticks) // 2) :]
        (wall, cpu), (wall_end, cpu_end) = steady[0], steady[-1]
        count = len(steady) - 1
        return {"frames": len(self._ticks), "fps": count / (wall_end - wall), "cpu_ms": (cpu_end - cpu) / count * 1e3}


def vpstudio_neural(clip: Path, output: Path, size: Size) -> dict[str, Any]:
    return _vpstudio(clip, output, size, "neural")


def vpstudio_chroma(clip: Path, output: Path, size: Size) -> dict[str, Any]:
    return _vpstudio(clip, output, size, "chroma")


def _vpstudio(clip: Path, output: Path, size: Size, key: str) -> dict[str, Any]:
    """The headless product: the office set, the whole frame's way, H.264."""
    from vpstudio.engine.composite import CompositeJob, Compositor
    from vpstudio.model.look import KeySettings, Look
    from vpstudio.model.project import Project, SetChoice, SourceChoice

    look = Look(key=KeySettings(mode=key))  # type: ignore[arg-type]
    project = Project(source=SourceChoice(kind="file", values={"path": str(clip)}), set=SetChoice(kind="office"), look=look)
    pace = Pace()
    report = Compositor(CompositeJob(project, output, size), lambda done, total: pace.tick()).run()
    figures = {**pace.figures(), "matte_ms": report.matte_ms, "passes_ms": report.passes_ms}
    return {**figures, "renderer": report.renderer, "encoder": report.encoder}


def usual_loop(clip: Path, output: Path, size: Size) -> dict[str, Any]:
    """The loop everyone writes: OpenCV reads, MediaPipe's mask, numpy blends over a picture, OpenCV writes mp4v."""
    import cv2
    import mediapipe as mp
    import numpy as np

    from vpstudio.matting.models import find

    segmenter = _segmenter(str(find("selfie_segmentation_landscape")))
    reader = cv2.VideoCapture(str(clip))
    rate = reader.get(cv2.CAP_PROP_FPS)
    writer = cv2.VideoWriter(str(output), cv2.VideoWriter.fourcc(*"mp4v"), rate, size)
    behind = np.full((size[1], size[0], 3), (90, 60, 40), np.float32)
    pace = Pace()
    while True:
        good, picture = reader.read()
        if not good:
            break
        mask = segmenter.segment(mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)))
        alpha = cv2.resize(mask.confidence_masks[0].numpy_view().squeeze(), size)[..., None]
        writer.write((picture * alpha + behind * (1 - alpha)).astype(np.uint8))
        pace.tick()
    writer.release()
    return pace.figures()


def _segmenter(model: str) -> Any:
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.ImageSegmenterOptions(base_options=BaseOptions(model_asset_path=model), output_confidence_masks=True)
    return vision.ImageSegmenter.create_from_options(options)


def ffmpeg_chain(clip: Path, output: Path, size: Size) -> dict[str, Any]:
    """ffmpeg's chromakey, despill and overlay over a plain colour, x264 veryfast."""
    graph = (
        f"color=c=0x283c5a:s={size[0]}x{size[1]}:r=30[bg];[0:v]chromakey=0x2f9a45:0.12:0.06,despill=green[fg];"
        "[bg][fg]overlay=shortest=1,format=yuv420p"
    )
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(clip), "-filter_complex", graph, "-c:v", "libx264", "-preset", "veryfast"]
    began = time.perf_counter()
    subprocess.run([*command, "-an", str(output)], check=True, stdin=subprocess.DEVNULL)
    frames = _frames_of(output)
    return {"frames": frames, "fps": frames / (time.perf_counter() - began), **of_children(frames)}


def _frames_of(path: Path) -> int:
    import av

    with av.open(str(path)) as container:
        return sum(1 for packet in container.demux(video=0) if packet.size)


CONTENDERS: dict[str, Run] = {
    "vpstudio neural": vpstudio_neural,
    "vpstudio chroma": vpstudio_chroma,
    "usual loop": usual_loop,
    "ffmpeg chromakey": ffmpeg_chain,
}


def present() -> list[str]:
    """The contenders that this machine can run."""
    return [name for name in CONTENDERS if name != "ffmpeg chromakey" or shutil.which("ffmpeg")]


def run(name: str, clip: Path, output: Path, size: Size) -> dict[str, Any]:
    """Run one in a process of its own. Adds ``cpu_ms`` a frame and ``peak_mb``. Raises RuntimeError with what it printed."""
    command = [sys.executable, "-m", "vpstudio.bench.contenders", name, str(clip), str(output), f"{size[0]}x{size[1]}"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise RuntimeError(f"{name}: {done.stderr.strip()[-400:]}")
    return dict(json.loads(lines[-1]))


def peak_mb() -> float:
    """Most memory this process ever held. Linux counts that of the parent it was forked from into ru_maxrss, but not into VmHWM."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return 0.0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_IN_MB


def of_children(frames: int) -> dict[str, float]:
    """What a contender that is a program of its own used; zeros on Windows, which does not tell."""
    if resource is None:
        return {"cpu_ms": 0.0, "peak_mb": 0.0}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cpu_ms": (used.ru_utime + used.ru_stime) / frames * 1e3, "peak_mb": used.ru_maxrss / MAXRSS_IN_MB}


def main(name: str, clip: str, output: str, size: str) -> None:
    width, height = size.split("x")
    figures = {"peak_mb": 0.0, **CONTENDERS[name](Path(clip), Path(output), (int(width), int(height)))}
    figures["peak_mb"] = figures["peak_mb"] or peak_mb()
    print(json.dumps(figures), flush=True)
    os._exit(0)  # MediaPipe's threads may outlive the interpreter


if __name__ == "__main__":
    main(*sys.argv[1:])
