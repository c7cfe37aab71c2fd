"""What every tracking protocol is: bytes in, poses out. One file a protocol; see CONTRIBUTING.md."""

from __future__ import annotations

from typing import Any, ClassVar

from vpstudio.model.camera import CameraPose
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.registry import Registry

registry: Registry[Protocol] = Registry("tracking protocol", "vpstudio.tracking")


class Protocol:
    """One protocol: ``Framer`` holds what stands between packets, ``decode`` is pure."""

    name: ClassVar[str]
    title: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()
    port: ClassVar[int]

    class Settings(BaseSettings):
        """The kind's own settings; a kind nests a class of this name that derives from this one."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings: Any = settings

    def feed(self, data: bytes, sender: str) -> list[bytes]:
        """Whole payloads that are complete with this datagram. Most protocols send one in each."""
        return [data]

    def decode(self, payload: bytes, time_ns: int) -> CameraPose | None:
        """The pose of a payload that arrived at ``time_ns``; None where it is not one of ours. Never raises on hostile bytes."""
        raise NotImplementedError
