"""ASC CDL files: .cc, .ccc and .cdl (ASC CDL Transfer Functions and Interchange Syntax 1.2), read with distrust."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from vpstudio.problem import Problem
from vpstudio.render.colour.cdl import Cdl, Triple

MOST_BYTES = 1 << 20
LARGEST = 1000.0


def read(path: Path) -> Cdl:
    """The first correction in a file. Raises Problem for all that is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Problem("render.cdl_unreadable", name=path.name) from fault
    # No CDL has a document type; those who have one define entities that blow up or look into other files.
    if len(raw) > MOST_BYTES or b"<!DOCTYPE" in raw.upper() or b"<!ENTITY" in raw.upper():
        raise Problem("render.cdl_broken", name=path.name)
    try:
        return parsed(ElementTree.fromstring(raw))
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise Problem("render.cdl_broken", name=path.name) from fault


def parsed(root: ElementTree.Element) -> Cdl:
    """Names are taken without their namespace, which programs write as they please. Raises ValueError where there is no correction."""
    found = {_name(each): (each.text or "").split() for each in root.iter()}
    if not found.keys() & {"Slope", "Offset", "Power", "Saturation"}:
        raise ValueError("no correction")
    slope, power = (_three(found.get(name, ["1"] * 3)) for name in ("Slope", "Power"))
    saturation = _number(found.get("Saturation", ["1"])[0])
    if min(slope) < 0 or min(power) <= 0 or saturation < 0:
        raise ValueError("out of range")
    return Cdl(slope, _three(found.get("Offset", ["0"] * 3)), power, saturation)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _three(words: list[str]) -> Triple:
    red, green, blue = (_number(word) for word in words)
    return red, green, blue


def _number(word: str) -> float:
    value = float(word)
    if not abs(value) <= LARGEST:
        raise ValueError(word)
    return value
