"""Where a mask's outline lies in the output now: drawn polygons placed and carried along, boxes of the set projected. No GL.

A polygon that follows lies on a wall: the plane that stood ``distance_m`` before the camera, square to its view axis, when it was
drawn. The rays through its points are taken through the **present** lens, since a mask does not keep the lens it was drawn
through: exact while the lens does not zoom. Crops do not matter, for points are fractions of the whole plate.

The pose is that of the upright picture, whichever way the source was turned or mirrored to stand so.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import CameraPose, Intrinsics, Placement, quaternion_of_angles, rotation_matrix
from vpstudio.model.mask import Mask, Point
from vpstudio.model.shot import Shot

Points = NDArray[np.float64]
NEAR_M = 0.01
STILL = 1e-9
"""Poses whose numbers differ by less are one pose: a polygon is then where it was drawn, to the last bit."""
NOWHERE: Points = np.zeros((0, 2))

CORNERS: Points = np.array(list(itertools.product((-0.5, 0.5), repeat=3)))
EDGES = [(a, b) for a, b in itertools.combinations(range(8), 2) if np.count_nonzero(CORNERS[a] != CORNERS[b]) == 1]


def outline_px(mask: Mask, shot: Shot) -> Points:
    """(n, 2) corners of the mask's outline in output pixels (corner-based, y down), however far outside; (0, 2) out of sight."""
    if mask.shape == "box":
        return _box(mask, shot.pose, lens_of(shot))
    placed = in_output(mask.points, shot.placement)
    return _carried(placed, mask, shot.pose, lens_of(shot)) if moves(mask, shot.pose) else placed


def outlines(shot: Shot) -> tuple[tuple[Point, ...], ...]:
    """For each of the look's masks, in use or not, its outline as fractions of the upright plate; empty where out of sight.

    () where all of them are polygons that lie as they were drawn.
    """
    masks = shot.look.key.masks
    if not any(mask.shape == "box" or moves(mask, shot.pose) for mask in masks):
        return ()
    return tuple(_fractions(mask, shot) for mask in masks)


def moves(mask: Mask, pose: CameraPose) -> bool:
    """Whether the camera stands otherwise than when a polygon that follows it was drawn."""
    if mask.shape == "box" or not mask.follow or mask.drawn_from is None:
        return False
    now = (*pose.position_m, *pose.rotation)
    return any(abs(a - b) > STILL for a, b in zip(mask.drawn_from, now, strict=True))


def lens_of(shot: Shot) -> Intrinsics:
    """What the plate was seen through, in output pixels: masks lie on the plate, also where the set is seen through another lens."""
    return shot.plate_intrinsics or shot.intrinsics


def in_output(points: tuple[Point, ...], placement: Placement) -> Points:
    """Fractions of the upright plate as output pixels."""
    return np.array(points, float).reshape(-1, 2) * placement.plate * placement.scale + placement.offset


def _fractions(mask: Mask, shot: Shot) -> tuple[Point, ...]:
    if mask.shape == "polygon" and not moves(mask, shot.pose):
        return mask.points
    place = shot.placement
    found = (outline_px(mask, shot) - place.offset) / (np.array(place.plate) * place.scale)
    return tuple((float(x), float(y)) for x, y in found)


# --- in space: camera axes X right, Y forward, Z up, metres


def _carried(placed: Points, mask: Mask, pose: CameraPose, lens: Intrinsics) -> Points:
    """Output pixels seen from where the mask was drawn, as the present camera sees the wall they lie on."""
    assert mask.drawn_from is not None
    rays = np.stack([(placed[:, 0] - lens.cx) / lens.fx, np.ones(len(placed)), (lens.cy - placed[:, 1]) / lens.fy], 1)
    then = rotation_matrix(_unit(mask.drawn_from[3:]))
    wall = (rays * mask.distance_m) @ then.T + mask.drawn_from[:3]
    return _projected(clipped(_seen_from(wall, pose), lambda points: points[:, 1] - NEAR_M), lens)


def _box(mask: Mask, pose: CameraPose, lens: Intrinsics) -> Points:
    """The convex outline of what of the box lies before the camera.

    Clipping a convex body at a plane leaves its corners in front and the points where its edges meet the plane, no others.
    """
    turn = rotation_matrix(quaternion_of_angles(mask.turn_deg, 0, 0))
    corners = _seen_from((CORNERS * mask.size_m) @ turn.T + mask.centre_m, pose)
    crossings = [_between(corners[a], corners[b], corners[:, 1] - NEAR_M, a, b) for a, b in EDGES]
    kept = [corners[corners[:, 1] >= NEAR_M], *(point[None] for point in crossings if point is not None)]
    seen = _projected(np.concatenate(kept), lens)
    return _hull(seen) if len(seen) >= 3 else NOWHERE


def _seen_from(world: Points, pose: CameraPose) -> Points:
    return (world - pose.position_m) @ rotation_matrix(_unit(pose.rotation))


def _projected(points: Points, lens: Intrinsics) -> Points:
    depth = points[:, 1]
    return np.stack([points[:, 0] / depth * lens.fx + lens.cx, lens.cy - points[:, 2] / depth * lens.fy], 1)


def _hull(points: Points) -> Points:
    """Convex hull. float32 is OpenCV's; a corner at the near plane may be a million pixels away, where a pixel is a pixel no more."""
    at = cv2.convexHull(points.astype(np.float32), returnPoints=False).ravel()
    return points[at]


def _unit(q: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Trackers round: a quaternion a little too long would shear the wall."""
    w, x, y, z = np.array(q) / (np.linalg.norm(q) or 1.0)
    return float(w), float(x), float(y), float(z)


# --- clipping


def clipped(points: Points, inside: Callable[[Points], Points]) -> Points:
    """Sutherland and Hodgman (1974): a closed outline cut at the line or plane where ``inside`` is 0; it is positive within.

    Inside, even-odd filling is the same as before, for concave and self-crossing outlines too: the rest runs along the cut.
    """
    if not len(points):
        return points
    side = inside(points)
    if (side >= 0).all():
        return points
    kept: list[Points] = []
    for here in range(len(points)):
        before = here - 1
        crossing = _between(points[before], points[here], side, before, here)
        kept += [crossing] if crossing is not None else []
        kept += [points[here]] if side[here] >= 0 else []
    return np.array(kept) if len(kept) >= 3 else points[:0]


def _between(one: Points, other: Points, side: Points, a: int, b: int) -> Points | None:
    """Where the way from ``one`` to ``other`` crosses, or None."""
    if (side[a] >= 0) == (side[b] >= 0):
        return None
    part = side[a] / (side[a] - side[b])
    return one + (other - one) * part  # type: ignore[no-any-return]
