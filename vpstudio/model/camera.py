"""The camera: its lens as intrinsics, its place as a pose, and the matrices both give.

World: right-handed, X right, Y forward (from the camera toward the actor at rest), Z up, metres (OpenTrackIO's axes).
Image: pixels, x right, y down, origin at the **corner** of the first pixel, so the centre of a W x H picture is (W/2, H/2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Orientation

Matrix4 = NDArray[np.float64]
Quaternion = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Intrinsics:
    """A pinhole: focal lengths and principal point in pixels of a ``width`` x ``height`` picture (corner-based)."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float

    @classmethod
    def of_lens(cls, width: int, height: int, focal_mm: float, sensor_mm: float) -> Intrinsics:
        """Square pixels, centred: f = focal / sensor x long side, the sensor being measured along the picture's long side."""
        focal = focal_mm / sensor_mm * max(width, height)
        return cls(width, height, focal, focal, width / 2, height / 2)

    @classmethod
    def of_view(cls, width: int, height: int, view_deg: float) -> Intrinsics:
        """Square pixels, centred, from the field of view along the picture's long side."""
        focal = max(width, height) / 2 / math.tan(math.radians(view_deg) / 2)
        return cls(width, height, focal, focal, width / 2, height / 2)

    def turned(self, orientation: Orientation) -> Intrinsics:
        """The same lens looked at upright: turned clockwise, then mirrored; exact."""
        lens = self
        for _ in range(orientation.degrees // 90 % 4):
            lens = Intrinsics(lens.height, lens.width, lens.fy, lens.fx, lens.height - lens.cy, lens.cx)
        return replace(lens, cx=lens.width - lens.cx) if orientation.mirror else lens

    def placed(self, placement: Placement) -> Intrinsics:
        """The same lens in the pixels of the output."""
        s, (w, h) = placement.scale, placement.output
        x, y = placement.offset
        return Intrinsics(w, h, self.fx * s, self.fy * s, self.cx * s + x, self.cy * s + y)

    def zoomed(self, factor: float) -> Intrinsics:
        """The focal lengths times ``factor``; the picture keeps its size."""
        return replace(self, fx=self.fx * factor, fy=self.fy * factor)

    @property
    def view_deg(self) -> tuple[float, float]:
        """(horizontal, vertical) field of view in degrees."""
        across = math.atan(self.cx / self.fx) + math.atan((self.width - self.cx) / self.fx)
        down = math.atan(self.cy / self.fy) + math.atan((self.height - self.cy) / self.fy)
        return math.degrees(across), math.degrees(down)

    def projection(self, near: float, far: float) -> Matrix4:
        """OpenGL's clip matrix (4, 4) for a camera that looks along -Z with Y up, row 0 of the picture at the **top**.

        Column vectors: clip = P @ eye. Pixel u = (ndc.x + 1) W / 2, v = (1 - ndc.y) H / 2.
        """
        w, h = self.width, self.height
        matrix = np.zeros((4, 4))
        matrix[0, 0] = 2 * self.fx / w
        matrix[0, 2] = 1 - 2 * self.cx / w
        matrix[1, 1] = 2 * self.fy / h
        matrix[1, 2] = 2 * self.cy / h - 1
        matrix[2, 2] = (far + near) / (near - far)
        matrix[2, 3] = 2 * far * near / (near - far)
        matrix[3, 2] = -1
        return matrix


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the upright plate lies in the output: output = plate x ``scale`` + ``offset`` (pixels, corner-based).

    ``exact``: one plate pixel is one output pixel, on the grid; nothing is resampled.
    """

    plate: tuple[int, int]
    output: tuple[int, int]
    scale: float
    offset: tuple[float, float]

    @property
    def exact(self) -> bool:
        return self.scale == 1.0 and all(float(part).is_integer() for part in self.offset)

    @classmethod
    def fit(cls, plate: tuple[int, int], output: tuple[int, int], how: str = "cover", zoom: float = 1.0) -> Placement:
        """Centre the plate in the output. ``cover`` fills it, ``contain`` shows all; ``zoom`` >= 1 punches in.

        At scale 1 the offset is rounded to whole pixels, so that an odd margin does not resample the plate.
        """
        ratios = (output[0] / plate[0], output[1] / plate[1])
        scale = (max(ratios) if how == "cover" else min(ratios)) * zoom
        offset = ((output[0] - plate[0] * scale) / 2, (output[1] - plate[1] * scale) / 2)
        if scale == 1.0:
            offset = (float(math.floor(offset[0])), float(math.floor(offset[1])))
        return cls(plate, output, scale, offset)


@dataclass(frozen=True, slots=True)
class LensState:
    """What a lens reports: None where it does not. focus_m: distance to the plane of focus; t_stop: light, not geometry."""

    focal_mm: float | None = None
    focus_m: float | None = None
    t_stop: float | None = None


@dataclass(frozen=True, slots=True)
class CameraPose:
    """Where the camera's entrance pupil was and how it looked, at ``time_ns``.

    position_m: world X, Y, Z. rotation: unit quaternion (w, x, y, z), camera to world; the identity looks along +Y, Z up,
    X right.
    """

    time_ns: int = 0
    position_m: tuple[float, float, float] = (0.0, 0.0, 1.5)
    rotation: Quaternion = (1.0, 0.0, 0.0, 0.0)
    lens: LensState = LensState()

    @classmethod
    def of_angles(
        cls, position_m: tuple[float, float, float], pan_deg: float, tilt_deg: float, roll_deg: float, time_ns: int = 0
    ) -> CameraPose:
        """From OpenTrackIO angles: pan + left about Z, tilt + up about X, roll + about Y, intrinsic in that order."""
        return cls(time_ns, position_m, quaternion_of_angles(pan_deg, tilt_deg, roll_deg))

    def world_from_camera(self) -> Matrix4:
        """(4, 4): camera axes X right, Y forward, Z up -> world."""
        matrix = np.eye(4)
        matrix[:3, :3] = rotation_matrix(self.rotation)
        matrix[:3, 3] = self.position_m
        return matrix

    def view(self) -> Matrix4:
        """(4, 4) world -> OpenGL eye (X right, Y up, looking along -Z)."""
        eye_from_camera = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], dtype=float)
        return eye_from_camera @ np.linalg.inv(self.world_from_camera())


def quaternion_of_angles(pan_deg: float, tilt_deg: float, roll_deg: float) -> Quaternion:
    """Pan about Z, then tilt about the turned X, then roll about the turned Y (SMPTE RIS-OSVP)."""
    pan, tilt, roll = (math.radians(a) / 2 for a in (pan_deg, tilt_deg, roll_deg))
    turn = joined((math.cos(pan), 0, 0, math.sin(pan)), (math.cos(tilt), math.sin(tilt), 0, 0))
    return joined(turn, (math.cos(roll), 0, math.sin(roll), 0))


def rotation_matrix(q: Quaternion) -> NDArray[np.float64]:
    """(3, 3) of a unit quaternion (w, x, y, z)."""
    w, x, y, z = q
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def joined(a: Quaternion, b: Quaternion) -> Quaternion:
    """The Hamilton product: turning by ``b`` in the frame that ``a`` has turned."""
    aw, ax, ay, az = a
    bw, bx, by, bz = b
    return (
        aw * bw - ax * bx - ay * by - az * bz,
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
    )
