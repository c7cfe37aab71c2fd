"""Shaders as text: recursive includes, defines, and errors that name the true file and line.

moderngl's includes are not recursive and Mesa ignores the source number of ``#line``, so a table of our own remembers where
every assembled line came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import moderngl

from vpstudio import paths
from vpstudio.problem import Problem
from vpstudio.render.context import Context

VERSION = "#version 330"
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|([A-Za-z_]\w*))\s*(?://.*)?$')
# Mesa "0:12(5): error", NVIDIA "0(12) : error", Apple, AMD and Intel "ERROR: 0:12: ..."
PLACE = re.compile(r"^(?:(?:ERROR|WARNING):\s*)?0(?::(\d+)(?:\(\d+\))?|\((\d+)\))\s*:")

Defines = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Source:
    """Assembled GLSL. lines[i]: (file below shaders/, 1-based line) that line i + 1 of ``text`` came from."""

    text: str
    lines: tuple[tuple[str, int], ...]

    def place(self, line: int) -> str:
        """``file:line`` of a 1-based line of the assembled text."""
        file, number = self.lines[min(max(line, 1), len(self.lines)) - 1]
        return f"{file}:{number}"

    def explain(self, log: str) -> str:
        """A driver's log with its line numbers put right."""
        return "\n".join(self._explained(line) for line in log.splitlines() if line.strip())

    def _explained(self, line: str) -> str:
        found = PLACE.match(line.strip())
        if not found:
            return line
        number = int(found.group(1) or found.group(2))
        return f"{self.place(number)}:{line.strip()[found.end() :]}"


def assemble(source: str, defines: Defines | None = None, root: Path | None = None) -> Source:
    """Join ``source`` with all it includes; no GL needed.

    source: a path relative to ``root`` (shaders/), or GLSL itself (anything with a line break). ``#include "lib/a.glsl"`` is
    relative to ``root``; ``#include NAME`` takes the path, or GLSL itself, from ``defines``. A file counts once, however
    often it is included. Raises Problem ``render.shader`` for a missing file.
    """
    assembler = _Assembler(defines or {}, root or paths.shader())
    assembler.header()
    if "\n" in source:
        assembler.add("<text>", source)
    else:
        assembler.include(source, "<program>", 0)
    return Source("\n".join(assembler.text) + "\n", tuple(assembler.lines))


class _Assembler:
    def __init__(self, defines: Defines, root: Path) -> None:
        self.defines, self.root = defines, root
        self.text: list[str] = []
        self.lines: list[tuple[str, int]] = []
        self.open: list[str] = []

    def header(self) -> None:
        """The version and the defines come first; paths and texts are for #include only and are not valid GLSL values."""
        self.put(VERSION, "<version>", 1)
        values = {name: value for name, value in self.defines.items() if not str(value).endswith(".glsl") and "\n" not in str(value)}
        for number, (name, value) in enumerate(values.items(), 1):
            self.put(f"#define {name} {value}", "<defines>", number)

    def put(self, line: str, file: str, number: int) -> None:
        self.text.append(line)
        self.lines.append((file, number))

    def include(self, name: str, by: str, at: int) -> None:
        """Guarded by the preprocessor, not by us: a first mention may stand in a branch that is not taken."""
        if name in self.open:
            return
        try:
            text = (self.root / name).read_text(encoding="utf-8")
        except OSError as error:
            raise Problem("render.shader", where=f"{by}:{at}", log=f"cannot read {name}: {error.strerror}") from error
        guard = "INCLUDED_" + re.sub(r"\W", "_", name)
        self.open.append(name)
        for line in (f"#ifndef {guard}", f"#define {guard}"):
            self.put(line, name, 1)
        self.add(name, text)
        self.put("#endif", name, text.count("\n") + 1)
        self.open.pop()

    def add(self, file: str, text: str) -> None:
        for number, line in enumerate(text.splitlines(), 1):
            found = INCLUDE.match(line)
            if found and (target := self._target(found)) is None:
                # Only a fault where the preprocessor comes by.
                self.put(f"#error the include {found.group(2)} is not defined", file, number)
            elif found and target and "\n" in target:
                self.add(f"<{found.group(2)}>", target)
            elif found and target:
                self.include(target, file, number)
            elif not line.lstrip().startswith("#version"):
                self.put(line, file, number)

    def _target(self, found: re.Match[str]) -> str | None:
        """The file meant, or None for a name without a define."""
        if found.group(1):
            return found.group(1)
        named = self.defines.get(found.group(2))
        return None if named is None else str(named)


def program(context: Context, vertex: str, fragment: str, defines: Defines | None = None) -> moderngl.Program:
    """Compile and link. vertex, fragment: as ``assemble`` takes them. Raises Problem ``render.shader`` with ``where`` and ``log``."""
    sources = {"vertex": assemble(vertex, defines), "fragment": assemble(fragment, defines)}
    try:
        return context.gl.program(vertex_shader=sources["vertex"].text, fragment_shader=sources["fragment"].text)
    except moderngl.Error as error:
        raise _fault(str(error), sources) from error


def _fault(message: str, sources: Mapping[str, Source]) -> Problem:
    """The driver's log told in our own files and lines; ``where`` is the first of them."""
    kind = "vertex" if "vertex_shader" in message else "fragment"
    log = "\n".join(line for line in message.splitlines() if line.strip(" =") and "_shader" not in line and "Compiler failed" not in line)
    told = sources[kind].explain(log)
    where = next((line for line in told.splitlines() if re.match(r"^\S+:\d+:", line)), kind)
    return Problem("render.shader", where=":".join(where.split(":")[:2]), log=told)
