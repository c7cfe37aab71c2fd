"""Facts about this machine that need no driver: processor, memory, disk, fonts, packages."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

BLOCK = 1 << 20
TEST_MB = 64
OPENCV = ("opencv-python", "opencv-python-headless", "opencv-contrib-python", "opencv-contrib-python-headless")

CHINESE_FONT_FILES = (
    "notosanscjk", "notoserifcjk", "notosanssc", "notoserifsc", "sourcehan", "wqy", "droidsansfallback", "uming", "ukai", "arphic",
    "msyh", "simsun", "simhei", "deng", "pingfang", "hiragino sans gb", "stheiti", "songti", "arial unicode", "harmonyos_sans_sc",
)  # fmt: skip
"""How the files of fonts that hold Chinese begin, in lower case: what to look for where fontconfig cannot be asked."""


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_gb() -> float | None:
    """Installed memory in GB (1e9 bytes); None where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    with contextlib.suppress(ValueError, OSError, AttributeError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return None


def _windows_memory() -> float | None:
    """GetPhysicallyInstalledSystemMemory counts KiB."""
    import ctypes

    kibibytes = ctypes.c_ulonglong()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (only Windows has it)
    return kibibytes.value * 1024 / 1e9 if kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kibibytes)) else None


def display() -> str:
    """The screen a window would open on; empty where there is none."""
    if sys.platform in ("win32", "darwin"):
        return sys.platform
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""


def cameras_not_allowed() -> list[str]:
    """Linux: video devices that are there and that this user may not open."""
    found = sorted(Path("/dev").glob("video*")) if sys.platform == "linux" else []
    return [str(device) for device in found if not os.access(device, os.R_OK | os.W_OK)]


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path(tempfile.gettempdir()))


def write_speed(folder: Path, megabytes: int = TEST_MB) -> float:
    """MB/s of writing a file and having it on the disk; the file is gone afterwards. Raises OSError."""
    block = os.urandom(BLOCK)  # what cannot be squeezed, as video is
    handle, name = tempfile.mkstemp(prefix=".vpstudio-disk-", dir=folder)
    try:
        began = time.perf_counter()
        with os.fdopen(handle, "wb", buffering=0) as file:
            for _ in range(megabytes):
                file.write(block)
            os.fsync(file.fileno())
        return megabytes * BLOCK / 1e6 / (time.perf_counter() - began)
    finally:
        Path(name).unlink(missing_ok=True)


def chinese_fonts() -> list[str]:
    """Names of installed fonts that hold Chinese; those drawn for Simplified Chinese first."""
    found = set(_asked_fonts() or _found_fonts(font_folders()))
    return sorted(found, key=lambda name: (" SC" not in name, name))


def _asked_fonts() -> list[str]:
    """fontconfig knows what each font covers."""
    tool = shutil.which("fc-list")
    if tool is None:
        return []
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run([tool, ":lang=zh-cn", "family"], capture_output=True, text=True, errors="replace", timeout=20).stdout
        return [line.split(",")[0].strip() for line in told.splitlines() if line.strip()]
    return []


def font_folders() -> list[Path]:
    """Where this system keeps fonts."""
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", own]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


def _found_fonts(folders: Iterable[Path]) -> list[str]:
    """By the names of files."""
    files = (file for folder in folders if folder.is_dir() for file in folder.rglob("*.[ot]t[cf]"))
    return [file.stem for file in files if file.name.lower().startswith(CHINESE_FONT_FILES)]


def versions(packages: Iterable[str]) -> dict[str, str | None]:
    """Installed versions; None for what is not installed."""
    return {name: _version(name) for name in packages}


def doubled_opencv() -> list[str]:
    """The OpenCV packages, where there is more than one: they overwrite each other's files."""
    found = [name for name in OPENCV if _version(name)]
    return found if len(found) > 1 else []


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
