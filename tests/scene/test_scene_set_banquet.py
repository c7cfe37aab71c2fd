"""The banquet hall: to measure, laid, lit as the hour says, its wall of LEDs alive."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.scene.banquet_hall import CHANDELIERS, SCREEN_HIGH, SCREEN_WIDE, WORDS_AT, WORDS_HIGH, screen
from vpstudio.scene.banquet_tables import ARCH_HIGH, ARCH_WIDE, STANDS, TABLE_HIGH, TABLES, chair, guest
from vpstudio.scene.builder import unlit
from vpstudio.scene.flowers import along, arch, ball
from vpstudio.scene.sets.banquet import MARKS, Banquet


def built(**values):
    with unlit():
        return Banquet(Banquet.Settings(**values)).build()


def named(scene, name):
    return [mesh for mesh in scene.meshes if mesh.name == name]


def test_the_hall_is_as_large_as_it_says():
    (shell,) = named(built(), "ceiling")
    size = shell.positions.max(axis=0) - shell.positions.min(axis=0)
    assert size[:2] == pytest.approx([20.0, 30.0], abs=0.01) and shell.positions[:, 2].max() == pytest.approx(7.0)


def test_tables_and_seats_fit_people():
    (linen,) = named(built(), "table linen")
    tops = linen.positions[linen.normals[:, 2] > 0.9][:, 2]
    assert pytest.approx(TABLE_HIGH) == np.median(tops) == 0.75
    cover, _ = chair()
    seat = cover.positions[(cover.positions[:, 1] < 0.1)]
    assert seat[:, 2].max() == pytest.approx(0.45)
    clothes, head = guest(0.0)
    assert clothes.positions[:, 2].min() == pytest.approx(0.44, abs=0.02) and 1.25 < head.positions[:, 2].max() < 1.4


def test_nothing_stands_on_the_aisle_or_where_the_actor_walks():
    assert all(abs(x) - 1.8 > 0.95 for x, _ in TABLES) and all(abs(x) > 0.95 + 0.25 for x, _ in STANDS)
    for mark in MARKS:
        assert min(np.hypot(mark.position_m[0] - x, mark.position_m[1] - y) for x, y in STANDS) > 0.6
    assert ARCH_WIDE > 2.2 and ARCH_HIGH > 3.0, "two walk through, and their picture is framed by it"


def test_seats_are_taken_as_told():
    counts = [sum(len(mesh.positions) for mesh in named(built(guests=share), "guests' heads")) for share in (0.0, 0.4, 1.0)]
    assert counts[0] == 0 < counts[1] < counts[2]


def test_flowers_are_where_they_belong_and_no_two_alike():
    rng = np.random.default_rng(1)
    made = ball(rng, 0.25, 40)
    centres = np.array([shape.positions.mean(axis=0) for shape, _, _ in made])
    assert np.abs(np.linalg.norm(centres, axis=1) - 0.25).max() < 0.06
    assert len({own for _, own, _ in made}) == 40 and 2 < sum(leaf for _, _, leaf in made) < 20
    line = arch(3.0, 4.0)
    assert np.ptp(line[:, 0]) == pytest.approx(3.0) and line[:, 2].max() == pytest.approx(4.0, abs=0.02)
    assert len(along(rng, line, 0.2, 17)) == 17


def test_words_stand_once_on_the_wall_at_their_height():
    face = screen()
    row = np.abs(face.uv[:, 1] - 0.5).argmin()
    low = face.positions[:, 2].min()
    assert np.ptp(face.positions[:, 0]) == pytest.approx(SCREEN_WIDE)
    assert np.ptp(face.uv[:, 0]) == pytest.approx(1.0) and np.ptp(face.uv[:, 1]) == pytest.approx(SCREEN_HIGH / WORDS_HIGH)
    assert (face.positions[row, 2] - low) / SCREEN_HIGH == pytest.approx(WORDS_AT, abs=0.1)
    assert built(words=" ").textures == () and built().visible_texts == ("百年好合",)


def test_a_wedding_has_its_own_light():
    night, wedding = built(), built(state="wedding")
    spots = [light for light in wedding.lights if light.kind == "spot"]
    assert len(spots) == 1 and spots[0].casts_shadow and not [light for light in night.lights if light.kind == "spot"]
    node = wedding.nodes[spots[0].node].local
    way = np.array(MARKS[0].position_m) + [0, 0, 1.4] - node[:3, 3]
    assert -node[:3, 2] @ way / np.linalg.norm(way) > np.cos(spots[0].inner_rad), "the actor stands in its light"
    distance = float(np.linalg.norm(way))
    white = spots[0].intensity / distance**2 / np.pi * 2.0**wedding.exposure_ev
    assert 0.7 < white < 1.0, "bright, and with the key beside it not over white"
    hues = {tuple(np.round(light.colour, 2)) for light in wedding.lights if light.name.startswith("uplight")}
    assert len(hues) == 2 and named(wedding, "petals") and not named(night, "petals")


def test_chandeliers_hang_clear_of_heads_and_hold_the_trades_brightness():
    (bulbs,) = named(built(), "bulbs")
    assert bulbs.positions[:, 2].min() > 4.0 and len(CHANDELIERS) == 8
    emissive = built().materials[bulbs.material].emissive
    assert max(emissive) >= 16 and max(built(practicals=False).materials[bulbs.material].emissive) == 0
