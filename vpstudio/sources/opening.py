"""What a person means by a word on the command line: a file, an address, a camera, pictures, or one of our own feeds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from vpstudio.problem import Problem

PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}
OWN = ("demo", "testcard")
ADDRESS = re.compile(r"(rtsp|rtsps|rtmp|rtmps|udp|tcp|rtp|http|https|srt)://", re.IGNORECASE)


def for_input(text: str) -> tuple[str, dict[str, Any]]:
    """(kind of source, its settings). Raises Problem ``source.not_found``."""
    if text in OWN:
        return text, {}
    if text.startswith("camera:"):
        return "camera", {"device": text.removeprefix("camera:")}
    if ADDRESS.match(text):
        return "stream", {"url": text}
    path = Path(text)
    if path.is_dir() or path.suffix.lower() in PICTURES or re.search(r"%0?\d*d|#+", path.name):
        return "still", {"path": text}
    if not path.exists():
        raise Problem("source.not_found", path=text)
    return "file", {"path": text}
