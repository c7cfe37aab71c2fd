"""What every matter is: a frame in, its own matte out. One file a kind; see CONTRIBUTING.md."""

from __future__ import annotations

from typing import Any, ClassVar

from vpstudio.model.frame import Frame
from vpstudio.model.matte import Matte
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.problem import Problem
from vpstudio.registry import Registry

registry: Registry[Matter] = Registry("matter", "vpstudio.matting")


class Matter:
    """Makes alpha outside GL. Made anywhere; ``open``, ``matte``, ``reset`` and ``close`` run in the matte thread.

    ``matte`` sees frames in order and returns a matte of the same stamp, upright. ``reset`` forgets what was seen (a cut, a gap).
    told: what a person should know once it is open, such as a model's licence.
    """

    told: tuple[Problem, ...] = ()

    name: ClassVar[str]
    title: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()

    class Settings(BaseSettings):
        """The kind's own settings; a kind nests a class of this name that derives from this one."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings: Any = settings

    def open(self) -> None:
        """Load what is heavy. Raises Problem."""

    def matte(self, frame: Frame) -> Matte:
        raise NotImplementedError

    def reset(self) -> None:
        """Forget earlier frames."""

    def close(self) -> None:
        """Let go."""
