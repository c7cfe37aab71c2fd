"""Pictures into textures: one entry a layout, a ring of three so that a texture in use is never written."""

from __future__ import annotations

import time
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Colorimetry, Frame, Layout, Matrix, Orientation, Planes, Range, Siting, Transfer
from vpstudio.problem import Problem
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Uniform, texture

RING = 3
RGB_KINDS = (Layout.RGBA, Layout.RGB, Layout.BGR, Layout.GREY)


@dataclass(frozen=True, slots=True)
class Way:
    """How a layout lies in textures. code: PLATE_LAYOUT of fetch.glsl; step: luma pixels a chroma sample, across and down."""

    code: int
    components: tuple[int, ...]
    step: tuple[int, int] = (1, 1)
    depth: int = 8
    swizzle: str = ""


WAYS = {
    Layout.RGBA: Way(0, (4,)),
    Layout.RGB: Way(0, (3,)),
    Layout.BGR: Way(0, (3,), swizzle="BGR1"),
    Layout.GREY: Way(0, (1,), swizzle="RRR1"),
    Layout.I420: Way(1, (1, 1, 1), (2, 2)),
    Layout.I422: Way(1, (1, 1, 1), (2, 1)),
    Layout.I444: Way(1, (1, 1, 1)),
    Layout.NV12: Way(2, (1, 2), (2, 2)),
    Layout.YUYV: Way(3, (2,), (2, 1)),
    Layout.I420P10: Way(1, (1, 1, 1), (2, 2), 10),
    Layout.I422P10: Way(1, (1, 1, 1), (2, 1), 10),
}
# Kr and Kb of ITU-R BT.601-7, BT.709-6 and BT.2020-2.
LUMA = {Matrix.BT601: (0.299, 0.114), Matrix.BT709: (0.2126, 0.0722), Matrix.BT2020: (0.2627, 0.0593), Matrix.RGB: (0.2126, 0.0722)}


class Uploader:
    """Textures of one stream of frames."""

    def __init__(self, kit: Kit, name: str) -> None:
        self.kit, self.name = kit, name
        self._ring: list[list[moderngl.Texture]] = [[] for _ in range(RING)]
        self._turn = 0
        self._last: Frame | None = None
        self._inputs = Inputs()

    def upload(self, frame: Frame) -> Inputs:
        """The samplers, uniforms and defines of fetch.glsl for ``frame``. The same frame again is not sent again.

        Raises Problem ``render.frame_layout`` where the planes are not what the layout says.
        """
        if frame is not self._last:
            begun = time.perf_counter()
            self._inputs = self._sent(frame)
            self._last = frame
            self.kit.clock.note(self.name, (time.perf_counter() - begun) * 1e3)
        return self._inputs

    def release(self) -> None:
        for slot in self._ring:
            for each in slot:
                each.release()
            slot.clear()
        self._last = None

    def _sent(self, frame: Frame) -> Inputs:
        way = WAYS[frame.upload_layout]
        check(frame, way)
        self._turn = (self._turn + 1) % RING
        textures = self._written(self._ring[self._turn], frame.upload, way)
        samplers = dict(zip(("plate", "plate_u", "plate_v"), textures, strict=False))
        uniforms: dict[str, Uniform] = {**turning(frame.orientation, frame.width, frame.height)}
        defines: dict[str, str | int] = {"PLATE_LAYOUT": way.code}
        if frame.colour.transfer == Transfer.LINEAR:
            defines["PLATE_LINEAR"] = 1
        if way.code:
            uniforms |= {**decoding(frame.colour, way), **siting(frame, way)}
        return Inputs(samplers, uniforms, defines)

    def _written(self, slot: list[moderngl.Texture], planes: Planes, way: Way) -> list[moderngl.Texture]:
        if [t.size for t in slot] != [p.shape[1::-1] for p in planes] or [t.components for t in slot] != list(way.components):
            for each in slot:
                each.release()
            slot[:] = [self._made(plane, components) for plane, components in zip(planes, way.components, strict=True)]
        for each, plane in zip(slot, planes, strict=True):
            each.swizzle = way.swizzle or "RGBA"
            each.write(np.ascontiguousarray(plane))
        return slot

    def _made(self, plane: NDArray[np.generic], components: int) -> moderngl.Texture:
        dtype = "nu2" if plane.dtype == np.uint16 else "f1"
        return texture(self.kit.context, (plane.shape[1], plane.shape[0]), components, dtype)


def check(frame: Frame, way: Way) -> None:
    """Raises Problem ``render.frame_layout`` where a plane's shape or type is not the layout's."""
    chroma = (-(-frame.height // way.step[1]), -(-frame.width // way.step[0]))
    sizes = [(frame.height, frame.width), *[chroma] * (len(way.components) - 1)]
    wanted = [size if n == 1 else (*size, n) for size, n in zip(sizes, way.components, strict=True)]
    kind = np.uint16 if way.depth > 8 else np.uint8
    if [plane.shape for plane in frame.upload] != wanted or any(plane.dtype != kind for plane in frame.upload):
        shapes = ", ".join(f"{plane.shape} {plane.dtype}" for plane in frame.upload)
        raise Problem("render.frame_layout", layout=str(frame.upload_layout), planes=shapes)


def turning(orientation: Orientation, width: int, height: int) -> dict[str, tuple[int, ...]]:
    """delivered = turn * upright + shift, in whole pixels, for a delivered picture of ``width`` x ``height``."""
    turn, shift = _TURNS[orientation.degrees % 360](width - 1, height - 1)
    upright = orientation.size(width, height)
    if orientation.mirror:
        last = upright[0] - 1
        shift = (shift[0] + turn[0] * last, shift[1] + turn[2] * last)
        turn = (-turn[0], turn[1], -turn[2], turn[3])
    return {"plate_turn": turn, "plate_shift": shift, "plate_last": (upright[0] - 1, upright[1] - 1)}


# A picture turned clockwise: the upright pixel (x, y) was delivered at ... (right and bottom are its last column and row).
_TURNS = {
    0: lambda right, bottom: ((1, 0, 0, 1), (0, 0)),
    90: lambda right, bottom: ((0, 1, -1, 0), (0, bottom)),
    180: lambda right, bottom: ((-1, 0, 0, -1), (right, bottom)),
    270: lambda right, bottom: ((0, -1, 1, 0), (right, 0)),
}


def decoding(colour: Colorimetry, way: Way) -> dict[str, tuple[float, ...]]:
    """rgb = plate_rgb * sampled + plate_bias; the matrix column by column. Range as ITU-R BT.709-6 section 3."""
    kr, kb = LUMA[colour.matrix]
    kg = 1 - kr - kb
    unit = 2 ** (way.depth - 8)
    stored = 255.0 if way.depth == 8 else 65535.0
    limited = colour.range == Range.LIMITED
    luma, chroma, black = (219.0 * unit, 224.0 * unit, 16.0 * unit) if limited else (256.0 * unit - 1, 256.0 * unit - 1, 0.0)
    rgb_of = np.array([[1, 0, 2 * (1 - kr)], [1, -2 * kb * (1 - kb) / kg, -2 * kr * (1 - kr) / kg], [1, 2 * (1 - kb), 0]])
    scale = np.array([stored / luma, stored / chroma, stored / chroma])
    zero = np.array([black / luma, 128.0 * unit / chroma, 128.0 * unit / chroma])
    matrix, bias = rgb_of * scale, -rgb_of @ zero
    return {"plate_rgb": tuple(matrix.T.ravel().tolist()), "plate_bias": tuple(bias.tolist())}


def siting(frame: Frame, way: Way) -> dict[str, tuple[float, ...]]:
    """Index of the chroma sample (pair, for YUYV) at a delivered pixel's centre, fraction and all: centre * xy + zw.

    Left: a chroma sample lies on the even luma column; top left: on the even row as well; centre: between both.
    """
    across, down = way.step
    left = 0.25 if across == 2 and frame.colour.siting != Siting.CENTRE else 0.0
    top = 0.25 if down == 2 and frame.colour.siting == Siting.TOP_LEFT else 0.0
    # A row of YUYV has its own chroma: the index is the row itself.
    rows = (1.0, -0.5) if way.code == 3 else (1 / down, top - 0.5)
    return {"plate_chroma": (1 / across, rows[0], left - 0.5, rows[1])}
