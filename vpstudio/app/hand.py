"""Between the viewport's mouse and keys and the tool in hand. A keyboard's pointer does all that a mouse can."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from vpstudio.app.mask_handles import MaskHandles
from vpstudio.app.space import Space
from vpstudio.app.tools import Tool, Tools
from vpstudio.app.zoom import ARROWS

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEP, LONG_STEP = 4.0, 40.0


class Hand:
    """pointer: where the keyboard's pointer stands in the widget; None while the mouse is used."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._down = False
        self.enabled = True
        self.pointer: QPointF | None = None

    @property
    def tool(self) -> Tool | None:
        return self._tools.current if self.enabled else None

    def press(self, event: QMouseEvent, space: Space | None) -> bool:
        """Whether the tool in hand took it."""
        self.pointer = None
        tool = self.tool
        if tool is None or space is None:
            return False
        if event.button() == Qt.MouseButton.RightButton:
            return isinstance(tool, MaskHandles) and tool.remove_point(event.position(), space)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self._down = tool.press(event.position(), space)
        return self._down

    def move(self, event: QMouseEvent, space: Space | None) -> None:
        if self.tool is not None and space is not None:
            self.tool.move(event.position(), space, self._down)

    def release(self, event: QMouseEvent, space: Space | None) -> None:
        if self._down and self.tool is not None and space is not None:
            self.tool.release(event.position(), space)
        self._down = False

    def double_click(self, event: QMouseEvent, space: Space | None) -> bool:
        return self.tool is not None and space is not None and self.tool.double_click(event.position(), space)

    # Keys

    def key(self, event: QKeyEvent, space: Space | None, room: QRectF) -> bool:
        """Arrows move the pointer (long steps with Shift), Space presses or lets go, Enter finishes, Backspace takes back."""
        tool = self.tool
        if tool is None or space is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return tool.back()
        if self._tools.held is None and self.pointer is None and key != Qt.Key.Key_Space:
            return False  # the arrows are the picture's own until somebody asks for the pointer
        if key in ARROWS:
            self._step(key, event, tool, space, room)
        elif key in ENTER and tool.finish():
            pass
        elif key in (Qt.Key.Key_Space, *ENTER):
            self._knock(tool, space, room)
        else:
            return False
        return True

    def lay_down(self) -> None:
        """The tool has changed."""
        self._down, self.pointer = False, None

    def _step(self, key: Qt.Key, event: QKeyEvent, tool: Tool, space: Space, room: QRectF) -> None:
        length = LONG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        start = self.pointer if self.pointer is not None else room.center()
        at = start - QPointF(ARROWS[key][0] * length, ARROWS[key][1] * length)
        self.pointer = QPointF(min(room.right(), max(room.left(), at.x())), min(room.bottom(), max(room.top(), at.y())))
        tool.move(self.pointer, space, self._down)

    def _knock(self, tool: Tool, space: Space, room: QRectF) -> None:
        """A press of the pointer; of a tool that drags, the next one lets go."""
        first = self.pointer is None
        at = self.pointer = self.pointer if self.pointer is not None else room.center()
        if first and tool is self._tools.standing:
            return
        if self._down:
            self._down = False
            tool.release(at, space)
        elif tool.press(at, space):
            self._down = tool.drags
