"""Where the picture lies in the viewer, and where the upright plate lies in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from vpstudio.model.camera import Placement
from vpstudio.model.mask import Point


@dataclass(frozen=True, slots=True)
class Space:
    """``area`` in the widget's units holds the whole output picture. All points are fractions: of the output, or of the plate."""

    area: QRectF
    placement: Placement | None = None

    def at(self, output: Point) -> QPointF:
        """A point of the output in the widget."""
        return QPointF(self.area.x() + output[0] * self.area.width(), self.area.y() + output[1] * self.area.height())

    def output(self, place: QPointF) -> Point:
        """A place in the widget as a point of the output; beyond 0..1 where it lies outside."""
        return (place.x() - self.area.x()) / self.area.width(), (place.y() - self.area.y()) / self.area.height()

    def plate_at(self, plate: Point) -> QPointF:
        """A point of the plate in the widget."""
        return self.at(output_of(self.placement, plate))

    def plate(self, place: QPointF) -> Point:
        """A place in the widget as a point of the plate."""
        return plate_of(self.placement, self.output(place))


def plate_of(placement: Placement | None, output: Point) -> Point:
    """Fractions of the output as fractions of the upright plate; the same where nothing is known yet."""
    if placement is None:
        return output
    x, y = ((output[at] * placement.output[at] - placement.offset[at]) / placement.scale / placement.plate[at] for at in (0, 1))
    return x, y


def output_of(placement: Placement | None, plate: Point) -> Point:
    """The other way round."""
    if placement is None:
        return plate
    x, y = ((plate[at] * placement.plate[at] * placement.scale + placement.offset[at]) / placement.output[at] for at in (0, 1))
    return x, y


def seen(placement: Placement | None) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of the part of the plate that the output shows, fractions of the plate."""
    left, top = plate_of(placement, (0.0, 0.0))
    right, bottom = plate_of(placement, (1.0, 1.0))
    return max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)
