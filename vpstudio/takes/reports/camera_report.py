"""The camera report, and the script supervisor's 场记单: CSV that Excel opens with Chinese (UTF-8 with BOM, CRLF, RFC 4180)."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

from vpstudio.takes.reports.base import Cells, Day, Report, Reported, registry, timecode, written

BOM = "\ufeff"
STATUS_CN = {"none": "", "circle": "过", "hold": "保留", "ng": "NG", "false": "误开机"}


@registry.register
class CameraReport(Report):
    name = "camera"
    title = "Camera report"

    def write(self, day: Day, folder: Path) -> list[Path]:
        rows = [told(day, each) for each in day.takes]
        return [written(folder / f"{day.label}_camera_report.csv", table(rows))]


@registry.register
class SceneReport(Report):
    name = "scenes"
    title = "Script supervisor's report (场记单)"

    def write(self, day: Day, folder: Path) -> list[Path]:
        rows = [told_in_chinese(each) for each in day.takes]
        return [written(folder / f"场记单_{day.label}.csv", table(rows))]


def table(rows: list[Cells]) -> str:
    """RFC 4180 with the headings of the first row. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if rows:
        writer.writerow(name for name, _ in rows[0])
    for row in rows:
        writer.writerow(harmless(value) for _, value in row)
    return BOM + text.getvalue()


def harmless(value: str) -> str:
    """Notes are typed by anybody, and =, +, - and @ make Excel calculate; plain numbers may stay."""
    if value[:1] in "=+-@\t\r" and value:
        try:
            float(value)
        except ValueError:
            return "'" + value
    return value


def told(day: Day, each: Reported) -> Cells:
    """A take as a row; '' where it is not known."""
    take, place = each.take, each.place
    slate, values = take.slate, take.set_values
    return [
        ("Project", day.title or take.project),
        ("Shoot Date", take.start_wall[:10]),
        ("Day", each.folder.parent.name.partition("_")[2]),
        ("Episode", f"{slate.episode_number:03d}"),
        ("Scene", slate.scene),
        ("Shot", str(slate.shot)),
        ("Take", str(slate.take)),
        ("Cam", slate.camera),
        ("Clip Name", take.name),
        ("File", each.composite.name),
        ("Start TC", timecode(each.begins)),
        ("End TC", timecode(each.ends)),
        ("Duration", timecode(each.lasts)),
        ("Frames", str(take.pictures)),
        ("FPS", rated(each.rate)),
        ("Resolution", f"{take.width}x{take.height}"),
        ("Status", take.status),
        ("Circled", "yes" if take.status == "circle" else ""),
        ("Rating", str(take.rating or "")),
        ("Shot Size", take.shot_size),
        ("Lens mm", place["focal"]),
        ("HFOV deg", place["hfov"]),
        ("Cam Height m", place["height"]),
        ("Tilt deg", place["tilt"]),
        ("Roll deg", place["roll"]),
        ("Focus m", place["focus"]),
        ("T-Stop", place["t_stop"]),
        ("ISO", ""),
        ("Shutter", ""),
        ("WB K", ""),
        ("Calibration", ""),
        ("RMS px", ""),
        ("Delay ms", ""),
        ("Set", take.set_id),
        ("Set Version", take.version_made),
        ("Set Seed", str(values.get("seed", ""))),
        ("Time of Day", str(values.get("state", ""))),
        ("Light Preset", ""),
        ("Matte Mode", take.key_used),
        ("Look", ""),
        ("Dropped Frames", str(take.dropped)),
        ("Int/Ext", ""),
        ("Day/Night", ""),
        ("Cast", ", ".join(take.cast)),
        ("Notes", take.notes),
        ("AI Content", "" if take.ai_content == "none" else take.ai_content),
        ("Special Images", ""),
        ("XXH64", each.hash),
    ]


def told_in_chinese(each: Reported) -> Cells:
    """What a 场记单 has."""
    take, place = each.take, each.place
    return [
        ("集", f"{take.slate.episode_number:03d}"),
        ("场", take.slate.scene),
        ("镜", str(take.slate.shot)),
        ("次", str(take.slate.take)),
        ("机位", take.slate.camera),
        ("景别", take.shot_size),
        ("焦段", place["focal"]),
        ("状态", STATUS_CN[take.status]),
        ("时长", timecode(each.lasts)),
        ("起始时码", timecode(each.begins)),
        ("演员", "、".join(take.cast)),
        ("备注", take.notes),
        ("场景", take.set_id),
        ("文件名", each.composite.name),
    ]


def rated(rate: Fraction) -> str:
    """25, 29.97, 23.976."""
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")
