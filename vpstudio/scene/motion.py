"""A set in which only materials move: nodes and lamps stand still, time goes round."""

from __future__ import annotations

from dataclasses import dataclass

from vpstudio.model.scene import Node, SetState, world_matrices


@dataclass(frozen=True, slots=True, eq=False)
class Passing:
    """The set at any second; repeats after ``loop_s``. lights: how many lamps there are. Pure."""

    key: str
    nodes: tuple[Node, ...]
    lights: int
    loop_s: float

    def __call__(self, time_s: float) -> SetState:
        t = time_s % self.loop_s
        return SetState(t, world_matrices(self.nodes), (1.0,) * self.lights, key=(self.key, t))
