"""A person's matte from MediaPipe's two selfie models: one finds him in the whole picture, the other looks closely.

The general model sees a square; a wide picture squashed into one is its largest error, and both models want a person who fills what
they see. So the landscape model acquires, windows of the picture where it finds nobody, and then the person's box of the last matte
gives a near-square crop of true aspect to the general model (people.py); what it says is kept steady over time (steady.py).
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

import cv2
import numpy as np

from vpstudio.matting.base import Matter, registry
from vpstudio.matting.models import find
from vpstudio.matting.people import Eyes, People, Seen, part
from vpstudio.matting.picture import Box, Picture, small_rgb
from vpstudio.matting.quiet import hushed
from vpstudio.matting.steady import Steady, working_size
from vpstudio.model.frame import Frame, sealed
from vpstudio.model.matte import Matte
from vpstudio.model.setting import setting
from vpstudio.problem import Problem

LANDSCAPE = "selfie_segmentation_landscape"
GENERAL = "selfie_segmentation"
INPUTS = {LANDSCAPE: (256, 144), GENERAL: (256, 256)}


class Network:
    """One selfie model behind MediaPipe's ImageSegmenter, in IMAGE mode: the answer depends on the picture alone."""

    def __init__(self, name: str) -> None:
        self.size = INPUTS[name]
        path = find(name)
        with hushed():
            import mediapipe

            self._image: Any = mediapipe.Image
            self._srgb = mediapipe.ImageFormat.SRGB
            self._segmenter = _segmenter(str(path))
            # The first picture starts the delegate, which talks too.
            self.alpha(np.zeros((self.size[1], self.size[0], 3), np.uint8))

    def alpha(self, rgb: Picture) -> Picture:
        """(h, w) uint8 for an RGB picture (h, w, 3) uint8 of the model's own size."""
        found = self._segmenter.segment(self._image(image_format=self._srgb, data=rgb))
        confidence = found.confidence_masks[0].numpy_view()
        return cv2.convertScaleAbs(confidence.reshape(confidence.shape[:2]), alpha=255)

    def close(self) -> None:
        self._segmenter.close()


def _segmenter(path: str) -> Any:
    """The confidence mask only: the category mask costs 22 ms a frame at 720p."""
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.ImageSegmenterOptions(
        base_options=BaseOptions(model_asset_path=path, delegate=BaseOptions.Delegate.CPU),
        running_mode=vision.RunningMode.IMAGE,
        output_confidence_masks=True,
        output_category_mask=False,
    )
    return vision.ImageSegmenter.create_from_options(options)


@registry.register
class MediaPipeMatter(Matter):
    """Alpha (h, w) uint8 of the upright picture, its longer side ``detail`` pixels, aspect exact within a pixel.

    The same frames in the same order give the same mattes. Raises Problem ``models.*`` or ``matting.network``.
    """

    name: ClassVar[str] = "mediapipe"
    title: ClassVar[str] = "MediaPipe person"
    requires: ClassVar[tuple[str, ...]] = ("mediapipe",)

    class Settings(Matter.Settings):
        detail: int = setting(512, "Matte size", low=256, high=1280, step=64, unit="px", advanced=True, help="Longer side of the matte.")

    def __init__(self, settings: Matter.Settings) -> None:
        super().__init__(settings)
        self._detail = int(getattr(settings, "detail", 512))
        self._people = People()
        self._steady = Steady()
        self._acquire: Network | None = None
        self._close_up: Network | None = None

    def open(self) -> None:
        if self._acquire is None:
            self._acquire, self._close_up = _opened(LANDSCAPE), _opened(GENERAL)

    def reset(self) -> None:
        self._people.reset()
        self._steady.reset()

    def close(self) -> None:
        for network in (self._acquire, self._close_up):
            if network is not None:
                network.close()
        self._acquire = self._close_up = None

    def matte(self, frame: Frame) -> Matte:
        """The frame's matte. Notes: ``acquired`` (times everybody was looked for anew), ``people``, ``crops``, ``crop`` (their area),
        ``box`` (area of the box of all people), as parts of the picture, and ``cut``, ``cut_by_crop``: 1 when a crop cuts a person.
        """
        began = time.perf_counter()
        self.open()
        try:
            seen = self._people.seen(self._eyes(frame), self._matte_size(frame), self._steady.motion)
            alpha = self._steady(seen.alpha, small_rgb(frame, working_size(frame.upright_size)), frame.stamp, seen.fresh)
        except (RuntimeError, ValueError) as error:
            raise Problem("matting.network", reason=str(error).splitlines()[0] if str(error) else type(error).__name__) from error
        sealed(alpha)
        return Matte(frame.stamp, alpha, self.name, cost_ms=(time.perf_counter() - began) * 1e3, notes=self._notes(seen))

    def _notes(self, seen: Seen) -> dict[str, float]:
        crops = self._people.crops
        return {
            "acquired": float(self._people.acquired),
            "people": float(seen.people),
            "crops": float(len(crops)),
            "crop": sum(map(part, crops)),
            "box": part(seen.box) if seen.box is not None else 0.0,
            "cut": float(seen.cut),
            "cut_by_crop": float(seen.cut),
        }

    def _eyes(self, frame: Frame) -> Eyes:
        return Eyes(lambda: self._wide(frame), lambda crop: self._close(frame, crop), frame.upright_size)

    def _wide(self, frame: Frame) -> Picture:
        """The landscape model on a wide picture; an upright one is a better fit for the general model's square."""
        width, height = frame.upright_size
        assert self._acquire is not None and self._close_up is not None
        network = self._acquire if width > height else self._close_up
        return network.alpha(small_rgb(frame, network.size))

    def _close(self, frame: Frame, crop: Box) -> Picture:
        assert self._close_up is not None
        return self._close_up.alpha(small_rgb(frame, self._close_up.size, crop))

    def _matte_size(self, frame: Frame) -> tuple[int, int]:
        width, height = frame.upright_size
        scale = self._detail / max(width, height)
        return max(1, round(width * scale)), max(1, round(height * scale))


def _opened(name: str) -> Network:
    try:
        return Network(name)
    except (RuntimeError, ValueError, OSError, ImportError) as error:
        raise Problem("matting.network", reason=str(error).splitlines()[0] if str(error) else type(error).__name__) from error
