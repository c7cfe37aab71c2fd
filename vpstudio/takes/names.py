"""Clip names read back: ``QLRS_E034_S34-1_C02_T03_A`` is a slate of project QLRS."""

from __future__ import annotations

import re

from vpstudio.model.take import Slate

NAME = re.compile(r"([A-Z0-9]{2,8})_E(\d{3,4})_S([0-9A-Za-z-]{1,12})_C(\d{2,3})_T(\d{2,3})_([A-Z])")
PART = ".part"

Series = tuple[int, str, int, str]


def parsed(name: str) -> tuple[str, Slate] | None:
    """(project code, slate) of a clip's name, with or without ``.part``; None where it is no clip's name."""
    match = NAME.fullmatch(name.removesuffix(PART))
    if match is None:
        return None
    code, episode, scene, shot, take, camera = match.groups()
    if not int(shot) or not int(take):
        return None
    return code, Slate(scene=scene, shot=int(shot), take=int(take), camera=camera, episode=int(episode))


def series(slate: Slate) -> Series:
    """What take numbers count within. Case is ignored, as it is in the names of files on Windows and macOS."""
    return slate.episode_number, slate.scene.casefold(), slate.shot, slate.camera
