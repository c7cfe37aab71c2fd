"""A moving set cheaply: what is far is kept as a wide picture and turned, what is near is kept, and only the rest is drawn.

The far picture is exact where far things only turn about the camera, which at their distance is all that is seen of a sway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import moderngl
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.camera import CameraPose, Intrinsics, rotation_matrix
from vpstudio.model.scene import Scene, SetState
from vpstudio.render.context import Context
from vpstudio.render.set_draw import FAR_M, NEAR_M, Eye, Item, Surroundings, draw, items
from vpstudio.render.set_openings import Openings, Part
from vpstudio.render.set_target import Canvas, Layer, layer
from vpstudio.render.set_upload import GpuScene
from vpstudio.render.target import Programs, Size, Uniform

COMPOSE = "set/compose.glsl"
PROBED_S = (0.0, 0.37, 1.13, 2.9)  # moments at which a node is looked at to know whether it moves
Array = NDArray[np.float64]
Samplers = dict[str, moderngl.Texture]
Composed = tuple[bytes, Uniform]
"""How the far layer is turned, and how strong the lightning is."""
Behind = Callable[[moderngl.Framebuffer, Eye, Size], None]


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """One moment through one camera."""

    gpu: GpuScene
    state: SetState
    pose: CameraPose
    lens: Intrinsics
    around: Surroundings


@dataclass(slots=True)
class Kept:
    """The layers of one camera place, what they were drawn from, and how the far nodes stood. Twice where there is lightning."""

    key: object
    lens: Intrinsics
    far_world: Array
    far: list[Layer] = field(default_factory=list)
    near: list[Layer] = field(default_factory=list)

    def release(self) -> None:
        for each in (*self.far, *self.near):
            each.release()


class Bare:
    """A composed picture without what moves of itself, kept while the far layer stands: laid back before each picture, which costs a
    processor a fifth of composing it."""

    def __init__(self, context: Context, size: Size, output: Layer) -> None:
        self.of: Composed | None = None
        self.light, self.both = (context.gl.framebuffer(parts) for parts in ((output.light,), (output.light, output.metres)))
        self._gl = context.gl
        self._kept = layer(context, size)
        self._kept_light = context.gl.framebuffer((self._kept.light,))

    def keep(self, composed: Composed) -> None:
        """The output holds ``composed`` now and nothing else."""
        self._gl.copy_framebuffer(self._kept.target.framebuffer, self.both)
        self.of = composed

    def put_back(self, metres: bool) -> None:
        """The light, and the depth in metres where that was drawn into."""
        source, output = (self._kept.target.framebuffer, self.both) if metres else (self._kept_light, self.light)
        self._gl.copy_framebuffer(output, source)

    def release(self) -> None:
        for each in (self.light, self.both, self._kept_light, self._kept):
            each.release()


class Layers:
    """Draws a moving scene: far and near layers kept for as long as the camera and the lights stay, live parts on top."""

    def __init__(self, context: Context, programs: Programs, size: Size, into: Layer, samples: int) -> None:
        self.context, self.programs, self.size, self._samples = context, programs, size, samples
        self._near_canvas = Canvas(context, size, samples)
        self._depth = context.gl.depth_renderbuffer(size)
        self._output = context.gl.framebuffer((into.light, into.metres), self._depth)
        self._openings = Openings(context, programs, size)
        self._bare = Bare(context, size, into)
        self._composed: Composed | None = None
        self._kept: Kept | None = None
        self._moving: tuple[str, frozenset[int]] = ("", frozenset())

    def draw(self, glance: Glance, behind: Behind, whole: bool) -> None:
        """One moment of a scene into the layer given at the start, before ``behind``. whole: something else was drawn there meanwhile."""
        kept, turn, again = self._keep(glance, behind)
        live = [each for each in items(glance.gpu, glance.state) if self._is_live(glance.gpu.scene, each)]
        samplers, uniforms = _compose_inputs(kept, turn, glance.state)
        before, self._composed = self._composed, (turn.tobytes(), uniforms["flash"] if "far_flash" in samplers else 0.0)
        # What is blended marks the depth in metres too.
        metres = whole or any(each.material.alpha_mode == "blend" for each in live)
        if not again or whole or before is None:
            self._bare.of = None
            self._compose(samplers, uniforms, depth=True, metres=True)
        elif self._bare.of == self._composed:
            self._bare.put_back(metres)
        elif before == self._composed:
            # Still for two pictures: for the next ones it is kept.
            self._compose(samplers, uniforms, metres=True)
            self._bare.keep(self._composed)
        elif before[1] or self._composed[1]:
            self._compose(samplers, uniforms, metres=metres)
        else:
            part = self._openings.part(kept.near[0], live, Eye.of(glance.pose, glance.lens), glance.lens)
            self._compose(samplers, uniforms, metres=metres, part=part)
        self._draw_live(glance, live, samplers, uniforms)

    def release(self) -> None:
        self._drop()
        for each in (self._near_canvas, self._output, self._depth, self._openings, self._bare):
            each.release()

    def _compose(
        self, samplers: Samplers, uniforms: dict[str, Uniform], depth: bool = False, metres: bool = False, part: Part | None = None
    ) -> None:
        """The far layer under the near one, whole, or only where the far one shows or live things pass (``part``)."""
        if part is not None and not part[2]:
            return
        defines = ({"FLASH": 1} if "far_flash" in samplers else {}) | ({"DEPTH": 1} if depth else {}) | ({"METRES": 1} if metres else {})
        target = self._output if depth else self._bare.both if metres else self._bare.light
        self.programs.draw(COMPOSE, target, samplers, uniforms | {"plate_size": self.size}, defines, part, depth)

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.release()
        self._kept = None

    def _keep(self, glance: Glance, behind: Behind) -> tuple[Kept, Array, bool]:
        """Layers that serve this moment, the turn of the far one, and whether they served before; drawn anew where need be."""
        key = layer_key(glance)
        far_world = far_matrix(glance.gpu.scene, glance.state)
        if self._kept is not None and self._kept.key == key:
            turn = far_turn(glance, self._kept.lens, self._kept.far_world, far_world)
            if covers(turn, self.size, (self._kept.lens.width, self._kept.lens.height)):
                return self._kept, turn, True
        self._drop()
        self._kept = Kept(key, wider(glance.lens), far_world)
        self._draw_layers(glance, self._kept, behind)
        self._openings.forget()
        return self._kept, far_turn(glance, self._kept.lens, far_world, far_world), False

    def _draw_layers(self, glance: Glance, kept: Kept, behind: Behind) -> None:
        far_canvas = Canvas(self.context, (kept.lens.width, kept.lens.height), self._samples)
        still = [each for each in items(glance.gpu, glance.state) if not self._is_live(glance.gpu.scene, each)]
        nodes = glance.gpu.scene.nodes
        far, near = [i for i in still if nodes[i.node].far], [i for i in still if not nodes[i.node].far]
        for flash in (0.0, 1.0) if "flash" in glance.state.values else (0.0,):
            state = replace(glance.state, values={**glance.state.values, "flash": flash})
            kept.far.append(self._draw_layer(replace(glance, state=state, lens=kept.lens), far, far_canvas, behind))
            kept.near.append(self._draw_layer(replace(glance, state=state), near, self._near_canvas, None))
        far_canvas.release()

    def _draw_layer(self, glance: Glance, chosen: list[Item], canvas: Canvas, behind: Behind | None) -> Layer:
        """A far layer before what is ``behind``, its alpha the depth; or a near one before nothing."""
        canvas.begin((0.0, 0.0, 0.0, 0.0))
        eye = Eye.of(glance.pose, glance.lens)
        if behind is not None:
            behind(canvas.framebuffer, eye, canvas.size)
            canvas.framebuffer.use()
        draw(glance.gpu, chosen, eye, glance.state, glance.around, self.context.wait)
        made = layer(self.context, canvas.size, linear=True, kept=True)
        canvas.resolve(self.programs, made, metres_in_alpha=behind is not None)
        self.context.wait()
        return made

    def _draw_live(self, glance: Glance, live: list[Item], samplers: Samplers, uniforms: dict[str, Uniform]) -> None:
        """What moves of itself, straight onto the picture; its programs may look through the far layer."""
        if not live:
            return
        self._output.use()
        self._output.viewport = (0, 0, *self.size)
        around = Surroundings(
            {**glance.around.samplers, **samplers}, {**glance.around.uniforms, **uniforms, "behind_on": 1.0}, glance.around.mirrors
        )
        eye = Eye.of(glance.pose, glance.lens)
        draw(glance.gpu, live, eye, glance.state, around, self.context.wait, mark_depth=False)

    def _is_live(self, scene: Scene, each: Item) -> bool:
        if self._moving[0] != scene.key:
            self._moving = (scene.key, moving_nodes(scene))
        return each.material.moving or (each.node in self._moving[1] and not scene.nodes[each.node].far)


def moving_nodes(scene: Scene) -> frozenset[int]:
    """Nodes whose place in the world changes with time."""
    moments = np.stack([scene.at(time_s).matrices for time_s in PROBED_S])
    if not len(scene.nodes):
        return frozenset()
    return frozenset(np.flatnonzero(np.abs(moments - moments[0]).max(axis=(0, 2, 3)) > 1e-9).tolist())


def layer_key(glance: Glance) -> object:
    """Equal keys mean that the kept layers still show this moment, but for what is live and the far layer's turn."""
    state, pose = glance.state, glance.pose
    values = tuple(sorted((name, value) for name, value in state.values.items() if name != "flash"))
    return (glance.gpu.scene.key, state.lights, values, pose.position_m, pose.rotation, glance.lens)


def far_matrix(scene: Scene, state: SetState) -> Array:
    """World matrix of the first far node: far nodes move as one."""
    return next((state.matrices[index] for index, node in enumerate(scene.nodes) if node.far), np.eye(4))


def wider(lens: Intrinsics) -> Intrinsics:
    """The lens with a margin on all sides for some three degrees of pan, tilt and roll."""
    margin = int(0.06 * max(lens.fx, lens.fy) + 0.05 * max(lens.width, lens.height)) + 2
    width, height = lens.width + 2 * margin, lens.height + 2 * margin
    return Intrinsics(width, height, lens.fx, lens.fy, lens.cx + margin, lens.cy + margin)


def far_turn(glance: Glance, kept: Intrinsics, before: Array, now: Array) -> Array:
    """(3, 3) pixel of this picture -> pixel of the kept far picture (column vectors, pixels from the corner).

    A far point moved by now @ before^-1, of which only the rotation is seen: undo it on the ray and look where the ray met
    the kept picture (Hartley and Zisserman, 8.4.2, the infinite homography).
    """
    moved = (now @ np.linalg.inv(before))[:3, :3]
    right, forward, up = rotation_matrix(glance.pose.rotation).T
    image_from_world = np.stack([right, -up, forward])
    turned = image_from_world @ moved.T @ image_from_world.T
    return camera_matrix(kept) @ turned @ np.linalg.inv(camera_matrix(glance.lens))


def camera_matrix(lens: Intrinsics) -> Array:
    """K: rays (right, down, forward) -> pixels."""
    return np.array([[lens.fx, 0, lens.cx], [0, lens.fy, lens.cy], [0, 0, 1.0]])


def covers(turn: Array, size: Size, kept: Size) -> bool:
    """Whether all corners of the picture lie within the kept one."""
    corners = np.array([[x, y, 1.0] for x in (0, size[0]) for y in (0, size[1])]) @ turn.T
    if np.any(corners[:, 2] <= 0):
        return False
    at = corners[:, :2] / corners[:, 2:]
    return bool(np.all(at >= 0.5) and np.all(at <= np.array(kept) - 0.5))


def _compose_inputs(kept: Kept, turn: Array, state: SetState) -> tuple[Samplers, dict[str, Uniform]]:
    far, near = kept.far[0], kept.near[0]
    samplers = {"far_light": far.light, "near_light": near.light, "near_metres": near.metres}
    flash = float(state.values.get("flash", 0.0))
    if flash > 0.0:
        samplers |= {"far_flash": kept.far[1].light, "near_flash": kept.near[1].light}
    size = (float(kept.lens.width), float(kept.lens.height))
    uniforms: dict[str, Uniform] = {"far_turn": np.ascontiguousarray(turn.T, "f4").tobytes(), "far_size": size}
    return samplers, uniforms | {"flash": flash, "range": (NEAR_M, FAR_M)}
