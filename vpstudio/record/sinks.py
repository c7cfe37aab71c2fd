"""Where a layer's pictures go: the composite with its sound, the clean picture, the matte, and the lines about them.

A sink makes its file at the first picture, in its own thread: only then are timecode and colour known.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Orientation
from vpstudio.model.marker import Marker
from vpstudio.problem import Problem
from vpstudio.record.pictures import Picture
from vpstudio.record.plan import Beginning, RecordedPicture, TakePlan
from vpstudio.record.sidecar import Sidecar
from vpstudio.record.soundtrack import RATE, Samples
from vpstudio.record.thumb import Thumbs
from vpstudio.record.video_file import VideoFile

# Visually lossless: 47.5 dB on a noisy 720p camera picture at 29 Mb/s and 6.6 CPU-ms; lossless costs 77 Mb/s and 8.7 ms.
CLEAN_QUALITY = 14


class Sink(Protocol):
    """What a layer's thread feeds. ``pictures``: stored so far, repeats included."""

    path: Path

    @property
    def pictures(self) -> int: ...

    def write(self, slot: int, picture: RecordedPicture) -> None: ...

    def repeat(self, slot: int) -> None: ...

    def close(self, slots: int) -> None: ...


class VideoSink:
    """Shared by the three picture layers: ``make`` opens the file at the first picture, ``take`` chooses what is written."""

    def __init__(self, path: Path, plan: TakePlan, begun: Beginning) -> None:
        self.path, self.plan, self.begun = path, plan, begun
        self.file: VideoFile | None = None

    @property
    def pictures(self) -> int:
        return self.file.pictures if self.file is not None else 0

    def write(self, slot: int, picture: RecordedPicture) -> None:
        if self.file is None:
            self.file = self.make(picture)
        self.file.write(self.take(picture), slot)

    def repeat(self, slot: int) -> None:
        if self.file is not None:
            self.file.repeat(slot)

    def close(self, slots: int) -> None:
        if self.file is not None:
            self.file.close()

    def make(self, picture: RecordedPicture) -> VideoFile:
        raise NotImplementedError

    def take(self, picture: RecordedPicture) -> Picture:
        raise NotImplementedError


class CompositeSink(VideoSink):
    """H.264 with AAC in MOV. ``pour`` may be called from the sound's thread; samples are muxed beside the pictures they belong to."""

    def __init__(self, path: Path, plan: TakePlan, begun: Beginning) -> None:
        super().__init__(path, plan, begun)
        self._waiting: deque[tuple[Samples, int]] = deque()

    def pour(self, samples: Samples, position: int) -> None:
        self._waiting.append((samples, position))

    def write(self, slot: int, picture: RecordedPicture) -> None:
        super().write(slot, picture)
        self._mux_sound(slot + 1)

    def repeat(self, slot: int) -> None:
        super().repeat(slot)
        self._mux_sound(slot + 1)

    def close(self, slots: int) -> None:
        self._mux_sound(slots)
        super().close(slots)

    def make(self, picture: RecordedPicture) -> VideoFile:
        plan = self.plan
        return VideoFile(
            self.path,
            plan.size,
            rate=plan.rate,
            encoder=plan.record.encoder,
            quality=plan.record.quality,
            sound=(RATE, plan.sound[1]) if plan.sound else None,
            timecode=self.begun.timecode,
        )

    def take(self, picture: RecordedPicture) -> Picture:
        return picture.composite

    def _mux_sound(self, slots: int) -> None:
        """What belongs to the first ``slots`` pictures; the rest waits, so that the sound never outlasts the picture."""
        if self.file is None:
            return
        end = int(slots * RATE / self.plan.rate)
        while self._waiting and self._waiting[0][1] < end:
            samples, position = self._waiting.popleft()
            self.file.samples(samples[: end - position], position)
            if position + len(samples) > end:
                self._waiting.appendleft((samples[end - position :], end))


class CleanSink(VideoSink):
    """The camera's picture as delivered, unturned; players are told how to turn it. Odd sizes are stored as FFV1."""

    def make(self, picture: RecordedPicture) -> VideoFile:
        width, height, layout, orientation = self.plan.clean or (0, 0, picture.frame.layout, Orientation())
        odd = width % 2 or height % 2
        return VideoFile(
            self.path,
            (width, height),
            rate=self.plan.rate,
            codec="ffv1" if odd else "h264",
            encoder=self.plan.record.encoder,
            quality=CLEAN_QUALITY,
            pixel=layout.value,
            colour=picture.frame.colour,
            orientation=orientation,
            quick=True,
        )

    def take(self, picture: RecordedPicture) -> Picture:
        frame, planned = picture.frame, self.plan.clean
        if planned is not None and (frame.width, frame.height, frame.layout) != planned[:3]:
            raise Problem("record.picture_changed", size=f"{planned[0]}x{planned[1]}")
        return frame.planes


class MatteSink(VideoSink):
    """FFV1 grey: every bit of alpha as it was used."""

    def make(self, picture: RecordedPicture) -> VideoFile:
        return VideoFile(self.path, self._size(), rate=self.plan.rate, codec="ffv1", pixel="grey")

    def take(self, picture: RecordedPicture) -> NDArray[np.uint8]:
        width, height = self._size()
        if picture.matte is None:
            return np.full((height, width), 255, np.uint8)
        if picture.matte.shape != (height, width):
            return cv2.resize(picture.matte, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[return-value]
        return picture.matte

    def _size(self) -> tuple[int, int]:
        return self.plan.matte_size or self.plan.size


class FramesSink:
    """The lines, and the thumbnail, which is chosen from the same pictures."""

    def __init__(self, path: Path, thumb: Path, plan: TakePlan, begun: Beginning) -> None:
        self.path, self._thumb, self._begun = path, thumb, begun
        self._sidecar = Sidecar(path, plan.rate)
        self._thumbs = Thumbs()

    @property
    def pictures(self) -> int:
        return self._sidecar.pictures

    @property
    def markers(self) -> list[Marker]:
        return self._sidecar.markers

    def write(self, slot: int, picture: RecordedPicture) -> None:
        self._sidecar.timecode = self._begun.timecode
        self._sidecar.write(slot, picture)
        self._thumbs.see(slot, picture.composite)

    def repeat(self, slot: int) -> None:
        self._sidecar.repeat(slot)

    def close(self, slots: int) -> None:
        self._sidecar.close()
        self._thumbs.save(self._thumb, slots)
