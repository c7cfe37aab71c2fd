"""ALE for Avid: a log of all takes by tab. The end is exclusive, so that start and duration make it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vpstudio.takes.reports.base import Cells, Day, Report, Reported, one_line, registry, timecode, written
from vpstudio.takes.reports.camera_report import rated

KNOWN = {(1920, 1080): "1080", (1280, 720): "720", (720, 576): "PAL", (720, 480): "NTSC"}


@registry.register
class Ale(Report):
    name = "ale"
    title = "ALE for Avid"

    def write(self, day: Day, folder: Path) -> list[Path]:
        """One file for each rate: an ALE has only one."""
        rates = sorted({each.rate for each in day.takes})
        made = []
        for rate in rates:
            takes = [each for each in day.takes if each.rate == rate]
            ending = f"_{rated(rate)}" if len(rates) > 1 else ""
            made.append(written(folder / f"{day.label}{ending}.ale", text_of(takes, rate, day)))
        return made


def text_of(takes: list[Reported], rate: Fraction, day: Day) -> str:
    size = (takes[0].take.width, takes[0].take.height)
    rows = [told(day, each) for each in takes]
    head = ["Heading", "FIELD_DELIM\tTABS", f"VIDEO_FORMAT\t{KNOWN.get(size, 'CUSTOM')}", "AUDIO_FORMAT\t48kHz", f"FPS\t{rated(rate)}", ""]
    head += ["Column", "\t".join(name for name, _ in rows[0]), "", "Data"]
    return "\r\n".join([*head, *("\t".join(one_line(value) for _, value in row) for row in rows), ""])


def told(day: Day, each: Reported) -> Cells:
    take = each.take
    number = each.folder.parent.name.partition("_")[2]
    focal = each.place["focal"]
    return [
        ("Name", take.name),
        ("Tape", f"{day.code}_{number}_{take.slate.camera}"),
        ("Tracks", "VA1" if each.layer("sound") else "V"),
        ("Start", timecode(each.begins)),
        ("End", timecode(each.ends)),
        ("Duration", timecode(each.lasts)),
        ("Episode", f"{take.slate.episode_number:03d}"),
        ("Scene", take.slate.scene),
        ("Slate", str(take.slate.shot)),
        ("Take", str(take.slate.take)),
        ("Camroll", f"{take.slate.camera}{number.lstrip('D').zfill(3)}"),
        ("Shoot Date", take.start_wall[:10].replace("-", "")),
        ("Shoot Day", number),
        ("circleTake", "true" if take.status == "circle" else "false"),
        ("Image Size", f"{take.width}x{take.height}"),
        ("FocalLength", f"{focal} mm" if focal else ""),
        ("ASC_SOP", "(1.0000 1.0000 1.0000)(0.0000 0.0000 0.0000)(1.0000 1.0000 1.0000)"),
        ("ASC_SAT", "1.0000"),
        ("Comments", take.notes),
        ("Source File", str(each.composite)),
    ]
