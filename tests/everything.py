"""Lint, types, import contracts and tests, one after the other; all of them run even where one fails.

Run by ``bootstrap.py test`` in its environment, or by hand: ``.venv/bin/python tests/everything.py``. Arguments go to pytest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_S = 25 * 60
WORKERS = max(1, min(2, os.cpu_count() or 1))
"""More would not fit beside software GL, which draws on all cores."""

CHECKS = {
    "Lint": ["ruff", "check", "."],
    "Format": ["ruff", "format", "--check", "."],
    "Types": ["mypy"],
    "Import contracts": ["lint-imports"],
}


def main() -> int:
    """The tests come last, so that their summary is the last thing said but for one line."""
    began = time.monotonic()
    failed = [title for title, command in CHECKS.items() if not timed(title, lambda command=command: passes(command))]
    if not timed("Tests", lambda: tests(sys.argv[1:])):
        failed.append("Tests")
    verdict = f"Failed: {', '.join(failed)}" if failed else "All checks passed"
    print(f"{verdict} ({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if failed else 0


def timed(title: str, check) -> bool:
    print(f"== {title}", flush=True)
    began = time.monotonic()
    passed = check()
    print(f"   {title}: {time.monotonic() - began:.1f} s", flush=True)
    return passed


def passes(command: list[str]) -> bool:
    """Run a tool of this environment, from the repository's root, which it imports from."""
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent)) or command[0]
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([tool, *command[1:]], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode == 0


def tests(arguments: list[str]) -> bool:
    """pytest. A hang is ended, for nobody watches it on a machine that tests."""
    command = [sys.executable, "-m", "pytest", "-n", str(WORKERS), *arguments]
    with screen() as environment:
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=os.name == "posix")
        watch = threading.Timer(LONGEST_S, end, [child])
        watch.daemon = True
        watch.start()
        try:
            return child.wait() == 0
        finally:
            watch.cancel()
            end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End the tests and the workers they started, where they have not ended by themselves."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment for window tests: on Linux a virtual display for as long as they run, so that nobody's desk is disturbed."""
    server = shutil.which("Xvfb") if sys.platform.startswith("linux") else None
    if server is None:
        yield dict(os.environ)
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset", "+extension", "GLX"]
    silent = subprocess.DEVNULL
    xvfb = subprocess.Popen(command, pass_fds=[writing], stdin=silent, stdout=silent, stderr=silent)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield without_screen() | ({"DISPLAY": f":{number}"} if number else {})
    finally:
        xvfb.terminate()
        xvfb.wait(10)


def without_screen() -> dict[str, str]:
    """This environment, less the desktop it may be in."""
    return {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}


if __name__ == "__main__":
    sys.exit(main())
