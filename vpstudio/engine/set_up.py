"""What a person asks of the newest picture while setting up: what lies under a stroke, how evenly the screen is lit, the grey card."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vpstudio.matting.evenness import LONG_SIDE, STEPS, evenness
from vpstudio.matting.picture import small_rgb
from vpstudio.matting.strokes import sampled
from vpstudio.model.camera import Placement
from vpstudio.model.frame import Frame
from vpstudio.model.look import MatchSettings, Stroke, StrokeKind
from vpstudio.model.mask import Point
from vpstudio.model.shot import Shot
from vpstudio.model.state import EvennessState
from vpstudio.problem import Problem
from vpstudio.render import curve

CARD_SIDE = 0.03
"""Of the plate's shorter side: well within a card of A4 at three metres through a 35 mm lens."""
CARD_PIXELS = 24
CLIPPED, BLACK = 250, 20

Codes = NDArray[np.float64]


def stroke_of(shot: Shot, kind: StrokeKind, points: Sequence[Point]) -> Stroke | None:
    """What the shot shows under ``points``, fractions of its **output**; None where none of them lies on the plate."""
    on_plate = [point for point in (placed(each, shot.placement) for each in points) if all(0 <= part <= 1 for part in point)]
    if not on_plate:
        return None
    return Stroke(kind=kind, points=tuple(on_plate), colours=sampled(shot.frame, on_plate))


def grey_card_of(shot: Shot, point: Point) -> MatchSettings | None:
    """The shot's match, its set brought to the grey card that lies under ``point``, a fraction of the **output**.

    Codes, warmth and tint follow from the card; the exposure is zero, but for a card beyond the curve's codes. None: no plate
    there. Raises Problem where the camera does not show how grey the card is.
    """
    middle = placed(point, shot.placement)
    if not all(0 <= part <= 1 for part in middle):
        return None
    card = card_seen(shot.frame, middle)
    grey, white, black = (round(code, 1) for code in curve.fit_card(card))
    fitted = shot.look.match.model_copy(update={"grey_code": grey, "white_code": white, "black_code": black})
    warmth, tint = curve.card_balance(card, fitted)
    return fitted.model_copy(
        update={"exposure_ev": round(curve.card_exposure(card, fitted), 2), "temperature": round(warmth, 3), "tint": round(tint, 3)}
    )


def card_seen(frame: Frame, middle: Point) -> Codes:
    """(n, n, 3) codes of a square round ``middle``, a fraction of the upright plate. Raises Problem unless it can be grey."""
    wide, tall = frame.upright_size
    half = CARD_SIDE * min(wide, tall) / 2
    (x, dx), (y, dy) = ((min(max(at, half / side), 1 - half / side), half / side) for at, side in zip(middle, (wide, tall), strict=True))
    card = small_rgb(frame, (CARD_PIXELS, CARD_PIXELS), (x - dx, y - dy, x + dx, y + dy)).astype(np.float64)
    seen = np.median(card.reshape(-1, 3), axis=0)
    if seen.max() >= CLIPPED:
        raise Problem("engine.card_clipped")
    if seen.min() < BLACK:
        raise Problem("engine.card_black")
    if not curve.is_grey(card):
        raise Problem("engine.card_coloured")
    return card


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
