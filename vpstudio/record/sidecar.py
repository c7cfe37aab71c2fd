"""``NAME.frames.jsonl``: one line a slot, what was seen, from where, through which lens, under which settings."""

from __future__ import annotations

import json
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import numpy as np
import xxhash
from opentimelineio import opentime

from vpstudio.model.marker import MarkerLog
from vpstudio.record.faults import writing
from vpstudio.record.plan import RecordedPicture

WHOLE = re.compile(r"(\d{2}):(\d{2}):(\d{2}):(\d{2,3})")


class Sidecar:
    """Writes and flushes a line for every slot; a repeated picture's line says ``held`` and keeps that picture's stamp.

    timecode: of slot 0; it may be set until the first line. markers: where findings begin, gathered on the way.
    """

    def __init__(self, path: Path, rate: Fraction, timecode: str | None = None) -> None:
        self.path, self.pictures = path, 0
        self._rate, self.timecode = rate, timecode
        self._last: dict[str, Any] = {}
        self._log = MarkerLog(rate)
        self.markers = self._log.markers
        with writing(path):
            self._file: IO[str] = path.open("w", encoding="utf-8", newline="\n")

    def write(self, slot: int, picture: RecordedPicture) -> None:
        self._last = line(picture)
        self._put({"slot": slot, **self._last, "timecode": picture.stamp.timecode or self._timecode_at(slot), "held": False})

    def repeat(self, slot: int) -> None:
        self._put({"slot": slot, **self._last, "timecode": self._timecode_at(slot), "held": True})

    def close(self) -> None:
        if self._file.closed:
            return
        with writing(self.path):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def _timecode_at(self, slot: int) -> str | None:
        return timecode_after(self.timecode, slot, self._rate) if self.timecode else None

    def _put(self, told: dict[str, Any]) -> None:
        with writing(self.path):
            self._file.write(json.dumps(told, separators=(",", ":"), default=float) + "\n")
            self._file.flush()
        self._log.add(told["slot"], told["timecode"], told.get("findings", ()))
        self.pictures += 1


def line(picture: RecordedPicture) -> dict[str, Any]:
    """What a line holds of one picture. Lengths in metres and millimetres, rotation as (w, x, y, z), intrinsics in pixels.

    ``findings`` stands there only where the live checks tell something; ``late`` where the matte came too late, so that all layers
    but the clean one repeat what was shown. ``hash``: XXH64 of the composite's pixels before encoding, rows from the top, RGBA codes: what
    a picture rendered again must come out as.
    """
    pose, lens, k = picture.pose, picture.pose.lens, picture.intrinsics
    told: dict[str, Any] = {
        "stamp": picture.stamp.number,
        "time_ns": picture.stamp.time_ns,
        "timecode": None,
        "pose": {"time_ns": pose.time_ns, "position_m": list(pose.position_m), "rotation": list(pose.rotation)},
        "lens": {"focal_mm": lens.focal_mm, "focus_m": lens.focus_m, "t_stop": lens.t_stop},
        "intrinsics": {"width": k.width, "height": k.height, "fx": k.fx, "fy": k.fy, "cx": k.cx, "cy": k.cy},
        "settings": picture.settings_hash,
        "hash": xxhash.xxh64_hexdigest(np.ascontiguousarray(picture.composite).data),
    }
    told |= {"late": True} if picture.late else {}
    return told | {"findings": list(picture.findings)} if picture.findings else told


def timecode_after(start: str, frames: int, rate: Fraction) -> str | None:
    """``start`` and ``frames`` later; None where ``start`` is no timecode at ``rate``.

    Rates that SMPTE does not know count on the nearest whole one, as ``model.clock.timecode_at`` does.
    """
    if opentime.RationalTime.is_smpte_timecode_rate(float(rate)):
        try:
            begun = opentime.from_timecode(start, float(rate))
        except ValueError:
            return None
        return str(opentime.to_timecode(begun + opentime.RationalTime(frames, float(rate)), float(rate)))
    match = WHOLE.fullmatch(start)
    if match is None:
        return None
    hour, minute, second, frame = (int(part) for part in match.groups())
    whole = max(1, round(rate))
    count = ((hour * 60 + minute) * 60 + second) * whole + frame + frames
    second, frame = divmod(count, whole)
    return f"{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}:{frame:02d}"
