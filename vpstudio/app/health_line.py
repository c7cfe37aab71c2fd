"""What the machine is doing, in figures: camera rate, cost of the matte and of the picture, delay, losses, disk."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vpstudio.app import theme
from vpstudio.app.language import tr
from vpstudio.app.spoken import Spoken, label, mark_state
from vpstudio.model.state import EngineState

SLOW_CAMERA = 0.85
LOSING_S = 5.0
"""How long a lost or skipped picture is warned of."""
LATE_MS = 150.0
LITTLE_DISK_MIN = 10.0


class HealthLine(Spoken):
    NAMES = ("fps", "matte", "gpu", "latency", "dropped", "disk")

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(12)
        self._dropped, self._lost_at = 0, 0.0
        self._captions: dict[str, QLabel] = {}
        self._figures: dict[str, QLabel] = {}
        for name in self.NAMES:
            row.addWidget(self._column(name))
        self.say()

    def show_state(self, state: EngineState) -> None:
        """Figures of the last second; what is out of bounds carries a ▲ beside its colour."""
        health, running = state.health, state.phase == "running"
        wanted = float(state.source.rate) if state.source else 0.0
        slow = running and 0 < health.camera_fps < wanted * SLOW_CAMERA
        self._show("fps", f"{health.camera_fps:.1f}" if running else "–", slow)
        self._show("matte", f"{health.matte_ms:.1f}" if health.matte_ms else "–", False)
        self._show("gpu", f"{health.gpu_ms:.1f}" if running else "–", False)
        self._show("latency", f"{health.latency_ms:.0f}" if running else "–", health.latency_ms > LATE_MS)
        self._show("dropped", str(health.dropped), self._losing(health.dropped) or (health.dropped > 0 and state.recording is not None))
        minutes = state.disk_minutes
        self._show("disk", "–" if minutes is None else _minutes(minutes), minutes is not None and minutes < LITTLE_DISK_MIN)
        passes = "\n".join(f"{name}  {ms:.1f} ms" for name, ms in health.passes.items())
        self._figures["gpu"].setToolTip(f"{state.renderer}\n{passes}".strip())
        self._figures["dropped"].setToolTip(tr("Pictures lost or skipped since the start."))
        self._figures["matte"].setToolTip(tr("A picture waits {ms} ms for its own matte.", ms=f"{health.wait_ms:.1f}"))

    def _losing(self, dropped: int) -> bool:
        """Whether pictures were lost just now."""
        if dropped > self._dropped:
            self._lost_at = time.monotonic()
        self._dropped = dropped
        return self._lost_at > 0 and time.monotonic() - self._lost_at < LOSING_S

    def say(self) -> None:
        words = {
            "fps": tr("CAM FPS"), "matte": tr("MATTE ms"), "gpu": tr("GPU ms"), "latency": tr("DELAY ms"), "dropped": tr("DROPPED"),
            "disk": tr("DISK"),
        }  # fmt: skip
        for name, caption in self._captions.items():
            caption.setText(words[name])
            self._figures[name].setAccessibleName(words[name])

    def _show(self, name: str, text: str, warn: bool) -> None:
        self._figures[name].setText("▲ " + text if warn else text)
        mark_state(self._figures[name], level="warn" if warn else "")

    def _column(self, name: str) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 7, 0, 7)
        column.setSpacing(1)
        self._captions[name] = label("caption")
        figure = self._figures[name] = label()
        figure.setObjectName("figure")
        figure.setFont(theme.font(14, figures=True))
        for widget in (self._captions[name], figure):
            widget.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(widget)
        return block


def _minutes(minutes: float) -> str:
    """Half-width: 45m, 12h."""
    return f"{minutes:.0f}m" if minutes < 120 else f"{minutes / 60:.0f}h"
