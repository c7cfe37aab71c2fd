"""What every monitor is: finished pictures go in, and it never holds them up. One file a kind."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.shot import Tap
from vpstudio.registry import Registry

registry: Registry[Monitor] = Registry("monitor", "vpstudio.monitor")


class Monitor:
    """Shows pictures elsewhere. ``tap`` says what it wants; ``wants`` whether it can use one now, asked before any is read."""

    name: ClassVar[str]
    title: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()

    class Settings(BaseSettings):
        """The kind's own settings; a kind nests a class of this name that derives from this one."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings: Any = settings

    @property
    def tap(self) -> Tap:
        return Tap("program")

    @property
    def wants(self) -> bool:
        return True

    def open(self) -> None:
        """Begin. Raises Problem."""

    def show(self, picture: NDArray[np.uint8]) -> None:
        """picture: (H, W, 4) RGBA, the caller's until this returns. On the render thread: hand over and return."""
        raise NotImplementedError

    def close(self) -> None:
        """End."""
