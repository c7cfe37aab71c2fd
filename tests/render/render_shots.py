"""Small shots to draw, and the same arithmetic in float64 to compare with."""

from __future__ import annotations

import numpy as np

from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Colorimetry, Frame, Layout, Orientation, sealed
from vpstudio.model.look import EdgeSettings, GrainSettings, KeySettings, LensSettings, Look, MatchSettings
from vpstudio.model.matte import Matte
from vpstudio.model.shot import Shot

SIZE = (64, 48)
UPRIGHT = Orientation()
PLAIN = Look(
    edge=EdgeSettings(light_wrap=0.0, despill=0.0, refine=0.0),
    match=MatchSettings(defocus=0.0),
    lens=LensSettings(bloom=0.0, veil=0.0),
    grain=GrainSettings(amount=0.0),
    key=KeySettings(),
)


def noise(width: int, height: int, channels: int = 4, seed: int = 1) -> np.ndarray:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, channels), dtype=np.uint8)
    if channels == 4:
        picture[..., 3] = 255
    return picture


def frame(
    picture: np.ndarray,
    layout: Layout = Layout.RGBA,
    number: int = 0,
    orientation: Orientation = UPRIGHT,
    colour: Colorimetry = RGB_FULL,
) -> Frame:
    planes = sealed(picture.copy())
    height, width = picture.shape[:2]
    return Frame(Stamp(number, number * 10**9), width, height, planes, layout, planes, layout, colour, orientation)


def planar(planes: tuple[np.ndarray, ...], layout: Layout, colour: Colorimetry, depth: int = 8) -> Frame:
    height, width = planes[0].shape[:2]
    sealed(*planes)
    return Frame(Stamp(0, 0), width, height, planes, layout, planes, layout, colour, depth=depth)


def matte(alpha: np.ndarray, final: bool = True, number: int = 0) -> Matte:
    return Matte(Stamp(number, number * 10**9), alpha.astype(np.uint8), "test", final)


def shot(plate: Frame, *, size: tuple[int, int] | None = None, fit: str = "cover", cut: str = "none", look: Look = PLAIN, **more) -> Shot:
    size = size or plate.upright_size
    return Shot(
        frame=plate,
        matte=more.pop("matte", None),
        cut=cut,
        pose=more.pop("pose", CameraPose()),
        intrinsics=more.pop("intrinsics", Intrinsics.of_view(*size, 60.0)),
        placement=Placement.fit(plate.upright_size, size, fit),
        look=look,
        **more,
    )


def to_light(code: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1, codes 0..1."""
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def to_code(light: np.ndarray) -> np.ndarray:
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def upright(picture: np.ndarray, orientation: Orientation) -> np.ndarray:
    turned = np.rot90(picture, -(orientation.degrees // 90))
    return turned[:, ::-1] if orientation.mirror else turned
