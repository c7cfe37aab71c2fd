"""Pictures out of the GL: packed into a buffer, fenced, waited for and copied without Python's lock, into pooled arrays."""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray
from OpenGL import GL

from vpstudio.render import context as gl_fence
from vpstudio.render.context import Context, Fence

Picture = NDArray[np.uint8]
DEPTH = 3


class Pool:
    """Arrays that are used again once nobody holds them, so that a long take does not churn memory.

    A caller gets a view; the array behind it is free when its only owner is the pool.
    """

    def __init__(self, spare: int = 8) -> None:
        self.spare = spare
        self._arrays: dict[tuple[int, ...], list[Picture]] = {}

    def lease(self, shape: tuple[int, ...]) -> Picture:
        """A uint8 array of ``shape`` with anything in it."""
        held = self._arrays.setdefault(shape, [])
        for array in held:
            if sys.getrefcount(array) == 3:  # the list's, the loop's, and getrefcount's own
                return array.view()
        made = np.empty(shape, np.uint8)
        if len(held) < self.spare:
            held.append(made)
        return made.view()

    def __len__(self) -> int:
        return sum(len(held) for held in self._arrays.values())

    def keep_only(self, shapes: set[tuple[int, ...]]) -> None:
        """Forget arrays of other shapes."""
        self._arrays = {shape: held for shape, held in self._arrays.items() if shape in shapes}


@dataclass(slots=True)
class Pending:
    """A picture on its way out. ``Readback.take`` gives it."""

    buffer: moderngl.Buffer
    fence: Fence
    shape: tuple[int, ...]


class Readback:
    """Reads framebuffers. All calls on the GL's thread."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.pool = Pool()
        self._buffers: dict[int, deque[moderngl.Buffer]] = {}

    def begin(self, framebuffer: moderngl.Framebuffer, components: int = 4, attachment: int = 0) -> Pending:
        """Ask for the picture; returns at once. (H, W, 4) for four components, (H, W) for one."""
        width, height = framebuffer.size
        buffer = self._buffer(width * height * components)
        framebuffer.read_into(buffer, components=components, attachment=attachment, alignment=1)
        return Pending(buffer, gl_fence.fence(), (height, width, 4) if components == 4 else (height, width))

    def take(self, pending: Pending) -> Picture:
        """Wait for it, without Python's lock, and copy it out. Row 0 is the top of the picture."""
        gl_fence.wait_for(pending.fence)
        gl_fence.drop(pending.fence)
        picture = self.pool.lease(pending.shape)
        GL.glBindBuffer(GL.GL_PIXEL_PACK_BUFFER, pending.buffer.glo)
        try:
            # ctypes lets the lock go for both calls.
            mapped = GL.glMapBufferRange(GL.GL_PIXEL_PACK_BUFFER, 0, picture.nbytes, GL.GL_MAP_READ_BIT)
            ctypes.memmove(picture.ctypes.data, mapped, picture.nbytes)
            GL.glUnmapBuffer(GL.GL_PIXEL_PACK_BUFFER)
        finally:
            GL.glBindBuffer(GL.GL_PIXEL_PACK_BUFFER, 0)
        self._buffers[pending.buffer.size].append(pending.buffer)
        return picture

    def read(self, framebuffer: moderngl.Framebuffer, components: int = 4, attachment: int = 0) -> Picture:
        """The picture, waited for."""
        return self.take(self.begin(framebuffer, components, attachment))

    def release(self) -> None:
        for ring in self._buffers.values():
            for buffer in ring:
                buffer.release()
        self._buffers.clear()

    def _buffer(self, size: int) -> moderngl.Buffer:
        ring = self._buffers.setdefault(size, deque())
        return ring.popleft() if ring else self.context.gl.buffer(reserve=size)
