"""A person's matte from MediaPipe's two selfie models: one finds him in the whole picture, the other looks closely.

The general model sees a square; a wide picture squashed into one is its largest error. So the landscape model acquires, then the
person's box of the last matte gives a near-square crop of true aspect to the general model, until the matte empties or is cut by
the crop, which sends it back to acquire in the same frame.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

import numpy as np

from vpstudio.matting.base import Matter, registry
from vpstudio.matting.crop import Framing, person_box, placed, touches, united
from vpstudio.matting.models import find
from vpstudio.matting.picture import WHOLE, Box, Picture, small_rgb
from vpstudio.matting.quiet import hushed
from vpstudio.matting.steady import Steady, working_size
from vpstudio.model.frame import Frame, sealed
from vpstudio.model.matte import Matte
from vpstudio.model.setting import setting
from vpstudio.problem import Problem

LANDSCAPE = "selfie_segmentation_landscape"
GENERAL = "selfie_segmentation"
INPUTS = {LANDSCAPE: (256, 144), GENERAL: (256, 256)}
LOOK_ROUND = 30
"""Every so many frames the whole picture is looked at again: somebody may have come in outside the crop."""


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
        return np.rint(confidence.reshape(confidence.shape[:2]) * 255).astype(np.uint8)

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
        self._framing = Framing()
        self._steady = Steady()
        self._acquire: Network | None = None
        self._close_up: Network | None = None
        self.reset()

    def open(self) -> None:
        if self._acquire is None:
            self._acquire, self._close_up = _opened(LANDSCAPE), _opened(GENERAL)

    def reset(self) -> None:
        self._crop: Box | None = None
        self._steady.reset()
        self._seen = 0
        self._acquired = 0

    def close(self) -> None:
        for network in (self._acquire, self._close_up):
            if network is not None:
                network.close()
        self._acquire = self._close_up = None

    def matte(self, frame: Frame) -> Matte:
        began = time.perf_counter()
        self.open()
        try:
            alpha = self._steady(self._alpha(frame), small_rgb(frame, working_size(frame.upright_size)), frame.stamp)
        except (RuntimeError, ValueError) as error:
            raise Problem("matting.network", reason=str(error).splitlines()[0] if str(error) else type(error).__name__) from error
        self._seen += 1
        notes = {"acquired": float(self._acquired), "crop": _part(self._crop)}
        sealed(alpha)
        return Matte(frame.stamp, alpha, self.name, cost_ms=(time.perf_counter() - began) * 1e3, notes=notes)

    def _alpha(self, frame: Frame) -> Picture:
        """Track; what cannot be tracked is acquired anew from the same frame."""
        size = self._matte_size(frame)
        if self._crop is not None:
            alpha = self._looked(frame, self._crop)
            whole = placed(alpha, self._crop, size)
            box = person_box(whole)
            if box is not None and not touches(alpha, self._crop):
                return self._followed(frame, size, whole, box)
        return self._anew(frame, size)

    def _followed(self, frame: Frame, size: tuple[int, int], whole: Picture, box: Box) -> Picture:
        """Keep the crop or move it for the next frame. Every so often look round: whoever came in counts from this frame on."""
        assert self._crop is not None
        if self._seen % LOOK_ROUND == 0:
            everybody = united(box, person_box(self._whole(frame))) or box
            if not self._framing.holds(self._crop, everybody, frame.upright_size):
                self._crop = self._framing.crop(everybody, frame.upright_size)
                return placed(self._looked(frame, self._crop), self._crop, size)
        elif not self._framing.holds(self._crop, box, frame.upright_size):
            self._crop = self._framing.crop(box, frame.upright_size)
        return whole

    def _anew(self, frame: Frame, size: tuple[int, int]) -> Picture:
        """Find the person in the whole picture, then look closely. Nobody there: an empty matte."""
        self._acquired += 1
        coarse = self._whole(frame)
        box = person_box(coarse)
        if box is None:
            self._crop = None
            return placed(coarse, WHOLE, size)
        if self._crop is None or not self._framing.holds(self._crop, box, frame.upright_size):
            self._crop = self._framing.crop(box, frame.upright_size)
        for _ in range(2):
            alpha = self._looked(frame, self._crop)
            if not touches(alpha, self._crop):
                break
            self._crop = self._framing.crop(united(box, person_box(placed(alpha, self._crop, size))) or box, frame.upright_size)
        return placed(alpha, self._crop, size)

    def _whole(self, frame: Frame) -> Picture:
        """The landscape model on a wide picture; an upright one is a better fit for the general model's square."""
        width, height = frame.upright_size
        assert self._acquire is not None and self._close_up is not None
        network = self._acquire if width > height else self._close_up
        return network.alpha(small_rgb(frame, network.size))

    def _looked(self, frame: Frame, crop: Box) -> Picture:
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


def _part(crop: Box | None) -> float:
    """How much of the picture the crop covers."""
    return 0.0 if crop is None else (crop[2] - crop[0]) * (crop[3] - crop[1])
