"""What lights and surrounds one scene's meshes: environment, shadow, probe, light in the open, mirrors; drawn when they change."""

from __future__ import annotations

import moderngl
import numpy as np

from vpstudio.model.scene import Scene, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import Eye, Surroundings, items
from vpstudio.render.set_layers import Glance, layer_key, moving_nodes
from vpstudio.render.set_mirror import MirrorPicture
from vpstudio.render.set_open import OpenLight, Sky, harmonics, upload_shares
from vpstudio.render.set_probe import ProbePicture
from vpstudio.render.set_quality import Quality
from vpstudio.render.set_shadow import ShadowMap, caster
from vpstudio.render.set_target import exposed_backdrop
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.target import Programs, Size


class SceneLight:
    """Of one scene at one quality, for pictures of one size."""

    def __init__(self, context: Context, programs: Programs, gpu: GpuScene, state: SetState, size: Size, quality: Quality) -> None:
        self.context, self.programs, self.gpu = context, programs, gpu
        scene = gpu.scene
        self._still = frozenset(range(len(scene.nodes))) - moving_nodes(scene)
        self._shares = upload_shares(context)
        self.sky = Sky(context, programs, scene.environment) if scene.environment is not None else None
        self._open = OpenLight(context, scene.volume) if scene.volume is not None else None
        light = caster(scene)
        self._shadow = ShadowMap(context, scene, light, quality.shadow_side) if light is not None else None
        self._probe: ProbePicture | None = None
        self._fixed = self._fixed_surroundings(scene)
        if scene.probe is not None:
            unfolded = self.sky.light if self.sky is not None and scene.environment is not None else None
            self._probe = ProbePicture(context, programs, gpu, state, self.around(state), unfolded)
            self._fixed.samplers["probe"] = self._probe.light
            self._fixed.uniforms |= self._probe.uniforms
        self._mirrors = [MirrorPicture(context, programs, size, quality.mirror_share, number) for number in range(len(scene.mirrors))]
        self._mirrored: object = None

    def around(self, state: SetState) -> Surroundings:
        """All but the mirrors, at one moment."""
        around = Surroundings(dict(self._fixed.samplers), dict(self._fixed.uniforms))
        if self._shadow is not None:
            self._shadow.draw(self.gpu, state)
            around.samplers["shadow_map"] = self._shadow.depth
            around.uniforms |= self._shadow.uniforms
        return around

    def complete(self, glance: Glance) -> None:
        """Add the mirrors' pictures to the glance's surroundings; they are drawn where camera or lights changed."""
        if not self._mirrors:
            return
        key = layer_key(glance)
        if key != self._mirrored:
            self._mirrored = key
            chosen = [each for each in items(self.gpu, glance.state) if each.node in self._still]
            eye = Eye.of(glance.pose, glance.lens)
            for mirror in self._mirrors:
                mirror.draw(self.gpu, chosen, eye, glance.lens, glance.state, glance.around, self.behind)
        for mirror in self._mirrors:
            glance.around.mirrors[mirror.number] = Surroundings(dict(mirror.samplers), mirror.uniforms)

    def behind(self, framebuffer: moderngl.Framebuffer, eye: Eye, size: Size) -> None:
        """Fill a target with what is seen past all meshes: the environment, or one colour."""
        scene = self.gpu.scene
        if self.sky is not None and scene.environment is not None and scene.environment.shown:
            self.sky.behind(framebuffer, eye, size, 2.0**scene.exposure_ev)
        else:
            framebuffer.clear(*exposed_backdrop(scene), depth=1.0)

    def release(self) -> None:
        """Free everything on the card but the scene itself."""
        for each in (self._shares, self.sky, self._open, self._shadow, self._probe, *self._mirrors):
            if each is not None:
                each.release()

    def _fixed_surroundings(self, scene: Scene) -> Surroundings:
        fixed = Surroundings({"shares": self._shares})
        if self.sky is not None and scene.environment is not None:
            fixed.samplers["probe"] = self.sky.light
            fixed.uniforms |= self.sky.uniforms
            fixed.uniforms["harmonics"] = np.ascontiguousarray(harmonics(scene.environment), "f4").tobytes()
        if self._open is not None:
            fixed.samplers |= self._open.samplers
            fixed.uniforms |= self._open.uniforms
        return fixed
