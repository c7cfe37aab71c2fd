"""What the actor does to the set where only part of him is seen, in its windows, and with the shadow that the real cloth has."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_render_ground import BODY, HEELS, KEY, H, W, at, drawn, pixel, renderer, shot

from vpstudio.model.actor import Standing
from vpstudio.model.clean import CleanPlate
from vpstudio.model.frame import sealed
from vpstudio.model.look import ActorSettings
from vpstudio.model.scene import Material, Mesh, Node
from vpstudio.render.panes import panes
from vpstudio.scene.shapes import move, spin, wall

pytestmark = pytest.mark.gl
__all__ = ["renderer"]
ONLY_SHADOW = ActorSettings(contact=0, reflection=0)


def with_wall(made, shape, material):
    """The shot's scene with one thing more."""
    scene = made.scene
    mesh = Mesh(
        material.name, shape.positions.astype("f4"), shape.normals.astype("f4"), shape.triangles.astype("u4").ravel(), len(scene.materials)
    )
    scene = replace(
        scene,
        key=f"{scene.key} {material.name} {shape.positions.mean():.3f}",
        meshes=(*scene.meshes, mesh),
        nodes=(*scene.nodes, Node("more", -1, np.eye(4), (len(scene.meshes),))),
        materials=(*scene.materials, material),
    )
    return replace(made, scene=scene, set_state=scene.at(0))


def test_without_feet_only_what_is_behind_is_shaded(renderer):
    """A lamp behind him throws his shadow toward the camera, one before him away from it."""
    plain = drawn(renderer, shot(None))
    back = replace(KEY, place_m=(0.0, 9.0, 4.0))
    near = (-0.12, 3.2, 0.0)
    whole = drawn(renderer, shot(Standing(4.0, BODY, HEELS, back), ONLY_SHADOW))
    assert at(whole, near).mean() < 0.9 * at(plain, near).mean(), "toward the camera"
    assert np.array_equal(drawn(renderer, shot(Standing(4.4, BODY, (), back), ONLY_SHADOW)), plain), "nothing before him"
    aside = replace(KEY, place_m=(-1.2, 1.0, 3.0))
    behind = drawn(renderer, shot(Standing(4.0, BODY, (), aside), ONLY_SHADOW))
    rows = slice(0, round(pixel((0, 4.2, 0))[1]))
    assert (plain - behind)[rows].max() > 8, "behind him it falls"


def test_a_lifted_foot_darkens_no_floor(renderer):
    look = ActorSettings(shadow=0, reflection=0)
    plain = drawn(renderer, shot(None))
    both = drawn(renderer, shot(Standing(4.0, BODY, HEELS, None, (1.0, 1.0)), look))
    one = drawn(renderer, shot(Standing(4.0, BODY, HEELS, None, (0.0, 1.0)), look))
    left, right = (heel[0] * 1.6 for heel in HEELS)
    lost = {name: at(plain, (x, 3.9, 0)).mean() - at(seen, (x, 3.9, 0)).mean() for name, seen, x in (("l", one, left), ("r", one, right))}
    assert lost["r"] > 1.5 * lost["l"]
    assert at(both, (left, 3.9, 0)).mean() < at(one, (left, 3.9, 0)).mean()


GLASS = Material("glass", "glass", alpha_mode="blend", double_sided=True, values={"mirror": 2.5, "mist": (0.0, 0.0, 0.0)})


def pane_shape():
    """3 x 2.4 m, 1.5 m behind him, turned so that the camera sees him in it beside himself."""
    return wall(3.0, 2.4, 0.5).placed(move(0.9, 5.3, 0) @ spin(-22))


def test_panes_are_found_as_rectangles():
    scene = with_wall(shot(None), pane_shape(), GLASS).scene
    (pane,) = panes(scene)
    assert pane.half_m == pytest.approx((1.5, 1.2), abs=1e-5) and pane.centre_m[2] == pytest.approx(1.2)
    assert abs(pane.normal[2]) < 1e-6 and abs(pane.normal @ pane.across) < 1e-9
    assert np.degrees(np.arccos(abs(pane.normal[1]))) == pytest.approx(22)
    assert panes(shot(None).scene) == ()


def test_a_window_behind_him_shows_a_dark_figure_and_never_his_colour(renderer):
    """Where the mirrored body is, and nowhere else."""
    standing = Standing(4.0, BODY, HEELS, None)
    made = with_wall(shot(standing, ActorSettings(shadow=0, contact=0, reflection=1)), pane_shape(), GLASS)
    made = replace(made, scene=replace(made.scene, key="dark " + made.scene.key, ambient=replace(made.scene.ambient, backdrop=(0.02,) * 3)))
    off = drawn(renderer, replace(made, standing=None))
    on = drawn(renderer, made)
    (pane,) = panes(made.scene)
    chest = np.array([0.0, 4.0, 1.15])
    mirrored = chest - 2 * ((chest - pane.centre_m) @ pane.normal) * pane.normal
    x, y = (round(part) for part in pixel(mirrored))
    assert abs(x - pixel(chest)[0]) > 25, "beside him"
    change = (on - off)[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1))
    assert change.max() < -2 and np.ptp(change) < 4, "darker, and of no colour"
    assert (on - off).max() <= 1, "nothing is brighter"
    assert np.array_equal(on, off) is False and (np.abs(on - off).max(axis=2) > 1).mean() < 0.1


def clean_of(made, shadow):
    """A grey cloth; the frame's is darker in a rectangle beside him."""
    picture = np.array(made.frame.upload[0])
    picture[..., :3] = 150
    picture[230:300, 110:160, :3] = round(150 * shadow)
    planes = sealed(picture)
    light = np.empty((H, W, 4), np.float16)
    code = 150 / 255
    light[..., :3] = ((code + 0.055) / 1.055) ** 2.4
    light[..., 3] = 1.0
    frame = replace(made.frame, planes=planes, upload=planes)
    return replace(made, frame=frame, clean=CleanPlate(sealed(light)[0], "captured", f"grey {shadow}"))


def test_the_real_shadow_on_the_cloth_falls_on_the_set(renderer):
    """By the ratio of light with and without him: 150 to 105 codes is 0.46 of the light."""
    look = ActorSettings(shadow=0, contact=0, reflection=0, cloth=1)
    standing = Standing(4.0, BODY, HEELS, None)
    plain = drawn(renderer, clean_of(shot(standing, look), 1.0))
    shaded = drawn(renderer, clean_of(shot(standing, look), 0.7))

    def light(picture):
        code = picture[250:280, 125:145].mean() / 255
        return ((code + 0.055) / 1.055) ** 2.4

    assert light(shaded) / light(plain) == pytest.approx((((105 / 255 + 0.055) / 1.055) / ((150 / 255 + 0.055) / 1.055)) ** 2.4, rel=0.06)
    away = np.abs(shaded - plain)[:, :100].max()
    assert away <= 1, "and nowhere else"
    none = drawn(renderer, clean_of(shot(standing, look.model_copy(update={"cloth": 0.0})), 0.7))
    assert np.array_equal(none, drawn(renderer, clean_of(shot(None), 0.7))), "only where asked for"


def test_parts_drawn_alone_make_the_same_picture(renderer):
    """Software GL draws shade only in the tiles that it reaches: not a pixel differs from drawing it everywhere."""
    made = shot(Standing(4.0, BODY, HEELS, KEY), ActorSettings(), mirror=True)
    parts = drawn(renderer, made)
    kinds = set(np.unique(renderer._tiles).tolist())
    assert {1, 3} <= kinds, "some tiles are reached and some are not"
    renderer._tiles = None
    renderer._compose()
    assert np.array_equal(renderer.read()[..., :3], parts)
