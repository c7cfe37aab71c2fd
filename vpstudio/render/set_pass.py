"""The virtual set as a picture: light and depth of a scene at one moment through one lens."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from vpstudio.model.camera import CameraPose, Intrinsics
from vpstudio.model.scene import Scene, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Eye, Surroundings, draw, items
from vpstudio.render.set_layers import Glance, Layers
from vpstudio.render.set_probe import ProbePicture
from vpstudio.render.set_shadow import ShadowMap, caster
from vpstudio.render.set_target import Canvas, exposed_backdrop, layer
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
    """Draws scenes at one size, four samples a pixel. What did not change is kept: the picture, the scene on the card, the far
    layer of a moving set."""

    def __init__(self, context: Context, size: Size) -> None:
        self.context, self.size = context, size
        self._programs = Programs(context)
        self._output = layer(context, size)
        self._canvas: Canvas | None = None
        self._layers: Layers | None = None
        self._gpu: GpuScene | None = None
        self._probe: ProbePicture | None = None
        self._shadow: ShadowMap | None = None
        self._key: object = None
        self._moved = False

    def draw(self, scene: Scene, state: SetState, pose: CameraPose, lens: Intrinsics) -> SetPicture:
        """The set's picture; the textures stay the same objects and are written anew by the next call that redraws.

        ``lens`` must be of this pass's size. Raises Problem ``render.shader`` for a material that does not compile.
        """
        own = state.key if state.key is not None else state.time_s
        key = (scene.key, own, pose.position_m, pose.rotation, lens)
        redrawn = key != self._key
        if redrawn:
            self._draw(Glance(self._uploaded(scene, state), state, pose, lens, self._around(scene, state)), scene.animate is not None)
            self._key = key
        return SetPicture(self._output.light, self._output.metres, key, redrawn)

    def release(self) -> None:
        """Free everything on the card."""
        self._forget_scene()
        for each in (self._canvas, self._layers, self._output, self._programs):
            if each is not None:
                each.release()

    def _draw(self, glance: Glance, moving: bool) -> None:
        if moving:
            self._layers = self._layers or Layers(self.context, self._programs, self.size, self._output)
            self._layers.draw(glance, whole=not self._moved)
        else:
            self._draw_whole(glance)
        self._moved = moving
        self.context.wait()

    def _draw_whole(self, glance: Glance) -> None:
        self._canvas = self._canvas or Canvas(self.context, self.size)
        self._canvas.begin(exposed_backdrop(glance.gpu.scene))
        everything = items(glance.gpu, glance.state)
        draw(glance.gpu, everything, Eye.of(glance.pose, glance.lens), glance.state, glance.around, self.context.wait)
        self._canvas.resolve(self._programs, self._output)

    def _uploaded(self, scene: Scene, state: SetState) -> GpuScene:
        if self._gpu is None or self._gpu.scene.key != scene.key:
            self._forget_scene()
            self._gpu = GpuScene(self.context, scene)
            light = caster(scene)
            self._shadow = ShadowMap(self.context, scene, light) if light is not None else None
            if scene.probe is not None:
                around = self._around(scene, state)
                self._probe = ProbePicture(self.context, self._programs, self._gpu, state, scene.probe, around)
        return self._gpu

    def _around(self, scene: Scene, state: SetState) -> Surroundings:
        """Shadow map and probe for the meshes' programs."""
        around = Surroundings()
        if self._shadow is not None and self._gpu is not None:
            self._shadow.draw(self._gpu, state)
            around.samplers["shadow_map"] = self._shadow.depth
            around.uniforms |= self._shadow.uniforms
        if self._probe is not None:
            around.samplers["probe"] = self._probe.light
            around.uniforms |= self._probe.uniforms
        return around

    def _forget_scene(self) -> None:
        for each in (self._gpu, self._probe, self._shadow):
            if each is not None:
                each.release()
        self._gpu = self._probe = self._shadow = None
        self._key = None
