"""The table of special pictures and texts (特定画面说明表), which a crew files with its episode: every sign that may be read, and where."""

from __future__ import annotations

from pathlib import Path

from vpstudio.takes.reports.base import Cells, Day, Report, Reported, registry, timecode, written
from vpstudio.takes.reports.camera_report import table


@registry.register
class SpecialPictures(Report):
    name = "special"
    title = "Special pictures and texts (特定画面说明表)"

    def write(self, day: Day, folder: Path) -> list[Path]:
        """Of the takes that go to the editor; a set is virtual, so that its signs are all fictional and all known."""
        rows = [row for each in day.chosen for row in told(each)]
        return [written(folder / f"特定画面说明表_{day.label}.csv", table(rows or [empty()]))]


def told(each: Reported) -> list[Cells]:
    return [cells(each, text) for text in each.take.visible_texts]


def cells(each: Reported, text: str) -> Cells:
    take = each.take
    made = "AI" if take.ai_content != "none" else ""
    return [
        ("集", f"{take.slate.episode_number:03d}"),
        ("场", take.slate.scene),
        ("镜", str(take.slate.shot)),
        ("次", str(take.slate.take)),
        ("入点时码", timecode(each.begins)),
        ("出点时码", timecode(each.ends)),
        ("画面对象", "虚拟场景文字"),
        ("文字内容", text),
        ("位置", take.set_id),
        ("AI 内容", made),
        ("备注", "虚构名称"),
        ("文件名", each.composite.name),
    ]


def empty() -> Cells:
    """The headings alone, where there is nothing to file."""
    names = ("集", "场", "镜", "次", "入点时码", "出点时码", "画面对象", "文字内容", "位置", "AI 内容", "备注", "文件名")
    return [(name, "") for name in names]
