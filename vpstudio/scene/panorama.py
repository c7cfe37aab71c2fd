"""A 360 degree picture as a set: a dome with a flat floor, so that the picture's ground lies where the actor stands.

What is below the picture's horizon is laid on the floor as seen from the height it was taken at; what is above stays far away.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Ambient, Environment, Mark, Material, Mesh, Node, Scene, Texture, TextureUse
from vpstudio.model.setting import Settings, setting
from vpstudio.scene.equirect import load
from vpstudio.scene.shapes import grid_triangles, spin

Light = NDArray[np.float32]

DOME_M = 400.0
COLUMNS, ROWS = 192, 128
LIT_BY = (256, 128)
MARKS = (Mark(title="Forward"), Mark(pan_deg=90.0, title="Left"), Mark(pan_deg=180.0, title="Back"), Mark(pan_deg=-90.0, title="Right"))


class PanoramaSettings(Settings):
    """The handles of a 360 degree picture."""

    turn_deg: float = setting(0.0, "Turn", low=-180, high=180, step=1, unit="deg", help="Positive turns the picture left.")
    horizon_deg: float = setting(0.0, "Horizon", low=-20, high=20, step=0.1, unit="deg", help="Lifts the horizon to the camera's level.")
    taken_at_m: float = setting(1.6, "Height it was taken at", low=0.3, high=20, step=0.05, unit="m", help="Larger: everything is larger.")
    floor_m: float = setting(12.0, "Floor reaches", low=0, high=200, step=1, unit="m", help="0: no floor, everything is far away.")
    exposure_ev: float = setting(0.0, "Exposure", low=-6, high=6, step=0.1, unit="EV")


def build(path: Path, chosen: PanoramaSettings) -> Scene:
    """The dome with the picture on it, and the picture as what lights things. Raises Problem."""
    light = load(path)
    mesh = dome(chosen)
    texture = Texture("panorama", with_alpha(light), srgb=False, wrap=("repeat", "clamp"))
    material = Material("panorama", "unlit", uses={"base_colour": TextureUse(0)}, double_sided=True)
    small = cv2.resize(light, LIT_BY, interpolation=cv2.INTER_AREA)
    mean = tuple(float(part) for part in small.mean(axis=(0, 1)))
    return Scene(
        key=f"panorama {path} {path.stat().st_mtime_ns} {chosen.model_dump_json()}",
        title=path.stem,
        meshes=(mesh,),
        nodes=(Node("panorama", -1, spin(chosen.turn_deg), (0,)),),
        materials=(material,),
        textures=(texture,),
        ambient=Ambient(mean, mean, mean),  # type: ignore[arg-type]
        exposure_ev=chosen.exposure_ev,
        marks=MARKS,
        environment=Environment(np.asarray(small, np.float32), turn_deg=chosen.turn_deg, shown=False),
    )


def with_alpha(light: Light) -> NDArray[np.float16]:
    """(H, W, 4) half floats."""
    return np.dstack([light, np.ones(light.shape[:2], np.float32)]).astype(np.float16)


def dome(chosen: PanoramaSettings) -> Mesh:
    """Directions on a fine grid, each put on the floor or on the dome, whichever is nearer; seen from the middle nothing moves."""
    across, down = np.linspace(0, 1, COLUMNS + 1), rows(chosen.horizon_deg)
    u, v = (each.ravel() for each in np.meshgrid(across, down))
    tilted = np.pi / 2 - v * np.pi + np.radians(chosen.horizon_deg)
    turn = (u - 0.5) * 2 * np.pi
    way = np.stack([np.sin(turn) * np.cos(tilted), np.cos(turn) * np.cos(tilted), np.sin(tilted)], axis=1)
    reach = np.full(len(way), DOME_M)
    if chosen.floor_m > 0:
        below = way[:, 2] < -1e-6
        to_floor = np.where(below, chosen.taken_at_m / np.maximum(-way[:, 2], 1e-6), DOME_M)
        edge = np.hypot(chosen.floor_m, chosen.taken_at_m)
        # Beyond the floor's edge a wall rises outward to the dome, steadily, so that nothing tears.
        reach = np.where(below & (to_floor <= edge), to_floor, np.where(below, _blended(to_floor, edge), DOME_M))
    positions = way * reach[:, None] + np.array([0.0, 0.0, chosen.taken_at_m])
    triangles = grid_triangles(COLUMNS + 1, len(down))
    uv = np.stack([u, v], axis=1)
    return Mesh(
        "panorama",
        positions.astype(np.float32),
        (-way).astype(np.float32),
        triangles.astype(np.uint32).ravel(),
        0,
        uv=uv.astype(np.float32),
        uv2=uv.astype(np.float32),
    )


def rows(horizon_deg: float) -> NDArray[np.float64]:
    """v of the grid's rows: even, and one exactly on the horizon."""
    horizon = 0.5 + horizon_deg / 180
    above = np.linspace(0, horizon, ROWS // 2, endpoint=False)
    # Below it finer near the horizon, where the floor runs away fastest.
    below = horizon + (1 - horizon) * np.linspace(0, 1, ROWS // 2 + 1) ** 2
    return np.concatenate([above, below])


def _blended(to_floor: NDArray[np.float64], edge: float) -> NDArray[np.float64]:
    share = 1 - edge / np.maximum(to_floor, edge)
    return edge + (DOME_M - edge) * share**2
