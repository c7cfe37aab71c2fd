"""The GL context of one render thread, and the one place where the processor waits for it.

Python's lock is held while moderngl draws or waits. On software GL the drawing itself happens in that wait, so another
thread's 1 ms tick took 9 ms. A fence waited for through ctypes (PyOpenGL) lets the lock go.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import moderngl
import OpenGL

# An error that somebody left behind must not surface in an innocent fence; and each check would cost a call.
OpenGL.ERROR_CHECKING = False
from OpenGL import GL  # noqa: E402

from vpstudio.model.host import GLHost  # noqa: E402
from vpstudio.problem import Problem  # noqa: E402

log = logging.getLogger(__name__)

REQUIRED = 330
WAIT_NS = 100_000_000
FOREVER = 0xFFFF_FFFF_FFFF_FFFF  # GL_TIMEOUT_IGNORED; PyOpenGL's own constant arrives as another number
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swiftshader", "gdi generic", "basic render")

Fence = Any


class Context:
    """A moderngl context (core 3.3 at least), current on the thread that made it.

    gl: the moderngl context. software: the processor draws, so few passes and RGBA uploads are best. renderer, version: the
    driver's own words, for the sidecar.
    """

    def __init__(self, gl: moderngl.Context, host: GLHost | None = None) -> None:
        self.gl = gl
        self._host = host
        self.renderer = str(gl.info["GL_RENDERER"])
        self.version = str(gl.info["GL_VERSION"])
        self.software = any(word in self.renderer.lower() for word in SOFTWARE)
        self.gl.gc_mode = "context_gc"
        self._rest = gl.framebuffer([gl.texture((1, 1), 4)])

    @classmethod
    def headless(cls) -> Context:
        """A context without a window: EGL on Linux (no display needed), else the platform's own. Raises Problem ``render.no_gl``."""
        errors = []
        choices: list[dict[str, Any]] = [{"backend": "egl"}, {}] if sys.platform.startswith("linux") else [{}]
        for settings in choices:
            try:
                return cls(moderngl.create_context(require=REQUIRED, standalone=True, **settings))
            except Exception as error:  # glcontext raises bare Exception, moderngl ValueError
                errors.append(str(error))
        raise Problem("render.no_gl", why="; ".join(errors))

    @classmethod
    def hosted(cls, host: GLHost) -> Context:
        """The context that a window lends to this thread. Raises Problem ``render.no_gl``."""
        host.make_current()
        try:
            return cls(moderngl.create_context(require=REQUIRED), host)
        except Exception as error:
            host.done()
            raise Problem("render.no_gl", why=str(error)) from error

    def wait(self) -> None:
        """Let the GL finish all that was asked of it, without holding Python's lock."""
        sync = fence()
        try:
            wait_for(sync)
        finally:
            drop(sync)

    def rest(self) -> None:
        """Bind a framebuffer of our own, so that the one bound can be deleted: moderngl would bind its dead name again."""
        self._rest.use()

    def collect(self) -> None:
        """Delete GL objects that Python let go of since the last call; only on this thread."""
        waiting = self.gl.objects
        for _ in range(len(waiting)):  # moderngl trips over those that were released by hand
            each = waiting.popleft()
            if not isinstance(each, moderngl.InvalidObject):
                waiting.append(each)
        self.gl.gc()

    def close(self) -> None:
        """Let the context go. Every object made in it is void afterwards."""
        self.wait()
        self._rest.release()
        self.collect()
        if self._host is None:
            self.gl.release()
        else:
            self._host.done()


def fence() -> Fence:
    """A mark behind all commands so far; needs a current context."""
    return GL.glFenceSync(GL.GL_SYNC_GPU_COMMANDS_COMPLETE, 0)


def flush() -> None:
    """Send what was asked for to the GL; a fence that another context waits for must have been sent."""
    GL.glFlush()


def passed(sync: Fence) -> bool:
    """Whether the fence has been reached; never waits."""
    return GL.glClientWaitSync(sync, 0, 0) in (GL.GL_ALREADY_SIGNALED, GL.GL_CONDITION_SATISFIED)


def wait_for(sync: Fence, timeout_s: float = 10.0) -> None:
    """Wait for the fence without Python's lock. Raises Problem ``render.gl_stuck`` where the driver hangs."""
    for _ in range(max(1, int(timeout_s * 1e9 / WAIT_NS))):
        result = GL.glClientWaitSync(sync, GL.GL_SYNC_FLUSH_COMMANDS_BIT, WAIT_NS)
        if result in (GL.GL_ALREADY_SIGNALED, GL.GL_CONDITION_SATISFIED):
            return
        if result == GL.GL_WAIT_FAILED:
            break
    raise Problem("render.gl_stuck")


def hold_commands_for(sync: Fence) -> None:
    """Let the GL (not this thread) wait for another context's fence before it runs what is asked next."""
    GL.glWaitSync(sync, 0, FOREVER)


def drop(sync: Fence) -> None:
    """Delete a fence."""
    GL.glDeleteSync(sync)
