"""What the doctor looks at: each check gives one finding, and none can take another down."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from vpstudio.cli import machine, probes
from vpstudio.paths import default_projects
from vpstudio.words import text

State = Literal["ok", "warning", "fault"]

SLOW_DISK_MB_S = 30.0
"""A take writes some 6 MB/s at 1080x1920; others want the disk too."""
LOW_DISK_GB = 20.0
LOW_MEMORY_GB = 4.0
PACKAGES = ("pyside6-essentials", "moderngl", "numpy", "opencv-contrib-python", "mediapipe", "av", "opencolorio", "opentimelineio")


@dataclass(frozen=True, slots=True)
class Finding:
    """One row. state: ``fault`` keeps vpstudio from its work. found, advice: for a person; details: for a program."""

    name: str
    state: State
    found: str
    advice: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"title": text(f"doctor.{self.name}")}


def findings() -> list[Finding]:
    """Everything, in the order it is shown. Checks run side by side, since most of them wait for a driver."""
    with ThreadPoolExecutor(len(CHECKS)) as pool:
        return [done.result() for done in [pool.submit(guarded, name, check) for name, check in CHECKS.items()]]


def guarded(name: str, check: Callable[[], Finding]) -> Finding:
    """A check that breaks is a finding too."""
    try:
        return check()
    except Exception as error:
        return Finding(name, "warning", f"{type(error).__name__}: {error}", text("doctor.check_broke"))


def check_gl() -> Finding:
    told = probes.ask("gl")
    if "error" in told:
        return Finding("gl", "fault", told["error"], text("doctor.gl_advice"), told)
    found = f"{told['renderer']}, OpenGL {told['version']}"
    if told["software"]:
        return Finding("gl", "warning", found, text("doctor.gl_software"), told)
    return Finding("gl", "ok", found, details=told)


def check_display() -> Finding:
    shown = machine.display()
    if shown:
        return Finding("display", "ok", shown, details={"display": shown})
    return Finding("display", "warning", text("doctor.none"), text("doctor.display_advice"), {"display": None})


def check_encoders() -> Finding:
    told = probes.ask("encoders")
    if "error" in told:
        return Finding("encoders", "fault", told["error"], text("doctor.encoders_advice"), told)
    opened = [encoder for encoder in told["encoders"] if encoder["opens"]]
    if not opened:
        return Finding("encoders", "fault", text("doctor.none"), text("doctor.encoders_advice"), told)
    return Finding("encoders", "ok", ", ".join(f"{encoder['title']} ({encoder['name']})" for encoder in opened), details=told)


def check_cameras() -> Finding:
    told = probes.ask("cameras")
    shut = machine.cameras_not_allowed()
    if shut:
        advice = text("doctor.cameras_not_allowed", devices=", ".join(shut))
        return Finding("cameras", "warning", told.get("error") or _names(told["cameras"], "title"), advice, told | {"not_allowed": shut})
    if "error" in told:
        return Finding("cameras", "warning", told["error"], text("doctor.cameras_advice"), told)
    if not told["cameras"]:
        return Finding("cameras", "warning", text("doctor.none"), text("doctor.cameras_advice"), told)
    return Finding("cameras", "ok", _names(told["cameras"], "title"), details=told)


def check_microphones() -> Finding:
    told = probes.ask("microphones")
    if "error" in told:
        advice = "doctor.portaudio_advice" if "PortAudio library not found" in told["error"] else "doctor.microphones_advice"
        return Finding("microphones", "warning", told["error"], text(advice), told)
    if not told["microphones"]:
        return Finding("microphones", "warning", text("doctor.none"), text("doctor.microphones_advice"), told)
    return Finding("microphones", "ok", _names(told["microphones"], "name"), details=told)


def check_models() -> Finding:
    from vpstudio.matting import models

    found = [models.where(model) for model in models.MODELS.values()]
    details = {"models": [{"name": f.model.name, "path": str(f.path) if f.path else None, "whole": f.whole} for f in found]}
    bad = [f.model.file for f in found if not f.whole]
    if bad:
        return Finding("models", "fault", ", ".join(bad), text("doctor.models_advice", command=models.COMMAND), details)
    return Finding("models", "ok", ", ".join(f.model.name for f in found), details=details)


def check_own_models() -> Finding:
    """What a model of the crew's own would run on."""
    answer = probes.ask("onnx")
    if "error" in answer:
        return Finding("onnx", "warning", answer["error"], text("doctor.onnx_advice"), {"providers": []})
    return Finding("onnx", "ok", ", ".join(answer["providers"]), details=answer)


def check_disk() -> Finding:
    folder = machine.existing(default_projects())
    free_gb = shutil.disk_usage(folder).free / 1e9
    try:
        speed = machine.write_speed(folder)
    except OSError as error:
        why = f"{folder}: {error.strerror or error}"
        return Finding("disk", "fault", why, text("doctor.disk_unwritable"), {"folder": str(folder), "free_gb": round(free_gb, 1)})
    details = {"folder": str(folder), "free_gb": round(free_gb, 1), "write_mb_s": round(speed)}
    found = text("doctor.disk_found", speed=f"{speed:.0f}", free=f"{free_gb:.0f}", folder=str(folder))
    if speed < SLOW_DISK_MB_S:
        return Finding("disk", "warning", found, text("doctor.disk_slow"), details)
    if free_gb < LOW_DISK_GB:
        return Finding("disk", "warning", found, text("doctor.disk_full"), details)
    return Finding("disk", "ok", found, details=details)


def check_fonts() -> Finding:
    fonts = machine.chinese_fonts()
    if fonts:
        return Finding("fonts", "ok", ", ".join(fonts[:3]), details={"fonts": fonts})
    return Finding("fonts", "warning", text("doctor.none"), text("doctor.fonts_advice"), {"fonts": []})


def check_ffmpeg() -> Finding:
    tool = shutil.which("ffmpeg")
    if tool:
        return Finding("ffmpeg", "ok", tool, details={"path": tool})
    return Finding("ffmpeg", "warning", text("doctor.none"), text("doctor.ffmpeg_advice"), {"path": None})


def check_memory() -> Finding:
    cores, memory = machine.cores(), machine.memory_gb()
    found = text("doctor.memory_found", cores=cores, memory=f"{memory:.1f}" if memory else "?")
    details = {"cores": cores, "memory_gb": round(memory, 1) if memory else None}
    if memory is not None and memory < LOW_MEMORY_GB:
        return Finding("memory", "warning", found, text("doctor.memory_advice"), details)
    return Finding("memory", "ok", found, details=details)


def check_python() -> Finding:
    versions = machine.versions(PACKAGES)
    details = {"python": platform.python_version(), "executable": sys.executable, "system": platform.platform(), "packages": versions}
    found = f"Python {details['python']}, {details['system']}"
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        return Finding("python", "fault", found, text("doctor.python_missing", packages=", ".join(missing)), details)
    if doubled := machine.doubled_opencv():
        return Finding("python", "warning", found, text("doctor.opencv_doubled", packages=", ".join(doubled)), details)
    return Finding("python", "ok", found, details=details)


CHECKS: dict[str, Callable[[], Finding]] = {
    "gl": check_gl,
    "display": check_display,
    "encoders": check_encoders,
    "cameras": check_cameras,
    "microphones": check_microphones,
    "models": check_models,
    "onnx": check_own_models,
    "disk": check_disk,
    "fonts": check_fonts,
    "ffmpeg": check_ffmpeg,
    "memory": check_memory,
    "python": check_python,
}


def _names(things: list[dict[str, Any]], key: str) -> str:
    return ", ".join(str(thing[key]) for thing in things) or text("doctor.none")
