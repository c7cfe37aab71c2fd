"""A contact sheet: one HTML page with every take's still, which opens without a network and prints."""

from __future__ import annotations

import base64
import html
from pathlib import Path

from vpstudio.takes.reports.base import Day, Report, Reported, registry, timecode, written
from vpstudio.takes.reports.camera_report import STATUS_CN

STILL_BYTES = 400_000
STYLE = """
body { font: 13px/1.45 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 24px; color: #222; }
h1 { font-size: 20px; } h2 { font-size: 15px; margin: 28px 0 10px; border-bottom: 1px solid #ccc; }
.takes { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 14px; }
figure { margin: 0; break-inside: avoid; } img, .none { width: 100%; aspect-ratio: 9 / 16; object-fit: contain; background: #111; }
figcaption b { display: block; } .circle b::after { content: " ◯"; color: #1a7f37; } .ng, .false { opacity: .55; } small { color: #666; }
"""


@registry.register
class ContactSheet(Report):
    name = "contact"
    title = "Contact sheet (HTML)"

    def write(self, day: Day, folder: Path) -> list[Path]:
        scenes: dict[str, list[Reported]] = {}
        for each in day.takes:
            scenes.setdefault(each.take.slate.scene, []).append(each)
        body = "".join(
            f"<h2>{html.escape(scene)}</h2><div class='takes'>{''.join(map(figure, takes))}</div>" for scene, takes in scenes.items()
        )
        title = html.escape(f"{day.title or day.code} {day.label} {day.date}".strip())
        page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title><style>{STYLE}</style></head>"
        return [written(folder / f"{day.label}_contact_sheet.html", f"{page}<body><h1>{title}</h1>{body}</body></html>\n")]


def figure(each: Reported) -> str:
    take = each.take
    told = [f"{timecode(each.begins)} · {timecode(each.lasts)}", take.set_id, STATUS_CN[take.status], ", ".join(take.cast), take.notes]
    lines = "<br>".join(html.escape(part) for part in told if part)
    caption = f"<figcaption><b>{html.escape(take.name)}</b><small>{lines}</small></figcaption>"
    return f"<figure class='{take.status}'>{still(each)}{caption}</figure>"


def still(each: Reported) -> str:
    """The take's still within the page, so that it can be sent as one file."""
    file = each.layer("thumb")
    try:
        data = file.read_bytes() if file is not None and file.stat().st_size <= STILL_BYTES else b""
    except OSError:
        data = b""
    if not data.startswith(b"\xff\xd8"):
        return "<div class='none'></div>"
    return f"<img alt='' src='data:image/jpeg;base64,{base64.b64encode(data).decode()}'>"
