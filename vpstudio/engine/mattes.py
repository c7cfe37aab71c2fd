"""The matter in use, and who stands in for it: no matter, however bad, takes the picture or the take down with it."""

from __future__ import annotations

import time
from typing import Any

from vpstudio.engine.faults import problem_of
from vpstudio.engine.matter_runner import MatterRunner, Patience
from vpstudio.matting.base import Matter, registry
from vpstudio.model.frame import Frame
from vpstudio.model.look import KeySettings
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

STAND_IN = "mediapipe"
TRIES = 3
AGAIN_S = 20.0
"""A matter that failed is tried again after so long, a few times: a hiccup of a driver is no reason to lose it for the day."""

Wanted = tuple[str, str]


class Mattes:
    """Asked for one frame after another, in the matte thread. ``problem`` is why the matter asked for is not at work.

    strict: raise what goes wrong instead of standing in; for runs that nobody watches.
    """

    def __init__(self, patience: Patience, strict: bool = False) -> None:
        self.problem: Problem | None = None
        self._patience, self._strict = patience, strict
        self._runners: dict[Wanted, MatterRunner] = {}
        self._failed: dict[Wanted, tuple[int, float, Problem]] = {}

    def of(self, frame: Frame, matter: str, values: dict[str, Any]) -> Matte | None:
        """The frame's matte by that matter, by the stand-in, or None. Raises Problem where ``strict``."""
        wanted = named(matter, values)
        self._keep_only({wanted, named(STAND_IN, {})})
        self.problem = None
        made = self._by(wanted, values, frame)
        if made is None and matter != STAND_IN:
            made = self._by(named(STAND_IN, {}), {}, frame)
        return made

    @property
    def told(self) -> tuple[Problem, ...]:
        """What the matters at work have to say of themselves."""
        return tuple(each for runner in list(self._runners.values()) for each in runner.told)

    def reset(self) -> None:
        """A new source or shot."""
        for runner in self._runners.values():
            runner.reset()

    def close(self) -> None:
        self._keep_only(set())

    def _by(self, wanted: Wanted, values: dict[str, Any], frame: Frame) -> Matte | None:
        if self._barred(wanted):
            return None
        try:
            return self._runner(wanted, values).matte(frame, self._patience)
        except TimeoutError:
            self._tell(Problem("matting.loading", name=wanted[0]))
        except Exception as error:
            self._fail(wanted, problem_of(error))
        return None

    def _runner(self, wanted: Wanted, values: dict[str, Any]) -> MatterRunner:
        if wanted not in self._runners:
            maker = registry.get(wanted[0])
            settings = maker.Settings(**values)
            self._runners[wanted] = MatterRunner(lambda: maker(settings), wanted[0])
        return self._runners[wanted]

    def _barred(self, wanted: Wanted) -> bool:
        if wanted not in self._failed:
            return False
        times, at, problem = self._failed[wanted]
        barred = times >= TRIES or time.monotonic() - at < AGAIN_S
        if barred:
            self._tell(problem)
        return barred

    def _fail(self, wanted: Wanted, problem: Problem) -> None:
        if self._strict:
            raise problem
        self._tell(problem)
        times = self._failed[wanted][0] if wanted in self._failed else 0
        self._failed[wanted] = (times + 1, time.monotonic(), problem)
        runner = self._runners.pop(wanted, None)
        if runner is not None:
            runner.close()

    def _tell(self, problem: Problem) -> None:
        """The first one: the stand-in's own trouble is the smaller news."""
        self.problem = self.problem or problem

    def _keep_only(self, wanted: set[Wanted]) -> None:
        """Other matters are let go, and what they failed at is forgotten: asked for again, they are tried again."""
        for other in [each for each in self._runners if each not in wanted]:
            self._runners.pop(other).close()
        self._failed = {each: why for each, why in self._failed.items() if each in wanted}


def named(matter: str, values: dict[str, Any]) -> Wanted:
    return matter, repr(sorted(values.items()))


def bring(mattes: Mattes, matter: Matter) -> None:
    """Put a matter that was made elsewhere in its place (tests)."""
    mattes._runners[named(matter.name, {})] = MatterRunner(lambda: matter, matter.name)


def asked(key: KeySettings, mode: str) -> tuple[str, dict[str, Any]]:
    """Which matter a mode needs, with its settings."""
    if mode == "difference":
        return "difference", {**key.difference_values, "path": key.plate}
    # A model that asks for the bare scene gets the clean plate, unless it was given a picture of its own.
    if key.matter == "onnx" and key.plate:
        return key.matter, {"plate": key.plate, **{name: value for name, value in key.matter_values.items() if value != ""}}
    return key.matter, key.matter_values
