"""A project: everything the crew chose, as one immutable value that the window sends to the engine whole."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.document import Document
from vpstudio.model.frame import Orientation
from vpstudio.model.lens import LensProfile
from vpstudio.model.look import Look
from vpstudio.model.scene import Mark
from vpstudio.model.setting import Settings, setting
from vpstudio.model.take import Slate

PUNCH_WARNING = 1.3


class SourceChoice(Settings):
    """Which kind of source, with that kind's own settings, and how the picture must be turned."""

    kind: str = setting("demo", "Source")
    values: dict[str, Any] = Field(default_factory=dict, title="Source settings")
    rotate: Literal[0, 90, 180, 270] = setting(
        0, "Rotate", unit="deg", choices=("0", "90", "180", "270"), help="Clockwise, until the picture stands upright."
    )
    mirror: bool = setting(False, "Mirror")
    fit: Literal["cover", "contain"] = setting("cover", "Fit", choices=("Fill the frame", "Show the whole picture"))
    camera: Literal["display", "slog3", "vlog", "clog3", "logc3", "logc4", "nlog"] = setting(
        "display",
        "Picture style",
        choices=("As on a screen", "S-Log3", "V-Log", "Canon Log 3", "ARRI LogC3", "ARRI LogC4", "N-Log"),
        advanced=True,
        help="What the camera is set to. A flat log picture is developed before it is keyed and shown.",
    )

    @property
    def orientation(self) -> Orientation:
        return Orientation(self.rotate, self.mirror)


class SetChoice(Settings):
    """Which set: a set's id, or ``file`` for a .glb / .gltf, ``picture`` or ``video`` for a flat plate,
    ``panorama`` for a picture of all directions, ``none`` for black."""

    kind: str = setting("office", "Set")
    path: str = setting("", "File")
    values: dict[str, Any] = Field(default_factory=dict, title="Set settings")
    mark: int = setting(0, "Angle", low=0, high=15)


ORBIT_DEG, DOLLY = 8.0, 0.15
"""How far a virtual camera may move while the real one stands: beyond, it shows that the actor is a card."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The camera before its mark: metres above the floor, degrees of tilt (+ up), metres to where the actor stands."""

    height_m: float
    tilt_deg: float
    distance_m: float


class CameraSettings(Settings):
    """The real camera and its place, and the lens the director looks through.

    The real lens is ``focal_mm`` on ``sensor_width_mm``, or ``view_deg`` along the sensor's long side where that is what is known, or
    the one that was ``measured`` with a board; by ``distorts`` the set is bent as that one bends the plate.
    ``lens_mm`` is the button pressed: None shows the real lens. Linked, it crops plate and set together; unlinked, it changes
    the set alone, which is a CHEAT and is badged so.
    """

    known_by: Literal["focal", "view", "measured"] = setting(
        "view", "Lens known by", choices=("Focal length", "Field of view", "Measurement")
    )
    focal_mm: float = setting(28.0, "Focal length", low=4, high=300, step=0.5, unit="mm")
    sensor_width_mm: float = setting(
        36.0, "Sensor width", low=2, high=70, step=0.1, unit="mm", help="35 mm full frame: 36. Super 35: 24.9. Micro 4/3: 17.3."
    )
    view_deg: float = setting(
        70.0, "Field of view", low=5, high=150, step=0.5, unit="deg", help="Along the long side of the sensor. Most webcams: 60 to 78."
    )
    measured: LensProfile | None = Field(default=None, title="Measured lens")
    distorts: bool = setting(True, "Bend the set like the lens", advanced=True, help="Counts where the lens was measured.")
    height_m: float | None = setting(
        None, "Height", low=0, high=10, step=0.01, unit="m", help="As the angle is made for, until you set it."
    )
    tilt_deg: float | None = setting(
        None, "Tilt", low=-60, high=60, step=0.1, unit="deg", help="Positive looks up. As the angle is made for, until you set it."
    )
    pan_deg: float = setting(0.0, "Pan", low=-180, high=180, step=0.1, unit="deg", help="Positive looks left.", advanced=True)
    roll_deg: float = setting(0.0, "Roll", low=-45, high=45, step=0.1, unit="deg", advanced=True)
    distance_m: float | None = setting(
        None, "Distance to actor", low=0.3, high=15, step=0.05, unit="m", help="As the angle is made for, until you set it."
    )
    depth_by: Literal["auto", "size", "typed"] = setting(
        "auto",
        "Distance by",
        choices=("Feet, else as typed", "Feet, else his size", "As typed"),
        advanced=True,
        help="What is nearer than the actor hides him, and his shadow falls from there.",
    )
    depth_sorts: bool = setting(True, "Near things hide the actor", advanced=True)
    lens_mm: float | None = setting(None, "Lens", low=8, high=300, unit="mm")
    linked: bool = setting(True, "Lens crops the plate too")
    orbit_deg: float = setting(
        0.0,
        "Move round the actor",
        low=-15,
        high=15,
        step=0.1,
        unit="deg",
        advanced=True,
        help="Of a camera that stands still; + to the right.",
    )
    dolly: float = setting(
        0.0, "Move to the actor", low=-0.3, high=0.3, step=0.01, advanced=True, help="Part of the distance, for a camera that stands still."
    )

    def intrinsics(self, width: int, height: int) -> Intrinsics:
        """The real lens for a delivered (unturned) picture of ``width`` x ``height``; some phones and feeds deliver upright ones."""
        if self.known_by == "focal":
            return Intrinsics.of_lens(width, height, self.focal_mm, self.sensor_width_mm)
        if self.profile is not None:
            measured = self.profile.intrinsics
            # Another size of the same mode; where the shape differs too, cameras cut from the middle.
            return measured.placed(Placement.fit((measured.width, measured.height), (width, height)))
        return Intrinsics.of_view(width, height, self.view_deg)

    @property
    def profile(self) -> LensProfile | None:
        """The measured lens, where that is what the lens is known by and there is one."""
        return self.measured if self.known_by == "measured" else None

    @property
    def real_focal_mm(self) -> float:
        """Full-frame equivalent focal length of the real lens, along the sensor's long side."""
        if self.known_by == "focal":
            return self.focal_mm * 36.0 / self.sensor_width_mm
        if self.profile is not None:
            return 36.0 * self.profile.fx / max(self.profile.width, self.profile.height)
        return 18.0 / math.tan(math.radians(self.view_deg) / 2)

    @property
    def punch(self) -> float:
        """How much narrower the chosen lens is than the real one: 1 is the real lens; below 1 the plate cannot follow."""
        return 1.0 if self.lens_mm is None else self.lens_mm / self.real_focal_mm

    @property
    def plate_zoom(self) -> float:
        """What the plate is enlarged by: the punch where linked, never below 1."""
        return max(1.0, self.punch) if self.linked else 1.0

    @property
    def set_zoom(self) -> float:
        """What the set's focal length is multiplied by beyond the plate's crop."""
        return 1.0 if self.linked else self.punch

    @property
    def card_move(self) -> tuple[float, float]:
        """(degrees round the actor, part of the way to him) that a flat picture of him bears: no more is done, whatever is asked for."""
        return max(-ORBIT_DEG, min(ORBIT_DEG, self.orbit_deg)), max(-DOLLY, min(DOLLY, self.dolly))

    @property
    def cheats(self) -> bool:
        """Whether set and plate are seen through different lenses."""
        return not self.linked and abs(self.punch - 1) > 1e-6

    def stand(self, mark: Mark) -> Stand:
        """Where it stands before ``mark``: as set, and as the mark is made for in what nobody has set."""
        return Stand(
            mark.height_m if self.height_m is None else self.height_m,
            mark.tilt_deg if self.tilt_deg is None else self.tilt_deg,
            mark.distance_m if self.distance_m is None else self.distance_m,
        )

    def pose(self, mark: Mark, time_ns: int = 0) -> CameraPose:
        """Stand before the mark, above its floor, looking at it."""
        stand = self.stand(mark)
        pan = mark.pan_deg + self.pan_deg
        back = math.radians(mark.pan_deg)
        x, y, z = mark.position_m
        place = (x + math.sin(back) * stand.distance_m, y - math.cos(back) * stand.distance_m, z + stand.height_m)
        return CameraPose.of_angles(place, pan, stand.tilt_deg, self.roll_deg, time_ns)


class FormatSettings(Settings):
    """The finished picture. ``rate`` None takes what the source delivers."""

    shape: Literal["vertical", "wide"] = setting("vertical", "Format", choices=("Vertical 9:16", "Wide 16:9"))
    short_side: Literal[540, 720, 1080, 2160] = setting(1080, "Size", choices=("540", "720", "1080", "2160"), unit="px")
    rate: str | None = setting(None, "Frame rate")

    @field_validator("rate")
    @classmethod
    def _rate(cls, value: str | None) -> str | None:
        if value is not None and not 1 <= Fraction(value) <= 240:
            raise ValueError("1 to 240 frames a second")
        return value

    @property
    def size(self) -> tuple[int, int]:
        """(width, height), both even."""
        long_side = self.short_side * 16 // 9
        return (self.short_side, long_side) if self.shape == "vertical" else (long_side, self.short_side)


class RecordSettings(Settings):
    """What a take holds and how well."""

    quality: int = setting(20, "Quality", low=10, high=35, step=1, help="x264's rate factor: lower is better and larger.")
    clean: bool = setting(True, "Record the clean camera picture")
    matte: bool = setting(True, "Record the matte")
    fill: Literal["none", "straight", "premultiplied"] = setting(
        "none",
        "Record fill and key",
        choices=("No", "Straight", "Premultiplied"),
        help="The actor alone with his alpha, as ProRes 4444 for editors: 20 to 40 megabytes a second.",
    )
    encoder: str = setting("auto", "Encoder", advanced=True)


class TrackingChoice(Settings):
    """Where the camera's movement comes from: ``none`` for a camera that stands still, else a protocol's name."""

    kind: str = setting("none", "Tracking")
    values: dict[str, Any] = Field(default_factory=dict, title="Tracking settings")
    port: int = setting(40000, "Port", low=0, high=65535)
    address: str = setting("127.0.0.1", "Listen on", advanced=True, help="127.0.0.1 hears this machine alone, 0.0.0.0 the network.")
    delay_ms: float = setting(
        0.0, "Delay", low=-500, high=500, step=0.5, unit="ms", help="How much older the tracker's news is than the picture."
    )


class MonitorChoice(Settings):
    """Where else the finished picture is shown: ``none``, or a monitor's name."""

    kind: str = setting("none", "Monitor")
    values: dict[str, Any] = Field(default_factory=dict, title="Monitor settings")


class Project(Document):
    """One production. ``code`` starts every clip's name."""

    kind: ClassVar[str] = "project"

    title: str = setting("Untitled", "Title")
    code: str = setting("DEMO", "Code", help="2 to 8 capital letters or digits; every clip's name starts with it.")
    source: SourceChoice = SourceChoice()
    format: FormatSettings = FormatSettings()
    camera: CameraSettings = CameraSettings()
    set: SetChoice = SetChoice()
    look: Look = Look()
    record: RecordSettings = RecordSettings()
    slate: Slate = Slate()
    tracking: TrackingChoice = TrackingChoice()
    monitor: MonitorChoice = MonitorChoice()

    @field_validator("code")
    @classmethod
    def _code(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Z0-9]{2,8}", value):
            raise ValueError("2 to 8 capital letters or digits")
        return value
