"""Thin bars under a slowly panning camera keep their light: they neither crawl nor flash."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Ambient, Material, Mesh, Node, Scene
from vpstudio.render.context import Context
from vpstudio.render.set_pass import SetPass
from vpstudio.render.set_quality import TIERS, Quality
from vpstudio.scene.shapes import box, joined, move, rod

pytestmark = pytest.mark.gl

W, H = 160, 120
LENS = Intrinsics(W, H, 150, 150, W / 2, H / 2)
PANS = np.arange(24) * 0.031


def scene():
    """Mullions 12 mm wide at 4 m: less than half a pixel; and round rails as thin, which also glint."""
    bars = [box((0.012, 0.012, 2.4), 0.0, 3.0).placed(move(x, 4.0, 0.0)) for x in np.linspace(-1.5, 1.5, 9)]
    rails = [rod((-2.0, 4.1, z), (2.0, 4.1, z + 0.013), 0.006, 8) for z in (-0.7, -0.31, 0.36, 0.74)]
    meshes = []
    for number, shape in enumerate((joined(*bars), joined(*rails))):
        arrays = shape.positions.astype("f4"), shape.normals.astype("f4"), shape.triangles.astype("u4").ravel()
        meshes.append(Mesh(f"m{number}", *arrays, number, uv=shape.uv.astype("f4")))
    white, steel = (
        Material("white", "unlit", emissive=(0.6, 0.6, 0.6), base_colour=(0, 0, 0, 1)),
        Material("steel", metallic=1, roughness=0.2),
    )
    dark = Ambient((0.9, 0.9, 0.9), (0.2, 0.2, 0.2), (0.05, 0.05, 0.05))
    return Scene("bars", "B", tuple(meshes), (Node("n", -1, np.eye(4), (0, 1)),), (white, steel), ambient=dark)


def pictures(samples, monkeypatch):
    monkeypatch.setitem(TIERS, "standard", Quality(samples, 512, 0.5))
    context = Context.headless()
    made = SetPass(context, (W, H), tier="standard")
    shown, place = [], scene()
    for pan in PANS:
        picture = made.draw(place, place.at(0), CameraPose.of_angles((0, 0, 0), float(pan), 0, 0), LENS)
        shown.append(np.frombuffer(picture.colour.read(), "f2").reshape(H, W, 4).astype(float)[..., :3].mean(axis=-1))
    made.release()
    context.close()
    return np.stack(shown)


def unsteadiness(shown):
    """How much a column's own bar changes its light from picture to picture: light in strips of 18 pixels about each bar, over its mean."""
    light = shown - 0.05
    columns = [W / 2 + 150 * x / 4.0 for x in np.linspace(-1.5, 1.5, 9)][1:-1]
    strips = np.stack([light[:, :, round(at) - 5 : round(at) + 9].sum(axis=(1, 2)) for at in columns], axis=1)
    return float((strips.std(axis=0) / strips.mean(axis=0)).mean())


def test_thin_bars_keep_their_light_while_the_camera_pans(monkeypatch):
    tiers = {name: quality.samples for name, quality in TIERS.items()}
    plain = unsteadiness(pictures(1, monkeypatch))
    shown = {samples: unsteadiness(pictures(samples, monkeypatch)) for samples in (tiers["standard"], tiers["high"])}
    assert shown[tiers["standard"]] < 0.45 * plain, (plain, shown)
    assert shown[tiers["standard"]] < 0.17, (plain, shown)
