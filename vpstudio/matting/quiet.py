"""Keeps a native library's chatter off the terminal without hiding what it says when something is wrong."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHATTER = re.compile(
    rb"Created TensorFlow Lite XNNPACK delegate|before InitGoogle\(\)|before absl::InitializeLog|Feedback manager requires"
    rb"|inference_feedback_manager|gl_context|OpenGL error|landmark_projection_calculator|^\s*$"
)
_one_at_a_time = threading.Lock()


@contextmanager
def hushed() -> Iterator[None]:
    """Collect what is written to the process's standard error meanwhile, then write out all but the known chatter.

    The libraries meant here write to file descriptor 2 from C++ whatever their log level is set to.
    """
    with _one_at_a_time, tempfile.TemporaryFile() as held:
        try:
            sys.stderr.flush()
            real = os.dup(2)
        except (OSError, AttributeError, ValueError):  # a windowed program without a standard error
            yield
            return
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(real, 2)
            os.close(real)
            held.seek(0)
            _pass_on(held.read())


def _pass_on(written: bytes) -> None:
    lines = [line for line in written.splitlines() if not CHATTER.search(line)]
    if lines:
        os.write(2, b"\n".join(lines) + b"\n")
