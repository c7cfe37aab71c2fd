"""A shot list (分镜表, 通告单) from a table: CSV as Excel and WPS write it, or XLSX. Good rows are taken, each bad one is told by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from vpstudio.model.document import Document
from vpstudio.model.setting import Settings
from vpstudio.model.take import SCENE, Slate
from vpstudio.problem import Problem

FILE = "shots.json"
LARGEST = 20_000_000
ROWS = 20_000
ENCODINGS = ("utf-8-sig", "gb18030")
"""GB 18030 holds all of GBK, which is what Excel writes on a Chinese Windows."""
HEADINGS: dict[str, tuple[str, ...]] = {
    "episode": ("集", "集数", "集号", "episode", "ep"),
    "scene": ("场", "场次", "场号", "scene"),
    "shot": ("镜", "镜号", "镜头", "镜头号", "shot", "setup"),
    "shot_size": ("景别", "shot size", "size", "framing"),
    "camera": ("机位", "机号", "cam", "camera"),
    "cast": ("演员", "人物", "角色", "cast", "characters"),
    "place": ("场景", "地点", "拍摄地点", "location", "place", "set"),
    "time": ("时间", "日夜", "日/夜", "气氛", "time", "day/night"),
    "told": ("内容", "画面", "画面内容", "剧情", "description", "action"),
    "notes": ("备注", "说明", "notes", "remarks"),
}
NEEDED = ("scene", "shot")
Row = list[str]


class PlannedShot(Settings):
    """One row. slate: its first take. place, time, told, notes: as they were written."""

    slate: Slate
    shot_size: str = ""
    cast: list[str] = Field(default_factory=list)
    place: str = ""
    time: str = ""
    told: str = ""
    notes: str = ""


class ShotList(Document):
    """What is planned, in the order of the table."""

    kind: ClassVar[str] = "shots"

    source: str = ""
    shots: list[PlannedShot] = Field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """faults: a sentence for every row that was not taken, with its line in the file."""

    shots: ShotList
    faults: list[Problem] = field(default_factory=list)


def imported(file: Path) -> Imported:
    """Read a table. Raises Problem ``shots.cannot_read``, ``shots.too_large``, ``shots.no_headings``; what is wrong with a row stands in
    ``faults``."""
    rows = list(_rows(file))
    head = next((number for number, (_, row) in enumerate(rows) if set(NEEDED) <= set(columns(row))), None)
    if head is None:
        raise Problem("shots.no_headings", path=str(file))
    places = columns(rows[head][1])
    found = Imported(ShotList(source=file.name))
    seen: dict[tuple[int, str, int, str], int] = {}
    for line, row in rows[head + 1 :]:
        if not any(cell.strip() for cell in row):
            continue
        try:
            shot = planned({name: row[at].strip() if at < len(row) else "" for name, at in places.items()}, line)
            known = (shot.slate.episode_number, shot.slate.scene.casefold(), shot.slate.shot, shot.slate.camera)
            if known in seen:
                raise Problem("shots.twice", line=line, first=seen[known])
            seen[known] = line
            found.shots.shots.append(shot)
        except Problem as problem:
            found.faults.append(problem)
    return found


def columns(row: Iterable[str]) -> dict[str, int]:
    """Which column holds what, by its heading; the first of two of a kind counts."""
    made: dict[str, int] = {}
    for at, cell in enumerate(row):
        text = re.sub(r"\s+", " ", cell.strip().casefold())
        for name, known in HEADINGS.items():
            if text in known:
                made.setdefault(name, at)
    return made


def planned(cells: dict[str, str], line: int) -> PlannedShot:
    """One row's shot. Raises Problem ``shots.scene_wrong``, ``shots.number_wrong`` or ``shots.camera_wrong``."""
    scene = cells["scene"].replace("—", "-").replace("–", "-").replace("－", "-")
    scene = re.sub(r"^第|[场場]$", "", scene.removesuffix(".0"))
    if not SCENE.fullmatch(scene):
        raise Problem("shots.scene_wrong", line=line, text=cells["scene"])
    camera = (cells.get("camera") or "A").upper().removesuffix("机")
    if not re.fullmatch("[A-Z]", camera):
        raise Problem("shots.camera_wrong", line=line, text=cells["camera"])
    episode = number(cells["episode"], "episode", line, 9999) if cells.get("episode") else None
    slate = Slate(scene=scene, shot=number(cells["shot"], "shot", line, 999), camera=camera, episode=episode)
    cast = [name for name in re.split(r"[、，,;；/\n]+", cells.get("cast", "")) if name.strip()]
    more = {name: cells.get(name, "") for name in ("shot_size", "place", "time", "told", "notes")}
    return PlannedShot(slate=slate, cast=[name.strip() for name in cast], **more)  # type: ignore[arg-type]


def number(text: str, column: str, line: int, most: int) -> int:
    """12, ``12.0`` (as spreadsheets keep numbers), ``第12集``, ``镜 12``."""
    found = re.fullmatch(r"\D{0,3}?(\d{1,4})(?:\.0+)?\D{0,2}", text.strip())
    if found is None or not 1 <= int(found[1]) <= most:
        raise Problem("shots.number_wrong", line=line, column=column, text=text)
    return int(found[1])


def _rows(file: Path) -> Iterable[tuple[int, Row]]:
    """(line in the file, cells), by the file's suffix."""
    try:
        if file.stat().st_size > LARGEST:
            raise Problem("shots.too_large", path=str(file), most=LARGEST // 1_000_000)
        data = file.read_bytes()
    except OSError as error:
        raise Problem("shots.cannot_read", path=str(file), why=error.strerror or str(error)) from error
    rows = _of_sheet(data, file) if file.suffix.lower() in (".xlsx", ".xls", ".ods") else _of_text(data, file)
    if len(rows) > ROWS:
        raise Problem("shots.too_large", path=str(file), most=LARGEST // 1_000_000)
    return rows


def _of_text(data: bytes, file: Path) -> list[tuple[int, Row]]:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Problem("shots.cannot_read", path=str(file), why="UTF-8, GBK")
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",\t;", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows, begins = [], 1
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1
        return rows
    except csv.Error as error:
        raise Problem("shots.cannot_read", path=str(file), why=str(error)) from error


def _of_sheet(data: bytes, file: Path) -> list[tuple[int, Row]]:
    """The first sheet that has anything on it."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if rows:
                return [(at + 1, [written(cell) for cell in row]) for at, row in enumerate(rows)]
    except (CalamineError, ValueError, OSError) as error:
        raise Problem("shots.cannot_read", path=str(file), why=str(error)) from error
    return []


def written(cell: object) -> str:
    """A cell as a person reads it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
