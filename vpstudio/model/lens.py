"""A lens as it was measured: saved, and tied to the camera, lens and mode it was measured in."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from vpstudio.model.camera import Intrinsics
from vpstudio.model.document import Document


class LensProfile(Document):
    """Intrinsics and distortion in sensor orientation.

    Pixels are corner-based (OpenCV's principal point plus half a pixel). distortion: OpenCV's k1, k2, p1, p2, k3, undistorted to
    distorted, on coordinates divided by the focal length. rms_px: of the views used; it is not the grade of a lens.
    """

    kind: ClassVar[str] = "lens"

    camera: str = ""
    lens: str = ""
    mode: str = ""
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    fx: float = Field(gt=0)
    fy: float = Field(gt=0)
    cx: float
    cy: float
    distortion: list[float] = Field(default_factory=lambda: [0.0] * 5, min_length=5, max_length=5)
    rms_px: float = 0.0
    focal_sigma_px: float = 0.0
    views_used: int = 0
    views_rejected: int = 0

    @property
    def intrinsics(self) -> Intrinsics:
        return Intrinsics(self.width, self.height, self.fx, self.fy, self.cx, self.cy)
