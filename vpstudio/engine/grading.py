"""The crew's look files as a grade: read when they change, told when they are broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vpstudio.model.grade import Grade
from vpstudio.model.look import ColourSettings
from vpstudio.problem import Problem
from vpstudio.render.colour import cdl_file, cube
from vpstudio.render.colour.cdl import Cdl


class Grader:
    """Keeps what was read. problem: why a file is not used, None where all is well."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self._of: object = None
        self._grade: Grade | None = None

    def of(self, settings: ColourSettings) -> Grade | None:
        """The grade; None where none is asked for, or its files cannot be used: the picture goes on without."""
        if not settings.lut and not settings.cdl:
            self._of = self._grade = self.problem = None
            return None
        key = tuple((path, _changed(path)) for path in (settings.cdl, settings.lut))
        if key != self._of:
            self._of = key
            try:
                self._grade, self.problem = read(settings), None
            except Problem as problem:
                self._grade, self.problem = None, problem
        return self._grade


def read(settings: ColourSettings) -> Grade:
    """Raises Problem."""
    correction = cdl_file.read(Path(settings.cdl)) if settings.cdl else Cdl()
    if not settings.lut:
        return Grade(correction.slope, correction.offset, correction.power, correction.saturation)
    table = cube.read(Path(settings.lut))
    low, high = (tuple(float(part) for part in corner) for corner in (table.low, table.high))
    return Grade(
        correction.slope,
        correction.offset,
        correction.power,
        correction.saturation,
        np.asarray(table.table, np.float32),
        low,  # type: ignore[arg-type]
        high,  # type: ignore[arg-type]
    )


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns if path else 0
    except OSError:
        return 0
