"""Thin-lens arithmetic: how large the disc is that a point out of focus becomes.

A lens of focal length f and aperture diameter f / N, focused at s, draws a point at distance d as a disc of the diameter
c = f^2 |d - s| / (N d (s - f)) on the sensor (thin lens; Hecht, Optics, 5.2; all in one unit, distances from the lens). The set
needs it in pixels: with the focal length known in both units the sensor's size cancels out.

N is taken to be the T-stop: a lens that passes all light. Cinema lenses lose a fifth of a stop or so, by which the true disc is
some 7 % larger.
"""

from __future__ import annotations

NEAREST_M = 1e-3


def far_circle_px(focal_mm: float, stop: float, focus_m: float, focal_px: float) -> float:
    """Diameter in pixels of the disc of a point infinitely far, c (d -> infinity) x pixels a millimetre (focal_px / focal_mm)."""
    beyond_mm = max(1e3 * focus_m - focal_mm, NEAREST_M * 1e3)
    return focal_mm * focal_px / (stop * beyond_mm)


def circle_px(focal_mm: float, stop: float, focus_m: float, focal_px: float, distance_m: float) -> float:
    """Diameter in pixels of the disc of a point at ``distance_m``: positive behind the focus, negative in front of it."""
    return far_circle_px(focal_mm, stop, focus_m, focal_px) * (1.0 - focus_m / max(distance_m, NEAREST_M))
