"""The GLSL keyers there are, and their parameters, read from the comments behind their uniforms; no GL needed.

``uniform float similarity;   // 0.40 [0.0, 1.0]   How near a colour must be to vanish.``
A vec3 has three numbers for its default: ``uniform vec3 screen;   // 0.05, 0.35, 0.08 [0.0, 1.0]   The cloth's colour.``
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from vpstudio import paths
from vpstudio.model.look import Value
from vpstudio.model.parameter import Parameter
from vpstudio.problem import Problem

NUMBER = r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?"
LINE = re.compile(
    rf"^\s*uniform\s+(?P<type>float|vec[234])\s+(?P<name>\w+)\s*;\s*//\s*(?P<default>{NUMBER}(?:\s*,\s*{NUMBER})*)"
    rf"\s*\[\s*(?P<low>{NUMBER})\s*,\s*(?P<high>{NUMBER})\s*\]\s*(?P<help>.*?)\s*$"
)
UNIFORM = re.compile(r"^\s*uniform\s+(?!sampler)\w+\s+(\w+)")
COMPONENTS = {"float": 1, "vec2": 2, "vec3": 3, "vec4": 4}


def keyers() -> list[str]:
    """Names of all keyers, sorted: the files of ``shaders/keyers/``."""
    return sorted(file.stem for file in paths.shader("keyers").glob("*.glsl"))


def parameters(keyer: str) -> tuple[Parameter, ...]:
    """What a keyer can be told, in the file's order. Raises Problem ``render.keyer_unknown`` or ``render.shader``."""
    return read(file_of(keyer))


def file_of(keyer: str) -> Path:
    """The keyer's file. Raises Problem ``render.keyer_unknown``."""
    if keyer not in keyers():
        raise Problem("render.keyer_unknown", name=keyer, known=", ".join(keyers()))
    return paths.shader("keyers", f"{keyer}.glsl")


@cache
def read(file: Path) -> tuple[Parameter, ...]:
    """The parameters of one GLSL file. A uniform without a proper comment is a fault of the file: Problem ``render.shader``."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if UNIFORM.match(line):
            found.append(_parameter(line, f"keyers/{file.name}:{number}"))
    return tuple(found)


def values(keyer: str, chosen: dict[str, Value]) -> dict[str, Value]:
    """Every uniform's value: what was chosen, brought into range, else the default. Unknown or misshapen choices are passed over."""
    return {each.name: _fitting(each, chosen.get(each.name)) for each in parameters(keyer)}


def code_of(light: float) -> float:
    """A display-light component as a code 0..1 (IEC 61966-2-1), for a keyer that works in codes."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _parameter(line: str, where: str) -> Parameter:
    match = LINE.match(line)
    if not match:
        raise Problem("render.shader", where=where, log="a keyer's uniform needs the comment: // default [low, high] help")
    numbers = tuple(float(part) for part in match["default"].split(","))
    if len(numbers) != COMPONENTS[match["type"]]:
        raise Problem("render.shader", where=where, log=f"{match['type']} needs {COMPONENTS[match['type']]} default numbers")
    default = numbers[0] if len(numbers) == 1 else numbers
    title = match["name"].replace("_", " ").capitalize()
    return Parameter(match["name"], title, default, float(match["low"]), float(match["high"]), match["help"])


def _fitting(parameter: Parameter, chosen: Value | None) -> Value:
    many = tuple(chosen) if isinstance(chosen, (tuple, list)) else (chosen,)
    if chosen is None or len(many) != parameter.components:
        return parameter.default
    kept = tuple(min(max(float(part), parameter.low), parameter.high) for part in many if part is not None)
    return kept if parameter.components > 1 else kept[0]
