"""Timelines for editors through OpenTimelineIO: the day's circled takes one after the other, in script order.

What each form loses: EDL keeps one track, names of eight letters and no picture size; FCP7 XML no keywords; FCPXML no reel names; OTIO
keeps everything.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import opentimelineio as otio
from opentimelineio import opentime, schema

from vpstudio.problem import Problem
from vpstudio.takes.reports.base import Day, Report, Reported, counted, registry, written

XML = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
NOWHERE = "nowhere/"
COLOURS = {"circle": "GREEN", "hold": "YELLOW", "ng": "RED", "false": "BLACK"}


class Timeline(Report):
    """One adapter's file."""

    adapter: ClassVar[str]
    ending: ClassVar[str]

    def write(self, day: Day, folder: Path) -> list[Path]:
        try:
            text = otio.adapters.write_to_string(timeline(day, self.name == "edl"), self.adapter, **self.options(day))
        except otio.exceptions.OTIOError as error:
            raise Problem("takes.cannot_report", path=f"{day.label}{self.ending}", why=str(error)) from error
        return [written(folder / f"{day.label}{self.ending}", text if isinstance(text, str) else text.decode())]

    def options(self, day: Day) -> dict[str, float]:
        return {}


@registry.register
class Otio(Timeline):
    name, title, adapter, ending = "otio", "OpenTimelineIO", "otio_json", ".otio"


@registry.register
class Edl(Timeline):
    name, title, adapter, ending = "edl", "EDL (CMX 3600)", "cmx_3600", ".edl"

    def options(self, day: Day) -> dict[str, float]:
        return {"rate": counted(day.rate)}


@registry.register
class FinalCut7(Timeline):
    name, title, adapter, ending = "fcp7", "XML for Premiere and Resolve (FCP7)", "fcp_xml", ".xml"


@registry.register
class FinalCutX(Timeline):
    name, title, adapter, ending = "fcpxml", "XML for Final Cut Pro (FCPXML)", "fcpx_xml", ".fcpxml"

    def write(self, day: Day, folder: Path) -> list[Path]:
        """The adapter would start ffprobe for each file that exists, to guess the name of its format: it is shown others, and the sizes,
        which we know, are written afterwards."""
        made = timeline(day, nowhere=True)
        try:
            text = str(otio.adapters.write_to_string(made, self.adapter))
        except otio.exceptions.OTIOError as error:
            raise Problem("takes.cannot_report", path=f"{day.label}{self.ending}", why=str(error)) from error
        tree = ElementTree.fromstring(text)
        files = {each.composite.name: each for each in day.chosen}
        for asset in tree.iter("asset"):
            asset.set("src", files[asset.get("src", "").removeprefix(NOWHERE)].composite.resolve().as_uri())
        sizes = [(str(each.take.width), str(each.take.height)) for each in day.chosen[:1]]
        for form, (width, height) in zip(tree.iter("format"), sizes, strict=False):
            form.attrib.pop("name", None)
            form.attrib.update({"width": width, "height": height})
        return [written(folder / f"{day.label}{self.ending}", XML + ElementTree.tostring(tree, "unicode") + "\n")]


def timeline(day: Day, one_track: bool = False, nowhere: bool = False) -> schema.Timeline:
    """Picture and, unless one track must do, sound of the chosen takes. nowhere: files are named without their place."""
    made = schema.Timeline(f"{day.code} {day.label}")
    made.global_start_time = opentime.RationalTime(0, counted(day.rate))
    for kind in ("Video",) if one_track else ("Video", "Audio"):
        track = schema.Track(f"{kind[0]}1", kind=kind)
        track.extend(clip(each, kind, nowhere) for each in day.chosen if kind == "Video" or each.layer("sound"))
        made.tracks.append(track)
    return made


def clip(each: Reported, kind: str, nowhere: bool = False) -> schema.Clip:
    """The whole take; its status, notes and findings as markers."""
    take = each.take
    span = opentime.TimeRange(each.begins, each.lasts)
    url = NOWHERE + each.composite.name if nowhere else each.composite.resolve().as_uri()
    media = schema.ExternalReference(target_url=url, available_range=span)
    media.name = each.composite.name
    more = {"scene": take.slate.scene, "shot": take.slate.shot, "take": take.slate.take, "status": take.status, "rating": take.rating}
    told = {"vpstudio": {**more, "cast": list(take.cast), "set": take.set_id, "notes": take.notes}, "cmx_3600": {"reel": reel(each)}}
    made = schema.Clip(name=take.name, media_reference=media, source_range=span, metadata=told)
    if kind == "Video":
        made.markers.extend(markers(each))
    return made


def markers(each: Reported) -> list[schema.Marker]:
    rate = counted(each.rate)
    made = []
    if each.take.notes or each.take.status in COLOURS:
        made.append(marker(each.take.notes or each.take.status, each.begins, COLOURS.get(each.take.status, "WHITE"), rate))
    for found in each.take.markers:
        made.append(marker(found.code, each.begins + opentime.RationalTime(found.slot, rate), "ORANGE", rate))
    return made


def marker(name: str, at: opentime.RationalTime, colour: str, rate: float) -> schema.Marker:
    return schema.Marker(name=name, marked_range=opentime.TimeRange(at, opentime.RationalTime(1, rate)), color=colour)


def reel(each: Reported) -> str:
    """Eight letters at most, as EDLs have it, and different for each take of a day: episode, shot, take and camera."""
    slate = each.take.slate
    return f"{slate.episode_number % 1000:03d}{slate.shot % 100:02d}{slate.take % 100:02d}{slate.camera}"
