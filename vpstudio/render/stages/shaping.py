"""Alpha made on its own and choked or feathered: only where the look asks for it, since it costs full-size passes."""

from __future__ import annotations

from vpstudio.model.look import EdgeSettings
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Size, Target

AXES, DIAGONALS = ((1, 0), (0, 1)), ((1, 1), (1, -1))
# A square and a lozenge after one another are an octagon: round enough for an edge. Parts of the radius in either.
SQUARE, LOZENGE = 0.4142, 0.2929


class ShapingStage:
    """``shaped`` for alpha.glsl."""

    def __init__(self, kit: Kit, size: Size) -> None:
        self.kit, self.size = kit, size
        self._targets: list[Target] = []

    def prepare(self, edge: EdgeSettings, alpha: Inputs) -> Inputs:
        """alpha: all that alpha.glsl needs; empty where nothing is asked."""
        if not wanted(edge):
            return Inputs()
        if not self._targets:
            self._targets = [Target(self.kit.context, self.size, (1, "f1")) for _ in range(2)]
        here, there = self._targets
        self.kit.run("edge", "stages/shape.glsl", here.framebuffer, alpha)
        for along, name, amount in moves(edge):
            step = Inputs({"alpha": here.texture}, {"along": along, name.lower() + "_px": amount}, {name: 1})
            self.kit.run("edge", "stages/spread.glsl", there.framebuffer, step)
            here, there = there, here
        return Inputs({"shaped": here.texture}, defines={"CUT_SHAPED": 1})

    def release(self) -> None:
        for target in self._targets:
            target.release()
        self._targets = []


def moves(edge: EdgeSettings) -> list[tuple[tuple[int, int], str, float]]:
    """The passes one after another: along what, which of them, by how many pixels."""
    choke = [(along, "CHOKE", SQUARE * edge.choke) for along in AXES] + [(along, "CHOKE", LOZENGE * edge.choke) for along in DIAGONALS]
    feather = [(along, "FEATHER", edge.feather) for along in AXES]
    return (choke if edge.choke else []) + (feather if edge.feather else [])


def wanted(edge: EdgeSettings) -> bool:
    return edge.choke != 0 or edge.feather > 0


def reach_px(edge: EdgeSettings) -> float:
    """How far beyond a pixel its alpha depends on others."""
    return abs(edge.choke) + 1.5 * edge.feather + 1 if wanted(edge) else 0.0
