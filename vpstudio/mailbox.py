"""Hand-overs between threads. A run chooses once: ``live`` drops and counts, ``every`` waits and loses nothing."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Policy = Literal["live", "every"]


class Closed(Exception):
    """The other end is gone. ``__cause__`` is its error, if it had one."""


class Mailbox(Generic[T]):
    """One producer's items for one consumer.

    ``live``: one slot, the newest wins, ``dropped`` counts what was overwritten, and ``lost`` is called with it in the producer's
    thread. ``every``: up to ``depth`` items wait, then ``put`` blocks. ``close`` wakes both ends, so that a dead encoder cannot hang
    the render.
    """

    def __init__(self, policy: Policy, depth: int = 4, lost: Callable[[T], None] | None = None) -> None:
        self.policy = policy
        self._lost = lost
        self.depth = 1 if policy == "live" else max(1, depth)
        self.dropped = 0
        self._items: deque[T] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._error: BaseException | None = None

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: T, timeout: float | None = None) -> bool:
        """Hand ``item`` over. False: the time ran out (``every`` only). Raises Closed."""
        with self._changed:
            if self.policy == "live":
                self._check()
                self.dropped += len(self._items)
                for each in self._items if self._lost is not None else ():
                    self._lost(each)  # type: ignore[misc]
                self._items.clear()
            elif not self._wait(lambda: len(self._items) < self.depth or self._closed, timeout):
                return False
            self._check()
            self._items.append(item)
            self._changed.notify_all()
            return True

    def get(self, timeout: float | None = None) -> T:
        """The next item, oldest first. Raises TimeoutError, or Closed once all that was put has been taken."""
        with self._changed:
            if not self._wait(lambda: bool(self._items) or self._closed, timeout):
                raise TimeoutError
            if not self._items or self._error is not None:
                self._check()
            item = self._items.popleft()
            self._changed.notify_all()
            return item

    def close(self, error: BaseException | None = None) -> None:
        """No more items. With ``error`` the other end learns it at once; without, it first takes what is left."""
        with self._changed:
            self._closed = True
            self._error = self._error or error
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        return self._closed

    def _wait(self, ready: object, timeout: float | None) -> bool:
        """Wait in slices: on Windows an untimed wait cannot be interrupted from the keyboard."""
        end = None if timeout is None else time.monotonic() + timeout
        while not ready():  # type: ignore[operator]
            left = 0.5 if end is None else end - time.monotonic()
            if left <= 0:
                return False
            self._changed.wait(min(left, 0.5))
        return True

    def _check(self) -> None:
        if self._closed:
            raise Closed from self._error
