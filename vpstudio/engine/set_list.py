"""What sets there are and what is in them: for ``vpstudio set list``, for the form that lists all visible texts, for menus."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.scene import Scene
from vpstudio.scene.builder import unlit
from vpstudio.scene.sets.base import VirtualSet, registry


@dataclass(frozen=True, slots=True)
class State:
    """One state of a set: what it is called in files, and for a person."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class SetCard:
    """A set by its id. size_m: width (X), depth (Y), height (Z) of what is near, and the corners it lies between (metres)."""

    name: str
    title: str
    states: tuple[State, ...]
    visible_texts: tuple[str, ...]
    marks: tuple[str, ...]
    low_m: tuple[float, ...]
    high_m: tuple[float, ...]
    loop_s: float

    @property
    def size_m(self) -> tuple[float, ...]:
        return tuple(round(high - low, 2) for low, high in zip(self.low_m, self.high_m, strict=True))

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "size_m": self.size_m}


def listing() -> list[SetCard]:
    """Every set that this machine can build, in its default state; light is left out, so that it takes a moment only."""
    return [card_of(kind) for kind in registry.classes()]


def card_of(kind: type[VirtualSet]) -> SetCard:
    """One set's card."""
    with unlit():
        scene = kind(kind.Settings()).build()
    low, high = bounds(scene)
    texts = tuple(dict.fromkeys(text for each in scene.visible_texts for text in [each.strip()] if text))
    marks = tuple(mark.title for mark in scene.marks)
    return SetCard(kind.name, kind.title, states(kind), texts, marks, _rounded(low), _rounded(high), scene.loop_s)


def states(kind: type[VirtualSet]) -> tuple[State, ...]:
    """The states of its ``state`` setting, in order."""
    field = kind.Settings.model_fields["state"]
    names = get_args(field.annotation)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    titles = extra.get("choices") or names
    return tuple(State(str(name), str(title)) for name, title in zip(names, titles, strict=True))  # type: ignore[arg-type]


def bounds(scene: Scene) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(3,) low and high corner in the world of all that is not far."""
    matrices = scene.at(0.0).matrices
    lows, highs = [], []
    for node, matrix in zip(scene.nodes, matrices, strict=True):
        for number in () if node.far else node.meshes:
            points = scene.meshes[number].positions @ matrix[:3, :3].T + matrix[:3, 3]
            lows.append(points.min(axis=0))
            highs.append(points.max(axis=0))
    if not lows:
        return np.zeros(3), np.zeros(3)
    return np.min(lows, axis=0), np.max(highs, axis=0)


def _rounded(corner: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(part), 2) for part in corner)
