"""The palace hall from its terrace: red columns under painted eaves, lattice doors lit from within, a balustrade, the yard below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vpstudio.model.scene import Mark, Material, Texture
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, times
from vpstudio.scene.palace_furnishing import add_lantern
from vpstudio.scene.palace_hall import BAYS, COLUMNS_X, DOOR_HIGH, NORTH, SOUTH, TRANSOM, WIDE, add_plaque, bracket, column, doors
from vpstudio.scene.palace_light import PalaceLight, State, Use, candle
from vpstudio.scene.shapes import Shape, box, floor, grid, joined, lathe, lines, move, spin, wall

PORCH, EDGE = SOUTH - 2.0, SOUTH - 9.0  # the row of columns before the doors, the terrace's edge (Y)
EAVES_Z, REACH = 5.1, 1.9  # under the eaves' beam; how far the roof stands out
LANTERNS = (-4.8, 0.0, 4.8, -9.6, 9.6)
SUN_SHARE = {"day": 3.0, "dusk": 0.0, "night": 0.0, "audience": 3.0}
SKY: dict[State, Colour] = {
    "day": (0.95, 1.08, 1.28),
    "dusk": (0.30, 0.27, 0.40),
    "night": (0.075, 0.115, 0.215),
    "audience": (0.95, 1.08, 1.28),
}
EXPOSURE_EV: dict[State, float] = {"day": -1.5, "dusk": 0.1, "night": 0.7, "audience": -1.5}
GLOW: dict[State, float] = {"day": 0.30, "dusk": 0.24, "night": 0.11, "audience": 0.9}
MARKS = (
    Mark((0.5, -11.6, 0), 9, "Before the hall", distance_m=2.2),
    Mark((0.3, -9.9, 0), 172, "Reverse, over the yard", distance_m=2.2),
    Mark((-1.0, -10.4, 0), 80, "Along the terrace", distance_m=2.2),
    Mark((-1.7215, PORCH + 0.861, 0), -14, "Past the column", occluder=True),
)


def court_light(light: PalaceLight, state: State) -> PalaceLight:
    """The same hour under the open sky: its own exposure, light from all round."""
    sky = SKY[state]
    dim = 0.45 if state == "night" else 0.7
    return replace(
        light,
        outdoors=replace(light.outdoors, haze_m=650.0),
        sun=SUN_SHARE[state],
        leak=sky,
        exposure_ev=EXPOSURE_EV[state],
        air=times(sky, 0.5),
        candles=light.candles * dim,
        lanterns=light.lanterns * dim,
    )


def add_court(builder: Builder, use: Use, light: PalaceLight, state: State, plaque: str) -> tuple[Texture, ...]:
    """Terrace, front and eaves; the plaque's texture."""
    deep = SOUTH - EDGE
    slabs = grid(lines(34, 0.9), lines(deep + 0.6, 0.6)).placed(move(0, SOUTH - deep / 2 + 0.3, 0))
    builder.add(slabs, use["yard"], tag=(1.0, 0.0))
    builder.add(joined(*_rail()), use["stone"], tag=(2.0, 0.0))
    builder.add(box((34, 0.5, 1.6), 0.0, 2.0).placed(move(0, EDGE - 0.25, -0.81)), use["stone"], tag=(3.0, 0.0))
    _add_front(builder, use, light, state)
    _add_eaves(builder, use)
    for number, x in enumerate(LANTERNS):
        add_lantern(builder, use, light, (x, PORCH + 0.2), 20.0 * number, f"lantern {number + 1}", 3.45, EAVES_Z)
    return add_plaque(builder, use, plaque, move(0, SOUTH - 0.42, TRANSOM + 0.1) @ spin(9, 0))


def _rail() -> list[Shape]:
    """A white balustrade with knobs, open in the middle where stairs go down."""
    made = []
    for side in (-1, 1):
        for number in range(8):
            x, y = side * (2.3 + 1.7 * number), EDGE + 0.15
            made.append(box((0.22, 0.22, 1.08), 0.012, 0.6).placed(move(x, y, 0.54)))
            made.append(lathe([(0.07, 1.08), (0.115, 1.14), (0.12, 1.3), (0.06, 1.38), (0.001, 1.4)], 10).placed(move(x, y, 0)))
            made.append(box((1.48, 0.11, 0.62), 0.01, 0.8).placed(move(x + side * 0.85, y, 0.36)))
            made.append(box((1.48, 0.15, 0.1), 0.02, 0.8).placed(move(x + side * 0.85, y, 0.86)))
    return made


def _add_front(builder: Builder, use: Use, light: PalaceLight, state: State) -> None:
    """Doors with lit paper behind, wall above, two rows of columns."""
    builder.add(joined(*doors()), use["door"])
    glow = candle(GLOW[state] * light.candles)
    paper = builder.material(Material("door paper", "window_paper", (0.45, 0.41, 0.33, 1), roughness=0.9, emissive=glow))
    panes = [wall(4.3, TRANSOM, 0.8).placed(move(x, SOUTH + 0.1, 0)) for x in BAYS if x != 0]
    panes.append(wall(4.8, 1.45, 0.8).placed(move(0, SOUTH + 0.1, DOOR_HIGH)))
    builder.add(joined(*panes), paper)
    _add_entry(builder, use, paper)
    back = [box((WIDE + 0.6, 0.3, 4.2), 0.0, 1.5).placed(move(0, SOUTH + 0.1, TRANSOM + 2.1))]
    back += [box((0.3, 3.6, TRANSOM), 0.0, 1.5).placed(move(side * 2.4, SOUTH + 1.95, TRANSOM / 2)) for side in (-1, 1)]
    back += [box((0.3, NORTH - SOUTH, 9.0), 0.0, 2.0).placed(move(side * (WIDE / 2 + 0.15), 0, 4.5)) for side in (-1, 1)]
    builder.add(joined(*back), use["wall"])
    shaft, drum = column(EAVES_Z + 0.5)
    for number, x in enumerate((*COLUMNS_X, -11.8, 11.8)):
        for y in (PORCH, SOUTH + 0.02):
            builder.add(shaft.placed(move(x, y, 0) @ spin(number * 47.0)), use["column"], tag=(number * 1.31 + y, 0.0))
            builder.add(drum.placed(move(x, y, 0)), use["stone"], tag=(number * 0.7, 0.0))


def _add_entry(builder: Builder, use: Use, paper: int) -> None:
    """What is seen through the open middle doors: a gilt screen on its stand before a lit wall."""
    builder.add(wall(4.8, TRANSOM, 0.6).placed(move(0, SOUTH + 3.6, 0)), paper, tag=(3.0, 0.0))
    builder.add(
        joined(
            floor(4.8, 3.7, 0.6).placed(move(0, SOUTH + 1.8, 0.005)), floor(4.8, 3.7, 1.2).flipped().placed(move(0, SOUTH + 1.8, TRANSOM))
        ),
        use["dark"],
    )
    for number in range(3):
        x, high = 0.86 * (number - 1), 2.5 - 0.2 * abs(number - 1)
        builder.add(
            box((0.76, 0.05, high - 0.3), 0.006, 0.3).placed(move(x, SOUTH + 2.7, high / 2 + 0.1)), use["panel"], tag=(number * 1.7, 0.0)
        )
        bars = [box((0.08, 0.09, high), 0.012, 0.6).placed(move(x + side * 0.4, SOUTH + 2.7, high / 2)) for side in (-1, 1)]
        bars.append(box((0.86, 0.09, 0.12), 0.02, 0.6).placed(move(x, SOUTH + 2.7, high)))
        builder.add(joined(*bars), use["gold"], tag=(number * 0.9, 0.0))


def _add_eaves(builder: Builder, use: Use) -> None:
    """Painted beams over the porch, brackets, rafters' board, and the first slope of the tiled roof."""
    beams = [
        box((WIDE + 1, 0.32, 0.55), 0.02, 1.2).placed(move(0, PORCH, EAVES_Z + 0.28)),
        box((WIDE + 1, 0.2, 0.3), 0.02, 1.2).placed(move(0, SOUTH - 0.12, EAVES_Z + 0.2)),
    ]
    beams += [box((0.22, 1.8, 0.36), 0.02, 1.0).placed(move(x, (PORCH + SOUTH) / 2, EAVES_Z + 0.3)) for x in COLUMNS_X]
    for number, each in enumerate(beams):
        builder.add(each, use["beam"], tag=(number * 0.63, 0.0))
    clusters = [bracket().placed(move(x, PORCH, EAVES_Z + 0.55)) for x in np.arange(-10.8, 10.9, 1.2)]
    builder.add(joined(*clusters), use["beam"], tag=(7.0, 0.0))
    soffit = floor(WIDE + 3, REACH + 2.2, 0.8).flipped().placed(move(0, PORCH - REACH / 2 + 1.1, EAVES_Z + 1.5))
    builder.add(soffit, use["ceiling"])
    slope = grid(lines(WIDE + 4, 1.6), lines(9.0, 1.5)).placed(move(0, PORCH - REACH + 3.9, EAVES_Z + 3.55) @ spin(30, 0))
    tiles = builder.material(Material("glazed tiles", "roof_tiles", (0.36, 0.21, 0.05, 1), roughness=0.35))
    builder.add(slope, tiles)
    builder.add(box((WIDE + 4, 0.14, 0.22), 0.02, 1.6).placed(move(0, PORCH - REACH, EAVES_Z + 1.45)), use["door"])
