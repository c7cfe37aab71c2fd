"""A file's first animation: node translations, rotations and scales sampled at any time, looping.

Meshes cannot change shape while they play (``SetState`` moves nodes only): animated skins and morphs stand still, with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import SetState
from vpstudio.problem import Problem
from vpstudio.scene.gltf import schema
from vpstudio.scene.gltf.accessors import Accessors
from vpstudio.scene.gltf.document import Document
from vpstudio.scene.gltf.limits import shown
from vpstudio.scene.gltf.matrices import Matrix, Vector, composed
from vpstudio.scene.gltf.nodes import Tree, world_of

Values = NDArray[np.float64]
KINDS = {"translation": ("VEC3",), "rotation": ("VEC4",), "scale": ("VEC3",)}


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One path of one node. times: (k,) ascending seconds; values: (k, n), for cubic splines (k, 3, n): in-tangent, value, out."""

    row: int
    path: str
    times: Values
    values: Values
    kind: str

    def at(self, time_s: float) -> Values:
        """(n,) at ``time_s``, held before the first and after the last key (glTF 2.0 specification, appendix C)."""
        k = int(np.searchsorted(self.times, time_s, side="right")) - 1
        if k < 0 or k >= len(self.times) - 1:
            key = self.values[min(max(k, 0), len(self.times) - 1)]
            return key[1] if self.kind == "CUBICSPLINE" else key
        span = float(self.times[k + 1] - self.times[k])
        part = (time_s - float(self.times[k])) / span
        if self.kind == "STEP":
            return self.values[k]
        if self.kind == "CUBICSPLINE":
            return _hermite(self.values[k], self.values[k + 1], part, span)
        return (
            _slerp(self.values[k], self.values[k + 1], part) if self.path == "rotation" else _mix(self.values[k], self.values[k + 1], part)
        )


def _mix(a: Values, b: Values, part: float) -> Values:
    return a + (b - a) * part


def _hermite(a: Values, b: Values, t: float, span: float) -> Values:
    """Appendix C.5: keys (3, n) of in-tangent, value, out-tangent."""
    t2, t3 = t * t, t * t * t
    return (2 * t3 - 3 * t2 + 1) * a[1] + span * (t3 - 2 * t2 + t) * a[2] + (3 * t2 - 2 * t3) * b[1] + span * (t3 - t2) * b[0]


def _slerp(a: Values, b: Values, part: float) -> Values:
    """Appendix C.4, the shorter way round; quaternions that lie close are mixed straight."""
    dot = float(a @ b)
    b, dot = (-b, -dot) if dot < 0 else (b, dot)
    if dot > 0.9995:
        return _mix(a, b, part)
    angle = np.arccos(dot)
    return (np.sin((1 - part) * angle) * a + np.sin(part * angle) * b) / np.sin(angle)


@dataclass(frozen=True, slots=True, eq=False)
class Player:
    """``Scene.animate``: the set at a time, the animation repeated without end."""

    key: str
    parents: tuple[int, ...]
    rest: Matrix
    poses: dict[int, tuple[list[float], list[float], list[float]]]
    tracks: tuple[Track, ...]
    duration_s: float
    lights: int

    def __call__(self, time_s: float) -> SetState:
        phase = time_s % self.duration_s
        matrices = self.rest.copy()
        for row, pose in self._moved(phase).items():
            matrices[row] = composed(*pose)
        worlds = world_of(self.parents, matrices)
        return SetState(time_s, worlds, (1.0,) * self.lights, key=(self.key, round(phase, 6)))

    def _moved(self, phase: float) -> dict[int, list[Vector]]:
        places = {"translation": 0, "rotation": 1, "scale": 2}
        moved: dict[int, list[Vector]] = {row: list(pose) for row, pose in self.poses.items()}
        for track in self.tracks:
            moved[track.row][places[track.path]] = track.at(phase)
        return moved


def tracks(document: Document, accessors: Accessors, nodes: Tree, shown_rows: set[int]) -> tuple[Track, ...]:
    """The first animation's tracks that move something drawn or a light. Raises Problem.

    ``shown_rows``: the rows that hold meshes or lights; a joint that only bends a skin is left out, the skin stands still.
    """
    if not document.gltf.animations:
        return ()
    if len(document.gltf.animations) > 1:
        document.warnings.add("gltf.one_animation", str(len(document.gltf.animations)))
    moving = _ancestors(nodes, shown_rows)
    animation = document.gltf.animations[0]
    found = []
    for channel in animation.channels:
        row = nodes.rows.get(-1 if channel.target.node is None else channel.target.node)
        if channel.target.path not in KINDS:
            document.warnings.add("gltf.morph_still" if channel.target.path == "weights" else "gltf.path_ignored", channel.target.path)
        elif row is not None and row in moving:
            _check_node(document, nodes, row)
            found.append(_track(document, accessors, animation, channel, row))
    return tuple(found)


def _check_node(document: Document, nodes: Tree, row: int) -> None:
    """A node with a matrix must not be animated (section 3.5.3); it would lose the matrix."""
    if document.gltf.nodes[nodes.order[row - 1]].matrix is not None:
        document.warnings.add("gltf.matrix_animated", nodes.name(document.gltf.nodes, row))


def _ancestors(nodes: Tree, rows: set[int]) -> set[int]:
    found: set[int] = set()
    for start in rows:
        row = start
        while row > 0 and row not in found:
            found.add(row)
            row = nodes.parents[row]
    return found


def _track(document: Document, accessors: Accessors, animation: schema.Animation, channel: schema.Channel, row: int) -> Track:
    sampler = document.item(animation.samplers, channel.sampler, "animation sampler")
    times = accessors.floats(sampler.input, "SCALAR").reshape(-1).astype(np.float64)
    values = accessors.floats(sampler.output, *KINDS[channel.target.path]).astype(np.float64)
    each = 3 if sampler.interpolation == "CUBICSPLINE" else 1
    ordered = bool(np.all(np.isfinite(times)) and np.all(np.diff(times) > 0) and times[0] >= 0)
    if not ordered or len(values) != each * len(times) or not np.all(np.abs(values) < 1e9):
        raise Problem("gltf.animation", name=shown(animation.name or "0"))
    shape = (len(times), 3, -1) if each == 3 else (len(times), -1)
    return Track(row, channel.target.path, times, values.reshape(shape), sampler.interpolation)


def player(key: str, document: Document, nodes: Tree, found: tuple[Track, ...], added: Matrix, lights: int) -> Player | None:
    """What plays ``found``, None where nothing moves. ``added``: (m, 4, 4) further rows on the root that stand still."""
    duration = max((float(track.times[-1]) for track in found), default=0.0)
    if duration <= 0:
        return None
    poses = {}
    for row in {track.row for track in found}:
        node = document.gltf.nodes[nodes.order[row - 1]]
        poses[row] = (list(node.translation), list(node.rotation), list(node.scale))
    rest = np.concatenate([nodes.locals, added])
    return Player(key, (*nodes.parents, *[-1] * len(added)), rest, poses, found, duration, lights)
