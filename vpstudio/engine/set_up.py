"""What a person asks of the newest picture while setting the key up: what lies under a stroke, and how evenly the screen is lit."""

from __future__ import annotations

from collections.abc import Sequence

from vpstudio.matting.evenness import LONG_SIDE, STEPS, evenness
from vpstudio.matting.picture import small_rgb
from vpstudio.matting.strokes import sampled
from vpstudio.model.camera import Placement
from vpstudio.model.frame import Frame
from vpstudio.model.look import Stroke, StrokeKind
from vpstudio.model.mask import Point
from vpstudio.model.shot import Shot
from vpstudio.model.state import EvennessState


def stroke_of(shot: Shot, kind: StrokeKind, points: Sequence[Point]) -> Stroke | None:
    """What the shot shows under ``points``, fractions of its **output**; None where none of them lies on the plate."""
    on_plate = [point for point in (placed(each, shot.placement) for each in points) if all(0 <= part <= 1 for part in point)]
    if not on_plate:
        return None
    return Stroke(kind=kind, points=tuple(on_plate), colours=sampled(shot.frame, on_plate))


def placed(point: Point, placement: Placement) -> Point:
    """A fraction of the output as one of the upright plate; outside 0..1 where the plate does not reach."""
    x, y = (
        (part * side - shift) / (placement.scale * plate)
        for part, side, shift, plate in zip(point, placement.output, placement.offset, placement.plate, strict=True)
    )
    return x, y


def evenness_of(frame: Frame) -> EvennessState | None:
    """How evenly the screen in the frame is lit; None where there is none."""
    scale = min(1.0, LONG_SIDE / max(frame.upright_size))
    width, height = (max(1, round(side * scale)) for side in frame.upright_size)
    found = evenness(small_rgb(frame, (width, height)))
    if found is None:
        return None
    return EvennessState(found.picture(), found.spread, STEPS, found.problem)
