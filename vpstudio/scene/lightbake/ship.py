"""Bakes the sets that ship, small, in their default state: python -m vpstudio.scene.lightbake.ship [NAME...]

So that the first sight of each is already good; any other state or parameter is baked by who wants it.
"""

from __future__ import annotations

import sys

from vpstudio.scene.builder import unlit
from vpstudio.scene.lightbake.baking import SHIPPED, bake
from vpstudio.scene.lightbake.store import name_of, save, shipped_folder
from vpstudio.scene.sets.base import registry


def ship(names: list[str]) -> None:
    """Write ``assets/bakes/`` anew for these sets, for all where none is named."""
    folder = shipped_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or registry.names():
        kind = registry.get(name)
        with unlit():
            scene = kind(kind.Settings()).build()
        for old in folder.glob(f"{name}_*.npz"):
            old.unlink()
        save(folder / name_of(scene), scene, bake(scene, SHIPPED), small=True)
        print(name, (folder / name_of(scene)).stat().st_size // 1024, "kB")


if __name__ == "__main__":
    ship(sys.argv[1:])
