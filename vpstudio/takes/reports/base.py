"""What a report is written from, and the kinds of reports by name: adding one is adding a file here."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from opentimelineio import opentime

from vpstudio.model.camera import rotation_matrix
from vpstudio.model.take import Take
from vpstudio.problem import Problem
from vpstudio.registry import Registry
from vpstudio.takes.index import natural
from vpstudio.takes.seal import seal_of

Cells = list[tuple[str, str]]


@dataclass(eq=False)
class Reported:
    """A take as reports tell it. first: the first line of its sidecar, {} where there is none."""

    take: Take
    folder: Path

    @cached_property
    def first(self) -> dict[str, Any]:
        try:
            with (self.folder / f"{self.take.name}.frames.jsonl").open(encoding="utf-8") as file:
                told = json.loads(file.readline(1 << 16))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def rate(self) -> Fraction:
        return self.take.frame_rate

    @property
    def begins(self) -> opentime.RationalTime:
        """The timecode of its first picture; midnight where it has none."""
        return at_timecode(self.take.start_timecode or "00:00:00:00", self.rate)

    @property
    def lasts(self) -> opentime.RationalTime:
        return opentime.RationalTime(self.take.pictures, counted(self.rate))

    @property
    def ends(self) -> opentime.RationalTime:
        """One past the last picture, as editors count."""
        return self.begins + self.lasts

    @property
    def composite(self) -> Path:
        return self.layer("comp") or self.folder / f"{self.take.name}.comp.mov"

    def layer(self, name: str) -> Path | None:
        """A layer's file, within the take's folder whatever the document says."""
        return next((self.folder / Path(each.name).name for each in self.take.layers if each.layer == name), None)

    @property
    def hash(self) -> str:
        """Of the composite, as it was sealed."""
        return (seal_of(self.folder) or {}).get(self.composite.name, "")

    @property
    def place(self) -> dict[str, str]:
        """Height (m), tilt, roll (degrees), horizontal field of view (degrees), focal length (mm), focus (m), T-stop; '' where unknown."""
        told: dict[str, str] = dict.fromkeys(("height", "tilt", "roll", "hfov", "focal", "focus", "t_stop"), "")
        pose, lens, k = (self.first.get(name) or {} for name in ("pose", "lens", "intrinsics"))
        try:
            matrix = rotation_matrix(tuple(float(part) for part in pose["rotation"]))  # type: ignore[arg-type]
            told["height"] = f"{float(pose['position_m'][2]):.2f}"
            told["tilt"] = f"{math.degrees(math.asin(float(np.clip(matrix[2, 1], -1, 1)))):.1f}"
            told["roll"] = f"{math.degrees(math.atan2(-float(matrix[2, 0]), float(matrix[2, 2]))):.1f}"
            told["hfov"] = f"{2 * math.degrees(math.atan2(float(k['width']) / 2, float(k['fx']))):.1f}"
        except (KeyError, TypeError, ValueError, IndexError):
            pass
        for name, key, digits in (("focal", "focal_mm", 1), ("focus", "focus_m", 2), ("t_stop", "t_stop", 1)):
            told[name] = f"{lens[key]:.{digits}f}" if isinstance(lens.get(key), (int, float)) else ""
        return told


@dataclass(eq=False)
class Day:
    """What one run of reports is about: takes of one shooting day, or any that were chosen. label: ``D03``."""

    title: str
    code: str
    label: str
    date: str
    takes: list[Reported] = field(default_factory=list)

    @property
    def chosen(self) -> list[Reported]:
        """What goes to the editor: the circled takes, or all where none is."""
        return [each for each in self.takes if each.take.status == "circle"] or [each for each in self.takes if each.take.status != "false"]

    @property
    def rate(self) -> Fraction:
        return self.takes[0].rate if self.takes else Fraction(25)


class Report:
    """One kind. ``write`` returns the files that it made in ``folder``."""

    name: ClassVar[str]
    title: ClassVar[str]

    def write(self, day: Day, folder: Path) -> list[Path]:
        raise NotImplementedError


registry: Registry[Report] = Registry("report", "vpstudio.takes.reports")


def gathered(folders: Iterable[Path], title: str, code: str) -> Day:
    """Finished takes in script order. Raises Problem ``takes.nothing_to_tell`` where there is none that can be read."""
    takes = []
    for folder in folders:
        try:
            take = Take.load(folder / f"{folder.name}.take.json")
            float(take.frame_rate)
        except (Problem, ValueError, ZeroDivisionError):
            continue
        takes.append(Reported(take, folder))
    if not takes:
        raise Problem("takes.nothing_to_tell")
    takes.sort(key=in_script_order)
    days = sorted({each.folder.parent.name for each in takes})
    date, _, label = days[0].partition("_")
    return Day(title, code, label or "D01" if len(days) == 1 else "ALL", date if len(days) == 1 else "", takes)


def in_script_order(each: Reported) -> tuple[object, ...]:
    slate = each.take.slate
    return slate.episode_number, natural(slate.scene), slate.shot, slate.take, slate.camera


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a report aside, flush it, rename it. Raises Problem ``takes.cannot_report``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(path.name + ".tmp")
        with aside.open("w", encoding=encoding, newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise Problem("takes.cannot_report", path=str(path), why=error.strerror or str(error)) from error
    return path


def counted(rate: Fraction) -> float:
    """The rate that timecode counts on: the take's own where SMPTE knows it, else the nearest whole one."""
    own = float(rate)
    return own if opentime.RationalTime.is_smpte_timecode_rate(own) else float(max(1, round(rate)))


def at_timecode(text: str, rate: Fraction) -> opentime.RationalTime:
    """A timecode as a time; midnight where it is none. Rates that SMPTE does not know count whole pictures without dropping numbers."""
    whole = counted(rate)
    try:
        if opentime.RationalTime.is_smpte_timecode_rate(whole):
            return opentime.from_timecode(text, whole)
        hours, minutes, seconds, pictures = (int(part) for part in text.replace(";", ":").split(":"))
    except ValueError:
        return opentime.RationalTime(0, whole)
    return opentime.RationalTime(((hours * 60 + minutes) * 60 + seconds) * whole + pictures, whole)


def timecode(time: opentime.RationalTime) -> str:
    """SMPTE, of the day: past midnight it begins anew."""
    day = round(24 * 3600 * time.rate)
    value = time.value % day
    if opentime.RationalTime.is_smpte_timecode_rate(time.rate):
        return str(opentime.to_timecode(opentime.RationalTime(value, time.rate), time.rate))
    seconds, pictures = divmod(round(value), round(time.rate))
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{pictures:02d}"


def one_line(text: str) -> str:
    """Without tabs and line ends, for tables that are parted by them."""
    return " ".join(text.split())
