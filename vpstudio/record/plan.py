"""What a take is to be, said before it begins, and one finished picture of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio.mailbox import Policy
from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, Layout, Orientation
from vpstudio.model.look import Look
from vpstudio.model.project import RecordSettings
from vpstudio.model.take import Slate


@dataclass(frozen=True, slots=True)
class TakePlan:
    """Everything known before the first picture.

    folder: the project's. rate: pictures a second of every layer. size: (width, height) of the composite, even. clean: (width,
    height, layout, orientation) of the camera's pictures as delivered, or None. matte_size: (width, height) or None. sound:
    (rate, channels) of what will come, or None. policy: ``live`` drops, ``every`` waits. wall: the clock on the wall now.
    """

    folder: Path
    project_code: str
    slate: Slate
    rate: Fraction
    size: tuple[int, int]
    clean: tuple[int, int, Layout, Orientation] | None = None
    matte_size: tuple[int, int] | None = None
    sound: tuple[int, int] | None = None
    look: Look = field(default_factory=Look)
    set_id: str = ""
    set_values: dict[str, Any] = field(default_factory=dict)
    visible_texts: tuple[str, ...] = ()
    key_used: str = ""
    renderer: str = ""
    record: RecordSettings = field(default_factory=RecordSettings)
    policy: Policy = "live"
    wall: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @property
    def name(self) -> str:
        return self.slate.clip_name(self.project_code)


@dataclass(frozen=True, slots=True, eq=False)
class RecordedPicture:
    """One finished picture with all that belongs to it.

    composite: (H, W, 4) uint8 display codes. frame: the camera's picture it was made of. matte: (h, w) uint8, 255 = actor;
    None means that nothing was cut out. release: called once, from any thread, when nobody needs ``composite``, ``matte`` and
    ``fill`` any more; None where they are not lent. findings: codes of what the live checks tell of this picture's matte. late: the
    matte did not come in time: ``frame`` is new, the rest is that of the picture before. fill: (H, W, 4) uint8, the actor alone,
    straight codes and his alpha, where the take has that layer.
    """

    stamp: Stamp
    composite: NDArray[np.uint8]
    frame: Frame
    matte: NDArray[np.uint8] | None
    pose: CameraPose
    intrinsics: Intrinsics
    settings_hash: str
    findings: tuple[str, ...] = ()
    late: bool = False
    release: Callable[[], None] | None = None
    fill: NDArray[np.uint8] | None = None


@dataclass(slots=True)
class Beginning:
    """What only the first picture tells: its stamp, its timecode, the clock on the wall then. Shared by all layers."""

    start_ns: int = 0
    timecode: str | None = None
    wall: datetime | None = None
