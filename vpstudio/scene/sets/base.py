"""What every procedural set is: settings in, a Scene out. One file a set; see CONTRIBUTING.md, "Add a set"."""

from __future__ import annotations

from typing import Any, ClassVar

from vpstudio.model.scene import Scene
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.registry import Registry

registry: Registry[VirtualSet] = Registry("set", "vpstudio.scene.sets")


class VirtualSet:
    """One place, built to measure: metres, Z up, floor at z = 0, the first mark where the actor mostly stands.

    Made with its settings; ``build`` is deterministic in them, takes at most two seconds and touches no GL.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()

    class Settings(BaseSettings):
        """The set's own settings; a set nests a class of this name that derives from this one."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings: Any = settings

    def build(self) -> Scene:
        raise NotImplementedError
