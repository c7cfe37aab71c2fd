"""A matter in a thread of its own, so that one that hangs, is slow to load or answers nonsense stops nobody."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from typing import Any

import numpy as np

from vpstudio.matting.base import Matter
from vpstudio.model.frame import Frame
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

ASPECT_PX = 1.01
"""By so many of its own pixels a matte's side may differ from the picture's aspect."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that are waited: for a matter to load, and for one matte."""

    load_s: float
    matte_s: float


LIVE = Patience(3.0, 1.0)
EVERY = Patience(600.0, 120.0)


class MatterRunner:
    """Made and opened, asked and closed in its own thread, which is left to itself where it does not answer any more.

    All methods are called by one thread.
    """

    def __init__(self, make: Callable[[], Matter], name: str) -> None:
        self.name = name
        self._asked: queue.SimpleQueue[tuple[Any, Future[Any]] | None] = queue.SimpleQueue()
        self._opened: Future[Any] = Future()
        self._make = make
        self._stuck = False
        self.told: tuple[Problem, ...] = ()
        threading.Thread(target=self._run, name=f"matter {name}", daemon=True).start()

    @property
    def loaded(self) -> bool:
        """Whether it has opened, or failed to."""
        return self._opened.done()

    def matte(self, frame: Frame, patience: Patience) -> Matte:
        """The frame's matte, looked over.

        Raises TimeoutError while it still loads after ``load_s``, and Problem: what the matter said, ``matting.stuck`` when no
        answer came in time, ``matting.broke`` for any other error, ``matting.nonsense`` for what is no matte of this frame.
        """
        self._said(self._opened, patience.load_s, TimeoutError())
        self._stuck = False
        answer = self._ask(lambda matter: matter.matte(frame))
        made = self._said(answer, patience.matte_s, Problem("matting.stuck", name=self.name, seconds=f"{patience.matte_s:g}"))
        return checked(made, frame, self.name)

    def reset(self) -> None:
        self._ask(lambda matter: matter.reset())

    def close(self) -> None:
        """Asked to end; not waited for long: what hangs is left."""
        done = self._ask(lambda matter: matter.close())
        self._asked.put(None)
        if self._opened.done() and self._opened.exception() is None and not self._stuck:
            try:
                done.result(2.0)
            except Exception:  # it is being thrown away
                return

    def _ask(self, what: Callable[[Matter], Any]) -> Future[Any]:
        answer: Future[Any] = Future()
        self._asked.put((what, answer))
        return answer

    def _said(self, answer: Future[Any], seconds: float, late: BaseException) -> Any:
        try:
            return answer.result(seconds)
        except Late:
            self._stuck = True
            raise late from None
        except Problem:
            raise
        except Exception as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise Problem("matting.broke", name=self.name, reason=why) from error

    def _run(self) -> None:
        try:
            matter = self._make()
            matter.open()
            self.told = matter.told
        except BaseException as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        while (asked := self._asked.get()) is not None:
            what, answer = asked
            try:
                answer.set_result(what(matter))
            except BaseException as error:
                answer.set_exception(error)


def checked(matte: Any, frame: Frame, name: str) -> Matte:
    """The matte, if it is one of this frame. Raises Problem ``matting.nonsense``."""
    alpha = getattr(matte, "alpha", None)
    if not isinstance(matte, Matte) or not isinstance(alpha, np.ndarray):
        raise Problem("matting.nonsense", name=name, what=type(matte).__name__)
    if alpha.ndim != 2 or alpha.dtype != np.uint8 or alpha.size == 0:
        raise Problem("matting.nonsense", name=name, what=f"{alpha.shape} {alpha.dtype}")
    (height, width), (wide, tall) = alpha.shape, frame.upright_size
    if min(abs(width - height * wide / tall), abs(height - width * tall / wide)) > ASPECT_PX:
        raise Problem("matting.nonsense", name=name, what=f"{width}x{height}")
    if matte.stamp != frame.stamp:
        raise Problem("matting.nonsense", name=name, what=f"{matte.stamp.number} != {frame.stamp.number}")
    return matte
