"""The camera's picture in the output's pixels: as it is where it fits exactly, else scaled once in display light."""

from __future__ import annotations

import math

from vpstudio.model.camera import Placement
from vpstudio.model.frame import Frame
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Target
from vpstudio.render.upload import Uploader

HALF = (4, "f2")


class PlateStage:
    """One stream of pictures: the plate, or a flat backdrop.

    fine: scale by Catmull-Rom; else by a triangle, which costs half on software GL.
    """

    def __init__(self, kit: Kit, name: str, fine: bool) -> None:
        self.kit, self.name, self.fine = kit, name, fine
        self._uploader = Uploader(kit, f"{name} upload")
        self._targets: dict[str, Target] = {}
        self._drawn: object = None

    def prepare(self, frame: Frame, placement: Placement) -> Inputs:
        """Inputs of plate.glsl: ``plate_at`` and ``plate_covers``."""
        picture = self._uploader.upload(frame)
        cover = covering(placement)
        if placement.exact:
            offset = (int(placement.offset[0]), int(placement.offset[1]))
            return picture | cover | Inputs(uniforms={"plate_offset": offset})
        if (self._drawn is None) or self._drawn != (id(frame), frame.stamp, placement):
            self._scale(picture, placement)
            self._drawn = (id(frame), frame.stamp, placement)
        return cover | Inputs({"placed": self._targets["placed"].texture}, defines={"PLATE_PLACED": 1})

    def release(self) -> None:
        self._uploader.release()
        for target in self._targets.values():
            target.release()
        self._targets.clear()

    def _scale(self, picture: Inputs, placement: Placement) -> None:
        """Across into light, then down into codes; only the rows that the output shows."""
        scale, (x, y) = placement.scale, placement.offset
        support = 2 if self.fine else 1
        shrink = min(1.0, scale)
        reach = support / shrink + 1
        top = max(0, math.floor(-y / scale - reach))
        bottom = min(placement.plate[1], math.ceil((placement.output[1] - y) / scale + reach))
        rows = self._target("rows", (placement.output[0], max(1, bottom - top)), HALF)
        placed = self._target("placed", placement.output, (4, "f1"))
        taps = math.ceil(2 * support / shrink)
        common = Inputs(uniforms={"place_shrink": shrink}, defines={"SUPPORT": support, "TAPS": taps})
        across = Inputs(uniforms={"place_map": (1 / scale, -x / scale), "place_top": top}, defines={"ACROSS": 1})
        down = Inputs({"rows": rows.texture}, {"place_map": (1 / scale, -y / scale - top)})
        self.kit.run(f"{self.name} place", "stages/place.glsl", rows.framebuffer, picture | common | across)
        self.kit.run(f"{self.name} place", "stages/place.glsl", placed.framebuffer, common | down)

    def _target(self, name: str, size: tuple[int, int], form: tuple[int, str]) -> Target:
        held = self._targets.get(name)
        if held is None or held.size != size:
            if held is not None:
                held.release()
            self._targets[name] = held = Target(self.kit.context, size, form)
        return held


def covering(placement: Placement) -> Inputs:
    """Where the plate leaves part of the output free (contain), its rectangle there."""
    scale, (x, y) = placement.scale, placement.offset
    right, bottom = x + placement.plate[0] * scale, y + placement.plate[1] * scale
    if x <= 0 and y <= 0 and right >= placement.output[0] and bottom >= placement.output[1]:
        return Inputs()
    return Inputs(uniforms={"plate_cover": (x, y, right, bottom)}, defines={"PLATE_PARTIAL": 1})
