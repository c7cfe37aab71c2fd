"""What an ONNX model wants and gives, read from its inputs and outputs: which of the kinds that vpstudio can use it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from vpstudio.problem import Problem

Kind = Literal["single", "recurrent", "plate"]
STATE = re.compile(r"^r(\d+)i$")
ALPHAS = ("pha", "alpha", "matte", "mask", "output")
"""Names of outputs that are alpha, surest first; RVM and BackgroundMattingV2 call theirs ``pha``."""
TYPES = {"tensor(float)": "f4", "tensor(float16)": "f2", "tensor(uint8)": "u1"}


class Node(Protocol):
    """An input or output as onnxruntime tells it. shape: numbers, or names of dynamic sides."""

    name: str
    shape: Any
    type: str


@dataclass(frozen=True, slots=True)
class Signature:
    """kind: ``single`` frames; ``recurrent`` (RVM: states in and out, a downsample ratio); ``plate`` (BackgroundMattingV2).

    picture, plate: names of picture inputs. planar: (1, 3, h, w), else (1, h, w, 3). size: (width, height), a side 0 where it is free.
    dtype: numpy's name. states: (input, output) names. ratio: name of the downsample input. alpha: name of the output.
    """

    kind: Kind
    picture: str
    planar: bool
    size: tuple[int, int]
    dtype: str
    alpha: str
    plate: str = ""
    states: tuple[tuple[str, str], ...] = ()
    ratio: str = ""


def signature_of(inputs: Sequence[Node], outputs: Sequence[Node], path: object = "") -> Signature:
    """Raises Problem ``onnx.signature`` with what the model asks for, where it is none of the kinds."""
    pictures = [node for node in inputs if _planar(node) is not None and node.type in TYPES]
    states = [node for node in inputs if STATE.match(node.name)]
    ratios = [node for node in inputs if node.name == "downsample_ratio"]
    known = len(pictures) + len(states) + len(ratios) == len(inputs)
    alpha = _alpha(outputs)
    if not known or not 1 <= len(pictures) <= 2 or alpha is None or (states and len(pictures) != 1):
        raise Problem("onnx.signature", path=path, inputs=", ".join(_told(node) for node in inputs) or "-")
    first = next((node for node in pictures if node.name == "src"), pictures[0])
    second = next((node.name for node in pictures if node is not first), "")
    kind: Kind = "recurrent" if states else "plate" if second else "single"
    given = {node.name for node in outputs}
    pairs = tuple((node.name, f"{node.name[:-1]}o") for node in states)
    if any(after not in given for _, after in pairs):
        raise Problem("onnx.signature", path=path, inputs=", ".join(_told(node) for node in inputs))
    planar = bool(_planar(first))
    return Signature(
        kind, first.name, planar, _size(first, planar), TYPES[first.type], alpha, second, pairs, "downsample_ratio" if ratios else ""
    )


def _planar(node: Node) -> bool | None:
    """Whether a picture lies plane by plane; None for what is no picture of three channels."""
    shape = list(node.shape)
    if len(shape) != 4 or STATE.match(node.name):
        return None
    if shape[1] == 3:
        return True
    return False if shape[3] == 3 else None


def _size(node: Node, planar: bool) -> tuple[int, int]:
    height, width = node.shape[2:4] if planar else node.shape[1:3]
    return tuple(side if isinstance(side, int) and side > 0 else 0 for side in (width, height))  # type: ignore[return-value]


def _alpha(outputs: Sequence[Node]) -> str | None:
    """The output that is alpha: by its name, else the first that has the shape of a picture of one or two channels."""
    plain = [node for node in outputs if not re.match(r"^r\d+o$", node.name)]
    named = [node.name for wanted in ALPHAS for node in plain if wanted in node.name.lower()]
    shaped = [
        node.name for node in plain if len(list(node.shape)) in (2, 3, 4) and 3 not in (list(node.shape)[1:2] + list(node.shape)[-1:])
    ]
    return (named + shaped + [None])[0]  # type: ignore[list-item]


def _told(node: Node) -> str:
    return f"{node.name} {list(node.shape)} {node.type}"
