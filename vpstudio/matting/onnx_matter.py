"""A matte from a model that the crew brings: single-frame networks, recurrent ones like RVM, and background-plate ones."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, ClassVar, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.base import Matter, registry
from vpstudio.matting.onnx_session import Opened, opened
from vpstudio.matting.picture import Picture, small_rgb
from vpstudio.matting.plates import at_size, check_shape, deep_codes, load
from vpstudio.matting.steady import Steady
from vpstudio.matting.steady import working_size as steady_size
from vpstudio.model.frame import Frame, sealed
from vpstudio.model.matte import Matte
from vpstudio.model.setting import setting
from vpstudio.problem import Problem

Tensor = NDArray[Any]
USUAL_SIDE = {"single": 512, "recurrent": 1024, "plate": 1024}
COARSE_SIDE = 384
"""RVM and BackgroundMattingV2 look for the person at about this size and refine at the full one."""
STRIDE = 32
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""ImageNet's."""
SIGNED, IMAGENET = re.compile(r"modnet", re.IGNORECASE), re.compile(r"u2net|isnet|birefnet|rmbg", re.IGNORECASE)
BEYOND = 0.5
"""Alpha outside 0..1 by more than this is no alpha but what a sigmoid still has to be taken of."""


@registry.register
class OnnxMatter(Matter):
    """Alpha (h, w) uint8 of the whole upright picture, as large as the network sees it.

    The picture is laid into a fixed input at its true aspect, its edge repeated round it. Raises Problem ``onnx.*``.
    """

    name: ClassVar[str] = "onnx"
    title: ClassVar[str] = "ONNX model"
    requires: ClassVar[tuple[str, ...]] = ("onnxruntime",)

    class Settings(Matter.Settings):
        path: str = setting("", "Model file", widget="file", help="An .onnx model. vpstudio brings none and downloads none.")
        plate: str = setting("", "Background picture", widget="file", help="The scene without the actor, for models that ask for it.")
        provider: Literal["auto", "cuda", "directml", "coreml", "cpu"] = setting(
            "auto", "Runs on", choices=("Automatic", "CUDA", "DirectML", "Core ML", "Processor"), advanced=True
        )
        side: int = setting(0, "Input size", low=0, high=2048, step=32, unit="px", advanced=True, help="Longer side; 0 is the model's own.")
        downsample: float = setting(0.0, "Downsample ratio", low=0, high=1, step=0.05, advanced=True, help="0 finds a good one.")
        normalise: Literal["auto", "unit", "signed", "imagenet"] = setting(
            "auto", "Input range", choices=("Automatic", "0 to 1", "-1 to 1", "ImageNet"), advanced=True
        )
        threads: int = setting(0, "Threads", low=0, high=16, step=1, advanced=True, help="0 is automatic.")

    def __init__(self, settings: Matter.Settings) -> None:
        super().__init__(settings)
        self._model: Opened | None = None
        self._steady = Steady()
        self._logits = False
        self.reset()

    def reset(self) -> None:
        self._states: dict[str, Tensor] = {}
        self._shape: tuple[int, ...] = ()
        self._steady.reset()

    def open(self) -> None:
        if self._model is None:
            if not self.settings.path:
                raise Problem("onnx.none")
            path = Path(self.settings.path)
            self._model = opened(path, self.settings.provider, self.settings.threads)
            self._range = _range_of(self.settings.normalise, path.stem)
            self._plate: Tensor | None = None
            self.told = (self._model.licence,)

    def close(self) -> None:
        self._model = None

    def matte(self, frame: Frame) -> Matte:
        began = time.perf_counter()
        self.open()
        inner, whole = self._sizes(frame.upright_size)
        picture = _laid(small_rgb(frame, inner), whole)
        alpha = self._answer(picture, self._feed(picture, frame, inner, whole))
        alpha = _taken(alpha, inner, whole)
        assert self._model is not None
        if self._model.signature.kind == "single":
            alpha = self._steady(alpha, small_rgb(frame, steady_size(frame.upright_size)), frame.stamp)
        alpha = np.ascontiguousarray(alpha)
        sealed(alpha)
        return Matte(frame.stamp, alpha, self.name, cost_ms=(time.perf_counter() - began) * 1e3)

    # --- what goes in

    def _sizes(self, upright: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
        """(the picture's size, the input's), both (width, height)."""
        assert self._model is not None
        sign = self._model.signature
        side = self.settings.side or USUAL_SIDE[sign.kind]
        limits = tuple(own or side for own in sign.size)
        scale = min(limit / length for limit, length in zip(limits, upright, strict=True))
        inner = tuple(max(1, min(limit, round(length * scale))) for limit, length in zip(limits, upright, strict=True))
        whole = tuple(own or -(-length // STRIDE) * STRIDE for own, length in zip(sign.size, inner, strict=True))
        return inner, whole  # type: ignore[return-value]

    def _feed(self, picture: Picture, frame: Frame, inner: tuple[int, int], whole: tuple[int, int]) -> dict[str, Tensor]:
        assert self._model is not None
        sign = self._model.signature
        feed = {sign.picture: self._tensor(picture)}
        if sign.plate:
            feed[sign.plate] = self._tensor(_laid(self._bare(frame, inner), whole))
        if feed[sign.picture].shape != self._shape:
            self._states, self._shape = {}, feed[sign.picture].shape
        for before, _ in sign.states:
            feed[before] = self._states[before] if before in self._states else _no_state(self._model.session, before)
        if sign.ratio:
            ratio = self.settings.downsample or min(1.0, COARSE_SIDE / max(whole))
            feed[sign.ratio] = np.array([ratio], np.float32)
        return feed

    def _tensor(self, rgb: Picture) -> Tensor:
        """(h, w, 3) uint8 as the model wants it."""
        assert self._model is not None
        sign = self._model.signature
        if sign.dtype == "u1":
            values: Tensor = rgb
        else:
            values = rgb.astype(np.float32) / 255
            if self._range == "signed":
                values = values * 2 - 1
            elif self._range == "imagenet":
                values = (values - np.array(MEAN, np.float32)) / np.array(SPREAD, np.float32)
        values = values.transpose(2, 0, 1) if sign.planar else values
        return np.ascontiguousarray(values[None], sign.dtype)

    def _bare(self, frame: Frame, size: tuple[int, int]) -> Picture:
        """The background picture at ``size``, sRGB codes."""
        if not self.settings.plate:
            raise Problem("onnx.plate")
        if self._plate is None or self._plate.shape[1::-1] != size:
            plate = load(Path(self.settings.plate))
            check_shape(plate, frame.upright_size, self.settings.plate)
            self._plate = np.rint(deep_codes(at_size(plate, size)[..., :3]) / 257).astype(np.uint8)
        return self._plate

    # --- what comes out

    def _answer(self, picture: Picture, feed: dict[str, Tensor]) -> Picture:
        """(h, w) uint8 of the whole input. Raises Problem ``onnx.failed`` or ``onnx.nonsense``."""
        assert self._model is not None
        sign = self._model.signature
        wanted = [sign.alpha, *(after for _, after in sign.states)]
        try:
            found = self._model.session.run(wanted, feed)
        except Exception as error:  # onnxruntime has a class for each of its faults, and none in common
            self._states = {}
            raise Problem("onnx.failed", path=self.settings.path, reason=str(error).strip().splitlines()[0][:160]) from error
        if not all(np.isfinite(each).all() for each in found):
            self._states = {}
            raise Problem("onnx.nonsense", path=self.settings.path, what="NaN")
        self._states = {before: each for (before, _), each in zip(sign.states, found[1:], strict=True)}
        person = self._person(np.asarray(found[0], np.float32), picture.shape[:2])
        return np.rint(np.clip(person, 0, 1) * 255).astype(np.uint8)

    def _person(self, values: Tensor, size: tuple[int, int]) -> Tensor:
        """(h, w) 0..1: the one channel, or of two the second, the person's; logits are recognised by their range, once and for all."""
        planes = _planes(values)
        if planes is None or abs(planes.shape[2] * size[0] - planes.shape[1] * size[1]) > max(size):
            raise Problem("onnx.nonsense", path=self.settings.path, what=f"{list(values.shape)}")
        self._logits = self._logits or bool(planes.min() < -BEYOND or planes.max() > 1 + BEYOND)
        if len(planes) == 1:
            return 1 / (1 + np.exp(-np.clip(planes[0], -30, 30))) if self._logits else planes[0]
        return 1 / (1 + np.exp(-np.clip(planes[1] - planes[0], -30, 30))) if self._logits else planes[1]


def _planes(values: Tensor) -> Tensor | None:
    """(1 or 2, h, w) of whatever a network gives: with or without a batch, channels first or last."""
    if values.ndim == 4 and values.shape[0] == 1:
        values = values[0]
    if values.ndim == 2:
        values = values[None]
    if values.ndim != 3 or 0 in values.shape:
        return None
    if values.shape[0] in (1, 2):
        return values
    return values.transpose(2, 0, 1) if values.shape[2] in (1, 2) else None


def _laid(picture: Picture, whole: tuple[int, int]) -> Picture:
    """A picture in the middle of ``whole`` = (width, height), its edge repeated."""
    across, down = whole[0] - picture.shape[1], whole[1] - picture.shape[0]
    if not across and not down:
        return picture
    left, top = across // 2, down // 2
    return cv2.copyMakeBorder(picture, top, down - top, left, across - left, cv2.BORDER_REPLICATE)


def _taken(alpha: Picture, inner: tuple[int, int], whole: tuple[int, int]) -> Picture:
    """The picture's part of an answer for the whole input, which may have another scale."""
    if (alpha.shape[1], alpha.shape[0]) != whole:
        alpha = np.asarray(cv2.resize(alpha, whole, interpolation=cv2.INTER_LINEAR))
    left, top = (whole[0] - inner[0]) // 2, (whole[1] - inner[1]) // 2
    return alpha[top : top + inner[1], left : left + inner[0]]


def _range_of(wanted: str, stem: str) -> str:
    if wanted != "auto":
        return wanted
    return "signed" if SIGNED.search(stem) else "imagenet" if IMAGENET.search(stem) else "unit"


def _no_state(session: Any, name: str) -> Tensor:
    """What a recurrent network is given before its first picture: zeros, one for each side that the model leaves free."""
    node = next(node for node in session.get_inputs() if node.name == name)
    shape = [side if isinstance(side, int) and side > 0 else 1 for side in node.shape] or [1] * 4
    return np.zeros(shape, "f2" if node.type == "tensor(float16)" else "f4")
