"""A take under another slate: its files, its document and its seal renamed, so that a crash in the middle is finished at the next start.

What is to be done is written into the folder first. Doing it twice does no harm, so whoever finds the note carries on.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from vpstudio.model.document import read_json, write_json
from vpstudio.model.take import Slate, Take
from vpstudio.problem import Problem
from vpstudio.takes.names import parsed
from vpstudio.takes.seal import ENDING

NOTE = "renaming.json"


def renamed(folder: Path, slate: Slate, code: str) -> Path:
    """Give a finished take the name that ``slate`` makes. Returns its folder.

    Raises Problem ``takes.name_taken`` or ``takes.cannot_move``.
    """
    new = slate.clip_name(code)
    if any(each.name.casefold() == new.casefold() and each != folder for each in folder.parent.parent.glob("*/*")):
        raise Problem("takes.name_taken", name=new)
    try:
        write_json(folder / NOTE, {"from": folder.name, "to": new, "slate": slate.model_dump(mode="json")})
        return finished(folder)
    except OSError as error:
        raise Problem("takes.cannot_move", name=folder.name, why=error.strerror or str(error)) from error


def finished(folder: Path) -> Path:
    """Do what the folder's note says; the folder as it is where there is none that can be read. Raises OSError, Problem ``document.*``."""
    told = _told(folder / NOTE)
    if told is None:
        return folder
    old, new, slate = told
    for file in sorted(folder.iterdir()):
        if file.name.startswith(old + "."):
            file.replace(folder / (new + file.name.removeprefix(old)))
    _put_right(folder, old, new, slate)
    whole = folder.with_name(new)
    if folder != whole:
        folder.rename(whole)
    (whole / NOTE).unlink()
    return whole


def _told(note: Path) -> tuple[str, str, Slate] | None:
    """Old name, new name, slate. Only names of takes count, whatever the file says."""
    with contextlib.suppress(Problem, KeyError, TypeError, ValueError):
        data: Any = read_json(note)
        old, new, slate = str(data["from"]), str(data["to"]), Slate.model_validate(data["slate"])
        if parsed(old) and parsed(new):
            return old, new, slate
    return None


def _put_right(folder: Path, old: str, new: str, slate: Slate) -> None:
    """The document's own names, and those in the seal: the contents are the same, so their hashes are."""
    path = folder / f"{new}.take.json"
    take = Take.load(path)
    if take.name != new:
        layers = [each.model_copy(update={"name": new + each.name.removeprefix(old)}) for each in take.layers]
        former = [*take.former, old]
        take.model_copy(update={"name": new, "slate": slate, "layers": layers, "former": former}).save(path)
    seal = folder / (new + ENDING)
    with contextlib.suppress(FileNotFoundError, UnicodeDecodeError):
        text = seal.read_text(encoding="utf-8")
        if f"  {old}." in text:
            aside = seal.with_name(seal.name + ".tmp")
            aside.write_text(text.replace(f"  {old}.", f"  {new}."), encoding="utf-8", newline="\n")
            aside.replace(seal)
