"""The villa's hall: 12 x 9 x 6.5 m, tall windows, coffers, a gallery with stairs, a fireplace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Material, Texture, TextureUse
from vpstudio.scene import joinery
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.furniture import curtain
from vpstudio.scene.lettering import sign as lettering
from vpstudio.scene.outdoors import OUTDOORS, Outdoors, Values
from vpstudio.scene.shapes import Shape, box, floor, joined, lathe, move, spin, wall

Use = dict[str, int]
State = Literal["day", "dusk", "night", "candle"]
EAST, NORTH, HIGH = 6.0, 4.5, 6.5
BAYS = (-3.6, -1.2, 1.2, 3.6)
WINDOW, SILL, HEAD = 1.5, 0.12, 5.3
GALLERY = 3.4
LOOP_S = 20.0


@dataclass(frozen=True, slots=True)
class VillaLight:
    """One state. window: panes below, at and above the horizon. lamps: chandelier, sconces, lamps. candles: only where the power is cut."""

    outdoors: Outdoors
    window: tuple[Colour, Colour, Colour]
    sun: float
    lamps: float
    candles: float
    fire: float
    exposure_ev: float


GARDEN = replace(OUTDOORS["day"], haze_m=2600.0).brighter(1.7)
MOONLIT = replace(OUTDOORS["night"], low=(0.045, 0.065, 0.12), top=(0.012, 0.02, 0.05), glow=(0.0, 0.0, 0.0), lit_strength=0.0)
OUT = {"day": GARDEN, "dusk": OUTDOORS["dusk"], "night": OUTDOORS["night"], "candle": MOONLIT}
SUN_WAY = (-0.45, 0.70, 0.55)


def villa_light(state: State, level: float) -> VillaLight:
    """Balances of the four states; ``level`` turns all practicals."""
    table = {
        "day": VillaLight(GARDEN, ((1.6, 1.75, 1.5), (4.6, 4.8, 5.2), (4.4, 4.8, 5.6)), 2.2, 0.55, 0.0, 0.4, 0.6),
        "dusk": VillaLight(OUT["dusk"], ((0.14, 0.14, 0.13), (0.85, 0.55, 0.50), (0.42, 0.42, 0.66)), 0.0, 0.9, 0.0, 0.8, 0.65),
        "night": VillaLight(OUT["night"], ((0.02, 0.022, 0.03), (0.05, 0.055, 0.085), (0.03, 0.04, 0.07)), 0.0, 1.0, 0.0, 0.9, 0.7),
        "candle": VillaLight(OUT["candle"], ((0.02, 0.026, 0.035), (0.06, 0.08, 0.12), (0.045, 0.06, 0.10)), 0.0, 0.0, 1.0, 1.0, 2.0),
    }
    found = table[state]
    return replace(found, lamps=found.lamps * level, candles=found.candles * level, fire=found.fire * min(level, 1.0))


def palette(builder: Builder, light: VillaLight) -> Use:
    """Materials by role."""
    warm, lamps = kelvin(3300), light.lamps
    vein: Values = {"slab": 1.2, "vein": (0.30, 0.26, 0.21)}
    plain = {
        "floor": Material("marble floor", "stone", (0.50, 0.485, 0.46, 1), roughness=0.11, values=vein, mirror=0),
        "hearth": Material(
            "dark marble", "stone", (0.055, 0.05, 0.05, 1), roughness=0.14, values={"slab": 0.0, "vein": (0.42, 0.38, 0.32)}
        ),
        "paint": Material("wall", "plaster", (0.44, 0.44, 0.43, 1), roughness=0.85, values={"damp": 0.01}),
        "mould": Material("mouldings", "baked", (0.58, 0.57, 0.55, 1), roughness=0.6),
        "ceiling": Material("ceiling", "baked", (0.64, 0.635, 0.62, 1), roughness=0.9),
        "gilt": Material("gilt", "baked", (0.78, 0.56, 0.26, 1), metallic=1.0, roughness=0.33),
        "iron": Material("iron", "baked", (0.033, 0.032, 0.032, 1), roughness=0.45),
        "wood": Material("walnut", "wood", (0.125, 0.066, 0.038, 1), roughness=0.32, values={"grain": 14.0}),
        "black": Material("window frames", "baked", (0.05, 0.048, 0.045, 1), roughness=0.45),
        "drape": Material("drapes", "fabric", (0.20, 0.10, 0.085, 1), double_sided=True, values={"weave": 240.0}),
        "sheer": Material("sheers", "fabric_sway", (0.62, 0.60, 0.55, 1), double_sided=True, moving=True, values=swaying()),
        "rug": Material("rug", "fabric", (0.20, 0.13, 0.10, 1), values={"weave": 150.0}),
        "leather": Material("upholstery", "fabric", (0.40, 0.355, 0.30, 1), values={"weave": 420.0}),
        "velvet": Material("velvet", "fabric", (0.055, 0.10, 0.085, 1), values={"weave": 500.0}),
        "metal": Material("polished brass", "baked", (0.72, 0.52, 0.26, 1), metallic=1.0, roughness=0.25),
        "brass": Material("brass", "baked", (0.72, 0.52, 0.26, 1), metallic=1.0, roughness=0.25),
        "stone": Material("pale marble", "stone", (0.60, 0.58, 0.55, 1), roughness=0.16, values={"slab": 0.0, "vein": (0.28, 0.25, 0.22)}),
        "ceramic": Material("ceramic", "baked", (0.46, 0.48, 0.50, 1), roughness=0.2),
        "paper": Material("paper", "baked", (0.70, 0.69, 0.66, 1), roughness=0.9),
        "leaf": Material("leaf", "foliage", (0.055, 0.115, 0.035, 1), roughness=0.42, double_sided=True),
        "bark": Material("bark", "baked", (0.12, 0.085, 0.06, 1), roughness=0.9),
        "pot": Material("pot", "baked", (0.30, 0.29, 0.27, 1), roughness=0.5),
        "plate": Material("switch plates", "baked", (0.62, 0.62, 0.60, 1), roughness=0.4),
        "bulb": Material("chandelier bulbs", "glow", emissive=times(warm, 46.0 * lamps), values={"rim": 0.2}),
        "shade": Material("lamp shade", "shade", emissive=times(warm, 3.6 * lamps), double_sided=True),
        "flame": Material("candle flame", "glow", emissive=kelvin(2150, 60.0 * light.candles), values={"rim": 0.0}),
        "wax": Material("wax", "baked", (0.66, 0.60, 0.48, 1), roughness=0.5),
        "strip": Material("cove", "glow", emissive=times(kelvin(3000), 9.0 * lamps), values={"rim": 0.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def swaying() -> dict[str, float | tuple[float, ...]]:
    """How the sheers hang and sway."""
    return {"weave": 300.0, "loop_s": LOOP_S, "hang_m": HEAD, "sway_m": 0.035}


def add_room(builder: Builder, use: Use, light: VillaLight, crest: str) -> tuple[Texture, ...]:
    """Shell, windows, gallery and stairs, hearth; the crest's texture where there is one."""
    builder.add(floor(2 * EAST, 2 * NORTH, 0.22), use["floor"])
    builder.add(floor(2 * EAST, 2 * NORTH, 0.4).placed(move(0, 0, HIGH) @ spin(180, 0)), use["ceiling"])
    builder.add(joinery.coffers(2 * EAST - 0.3, 2 * NORTH - 0.3, 5, 4).placed(move(0, 0, HIGH)), use["mould"])
    _add_north(builder, use, light)
    _add_plain_walls(builder, use, light)
    _add_gallery(builder, use)
    return _add_hearth(builder, use, light, crest)


def _add_north(builder: Builder, use: Use, light: VillaLight) -> None:
    """Four tall windows between piers, drapes tied to the sides, sheers that move."""
    piers = [(-EAST, -4.35), (-2.85, -1.95), (-0.45, 0.45), (1.95, 2.85), (4.35, EAST)]
    for low, high in piers:
        builder.add(wall(high - low, HIGH, 0.3).placed(move((low + high) / 2, NORTH, 0)), use["paint"], tag=(low, 0.0))
    builder.add(wall(2 * EAST, HIGH - HEAD, 0.4).placed(move(0, NORTH, HEAD)), use["paint"])
    for x in BAYS:
        bars = [box((0.06, 0.1, HEAD), 0.006, 0.6).placed(move(x + dx, NORTH + 0.06, HEAD / 2)) for dx in (-0.75, 0, 0.75)]
        bars += [box((WINDOW, 0.1, 0.06), 0.006, 0.6).placed(move(x, NORTH + 0.06, z)) for z in (SILL, 1.1, 2.4, 3.7, HEAD - 0.03)]
        reveal = [box((0.03, 0.26, HEAD), 0.004, 0.6).placed(move(x + side * 0.765, NORTH + 0.11, HEAD / 2)) for side in (-1, 1)]
        builder.add(joined(*bars), use["black"])
        builder.add(joined(*reveal), use["mould"])
        builder.pane(f"window {x:.1f}", (x - 0.7, NORTH - 0.03, SILL), (1.4, 0, 0), (0, 0, HEAD - SILL), (1, 6), light.window, (0, -1, 0))
        for side in (-1, 1):
            drape = curtain(0.5, HEAD + 0.25, 5, 0.07).placed(move(x + side * 0.98, NORTH - 0.16, 0))
            builder.add(drape, use["drape"], tag=(x + side, 0.0))
        builder.add(box((2.5, 0.14, 0.2), 0.02, 0.6).placed(move(x, NORTH - 0.12, HEAD + 0.22)), use["gilt"])
    builder.add(joinery.cornice(2 * EAST, 0.3).placed(move(0, NORTH, HIGH - 0.2)), use["mould"])


def add_sheers(builder: Builder, use: Use) -> None:
    """After the bake, each on a node of its own, since they move."""
    for x in (BAYS[0], BAYS[2]):
        sheer = curtain(0.62, HEAD, 6, 0.05)
        node = builder.node(f"sheer {x:.1f}", move(x + 0.42, NORTH - 0.09, 0))
        builder.add(sheer, use["sheer"], node=node, solid=False, baked=False, colours=_lit(sheer, builder))


def _lit(shape: Shape, builder: Builder) -> NDArray[np.float32]:
    """Window light through the sheer, which the bake cannot know of what moves."""
    window = np.mean([light.colour for light in builder.lights if light.name.startswith("window")], axis=0)
    rooms = np.sum([np.array(light.colour) * light.intensity for light in builder.lights if light.practical], axis=0)
    return np.hstack([np.tile(window * 0.32 + rooms * 0.006, (len(shape.positions), 1)), np.ones((len(shape.positions), 1))]).astype(
        np.float32
    )


def _add_plain_walls(builder: Builder, use: Use, light: VillaLight) -> None:
    """West, east and south: panelled, with a double door to the south; sconces that light the panels."""
    places = (
        (move(-EAST, 0, 0) @ spin(90), 2 * NORTH, 6),
        (move(EAST, 0, 0) @ spin(-90), 2 * NORTH, 6),
        (move(0, -NORTH, 0) @ spin(180), 2 * EAST, 8),
    )
    for number, (place, length, count) in enumerate(places):
        builder.add(wall(length, HIGH, 0.28).placed(place), use["paint"], tag=(number * 3.1, 0.0))
        builder.add(joinery.panelled(length, 3.1, count).placed(place), use["mould"])
        builder.add(joinery.skirting(length, 0.16).placed(place), use["mould"])
        builder.add(joinery.cornice(length, 0.3).placed(place @ move(0, 0, HIGH - 0.2)), use["mould"])
        builder.add(box((length, 0.05, 0.12), 0.02, 0.6).placed(place @ move(0, -0.02, 3.28)), use["mould"])
    south = places[2][0]
    for role, shape in joinery.door(1.7, 2.5, 2).items():
        builder.add(
            shape.placed(south @ move(0, -0.03, 0)), use[{"frame": "mould", "leaf": "wood", "metal": "metal"}[role]], tag=(5.0, 0.0)
        )
    plates = [(places[0][0] @ move(3.6, 0, 0), joinery.SWITCH_M), (south @ move(1.25, 0, 0), joinery.SWITCH_M)]
    plates += [(places[1][0] @ move(2.9, 0, 0), joinery.SOCKET_M), (south @ move(-3.0, 0, 0), joinery.SOCKET_M)]
    builder.add(joinery.fittings(plates), use["plate"])
    sconces = [(-EAST + 0.12, -2.9), (-EAST + 0.12, 2.9), (-2.4, -NORTH + 0.12), (2.4, -NORTH + 0.12)]
    sconces += [(x, NORTH - 0.12) for x in (-2.4, 0.0, 2.4)]
    for x, y in sconces:
        _add_sconce(builder, use, light, x, y)


def _add_sconce(builder: Builder, use: Use, light: VillaLight, x: float, y: float) -> None:
    """Two small shades on a gilt arm, 1.95 m up."""
    inward = (0.0 if abs(y) > NORTH - 0.3 else -1.0 if x > 0 else 1.0, 0.0 if abs(y) <= NORTH - 0.3 else -1.0 if y > 0 else 1.0)
    builder.add(box((0.09, 0.09, 0.3), 0.02, 0.2, 2).placed(move(x, y, 1.9)), use["gilt"])
    for side in (-1, 1):
        at = (x + inward[0] * 0.1 + side * 0.1 * abs(inward[1]), y + inward[1] * 0.1 + side * 0.1 * abs(inward[0]))
        builder.add(_small_shade().placed(move(*at, 1.98)), use["shade"], solid=False, baked=False)
        bulb = joinery.bulbs(0.0, 1, 0.03, 2.02, np.random.default_rng(0)).placed(move(*at, 0))
        builder.add(bulb, use["bulb"], solid=False, baked=False)
    builder.lamp(
        f"sconce {x:.1f} {y:.1f}", Lamp((x + inward[0] * 0.16, y + inward[1] * 0.16, 2.1), kelvin(3250), 0.85 * light.lamps, skip_m=0.25)
    )


def _small_shade() -> Shape:
    shade = lathe([(0.065, 0.0), (0.045, 0.13)], 14)
    shade.uv[:, 1] = shade.positions[:, 2] / 0.13 * 0.18
    return shade


def _add_gallery(builder: Builder, use: Use) -> None:
    """A gallery along the east wall, reached by a straight stair from the south."""
    slab = box((1.9, 2 * NORTH, 0.3), 0.02, 0.4).placed(move(EAST - 0.95, 0, GALLERY - 0.15))
    builder.add(slab, use["mould"])
    posts, rail = joinery.balustrade(4.4)
    place = move(EAST - 1.86, 2.3, GALLERY) @ spin(90)
    builder.add(posts.placed(place), use["iron"])
    builder.add(rail.placed(place), use["wood"], tag=(31.0, 0.0))
    treads, balusters, handrail = joinery.stairs(GALLERY, 20, 1.35, 0.27)
    climb = move(EAST - 1.85, -NORTH + 0.2, 0) @ spin(90) @ move(0.0, -1.35, 0)
    builder.add(treads.placed(climb), use["stone"], tag=(33.0, 0.0))
    builder.add(balusters.placed(climb), use["iron"])
    builder.add(handrail.placed(climb), use["wood"], tag=(35.0, 0.0))
    for y in (-0.6, 2.0, 4.2):
        column = joined(
            box((0.3, 0.3, GALLERY - 0.3), 0.03, 0.5).placed(move(EAST - 1.78, y, (GALLERY - 0.3) / 2)),
            box((0.42, 0.42, 0.16), 0.02, 0.5).placed(move(EAST - 1.78, y, 0.08)),
        )
        builder.add(column, use["mould"])


def _add_hearth(builder: Builder, use: Use, light: VillaLight, crest: str) -> tuple[Texture, ...]:
    """A marble fireplace on the west wall, a gilt frame over it with the family's crest, fire within."""
    place = move(-EAST + 0.02, 0, 0) @ spin(90)
    builder.add(
        joined(
            box((0.34, 0.36, 1.15), 0.012, 0.4).placed(place @ move(-0.83, -0.18, 0.575)),
            box((0.34, 0.36, 1.15), 0.012, 0.4).placed(place @ move(0.83, -0.18, 0.575)),
            box((2.2, 0.42, 0.14), 0.014, 0.5).placed(place @ move(0, -0.21, 1.22)),
            box((1.4, 0.36, 0.2), 0.012, 0.5).placed(place @ move(0, -0.18, 1.06)),
            box((2.4, 0.8, 0.05), 0.01, 0.5).placed(place @ move(0, -0.4, 0.025)),
        ),
        use["stone"],
        tag=(41.0, 0.0),
    )
    builder.add(wall(1.34, 1.0, 0.3).placed(place @ move(0, -0.03, 0.0)), use["iron"])
    builder.lamp("fire", Lamp((-EAST + 0.45, 0.0, 0.38), kelvin(2150), 1.6 * light.fire, (1, 0, 0.2), 0.8, skip_m=0.3))
    frame = joinery.raised_panel(1.5, 1.1).placed(place @ move(0, -0.04, 1.55))
    builder.add(frame, use["gilt"])
    if not crest.strip():
        return ()
    made = builder.material(Material("crest", "baked", (0.9, 0.9, 0.9, 1), roughness=0.5, uses={"base_colour": TextureUse(0)}))
    shape = wall(1.42, 1.02, 0.3).placed(place @ move(0, -0.035, 1.59))
    shape.uv[:, 0], shape.uv[:, 1] = shape.uv[:, 0] / 1.42 + 0.5, 1.0 - shape.uv[:, 1] / 1.02
    builder.add(shape, made, albedo=(0.08, 0.07, 0.06))
    return (lettering("crest", crest.strip(), (206, 170, 98), (44, 36, 32), 1.42 / 1.02),)
