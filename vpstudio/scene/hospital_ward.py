"""The ward beside the corridor: 5 x 6 m, two beds with linen and curtain, a drip, a monitor, a window."""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Mark, Material
from vpstudio.scene import furniture, joinery
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import kelvin
from vpstudio.scene.furniture import curtain
from vpstudio.scene.hospital_corridor import HALF, HIGH, WARD_DOOR, HospitalLight, Use
from vpstudio.scene.shapes import Array, box, floor, joined, lathe, move, rod, spin, wall

WEST, EAST, SOUTH, NORTH = HALF + 0.12, 6.4, 0.4, 6.4


def add_ward(builder: Builder, use: Use, light: HospitalLight, rng: np.random.Generator) -> None:
    """Shell and furniture."""
    wide, deep = EAST - WEST, NORTH - SOUTH
    middle = ((WEST + EAST) / 2, (SOUTH + NORTH) / 2)
    builder.add(floor(wide, deep, 0.28).placed(move(*middle, 0.001)), use["vinyl"])
    builder.add(floor(wide, deep, 0.4).placed(move(*middle, HIGH) @ spin(180, 0)), use["ceiling"])
    _add_walls(builder, use, light)
    for number, y in enumerate((1.75, 4.9)):
        _add_bed(builder, use, light, move(EAST - 1.15, y, 0) @ spin(-90 + float(rng.uniform(-1.5, 1.5))), number)
    _add_between(builder, use)
    lit = light.every == 1
    for y in (2.0, 4.8):
        face = box((0.6, 1.2, 0.02), 0.004, 0.6).placed(move(middle[0], y, HIGH - 0.008))
        builder.add(face, use["panel" if lit else "off"], solid=False, baked=not lit)
        if lit:
            builder.pane(
                f"ward panel {y:.1f}", (middle[0] - 0.3, y - 0.6, HIGH - 0.03), (0.6, 0, 0), (0, 1.2, 0), (1, 2), (light.panel,), (0, 0, -1)
            )


def _add_walls(builder: Builder, use: Use, light: HospitalLight) -> None:
    """West with the opening to the corridor, north with the window, east with the service rail over the beds."""
    for low, high in ((SOUTH, WARD_DOOR - 0.6), (WARD_DOOR + 0.6, NORTH)):
        builder.add(wall(high - low, HIGH, 0.3).placed(move(WEST, (low + high) / 2, 0) @ spin(90)), use["wall"], tag=(low, 0.0))
    builder.add(wall(1.2, HIGH - 2.1, 0.3).placed(move(WEST, WARD_DOOR, 2.1) @ spin(90)), use["wall"])
    jamb = [box((0.14, 0.03, 2.1), 0.004, 0.4).placed(move(HALF + 0.06, WARD_DOOR + side * 0.6, 1.05)) for side in (-1, 1)]
    builder.add(joined(*jamb, box((0.14, 1.2, 0.03), 0.004, 0.4).placed(move(HALF + 0.06, WARD_DOOR, 2.1))), use["frame"])
    builder.add(wall(EAST - WEST, HIGH, 0.3).placed(move((WEST + EAST) / 2, SOUTH, 0) @ spin(180)), use["wall"], tag=(81.0, 0.0))
    east = move(EAST, (SOUTH + NORTH) / 2, 0) @ spin(-90)
    builder.add(wall(NORTH - SOUTH, HIGH, 0.28).placed(east), use["wall"], tag=(83.0, 0.0))
    builder.add(wall(NORTH - SOUTH, 1.1, 0.28).placed(east @ move(0, -0.006, 0)), use["lower"], tag=(84.0, 0.0))
    builder.add(box((NORTH - SOUTH - 0.4, 0.1, 0.26), 0.02, 0.5).placed(east @ move(0, -0.05, 1.55)), use["white"])
    _add_window(builder, use, light)
    builder.add(
        joinery.fittings([(move(WEST, WARD_DOOR + 0.9, 0) @ spin(90), joinery.SWITCH_M), (east @ move(0.2, -0.11, 0), 1.5)]), use["plastic"]
    )


def _add_window(builder: Builder, use: Use, light: HospitalLight) -> None:
    """A wide window to the north with a low sill and half-drawn curtains."""
    wide, low, high = 3.2, 0.9, 2.4
    x = (WEST + EAST) / 2
    for a, b in ((WEST, x - wide / 2), (x + wide / 2, EAST)):
        builder.add(wall(b - a, HIGH, 0.3).placed(move((a + b) / 2, NORTH, 0)), use["wall"], tag=(a, 0.0))
    builder.add(
        joined(wall(wide, low, 0.3).placed(move(x, NORTH, 0)), wall(wide, HIGH - high, 0.3).placed(move(x, NORTH, high))),
        use["wall"],
        tag=(87.0, 0.0),
    )
    bars = [
        box((0.05, 0.08, high - low), 0.004, 0.6).placed(move(x + dx, NORTH + 0.03, (high + low) / 2)) for dx in (-1.6, -0.55, 0.55, 1.6)
    ]
    bars += [box((wide, 0.08, 0.05), 0.004, 0.6).placed(move(x, NORTH + 0.03, z)) for z in (low, high)]
    builder.add(joined(*bars), use["frame"])
    builder.add(box((wide + 0.2, 0.2, 0.03), 0.008, 0.5).placed(move(x, NORTH - 0.06, low)), use["counter"])
    builder.pane("ward window", (x - 1.5, NORTH - 0.03, low), (3.0, 0, 0), (0, 0, high - low), (3, 2), (light.window,), (0, -1, 0))
    for side in (-1, 1):
        builder.add(curtain(0.75, 2.3, 7, 0.05).placed(move(x + side * 1.45, NORTH - 0.14, 0.25)), use["curtain"], tag=(float(side), 0.0))


def _add_bed(builder: Builder, use: Use, light: HospitalLight, place: Array, number: int) -> None:
    """A steel bed 0.95 x 2.1 m, mattress top at 0.55 m, head toward +Y; drip, locker, reading lamp, curtain track."""
    steel = [box((0.95, 0.05, 0.62), 0.02, 0.3, 2).placed(place @ move(0, y, h)) for y, h in ((1.05, 0.68), (-1.05, 0.56))]
    builder.add(joined(*steel), use["white"])
    rails = [rod((side * 0.47, -0.5, 0.72), (side * 0.47, 0.75, 0.72), 0.014, 8).placed(place) for side in (-1, 1)]
    legs = [rod((x, y, 0.0), (x, y, 0.35), 0.022, 8).placed(place) for x in (-0.4, 0.4) for y in (-0.9, 0.9)]
    builder.add(joined(*rails, *legs, box((0.9, 2.0, 0.05), 0.01, 0.4).placed(place @ move(0, 0, 0.36))), use["metal"])
    builder.add(
        joined(
            box((0.88, 1.98, 0.15), 0.05, 0.16, 2).placed(place @ move(0, 0, 0.47)),
            box((0.58, 0.38, 0.13), 0.06, 0.1, 2).placed(place @ move(0.02, 0.74, 0.60) @ spin(14, 0)),
        ),
        use["sheet"],
        tag=(number * 1.0, 0.0),
    )
    builder.add(box((0.93, 1.25, 0.1), 0.045, 0.12, 2).placed(place @ move(0, -0.3, 0.52)), use["blanket"], tag=(number * 2.0, 0.0))
    locker = place @ move(-0.78, 0.8, 0)
    builder.add(box((0.45, 0.42, 0.75), 0.01, 0.3).placed(locker @ move(0, 0, 0.375)), use["white"])
    builder.add(
        lathe([(0.001, 0.0), (0.032, 0.0), (0.036, 0.1), (0.03, 0.1)], 14, smooth=False).placed(locker @ move(0.1, -0.05, 0.75)),
        use["counter"],
    )
    lamp = place @ move(0.0, 1.0, 1.78)
    builder.add(box((0.5, 0.06, 0.03), 0.008).placed(lamp), use["small"], solid=False, baked=False)
    x, y, z = (lamp @ [0, -0.1, -0.03, 1])[:3]
    builder.lamp(
        f"bed lamp {number}", Lamp((float(x), float(y), float(z)), kelvin(3300), 1.1 * light.small, (-0.4, 0, -0.9), 0.7, skip_m=0.12)
    )
    track = rod((-1.0, -1.15, 2.35), (1.0, -1.15, 2.35), 0.012, 6).placed(place)
    builder.add(track, use["metal"], solid=False)
    builder.add(curtain(0.55, 2.2, 8, 0.06).placed(place @ move(1.02, 0.75, 0.12) @ spin(90)), use["curtain"], tag=(9.0 + number, 0.0))
    add_drip(builder, use, place @ move(0.75, 0.55, 0), 1.85)


def add_drip(builder: Builder, use: Use, place: Array, height: float) -> None:
    """A stand with a bag and its line."""
    steel = [rod((0, 0, 0.05), (0, 0, height), 0.011, 8), rod((-0.16, 0, height), (0.16, 0, height), 0.007, 6)]
    steel += [rod((0, 0, 0.06), (0.25 * float(np.cos(a)), 0.25 * float(np.sin(a)), 0.04), 0.012, 6) for a in np.arange(0, 6.28, 1.2566)]
    builder.add(joined(*steel).placed(place), use["metal"])
    bag = box((0.12, 0.035, 0.2), 0.016, 0.1, 2).placed(move(0.14, 0, height - 0.15))
    builder.add(
        joined(bag, rod((0.14, 0, height - 0.25), (0.1, 0.05, height - 0.75), 0.003, 5, 3)).placed(place), use["sheet"], solid=False
    )


def _add_between(builder: Builder, use: Use) -> None:
    """A visitor's chair, a plant on the sill."""
    chair = move(4.0, 3.35, 0) @ spin(-70)
    shell = [
        box((0.48, 0.46, 0.05), 0.02, 0.2, 2).placed(chair @ move(0, 0, 0.435)),
        box((0.46, 0.04, 0.42), 0.02, 0.2, 2).placed(chair @ move(0, 0.22, 0.68) @ spin(-10, 0)),
    ]
    builder.add(joined(*shell), use["seat"])
    builder.add(joined(*(rod((x, y, 0), (x, y, 0.43), 0.013, 8).placed(chair) for x in (-0.2, 0.2) for y in (-0.18, 0.18))), use["metal"])
    for role, shape in furniture.plant(np.random.default_rng(5), 0.7, 20).items():
        builder.add(shape.placed(move(3.0, NORTH - 0.12, 0.91)), use[role], tag=(95.0, 0.0), solid=role != "leaf")


def add_monitor(builder: Builder, use: Use) -> None:
    """After the bake: the patient monitor's living screen by the first bed, on a node of its own."""
    place = move(EAST - 0.45, 2.75, 1.32) @ spin(-68)
    builder.add(box((0.34, 0.12, 0.27), 0.012).placed(place @ move(0, 0.07, 0.0)), use["plastic"], solid=False)
    screen = wall(0.3, 0.22).placed(move(0, 0, -0.11))
    screen.uv[:, 0], screen.uv[:, 1] = screen.uv[:, 0] / 0.3 + 0.5, screen.uv[:, 1] / 0.22
    builder.add(screen, use["screen"], node=builder.node("monitor", place), solid=False, baked=False)


def add_occluder(builder: Builder, use: Use, mark: Mark) -> None:
    """A drip stand and a screen's edge close to the lens of this mark, either side of its axis."""
    pan = np.radians(mark.pan_deg)
    toward, right = np.array([-np.sin(pan), np.cos(pan)]), np.array([np.cos(pan), np.sin(pan)])
    x, y = np.array(mark.position_m[:2]) - (mark.distance_m - 0.62) * toward - 0.13 * right
    add_drip(builder, use, move(float(x), float(y), 0) @ spin(mark.pan_deg + 80), 1.70)
    x, y = np.array(mark.position_m[:2]) - (mark.distance_m - 0.7) * toward + 0.28 * right
    builder.add(curtain(0.3, 2.1, 4, 0.04).placed(move(float(x), float(y), 0.1) @ spin(mark.pan_deg)), use["curtain"], tag=(99.0, 0.0))


def pane_of(light: HospitalLight) -> Material:
    """What is seen through the window: a bright sky, or the night."""
    return Material("ward glass", "glow", emissive=light.window, values={"rim": 0.0})


def add_view(builder: Builder, light: HospitalLight) -> None:
    """The sky behind the ward's window."""
    x = (WEST + EAST) / 2
    builder.add(wall(3.2, 1.5, 0.5).placed(move(x, NORTH + 0.08, 0.9)), builder.material(pane_of(light)), solid=False, baked=False)
