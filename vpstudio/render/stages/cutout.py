"""Where alpha comes from: the matte that came with the frame, the look's keyer, or nowhere."""

from __future__ import annotations

import math

import moderngl
import numpy as np

from vpstudio.model.matte import Matte
from vpstudio.model.shot import Shot
from vpstudio.render import keyers
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.readback import Readback
from vpstudio.render.regions import Grid, classify, outside
from vpstudio.render.stages.backdrop import Behind
from vpstudio.render.target import Size, Target, texture
from vpstudio.render.upload import RING

GUIDE_SHORT_SIDE = 180  # the guide picture's; a cell of the coarse textures is two of its pixels
CELL = 2
REFINE_EPS = 2e-4
REFINE_MARGIN = 0.1  # a fitted line overshoots at both ends: what it says of the outer tenths is nothing and all
SCREEN_CELL = 8  # pixels of the half-size picture
SCREEN_LEVELS = 6
SURE = 4  # guide.glsl: a network's codes up to this count as 0, and as many from the top as 1
# How far alpha and what hangs on it look, in guide pixels: a fit's window and the way to the cell beyond; a wrap's likewise.
FIT_REACH, WRAP_REACH = 10.0, 6.0


def guide_step(size: Size) -> int:
    """Output pixels a guide pixel."""
    return max(1, round(min(size) / GUIDE_SHORT_SIDE))


def shrunk(size: Size, by: int) -> Size:
    return -(-size[0] // by), -(-size[1] // by)


class CutoutStage:
    """Makes what composite.glsl's ``cut`` and ``actor`` need, in small passes; the full-size work is in the composite."""

    def __init__(self, kit: Kit, size: Size, readback: Readback) -> None:
        self.kit, self.size, self._readback = kit, size, readback
        self.step = guide_step(size)
        self.cell_px = self.step * CELL
        self._targets: dict[str, Target] = {}
        self._mattes: list[moderngl.Texture] = []
        self._turn = 0
        self._matte: tuple[Matte, moderngl.Texture] | None = None

    def prepare(self, shot: Shot, plate: Inputs, behind: Behind) -> tuple[Inputs, Grid | None]:
        """Inputs of composite.glsl for the shot's cut; on software GL also which tiles need no more than one half."""
        self._tiles: Grid | None = None
        inputs = self._prepare(shot, plate, behind)
        cover = plate.uniforms.get("plate_cover")
        if self._tiles is not None and isinstance(cover, tuple):
            self._tiles = outside(self._tiles, self.size, cover)  # type: ignore[arg-type]
        return inputs, self._tiles

    def _prepare(self, shot: Shot, plate: Inputs, behind: Behind) -> Inputs:
        wrap = shot.look.edge.light_wrap if behind.present else 0.0
        fitted = shot.cut == "matte" and shot.matte is not None and not shot.matte.final
        margin = REFINE_MARGIN * shot.look.edge.refine if fitted else 0.0
        edge = Inputs(uniforms={"clip": self._clip(shot, margin), "despill_strength": shot.look.edge.despill})
        if shot.cut == "matte" and shot.matte is not None:
            return edge | self._by_matte(shot, shot.matte, plate, behind, wrap)
        if shot.cut == "key":
            return edge | self._by_key(shot, plate, behind, wrap)
        return Inputs(uniforms={"clip": (0.0, 1.0)})

    def release(self) -> None:
        for target in self._targets.values():
            target.release()
        for each in self._mattes:
            each.release()
        self._targets.clear()
        self._mattes.clear()
        self._matte = None

    def _clip(self, shot: Shot, margin: float) -> tuple[float, float]:
        """Black and 1 / (white - black) of alpha: the look's clip within the fit's."""
        edge, span = shot.look.edge, 1 - 2 * margin
        return margin + span * edge.black_clip, 1.0 / (span * max(0.01, edge.white_clip - edge.black_clip))

    # --- a matte made outside

    def _by_matte(self, shot: Shot, matte: Matte, plate: Inputs, behind: Behind, wrap: float) -> Inputs:
        held = self._uploaded(matte)
        mapping = self._map(shot, matte)
        if self.kit.context.software:
            reach, floor = (WRAP_REACH, 0) if matte.final else (FIT_REACH, SURE)
            self._tiles = classify(matte.alpha, self.size, mapping, reach * self.step, floor)
        source = Inputs({"matte": held}, {"matte_map": mapping})
        refined = Inputs(uniforms={"refine_strength": 0.0 if matte.final else shot.look.edge.refine, "refine_eps": REFINE_EPS})
        if matte.final:
            cut = source | Inputs(defines={"CUT_FINAL": 1})
            return cut | (self._coarse(plate | cut, behind, wrap, Inputs()) if wrap else Inputs())
        cut = Inputs(defines={"CUT_MATTE": 1})
        return cut | self._coarse(plate | source | cut, behind, wrap, refined)

    def _map(self, shot: Shot, matte: Matte) -> tuple[float, float, float, float]:
        """Texture coordinate = output centre * xy + zw. A matte is of the whole upright plate.

        But a final one of the output's own size and not of the plate's was recorded from an output: it is laid on as it is.
        """
        size = matte.alpha.shape[1::-1]
        placement = shot.placement
        if matte.final and size == placement.output and size != placement.plate:
            return 1 / size[0], 1 / size[1], 0.0, 0.0
        (w, h), (x, y), scale = placement.plate, placement.offset, placement.scale
        return 1 / (scale * w), 1 / (scale * h), -x / (scale * w), -y / (scale * h)

    def _uploaded(self, matte: Matte) -> moderngl.Texture:
        if self._matte is not None and self._matte[0] is matte:
            return self._matte[1]
        size = (matte.alpha.shape[1], matte.alpha.shape[0])
        if not self._mattes or self._mattes[0].size != size:
            for each in self._mattes:
                each.release()
            self._mattes = [texture(self.kit.context, size, 1, linear=True) for _ in range(RING)]
        self._turn = (self._turn + 1) % RING
        self._mattes[self._turn].write(np.ascontiguousarray(matte.alpha))
        self._matte = (matte, self._mattes[self._turn])
        return self._mattes[self._turn]

    # --- a key

    def _by_key(self, shot: Shot, plate: Inputs, behind: Behind, wrap: float) -> Inputs:
        name = shot.look.key.keyer
        values = keyers.values(name, shot.look.key.values)
        keyer = Inputs(uniforms=values, defines={"CUT_KEY": 1, "KEYER_FILE": f"keyers/{keyers.file_of(name).name}"})
        denoised = self._target("denoised", shrunk(self.size, 2), (4, "f1"))
        self.kit.run("key", "stages/denoise.glsl", denoised.framebuffer, plate)
        keyer |= Inputs({"denoised": denoised.texture})
        keyer |= Inputs({"clean": self._screen(keyer).texture})
        if not wrap and not self.kit.context.software:
            return keyer
        coarse = self._coarse(plate | keyer, behind, wrap, Inputs())
        if self.kit.context.software:
            self._tiles = self._tiles_of_guide()
        return keyer | coarse

    def _tiles_of_guide(self) -> Grid:
        """On software GL the key's own small alpha lies in memory already: read it, and key finely only where it is mixed."""
        guide = self._targets["guide"]
        alpha = self._readback.read(guide.framebuffer)[..., 3]
        mapping = (1 / (self.step * guide.size[0]), 1 / (self.step * guide.size[1]), 0.0, 0.0)
        return classify(alpha, self.size, mapping, WRAP_REACH * self.step)

    def _screen(self, keyer: Inputs) -> Target:
        """The bare screen, estimated anew from each picture: no memory, so no re-render sees another one."""
        cells = shrunk(self.size, 2 * SCREEN_CELL)
        seen = self._target("screen seen", cells, (4, "f2"))
        clean = self._target("screen", cells, (4, "f2"))
        levels = min(SCREEN_LEVELS, 1 + int(math.log2(max(cells))))
        self.kit.run("key", "stages/screen_seen.glsl", seen.framebuffer, keyer | Inputs(uniforms={"cell_step": SCREEN_CELL}))
        seen.texture.build_mipmaps(0, levels - 1)
        seen.texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        fill = keyer | Inputs({"seen": seen.texture}, {"levels": levels})
        self.kit.run("key", "stages/screen_fill.glsl", clean.framebuffer, fill)
        return clean

    # --- both

    def _coarse(self, plate: Inputs, behind: Behind, wrap: float, refined: Inputs) -> Inputs:
        """guide.glsl, then refine.glsl: light wrap, and for mattes the guided fit and the actor's own colour."""
        guide = self._target("guide", shrunk(self.size, self.step), (4, "f1"))
        self.kit.run("matte", "stages/guide.glsl", guide.framebuffer, plate | Inputs(uniforms={"guide_step": self.step}))
        cells = shrunk(self.size, self.cell_px)
        coarse = self._target("coarse", cells, (4, "f2"), (4, "f1"), (4, "f4"))
        look = Inputs(
            {"guide": guide.texture, "set_light": behind.light},
            {"refine_step": CELL, "wrap_gain": wrap, "wrap_map": (1 / cells[0], 1 / cells[1])},
            plate.defines,
        )
        self.kit.run("matte", "stages/refine.glsl", coarse.framebuffer, look | refined)
        names = {"wrap": coarse.textures[0]}
        if "CUT_MATTE" in plate.defines:
            fit = self._target("fit", cells, (4, "f4"))
            self.kit.run("matte", "stages/smooth.glsl", fit.framebuffer, Inputs({"fit_raw": coarse.textures[2]}))
            names |= {"fill": coarse.textures[1], "fit": fit.texture}
        # A cell's centre lies cell_px apart: coordinates count in cells, also where the last one hangs over the edge.
        uniforms = {"cell_map": (1 / (self.cell_px * cells[0]), 1 / (self.cell_px * cells[1]))}
        return Inputs(names, uniforms, {"WRAP": 1} if wrap else {})

    def _target(self, name: str, size: Size, *formats: tuple[int, str]) -> Target:
        held = self._targets.get(name)
        if held is None or held.size != size:
            if held is not None:
                held.release()
            self._targets[name] = held = Target(self.kit.context, size, *formats, linear=True)
        return held
