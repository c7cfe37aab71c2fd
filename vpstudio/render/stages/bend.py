"""The real lens's distortion for the set: how much wider it is drawn, and the map by which the view then looks into it."""

from __future__ import annotations

import moderngl

from vpstudio.model.distortion import Distortion, Margin, overscan, st_map
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import texture


class BendStage:
    """The map of one lens at a time; nothing where the lens is straight."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.margin: Margin = (0, 0)
        self._of: Distortion | None = None
        self._map: moderngl.Texture | None = None

    def prepare(self, distortion: Distortion | None) -> Inputs:
        """Inputs of bend.glsl; ``margin`` is then what the set's picture must have more all round."""
        if distortion != self._of:
            self.release()
            if distortion is not None:
                self._load(distortion)
        return Inputs() if self._map is None else Inputs({"bend": self._map}, defines={"BENT": 1})

    def release(self) -> None:
        if self._map is not None:
            self.kit.context.rest()
            self._map.release()
        self._map, self._of, self.margin = None, None, (0, 0)

    def _load(self, distortion: Distortion) -> None:
        lens = distortion.lens
        self.margin, self._of = overscan(distortion), distortion
        self._map = texture(self.kit.context, (lens.width, lens.height), 2, "f4")
        self._map.write(st_map(distortion, self.margin))
