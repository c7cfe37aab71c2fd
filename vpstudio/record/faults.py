"""What goes wrong while writing, as problems a person can read."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from vpstudio.problem import Problem

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
FreeSpace = Callable[[Path], int]


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says into Problem ``record.disk_full`` or ``record.cannot_write``."""
    try:
        yield
    except Problem:
        raise
    except (OSError, av.error.FFmpegError) as error:
        if getattr(error, "errno", None) in FULL:
            raise Problem("record.disk_full", path=str(path.parent), free="0") from error
        raise Problem("record.cannot_write", path=str(path), why=getattr(error, "strerror", None) or str(error)) from error


def free_bytes(folder: Path) -> int:
    """Free space where ``folder`` is or will be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def flushed(path: Path) -> None:
    """Wait until a file is on the disk itself."""
    with writing(path), path.open("r+b") as file:
        os.fsync(file.fileno())


def flushed_folder(folder: Path) -> None:
    """The same for a folder's list of names; Windows needs and allows no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network shares cannot; the files themselves are flushed
        pass
    finally:
        os.close(handle)
