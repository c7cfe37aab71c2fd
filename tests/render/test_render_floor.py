"""The floor is nearer than the actor below his feet, and never hides him."""

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.render.stages.backdrop import floor_plane


@pytest.mark.parametrize("tilt", [-20, 0, 12])
@pytest.mark.parametrize("roll", [0, 8])
def test_the_plane_gives_the_height_above_the_floor(tilt, roll):
    """Points of the world thrown into the picture and lifted out again by pixel and depth."""
    lens = Intrinsics(720, 1280, 900, 905, 350, 660)
    pose = CameraPose.of_angles((0.3, -2, 1.4), 25, tilt, roll)
    a, b, c, d = floor_plane(pose, lens, 0.2)
    for point in ((0, 1, 0.2), (-1, 3, 1.5), (0.5, 0.5, -0.4)):
        x, y, z, _ = pose.view() @ np.array([*point, 1.0])
        u, v = lens.fx * x / -z + lens.cx, lens.cy - lens.fy * y / -z
        assert (a * u + b * v + c) * -z + d == pytest.approx(point[2] - 0.2)
