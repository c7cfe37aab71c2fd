"""What comes from and goes to other machines: a tracker's poses in, pictures for monitors out, as the project asks."""

from __future__ import annotations

from vpstudio.model.camera import CameraPose
from vpstudio.model.project import MonitorChoice, Project, TrackingChoice
from vpstudio.monitor.base import Monitor
from vpstudio.monitor.base import registry as monitor_registry
from vpstudio.problem import Problem
from vpstudio.render.renderer import Renderer
from vpstudio.tracking.base import registry as tracking_registry
from vpstudio.tracking.receiver import Receiver


class Outside:
    """Opens and closes them when the project's wish changes. ``problem`` is why one could not be opened."""

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self.extrapolated = False
        self._tracking = TrackingChoice()
        self._monitoring = MonitorChoice()
        self._receiver: Receiver | None = None
        self._monitor: Monitor | None = None
        self._delay_ns = 0

    def follow(self, project: Project) -> None:
        """Make what is open what is asked for; free when nothing changed."""
        if project.tracking != self._tracking:
            self._tracking = project.tracking
            self._try(self._track)
        if project.monitor != self._monitoring:
            self._monitoring = project.monitor
            self._try(self._watch)

    def pose(self, arrived_ns: int) -> CameraPose | None:
        """Where the tracker says the camera was when the picture that arrived at ``arrived_ns`` was taken; None without one."""
        if self._receiver is None:
            return None
        found = self._receiver.history.at(arrived_ns + self._delay_ns)
        if found is None:
            return None
        pose, known = found
        self.extrapolated = not known
        return pose

    def show(self, renderer: Renderer) -> None:
        """Give the picture just drawn to the monitor, if anybody looks."""
        if self._monitor is not None and self._monitor.wants:
            self._monitor.show(renderer.read(self._monitor.tap))

    def close(self) -> None:
        if self._receiver is not None:
            self._receiver.close()
        if self._monitor is not None:
            self._monitor.close()
        self._receiver = self._monitor = None

    def _try(self, change: object) -> None:
        self.problem = None
        try:
            change()  # type: ignore[operator]
        except Problem as problem:
            self.problem = problem

    def _track(self) -> None:
        if self._receiver is not None:
            self._receiver.close()
            self._receiver = None
        choice = self._tracking
        if choice.kind != "none":
            maker = tracking_registry.get(choice.kind)
            self._delay_ns = int(choice.delay_ms * 1e6)
            self._receiver = Receiver(maker(maker.Settings(**choice.values)), choice.port, choice.address)

    def _watch(self) -> None:
        if self._monitor is not None:
            self._monitor.close()
            self._monitor = None
        if self._monitoring.kind != "none":
            maker = monitor_registry.get(self._monitoring.kind)
            monitor = maker(maker.Settings(**self._monitoring.values))
            monitor.open()
            self._monitor = monitor
