"""Inside a saloon car: seats, pillars, roof, doors, dashboard, glass. It drives toward -Y, so that who sits behind faces the camera."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vpstudio.model.scene import Material
from vpstudio.scene.bake import Lamp
from vpstudio.scene.builder import Builder
from vpstudio.scene.daylight import Colour, kelvin, times
from vpstudio.scene.shapes import Array, Shape, box, grid, grid_triangles, joined, lathe, lines, move, rod, spin, wall

Use = dict[str, int]
HALF, ROOF, BELT = 0.74, 1.20, 0.72
FRONT, REAR = -1.75, 2.05
# Width (along the car), height, place of the side panes; the glass leans in toward the roof.
PANES = tuple(
    (length, 0.44, move(side * (HALF - 0.02), y, BELT) @ spin(-90 * side) @ spin(-14, 0))
    for side in (-1, 1)
    for y, length in ((-0.78, 0.9), (0.62, 1.25))
)


@dataclass(frozen=True, slots=True)
class CarLight:
    """Light in the car. panes: through the side glass. lamps: of its own lamps."""

    panes: Colour
    ambient: Colour
    lamps: float
    exposure_ev: float


def palette(builder: Builder, light: CarLight) -> Use:
    """Materials by role."""
    lamps = light.lamps
    plain = {
        "leather": Material("seat leather", "leather", (0.145, 0.094, 0.066, 1), roughness=0.45),
        "dark leather": Material("dark leather", "leather", (0.036, 0.034, 0.034, 1), roughness=0.5),
        "trim": Material("trim", "baked", (0.045, 0.045, 0.048, 1), roughness=0.55),
        "liner": Material("roof liner", "fabric", (0.30, 0.285, 0.265, 1), values={"weave": 700.0}),
        "carpet": Material("carpet", "fabric", (0.035, 0.034, 0.034, 1), values={"weave": 260.0}),
        "wood": Material("inlay", "wood", (0.10, 0.055, 0.032, 1), roughness=0.25, values={"grain": 24.0}),
        "metal": Material("chrome", "baked", (0.6, 0.6, 0.61, 1), metallic=1.0, roughness=0.22),
        "belt": Material("belt", "fabric", (0.04, 0.04, 0.042, 1), values={"weave": 900.0}),
        "seal": Material("seal", "baked", (0.031, 0.031, 0.032, 1), roughness=0.7),
        "strip": Material("ambient strip", "glow", emissive=times((1.0, 0.62, 0.34), 6.0 * lamps), values={"rim": 0.0}),
        "dome": Material("reading lamp", "glow", emissive=kelvin(3200, 18.0 * lamps), values={"rim": 0.0}),
        "screen": Material("screen", "glow", emissive=times((0.35, 0.62, 1.0), 1.6 * lamps), values={"rim": 0.0}),
        "dial": Material("dials", "glow", emissive=times((0.9, 0.95, 1.0), 3.0 * lamps), values={"rim": 0.0}),
    }
    return {role: builder.material(material) for role, material in plain.items()}


def add_body(builder: Builder, use: Use, light: CarLight) -> None:
    """Everything that does not move."""
    _add_shell(builder, use)
    _add_pillars(builder, use)
    for side in (-1, 1):
        _add_door(builder, use, side)
        _add_front_seat(builder, use, move(side * 0.37, -0.62, 0), side)
    _add_rear_seat(builder, use)
    _add_dashboard(builder, use)
    _add_lamps(builder, use, light)
    for number, (length, height, place) in enumerate(PANES):
        low = (place @ [-length / 2, 0.05, 0.0, 1])[:3]
        across, up, aim = (place @ [length, 0, 0, 0])[:3], (place @ [0, 0, height, 0])[:3], (place @ [0, -1, 0, 0])[:3]
        builder.pane(f"pane {number}", _point(low), _point(across), _point(up), (3, 1), (light.panes,), _point(aim))
    builder.pane("rear glass", (-0.5, 2.0, 0.86), (1.0, 0, 0), (0, -0.35, 0.3), (3, 1), (light.panes,), (0, -0.65, -0.76))
    builder.pane("windscreen", (-0.6, -1.62, 0.8), (1.2, 0, 0), (0, 0.5, 0.36), (3, 1), (light.panes,), (0, 0.58, -0.81))


def _point(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _bowed(width: float, length: float, sag: float, step: float = 0.12) -> Shape:
    """A level panel that bows up by ``sag`` in its middle, facing down."""
    flat = grid(lines(width, step), lines(length, step))
    x, y = flat.positions[:, 0] / (width / 2), flat.positions[:, 1] / (length / 2)
    positions = flat.positions + np.stack([0 * x, 0 * x, sag * (1 - x**2) * (1 - 0.5 * y**2)], axis=1)
    return Shape(positions, np.tile([0.0, 0.0, -1.0], (len(x), 1)), flat.uv, flat.triangles[:, ::-1])


def _add_shell(builder: Builder, use: Use) -> None:
    builder.add(grid(lines(2 * HALF + 0.1, 0.3), lines(REAR - FRONT, 0.3)).placed(move(0, 0.15, 0.0)), use["carpet"])
    builder.add(_bowed(1.26, 2.75, 0.05).placed(move(0, 0.33, ROOF)), use["liner"])
    tunnel = box((0.24, 2.9, 0.24), 0.06, 0.3, 2).placed(move(0, -0.3, 0.1))
    shelf = box((1.4, 0.55, 0.04), 0.012, 0.2).placed(move(0, 1.86, 0.80))
    builder.add(joined(tunnel, shelf), use["trim"])
    handles = []
    for side in (-1, 1):
        for y in (-0.75, 0.75):
            handles.append(rod((side * 0.57, y - 0.11, ROOF - 0.075), (side * 0.57, y + 0.11, ROOF - 0.075), 0.011, 8, 2))
    builder.add(joined(*handles), use["trim"], solid=False)


def _bar(start: tuple[float, float, float], end: tuple[float, float, float], wide: float, thick: float) -> Shape:
    """A bevelled bar from one point to another, ``wide`` along the car."""
    a, b = np.array(start), np.array(end)
    way = (b - a) / np.linalg.norm(b - a)
    along = np.array([0.0, 1.0, 0.0]) - way * way[1]
    along /= np.linalg.norm(along)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = np.cross(along, way), along, way, (a + b) / 2
    return box((thick, wide, float(np.linalg.norm(b - a))), 0.02, 0.15, 2).placed(matrix)


def _add_pillars(builder: Builder, use: Use) -> None:
    """A, B and C pillars, the roof's rails, the rear and front glass's frames."""
    bars: list[Shape] = []
    for side in (-1, 1):
        bars.append(_bar((side * 0.72, -1.62, 0.76), (side * 0.60, -1.0, 1.19), 0.09, 0.06))
        bars.append(_bar((side * 0.735, -0.13, 0.70), (side * 0.62, -0.09, 1.2), 0.11, 0.05))
        bars.append(_bar((side * 0.71, 1.62, 0.74), (side * 0.60, 1.34, 1.19), 0.24, 0.06))
        bars.append(box((0.07, 2.5, 0.06), 0.02, 0.25).placed(move(side * 0.615, 0.2, 1.185)))
    bars.append(box((1.24, 0.08, 0.05), 0.02, 0.25).placed(move(0, 1.62, 1.165) @ spin(35, 0)))
    bars.append(box((1.24, 0.08, 0.05), 0.02, 0.25).placed(move(0, -0.99, 1.19) @ spin(-30, 0)))
    builder.add(joined(*bars), use["liner"])
    seals = [box((0.03, 3.1, 0.028), 0.008, 0.3).placed(move(side * 0.738, 0.05, BELT)) for side in (-1, 1)]
    builder.add(joined(*seals), use["seal"])


def _add_door(builder: Builder, use: Use, side: int) -> None:
    """Lower trim, arm rest, inlay and light strip; one piece for both doors of a side."""
    face = wall(3.6, BELT, 0.18).placed(move(side * HALF, 0.15, 0) @ spin(-90 * side))
    builder.add(face, use["trim"])
    for y in (-0.75, 0.65):
        builder.add(box((0.09, 0.62, 0.08), 0.03, 0.2, 2).placed(move(side * (HALF - 0.05), y, 0.50)), use["dark leather"], tag=(y, 0.0))
        builder.add(box((0.012, 0.8, 0.055), 0.004, 0.3).placed(move(side * (HALF - 0.012), y, 0.64)), use["wood"], tag=(side + y, 0.0))
        builder.add(
            rod((side * (HALF - 0.035), y + 0.2, 0.655), (side * (HALF - 0.035), y + 0.33, 0.655), 0.012, 8), use["metal"], solid=False
        )
        strip = box((0.006, 0.82, 0.007)).placed(move(side * (HALF - 0.016), y, 0.602))
        builder.add(strip, use["strip"], solid=False, baked=False)


def _add_front_seat(builder: Builder, use: Use, place: Array, side: int) -> None:
    """A front seat seen mostly from behind: cushion, back, headrest on two posts."""
    soft = [
        box((0.52, 0.54, 0.16), 0.06, 0.14, 2).placed(move(0, -0.06, 0.28)),
        box((0.50, 0.14, 0.66), 0.06, 0.14, 2).placed(move(0, 0.27, 0.64) @ spin(-16, 0)),
        box((0.28, 0.11, 0.18), 0.05, 0.1, 2).placed(move(0, 0.38, 1.05) @ spin(-16, 0)),
    ]
    builder.add(joined(*soft).placed(place), use["dark leather"], tag=(float(side) * 3.0, 0.0))
    posts = [rod((x, 0.345, 0.9), (x, 0.375, 1.0), 0.007, 6) for x in (-0.07, 0.07)]
    builder.add(joined(*posts).placed(place), use["metal"], solid=False)


def _add_rear_seat(builder: Builder, use: Use) -> None:
    """A bench for two and a half: cushions, piped backs, headrests, an arm rest folded down, belts."""
    soft = []
    for x, wide in ((-0.40, 0.58), (0.40, 0.58), (0.0, 0.2)):
        deep = 0.0 if wide > 0.3 else 0.02
        soft.append(box((wide - 0.012, 0.56, 0.18), 0.06, 0.12, 2).placed(move(x, 1.06, 0.29 - deep)))
        soft.append(box((wide - 0.012, 0.15, 0.6), 0.06, 0.12, 2).placed(move(x, 1.42 + deep, 0.64) @ spin(-20, 0)))
    for x in (-0.40, 0.40):
        soft.append(box((0.30, 0.11, 0.19), 0.05, 0.1, 2).placed(move(x, 1.56, 0.97) @ spin(-14, 0)))
    builder.add(joined(*soft), use["leather"], tag=(7.0, 0.0))
    for side in (-1, 1):
        belt = box((0.046, 0.003, 0.72)).placed(move(side * 0.60, 1.33, 0.80) @ spin(side * 14, 1) @ spin(-16, 0))
        builder.add(belt, use["belt"], solid=False, tag=(float(side), 0.0))


def _add_dashboard(builder: Builder, use: Use) -> None:
    """Seen from behind: the board's top and face, a wheel, a screen, dials, the inner mirror."""
    body = [
        box((1.42, 0.42, 0.26), 0.07, 0.16, 2).placed(move(0, -1.45, 0.68)),
        box((0.3, 0.5, 0.4), 0.05, 0.2, 2).placed(move(0, -1.2, 0.42)),
    ]
    builder.add(joined(*body), use["trim"])
    builder.add(box((1.3, 0.012, 0.05), 0.004, 0.3).placed(move(0, -1.236, 0.68)), use["wood"], tag=(9.0, 0.0))
    rim = [
        rod((0.19 * math.cos(a), 0, 0.19 * math.sin(a)), (0.19 * math.cos(a + 0.33), 0, 0.19 * math.sin(a + 0.33)), 0.015, 8)
        for a in np.arange(0, 2 * math.pi, 0.314)
    ]
    hub = box((0.15, 0.05, 0.12), 0.03, 0.2, 2)
    wheel = joined(*rim, hub, rod((-0.18, 0, 0), (0.18, 0, 0), 0.016, 8)).placed(move(-0.37, -1.05, 0.72) @ spin(-24, 0))
    builder.add(wheel, use["dark leather"], tag=(11.0, 0.0))
    builder.add(box((0.3, 0.012, 0.17), 0.004).placed(move(0.0, -1.25, 0.82) @ spin(-8, 0)), use["screen"], solid=False, baked=False)
    builder.add(box((0.26, 0.01, 0.08), 0.004).placed(move(-0.37, -1.24, 0.79)), use["dial"], solid=False, baked=False)
    mirror = box((0.24, 0.03, 0.065), 0.014, 0.2, 2).placed(move(0, -0.95, 1.1))
    builder.add(joined(mirror, rod((0, -0.95, 1.12), (0, -0.98, 1.19), 0.008, 6)), use["trim"], solid=False)


def _add_lamps(builder: Builder, use: Use, light: CarLight) -> None:
    """The reading lamp over the back seat, the dials' glow, the strips in the doors."""
    dome = lathe([(0.001, ROOF + 0.012), (0.035, ROOF + 0.01), (0.04, ROOF + 0.03)], 14, smooth=False).flipped()
    builder.add(dome.placed(move(0, 0.72, 0.0)), use["dome"], solid=False, baked=False)
    builder.lamp("reading lamp", Lamp((0.0, 0.72, ROOF - 0.03), kelvin(3200), 0.10 * light.lamps, spread=0.7, skip_m=0.06))
    builder.lamp("dials", Lamp((-0.1, -1.18, 0.84), (0.55, 0.75, 1.0), 0.05 * light.lamps, (0, 0.9, 0.3), 0.7, skip_m=0.08))
    for side in (-1, 1):
        builder.lamp(
            f"door strip {side}",
            Lamp((side * (HALF - 0.05), 0.6, 0.60), (1.0, 0.62, 0.34), 0.035 * light.lamps, (-side, 0, 0), 0.6, skip_m=0.08),
        )


def add_glass(builder: Builder, mirror: float) -> None:
    """Side, rear and front panes; they must not hide the light that falls in."""
    glass = builder.material(
        Material("glass", "glass", alpha_mode="blend", double_sided=True, values={"mirror": mirror, "mist": (0.0, 0.0, 0.0)})
    )
    for length, height, place in PANES:
        builder.add(wall(length, height, 0.6).placed(place), glass, solid=False, baked=False)
    for low, high in (((1.98, 0.84), (1.64, 1.15)), ((-1.66, 0.78), (-1.0, 1.17))):
        builder.add(_sheet(low, high), glass, solid=False, baked=False)


def _sheet(low: tuple[float, float], high: tuple[float, float]) -> Shape:
    """A pane across the car between two (Y, Z)."""
    x, t = np.meshgrid(np.linspace(-0.62, 0.62, 5), np.linspace(0, 1, 3))
    y, z = low[0] + (high[0] - low[0]) * t, low[1] + (high[1] - low[1]) * t
    positions = np.stack([x.ravel(), y.ravel(), z.ravel()], axis=1)
    normal = np.array([0.0, -(high[1] - low[1]), high[0] - low[0]])
    normal = normal / np.linalg.norm(normal) * (1 if low[0] > 0 else -1)
    triangles = grid_triangles(5, 3)
    return Shape(positions, np.tile(normal, (x.size, 1)), positions[:, [0, 2]].copy(), triangles if low[0] > 0 else triangles[:, ::-1])
