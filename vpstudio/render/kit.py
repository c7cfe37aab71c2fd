"""What every stage works with: programs, the clock of named passes, and the inputs that stages hand one another."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import moderngl
from OpenGL import GL

from vpstudio.render.context import Context
from vpstudio.render.regions import NAMES, Ranges
from vpstudio.render.set_quality import Tier
from vpstudio.render.target import Programs, Uniform


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a stage gives the programs after it: textures by sampler, uniforms, and defines that choose the code."""

    samplers: Mapping[str, moderngl.Texture] = field(default_factory=dict)
    uniforms: Mapping[str, Uniform] = field(default_factory=dict)
    defines: Mapping[str, str | int] = field(default_factory=dict)

    def __or__(self, other: Inputs) -> Inputs:
        return Inputs({**self.samplers, **other.samplers}, {**self.uniforms, **other.uniforms}, {**self.defines, **other.defines})


class Clock:
    """Milliseconds by named program.

    On software GL the drawing is the processor's, so each program is fenced, waited for without Python's lock, and clocked. On
    a GPU nobody waits: timer queries are read when they are there, a few frames late.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.timings: dict[str, float] = {}
        self._pending: deque[tuple[str, int]] = deque()
        self._free: list[int] = []

    def start(self) -> None:
        """A new picture: forget what did not run in it, and fetch late results."""
        if self.context.software:
            self.timings = {}
        self._collect()

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time what is drawn inside as ``name``; not nested."""
        if self.context.software:
            begun = time.perf_counter()
            yield
            self.context.wait()
            self._note(name, (time.perf_counter() - begun) * 1e3)
            return
        query = self._free.pop() if self._free else int(GL.glGenQueries(1))
        GL.glBeginQuery(GL.GL_TIME_ELAPSED, query)
        try:
            yield
        finally:
            GL.glEndQuery(GL.GL_TIME_ELAPSED)
            self._pending.append((name, query))

    def note(self, name: str, milliseconds: float) -> None:
        """A time measured elsewhere."""
        self.timings = {**self.timings, name: milliseconds}

    def release(self) -> None:
        for query in [*self._free, *(query for _, query in self._pending)]:
            GL.glDeleteQueries(1, [query])
        self._free, self._pending = [], deque()

    def _note(self, name: str, milliseconds: float) -> None:
        self.note(name, self.timings.get(name, 0.0) + milliseconds)

    def _collect(self) -> None:
        fresh: dict[str, float] = {}
        while self._pending and GL.glGetQueryObjectuiv(self._pending[0][1], GL.GL_QUERY_RESULT_AVAILABLE):
            name, query = self._pending.popleft()
            fresh[name] = fresh.get(name, 0.0) + int(GL.glGetQueryObjectuiv(query, GL.GL_QUERY_RESULT)) / 1e6
            self._free.append(query)
        if fresh:
            self.timings = {**self.timings, **fresh}


@dataclass(slots=True)
class Kit:
    """The tools that all stages share.

    live: somebody watches, so a cheaper picture now is better than a fine one too late. tier: of sets; None: what the machine can do.
    """

    context: Context
    programs: Programs
    clock: Clock
    live: bool = False
    tier: Tier | None = None

    @classmethod
    def of(cls, context: Context, live: bool = False, tier: Tier | None = None) -> Kit:
        return cls(context, Programs(context), Clock(context), live, tier)

    def run(self, name: str, fragment: str, target: moderngl.Framebuffer, inputs: Inputs) -> None:
        """Draw one program over ``target``, clocked as ``name``."""
        with self.clock(name):
            self.programs.draw(fragment, target, inputs.samplers, inputs.uniforms, inputs.defines)

    def run_parts(self, name: str, fragment: str, target: moderngl.Framebuffer, inputs: Inputs, ranges: Ranges) -> None:
        """Draw a program's variants, each over its own rectangles, clocked as one."""
        with self.clock(name):
            for kind, (first, count) in ranges.parts.items():
                if count:
                    defines = {**inputs.defines, NAMES[kind]: 1}
                    self.programs.draw(fragment, target, inputs.samplers, inputs.uniforms, defines, (ranges.buffer, first, count))

    def release(self) -> None:
        self.clock.release()
        self.programs.release()
