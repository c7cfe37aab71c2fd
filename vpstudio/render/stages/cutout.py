"""Where alpha comes from: the matte that came with the frame, the look's keyer, both, or nowhere."""

from __future__ import annotations

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.clean import CleanPlate
from vpstudio.model.matte import Matte
from vpstudio.model.shot import Shot
from vpstudio.render import keyers
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.masks import Masks
from vpstudio.render.readback import Readback
from vpstudio.render.regions import Grid, classify, classify_between, outside
from vpstudio.render.stages.backdrop import Behind
from vpstudio.render.stages.clean import CleanStage, Mapping, map_of
from vpstudio.render.stages.shaping import ShapingStage, reach_px, wanted
from vpstudio.render.target import Size, Target, Uniform, texture
from vpstudio.render.upload import RING

GUIDE_SHORT_SIDE = 180  # the guide picture's; a cell of the coarse textures is two of its pixels
CELL = 2
REFINE_EPS = 6e-4
REFINE_MARGIN = 0.1  # a fitted line overshoots at both ends: what it says of the outer tenths is nothing and all
SURE = 4  # guide.glsl: a network's codes up to this count as 0, and as many from the top as 1
# How far alpha and what hangs on it look, in guide pixels: a fit's window and the way to the cell beyond; a wrap's likewise.
FIT_REACH, WRAP_REACH = 10.0, 6.0


def guide_step(size: Size) -> int:
    """Output pixels a guide pixel."""
    return max(1, round(min(size) / GUIDE_SHORT_SIDE))


def shrunk(size: Size, by: int) -> Size:
    return -(-size[0] // by), -(-size[1] // by)


class CutoutStage:
    """Makes what alpha.glsl and composite.glsl need, in small passes; the full-size work is in the composite."""

    def __init__(self, kit: Kit, size: Size, readback: Readback) -> None:
        self.kit, self.size, self._readback = kit, size, readback
        self.step = guide_step(size)
        self.cell_px = self.step * CELL
        self._clean = CleanStage(kit, size)
        self._shaping = ShapingStage(kit, size)
        self._masks = Masks()
        self._guided = False
        self._targets: dict[str, Target] = {}
        self._rings: dict[str, Ring] = {}

    def prepare(self, shot: Shot, plate: Inputs, behind: Behind) -> tuple[Inputs, Grid | None]:
        """Inputs of composite.glsl for the shot's cut; on software GL also which tiles need no more than one half."""
        self._tiles: Grid | None = None
        self._guided = False
        inputs = self._look(shot) | self._prepare(shot, plate, behind) | self._masked(shot)
        inputs |= self._shaping.prepare(shot.look.edge, plate | inputs)
        cover = plate.uniforms.get("plate_cover")
        if self._tiles is not None and isinstance(cover, tuple):
            self._tiles = outside(self._tiles, self.size, cover)  # type: ignore[arg-type]
        return inputs, self._tiles

    @property
    def guide(self) -> moderngl.Texture | None:
        """The last picture small, its matte in alpha; None where none was made."""
        held = self._targets.get("guide")
        return held.texture if held is not None and self._guided else None

    def before_screen(self, clean: CleanPlate, shot: Shot) -> Inputs:
        """The bare cloth, for those who ask what the actor does to it."""
        return self._clean.given(clean, map_of(shot))

    def release(self) -> None:
        self._clean.release()
        self._shaping.release()
        for target in self._targets.values():
            target.release()
        for ring in self._rings.values():
            ring.release()
        self._targets.clear()
        self._rings.clear()

    def _look(self, shot: Shot) -> Inputs:
        """What the look says of the edge. With nothing to cut there is no edge."""
        edge = shot.look.edge
        if shot.cut == "none":
            return Inputs(uniforms={"clip": (0.0, 1.0)})
        span = max(0.01, edge.white_clip - edge.black_clip)
        uniforms: dict[str, Uniform] = {
            "clip": (edge.black_clip, 1.0 / span),
            "edge_gamma": 1.0 / edge.gamma,
            "despill_strength": edge.despill,
            "rim_tint": edge.rim,
            "core": shot.look.key.core,
        }
        return Inputs(uniforms=uniforms, defines={"EDGE_GAMMA": 1} if edge.gamma != 1 else {})

    def _prepare(self, shot: Shot, plate: Inputs, behind: Behind) -> Inputs:
        wrap = shot.look.edge.light_wrap if behind.present else 0.0
        if shot.cut == "hybrid" and shot.matte is not None and shot.clean is not None and shot.matte.limits is not None:
            return self._by_both(shot, shot.matte, plate, behind, wrap)
        if shot.cut in ("matte", "hybrid") and shot.matte is not None:
            return self._by_matte(shot, shot.matte, plate, behind, wrap)
        if shot.cut in ("key", "hybrid"):
            return self._by_key(shot, plate, behind, wrap)
        return Inputs()

    # --- a matte made outside

    def _by_matte(self, shot: Shot, matte: Matte, plate: Inputs, behind: Behind, wrap: float) -> Inputs:
        mapping = self._map(shot, matte)
        reach, floor = (WRAP_REACH, 0) if matte.final else (FIT_REACH, SURE)
        self._tile(classify, matte.alpha, mapping, reach, floor, shot)
        source = Inputs({"matte": self._sent("matte", matte.alpha)}, {"matte_map": mapping})
        if matte.final:
            cut = source | Inputs(defines={"CUT_FINAL": 1})
            return cut | (self._coarse(plate | cut, behind, wrap, Inputs()) if wrap else Inputs())
        cut = Inputs(defines={"CUT_MATTE": 1})
        return cut | self._coarse(plate | source | cut, behind, wrap, self._fitting(shot))

    def _fitting(self, shot: Shot) -> Inputs:
        """The guided filter for a network's matte."""
        refine = shot.look.edge.refine
        margin = REFINE_MARGIN * refine
        return Inputs(
            uniforms={"refine_strength": refine, "refine_eps": REFINE_EPS, "fit_clip": (margin, 1.0 / (1.0 - 2.0 * margin))},
            defines={"FITTED": 1},
        )

    def _map(self, shot: Shot, matte: Matte) -> Mapping:
        """Texture coordinate = output centre * xy + zw. A matte is of the whole upright plate.

        But a final one of the output's own size and not of the plate's was recorded from an output: it is laid on as it is.
        """
        size = matte.alpha.shape[1::-1]
        placement = shot.placement
        if matte.final and size == placement.output and size != placement.plate:
            return 1 / size[0], 1 / size[1], 0.0, 0.0
        return map_of(shot)

    # --- a key

    def _by_key(self, shot: Shot, plate: Inputs, behind: Behind, wrap: float) -> Inputs:
        keyer = self._keyer(shot, plate) | Inputs(defines={"CUT_KEY": 1})
        keyer |= self._clean.given(shot.clean, map_of(shot)) if shot.clean is not None else self._clean.estimated(keyer)
        core = shot.look.key.core > 0
        if not wrap and not core and not self.kit.context.software:
            return keyer
        coarse = self._coarse(plate | keyer, behind, wrap, Inputs())
        if self.kit.context.software:
            guide = self._targets["guide"]
            # The key's own small alpha lies in memory already: read it, and key finely only where it is mixed.
            alpha = self._readback.read(guide.framebuffer)[..., 3]
            whole = (1 / (self.step * guide.size[0]), 1 / (self.step * guide.size[1]), 0.0, 0.0)
            self._tile(classify, alpha, whole, WRAP_REACH, 0, shot)
        return keyer | coarse | Inputs(defines={"CORE": 1} if core else {})

    def _keyer(self, shot: Shot, plate: Inputs) -> Inputs:
        """The keyer's file and values, and the smooth copy that it keys from."""
        key = shot.look.key
        values = keyers.values(key.keyer, key.values)
        if key.space == "codes" and isinstance(values.get("screen"), tuple):
            values["screen"] = tuple(keyers.code_of(part) for part in values["screen"])  # type: ignore[union-attr]
        defines: dict[str, str | int] = {"KEYER_FILE": f"keyers/{keyers.file_of(key.keyer).name}"}
        defines |= {"KEY_IN_CODES": 1} if key.space == "codes" else {}
        defines |= {"CHROMA_SHIFTED": 1} if key.chroma_shift_px else {}
        denoised = self._target("denoised", shrunk(self.size, 2), (4, "f1"))
        self.kit.run("key", "stages/denoise.glsl", denoised.framebuffer, plate)
        shift = {"chroma_shift": (key.chroma_shift_px * shot.placement.scale, 0.0)}
        return Inputs({"denoised": denoised.texture}, {**values, **shift}, defines)

    # --- both

    def _by_both(self, shot: Shot, matte: Matte, plate: Inputs, behind: Behind, wrap: float) -> Inputs:
        """The key where there is screen, within the matte's limits; the refined matte elsewhere."""
        assert shot.clean is not None and matte.limits is not None
        mapping = map_of(shot)
        keyer = self._keyer(shot, plate) | self._clean.given(shot.clean, mapping)
        limits = Inputs({"limits": self._sent("limits", matte.limits)}, {"limits_map": mapping})
        cut = Inputs(defines={"CUT_HYBRID": 1})
        source = Inputs({"matte": self._sent("matte", matte.alpha)}, {"matte_map": mapping})
        low, high = bounds(matte, shot.clean.light[..., 3])
        self._tile(classify_between, (low, high), mapping, FIT_REACH, SURE, shot)
        return keyer | limits | cut | self._coarse(plate | source | cut, behind, wrap, self._fitting(shot))

    # --- all

    def _masked(self, shot: Shot) -> Inputs:
        """Masks drawn by hand; they can turn any tile into the other kind."""
        if not shot.look.key.masks or shot.cut == "none":
            return Inputs()
        drawn = self._masks.of(shot, shrunk(self.size, self.step))
        if drawn is None:
            return Inputs()
        self._tiles = None
        return Inputs({"masks": self._sent("masks", drawn[1])}, defines={"MASKED": 1})

    def _tile(self, how: object, alpha: object, mapping: Mapping, reach: float, floor: int, shot: Shot) -> None:
        """Only software GL gains by it. Masks and a shaped edge reach further than the matte tells."""
        if self.kit.context.software and not wanted(shot.look.edge):
            self._tiles = how(alpha, self.size, mapping, reach * self.step + reach_px(shot.look.edge), floor)  # type: ignore[operator]

    def _sent(self, name: str, picture: NDArray[np.uint8]) -> moderngl.Texture:
        return self._rings.setdefault(name, Ring(self.kit)).sent(picture)

    def _coarse(self, plate: Inputs, behind: Behind, wrap: float, refined: Inputs) -> Inputs:
        """guide.glsl, then refine.glsl: light wrap and core, and for mattes the guided fit and the colours on both sides."""
        self._guided = True
        guide = self._target("guide", shrunk(self.size, self.step), (4, "f1"))
        self.kit.run("matte", "stages/guide.glsl", guide.framebuffer, plate | Inputs(uniforms={"guide_step": self.step}))
        cells = shrunk(self.size, self.cell_px)
        coarse = self._target("coarse", cells, (4, "f2"), (4, "f1"), (4, "f4"), (4, "f1"))
        look = Inputs(
            {"guide": guide.texture, "set_light": behind.light},
            {"refine_step": CELL, "wrap_gain": wrap, "wrap_map": (1 / cells[0], 1 / cells[1])},
        )
        self.kit.run("matte", "stages/refine.glsl", coarse.framebuffer, look | refined)
        names = {"wrap": coarse.textures[0]}
        if "FITTED" in refined.defines:
            fit = self._target("fit", cells, (4, "f4"))
            self.kit.run("matte", "stages/smooth.glsl", fit.framebuffer, Inputs({"fit_raw": coarse.textures[2]}))
            names |= {"fill": coarse.textures[1], "fit": fit.texture, "room": coarse.textures[3]}
        # A cell's centre lies cell_px apart: coordinates count in cells, also where the last one hangs over the edge.
        uniforms = {"cell_map": (1 / (self.cell_px * cells[0]), 1 / (self.cell_px * cells[1]))}
        clip = {"fit_clip": refined.uniforms["fit_clip"]} if "fit_clip" in refined.uniforms else {}
        return Inputs(names, {**uniforms, **clip}, {"WRAP": 1} if wrap else {})

    def _target(self, name: str, size: Size, *formats: tuple[int, str]) -> Target:
        held = self._targets.get(name)
        if held is None or held.size != size:
            if held is not None:
                held.release()
            self._targets[name] = held = Target(self.kit.context, size, *formats, linear=True)
        return held


class Ring:
    """A small picture of the frame's in a ring of textures, so that one in use is never written."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self._ring: list[moderngl.Texture] = []
        self._turn = 0
        self._held: NDArray[np.uint8] | None = None

    def sent(self, picture: NDArray[np.uint8]) -> moderngl.Texture:
        """(h, w) or (h, w, n) uint8; the same array again is not sent again."""
        if self._held is not picture:
            size, components = (picture.shape[1], picture.shape[0]), 1 if picture.ndim == 2 else picture.shape[2]
            if not self._ring or self._ring[0].size != size or self._ring[0].components != components:
                self.release()
                self._ring = [texture(self.kit.context, size, components, linear=True) for _ in range(RING)]
            self._turn = (self._turn + 1) % RING
            self._ring[self._turn].write(np.ascontiguousarray(picture))
            self._held = picture
        return self._ring[self._turn]

    def release(self) -> None:
        for each in self._ring:
            each.release()
        self._ring, self._held = [], None


def bounds(matte: Matte, confidence: NDArray[np.float16]) -> tuple[Grid, Grid]:
    """The least and the most alpha that a hybrid cut can come to anywhere: (h, w) uint8 each, of the limits' size."""
    import cv2

    assert matte.limits is not None
    core, garbage = matte.limits[..., 0].astype(np.int16), matte.limits[..., 1].astype(np.int16)
    size = (core.shape[1], core.shape[0])
    soft = cv2.resize(matte.alpha, size, interpolation=cv2.INTER_LINEAR).astype(np.int16)
    cloth = cv2.resize(confidence.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    low = np.where(cloth >= 0.999, core, np.where(cloth <= 0.001, soft, np.minimum(core, soft)))
    high = np.where(cloth >= 0.999, np.maximum(core, garbage), np.where(cloth <= 0.001, soft, np.maximum(garbage, np.maximum(core, soft))))
    return low.astype(np.uint8), high.astype(np.uint8)
