"""What the car drives through: a road with houses, trees, lamps and other cars, or a tunnel; everything comes round with the loop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.outdoors import OUTDOORS, Outdoors, Values
from vpstudio.scene.shapes import Shape, box, grid, joined, lathe, lines, move, rod

State = Literal["day", "dusk", "night", "tunnel"]
LOOP_S = 24.0
ROAD_Z = -0.32
SKY_M = 20_000.0
LAMP_M = 27.0
SHOPS = ((1.0, 0.25, 0.30), (0.25, 0.75, 1.0), (1.0, 0.72, 0.25), (0.35, 1.0, 0.55), (0.95, 0.35, 0.9))


@dataclass(frozen=True, slots=True)
class Road:
    """One drive. length_m: what the car drives in a loop. lamp: colour and brightness of street lamps; 0 by day."""

    state: State
    outdoors: Outdoors
    length_m: float
    lamp: Colour
    wet: float
    seed: int

    @property
    def lamp_m(self) -> float:
        """Between lamps: a whole number of them in the loop."""
        wanted = LAMP_M if self.state != "tunnel" else 8.0
        return self.length_m / max(1, round(self.length_m / wanted))


def outdoors_of(state: State) -> Outdoors:
    """A street has thicker air and darker skies than the open city."""
    if state == "day":
        return replace(OUTDOORS["day"], haze_m=420.0, lit_share=0.05, daylight=(0.95, 0.93, 0.9)).brighter(2.6)
    if state == "dusk":
        return replace(OUTDOORS["dusk"], haze_m=300.0, lit_share=0.5, lit_strength=1.6, daylight=(0.24, 0.23, 0.32))
    return replace(OUTDOORS["night"], haze_m=260.0, lit_share=0.42, lit_strength=1.3)


def add_outside(builder: Builder, road: Road) -> None:
    """The sky, and the road with what stands along it, or the tunnel."""
    if road.state == "tunnel":
        _add_tunnel(builder, road)
        return
    rng = np.random.default_rng(road.seed + 31)
    sky = builder.material(Material("sky", "sky", values=road.outdoors.sky(road.seed), double_sided=True))
    angles = np.radians(np.concatenate([lines(24, 4) - 4, np.linspace(12, 89.9, 12)]))
    dome = lathe([(float(SKY_M * np.cos(a)), float(SKY_M * np.sin(a))) for a in angles], 32).flipped()
    builder.add(dome, sky, node=builder.node("sky", far=True), solid=False, baked=False)
    _add_road(builder, road)
    _add_houses(builder, road, rng)
    _add_lamps(builder, road)
    _add_trees(builder, road, rng)
    _add_cars(builder, road, rng)


def _moving(road: Road) -> Values:
    return {"loop_s": LOOP_S, "road_m": road.length_m}


def _own(shape: Shape, share: float, rounds: float = 1.0) -> np.ndarray:
    return np.tile([share % 1.0, rounds, 0.0, 1.0], (len(shape.positions), 1)).astype(np.float32)


def _add_road(builder: Builder, road: Road) -> None:
    city = road.outdoors.city(road.seed)
    kept = {key: city[key] for key in (*road.outdoors.sky(road.seed), "daylight", "haze_m")}
    values: Values = kept | _moving(road) | {"wet": road.wet, "lamp_light": road.lamp, "lamp_m": road.lamp_m}
    asphalt = builder.material(Material("road", "road", values=values, moving=True))
    along = np.concatenate([-np.geomspace(600, 4, 9), np.geomspace(4, 600, 9)])
    builder.add(
        grid(np.array([-60.0, -8.0, 6.0, 60.0]), along).placed(move(0, 0, ROAD_Z)),
        asphalt,
        node=builder.node("road"),
        solid=False,
        baked=False,
    )


def _passing(builder: Builder, road: Road, name: str, colour: Colour) -> int:
    values = {key: value for key, value in road.outdoors.city(road.seed).items() if key != "glass_share"} | _moving(road)
    return builder.material(Material(name, "passing", (*colour, 1.0), values=values, moving=True, travels=True))


def _glow(builder: Builder, road: Road, name: str, light: Colour) -> int:
    return builder.material(Material(name, "passing_glow", emissive=light, values=_moving(road) | {"rim": 0.0}, moving=True, travels=True))


def _add_houses(builder: Builder, road: Road, rng: np.random.Generator) -> None:
    """Blocks along both sides with shop fronts; signs without words in a few colours."""
    walls = [_passing(builder, road, f"house {n}", colour) for n, colour in enumerate(((0.30, 0.27, 0.24), (0.22, 0.23, 0.25)))]
    night = road.state in ("night", "dusk")
    shops = [_glow(builder, road, f"shop {n}", times(colour, 2.2 if night else 0.12)) for n, colour in enumerate(SHOPS)]
    node = builder.node("houses")
    for side, x in ((-1, -17.0), (1, 12.5)):
        place = 0.0
        while place < road.length_m - 6:
            long, deep, high = float(rng.uniform(9, 19)), 10.0, float(rng.uniform(7, 24))
            middle = place + long / 2
            body = box((deep, long - 0.6, high), step=1e9).placed(
                move(x + side * (deep / 2 + float(rng.uniform(0, 2))), 0, ROAD_Z + high / 2)
            )
            body.uv[:, 0], body.uv[:, 1] = (
                np.where(np.abs(body.normals[:, 0]) > 0.5, body.positions[:, 1], body.positions[:, 0]) + 40,
                body.positions[:, 2],
            )
            builder.add(
                body,
                walls[int(rng.integers(0, 2))],
                node=node,
                tag=(place * 1.3, 1.0),
                solid=False,
                baked=False,
                colours=_own(body, middle / road.length_m),
            )
            if rng.uniform() < 0.75:
                sign = box((0.3, float(rng.uniform(2.0, 5.0)), float(rng.uniform(0.5, 0.9))), step=1e9).placed(
                    move(x - side * 0.2, 0, ROAD_Z + float(rng.uniform(2.7, 3.6)))
                )
                builder.add(
                    sign,
                    shops[int(rng.integers(0, len(shops)))],
                    node=node,
                    solid=False,
                    baked=False,
                    colours=_own(sign, middle / road.length_m),
                )
            place += long


def _add_lamps(builder: Builder, road: Road) -> None:
    """Poles with an arm over the road; their heads are what bokeh is made of."""
    pole = _passing(builder, road, "poles", (0.12, 0.12, 0.13))
    head = _glow(builder, road, "lamp heads", times(road.lamp, 34.0) if max(road.lamp) > 0 else (0.8, 0.8, 0.8))
    node = builder.node("lamps")
    for number in range(round(road.length_m / road.lamp_m)):
        share = (number + 0.5) * road.lamp_m / road.length_m
        for side, x in ((-1, -9.4), (1, 6.4)):
            post = joined(rod((x, 0, ROAD_Z), (x, 0, 6.6), 0.07, 6), rod((x, 0, 6.6), (x - side * 1.8, 0, 6.9), 0.05, 6))
            lamp = box((0.55, 0.24, 0.1), step=1e9).placed(move(x - side * 1.9, 0, 6.84))
            builder.add(post, pole, node=node, solid=False, baked=False, colours=_own(post, share))
            builder.add(lamp, head, node=node, solid=False, baked=False, colours=_own(lamp, share))


def _add_trees(builder: Builder, road: Road, rng: np.random.Generator) -> None:
    """Plane trees as clusters of soft blobs: always out of focus."""
    leaf, bark = _passing(builder, road, "leaves", (0.075, 0.105, 0.04)), _passing(builder, road, "trunks", (0.10, 0.08, 0.06))
    node = builder.node("trees")
    for number in range(round(road.length_m / 13.5)):
        share = (number + float(rng.uniform(0.3, 0.7))) * 13.5 / road.length_m
        for x in (-11.2, 8.3):
            trunk = rod((x, 0, ROAD_Z), (x, 0, 3.0), 0.13, 6)
            builder.add(trunk, bark, node=node, solid=False, baked=False, colours=_own(trunk, share))
            blobs = [
                lathe([(0.02, -0.9), (0.8, -0.4), (1.05, 0.1), (0.7, 0.7), (0.02, 0.95)], 7).placed(
                    move(*(rng.normal(0, 1, 3) * [0.7, 0.7, 0.5] + [x, 0, 4.4]))
                )
                for _ in range(5)
            ]
            crown = joined(*blobs)
            builder.add(crown, leaf, node=node, tag=(number * 1.9, 0.0), solid=False, baked=False, colours=_own(crown, share))


def _add_cars(builder: Builder, road: Road, rng: np.random.Generator) -> None:
    """Oncoming head lamps in the lane beside, parked cars, and somebody who follows."""
    body = _passing(builder, road, "cars", (0.06, 0.06, 0.07))
    night = road.state != "day"
    white = _glow(builder, road, "head lamps", kelvin(5200, 30.0 if night else 3.0))
    red = _glow(builder, road, "tail lamps", times((1.0, 0.05, 0.02), 12.0 if night else 1.2))
    node = builder.node("cars")
    for _ in range(6):
        _add_car(builder, (body, white, red), node, -4.6, float(rng.uniform()), 2.0, -1)
    for number in range(9):
        _add_car(builder, (body, white, red), node, 4.9, (number + float(rng.uniform(0, 0.5))) / 9, 1.0, 1)
    # Who follows keeps the distance: 17 m behind, as seen through the rear glass.
    _add_car(builder, (body, white, red), node, 0.15, 0.5 + 17.0 / road.length_m, 0.0, 1)


def _add_car(builder: Builder, use: tuple[int, int, int], node: int, x: float, share: float, rounds: float, toward: int) -> None:
    """toward: 1 drives as we do (its head lamps look at -Y), -1 comes to meet us."""
    shell = joined(
        box((1.75, 4.3, 0.75), 0.2, 1e9).placed(move(x, 0, ROAD_Z + 0.62)),
        box((1.5, 2.2, 0.6), 0.25, 1e9).placed(move(x, 0.2 * toward, ROAD_Z + 1.15)),
    )
    builder.add(shell, use[0], node=node, solid=False, baked=False, colours=_own(shell, share, rounds))
    for material, end in ((use[1], -toward), (use[2], toward)):
        lamps = joined(*(box((0.22, 0.08, 0.12), step=1e9).placed(move(x + each, end * 2.16, ROAD_Z + 0.68)) for each in (-0.62, 0.62)))
        builder.add(lamps, material, node=node, solid=False, baked=False, colours=_own(lamps, share, rounds))


def _add_tunnel(builder: Builder, road: Road) -> None:
    """Tiled walls, a dark ceiling, lamps in two rows, who follows."""
    values: Values = _moving(road) | {"lamp_light": times(road.lamp, 1.0), "lamp_m": road.lamp_m}
    tiles = builder.material(Material("tiles", "tunnel", (0.62, 0.60, 0.55, 1), values=values, moving=True, double_sided=True))
    node = builder.node("tunnel")
    arch = [
        (-6.6, ROAD_Z),
        (-6.8, 1.5),
        (-6.2, 3.4),
        (-4.4, 4.6),
        (-1.6, 5.0),
        (1.4, 4.6),
        (3.2, 3.4),
        (3.8, 1.5),
        (3.6, ROAD_Z),
        (-6.6, ROAD_Z),
    ]
    along = np.concatenate([-np.geomspace(240, 3, 8), np.geomspace(3, 240, 8)])
    for (x0, z0), (x1, z1) in zip(arch, arch[1:], strict=False):
        t, y = np.meshgrid(np.linspace(0, 1, 2), along)
        flat = grid(np.linspace(0, 1, 2), along)
        positions = np.stack([(x0 + (x1 - x0) * t).ravel(), y.ravel(), (z0 + (z1 - z0) * t).ravel()], axis=1)
        normal = np.array([z1 - z0, 0.0, -(x1 - x0)]) / np.hypot(x1 - x0, z1 - z0)
        builder.add(
            Shape(positions, np.tile(normal, (len(positions), 1)), flat.uv, flat.triangles), tiles, node=node, solid=False, baked=False
        )
    head = _glow(builder, road, "tunnel lamps", times(road.lamp, 22.0))
    for number in range(round(road.length_m / road.lamp_m)):
        for x in (-4.6, 1.6):
            lamp = box((0.22, 1.5, 0.1), step=1e9).placed(move(x, 0, 4.3))
            builder.add(lamp, head, node=node, solid=False, baked=False, colours=_own(lamp, (number + 0.5) * road.lamp_m / road.length_m))
    body = _glow(builder, road, "cars", (0.012, 0.012, 0.014))
    white = _glow(builder, road, "head lamps", kelvin(5200, 24.0))
    red = _glow(builder, road, "tail lamps", times((1.0, 0.05, 0.02), 10.0))
    _add_car(builder, (body, white, red), node, 0.15, 0.5 + 17.0 / road.length_m, 0.0, 1)
