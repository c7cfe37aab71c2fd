"""The finished picture's textures: the program, and beside it the alpha that went into it while somebody wants it."""

from __future__ import annotations

import moderngl

from vpstudio.render.context import Context
from vpstudio.render.screen import ScreenRing
from vpstudio.render.target import Size, Target

FORGET_ALPHA_AFTER = 60  # pictures that nobody asked the alpha of


class Output:
    """picture: what was drawn last and may be read; it may have been lent to the screen, which costs no copy."""

    def __init__(self, context: Context, size: Size) -> None:
        self.context = context
        self.picture = Target(context, size, (4, "f1"), linear=True)
        self.alpha = Target(context, size, (1, "f1"), linear=True)
        self.alpha_wanted = False
        self._alpha_age = 0
        self._spare: Target | None = None
        self._both: tuple[Target, moderngl.Framebuffer] | None = None

    @property
    def lent(self) -> bool:
        """Whether the screen has the picture already."""
        return self._spare is not None

    def turn(self) -> None:
        """A new picture is about to be drawn: not into what the screen shows."""
        if self._spare is not None:
            self._release_both()
            self.picture, self._spare = self._spare, None
        self._alpha_age += 1
        self.alpha_wanted = self.alpha_wanted and self._alpha_age <= FORGET_ALPHA_AFTER

    def lend(self, screen: ScreenRing) -> None:
        """Give the picture to the slot that the screen began, and take that slot's target for the next one."""
        self._spare = screen.exchange(self.picture)

    def want_alpha(self) -> bool:
        """Somebody asks for alpha; False where the picture was drawn without."""
        had, self.alpha_wanted, self._alpha_age = self.alpha_wanted, True, 0
        return had

    @property
    def framebuffer(self) -> moderngl.Framebuffer:
        """What the composite draws into."""
        if not self.alpha_wanted:
            return self.picture.framebuffer
        if self._both is None or self._both[0] is not self.picture:
            self._release_both()
            both = self.context.gl.framebuffer([self.picture.texture, self.alpha.texture])
            self._both = (self.picture, both)
        return self._both[1]

    def release(self) -> None:
        """What was lent belongs to the screen."""
        self._release_both()
        (self._spare or self.picture).release()
        self.alpha.release()

    def _release_both(self) -> None:
        if self._both is not None:
            self.context.rest()
            self._both[1].release()
            self._both = None
