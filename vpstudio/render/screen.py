"""Three leased textures between the render thread and a viewport: the newest finished picture, never one being written.

The textures are shared between two GL contexts. Commands of one context are not ordered with the other's, so a fence goes both
ways: the viewport waits for the picture's, and the renderer lets the GL wait for the viewport's before it writes there again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from vpstudio.model.host import ScreenPicture
from vpstudio.render import context as gl_fence
from vpstudio.render.context import Context, Fence
from vpstudio.render.target import Size, Target

SLOTS = 3


@dataclass(slots=True)
class _Slot:
    """state: free, drawing (the renderer's), ready (newest, unseen), leased (a viewport's). ``used``: behind its last use there."""

    target: Target | None = None
    state: str = "free"
    number: int = -1
    drawn: Fence | None = None
    used: Fence | None = None


class ScreenRing:
    """``model.host.Screen``. ``begin`` and ``publish`` on the render thread, ``acquire`` and ``release`` on the viewport's."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._slots = [_Slot() for _ in range(SLOTS)]
        self._lock = threading.Lock()
        self._drawing: int | None = None

    # --- the render thread's side

    def begin(self, size: Size) -> Target:
        """A target that no viewport holds, of ``size``; the last one asked for, until it is published."""
        with self._lock:
            index = self._drawing if self._drawing is not None else self._free()
            self._drawing = index
            slot = self._slots[index]
            slot.state = "drawing"
        self._await_viewport(slot)
        if slot.target is None or slot.target.size != size:
            if slot.target is not None:
                slot.target.release()
            slot.target = Target(self.context, size, (4, "f1"), linear=True)
        return slot.target

    def exchange(self, target: Target) -> Target:
        """Put a finished target into the slot begun and take its own in return: publishing without a copy."""
        assert self._drawing is not None
        slot = self._slots[self._drawing]
        assert slot.target is not None
        slot.target, old = target, slot.target
        return old

    def publish(self, number: int) -> None:
        """What was drawn into the slot begun is the newest picture now, frame ``number``."""
        sync = gl_fence.fence()
        gl_fence.flush()
        with self._lock:
            assert self._drawing is not None
            for slot in self._slots:
                if slot.state == "ready":
                    slot.state = "free"
            fresh = self._slots[self._drawing]
            stale, fresh.drawn = fresh.drawn, sync
            fresh.state, fresh.number, self._drawing = "ready", number, None
        if stale is not None:
            gl_fence.drop(stale)

    def close(self) -> None:
        """Delete the textures; the viewport must have stopped showing them."""
        with self._lock:
            slots, self._slots = self._slots, [_Slot(state="closed") for _ in range(SLOTS)]
        for slot in slots:
            for sync in (slot.drawn, slot.used):
                if sync is not None:
                    gl_fence.drop(sync)
            if slot.target is not None:
                slot.target.release()

    # --- the viewport's side

    def acquire(self) -> ScreenPicture | None:
        """The newest finished picture not seen yet, its fence waited for, or None. The viewport's context is current."""
        with self._lock:
            index = next((i for i, slot in enumerate(self._slots) if slot.state == "ready"), None)
            if index is None:
                return None
            slot = self._slots[index]
            slot.state = "leased"
            drawn, slot.drawn = slot.drawn, None
        self._mark_used(index)
        if drawn is not None:
            gl_fence.wait_for(drawn, timeout_s=1.0)
            gl_fence.drop(drawn)
        assert slot.target is not None
        width, height = slot.target.size
        return ScreenPicture(slot.target.texture.glo, width, height, slot.number, index)

    def release(self, picture: ScreenPicture) -> None:
        """The viewport shows something else now; the slot may be written again. Doubled or late calls do no harm."""
        with self._lock:
            slot = self._slots[picture.slot]
            if slot.state == "leased" and slot.number == picture.number:
                slot.state = "free"

    def _mark_used(self, fresh: int) -> None:
        """What the viewport has asked for so far used its older pictures; their slots must wait for it before they are written."""
        for index, slot in enumerate(self._slots):
            if index != fresh and slot.state == "leased":
                stale, slot.used = slot.used, gl_fence.fence()
                if stale is not None:
                    gl_fence.drop(stale)
        gl_fence.flush()

    def _await_viewport(self, slot: _Slot) -> None:
        if slot.used is not None:
            gl_fence.hold_commands_for(slot.used)
            gl_fence.drop(slot.used)
            slot.used = None

    def _free(self) -> int:
        """A free slot; else, where a viewport holds two, the newest unseen one is taken back."""
        for wanted in ("free", "ready"):
            for index, slot in enumerate(self._slots):
                if slot.state == wanted:
                    return index
        raise RuntimeError("a viewport keeps all screen pictures")
