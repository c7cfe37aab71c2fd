"""Mattes made elsewhere, read from a video: picture for picture, used as they are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.base import Matter
from vpstudio.model.frame import Frame, sealed
from vpstudio.model.matte import Matte
from vpstudio.problem import Problem

LEAST_TOLERANCE_S = 0.002
"""Containers round: Matroska keeps whole milliseconds."""
ASPECT = 0.01

Stored = tuple[NDArray[np.uint8], Fraction | None]


class StoredMattes(Matter):
    """The n-th matte for the n-th frame, and of the same time where both files have times (each counted from its first picture).

    Reads any video PyAV opens; the grey of it, full range, is the alpha of the upright picture at the file's own size, aspect
    within 1 %. output: (width, height) of a composite whose own mattes are taken too, laid on where they were written from.
    Raises Problem ``matting.stored_unreadable`` at ``open``, and from ``matte`` ``matting.stored_short`` when the file ends first,
    ``matting.stored_shape`` when it does not fit the picture, ``matting.stored_times`` when no matte has its time.
    """

    name: ClassVar[str] = "stored"
    title: ClassVar[str] = "Stored mattes"

    def __init__(self, path: Path | str, output: tuple[int, int] | None = None) -> None:
        super().__init__(Matter.Settings())
        self._output = output
        self.path = Path(path)
        self._container: Any = None
        self.reset()

    def reset(self) -> None:
        """Begin at the first matte again."""
        self.close()
        self._taken = 0
        self._first: tuple[Fraction, Fraction] | None = None
        self._last: Fraction | None = None
        self._tolerance = float("inf")

    def open(self) -> None:
        import av

        try:
            self._container = av.open(str(self.path))
            stream = self._container.streams.video[0]
        except (av.error.FFmpegError, OSError, IndexError) as error:
            self.close()
            raise Problem("matting.stored_unreadable", path=self.path, reason=_reason(error)) from error
        stream.thread_type = "AUTO"
        self._mattes = self._decoded(stream)

    def close(self) -> None:
        if self._container is not None:
            self._container.close()
        self._container = None

    def matte(self, frame: Frame) -> Matte:
        began = time.perf_counter()
        if self._container is None:
            self.open()
        alpha = self._of_time(_time(frame))
        self._check_shape(alpha, frame)
        sealed(alpha)
        return Matte(frame.stamp, alpha, self.name, final=True, cost_ms=(time.perf_counter() - began) * 1e3)

    def _of_time(self, wanted: Fraction | None) -> NDArray[np.uint8]:
        """The next matte; mattes of times the picture has no frame for are passed over."""
        while True:
            alpha, at = self._next()
            if wanted is None or at is None:
                return alpha
            late = self._late(wanted, at)
            if abs(late) <= self._tolerance:
                return alpha
            if late > 0:
                raise Problem("matting.stored_times", path=self.path, time_s=f"{float(wanted):.3f}")

    def _late(self, wanted: Fraction, at: Fraction) -> float:
        """Seconds by which the matte is later than the frame, each from its first; the tolerance is half a frame of the quicker."""
        if self._first is None:
            self._first = (wanted, at)
        if self._last is not None and wanted > self._last:
            self._tolerance = min(self._tolerance, max(LEAST_TOLERANCE_S, 0.5 * float(wanted - self._last)))
        self._last = wanted
        return float((at - self._first[1]) - (wanted - self._first[0]))

    def _next(self) -> Stored:
        import av

        try:
            stored = next(self._mattes, None)
        except (av.error.FFmpegError, OSError) as error:
            raise Problem("matting.stored_unreadable", path=self.path, reason=_reason(error)) from error
        if stored is None:
            raise Problem("matting.stored_short", path=self.path, count=self._taken)
        self._taken += 1
        return stored

    def _decoded(self, stream: Any) -> Iterator[Stored]:
        for picture in self._container.decode(stream):
            at = None if picture.pts is None or picture.time_base is None else picture.pts * picture.time_base
            yield np.ascontiguousarray(picture.to_ndarray(format="gray")), at

    def _check_shape(self, alpha: NDArray[np.uint8], frame: Frame) -> None:
        height, width = alpha.shape
        if (width, height) == self._output:
            return
        wide, tall = frame.upright_size
        slack = ASPECT * width * tall + max(wide, tall)
        if abs(width * tall - height * wide) > slack:
            raise Problem("matting.stored_shape", path=self.path, width=width, height=height, picture_width=wide, picture_height=tall)


def _time(frame: Frame) -> Fraction | None:
    return None if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base


def _reason(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error) or type(error).__name__
