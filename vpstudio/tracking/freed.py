"""FreeD D1, as cameras' pan heads and trackers send it over UDP.

Source of the layout: Vinten Radamec, free-d Installation Manual V1.4.4, appendices A and B.
"""

from __future__ import annotations

from vpstudio.model.camera import CameraPose
from vpstudio.model.setting import setting
from vpstudio.tracking.base import Protocol, registry

LENGTH = 29
LENGTH_WITH_TIME = 33
DEGREES = 32768.0
MILLIMETRES = 64.0


@registry.register
class FreeD(Protocol):
    """D1 messages of 29 bytes (or 33, where a sender puts hours, minutes, seconds and frames behind the checksum)."""

    name = "freed"
    title = "FreeD"
    port = 40000

    class Settings(Protocol.Settings):
        camera_id: int = setting(255, "Camera number", low=0, high=255, help="255 listens to every camera.")
        lenient: bool = setting(False, "Accept wrong checksums", advanced=True)

    settings: Settings

    def decode(self, payload: bytes, time_ns: int) -> CameraPose | None:
        """Pan is turned round: FreeD counts it to the right, we to the left. Zoom and focus have no unit and are left out."""
        if len(payload) not in (LENGTH, LENGTH_WITH_TIME) or payload[0] != 0xD1:
            return None
        if not self.settings.lenient and payload[28] != checksum(payload[:28]):
            return None
        if self.settings.camera_id != 255 and payload[1] not in (self.settings.camera_id, 255):
            return None
        pan, tilt, roll = (_signed(payload, at) / DEGREES for at in (2, 5, 8))
        x, y, z = (_signed(payload, at) / MILLIMETRES / 1000 for at in (11, 14, 17))
        return CameraPose.of_angles((x, y, z), -pan, tilt, roll, time_ns)


def checksum(message: bytes) -> int:
    """0x40 less every byte before it, modulo 256."""
    return (0x40 - sum(message)) & 0xFF


def _signed(payload: bytes, at: int) -> int:
    return int.from_bytes(payload[at : at + 3], "big", signed=True)
