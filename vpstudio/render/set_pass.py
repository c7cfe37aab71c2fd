"""The virtual set as a picture: light and depth of a scene at one moment through one lens."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Scene, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_around import SceneLight
from vpstudio.render.set_draw import Eye, draw, items
from vpstudio.render.set_layers import Glance, Layers
from vpstudio.render.set_quality import TIERS, Governor, Tier, chosen
from vpstudio.render.set_target import Canvas, layer
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.target import Programs, Size


@dataclass(frozen=True, slots=True)
class SetPicture:
    """colour: RGBA16F, scene-linear Rec.709, premultiplied, alpha 1, exposure applied; depth: R32F, metres along the view axis,
    1e6 where there is nothing. Equal keys mean equal pictures. redrawn: not the picture of last time."""

    colour: moderngl.Texture
    depth: moderngl.Texture
    key: object
    redrawn: bool


class SetPass:
    """Draws scenes at one size. What did not change is kept: the picture, the scene on the card, the far layer of a moving set.

    govern: while the camera moves faster than this machine can draw, a cheaper tier is drawn. Not for files, whose pictures must not
    depend on how busy the machine is.
    """

    def __init__(self, context: Context, size: Size, govern: bool = False, tier: Tier | None = None) -> None:
        self.context, self.size = context, size
        self._programs = Programs(context)
        self._output = layer(context, size)
        self._governor = Governor(tier or chosen(context), govern)
        self._canvas: Canvas | None = None
        self._layers: Layers | None = None
        self._gpu: GpuScene | None = None
        self._light: SceneLight | None = None
        self._key: object = None
        self._moved = False

    def draw(self, scene: Scene, state: SetState, pose: CameraPose, lens: Intrinsics) -> SetPicture:
        """The set's picture; the textures stay the same objects and are written anew by the next call that redraws.

        ``lens`` must be of this pass's size. Raises Problem ``render.shader`` for a material that does not compile.
        """
        own = state.key if state.key is not None else state.time_s
        key = (scene.key, own, pose.position_m, pose.rotation, lens)
        changed = self._governor.begin((scene.key, pose.position_m, pose.rotation, lens))
        if changed:
            self._forget_layers()
        redrawn = key != self._key
        if redrawn:
            self._draw(self._glance(scene, state, pose, lens), scene.animate is not None)
            self._key = key
            self._governor.end()
        return SetPicture(self._output.light, self._output.metres, key, redrawn)

    @property
    def tier(self) -> Tier:
        """What is drawn now."""
        return self._governor.tier

    def release(self) -> None:
        """Free everything on the card."""
        self._forget_scene()
        self._forget_layers()
        for each in (self._output, self._programs):
            each.release()

    def _glance(self, scene: Scene, state: SetState, pose: CameraPose, lens: Intrinsics) -> Glance:
        quality = TIERS[self._governor.tier]
        if self._gpu is None or self._gpu.scene.key != scene.key:
            self._forget_scene()
            self._gpu = GpuScene(self.context, scene)
        if self._light is None:
            self._light = SceneLight(self.context, self._programs, self._gpu, state, self.size, quality)
        glance = Glance(self._gpu, state, pose, lens, self._light.around(state))
        self._light.complete(glance)
        return glance

    def _draw(self, glance: Glance, moving: bool) -> None:
        samples = TIERS[self._governor.tier].samples
        assert self._light is not None
        if moving:
            self._layers = self._layers or Layers(self.context, self._programs, self.size, self._output, samples)
            self._layers.draw(glance, self._light.behind, whole=not self._moved)
        else:
            self._canvas = self._canvas or Canvas(self.context, self.size, samples)
            self._draw_whole(glance, self._canvas, self._light)
        self._moved = moving
        self.context.wait()

    def _draw_whole(self, glance: Glance, canvas: Canvas, light: SceneLight) -> None:
        canvas.begin((0.0, 0.0, 0.0, 0.0))
        eye = Eye.of(glance.pose, glance.lens)
        light.behind(canvas.framebuffer, eye, self.size)
        canvas.framebuffer.use()
        draw(glance.gpu, items(glance.gpu, glance.state), eye, glance.state, glance.around, self.context.wait)
        canvas.resolve(self._programs, self._output)

    def _forget_scene(self) -> None:
        for each in (self._light, self._gpu):
            if each is not None:
                each.release()
        self._gpu = self._light = None
        self._key = None

    def _forget_layers(self) -> None:
        """Another tier, or the end: all that has a tier's size."""
        for each in (self._canvas, self._layers, self._light):
            if each is not None:
                each.release()
        self._canvas = self._layers = self._light = None
        self._key = None
        self._moved = False
