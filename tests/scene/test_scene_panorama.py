"""360 degree pictures: read as from a stranger, and laid so that their floor is the actor's."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vpstudio.problem import Problem
from vpstudio.scene.equirect import load
from vpstudio.scene.panorama import PanoramaSettings, build, dome


def hdr(path, light):
    path.write_bytes(cv2.imencode(".hdr", np.ascontiguousarray(light[..., ::-1]))[1].tobytes())
    return path


def sky(width=64):
    light = np.full((width // 2, width, 3), 0.2, np.float32)
    light[: width // 4] = (0.5, 0.7, 1.0)
    light[4, 10] = (900, 800, 600)
    return light


def test_hdr_keeps_its_light(tmp_path):
    light = sky()
    found = load(hdr(tmp_path / "全景.hdr", light))
    assert found.shape == light.shape and np.allclose(found, light, rtol=0.01)


def test_codes_become_light(tmp_path):
    codes = np.zeros((32, 64, 3), np.uint8)
    codes[:, 32:] = 188
    path = tmp_path / "p.png"
    path.write_bytes(cv2.imencode(".png", codes)[1].tobytes())
    found = load(path)
    assert found[:, :32].max() == 0 and found[:, 40:].mean() == pytest.approx(0.5029, abs=0.001)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "set.panorama_damaged"),
        (b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 30000 +X 60000\n" + b"\2\2" * 40, "set.panorama_damaged"),
        (b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y x +X y\n", "set.panorama_damaged"),
        (b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n+Y 8 +X 16\n" + bytes(600), "set.panorama_damaged"),
        (b"GIF89a" + bytes(90), "set.panorama_damaged"),
        (cv2.imencode(".png", np.zeros((64, 64, 3), np.uint8))[1].tobytes(), "set.panorama_shape"),
        (cv2.imencode(".hdr", np.full((32, 64, 3), 0.3, np.float32))[1].tobytes()[:200], "set.panorama_damaged"),
    ],
)
def test_bad_files_are_one_sentence(tmp_path, data, code):
    path = tmp_path / "p.hdr"
    path.write_bytes(data)
    with pytest.raises(Problem) as raised:
        load(path)
    assert raised.value.code == code
    with pytest.raises(Problem, match="panorama_missing"):
        load(tmp_path / "none.hdr")


def test_directions_stay_where_they_were():
    """From where the picture was taken each point is seen in its own direction, on the floor or far away."""
    for chosen in (PanoramaSettings(), PanoramaSettings(horizon_deg=5, taken_at_m=2.2), PanoramaSettings(floor_m=0)):
        mesh = dome(chosen)
        way = mesh.positions.astype(float) - [0, 0, chosen.taken_at_m]
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        up = np.degrees(np.arcsin(np.clip(way[:, 2], -1, 1)))
        asked = np.clip(90 - mesh.uv[:, 1] * 180 + chosen.horizon_deg, -90 - 20, 90 + 20)
        inside = np.abs(asked) < 89
        assert np.allclose(up[inside], asked[inside], atol=0.01)
        level = np.abs(up) < 60
        turn = np.degrees(np.arctan2(way[:, 0], way[:, 1]))
        off = (turn - (mesh.uv[:, 0] - 0.5) * 360 + 180) % 360 - 180
        assert np.abs(off[level]).max() < 0.05


def test_the_floor_is_flat_and_reaches_as_far_as_asked():
    mesh = dome(PanoramaSettings(floor_m=10, taken_at_m=1.5))
    reach = np.hypot(mesh.positions[:, 0], mesh.positions[:, 1])
    floor = mesh.positions[reach < 9.9]
    below = floor[floor[:, 2] < 1.0]
    assert len(below) > 1000 and np.allclose(below[:, 2], 0, atol=1e-4)
    assert (mesh.positions[:, 2] > -1e-3).all() or mesh.positions[:, 2].min() > -60


def test_a_set_of_it(tmp_path):
    path = hdr(tmp_path / "p.hdr", sky())
    scene = build(path, PanoramaSettings(turn_deg=30))
    assert scene.textures[0].pixels.dtype == np.float16 and scene.textures[0].pixels.max() == pytest.approx(900, rel=0.01)
    assert scene.environment is not None and not scene.environment.shown and scene.environment.turn_deg == 30
    assert len(scene.marks) == 4 and scene.key != build(path, PanoramaSettings()).key
