"""What every source is: settings in, frames out. One file a kind; see CONTRIBUTING.md, "Add a source"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from vpstudio.mailbox import Policy
from vpstudio.model.frame import Frame, Layout, Orientation, SoundBlock
from vpstudio.model.setting import Settings as BaseSettings
from vpstudio.model.source import SourceInfo
from vpstudio.registry import Registry

registry: Registry[Source] = Registry("source", "vpstudio.sources")


@dataclass(frozen=True, slots=True)
class Wants:
    """What the engine asks of a source.

    upload: RGBA on software GL; None takes planes as they are. policy: ``live`` plays at the source's own rate, ``every`` as
    fast as the engine takes it. loop: files begin again. start: where the source's own clock is wanted to begin, ns.
    """

    upload: Layout | None = Layout.RGBA
    policy: Policy = "live"
    orientation: Orientation = Orientation()
    loop: bool = True


class Source:
    """One kind of source. Made with its settings, opened and read in the source's own thread, closed from any thread.

    ``open`` raises Problem with one plain sentence; ``read`` yields until the end, and raises Problem when the source fails
    midway (what was read before stays good). A reconnecting source yields nothing while it waits and notes it in ``info``.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    requires: ClassVar[tuple[str, ...]] = ()

    class Settings(BaseSettings):
        """The kind's own settings; a kind nests a class of this name that derives from this one."""

    def __init__(self, settings: BaseSettings, wants: Wants) -> None:
        self.settings: Any = settings
        self.wants = wants

    def open(self) -> SourceInfo:
        raise NotImplementedError

    def read(self) -> Iterator[Frame | SoundBlock]:
        raise NotImplementedError

    def close(self) -> None:
        """Make ``read`` end soon; safe to call twice and from another thread."""
