"""What the window lends the render thread, and what it gets back. Here, because app/ and render/ meet only in model/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class GLHost(Protocol):
    """A GL context for one worker thread that shares textures with the viewport's. Made by app/, used by render/."""

    def make_current(self) -> None:
        """Called on the worker thread before anything else. Raises Problem ``render.no_gl``."""
        ...

    def done(self) -> None:
        """Called on the worker thread, last: lets the context go."""
        ...


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A finished picture lent to a viewport: an RGBA8 GL texture whose row 0 is the **top** of the picture.

    number: that of the frame's stamp. Give it back with ``screen.release(picture)`` after the next one is shown.
    """

    texture: int
    width: int
    height: int
    number: int
    slot: int


class Screen(Protocol):
    """Three leased textures between the render thread and one viewport."""

    def acquire(self) -> ScreenPicture | None:
        """The newest finished picture, its fence waited for, or None. Called with the viewport's context current."""
        ...

    def release(self, picture: ScreenPicture) -> None:
        """Let the renderer write into it again."""
        ...
