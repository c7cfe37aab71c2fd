"""Baking a set's light in a process of its own, so that neither picture nor recording waits for it; it can be cancelled.

The child tells how far it is on its standard output, a number a line; what it makes goes into the user's cache, where the stage finds
it when the set is built again.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from vpstudio.engine.faults import problem_of
from vpstudio.engine.stage import bare, built_of
from vpstudio.model.project import SetChoice
from vpstudio.model.state import BakeState
from vpstudio.problem import Problem
from vpstudio.scene.lightbake import store
from vpstudio.scene.lightbake.baking import COARSE, FULL
from vpstudio.scene.lightbake.baking import bake as baked_of

GRACE_S = 3.0


def bake_here(choice: SetChoice, coarse: bool = False, tell: Callable[[float], None] = lambda share: None) -> Path:
    """Bake in this process and keep it; the file. Raises Problem."""
    try:
        scene = bare(built_of(choice))
    except ValidationError as error:
        raise problem_of(error) from None
    return store.keep(scene, baked_of(scene, COARSE if coarse else FULL, tell))


class Baker:
    """At most one bake at a time; a new wish cancels the one before. ``state`` may be read from any thread."""

    def __init__(self, done: Callable[[SetChoice], None] = lambda choice: None) -> None:
        self.state = BakeState()
        self._done = done
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def start(self, choice: SetChoice, coarse: bool = False) -> None:
        """Begin; returns at once."""
        self.cancel()
        choice = built_of(choice)
        command = [sys.executable, "-m", "vpstudio.engine.baking", choice.model_dump_json(), *(["--coarse"] if coarse else [])]
        with self._lock:
            self.state = BakeState("running")
            self._child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
            )
            threading.Thread(target=self._follow, args=(self._child, choice), name="bake", daemon=True).start()

    def cancel(self) -> None:
        """Stop it if one runs; nothing is kept."""
        with self._lock:
            child, self._child = self._child, None
            if child is None:
                return
            self.state = BakeState("cancelled")
        child.terminate()
        try:
            child.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def close(self) -> None:
        """The program ends."""
        self.cancel()

    def _follow(self, child: subprocess.Popen[str], choice: SetChoice) -> None:
        assert child.stdout is not None and child.stderr is not None
        for line in child.stdout:
            self._note(child, BakeState("running", _share(line)))
        told = child.stderr.read()
        if child.wait() == 0:
            if self._note(child, BakeState("done", 1.0)):
                self._done(choice)
        else:
            last = (told.strip().splitlines() or ["?"])[-1]
            self._note(child, BakeState("failed", problem=Problem("engine.bake_failed", why=last)))

    def _note(self, child: subprocess.Popen[str], state: BakeState) -> bool:
        """Whether this child's word still counts."""
        with self._lock:
            if child is not self._child:
                return False
            self.state = state
            if state.phase != "running":
                self._child = None
            return True


def _share(line: str) -> float:
    try:
        return min(1.0, max(0.0, float(line)))
    except ValueError:
        return 0.0


def main(words: list[str]) -> int:
    """The child: a choice as JSON, perhaps ``--coarse``."""
    choice = SetChoice.model_validate_json(words[0])
    try:
        bake_here(choice, "--coarse" in words[1:], lambda share: print(f"{share:.3f}", flush=True))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
