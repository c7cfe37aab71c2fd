"""Slates and takes under the names a crew uses."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from vpstudio.model.document import Document
from vpstudio.model.look import Look
from vpstudio.model.marker import Marker
from vpstudio.model.setting import Settings, setting
from vpstudio.problem import Problem

SCENE = re.compile(r"[0-9A-Za-z-]{1,12}")
Status = Literal["none", "circle", "hold", "ng", "false"]


class Slate(Settings):
    """What is chalked on the board. ``scene`` is a string (``34-1``, ``R10``, ``24A``); the episode is its first number."""

    scene: str = setting("1-1", "Scene")
    shot: int = setting(1, "Shot", low=1, high=999)
    take: int = setting(1, "Take", low=1, high=999)
    camera: str = setting("A", "Camera")
    episode: int | None = setting(None, "Episode", low=0, high=9999)

    @field_validator("scene")
    @classmethod
    def _scene(cls, value: str) -> str:
        if not SCENE.fullmatch(value):
            raise ValueError("1 to 12 letters, digits or hyphens")
        return value

    @field_validator("camera")
    @classmethod
    def _camera(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Z]", value):
            raise ValueError("one letter, A to Z")
        return value

    @classmethod
    def typed(cls, text: str, camera: str = "A") -> Slate:
        """From what is typed: ``34-1/2`` is scene 34-1, shot 2; ``34-1`` its shot 1. Raises Problem ``slate.wrong``."""
        scene, _, shot = text.strip().partition("/")
        if not SCENE.fullmatch(scene) or not re.fullmatch(r"[0-9]{0,3}", shot) or shot in ("0", "00", "000"):
            raise Problem("slate.wrong", text=text)
        return cls(scene=scene, shot=int(shot or 1), camera=camera)

    @property
    def episode_number(self) -> int:
        """The episode: as said, else the first number in the scene, else 0."""
        if self.episode is not None:
            return self.episode
        number = re.search(r"\d+", self.scene)
        return int(number.group()) if number else 0

    def clip_name(self, project_code: str) -> str:
        """``QLRS_E034_S34-1_C02_T03_A``: unique in a project, ASCII, sorts in order."""
        return f"{project_code}_E{self.episode_number:03d}_S{self.scene}_C{self.shot:02d}_T{self.take:02d}_{self.camera}"

    def same_shot(self, other: Slate) -> bool:
        """Whether takes of both count on one series of numbers."""
        mine = (self.episode_number, self.scene, self.shot, self.camera)
        return mine == (other.episode_number, other.scene, other.shot, other.camera)


class LayerFile(Settings):
    """One file of a take. name: file name in the take's folder. pictures: stored, repeats included."""

    layer: Literal["comp", "clean", "matte", "fill", "sound", "frames", "thumb"]
    name: str
    codec: str = ""
    width: int = 0
    height: int = 0
    pictures: int = 0


class Fault(Settings):
    """What is not as it should be with a take's files: a problem's code and parameters, so that any language can tell it."""

    code: str
    parameters: dict[str, str | int | float] = Field(default_factory=dict)


class Take(Document):
    """All that holds for a whole take; one line a frame stands in its ``.frames.jsonl``.

    Rates are fractions as text, ``25/1``. start_ns is monotonic; start_wall the clock on the wall at that moment (ISO 8601
    with offset): the only anchor between the two. clean_orientation: the clean layer is stored unturned.
    markers: where a finding of the live checks begins, in order. rating: 1 to 5, 0 where nobody gave one. cast: who is seen. shot_size:
    CU, MS, WS or what the crew writes. former: names that it had under other slates, oldest first. visible_texts: every sign of the set,
    for the table of special pictures. verified: '' until every layer was decoded after the cut; faults: what was wrong then.
    """

    kind: ClassVar[str] = "take"

    project: str = ""
    slate: Slate = Slate()
    name: str = ""
    rate: str = "25/1"
    width: int = 1080
    height: int = 1920
    start_ns: int = 0
    start_wall: str = ""
    start_timecode: str | None = None
    pictures: int = 0
    held: int = 0
    dropped: int = 0
    layers: list[LayerFile] = Field(default_factory=list)
    clean_orientation: tuple[int, bool] = (0, False)
    markers: list[Marker] = Field(default_factory=list)
    set_id: str = ""
    set_values: dict[str, Any] = Field(default_factory=dict)
    visible_texts: list[str] = Field(default_factory=list)
    look: Look = Look()
    key_used: str = ""
    renderer: str = ""
    encoder: str = ""
    status: Status = "none"
    rating: int = Field(default=0, ge=0, le=5)
    notes: str = ""
    cast: list[str] = Field(default_factory=list)
    shot_size: str = ""
    ai_content: Literal["none", "plate", "edited"] = "none"
    finished: bool = False
    former: list[str] = Field(default_factory=list)
    verified: Literal["", "yes", "no"] = ""
    faults: list[Fault] = Field(default_factory=list)
    recovered: bool = False
    version_made: str = ""

    @property
    def frame_rate(self) -> Fraction:
        return Fraction(self.rate)


def day_folder(project: Path, day: date, number: int) -> Path:
    """``PROJECT/days/2026-03-14_D03``."""
    return project / "days" / f"{day.isoformat()}_D{number:02d}"
