"""What the command line says while it works: sentences on stdout, warnings and progress on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from vpstudio.words import text as text

PIPED = 140
Show = Callable[[int, int | None], None]


def line(words: str) -> None:
    """A sentence for a person or a pipe; never wrapped, never coloured."""
    Console(highlight=False, soft_wrap=True, markup=False).print(words)


def show(thing: RenderableType) -> None:
    """A table; in a pipe as wide as it needs."""
    console = Console()
    (console if console.is_terminal else Console(width=PIPED)).print(thing)


def warn(words: str) -> None:
    """Something to know that stops nothing."""
    _errors().print(words, style="yellow", markup=False)


def note(words: str) -> None:
    """What is being done now."""
    _errors().print(words, style="dim", markup=False)


@contextmanager
def progress(label: str, plain: bool = False) -> Iterator[Show]:
    """A bar with the rate on stderr; yields ``show(done, total)`` which any thread may call. Where nobody looks it is quiet, or with
    ``plain`` says every tenth as a line: a log should show that something goes on."""
    console = _errors()
    if plain and not console.is_terminal:
        yield _tenths(label)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=False, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tenths(label: str) -> Show:
    said: set[int] = set()

    def show(done: int, total: int | None) -> None:
        tenth = min(10, done * 10 // total) if total else 0
        if tenth not in said:
            said.add(tenth)
            note(f"{label}: {tenth * 10} %")

    return show


class _Rate(ProgressColumn):
    """Pictures a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


def _errors() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)
