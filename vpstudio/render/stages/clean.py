"""The plate without the actor, for the key: the one that came with the shot, or the screen estimated from the one picture."""

from __future__ import annotations

import math

import moderngl
import numpy as np

from vpstudio.model.clean import CleanPlate
from vpstudio.model.shot import Shot
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target, texture
from vpstudio.render.upload import RING

SCREEN_CELL = 8  # pixels of the half-size picture
SCREEN_LEVELS = 6
Mapping = tuple[float, float, float, float]


class CleanStage:
    """Makes ``clean``, ``clean_map`` and ``clean_gain`` of key.glsl."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit, self.size = kit, size
        self._targets: dict[str, Target] = {}
        self._ring: list[moderngl.Texture] = []
        self._turn = 0
        self._held = ""

    def given(self, clean: CleanPlate, mapping: Mapping) -> Inputs:
        """A plate that came with the shot; sent only where it is not the last one. mapping: of the whole upright plate."""
        if clean.key != self._held:
            self._send(clean)
        return Inputs({"clean": self._ring[self._turn]}, {"clean_map": mapping, "clean_gain": clean.gain})

    def estimated(self, keyer: Inputs) -> Inputs:
        """The bare screen, estimated anew from each picture: no memory, so no re-render sees another one."""
        cells = (-(-self.size[0] // (2 * SCREEN_CELL)), -(-self.size[1] // (2 * SCREEN_CELL)))
        seen = self._target("seen", cells)
        clean = self._target("clean", cells)
        levels = min(SCREEN_LEVELS, 1 + int(math.log2(max(cells))))
        self.kit.run("key", "stages/screen_seen.glsl", seen.framebuffer, keyer | Inputs(uniforms={"cell_step": SCREEN_CELL}))
        seen.texture.build_mipmaps(0, levels - 1)
        seen.texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        fill = keyer | Inputs({"seen": seen.texture}, {"levels": levels})
        self.kit.run("key", "stages/screen_fill.glsl", clean.framebuffer, fill)
        whole = (1 / self.size[0], 1 / self.size[1], 0.0, 0.0)
        return Inputs({"clean": clean.texture}, {"clean_map": whole, "clean_gain": (1.0, 1.0, 1.0)})

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        for each in self._ring:
            each.release()
        self._targets.clear()
        self._ring.clear()
        self._held = ""

    def _send(self, clean: CleanPlate) -> None:
        size = (clean.light.shape[1], clean.light.shape[0])
        if not self._ring or self._ring[0].size != size:
            for each in self._ring:
                each.release()
            self._ring = [texture(self.kit.context, size, 4, "f2", linear=True) for _ in range(RING)]
        self._turn = (self._turn + 1) % RING
        self._ring[self._turn].write(np.ascontiguousarray(clean.light))
        self._held = clean.key

    def _target(self, name: str, size: Size) -> Target:
        held = self._targets.get(name)
        if held is None:
            self._targets[name] = held = Target(self.kit.context, size, (4, "f2"), linear=True)
        return held


def map_of(shot: Shot) -> Mapping:
    """Coordinate 0..1 on the whole upright plate = output centre * xy + zw."""
    placement = shot.placement
    (w, h), (x, y), scale = placement.plate, placement.offset, placement.scale
    return 1 / (scale * w), 1 / (scale * h), -x / (scale * w), -y / (scale * h)
